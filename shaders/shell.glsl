// shell.glsl: the film of an edge-lit shell, and where skin and silhouette hand over to each other. Included by ghost.frag, after fade.glsl.
//
// The skin's table is cut at the ribs and above the knees: there it fades out instead of ending in a lid, and the silhouette, which lies
// a hair's breadth inside it, fades in. It stays quieter than the skin.
const float silhouette_strength = 0.78;

float shell_strength(vec3 rest_mm)
{
    if (item_flags.z < 0.5) return uncut(rest_mm.y);
    vec2 out_of_axis = abs(vec2(rest_mm.x - 13.0, rest_mm.z)) / vec2(122.0, 156.0); // 1 on the skin's section at the ribs, nearly
    float arm = smoothstep(1.1, 1.3, dot(out_of_axis * out_of_axis, out_of_axis)); // beside the skin: nothing to hand over
    return silhouette_strength * (1.0 - uncut(rest_mm.y) * (1.0 - arm));
}

// Clear where the skin faces the eye, a film of light (or, on white, of shadow) where it turns away.
vec4 shell(vec3 normal, vec3 eye)
{
    float edge = 1.0 - max(dot(normal, eye), 0.0);
    float rim = edge * edge * edge;
    float lamp = 0.75 + 0.25 * dot(normal, key_direction);
    float alpha = ghost.a * (0.045 + 0.9 * rim) * lamp * (0.55 + 0.45 * shade.x);
    vec3 film = mix(ghost.rgb, ghost.rgb * 0.5, frame_flags.x);
    return vec4(film * alpha, alpha);
}
