// muscle_depth.c: see muscle_depth.h.
#include "muscle_depth.h"

#include "fibre_bind.h"
#include "mesh.h"
#include "triangle.h"

#include <math.h>
#include <string.h>

#define PARTS_MOST 192
#define CELL_MM 10.0f
#define END_MM 40.0f // so near to where the skin's table ends at ribs and knees nothing is measured: the end is closed

// Triangles by where they lie seen from the front: what a line along x may meet stands in one cell.
typedef struct Columns {
    const Mesh *mesh;
    float low_y, low_z;
    int wide, high;        // cells along z and y
    int *first, *triangle; // of a cell: triangle[first[cell]] .. triangle[first[cell + 1] - 1]
} Columns;

struct MuscleDepths {
    const Body *body;
    Arena *keep;
    Mesh skin;
    Columns columns;
    MeshTree *tree;
    float high_y; // of the skin
    MuscleDepth found[PARTS_MOST];
    bool asked[PARTS_MOST], ready;
};

// ---- columns

static Triangle triangle_of(const Mesh *mesh, int t)
{
    const uint32_t *corner = &mesh->index[3 * (size_t)t];
    return (Triangle) { mesh->position_mm[corner[0]], mesh->position_mm[corner[1]], mesh->position_mm[corner[2]] };
}

static int cell_of(float at, float low, int count)
{
    const int cell = (int)floorf((at - low) / CELL_MM);
    return cell < 0 ? 0 : cell >= count ? count - 1 : cell;
}

typedef struct Cells {
    int y0, y1, z0, z1;
} Cells;

static Cells cells_of(const Columns *columns, const Triangle *t)
{
    const vec3s low = glms_vec3_minv(t->a, glms_vec3_minv(t->b, t->c)), high = glms_vec3_maxv(t->a, glms_vec3_maxv(t->b, t->c));
    return (Cells) { cell_of(low.y, columns->low_y, columns->high), cell_of(high.y, columns->low_y, columns->high),
                     cell_of(low.z, columns->low_z, columns->wide), cell_of(high.z, columns->low_z, columns->wide) };
}

static void bounds(const Mesh *mesh, vec3s *low, vec3s *high)
{
    *low = *high = mesh->position_mm[0];
    for (int v = 1; v < mesh->vertex_count; v++) {
        *low = glms_vec3_minv(*low, mesh->position_mm[v]);
        *high = glms_vec3_maxv(*high, mesh->position_mm[v]);
    }
}

// Twice over all triangles: how many in each cell, then which.
static void sort_into_cells(Columns *columns, int *filled, bool count_only)
{
    for (int t = 0; t < columns->mesh->index_count / 3; t++) {
        const Triangle triangle = triangle_of(columns->mesh, t);
        const Cells at = cells_of(columns, &triangle);
        for (int i = 0; i < (at.y1 - at.y0 + 1) * (at.z1 - at.z0 + 1); i++) {
            const int y = at.y0 + i / (at.z1 - at.z0 + 1), z = at.z0 + i % (at.z1 - at.z0 + 1), cell = y * columns->wide + z;
            if (!count_only) columns->triangle[columns->first[cell] + filled[cell]] = t;
            filled[cell]++;
        }
    }
}

static Columns columns_make(const Mesh *mesh, Arena *arena)
{
    vec3s low, high;
    bounds(mesh, &low, &high);
    Columns columns = { .mesh = mesh, .low_y = low.y, .low_z = low.z };
    columns.high = (int)((high.y - low.y) / CELL_MM) + 1;
    columns.wide = (int)((high.z - low.z) / CELL_MM) + 1;
    const int cells = columns.high * columns.wide;
    int *filled = ARENA_ARRAY(arena, int, cells);
    columns.first = ARENA_ARRAY(arena, int, cells + 1);
    sort_into_cells(&columns, filled, true);
    for (int c = 0; c < cells; c++) columns.first[c + 1] = columns.first[c] + filled[c];
    columns.triangle = ARENA_ARRAY(arena, int, columns.first[cells] + 1);
    memset(filled, 0, sizeof *filled * (size_t)cells);
    sort_into_cells(&columns, filled, false);
    return columns;
}

// The foremost place of the surface at a height and breadth.
static bool foremost(const Columns *columns, float y_mm, float z_mm, float *x_mm)
{
    const int y = (int)floorf((y_mm - columns->low_y) / CELL_MM), z = (int)floorf((z_mm - columns->low_z) / CELL_MM);
    bool any = false;
    if (y < 0 || z < 0 || y >= columns->high || z >= columns->wide) return false;
    const int cell = y * columns->wide + z;
    for (int i = columns->first[cell]; i < columns->first[cell + 1]; i++) {
        const Triangle triangle = triangle_of(columns->mesh, columns->triangle[i]);
        double at = 0.0;
        if (!triangle_on_x_line(&triangle, (double)y_mm, (double)z_mm, &at)) continue;
        if (!any || (float)at > *x_mm) *x_mm = (float)at;
        any = true;
    }
    return any;
}

// ---- belly

static float tendon_at(const Fascicle *fascicle, float station)
{
    const int last = fascicle->station_count - 1, from = (int)station < last ? (int)station : last - 1;
    const float share = station - (float)from;
    return from < 0 ? 1.0f : (1.0f - share) * fascicle->tendon_frac[from] + share * fascicle->tendon_frac[from + 1];
}

static bool is_belly(const Body *body, PartId muscle, vec3s rest_mm)
{
    const vec3s right_mm = mirrored_if_left(rest_mm, body->parts[muscle].mirrored ? SIDE_LEFT : SIDE_RIGHT);
    float least_mm = INFINITY, tendon = 1.0f;
    for (int f = 0; f < body->fascicle_count; f++) {
        if (!fascicle_is_of(body, f, muscle)) continue;
        const FibreNear near = fibre_nearest(&body->fascicles[f], right_mm);
        if (near.distance_mm >= least_mm) continue;
        least_mm = near.distance_mm;
        tendon = tendon_at(&body->fascicles[f], near.station);
    }
    return tendon < 0.5f;
}

// ---- depth

// How far ahead the skin lies; false: none is ahead, or its end is near.
static bool skin_ahead(const MuscleDepths *depths, vec3s at_mm, float *away_mm)
{
    const float low_mm = depths->columns.low_y + END_MM, high_mm = depths->high_y - END_MM;
    float skin_mm = 0.0f;
    if (at_mm.y < low_mm || at_mm.y > high_mm || !foremost(&depths->columns, at_mm.y, at_mm.z, &skin_mm)) return false;
    *away_mm = skin_mm - at_mm.x;
    return *away_mm > 0.0f;
}

static void take_front(const MuscleDepths *depths, PartId muscle, const Mesh *mesh, Arena *scratch, MuscleDepth *out)
{
    const Columns columns = columns_make(mesh, scratch);
    vec3s low, high;
    bounds(mesh, &low, &high);
    for (float y = low.y; y < high.y; y += DEPTH_STEP_MM) {
        for (float z = low.z; z < high.z; z += DEPTH_STEP_MM) {
            float x_mm = 0.0f, away_mm = 0.0f;
            if (!foremost(&columns, y, z, &x_mm)) continue;
            const vec3s at_mm = { { x_mm, y, z } };
            if (!skin_ahead(depths, at_mm, &away_mm) || !is_belly(depths->body, muscle, at_mm)) continue;
            out->shallow_mm = fminf(out->shallow_mm, away_mm);
            out->deep_mm = fmaxf(out->deep_mm, away_mm);
            out->known = true;
        }
    }
}

static void take_nearest(const MuscleDepths *depths, PartId muscle, const Mesh *mesh, MuscleDepth *out)
{
    for (int v = 0; v < mesh->vertex_count; v++) {
        const vec3s at_mm = mesh->position_mm[v];
        float ahead_mm = 0.0f;
        if (!skin_ahead(depths, at_mm, &ahead_mm)) continue;
        const float away_mm = mesh_tree_distance_mm(depths->tree, at_mm, NULL);
        if (away_mm < out->nearest_mm && is_belly(depths->body, muscle, at_mm)) out->nearest_mm = away_mm;
    }
}

static MuscleDepth look(MuscleDepths *depths, PartId muscle)
{
    const Part *part = &depths->body->parts[muscle];
    MuscleDepth found = { .shallow_mm = INFINITY, .deep_mm = -INFINITY, .nearest_mm = INFINITY };
    if (!part->mesh || !fibre_has(depths->body, muscle)) return (MuscleDepth) { .known = false };
    Arena scratch = arena_make((size_t)64 << 20);
    Mesh mesh = mesh_from_packed(part->mesh, DETAIL_LOW, &scratch);
    if (part->mirrored) mesh_mirror_z(&mesh);
    take_front(depths, muscle, &mesh, &scratch, &found);
    take_nearest(depths, muscle, &mesh, &found);
    arena_free(&scratch);
    return found.known ? found : (MuscleDepth) { .known = false };
}

static bool make_ready(MuscleDepths *depths)
{
    const PackedMesh *skin = depths->body->skin ? depths->body->parts[depths->body->skin].mesh : NULL;
    if (depths->ready || !skin) return depths->ready;
    depths->skin = mesh_from_packed(skin, DETAIL_HIGH, depths->keep);
    vec3s low, high;
    bounds(&depths->skin, &low, &high);
    depths->high_y = high.y;
    depths->columns = columns_make(&depths->skin, depths->keep);
    depths->tree = mesh_tree_build(&depths->skin, depths->keep);
    depths->ready = true;
    return true;
}

MuscleDepths *muscle_depths_make(const Body *body, Arena *keep)
{
    MuscleDepths *depths = ARENA_ARRAY(keep, MuscleDepths, 1);
    depths->body = body;
    depths->keep = keep;
    return depths;
}

MuscleDepth muscle_depth(MuscleDepths *depths, PartId muscle)
{
    if (muscle == 0 || muscle >= PARTS_MOST || !make_ready(depths)) return (MuscleDepth) { .known = false };
    if (!depths->asked[muscle]) depths->found[muscle] = look(depths, muscle);
    depths->asked[muscle] = true;
    return depths->found[muscle];
}
