#include "distance_grid.h"

#include "triangle.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define BAND_VOXELS 1.5f // exact closest points this far from each triangle

typedef struct Sweeper {
    DistanceGrid *grid;
    vec3s *closest;   // per voxel
    float *distance2; // per voxel
} Sweeper;

static size_t voxel_at(const DistanceGrid *grid, int x, int y, int z)
{
    return ((size_t)z * (size_t)grid->count[1] + (size_t)y) * (size_t)grid->count[0] + (size_t)x;
}

static vec3s voxel_place(const DistanceGrid *grid, int x, int y, int z)
{
    const vec3s steps = { { (float)x, (float)y, (float)z } };
    return glms_vec3_muladds(steps, grid->voxel_mm, grid->low_mm);
}

static void take_if_nearer(const Sweeper *s, size_t voxel, vec3s place, vec3s candidate)
{
    const float d2 = glms_vec3_distance2(place, candidate);
    if (d2 >= s->distance2[voxel]) return;
    s->distance2[voxel] = d2;
    s->closest[voxel] = candidate;
}

typedef struct Span {
    int low[3], high[3];
} Span;

static Span span_of(const DistanceGrid *grid, const Triangle *t, float margin_voxels)
{
    const vec3s low = glms_vec3_minv(t->a, glms_vec3_minv(t->b, t->c)), high = glms_vec3_maxv(t->a, glms_vec3_maxv(t->b, t->c));
    Span span;
    for (int k = 0; k < 3; k++) {
        const float first = ceilf((low.raw[k] - grid->low_mm.raw[k]) / grid->voxel_mm - margin_voxels);
        const float last = floorf((high.raw[k] - grid->low_mm.raw[k]) / grid->voxel_mm + margin_voxels);
        span.low[k] = (int)fmaxf(first, 0.0f);
        span.high[k] = (int)fminf(last, (float)(grid->count[k] - 1));
    }
    return span;
}

static void stamp_triangle(const Sweeper *s, const Triangle *t)
{
    const Span span = span_of(s->grid, t, BAND_VOXELS);
    for (int z = span.low[2]; z <= span.high[2]; z++) {
        for (int y = span.low[1]; y <= span.high[1]; y++) {
            for (int x = span.low[0]; x <= span.high[0]; x++) {
                const vec3s place = voxel_place(s->grid, x, y, z);
                take_if_nearer(s, voxel_at(s->grid, x, y, z), place, triangle_closest_mm(t, place));
            }
        }
    }
}

static void ask_neighbour(const Sweeper *s, size_t voxel, vec3s place, size_t neighbour)
{
    if (s->distance2[neighbour] < FLT_MAX) take_if_nearer(s, voxel, place, s->closest[neighbour]);
}

// One row, both ways, after taking over from the rows before it in y and z.
static void sweep_row(const Sweeper *s, int y, int z, int y_before, int z_before)
{
    const int n = s->grid->count[0];
    for (int x = 0; x < n; x++) {
        const size_t voxel = voxel_at(s->grid, x, y, z);
        const vec3s place = voxel_place(s->grid, x, y, z);
        if (y_before >= 0) ask_neighbour(s, voxel, place, voxel_at(s->grid, x, y_before, z));
        if (z_before >= 0) ask_neighbour(s, voxel, place, voxel_at(s->grid, x, y, z_before));
        if (x > 0) ask_neighbour(s, voxel, place, voxel - 1);
    }
    for (int x = n - 2; x >= 0; x--) {
        const size_t voxel = voxel_at(s->grid, x, y, z);
        ask_neighbour(s, voxel, voxel_place(s->grid, x, y, z), voxel + 1);
    }
}

// The four quadrants of (y, z) order, each row both ways along x: all eight directions.
static void sweep(const Sweeper *s)
{
    const int rows = s->grid->count[1], layers = s->grid->count[2];
    for (int order = 0; order < 4; order++) {
        const int dy = order & 1 ? -1 : 1, dz = order & 2 ? -1 : 1;
        for (int k = 0; k < layers; k++) {
            const int z = dz > 0 ? k : layers - 1 - k;
            for (int j = 0; j < rows; j++) {
                const int y = dy > 0 ? j : rows - 1 - j;
                sweep_row(s, y, z, j > 0 ? y - dy : -1, k > 0 ? z - dz : -1);
            }
        }
    }
}

// Notes in which voxel of each row along x the surface is crossed.
static void mark_crossings(const DistanceGrid *grid, const Triangle *t, unsigned char *crossed)
{
    const Span span = span_of(grid, t, 0.0f);
    for (int z = span.low[2]; z <= span.high[2]; z++) {
        for (int y = span.low[1]; y <= span.high[1]; y++) {
            const vec3s place = voxel_place(grid, 0, y, z);
            double at;
            if (!triangle_on_x_line(t, (double)place.y, (double)place.z, &at)) continue;
            const double voxel = fmax(ceil((at - (double)place.x) / (double)grid->voxel_mm), 0.0);
            if (voxel < (double)grid->count[0]) crossed[voxel_at(grid, (int)voxel, y, z)] ^= 1;
        }
    }
}

static void put_signs(const DistanceGrid *grid, const unsigned char *crossed)
{
    const size_t rows = (size_t)grid->count[1] * (size_t)grid->count[2], n = (size_t)grid->count[0];
    for (size_t row = 0; row < rows; row++) {
        unsigned inside = 0;
        for (size_t i = row * n; i < (row + 1) * n; i++) {
            inside ^= crossed[i];
            if (inside) grid->distance_mm[i] = -grid->distance_mm[i];
        }
    }
}

static DistanceGrid grid_around(const Mesh *mesh, float voxel_mm, float pad_mm)
{
    vec3s low = mesh->position_mm[0], high = low;
    for (int v = 1; v < mesh->vertex_count; v++) {
        low = glms_vec3_minv(low, mesh->position_mm[v]);
        high = glms_vec3_maxv(high, mesh->position_mm[v]);
    }
    DistanceGrid grid = { .voxel_mm = voxel_mm };
    for (int k = 0; k < 3; k++) {
        grid.low_mm.raw[k] = low.raw[k] - pad_mm;
        grid.count[k] = (int)ceilf((high.raw[k] - low.raw[k] + 2.0f * pad_mm) / voxel_mm) + 1;
    }
    return grid;
}

DistanceGrid distance_grid_make(const Mesh *mesh, float voxel_mm, float pad_mm, Arena *keep)
{
    DistanceGrid grid = grid_around(mesh, voxel_mm, pad_mm);
    const size_t voxels = (size_t)grid.count[0] * (size_t)grid.count[1] * (size_t)grid.count[2];
    grid.distance_mm = ARENA_ARRAY(keep, float, voxels);
    const size_t mark = arena_mark(keep);
    const Sweeper sweeper = { &grid, ARENA_ARRAY(keep, vec3s, voxels), ARENA_ARRAY(keep, float, voxels) };
    unsigned char *crossed = ARENA_ARRAY(keep, unsigned char, voxels);
    for (size_t i = 0; i < voxels; i++) sweeper.distance2[i] = FLT_MAX;
    for (int i = 0; i < mesh->index_count; i += 3) {
        const uint32_t *corner = &mesh->index[i];
        const Triangle t = { mesh->position_mm[corner[0]], mesh->position_mm[corner[1]], mesh->position_mm[corner[2]] };
        stamp_triangle(&sweeper, &t);
        mark_crossings(&grid, &t, crossed);
    }
    sweep(&sweeper);
    for (size_t i = 0; i < voxels; i++) grid.distance_mm[i] = sqrtf(sweeper.distance2[i]);
    put_signs(&grid, crossed);
    arena_pop_to(keep, mark);
    return grid;
}

static float mix(float a, float b, float share)
{
    return a + (b - a) * share;
}

float distance_grid_at(const DistanceGrid *grid, vec3s point_mm)
{
    int at[3];
    float share[3], beyond2 = 0.0f;
    for (int k = 0; k < 3; k++) {
        const float wanted = (point_mm.raw[k] - grid->low_mm.raw[k]) / grid->voxel_mm;
        const float clamped = fminf(fmaxf(wanted, 0.0f), (float)(grid->count[k] - 1));
        beyond2 += (wanted - clamped) * (wanted - clamped);
        at[k] = (int)fminf(clamped, (float)(grid->count[k] - 2));
        share[k] = clamped - (float)at[k];
    }
    const size_t row = (size_t)grid->count[0], layer = row * (size_t)grid->count[1];
    const float *d = &grid->distance_mm[voxel_at(grid, at[0], at[1], at[2])];
    const float front = mix(mix(d[0], d[1], share[0]), mix(d[row], d[row + 1], share[0]), share[1]);
    d += layer;
    const float back = mix(mix(d[0], d[1], share[0]), mix(d[row], d[row + 1], share[0]), share[1]);
    const float inside = mix(front, back, share[2]);
    return beyond2 > 0.0f ? inside + sqrtf(beyond2) * grid->voxel_mm : inside;
}
