// bone.glsl: with BONE, ivory that goes warm in hollows and foramina, rougher and darker where flesh holds on; on joint faces cartilage, bluish
// and glossy, with a fine line where it ends. PORES, near by: their relief (src/render/bone_tile.c), laid on from three sides; the card's own
// filter takes away what is finer than a pixel. Stands after own_colour.glsl. Colours and depths: drawing choice.
#ifdef BONE
in vec3 bone_shares; // cartilage in mm, hold, mottle
vec4 own_gloss;

const vec3 cartilage_colour = vec3(0.640, 0.735, 0.785); // #D1DEE4
const vec3 hollow_tint = vec3(0.64, 0.50, 0.37);
const vec3 hold_tint = vec3(0.93, 0.86, 0.77);

#ifdef PORES
in vec3 bone_mm, bone_normal; // at rest
uniform sampler2D tile;
const float bone_tile_mm = 24.0;

// Tone, and the slope as a vector at rest.
vec4 relief_from_three_sides()
{
    vec3 share = bone_normal * bone_normal, at = bone_mm * vec3(1.0, item_fibre.y, 1.0) / bone_tile_mm;
    share *= share;
    share /= share.x + share.y + share.z;
    vec4 x = texture(tile, at.zy) - 0.5, y = texture(tile, at.xz + 0.31) - 0.5, z = texture(tile, at.xy + 0.67) - 0.5;
    vec3 slope = share.x * vec3(0.0, x.a, x.b) + share.y * vec3(y.b, 0.0, y.a) + share.z * vec3(z.b, z.a, 0.0);
    return vec4(share.x * x.r + share.y * y.r + share.z * z.r, slope);
}
#endif

void find_bone(inout vec3 normal)
{
    float open = shade.x, curvature = shade.y;
    float per_pixel = max(fwidth(bone_shares.x), 0.02), edge_px = bone_shares.x / per_pixel;
    float cartilage = clamp(edge_px + 0.5, 0.0, 1.0), fine = 0.0;

#ifdef PORES
    vec4 relief = relief_from_three_sides() * (item_fibre.x * (1.0 - 0.85 * cartilage) * (0.75 + 0.9 * bone_shares.y));
    vec3 slope = relief.yzw - bone_normal * dot(relief.yzw, bone_normal);
    normal = normalize(normal - mat3(view_from_normal) * slope * 1.1);
    fine = relief.x;
#endif
    float hollow = clamp(1.15 * (1.0 - open) - 0.16 - 0.9 * min(curvature, 0.0), 0.0, 1.0);
    vec3 bone = albedo.rgb * (1.0 + 0.10 * bone_shares.z + 0.5 * fine + 0.10 * max(curvature, 0.0));
    bone *= mix(vec3(1.0), hollow_tint, hollow) * mix(vec3(1.0), hold_tint, bone_shares.y);
    float rim = clamp(1.5 - abs(edge_px + 0.8), 0.0, 1.0) * clamp(0.5 / per_pixel, 0.0, 1.0);
    set_own_colour_linear(mix(bone * (1.0 - 0.30 * rim), cartilage_colour, cartilage));
    own_gloss = mix(gloss, vec4(0.0081, 0.085, 0.30, 0.35), cartilage); // roughness 0.3
}
#endif
