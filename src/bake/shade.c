#include "shade.h"

#include "distance_grid.h"

#include <math.h>
#include <string.h>

#define VOXELS_WANTED 500000.0f
#define VOXEL_LEAST_MM 1.2f
#define SMOOTH_PASSES 2

// Rings of directions round the normal: the cosine to it, how many, and the turn of the ring.
typedef struct Ring {
    float cosine, turn_rad;
    int count;
} Ring;
static const Ring rings[] = { { 1.0f, 0.0f, 1 }, { 0.85f, 0.0f, 6 }, { 0.6f, 0.35f, 8 }, { 0.32f, 0.0f, 10 } };

// Two directions across the normal that turn smoothly with it (Duff et al. 2017).
static void tangents(vec3s n, vec3s *u, vec3s *v)
{
    const float sign = n.z < 0.0f ? -1.0f : 1.0f, a = -1.0f / (sign + n.z), b = n.x * n.y * a;
    *u = (vec3s) { { 1.0f + sign * n.x * n.x * a, sign * b, -sign * n.x } };
    *v = (vec3s) { { b, sign + n.y * n.y * a, -n.y } };
}

// Over a plane the distance along a ray grows as its cosine. What falls short of that was taken away by something standing by;
// far things count less and nothing counts at the reach.
static float ray_openness(const DistanceGrid *grid, vec3s from, vec3s along, float cosine, float reach_mm)
{
    float closed = 0.0f;
    for (float t = 2.0f * grid->voxel_mm; t < reach_mm; t *= 1.3f) {
        const float distance = distance_grid_at(grid, glms_vec3_muladds(along, t, from));
        const float short_frac = 1.0f - fmaxf(distance, 0.0f) / (t * cosine);
        closed = fmaxf(closed, short_frac * (1.0f - t * t / (reach_mm * reach_mm)));
    }
    return 1.0f - closed;
}

static float point_openness(const DistanceGrid *grid, vec3s p, vec3s n, float reach_mm)
{
    vec3s u, v;
    tangents(n, &u, &v);
    float sum = 0.0f, weight = 0.0f;
    for (size_t r = 0; r < sizeof rings / sizeof *rings; r++) {
        const float sine = sqrtf(1.0f - rings[r].cosine * rings[r].cosine);
        for (int i = 0; i < rings[r].count; i++) {
            const float turn = rings[r].turn_rad + 6.2831853f * (float)i / (float)rings[r].count;
            vec3s along = glms_vec3_scale(n, rings[r].cosine);
            along = glms_vec3_muladds(u, sine * cosf(turn), along);
            along = glms_vec3_muladds(v, sine * sinf(turn), along);
            sum += rings[r].cosine * ray_openness(grid, p, along, rings[r].cosine, reach_mm);
            weight += rings[r].cosine;
        }
    }
    return sum / weight;
}

// In a closed mesh each vertex meets each neighbour once as the end of a directed edge.
static void smooth(const Mesh *mesh, float *value, Arena *scratch)
{
    const size_t mark = arena_mark(scratch);
    float *sum = ARENA_ARRAY(scratch, float, mesh->vertex_count);
    float *count = ARENA_ARRAY(scratch, float, mesh->vertex_count);
    for (int i = 0; i < mesh->index_count; i++) {
        const uint32_t from = mesh->index[i], to = mesh->index[i % 3 == 2 ? i - 2 : i + 1];
        sum[from] += value[to];
        count[from] += 1.0f;
    }
    for (int v = 0; v < mesh->vertex_count; v++) {
        if (count[v] > 0.0f) value[v] = 0.5f * (value[v] + sum[v] / count[v]);
    }
    arena_pop_to(scratch, mark);
}

static float voxel_for(const Mesh *mesh, float pad_mm)
{
    vec3s low = mesh->position_mm[0], high = low;
    for (int v = 1; v < mesh->vertex_count; v++) {
        low = glms_vec3_minv(low, mesh->position_mm[v]);
        high = glms_vec3_maxv(high, mesh->position_mm[v]);
    }
    const vec3s size = glms_vec3_adds(glms_vec3_sub(high, low), 2.0f * pad_mm);
    return fmaxf(VOXEL_LEAST_MM, cbrtf(size.x * size.y * size.z / VOXELS_WANTED));
}

#define PAD_MM 8.0f

float *shade_openness(const Mesh *mesh, float reach_mm, Arena *keep)
{
    float *openness = ARENA_ARRAY(keep, float, mesh->vertex_count);
    const size_t mark = arena_mark(keep);
    const DistanceGrid grid = distance_grid_make(mesh, voxel_for(mesh, PAD_MM), PAD_MM, keep);
    for (int v = 0; v < mesh->vertex_count; v++) openness[v] = point_openness(&grid, mesh->position_mm[v], mesh->normal[v], reach_mm);
    for (int pass = 0; pass < SMOOTH_PASSES; pass++) smooth(mesh, openness, keep);
    arena_pop_to(keep, mark);
    return openness;
}

// ---- curvature

// Normal equations of the shape operator at a vertex: the turn of the normal along each edge, in the tangent plane, for the three
// numbers of the symmetric matrix [p q; q r].
typedef struct ShapeFit {
    float a[3][3], b[3];
} ShapeFit;

static void fit_add(ShapeFit *fit, const float row[3], float value)
{
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) fit->a[i][j] += row[i] * row[j];
        fit->b[i] += row[i] * value;
    }
}

static void fit_edge(const Mesh *mesh, uint32_t from, uint32_t to, ShapeFit *fit)
{
    vec3s u, v;
    tangents(mesh->normal[from], &u, &v);
    const vec3s edge = glms_vec3_sub(mesh->position_mm[to], mesh->position_mm[from]);
    const vec3s turn = glms_vec3_sub(mesh->normal[to], mesh->normal[from]);
    const float length = fmaxf(glms_vec3_norm(edge), 1e-6f);
    const float x = glms_vec3_dot(edge, u) / length, y = glms_vec3_dot(edge, v) / length;
    fit_add(fit, (float[3]) { x, y, 0.0f }, glms_vec3_dot(turn, u) / length);
    fit_add(fit, (float[3]) { 0.0f, x, y }, glms_vec3_dot(turn, v) / length);
}

// Half the trace of the solution.
static float fit_mean_curvature(ShapeFit *fit)
{
    for (int i = 0; i < 3; i++) fit->a[i][i] += 1e-4f;
    mat3s m;
    memcpy(m.raw, fit->a, sizeof m.raw);
    const mat3s inverse = glms_mat3_inv(m);
    const vec3s solution = glms_mat3_mulv(inverse, (vec3s) { { fit->b[0], fit->b[1], fit->b[2] } });
    return 0.5f * (solution.x + solution.z);
}

float *shade_curvature(const Mesh *mesh, Arena *keep)
{
    float *curvature = ARENA_ARRAY(keep, float, mesh->vertex_count);
    const size_t mark = arena_mark(keep);
    ShapeFit *fits = ARENA_ARRAY(keep, ShapeFit, mesh->vertex_count);
    for (int i = 0; i < mesh->index_count; i++) {
        const uint32_t from = mesh->index[i], to = mesh->index[i % 3 == 2 ? i - 2 : i + 1];
        fit_edge(mesh, from, to, &fits[from]);
    }
    for (int v = 0; v < mesh->vertex_count; v++) curvature[v] = fit_mean_curvature(&fits[v]);
    for (int pass = 0; pass < SMOOTH_PASSES; pass++) smooth(mesh, curvature, keep);
    arena_pop_to(keep, mark);
    return curvature;
}
