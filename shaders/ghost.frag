// ghost.frag: the skin as a shell seen by its edges only, and the zones painted on it.
#include "blocks.glsl"
#include "colour.glsl"
#include "lighting.glsl"
in vec3 normal_view, rest_mm;
in vec2 shade;
#ifdef PAINT
in vec3 paint_mm, rest_normal;
#endif
#include "cut.glsl"
out vec4 colour;
#include "fade.glsl"
#include "shell.glsl"

vec4 over(vec4 below, vec3 rgb, float alpha) // premultiplied
{
    return vec4(rgb * alpha, alpha) + below * (1.0 - alpha);
}

#ifdef PAINT
const float dot_pitch_mm = 8.5, dot_radius_mm = 2.7;

// Round dots in rest coordinates, so they stay where they are while the body turns and bends. The surface is looked at along the axis it
// faces most; the offset is then laid back into the surface, so dots stay round on a slope. Where two axes tie, dots shrink away.
float dots(float pixel_mm)
{
    vec3 facing = abs(rest_normal);
    bool front = facing.x >= facing.z && facing.x >= facing.y, side = !front && facing.z >= facing.y;
    vec2 flat_mm = front ? rest_mm.zy : side ? rest_mm.xy : rest_mm.xz;
    vec2 slope = front ? rest_normal.zy : side ? rest_normal.xy : rest_normal.xz;
    float along = front ? rest_normal.x : side ? rest_normal.z : rest_normal.y;

    vec2 cell = vec2(dot_pitch_mm, dot_pitch_mm * 0.8660254);
    float row = floor(flat_mm.y / cell.y);
    vec2 offset = vec2(flat_mm.x - mod(row, 2.0) * 0.5 * cell.x, flat_mm.y);
    offset = (fract(offset / cell) - 0.5) * cell;
    float across = dot(slope, offset) / along;
    float distance_mm = sqrt(dot(offset, offset) + across * across);

    float most = max(max(facing.x, facing.y), facing.z);
    float second = facing.x + facing.y + facing.z - most - min(min(facing.x, facing.y), facing.z);
    float radius = dot_radius_mm * smoothstep(0.02, 0.14, most - second);
    return clamp((radius - distance_mm) / pixel_mm + 0.5, 0.0, 1.0);
}

float inside(float distance_mm, float pixel) { return clamp(0.5 - distance_mm / pixel, 0.0, 1.0); }

// 1 on a line of this many pixels just inside the outline.
float outline(float distance_mm, float pixel, float width_px)
{
    float px = distance_mm / pixel;
    return clamp(0.5 - px, 0.0, 1.0) * clamp(px + width_px + 0.5, 0.0, 1.0);
}

vec4 zones(vec4 below, vec3 normal)
{
    vec3 step_mm = max(fwidth(paint_mm), vec3(1e-4));
    float pixel_mm = max(length(fwidth(rest_mm)) * 0.6, 1e-4);
    float typical = inside(paint_mm.x, step_mm.x), spill = inside(paint_mm.y, step_mm.y) * (1.0 - typical);
    float light = 0.62 + 0.38 * max(dot(normal, key_direction) * 0.6 + 0.4, 0.0);
    vec3 red = pain.rgb * light, dark = pain.rgb * 0.42;

    float close = smoothstep(4.0, 2.0, dot_pitch_mm / pixel_mm); // dots too small to tell apart become their mean
    below = over(below, mix(pain.rgb * 0.8, dark, frame_flags.x), 0.6 * outline(paint_mm.z, step_mm.z, 1.0));
    below = over(below, red, spill * (0.12 + 0.80 * mix(dots(pixel_mm), 0.33, close)));
    below = over(below, mix(red, dark, 0.35), 0.75 * (1.0 - typical) * outline(paint_mm.y, step_mm.y, 1.0));
    below = over(below, red, 0.74 * typical);
    return over(below, dark, 0.95 * outline(paint_mm.x, step_mm.x, 2.0));
}
#endif

void main()
{
    keep_uncut();
    vec3 normal = normalize(normal_view);
    vec4 film = shell(normal, toward_eye()) * shell_strength(rest_mm) * min(albedo.a / 0.35, 1.0); // SCENE_GHOST_FRAC
    if (item_flags.w > 0.0) film = mix(film, vec4(srgb(tone(lit(normal, toward_eye(), shade.x, shade.y))), 1.0), item_flags.w);
#ifdef PAINT
    film = zones(film, normal);
#endif
    colour = film;
}
