// region_depth.h: how deep each vertex of a surface lies in its region.
//
// Why       The difference of two depths is linear along an edge, so a shader can draw the border of two regions across triangles, in the same
//           place on every level of detail. Used for the cartilage of joint faces, which is made of several regions; the borders of single ones are baked (region_border.h).
// Shapes    label and the result: [mesh->vertex_count].
// Units     mm along the surface, 0.3 to REGION_DEPTH_MOST_MM.
// Errors    cannot fail.
// Cost      about 1 us per vertex.
#ifndef ILIOPSOAS_REGION_DEPTH_H
#define ILIOPSOAS_REGION_DEPTH_H

#include "arena.h"
#include "packed_mesh.h"

#define REGION_DEPTH_MOST_MM 16.0f // deeper makes no difference: no edge is twice as long

const float *region_depths_mm(const PackedMesh *mesh, const uint8_t *label, Arena *scratch);

#endif
