// contact.frag: soft shade where one part lies close to another, from the depth picture, at half size. What a part does to itself is baked;
// this is for neighbours, which move. Pairs of opposite places are compared with the pixel between them: on any plane the mean of their depths
// is the pixel's own (depth is 1 / distance), in a crevice it is nearer; so neither normals nor divisions are needed. Sixteen neighbouring
// pixels look in different directions; contact_smooth.frag joins them.
// Source: D. Filion and R. McNaughton, Effects and Techniques of StarCraft II, 2008 (docs/sources.md#filion2008); the pairing: own choice.
#include "blocks.glsl"
#include "contact.glsl"
uniform sampler2D picture; // depth
out vec4 colour;         // shade, packed depth

const vec2 places[4] = vec2[4](vec2(0.22, 0.04), vec2(-0.10, 0.48), vec2(-0.68, 0.26), vec2(0.62, 0.74));

// In reaches; what is far in front is not a neighbour but something else passing by.
float nearer(float share)
{
    return share > 0.0 ? share / (1.0 + share * share * share) : max(share, -1.0);
}

void main()
{
    vec2 texel = 2.0 * viewport_px.zw, cell = mod(floor(gl_FragCoord.xy), 4.0);
    vec2 at = gl_FragCoord.xy / vec2(textureSize(picture, 0));
    float depth = texture(picture, at).r, reaches = reaches_per_depth(depth), ndc = depth * 2.0 - 1.0;
    float clip_w = clip_from_view[2][3] == 0.0 ? 1.0 : -clip_from_view[3][2] / (ndc + clip_from_view[2][2]) * clip_from_view[2][3];
    float reach_px = clamp(0.25 * reach_mm * viewport_px.y * clip_from_view[1][1] / abs(clip_w), 1.5, 40.0);

    float step = mod(cell.x * 5.0 + cell.y * 10.0 + floor(cell.y * 0.5), 16.0) / 16.0; // all sixteen in any four by four
    float angle = step * 1.5707963, far = 0.75 + 0.25 * fract(step * 7.0);
    vec2 turn = vec2(1.0 - angle * angle * (0.5 - angle * angle * 0.0417), angle * (1.0 - angle * angle * 0.1667)) * (reach_px * far);

    float shade = 0.0;
    int count = depth < 1.0 ? 4 : 0; // a loop, as software renderers skip no branches
    for (int i = 0; i < count; i++) {
        vec2 offset = vec2(places[i].x * turn.x - places[i].y * turn.y, places[i].x * turn.y + places[i].y * turn.x) * texel;
        float a = depth - texture(picture, at + offset).r, b = depth - texture(picture, at - offset).r;
        shade += max(nearer(a * reaches) + nearer(b * reaches) - 0.05, 0.0);
    }
    colour = vec4(1.0 - min(shade * 0.36, 0.72), depth_packed(depth));
}
