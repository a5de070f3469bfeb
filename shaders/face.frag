// face.frag: the inside of a part on the cut plane. WALL: its wall, blended in by the mask that face_band.frag left.
//
// Source: patterns from the section of muscle that fibre_tile.c draws, at scales of their own: drawing choice.
#include "blocks.glsl"
#include "colour.glsl"
#include "lighting.glsl"
uniform sampler2D tile; // bundles: tone, the seams between them
in vec2 place_mm;
out vec4 colour;

// Bundles of fibres end-on, finer fibres in them, pale seams.
vec3 fibres(vec3 flesh)
{
    vec2 across = vec2(dot(item_fibre.xy, place_mm), dot(item_fibre.zw, place_mm));
    vec4 bundle = texture(tile, across / 40.0) - 0.5, fine = texture(tile, across / 13.0 + 0.31) - 0.5;
    float seam = max(bundle.g, 0.0) + 0.5 * max(fine.g, 0.0);
    return flesh * (1.0 + 0.5 * bundle.r + 0.3 * fine.r) + (0.5 * flesh + vec3(0.14, 0.10, 0.085)) * seam;
}

// Bars of bone with marrow between them.
vec3 sponge(vec3 marrow)
{
    float bars = max((texture(tile, place_mm / 17.0) - 0.5).g, 0.0) + 0.75 * max((texture(tile, place_mm.yx / 9.0 + 0.4) - 0.5).g, 0.0);
    return mix(marrow, bounce_a.rgb, min(0.22 + 1.6 * bars, 1.0));
}

// Lobules of fat, thin pale seams.
vec3 lobules(vec3 fat)
{
    vec4 lobule = texture(tile, place_mm / 90.0) - 0.5;
    return fat * (1.0 + 0.25 * lobule.r) + vec3(0.25) * max(lobule.g, 0.0);
}

void main()
{
#ifdef WALL
    vec3 inside = bounce_a.rgb;
#else
    vec3 inside = albedo.rgb;
    int pattern = int(item_flags.z); // loops, as software renderers skip no branches
    for (int i = 0; i < (pattern == 1 ? 1 : 0); i++) inside = fibres(inside);
    for (int i = 0; i < (pattern == 2 ? 1 : 0); i++) inside = sponge(inside);
    for (int i = 0; i < (pattern == 3 ? 1 : 0); i++) inside = lobules(inside);
#endif
    vec3 normal = normalize(mat3(view_from_normal) * vec3(0.0, 0.0, 1.0));
    float lamp = 0.52 + 0.45 * max(dot(normal, key_direction) * 0.6 + 0.4, 0.0) + 0.12 * max(dot(normal, toward_eye()), 0.0);
    colour = vec4(srgb(tone(max(inside, 0.0) * lamp)), 1.0) * albedo.a;
}
