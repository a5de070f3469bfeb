// lighting.glsl: one studio for every part, fixed to the view: turning the body turns it under the lamps, as on a doctor's desk.
const vec3 fill_direction = vec3(0.8135, -0.0904, 0.5744);
const vec3 back_direction = vec3(0.4851, 0.5659, -0.6669);
const vec3 key_light = vec3(1.03, 0.975, 0.90);
const vec3 fill_light = vec3(0.105, 0.125, 0.155);
const vec3 back_light = vec3(0.36, 0.40, 0.46);
const vec3 sky_light = vec3(0.250, 0.268, 0.300);
const vec3 floor_light = vec3(0.110, 0.092, 0.080);

vec3 toward_eye()
{
    return normalize(vec3(ray.xy - gl_FragCoord.xy * ray.zw, 1.0));
}

// Baked occlusion, brightened by the light that the walls of a hollow throw at each other: hollows go warm, not black.
vec3 bounced(float open)
{
    return max(vec3(open), ((open * bounce_a.rgb + bounce_b.rgb) * open + bounce_c.rgb) * open);
}

// GGX without its square roots. Source: R. Zioma, Optimizing PBR for Mobile, SIGGRAPH 2015 (docs/sources.md#zioma2015).
float highlight(vec3 normal, vec3 light, vec3 eye)
{
#ifdef FIBRES
    return fibre_highlight(normal, light, eye);
#else
    vec3 half_way = normalize(light + eye);
    float nh = max(dot(normal, half_way), 0.0), lh = max(dot(light, half_way), 0.25);
    float d = nh * nh * (gloss.x - 1.0) + 1.0;
    float shine = gloss.y * gloss.x / (d * d * lh * lh);
    return shine / (1.0 + 2.6 * shine); // a flat muscle facing the lamp must not turn white as a whole
#endif
}

// lamp: 0 where something keeps the key lamp off. A little of it, gone cool, is left there: shapes stay legible.
const vec3 shadowed_key = vec3(0.38, 0.41, 0.48);

vec3 lit(vec3 normal, vec3 eye, float open, float curvature, float lamp)
{
    vec3 key = key_light * mix(shadowed_key, vec3(1.0), lamp);
    float facing = max(dot(normal, eye), 0.0), edge = 1.0 - facing;
    float toward_key = dot(normal, key_direction), shade = open * open * (3.0 - 2.0 * open);
    float wrapped = max((toward_key + gloss.z) / (1.0 + gloss.z), 0.0);
    vec3 glow = vec3(0.16, 0.02, 0.0) * (gloss.z * (wrapped - max(toward_key, 0.0))); // red light that has passed through flesh
    float relief = 1.0 + gloss.w * (curvature < 0.0 ? curvature : 0.4 * curvature);

    vec3 light = key * (wrapped * mix(0.35, 1.0, shade)) + glow;
    light += mix(floor_light, sky_light, normal.y * 0.5 + 0.5) * bounced(open);
    light += fill_light * (max(dot(normal, fill_direction), 0.0) * open);
    vec3 colour = albedo.rgb * relief * light;

    float back = max(dot(normal, back_direction) + 0.35, 0.0) * edge * edge;
    colour += back_light * (mix(albedo.rgb, vec3(0.35), 0.4) * back * shade);
    colour += key * (highlight(normal, key_direction, eye) * max(toward_key, 0.0) * shade);
    return colour * mix(1.0, 0.62 + 0.56 * min(facing * 2.4, 1.0), frame_flags.x); // on white: brighter, and a pale bone needs its contour
}
