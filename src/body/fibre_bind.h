// fibre_bind.h: which fascicles each point of a muscle belongs to, and where along them, in the rest pose.
//
// Why       Strain paint and flesh ask the same question. The four nearest courses share a point; a share falls to nothing as a fifth
//           comes level, so shares are continuous over the surface although only four are kept. Nearness is measured in half-widths of
//           the fascicle, so that a broad slip rules more of the surface than a thin one beside it.
// Source    docs/sources.md#shepard1968, made local by own choice: inverse squares less the square of the first fascicle that is left out.
// Shapes    one FibreBinding per vertex of the full mesh, prefix by level as the mesh itself; right and left share it (left: mirror in z).
//           fascicle: index into body->fascicles. Nearest first; unused places have share 0 and repeat the first fascicle.
// Units     share 0..1, summing to 1; station counts from the origin, 3.25 is a quarter of the way from station 3 to 4.
// Errors    cannot fail; NULL, or shares of 0, for a muscle without fascicles.
// Cost      linear in vertices times stations of the muscle: about 30 ms for the psoas, once (0.4 us per vertex and fascicle).
#ifndef ILIOPSOAS_FIBRE_BIND_H
#define ILIOPSOAS_FIBRE_BIND_H

#include "body.h"

#define FIBRE_MOST 4

typedef struct FibreBinding {
    uint16_t fascicle[FIBRE_MOST];
    float share_frac[FIBRE_MOST], station[FIBRE_MOST];
} FibreBinding;

typedef struct FibreNear { // a fascicle as seen from a point: the nearest place on its line
    float station, distance_mm;
} FibreNear;

FibreNear fibre_nearest(const Fascicle *fascicle, vec3s right_mm);
float fibre_half_width_mm(const Fascicle *fascicle, float station);

bool fibre_has(const Body *body, PartId muscle);
FibreBinding fibre_bind_point(const Body *body, PartId muscle, vec3s right_mm); // a place on the right side, whatever the muscle's side
const FibreBinding *fibre_bind(const Body *body, PartId muscle, Arena *keep);

#endif
