// breath.h: how the belly wall moves with the breath.
//
// Why       In quiet breathing on the back the midriff pushes the bowel down and the belly wall rises: the moment when a finger can sink
//           in. The joint belly_rise says how far, in mm at the navel; here is where that goes.
// Source    15 to 20 mm in quiet breathing and the shape of the field: drawing choices.
// Shapes    One smooth field over the rest body, straight forward, 1 in front of the navel, 0 at the spine, the pubis, the ribs and the
//           crests. It rises towards the front by less than 1 mm per mm even at the largest belly_rise, so layers keep their order: the
//           skin cannot fold, nor pass through the wall or the bowel, which move with the same field.
// Units     mm at rest.
// Errors    cannot fail; a body without the joint does not breathe.
// Cost      16 bytes and about 3 ns for each vertex of a part that moves, only while belly_rise is not 0.
#ifndef ILIOPSOAS_BREATH_H
#define ILIOPSOAS_BREATH_H

#include "body.h"
#include "pose.h"

// How far a rest point moves forward for 1 mm of belly_rise, and how that changes from place to place (for the normals).
typedef struct BreathShare {
    float frac;
    vec3s slope_per_mm;
} BreathShare;
BreathShare breath_share(vec3s rest_mm);

typedef struct Breath {
    JointId joint;       // belly_rise
    SegmentId carrier;   // what says where forward is: the third lumbar vertebra, behind the navel
    BreathShare **share; // by part, then vertex; NULL for parts that keep still
} Breath;
Breath breath_bind(const Body *body, Arena *keep);

// Adds the breath to the first vertices of a part, already where the pose puts them.
void breath_shape(const Breath *breath, const Pose *pose, PartId part, uint32_t vertex_count, FleshVertex *vertices);
// The same for one point of a part.
vec3s breath_move_point(const Breath *breath, const Pose *pose, const Part *part, vec3s rest_mm, vec3s posed_mm);

#endif
