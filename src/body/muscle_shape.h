// muscle_shape.h: bends a muscle's resting surface along its fascicles, keeps its volume and keeps it out of bone.
//
// Why       Blending between bones (flesh.c) knows nothing of what a muscle does: the drawn psoas shortened by 12 % where its fascicles say
//           17, folded at the groin, and grew thin. Here every point rides on its nearest fascicles; where they shorten, the section swells
//           by 1/sqrt(stretch); attached areas are held by their bone; then, in a few fixed rounds, what stands in bone is pushed out
//           and the belly's section is scaled until the volume is that of rest. Rounds are few and fixed and start from the pose alone,
//           so a pose always gives the same shape, whatever came before. Known to be wrong: muscles do not feel each other, only bone.
// Source    docs/sources.md: sumner2007 (riding on nodes), ma2012 (inscribed balls as local thickness), young1954 (over-relaxation).
//           What swells how much, and all distances: own choice.
// Shapes    one MuscleShape for each muscle with fascicles, of the right side, serving both; out: the caller's, vertex_count of any level.
// Units     mm, world frame.
// Errors    cannot fail.
// Cost      about 0.5 us a vertex; the first call for a muscle binds it (some ms). Linear in vertices and fascicles, no allocation after.
#ifndef ILIOPSOAS_MUSCLE_SHAPE_H
#define ILIOPSOAS_MUSCLE_SHAPE_H

#include "muscle_path.h"
#include "variant.h"

typedef struct MuscleShapes MuscleShapes;

// control: the level on which the rounds are run. The program's is DETAIL_HIGH; others show how the cost grows.
MuscleShapes *muscle_shapes_bind(const Body *body, Detail control, Arena *keep);
// The same muscles on another variant of the body: what rides on what, and what holds what, stays as it was bound. Cheap; shapes are made anew
// when they are asked for.
void muscle_shapes_follow(MuscleShapes *shapes, const Variant *variant);
const MusclePaths *muscle_shapes_paths(const MuscleShapes *shapes);
bool muscle_shape_has(const MuscleShapes *shapes, PartId part);

// World positions and normals of the first vertex_count vertices.
void muscle_shape(MuscleShapes *shapes, const Pose *pose, PartId part, uint32_t vertex_count, FleshVertex *out);

// World place of a rest point inside the muscle (given on its own side), carried by its fascicles. It does not swell: only surfaces do.
vec3s muscle_shape_point(MuscleShapes *shapes, const Pose *pose, PartId part, vec3s rest_mm);

#endif
