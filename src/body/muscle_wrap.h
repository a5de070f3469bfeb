// muscle_wrap.h: the shortest line from a gate over a cone to a point; private to src/body.
//
// Why       All jump-free claims rest on these few formulas, so they stand alone. A cone unrolls: tangent plane at the gate, sector
//           between the two touched generators, tangent plane at the end lie flat round the apex, and the line is straight on them: the
//           law of cosines. A cylinder was tried first: in abduction the femur's end came inside it; a sphere: in extension with abduction
//           the line flips over its pole.
// Shapes    Along is measured from the foot of the hip centre on the cone's axis; the cone narrows by taper for each mm along the axis,
//           outwards. The line passes in front, downwards: turns about the axis fall.
// Units     mm, rad.
// Errors    none: where an end comes closer than a little, the cone narrows, so no end lies inside.
// Cost      two atan2, two acos, six sin and cos.
#ifndef ILIOPSOAS_MUSCLE_WRAP_H
#define ILIOPSOAS_MUSCLE_WRAP_H

#include "muscle_path.h"

typedef struct Touch {
    double turn_rad, from_apex_mm, past_rad; // generator; distance of the point from the apex, and its angle from the generator, unrolled
} Touch;

typedef struct Wrap {
    bool touches;
    Along gate, end;
    Touch at_gate, at_end;
    double radius_mm, length_mm, open_rad; // open: angle at the apex between gate and end, unrolled
    double counted_mm, pull_frac;          // the length that counts, and the share of the pull that acts along the line: see soft_mm
} Wrap;

Along wrap_point(const MusclePath *path, vec3s pelvis_mm);
Wrap wrap_solve(const MusclePath *path, Along end);
// Place at a share of the length and the line's direction there.
Along wrap_at(const MusclePath *path, const Wrap *wrap, double share_frac, Along *ahead_out);
Along wrap_frame(Along ahead, Along in_frame);      // (ahead, outward, sideways) to Along
Along wrap_in_frame(Along ahead, Along across);     // and back
vec3s wrap_place(const MusclePath *path, Along at); // back to the pelvis' rest frame
vec3s wrap_direction(const MusclePath *path, Along direction);

#endif
