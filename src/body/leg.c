#include "leg.h"

#include <math.h>

float leg_drop_mm(const Body *body, const Pose *pose, Side side)
{
    const bool left = side == SIDE_LEFT;
    const SegmentId femur = body_segment(body, left ? "femur_left" : "femur_right");
    const JointId knee = body_joint(body, left ? "knee_flexion_left" : "knee_flexion_right");
    if (!femur) return 0.0f;
    const float bend_rad = knee ? pose->joint_rad[knee] : 0.0f, shank_mm = LEG_MM - LEG_THIGH_MM;
    const vec3s hip_to_ankle_mm = { { -shank_mm * sinf(bend_rad), -LEG_THIGH_MM - shank_mm * cosf(bend_rad), 0.0f } };
    return -glms_mat4_mulv3(pose->world_from_segment[femur], hip_to_ankle_mm, 0.0f).y;
}
