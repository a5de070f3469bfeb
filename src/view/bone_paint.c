// bone_paint.c: see bone_paint.h.
#include "bone_paint.h"

#include "region_depth.h"

#include <math.h>
#include <string.h>

#define SMOOTH_ROUNDS 5
#define HEAD_REACH_MM 32.0f   // beyond it nothing belongs to the joint of the hip
#define HEAD_ANGLE_DEG 112.0f // how far from the pole the head's cartilage reaches
#define HEAD_WAVE_MM 1.6f     // its border is not a circle
#define FOVEA_RADIUS_MM 6.0f
#define SACRAL_FACET_MM 7.5f
#define FRONT_HORN_MM 8.5f
#define CONDYLE_AXIS_X_MM 5.0f // the femoral condyles' profiles wind about this line, nearly
#define CONDYLE_AXIS_Y_MM (-420.0f)
#define HOLD_CELL_MM 5.0f
#define HOLD_FULL 2.0f // so many vertices of flesh in a cell hold as well as any number
#define MOTTLE_CELL_MM 9.0f

struct BonePaint {
    const Body *body;
    Arena *keep;
    const BoneVertex **made; // [structure]
};

BonePaint *bone_paint_make(const Body *body, Arena *keep)
{
    BonePaint *paint = ARENA_ARRAY(keep, BonePaint, 1);
    paint->body = body;
    paint->keep = keep;
    paint->made = ARENA_ARRAY(keep, const BoneVertex *, body->pack.header->structure_count);
    return paint;
}

// ---- joint faces

typedef struct Bone { // under way
    const Body *body;
    const Part *part;
    const PackedMesh *mesh;
    float *face_mm; // [vertex] signed distance to the border of a joint face, positive on it
} Bone;

static const char *region_id(const Bone *bone, uint32_t v)
{
    const uint8_t local = bone->mesh->regions[v];
    if (local == PACKED_NO_REGION) return "";
    return bone->body->pack.regions[bone->body->pack.structures[bone->part->structure_index].region_first + local].id;
}

static bool is_joint_face(const char *region)
{
    static const char *const faces[] = {
        "lunate_surface", "auricular_surface_ilium", "auricular_surface_sacrum", "symphysial_surface", "articular_surface_of_patella",
        "medial_femoral_condyle", "lateral_femoral_condyle", "patellar_surface", "superior_articular_facet", "inferior_articular_facet",
        "superior_endplate", "inferior_endplate", "medial_condyle_of_tibia", "lateral_condyle_of_tibia",
    };
    for (size_t i = 0; i < sizeof faces / sizeof *faces; i++)
        if (strcmp(region, faces[i]) == 0) return true;
    return false;
}

static const Landmark *landmark(const Bone *bone, const char *id)
{
    for (int i = 0; i < bone->body->landmark_count; i++) {
        const Landmark *mark = &bone->body->landmarks[i];
        if (mark->structure_index == bone->part->structure_index && strcmp(mark->id, id) == 0) return mark;
    }
    return NULL;
}

static void faces_by_region(const Bone *bone, Arena *scratch)
{
    uint8_t *label = ARENA_ARRAY(scratch, uint8_t, bone->mesh->vertex_count);
    for (uint32_t v = 0; v < bone->mesh->vertex_count; v++) label[v] = is_joint_face(region_id(bone, v));
    const float *depth_mm = region_depths_mm(bone->mesh, label, scratch);
    for (uint32_t v = 0; v < bone->mesh->vertex_count; v++) bone->face_mm[v] = label[v] ? depth_mm[v] : -depth_mm[v];
}

static bool region_middle(const Bone *bone, const char *region, vec3s *out)
{
    float count = 0.0f;
    *out = (vec3s) { { 0, 0, 0 } };
    for (uint32_t v = 0; v < bone->mesh->vertex_count; v++) {
        if (strcmp(region_id(bone, v), region) != 0) continue;
        *out = glms_vec3_add(*out, packed_position_mm(bone->mesh, v));
        count += 1.0f;
    }
    *out = glms_vec3_divs(*out, fmaxf(count, 1.0f));
    return count > 0.0f;
}

typedef struct Head {
    vec3s centre_mm, pole, side, fovea_mm;
    float radius_mm;
} Head;

// The head without its fovea, as far as an angle from the pole that looks away from the neck.
static float head_face_mm(const Head *head, vec3s p)
{
    const vec3s out = glms_vec3_sub(p, head->centre_mm);
    const float from_centre_mm = fmaxf(glms_vec3_norm(out), 1e-3f), angle = acosf(glm_clamp(glms_vec3_dot(out, head->pole) / from_centre_mm, -1.0f, 1.0f));
    const float turn = atan2f(glms_vec3_dot(out, glms_vec3_cross(head->pole, head->side)), glms_vec3_dot(out, head->side));
    const float border_mm = (glm_rad(HEAD_ANGLE_DEG) - angle) * head->radius_mm + HEAD_WAVE_MM * sinf(2.0f * turn + 0.6f);
    const float sphere_mm = 3.0f * (head->radius_mm + 2.0f - from_centre_mm);
    return fminf(fminf(border_mm, sphere_mm), glms_vec3_distance(p, head->fovea_mm) - FOVEA_RADIUS_MM);
}

static void face_of_head(const Bone *bone)
{
    Head head = { .centre_mm = bone->body->segments[body_segment(bone->body, "femur_right")].centre_mm };
    vec3s top_mm, neck_mm;
    if (!region_middle(bone, "femoral_head", &top_mm) || !region_middle(bone, "femoral_neck", &neck_mm) ||
        !region_middle(bone, "fovea_of_head", &head.fovea_mm))
        return;
    head.pole = glms_vec3_normalize(glms_vec3_sub(head.centre_mm, neck_mm));
    head.side = glms_vec3_normalize(glms_vec3_cross(head.pole, (vec3s) { { 0, 1, 0 } }));
    float sum = 0.0f, count = 0.0f;
    for (uint32_t v = 0; v < bone->mesh->vertex_count; v++) {
        if (strcmp(region_id(bone, v), "femoral_head") != 0) continue;
        sum += glms_vec3_distance(packed_position_mm(bone->mesh, v), head.centre_mm);
        count += 1.0f;
    }
    head.radius_mm = sum / fmaxf(count, 1.0f);
    for (uint32_t v = 0; v < bone->mesh->vertex_count; v++) {
        const vec3s p = packed_position_mm(bone->mesh, v);
        if (glms_vec3_distance(p, head.centre_mm) < HEAD_REACH_MM) bone->face_mm[v] = head_face_mm(&head, p);
    }
}

// The rollers of the knee: not their flanks, and neither over their rear edge nor up the shaft in front.
static float condyle_mm(vec3s p, vec3s n)
{
    const vec2s out = { { p.x - CONDYLE_AXIS_X_MM, p.y - CONDYLE_AXIS_Y_MM } };
    const float turn = atan2f(out.y, out.x), below = turn < -0.5f * GLM_PIf ? turn + 2.0f * GLM_PIf : turn; // -90..270 degrees, 90 is up
    const float front_mm = (glm_rad(34.0f) - below) * 30.0f, rear_mm = (below - glm_rad(140.0f)) * 24.0f;
    return fminf((0.74f - fabsf(n.z)) * 14.0f, fmaxf(front_mm, rear_mm));
}

// A region may hold more than its joint face: what faces the wrong way is taken out.
static void narrow_faces(const Bone *bone)
{
    const char *id = bone->part->structure;
    const vec3s hip_mm = bone->body->segments[body_segment(bone->body, "femur_right")].centre_mm;
    for (uint32_t v = 0; v < bone->mesh->vertex_count; v++) {
        const vec3s p = packed_position_mm(bone->mesh, v), n = packed_normal(&bone->mesh->vertices[v]);
        float narrowed_mm = INFINITY;
        if (strcmp(id, "hip_bone") == 0 && glms_vec3_distance(p, hip_mm) < 40.0f)
            narrowed_mm = (-glms_vec3_dot(n, glms_vec3_normalize(glms_vec3_sub(p, hip_mm))) - 0.72f) * 22.0f;
        if (strcmp(id, "femur") == 0 && p.y < -300.0f) narrowed_mm = condyle_mm(p, n);
        if (strcmp(id, "patella") == 0) narrowed_mm = (-n.x - 0.45f) * 10.0f;
        if (strcmp(id, "tibia") == 0) narrowed_mm = (n.y - 0.80f) * 26.0f;
        if (strncmp(id, "vertebra_", 9) == 0 && strstr(region_id(bone, v), "endplate")) narrowed_mm = (fabsf(n.y) - 0.75f) * 20.0f;
        bone->face_mm[v] = fminf(bone->face_mm[v], narrowed_mm);
    }
}

// Round a landmark, as far as the surface faces as it does there: for joint faces whose region is too coarse or missing.
static void face_round(const Bone *bone, const char *landmark_id, float radius_mm, vec3s facing)
{
    const Landmark *mark = landmark(bone, landmark_id);
    for (uint32_t v = 0; mark && v < bone->mesh->vertex_count; v++) {
        vec3s p = packed_position_mm(bone->mesh, v), n = packed_normal(&bone->mesh->vertices[v]);
        if (bone->part->side == SIDE_MID && p.z < 0.0f) p.z = -p.z, n.z = -n.z;
        const float face_mm = fminf(radius_mm - glms_vec3_distance(p, mark->position_mm), (glms_vec3_dot(n, facing) - 0.45f) * 16.0f);
        bone->face_mm[v] = fmaxf(bone->face_mm[v], face_mm);
    }
}

static void smooth_faces(const Bone *bone, Arena *scratch)
{
    const PackedLevel *full = &bone->mesh->level[DETAIL_FULL];
    const uint16_t *index = bone->mesh->indices + full->index_first;
    vec2s *sum = ARENA_ARRAY(scratch, vec2s, bone->mesh->vertex_count);
    for (int round = 0; round < SMOOTH_ROUNDS; round++) {
        for (uint32_t v = 0; v < bone->mesh->vertex_count; v++) sum[v] = (vec2s) { { 3.0f * bone->face_mm[v], 3.0f } };
        for (uint32_t i = 0; i < full->index_count; i++)
            sum[index[i % 3 == 2 ? i - 2 : i + 1]] = glms_vec2_add(sum[index[i % 3 == 2 ? i - 2 : i + 1]], (vec2s) { { bone->face_mm[index[i]], 1.0f } });
        for (uint32_t v = 0; v < bone->mesh->vertex_count; v++) bone->face_mm[v] = sum[v].x / sum[v].y;
    }
}

// ---- where flesh holds on

typedef struct HoldGrid { // how much held flesh lies in each cell
    vec3s low_mm;
    int count[3];
    float *cell;
} HoldGrid;

static HoldGrid hold_grid(const PackedMesh *mesh, Arena *scratch)
{
    HoldGrid grid = { .low_mm = glms_vec3_subs(mesh->min_mm, HOLD_CELL_MM) };
    for (int k = 0; k < 3; k++) grid.count[k] = (int)(mesh->step_mm.raw[k] * 65535.0f / HOLD_CELL_MM) + 4;
    grid.cell = ARENA_ARRAY(scratch, float, (size_t)grid.count[0] * (size_t)grid.count[1] * (size_t)grid.count[2]);
    return grid;
}

typedef struct Corner {
    size_t at;
    float share;
} Corner;

static int hold_corners(const HoldGrid *grid, vec3s p, Corner corner[8])
{
    int at[3];
    float frac[3];
    for (int k = 0; k < 3; k++) {
        const float x = (p.raw[k] - grid->low_mm.raw[k]) / HOLD_CELL_MM;
        if (!(x >= 0.0f && x < (float)(grid->count[k] - 1))) return 0;
        at[k] = (int)x;
        frac[k] = x - (float)at[k];
    }
    for (int i = 0; i < 8; i++) {
        size_t place = 0;
        float share = 1.0f;
        for (int k = 2; k >= 0; k--) {
            place = place * (size_t)grid->count[k] + (size_t)(at[k] + (i >> k & 1));
            share *= i >> k & 1 ? frac[k] : 1.0f - frac[k];
        }
        corner[i] = (Corner) { place, share };
    }
    return 8;
}

static void add_flesh(HoldGrid *grid, vec3s p)
{
    Corner corner[8];
    const int count = hold_corners(grid, p, corner);
    for (int i = 0; i < count; i++) grid->cell[corner[i].at] += corner[i].share;
}

// Flesh begins to be held at from_mm and is held in full at to_mm (attachments.csv); 0, 0: anywhere.
static bool is_held(const Attachment *attachment, vec3s p)
{
    if (attachment->from_mm == attachment->to_mm) return true;
    return attachment->from_mm < attachment->to_mm ? p.y > attachment->from_mm : p.y < attachment->from_mm;
}

static void add_muscle(HoldGrid *grid, const Body *body, const Part *bone, const Attachment *attachment)
{
    const PackedMesh *mesh = &body->pack.meshes[attachment->structure_index];
    for (uint32_t v = 0; v < mesh->vertex_count; v++) {
        const vec3s p = packed_position_mm(mesh, v);
        if (!is_held(attachment, p)) continue;
        add_flesh(grid, p);
        if (bone->side == SIDE_MID) add_flesh(grid, (vec3s) { { p.x, p.y, -p.z } });
    }
}

static float hold_at(const HoldGrid *grid, vec3s p)
{
    Corner corner[8];
    float hold = 0.0f;
    const int count = hold_corners(grid, p, corner);
    for (int i = 0; i < count; i++) hold += corner[i].share * fminf(grid->cell[corner[i].at] / HOLD_FULL, 1.0f);
    return hold;
}

static HoldGrid holds_of(const Bone *bone, Arena *scratch)
{
    HoldGrid grid = hold_grid(bone->mesh, scratch);
    for (int i = 0; i < bone->body->attachment_count; i++) {
        const Attachment *attachment = &bone->body->attachments[i];
        if (bone->body->parts[attachment->bone].structure_index == bone->part->structure_index) add_muscle(&grid, bone->body, bone->part, attachment);
    }
    return grid;
}

// ---- mottle

static float chance(int x, int y, int z)
{
    uint32_t h = (uint32_t)x * 73856093u ^ (uint32_t)y * 19349663u ^ (uint32_t)z * 83492791u;
    h = (h ^ h >> 16) * 0x85EBCA6Bu;
    h = (h ^ h >> 13) * 0xC2B2AE35u;
    return (float)((h ^ h >> 16) >> 8) / 16777216.0f;
}

// Noise on a lattice, smooth in between; -0.5..0.5.
static float mottle_at(vec3s p)
{
    int at[3];
    float frac[3], sum = 0.0f;
    for (int k = 0; k < 3; k++) {
        const float x = p.raw[k] / MOTTLE_CELL_MM;
        at[k] = (int)floorf(x);
        frac[k] = glm_smoothstep(0.0f, 1.0f, x - floorf(x));
    }
    for (int i = 0; i < 8; i++) {
        float share = 1.0f;
        for (int k = 0; k < 3; k++) share *= i >> k & 1 ? frac[k] : 1.0f - frac[k];
        sum += share * chance(at[0] + (i & 1), at[1] + (i >> 1 & 1), at[2] + (i >> 2 & 1));
    }
    return sum - 0.5f;
}

// ---- vertices

static const BoneVertex *make_vertices(const Body *body, const Part *part, Arena *keep)
{
    BoneVertex *vertex = ARENA_ARRAY(keep, BoneVertex, part->mesh->vertex_count);
    const size_t mark = arena_mark(keep);
    const Bone bone = { body, part, part->mesh, ARENA_ARRAY(keep, float, part->mesh->vertex_count) };
    faces_by_region(&bone, keep);
    narrow_faces(&bone);
    if (strcmp(part->structure, "femur") == 0) face_of_head(&bone);
    face_round(&bone, "superior_articular_facet_s1", SACRAL_FACET_MM, (vec3s) { { -0.86f, 0.30f, -0.42f } });
    face_round(&bone, "lunate_surface_anterior", FRONT_HORN_MM, (vec3s) { { -0.81f, -0.18f, 0.56f } });
    smooth_faces(&bone, keep);
    const HoldGrid holds = holds_of(&bone, keep);
    for (uint32_t v = 0; v < part->mesh->vertex_count; v++) {
        const vec3s p = packed_position_mm(part->mesh, v);
        vertex[v].cartilage = (int8_t)lrintf(glm_clamp(bone.face_mm[v] * BONE_CARTILAGE_STEPS, -127.0f, 127.0f));
        vertex[v].hold = (uint8_t)lrintf(255.0f * fminf(hold_at(&holds, p), 1.0f));
        vertex[v].mottle = (int8_t)lrintf(254.0f * mottle_at(p));
    }
    arena_pop_to(keep, mark);
    return vertex;
}

const BoneVertex *bone_paint_of(BonePaint *paint, PartId part)
{
    const Part *p = &paint->body->parts[part];
    if (p->tissue != TISSUE_BONE || !p->mesh) return NULL;
    const BoneVertex **made = &paint->made[p->structure_index];
    if (!*made) *made = make_vertices(paint->body, p, paint->keep);
    return *made;
}
