// packed_morph.h: how far the vertices of a surface move in a variant of the body, as it lies in the pack.
//
// Why       Moves are made when baking, so that nothing is solved while running: a variant is one sum per vertex. Two kinds: a move and a
//           tilt of the normal for the woman's body; for the turn of the femur's neck only the share that a vertex takes of it, since a turn
//           is no straight line.
// Shapes    woman: PackedMovesHead, then PackedMove[vertex_count]. neck: PackedShare[vertex_count].
// Units     move_mm = low_mm + step_mm * move; tilt: of the normal along two directions square to it, of PACKED_TILT_MOST / 127;
//           share of PACKED_SHARE_ONE, its slope per mm of PACKED_SLOPE_MOST / 127.
// Errors    cannot fail; whoever takes one out of the pack compares its size with the mesh.
#ifndef ILIOPSOAS_PACKED_MORPH_H
#define ILIOPSOAS_PACKED_MORPH_H

#include <cglm/struct.h>
#include <math.h>
#include <stdint.h>

#define PACKED_TILT_MOST 0.8f
#define PACKED_SHARE_ONE 16384.0f
#define PACKED_SLOPE_MOST 0.12f // the share goes from 0 to 1 over some 15 mm at least

typedef struct PackedMovesHead {
    float low_mm[3], step_mm[3];
} PackedMovesHead;

typedef struct PackedMove {
    uint8_t move[3];
    int8_t tilt[2];
} PackedMove;

typedef struct PackedShare {
    int16_t share;
    int8_t slope[3], spare;
} PackedShare;

// Two directions square to a unit normal, the same for baker and reader (Duff and others 2017).
static inline void normal_frame(vec3s n, vec3s *u, vec3s *v)
{
    const float sign = copysignf(1.0f, n.z), a = -1.0f / (sign + n.z), b = n.x * n.y * a;
    *u = (vec3s) { { 1.0f + sign * n.x * n.x * a, sign * b, -sign * n.x } };
    *v = (vec3s) { { b, sign + n.y * n.y * a, -n.y } };
}

// A normal after the map whose derivatives these are: what is square to a surface stays square to it.
static inline vec3s normal_moved(mat3s derivative, vec3s normal)
{
    const vec3s *c = derivative.col;
    const vec3s out = glms_vec3_add(glms_vec3_scale(glms_vec3_cross(c[1], c[2]), normal.x),
                                    glms_vec3_add(glms_vec3_scale(glms_vec3_cross(c[2], c[0]), normal.y),
                                                  glms_vec3_scale(glms_vec3_cross(c[0], c[1]), normal.z)));
    return glms_vec3_normalize(out);
}

#endif
