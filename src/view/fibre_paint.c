// fibre_paint.c: see fibre_paint.h.
#include "fibre_paint.h"

#include "fibre_bind.h"
#include "fibre_map.h"
#include "strand_paint.h"

#include <math.h>
#include <string.h>

#define KEPT_FRAC 0.75f // of the change of scale is taken back: bundles narrow a little where fibres converge

#define EVEN_ROUNDS 60
// Of a round's change, what is carried into the next (heavy ball, docs/sources.md#polyak1964): news travels far in few rounds.
#define DRIVE_FRAC 0.85f
#define SIDEWAYS_FRAC 0.2f // what an edge across the fibres counts against one along them

#define FOLD_FRAC 0.88f // these two as in shaders/fibre.glsl
#define SOFT_FOLD 0.1f  // a surface that crosses the skeleton has no seam there
#define OCTAVE_ROUNDS 6

typedef struct Laid {
    FibreSection section;
    FibreVertex *vertex; // NULL: no fascicles
    bool tried;
} Laid;

struct FibrePaint {
    const Body *body;
    Arena *keep;
    Laid *laid; // [structure]
};

FibrePaint *fibre_paint_make(const Body *body, Arena *keep)
{
    FibrePaint *paint = ARENA_ARRAY(keep, FibrePaint, 1);
    paint->body = body;
    paint->keep = keep;
    paint->laid = ARENA_ARRAY(keep, Laid, body->pack.header->structure_count);
    return paint;
}

static int16_t sixteen(float value, float most)
{
    return (int16_t)lrintf(glm_clamp(value / most, -1.0f, 1.0f) * 32767.0f);
}

static uint8_t eight(float frac)
{
    return (uint8_t)lrintf(glm_clamp(frac, 0.0f, 1.0f) * 255.0f);
}

static FibreVertex vertex_of(const FibrePlace *place, float octave)
{
    FibreVertex out = {
        .along = sixteen(place->along_mm, FIBRE_ALONG_MM),
        .across = { sixteen(place->across_mm.x, FIBRE_ACROSS_MM), sixteen(place->across_mm.y, FIBRE_ACROSS_MM) },
        .tendon = eight(place->tendon_frac),
        .octave = eight(0.5f + 0.5f * octave / FIBRE_OCTAVES),
    };
    for (int k = 0; k < 3; k++) out.direction[k] = (int8_t)lrintf(place->direction.raw[k] * 127.0f);
    return out;
}

// ---- dents
//
// Where the surface has a dent it cuts the section deeper, and the grain would show the dent as a fault line. So places in the section are made
// to differ from neighbour to neighbour as they do along the surface alone, depth left out; they start from the map and stay near it.

typedef struct Step { // along a directed edge of the full mesh, counted for its end
    vec2s across_mm;
    float weight;
} Step;

static Step step_between(const PackedMesh *mesh, const FibrePlace *place, uint16_t from, uint16_t to)
{
    const vec3s edge = glms_vec3_sub(packed_position_mm(mesh, to), packed_position_mm(mesh, from));
    const vec3s normal = glms_vec3_normalize(glms_vec3_add(packed_normal(&mesh->vertices[from]), packed_normal(&mesh->vertices[to])));
    const vec3s level = glms_vec3_sub(edge, glms_vec3_scale(normal, glms_vec3_dot(normal, edge)));
    const float cosine = glms_vec3_dot(edge, place[to].direction) / fmaxf(glms_vec3_norm(edge), 1e-3f);
    Step step = { .weight = SIDEWAYS_FRAC + cosine * cosine * cosine * cosine };
    for (int k = 0; k < 2; k++) {
        const vec3s gradient = glms_vec3_add(place[from].across_gradient[k], place[to].across_gradient[k]);
        step.across_mm.raw[k] = 0.5f * glms_vec3_dot(gradient, level);
    }
    return step;
}

static uint16_t edge_end(const uint16_t *index, uint32_t i)
{
    return index[i % 3 == 2 ? i - 2 : i + 1];
}

static void even_out(const PackedMesh *mesh, FibrePlace *place, Arena *scratch)
{
    const uint16_t *index = mesh->indices + mesh->level[DETAIL_FULL].index_first;
    const uint32_t edges = mesh->level[DETAIL_FULL].index_count, count = mesh->vertex_count;
    Step *step = ARENA_ARRAY(scratch, Step, edges);
    vec3s *sum = ARENA_ARRAY(scratch, vec3s, count); // of what neighbours say; z: weight
    vec2s *drive = ARENA_ARRAY(scratch, vec2s, count);
    for (uint32_t i = 0; i < edges; i++) step[i] = step_between(mesh, place, index[i], edge_end(index, i));
    for (int round = 0; round < EVEN_ROUNDS; round++) {
        memset(sum, 0, sizeof *sum * count);
        for (uint32_t i = 0; i < edges; i++) {
            const vec2s says_mm = glms_vec2_add(place[index[i]].across_mm, step[i].across_mm);
            vec3s *at = &sum[edge_end(index, i)];
            *at = glms_vec3_add(*at, (vec3s) { { says_mm.x * step[i].weight, says_mm.y * step[i].weight, step[i].weight } });
        }
        for (uint32_t v = 0; v < count; v++) {
            if (sum[v].z <= 0.0f) continue;
            const vec2s mean_mm = { { sum[v].x / sum[v].z, sum[v].y / sum[v].z } };
            drive[v] =
                glms_vec2_add(glms_vec2_scale(drive[v], DRIVE_FRAC), glms_vec2_scale(glms_vec2_sub(mean_mm, place[v].across_mm), 0.6f));
            place[v].across_mm = glms_vec2_add(place[v].across_mm, drive[v]);
        }
    }
}

// ---- the outline of the section

typedef struct Spread { // of the places of the belly
    vec2s mean;
    float xx, xy, yy; // mean squares about it
} Spread;

static bool is_belly(const FibrePlace *place)
{
    return place->tendon_frac <= 0.5f;
}

static vec2s mean_place(const FibrePlace *place, uint32_t count)
{
    vec3s sum = { { 0, 0, 1e-6f } };
    for (uint32_t v = 0; v < count; v++)
        if (is_belly(&place[v])) sum = glms_vec3_add(sum, (vec3s) { { place[v].across_mm.x, place[v].across_mm.y, 1.0f } });
    return (vec2s) { { sum.x / sum.z, sum.y / sum.z } };
}

static Spread spread_of(const FibrePlace *place, uint32_t count)
{
    Spread spread = { .mean = mean_place(place, count) };
    float taken = 1e-6f;
    for (uint32_t v = 0; v < count; v++) {
        const vec2s off = glms_vec2_sub(place[v].across_mm, spread.mean);
        if (!is_belly(&place[v])) continue;
        spread.xx += off.x * off.x;
        spread.xy += off.x * off.y;
        spread.yy += off.y * off.y;
        taken += 1.0f;
    }
    spread.xx /= taken;
    spread.xy /= taken;
    spread.yy /= taken;
    return spread;
}

static vec2s turned(float x, float y, float cosine, float sine)
{
    return (vec2s) { { cosine * x + sine * y, cosine * y - sine * x } };
}

// Turns the section on to its long axis. For points spread evenly round an outline, the root mean square is 0.7 (round) to 0.6 (long) of its reach.
static FibreSection set_upright(FibrePlace *place, uint32_t count)
{
    const Spread spread = spread_of(place, count);
    const float angle = 0.5f * atan2f(2.0f * spread.xy, spread.xx - spread.yy), cosine = cosf(angle), sine = sinf(angle);
    const float middle = 0.5f * (spread.xx + spread.yy), half = hypotf(0.5f * (spread.xx - spread.yy), spread.xy);
    const float long_mm = 1.5f * sqrtf(middle + half), short_mm = 1.3f * sqrtf(fmaxf(middle - half, 0.0f));
    for (uint32_t v = 0; v < count; v++) {
        const vec3s x = place[v].across_gradient[0], y = place[v].across_gradient[1];
        place[v].across_mm = turned(place[v].across_mm.x - spread.mean.x, place[v].across_mm.y - spread.mean.y, cosine, sine);
        place[v].across_gradient[0] = glms_vec3_add(glms_vec3_scale(x, cosine), glms_vec3_scale(y, sine));
        place[v].across_gradient[1] = glms_vec3_sub(glms_vec3_scale(y, cosine), glms_vec3_scale(x, sine));
    }
    return (FibreSection) { fmaxf(long_mm - short_mm, 0.0f), fmaxf(short_mm, 2.0f), false };
}

static vec2s section_folded(FibreSection section, vec2s place_mm)
{
    const vec2s skeleton = { { glm_clamp(place_mm.x, -section.half_line_mm, section.half_line_mm), 0.0f } },
                away = glms_vec2_sub(place_mm, skeleton);
    const float stretch = section.radius_mm / sqrtf(glms_vec2_norm2(away) + SOFT_FOLD * section.radius_mm * section.radius_mm);
    return glms_vec2_lerp(place_mm, glms_vec2_add(skeleton, glms_vec2_scale(away, stretch)), FOLD_FRAC);
}

// How many times as fine the pattern must be taken for bundles of the same width, from what a step across the fibres does.
static float octave_at(FibreSection section, const FibrePlace *place, vec3s normal)
{
    const vec3s across = glms_vec3_cross(normal, place->direction);
    const vec2s step_mm = { { 0.5f * glms_vec3_dot(place->across_gradient[0], across),
                              0.5f * glms_vec3_dot(place->across_gradient[1], across) } };
    const vec2s before = section_folded(section, glms_vec2_sub(place->across_mm, step_mm));
    const vec2s after = section_folded(section, glms_vec2_add(place->across_mm, step_mm));
    return -KEPT_FRAC * log2f(glm_clamp(glms_vec2_distance(before, after), 0.12f, 8.0f));
}

static void smooth_octaves(const PackedMesh *mesh, float *octave, Arena *scratch)
{
    const uint16_t *index = mesh->indices + mesh->level[DETAIL_FULL].index_first;
    vec2s *sum = ARENA_ARRAY(scratch, vec2s, mesh->vertex_count);
    for (int round = 0; round < OCTAVE_ROUNDS; round++) {
        for (uint32_t v = 0; v < mesh->vertex_count; v++) sum[v] = (vec2s) { { octave[v], 1.0f } };
        for (uint32_t i = 0; i < mesh->level[DETAIL_FULL].index_count; i++) {
            vec2s *at = &sum[edge_end(index, i)];
            *at = glms_vec2_add(*at, (vec2s) { { octave[index[i]], 1.0f } });
        }
        for (uint32_t v = 0; v < mesh->vertex_count; v++) octave[v] = sum[v].x / sum[v].y;
    }
}

static void write_vertices(const PackedMesh *mesh, const FibrePlace *place, float finer, Laid *laid, Arena *scratch)
{
    float *octave = ARENA_ARRAY(scratch, float, mesh->vertex_count);
    for (uint32_t v = 0; v < mesh->vertex_count; v++) octave[v] = octave_at(laid->section, &place[v], packed_normal(&mesh->vertices[v]));
    smooth_octaves(mesh, octave, scratch);
    for (uint32_t v = 0; v < mesh->vertex_count; v++) laid->vertex[v] = vertex_of(&place[v], octave[v] + finer);
}

static void lay_strands(FibrePaint *paint, PartId part, Laid *laid)
{
    const Part *p = &paint->body->parts[part];
    float finer = 0.0f;
    FibreVertex *vertex = ARENA_ARRAY(paint->keep, FibreVertex, p->mesh->vertex_count);
    const size_t mark = arena_mark(paint->keep);
    FibrePlace *place = ARENA_ARRAY(paint->keep, FibrePlace, p->mesh->vertex_count);
    if (strand_places(p, paint->keep, place, &laid->section, &finer)) {
        laid->vertex = vertex;
        write_vertices(p->mesh, place, finer, laid, paint->keep);
    }
    arena_pop_to(paint->keep, mark);
}

static void lay(FibrePaint *paint, PartId part, Laid *laid)
{
    const PackedMesh *mesh = paint->body->parts[part].mesh;
    laid->tried = true;
    if (!fibre_has(paint->body, part)) {
        lay_strands(paint, part, laid);
        return;
    }
    laid->vertex = ARENA_ARRAY(paint->keep, FibreVertex, mesh->vertex_count);
    const size_t mark = arena_mark(paint->keep);
    const FibreMap *map = fibre_map_make(paint->body, part, paint->keep);
    FibrePlace *place = ARENA_ARRAY(paint->keep, FibrePlace, mesh->vertex_count);
    for (uint32_t v = 0; v < mesh->vertex_count; v++) place[v] = fibre_map_at(map, packed_position_mm(mesh, v));
    even_out(mesh, place, paint->keep);
    laid->section = set_upright(place, mesh->vertex_count);
    write_vertices(mesh, place, 0.0f, laid, paint->keep);
    arena_pop_to(paint->keep, mark);
}

const FibreVertex *fibre_paint_of(FibrePaint *paint, PartId part, FibreSection *section)
{
    const Part *p = &paint->body->parts[part];
    Laid *laid = &paint->laid[p->structure_index];
    if (!laid->tried && p->mesh) lay(paint, part, laid);
    if (section) *section = laid->section;
    return laid->vertex;
}
