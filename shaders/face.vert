// face.vert: a place of the cut plane.
#include "blocks.glsl"
layout(location = 0) in vec2 in_place_mm;
out vec2 place_mm;

void main()
{
    place_mm = in_place_mm;
    gl_Position = clip_from_view * (view_from_local * vec4(in_place_mm, 0.0, 1.0));
}
