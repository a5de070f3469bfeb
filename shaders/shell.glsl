// shell.glsl: the film of an edge-lit shell. Included by ghost.frag.

// Clear where the skin faces the eye, a film of light (or, on white, of shadow) where it turns away.
vec4 shell(vec2 film)
{
    float alpha = ghost.a * film.x * (0.045 + 0.9 * film.y * film.y * film.y) * min(albedo.a / 0.35, 1.0); // SCENE_GHOST_FRAC
    return vec4(mix(ghost.rgb, ghost.rgb * 0.5, frame_flags.x) * alpha, alpha);
}
