// surface.vert: places a vertex of a packed mesh. FLESH: the bent position comes from the CPU. PAINT: zones lie on the skin. REGIONS: every
// named region has its colour. STRAIN: fascicles have theirs.
// FIBRES: places among the fibres. BONE: joint faces, holds, places for the relief.
#include "blocks.glsl"
#include "normal.glsl"
layout(location = 0) in vec3 in_position; // 0..65535
layout(location = 1) in float in_occlusion;
layout(location = 2) in float in_curvature;
layout(location = 3) in vec2 in_normal;   // octahedral
layout(location = 4) in vec3 in_flesh_mm;
layout(location = 5) in vec3 in_flesh_normal;
layout(location = 6) in vec3 in_paint_mm;
#ifdef REGIONS
layout(location = 7) in vec4 in_region; // sRGB; class and firmness in one byte
#endif
#ifdef STRAIN
layout(location = 7) in vec4 in_strain_colour; // sRGB
layout(location = 8) in float in_strain_frac;
#endif
#ifdef FIBRES
layout(location = 7) in vec3 in_fibre; // along, across twice: of FIBRE_ALONG_MM, FIBRE_ACROSS_MM in src/view/scene.h
layout(location = 8) in vec2 in_fibre_shares; // tendon, octave
layout(location = 9) in vec3 in_fibre_direction;
#endif
#ifdef BONE
layout(location = 7) in vec3 in_bone; // cartilage, -, mottle
layout(location = 8) in float in_bone_hold;
#endif

invariant gl_Position; // the depth pass and the shaded pass must agree to the bit

out vec3 normal_view;
out vec2 shade; // open to the light, curvature
#ifdef CUT
centroid out float beyond_cut_mm; // at an edge its value beside the triangle would be taken for its own
#endif
#ifdef GHOST
out vec2 shell_film;
#include "fade.glsl"
#include "shell_share.glsl"
#endif
#ifdef PAINT
out vec3 rest_mm, paint_mm, rest_normal;
#endif
#ifdef REGIONS
centroid out vec4 region_0, region_1, region_2, region_3; // of each class: colour times weight, weight

void speak_for_region()
{
    float voice = floor(in_region.a * 255.0 + 0.5), which = floor(voice / 64.0);
    float firmness = max(voice - 64.0 * which, 0.5) / 63.0;
    vec4 said = vec4(in_region.rgb, 1.0) * firmness, none = vec4(0.0);
    region_0 = which < 0.5 ? said : none;
    region_1 = which > 0.5 && which < 1.5 ? said : none;
    region_2 = which > 1.5 && which < 2.5 ? said : none;
    region_3 = which > 2.5 ? said : none;
}
#endif
#ifdef STRAIN
out vec3 strain_colour;
out float strain_frac;
#endif
#ifdef FIBRES
out vec3 fibre_rest_mm, fibre_view_mm, fibre_direction;
out vec2 fibre_across_mm, fibre_shares;

// Bundles are not ruled with a ruler: they sway a little on their way.
void place_among_fibres(vec3 view_mm)
{
    float along_mm = in_fibre.x * 640.0;
    vec2 sway_mm = vec2(sin(along_mm * 0.071), cos(along_mm * 0.113)) * 0.45;
    fibre_view_mm = view_mm;
    fibre_rest_mm = rest_step_mm.xyz * in_position;
    fibre_direction = in_fibre_direction;
    fibre_across_mm = in_fibre.yz * 160.0 + sway_mm;
    fibre_shares = vec2(in_fibre_shares.x, in_fibre_shares.y * 8.0 - 4.0);
}
#endif

#ifdef BONE
out vec3 bone_shares;
#endif
#ifdef PORES
out vec3 bone_mm, bone_normal;
#endif

void main()
{
#ifdef FLESH
    vec3 local = in_flesh_mm, normal = in_flesh_normal;
#else
    vec3 local = in_position, normal = unfold(in_normal);
#endif
    vec4 view = view_from_local * vec4(local, 1.0);
    gl_Position = clip_from_view * view;
#ifdef CUT
    beyond_cut_mm = dot(cut_plane.xyz, view.xyz) + cut_plane.w;
#endif
    normal_view = mat3(view_from_normal) * normal;
    shade = vec2(in_occlusion, in_curvature);
#ifdef GHOST
    vec3 at_rest_mm = rest_min_mm.xyz + rest_step_mm.xyz * in_position;
    shell_film = shell(at_rest_mm, view.xyz);
#endif
#ifdef PAINT
    rest_mm = at_rest_mm;
    paint_mm = in_paint_mm;
    rest_normal = unfold(in_normal);
#endif
#ifdef REGIONS
    speak_for_region();
#endif
#ifdef STRAIN
    strain_colour = in_strain_colour.rgb;
    strain_frac = in_strain_frac;
#endif
#ifdef FIBRES
    place_among_fibres(view.xyz);
#endif
#ifdef PORES
    bone_mm = rest_step_mm.xyz * in_position;
    bone_normal = unfold(in_normal);
#endif
#ifdef BONE
    bone_shares = vec3(in_bone.x * 15.875, in_bone_hold, in_bone.z);
#endif
}
