// measure.h: what is read off a muscle in a pose: its length, how far that is from standing, its arm for hip flexion.
//
// Why       Colours, labels, cards and plots must say the same number. Strain is of the whole path, tendon included: how much of it the
//           muscle takes depends on tendon figures that differ by half between sources, the path's length is pure geometry.
// Source    muscle_path.h; what is called strain: own choice.
// Shapes    fascicle: index into body->fascicles; a muscle's figures are means of its fascicles, as in muscle_path.h.
// Units     mm; strain as a share of the length when standing at rest, negative where shorter.
// Errors    zeros for a part without fascicles.
// Cost      1 us for each fascicle asked for; binding asks for the length of each once.
#ifndef ILIOPSOAS_MEASURE_H
#define ILIOPSOAS_MEASURE_H

#include "muscle_path.h"

typedef struct Measures {
    const MusclePaths *paths; // borrowed
    float *rest_mm;           // of each fascicle, either side
    float *muscle_rest_mm;    // of each part that is a muscle
} Measures;

typedef struct Measured {
    float length_mm, change_mm, strain_frac, arm_mm; // change: against standing; arm: positive flexes the hip
} Measured;

Measures measures_bind(const MusclePaths *paths, Arena *keep);
void measures_refresh(Measures *measures); // the paths have changed
float measure_strain_frac(const Measures *measures, const Pose *pose, int fascicle, Side side);
Measured measure_fascicle(const Measures *measures, const Pose *pose, int fascicle, Side side);
Measured measure_muscle(const Measures *measures, const Pose *pose, PartId muscle);

#endif
