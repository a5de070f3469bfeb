// place_paint.c: see place_paint.h.
#include "place_paint.h"

#include "place.h"
#include "region_border.h"

#include <math.h>
#include <string.h>

static const uint8_t lit_srgb[3] = { 24, 168, 176 };

static const RegionVertex *make_vertices(PartPaint *paint, const PackedMesh *mesh, const PaintKey *wanted)
{
    RegionVertex *vertices = ARENA_ARRAY(paint->keep, RegionVertex, mesh->vertex_count);
    const uint8_t *borders = region_borders(paint->body, wanted->painted);
    for (uint32_t v = 0; v < mesh->vertex_count; v++) {
        const bool lit = mesh->regions[v] == wanted->reason - LABEL_REGION;
        memcpy(vertices[v].srgb, lit ? lit_srgb : wanted->rest_srgb, 3);
        vertices[v].voice = (uint8_t)((lit ? 64 : 0) + region_firmness(borders, v));
    }
    return vertices;
}

const RegionVertex *place_paint_of(PartPaint *paint, LabelId region, vec3s rest_srgb)
{
    const Part *part = &paint->body->parts[region.part];
    PaintKey wanted = { .reason = region.place, .painted = part->structure_index };
    if (!place_is_region(region) || !part->mesh) return NULL;
    for (int c = 0; c < 3; c++) wanted.rest_srgb[c] = (uint8_t)lrintf(255.0f * rest_srgb.raw[c]);
    const RegionVertex *vertices = part_paint_find(paint, &wanted);
    if (vertices || paint->count == PART_PAINTS_MOST) return vertices;
    return part_paint_keep(paint, &wanted, make_vertices(paint, part->mesh, &wanted));
}
