// face_band.frag: how far from the outline. WALL: leaves in alpha where the core begins. RINGS: the lamellae of an annulus. LINE: a ghost's outline. Else the dark rim.
#include "blocks.glsl"
in vec3 along_mm;
out vec4 colour;

void main()
{
    float past = along_mm.x - clamp(along_mm.x, 0.0, along_mm.z), distance_mm = length(vec2(past, along_mm.y));
    float pixel_mm = max(fwidth(along_mm.y) + fwidth(along_mm.x), 1e-5) * 0.7;
#if defined(WALL)
    colour = vec4(0.0, 0.0, 0.0, clamp((distance_mm - gloss.x) / pixel_mm + 0.5, 0.0, 1.0));
#elif defined(RINGS)
    float ring = abs(fract(distance_mm / gloss.y) - 0.5) * 2.0, seen = clamp(gloss.y / pixel_mm - 2.0, 0.0, 1.0);
    colour = vec4(vec3(1.0 - 0.22 * seen * smoothstep(0.55, 1.0, ring)), 1.0);
#else
    float outside = clamp((distance_mm - line.w) / pixel_mm + 0.5, 0.0, 1.0);
#ifdef LINE
    colour = vec4(line.rgb, 1.0) * (1.0 - outside);
#else
    colour = vec4(mix(line.rgb, vec3(1.0), outside), 1.0); // the darker of two is kept
#endif
#endif
}
