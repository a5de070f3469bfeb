// colour.glsl: from linear light to what a screen takes.

// Straight up to 0.62, then a soft shoulder that never reaches 1: highlights keep their colour and nothing clips.
vec3 tone(vec3 light)
{
    vec3 over = max(light - 0.62, 0.0) * 1.6;
    return min(light, vec3(0.62)) + 0.38 * over / (1.0 + over);
}

// Three square roots instead of a power. Source: I. Taylor, sRGB approximations for HLSL, 2012 (docs/sources.md#taylor2012).
vec3 srgb(vec3 linear)
{
    vec3 s1 = sqrt(linear), s2 = sqrt(s1), s3 = sqrt(s2);
    return clamp(0.662002687 * s1 + 0.684122060 * s2 - 0.323583601 * s3 - 0.0225411470 * linear, 0.0, 1.0);
}

vec3 linear_of(vec3 colour) // the same way back, for colours given in sRGB
{
    return colour * (colour * (colour * 0.305306011 + 0.682171111) + 0.012522878);
}

// Half a step of noise that hides the steps of a slow gradient. Fixed per pixel, so two runs give the same bytes.
float dither(vec2 pixel)
{
    return (fract(52.9829189 * fract(dot(pixel, vec2(0.06711056, 0.00583715)))) - 0.5) / 255.0;
}
