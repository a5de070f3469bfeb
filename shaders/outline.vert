// outline.vert: the part, swollen by a constant number of pixels. What lies outside the part's own silhouette is its outline.
#include "blocks.glsl"
#include "normal.glsl"
layout(location = 0) in vec3 in_position;
layout(location = 3) in vec2 in_normal;
layout(location = 4) in vec3 in_flesh_mm;
layout(location = 5) in vec3 in_flesh_normal;
out vec2 outward;
out float rest_y_mm;

#ifdef CUT
centroid out float beyond_cut_mm;
#endif

void main()
{
#ifdef FLESH
    vec3 local = in_flesh_mm, normal = in_flesh_normal;
#else
    vec3 local = in_position, normal = unfold(in_normal);
#endif
    vec4 view = view_from_local * vec4(local, 1.0);
#ifdef CUT
    vec4 clip = clip_from_view * view; // the ring reaches beyond the plane by its own width, or a cut edge would have none
    beyond_cut_mm = dot(cut_plane.xyz, view.xyz) + cut_plane.w - line.w * 2.0 * clip.w / (clip_from_view[1][1] * viewport_px.y);
#endif
    view.z += 3.5; // mm towards the eye: a muscle lying on bone keeps its outline
    gl_Position = clip_from_view * view;
    vec2 across = (mat3(view_from_normal) * normal).xy;
    outward = across * inversesqrt(max(dot(across, across), 1e-6));
    rest_y_mm = rest_min_mm.y + rest_step_mm.y * in_position.y;
    gl_Position.xy += outward * (2.0 * line.w * viewport_px.zw * gl_Position.w);
}
