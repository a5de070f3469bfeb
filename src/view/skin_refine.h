// skin_refine.h: the skin's surface with its long edges halved wherever the outline of a pain zone runs.
//
// Why       The pack's skin has large triangles where it is flat. Distances to an outline are linear within a triangle, so a round zone came out
//           as a hexagon. Halving edges changes nothing of the surface: new points lie on old edges, and are moved as the mean of their ends.
//           Tried first: the full level of the pack, whose triangles are as large on the flat of the back.
// Shapes    mesh: the full level's vertices, then the new ones, each after its two ends; all levels of detail are the same list of triangles.
// Units     mm.
// Errors    cannot fail; stops halving when 16-bit indices run out.
// Cost      once, about 20 ms.
#ifndef ILIOPSOAS_SKIN_REFINE_H
#define ILIOPSOAS_SKIN_REFINE_H

#include "body.h"

typedef struct RefinedSkin {
    PackedMesh mesh;
    uint32_t base_count;        // vertices taken over from the pack
    const uint16_t (*ends)[2];  // of vertex base_count + i
} RefinedSkin;

// NULL when the pack's skin is fine enough by itself.
RefinedSkin *skin_refine(const Body *body, Arena *keep);

// Fills the new vertices from the base ones, which flesh_shape has filled.
void skin_refine_flesh(const RefinedSkin *skin, FleshVertex *flesh);

#endif
