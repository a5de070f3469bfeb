#include "collapse.h"

#include <math.h>
#include <string.h>

#define PASSES_MOST 100
#define PASS_SHARE 0.2 // of the vertices go per pass at most, cheapest first: nearer to a true queue than all that can
#define PASS_GAIN_LEAST 0.002
#define TURN_COS_LEAST 0.15f // between a triangle made and the surface at each of its corners
#define THIN_LEAST 0.02f   // area over longest side squared of a triangle made (0.43 is equilateral); thinner only if it was thinner still
#define MICRO_MM 0.15f       // the mesher leaves knots of vertices closer than that: there facing and thinness are noise
#define LENGTH_WEIGHT 8e-3 // per mm of error: short edges first where the surface is flat, or slivers block every later collapse
#define BUCKETS 4096u

// Symmetric 4x4 form of squared distances to planes, weighted by area.
typedef struct Quadric {
    double xx, xy, xz, yy, yz, zz, x, y, z, one, weight;
} Quadric;

typedef struct Candidate {
    uint32_t from, to;
    float rank; // cost, and a little for length
} Candidate;

typedef struct Collapser {
    const vec3s *position, *normal;
    uint32_t vertex_count;
    uint32_t *index;
    int index_count;
    Quadric *quadrics;
    uint32_t *first, *around; // triangles round vertex v: around[first[v]..first[v + 1])
    uint32_t *moved;          // where a vertex went in this pass, itself if nowhere
    uint32_t *mark, stamp;    // mark[v] == stamp: seen in the query at hand
    unsigned char *locked;
    Candidate *candidates, *sorted;
    int candidate_count;
} Collapser;

static void quadric_add(Quadric *into, const Quadric *q)
{
    double *a = &into->xx;
    const double *b = &q->xx;
    for (size_t i = 0; i < sizeof(Quadric) / sizeof(double); i++) a[i] += b[i];
}

static Quadric quadric_of_plane(vec3s n, vec3s p, double area)
{
    const double a = (double)n.x, b = (double)n.y, c = (double)n.z;
    const double d = -(a * (double)p.x + b * (double)p.y + c * (double)p.z), w = area;
    return (Quadric) { w * a * a, w * a * b, w * a * c, w * b * b, w * b * c, w * c * c, w * a * d, w * b * d, w * c * d, w * d * d, w };
}

static double quadric_at(const Quadric *q, vec3s p)
{
    const double x = (double)p.x, y = (double)p.y, z = (double)p.z;
    const double sum = q->xx * x * x + q->yy * y * y + q->zz * z * z + 2.0 * (q->xy * x * y + q->xz * x * z + q->yz * y * z) +
                       2.0 * (q->x * x + q->y * y + q->z * z) + q->one;
    return fmax(sum, 0.0);
}

static vec3s double_area_normal(vec3s a, vec3s b, vec3s c)
{
    return glms_vec3_cross(glms_vec3_sub(b, a), glms_vec3_sub(c, a));
}

static void gather_quadrics(const Collapser *c)
{
    for (int i = 0; i < c->index_count; i += 3) {
        const uint32_t *corner = &c->index[i];
        const vec3s a = c->position[corner[0]];
        const vec3s normal = double_area_normal(a, c->position[corner[1]], c->position[corner[2]]);
        const float twice = glms_vec3_norm(normal);
        if (twice <= 0.0f) continue;
        const Quadric q = quadric_of_plane(glms_vec3_scale(normal, 1.0f / twice), a, 0.5 * (double)twice);
        for (int k = 0; k < 3; k++) quadric_add(&c->quadrics[corner[k]], &q);
    }
}

static void list_triangles_around(const Collapser *c)
{
    memset(c->first, 0, sizeof(uint32_t) * ((size_t)c->vertex_count + 2));
    for (int i = 0; i < c->index_count; i++) c->first[c->index[i] + 2]++;
    for (uint32_t v = 2; v < c->vertex_count + 2; v++) c->first[v] += c->first[v - 1];
    for (int i = 0; i < c->index_count; i++) c->around[c->first[c->index[i] + 1]++] = (uint32_t)(i / 3);
}

static double cost_mm2(const Collapser *c, uint32_t from, uint32_t to)
{
    const Quadric *a = &c->quadrics[from], *b = &c->quadrics[to];
    const vec3s p = c->position[to];
    return (quadric_at(a, p) + quadric_at(b, p)) / fmax(a->weight + b->weight, 1e-12);
}

// Each edge of a closed mesh is met in both directions: the one that climbs stands for both.
static void list_candidates(Collapser *c, double error_mm)
{
    c->candidate_count = 0;
    for (int i = 0; i < c->index_count; i++) {
        const uint32_t a = c->index[i], b = c->index[i % 3 == 2 ? i - 2 : i + 1];
        if (a >= b) continue;
        const double there = cost_mm2(c, a, b), back = cost_mm2(c, b, a), cost = fmin(there, back);
        if (cost > error_mm * error_mm) continue;
        const double length2 = (double)glms_vec3_distance2(c->position[a], c->position[b]);
        c->candidates[c->candidate_count++] =
            (Candidate) { there <= back ? a : b, there <= back ? b : a, (float)(cost + length2 * LENGTH_WEIGHT * error_mm) };
    }
}

// Positive floats sort as their bits do: twelve of them are enough to tell a dear collapse from a cheap one.
static uint32_t bucket_of(float rank)
{
    uint32_t bits;
    memcpy(&bits, &rank, sizeof bits);
    return bits >> 19 & (BUCKETS - 1u);
}

static void sort_candidates(const Collapser *c)
{
    uint32_t start[BUCKETS + 1] = { 0 };
    for (int i = 0; i < c->candidate_count; i++) start[bucket_of(c->candidates[i].rank) + 1]++;
    for (uint32_t b = 1; b <= BUCKETS; b++) start[b] += start[b - 1];
    for (int i = 0; i < c->candidate_count; i++) c->sorted[start[bucket_of(c->candidates[i].rank)]++] = c->candidates[i];
}

static void mark_neighbours(Collapser *c, uint32_t vertex)
{
    c->stamp++;
    for (uint32_t i = c->first[vertex]; i < c->first[vertex + 1]; i++) {
        for (uint32_t k = 0; k < 3; k++) c->mark[c->index[3 * c->around[i] + k]] = c->stamp;
    }
}

// Link condition on a closed surface: the ends share exactly two neighbours, and neither of those would be left with two triangles.
static bool link_allows(Collapser *c, uint32_t from, uint32_t to)
{
    mark_neighbours(c, from);
    const uint32_t of_from = c->stamp;
    int shared = 0;
    c->stamp++;
    for (uint32_t i = c->first[to]; i < c->first[to + 1]; i++) {
        for (uint32_t k = 0; k < 3; k++) {
            const uint32_t v = c->index[3 * c->around[i] + k];
            if (v == from || v == to || c->mark[v] != of_from) continue;
            c->mark[v] = c->stamp; // count it once
            shared++;
            if (c->first[v + 1] - c->first[v] <= 3) return false;
        }
    }
    return shared == 2;
}

static float thinness(vec3s a, vec3s b, vec3s c, float twice_area)
{
    const float longest = fmaxf(glms_vec3_distance2(a, b), fmaxf(glms_vec3_distance2(b, c), glms_vec3_distance2(c, a)));
    return longest > 0.0f ? 0.5f * twice_area / longest : 0.0f;
}

static float altitude_mm(vec3s a, vec3s b, vec3s c, float twice_area)
{
    const float longest2 = fmaxf(glms_vec3_distance2(a, b), fmaxf(glms_vec3_distance2(b, c), glms_vec3_distance2(c, a)));
    return longest2 > 0.0f ? twice_area / sqrtf(longest2) : 0.0f;
}

static bool is_micro(const Collapser *c, uint32_t from, uint32_t to)
{
    return glms_vec3_distance2(c->position[from], c->position[to]) < MICRO_MM * MICRO_MM;
}

// A triangle made must face the way the surface does at its corners. Its own old normal is no guide: a sliver's is mostly noise.
static bool triangle_allows(const Collapser *c, const uint32_t *corner, uint32_t from, uint32_t to)
{
    vec3s before[3], after[3];
    for (int k = 0; k < 3; k++) {
        if (corner[k] == to) return true; // it vanishes
        before[k] = c->position[corner[k]];
        after[k] = corner[k] == from ? c->position[to] : before[k];
    }
    const vec3s n = double_area_normal(before[0], before[1], before[2]), m = double_area_normal(after[0], after[1], after[2]);
    const float m_size = glms_vec3_norm(m);
    if (is_micro(c, from, to) && altitude_mm(after[0], after[1], after[2], m_size) < MICRO_MM) return true;
    for (int k = 0; k < 3; k++) {
        const vec3s facing = c->normal[corner[k] == from ? to : corner[k]];
        if (glms_vec3_dot(facing, m) < TURN_COS_LEAST * m_size) return false;
    }
    const float thin = thinness(after[0], after[1], after[2], m_size);
    return thin >= THIN_LEAST || is_micro(c, from, to) || thin > thinness(before[0], before[1], before[2], glms_vec3_norm(n));
}

static bool shape_allows(const Collapser *c, uint32_t from, uint32_t to)
{
    for (uint32_t i = c->first[from]; i < c->first[from + 1]; i++) {
        if (!triangle_allows(c, &c->index[3 * c->around[i]], from, to)) return false;
    }
    return true;
}

// Triangles round `from` change: until they are listed anew nobody may look at them again.
static void lock_round(const Collapser *c, uint32_t vertex)
{
    for (uint32_t i = c->first[vertex]; i < c->first[vertex + 1]; i++) {
        for (uint32_t k = 0; k < 3; k++) c->locked[c->index[3 * c->around[i] + k]] = 1;
    }
}

static void collapse_edge(const Collapser *c, uint32_t from, uint32_t to)
{
    lock_round(c, from);
    c->moved[from] = to;
    quadric_add(&c->quadrics[to], &c->quadrics[from]);
}

static int collapse_sorted(Collapser *c, double error_mm)
{
    int done = 0;
    const int most = 1 + (int)(PASS_SHARE * (double)c->index_count / 6.0); // a closed mesh has about two triangles per vertex
    for (int i = 0; i < c->candidate_count && done < most; i++) {
        const uint32_t from = c->sorted[i].from, to = c->sorted[i].to;
        if (c->locked[from] || c->locked[to] || !link_allows(c, from, to)) continue;
        if (shape_allows(c, from, to))
            collapse_edge(c, from, to);
        else if (cost_mm2(c, to, from) <= error_mm * error_mm && shape_allows(c, to, from))
            collapse_edge(c, to, from);
        else
            continue;
        done++;
    }
    return done;
}

static void drop_collapsed(Collapser *c)
{
    int kept = 0;
    for (int i = 0; i < c->index_count; i += 3) {
        const uint32_t p = c->moved[c->index[i]], q = c->moved[c->index[i + 1]], r = c->moved[c->index[i + 2]];
        if (p == q || q == r || r == p) continue;
        c->index[kept++] = p;
        c->index[kept++] = q;
        c->index[kept++] = r;
    }
    c->index_count = kept;
}

// Collapses of one pass; 0 when nothing more is within the error.
static int run_pass(Collapser *c, double error_mm)
{
    list_triangles_around(c);
    list_candidates(c, error_mm);
    sort_candidates(c);
    for (uint32_t v = 0; v < c->vertex_count; v++) {
        c->moved[v] = v;
        c->locked[v] = 0;
    }
    const int done = collapse_sorted(c, error_mm);
    drop_collapsed(c);
    return done;
}

int collapse_edges(const Mesh *mesh, double error_mm, Arena *scratch, uint32_t *out_index)
{
    const size_t mark = arena_mark(scratch), vertices = (size_t)mesh->vertex_count, indices = (size_t)mesh->index_count;
    Collapser c = { .position = mesh->position_mm,
                    .normal = mesh->normal,
                    .vertex_count = (uint32_t)vertices,
                    .index = out_index,
                    .index_count = mesh->index_count };
    memcpy(out_index, mesh->index, sizeof(uint32_t) * indices);
    c.quadrics = ARENA_ARRAY(scratch, Quadric, vertices);
    c.first = ARENA_ARRAY(scratch, uint32_t, vertices + 2);
    c.around = ARENA_ARRAY(scratch, uint32_t, indices);
    c.moved = ARENA_ARRAY(scratch, uint32_t, vertices);
    c.mark = ARENA_ARRAY(scratch, uint32_t, vertices);
    c.locked = ARENA_ARRAY(scratch, unsigned char, vertices);
    c.candidates = ARENA_ARRAY(scratch, Candidate, indices / 2 + 1);
    c.sorted = ARENA_ARRAY(scratch, Candidate, indices / 2 + 1);
    gather_quadrics(&c);
    for (int pass = 0; pass < PASSES_MOST; pass++) {
        const int before = c.index_count, done = run_pass(&c, error_mm);
        if (done == 0 || (double)done < PASS_GAIN_LEAST * (double)before / 6.0) break;
    }
    arena_pop_to(scratch, mark);
    return c.index_count;
}
