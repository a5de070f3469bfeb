// variant.h: the same body with its places moved: the woman's, and a femur whose neck is turned.
//
// Why       Everything that belongs together is settled once, on the body of the tables: which fascicle a vertex rides on, which bone holds
//           it, which zone it lies in. Rest coordinates stay those of the tables everywhere; a variant only says where such a point is.
//           So labels, search, zones, picks and paint know nothing of it, and a slider costs one sum per vertex. Passed over: a second
//           Body bound anew (a third of a second). The neck's turn is no map of space: the head stays in its socket and the shaft goes
//           elsewhere, so only the femur is bent and its segment slides; flesh follows by what carries it in any pose.
// Source    assets/morph_points.csv, dials.csv; packed_morph.h.
// Shapes    variant->body: parts, meshes, segments, fascicles and landmarks of its own, all else borrowed from the base. A mesh's
//           vertices stay where they are while their version counts.
// Units     mm, rad; rest frame.
// Errors    cannot fail: a pack without moves has one body.
// Cost      turning the neck: the femur's vertices, 0.5 ms with its field. Changing the sex: all vertices, about 20 ms.
#ifndef ILIOPSOAS_VARIANT_H
#define ILIOPSOAS_VARIANT_H

#include "body.h"
#include "packed_field.h"

typedef struct VariantWish {
    float woman_frac;                        // 0 man, 1 woman
    float anteversion_rad, neck_shaft_rad; // beyond what the tables (of this sex) have
} VariantWish;

typedef struct Variant Variant;

Variant *variant_make(const Body *base, Arena *keep);
// True when something had to be moved.
bool variant_set(Variant *variant, const VariantWish *wish);
// Places alone, no vertices: what measuring needs.
void variant_set_places(Variant *variant, const VariantWish *wish);
const Body *variant_body(const Variant *variant);
uint32_t variant_number(const Variant *variant);                   // counts changes
uint32_t variant_part_number(const Variant *variant, PartId part); // the number of the last one that moved this part's own shape

// Where a rest point of a part is (given and told on the part's own side).
vec3s variant_place(const Variant *variant, PartId part, vec3s rest_mm);
// The same for what is fixed to a bone of the right side; NULL: where it is.
vec3s variant_bone_place(const Variant *variant, bool on_femur, vec3s rest_mm);

// The axes about which the femur's neck turns, in the tables.
typedef struct NeckAxes {
    vec3s pivot_mm, anteversion, neck_shaft; // unit; a positive turn makes the angle larger
} NeckAxes;
NeckAxes neck_axes(const Body *base);

// Brings a point beside a bone back to where it would lie beside the bone of the tables; kept by bone_field.c.
FieldShift *variant_field_shift(const Variant *variant, PartId bone, const PackedField *field, FieldShift *room, Arena *keep);

#endif
