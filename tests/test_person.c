// test_person.c: the rest of the person on the real body: the knee, its range measured against the thigh bone, and the silhouette.
#include "mesh.h"
#include "pick.h"
#include "scene_build.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { KNEE_STEP_DEG = 10, KNEE_MOST_DEG = 140 };

static Arena keep;
static Body body;
static SceneCache *cache;

static int set_up(void **state)
{
    (void)state;
    Message why;
    keep = arena_make((size_t)1 << 30);
    if (body_load(TEST_PACK, &keep, &body, &why) != RESULT_OK) return -1;
    cache = scene_cache_make(&body, &keep);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    body_unload(&body);
    arena_free(&keep);
    return 0;
}

static ViewState view_of(int count, char *const *words)
{
    ViewState view;
    Message why = { "" };
    view_state_init(&view, &body);
    if (view_options_read(&view, &body, count, words, &why) != RESULT_OK) fail_msg("%s", why.text);
    return view;
}
#define VIEW(...) view_of((int)(sizeof((char *[]) { __VA_ARGS__ }) / sizeof(char *)), (char *[]) { __VA_ARGS__ })

static Pose bent_knee(const char *joint, int deg)
{
    float joint_rad[JOINT_MOST] = { 0 };
    Pose pose;
    joint_rad[body_joint(&body, joint)] = glm_rad((float)deg);
    pose_solve(&body, joint_rad, POSTURE_STANDING, &pose);
    return pose;
}

static PartId part(const char *id)
{
    const PartId found = body_part(&body, id);
    if (!found) fail_msg("no part %s", id);
    return found;
}

static vec3s landmark_mm(const char *id)
{
    for (int i = 0; i < body.landmark_count; i++) {
        if (strcmp(body.landmarks[i].id, id) == 0) return body.landmarks[i].position_mm;
    }
    fail_msg("no landmark %s", id);
    return glms_vec3_zero();
}

static vec3s carried_mm(const Pose *pose, const char *segment, vec3s rest_mm)
{
    return glms_mat4_mulv3(pose->world_from_segment[body_segment(&body, segment)], rest_mm, 1.0f);
}

// ---- the knee

// The least distance from the thigh bone of a part's vertices; below 0 inside it.
static float clearance_mm(const MeshTree *femur, const Pose *pose, const char *id)
{
    const Part *p = &body.parts[part(id)];
    const mat4s place = pose_world_from_part(&body, pose, part(id));
    float least_mm = 1e6f;
    for (uint32_t v = 0; v < p->mesh->level[DETAIL_HIGH].vertex_count; v++) {
        const vec3s at_mm = glms_mat4_mulv3(place, packed_position_mm(p->mesh, v), 1.0f);
        const float mm = mesh_tree_distance_mm(femur, at_mm, NULL);
        least_mm = fminf(least_mm, mm < 12.0f && mesh_tree_inside(femur, at_mm) ? -mm : mm);
    }
    return least_mm;
}

static void knee_cap_and_shin_keep_clear_of_the_thigh_bone(void **state)
{
    (void)state;
    const Mesh mesh = mesh_from_packed(body.parts[part("femur_right")].mesh, DETAIL_FULL, &keep);
    const MeshTree *femur = mesh_tree_build(&mesh, &keep);
    for (int deg = 0; deg <= KNEE_MOST_DEG; deg += KNEE_STEP_DEG) {
        const Pose pose = bent_knee("knee_flexion_right", deg);
        const float cap_mm = clearance_mm(femur, &pose, "patella_right"), shin_mm = clearance_mm(femur, &pose, "tibia_right");
        const float calf_mm = clearance_mm(femur, &pose, "fibula_right");
        printf("knee %3d: knee cap %.1f, shin %.1f, fibula %.1f mm from the thigh bone\n", deg, (double)cap_mm, (double)shin_mm,
               (double)calf_mm);
        if (cap_mm < 0.5f || shin_mm < 0.5f || calf_mm < 0.5f) fail_msg("they meet the thigh bone at %d degrees", deg);
        if (deg == 0 && (cap_mm > 5.0f || shin_mm > 5.0f)) fail_msg("the joint gap of the straight knee is wider than 5 mm");
    }
}

static void the_patellar_ligament_keeps_its_length(void **state)
{
    (void)state;
    const vec3s tip_mm = landmark_mm("apex_of_patella_tip"), knob_mm = landmark_mm("tibial_tuberosity_front");
    const vec3s rim_mm = landmark_mm("base_of_patella_centre");
    const float rest_mm = glms_vec3_distance(tip_mm, knob_mm);
    for (int deg = 0; deg <= KNEE_MOST_DEG; deg += KNEE_STEP_DEG) {
        const Pose pose = bent_knee("knee_flexion_right", deg);
        const float now_mm = glms_vec3_distance(carried_mm(&pose, "patella_right", tip_mm), carried_mm(&pose, "tibia_right", knob_mm));
        const vec3s rim = carried_mm(&pose, "patella_right", rim_mm);
        printf("knee %3d: ligament %.1f mm (%+.1f %%), upper rim of the knee cap at %.1f, %.1f, %.1f\n", deg, (double)now_mm,
               100.0 * (double)(now_mm / rest_mm - 1.0f), (double)rim.x, (double)rim.y, (double)rim.z);
        if (fabsf(now_mm / rest_mm - 1.0f) > 0.105f)
            fail_msg("the ligament is %g mm long at %d degrees, %g at rest", (double)now_mm, deg, (double)rest_mm);
    }
}

static void a_bent_knee_takes_the_foot_back_and_leaves_the_thigh(void **state)
{
    (void)state;
    const Pose pose = bent_knee("knee_flexion_right", 90);
    const mat4s identity = glms_mat4_identity();
    assert_memory_equal(&pose.world_from_segment[body_segment(&body, "femur_right")], &identity, sizeof identity);
    const vec3s ankle = landmark_mm("ankle_roof_centre"), moved = carried_mm(&pose, "tibia_right", ankle);
    assert_true(moved.x < -350.0f && fabsf(moved.y - body.segments[body_segment(&body, "tibia_right")].centre_mm.y) < 60.0f);
    const Pose other = bent_knee("knee_flexion_left", 90);
    const vec3s left = carried_mm(&other, "tibia_left", (vec3s) { { ankle.x, ankle.y, -ankle.z } });
    assert_float_equal(left.x, moved.x, 1e-2);
    assert_float_equal(left.y, moved.y, 1e-2);
    assert_float_equal(left.z, -moved.z, 1e-2);
}

static void the_ligament_goes_with_the_bone_at_each_end(void **state)
{
    (void)state;
    const Part *ligament = &body.parts[part("patellar_ligament_right")];
    const FleshBinding top = flesh_bind_point(&body, ligament, (vec3s) { { 49, -434, 86 } });
    const FleshBinding bottom = flesh_bind_point(&body, ligament, (vec3s) { { 38, -484, 79 } });
    assert_int_equal(top.segment[0], body_segment(&body, "patella_right"));
    assert_int_equal(bottom.segment[0], body_segment(&body, "tibia_right"));
    assert_float_equal(top.share_frac[0], 1.0, 1e-6);
    assert_float_equal(bottom.share_frac[0], 1.0, 1e-6);
}

// ---- the silhouette

static int silhouettes_of(const ViewState *view)
{
    int count = 0;
    for (int p = 1; p < body.part_count; p++) count += body.parts[p].group == GROUP_SILHOUETTE && view_shows_part(view, &body, (PartId)p);
    return count;
}

static void the_person_is_shown_in_clips_and_when_asked_for(void **state)
{
    (void)state;
    const ViewState plain = VIEW("--view", "anterior"), clip = VIEW("--clip", "walking"), asked = VIEW("--show", "body");
    const ViewState group = VIEW("--show", "bones,silhouette");
    const ViewState hidden = VIEW("--clip", "walking", "--hide", "silhouette"), away = VIEW("--clip", "walking", "--hide", "body");
    assert_int_equal(silhouettes_of(&plain), 0);
    assert_int_equal(silhouettes_of(&clip), 3);
    assert_int_equal(silhouettes_of(&asked), 3);
    assert_int_equal(silhouettes_of(&group), 3);
    assert_int_equal(silhouettes_of(&hidden), 0);
    assert_int_equal(silhouettes_of(&away), 0);
}

static void the_silhouette_does_not_move_the_camera(void **state)
{
    (void)state;
    static const char *const clips[] = { "walking", "side_lying_stretch" };
    for (int i = 0; i < 2; i++) {
        Camera with, without;
        const ViewState shown = VIEW("--clip", (char *)clips[i]), hidden = VIEW("--clip", (char *)clips[i], "--hide", "silhouette");
        scene_build(&body, cache, &shown, DETAIL_HIGH, &keep, &with);
        scene_build(&body, cache, &hidden, DETAIL_HIGH, &keep, &without);
        assert_memory_equal(&with, &without, sizeof with);
    }
}

static void the_cursor_passes_through_the_silhouette(void **state)
{
    (void)state;
    PickIndex *picks = pick_index_make(&body, &keep);
    const ViewState view = VIEW("--show", "silhouette", "--view", "anterior");
    const Scene *scene = scene_build(&body, cache, &view, DETAIL_HIGH, &keep, NULL);
    float x, y;
    assert_true(scene_project(scene, (vec3s) { { 0, 430, 0 } }, &x, &y, NULL));
    assert_int_equal(pick_at(picks, &body, scene, &view, x, y).part, 0);
    const ViewState chest = VIEW("--show", "vertebra_t12,silhouette", "--view", "anterior");
    scene = scene_build(&body, cache, &chest, DETAIL_HIGH, &keep, NULL);
    assert_true(scene_project(scene, body.parts[part("vertebra_t12")].centre_mm, &x, &y, NULL));
    assert_int_equal(pick_at(picks, &body, scene, &chest, x, y).part, part("vertebra_t12"));
}

// How far a silhouette, bent with its own shares, parts from where the skin's shares would take it, inside the heights of the cross-fade.
static float parting_mm(const Pose *pose, const char *id, float low_mm, float high_mm)
{
    const Part *p = &body.parts[part(id)];
    float most_mm = 0.0f;
    for (uint32_t v = 0; v < p->mesh->vertex_count; v++) {
        vec3s rest_mm = packed_position_mm(p->mesh, v);
        if (p->mirrored) rest_mm.z = -rest_mm.z;
        if (rest_mm.y < low_mm || rest_mm.y > high_mm) continue;
        const FleshBinding mine = flesh_bind_point(&body, p, rest_mm), skin = flesh_bind_point(&body, &body.parts[body.skin], rest_mm);
        const vec3s here_mm = flesh_move_point(pose, &mine, rest_mm), there_mm = flesh_move_point(pose, &skin, rest_mm);
        most_mm = fmaxf(most_mm, glms_vec3_distance(here_mm, there_mm));
    }
    return most_mm;
}

// Where they cross-fade, skin and silhouette must bend as one, or two edges show.
static void skin_and_silhouette_go_together_where_they_meet(void **state)
{
    (void)state;
    float joint_rad[JOINT_MOST] = { 0 };
    joint_rad[body_joint(&body, "hip_flexion_right")] = 1.6f;
    joint_rad[body_joint(&body, "hip_flexion_left")] = -0.3f;
    joint_rad[body_joint(&body, "knee_flexion_left")] = 1.5f;
    joint_rad[body_joint(&body, "lumbar_flexion")] = 0.5f;
    Pose pose;
    pose_solve(&body, joint_rad, POSTURE_STANDING, &pose);
    assert_true(parting_mm(&pose, "silhouette_upper", 270.0f, 330.0f) < 0.1f);
    assert_true(parting_mm(&pose, "silhouette_leg_right", -336.0f, -270.0f) < 0.1f);
    assert_true(parting_mm(&pose, "silhouette_leg_left", -336.0f, -270.0f) < 0.1f);
}

static uint32_t triangles_of(const char *id)
{
    return body.parts[part(id)].mesh->level[DETAIL_HIGH].index_count / 3;
}

static void the_silhouette_is_cheap(void **state)
{
    (void)state;
    assert_true(triangles_of("silhouette_upper") + triangles_of("silhouette_leg_right") + triangles_of("silhouette_leg_left") < 12000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knee_cap_and_shin_keep_clear_of_the_thigh_bone),
        cmocka_unit_test(the_patellar_ligament_keeps_its_length),
        cmocka_unit_test(a_bent_knee_takes_the_foot_back_and_leaves_the_thigh),
        cmocka_unit_test(the_ligament_goes_with_the_bone_at_each_end),
        cmocka_unit_test(the_person_is_shown_in_clips_and_when_asked_for),
        cmocka_unit_test(the_silhouette_does_not_move_the_camera),
        cmocka_unit_test(the_cursor_passes_through_the_silhouette),
        cmocka_unit_test(skin_and_silhouette_go_together_where_they_meet),
        cmocka_unit_test(the_silhouette_is_cheap),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
