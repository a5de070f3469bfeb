// region_depth.c: see region_depth.h.
#include "region_depth.h"

#include <math.h>
#include <string.h>

#define LEAST_DEPTH_MM 0.3f // a lone vertex keeps a dot of its colour
#define SPREAD_ROUNDS 6
#define STRAIGHTEN_ROUNDS 6

// How deep each vertex lies in its region. Where two regions meet on an edge of whatever level, the depths of its ends then say where.

typedef struct Depths {
    const PackedMesh *mesh;
    const uint8_t *label; // [vertex]
    float *mm, *sum; // [vertex]
    uint8_t *count;
} Depths;

static const uint16_t *full_corner(const PackedMesh *mesh, uint32_t i)
{
    return &mesh->indices[mesh->level[DETAIL_FULL].index_first + i];
}

// Along one edge: across a border the way out is half of it; within a region it is the neighbour's and the edge.
static void spread_along(Depths *depths, uint16_t a, uint16_t b)
{
    const PackedMesh *mesh = depths->mesh;
    const float edge_mm = glms_vec3_distance(packed_position_mm(mesh, a), packed_position_mm(mesh, b));
    const bool within = depths->label[a] == depths->label[b];
    const float through_a_mm = edge_mm * (within ? 1.0f : 0.5f) + (within ? depths->mm[a] : 0.0f);
    const float through_b_mm = edge_mm * (within ? 1.0f : 0.5f) + (within ? depths->mm[b] : 0.0f);
    depths->mm[b] = fminf(depths->mm[b], through_a_mm);
    depths->mm[a] = fminf(depths->mm[a], through_b_mm);
}

static void spread(Depths *depths)
{
    const uint32_t count = depths->mesh->level[DETAIL_FULL].index_count;
    for (uint32_t i = 0; i < count; i += 3) {
        const uint16_t *corner = full_corner(depths->mesh, i);
        for (int k = 0; k < 3; k++) spread_along(depths, corner[k], corner[(k + 1) % 3]);
    }
}

static void add_neighbour(Depths *depths, uint16_t to, uint16_t from)
{
    const bool same = depths->label[to] == depths->label[from];
    if (depths->count[to] == UINT8_MAX) return;
    depths->sum[to] += same ? depths->mm[from] : -depths->mm[from];
    depths->count[to]++;
}

// Beyond the border depth is negative: the mean straightens a border that zigzags from triangle to triangle.
static void straighten(Depths *depths)
{
    const PackedMesh *mesh = depths->mesh;
    memset(depths->sum, 0, sizeof *depths->sum * mesh->vertex_count);
    memset(depths->count, 0, mesh->vertex_count);
    for (uint32_t i = 0; i < mesh->level[DETAIL_FULL].index_count; i += 3) {
        const uint16_t *corner = full_corner(mesh, i);
        for (int k = 0; k < 3; k++) {
            add_neighbour(depths, corner[k], corner[(k + 1) % 3]);
            add_neighbour(depths, corner[k], corner[(k + 2) % 3]);
        }
    }
    for (uint32_t v = 0; v < mesh->vertex_count; v++) {
        const float around_mm = depths->count[v] ? depths->sum[v] / (float)depths->count[v] : depths->mm[v];
        depths->mm[v] = fmaxf(0.5f * (depths->mm[v] + around_mm), LEAST_DEPTH_MM);
    }
}

const float *region_depths_mm(const PackedMesh *mesh, const uint8_t *label, Arena *scratch)
{
    Depths depths = { .mesh = mesh, .label = label, .mm = ARENA_ARRAY(scratch, float, mesh->vertex_count), .sum = ARENA_ARRAY(scratch, float, mesh->vertex_count),
                      .count = ARENA_ARRAY(scratch, uint8_t, mesh->vertex_count) };
    for (uint32_t v = 0; v < mesh->vertex_count; v++) depths.mm[v] = REGION_DEPTH_MOST_MM;
    for (int i = 0; i < SPREAD_ROUNDS; i++) spread(&depths);
    for (int i = 0; i < STRAIGHTEN_ROUNDS; i++) straighten(&depths);
    return depths.mm;
}
