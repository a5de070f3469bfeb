// background.frag: a quiet gradient.
#include "blocks.glsl"
#include "colour.glsl"
out vec4 colour;

void main()
{
    float up = gl_FragCoord.y * viewport_px.w;
    vec3 shade = mix(background_bottom.rgb, background_top.rgb, up * up * (3.0 - 2.0 * up));
    colour = vec4(shade + dither(gl_FragCoord.xy), 1.0);
}
