#include "attach_paint.h"

#include "mesh.h"

#include <math.h>
#include <string.h>

#define REACH_SHARE 0.6f // of the reach: beyond it the muscle is held less than half
static const uint8_t origin_srgb[3] = { 214, 62, 54 }, insertion_srgb[3] = { 54, 110, 214 };

static const Attachment *attachment_of(const Body *body, int muscle, int bone)
{
    for (int i = 0; i < body->attachment_count; i++) {
        const Attachment *a = &body->attachments[i];
        if (a->structure_index == muscle && body->parts[a->bone].structure_index == bone) return a;
    }
    return NULL;
}

bool attach_known(const Body *body, PartId muscle)
{
    for (int i = 0; muscle && i < body->attachment_count; i++)
        if (body->attachments[i].structure_index == body->parts[muscle].structure_index) return true;
    return false;
}

const Attachment *attach_of(const Body *body, PartId muscle, PartId bone)
{
    const Part *m = &body->parts[muscle], *b = &body->parts[bone];
    if (b->side != SIDE_MID && b->side != m->side) return NULL;
    return attachment_of(body, m->structure_index, b->structure_index);
}

static bool begins_on_the_spine(const Body *body, const Part *muscle)
{
    for (int a = 0; a < body->attachment_count; a++) {
        const Attachment *attachment = &body->attachments[a];
        if (attachment->structure_index == muscle->structure_index && strncmp(body->parts[attachment->bone].structure, "vertebra", 8) == 0) return true;
    }
    return false;
}

// The end that is farther from the trunk: on the leg, or, of what begins on the spine, on the hip bone (psoas minor).
bool attach_is_insertion(const Body *body, const Part *muscle, const Part *bone)
{
    const bool leg = strcmp(bone->structure, "femur") == 0 || strcmp(bone->structure, "tibia") == 0 || strcmp(bone->structure, "patella") == 0;
    return leg || (strcmp(bone->structure, "hip_bone") == 0 && begins_on_the_spine(body, muscle));
}

// Heights of the table, where given: the hold begins halfway.
static bool held_here(const Attachment *a, float y_mm)
{
    if (a->from_mm == 0.0f && a->to_mm == 0.0f) return true;
    const float middle_mm = 0.5f * (a->from_mm + a->to_mm);
    return a->to_mm > a->from_mm ? y_mm > middle_mm : y_mm < middle_mm;
}

static RegionVertex speak(float distance_mm, float reach_mm, bool here, const uint8_t colour[3], vec3s plain)
{
    const float inside_mm = here ? reach_mm - distance_mm : -8.0f;
    const uint8_t firmness = (uint8_t)lrintf(glm_clamp(fabsf(inside_mm) * 8.0f, 1.0f, 63.0f));
    RegionVertex vertex = { .voice = (uint8_t)((inside_mm > 0.0f ? 64 : 0) + firmness) };
    for (int k = 0; k < 3; k++) vertex.srgb[k] = inside_mm > 0.0f ? colour[k] : (uint8_t)lrintf(plain.raw[k] * 255.0f);
    return vertex;
}

static const RegionVertex *paint_bone(PartPaint *paint, const Attachment *a, const Part *muscle, const Part *bone)
{
    const PackedMesh *mesh = bone->mesh;
    RegionVertex *out = ARENA_ARRAY(paint->keep, RegionVertex, mesh->vertex_count);
    const size_t mark = arena_mark(paint->keep);
    const Mesh flesh = mesh_from_packed(muscle->mesh, DETAIL_HIGH, paint->keep);
    const MeshTree *tree = mesh_tree_build(&flesh, paint->keep);
    for (uint32_t v = 0; v < mesh->vertex_count; v++) {
        vec3s closest_mm, at_mm = packed_position_mm(mesh, v);
        if (bone->side == SIDE_MID && muscle->mirrored) at_mm.z = -at_mm.z; // a paired bone is stored as the right one, like the muscle
        const float away_mm = mesh_tree_inside(tree, at_mm) ? 0.0f : mesh_tree_distance_mm(tree, at_mm, &closest_mm);
        out[v] = speak(away_mm, REACH_SHARE * a->reach_mm, held_here(a, at_mm.y), attach_is_insertion(paint->body, muscle, bone) ? insertion_srgb : origin_srgb, bone->colour_srgb);
    }
    arena_pop_to(paint->keep, mark);
    return out;
}

const RegionVertex *attach_paint_of(PartPaint *paint, PartId muscle, PartId bone)
{
    const Body *body = paint->body;
    const Part *m = &body->parts[muscle], *b = &body->parts[bone];
    const Attachment *a = m->mesh && b->mesh ? attach_of(body, muscle, bone) : NULL;
    if (!a) return NULL;
    const PaintKey wanted = { .reason = muscle, .painted = a->bone }; // a->bone: right or mid
    const RegionVertex *vertices = part_paint_find(paint, &wanted);
    return vertices ? vertices : part_paint_keep(paint, &wanted, paint_bone(paint, a, m, &body->parts[a->bone]));
}
