// place_paint.c: see place_paint.h.
#include "place_paint.h"

#include "place.h"
#include "region_depth.h"

#include <math.h>
#include <string.h>

static const uint8_t lit_srgb[3] = { 24, 168, 176 };

typedef struct Made {
    int structure;
    uint16_t place;
    uint8_t rest_srgb[3];
    const RegionVertex *vertices;
} Made;

struct PlacePaint {
    const Body *body;
    Arena *keep;
    Made made[PLACE_PAINTS_MOST];
    int count;
};

PlacePaint *place_paint_make(const Body *body, Arena *keep)
{
    PlacePaint *paint = ARENA_ARRAY(keep, PlacePaint, 1);
    paint->body = body;
    paint->keep = keep;
    return paint;
}

static const RegionVertex *make_vertices(PlacePaint *paint, const PackedMesh *mesh, const Made *wanted)
{
    RegionVertex *vertices = ARENA_ARRAY(paint->keep, RegionVertex, mesh->vertex_count);
    const size_t mark = arena_mark(paint->keep);
    uint8_t *inside = ARENA_ARRAY(paint->keep, uint8_t, mesh->vertex_count);
    for (uint32_t v = 0; v < mesh->vertex_count; v++) inside[v] = mesh->regions[v] == wanted->place - LABEL_REGION;
    const float *depth_mm = region_signed_depths_mm(mesh, inside, paint->keep);
    for (uint32_t v = 0; v < mesh->vertex_count; v++) {
        const long firmness = lrintf(63.0f * fminf(fabsf(depth_mm[v]) / REGION_DEPTH_MOST_MM, 1.0f));
        const bool lit = depth_mm[v] > 0.0f;
        memcpy(vertices[v].srgb, lit ? lit_srgb : wanted->rest_srgb, 3);
        vertices[v].voice = (uint8_t)((lit ? 64 : 0) + firmness);
    }
    arena_pop_to(paint->keep, mark);
    return vertices;
}

static bool same(const Made *a, const Made *b)
{
    return a->structure == b->structure && a->place == b->place && memcmp(a->rest_srgb, b->rest_srgb, 3) == 0;
}

const RegionVertex *place_paint_of(PlacePaint *paint, LabelId region, vec3s rest_srgb)
{
    const Part *part = &paint->body->parts[region.part];
    Made wanted = { .structure = part->structure_index, .place = region.place };
    if (!place_is_region(region) || !part->mesh) return NULL;
    for (int c = 0; c < 3; c++) wanted.rest_srgb[c] = (uint8_t)lrintf(255.0f * rest_srgb.raw[c]);
    for (int i = 0; i < paint->count; i++)
        if (same(&paint->made[i], &wanted)) return paint->made[i].vertices;
    if (paint->count == PLACE_PAINTS_MOST) return NULL;
    wanted.vertices = make_vertices(paint, part->mesh, &wanted);
    paint->made[paint->count++] = wanted;
    return wanted.vertices;
}
