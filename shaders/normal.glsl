// normal.glsl: a unit normal from its octahedral pair, as src/field/packed_mesh.c folds it.
vec3 unfold(vec2 folded)
{
    vec3 normal = vec3(folded, 1.0 - abs(folded.x) - abs(folded.y));
    float under = max(-normal.z, 0.0);
    normal.xy += vec2(normal.x >= 0.0 ? -under : under, normal.y >= 0.0 ? -under : under);
    return normalize(normal);
}
