#include "shapes.h"

#include <math.h>

#define ARC_STEPS 5 // quads across each rounded edge

typedef struct Box {
    double half[3], corner;
} Box;

static Result read_box(const Table *table, Box *out, Message *why)
{
    static const char *const columns[] = { "x", "y", "z", "size_x", "size_y", "size_z", "corner_mm" };
    double values[7];
    const Result result = table_expect(table, columns, 7, false, why);
    if (result != RESULT_OK) return result;
    if (table->row_count != 1)
        return message_set(why, RESULT_BAD_DATA, "%s:1:1: a box takes exactly one row, not %d.", table->path, table->row_count);
    for (int i = 0; i < 7; i++) {
        const Result read = table_number(table, 0, columns[i], i < 3 ? -1e4 : 1.0, 1e4, &values[i], why);
        if (read != RESULT_OK) return read;
    }
    *out = (Box) { { 0.5 * values[3], 0.5 * values[4], 0.5 * values[5] }, values[6] };
    if (values[6] < 0.5 * fmin(values[3], fmin(values[4], values[5]))) return RESULT_OK;
    return table_fault(table, 0, "corner_mm", why, "the corners are wider than half the box; give less than half its smallest size.");
}

// Lattice place 0..LAST along an axis: the arc at the low end, the flat part as one step, the arc at the high end.
#define LAST (2 * ARC_STEPS + 1)

// How far out of the inner box the place leans along the axis, -1..1, before scaling to the corner's radius.
static double lean_of(int at)
{
    const int beyond = at <= ARC_STEPS ? at - ARC_STEPS : at - ARC_STEPS - 1;
    return tan(0.78539816 * (double)beyond / (double)ARC_STEPS);
}

static void place_vertex(const Box *box, const int at[3], Mesh *mesh)
{
    vec3s lean;
    for (int k = 0; k < 3; k++) lean.raw[k] = (float)lean_of(at[k]);
    const vec3s normal = glms_vec3_normalize(lean);
    const int v = mesh->vertex_count++;
    for (int k = 0; k < 3; k++) {
        const double inner = at[k] <= ARC_STEPS ? box->corner - box->half[k] : box->half[k] - box->corner;
        mesh->position_mm[v].raw[k] = (float)(inner + box->corner * (double)normal.raw[k]);
    }
    mesh->normal[v] = normal;
}

typedef struct Lattice {
    int vertex[LAST + 1][LAST + 1][LAST + 1]; // by place; only those on the outside are used
} Lattice;

static void add_vertices(const Box *box, Lattice *lattice, Mesh *mesh)
{
    for (int i = 0; i < (LAST + 1) * (LAST + 1) * (LAST + 1); i++) {
        const int at[3] = { i % (LAST + 1), i / (LAST + 1) % (LAST + 1), i / (LAST + 1) / (LAST + 1) };
        const bool outside = at[0] % LAST == 0 || at[1] % LAST == 0 || at[2] % LAST == 0;
        if (!outside) continue;
        lattice->vertex[at[0]][at[1]][at[2]] = mesh->vertex_count;
        place_vertex(box, at, mesh);
    }
}

static int lattice_at(const Lattice *lattice, int axis, int level, int u, int v)
{
    int at[3];
    at[axis] = level;
    at[(axis + 1) % 3] = u;
    at[(axis + 2) % 3] = v;
    return lattice->vertex[at[0]][at[1]][at[2]];
}

static void add_side(const Lattice *lattice, int axis, bool high, Mesh *mesh)
{
    const int level = high ? LAST : 0;
    for (int u = 0; u < LAST; u++) {
        for (int v = 0; v < LAST; v++) {
            const int a = lattice_at(lattice, axis, level, u, v), b = lattice_at(lattice, axis, level, u + 1, v);
            const int c = lattice_at(lattice, axis, level, u + 1, v + 1), d = lattice_at(lattice, axis, level, u, v + 1);
            if (high)
                shape_add_quad(mesh, a, b, c, d);
            else
                shape_add_quad(mesh, a, d, c, b);
        }
    }
}

Result box_make(const Table *table, Arena *keep, Mesh *out, Message *why)
{
    Box box = { 0 };
    const Result result = read_box(table, &box, why);
    if (result != RESULT_OK) return result;
    Lattice *lattice = ARENA_ARRAY(keep, Lattice, 1);
    const int side = LAST + 1;
    *out = (Mesh) { .position_mm = ARENA_ARRAY(keep, vec3s, 6 * side * side), .normal = ARENA_ARRAY(keep, vec3s, 6 * side * side) };
    out->index = ARENA_ARRAY(keep, uint32_t, 36 * side * side);
    add_vertices(&box, lattice, out);
    for (int axis = 0; axis < 3; axis++) {
        add_side(lattice, axis, false, out);
        add_side(lattice, axis, true, out);
    }
    return RESULT_OK;
}
