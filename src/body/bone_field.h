// bone_field.h: how deep points of flesh stand in the bones of a pose.
//
// Why       Muscles are shaped on the right side for both sides (muscle_shape.h): bones are asked in that mirrored world too. A left bone
//           is its right twin's field once more; a bone of the middle is not symmetric, so there the question is mirrored, not the field.
// Source    own choice; the fields are baked from the surfaces (src/bake/bake.c).
// Shapes    a BoneField for each bone that has a field in the pack; the list is fixed once bound.
// Units     mm.
// Errors    bones without a field are left out: flesh then passes through them.
// Cost      binding reads headers only; a query: see packed_field.h.
#ifndef ILIOPSOAS_BONE_FIELD_H
#define ILIOPSOAS_BONE_FIELD_H

#include "packed_field.h"
#include "pose.h"
#include "variant.h"

#define BONES_MOST 64 // that have a field

typedef struct BoneField {
    PartId part;                   // right or mid
    SegmentId segment[SIDE_COUNT]; // that carries it when the muscle is on this side
    bool paired;                   // the left bone is the mirror image; mid bones are not symmetric
    PackedField field;
    FieldShift shift; // room, made when first needed
    const FieldShift *shift_made; // of the variant below
    uint32_t variant_number;
} BoneField;

typedef struct BoneFields {
    BoneField *list;
    int count;
} BoneFields;

// Into a bone's rest frame from the world as a muscle of one side is shaped in: the left side's world is mirrored in z.
typedef struct BonePlace {
    vec3s row[3], shift_mm; // rest = (row . p) + shift
} BonePlace;

BoneFields bone_fields_bind(const Body *body, Arena *keep);
void bone_fields_follow(BoneFields *bones, const Variant *variant, Arena *keep);
BonePlace bone_place(const Pose *pose, const BoneField *bone, Side side);
// Signed distance to the bone. way_out: the unit way out, in the mirrored world.
float bone_distance_at(const BoneField *bone, const BonePlace *place, vec3s at_mm, vec3s *way_out);
// How far a point must go along a way (unit, in the mirrored world) until it has left the bone, having been in it; 0 when it need not.
float bone_way_through_mm(const BoneField *bone, const BonePlace *place, vec3s at_mm, vec3s way);
// From the bone's rest frame.
vec3s bone_direction(const BonePlace *place, vec3s rest_direction);
// Which of the points may lie within so many mm of the bone, or in it; returns how many. A quick look: some lie farther.
int bone_near(const BoneField *bone, const BonePlace *place, const vec3s *at_mm, int count, float within_mm, uint16_t *out);

// The segment of the other side, or the same one where there is none.
SegmentId segment_mirrored(const Body *body, SegmentId segment);

#endif
