// fibre.glsl: with FIBRES, muscle striated along its fascicles, running out in ragged fingers into tendon; relief and highlight to match.
// Strands of other tissues (src/view/strand_paint.h): the same, weaker.
// The pattern is a section of muscle (src/render/fibre_tile.c) carried along the fibres. Where the section was widened or narrowed, a finer
// or coarser copy of it is taken, so that bundles keep their width. Stands after own_colour.glsl.
//
// Source: relief: M. Mikkelsen, Bump Mapping Unparametrized Surfaces on the GPU, 2010 (docs/sources.md#mikkelsen2010).
//         Colours and depths: drawing choice.
#ifdef FIBRES
in vec3 fibre_rest_mm, fibre_view_mm, fibre_direction;
in vec2 fibre_across_mm; // place in the section
in vec2 fibre_shares; // tendon, octave
uniform sampler2D tile;

const float tile_mm = 40.0;
const vec3 perimysium_tint = vec3(0.125, 0.090, 0.075); // over the flesh's own colour

// Drawn on to the outline of the section, nearly: a flat triangle lies deeper than the flesh it stands for, and depth must not show. As
// section_folded in src/view/fibre_paint.c.
vec2 folded(vec2 place_mm)
{
    vec2 skeleton = vec2(clamp(place_mm.x, -item_fibre.x, item_fibre.x), 0.0), away = place_mm - skeleton;
    return mix(place_mm, skeleton + away * (item_fibre.y * inversesqrt(dot(away, away) + 0.1 * item_fibre.y * item_fibre.y)), 0.88);
}

// Even and odd octaves take turns: each changes its scale only while the other one speaks alone.
vec4 section_here(vec2 tiles, float octave)
{
    float even = 2.0 * floor(octave * 0.5 + 0.5), odd = 2.0 * floor(octave * 0.5) + 1.0;
    vec2 weights = 1.0 - abs(octave - vec2(even, odd));
    vec4 a = texture(tile, tiles * exp2(even)) - 0.5, b = texture(tile, tiles * exp2(odd) + 0.37) - 0.5;
    return (a * weights.x + b * weights.y) * inversesqrt(dot(weights, weights)); // two that know nothing of each other: as strong as one
}

// The resting direction, carried along by the surface. Says how much of the pattern is seen: where fibres meet the surface head on,
// ends of bundles would look like scales.
float find_along(vec3 normal, vec3 view_x, vec3 view_y)
{
    vec3 rest_x = dFdx(fibre_rest_mm), rest_y = dFdy(fibre_rest_mm);
    float xx = dot(rest_x, rest_x), xy = dot(rest_x, rest_y), yy = dot(rest_y, rest_y);
    float fx = dot(rest_x, fibre_direction), fy = dot(rest_y, fibre_direction);
    vec3 along = (view_x * (fx * yy - fy * xy) + view_y * (fy * xx - fx * xy)) / max(xx * yy - xy * xy, 1e-12);
    along -= normal * dot(normal, along);
    float seen = length(along) * inversesqrt(max(dot(fibre_direction, fibre_direction), 1e-6));
    fibre_along = along / max(length(along), 0.25);
    return smoothstep(0.15, 0.75, seen);
}

void find_fibres(inout vec3 normal)
{
    float octave = fibre_shares.y;
    vec2 tiles = folded(fibre_across_mm) / tile_mm;
    vec4 section = section_here(tiles, octave);
    vec3 view_x = dFdx(fibre_view_mm), view_y = dFdy(fibre_view_mm);
    section *= find_along(normal, view_x, view_y);

    float raw = tendon_share, border = 4.0 * raw * (1.0 - raw);
    float tendon = smoothstep(0.34, 0.66, raw + section.r * min(1.5 * border, 1.0) * min(3.0 * item_fibre.z, 1.3));
    vec2 tone = section.rg * item_fibre.z, silk = section.rg * item_sinew.a;
    vec3 flesh = albedo.rgb * (1.0 + 0.36 * tone.r) + (0.5 * albedo.rgb + perimysium_tint) * (tone.g * 0.92);
    vec3 sinew = item_sinew.rgb * (1.0 + 0.05 * silk.r + 0.16 * silk.g);
    set_own_colour_linear(mix(flesh, sinew, tendon));

    vec3 across_x = cross(view_y, normal), across_y = cross(normal, view_x);
    float area = dot(view_x, across_x), finer = tile_mm * exp2(octave);
    vec2 rise = vec2(dot(section.ba, dFdx(tiles)), dot(section.ba, dFdy(tiles))) * (2.0 * finer * item_fibre.w * mix(1.15, 0.5, tendon));
    normal = normalize(normal - (across_x * rise.x + across_y * rise.y) * (sign(area) / max(abs(area), 1e-9)));

    fibre_gloss = mix(vec2(0.42, 0.20), vec2(0.16, 0.50), tendon);
    fibre_shine = mix(1.5, 3.0, tendon);
}
#endif
