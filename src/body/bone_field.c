#include "bone_field.h"

#include <math.h>
#include <string.h>

SegmentId segment_mirrored(const Body *body, SegmentId segment)
{
    char id[64];
    const char *own = body->segments[segment].id;
    const size_t stem = own ? strlen(own) : 0;
    if (stem < 7 || stem >= sizeof id || strcmp(own + stem - 6, "_right") != 0) return segment;
    snprintf(id, sizeof id, "%.*s_left", (int)(stem - 6), own);
    const SegmentId other = body_segment(body, id);
    return other ? other : segment;
}

static bool read_field(const Body *body, const Part *part, PackedField *out)
{
    char name[64];
    Text bytes;
    snprintf(name, sizeof name, "fields/%s", body->pack.structures[part->structure_index].id);
    return pack_blob(&body->pack, name, &bytes) && packed_field_read(bytes, out);
}

BoneFields bone_fields_bind(const Body *body, Arena *keep)
{
    BoneFields out = { .list = ARENA_ARRAY(keep, BoneField, body->part_count) };
    for (int p = 1; p < body->part_count && out.count < BONES_MOST; p++) {
        const Part *part = &body->parts[p];
        BoneField bone = { .part = (PartId)p, .paired = part->side == SIDE_RIGHT };
        if (part->tissue != TISSUE_BONE || part->mirrored || !read_field(body, part, &bone.field)) continue;
        bone.segment[SIDE_RIGHT] = bone.segment[SIDE_MID] = part->carrier.segment;
        bone.segment[SIDE_LEFT] = bone.paired ? segment_mirrored(body, part->carrier.segment) : part->carrier.segment;
        out.list[out.count++] = bone;
    }
    return out;
}

void bone_fields_follow(BoneFields *bones, const Variant *variant, Arena *keep)
{
    for (int b = 0; b < bones->count; b++) {
        BoneField *bone = &bones->list[b];
        const uint32_t number = variant_part_number(variant, bone->part);
        if (bone->variant_number != number) bone->shift_made = variant_field_shift(variant, bone->part, &bone->field, &bone->shift, keep);
        bone->variant_number = number;
        bone->field.shift = bone->shift_made;
    }
}

// With S the mirror in z, M the segment's motion: right M^-1; left and paired S M^-1 S; left and mid M^-1 S.
BonePlace bone_place(const Pose *pose, const BoneField *bone, Side side)
{
    const mat4s *m = &pose->world_from_segment[bone->segment[side]];
    const bool left = side == SIDE_LEFT;
    BonePlace out;
    for (int i = 0; i < 3; i++) {
        const float turn = left && bone->paired && i == 2 ? -1.0f : 1.0f;
        float shift_mm = 0.0f;
        for (int k = 0; k < 3; k++) {
            out.row[i].raw[k] = turn * m->raw[i][k] * (left && k == 2 ? -1.0f : 1.0f);
            shift_mm -= m->raw[i][k] * m->raw[3][k];
        }
        out.shift_mm.raw[i] = turn * shift_mm;
    }
    return out;
}

static vec3s bone_rest_mm(const BonePlace *place, vec3s at_mm)
{
    vec3s rest_mm;
    for (int i = 0; i < 3; i++) rest_mm.raw[i] = glms_vec3_dot(place->row[i], at_mm) + place->shift_mm.raw[i];
    return rest_mm;
}

int bone_near(const BoneField *bone, const BonePlace *place, const vec3s *at_mm, int count, float within_mm, uint16_t *out)
{
    int found = 0;
    for (int v = 0; v < count; v++) {
        if (packed_field_may_be_within(&bone->field, bone_rest_mm(place, at_mm[v]), within_mm)) out[found++] = (uint16_t)v;
    }
    return found;
}

vec3s bone_direction(const BonePlace *place, vec3s d)
{
    vec3s out;
    for (int k = 0; k < 3; k++) out.raw[k] = place->row[0].raw[k] * d.x + place->row[1].raw[k] * d.y + place->row[2].raw[k] * d.z;
    return out;
}

float bone_distance_at(const BoneField *bone, const BonePlace *place, vec3s at_mm, vec3s *way_out)
{
    vec3s slope;
    const float distance_mm = packed_field_at(&bone->field, bone_rest_mm(place, at_mm), &slope);
    if (distance_mm >= PACKED_FIELD_FAR_MM) return distance_mm;
    const float size = sqrtf(glms_vec3_norm2(slope));
    const float unit = size > 1e-4f ? 1.0f / size : 0.0f;
    *way_out = glms_vec3_scale(bone_direction(place, slope), unit);
    return distance_mm;
}

// Own choices.
#define STEP_MM 1.0f
#define THICKEST_MM 14.0f // farther through is no plate

float bone_way_through_mm(const BoneField *bone, const BonePlace *place, vec3s at_mm, vec3s way)
{
    vec3s unused;
    bool inside = false;
    float before_mm = 0.0f;
    for (float gone_mm = 0.0f; gone_mm < THICKEST_MM; gone_mm += STEP_MM) {
        const float distance_mm = bone_distance_at(bone, place, glms_vec3_muladds(way, gone_mm, at_mm), &unused);
        if (inside && distance_mm >= 0.0f) return gone_mm - STEP_MM * distance_mm / (distance_mm - before_mm);
        inside = inside || distance_mm < 0.0f;
        before_mm = distance_mm;
    }
    return 0.0f;
}
