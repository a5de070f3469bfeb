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

typedef struct Bone { // as triangles, in its rest frame
    PartId part;
    Mesh mesh;
    MeshTree *tree;
    vec3s low_mm, high_mm;
} Bone;
static Bone bones[32];
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
        if (body.parts[p].tissue != TISSUE_BONE || bone_count == 32) continue;
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

// How deep each vertex stands in each bone: [bone][vertex].
static float *depths(const Pose *pose, const FleshVertex *at, uint32_t count)
{
    float *out = ARENA_ARRAY(&scratch, float, (size_t)bone_count * count);
    for (int b = 0; b < bone_count; b++) {
        const mat4s rest_from_world = glms_mat4_inv(pose_world_from_part(&body, pose, bones[b].part));
        for (uint32_t v = 0; v < count; v++) {
            const vec3s world_mm = { { at[v].position_mm[0], at[v].position_mm[1], at[v].position_mm[2] } };
            out[(size_t)b * count + v] = depth_mm(&bones[b], glms_mat4_mulv3(rest_from_world, world_mm, 1.0f));
        }
    }
    return out;
}

typedef struct Seen { // worst of a muscle in some poses
    double volume_frac, deeper_mm, sharp_count;
    int turned_count, pose_count;
} Seen;

static double volume_of(const PackedMesh *mesh, Detail detail, bool mirrored, const FleshVertex *at)
{
    const PackedLevel *level = &mesh->level[detail];
    double six = 0.0;
    for (uint32_t i = 0; i < level->index_count; i += 3) {
        vec3s p[3];
        for (int k = 0; k < 3; k++) memcpy(p[k].raw, at[mesh->indices[level->index_first + i + (uint32_t)k]].position_mm, sizeof p[k].raw);
        six += (double)glms_vec3_dot(p[0], glms_vec3_cross(p[1], p[2]));
    }
    return (mirrored ? -six : six) / 6.0;
}

static vec3s triangle_normal(const uint16_t *c, const FleshVertex *at)
{
    vec3s p[3];
    for (int k = 0; k < 3; k++) memcpy(p[k].raw, at[c[k]].position_mm, sizeof p[k].raw);
    return glms_vec3_cross(glms_vec3_sub(p[1], p[0]), glms_vec3_sub(p[2], p[0]));
}

// A triangle is turned over when it faces away from the three that share its edges, which it did not at rest: from the mean of its corners' normals.
static int turned_over(const PackedMesh *mesh, Detail detail, bool mirrored, const FleshVertex *at, const FleshVertex *rest)
{
    const PackedLevel *level = &mesh->level[detail];
    int count = 0;
    for (uint32_t i = 0; i < level->index_count; i += 3) {
        const uint16_t *c = &mesh->indices[level->index_first + i];
        vec3s n = triangle_normal(c, at), n0 = triangle_normal(c, rest), mean = glms_vec3_zero(), mean0 = mean;
        for (int k = 0; k < 3; k++) {
            const vec3s a = { { at[c[k]].normal[0], at[c[k]].normal[1], at[c[k]].normal[2] } };
            const vec3s r = { { rest[c[k]].normal[0], rest[c[k]].normal[1], rest[c[k]].normal[2] } };
            mean = glms_vec3_add(mean, a);
            mean0 = glms_vec3_add(mean0, r);
        }
        if (mirrored) n = glms_vec3_negate(n), n0 = glms_vec3_negate(n0);
        const bool turned = glms_vec3_dot(n, mean) < 0.0f && glms_vec3_dot(n0, mean0) >= 0.0f;
        if (turned && getenv("SHAPE_WHERE")) {
            double longest = 0;
            for (int k = 0; k < 3; k++) {
                vec3s p, q;
                memcpy(p.raw, rest[c[k]].position_mm, 12);
                memcpy(q.raw, rest[c[(k + 1) % 3]].position_mm, 12);
                longest = fmax(longest, (double)glms_vec3_distance(p, q));
            }
            printf("   %.0f %.0f %.0f longest %.2f altitude %.2f now area ratio %.2f dot %.2f\n", (double)rest[c[0]].position_mm[0], (double)rest[c[0]].position_mm[1], (double)rest[c[0]].position_mm[2], longest, (double)glms_vec3_norm(n0) / longest, (double)(glms_vec3_norm(n) / glms_vec3_norm(n0)), (double)(glms_vec3_dot(n, mean)/glms_vec3_norm(n)/glms_vec3_norm(mean)));
        }
        count += turned;
    }
    return count;
}

static void look(const char *id, Detail detail, Pose pose, Seen *seen, char *note)
{
    const size_t mark = arena_mark(&scratch);
    const PartId part = body_part(&body, id);
    const PackedMesh *mesh = body.parts[part].mesh;
    const uint32_t count = mesh->level[detail].vertex_count;
    const bool mirrored = body.parts[part].mirrored;
    FleshVertex *at = ARENA_ARRAY(&scratch, FleshVertex, count), *rest = ARENA_ARRAY(&scratch, FleshVertex, count);
    const Pose still = pose_of(SIDE_RIGHT, (Hip) { 0 });
    flesh_shape(&body, &flesh, &still, part, count, rest);
    flesh_shape(&body, &flesh, &pose, part, count, at);
    const double rest_mm3 = volume_of(mesh, detail, mirrored, rest);
    const double volume_frac = volume_of(mesh, detail, mirrored, at) / rest_mm3 - 1.0;
    const float *deep = depths(&pose, at, count), *before = depths(&still, rest, count);
    double deeper_mm = 0.0;
    int worst_bone = 0;
    uint32_t worst = 0;
    for (size_t i = 0; i < (size_t)bone_count * count; i++) {
        if ((double)(deep[i] - before[i]) <= deeper_mm) continue;
        deeper_mm = (double)(deep[i] - before[i]);
        worst = (uint32_t)(i % count);
        worst_bone = (int)(i / count);
    }
    const int turned = turned_over(mesh, detail, mirrored, at, rest);
    seen->volume_frac = fmax(seen->volume_frac, fabs(volume_frac));
    seen->deeper_mm = fmax(seen->deeper_mm, deeper_mm);
    seen->turned_count += turned;
    seen->pose_count++;
    if (note) sprintf(note, "volume %+.2f %% deeper %.2f mm in %s at rest %.0f %.0f %.0f turned %d", volume_frac * 100.0, deeper_mm, body.parts[bones[worst_bone].part].id,
                      (double)rest[worst].position_mm[0], (double)rest[worst].position_mm[1], (double)rest[worst].position_mm[2], turned);
    arena_pop_to(&scratch, mark);
}

static void print_walk(void **state)
{
    (void)state;
    if (!loaded || !getenv("SHAPE_WALK")) skip();
    static const char *const ids[] = { "psoas_major_right", "iliacus_right", "rectus_femoris_right" };
    for (int m = 0; m < 3; m++) {
        Seen seen = { 0 };
        for (int f = -20; f <= 120; f += 10) {
            char note[300];
            look(ids[m], DETAIL_HIGH, pose_of(SIDE_RIGHT, (Hip) { (float)f, 0, 0 }), &seen, note);
            printf("%s %d: %s\n", ids[m], f, note);
        }
        for (int f = -20; f <= 110; f += 26)
            for (int a = -30; a <= 45; a += 25)
                for (int r = -40; r <= 40; r += 40) {
                    char note[300];
                    look(ids[m], DETAIL_HIGH, pose_of(SIDE_RIGHT, (Hip) { (float)f, (float)a, (float)r }), &seen, note);
                    if (getenv("SHAPE_ALL")) printf("%s %d %d %d: %s\n", ids[m], f, a, r, note);
                }
        printf("%s: volume %.2f %% deeper %.2f mm turned %d in %d\n", ids[m], seen.volume_frac * 100, seen.deeper_mm, seen.turned_count, seen.pose_count);
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
        cmocka_unit_test(print_walk),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
