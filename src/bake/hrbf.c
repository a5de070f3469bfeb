#include "hrbf.h"

#include <lapacke.h>
#include <math.h>
#include <string.h>

#define UNKNOWNS_MOST 8000 // half a gigabyte of matrix

// Unknowns, and equations in the same order: per landmark alpha, beta (value, gradient); per anchor gamma; c0, c.
typedef struct System {
    double *matrix; // column-major, n x n
    double *right;
    int n, tail; // tail: where c0 stands
} System;

static double *cell(const System *s, int row, int column)
{
    return &s->matrix[(size_t)column * (size_t)s->n + (size_t)row];
}

static double offset(const double from[3], const double to[3], double d[3])
{
    for (int k = 0; k < 3; k++) d[k] = to[k] - from[k];
    return sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
}

// What the landmark of column block `to` adds to value and gradient at the landmark of row block `from`.
static void put_landmark_pair(const System *s, int from, int to, const double x_from[3], const double x_to[3])
{
    double d[3];
    const double r = offset(x_to, x_from, d);
    const int row = 4 * from, column = 4 * to;
    *cell(s, row, column) = r * r * r;
    for (int k = 0; k < 3; k++) {
        *cell(s, row, column + 1 + k) = -3.0 * r * d[k];
        *cell(s, row + 1 + k, column) = 3.0 * r * d[k];
        for (int l = 0; l < 3; l++) {
            const double bend = r > 0.0 ? d[k] * d[l] / r : 0.0;
            *cell(s, row + 1 + k, column + 1 + l) = -3.0 * ((k == l ? r : 0.0) + bend);
        }
    }
}

// An anchor and a landmark see each other: gamma in the landmark's four rows, the landmark's four unknowns in the anchor's row.
static void put_anchor_pair(const System *s, int landmark, int anchor_at, const double x[3], const double a[3])
{
    double d[3];
    const double r = offset(a, x, d);
    const int at = 4 * landmark;
    *cell(s, at, anchor_at) = *cell(s, anchor_at, at) = r * r * r;
    for (int k = 0; k < 3; k++) {
        *cell(s, at + 1 + k, anchor_at) = 3.0 * r * d[k];
        *cell(s, anchor_at, at + 1 + k) = 3.0 * r * d[k]; // -beta . grad phi(a - x), and a - x = -d
    }
}

static void put_tail(const System *s, int row, const double x[3])
{
    *cell(s, row, s->tail) = *cell(s, s->tail, row) = 1.0;
    for (int k = 0; k < 3; k++) *cell(s, row, s->tail + 1 + k) = *cell(s, s->tail + 1 + k, row) = x[k];
}

static void put_landmark(const System *s, const Landmarks *landmarks, int i)
{
    const SurfacePoint *point = &landmarks->points[i];
    for (int j = 0; j < landmarks->point_count; j++) put_landmark_pair(s, i, j, point->position_mm, landmarks->points[j].position_mm);
    put_tail(s, 4 * i, point->position_mm);
    for (int k = 0; k < 3; k++) {
        *cell(s, 4 * i + 1 + k, s->tail + 1 + k) = 1.0;
        *cell(s, s->tail + 1 + k, 4 * i + 1 + k) = -1.0;
        s->right[4 * i + 1 + k] = point->normal[k];
    }
}

static void put_anchor(const System *s, const Landmarks *landmarks, const Anchors *anchors, int k)
{
    const int first = 4 * landmarks->point_count, at = first + k;
    for (int i = 0; i < landmarks->point_count; i++) put_anchor_pair(s, i, at, landmarks->points[i].position_mm, anchors->position_mm[k]);
    for (int l = 0; l < anchors->count; l++) {
        double d[3];
        const double r = offset(anchors->position_mm[l], anchors->position_mm[k], d);
        *cell(s, first + l, at) = r * r * r;
    }
    *cell(s, at, at) = landmarks->anchor_softness;
    put_tail(s, at, anchors->position_mm[k]);
    s->right[at] = anchors->distance_mm[k];
}

static void field_allocate(Hrbf *out, int landmarks, int anchors, Arena *keep)
{
    const int centres = landmarks + anchors;
    *out = (Hrbf) { .landmark_count = landmarks, .centre_count = centres };
    double **const of_centres[] = { &out->x, &out->y, &out->z, &out->alpha };
    double **const of_landmarks[] = { &out->beta3_x, &out->beta3_y, &out->beta3_z };
    for (int i = 0; i < 4; i++) *of_centres[i] = ARENA_ARRAY(keep, double, centres);
    for (int i = 0; i < 3; i++) *of_landmarks[i] = ARENA_ARRAY(keep, double, landmarks);
}

static void field_take_centre(Hrbf *out, int at, const double x[3], double alpha)
{
    out->x[at] = x[0];
    out->y[at] = x[1];
    out->z[at] = x[2];
    out->alpha[at] = alpha;
}

static void field_take(Hrbf *out, const Landmarks *landmarks, const Anchors *anchors, const double *solution)
{
    const int n = landmarks->point_count, tail = 4 * n + anchors->count;
    for (int i = 0; i < n; i++) {
        field_take_centre(out, i, landmarks->points[i].position_mm, solution[4 * i]);
        out->beta3_x[i] = 3.0 * solution[4 * i + 1];
        out->beta3_y[i] = 3.0 * solution[4 * i + 2];
        out->beta3_z[i] = 3.0 * solution[4 * i + 3];
    }
    for (int k = 0; k < anchors->count; k++) field_take_centre(out, n + k, anchors->position_mm[k], solution[4 * n + k]);
    out->constant = solution[tail];
    memcpy(out->linear, solution + tail + 1, sizeof out->linear);
}

Result hrbf_solve(const Landmarks *landmarks, const char *table_path, Arena *keep, Hrbf *out, Message *why)
{
    const Anchors anchors = anchors_lay(landmarks, keep);
    System s = { .tail = 4 * landmarks->point_count + anchors.count };
    s.n = s.tail + 4;
    if (s.n > UNKNOWNS_MOST)
        return message_set(why, RESULT_BAD_DATA,
                           "%s:1:1: %d unknowns are more than the %d that are solved; thin the rows or raise anchor_spacing_mm.",
                           table_path, s.n, UNKNOWNS_MOST);
    field_allocate(out, landmarks->point_count, anchors.count, keep);
    const size_t mark = arena_mark(keep);
    s.matrix = ARENA_ARRAY(keep, double, (size_t)s.n *(size_t)s.n);
    s.right = ARENA_ARRAY(keep, double, s.n);
    for (int i = 0; i < landmarks->point_count; i++) put_landmark(&s, landmarks, i);
    for (int k = 0; k < anchors.count; k++) put_anchor(&s, landmarks, &anchors, k);
    lapack_int *pivots = ARENA_ARRAY(keep, lapack_int, s.n);
    const lapack_int info = LAPACKE_dgesv(LAPACK_COL_MAJOR, s.n, 1, s.matrix, s.n, pivots, s.right, s.n);
    if (info == 0) field_take(out, landmarks, &anchors, s.right);
    arena_pop_to(keep, mark);
    if (info == 0) return RESULT_OK;
    return message_set(
        why, RESULT_BAD_DATA,
        "%s:1:1: these landmarks do not fix a surface (the system is singular); look for points nearly on top of each other.", table_path);
}
