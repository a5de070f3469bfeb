// packed_field.h: signed distance to a bone on a regular grid, as it lies in the pack.
//
// Why       Flesh must be pushed out of bone in every frame. A grid answers in some ten nanoseconds where a tree over triangles takes a
//           microsecond. Straight lines between grid points shave thin plates: a point in the middle of the ilium's wing reads up to
//           0.7 mm too shallow; its zero set stays within 0.3 mm.
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

typedef struct PackedField {
    vec3s low_mm, high_mm;
    float voxel_mm;
    int count[3];
    const int8_t *steps;
} PackedField;

bool packed_field_read(Text bytes, PackedField *out);

// gradient: direction in which the distance grows, about unit; zero outside the grid.
float packed_field_at(const PackedField *field, vec3s point_mm, vec3s *gradient);

#endif
