#include "pose.h"

#include <math.h>
#include <string.h>

static const versors no_turn = { { 0.0f, 0.0f, 0.0f, 1.0f } };

static versors turn_about(vec3s axis, float angle_rad)
{
    const float s = sinf(0.5f * angle_rad);
    return (versors) { { axis.x * s, axis.y * s, axis.z * s, cosf(0.5f * angle_rad) } };
}

static vec3s turn_point(versors q, vec3s p)
{
    const vec3s v = { { q.x, q.y, q.z } };
    const vec3s t = glms_vec3_add(glms_vec3_cross(v, p), glms_vec3_scale(p, q.w));
    return glms_vec3_add(p, glms_vec3_scale(glms_vec3_cross(v, t), 2.0f));
}

static DualQuat motion_make(versors turn, vec3s shift_mm)
{
    const versors shift = { { shift_mm.x, shift_mm.y, shift_mm.z, 0.0f } };
    const versors twice = glms_quat_mul(shift, turn);
    return (DualQuat) { turn, { { 0.5f * twice.x, 0.5f * twice.y, 0.5f * twice.z, 0.5f * twice.w } } };
}

static versors add4(versors a, versors b)
{
    return (versors) { { a.x + b.x, a.y + b.y, a.z + b.z, a.w + b.w } };
}

static DualQuat motion_mul(DualQuat a, DualQuat b)
{
    return (DualQuat) { glms_quat_mul(a.real, b.real), add4(glms_quat_mul(a.real, b.dual), glms_quat_mul(a.dual, b.real)) };
}

static vec3s motion_shift_mm(DualQuat m)
{
    const versors back = { { -m.real.x, -m.real.y, -m.real.z, m.real.w } };
    const versors half = glms_quat_mul(m.dual, back);
    return (vec3s) { { 2.0f * half.x, 2.0f * half.y, 2.0f * half.z } };
}

static mat4s motion_matrix(DualQuat m)
{
    const versors q = m.real;
    const vec3s t = motion_shift_mm(m);
    const float xx = q.x * q.x, yy = q.y * q.y, zz = q.z * q.z, xy = q.x * q.y, xz = q.x * q.z, yz = q.y * q.z;
    const float wx = q.w * q.x, wy = q.w * q.y, wz = q.w * q.z;
    // + 0 turns a minus zero into a plain one, so that the rest pose is the identity to the last bit.
    return (mat4s) { .raw = { { 1.0f - 2.0f * (yy + zz), 2.0f * (xy + wz) + 0.0f, 2.0f * (xz - wy) + 0.0f, 0.0f },
                              { 2.0f * (xy - wz) + 0.0f, 1.0f - 2.0f * (xx + zz), 2.0f * (yz + wx) + 0.0f, 0.0f },
                              { 2.0f * (xz + wy) + 0.0f, 2.0f * (yz - wx) + 0.0f, 1.0f - 2.0f * (xx + yy), 0.0f },
                              { t.x + 0.0f, t.y + 0.0f, t.z + 0.0f, 1.0f } } };
}

static versors posture_turn(Posture posture)
{
    const float quarter_rad = 1.57079632679489662f;
    switch (posture) {
    case POSTURE_SIDE_LYING:
        return turn_about((vec3s) { { 1.0f, 0.0f, 0.0f } }, -quarter_rad); // right side up
    case POSTURE_SUPINE:
        return turn_about((vec3s) { { 0.0f, 0.0f, 1.0f } }, quarter_rad); // front up
    case POSTURE_STANDING:
    case POSTURE_COUNT:
        break;
    }
    return no_turn;
}

// How a segment moves against its parent: it slides, then turns about its centre.
typedef struct Move {
    versors turn;
    vec3s slide_mm;
} Move;

static void add_share(const JointShare *share, JointUnit unit, float value, Move *move)
{
    const float part = value * share->share_frac;
    if (unit == JOINT_MM)
        move->slide_mm = glms_vec3_add(move->slide_mm, glms_vec3_scale(share->axis, part));
    else
        move->turn = glms_quat_mul(move->turn, turn_about(share->axis, part));
}

// Rows of joints.csv turn a segment in their order, the first one outermost: flexion, then abduction, then rotation, as OpenSim does.
static void move_segments(const Body *body, const float *joint_rad, Move *move)
{
    for (int s = 0; s < body->segment_count; s++) move[s] = (Move) { no_turn, glms_vec3_zero() };
    for (int j = 1; j < body->joint_count; j++) {
        const Joint *joint = &body->joints[j];
        for (int i = 0; i < joint->share_count && joint_rad[j] != 0.0f; i++)
            add_share(&joint->shares[i], joint->unit, joint_rad[j], &move[joint->shares[i].segment]);
    }
}

static DualQuat motion_of(const Move *move, const Segment *segment)
{
    const vec3s centre_mm = segment->centre_mm, from_mm = glms_vec3_sub(centre_mm, segment->slide_mm);
    return motion_make(move->turn, glms_vec3_add(move->slide_mm, glms_vec3_sub(centre_mm, turn_point(move->turn, from_mm))));
}

void pose_solve(const Body *body, const float *joint_rad, Posture posture, Pose *out)
{
    Move move[SEGMENT_MOST];
    move_segments(body, joint_rad, move);
    memset(out->joint_rad, 0, sizeof out->joint_rad);
    memcpy(out->joint_rad, joint_rad, sizeof *joint_rad * (size_t)body->joint_count);
    out->posture = posture;
    out->motion[0] = motion_make(posture_turn(posture), glms_vec3_zero());
    for (int s = 1; s < body->segment_count; s++) {
        const Segment *segment = &body->segments[s];
        // Each own turn is below 180 degrees, so its real part is positive and child and parent stay in one hemisphere.
        out->motion[s] = motion_mul(out->motion[segment->parent], motion_of(&move[s], segment));
        out->world_from_segment[s] = motion_matrix(out->motion[s]);
    }
    out->motion[0] = motion_make(no_turn, glms_vec3_zero()); // slot 0 is the world, which no posture turns
    out->world_from_segment[0] = motion_matrix(out->motion[0]);
}

Pose pose_rest(const Body *body)
{
    const float still[JOINT_MOST] = { 0 };
    Pose rest;
    pose_solve(body, still, POSTURE_STANDING, &rest);
    return rest;
}

bool pose_clamp(const Body *body, JointId joint_id, float *angle_rad)
{
    const Joint *joint = &body->joints[joint_id];
    const float wanted_rad = *angle_rad, slack_rad = 1e-5f; // degrees turned to radians may miss a limit by rounding
    *angle_rad = glm_clamp(wanted_rad, joint->min, joint->max);
    return fabsf(*angle_rad - wanted_rad) > slack_rad;
}

mat4s pose_world_from_part(const Body *body, const Pose *pose, PartId part_id)
{
    const Part *part = &body->parts[part_id];
    const SegmentId segment = part->carrier.kind == CARRIER_RIGID ? part->carrier.segment : 0;
    mat4s world_from_part = pose->world_from_segment[segment];
    if (part->mirrored) world_from_part.col[2] = glms_vec4_negate(world_from_part.col[2]);
    return world_from_part;
}
