// fibre_map.h: coordinates that run with the fibres of a muscle: along them, and a place across them that a fibre keeps from end to end.
//
// Why       A grain drawn in these coordinates runs as the fibres run: parallel in a belly, converging in a fan. Planes across the fibres are
//           laid on one common section in which every fascicle has a fixed place; what lies between the fascicles, or outside them on the surface,
//           follows by the similarity that moves the nearest of them best, so it turns and scales with them but never shears.
// Source    S. Schaefer, T. McPhail, J. Warren, Image Deformation Using Moving Least Squares, 2006, similarity case (docs/sources.md#schaefer2006),
//           from section to section instead of picture to picture. Places in the common section: stress majorisation,
//           J. de Leeuw 1977 (docs/sources.md#deleeuw1977), of the mean distances of the fascicles where they run side by side.
// Shapes    right side; the left one shares it (mirror in z).
// Units     mm at rest. along: from origin to insertion, comparable between the fascicles of a muscle. across: in the common section.
//           scale: mm of the common section per mm of flesh.
// Errors    NULL for a part without fascicles.
// Cost      about 0.2 ms to make; 0.15 us per point and fascicle.
#ifndef ILIOPSOAS_FIBRE_MAP_H
#define ILIOPSOAS_FIBRE_MAP_H

#include "body.h"

typedef struct FibreMap FibreMap;
typedef struct FibrePlace {
    float along_mm, tendon_frac, scale;
    vec2s across_mm;
    vec3s direction;          // towards the insertion
    vec3s across_gradient[2]; // how across_mm changes with the place
} FibrePlace;

const FibreMap *fibre_map_make(const Body *body, PartId muscle, Arena *keep);
FibrePlace fibre_map_at(const FibreMap *map, vec3s right_mm);

#endif
