// The widgets and the table of keys, without a font, a window or a body.
#include "actions.h"
#include "sheet.h"
#include "table.h"
#include "ui.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

typedef struct Stage {
    Ui ui;
    Arena frame;
    Input input;
    bool clicked, changed;
    float value;
} Stage;

static const UiRect first_place = { 10, 10, 100, 30 }, second_place = { 10, 50, 100, 30 };

static int open_stage(void **state)
{
    static Stage stage;
    stage = (Stage){ .frame = arena_make((size_t)64 << 20) };
    stage.input = (Input){ .width_px = 400, .height_px = 300, .scale = 1, .mouse_inside = true };
    ui_init(&stage.ui, text_source_null());
    *state = &stage;
    return 0;
}

static int close_stage(void **state)
{
    arena_free(&((Stage *)*state)->frame);
    return 0;
}

static void begin(Stage *stage)
{
    arena_reset(&stage->frame);
    ui_begin(&stage->ui, &stage->input, (UiColours){ 0 }, 1, &stage->frame);
}

static void end(Stage *stage)
{
    ui_end(&stage->ui);
    const bool down = stage->input.down[MOUSE_LEFT];
    const float x = stage->input.mouse_x_px, y = stage->input.mouse_y_px;
    stage->input = (Input){ .width_px = 400, .height_px = 300, .scale = 1, .mouse_inside = true, .mouse_x_px = x, .mouse_y_px = y };
    stage->input.down[MOUSE_LEFT] = down;
}

static void mouse(Stage *stage, float x, float y, bool down)
{
    stage->input.pressed[MOUSE_LEFT] = down && !stage->input.down[MOUSE_LEFT];
    stage->input.released[MOUSE_LEFT] = !down && stage->input.down[MOUSE_LEFT];
    stage->input.down[MOUSE_LEFT] = down;
    stage->input.mouse_x_px = x;
    stage->input.mouse_y_px = y;
}

static void press(Stage *stage, int key, unsigned mods)
{
    stage->input.keys[stage->input.key_count++] = (KeyPress){ key, mods, false };
}

static void two_buttons(Stage *stage, bool *first, bool *second)
{
    begin(stage);
    *first = ui_button(&stage->ui, ui_id("button", 0), first_place, "one", false);
    *second = ui_button(&stage->ui, ui_id("button", 1), second_place, "two", false);
    end(stage);
}

static void slider(Stage *stage)
{
    begin(stage);
    stage->changed = ui_slider(&stage->ui, ui_id("slider", 0), first_place, 0, 10, &stage->value);
    end(stage);
}

// ---- buttons

static void a_button_is_clicked_by_press_and_release_on_it(void **state)
{
    Stage *stage = *state;
    bool one, two;
    mouse(stage, 50, 20, true);
    two_buttons(stage, &one, &two);
    assert_false(one);
    mouse(stage, 60, 25, false);
    two_buttons(stage, &one, &two);
    assert_true(one);
    assert_false(two);
}

static void leaving_a_button_before_the_release_takes_the_click_back(void **state)
{
    Stage *stage = *state;
    bool one, two;
    mouse(stage, 50, 20, true);
    two_buttons(stage, &one, &two);
    mouse(stage, 50, 60, false);
    two_buttons(stage, &one, &two);
    assert_false(one);
    assert_false(two);
}

static void a_press_and_release_within_one_frame_is_a_click(void **state)
{
    Stage *stage = *state;
    bool one, two;
    mouse(stage, 50, 20, true);
    stage->input.released[MOUSE_LEFT] = true;
    stage->input.down[MOUSE_LEFT] = false;
    two_buttons(stage, &one, &two);
    assert_true(one);
}

static void steps_move_the_focus_round_and_enter_presses(void **state)
{
    Stage *stage = *state;
    bool one, two;
    two_buttons(stage, &one, &two);
    ui_focus_step(&stage->ui, 1);
    two_buttons(stage, &one, &two);
    assert_int_equal(stage->ui.focused, ui_id("button", 0));
    assert_true(stage->ui.focus_visible);
    ui_focus_step(&stage->ui, 1);
    press(stage, KEY_ENTER, 0);
    two_buttons(stage, &one, &two);
    assert_false(one);
    assert_true(two);
    ui_focus_step(&stage->ui, 1);
    two_buttons(stage, &one, &two);
    assert_int_equal(stage->ui.focused, ui_id("button", 0));
    ui_focus_step(&stage->ui, -1);
    two_buttons(stage, &one, &two);
    assert_int_equal(stage->ui.focused, ui_id("button", 1));
}

static void space_presses_only_what_shows_the_focus_ring(void **state)
{
    Stage *stage = *state;
    bool one, two;
    mouse(stage, 50, 20, true);
    two_buttons(stage, &one, &two);
    mouse(stage, 50, 20, false);
    two_buttons(stage, &one, &two);
    press(stage, KEY_SPACE, 0);
    two_buttons(stage, &one, &two);
    assert_false(one); // focused by the mouse: Space is the program's own key
}

static void the_focus_ring_is_drawn(void **state)
{
    Stage *stage = *state;
    bool one, two;
    two_buttons(stage, &one, &two);
    const int plain = stage->ui.draw.command_count;
    ui_focus_step(&stage->ui, 1);
    two_buttons(stage, &one, &two);
    assert_int_equal(stage->ui.draw.command_count, plain + 1);
}

static void two_panels(Stage *stage)
{
    begin(stage);
    ui_panel(&stage->ui, (UiRect){ 0, 0, 200, 100 }, 4);
    ui_button(&stage->ui, ui_id("button", 0), first_place, "one", false);
    ui_button(&stage->ui, ui_id("button", 1), second_place, "two", false);
    ui_panel(&stage->ui, (UiRect){ 0, 100, 200, 100 }, 4); // nothing to press: it is passed over
    ui_panel(&stage->ui, (UiRect){ 0, 200, 200, 100 }, 4);
    ui_button(&stage->ui, ui_id("button", 2), (UiRect){ 10, 210, 100, 30 }, "three", false);
    end(stage);
}

static void focus_goes_from_panel_to_panel_and_out_at_the_end(void **state)
{
    Stage *stage = *state;
    two_panels(stage);
    assert_true(ui_focus_step_panel(&stage->ui, 1));
    two_panels(stage);
    assert_int_equal(stage->ui.focused, ui_id("button", 0));
    assert_true(ui_focus_step_panel(&stage->ui, 1));
    two_panels(stage);
    assert_int_equal(stage->ui.focused, ui_id("button", 2));
    assert_false(ui_focus_step_panel(&stage->ui, 1));
    assert_false(ui_focus_shown(&stage->ui));
    two_panels(stage);
    assert_true(ui_focus_step_panel(&stage->ui, -1));
    assert_int_equal(stage->ui.focused, ui_id("button", 2));
}

static void focus_goes_when_its_widget_goes(void **state)
{
    Stage *stage = *state;
    bool one, two;
    ui_focus_step(&stage->ui, 1);
    two_buttons(stage, &one, &two);
    ui_focus_step(&stage->ui, 1);
    two_buttons(stage, &one, &two);
    begin(stage);
    end(stage);
    assert_int_equal(stage->ui.focused, 0);
    assert_false(stage->ui.focus_visible);
}

static void a_toggle_turns_its_value(void **state)
{
    Stage *stage = *state;
    bool value = false;
    for (int frame = 0; frame < 2; frame++) {
        mouse(stage, 50, 20, frame == 0);
        begin(stage);
        ui_toggle(&stage->ui, ui_id("toggle", 0), first_place, "bones", &value);
        end(stage);
    }
    assert_true(value);
}

// ---- slider

static void a_slider_follows_the_mouse_beyond_its_ends(void **state)
{
    Stage *stage = *state;
    stage->value = 0;
    mouse(stage, 60, 20, true);
    slider(stage);
    assert_true(stage->changed);
    assert_float_equal(stage->value, 5, 1e-4f);
    mouse(stage, 390, 280, true);
    slider(stage);
    assert_float_equal(stage->value, 10, 1e-4f);
    mouse(stage, 390, 280, false);
    slider(stage);
    mouse(stage, 20, 20, false);
    slider(stage);
    assert_float_equal(stage->value, 10, 1e-4f); // let go
}

static void a_focused_slider_follows_the_arrows(void **state)
{
    Stage *stage = *state;
    stage->value = 5;
    slider(stage);
    ui_focus_step(&stage->ui, 1);
    slider(stage);
    press(stage, KEY_RIGHT, 0);
    slider(stage);
    assert_float_equal(stage->value, 5.2f, 1e-4f);
    press(stage, KEY_LEFT, MOD_SHIFT);
    slider(stage);
    assert_float_equal(stage->value, 4.2f, 1e-4f);
    press(stage, KEY_END, 0);
    slider(stage);
    assert_float_equal(stage->value, 10, 1e-4f);
    press(stage, KEY_HOME, 0);
    slider(stage);
    assert_float_equal(stage->value, 0, 1e-4f);
}

// ---- panels

static void a_panel_keeps_the_mouse_from_the_picture(void **state)
{
    Stage *stage = *state;
    mouse(stage, 50, 20, false);
    begin(stage);
    assert_false(stage->ui.wants_mouse);
    ui_panel(&stage->ui, (UiRect){ 0, 0, 200, 100 }, 8);
    end(stage);
    begin(stage);
    assert_true(stage->ui.wants_mouse);
    ui_panel(&stage->ui, (UiRect){ 0, 0, 200, 100 }, 8);
    end(stage);
    mouse(stage, 300, 200, false);
    begin(stage);
    assert_false(stage->ui.wants_mouse);
    end(stage);
}

static void a_panel_covers_the_buttons_below_it(void **state)
{
    Stage *stage = *state;
    bool clicked = false;
    for (int frame = 0; frame < 2; frame++) {
        mouse(stage, 50, 20, frame == 0);
        begin(stage);
        clicked |= ui_button(&stage->ui, ui_id("button", 0), first_place, "below", false);
        ui_panel(&stage->ui, (UiRect){ 0, 0, 200, 100 }, 8);
        end(stage);
    }
    assert_false(clicked);
}

// ---- text

static void text_wraps_at_words(void **state)
{
    Stage *stage = *state; // the null font: every letter is 0.55 em
    const char **lines;
    begin(stage);
    const int count = ui_wrap(&stage->ui, "the deep hip flexor", 10, UI_REGULAR, 50, &lines);
    assert_int_equal(count, 3);
    assert_string_equal(lines[0], "the deep");
    assert_string_equal(lines[1], "hip");
    assert_string_equal(lines[2], "flexor");
    end(stage);
}

static void a_word_that_is_too_long_stays_whole(void **state)
{
    Stage *stage = *state;
    const char **lines;
    begin(stage);
    const int count = ui_wrap(&stage->ui, "a musculotendinous junction", 10, UI_REGULAR, 40, &lines);
    assert_int_equal(count, 3);
    assert_string_equal(lines[1], "musculotendinous");
    end(stage);
}

static void empty_text_has_no_lines_and_breaks_are_kept(void **state)
{
    Stage *stage = *state;
    const char **lines;
    begin(stage);
    assert_int_equal(ui_wrap(&stage->ui, "", 10, UI_REGULAR, 40, &lines), 0);
    assert_int_equal(ui_wrap(&stage->ui, "one\ntwo", 10, UI_REGULAR, 400, &lines), 2);
    end(stage);
}

static void a_sheet_tells_its_height_before_it_is_drawn(void **state)
{
    Stage *stage = *state;
    const SheetStyle style = { 10, UI_REGULAR, { 0, 0, 0, 1 } };
    begin(stage);
    Sheet sheet = sheet_make(&stage->ui, 50, 1);
    sheet_text(&sheet, "the deep hip flexor", style);
    assert_int_equal(sheet.line_count, 3);
    assert_float_equal(sheet.height_px, 3 * 13.6f, 1e-3f);
    sheet_gap(&sheet, 4);
    sheet_item(&sheet, SHEET_DISC, style.colour, "one", style);
    assert_float_equal(sheet.height_px, 4 * 13.6f + 4, 1e-3f);
    assert_int_equal(stage->ui.draw.command_count, 0);
    sheet_draw(&sheet, 0, 0);
    assert_int_equal(stage->ui.draw.command_count, 5); // four lines, one mark
    end(stage);
}

// ---- keys

static void no_key_has_two_meanings(void **state)
{
    (void)state;
    int count;
    const Action *table = actions_table(&count);
    for (int i = 0; i < count; i++)
        for (int j = i + 1; j < count; j++) {
            if (table[i].key == KEY_NONE || table[i].key != table[j].key || table[i].mods != table[j].mods) continue;
            fail_msg("%s and %s share a key", table[i].name, table[j].name);
        }
}

static bool has_row(const Table *strings, const char *id)
{
    for (int row = 0; row < strings->row_count; row++)
        if (strcmp(table_text(strings, row, "id"), id) == 0) return true;
    return false;
}

static void every_action_has_a_line_in_the_help(void **state)
{
    Stage *stage = *state;
    Table strings;
    Message why = { "" };
    int count;
    const Action *table = actions_table(&count);
    assert_int_equal(table_read(TEST_ASSETS "/strings.csv", &stage->frame, &strings, &why), RESULT_OK);
    for (int i = 0; i < count; i++)
        if (!has_row(&strings, table[i].help)) fail_msg("%s: strings.csv has no row %s", table[i].name, table[i].help);
}

static void the_promised_keys_are_bound(void **state)
{
    (void)state;
    static const struct {
        int key;
        unsigned mods;
        const char *name;
    } promised[] = {
        { KEY_LEFT, 0, "turn_left" },
        { KEY_LEFT, MOD_SHIFT, "quarter_left" },
        { KEY_LEFT, MOD_CTRL, "pan_left" },
        { '+', 0, "zoom_in" },
        { '1', 0, "front" },
        { '1', MOD_CTRL, "back" },
        { '3', 0, "right" },
        { '7', MOD_CTRL, "below" },
        { '5', 0, "perspective" },
        { 'h', 0, "hide" },
        { 'i', 0, "isolate" },
        { 'h', MOD_ALT, "show_all" },
        { 'x', 0, "xray" },
        { KEY_SPACE, 0, "play" },
        { ',', 0, "frame_back" },
        { '[', 0, "slower" },
        { 'f', 0, "centre" },
        { KEY_HOME, 0, "reset" },
        { KEY_F1, 0, "help" },
        { KEY_F12, 0, "picture" },
        { KEY_F3, 0, "debug_view" },
        { KEY_F3, MOD_SHIFT, "debug_view" },
        { KEY_F4, 0, "stats" },
        { KEY_ESCAPE, 0, "let_go" },
        { 'u', 0, "panels" },
        { 'q', MOD_CTRL, "quit" },
    };
    for (size_t i = 0; i < sizeof promised / sizeof promised[0]; i++) {
        const Action *action = actions_find(promised[i].key, promised[i].mods);
        assert_non_null(action);
        assert_string_equal(action->name, promised[i].name);
    }
}

static void lesson_keys_are_kept_free(void **state)
{
    (void)state; // presenters send them
    assert_null(actions_find(KEY_PAGE_DOWN, 0));
    assert_null(actions_find(KEY_PAGE_UP, 0));
}

#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, open_stage, close_stage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_STAGE(a_button_is_clicked_by_press_and_release_on_it),
        ON_STAGE(leaving_a_button_before_the_release_takes_the_click_back),
        ON_STAGE(a_press_and_release_within_one_frame_is_a_click),
        ON_STAGE(steps_move_the_focus_round_and_enter_presses),
        ON_STAGE(space_presses_only_what_shows_the_focus_ring),
        ON_STAGE(the_focus_ring_is_drawn),
        ON_STAGE(focus_goes_from_panel_to_panel_and_out_at_the_end),
        ON_STAGE(focus_goes_when_its_widget_goes),
        ON_STAGE(a_toggle_turns_its_value),
        ON_STAGE(a_slider_follows_the_mouse_beyond_its_ends),
        ON_STAGE(a_focused_slider_follows_the_arrows),
        ON_STAGE(a_panel_keeps_the_mouse_from_the_picture),
        ON_STAGE(a_panel_covers_the_buttons_below_it),
        ON_STAGE(text_wraps_at_words),
        ON_STAGE(a_word_that_is_too_long_stays_whole),
        ON_STAGE(empty_text_has_no_lines_and_breaks_are_kept),
        ON_STAGE(a_sheet_tells_its_height_before_it_is_drawn),
        cmocka_unit_test(no_key_has_two_meanings),
        ON_STAGE(every_action_has_a_line_in_the_help),
        cmocka_unit_test(the_promised_keys_are_bound),
        cmocka_unit_test(lesson_keys_are_kept_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
