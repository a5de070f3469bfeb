// skin_paint.h: how far each vertex of the skin lies from the outlines of the pain zones that are lit.
//
// Why       Distances are smooth, so a coarse skin still shows crisp outlines: the shader draws the line where they cross zero.
// Shapes    one PaintVertex per skin vertex asked for. A zone's distances are worked out when it is first lit and then kept.
// Units     mm, rest pose.
// Errors    cannot fail.
// Cost      nothing while what is lit stays the same; else one pass over the vertices, and about 5 ms per zone met for the first time.
#ifndef ILIOPSOAS_SKIN_PAINT_H
#define ILIOPSOAS_SKIN_PAINT_H

#include "view_state.h"

#define PAINT_NOTHING_MM 1e4f

typedef struct SkinPaint SkinPaint;
SkinPaint *skin_paint_make(const Body *body, Arena *keep);

// Whether anything is lit, or outlines are asked for.
bool skin_paint_wanted(const Body *body, const ViewState *view);

// For the first vertex_count vertices of a mesh of the skin. The answer is good until the next call; *version changes with its content.
const PaintVertex *skin_paint_update(SkinPaint *paint, const ViewState *view, const PackedMesh *mesh, uint32_t vertex_count, uint32_t *version);

// zone_distance_mm, but quick on the side of the body where the zone is not: there only the sign and a lower bound are right.
// Not to paint with: it jumps where it takes the short way, and the shader would draw an outline there.
float skin_zone_distance_mm(const Zone *zone, ZoneGrade grade, vec3s rest_mm, vec3s normal);

#endif
