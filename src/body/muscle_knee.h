// muscle_knee.h: the last station of a fascicle that ends on the knee cap; private to src/body.
//
// Why       Rectus femoris crosses two joints. Its tendon lies over the front of the knee, and the knee cap carries its end on a circle
//           round the knee's axis: the line grows by radius times angle, closed-form and smooth. Without a knee cap (bodies.csv) nothing
//           here does anything. Sartorius is left on the femur: its table is cut at y -400, where it still runs 10 to 25 mm in front of
//           the knee's axis, so that carrying it by the tibia would lengthen it in bending, which is wrong.
// Source    Axis and share of the knee cap: bodies.csv and joints.csv.
// Shapes    knee_line appends the circle to at_mm, which holds station_count places and KNEE_POINTS more; it returns how many there are.
// Units     mm, rad.
// Errors    none.
// Cost      KNEE_POINTS rotations for each fascicle that ends there.
#ifndef ILIOPSOAS_MUSCLE_KNEE_H
#define ILIOPSOAS_MUSCLE_KNEE_H

#include "muscle_path.h"

#define KNEE_POINTS 12

void knee_find(const Body *body, MusclePaths *paths);
// After knee_find: bone is the segment of the fascicle's last station.
void knee_bind(const MusclePaths *paths, SegmentId bone, MusclePath *path);
double knee_lengthening_mm(const MusclePaths *paths, const Pose *pose, const MusclePath *path, Side side);
int knee_line(const MusclePaths *paths, const Pose *pose, const MusclePath *path, Side side, vec3s *at_mm);

#endif
