#include "measure.h"

void measures_refresh(Measures *measures)
{
    const MusclePaths *paths = measures->paths;
    const Pose rest = pose_rest(paths->body);
    for (int f = 0; f < paths->count; f++) measures->rest_mm[f] = muscle_path_length_mm(paths, &rest, f, SIDE_RIGHT);
    for (int p = 1; p < paths->body->part_count; p++) measures->muscle_rest_mm[p] = muscle_length_mm(paths, &rest, (PartId)p);
}

Measures measures_bind(const MusclePaths *paths, Arena *keep)
{
    const Body *body = paths->body;
    Measures measures = {
        .paths = paths,
        .rest_mm = ARENA_ARRAY(keep, float, body->fascicle_count),
        .muscle_rest_mm = ARENA_ARRAY(keep, float, body->part_count),
    };
    measures_refresh(&measures);
    return measures;
}

static Measured against_rest(float length_mm, float rest_mm, float arm_mm)
{
    return (Measured) { length_mm, length_mm - rest_mm, rest_mm > 0.0f ? length_mm / rest_mm - 1.0f : 0.0f, arm_mm };
}

float measure_strain_frac(const Measures *measures, const Pose *pose, int fascicle, Side side)
{
    return against_rest(muscle_path_length_mm(measures->paths, pose, fascicle, side), measures->rest_mm[fascicle], 0.0f).strain_frac;
}

Measured measure_fascicle(const Measures *measures, const Pose *pose, int fascicle, Side side)
{
    return against_rest(muscle_path_length_mm(measures->paths, pose, fascicle, side), measures->rest_mm[fascicle],
                        muscle_path_arm_mm(measures->paths, pose, fascicle, side).flexion_mm);
}

Measured measure_muscle(const Measures *measures, const Pose *pose, PartId muscle)
{
    return against_rest(muscle_length_mm(measures->paths, pose, muscle), measures->muscle_rest_mm[muscle],
                        muscle_arm_mm(measures->paths, pose, muscle).flexion_mm);
}
