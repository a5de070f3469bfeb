// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "mesh.h"
#include "muscle_shape.h"
#include "samples.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static Arena arena, scratch;
static Body body;
static Flesh flesh;
static bool loaded;

static const float degree = 0.0174532925f;

#define BONES 32

typedef struct Bone { // as triangles, in its rest frame
    PartId part;
    Mesh mesh;
    MeshTree *tree;
    vec3s low_mm, high_mm;
} Bone;
static Bone bones[BONES];
static int bone_count;

typedef struct Hip {
    float flexion_deg, abduction_deg, rotation_deg;
} Hip;

static Pose pose_of(Side side, Hip hip)
{
    static const char *const ids[2][3] = { { "hip_flexion_right", "hip_abduction_right", "hip_rotation_right" },
                                           { "hip_flexion_left", "hip_abduction_left", "hip_rotation_left" } };
    const float deg[3] = { hip.flexion_deg, hip.abduction_deg, hip.rotation_deg };
    float joint_rad[JOINT_MOST] = { 0 };
    Pose pose;
    for (int k = 0; k < 3; k++) joint_rad[body_joint(&body, ids[side == SIDE_LEFT][k])] = deg[k] * degree;
    pose_solve(&body, joint_rad, POSTURE_STANDING, &pose);
    return pose;
}

static void load_bones(void)
{
    for (int p = 1; p < body.part_count; p++) {
        if (body.parts[p].tissue != TISSUE_BONE || bone_count == BONES) continue;
        Bone *bone = &bones[bone_count++];
        bone->part = (PartId)p;
        bone->mesh = mesh_from_packed(body.parts[p].mesh, DETAIL_FULL, &arena);
        bone->tree = mesh_tree_build(&bone->mesh, &arena);
        bone->low_mm = bone->high_mm = bone->mesh.position_mm[0];
        for (int v = 0; v < bone->mesh.vertex_count; v++) {
            bone->low_mm = glms_vec3_minv(bone->low_mm, bone->mesh.position_mm[v]);
            bone->high_mm = glms_vec3_maxv(bone->high_mm, bone->mesh.position_mm[v]);
        }
    }
}

static float depth_mm(const Bone *bone, vec3s rest_mm)
{
    for (int k = 0; k < 3; k++) {
        if (rest_mm.raw[k] < bone->low_mm.raw[k] || rest_mm.raw[k] > bone->high_mm.raw[k]) return 0.0f;
    }
    return mesh_tree_inside(bone->tree, rest_mm) ? mesh_tree_distance_mm(bone->tree, rest_mm, NULL) : 0.0f;
}

// How deep each vertex stands in each bone of its side: [bone][vertex]. The other leg is nothing that a muscle can know of.
static float *depths(const Pose *pose, const FleshVertex *at, uint32_t count, Side side)
{
    float *out = ARENA_ARRAY(&scratch, float, (size_t)bone_count * count);
    for (int b = 0; b < bone_count; b++) {
        if (body.parts[bones[b].part].side != SIDE_MID && body.parts[bones[b].part].side != side) continue;
        const mat4s rest_from_world = glms_mat4_inv(pose_world_from_part(&body, pose, bones[b].part));
        for (uint32_t v = 0; v < count; v++) {
            const vec3s world_mm = { { at[v].position_mm[0], at[v].position_mm[1], at[v].position_mm[2] } };
            out[(size_t)b * count + v] = depth_mm(&bones[b], glms_mat4_mulv3(rest_from_world, world_mm, 1.0f));
        }
    }
    return out;
}

// ---- what is measured of one muscle in one pose

typedef struct Look {
    PartId part;
    const PackedMesh *mesh;
    const PackedLevel *level;
    bool mirrored;
    uint32_t count;
    FleshVertex *rest, *at;
} Look;

static const Pose *still(void)
{
    static Pose pose;
    pose = pose_of(SIDE_RIGHT, (Hip) { 0 });
    return &pose;
}

static Look look_at(const char *id, Detail detail, const Pose *pose)
{
    const PartId part = body_part(&body, id);
    assert_true(part > 0);
    const PackedMesh *mesh = body.parts[part].mesh;
    Look look = { .part = part, .mesh = mesh, .level = &mesh->level[detail], .mirrored = body.parts[part].mirrored };
    look.count = look.level->vertex_count;
    look.rest = ARENA_ARRAY(&scratch, FleshVertex, look.count);
    look.at = ARENA_ARRAY(&scratch, FleshVertex, look.count);
    flesh_shape(&body, &flesh, still(), part, look.count, look.rest);
    flesh_shape(&body, &flesh, pose, part, look.count, look.at);
    return look;
}

static vec3s place(const FleshVertex *at, uint32_t v)
{
    return (vec3s) { { at[v].position_mm[0], at[v].position_mm[1], at[v].position_mm[2] } };
}

static vec3s facing(const FleshVertex *at, uint32_t v)
{
    return (vec3s) { { at[v].normal[0], at[v].normal[1], at[v].normal[2] } };
}

static double volume_mm3(const Look *look, const FleshVertex *at)
{
    double six = 0.0;
    const uint16_t *c = look->mesh->indices + look->level->index_first;
    for (uint32_t i = 0; i < look->level->index_count; i += 3)
        six += (double)glms_vec3_dot(place(at, c[i]), glms_vec3_cross(place(at, c[i + 1]), place(at, c[i + 2])));
    return (look->mirrored ? -six : six) / 6.0;
}

static vec3s triangle_normal(const Look *look, const FleshVertex *at, const uint16_t *c)
{
    const vec3s p = place(at, c[0]), n = glms_vec3_cross(glms_vec3_sub(place(at, c[1]), p), glms_vec3_sub(place(at, c[2]), p));
    return look->mirrored ? glms_vec3_negate(n) : n;
}

static bool faces_away(const Look *look, const FleshVertex *at, const uint16_t *c)
{
    const vec3s mean = glms_vec3_add(glms_vec3_add(facing(at, c[0]), facing(at, c[1])), facing(at, c[2]));
    return glms_vec3_dot(triangle_normal(look, at, c), mean) < 0.0f;
}

// Triangles that face away from the surface at their corners and did not at rest.
static int turned_over(const Look *look)
{
    int count = 0;
    for (uint32_t i = 0; i < look->level->index_count; i += 3) {
        const uint16_t *c = &look->mesh->indices[look->level->index_first + i];
        const bool turned = faces_away(look, look->at, c) && !faces_away(look, look->rest, c);
        if (turned && getenv("SHAPE_WHERE")) for (int k = 0; k < 3; k++) { vec3s q = place(look->rest, c[k]), e = place(look->at, c[k]); printf("   %d: rest %.1f %.1f %.1f now %.1f %.1f %.1f n %.2f %.2f %.2f\n", c[k], (double)q.x, (double)q.y, (double)q.z, (double)e.x, (double)e.y, (double)e.z, (double)look->at[c[k]].normal[0], (double)look->at[c[k]].normal[1], (double)look->at[c[k]].normal[2]); }
        count += turned;
    }
    return count;
}

static double deeper_mm(const Look *look, const Pose *pose)
{
    const Side side = body.parts[look->part].side;
    const float *now = depths(pose, look->at, look->count, side), *before = depths(still(), look->rest, look->count, side);
    double most = 0.0;
    for (size_t i = 0; i < (size_t)bone_count * look->count; i++) most = fmax(most, (double)(now[i] - before[i]));
    if (getenv("SHAPE_DEEP") && most > 1.5) for (size_t i = 0; i < (size_t)bone_count * look->count; i++) if (now[i]-before[i] > 1.5f) { vec3s q = place(look->rest, (uint32_t)(i % look->count)); printf("   deep %.2f from %.2f in %s rest %.1f %.1f %.1f\n", (double)now[i], (double)before[i], body.parts[bones[i / look->count].part].id, (double)q.x, (double)q.y, (double)q.z); }
    return most;
}

// Thigh bone in hip bone, deeper than at rest: no body can stand so.
static bool bones_collide(const Pose *pose, Side side)
{
    const char *femur_id = side == SIDE_LEFT ? "femur_left" : "femur_right", *hip_id = side == SIDE_LEFT ? "hip_bone_left" : "hip_bone_right";
    const PartId femur = body_part(&body, femur_id), hip = body_part(&body, hip_id);
    const mat4s hip_from_femur = glms_mat4_mul(glms_mat4_inv(pose_world_from_part(&body, pose, hip)), pose_world_from_part(&body, pose, femur));
    const PackedMesh *mesh = body.parts[femur].mesh;
    const Bone *bone = bones;
    while (bone->part != hip) bone++;
    for (uint32_t v = 0; v < mesh->level[DETAIL_HIGH].vertex_count; v++) {
        const vec3s rest_mm = packed_position_mm(mesh, v);
        if (rest_mm.y < -120.0f || glms_vec3_distance(rest_mm, (vec3s) { { 0.0f, 0.0f, 91.3f } }) < 27.0f) continue; // the head is in its socket
        if (depth_mm(bone, glms_mat4_mulv3(hip_from_femur, rest_mm, 1.0f)) > 1.0f) return true;
    }
    return false;
}

// ---- facts

static const char *const flexor_ids[] = { "psoas_major_right", "psoas_major_left", "iliacus_right", "iliacus_left", "rectus_femoris_right" };
static const char *const neighbour_ids[] = { "sartorius_right",       "pectineus_right",       "tensor_fasciae_latae_right",
                                             "gluteus_medius_right", "gluteus_maximus_right", "piriformis_right" };
#define COUNT(list) (sizeof(list) / sizeof *(list))

typedef struct Worst {
    double volume_frac, deeper_mm;
    int turned, turned_poses, poses, collisions;
} Worst;

static void walk_pose(const char *id, Detail detail, Hip hip, Worst *worst)
{
    const size_t mark = arena_mark(&scratch);
    const Side side = body.parts[body_part(&body, id)].side;
    const Pose pose = pose_of(side, hip);
    if (bones_collide(&pose, side)) {
        worst->collisions++;
        return;
    }
    const Look look = look_at(id, detail, &pose);
    const double volume_frac = fabs(volume_mm3(&look, look.at) / volume_mm3(&look, look.rest) - 1.0), deep_mm = deeper_mm(&look, &pose);
    const int turned = turned_over(&look);
    if (getenv("SHAPE_ALL") && (volume_frac > 0.01 || deep_mm > 1.2 || turned))
        printf("%s %.0f %.0f %.0f: volume %.2f %% deeper %.2f mm turned %d\n", id, (double)hip.flexion_deg, (double)hip.abduction_deg,
               (double)hip.rotation_deg, volume_frac * 100.0, deep_mm, turned);
    worst->volume_frac = fmax(worst->volume_frac, volume_frac);
    worst->deeper_mm = fmax(worst->deeper_mm, deep_mm);
    worst->turned += turned;
    worst->turned_poses += turned > 0;
    worst->poses++;
    arena_pop_to(&scratch, mark);
}

static void tell(const char *id, const char *walk, const Worst *worst)
{
    printf("%s, %s: volume %.2f %%, deeper %.2f mm, %d triangles turned in %d of %d poses, %d poses with bone in bone\n", id, walk,
           worst->volume_frac * 100.0, worst->deeper_mm, worst->turned, worst->turned_poses, worst->poses, worst->collisions);
}

// One joint after the other over the range of the issue, others at rest.
static Worst walk_lines(const char *id, Detail detail)
{
    Worst worst = { 0 };
    for (int f = -20; f <= 110; f += 10) walk_pose(id, detail, (Hip) { (float)f, 0, 0 }, &worst);
    for (int a = -30; a <= 45; a += 15) walk_pose(id, detail, (Hip) { 0, (float)a, 0 }, &worst);
    for (int r = -40; r <= 40; r += 20) walk_pose(id, detail, (Hip) { 0, 0, (float)r }, &worst);
    return worst;
}

// All three together: ends and middles.
static Worst walk_corners(const char *id, Detail detail)
{
    static const float flexion_deg[] = { -20, 20, 60, 90, 110 }, abduction_deg[] = { -30, 0, 20, 45 }, rotation_deg[] = { -40, 0, 40 };
    Worst worst = { 0 };
    for (size_t f = 0; f < COUNT(flexion_deg); f++)
        for (size_t a = 0; a < COUNT(abduction_deg); a++)
            for (size_t r = 0; r < COUNT(rotation_deg); r++)
                walk_pose(id, detail, (Hip) { flexion_deg[f], abduction_deg[a], rotation_deg[r] }, &worst);
    return worst;
}

static void hip_flexors_keep_their_volume_and_stay_out_of_bone(void **state)
{
    (void)state;
    if (!loaded) skip();
    for (size_t m = 0; m < COUNT(flexor_ids); m++) {
        for (int detail = DETAIL_FULL; detail <= DETAIL_HIGH; detail++) {
            const Worst lines = walk_lines(flexor_ids[m], (Detail)detail), corners = walk_corners(flexor_ids[m], (Detail)detail);
            tell(flexor_ids[m], detail == DETAIL_FULL ? "full, one joint" : "high, one joint", &lines);
            tell(flexor_ids[m], detail == DETAIL_FULL ? "full, three joints" : "high, three joints", &corners);
        }
    }
}

static void neighbours_keep_their_volume_and_stay_out_of_bone(void **state)
{
    (void)state;
    if (!loaded) skip();
    for (size_t m = 0; m < COUNT(neighbour_ids); m++) {
        const Worst lines = walk_lines(neighbour_ids[m], DETAIL_HIGH), corners = walk_corners(neighbour_ids[m], DETAIL_HIGH);
        tell(neighbour_ids[m], "high, one joint", &lines);
        tell(neighbour_ids[m], "high, three joints", &corners);
    }
}

static int set_up(void **state)
{
    (void)state;
    Message why = { 0 };
    arena = arena_make((size_t)1 << 30);
    scratch = arena_make((size_t)1 << 30);
    loaded = body_load(TEST_PACK, &arena, &body, &why) == RESULT_OK;
    if (!loaded) return 0;
    flesh = flesh_bind(&body, &arena);
    load_bones();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    body_unload(&body);
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hip_flexors_keep_their_volume_and_stay_out_of_bone),
        cmocka_unit_test(neighbours_keep_their_volume_and_stay_out_of_bone),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
