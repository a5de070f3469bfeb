#include "muscle_knee.h"

void knee_find(const Body *body, MusclePaths *paths)
{
    const SegmentId patella = body_segment(body, "patella_right");
    const JointId knee = body_joint(body, "knee_flexion_right");
    if (!patella || !knee) return;
    for (int i = 0; i < body->joints[knee].share_count; i++) {
        const JointShare *share = &body->joints[knee].shares[i];
        if (share->segment != patella) continue;
        paths->knee_axis = glms_vec3_normalize(share->axis);
        paths->patella_share_frac = share->share_frac;
        paths->patella = patella;
    }
    paths->knee[SIDE_RIGHT] = knee;
    paths->knee[SIDE_LEFT] = body_joint(body, "knee_flexion_left");
}

void knee_bind(const MusclePaths *paths, SegmentId bone, MusclePath *path)
{
    if (!paths->patella || bone != paths->patella) return;
    const vec3s from_centre = glms_vec3_sub(path->rest_mm[path->station_count - 1], paths->body->segments[paths->patella].centre_mm);
    path->knee_mm = (double)glms_vec3_norm(glms_vec3_cross(paths->knee_axis, from_centre));
}

static float turn_rad(const MusclePaths *paths, const Pose *pose, Side side)
{
    return paths->knee[side] ? pose->joint_rad[paths->knee[side]] * paths->patella_share_frac : 0.0f;
}

double knee_lengthening_mm(const MusclePaths *paths, const Pose *pose, const MusclePath *path, Side side)
{
    return path->knee_mm * (double)turn_rad(paths, pose, side);
}

int knee_line(const MusclePaths *paths, const Pose *pose, const MusclePath *path, Side side, vec3s *at_mm)
{
    const float turn = turn_rad(paths, pose, side);
    if (path->knee_mm <= 0.0 || turn <= 0.0f) return path->station_count;
    const vec3s centre_mm = paths->body->segments[paths->patella].centre_mm;
    const vec3s from_centre = glms_vec3_sub(path->rest_mm[path->station_count - 1], centre_mm);
    for (int k = 1; k <= KNEE_POINTS; k++) {
        const float part_rad = turn * (float)k / (float)KNEE_POINTS;
        const vec3s there_mm = glms_vec3_add(centre_mm, glms_vec3_rotate(from_centre, part_rad, paths->knee_axis));
        at_mm[path->station_count - 1 + k] =
            glms_mat4_mulv3(pose->world_from_segment[paths->femur[side]], mirrored_if_left(there_mm, side), 1.0f);
    }
    return path->station_count + KNEE_POINTS;
}
