// face_band.vert: a strip inside of one piece of a face's outline, and round its ends: wall, rings or rim, as wide as each needs.
#include "blocks.glsl"
layout(location = 0) in vec4 in_piece_mm; // from, to: the inside is on the left
layout(location = 1) in vec2 in_corner;   // 0, 1 along; 0, 1 inwards
out vec3 along_mm; // along the piece, inwards, length of the piece

void main()
{
#if defined(WALL)
    float wide = gloss.x + 1.0, past = wide;
#elif defined(RINGS)
    float wide = gloss.x, past = 0.25;
#else
    float wide = line.w * 2.0, past = wide;
#endif
    vec2 way = in_piece_mm.zw - in_piece_mm.xy;
    float length_mm = max(length(way), 1e-5);
    way /= length_mm;
    float along = mix(-past, length_mm + past, in_corner.x), inwards = mix(-0.2 * wide, wide, in_corner.y);
    vec2 place = in_piece_mm.xy + way * along + vec2(-way.y, way.x) * inwards;
    along_mm = vec3(along, inwards, length_mm);
    gl_Position = clip_from_view * (view_from_local * vec4(place, 0.0, 1.0));
}
