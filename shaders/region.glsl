// region.glsl: with REGIONS, the colour of the named region a pixel lies in takes the place of the item's own, in all of the lighting.
// Regions that meet have different classes, so within a triangle each class holds one colour; the strongest class wins, and only the pixels
// of the border itself are mixed. Centroid: outside its triangle a weight could turn negative. Stands after own_colour.glsl.
#ifdef REGIONS
centroid in vec4 region_0, region_1, region_2, region_3;

void find_region()
{
    vec4 weights = vec4(region_0.a, region_1.a, region_2.a, region_3.a), steps = fwidth(weights);
    float most = max(max(weights.x, weights.y), max(weights.z, weights.w));
    float step = max(max(max(steps.x, steps.y), max(steps.z, steps.w)), 1e-4);
    vec4 wins = clamp(1.0 - (most - weights) / step, 0.0, 1.0) / max(weights, vec4(1e-5));
    vec4 mixed = region_0 * wins.x + region_1 * wins.y + region_2 * wins.z + region_3 * wins.w;
    set_own_colour(mixed.rgb / max(mixed.a, 1e-5));
}
#endif
