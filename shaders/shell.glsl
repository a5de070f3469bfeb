// shell.glsl: the film of an edge-lit shell. Included by ghost.frag.

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
