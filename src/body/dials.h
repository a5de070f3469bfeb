// dials.h: what can be set about one body: lumbar lordosis, pelvic tilt, and two angles of the femur's neck.
//
// Why       A value shown must be the value that could be measured on what is shown. So what the specimen has is measured on its landmarks
//           as a radiologist would, and a dial adds the difference: posture through joints, below whatever a clip does; shape through the
//           moves of the pack (variant.h).
// Source    assets/dials.csv. Definitions: lordosis: between the upper faces of L1 and S1 (Cobb). Pelvic tilt: from the vertical to the line
//           from the hips' axis to the middle of S1. Anteversion: of head and neck against the rear of the condyles, seen along the shaft.
//           Neck-shaft angle: between the axes in space. Own choice: neck axis from the head to the middle of four points of its waist.
// Units     degrees here, as on the slider.
// Errors    a body without a landmark that is needed measures 0.
// Cost      a few microseconds.
#ifndef ILIOPSOAS_DIALS_H
#define ILIOPSOAS_DIALS_H

#include "variant.h"

extern const char *const dial_ids[DIAL_COUNT];

// On the landmarks of a body as they lie.
float dial_measure_deg(const Body *body, DialId dial);
// What a body of this sex has before anybody turns a dial.
float dial_rest_deg(const Body *body, DialId dial, Sex sex);
// What the dials ask of the femur; of joints: added to joint_rad[JOINT_MOST].
VariantWish dials_variant(const Body *body, Sex sex, const float *value_deg);
void dials_posture(const Body *body, Sex sex, const float *value_deg, float *joint_rad);

#endif
