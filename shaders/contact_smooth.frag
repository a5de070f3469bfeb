// contact_smooth.frag: the mean of four by four looks around each pixel, as four blocks of two by two; blocks of another surface are left out.
#include "blocks.glsl"
#include "contact.glsl"
uniform sampler2D picture; // from contact.frag
out vec4 colour;

void main()
{
    vec4 own = texelFetch(picture, ivec2(gl_FragCoord.xy), 0);
    vec2 texel = 1.0 / vec2(textureSize(picture, 0)), at = (gl_FragCoord.xy - 0.5) * texel;
    vec2 sum = vec2(0.0);
    float weights = 0.0, here = depth_of(own), reaches = reaches_per_depth(here) * 2.0;
    int count = here < 1.0 ? 4 : 0;
    for (int i = 0; i < count; i++) {
        vec4 block = texture(picture, at + texel * vec2(i < 2 ? -1.0 : 1.0, (i & 1) == 0 ? -1.0 : 1.0));
        float away = (depth_of(block) - here) * reaches;
        float weight = 1.0 / (0.05 + away * away);
        sum += weight * block.rg;
        weights += weight;
    }
    colour = vec4(count > 0 ? sum / weights : vec2(1.0), own.ba);
}
