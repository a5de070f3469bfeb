// packed_field.h: signed distance to a bone on a regular grid, as it lies in the pack.
//
// Why       Flesh must be pushed out of bone in every frame. A grid answers in some ten nanoseconds where a tree over triangles takes a
//           microsecond. Straight lines between grid points shave thin plates: a point in the middle of the ilium's wing reads up to
//           0.7 mm too shallow; its zero set stays within 0.3 mm.
// Source    own choice of grid and step (src/bake/bake.c).
// Shapes    bytes: PackedFieldHead, then count[2] x count[1] x count[0] steps, x fastest.
// Units     mm in the bone's rest frame; distance_mm = PACKED_FIELD_STEP_MM * step, negative inside, cut off at 127 steps.
// Errors    packed_field_read: false when the bytes are no field. Outside the grid everything is PACKED_FIELD_FAR_MM away.
// Cost      about 15 ns a point inside the grid, 2 ns outside.
#ifndef ILIOPSOAS_PACKED_FIELD_H
#define ILIOPSOAS_PACKED_FIELD_H

#include "text.h"

#include <cglm/struct.h>
#include <stdbool.h>
#include <stdint.h>

#define PACKED_FIELD_STEP_MM 0.125f
#define PACKED_FIELD_FAR_MM (127.0f * PACKED_FIELD_STEP_MM)

typedef struct PackedFieldHead {
    float low_mm[3], voxel_mm;
    int32_t count[3];
    int32_t reserved;
} PackedFieldHead;

// Where the bone is not that of the table: a coarse grid of ways back to where a point would lie beside the table's.
typedef struct FieldShift {
    vec3s low_mm, *shift_mm; // shift_mm[count[2]][count[1]][count[0]]
    float spacing_mm;
    int count[3];
} FieldShift;

typedef struct PackedField {
    vec3s low_mm, high_mm;
    float voxel_mm;
    int count[3];
    const int8_t *steps;
    const FieldShift *shift; // NULL: none
} PackedField;

// The point beside the table's bone for one beside the bone as it is; points outside the grid of shifts stay.
vec3s packed_field_back(const FieldShift *shift, vec3s point_mm);

bool packed_field_read(Text bytes, PackedField *out);

// gradient: direction in which the distance grows, about unit; zero outside the grid.
float packed_field_at(const PackedField *field, vec3s point_mm, vec3s *gradient);

// Reads one grid point only: false when the point is surely farther from the surface than within_mm, or outside the grid.
static inline bool packed_field_may_be_within(const PackedField *field, vec3s point_mm, float within_mm)
{
    int at[3];
    if (field->shift) point_mm = packed_field_back(field->shift, point_mm);
    for (int k = 0; k < 3; k++) {
        if (!(point_mm.raw[k] > field->low_mm.raw[k] && point_mm.raw[k] < field->high_mm.raw[k])) return false;
        at[k] = (int)((point_mm.raw[k] - field->low_mm.raw[k]) / field->voxel_mm);
    }
    const size_t row = (size_t)field->count[0], layer = row * (size_t)field->count[1];
    const float corner_mm = PACKED_FIELD_STEP_MM * (float)field->steps[(size_t)at[2] * layer + (size_t)at[1] * row + (size_t)at[0]];
    return corner_mm < within_mm + 1.75f * field->voxel_mm; // the corner is at most a diagonal away
}

#endif
