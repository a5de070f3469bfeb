#include "pick.h"
#include "samples.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static Arena keep;
static Body body;
static SceneCache *cache;
static Flesh flesh;
static PickIndex *picks;

static int set_up(void **state)
{
    (void)state;
    keep = arena_make((size_t)256 << 20);
    body = sample_body(&keep);
    cache = scene_cache_make(&body, &keep);
    flesh = flesh_bind(&body, &keep);
    picks = pick_index_make(&body, &keep);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    body_unload(&body);
    arena_free(&keep);
    return 0;
}

static ViewState view_with(int count, char **words)
{
    ViewState view;
    Message why = { "" };
    view_state_init(&view, &body);
    if (view_options_read(&view, &body, count, words, &why) != RESULT_OK) fail_msg("%s", why.text);
    return view;
}

static Pick pick_pixel(const ViewState *view, float x_px, float y_px)
{
    const Scene *scene = scene_build(&body, cache, view, DETAIL_HIGH, &keep, NULL);
    return pick_at(picks, &body, scene, view, x_px, y_px);
}

// At the place where a world point is drawn.
static Pick pick_world(const ViewState *view, vec3s world_mm)
{
    float x, y;
    const Scene *scene = scene_build(&body, cache, view, DETAIL_HIGH, &keep, NULL);
    assert_true(scene_project(scene, world_mm, &x, &y, NULL));
    return pick_at(picks, &body, scene, view, x, y);
}

static PartId part(const char *id)
{
    const PartId found = body_part(&body, id);
    assert_int_not_equal(found, 0);
    return found;
}

static vec3s centre_in_pose(const char *id)
{
    const Part *p = &body.parts[part(id)];
    const Pose *pose = scene_pose(cache);
    if (!part_is_soft(p)) return glms_mat4_mulv3(pose->world_from_segment[p->carrier.segment], p->centre_mm, 1.0f);
    return flesh_point_mm(&body, &flesh, pose, part(id), p->centre_mm);
}

static void the_centre_of_each_part_shown_alone_hits_it(void **state)
{
    (void)state;
    char *const ids[] = { "hip_bone_right", "hip_bone_left", "femur_right", "femur_left", "vertebra_l3", "psoas_major_right", "psoas_major_left", "kidney_right", "skin_trunk_thigh" };
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        char *words[] = { "--show", ids[i] };
        const ViewState view = view_with(2, words);
        const Pick pick = pick_world(&view, body.parts[part(ids[i])].centre_mm);
        if (pick.part != part(ids[i])) fail_msg("the centre of %s is not hit", ids[i]);
    }
}

static void the_point_hit_projects_back_to_the_pixel(void **state)
{
    (void)state;
    char *words[] = { "--show", "bones", "--pose", "hip_flexion_left=35,lumbar_flexion=20" };
    for (int ortho = 0; ortho < 2; ortho++) {
        ViewState view = view_with(4, words);
        view.camera.orthographic = ortho;
        for (float y_px = 40; y_px < 720; y_px += 40) {
            for (float x_px = 300; x_px < 1000; x_px += 50) {
                float x, y;
                const Pick pick = pick_pixel(&view, x_px, y_px);
                if (!pick.part) continue;
                const Scene *scene = scene_build(&body, cache, &view, DETAIL_HIGH, &keep, NULL);
                assert_true(scene_project(scene, pick.world_mm, &x, &y, NULL));
                assert_true(hypotf(x - x_px, y - y_px) < 0.1f);
            }
        }
    }
}

static void nothing_is_hit_beside_the_body(void **state)
{
    (void)state;
    const ViewState view = view_with(0, NULL);
    const Pick pick = pick_pixel(&view, 3, 3);
    assert_int_equal(pick.part, 0);
    assert_string_equal(pick.region, "");
    assert_null(pick.landmark);
}

static void a_hidden_part_is_not_picked(void **state)
{
    (void)state;
    char *words[] = { "--hide", "psoas_major_right" };
    ViewState view = view_with(2, words);
    const Pick pick = pick_world(&view, body.parts[part("psoas_major_right")].centre_mm);
    assert_int_not_equal(pick.part, part("psoas_major_right"));
}

static void the_nearer_part_wins(void **state)
{
    (void)state;
    char *words[] = { "--view", "right", "--show", "bones" };
    const ViewState view = view_with(4, words);
    assert_int_equal(pick_world(&view, body.parts[part("femur_left")].centre_mm).part, part("femur_right"));
}

static void the_left_part_answers_as_the_mirror_of_the_right(void **state)
{
    (void)state;
    char *words[] = { "--view", "anterior", "--hide", "skin" };
    const ViewState view = view_with(4, words);
    const char *const ids[][2] = { { "hip_bone_right", "hip_bone_left" }, { "psoas_major_right", "psoas_major_left" } };
    for (int i = 0; i < 2; i++) {
        vec3s at = body.parts[part(ids[i][0])].centre_mm;
        at.y += 21.0f;
        const Pick right = pick_world(&view, at);
        at.z = -at.z;
        const Pick left = pick_world(&view, at);
        assert_int_equal(right.part, part(ids[i][0]));
        assert_int_equal(left.part, part(ids[i][1]));
        assert_true(fabsf(right.rest_mm.z + left.rest_mm.z) < 0.02f && fabsf(right.rest_mm.x - left.rest_mm.x) < 0.02f);
        assert_true(right.rest_mm.z > 0 && left.rest_mm.z < 0);
        assert_string_equal(right.region, left.region);
        assert_ptr_equal(right.landmark, left.landmark);
        assert_true(fabsf(right.normal.z + left.normal.z) < 0.1f);
    }
}

static void the_flexed_femur_is_hit_where_it_is_drawn(void **state)
{
    (void)state;
    char *words[] = { "--pose", "hip_flexion_right=80", "--view", "right", "--hide", "skin" };
    const ViewState view = view_with(6, words);
    pick_pixel(&view, 0, 0); // solves the pose
    const vec3s drawn_mm = centre_in_pose("femur_right");
    assert_true(drawn_mm.x > 60.0f); // swung to the front
    const Pick pick = pick_world(&view, drawn_mm);
    assert_int_equal(pick.part, part("femur_right"));
    assert_true(glms_vec3_distance(pick.world_mm, drawn_mm) < 20.0f);
    assert_true(glms_vec3_distance(pick.rest_mm, body.parts[part("femur_right")].centre_mm) < 20.0f);
}

static void bent_flesh_is_hit_where_it_is_drawn_after_each_change_of_pose(void **state)
{
    (void)state;
    char *const poses[] = { "hip_flexion_right=0", "hip_flexion_right=90", "lumbar_flexion=40", "hip_flexion_right=90" };
    for (size_t i = 0; i < sizeof poses / sizeof *poses; i++) {
        char *words[] = { "--pose", poses[i], "--view", "right", "--show", "psoas_major_right" };
        const ViewState view = view_with(6, words);
        pick_pixel(&view, 0, 0);
        assert_int_equal(pick_world(&view, centre_in_pose("psoas_major_right")).part, part("psoas_major_right"));
    }
}

static void lying_on_the_side_changes_nothing_about_picking(void **state)
{
    (void)state;
    char *words[] = { "--clip", "lift", "--at", "0.5", "--hide", "skin" };
    const ViewState view = view_with(6, words);
    pick_pixel(&view, 0, 0);
    assert_int_equal(pick_world(&view, centre_in_pose("femur_right")).part, part("femur_right"));
}

static void region_and_landmark_come_with_the_part(void **state)
{
    (void)state;
    char *words[] = { "--show", "hip_bone_right", "--view", "right" };
    const ViewState view = view_with(4, words);
    const Pick pick = pick_world(&view, body.parts[part("hip_bone_right")].centre_mm);
    assert_string_equal(pick.region, "ilium");
    assert_non_null(pick.landmark);
    assert_string_equal(pick.landmark->id, "iliac_tubercle");
}

static vec3s point_of_groin(void)
{
    return (vec3s){ { 96.3f, 40, 84 } }; // on the sample's skin, in the middle of the band
}

static void the_ghost_skin_is_passed_through_except_where_a_zone_is_lit(void **state)
{
    (void)state;
    char *unlit[] = { "--view", "anterior" }, *lit[] = { "--view", "anterior", "--trigger", "psoas_right" };
    const ViewState dark = view_with(2, unlit), light = view_with(4, lit);
    assert_int_not_equal(pick_world(&dark, point_of_groin()).part, body.skin);
    const Pick pick = pick_world(&light, point_of_groin());
    assert_int_equal(pick.part, body.skin);
    assert_int_equal(pick.zone, body_zone(&body, "groin_right"));
    vec3s other_side = point_of_groin();
    other_side.z = -other_side.z;
    assert_int_not_equal(pick_world(&light, other_side).part, body.skin);
}

static void asked_where_it_hurts_every_zone_answers(void **state)
{
    (void)state;
    char *words[] = { "--view", "anterior", "--door", "hurt" };
    const ViewState view = view_with(4, words);
    vec3s left = point_of_groin();
    left.z = -left.z;
    assert_int_equal(pick_world(&view, point_of_groin()).zone, body_zone(&body, "groin_right"));
    assert_int_equal(pick_world(&view, left).zone, body_zone(&body, "groin_left"));
}

static void a_trigger_mark_answers_within_its_reach(void **state)
{
    (void)state;
    const ViewState view = view_with(0, NULL);
    float x, y;
    const TriggerId trigger = body_trigger(&body, "psoas_left");
    const Scene *scene = scene_build(&body, cache, &view, DETAIL_HIGH, &keep, NULL);
    assert_true(scene_project(scene, scene->trigger_mm[trigger], &x, &y, NULL));
    assert_int_equal(pick_pixel(&view, x + 5, y - 5).trigger, trigger);
    assert_int_equal(pick_pixel(&view, x + 15, y).trigger, 0);
    char *words[] = { "--hide", "psoas_major" };
    const ViewState hidden = view_with(2, words);
    assert_int_equal(pick_pixel(&hidden, x, y).trigger, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_centre_of_each_part_shown_alone_hits_it),
        cmocka_unit_test(the_point_hit_projects_back_to_the_pixel),
        cmocka_unit_test(nothing_is_hit_beside_the_body),
        cmocka_unit_test(a_hidden_part_is_not_picked),
        cmocka_unit_test(the_nearer_part_wins),
        cmocka_unit_test(the_left_part_answers_as_the_mirror_of_the_right),
        cmocka_unit_test(the_flexed_femur_is_hit_where_it_is_drawn),
        cmocka_unit_test(bent_flesh_is_hit_where_it_is_drawn_after_each_change_of_pose),
        cmocka_unit_test(lying_on_the_side_changes_nothing_about_picking),
        cmocka_unit_test(region_and_landmark_come_with_the_part),
        cmocka_unit_test(the_ghost_skin_is_passed_through_except_where_a_zone_is_lit),
        cmocka_unit_test(asked_where_it_hurts_every_zone_answers),
        cmocka_unit_test(a_trigger_mark_answers_within_its_reach),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
