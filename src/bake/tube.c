#include "shapes.h"

#include <math.h>

#define SIDES_LEAST 12
#define SIDES_MOST 28
#define SIDE_WANTED_MM 1.6 // along the circumference; bounds above decide for thin and thick tubes
#define QUAD_STRETCH 1.6   // rings may lie this much farther apart than sides
#define TURN_MOST 0.28     // radians from ring to ring: a sharp bend keeps its roundness
#define CAP_RINGS 4
#define CAP_DEPTH_FRAC 0.8 // of the radius: a cap a little flatter than a half ball
#define STATIONS_LEAST 2
#define RADIUS_LEAST_MM 0.1
#define RADIUS_MOST_MM 100.0

typedef struct Station {
    double at_mm; // chord length from the first station
    double place[3];
    double bend[3]; // second derivative of the spline
    double radius;
} Station;

typedef struct Line {
    Station *stations;
    int count;
} Line;

static Result read_station(const Table *table, int row, Station *out, Message *why)
{
    static const char *const axes[3] = { "x", "y", "z" };
    for (int k = 0; k < 3; k++) {
        const Result result = table_number(table, row, axes[k], -1e4, 1e4, &out->place[k], why);
        if (result != RESULT_OK) return result;
    }
    return table_number(table, row, "radius_mm", RADIUS_LEAST_MM, RADIUS_MOST_MM, &out->radius, why);
}

static Result read_line(const Table *table, Arena *keep, Line *out, Message *why)
{
    static const char *const columns[] = { "x", "y", "z", "radius_mm" };
    Result result = table_expect(table, columns, 4, false, why);
    if (result != RESULT_OK) return result;
    if (table->row_count < STATIONS_LEAST)
        return message_set(why, RESULT_BAD_DATA, "%s:1:1: a tube takes at least %d stations.", table->path, STATIONS_LEAST);
    *out = (Line) { ARENA_ARRAY(keep, Station, table->row_count), table->row_count };
    for (int i = 0; i < out->count; i++) {
        Station *s = &out->stations[i];
        result = read_station(table, i, s, why);
        if (result != RESULT_OK) return result;
        if (i == 0) continue;
        const Station *before = s - 1;
        const double step = hypot(hypot(s->place[0] - before->place[0], s->place[1] - before->place[1]), s->place[2] - before->place[2]);
        if (step < 1e-3) return table_fault(table, i, "x", why, "this station already stands on the line before.");
        s->at_mm = before->at_mm + step;
    }
    return RESULT_OK;
}

// Natural cubic spline, one axis: the tridiagonal system for the second derivatives, by elimination.
static void fit_axis(const Line *line, int axis, Arena *scratch)
{
    Station *s = line->stations;
    const int n = line->count;
    double *diagonal = ARENA_ARRAY(scratch, double, n), *right = ARENA_ARRAY(scratch, double, n);
    for (int i = 1; i + 1 < n; i++) {
        const double before = s[i].at_mm - s[i - 1].at_mm, after = s[i + 1].at_mm - s[i].at_mm;
        diagonal[i] = 2.0 * (before + after);
        right[i] = 6.0 * ((s[i + 1].place[axis] - s[i].place[axis]) / after - (s[i].place[axis] - s[i - 1].place[axis]) / before);
        if (i == 1) continue;
        const double factor = before / diagonal[i - 1];
        diagonal[i] -= factor * before;
        right[i] -= factor * right[i - 1];
    }
    for (int i = n - 2; i >= 1; i--) s[i].bend[axis] = (right[i] - (s[i + 1].at_mm - s[i].at_mm) * s[i + 1].bend[axis]) / diagonal[i];
}

typedef struct Cut {
    vec3s place, along;  // along: unit tangent
    float radius, slope; // slope: radius per mm
} Cut;

static Cut cut_at(const Line *line, double at_mm)
{
    int i = 0;
    while (i + 2 < line->count && line->stations[i + 1].at_mm < at_mm) i++;
    const Station *a = &line->stations[i], *b = a + 1;
    const double h = b->at_mm - a->at_mm, v = (at_mm - a->at_mm) / h, u = 1.0 - v;
    Cut cut = { .radius = (float)(u * a->radius + v * b->radius), .slope = (float)((b->radius - a->radius) / h) };
    for (int k = 0; k < 3; k++) {
        const double bend = ((u * u * u - u) * a->bend[k] + (v * v * v - v) * b->bend[k]) * h * h / 6.0;
        cut.place.raw[k] = (float)(u * a->place[k] + v * b->place[k] + bend);
        const double turn = ((1.0 - 3.0 * u * u) * a->bend[k] + (3.0 * v * v - 1.0) * b->bend[k]) * h / 6.0;
        cut.along.raw[k] = (float)((b->place[k] - a->place[k]) / h + turn);
    }
    cut.along = glms_vec3_normalize(cut.along);
    return cut;
}

// Carries a vector across the tangent from one cut to the next without twist: two reflections.
static vec3s carry(vec3s across, const Cut *from, const Cut *to)
{
    const vec3s step = glms_vec3_sub(to->place, from->place);
    const float c1 = glms_vec3_norm2(step);
    if (c1 <= 0.0f) return across;
    const vec3s across_half = glms_vec3_muladds(step, -2.0f / c1 * glms_vec3_dot(step, across), across);
    const vec3s along_half = glms_vec3_muladds(step, -2.0f / c1 * glms_vec3_dot(step, from->along), from->along);
    const vec3s turn = glms_vec3_sub(to->along, along_half);
    const float c2 = glms_vec3_norm2(turn);
    const vec3s carried = c2 > 0.0f ? glms_vec3_muladds(turn, -2.0f / c2 * glms_vec3_dot(turn, across_half), across_half) : across_half;
    // Rounding must not let it lean along the line.
    return glms_vec3_normalize(glms_vec3_muladds(to->along, -glms_vec3_dot(to->along, carried), carried));
}

typedef struct Tube {
    Mesh mesh;
    int sides;
    vec3s across;
} Tube;

// A ring of the given radius round centre; its normals lean along the line by `lean`.
static void add_ring(Tube *tube, vec3s centre, vec3s along, float radius, float lean)
{
    const vec3s side = glms_vec3_cross(along, tube->across);
    for (int i = 0; i < tube->sides; i++) {
        const float turn = 6.2831853f * (float)i / (float)tube->sides;
        const vec3s out = glms_vec3_muladds(side, sinf(turn), glms_vec3_scale(tube->across, cosf(turn)));
        const int v = tube->mesh.vertex_count++;
        tube->mesh.position_mm[v] = glms_vec3_muladds(out, radius, centre);
        tube->mesh.normal[v] = glms_vec3_normalize(glms_vec3_muladds(along, lean, out));
    }
}

static void add_pole(Tube *tube, vec3s place, vec3s normal)
{
    const int v = tube->mesh.vertex_count++;
    tube->mesh.position_mm[v] = place;
    tube->mesh.normal[v] = normal;
}

// Part of an ellipsoid; `way` is -1 before the first cut, +1 after the last, and rings always come in the order of the line.
static void add_cap(Tube *tube, const Cut *cut, float way)
{
    const float depth = (float)CAP_DEPTH_FRAC * cut->radius;
    const vec3s pole = glms_vec3_muladds(cut->along, way * depth, cut->place);
    if (way < 0.0f) add_pole(tube, pole, glms_vec3_negate(cut->along));
    for (int k = 1; k < CAP_RINGS; k++) {
        const float angle = 1.5707963f * (float)(way < 0.0f ? CAP_RINGS - k : k) / (float)CAP_RINGS;
        const float lean = way * sinf(angle) * cut->radius / (depth * cosf(angle));
        add_ring(tube, glms_vec3_muladds(cut->along, way * depth * sinf(angle), cut->place), cut->along, cut->radius * cosf(angle), lean);
    }
    if (way > 0.0f) add_pole(tube, pole, cut->along);
}

// Pole, rings, pole: the vertices stand in that order.
static void add_faces(Tube *tube)
{
    const int n = tube->sides, rings = (tube->mesh.vertex_count - 2) / n, last = tube->mesh.vertex_count - 1;
    for (int i = 0; i < n; i++) {
        const int next = (i + 1) % n;
        shape_add_triangle(&tube->mesh, 0, 1 + next, 1 + i);
        for (int r = 0; r + 1 < rings; r++) {
            const int here = 1 + r * n, there = here + n;
            shape_add_quad(&tube->mesh, here + i, here + next, there + next, there + i);
        }
        shape_add_triangle(&tube->mesh, last, last - n + i, last - n + next);
    }
}

static vec3s any_across(vec3s along)
{
    const vec3s axis = fabsf(along.x) < 0.6f ? (vec3s) { { 1.0f, 0.0f, 0.0f } } : (vec3s) { { 0.0f, 1.0f, 0.0f } };
    return glms_vec3_normalize(glms_vec3_cross(along, axis));
}

static double step_from(const Line *line, double at_mm, const Cut *cut, int sides)
{
    const double step = QUAD_STRETCH * 6.2831853 * (double)cut->radius / (double)sides;
    const Cut next = cut_at(line, at_mm + step);
    const double turn = acos(fmin((double)glms_vec3_dot(cut->along, next.along), 1.0));
    return turn > TURN_MOST ? step * TURN_MOST / turn : step;
}

// Cuts are spaced with the radius, so that thin stretches get shorter quads, and closer in bends.
static int place_cuts(const Line *line, int sides, Cut *cuts, int most)
{
    const double length = line->stations[line->count - 1].at_mm;
    int count = 0;
    for (double at = 0.0; at < length && count + 1 < most;) {
        cuts[count] = cut_at(line, at);
        const double step = step_from(line, at, &cuts[count], sides);
        count++;
        at += step;
        if (length - at < 0.5 * step) break;
    }
    cuts[count++] = cut_at(line, length);
    return count;
}

static Mesh sweep_tube(const Line *line, int sides, Arena *keep)
{
    const double finest = TURN_MOST / 3.1415927 * QUAD_STRETCH * 6.2831853 * RADIUS_LEAST_MM / (double)sides;
    const int most = (int)(line->stations[line->count - 1].at_mm / finest) + 3;
    Cut *cuts = ARENA_ARRAY(keep, Cut, most);
    const int count = place_cuts(line, sides, cuts, most), rings = count + 2 * CAP_RINGS;
    Tube tube = { .sides = sides, .across = any_across(cuts[0].along) };
    tube.mesh.position_mm = ARENA_ARRAY(keep, vec3s, rings * sides + 2);
    tube.mesh.normal = ARENA_ARRAY(keep, vec3s, rings * sides + 2);
    tube.mesh.index = ARENA_ARRAY(keep, uint32_t, 6 * (rings + 1) * sides);
    add_cap(&tube, &cuts[0], -1.0f);
    for (int i = 0; i < count; i++) {
        if (i > 0) tube.across = carry(tube.across, &cuts[i - 1], &cuts[i]);
        const bool at_end = i == 0 || i + 1 == count; // the cap begins level there
        add_ring(&tube, cuts[i].place, cuts[i].along, cuts[i].radius, at_end ? 0.0f : -cuts[i].slope);
    }
    add_cap(&tube, &cuts[count - 1], 1.0f);
    add_faces(&tube);
    return tube.mesh;
}

Result tube_make(const Table *table, Arena *keep, Mesh *out, double *least_radius_mm, Message *why)
{
    Line line = { 0 };
    const Result result = read_line(table, keep, &line, why);
    if (result != RESULT_OK) return result;
    for (int axis = 0; axis < 3; axis++) fit_axis(&line, axis, keep);
    double least = RADIUS_MOST_MM, most = 0.0;
    for (int i = 0; i < line.count; i++) {
        least = fmin(least, line.stations[i].radius);
        most = fmax(most, line.stations[i].radius);
    }
    const double sides = fmin(fmax(6.2831853 * most / SIDE_WANTED_MM, SIDES_LEAST), SIDES_MOST);
    *out = sweep_tube(&line, 2 * (int)(sides / 2.0), keep);
    *least_radius_mm = least;
    return RESULT_OK;
}
