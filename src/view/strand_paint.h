// strand_paint.h: for tissues without fascicles, places among their strands, for the grain that shaders/fibre.glsl draws.
//
// Why       A nerve is streaked along its bundles, a ligament is silk, a disc is laid in rings, the colon carries three bands along it. Their
//           tables know nothing of that, so it is found from the surface alone: the way along a tube from the middles of its slices, equally
//           far from one end; rings from the outline of a disc. What comes out are the places of fibre_map.h, and the same shader draws them.
// Shapes    place[mesh->vertex_count] and the section's outline are filled in.
// Units     mm at rest, right side.
// Errors    false for a tissue without strands: then nothing is filled in.
// Cost      about 1 us per vertex, once.
// Source    which bands, how wide, how fine: drawing choice. Bands of the colon: three, of 8 mm, one of them in front (taenia libera).
#ifndef ILIOPSOAS_STRAND_PAINT_H
#define ILIOPSOAS_STRAND_PAINT_H

#include "body.h"
#include "fibre_map.h"
#include "scene.h"

// finer: how many times (log 2) the pattern is taken finer than that of muscle.
bool strand_places(const Part *part, Arena *scratch, FibrePlace *place, FibreSection *section, float *finer);

#endif
