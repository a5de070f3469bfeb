#include "muscle_clear.h"

#include "variant.h"

#include <math.h>
#include <string.h>

#define SOFT_MM 0.3f // own choice: the push grows from nothing to the full depth between this much outside and inside

// Middle of the balls' centres, and the farthest surface from there.
static void bound_balls(MusclePaths *paths, int on_femur)
{
    vec3s sum = glms_vec3_zero();
    int count = 0;
    for (int b = 0; b < paths->ball_count; b++) {
        if (paths->balls[b].on_femur != on_femur) continue;
        sum = glms_vec3_add(sum, paths->balls[b].centre_mm);
        count++;
    }
    const vec3s middle_mm = count ? glms_vec3_scale(sum, 1.0f / (float)count) : sum;
    for (int b = 0; b < paths->ball_count; b++) {
        const ClearBall *ball = &paths->balls[b];
        const float reach_mm = glms_vec3_distance(ball->centre_mm, middle_mm) + ball->radius_mm + SOFT_MM;
        if (ball->on_femur == on_femur) paths->ball_reach_mm[on_femur] = fmaxf(paths->ball_reach_mm[on_femur], reach_mm);
    }
    paths->ball_middle_mm[on_femur] = middle_mm;
}

void clear_read(const BodySource *source, MusclePaths *paths)
{
    static const char *const columns[] = { "body", "x", "y", "z", "radius_mm" }, *const place[3] = { "x", "y", "z" };
    Table table;
    if (!source_has(source, "clearances.csv") || !source_table(source, "clearances.csv", COLUMNS(columns), true, &table)) return;
    paths->balls = ARENA_ARRAY(source->arena, ClearBall, table.row_count);
    for (int row = 0; row < table.row_count; row++) {
        ClearBall ball = { .on_femur = strcmp(table_text(&table, row, "body"), "femur") == 0 };
        const bool good = cell_point(source->faults, &table, row, place, BODY_LIMIT_MM, ball.centre_mm.raw) &&
                          cell_number(source->faults, &table, row, "radius_mm", 0.0, 100.0, &ball.radius_mm);
        ball.centre_mm = variant_bone_place(paths->body->variant, ball.on_femur, ball.centre_mm);
        if (good) paths->balls[paths->ball_count++] = ball;
    }
    for (int on_femur = 0; on_femur < 2; on_femur++) bound_balls(paths, on_femur);
}

void clear_bind(const MusclePaths *paths, MusclePath *path, Arena *keep)
{
    path->room_mm = ARENA_ARRAY(keep, float, paths->ball_count * path->station_count + 1);
    for (int b = 0; b < paths->ball_count; b++) {
        for (int i = 0; i < path->station_count; i++) {
            const float rest_mm = glms_vec3_distance(path->rest_mm[i], paths->balls[b].centre_mm);
            path->room_mm[b * path->station_count + i] = fminf(paths->balls[b].radius_mm, rest_mm - SOFT_MM);
        }
    }
}

static vec3s pushed(vec3s at_mm, vec3s centre_mm, float room_mm)
{
    const vec3s away = glms_vec3_sub(at_mm, centre_mm);
    const float reach_mm = room_mm + SOFT_MM, square = glms_vec3_dot(away, away);
    if (reach_mm <= 2.0f * SOFT_MM || square >= reach_mm * reach_mm || square < 1e-6f) return at_mm;
    const float distance_mm = sqrtf(square), deep_mm = room_mm - distance_mm, soft_mm = deep_mm + SOFT_MM;
    const float push_mm = deep_mm > SOFT_MM ? deep_mm : soft_mm * soft_mm / (4.0f * SOFT_MM);
    return glms_vec3_add(at_mm, glms_vec3_scale(away, push_mm / distance_mm));
}

static vec3s carried(const MusclePaths *paths, const Pose *pose, bool on_femur, Side side, vec3s rest_mm)
{
    const mat4s *bone = &pose->world_from_segment[on_femur ? paths->femur[side] : paths->pelvis];
    return glms_mat4_mulv3(*bone, mirrored_if_left(rest_mm, side), 1.0f);
}

// The inner stations within reach of any ball of pelvis or femur, by their numbers.
static int list_near(const MusclePaths *paths, const Pose *pose, const MusclePath *path, bool on_femur, Side side, const vec3s *at_mm,
                     int *out)
{
    const vec3s middle_mm = carried(paths, pose, on_femur, side, paths->ball_middle_mm[on_femur]);
    int count = 0;
    for (int i = 1; i + 1 < path->station_count; i++) {
        if (glms_vec3_distance(at_mm[i], middle_mm) < paths->ball_reach_mm[on_femur]) out[count++] = i;
    }
    return count;
}

void clear_push(const MusclePaths *paths, const Pose *pose, const MusclePath *path, Side side, vec3s *at_mm)
{
    int near[2][PATH_STATIONS_MOST], near_count[2];
    const float *room_mm = path->room_mm;
    for (int k = 0; k < 2; k++) near_count[k] = list_near(paths, pose, path, k == 1, side, at_mm, near[k]);
    for (int b = 0; b < paths->ball_count; b++, room_mm += path->station_count) {
        const ClearBall *ball = &paths->balls[b];
        const vec3s centre_mm = carried(paths, pose, ball->on_femur, side, ball->centre_mm);
        for (int k = 0; k < near_count[ball->on_femur]; k++) {
            const int i = near[ball->on_femur][k];
            at_mm[i] = pushed(at_mm[i], centre_mm, room_mm[i]);
        }
    }
}
