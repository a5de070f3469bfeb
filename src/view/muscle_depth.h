// muscle_depth.h: how deep a muscle lies below the skin, standing at rest.
//
// Why       "Too deep to feel" is the claim that most is said of the iliopsoas; a number beside that of a superficial muscle says it better.
// Source    the specimen's own surfaces: of one lean adult, so a figure of this body and of no other. What counts as belly: less than half
//           tendon by the fascicle that lies nearest (fascicles.csv).
// Shapes    shallow, deep: of all places of the belly that face the front, on a lattice of DEPTH_STEP_MM in height and breadth, the least and
//           the largest distance to the skin straight ahead (along x). nearest: from any place of the belly to the skin, in any direction.
// Units     mm, rest pose.
// Errors    known is false for what has no fascicles, no surface, or no skin before it.
// Cost      about 10 ms for a muscle asked for the first time, nothing afterwards.
#ifndef ILIOPSOAS_MUSCLE_DEPTH_H
#define ILIOPSOAS_MUSCLE_DEPTH_H

#include "body.h"

#define DEPTH_STEP_MM 3.0f

typedef struct MuscleDepth {
    float shallow_mm, deep_mm, nearest_mm;
    bool known;
} MuscleDepth;

typedef struct MuscleDepths MuscleDepths;
MuscleDepths *muscle_depths_make(const Body *body, Arena *keep);
MuscleDepth muscle_depth(MuscleDepths *depths, PartId muscle);

#endif
