// place_paint.h: one region of a part in a colour of its own, for the place that is chosen or pointed at in a list.
//
// Why       Reading "arcuate line" one wants to see how far it goes. The shader of colours by region draws the border of two classes, so a region
//           against the rest of its part needs no shader of its own.
// Source    teal, the interface's own accent: neither bone, flesh nor the red and blue of attachments (drawing choice).
// Shapes    one RegionVertex per vertex of the part's mesh, kept until the arena is freed; same region and colour, same address.
// Errors    NULL for a landmark, which has no surface, and when more are asked for than PART_PAINTS_MOST.
// Cost      some ms when first asked for, about 60 kB each, nothing afterwards.
#ifndef ILIOPSOAS_PLACE_PAINT_H
#define ILIOPSOAS_PLACE_PAINT_H

#include "label_id.h"
#include "part_paint.h"

// rest_srgb: what the rest of the part looks like.
const RegionVertex *place_paint_of(PartPaint *paint, LabelId region, vec3s rest_srgb);

#endif
