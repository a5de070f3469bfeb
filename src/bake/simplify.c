#include "simplify.h"

#include "collapse.h"

#include <math.h>
#include <meshoptimizer.h>
#include <stdlib.h>
#include <string.h>

#define VERTICES_MOST 65535 // indices in the pack have 16 bits
#define TRIES_MOST 12
#define RETRY_SHRINK 0.7
#define RETRY_GROW 1.3

void quantise_grid(const vec3s *position_mm, int count, vec3s *min_mm, vec3s *step_mm)
{
    vec3s low = position_mm[0], high = position_mm[0];
    for (int i = 1; i < count; i++) {
        low = glms_vec3_minv(low, position_mm[i]);
        high = glms_vec3_maxv(high, position_mm[i]);
    }
    *min_mm = low;
    for (int k = 0; k < 3; k++) step_mm->raw[k] = fmaxf(high.raw[k] - low.raw[k], 1e-3f) / 65535.0f;
}

void quantise(vec3s position_mm, vec3s min_mm, vec3s step_mm, uint16_t out[3])
{
    for (int k = 0; k < 3; k++) {
        const float q = (position_mm.raw[k] - min_mm.raw[k]) / step_mm.raw[k];
        out[k] = (uint16_t)lrintf(fminf(fmaxf(q, 0.0f), 65535.0f));
    }
}

static int compare_keys(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

// Two vertices on one place in the pack would weld for whoever reads the surface by position.
static bool places_differ(const Mesh *mesh, Arena *scratch)
{
    uint64_t *keys = ARENA_ARRAY(scratch, uint64_t, mesh->vertex_count);
    vec3s low, step;
    quantise_grid(mesh->position_mm, mesh->vertex_count, &low, &step);
    for (int v = 0; v < mesh->vertex_count; v++) {
        uint16_t q[3];
        quantise(mesh->position_mm[v], low, step, q);
        keys[v] = (uint64_t)q[0] << 32 | (uint64_t)q[1] << 16 | q[2];
    }
    qsort(keys, (size_t)mesh->vertex_count, sizeof *keys, compare_keys);
    for (int v = 1; v < mesh->vertex_count; v++) {
        if (keys[v] == keys[v - 1]) return false;
    }
    return true;
}

static bool topology_is(const MeshCheck *check, int genus)
{
    return check->open_edge_count == 0 && check->nonmanifold_edge_count == 0 && check->component_count == 1 &&
           check->euler_number == 2 - 2 * genus;
}

static Result topology_fault(const Mesh *mesh, int genus, Arena *scratch, Message *why)
{
    const MeshCheck check = mesh_check(mesh, scratch);
    if (topology_is(&check, genus))
        return message_set(why, RESULT_BAD_DATA, "its surface could not be simplified below %d vertices without tearing; raise cell_mm.",
                           VERTICES_MOST);
    return message_set(why, RESULT_BAD_DATA,
                       "its surface has genus %d, %d pieces and %d open edges; genus %d, one piece and none were wanted. Look at thin "
                       "places and at the last rows that changed.",
                       check.genus, check.component_count, check.open_edge_count + check.nonmanifold_edge_count, genus);
}

// Copy without the vertices that no triangle uses.
static Mesh compacted(const Mesh *mesh, const uint32_t *index, int index_count, Arena *keep)
{
    uint32_t *moved = ARENA_ARRAY(keep, uint32_t, mesh->vertex_count);
    Mesh out = { .index = ARENA_ARRAY(keep, uint32_t, index_count), .index_count = index_count };
    out.vertex_count = (int)meshopt_optimizeVertexFetchRemap(moved, index, (size_t)index_count, (size_t)mesh->vertex_count);
    out.position_mm = ARENA_ARRAY(keep, vec3s, out.vertex_count);
    out.normal = ARENA_ARRAY(keep, vec3s, out.vertex_count);
    meshopt_remapVertexBuffer(out.position_mm, mesh->position_mm, (size_t)mesh->vertex_count, sizeof(vec3s), moved);
    meshopt_remapVertexBuffer(out.normal, mesh->normal, (size_t)mesh->vertex_count, sizeof(vec3s), moved);
    meshopt_remapIndexBuffer(out.index, index, (size_t)index_count, moved);
    return out;
}

Result mesh_simplify(Mesh *mesh, double error_mm, int genus, Arena *keep, Message *why)
{
    uint32_t *index = ARENA_ARRAY(keep, uint32_t, mesh->index_count);
    for (int attempt = 0; attempt < TRIES_MOST; attempt++) {
        const Mesh reduced = compacted(mesh, index, collapse_edges(mesh, error_mm, keep, index), keep);
        if (reduced.vertex_count > VERTICES_MOST) {
            error_mm *= RETRY_GROW;
            continue;
        }
        const MeshCheck check = mesh_check(&reduced, keep);
        if (topology_is(&check, genus) && places_differ(&reduced, keep)) {
            *mesh = reduced;
            return RESULT_OK;
        }
        error_mm *= RETRY_SHRINK;
    }
    return topology_fault(mesh, genus, keep, why);
}

// One coarser level out of a finer one; the finer one itself when nothing coarser holds together.
static int coarsen(const Mesh *finer, double error_mm, int genus, Arena *scratch, uint32_t *out)
{
    for (int attempt = 0; attempt < TRIES_MOST; attempt++, error_mm *= RETRY_SHRINK) {
        Mesh coarse = *finer;
        coarse.index = out;
        coarse.index_count = collapse_edges(finer, error_mm, scratch, out);
        const MeshCheck check = mesh_check(&coarse, scratch);
        if (topology_is(&check, genus)) return coarse.index_count;
    }
    memcpy(out, finer->index, sizeof(uint32_t) * (size_t)finer->index_count);
    return finer->index_count;
}

// Concatenates the levels, coarsest first, and numbers vertices in the order met: each level then uses a prefix.
static void order_vertices(const Mesh *mesh, Arena *keep, Levels *levels)
{
    size_t total = 0;
    for (int k = 0; k < DETAIL_COUNT; k++) total += (size_t)levels->index_count[k];
    uint32_t *all = ARENA_ARRAY(keep, uint32_t, total), *moved = ARENA_ARRAY(keep, uint32_t, mesh->vertex_count);
    size_t at = 0;
    for (int k = DETAIL_COUNT - 1; k >= 0; k--) {
        memcpy(all + at, levels->index[k], sizeof(uint32_t) * (size_t)levels->index_count[k]);
        at += (size_t)levels->index_count[k];
    }
    const size_t used = meshopt_optimizeVertexFetchRemap(moved, all, total, (size_t)mesh->vertex_count);
    levels->position_mm = ARENA_ARRAY(keep, vec3s, used);
    levels->normal = ARENA_ARRAY(keep, vec3s, used);
    meshopt_remapVertexBuffer(levels->position_mm, mesh->position_mm, (size_t)mesh->vertex_count, sizeof(vec3s), moved);
    meshopt_remapVertexBuffer(levels->normal, mesh->normal, (size_t)mesh->vertex_count, sizeof(vec3s), moved);
    uint32_t most = 0;
    for (int k = DETAIL_COUNT - 1; k >= 0; k--) {
        meshopt_remapIndexBuffer(levels->index[k], levels->index[k], (size_t)levels->index_count[k], moved);
        for (int i = 0; i < levels->index_count[k]; i++) most = levels->index[k][i] + 1 > most ? levels->index[k][i] + 1 : most;
        levels->vertex_count[k] = (int)most;
    }
}

Result levels_make(const Mesh *mesh, LevelErrors errors, int genus, Arena *keep, Levels *out, Message *why)
{
    const MeshCheck check = mesh_check(mesh, keep);
    if (!topology_is(&check, genus) || mesh->vertex_count > VERTICES_MOST || !places_differ(mesh, keep))
        return topology_fault(mesh, genus, keep, why);
    Mesh finer = *mesh;
    for (int k = 0; k < DETAIL_COUNT; k++) {
        uint32_t *index = ARENA_ARRAY(keep, uint32_t, finer.index_count);
        const int count = errors.mm[k] > 0.0 ? coarsen(&finer, errors.mm[k], genus, keep, index) : finer.index_count;
        if (errors.mm[k] <= 0.0) memcpy(index, finer.index, sizeof(uint32_t) * (size_t)count);
        finer.index = index;
        finer.index_count = count;
        out->index[k] = ARENA_ARRAY(keep, uint32_t, count);
        out->index_count[k] = count;
        meshopt_optimizeVertexCache(out->index[k], index, (size_t)count, (size_t)mesh->vertex_count);
    }
    order_vertices(mesh, keep, out);
    return RESULT_OK;
}
