// The window without a mouse: what Tab, F6, Enter and Esc reach, and what is seen of it.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "samples_stage.h"

#include <string.h>

static int open_look(void **state)
{
    stage_open_app(state);
    app_open_door(&stage.app, DOOR_LOOK);
    stage_settle();
    return 0;
}

static const char *selected(void)
{
    return stage.body.parts[stage.app.view.selected].id;
}

static void tab_goes_through_every_part_that_is_shown_and_round(void **state)
{
    (void)state;
    bool seen[PART_MOST] = { false };
    int shown = 0, met = 0;
    for (int p = 1; p < stage.body.part_count; p++) shown += view_shows_part(&stage.app.view, &stage.body, (PartId)p);
    for (int i = 0; i < shown; i++) {
        stage_key(KEY_TAB, 0);
        assert_true(view_shows_part(&stage.app.view, &stage.body, stage.app.view.selected));
        met += !seen[stage.app.view.selected];
        seen[stage.app.view.selected] = true;
    }
    assert_int_equal(met, shown);
}

static void what_tab_has_reached_is_named_and_told_where_it_is(void **state)
{
    (void)state;
    stage_key(KEY_TAB, 0);
    const PartId first = stage.app.view.selected;
    assert_true(stage.app.part_focus);
    assert_non_null(stage_text("1 / "));
    assert_non_null(stage_text(body_part_title(&stage.body, first, LANGUAGE_EN, &stage.frame)));
    stage_key(KEY_TAB, 0);
    assert_non_null(stage_text("2 / "));
    stage_key(KEY_TAB, MOD_SHIFT);
    assert_int_equal(stage.app.view.selected, first);
}

static void a_part_out_of_the_picture_is_flown_to(void **state)
{
    (void)state;
    for (int i = 0; i < 40; i++) stage_key(KEY_UP, MOD_CTRL); // away from it all
    const vec3s before = stage.app.view.camera.pivot_mm;
    stage_key(KEY_TAB, 0);
    assert_true(glms_vec3_distance(stage.app.view.camera.pivot_mm, before) > 100);
}

static void enter_goes_to_the_card_and_escape_back(void **state)
{
    (void)state;
    stage_key(KEY_TAB, 0);
    stage_key(KEY_ENTER, 0);
    assert_true(ui_focus_shown(&stage.app.ui));
    const char *before = selected();
    stage_key(KEY_ESCAPE, 0);
    assert_false(ui_focus_shown(&stage.app.ui));
    assert_string_equal(selected(), before);
}

static void f6_goes_round_the_panels_and_the_picture(void **state)
{
    (void)state;
    int panels = 0;
    stage_key(KEY_TAB, 0);
    stage_key(KEY_F6, 0);
    assert_true(ui_focus_shown(&stage.app.ui));
    assert_false(stage.app.part_focus);
    for (; ui_focus_shown(&stage.app.ui) && panels < 20; panels++) stage_key(KEY_F6, 0);
    assert_in_range(panels, 3, 10); // doors, settings, layers, inside, card
    assert_true(stage.app.part_focus);
}

static void tab_stays_in_the_panels_once_it_is_there(void **state)
{
    (void)state;
    stage_key(KEY_F6, 0);
    const UiId first = stage.app.ui.focused;
    stage_key(KEY_TAB, 0);
    assert_int_not_equal(stage.app.ui.focused, first);
    assert_int_equal(stage.app.view.selected, 0);
}

static void where_it_hurts_tab_is_for_the_list(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_HURT);
    stage_settle();
    stage_key(KEY_TAB, 0);
    assert_true(ui_focus_shown(&stage.app.ui));
    assert_int_equal(stage.app.view.selected, 0);
}

static void the_doors_open_by_keys(void **state)
{
    (void)state;
    stage_open_app(state);
    stage_key(KEY_TAB, 0);
    stage_key(KEY_TAB, 0);
    stage_key(KEY_ENTER, 0);
    assert_int_equal(stage.app.view.door, DOOR_HURT);
}

static void while_the_help_is_open_tab_stays_in_it(void **state)
{
    (void)state;
    stage_key(KEY_F1, 0);
    UiId first = 0;
    int count = 0;
    do {
        stage_key(KEY_TAB, 0);
        if (!first) first = stage.app.ui.focused;
        count++;
    } while (count < 20 && (count == 1 || stage.app.ui.focused != first));
    assert_int_equal(count, 7); // four pages, close, all keys, and round
    assert_int_equal(stage.app.view.selected, 0);
    stage_key(KEY_ESCAPE, 0);
    assert_false(stage.app.help_open);
}

static void the_help_lists_the_keys_of_where_one_is(void **state)
{
    (void)state;
    stage_key(KEY_F1, 0);
    assert_non_null(stage_text("see through all but this"));
    assert_null(stage_text("step by frame"));
    stage_key(KEY_F1, 0);
    app_open_door(&stage.app, DOOR_MOVE);
    stage_key(KEY_F1, 0);
    assert_non_null(stage_text("step by frame"));
    app_open_door(&stage.app, DOOR_HURT);
    stage_settle();
    assert_null(stage_text("see through all but this"));
    stage.app.all_keys = true;
    stage_settle();
    assert_non_null(stage_text("see through all but this"));
}

static void settings_are_chosen_by_keys(void **state)
{
    (void)state;
    stage_key(',', MOD_CTRL);
    for (int i = 0; i < 8; i++) stage_key(KEY_TAB, 0); // four pages, close, English, Latin, French
    stage_key(KEY_ENTER, 0);
    assert_int_equal(stage.app.view.language, LANGUAGE_FR);
}

static void who_looks_for_psoas_minor_sees_it(void **state)
{
    (void)state;
    assert_false(stage.app.view.psoas_minor);
    stage_key('/', 0);
    strcpy(stage.input.typed, "psoas minor");
    stage_settle();
    stage_key(KEY_ENTER, 0);
    assert_string_equal(stage.body.parts[stage.app.view.selected].structure, "psoas_minor");
    assert_true(view_shows_part(&stage.app.view, &stage.body, stage.app.view.selected));
}

static void the_mouse_takes_the_keyboard_out_of_the_picture(void **state)
{
    (void)state;
    stage_key(KEY_TAB, 0);
    stage.input.move_x_px = 3;
    stage_settle();
    assert_false(stage.app.part_focus);
    assert_int_not_equal(stage.app.view.selected, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(tab_goes_through_every_part_that_is_shown_and_round, open_look),
        cmocka_unit_test_setup(what_tab_has_reached_is_named_and_told_where_it_is, open_look),
        cmocka_unit_test_setup(a_part_out_of_the_picture_is_flown_to, open_look),
        cmocka_unit_test_setup(enter_goes_to_the_card_and_escape_back, open_look),
        cmocka_unit_test_setup(f6_goes_round_the_panels_and_the_picture, open_look),
        cmocka_unit_test_setup(tab_stays_in_the_panels_once_it_is_there, open_look),
        cmocka_unit_test_setup(where_it_hurts_tab_is_for_the_list, open_look),
        cmocka_unit_test(the_doors_open_by_keys),
        cmocka_unit_test_setup(while_the_help_is_open_tab_stays_in_it, open_look),
        cmocka_unit_test_setup(the_help_lists_the_keys_of_where_one_is, open_look),
        cmocka_unit_test_setup(settings_are_chosen_by_keys, open_look),
        cmocka_unit_test_setup(who_looks_for_psoas_minor_sees_it, open_look),
        cmocka_unit_test_setup(the_mouse_takes_the_keyboard_out_of_the_picture, open_look),
    };
    return cmocka_run_group_tests(tests, stage_open_body, stage_close_body);
}
