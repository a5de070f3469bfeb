#include "skin_paint.h"

#include <math.h>

#define ZONE_MOST 64

typedef struct ZoneField {
    float *distance_mm[ZONE_GRADE_COUNT]; // [vertex], NULL until lit for the first time
    uint32_t done_count;
} ZoneField;

struct SkinPaint {
    const Body *body;
    Arena *keep;
    const PackedMesh *mesh;
    ZoneField zone[ZONE_MOST];
    PaintVertex *vertex;
    uint64_t lit; // what `vertex` shows, as bits by zone
    bool outlines;
    uint32_t vertex_count, version;
};

SkinPaint *skin_paint_make(const Body *body, Arena *keep)
{
    SkinPaint *paint = ARENA_ARRAY(keep, SkinPaint, 1);
    paint->body = body;
    paint->keep = keep;
    return paint;
}

static int zone_count(const Body *body)
{
    return body->zone_count < ZONE_MOST ? body->zone_count : ZONE_MOST;
}

static uint64_t lit_zones(const Body *body, const ViewState *view)
{
    uint64_t lit = 0;
    for (int z = 1; z < zone_count(body); z++) {
        if (view_lights_zone(view, body, (ZoneId)z)) lit |= UINT64_C(1) << z;
    }
    return lit;
}

float skin_zone_distance_mm(const Zone *zone, ZoneGrade grade, vec3s rest_mm, vec3s normal)
{
    const float across_mm = zone->side == SIDE_LEFT ? rest_mm.z : -rest_mm.z; // beyond the mid-line, which no zone crosses
    return across_mm > 20.0f ? across_mm : zone_distance_mm(zone, grade, rest_mm, normal);
}

static void measure_zone(SkinPaint *paint, int z, uint32_t vertex_count)
{
    const PackedMesh *skin = paint->mesh;
    ZoneField *field = &paint->zone[z];
    if (!field->distance_mm[0]) {
        for (int g = 0; g < ZONE_GRADE_COUNT; g++) field->distance_mm[g] = ARENA_ARRAY(paint->keep, float, skin->vertex_count);
    }
    for (uint32_t v = field->done_count; v < vertex_count; v++) {
        const vec3s rest_mm = packed_position_mm(skin, v), normal = packed_normal(&skin->vertices[v]);
        for (int g = 0; g < ZONE_GRADE_COUNT; g++)
            field->distance_mm[g][v] = fminf(zone_distance_mm(&paint->body->zones[z], (ZoneGrade)g, rest_mm, normal), PAINT_NOTHING_MM);
    }
    if (field->done_count < vertex_count) field->done_count = vertex_count;
}

static void add_lit_zone(PaintVertex *out, const ZoneField *field, uint32_t count)
{
    for (uint32_t v = 0; v < count; v++) {
        out[v].typical_mm = fminf(out[v].typical_mm, field->distance_mm[ZONE_TYPICAL][v]);
        out[v].spill_mm = fminf(out[v].spill_mm, field->distance_mm[ZONE_SPILL][v]);
    }
}

// The outline of all zones together: outlines of zones that overlap would cross each other and read as a tangle.
static void add_outline(PaintVertex *out, const ZoneField *field, uint32_t count)
{
    for (uint32_t v = 0; v < count; v++) {
        const float inside_mm = fminf(field->distance_mm[ZONE_TYPICAL][v], field->distance_mm[ZONE_SPILL][v]);
        out[v].border_mm = fminf(out[v].border_mm, inside_mm);
    }
}

static void paint_again(SkinPaint *paint)
{
    for (uint32_t v = 0; v < paint->vertex_count; v++)
        paint->vertex[v] = (PaintVertex){ PAINT_NOTHING_MM, PAINT_NOTHING_MM, PAINT_NOTHING_MM };
    for (int z = 1; z < zone_count(paint->body); z++) {
        const bool lit = (paint->lit >> z & 1u) != 0;
        if (!lit && !paint->outlines) continue;
        measure_zone(paint, z, paint->vertex_count);
        if (lit) add_lit_zone(paint->vertex, &paint->zone[z], paint->vertex_count);
        if (paint->outlines) add_outline(paint->vertex, &paint->zone[z], paint->vertex_count);
    }
    paint->version++;
}

bool skin_paint_wanted(const Body *body, const ViewState *view)
{
    return view->door == DOOR_HURT || lit_zones(body, view) != 0;
}

static void change_mesh(SkinPaint *paint, const PackedMesh *mesh)
{
    for (int z = 0; z < ZONE_MOST; z++) paint->zone[z] = (ZoneField){ 0 };
    paint->mesh = mesh;
    paint->vertex = ARENA_ARRAY(paint->keep, PaintVertex, mesh->vertex_count);
    paint->vertex_count = 0;
}

const PaintVertex *skin_paint_update(SkinPaint *paint, const ViewState *view, const PackedMesh *mesh, uint32_t vertex_count, uint32_t *version)
{
    const uint64_t lit = lit_zones(paint->body, view);
    const bool outlines = view->door == DOOR_HURT;
    if (mesh != paint->mesh) change_mesh(paint, mesh);
    if (lit != paint->lit || outlines != paint->outlines || vertex_count != paint->vertex_count) {
        paint->lit = lit;
        paint->outlines = outlines;
        paint->vertex_count = vertex_count;
        paint_again(paint);
    }
    *version = paint->version;
    return paint->vertex;
}
