// shell_share.glsl: where skin and silhouette hand over to each other. Included by surface.vert, after fade.glsl: it changes slowly enough for vertices.
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

// How strong its film is, and how far it turns away from the eye: both change slowly enough, and a pixel less to do is many.
vec2 shell(vec3 rest_mm, vec3 view_mm)
{
    vec3 eye = ray.z == 0.0 ? vec3(0.0, 0.0, 1.0) : -normalize(view_mm);
    float lamp = 0.75 + 0.25 * dot(normal_view, key_direction);
    return vec2(shell_strength(rest_mm) * lamp * (0.55 + 0.45 * shade.x), 1.0 - max(dot(normal_view, eye), 0.0));
}
