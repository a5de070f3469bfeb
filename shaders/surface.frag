// surface.frag: a shaded part. SEE_THROUGH: blended, its edges kept so that the shape stays legible. REGIONS: see region.glsl. STRAIN: see
// strain.glsl. FIBRES: see fibre.glsl.
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
in vec3 normal_view;
in vec2 shade;
out vec4 colour;

#ifndef SEE_THROUGH
uniform sampler2D picture; // from contact_smooth.frag: shade, packed depth

// The four nearest shades, those of another surface left out: edges stay sharp at half size.
float contact()
{
    ivec2 limit = textureSize(picture, 0) - 1, corner = ivec2(gl_FragCoord.xy * 0.5);
    float sum = 3.0, weights = 3.0, reaches = reaches_per_depth(gl_FragCoord.z); // nothing near: no shade
    for (int i = 0; i < 4; i++) {
        vec4 look = texelFetch(picture, min(corner + ivec2(i & 1, i >> 1), limit), 0);
        float away = (depth_of(look) - gl_FragCoord.z) * reaches;
        float weight = 1.0 / (0.02 + away * away);
        sum += weight * look.r;
        weights += weight;
    }
    return sum / weights;
}
#endif

void main()
{
    vec3 normal = normalize(normal_view), eye = toward_eye();
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
    vec3 surface = srgb(tone(lit(normal, eye, shade.x, shade.y)));
    float edge = 1.0 - abs(dot(normal, eye));
    float alpha = mix(albedo.a, 1.0, edge * edge * item_flags.y);
    colour = vec4(surface * alpha, alpha);
#else
    float near = contact();
    vec3 shaded = lit(normal, eye, shade.x, shade.y) * (near * vec3(1.0, mix(0.84, 1.0, near), mix(0.76, 1.0, near)));
    colour = vec4(srgb(tone(shaded)), 1.0);
#endif
}
