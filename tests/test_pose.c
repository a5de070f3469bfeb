// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "pose.h"
#include "samples.h"

#include <math.h>
#include <string.h>

static Arena arena;
static Body body;
static Flesh flesh;

static const float degree = 0.017453292519943295f;

typedef struct Wish {
    const char *joint;
    float deg;
} Wish;

static Pose pose_of(Posture posture, const Wish *wishes, int count)
{
    float joint_rad[JOINT_MOST] = { 0 };
    Pose pose;
    for (int i = 0; i < count; i++) joint_rad[body_joint(&body, wishes[i].joint)] = wishes[i].deg * degree;
    pose_solve(&body, joint_rad, posture, &pose);
    return pose;
}

static Pose pose_one(const char *joint, float deg)
{
    return pose_of(POSTURE_STANDING, &(Wish) { joint, deg }, 1);
}

static const Wish wild[] = { { "pelvis_tilt", 20 },         { "pelvis_list", -10 },        { "pelvis_rotation", 25 },
                             { "lumbar_flexion", 50 },      { "lumbar_bend", -20 },        { "hip_flexion_right", 110 },
                             { "hip_abduction_right", 40 }, { "hip_rotation_right", -30 }, { "hip_flexion_left", -25 },
                             { "hip_abduction_left", 35 },  { "hip_rotation_left", 40 } };
#define WILD wild, (int)(sizeof wild / sizeof *wild)

static vec3s moved_mm(const Pose *pose, const char *segment, float x, float y, float z)
{
    return glms_mat4_mulv3(pose->world_from_segment[body_segment(&body, segment)], (vec3s) { { x, y, z } }, 1.0f);
}

static void is_near(vec3s a, float x, float y, float z, float slack_mm)
{
    assert_float_equal(a.x, x, slack_mm);
    assert_float_equal(a.y, y, slack_mm);
    assert_float_equal(a.z, z, slack_mm);
}

static void the_rest_pose_is_the_identity_to_the_last_bit(void **state)
{
    (void)state;
    const Pose pose = pose_of(POSTURE_STANDING, NULL, 0);
    const mat4s identity = glms_mat4_identity();
    for (int s = 0; s < body.segment_count; s++) assert_memory_equal(&pose.world_from_segment[s], &identity, sizeof identity);
}

static void solving_twice_gives_the_same_bytes(void **state)
{
    (void)state;
    Pose first = pose_of(POSTURE_SIDE_LYING, WILD), second;
    memset(&second, 0, sizeof second);
    pose_solve(&body, first.joint_rad, POSTURE_SIDE_LYING, &second);
    for (int s = 0; s < body.segment_count; s++)
        assert_memory_equal(&first.world_from_segment[s], &second.world_from_segment[s], sizeof first.world_from_segment[s]);
}

static void flexion_brings_the_thigh_forward(void **state)
{
    (void)state;
    Pose pose = pose_one("hip_flexion_right", 90.0f);
    is_near(moved_mm(&pose, "femur_right", 0.0f, -400.0f, 91.3f), 400.0f, 0.0f, 91.3f, 1e-3f);
    pose = pose_one("hip_flexion_left", 90.0f);
    is_near(moved_mm(&pose, "femur_left", 0.0f, -400.0f, -91.3f), 400.0f, 0.0f, -91.3f, 1e-3f);
    pose = pose_one("hip_flexion_right", -30.0f);
    is_near(moved_mm(&pose, "femur_right", 0.0f, -400.0f, 91.3f), -200.0f, -346.410f, 91.3f, 1e-2f);
}

static void abduction_moves_the_thigh_outward_on_both_sides(void **state)
{
    (void)state;
    Pose pose = pose_one("hip_abduction_right", 30.0f);
    is_near(moved_mm(&pose, "femur_right", 0.0f, -400.0f, 91.3f), 0.0f, -346.410f, 291.3f, 1e-2f);
    pose = pose_one("hip_abduction_left", 30.0f);
    is_near(moved_mm(&pose, "femur_left", 0.0f, -400.0f, -91.3f), 0.0f, -346.410f, -291.3f, 1e-2f);
}

static void internal_rotation_turns_the_toes_inward_on_both_sides(void **state)
{
    (void)state;
    Pose pose = pose_one("hip_rotation_right", 30.0f);
    assert_true(moved_mm(&pose, "femur_right", 100.0f, -900.0f, 91.3f).z < 50.0f);
    pose = pose_one("hip_rotation_left", 30.0f);
    assert_true(moved_mm(&pose, "femur_left", 100.0f, -900.0f, -91.3f).z > -50.0f);
}

// R = Rz(flexion) Rx(adduction) Ry(internal rotation), as in OpenSim, worked out with plain matrices.
static void hip_turns_are_applied_flexion_then_abduction_then_rotation(void **state)
{
    (void)state;
    const Wish wishes[] = { { "hip_rotation_right", 20 }, { "hip_flexion_right", 50 }, { "hip_abduction_right", 30 } };
    const Pose pose = pose_of(POSTURE_STANDING, wishes, 3);
    mat4s want = glms_translate_make((vec3s) { { 0.0f, 0.0f, 91.3f } });
    want = glms_rotate(want, 50.0f * degree, (vec3s) { { 0.0f, 0.0f, 1.0f } });
    want = glms_rotate(want, -30.0f * degree, (vec3s) { { 1.0f, 0.0f, 0.0f } }); // adduction is minus abduction
    want = glms_rotate(want, 20.0f * degree, (vec3s) { { 0.0f, 1.0f, 0.0f } });
    want = glms_translate(want, (vec3s) { { 0.0f, 0.0f, -91.3f } });
    const vec3s knee_mm = glms_mat4_mulv3(want, (vec3s) { { 10.0f, -400.0f, 80.0f } }, 1.0f);
    is_near(moved_mm(&pose, "femur_right", 10.0f, -400.0f, 80.0f), knee_mm.x, knee_mm.y, knee_mm.z, 1e-3f);
}

static void hip_centres_stay_put_under_hip_joints(void **state)
{
    (void)state;
    for (float deg = -30.0f; deg <= 120.0f; deg += 10.0f) {
        const Wish wishes[] = { { "hip_flexion_right", deg }, { "hip_abduction_right", 20 }, { "hip_rotation_right", -35 } };
        const Pose pose = pose_of(POSTURE_STANDING, wishes, 3);
        is_near(moved_mm(&pose, "femur_right", 0.0f, 0.0f, 91.3f), 0.0f, 0.0f, 91.3f, 1e-4f);
        is_near(moved_mm(&pose, "pelvis", 10.0f, 20.0f, 30.0f), 10.0f, 20.0f, 30.0f, 0.0f);
    }
}

static void neighbours_stay_joined_where_they_turn(void **state)
{
    (void)state;
    const Pose pose = pose_of(POSTURE_SUPINE, WILD);
    for (int s = 2; s < body.segment_count; s++) {
        const Segment *segment = &body.segments[s];
        const vec3s own = glms_mat4_mulv3(pose.world_from_segment[s], segment->centre_mm, 1.0f);
        const vec3s parent = glms_mat4_mulv3(pose.world_from_segment[segment->parent], segment->centre_mm, 1.0f);
        assert_true(glms_vec3_distance(own, parent) < 2e-3f);
    }
}

static void segments_keep_lengths_and_handedness(void **state)
{
    (void)state;
    const Pose pose = pose_of(POSTURE_SIDE_LYING, WILD);
    for (int s = 1; s < body.segment_count; s++) {
        const mat4s m = pose.world_from_segment[s];
        assert_float_equal(glms_mat4_det(m), 1.0, 1e-5);
        for (int k = 0; k < 3; k++) assert_float_equal(glms_vec4_norm(m.col[k]), 1.0, 1e-5);
    }
}

static void the_lumbar_spine_takes_its_shares(void **state)
{
    (void)state;
    const Pose pose = pose_one("lumbar_flexion", 60.0f);
    const float l5_deg = acosf(pose.world_from_segment[body_segment(&body, "vertebra_l5")].m00) / degree;
    const float t12_deg = acosf(pose.world_from_segment[body_segment(&body, "vertebra_t12")].m00) / degree;
    assert_float_equal(l5_deg, 60.0 * 0.183, 0.01);
    assert_float_equal(t12_deg, 60.0, 0.01);
    assert_true(moved_mm(&pose, "vertebra_t12", 0.0f, 300.0f, 0.0f).x > 80.0f); // flexion bends forward
}

static void anterior_tilt_lowers_the_front_of_the_pelvis(void **state)
{
    (void)state;
    const Pose pose = pose_one("pelvis_tilt", 20.0f);
    assert_true(moved_mm(&pose, "pelvis", 60.0f, 90.0f, 0.0f).y < 70.0f);
    assert_true(moved_mm(&pose, "femur_right", 0.0f, -400.0f, 91.3f).x < -100.0f); // the thigh goes along
}

static void postures_turn_the_whole_body(void **state)
{
    (void)state;
    Pose pose = pose_of(POSTURE_SIDE_LYING, NULL, 0);
    is_near(moved_mm(&pose, "pelvis", 1.0f, 2.0f, 3.0f), 1.0f, 3.0f, -2.0f, 1e-6f); // right side up
    pose = pose_of(POSTURE_SUPINE, NULL, 0);
    is_near(moved_mm(&pose, "femur_left", 1.0f, 2.0f, 3.0f), -2.0f, 1.0f, 3.0f, 1e-4f); // front up
    const mat4s identity = glms_mat4_identity();
    assert_memory_equal(&pose.world_from_segment[0], &identity, sizeof identity);
}

static void the_empty_body_of_the_knee_turns_nothing(void **state)
{
    (void)state;
    const Pose pose = pose_one("knee_flexion_right", 90.0f);
    const mat4s identity = glms_mat4_identity();
    for (int s = 0; s < body.segment_count; s++) assert_memory_equal(&pose.world_from_segment[s], &identity, sizeof identity);
}

static void angles_are_kept_inside_their_range(void **state)
{
    (void)state;
    const JointId hip = body_joint(&body, "hip_flexion_right");
    float angle_rad = 130.0f * degree;
    assert_true(pose_clamp(&body, hip, &angle_rad));
    assert_float_equal(angle_rad, 120.0 * (double)degree, 1e-6);
    assert_false(pose_clamp(&body, hip, &angle_rad));
    angle_rad = -30.0f * degree;
    assert_false(pose_clamp(&body, hip, &angle_rad));
}

static const char *const soft_ids[] = { "psoas_major_right", "psoas_major_left", "kidney_right", "skin_trunk_thigh" };

static void shares_always_sum_to_one(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        const Part *part = &body.parts[body_part(&body, soft_ids[i])];
        for (int k = 0; k < 4000; k++) {
            const vec3s p = { { (float)(k * 37 % 240) - 120.0f, (float)(k * 91 % 700) - 350.0f, (float)(k * 53 % 360) - 180.0f } };
            const FleshBinding binding = flesh_bind_point(&body, part, p);
            float sum = 0.0f;
            for (int j = 0; j < 4; j++) {
                assert_true(binding.share_frac[j] >= 0.0f);
                assert_true(binding.share_frac[j] == 0.0f || j == 0 || binding.share_frac[j - 1] > 0.0f); // no gaps: the loop stops at 0
                sum += binding.share_frac[j];
            }
            assert_float_equal(sum, 1.0, 1e-5);
        }
    }
}

static float share_of(const FleshBinding *binding, SegmentId segment)
{
    float sum = 0.0f;
    for (int j = 0; j < 4; j++) sum += binding->segment[j] == segment ? binding->share_frac[j] : 0.0f;
    return sum;
}

static void shares_change_without_jumps(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        const Part *part = &body.parts[body_part(&body, soft_ids[i])];
        for (int axis = 0; axis < 3; axis++) {
            vec3s p = { { 30.0f, 20.0f, part->side == SIDE_LEFT ? -50.0f : 50.0f } };
            p.raw[axis] = -300.0f;
            FleshBinding before = flesh_bind_point(&body, part, p);
            for (p.raw[axis] = -300.0f; p.raw[axis] < 300.0f; p.raw[axis] += 0.25f) {
                const FleshBinding here = flesh_bind_point(&body, part, p);
                for (int s = 0; s < body.segment_count; s++)
                    assert_true(fabsf(share_of(&here, (SegmentId)s) - share_of(&before, (SegmentId)s)) < 0.04f);
                before = here;
            }
        }
    }
}

static void a_vertebra_carries_alone_at_its_middle(void **state)
{
    (void)state;
    const Part *psoas = &body.parts[body_part(&body, "psoas_major_right")];
    const FleshBinding middle = flesh_bind_point(&body, psoas, (vec3s) { { 0.0f, 0.5f * (162.2f + 196.0f), 50.0f } });
    assert_float_equal(share_of(&middle, body_segment(&body, "vertebra_l3")), 1.0, 1e-5);
    const FleshBinding low = flesh_bind_point(&body, psoas, (vec3s) { { 0.0f, 50.0f, 50.0f } });
    assert_float_equal(share_of(&low, body_segment(&body, "pelvis")), 1.0, 1e-6);
    const FleshBinding tendon = flesh_bind_point(&body, psoas, (vec3s) { { 0.0f, -56.0f, 50.0f } });
    assert_float_equal(share_of(&tendon, body_segment(&body, "femur_right")), 1.0, 1e-6);
}

static void flesh_carried_by_one_bone_moves_as_that_bone(void **state)
{
    (void)state;
    const Pose pose = pose_of(POSTURE_SIDE_LYING, WILD);
    for (SegmentId s = 1; s < body.segment_count; s++) {
        const FleshBinding binding = { { s, 0, 0, 0 }, { 1.0f, 0.0f, 0.0f, 0.0f } };
        const vec3s p = { { 30.0f, -120.0f, 70.0f } };
        const vec3s want = glms_mat4_mulv3(pose.world_from_segment[s], p, 1.0f), got = flesh_move_point(&pose, &binding, p);
        is_near(got, want.x, want.y, want.z, 1e-3f);
        const vec3s turned = glms_mat4_mulv3(pose.world_from_segment[s], (vec3s) { { 0.0f, 1.0f, 0.0f } }, 0.0f);
        const vec3s direction = flesh_move_direction(&pose, &binding, (vec3s) { { 0.0f, 1.0f, 0.0f } });
        is_near(direction, turned.x, turned.y, turned.z, 1e-5f);
    }
}

// The reason for dual quaternions: half way between pelvis and femur, a point turns about the hip by half the angle and keeps its distance.
static void flesh_between_pelvis_and_femur_turns_about_the_hip(void **state)
{
    (void)state;
    const Pose pose = pose_one("hip_flexion_right", 100.0f);
    const FleshBinding half = { { body_segment(&body, "pelvis"), body_segment(&body, "femur_right") }, { 0.5f, 0.5f } };
    const vec3s got = flesh_move_point(&pose, &half, (vec3s) { { 0.0f, -100.0f, 91.3f } });
    is_near(got, 100.0f * sinf(50.0f * degree), -100.0f * cosf(50.0f * degree), 91.3f, 1e-3f);
}

static void the_rest_pose_leaves_flesh_where_it_is(void **state)
{
    (void)state;
    const Pose pose = pose_of(POSTURE_STANDING, NULL, 0);
    for (int i = 0; i < 4; i++) {
        const PartId id = body_part(&body, soft_ids[i]);
        const Part *part = &body.parts[id];
        FleshVertex *out = ARENA_ARRAY(&arena, FleshVertex, part->mesh->vertex_count);
        flesh_shape(&body, &flesh, &pose, id, part->mesh->vertex_count, out);
        for (uint32_t v = 0; v < part->mesh->vertex_count; v++) {
            vec3s rest_mm = packed_position_mm(part->mesh, v);
            if (part->mirrored) rest_mm.z = -rest_mm.z;
            if (part->tissue == TISSUE_MUSCLE) is_near(rest_mm, out[v].position_mm[0], out[v].position_mm[1], out[v].position_mm[2], 2e-3f);
            else assert_memory_equal(out[v].position_mm, rest_mm.raw, sizeof out[v].position_mm);
        }
    }
}

static void shaped_flesh_agrees_with_single_points(void **state)
{
    (void)state;
    const Pose pose = pose_of(POSTURE_SUPINE, WILD);
    for (int i = 0; i < 4; i++) {
        const PartId id = body_part(&body, soft_ids[i]);
        const Part *part = &body.parts[id];
        if (part->tissue == TISSUE_MUSCLE) continue; // test_muscle_shape
        FleshVertex *out = ARENA_ARRAY(&arena, FleshVertex, part->mesh->vertex_count);
        flesh_shape(&body, &flesh, &pose, id, part->mesh->vertex_count, out);
        for (uint32_t v = 0; v < part->mesh->vertex_count; v++) {
            vec3s rest_mm = packed_position_mm(part->mesh, v);
            if (part->mirrored) rest_mm.z = -rest_mm.z;
            const FleshBinding binding = flesh_bind_point(&body, part, rest_mm);
            const vec3s want = flesh_move_point(&pose, &binding, rest_mm);
            is_near(want, out[v].position_mm[0], out[v].position_mm[1], out[v].position_mm[2], 1e-3f);
            const float *n = out[v].normal;
            assert_float_equal(n[0] * n[0] + n[1] * n[1] + n[2] * n[2], 1.0, 1e-4);
        }
    }
}

static void left_mirrors_right(void **state)
{
    (void)state;
    const Wish right[] = {
        { "hip_flexion_right", 70 }, { "hip_abduction_right", 20 }, { "hip_rotation_right", 15 }, { "lumbar_flexion", 20 }
    };
    const Wish left[] = { { "hip_flexion_left", 70 }, { "hip_abduction_left", 20 }, { "hip_rotation_left", 15 }, { "lumbar_flexion", 20 } };
    const Pose right_pose = pose_of(POSTURE_STANDING, right, 4), left_pose = pose_of(POSTURE_STANDING, left, 4);
    const PartId right_id = body_part(&body, "psoas_major_right"), left_id = body_part(&body, "psoas_major_left");
    const uint32_t count = body.parts[right_id].mesh->vertex_count;
    FleshVertex *a = ARENA_ARRAY(&arena, FleshVertex, count), *b = ARENA_ARRAY(&arena, FleshVertex, count);
    flesh_shape(&body, &flesh, &right_pose, right_id, count, a);
    flesh_shape(&body, &flesh, &left_pose, left_id, count, b);
    for (uint32_t v = 0; v < count; v++) {
        for (int k = 0; k < 3; k++) {
            const float sign = k == 2 ? -1.0f : 1.0f;
            assert_float_equal(a[v].position_mm[k], sign * b[v].position_mm[k], 1e-4);
            assert_float_equal(a[v].normal[k], sign * b[v].normal[k], 1e-5);
        }
    }
}

static void rigid_left_parts_are_mirrored_then_moved(void **state)
{
    (void)state;
    const Pose pose = pose_one("hip_flexion_left", 90.0f);
    const mat4s world_from_part = pose_world_from_part(&body, &pose, body_part(&body, "femur_left"));
    is_near(glms_mat4_mulv3(world_from_part, (vec3s) { { 0.0f, -400.0f, 91.3f } }, 1.0f), 400.0f, 0.0f, -91.3f, 1e-3f);
    assert_float_equal(glms_mat4_det(world_from_part), -1.0, 1e-5);
    const mat4s identity = glms_mat4_identity(), table = pose_world_from_part(&body, &pose, body_part(&body, "treatment_table"));
    assert_memory_equal(&table, &identity, sizeof identity);
}

static void trigger_points_ride_with_their_muscle(void **state)
{
    (void)state;
    const TriggerId right = body_trigger(&body, "psoas_right"), left = body_trigger(&body, "psoas_left");
    Pose pose = pose_of(POSTURE_STANDING, NULL, 0);
    is_near(flesh_trigger_mm(&body, &flesh, &pose, right), 5.0f, 160.0f, 55.0f, 1e-4f);
    is_near(flesh_trigger_skin_mm(&body, &flesh, &pose, left), 95.0f, 150.0f, -65.0f, 1e-4f);
    pose = pose_one("hip_flexion_right", 90.0f);
    is_near(flesh_trigger_mm(&body, &flesh, &pose, right), 5.0f, 160.0f, 55.0f, 25.0f); // above the hip it only slides along the muscle
    pose = pose_one("lumbar_flexion", 60.0f);
    assert_true(flesh_trigger_mm(&body, &flesh, &pose, right).x > 10.0f);
}

// The remaining tests need the real body.
static bool load_baked(Body *out)
{
#ifdef TEST_PACK
    return body_load(TEST_PACK, &arena, out, NULL) == RESULT_OK;
#else
    (void)out;
    return false;
#endif
}

static vec3s corner(const Mesh *mesh, int triangle, const vec3s *place_mm)
{
    const vec3s a = place_mm[mesh->index[triangle]], b = place_mm[mesh->index[triangle + 1]], c = place_mm[mesh->index[triangle + 2]];
    return glms_vec3_cross(glms_vec3_sub(b, a), glms_vec3_sub(c, a)); // twice the area, outward
}

// Skin is inside out where a triangle faces against the turn that its corner makes.
static double skin_inside_out_mm2(const Body *baked, const Wish *wishes, int count)
{
    float joint_rad[JOINT_MOST] = { 0 };
    Pose pose;
    double area_mm2 = 0.0;
    for (int i = 0; i < count; i++) joint_rad[body_joint(baked, wishes[i].joint)] = wishes[i].deg * degree;
    pose_solve(baked, joint_rad, POSTURE_STANDING, &pose);
    const Part *skin = &baked->parts[baked->skin];
    const Mesh mesh = mesh_from_packed(skin->mesh, DETAIL_FULL, &arena);
    FleshBinding *binding = ARENA_ARRAY(&arena, FleshBinding, mesh.vertex_count);
    vec3s *moved_mm_at = ARENA_ARRAY(&arena, vec3s, mesh.vertex_count);
    for (int i = 0; i < mesh.vertex_count; i++) {
        binding[i] = flesh_bind_point(baked, skin, mesh.position_mm[i]);
        moved_mm_at[i] = flesh_move_point(&pose, &binding[i], mesh.position_mm[i]);
    }
    for (int t = 0; t < mesh.index_count; t += 3) {
        const vec3s rest = corner(&mesh, t, mesh.position_mm), moved = corner(&mesh, t, moved_mm_at);
        const vec3s wanted = flesh_move_direction(&pose, &binding[mesh.index[t]], rest);
        if (glms_vec3_dot(wanted, moved) < 0.0f) area_mm2 += 0.5 * (double)glms_vec3_norm(rest);
    }
    return area_mm2;
}

static void a_bent_hip_does_not_turn_the_skin_inside_out(void **state)
{
    (void)state;
    Body baked;
    if (!load_baked(&baked)) skip();
    assert_float_equal(skin_inside_out_mm2(&baked, NULL, 0), 0.0, 0.0);
    assert_true(skin_inside_out_mm2(&baked, &(Wish) { "hip_flexion_right", -20 }, 1) < 20.0); // of some 9000 cm2 in all
    assert_true(skin_inside_out_mm2(&baked, &(Wish) { "hip_flexion_left", 60 }, 1) < 100.0);
    assert_true(skin_inside_out_mm2(&baked, &(Wish) { "hip_flexion_right", 90 }, 1) < 250.0);
    assert_true(skin_inside_out_mm2(&baked, &(Wish) { "hip_flexion_right", 110 }, 1) < 600.0);
    assert_true(skin_inside_out_mm2(&baked, &(Wish) { "hip_abduction_right", 45 }, 1) < 20.0);
    assert_true(skin_inside_out_mm2(&baked, &(Wish) { "hip_rotation_left", 40 }, 1) < 20.0);
    body_unload(&baked);
}

static void faces_of_a_disc_follow_their_vertebrae(void **state)
{
    (void)state;
    Body baked;
    if (!load_baked(&baked)) skip();
    const Part *disc = &baked.parts[body_part(&baked, "disc_l3_l4")];
    assert_int_equal(disc->carrier.kind, CARRIER_DISC);
    assert_int_equal(disc->carrier.segment, body_segment(&baked, "vertebra_l3"));
    const vec3s up = disc->carrier.disc_up;
    const vec3s top_mm =
        glms_vec3_add(disc->centre_mm, glms_vec3_scale(up, disc->carrier.to_mm + 0.1f - glms_vec3_dot(disc->centre_mm, up)));
    const vec3s bottom_mm = glms_vec3_sub(top_mm, glms_vec3_scale(up, 8.2f));
    const FleshBinding top = flesh_bind_point(&baked, disc, top_mm), bottom = flesh_bind_point(&baked, disc, bottom_mm);
    assert_float_equal(share_of(&top, body_segment(&baked, "vertebra_l3")), 1.0, 1e-5);
    assert_float_equal(share_of(&bottom, body_segment(&baked, "vertebra_l4")), 1.0, 1e-5);
    body_unload(&baked);
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_make((size_t)1 << 30);
    body = sample_body(&arena);
    flesh = flesh_bind(&body, &arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    body_unload(&body);
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rest_pose_is_the_identity_to_the_last_bit),
        cmocka_unit_test(solving_twice_gives_the_same_bytes),
        cmocka_unit_test(flexion_brings_the_thigh_forward),
        cmocka_unit_test(abduction_moves_the_thigh_outward_on_both_sides),
        cmocka_unit_test(internal_rotation_turns_the_toes_inward_on_both_sides),
        cmocka_unit_test(hip_turns_are_applied_flexion_then_abduction_then_rotation),
        cmocka_unit_test(hip_centres_stay_put_under_hip_joints),
        cmocka_unit_test(neighbours_stay_joined_where_they_turn),
        cmocka_unit_test(segments_keep_lengths_and_handedness),
        cmocka_unit_test(the_lumbar_spine_takes_its_shares),
        cmocka_unit_test(anterior_tilt_lowers_the_front_of_the_pelvis),
        cmocka_unit_test(postures_turn_the_whole_body),
        cmocka_unit_test(the_empty_body_of_the_knee_turns_nothing),
        cmocka_unit_test(angles_are_kept_inside_their_range),
        cmocka_unit_test(shares_always_sum_to_one),
        cmocka_unit_test(shares_change_without_jumps),
        cmocka_unit_test(a_vertebra_carries_alone_at_its_middle),
        cmocka_unit_test(flesh_carried_by_one_bone_moves_as_that_bone),
        cmocka_unit_test(flesh_between_pelvis_and_femur_turns_about_the_hip),
        cmocka_unit_test(the_rest_pose_leaves_flesh_where_it_is),
        cmocka_unit_test(shaped_flesh_agrees_with_single_points),
        cmocka_unit_test(left_mirrors_right),
        cmocka_unit_test(rigid_left_parts_are_mirrored_then_moved),
        cmocka_unit_test(trigger_points_ride_with_their_muscle),
        cmocka_unit_test(a_bent_hip_does_not_turn_the_skin_inside_out),
        cmocka_unit_test(faces_of_a_disc_follow_their_vertebrae),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
