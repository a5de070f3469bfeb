#include "cut.h"
#include "pick.h"
#include "region_border.h"
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

// On an edge from one region to another the border is where the shader draws it, however long the edge is.
static void a_point_has_the_region_that_is_drawn_there(void **state)
{
    (void)state;
    Body real;
    Message why;
    assert_int_equal(body_load(TEST_PACK, &keep, &real, &why), RESULT_OK);
    const PartId bone = body_part(&real, "hip_bone_right");
    const PackedMesh *mesh = real.parts[bone].mesh;
    const uint8_t *borders = region_borders(&real, real.parts[bone].structure_index);
    int edges = 0;
    assert_non_null(borders);
    for (uint32_t i = 0; i < mesh->level[DETAIL_HIGH].index_count; i += 3) {
        const uint16_t *at = &mesh->indices[mesh->level[DETAIL_HIGH].index_first + i];
        const uint32_t corner[3] = { at[0], at[1], at[2] };
        if (mesh->regions[corner[0]] == mesh->regions[corner[1]]) continue;
        const float a = region_firmness(borders, corner[0]), b = region_firmness(borders, corner[1]), border = a / (a + b);
        const float before[3] = { 1.02f - border, border - 0.02f, 0.0f }, after[3] = { 0.98f - border, border + 0.02f, 0.0f };
        assert_int_equal(region_corner_at(&real, bone, corner, before), corner[0]);
        assert_int_equal(region_corner_at(&real, bone, corner, after), corner[1]);
        edges++;
    }
    assert_true(edges > 100);
    body_unload(&real);
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

// ---- through the cut

static vec3s at(float x, float y, float z)
{
    return (vec3s){ { x, y, z } };
}

static void a_cut_face_is_picked_where_it_lies(void **state)
{
    (void)state;
    char *words[] = { "--cut", "transverse=90", "--view", "superior" };
    for (int ortho = 0; ortho < 2; ortho++) {
        ViewState view = view_with(4, words);
        view.camera.orthographic = ortho;
        const vec3s on_psoas = at(5, 90, -55), on_hip = at(-20, 90, 112);
        const Pick psoas = pick_world(&view, on_psoas), hip = pick_world(&view, on_hip);
        assert_int_equal(psoas.part, part("psoas_major_left"));
        assert_int_equal(hip.part, part("hip_bone_right"));
        assert_true(psoas.on_cut && hip.on_cut);
        assert_true(glms_vec3_distance(psoas.world_mm, on_psoas) < 0.1f && glms_vec3_distance(hip.world_mm, on_hip) < 0.1f);
        assert_true(glms_vec3_distance(hip.rest_mm, on_hip) < 0.1f); // a rigid part knows the place in itself
        assert_float_equal(psoas.normal.y, 1.0, 1e-5);
        const Scene *scene = scene_build(&body, cache, &view, DETAIL_HIGH, &keep, NULL);
        if (!ortho) assert_float_equal(psoas.depth_mm, glms_vec3_distance(scene->camera.eye_mm, on_psoas), 0.1);
        assert_string_equal(psoas.region, "");
    }
}

// The hip bone is widest at y 60: a ray beside its section at 90 runs on and meets its surface below.
static void beside_the_faces_the_ray_runs_on_to_what_lies_deeper(void **state)
{
    (void)state;
    char *words[] = { "--cut", "transverse=90", "--view", "superior", "--ortho", "on" };
    const ViewState view = view_with(6, words);
    const Pick deeper = pick_world(&view, at(18.8f, 90, 100)), nothing = pick_world(&view, at(75, 90, 0));
    assert_int_equal(deeper.part, part("hip_bone_right"));
    assert_false(deeper.on_cut);
    assert_true(deeper.world_mm.y < 89.0f && deeper.world_mm.y > 60.0f);
    assert_string_equal(deeper.region, "ilium");
    assert_int_equal(nothing.part, 0);
}

static void nothing_beyond_the_plane_is_picked_from_any_side(void **state)
{
    (void)state;
    char *const views[] = { "superior", "inferior", "anterior", "left", "oblique" }, *const cuts[] = { "transverse=90", "transverse=90,flip" };
    for (int i = 0; i < 2 * 5 * 2; i++) {
        char *words[] = { "--view", views[i % 5], "--cut", cuts[i / 5 % 2] };
        ViewState view = view_with(4, words);
        view.camera.orthographic = i / 10;
        const Scene *scene = scene_build(&body, cache, &view, DETAIL_HIGH, &keep, NULL);
        int hits = 0, faces = 0;
        for (int k = 0; k < 40 * 24; k++) {
            const Pick pick = pick_at(picks, &body, scene, &view, 16.0f + 32.0f * (float)(k % 40), 15.0f + 30.0f * (float)(k / 40));
            if (!pick.part) continue;
            const float above_mm = i / 5 % 2 ? 90.0f - pick.world_mm.y : pick.world_mm.y - 90.0f;
            if (above_mm > 0.01f) fail_msg("%s is hit %g mm beyond the plane", body.parts[pick.part].id, (double)above_mm);
            if (pick.on_cut) assert_float_equal(above_mm, 0, 0.01);
            hits++;
            faces += pick.on_cut;
        }
        assert_true(hits > 10);
        const bool from_the_open_side = i % 5 == i / 5 % 2;
        if (i % 5 < 2) assert_true(from_the_open_side ? faces > 10 : faces == 0);
    }
}

static void a_part_before_a_face_is_picked_and_not_the_face(void **state)
{
    (void)state;
    char *words[] = { "--cut", "transverse=0", "--view", "right", "--hide", "skin", "--ortho", "on" };
    const ViewState view = view_with(8, words);
    const Pick pick = pick_world(&view, at(0, -40, 91.3f)); // below the plane, which is seen edge-on
    assert_int_equal(pick.part, part("femur_right"));
    assert_false(pick.on_cut);
}

// The table is never cut: it is met on either side of the plane, and hides the faces behind it.
static void what_is_no_part_of_the_body_is_picked_beyond_the_plane_too(void **state)
{
    (void)state;
    char *words[] = { "--clip", "lift", "--cut", "sagittal=0", "--view", "inferior", "--hide", "skin,silhouette" };
    ViewState view = view_with(8, words);
    const PartId table = part("treatment_table");
    int on_removed_side = 0, on_kept_side = 0;
    for (int flipped = 0; flipped < 2; flipped++) {
        view.cut_flipped = flipped;
        const Scene *scene = scene_build(&body, cache, &view, DETAIL_HIGH, &keep, NULL);
        for (int k = 0; k < 40 * 24; k++) {
            const Pick pick = pick_at(picks, &body, scene, &view, 16.0f + 32.0f * (float)(k % 40), 15.0f + 30.0f * (float)(k / 40));
            if (pick.part != table) continue;
            assert_false(pick.on_cut);
            if (cut_takes_away(&scene->cut, pick.world_mm)) on_removed_side++;
            else on_kept_side++;
        }
    }
    assert_true(on_removed_side > 20 && on_kept_side > 20);
}

// Looking into the cut body from the front, the back of the skin is not drawn from within: its zones keep silent there.
static void the_inner_side_of_a_ghost_does_not_answer(void **state)
{
    (void)state;
    char *words[] = { "--door", "hurt", "--view", "anterior", "--show", "skin,kidney_right", "--cut", "coronal=-60" }, *flipped[8];
    memcpy(flipped, words, sizeof words);
    const vec3s on_back = at(-105, 185, 30); // in the strip beside the spine
    const ViewState open = view_with(8, words);
    assert_int_equal(pick_world(&open, on_back).part, 0);
    flipped[3] = "posterior";
    const ViewState behind = view_with(8, flipped);
    const Pick pick = pick_world(&behind, on_back);
    assert_int_equal(pick.part, body.skin);
    assert_int_equal(pick.zone, body_zone(&body, "back_strip_right"));
}

static void the_face_of_a_solid_skin_lies_in_no_zone(void **state)
{
    (void)state;
    char *words[] = { "--door", "hurt", "--view", "anterior", "--show", "skin", "--cut", "coronal=0" };
    const ViewState view = view_with(8, words);
    for (int k = 0; k < 9; k++) {
        const Pick pick = pick_world(&view, at(0, 60.0f * (float)(k % 3 - 1), 30.0f * (float)(k / 3 - 1)));
        assert_int_equal(pick.part, body.skin);
        assert_true(pick.on_cut);
        assert_int_equal(pick.zone, 0);
    }
}

static void a_trigger_mark_on_the_removed_side_does_not_answer(void **state)
{
    (void)state;
    char *words[] = { "--cut", "transverse=90" }, *other[] = { "--cut", "transverse=90,flip" };
    const ViewState above_gone = view_with(2, words), below_gone = view_with(2, other);
    const TriggerId trigger = body_trigger(&body, "psoas_left");
    float x, y;
    const Scene *scene = scene_build(&body, cache, &below_gone, DETAIL_HIGH, &keep, NULL);
    assert_true(scene->trigger_mm[trigger].y > 100.0f);
    assert_true(scene_project(scene, scene->trigger_mm[trigger], &x, &y, NULL));
    assert_int_equal(pick_pixel(&below_gone, x, y).trigger, trigger);
    assert_int_equal(pick_pixel(&above_gone, x, y).trigger, 0);
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
        cmocka_unit_test(a_point_has_the_region_that_is_drawn_there),
        cmocka_unit_test(region_and_landmark_come_with_the_part),
        cmocka_unit_test(the_ghost_skin_is_passed_through_except_where_a_zone_is_lit),
        cmocka_unit_test(asked_where_it_hurts_every_zone_answers),
        cmocka_unit_test(a_trigger_mark_answers_within_its_reach),
        cmocka_unit_test(a_cut_face_is_picked_where_it_lies),
        cmocka_unit_test(beside_the_faces_the_ray_runs_on_to_what_lies_deeper),
        cmocka_unit_test(nothing_beyond_the_plane_is_picked_from_any_side),
        cmocka_unit_test(a_part_before_a_face_is_picked_and_not_the_face),
        cmocka_unit_test(what_is_no_part_of_the_body_is_picked_beyond_the_plane_too),
        cmocka_unit_test(the_inner_side_of_a_ghost_does_not_answer),
        cmocka_unit_test(the_face_of_a_solid_skin_lies_in_no_zone),
        cmocka_unit_test(a_trigger_mark_on_the_removed_side_does_not_answer),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
