// fibre_paint.h: per vertex of a muscle, where it lies among the fibres, for the grain that the shader draws. Other tissues with strands: strand_paint.h.
//
// Why       Resting coordinates ride on the flesh: a grain drawn in them stretches and crowds as the fibres do, and every level of detail and
//           both sides agree. They never change, so they go to the graphics card once. The map's places are evened out over the surface
//           (dents must not show as faults) and the section is turned on to its long axis, so that its outline is the distance from a line.
// Shapes    one FibreVertex per vertex of the full mesh, the same place at every call; good until the arena is freed.
// Units     see FibreVertex (scene.h) and fibre_map.h.
// Errors    NULL for a part with neither fascicles nor strands.
// Cost      about 4 us per vertex, once: 25 ms for the psoas.
#ifndef ILIOPSOAS_FIBRE_PAINT_H
#define ILIOPSOAS_FIBRE_PAINT_H

#include "body.h"
#include "scene.h"

typedef struct FibrePaint FibrePaint;
FibrePaint *fibre_paint_make(const Body *body, Arena *keep);
const FibreVertex *fibre_paint_of(FibrePaint *paint, PartId part, FibreSection *section); // section may be NULL

#endif
