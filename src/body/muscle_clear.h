// muscle_clear.h: keeps the stations of fascicles out of bone; private to src/body.
//
// Why       One cone cannot follow the neck and the trochanters through every mixture of angles. The bones are stood for by balls that lie
//           inside them (clearances.csv), fixed to pelvis or femur. A station that comes into one is moved straight out of it. How near a
//           station may come is taken from the rest pose: one that starts inside a ball may stay as deep, so the rest pose is untouched.
//           Lengths and arms know nothing of this. Pushing along the bones' own distance fields was not tried: they are rough.
// Source    Balls: inscribed in the surfaces of assets/landmarks, own choice of few; see the header of the table.
// Shapes    at_mm: world, station_count of the path; the first and the last station stay on their bones.
// Units     mm.
// Errors    none: rows of the table that cannot be used are left out; telling is for `check`.
// Cost      stations times balls, a few ns each; no allocation in clear_push.
#ifndef ILIOPSOAS_MUSCLE_CLEAR_H
#define ILIOPSOAS_MUSCLE_CLEAR_H

#include "body_tables.h"
#include "muscle_path.h"

struct ClearBall {
    bool on_femur; // else on the pelvis
    vec3s centre_mm;
    float radius_mm;
};

void clear_read(const BodySource *source, MusclePaths *paths);
void clear_bind(const MusclePaths *paths, MusclePath *path, Arena *keep);
void clear_push(const MusclePaths *paths, const Pose *pose, const MusclePath *path, Side side, vec3s *at_mm);

#endif
