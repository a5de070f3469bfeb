// surface.frag: a shaded part. SEE_THROUGH: blended, its edges kept so that the shape stays legible. REGIONS: see region.glsl. STRAIN: see
// strain.glsl. FIBRES: see fibre.glsl. BONE: see bone.glsl. DEEPER: see deeper.glsl.
#include "blocks.glsl"
#include "colour.glsl"
#include "own_colour.glsl"
in vec2 shade;
#include "region.glsl"
#include "strain.glsl"
#include "fibre_gloss.glsl"
#include "bands.glsl"
#include "fibre.glsl"
#include "bone.glsl"
#ifdef OWN_COLOUR
#define albedo own_albedo
#define bounce_a own_bounce_a
#define bounce_b own_bounce_b
#define bounce_c own_bounce_c
#endif
#ifdef BONE
#define gloss own_gloss
#endif
#include "lighting.glsl"
#include "contact.glsl"
#include "deeper.glsl"
#include "contour.glsl"
in vec3 normal_view;
#include "cut.glsl"
out vec4 colour;

#ifndef SEE_THROUGH
uniform sampler2D picture; // from contact_smooth.frag: shade, shadow, packed depth

// Shade, shadow and weight of one pixel of the picture; one of another surface hardly counts.
vec3 shade_at(ivec2 place, float reaches)
{
    vec4 look = texelFetch(picture, clamp(place, ivec2(0), textureSize(picture, 0) - 1), 0);
    float away = (depth_of(look) - gl_FragCoord.z) * reaches;
    return vec3(look.rg, 1.0) / (0.02 + away * away);
}

// What the picture says here, when it speaks of this surface. Beside an outline it speaks of another one too: then those around are asked,
// each by its own distance, so that edges stay sharp at half size and no bright specks line them. Four, in a pinwheel: in software every look
// costs, and of those around a pixel on an edge at least one is of its own surface.
vec2 contact()
{
    vec4 look = texture(picture, gl_FragCoord.xy * 0.5 / vec2(textureSize(picture, 0)));
    float away = abs(look.b - gl_FragCoord.z + 0.5 / 255.0), reaches = reaches_per_depth(gl_FragCoord.z);
    int asked = away < 1.6 / 255.0 && away * reaches < 0.5 ? 0 : 4; // a loop, as software renderers skip no branches
    ivec2 corner = ivec2(gl_FragCoord.xy * 0.5 - 0.5), aside = ivec2(-1, 0);
    vec3 sum = vec3(look.rg, 1.0);
    for (int i = 0; i < asked; i++) {
        sum += shade_at(corner + aside, reaches);
        aside = ivec2(1 - aside.y, aside.x); // a quarter turn about the middle of the nearest four
    }
    return sum.xy / sum.z;
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
#ifdef BONE
    find_bone(normal);
#endif
#ifdef SEE_THROUGH
    vec3 surface = srgb(tone(lit(normal, eye, shade.x, shade.y, 1.0) * ink + albedo.rgb * rim));
    float edge = 1.0 - abs(dot(normal, eye)), step = fwidth(edge);
    float alpha = mix(albedo.a, 1.0, edge * edge * item_flags.y / (1.0 + 36.0 * step * step)); // narrower than a pixel it would be a row of dots
    colour = vec4(surface * alpha, alpha);
#else
    vec2 look = contact();
    float near = look.x;
    vec3 shaded = lit(normal, eye, shade.x, shade.y, look.y) * (ink * near * vec3(1.0, mix(0.84, 1.0, near), mix(0.76, 1.0, near)));
    shaded += albedo.rgb * rim;
    colour = vec4(srgb(tone(shaded)), 1.0);
#endif
}
