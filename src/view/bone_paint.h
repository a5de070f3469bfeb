// bone_paint.h: per vertex of a bone, how far it lies from the border of a joint face, how strongly flesh holds on to it, and a mottle.
//
// Why       Joint faces wear cartilage, bluish and glossy against the ivory of bone; the border must be smooth however coarse the triangles are,
//           so it is a signed distance. Where muscles are held, bone is rougher and a little darker. Nothing of this changes with the pose.
// Shapes    one BoneVertex per vertex of the full mesh, the same place at every call; good until the arena is freed.
// Units     see BoneVertex (scene.h).
// Errors    NULL for what is not a bone.
// Source    joint faces: the regions that the tables name (assets/landmarks). Narrowed where a region holds more than its joint face, by what
//           the measured shape says: the head of the femur by its sphere and the way to the neck, condyles and plateau by which way they face.
//           How far cartilage reaches: drawing choice, after the plates of any atlas.
// Cost      about 4 us per vertex, once: 90 ms for all bones.
#ifndef ILIOPSOAS_BONE_PAINT_H
#define ILIOPSOAS_BONE_PAINT_H

#include "body.h"
#include "scene.h"

#define BONE_CARTILAGE_STEPS 8.0f // of BoneVertex.cartilage per mm

typedef struct BonePaint BonePaint;
BonePaint *bone_paint_make(const Body *body, Arena *keep);
const BoneVertex *bone_paint_of(BonePaint *paint, PartId part);

#endif
