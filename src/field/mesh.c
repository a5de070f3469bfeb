#include "mesh.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static size_t power_of_two_above(size_t n)
{
    size_t size = 16;
    while (size < n) size *= 2;
    return size;
}

// ---- edges: an open-addressed table from vertex pair to how often each direction is used

typedef struct Edge {
    uint32_t low, high; // low < high; both 0 in a free slot
    uint32_t up, down;  // uses from low to high, and back
} Edge;

typedef struct EdgeTable {
    Edge *slots;
    size_t mask;
} EdgeTable;

static Edge *edge_find(const EdgeTable *table, uint32_t low, uint32_t high)
{
    const uint64_t key = ((uint64_t)low << 32 | high) * 0x9E3779B97F4A7C15u;
    for (size_t at = (size_t)(key >> 20) & table->mask;; at = (at + 1) & table->mask) {
        Edge *slot = &table->slots[at];
        const bool is_free = slot->low == slot->high;
        if (is_free) *slot = (Edge) { .low = low, .high = high };
        if (is_free || (slot->low == low && slot->high == high)) return slot;
    }
}

static void edge_add(const EdgeTable *table, uint32_t from, uint32_t to)
{
    Edge *edge = from < to ? edge_find(table, from, to) : edge_find(table, to, from);
    if (from < to)
        edge->up++;
    else
        edge->down++;
}

static EdgeTable edges_of(const Mesh *mesh, Arena *scratch)
{
    const size_t size = power_of_two_above(2 * (size_t)mesh->index_count);
    const EdgeTable table = { ARENA_ARRAY(scratch, Edge, size), size - 1 };
    for (int i = 0; i < mesh->index_count; i += 3) {
        for (int k = 0; k < 3; k++) {
            const uint32_t from = mesh->index[i + k], to = mesh->index[i + (k + 1) % 3];
            if (from != to) edge_add(&table, from, to);
        }
    }
    return table;
}

// Adds up what the edges say; returns how many there are.
static int judge_edges(const EdgeTable *table, MeshCheck *check)
{
    int count = 0;
    for (size_t i = 0; i <= table->mask; i++) {
        const Edge *edge = &table->slots[i];
        if (edge->low == edge->high) continue;
        count++;
        if (edge->up + edge->down == 1)
            check->open_edge_count++;
        else if (edge->up != 1 || edge->down != 1)
            check->nonmanifold_edge_count++;
    }
    return count;
}

// ---- components: union-find over the vertices

static uint32_t root_of(uint32_t *parent, uint32_t vertex)
{
    while (parent[vertex] != vertex) {
        parent[vertex] = parent[parent[vertex]];
        vertex = parent[vertex];
    }
    return vertex;
}

static void join(uint32_t *parent, uint32_t a, uint32_t b)
{
    const uint32_t ra = root_of(parent, a), rb = root_of(parent, b);
    if (ra < rb)
        parent[rb] = ra;
    else
        parent[ra] = rb;
}

// Fills component_count; returns the number of vertices that triangles use.
static int count_components(const Mesh *mesh, Arena *scratch, MeshCheck *check)
{
    uint32_t *parent = ARENA_ARRAY(scratch, uint32_t, mesh->vertex_count);
    unsigned char *used = ARENA_ARRAY(scratch, unsigned char, mesh->vertex_count);
    for (int v = 0; v < mesh->vertex_count; v++) parent[v] = (uint32_t)v;
    for (int i = 0; i < mesh->index_count; i++) {
        assert(mesh->index[i] < (uint32_t)mesh->vertex_count);
        used[mesh->index[i]] = 1;
        if (i % 3 != 0) join(parent, mesh->index[i], mesh->index[i - 1]);
    }
    int used_count = 0;
    for (int v = 0; v < mesh->vertex_count; v++) {
        used_count += used[v];
        check->component_count += used[v] && parent[v] == (uint32_t)v;
    }
    return used_count;
}

MeshCheck mesh_check(const Mesh *mesh, Arena *scratch)
{
    MeshCheck check = { 0 };
    const size_t mark = arena_mark(scratch);
    const int vertices = count_components(mesh, scratch, &check);
    const EdgeTable edges = edges_of(mesh, scratch);
    const int edge_count = judge_edges(&edges, &check);
    check.euler_number = vertices - edge_count + mesh->index_count / 3;
    check.genus = check.component_count - check.euler_number / 2;
    check.volume_mm3 = mesh_volume_mm3(mesh);
    arena_pop_to(scratch, mark);
    return check;
}

// Sum of the signed tetrahedra from the origin.
double mesh_volume_mm3(const Mesh *mesh)
{
    double six_volumes = 0.0;
    for (int i = 0; i < mesh->index_count; i += 3) {
        const vec3s a = mesh->position_mm[mesh->index[i]], b = mesh->position_mm[mesh->index[i + 1]],
                    c = mesh->position_mm[mesh->index[i + 2]];
        six_volumes += (double)a.x * ((double)b.y * (double)c.z - (double)b.z * (double)c.y) +
                       (double)a.y * ((double)b.z * (double)c.x - (double)b.x * (double)c.z) +
                       (double)a.z * ((double)b.x * (double)c.y - (double)b.y * (double)c.x);
    }
    return six_volumes / 6.0;
}

Mesh mesh_from_packed(const PackedMesh *packed, Detail detail, Arena *arena)
{
    const PackedLevel level = packed->level[detail];
    Mesh mesh = { .vertex_count = (int)level.vertex_count, .index_count = (int)level.index_count };
    mesh.position_mm = ARENA_ARRAY(arena, vec3s, level.vertex_count);
    mesh.normal = ARENA_ARRAY(arena, vec3s, level.vertex_count);
    mesh.index = ARENA_ARRAY(arena, uint32_t, level.index_count);
    for (uint32_t v = 0; v < level.vertex_count; v++) {
        mesh.position_mm[v] = packed_position_mm(packed, v);
        mesh.normal[v] = packed_normal(&packed->vertices[v]);
    }
    for (uint32_t i = 0; i < level.index_count; i++) mesh.index[i] = packed->indices[level.index_first + i];
    return mesh;
}

void mesh_mirror_z(Mesh *mesh)
{
    for (int v = 0; v < mesh->vertex_count; v++) {
        mesh->position_mm[v].z = -mesh->position_mm[v].z;
        if (mesh->normal) mesh->normal[v].z = -mesh->normal[v].z;
    }
    for (int i = 0; i < mesh->index_count; i += 3) {
        const uint32_t kept = mesh->index[i + 1];
        mesh->index[i + 1] = mesh->index[i + 2];
        mesh->index[i + 2] = kept;
    }
}

static double triangle_area(const Mesh *mesh, int first)
{
    const vec3s a = mesh->position_mm[mesh->index[first]];
    const vec3s ab = glms_vec3_sub(mesh->position_mm[mesh->index[first + 1]], a);
    const vec3s ac = glms_vec3_sub(mesh->position_mm[mesh->index[first + 2]], a);
    return 0.5 * (double)glms_vec3_norm(glms_vec3_cross(ab, ac));
}

// Barycentric weights u, v in the unit square, folded on to the triangle.
static vec3s triangle_point(const Mesh *mesh, int first, double u, double v)
{
    if (u + v > 1.0) {
        u = 1.0 - u;
        v = 1.0 - v;
    }
    const vec3s a = mesh->position_mm[mesh->index[first]];
    const vec3s ab = glms_vec3_sub(mesh->position_mm[mesh->index[first + 1]], a);
    const vec3s ac = glms_vec3_sub(mesh->position_mm[mesh->index[first + 2]], a);
    return glms_vec3_muladds(ac, (float)v, glms_vec3_muladds(ab, (float)u, a));
}

// Equal steps of area along the list of triangles; inside a triangle the R2 sequence (Roberts 2018), which has no clumps.
void mesh_sample(const Mesh *mesh, vec3s *out_mm, int count)
{
    double total = 0.0;
    for (int i = 0; i < mesh->index_count; i += 3) total += triangle_area(mesh, i);
    int first = 0;
    double reached = mesh->index_count ? triangle_area(mesh, 0) : 0.0;
    for (int s = 0; s < count; s++) {
        const double wanted = total * ((double)s + 0.5) / (double)count;
        while (reached < wanted && first + 3 < mesh->index_count) {
            first += 3;
            reached += triangle_area(mesh, first);
        }
        const double u = fmod(0.5 + 0.7548776662466927 * (double)s, 1.0), v = fmod(0.5 + 0.5698402909980532 * (double)s, 1.0);
        out_mm[s] = triangle_point(mesh, first, u, v);
    }
}
