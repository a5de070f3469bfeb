// flat.frag: one colour.
#include "blocks.glsl"
#include "cut.glsl"
out vec4 colour;

void main()
{
    keep_uncut();
    colour = vec4(line.rgb, 1.0);
}
