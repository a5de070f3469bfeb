// ghost.frag: the skin as a shell seen by its edges only, and the zones painted on it. THIN: over what is selected, which skin never hides.
#include "blocks.glsl"
#include "colour.glsl"
#include "lighting.glsl"
in vec3 normal_view;
in vec2 shade;
in vec2 shell_film;
#ifdef PAINT
in vec3 rest_mm, paint_mm, rest_normal;
#endif
#include "cut.glsl"
out vec4 colour;
#include "shell.glsl"

vec4 over(vec4 below, vec3 rgb, float alpha) // premultiplied
{
    return vec4(rgb * alpha, alpha) + below * (1.0 - alpha);
}

#include "zones.glsl"

void main()
{
    keep_uncut();
    vec4 film = shell(shell_film);
    int solid = item_flags.w > 0.0 ? 1 : 0; // a loop, as software renderers skip no branches
    for (int i = 0; i < solid; i++) film = mix(film, vec4(srgb(tone(lit(normalize(normal_view), toward_eye(), shade.x, shade.y, 1.0))), 1.0), item_flags.w);
#ifdef PAINT
    film = zones(film, normalize(normal_view));
#endif
    colour = film;
}
