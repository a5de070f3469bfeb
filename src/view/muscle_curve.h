// muscle_curve.h: which muscles a view speaks of, and a muscle's figures over a whole clip.
//
// Why       Plot, arms, card and words must be about the same muscle. A clip is sampled once and kept: its curve does not change while it
//           plays.
// Shapes    one curve holds CURVE_POINTS samples, equally spaced in time.
// Units     rad and s along; mm and shares up. Length here is its change against standing.
// Source    drawing choices: what a view is taken to speak of.
// Errors    muscle 0 where there is none: the curve is then empty.
// Cost      3 ms for a clip and muscle met for the first time, nothing while they stand.
#ifndef ILIOPSOAS_MUSCLE_CURVE_H
#define ILIOPSOAS_MUSCLE_CURVE_H

#include "measure.h"
#include "published.h"
#include "view_state.h"

#define CURVE_POINTS 161
#define MEANT_MOST 2

// What is selected, if it has fascicles; else the psoas, on the side that the clip moves first.
PartId muscle_meant(const Body *body, const ViewState *view);
// Those whose arms are drawn: the one selected, else psoas and iliacus of that side; none when arms are not asked for, or hidden muscles.
int muscles_with_arms(const Body *body, const ViewState *view, PartId out[MEANT_MOST]);
// The figure that is plotted; false: none.
bool view_plots(const ViewState *view, Figure *out);

typedef struct MuscleCurve {
    PartId muscle;
    ClipId clip;
    JointId against;             // 0: time
    float hip_rad[CURVE_POINTS]; // flexion of the muscle's own hip
    float along[CURVE_POINTS], value[FIGURE_COUNT][CURVE_POINTS];
    float joint_rad[JOINT_MOST]; // of the view, where given beside the clip
    bool joint_set[JOINT_MOST];
    float dial_deg[DIAL_COUNT]; // of what body
    Sex sex;
} MuscleCurve;

void muscle_curve_update(MuscleCurve *curve, const Measures *measures, const ViewState *view, PartId muscle);
float figure_of(const Measured *measured, Figure figure);
JointId muscle_hip_flexion(const Measures *measures, PartId muscle);

#endif
