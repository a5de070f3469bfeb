// flesh.h: the shares by which segments carry soft parts; private to src/body (pose.h has the calls for everyone).
//
// Why       Looking segments up by name once per point would cost more than moving the point: a Rig holds them.
// Source    shares: own choice, see flesh.c.
// Shapes    trunk_mm rises; a FleshBinding has room for four segments.
// Units     mm; shares 0..1.
// Errors    cannot fail: without a skeleton the world carries.
// Cost      rig_make looks nine segments up by name; rig_bind is a few sums for each point; no allocation.
#ifndef ILIOPSOAS_FLESH_H
#define ILIOPSOAS_FLESH_H

#include "body_tables.h"
#include "pose.h"

#define TRUNK_MOST 8

typedef struct Rig {
    const Segment *segments;
    SegmentId trunk[TRUNK_MOST]; // pelvis, then upwards
    float trunk_mm[TRUNK_MOST];  // height at which each carries alone
    int trunk_count;
    SegmentId femur[2]; // right, left
} Rig;

// Adds to the segment's share, or gives it a free place; a fifth segment is left out.
void binding_add(FleshBinding *binding, SegmentId segment, float share_frac);

Rig rig_make(const Body *body);
FleshBinding rig_bind(const Rig *rig, const Part *part, vec3s rest_mm);

#endif
