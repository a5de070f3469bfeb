// The word beside a sign: it comes when the cursor rests there or the keyboard does, stays while the cursor goes on to it, and goes with Esc.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "samples_stage.h"
#include "tip.h"

static void open_layers(void)
{
    app_open_door(&stage.app, DOOR_LOOK);
    stage_settle();
}

static const char eye_word[] = "Show or hide";

// The eye of the first group: left of its name.
static void rest_on_the_eye(double rest_s)
{
    const UiCommand *name = stage_text("Bones");
    assert_non_null(name);
    stage_move_to(name->rect.x - 20, name->rect.y - 4);
    stage_frame(0.02);
    stage_frame(rest_s);
    stage_frame(0.02);
}

static void a_resting_cursor_brings_up_the_word(void **state)
{
    (void)state;
    open_layers();
    rest_on_the_eye(0.1);
    assert_null(stage_text(eye_word)); // it may only be passing
    assert_true(stage.app.wake_s >= 0 && stage.app.wake_s < 0.5); // the window is drawn again by itself
    rest_on_the_eye(0.5);
    assert_non_null(stage_text(eye_word));
    stage_move_to(700, 400);
    stage_frame(0.02);
    stage_frame(0.02);
    assert_null(stage_text(eye_word));
}

static void the_cursor_may_go_on_to_the_word(void **state)
{
    (void)state;
    open_layers();
    rest_on_the_eye(0.5);
    const UiRect word = stage.app.tip.rect;
    for (int i = 0; i < 3; i++) {
        stage_move_to(word.x + word.w / 2, word.y + word.h / 2);
        stage_frame(0.3);
    }
    assert_non_null(stage_text(eye_word));
}

static void escape_sends_it_away_and_nothing_else(void **state)
{
    (void)state;
    open_layers();
    rest_on_the_eye(0.5);
    stage_key(KEY_ESCAPE, 0);
    stage_frame(0.02);
    assert_null(stage_text(eye_word));
    assert_int_equal(stage.app.view.door, DOOR_LOOK);
    stage_frame(1.0);
    assert_null(stage_text(eye_word));
    stage_key(KEY_ESCAPE, 0); // now it lets go of what is behind
    assert_int_equal(stage.app.view.door, DOOR_START);
}

static void the_keyboard_brings_it_up_too(void **state)
{
    (void)state;
    open_layers();
    stage_key(KEY_F6, 0);
    for (int i = 0; i < 80 && stage.app.ui.focused != ui_id("layer", GROUP_BONES); i++) stage_key(KEY_TAB, 0);
    assert_int_equal(stage.app.ui.focused, ui_id("layer", GROUP_BONES));
    stage_frame(0.02);
    stage_frame(0.6);
    stage_frame(0.02);
    assert_non_null(stage_text(eye_word));
}

static void in_a_list_it_covers_no_other_sign(void **state)
{
    (void)state;
    open_layers();
    rest_on_the_eye(0.5);
    const UiRect eye = stage.app.tip.beside, word = stage.app.tip.rect;
    assert_true(word.x >= eye.x + eye.w);
    for (int i = 0; i < 3; i++) { // down to the next eye: the word is about that one
        stage_move_to(eye.x + eye.w / 2, eye.y + 1.5f * eye.h);
        stage_frame(0.3);
    }
    assert_true(stage.app.tip.beside.y > eye.y);
    assert_non_null(stage_text(eye_word));
}

static void it_stays_in_the_window(void **state)
{
    (void)state;
    open_layers();
    rest_on_the_eye(0.5);
    const UiRect low = { 1270, 780, 10, 10 };
    tip_offer(&stage.app, stage.app.tip.control, low, "tip_eye");
    tip_draw(&stage.app);
    const UiRect word = stage.app.tip.rect;
    assert_true(word.x + word.w <= 1280 && word.y + word.h <= low.y);
}

static void cursor_and_keyboard_on_two_signs_bring_up_one_word(void **state)
{
    (void)state;
    open_layers();
    rest_on_the_eye(0.5);
    stage.app.ui.focused = ui_id("layer", GROUP_ORGANS);
    stage.app.ui.focus_visible = true;
    stage_frame(0.02);
    stage_frame(0.6);
    stage_frame(0.02);
    assert_int_equal(stage.app.tip.control, ui_id("layer", GROUP_ORGANS));
    assert_non_null(stage_text(eye_word));
}

#define ON_STAGE(test) cmocka_unit_test_setup(test, stage_open_app)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_STAGE(a_resting_cursor_brings_up_the_word), ON_STAGE(the_cursor_may_go_on_to_the_word), ON_STAGE(escape_sends_it_away_and_nothing_else),
        ON_STAGE(the_keyboard_brings_it_up_too),       ON_STAGE(in_a_list_it_covers_no_other_sign),
        ON_STAGE(it_stays_in_the_window),              ON_STAGE(cursor_and_keyboard_on_two_signs_bring_up_one_word),
    };
    return cmocka_run_group_tests(tests, stage_open_body, stage_close_body);
}
