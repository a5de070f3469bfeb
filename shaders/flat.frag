// flat.frag: the outline's colour.
#include "blocks.glsl"
out vec4 colour;

void main()
{
    colour = vec4(line.rgb, 1.0);
}
