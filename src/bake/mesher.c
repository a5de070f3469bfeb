#include "mesher.h"

#include <math.h>
#include <string.h>

#define PAD_CELLS 8.0
#define PAD_LEAST_MM 20.0
#define POINTS_MOST 4.0e8
#define EDGE_END_FRAC 0.02f // vertices keep this far from grid points, so that no two fall together

typedef struct Grid {
    double low_mm[3], cell_mm;
    uint32_t count[3]; // points along each axis
} Grid;

typedef struct Tracker {
    const Hrbf *field;
    Grid grid;
    uint32_t *slot;      // per grid point: 0 not reached, else 1 + index into the arrays below
    unsigned char *seen; // per grid point: the cell with this lowest corner is in the queue
    uint32_t *point;     // [slot_count] grid point
    float *value;        // [slot_count] the field there
    uint32_t *queue;     // [queue_count] cells reached
    uint32_t *active;    // [active_count] those with a change of sign
    uint32_t slot_count, known_count, queue_count, active_count;
    bool escaped;
} Tracker;

static uint32_t point_at(const Grid *grid, uint32_t x, uint32_t y, uint32_t z)
{
    return (z * grid->count[1] + y) * grid->count[0] + x;
}

static void point_place(const Grid *grid, uint32_t point, double out[3])
{
    const uint32_t x = point % grid->count[0], rest = point / grid->count[0];
    const uint32_t at[3] = { x, rest % grid->count[1], rest / grid->count[1] };
    for (int k = 0; k < 3; k++) out[k] = grid->low_mm[k] + grid->cell_mm * (double)at[k];
}

// Corner 0..7 of a cell, bit k set: one step up along axis k. The same bits name the seven edge directions of Kuhn's cut.
static uint32_t corner_of(const Grid *grid, uint32_t cell, uint32_t corner)
{
    const uint32_t row = grid->count[0], layer = grid->count[0] * grid->count[1];
    return cell + (corner & 1u) + (corner & 2u ? row : 0) + (corner & 4u ? layer : 0);
}

static Result grid_around(const Landmarks *seeds, double cell_mm, Grid *out, Message *why)
{
    const double pad = fmax(PAD_LEAST_MM, PAD_CELLS * cell_mm);
    double points = 1.0;
    out->cell_mm = cell_mm;
    for (int k = 0; k < 3; k++) {
        double low = INFINITY, high = -INFINITY;
        for (int i = 0; i < seeds->point_count; i++) {
            low = fmin(low, seeds->points[i].position_mm[k]);
            high = fmax(high, seeds->points[i].position_mm[k]);
        }
        // A share of a cell keeps round coordinates, and with them exact zeros, off the grid points.
        out->low_mm[k] = low - pad - 0.37 * cell_mm;
        const double steps = ceil((high + pad - out->low_mm[k]) / cell_mm) + 1.0;
        points *= steps;
        if (points > POINTS_MOST)
            return message_set(why, RESULT_BAD_DATA, "a cell of %g mm is too fine for a surface of this size; raise cell_mm.", cell_mm);
        out->count[k] = (uint32_t)steps;
    }
    return RESULT_OK;
}

static void queue_cell(Tracker *t, uint32_t x, uint32_t y, uint32_t z)
{
    // x - 1 of 0 wraps round to a large number: outside on either end.
    if (x + 1 >= t->grid.count[0] || y + 1 >= t->grid.count[1] || z + 1 >= t->grid.count[2]) {
        t->escaped = true;
        return;
    }
    const uint32_t cell = point_at(&t->grid, x, y, z);
    if (t->seen[cell]) return;
    t->seen[cell] = 1;
    t->queue[t->queue_count++] = cell;
}

static void queue_seed(Tracker *t, const double place[3])
{
    uint32_t at[3];
    for (int k = 0; k < 3; k++) at[k] = (uint32_t)floor((place[k] - t->grid.low_mm[k]) / t->grid.cell_mm);
    for (uint32_t i = 0; i < 27; i++) queue_cell(t, at[0] + i % 3 - 1, at[1] + i / 3 % 3 - 1, at[2] + i / 9 - 1);
}

static void reach_corners(Tracker *t, uint32_t cell)
{
    for (uint32_t corner = 0; corner < 8; corner++) {
        const uint32_t point = corner_of(&t->grid, cell, corner);
        if (t->slot[point]) continue;
        t->point[t->slot_count++] = point;
        t->slot[point] = t->slot_count;
    }
}

#define BATCH 256

static void evaluate_batch(Tracker *t, uint32_t first, uint32_t count)
{
    double x[BATCH], y[BATCH], z[BATCH], value[BATCH];
    for (uint32_t i = 0; i < count; i++) {
        double place[3];
        point_place(&t->grid, t->point[first + i], place);
        x[i] = place[0];
        y[i] = place[1];
        z[i] = place[2];
    }
    hrbf_values(t->field, &(Points) { x, y, z, (int)count }, value);
    for (uint32_t i = 0; i < count; i++) t->value[first + i] = (float)value[i];
}

static void evaluate_reached(Tracker *t)
{
    while (t->known_count < t->slot_count) {
        const uint32_t left = t->slot_count - t->known_count, count = left < BATCH ? left : BATCH;
        evaluate_batch(t, t->known_count, count);
        t->known_count += count;
    }
}

// Bit per corner: inside.
static uint32_t inside_bits(const Tracker *t, uint32_t cell)
{
    uint32_t bits = 0;
    for (uint32_t corner = 0; corner < 8; corner++) {
        const uint32_t slot = t->slot[corner_of(&t->grid, cell, corner)] - 1;
        bits |= (uint32_t)(t->value[slot] < 0.0f) << corner;
    }
    return bits;
}

// The surface leaves a cell through the faces whose four corners differ.
static void follow_faces(Tracker *t, uint32_t cell, uint32_t bits)
{
    static const uint32_t low_face[3] = { 0x55, 0x33, 0x0F }; // corners with bit k clear
    const uint32_t x = cell % t->grid.count[0], rest = cell / t->grid.count[0];
    const uint32_t y = rest % t->grid.count[1], z = rest / t->grid.count[1];
    for (uint32_t axis = 0; axis < 3; axis++) {
        const uint32_t low = bits & low_face[axis], high = bits & ~low_face[axis] & 0xFF;
        const uint32_t dx = axis == 0, dy = axis == 1, dz = axis == 2;
        if (low != 0 && low != low_face[axis]) queue_cell(t, x - dx, y - dy, z - dz);
        if (high != 0 && high != (~low_face[axis] & 0xFF)) queue_cell(t, x + dx, y + dy, z + dz);
    }
}

static void follow_surface(Tracker *t)
{
    for (uint32_t first = 0; first < t->queue_count && !t->escaped;) {
        const uint32_t last = t->queue_count;
        for (uint32_t i = first; i < last; i++) reach_corners(t, t->queue[i]);
        evaluate_reached(t);
        for (; first < last; first++) {
            const uint32_t bits = inside_bits(t, t->queue[first]);
            if (bits == 0 || bits == 0xFF) continue;
            t->active[t->active_count++] = t->queue[first];
            follow_faces(t, t->queue[first], bits);
        }
    }
}

// ---- cutting the cells

typedef struct Cutter {
    const Tracker *tracker;
    uint32_t *edge_vertex; // [slot_count * 7]: 0 not cut yet, else 1 + vertex
    Mesh *mesh;
} Cutter;

// The vertex on the edge between two corners of a cell, where one corner's bits contain the other's.
static uint32_t vertex_on(Cutter *c, uint32_t cell, uint32_t corner_a, uint32_t corner_b)
{
    const Tracker *t = c->tracker;
    const uint32_t low = corner_a & corner_b, high = corner_a | corner_b;
    const uint32_t from = t->slot[corner_of(&t->grid, cell, low)] - 1, to = t->slot[corner_of(&t->grid, cell, high)] - 1;
    uint32_t *known = &c->edge_vertex[(size_t)from * 7 + (low ^ high) - 1];
    if (*known) return *known - 1;
    double a[3], b[3];
    point_place(&t->grid, t->point[from], a);
    point_place(&t->grid, t->point[to], b);
    const float share = t->value[from] / (t->value[from] - t->value[to]);
    const double at = (double)fminf(fmaxf(share, EDGE_END_FRAC), 1.0f - EDGE_END_FRAC);
    vec3s *out = &c->mesh->position_mm[c->mesh->vertex_count++];
    for (int k = 0; k < 3; k++) out->raw[k] = (float)(a[k] + at * (b[k] - a[k]));
    *known = (uint32_t)c->mesh->vertex_count;
    return *known - 1;
}

static void add_triangle(Mesh *mesh, uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t *corner = &mesh->index[mesh->index_count];
    corner[0] = a;
    corner[1] = b;
    corner[2] = c;
    mesh->index_count += 3;
}

// One corner alone on its side: a triangle round it. v[0] is the lone one; the four stand right-handed when seen from a lone inside corner.
static void cut_corner(Cutter *c, uint32_t cell, const uint32_t v[4], bool lone_inside)
{
    const uint32_t p = vertex_on(c, cell, v[0], v[1]), q = vertex_on(c, cell, v[0], v[2]), r = vertex_on(c, cell, v[0], v[3]);
    if (lone_inside)
        add_triangle(c->mesh, p, q, r);
    else
        add_triangle(c->mesh, p, r, q);
}

// v[0], v[1] inside, v[2], v[3] outside: a quad between them.
static void cut_middle(Cutter *c, uint32_t cell, const uint32_t v[4])
{
    const uint32_t p = vertex_on(c, cell, v[0], v[2]), q = vertex_on(c, cell, v[0], v[3]);
    const uint32_t r = vertex_on(c, cell, v[1], v[3]), s = vertex_on(c, cell, v[1], v[2]);
    add_triangle(c->mesh, p, q, r);
    add_triangle(c->mesh, p, r, s);
}

// Even permutations of four that bring the lone corner, or the two inside ones, to the front; odd entries do not occur.
static void cut_tetrahedron(Cutter *c, uint32_t cell, const uint32_t v[4], uint32_t bits)
{
    static const unsigned char lone_first[4][4] = { { 0, 1, 2, 3 }, { 1, 0, 3, 2 }, { 2, 3, 0, 1 }, { 3, 2, 1, 0 } };
    static const unsigned char pair_first[16][4] = {
        [3] = { 0, 1, 2, 3 }, [5] = { 0, 2, 3, 1 }, [9] = { 0, 3, 1, 2 }, [6] = { 1, 2, 0, 3 }, [10] = { 1, 3, 2, 0 }, [12] = { 2, 3, 0, 1 }
    };
    uint32_t inside = 0, count = 0;
    for (uint32_t i = 0; i < 4; i++) inside |= (bits >> v[i] & 1u) << i;
    for (uint32_t i = 0; i < 4; i++) count += inside >> i & 1u;
    if (count == 0 || count == 4) return;
    const uint32_t lone = count == 1 ? inside : ~inside & 15u;
    const unsigned char *order = count == 2 ? pair_first[inside] : lone_first[lone == 1 ? 0 : lone == 2 ? 1 : lone == 4 ? 2 : 3];
    const uint32_t w[4] = { v[order[0]], v[order[1]], v[order[2]], v[order[3]] };
    if (count == 2)
        cut_middle(c, cell, w);
    else
        cut_corner(c, cell, w, count == 1);
}

// Each tetrahedron climbs from corner 0 to corner 7 one axis at a time; swapping the middle two makes the odd orders right-handed too.
static void cut_cell(Cutter *c, uint32_t cell)
{
    static const uint32_t tetrahedra[6][4] = { { 0, 1, 3, 7 }, { 0, 2, 6, 7 }, { 0, 4, 5, 7 },
                                               { 0, 3, 2, 7 }, { 0, 6, 4, 7 }, { 0, 5, 1, 7 } };
    const uint32_t bits = inside_bits(c->tracker, cell);
    for (int i = 0; i < 6; i++) cut_tetrahedron(c, cell, tetrahedra[i], bits);
}

// ---- the largest piece

static uint32_t root_of(uint32_t *parent, uint32_t vertex)
{
    while (parent[vertex] != vertex) vertex = parent[vertex] = parent[parent[vertex]];
    return vertex;
}

static uint32_t largest_root(const Mesh *mesh, uint32_t *parent, uint32_t *triangles)
{
    for (int v = 0; v < mesh->vertex_count; v++) parent[v] = (uint32_t)v;
    for (int i = 0; i < mesh->index_count; i++) {
        if (i % 3 != 0) parent[root_of(parent, mesh->index[i])] = root_of(parent, mesh->index[i - 1]);
    }
    uint32_t best = 0;
    for (int i = 0; i < mesh->index_count; i += 3) triangles[root_of(parent, mesh->index[i])]++;
    for (uint32_t v = 0; v < (uint32_t)mesh->vertex_count; v++) {
        if (triangles[v] > triangles[best]) best = v;
    }
    return best;
}

static Mesh keep_largest(const Mesh *mesh, Arena *scratch, Arena *keep)
{
    uint32_t *parent = ARENA_ARRAY(scratch, uint32_t, mesh->vertex_count), *triangles = ARENA_ARRAY(scratch, uint32_t, mesh->vertex_count);
    uint32_t *moved = ARENA_ARRAY(scratch, uint32_t, mesh->vertex_count);
    const uint32_t best = largest_root(mesh, parent, triangles);
    Mesh out = { .position_mm = ARENA_ARRAY(keep, vec3s, mesh->vertex_count), .index = ARENA_ARRAY(keep, uint32_t, mesh->index_count) };
    for (int v = 0; v < mesh->vertex_count; v++) {
        if (root_of(parent, (uint32_t)v) != best) continue;
        moved[v] = (uint32_t)out.vertex_count;
        out.position_mm[out.vertex_count++] = mesh->position_mm[v];
    }
    for (int i = 0; i < mesh->index_count; i++) {
        if (root_of(parent, mesh->index[i]) == best) out.index[out.index_count++] = moved[mesh->index[i]];
    }
    return out;
}

static size_t point_count(const Grid *grid)
{
    return (size_t)grid->count[0] * grid->count[1] * grid->count[2];
}

// Arrays are as long as the grid: pages that are never touched are never committed.
static size_t tracker_bytes(const Grid *grid)
{
    return (5 * sizeof(uint32_t) + 1) * point_count(grid) + 4096;
}

static Result track(Tracker *t, const Landmarks *seeds, Arena *scratch, Message *why)
{
    const size_t points = point_count(&t->grid);
    t->slot = ARENA_ARRAY(scratch, uint32_t, points);
    t->seen = ARENA_ARRAY(scratch, unsigned char, points);
    t->point = ARENA_ARRAY(scratch, uint32_t, points);
    t->value = ARENA_ARRAY(scratch, float, points);
    t->queue = ARENA_ARRAY(scratch, uint32_t, points);
    t->active = ARENA_ARRAY(scratch, uint32_t, points);
    for (int i = 0; i < seeds->point_count; i++) queue_seed(t, seeds->points[i].position_mm);
    follow_surface(t);
    if (t->escaped)
        return message_set(why, RESULT_BAD_DATA,
                           "its surface does not close near its landmarks; look for a normal that points the wrong way.");
    if (t->active_count == 0)
        return message_set(why, RESULT_BAD_DATA, "no surface was found at its landmarks; they lie closer together than a cell.");
    return RESULT_OK;
}

// At most seven edges per point and twelve triangles per cell.
static size_t cutter_bytes(const Tracker *t)
{
    const size_t vertices = 7 * (size_t)t->slot_count, indices = 36 * (size_t)t->active_count;
    return vertices * (sizeof(vec3s) + 4 * sizeof(uint32_t)) + indices * sizeof(uint32_t) + 4096;
}

static Mesh cut(const Tracker *t, Arena *scratch)
{
    Mesh mesh = { .position_mm = ARENA_ARRAY(scratch, vec3s, 7 * (size_t)t->slot_count),
                  .index = ARENA_ARRAY(scratch, uint32_t, 36 * (size_t)t->active_count) };
    Cutter cutter = { t, ARENA_ARRAY(scratch, uint32_t, 7 * (size_t)t->slot_count), &mesh };
    for (uint32_t i = 0; i < t->active_count; i++) cut_cell(&cutter, t->active[i]);
    return mesh;
}

static Mesh cut_and_keep_largest(const Tracker *t, Arena *keep)
{
    Arena scratch = arena_make(cutter_bytes(t));
    const Mesh whole = cut(t, &scratch), largest = keep_largest(&whole, &scratch, keep);
    arena_free(&scratch);
    return largest;
}

Result mesher_run(const Hrbf *field, const Landmarks *seeds, double cell_mm, Arena *keep, Mesh *out, Message *why)
{
    Tracker tracker = { .field = field };
    Result result = grid_around(seeds, cell_mm, &tracker.grid, why);
    if (result != RESULT_OK) return result;
    Arena scratch = arena_make(tracker_bytes(&tracker.grid));
    result = track(&tracker, seeds, &scratch, why);
    if (result == RESULT_OK) *out = cut_and_keep_largest(&tracker, keep);
    arena_free(&scratch);
    return result;
}

// ---- projection

static vec3s project_step(vec3s p, double f, vec3s g, double farthest_mm)
{
    const double slope = (double)glms_vec3_norm(g);
    if (slope < 1e-6) return p;
    const double step = fmin(fmax(f / slope, -farthest_mm), farthest_mm);
    return glms_vec3_muladds(g, (float)(-step / slope), p);
}

static void project_batch(const Hrbf *field, double farthest_mm, Mesh *mesh, int first, int count)
{
    double x[BATCH], y[BATCH], z[BATCH], value[BATCH], gx[BATCH], gy[BATCH], gz[BATCH];
    for (int i = 0; i < count; i++) {
        const vec3s p = mesh->position_mm[first + i];
        x[i] = (double)p.x;
        y[i] = (double)p.y;
        z[i] = (double)p.z;
    }
    hrbf_gradients(field, &(Points) { x, y, z, count }, value, &(Gradients) { gx, gy, gz });
    for (int i = 0; i < count; i++) {
        const vec3s g = { { (float)gx[i], (float)gy[i], (float)gz[i] } };
        mesh->position_mm[first + i] = project_step(mesh->position_mm[first + i], value[i], g, farthest_mm);
        mesh->normal[first + i] = glms_vec3_normalize(g);
    }
}

void surface_project(const Hrbf *field, double farthest_mm, Arena *keep, Mesh *mesh)
{
    mesh->normal = ARENA_ARRAY(keep, vec3s, mesh->vertex_count);
    for (int first = 0; first < mesh->vertex_count; first += BATCH) {
        const int left = mesh->vertex_count - first;
        project_batch(field, farthest_mm, mesh, first, left < BATCH ? left : BATCH);
    }
}
