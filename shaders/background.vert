// background.vert: one triangle that covers the picture, as far away as can be, so that it costs only where nothing was drawn.
layout(location = 0) in vec2 in_corner;

void main()
{
    gl_Position = vec4(in_corner, 1.0, 1.0);
}
