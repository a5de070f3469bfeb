// ui.vert: flat shapes in pixels, origin top left.
#include "blocks.glsl"
layout(location = 0) in vec2 in_position_px;
layout(location = 1) in vec4 in_local; // rect: offset from the centre, half size. text: place in the atlas. triangle: distances to its sides
layout(location = 2) in vec4 in_shape; // kind, radius, border, softness
layout(location = 3) in vec4 in_clip;  // left, top, right, bottom
layout(location = 4) in vec4 in_colour;
out vec4 local, clip, tint;
flat out vec4 shape;
out vec2 pixel;

void main()
{
    local = in_local;
    shape = in_shape;
    clip = in_clip;
    tint = in_colour;
    pixel = in_position_px;
    gl_Position = vec4(in_position_px.x * viewport_px.z * 2.0 - 1.0, 1.0 - in_position_px.y * viewport_px.w * 2.0, 0.0, 1.0);
}
