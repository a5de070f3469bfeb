// muscle_path_bind.c: from fascicles and the cones of wraps.csv to paths, once at load.
#include "flesh.h"
#include "muscle_clear.h"
#include "muscle_knee.h"
#include "muscle_wrap.h"
#include "stations.h"
#include "variant.h"

#include <math.h>
#include <string.h>

// Own choices, mm: half a vertebra with half a disc, which is how far above its centre (the disc below) a vertebra carries alone;
// and how far from its origin a slip still follows its own vertebra rather than its neighbours.
#define HALF_LEVEL_MM 16.0f
#define ORIGIN_REACH_MM 40.0f
#define TAPER_LEAST 0.01 // nearly a cylinder

// A body that was packed goes on with what is good; telling faults is for `check`. NULL: fascicles run straight.
static const Table *open_wraps(const BodySource *source)
{
    static const char *const columns[] = { "fascicle", "gate", "end",       "axis_x", "axis_y",  "axis_z", "x",
                                           "y",        "z",    "radius_mm", "taper",  "soft_mm", "face" };
    Table *wraps = ARENA_ARRAY(source->arena, Table, 1);
    return source_has(source, "wraps.csv") && source_table(source, "wraps.csv", COLUMNS(columns), true, wraps) ? wraps : NULL;
}

static double number(const Table *table, int row, const char *column, double otherwise)
{
    double out;
    Message why;
    return table_number(table, row, column, -1e4, 1e4, &out, &why) == RESULT_OK ? out : otherwise;
}

static vec3s point(const Table *table, int row, const char *x, const char *y, const char *z)
{
    return (vec3s) { { (float)number(table, row, x, 0.0), (float)number(table, row, y, 0.0), (float)number(table, row, z, 0.0) } };
}

// ---- the cone

// facing: +1 the line passes in front, -1 behind; all else is the mirror image, so the formulas know of one face only.
static void set_frame(MusclePath *path, vec3s axis, float facing)
{
    const vec3s up = { { 0.0f, 1.0f, 0.0f } };
    path->axis = glms_vec3_normalize(axis);
    path->up = glms_vec3_normalize(glms_vec3_sub(up, glms_vec3_scale(path->axis, glms_vec3_dot(up, path->axis))));
    path->forward = glms_vec3_scale(glms_vec3_cross(path->up, path->axis), facing);
}

static void read_wrap(const Body *body, const Table *wraps, const char *fascicle, vec3s hip_mm, MusclePath *path)
{
    const int row = wraps ? table_row_of(wraps, "fascicle", fascicle) : -1, last = path->station_count - 1;
    path->end = last;
    path->gate = last - 1;
    path->centre_mm = hip_mm;
    set_frame(path, (vec3s) { { 0.0f, 0.0f, 1.0f } }, 1.0f);
    if (row < 0) return;
    const int gate = (int)number(wraps, row, "gate", -1), end = (int)number(wraps, row, "end", -1);
    const vec3s axis = point(wraps, row, "axis_x", "axis_y", "axis_z");
    if (gate < 0 || end <= gate || end > last || glms_vec3_norm(axis) < 0.5f || fabsf(axis.y) > 0.5f) return;
    path->gate = gate;
    path->end = end;
    path->radius_mm = fmax(number(wraps, row, "radius_mm", 0.0), 0.0);
    path->taper = fmax(number(wraps, row, "taper", 0.0), TAPER_LEAST);
    path->taper_sin = path->taper / hypot(1.0, path->taper);
    path->soft_mm = fmax(number(wraps, row, "soft_mm", 0.0), 0.0);
    path->centre_mm = variant_bone_place(body->variant, false, point(wraps, row, "x", "y", "z"));
    set_frame(path, axis, strcmp(table_text(wraps, row, "face"), "back") == 0 ? -1.0f : 1.0f);
}

// ---- who carries what lies above the gate

static float level_mm(const Body *body, SegmentId pelvis, SegmentId segment, SegmentId above)
{
    if (segment == pelvis) return body->segments[above].centre_mm.y - HALF_LEVEL_MM;
    return body->segments[segment].centre_mm.y + HALF_LEVEL_MM;
}

// Down the chain from the origin's own bone to the first one whose level lies below the point, then between that and the one above.
static void add_by_height(const Body *body, SegmentId pelvis, SegmentId origin, float y_mm, float all_frac, FleshBinding *out)
{
    SegmentId above = origin, below = origin;
    while (below != pelvis && below != 0 && y_mm < level_mm(body, pelvis, below, above)) {
        above = below;
        below = body->segments[below].parent;
    }
    if (below == above || below == 0) {
        binding_add(out, above, all_frac);
        return;
    }
    const float low_mm = level_mm(body, pelvis, below, above), high_mm = level_mm(body, pelvis, above, above);
    const float upper_frac = glm_smoothstep(low_mm, high_mm, y_mm);
    binding_add(out, below, all_frac * (1.0f - upper_frac));
    binding_add(out, above, all_frac * upper_frac);
}

static void bind_above(const Body *body, SegmentId pelvis, SegmentId origin, MusclePath *path)
{
    float from_origin_mm = 0.0f;
    path->above_is_rigid = origin == pelvis;
    for (int i = 0; i <= path->gate; i++) {
        if (i > 0) from_origin_mm += glms_vec3_distance(path->rest_mm[i - 1], path->rest_mm[i]);
        const float own_frac = path->above_is_rigid ? 1.0f : 1.0f - glm_smoothstep(0.0f, ORIGIN_REACH_MM, from_origin_mm);
        if (i == path->gate && path->gate > 0) { // the gate is the pelvis'
            binding_add(&path->carrier[i], pelvis, 1.0f);
            continue;
        }
        binding_add(&path->carrier[i], origin, own_frac);
        add_by_height(body, pelvis, origin, path->rest_mm[i].y, 1.0f - own_frac, &path->carrier[i]);
    }
}

// ---- the measured course against the taut line

static void measure_offset(MusclePath *path, const Wrap *wrap, int station)
{
    Along ahead;
    const Along taut = wrap_at(path, wrap, (double)path->share_frac[station], &ahead);
    const Along measured = wrap_point(path, path->rest_mm[station]);
    const Along off = { measured.forward - taut.forward, measured.up - taut.up, measured.axial - taut.axial };
    path->offset[station] = wrap_in_frame(ahead, off);
}

static void bind_free_stretch(MusclePath *path)
{
    path->gate_at = wrap_point(path, path->rest_mm[path->gate]);
    const Wrap wrap = wrap_solve(path, wrap_point(path, path->rest_mm[path->end]));
    const double measured_mm = stations_length_mm(path->rest_mm, path->gate, path->end);
    path->spare_mm = measured_mm - wrap.counted_mm;
    path->above_mm = stations_length_mm(path->rest_mm, 0, path->gate);
    path->below_mm = stations_length_mm(path->rest_mm, path->end, path->station_count - 1);
    for (int i = path->gate; i <= path->end; i++) {
        path->share_frac[i] = (float)(stations_length_mm(path->rest_mm, path->gate, i) / measured_mm);
        measure_offset(path, &wrap, i);
    }
}

static void bind_tissue(const Fascicle *fascicle, MusclePath *path)
{
    float giving = 0.0f;
    for (int i = 0; i + 1 < path->station_count; i++) {
        path->give[i] = 1.0f - 0.5f * (fascicle->tendon_frac[i] + fascicle->tendon_frac[i + 1]);
        giving += path->give[i];
    }
    for (int i = 0; i + 1 < path->station_count && giving < 1e-3f; i++) path->give[i] = 1.0f; // a ligament: all of it gives alike
}

static float mean_area_mm2(const Fascicle *fascicle)
{
    float sum_mm2 = 0.0f;
    for (int i = 0; i < fascicle->station_count; i++) sum_mm2 += fascicle->area_mm2[i];
    return sum_mm2 / (float)fascicle->station_count;
}

static MusclePath bind_path(const MusclePaths *paths, const Table *wraps, const Fascicle *fascicle, Arena *keep)
{
    const int count = fascicle->station_count < PATH_STATIONS_MOST ? fascicle->station_count : PATH_STATIONS_MOST;
    const SegmentId origin = fascicle->bone[0];
    MusclePath path = {
        .station_count = count,
        .rest_mm = fascicle->station_mm,
        .carrier = ARENA_ARRAY(keep, FleshBinding, count),
        .share_frac = ARENA_ARRAY(keep, float, count),
        .offset = ARENA_ARRAY(keep, Along, count),
        .give = ARENA_ARRAY(keep, float, count),
        .weight = mean_area_mm2(fascicle),
        .ends_on_pelvis = fascicle->bone[count - 1] == paths->pelvis && paths->pelvis,
    };
    read_wrap(paths->body, wraps, fascicle->id, paths->body->segments[paths->femur[SIDE_RIGHT]].centre_mm, &path);
    bind_above(paths->body, paths->pelvis, origin ? origin : paths->pelvis, &path);
    knee_bind(paths, fascicle->bone[count - 1], &path);
    bind_free_stretch(&path);
    bind_tissue(fascicle, &path);
    clear_bind(paths, &path, keep);
    return path;
}

MusclePaths muscle_paths_bind(const Body *body, Arena *keep)
{
    static const char *const hip_joints[SIDE_COUNT][3] = {
        [SIDE_RIGHT] = { "hip_flexion_right", "hip_abduction_right", "hip_rotation_right" },
        [SIDE_LEFT] = { "hip_flexion_left", "hip_abduction_left", "hip_rotation_left" },
    };
    MusclePaths paths = {
        .body = body,
        .list = ARENA_ARRAY(keep, MusclePath, body->fascicle_count),
        .count = body->fascicle_count,
        .pelvis = body_segment(body, "pelvis"),
        .femur = { [SIDE_RIGHT] = body_segment(body, "femur_right"), [SIDE_LEFT] = body_segment(body, "femur_left") },
    };
    for (int side = SIDE_RIGHT; side <= SIDE_LEFT; side++) {
        for (int k = 0; k < 3; k++) paths.hip[side][k] = body_joint(body, hip_joints[side][k]);
    }
    Faults silent = { 0 };
    const BodySource source = { .pack = &body->pack, .arena = keep, .faults = &silent };
    const Table *wraps = open_wraps(&source);
    knee_find(body, &paths);
    clear_read(&source, &paths);
    for (int f = 0; f < paths.count; f++) paths.list[f] = bind_path(&paths, wraps, &body->fascicles[f], keep);
    return paths;
}
