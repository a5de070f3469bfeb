// region_border.h: the borders of the regions of a surface, as they were baked.
//
// Why       Colours by region, the one region that is chosen and the region that a point is in are told from them, so that all three agree.
// Shapes    borders: one for each vertex of the structure's mesh (packed_border.h).
// Units     mm at rest; firmness 1 to 63; shares of corners, 1 in all.
// Errors    NULL: the pack has none for this structure; borders then lie in the middle of edges.
// Cost      a look into the pack; region_vertex_at a walk over all vertices.
#ifndef ILIOPSOAS_REGION_BORDER_H
#define ILIOPSOAS_REGION_BORDER_H

#include "body.h"

const uint8_t *region_borders(const Body *body, int structure);
// What a vertex weighs when the shader looks for the border across a triangle.
uint8_t region_firmness(const uint8_t *borders, uint32_t vertex);
// Of the corners of a triangle one whose region is drawn at a point of it.
uint32_t region_corner_at(const Body *body, PartId part, const uint32_t corner[3], const float share[3]);
// A vertex whose region a place of the table's own side is in: the one round which the ball within its region reaches it best.
uint32_t region_vertex_at(const Body *body, PartId part, vec3s table_mm);

#endif
