#include "shapes.h"

#include "triangle.h"

#include <math.h>

#define CLOTH_STEP_MM 2.5
#define CLOTH_PASSES 400
#define CORNER_FRAC 0.25 // of the shorter side
#define RINGS 20
#define SPOKES 96
#define FACING_LEAST 0.15f // of the normal along x: below that a triangle is the side of the body, not its front

typedef struct Pad {
    double x, y, z, size_y, size_z, thickness, lift;
} Pad;

static Result read_pad(const Table *table, Pad *out, Message *why)
{
    static const char *const columns[] = { "x", "y", "z", "size_y", "size_z", "thickness_mm", "lift_mm" };
    static const double low[] = { -1e4, -1e4, -1e4, 1.0, 1.0, 1.0, 0.0 }, high[] = { 1e4, 1e4, 1e4, 1000.0, 1000.0, 100.0, 100.0 };
    double *const values[] = { &out->x, &out->y, &out->z, &out->size_y, &out->size_z, &out->thickness, &out->lift };
    const Result result = table_expect(table, columns, 7, false, why);
    if (result != RESULT_OK) return result;
    if (table->row_count != 1)
        return message_set(why, RESULT_BAD_DATA, "%s:1:1: a pad takes exactly one row, not %d.", table->path, table->row_count);
    for (int i = 0; i < 7; i++) {
        const Result read = table_number(table, 0, columns[i], low[i], high[i], values[i], why);
        if (read != RESULT_OK) return read;
    }
    return RESULT_OK;
}

// Heights x over a grid in y and z: first the skin's, then those of a cloth laid over it.
typedef struct Cloth {
    double low_y, low_z;
    int rows, columns; // along y, along z
    float *skin, *height;
} Cloth;

static Cloth cloth_make(const Pad *pad, Arena *scratch)
{
    const double margin = 20.0;
    Cloth cloth = { .low_y = pad->y - 0.5 * pad->size_y - margin, .low_z = pad->z - 0.5 * pad->size_z - margin };
    cloth.rows = (int)((pad->size_y + 2.0 * margin) / CLOTH_STEP_MM) + 2;
    cloth.columns = (int)((pad->size_z + 2.0 * margin) / CLOTH_STEP_MM) + 2;
    const int cells = cloth.rows * cloth.columns;
    cloth.skin = ARENA_ARRAY(scratch, float, cells);
    cloth.height = ARENA_ARRAY(scratch, float, cells);
    for (int i = 0; i < cells; i++) cloth.skin[i] = -1e4f;
    return cloth;
}

static int grid_bound(double value, double low, int most)
{
    return (int)fmin(fmax((value - low) / CLOTH_STEP_MM, 0.0), (double)most);
}

static void drop_triangle(const Cloth *cloth, const Triangle *t)
{
    const vec3s low = glms_vec3_minv(t->a, glms_vec3_minv(t->b, t->c)), high = glms_vec3_maxv(t->a, glms_vec3_maxv(t->b, t->c));
    const int last_row = grid_bound((double)high.y, cloth->low_y, cloth->rows - 1),
              last_column = grid_bound((double)high.z, cloth->low_z, cloth->columns - 1);
    for (int i = grid_bound((double)low.y, cloth->low_y, cloth->rows - 1); i <= last_row; i++) {
        for (int j = grid_bound((double)low.z, cloth->low_z, cloth->columns - 1); j <= last_column; j++) {
            double x;
            float *skin = &cloth->skin[i * cloth->columns + j];
            if (triangle_on_x_line(t, cloth->low_y + CLOTH_STEP_MM * i, cloth->low_z + CLOTH_STEP_MM * j, &x))
                *skin = fmaxf(*skin, (float)x);
        }
    }
}

static void drop_skin(const Cloth *cloth, const Mesh *skin)
{
    for (int i = 0; i < skin->index_count; i += 3) {
        const uint32_t *corner = &skin->index[i];
        const Triangle t = { skin->position_mm[corner[0]], skin->position_mm[corner[1]], skin->position_mm[corner[2]] };
        const vec3s normal = glms_vec3_normalize(glms_vec3_cross(glms_vec3_sub(t.b, t.a), glms_vec3_sub(t.c, t.a)));
        if (normal.x > FACING_LEAST) drop_triangle(cloth, &t);
    }
}

static float cloth_height(const Cloth *cloth, int row, int column)
{
    const int i = row < 0 ? 0 : row >= cloth->rows ? cloth->rows - 1 : row;
    const int j = column < 0 ? 0 : column >= cloth->columns ? cloth->columns - 1 : column;
    return cloth->height[i * cloth->columns + j];
}

// A stretched cloth rests on the skin where that stands out and spans its hollows: relaxing with the skin as an obstacle.
static void relax_cloth(const Cloth *cloth)
{
    float top = -1e4f;
    for (int i = 0; i < cloth->rows * cloth->columns; i++) top = fmaxf(top, cloth->skin[i]);
    for (int i = 0; i < cloth->rows * cloth->columns; i++) cloth->height[i] = fmaxf(cloth->skin[i], top - 60.0f);
    for (int pass = 0; pass < CLOTH_PASSES; pass++) {
        for (int i = 0; i < cloth->rows; i++) {
            for (int j = 0; j < cloth->columns; j++) {
                const float mean = 0.25f * (cloth_height(cloth, i - 1, j) + cloth_height(cloth, i + 1, j) + cloth_height(cloth, i, j - 1) +
                                            cloth_height(cloth, i, j + 1));
                cloth->height[i * cloth->columns + j] = fmaxf(cloth->skin[i * cloth->columns + j], mean);
            }
        }
    }
}

static vec3s cloth_point(const Cloth *cloth, double y, double z)
{
    const double row = (y - cloth->low_y) / CLOTH_STEP_MM, column = (z - cloth->low_z) / CLOTH_STEP_MM;
    const int i = (int)floor(row), j = (int)floor(column);
    const float u = (float)(row - i), v = (float)(column - j);
    const float low = cloth_height(cloth, i, j) * (1.0f - v) + cloth_height(cloth, i, j + 1) * v;
    const float high = cloth_height(cloth, i + 1, j) * (1.0f - v) + cloth_height(cloth, i + 1, j + 1) * v;
    return (vec3s) { { low * (1.0f - u) + high * u, (float)y, (float)z } };
}

// Outward across the cloth, over some way so that small folds do not turn it.
static vec3s cloth_normal(const Cloth *cloth, double y, double z)
{
    const double reach = 4.0 * CLOTH_STEP_MM;
    const vec3s dy = glms_vec3_sub(cloth_point(cloth, y + reach, z), cloth_point(cloth, y - reach, z));
    const vec3s dz = glms_vec3_sub(cloth_point(cloth, y, z + reach), cloth_point(cloth, y, z - reach));
    return glms_vec3_normalize(glms_vec3_cross(dy, dz));
}

// The outline at a turn: a rounded rectangle, found by stepping out along the spoke until its distance function is zero.
static void outline(const Pad *pad, double turn, double *y, double *z)
{
    const double corner = CORNER_FRAC * fmin(pad->size_y, pad->size_z), cy = cos(turn), cz = sin(turn);
    double low = 0.0, high = pad->size_y + pad->size_z;
    for (int step = 0; step < 50; step++) {
        const double middle = 0.5 * (low + high);
        const double qy = fabs(middle * cy) - 0.5 * pad->size_y + corner, qz = fabs(middle * cz) - 0.5 * pad->size_z + corner;
        const double distance = hypot(fmax(qy, 0.0), fmax(qz, 0.0)) + fmin(fmax(qy, qz), 0.0) - corner;
        if (distance < 0.0)
            low = middle;
        else
            high = middle;
    }
    *y = low * cy;
    *z = low * cz;
}

typedef struct PadBuilder {
    const Pad *pad;
    const Cloth *cloth;
    Mesh *mesh;
} PadBuilder;

// share 0 in the middle, 1 on the rim; side +1 outside, -1 towards the skin.
static void add_point(const PadBuilder *b, double turn, double share, double side)
{
    const Pad *pad = b->pad;
    double rim_y, rim_z;
    outline(pad, turn, &rim_y, &rim_z);
    const double to_rim = (1.0 - share) * hypot(rim_y, rim_z), soft = fmin(1.0, to_rim / (1.2 * pad->thickness));
    const double half = 0.5 * pad->thickness * sqrt(1.0 - (1.0 - soft) * (1.0 - soft));
    const double y = pad->y + share * rim_y, z = pad->z + share * rim_z;
    const float off = (float)(pad->lift + 0.5 * pad->thickness + side * half);
    b->mesh->position_mm[b->mesh->vertex_count++] = glms_vec3_muladds(cloth_normal(b->cloth, y, z), off, cloth_point(b->cloth, y, z));
}

// Rings crowd towards the rim, where the edge is round.
static double ring_share(int ring)
{
    return sin(1.5707963 * (double)ring / (double)RINGS);
}

// Vertex 0 is the middle outside, then the rings out to the rim, then those of the underside inwards, then its middle.
static void add_points(const PadBuilder *b)
{
    add_point(b, 0.0, 0.0, 1.0);
    for (int r = 1; r < 2 * RINGS; r++) {
        const int ring = r <= RINGS ? r : 2 * RINGS - r;
        for (int i = 0; i < SPOKES; i++) add_point(b, 6.2831853 * i / SPOKES, ring_share(ring), r <= RINGS ? 1.0 : -1.0);
    }
    add_point(b, 0.0, 0.0, -1.0);
}

static void add_faces(Mesh *mesh)
{
    const int last = mesh->vertex_count - 1;
    for (int i = 0; i < SPOKES; i++) {
        const int next = (i + 1) % SPOKES;
        shape_add_triangle(mesh, 0, 1 + i, 1 + next);
        for (int r = 0; r + 2 < 2 * RINGS; r++) {
            const int here = 1 + r * SPOKES, there = here + SPOKES;
            shape_add_quad(mesh, here + i, there + i, there + next, here + next);
        }
        shape_add_triangle(mesh, last, last - SPOKES + next, last - SPOKES + i);
    }
}

Result pad_make(const Table *table, const Mesh *skin, Arena *keep, Mesh *out, Message *why)
{
    Pad pad = { 0 };
    const Result result = read_pad(table, &pad, why);
    if (result != RESULT_OK) return result;
    const Cloth cloth = cloth_make(&pad, keep);
    drop_skin(&cloth, skin);
    relax_cloth(&cloth);
    const int vertices = 2 * RINGS * SPOKES + 2;
    *out = (Mesh) { .position_mm = ARENA_ARRAY(keep, vec3s, vertices), .index = ARENA_ARRAY(keep, uint32_t, 6 * vertices) };
    add_points(&(PadBuilder) { &pad, &cloth, out });
    add_faces(out);
    shape_add_normals(out, keep);
    return RESULT_OK;
}
