// The figure stands in the middle of what panels leave of the picture, and moves there without haste.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "samples_stage.h"

#include <math.h>

static int open_look(void **state)
{
    stage_open_app(state);
    stage.app.reduced_motion = false;
    app_open_door(&stage.app, DOOR_LOOK);
    for (int i = 0; i < 60; i++) stage_frame(0.02);
    return 0;
}

static void wait_s(double seconds)
{
    for (double s = 0; s < seconds; s += 0.02) stage_frame(0.02);
}

// Where the point about which everything turns is drawn.
static float pivot_x_px(void)
{
    const SceneCamera *camera = &stage.app.scene->camera;
    const vec3s pivot = stage.app.view.camera.pivot_mm;
    vec4s clip = { { pivot.x, pivot.y, pivot.z, 1 } };
    clip = glms_mat4_mulv(camera->clip_from_view, glms_mat4_mulv(camera->view_from_world, clip));
    return (clip.x / clip.w + 1) / 2 * (float)stage.app.view.width_px;
}

static float middle_of_free_px(void)
{
    return (stage.app.taken_left_px + (float)stage.app.view.width_px - stage.app.taken_right_px) / 2;
}

static void the_figure_stands_in_the_middle_of_what_is_left(void **state)
{
    (void)state;
    assert_true(stage.app.taken_left_px > 200);
    assert_float_equal(pivot_x_px(), middle_of_free_px(), 1);
    stage.app.view.selected = body_part(&stage.body, "iliacus_right");
    wait_s(1);
    assert_true(stage.app.taken_right_px > 200);
    assert_float_equal(pivot_x_px(), middle_of_free_px(), 1);
}

static void it_stands_there_wherever_it_was_turned_to(void **state)
{
    (void)state;
    stage_key(KEY_RIGHT, MOD_CTRL);
    stage_key('l', 0);
    wait_s(1);
    assert_float_equal(stage.app.taken_left_px, 0, 0.5);
    assert_float_equal(pivot_x_px(), 640, 1);
}

static void nothing_slips_away_from_under_a_double_click(void **state)
{
    (void)state;
    const float before_px = pivot_x_px();
    stage.app.view.selected = body_part(&stage.body, "iliacus_right");
    wait_s(0.3);
    assert_float_equal(pivot_x_px(), before_px, 0.01);
    wait_s(1);
    assert_true(pivot_x_px() < before_px - 50);
}

static void it_waits_for_the_hand(void **state)
{
    (void)state;
    stage_move_to(middle_of_free_px(), 400);
    stage.input.pressed[MOUSE_LEFT] = stage.input.down[MOUSE_LEFT] = true;
    stage_settle();
    const float before_px = pivot_x_px();
    stage.app.view.selected = body_part(&stage.body, "iliacus_right");
    wait_s(1.5);
    assert_float_equal(pivot_x_px(), before_px, 0.01);
}

static void a_card_that_comes_and_goes_under_the_cursor_moves_nothing(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_HURT);
    wait_s(1.5);
    const float before_px = pivot_x_px();
    stage.app.pointing.pinned_zone = body_zone(&stage.body, "groin_right");
    wait_s(1.5);
    assert_true(stage.app.card.w > 100);
    assert_float_equal(pivot_x_px(), before_px, 1);
}

static void reduced_motion_knows_no_gliding(void **state)
{
    (void)state;
    stage.app.reduced_motion = true;
    stage.app.view.selected = body_part(&stage.body, "iliacus_right");
    const float before_px = pivot_x_px();
    for (int i = 0; i < 50; i++) {
        stage_frame(0.02);
        const bool here = fabsf(pivot_x_px() - before_px) < 1, there = fabsf(pivot_x_px() - middle_of_free_px()) < 1;
        assert_true(here || there);
    }
    assert_float_equal(pivot_x_px(), middle_of_free_px(), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_figure_stands_in_the_middle_of_what_is_left, open_look),
        cmocka_unit_test_setup(it_stands_there_wherever_it_was_turned_to, open_look),
        cmocka_unit_test_setup(nothing_slips_away_from_under_a_double_click, open_look),
        cmocka_unit_test_setup(it_waits_for_the_hand, open_look),
        cmocka_unit_test_setup(a_card_that_comes_and_goes_under_the_cursor_moves_nothing, open_look),
        cmocka_unit_test_setup(reduced_motion_knows_no_gliding, open_look),
    };
    return cmocka_run_group_tests(tests, stage_open_body, stage_close_body);
}
