#include "skin_refine.h"

#include "skin_paint.h"

#include <math.h>
#include <string.h>

enum { VERTICES_MOST = 60000, INDICES_MOST = 6 * VERTICES_MOST, PASSES_MOST = 6, SLOT_COUNT = 1 << 17 };
#define EDGE_MOST_MM 7.0f // shorter edges are fine enough: the corners of the zones are rounded by 12 mm and more

// Halved edges of one pass: key = the two ends, lower first; value = the vertex in the middle.
typedef struct Halves {
    uint32_t *key; // + 1, 0: free
    uint16_t *middle;
} Halves;

typedef struct Work {
    const Body *body;
    PackedVertex *vertices;
    float *near_mm; // to the nearest outline of any zone
    vec3s *position_mm;
    uint16_t (*ends)[2];
    uint16_t *indices, *next_indices;
    Halves halves;
    vec3s min_mm, step_mm;
    uint32_t base_count, vertex_count, index_count;
} Work;

static float outline_distance_mm(const Body *body, vec3s rest_mm, vec3s normal)
{
    float near_mm = 1e4f;
    for (int z = 1; z < body->zone_count; z++) {
        for (int g = 0; g < ZONE_GRADE_COUNT; g++)
            near_mm = fminf(near_mm, fabsf(skin_zone_distance_mm(&body->zones[z], (ZoneGrade)g, rest_mm, normal)));
    }
    return near_mm;
}

static void set_packed_position(const Work *work, PackedVertex *out, vec3s position_mm)
{
    for (int i = 0; i < 3; i++) {
        const float steps = work->step_mm.raw[i] > 0.0f ? (position_mm.raw[i] - work->min_mm.raw[i]) / work->step_mm.raw[i] : 0.0f;
        out->position[i] = (uint16_t)lrintf(fminf(fmaxf(steps, 0.0f), 65535.0f));
    }
}

static uint32_t add_middle(Work *work, uint32_t a, uint32_t b)
{
    const uint32_t middle = work->vertex_count++;
    const PackedVertex *va = &work->vertices[a], *vb = &work->vertices[b];
    const vec3s normal = glms_vec3_normalize(glms_vec3_add(packed_normal(va), packed_normal(vb)));
    PackedVertex *out = &work->vertices[middle];
    work->position_mm[middle] = glms_vec3_scale(glms_vec3_add(work->position_mm[a], work->position_mm[b]), 0.5f);
    set_packed_position(work, out, work->position_mm[middle]);
    packed_set_normal(out, normal);
    out->occlusion = (uint8_t)((va->occlusion + vb->occlusion) / 2);
    out->curvature = (int8_t)((va->curvature + vb->curvature) / 2);
    work->near_mm[middle] = outline_distance_mm(work->body, work->position_mm[middle], normal);
    work->ends[middle - work->base_count][0] = (uint16_t)a;
    work->ends[middle - work->base_count][1] = (uint16_t)b;
    return middle;
}

// A distance changes by about a millimetre per millimetre: an outline farther away than the edge is long cannot cross it.
static bool wants_halving(const Work *work, uint32_t a, uint32_t b)
{
    const float length_mm = glms_vec3_distance(work->position_mm[a], work->position_mm[b]);
    return length_mm > EDGE_MOST_MM && fminf(work->near_mm[a], work->near_mm[b]) < length_mm;
}

static uint32_t slot_of(const Halves *halves, uint32_t key)
{
    uint32_t slot = (key * 2654435761u) >> 15;
    while (halves->key[slot] != 0 && halves->key[slot] != key) slot = (slot + 1) % SLOT_COUNT;
    return slot;
}

// The vertex in the middle of an edge, made when first asked for; 0 when the edge stays whole (vertex 0 is never a middle).
static uint32_t middle_of(Work *work, uint32_t a, uint32_t b)
{
    const uint32_t low = a < b ? a : b, high = a < b ? b : a;
    if (!wants_halving(work, low, high)) return 0;
    const uint32_t key = (low << 16 | high) + 1, slot = slot_of(&work->halves, key);
    if (work->halves.key[slot] == key) return work->halves.middle[slot];
    if (work->vertex_count >= VERTICES_MOST) return 0;
    work->halves.key[slot] = key;
    work->halves.middle[slot] = (uint16_t)add_middle(work, low, high);
    return work->halves.middle[slot];
}

static uint32_t put_triangle(uint16_t *indices, uint32_t count, uint32_t a, uint32_t b, uint32_t c)
{
    if (count + 3 > INDICES_MOST) return count;
    indices[count] = (uint16_t)a;
    indices[count + 1] = (uint16_t)b;
    indices[count + 2] = (uint16_t)c;
    return count + 3;
}

// c[3]: corners; m[3]: middle of the edge from corner i to the next, or 0. Cut so that no corner lies on an uncut edge.
static uint32_t cut_triangle(uint16_t *out, uint32_t count, const uint32_t c[3], const uint32_t m[3])
{
    const int cut_count = (m[0] != 0) + (m[1] != 0) + (m[2] != 0);
    if (cut_count == 0) return put_triangle(out, count, c[0], c[1], c[2]);
    if (cut_count == 3) {
        for (int i = 0; i < 3; i++) count = put_triangle(out, count, c[i], m[i], m[(i + 2) % 3]);
        return put_triangle(out, count, m[0], m[1], m[2]);
    }
    const int i = cut_count == 1 ? (m[0] ? 0 : m[1] ? 1 : 2) : (m[0] ? (m[1] ? 0 : 2) : 1); // first cut edge whose predecessor is whole
    const uint32_t a = c[i], b = c[(i + 1) % 3], d = c[(i + 2) % 3], ab = m[i], bd = m[(i + 1) % 3];
    count = put_triangle(out, count, d, a, ab);
    if (cut_count == 1) return put_triangle(out, count, d, ab, b);
    count = put_triangle(out, count, d, ab, bd);
    return put_triangle(out, count, bd, ab, b);
}

static bool halve_once(Work *work)
{
    const uint32_t before = work->vertex_count;
    uint32_t count = 0;
    memset(work->halves.key, 0, sizeof *work->halves.key * SLOT_COUNT);
    for (uint32_t i = 0; i < work->index_count; i += 3) {
        const uint32_t c[3] = { work->indices[i], work->indices[i + 1], work->indices[i + 2] };
        uint32_t m[3];
        for (int k = 0; k < 3; k++) m[k] = middle_of(work, c[k], c[(k + 1) % 3]);
        count = cut_triangle(work->next_indices, count, c, m);
    }
    uint16_t *done = work->indices;
    work->indices = work->next_indices;
    work->next_indices = done;
    work->index_count = count;
    return work->vertex_count > before;
}

static void work_begin(Work *work, const Body *body, Arena *scratch)
{
    const PackedMesh *skin = body->parts[body->skin].mesh;
    const PackedLevel *full = &skin->level[DETAIL_FULL];
    *work = (Work){ .body = body, .min_mm = skin->min_mm, .step_mm = skin->step_mm, .base_count = full->vertex_count, .vertex_count = full->vertex_count };
    work->vertices = ARENA_ARRAY(scratch, PackedVertex, VERTICES_MOST);
    work->near_mm = ARENA_ARRAY(scratch, float, VERTICES_MOST);
    work->position_mm = ARENA_ARRAY(scratch, vec3s, VERTICES_MOST);
    work->ends = arena_push(scratch, sizeof *work->ends * VERTICES_MOST);
    work->indices = ARENA_ARRAY(scratch, uint16_t, INDICES_MOST);
    work->next_indices = ARENA_ARRAY(scratch, uint16_t, INDICES_MOST);
    work->halves.key = ARENA_ARRAY(scratch, uint32_t, SLOT_COUNT);
    work->halves.middle = ARENA_ARRAY(scratch, uint16_t, SLOT_COUNT);
    memcpy(work->vertices, skin->vertices, sizeof *work->vertices * work->base_count);
    for (uint32_t v = 0; v < work->base_count; v++) {
        work->position_mm[v] = packed_position_mm(skin, v);
        work->near_mm[v] = outline_distance_mm(body, work->position_mm[v], packed_normal(&skin->vertices[v]));
    }
    for (uint32_t i = 0; i < full->index_count && i < INDICES_MOST; i++) work->indices[work->index_count++] = skin->indices[full->index_first + i];
}

static void *copied(Arena *keep, const void *from, size_t size)
{
    void *copy = arena_push(keep, size);
    if (size) memcpy(copy, from, size);
    return copy;
}

static RefinedSkin *work_end(const Work *work, Arena *keep)
{
    RefinedSkin *out = ARENA_ARRAY(keep, RefinedSkin, 1);
    uint8_t *regions = ARENA_ARRAY(keep, uint8_t, work->vertex_count);
    memset(regions, (int)PACKED_NO_REGION, work->vertex_count);
    *out = (RefinedSkin){ .base_count = work->base_count };
    out->ends = copied(keep, work->ends, sizeof *work->ends * (work->vertex_count - work->base_count));
    out->mesh = (PackedMesh){
        .vertices = copied(keep, work->vertices, sizeof *work->vertices * work->vertex_count),
        .indices = copied(keep, work->indices, sizeof *work->indices * work->index_count),
        .regions = regions, .min_mm = work->min_mm, .step_mm = work->step_mm, .vertex_count = work->vertex_count,
    };
    for (int k = 0; k < DETAIL_COUNT; k++) out->mesh.level[k] = (PackedLevel){ 0, work->index_count, work->vertex_count };
    return out;
}

RefinedSkin *skin_refine(const Body *body, Arena *keep)
{
    if (body->parts[body->skin].mesh->level[DETAIL_FULL].vertex_count > VERTICES_MOST / 2) return NULL;
    Arena scratch = arena_make((size_t)16 << 20);
    Work work;
    work_begin(&work, body, &scratch);
    for (int pass = 0; pass < PASSES_MOST && halve_once(&work); pass++) { }
    RefinedSkin *skin = work_end(&work, keep);
    arena_free(&scratch);
    return skin;
}

void skin_refine_flesh(const RefinedSkin *skin, FleshVertex *flesh)
{
    for (uint32_t v = skin->base_count; v < skin->mesh.vertex_count; v++) {
        const FleshVertex *a = &flesh[skin->ends[v - skin->base_count][0]], *b = &flesh[skin->ends[v - skin->base_count][1]];
        for (int i = 0; i < 3; i++) {
            flesh[v].position_mm[i] = 0.5f * (a->position_mm[i] + b->position_mm[i]);
            flesh[v].normal[i] = 0.5f * (a->normal[i] + b->normal[i]); // not of length one: interpolating between the ends would give the same
        }
    }
}
