#include "measure.h"

static Pose rest_pose(const Body *body)
{
    const float still[JOINT_MOST] = { 0 };
    Pose rest;
    pose_solve(body, still, POSTURE_STANDING, &rest);
    return rest;
}

Measures measures_bind(const Body *body, Arena *keep)
{
    Measures measures = { .paths = muscle_paths_bind(body, keep), .rest_mm = ARENA_ARRAY(keep, float, body->fascicle_count) };
    const Pose rest = rest_pose(body);
    for (int f = 0; f < measures.paths.count; f++) measures.rest_mm[f] = muscle_path_length_mm(&measures.paths, &rest, f, SIDE_RIGHT);
    return measures;
}

static Measured against_rest(float length_mm, float rest_mm, float arm_mm)
{
    return (Measured){ length_mm, length_mm - rest_mm, rest_mm > 0.0f ? length_mm / rest_mm - 1.0f : 0.0f, arm_mm };
}

float measure_strain_frac(const Measures *measures, const Pose *pose, int fascicle, Side side)
{
    return against_rest(muscle_path_length_mm(&measures->paths, pose, fascicle, side), measures->rest_mm[fascicle], 0.0f).strain_frac;
}

Measured measure_fascicle(const Measures *measures, const Pose *pose, int fascicle, Side side)
{
    return against_rest(muscle_path_length_mm(&measures->paths, pose, fascicle, side), measures->rest_mm[fascicle],
                        muscle_path_arm_mm(&measures->paths, pose, fascicle, side).flexion_mm);
}

Measured measure_muscle(const Measures *measures, const Pose *pose, PartId muscle)
{
    const Pose rest = rest_pose(measures->paths.body);
    return against_rest(muscle_length_mm(&measures->paths, pose, muscle), muscle_length_mm(&measures->paths, &rest, muscle),
                        muscle_arm_mm(&measures->paths, pose, muscle).flexion_mm);
}
