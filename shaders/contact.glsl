// contact.glsl: how far parts shade each other, and depth differences in that measure.
const float reach_mm = 20.0;

float reaches_per_depth(float depth)
{
    float ndc = depth * 2.0 - 1.0;
    float scale = 1.0 / (ndc * clip_from_view[2][3] - clip_from_view[2][2]);
    float z = (clip_from_view[3][2] - ndc * clip_from_view[3][3]) * scale;
    return 2.0 / reach_mm * abs(scale) * (clip_from_view[2][3] * z + clip_from_view[3][3]);
}

// Depth in two bytes: means of it, as a linear filter makes them, are right too.
vec2 depth_packed(float depth)
{
    float high = floor(depth * 255.0) / 255.0;
    return vec2(high, (depth - high) * 255.0);
}

float depth_of(vec4 look) { return look.b + look.a / 255.0; }
