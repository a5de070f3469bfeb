// region_border.h: the borders of the regions of a surface, as they were baked.
//
// Why       Both colours by region and the one region that is chosen are drawn from them, so that they agree.
// Shapes    one entry for each vertex of the structure's mesh.
// Units     mm.
// Errors    NULL: the pack has none for this structure; borders then lie in the middle of edges.
// Cost      a look into the pack.
#ifndef ILIOPSOAS_REGION_BORDER_H
#define ILIOPSOAS_REGION_BORDER_H

#include "body.h"
#include "packed_border.h"

const PackedBorder *region_borders(const Body *body, int structure);
// 0..63: what a vertex weighs when the shader looks for the border across a triangle.
uint8_t region_firmness(const PackedBorder *borders, uint32_t vertex);
// Of the corners of a triangle one whose region is drawn at a point of it; share: of the corners, 1 in all.
uint32_t region_corner_at(const Body *body, PartId part, const uint32_t corner[3], const float share[3]);

#endif
