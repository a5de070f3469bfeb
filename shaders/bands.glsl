// bands.glsl: where a muscle is tendon (shaders/fibre.glsl, which this stands before); with BANDS, the three bands along the colon (taeniae), from the direction in which a place lies in the section: a third of a turn
// apart, so the cosine of three times the angle tells how far the next one is. 0.5 on the border. Width: drawing choice.
#ifdef BANDS
const float band_half_mm = 4.0;

float band_share(vec2 place_mm)
{
    float away = max(length(place_mm), 1e-3), c = place_mm.x / away;
    float mm = away * sqrt(max(1.0 - c * (4.0 * c * c - 3.0), 0.0) / 4.5);
    return clamp(0.5 + (band_half_mm - mm) / 3.5, 0.0, 1.0);
}
#define tendon_share band_share(fibre_across_mm)
#else
#define tendon_share clamp(fibre_shares.x, 0.0, 1.0)
#endif
