// muscle_nodes.c: where each station of a fascicle went, how it turned, how much the muscle swells there.
#include "muscle_shaping.h"
#include "stations.h"

#include <math.h>
#include <string.h>

// Own choices.
#define BEND_STATIONS 6 // either side of the gate
#define BEND_PASSES 8
#define STRETCH_LEAST 0.25f // a piece that nearly vanishes must not swell without end
#define STRETCH_MOST 2.0f

// ---- the mirrored world

Rigid segment_rigid(const Shaping *s, SegmentId right_segment)
{
    const bool left = s->side == SIDE_LEFT;
    const mat4s *m = &s->pose->world_from_segment[left ? s->mirrored[right_segment] : right_segment];
    Rigid out;
    for (int c = 0; c < 4; c++) {
        for (int k = 0; k < 3; k++) out.m[3 * c + k] = m->raw[c][k] * (left && (c == 2) != (k == 2) ? -1.0f : 1.0f);
    }
    return out;
}

vec3s rigid_place(const Rigid *frame, vec3s rest_mm)
{
    const float *m = frame->m;
    vec3s out;
    for (int k = 0; k < 3; k++) out.raw[k] = m[k] * rest_mm.x + m[3 + k] * rest_mm.y + m[6 + k] * rest_mm.z + m[9 + k];
    return out;
}

// ---- how stations turn

static vec3s tangent_at(const vec3s *at_mm, int count, int i)
{
    const int before = i > 0 ? i - 1 : 0, after = i + 1 < count ? i + 1 : i;
    return glms_vec3_normalize(glms_vec3_sub(at_mm[after], at_mm[before]));
}

// The smallest turn that takes one unit vector to another; half a turn about y where they are opposite, which no tangent comes to.
static versors smallest_turn(vec3s from, vec3s to)
{
    const vec3s axis = glms_vec3_cross(from, to);
    const float w = 1.0f + glms_vec3_dot(from, to);
    if (w < 1e-4f) return (versors) { { 0.0f, 0.0f, 1.0f, 0.0f } };
    return glms_quat_normalize((versors) { { axis.x, axis.y, axis.z, w } });
}

// How a segment has turned, seen in the mirrored world.
static versors segment_turn(const Shaping *s, SegmentId right_segment)
{
    const bool left = s->side == SIDE_LEFT;
    versors q = s->pose->motion[left ? s->mirrored[right_segment] : right_segment].real;
    if (left) q.x = -q.x, q.y = -q.y;
    return glms_quat_normalize(q);
}

// Turned so that the tangent at a station goes where it belongs.
static versors carry_turn(versors turn, vec3s rest_tangent, vec3s tangent)
{
    return glms_quat_mul(smallest_turn(glms_quat_rotatev(turn, rest_tangent), tangent), turn);
}

// Angle about the tangent by which one turn must be twisted to become the other.
static float twist_between(versors from, versors to, vec3s tangent)
{
    const versors back = { { -from.x, -from.y, -from.z, from.w } };
    versors way = glms_quat_mul(to, back);
    const float along = way.x * tangent.x + way.y * tangent.y + way.z * tangent.z;
    const float angle_rad = 2.0f * atan2f(along, way.w);
    return angle_rad > GLM_PIf ? angle_rad - 2.0f * GLM_PIf : angle_rad < -GLM_PIf ? angle_rad + 2.0f * GLM_PIf : angle_rad;
}

// Carried from the origin along the fascicle; what is missing against the bone at the other end is twisted in on the way.
static void turn_stations(const Shaping *s, const MusclePath *path, const vec3s *at_mm, versors *turn)
{
    vec3s tangent[PATH_STATIONS_MOST];
    const int last = path->station_count - 1;
    turn[0] = segment_turn(s, path->carrier[0].segment[0]);
    for (int i = 0; i <= last; i++) {
        tangent[i] = tangent_at(at_mm, last + 1, i);
        turn[i] = carry_turn(turn[i > 0 ? i - 1 : 0], tangent_at(path->rest_mm, last + 1, i), tangent[i]);
    }
    const versors femur = segment_turn(s, path_far_segment(s->paths, path, SIDE_RIGHT));
    const versors end = carry_turn(femur, tangent_at(path->rest_mm, last + 1, last), tangent[last]);
    const float twist_rad = twist_between(turn[last], end, tangent[last]);
    const int from = path->gate > 0 ? path->gate / 2 : 0;
    for (int i = from + 1; i <= last; i++) {
        const float along_frac = fminf((float)(i - from) / (float)(path->end - from > 0 ? path->end - from : 1), 1.0f);
        const float half_rad = 0.5f * twist_rad * glm_smooth(along_frac), sine = sinf(half_rad);
        const versors twist = { { tangent[i].x * sine, tangent[i].y * sine, tangent[i].z * sine, cosf(half_rad) } };
        turn[i] = glms_quat_mul(twist, turn[i]);
    }
}

static float stretch_at(const MusclePath *path, const vec3s *at_mm, int i)
{
    const int before = i > 0 ? i - 1 : 0, after = i + 1 < path->station_count ? i + 1 : i;
    const vec3s *rest = path->rest_mm;
    const float rest_mm = glms_vec3_distance(rest[before], rest[i]) + glms_vec3_distance(rest[i], rest[after]);
    const float now_mm = glms_vec3_distance(at_mm[before], at_mm[i]) + glms_vec3_distance(at_mm[i], at_mm[after]);
    return glm_clamp(now_mm / fmaxf(rest_mm, 1e-3f), STRETCH_LEAST, STRETCH_MOST);
}

static void set_node(float *node, versors turn, vec3s rest_mm, vec3s at_mm, float swelling)
{
    const mat3s m = glms_quat_mat3(turn);
    const vec3s moved = glms_mat3_mulv(m, rest_mm);
    memcpy(&node[NODE_TURN], m.raw, sizeof m.raw);
    for (int k = 0; k < 3; k++) node[NODE_SHIFT_MM + k] = at_mm.raw[k] - moved.raw[k];
    node[NODE_SWELLING] = swelling;
}

// A thick muscle cannot bend as sharply as its middle line does at the gate: its inner side would fold. What is smoothed is how far the
// stations have gone against the pelvis, so that rest stays rest.
static void round_the_bend(const Shaping *s, const MusclePath *path, vec3s *at_mm)
{
    const Rigid pelvis = segment_rigid(s, s->paths->pelvis);
    vec3s shift_mm[PATH_STATIONS_MOST];
    const int last = path->station_count - 1, gate = path->gate;
    const int from = gate > BEND_STATIONS + 1 ? gate - BEND_STATIONS : 1,
              to = gate + BEND_STATIONS < last ? gate + BEND_STATIONS : last - 1;
    for (int i = 0; i <= last; i++) shift_mm[i] = glms_vec3_sub(at_mm[i], rigid_place(&pelvis, path->rest_mm[i]));
    stations_smooth(shift_mm, from, to, BEND_PASSES);
    for (int i = from; i <= to; i++) at_mm[i] = glms_vec3_add(rigid_place(&pelvis, path->rest_mm[i]), shift_mm[i]);
}

void set_fascicle_nodes(const Shaping *s, int fascicle, Node *node)
{
    const MusclePath *path = &s->paths->list[fascicle];
    vec3s at_mm[PATH_STATIONS_MOST];
    versors turn[PATH_STATIONS_MOST];
    muscle_path_trace(s->paths, s->pose, fascicle, s->side, at_mm);
    for (int i = 0; i < path->station_count; i++) at_mm[i] = mirrored_if_left(at_mm[i], s->side);
    round_the_bend(s, path, at_mm);
    turn_stations(s, path, at_mm, turn);
    for (int i = 0; i < path->station_count; i++)
        set_node(node[i].value, turn[i], path->rest_mm[i], at_mm[i], 1.0f / sqrtf(stretch_at(path, at_mm, i)) - 1.0f);
}

void blend_nodes(const Node *node, const FibreNodes *nodes, float *sum)
{
    for (int k = 0; k < NODE_FLOATS; k++) sum[k] = 0.0f;
    for (int i = 0; i < NODES_OF_VERTEX; i++) {
        const float share = nodes->share_frac[i], *from = node[nodes->node[i]].value;
        for (int k = 0; k < NODE_FLOATS; k++) sum[k] += share * from[k];
    }
}
