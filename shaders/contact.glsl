// contact.glsl: how far parts shade each other, and depth differences in that measure.
const float reach_mm = 20.0;

float reaches_per_depth(float depth)
{
    float ndc = depth * 2.0 - 1.0;
    float scale = 1.0 / (ndc * clip_from_view[2][3] - clip_from_view[2][2]);
    float z = (clip_from_view[3][2] - ndc * clip_from_view[3][3]) * scale;
    return 2.0 / reach_mm * abs(scale) * (clip_from_view[2][3] * z + clip_from_view[3][3]);
}

// Depth in three bytes: means of it, as a linear filter makes them, are right too.
vec3 depth_packed(float depth)
{
    vec2 rest = fract(depth * vec2(255.0, 65025.0));
    return vec3(floor(depth * 255.0) / 255.0, floor(rest.x * 255.0) / 255.0, rest.y);
}

float depth_of(vec4 look) { return look.g + look.b / 255.0 + look.a / 65025.0; }
