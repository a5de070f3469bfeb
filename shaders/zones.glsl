// zones.glsl: with PAINT, the zones on the skin, as on a chart: typical areas solid, spill-over stippled, both on a ground of pale skin and with
// lines around. The ground covers what lies beneath, or red would be lost on the red of a muscle. THIN: over what is selected, which skin never hides. Stands after lighting.glsl.
#ifdef PAINT
const float dot_share = 0.32; // radius of a dot, of the pitch
const float dot_mean = 0.371;  // what dots cover of the ground

// Round dots in rest coordinates, so they stay where they are while the body turns and bends. The surface is looked at along the axis it
// faces most; the offset is then laid back into the surface, so dots stay round on a slope. Where two axes tie, dots shrink away.
float dots(float pixel_mm)
{
    vec3 facing = abs(rest_normal);
    bool front = facing.x >= facing.z && facing.x >= facing.y, side = !front && facing.z >= facing.y;
    vec2 flat_mm = front ? rest_mm.zy : side ? rest_mm.xy : rest_mm.xz;
    vec2 slope = front ? rest_normal.zy : side ? rest_normal.xy : rest_normal.xz;
    float along = front ? rest_normal.x : side ? rest_normal.z : rest_normal.y;

    vec2 cell = vec2(pain_ink.a, pain_ink.a * 0.8660254);
    float row = floor(flat_mm.y / cell.y);
    vec2 offset = vec2(flat_mm.x - mod(row, 2.0) * 0.5 * cell.x, flat_mm.y);
    offset = (fract(offset / cell) - 0.5) * cell;
    float across = dot(slope, offset) / along;
    float distance_mm = sqrt(dot(offset, offset) + across * across);

    float most = max(max(facing.x, facing.y), facing.z);
    float second = facing.x + facing.y + facing.z - most - min(min(facing.x, facing.y), facing.z);
    float radius = dot_share * pain_ink.a * smoothstep(0.02, 0.14, most - second);
    return clamp((radius - distance_mm) / pixel_mm + 0.5, 0.0, 1.0);
}

float inside(float px) { return clamp(0.5 - px, 0.0, 1.0); }

// 1 between two distances from the outline, in pixels, negative inside it.
float band(float px, float from_px, float to_px) { return clamp(px - from_px + 0.5, 0.0, 1.0) * clamp(to_px - px + 0.5, 0.0, 1.0); }

vec4 zones(vec4 below, vec3 normal)
{
    vec3 px = paint_mm / max(fwidth(paint_mm), vec3(1e-4)); // typical, spill-over, every zone
    float pixel_mm = max(length(fwidth(rest_mm)) * 0.6, 1e-4), wide = frame_flags.w;
    float typical = inside(px.x), all = max(typical, inside(px.y));
    float light = 0.70 + 0.30 * max(dot(normal, key_direction) * 0.6 + 0.4, 0.0);
    vec3 paper = pain_paper.rgb * light, solid = pain.rgb * mix(light, 1.0, 0.5), ink = pain_ink.rgb;

    float close = smoothstep(4.5, 2.5, pain_ink.a / pixel_mm); // seen from the side, dots too close to tell apart become their mean
    below = over(below, mix(paper, ink, frame_flags.x), 0.55 * band(px.z, -1.0 * wide, 0.0) * (1.0 - all));
    below = over(below, paper, max(pain_paper.a * all, 0.8 * band(px.y, 0.0, 1.5 * wide) * (1.0 - typical)));
    below = over(below, solid, pain.a * (all - typical) * mix(dots(pixel_mm), dot_mean, close));
    below = over(below, ink, 0.9 * (1.0 - typical) * band(px.y, -1.1 * wide, 0.0));
    below = over(below, solid, pain.a * typical);
    below = over(below, paper, 0.9 * band(px.x, 0.0, 1.5 * wide));
    below = over(below, ink, band(px.x, -1.8 * wide, 0.0));
#ifdef THIN
    below *= 0.30;
#endif
    return below;
}
#endif
