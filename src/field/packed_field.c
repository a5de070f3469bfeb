#include "packed_field.h"

#include <math.h>
#include <string.h>

#define SIDE_MOST 4096 // voxels

bool packed_field_read(Text bytes, PackedField *out)
{
    PackedFieldHead head;
    if (bytes.size < sizeof head) return false;
    memcpy(&head, bytes.data, sizeof head);
    size_t voxels = 1;
    for (int k = 0; k < 3; k++) {
        if (head.count[k] < 2 || head.count[k] > SIDE_MOST || !isfinite(head.low_mm[k])) return false;
        voxels *= (size_t)head.count[k];
    }
    if (!(head.voxel_mm > 0.0f) || !isfinite(head.voxel_mm) || bytes.size != sizeof head + voxels) return false;
    *out = (PackedField) { .voxel_mm = head.voxel_mm, .steps = (const int8_t *)bytes.data + sizeof head };
    memcpy(out->low_mm.raw, head.low_mm, sizeof head.low_mm);
    for (int k = 0; k < 3; k++) {
        out->count[k] = head.count[k];
        out->high_mm.raw[k] = head.low_mm[k] + head.voxel_mm * (float)(head.count[k] - 1);
    }
    return true;
}

static float mix(float a, float b, float share_frac)
{
    return a + (b - a) * share_frac;
}

vec3s packed_field_back(const FieldShift *shift, vec3s point_mm)
{
    int at[3];
    float t[3];
    for (int k = 0; k < 3; k++) {
        const float place = (point_mm.raw[k] - shift->low_mm.raw[k]) / shift->spacing_mm;
        if (!(place > 0.0f && place < (float)(shift->count[k] - 1))) return point_mm;
        at[k] = (int)place;
        t[k] = place - (float)at[k];
    }
    const size_t row = (size_t)shift->count[0], layer = row * (size_t)shift->count[1];
    const vec3s *s = shift->shift_mm + (size_t)at[2] * layer + (size_t)at[1] * row + (size_t)at[0];
    for (int k = 0; k < 3; k++) {
        const float a = mix(mix(s[0].raw[k], s[1].raw[k], t[0]), mix(s[row].raw[k], s[row + 1].raw[k], t[0]), t[1]);
        const float b = mix(mix(s[layer].raw[k], s[layer + 1].raw[k], t[0]), mix(s[layer + row].raw[k], s[layer + row + 1].raw[k], t[0]), t[1]);
        point_mm.raw[k] += mix(a, b, t[2]);
    }
    return point_mm;
}

float packed_field_at(const PackedField *field, vec3s point_mm, vec3s *gradient)
{
    int at[3];
    float t[3];
    *gradient = glms_vec3_zero();
    if (field->shift) point_mm = packed_field_back(field->shift, point_mm);
    for (int k = 0; k < 3; k++) {
        if (!(point_mm.raw[k] > field->low_mm.raw[k] && point_mm.raw[k] < field->high_mm.raw[k])) return PACKED_FIELD_FAR_MM;
        const float place = (point_mm.raw[k] - field->low_mm.raw[k]) / field->voxel_mm;
        at[k] = (int)place < field->count[k] - 2 ? (int)place : field->count[k] - 2;
        t[k] = place - (float)at[k];
    }
    const size_t row = (size_t)field->count[0], layer = row * (size_t)field->count[1];
    const int8_t *s = field->steps + (size_t)at[2] * layer + (size_t)at[1] * row + (size_t)at[0];
    const float c000 = s[0], c100 = s[1], c010 = s[row], c110 = s[row + 1];
    const float c001 = s[layer], c101 = s[layer + 1], c011 = s[layer + row], c111 = s[layer + row + 1];
    const float c00 = mix(c000, c100, t[0]), c10 = mix(c010, c110, t[0]), c01 = mix(c001, c101, t[0]), c11 = mix(c011, c111, t[0]);
    const float c0 = mix(c00, c10, t[1]), c1 = mix(c01, c11, t[1]);
    const float slope = PACKED_FIELD_STEP_MM / field->voxel_mm;
    gradient->x = slope * mix(mix(c100 - c000, c110 - c010, t[1]), mix(c101 - c001, c111 - c011, t[1]), t[2]);
    gradient->y = slope * mix(c10 - c00, c11 - c01, t[2]);
    gradient->z = slope * (c1 - c0);
    return PACKED_FIELD_STEP_MM * mix(c0, c1, t[2]);
}
