#include "muscle_clear.h"
#include "muscle_knee.h"
#include "muscle_wrap.h"
#include "stations.h"

#include <assert.h>
#include <math.h>

static const mat4s *pelvis_matrix(const MusclePaths *paths, const Pose *pose)
{
    return &pose->world_from_segment[paths->pelvis];
}

// Into the pelvis' rest frame, as if on the right side.
static vec3s pelvis_from_world(const MusclePaths *paths, const Pose *pose, vec3s world_mm, Side side)
{
    const mat4s *m = pelvis_matrix(paths, pose);
    const vec3s at = { { world_mm.x - m->raw[3][0], world_mm.y - m->raw[3][1], world_mm.z - m->raw[3][2] } };
    vec3s out;
    for (int k = 0; k < 3; k++) out.raw[k] = at.x * m->raw[k][0] + at.y * m->raw[k][1] + at.z * m->raw[k][2];
    return mirrored_if_left(out, side);
}

static vec3s world_from_pelvis(const MusclePaths *paths, const Pose *pose, vec3s pelvis_mm, Side side)
{
    return glms_mat4_mulv3(*pelvis_matrix(paths, pose), mirrored_if_left(pelvis_mm, side), 1.0f);
}

static vec3s femur_station(const MusclePaths *paths, const Pose *pose, const MusclePath *path, int station, Side side)
{
    return glms_mat4_mulv3(pose->world_from_segment[path_far_segment(paths, path, side)], mirrored_if_left(path->rest_mm[station], side), 1.0f);
}

static Wrap wrap_in_pose(const MusclePaths *paths, const Pose *pose, const MusclePath *path, Side side)
{
    const vec3s end_mm = pelvis_from_world(paths, pose, femur_station(paths, pose, path, path->end, side), side);
    return wrap_solve(path, wrap_point(path, end_mm));
}

static vec3s above_station(const Pose *pose, const MusclePath *path, int station, Side side)
{
    return flesh_move_point(pose, &path->carrier[station], mirrored_if_left(path->rest_mm[station], side));
}

static double above_length_mm(const Pose *pose, const MusclePath *path, Side side)
{
    if (path->above_is_rigid) return path->above_mm;
    double length_mm = 0.0;
    vec3s before_mm = above_station(pose, path, 0, side);
    for (int i = 1; i <= path->gate; i++) {
        const vec3s here_mm = above_station(pose, path, i, side);
        length_mm += (double)glms_vec3_distance(before_mm, here_mm);
        before_mm = here_mm;
    }
    return length_mm;
}

static const MusclePath *path_of(const MusclePaths *paths, int fascicle, Side side)
{
    assert(fascicle >= 0 && fascicle < paths->count && side != SIDE_MID);
    (void)side;
    return &paths->list[fascicle];
}

float muscle_path_length_mm(const MusclePaths *paths, const Pose *pose, int fascicle, Side side)
{
    const MusclePath *path = path_of(paths, fascicle, side);
    const Wrap wrap = wrap_in_pose(paths, pose, path, side);
    return (float)(above_length_mm(pose, path, side) + wrap.counted_mm + path->spare_mm + path->below_mm +
                   knee_lengthening_mm(paths, pose, path, side));
}

bool muscle_path_touches(const MusclePaths *paths, const Pose *pose, int fascicle, Side side)
{
    return wrap_in_pose(paths, pose, path_of(paths, fascicle, side), side).touches;
}

// ---- arms

// Axes of the hip in the world: the first turn is outermost, so each later axis is turned by the earlier ones.
static void hip_axes(const MusclePaths *paths, const Pose *pose, Side side, vec3s *axis)
{
    mat4s turn = *pelvis_matrix(paths, pose);
    for (int k = 0; k < 3; k++) {
        const JointId joint = paths->hip[side][k];
        if (!joint) {
            axis[k] = glms_vec3_zero();
            continue;
        }
        const vec3s own = paths->body->joints[joint].shares[0].axis;
        axis[k] = glms_mat4_mulv3(turn, own, 0.0f);
        turn = glms_mat4_mul(turn, glms_rotate_make(pose->joint_rad[joint], own));
    }
}

static vec3s hip_centre(const MusclePaths *paths, const Pose *pose, Side side)
{
    const SegmentId femur = paths->femur[side];
    return glms_mat4_mulv3(pose->world_from_segment[femur], paths->body->segments[femur].centre_mm, 1.0f);
}

// Unit pull on the femur: from its end of the free stretch back along the line.
static vec3s pull_on_femur(const MusclePaths *paths, const Pose *pose, const MusclePath *path, Side side, const Wrap *wrap)
{
    Along ahead;
    wrap_at(path, wrap, 1.0, &ahead);
    const Along pull = { -ahead.forward, -ahead.up, -ahead.axial };
    return glms_mat4_mulv3(*pelvis_matrix(paths, pose), mirrored_if_left(wrap_direction(path, pull), side), 0.0f);
}

static void set_foot(vec3s end_mm, MuscleArm *arm)
{
    const float back_mm = glms_vec3_dot(glms_vec3_sub(arm->hip_mm, end_mm), arm->pull);
    arm->foot_mm = glms_vec3_add(end_mm, glms_vec3_scale(arm->pull, back_mm));
}

MuscleArm muscle_path_arm_mm(const MusclePaths *paths, const Pose *pose, int fascicle, Side side)
{
    const MusclePath *path = path_of(paths, fascicle, side);
    const Wrap wrap = wrap_in_pose(paths, pose, path, side);
    const vec3s end_mm = femur_station(paths, pose, path, path->end, side);
    MuscleArm arm = { .hip_mm = hip_centre(paths, pose, side), .pull = pull_on_femur(paths, pose, path, side, &wrap) };
    vec3s axis[3];
    hip_axes(paths, pose, side, axis);
    const vec3s acting = glms_vec3_scale(arm.pull, (float)wrap.pull_frac);
    const vec3s turning = glms_vec3_cross(glms_vec3_sub(end_mm, arm.hip_mm), acting);
    set_foot(end_mm, &arm);
    if (path->ends_on_pelvis) return arm;
    arm.flexion_mm = glms_vec3_dot(axis[0], turning);
    arm.abduction_mm = glms_vec3_dot(axis[1], turning);
    arm.rotation_mm = glms_vec3_dot(axis[2], turning);
    return arm;
}

// ---- stations

// Where the free stretch leaves the gate the line may bend: the shift against the pelvis is smoothed round that bend.
static void round_the_gate(const MusclePath *path, vec3s *shift_mm)
{
    const int first = path->gate > 2 ? path->gate - 2 : 1, last = path->gate + 2 < path->end ? path->gate + 2 : path->end - 1;
    stations_smooth(shift_mm, first, last, 2);
}

static void place_free_stretch(const MusclePaths *paths, const Pose *pose, const MusclePath *path, Side side, vec3s *at_mm)
{
    vec3s shift_mm[PATH_STATIONS_MOST] = { { { 0 } } }; // in the pelvis' frame
    const Wrap wrap = wrap_in_pose(paths, pose, path, side);
    for (int i = path->gate + 1; i <= path->end; i++) {
        Along ahead;
        const Along at = wrap_at(path, &wrap, (double)path->share_frac[i], &ahead), offset = wrap_frame(ahead, path->offset[i]);
        const vec3s there_mm = glms_vec3_add(wrap_place(path, at), wrap_direction(path, offset));
        shift_mm[i] = glms_vec3_sub(there_mm, path->rest_mm[i]);
    }
    if (path->gate > 0) round_the_gate(path, shift_mm);
    const mat4s *m = pelvis_matrix(paths, pose);
    for (int i = path->gate > 2 ? path->gate - 2 : 0; i <= path->end; i++) {
        if (i > path->gate) at_mm[i] = world_from_pelvis(paths, pose, path->rest_mm[i], side);
        at_mm[i] = glms_vec3_add(at_mm[i], glms_mat4_mulv3(*m, mirrored_if_left(shift_mm[i], side), 0.0f));
    }
}

static void place_stations(const MusclePaths *paths, const Pose *pose, const MusclePath *path, Side side, vec3s *at_mm)
{
    for (int i = 0; i <= path->gate; i++) at_mm[i] = above_station(pose, path, i, side);
    place_free_stretch(paths, pose, path, side, at_mm);
    for (int i = path->end; i < path->station_count; i++) at_mm[i] = femur_station(paths, pose, path, i, side);
}

#define LINE_MOST (PATH_STATIONS_MOST + KNEE_POINTS)

// A point of the smooth curve through the stations (docs/sources.md#catmull1974), between station i and the next.
static vec3s curve_point(const vec3s *at_mm, int count, int i, float share_frac)
{
    const vec3s a = at_mm[i > 0 ? i - 1 : 0], b = at_mm[i], c = at_mm[i + 1], d = at_mm[i + 2 < count ? i + 2 : i + 1];
    const float t = share_frac, t2 = t * t, t3 = t2 * t;
    vec3s out;
    for (int k = 0; k < 3; k++) {
        const float from = 0.5f * (c.raw[k] - a.raw[k]), to = 0.5f * (d.raw[k] - b.raw[k]), way = c.raw[k] - b.raw[k];
        out.raw[k] = b.raw[k] + t * from + t2 * (3.0f * way - 2.0f * from - to) + t3 * (from + to - 2.0f * way);
    }
    return out;
}

// Lengthening of what gives, as a share of its rest length.
static float strain_of(const MusclePath *path, float length_mm)
{
    float rest_mm = 0.0f, giving_mm = 0.0f;
    for (int i = 0; i + 1 < path->station_count; i++) {
        const float piece_mm = glms_vec3_distance(path->rest_mm[i], path->rest_mm[i + 1]);
        rest_mm += piece_mm;
        giving_mm += path->give[i] * piece_mm;
    }
    return giving_mm > 0.0f ? (length_mm - rest_mm) / giving_mm : 0.0f;
}

// Muscle gives, tendon does not: each piece changes by its share of what gives, and the stations slide to their new places on the line.
static void slide_stations(const MusclePath *path, const vec3s *line_mm, int line_count, vec3s *out_mm)
{
    float piece_mm[LINE_MOST], length_mm = 0.0f;
    for (int i = 0; i + 1 < line_count; i++) length_mm += piece_mm[i] = glms_vec3_distance(line_mm[i], line_mm[i + 1]);
    const float strain = strain_of(path, length_mm);
    float wanted_mm = 0.0f, passed_mm = 0.0f;
    int piece = 0;
    const int last = path->station_count - 1;
    out_mm[0] = line_mm[0];
    for (int i = 1; i < last; i++) {
        wanted_mm += glms_vec3_distance(path->rest_mm[i - 1], path->rest_mm[i]) * (1.0f + strain * path->give[i - 1]);
        while (piece + 2 < line_count && wanted_mm > passed_mm + piece_mm[piece]) passed_mm += piece_mm[piece++];
        const float share_frac = piece_mm[piece] > 0.0f ? (wanted_mm - passed_mm) / piece_mm[piece] : 0.0f;
        out_mm[i] = curve_point(line_mm, line_count, piece, glm_clamp(share_frac, 0.0f, 1.0f));
    }
    out_mm[last] = line_mm[line_count - 1];
}

void muscle_path_trace(const MusclePaths *paths, const Pose *pose, int fascicle, Side side, vec3s *out_mm)
{
    const MusclePath *path = path_of(paths, fascicle, side);
    vec3s line_mm[LINE_MOST];
    place_stations(paths, pose, path, side, line_mm);
    slide_stations(path, line_mm, knee_line(paths, pose, path, side, line_mm), out_mm);
    clear_push(paths, pose, path, side, out_mm);
}

// ---- whole muscles

float muscle_length_mm(const MusclePaths *paths, const Pose *pose, PartId muscle_id)
{
    const Side side = paths->body->parts[muscle_id].side;
    double sum = 0.0, all = 0.0;
    for (int f = 0; f < paths->count; f++) {
        if (!fascicle_is_of(paths->body, f, muscle_id)) continue;
        const double weight = (double)paths->list[f].weight;
        sum += weight * (double)muscle_path_length_mm(paths, pose, f, side);
        all += weight;
    }
    return all > 0.0 ? (float)(sum / all) : 0.0f;
}

static void add_arm(MuscleArm *sum, const MuscleArm *arm, float share)
{
    sum->flexion_mm += share * arm->flexion_mm;
    sum->abduction_mm += share * arm->abduction_mm;
    sum->rotation_mm += share * arm->rotation_mm;
    sum->hip_mm = arm->hip_mm;
    sum->foot_mm = glms_vec3_add(sum->foot_mm, glms_vec3_scale(arm->foot_mm, share));
    sum->pull = glms_vec3_add(sum->pull, glms_vec3_scale(arm->pull, share));
}

MuscleArm muscle_arm_mm(const MusclePaths *paths, const Pose *pose, PartId muscle_id)
{
    const Side side = paths->body->parts[muscle_id].side;
    MuscleArm sum = { 0 };
    float all = 0.0f;
    for (int f = 0; f < paths->count; f++) all += fascicle_is_of(paths->body, f, muscle_id) ? paths->list[f].weight : 0.0f;
    for (int f = 0; f < paths->count && all > 0.0f; f++) {
        if (!fascicle_is_of(paths->body, f, muscle_id)) continue;
        const MuscleArm arm = muscle_path_arm_mm(paths, pose, f, side);
        add_arm(&sum, &arm, paths->list[f].weight / all);
    }
    return sum;
}
