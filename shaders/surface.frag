// surface.frag: a shaded part. SEE_THROUGH: blended, its edges kept so that the shape stays legible. REGIONS: see region.glsl. STRAIN: see
// strain.glsl. FIBRES: see fibre.glsl. DEEPER: see deeper.glsl.
#include "blocks.glsl"
#include "colour.glsl"
#include "own_colour.glsl"
#include "region.glsl"
#include "strain.glsl"
#include "fibre_gloss.glsl"
#include "fibre.glsl"
#ifdef OWN_COLOUR
#define albedo own_albedo
#define bounce_a own_bounce_a
#define bounce_b own_bounce_b
#define bounce_c own_bounce_c
#endif
#include "lighting.glsl"
#include "contact.glsl"
#include "deeper.glsl"
#include "contour.glsl"
in vec3 normal_view;
in vec2 shade;
#include "cut.glsl"
out vec4 colour;

#ifndef SEE_THROUGH
uniform sampler2D picture; // from contact_smooth.frag: shade, packed depth

// Shade and weight of one pixel of the picture; one of another surface hardly counts.
vec2 shade_at(ivec2 place, float reaches)
{
    vec4 look = texelFetch(picture, clamp(place, ivec2(0), textureSize(picture, 0) - 1), 0);
    float away = (depth_of(look) - gl_FragCoord.z) * reaches;
    return vec2(look.r, 1.0) / (0.02 + away * away);
}

// The four nearest shades, those of another surface left out: edges stay sharp at half size. Beside an outline all four may be of
// another surface; then those around them are asked too, or bright specks would line it.
float contact()
{
    ivec2 corner = ivec2(gl_FragCoord.xy * 0.5);
    float reaches = reaches_per_depth(gl_FragCoord.z);
    vec2 sum = vec2(3.0); // nothing near: no shade
    for (int i = 0; i < 4; i++) sum += shade_at(corner + ivec2(i & 1, i >> 1), reaches);
    if (sum.y < 20.0) {
        for (int i = 0; i < 16; i++) sum += shade_at(corner + ivec2((i & 3) - 1, (i >> 2) - 1), reaches);
    }
    return sum.x / sum.y;
}
#endif

void main()
{
    keep_uncut();
#ifdef DEEPER
    keep_deeper();
#endif
    vec3 normal = normalize(normal_view), eye = toward_eye();
    float line = contour(normal, eye), ink = 1.0 - 0.84 * line * frame_flags.x, rim = 0.44 * line * (1.0 - frame_flags.x);
#ifdef REGIONS
    find_region();
#endif
#ifdef STRAIN
    find_strain();
#endif
#ifdef FIBRES
    find_fibres(normal);
#endif
#ifdef SEE_THROUGH
    vec3 surface = srgb(tone(lit(normal, eye, shade.x, shade.y) * ink + albedo.rgb * rim));
    float edge = 1.0 - abs(dot(normal, eye));
    float alpha = mix(albedo.a, 1.0, edge * edge * item_flags.y);
    colour = vec4(surface * alpha, alpha);
#else
    float near = contact();
    vec3 shaded = lit(normal, eye, shade.x, shade.y) * (ink * near * vec3(1.0, mix(0.84, 1.0, near), mix(0.76, 1.0, near)));
    shaded += albedo.rgb * rim;
    colour = vec4(srgb(tone(shaded)), 1.0);
#endif
}
