// outline_draw.h: the pass that draws the outlines of what is pointed at or selected. outline.h says of what they are made.
//
// Why       Rings are painted from the inside out, each pixel once: a ring leaves the same mark as the part itself, and the next one keeps off it.
// Shapes    one block per ring, behind those of the items and of the cut faces.
// Units     pixels.
// Errors    as in renderer.h.
// Cost      per outlined part one draw for its silhouette and two per ring.
#ifndef ILIOPSOAS_OUTLINE_DRAW_H
#define ILIOPSOAS_OUTLINE_DRAW_H

#include "blocks.h"
#include "render.h"

struct DrawRing;
typedef struct DrawRings { // of one item after the other
    struct DrawRing *ring;
    int count;
} DrawRings;

void outlines_gather(Renderer *r, int first_block); // the items must be gathered
ItemBlock outlines_block(const Renderer *r, int ring);
void outlines_draw(Renderer *r);
// Marks where the selected part and its outline are seen; false when there is none. The skin's paint must not hide them.
bool outlines_mark_selected(Renderer *r);

#endif
