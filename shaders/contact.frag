// contact.frag: soft shade where one part lies close to another, from the depth picture, at half size. What a part does to itself is baked;
// this is for neighbours, which move. Pairs of opposite places are compared with the pixel between them: on any plane the mean of their depths
// is the pixel's own (depth is 1 / distance), in a crevice it is nearer; so neither normals nor divisions are needed. Sixteen neighbouring
// pixels look in different directions; contact_smooth.frag joins them.
// Source: D. Filion and R. McNaughton, Effects and Techniques of StarCraft II, 2008 (docs/sources.md#filion2008); the pairing: own choice.
//
// And the cast shadow: whether the way to the key lamp is free, at four places of its picture around that way (src/render/shadow.h).
#include "blocks.glsl"
#include "contact.glsl"
uniform sampler2D picture; // depth
uniform sampler2D tile;    // depth from the key lamp
out vec4 colour;         // shade, shadow, packed depth

const vec2 places[4] = vec2[4](vec2(0.22, 0.04), vec2(-0.10, 0.48), vec2(-0.68, 0.26), vec2(0.62, 0.74));

const vec2 lamp_places[4] = vec2[4](vec2(0.25, 0.10), vec2(-0.15, -0.55), vec2(-0.75, 0.35), vec2(0.45, 0.85));

vec2 turned(vec2 place, vec2 turn) { return vec2(place.x * turn.x - place.y * turn.y, place.x * turn.y + place.y * turn.x); }

vec3 place_in_view(vec2 at, float ndc, float clip_w)
{
    float z = clip_from_view[2][3] == 0.0 ? (ndc - clip_from_view[3][2]) / clip_from_view[2][2] : clip_w / clip_from_view[2][3];
    vec2 shift = vec2(clip_from_view[2][0], clip_from_view[2][1]) * z + vec2(clip_from_view[3][0], clip_from_view[3][1]);
    return vec3(((at * 2.0 - 1.0) * clip_w - shift) / vec2(clip_from_view[0][0], clip_from_view[1][1]), z);
}

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

    vec3 here = (lamp_from_view * vec4(place_in_view(at, ndc, clip_w), 1.0)).xyz;
    vec2 lamp_turn = turn * (lamp.x / length(turn));

    float shade = 0.0, shadow = 0.0;
    int count = depth < 1.0 ? 4 : 0; // a loop, as software renderers skip no branches
    for (int i = 0; i < count; i++) {
        vec2 offset = turned(places[i], turn) * texel;
        float a = depth - texture(picture, at + offset).r, b = depth - texture(picture, at - offset).r;
        shade += max(nearer(a * reaches) + nearer(b * reaches) - 0.05, 0.0);
    }
    for (int i = 0; i < count; i++) {
        float behind = here.z - texture(tile, here.xy + turned(lamp_places[i], lamp_turn)).r - lamp.y;
        shadow += clamp(behind * lamp.z, 0.0, 1.0) * 0.25;
    }
    colour = vec4(1.0 - min(shade * 0.36, 0.72), 1.0 - shadow, depth_packed(depth));
}
