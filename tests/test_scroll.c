// Every panel that is higher than its place scrolls in the same way: by the wheel, by keys, by its bar, and by Tab.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "samples_stage.h"
#include "selection.h"

#include <math.h>

#define BAR_PX 6.0f // from the panel's right edge to what is held

// A panel, what is scrolled in it, and a widget far down.
typedef struct Subject {
    const char *name;
    void (*open)(void);
    UiScroll *scroll;
    UiId last;
} Subject;

static void open_layers(void)
{
    app_open_door(&stage.app, DOOR_LOOK);
    for (int g = 0; g < GROUP_COUNT; g++) stage.app.layers.open[g] = true;
}

static void open_card(void)
{
    app_open_door(&stage.app, DOOR_LOOK);
    view_select_only(&stage.app.view, body_part(&stage.body, "hip_bone_right"));
}

static void open_help(void)
{
    stage.app.help_open = stage.app.all_keys = true;
}

static void open_settings(void)
{
    stage.input.height_px = 260;
    stage.app.help_open = true;
    stage.app.help_page = HELP_SETTINGS;
}

static void open_compared(void)
{
    app_open_door(&stage.app, DOOR_LOOK);
    tools_toggle(&stage.app, TOOL_COMPARE);
}

static void open_many(void)
{
    bool parts[PART_MOST] = { false };
    for (int p = 1; p <= 30; p++) parts[p] = true;
    app_open_door(&stage.app, DOOR_LOOK);
    view_select_all(&stage.app.view, &stage.body, parts);
}

static void open_body(void)
{
    stage.input.height_px = 300;
    app_open_door(&stage.app, DOOR_LOOK);
    stage.app.body_open = true;
}

static void open_zones(void)
{
    stage.input.height_px = 340;
    app_open_door(&stage.app, DOOR_HURT);
}

static void open_referral(void)
{
    stage.input.height_px = 300;
    app_open_door(&stage.app, DOOR_HURT);
    pointing_pin_zone(&stage.app, 1);
}

static void open_quiz(void)
{
    stage.input.height_px = 300;
    quiz_play_open(&stage.app);
}

static Subject subjects[10];

static int open_low_window(void **state)
{
    subjects[0] = (Subject){ "layers", open_layers, &stage.app.layers.scroll, ui_id("layer_name", GROUP_SILHOUETTE) };
    subjects[1] = (Subject){ "card", open_card, &stage.app.card_scroll, 0 };
    subjects[2] = (Subject){ "help", open_help, &stage.app.help_scroll, 0 };
    subjects[3] = (Subject){ "settings", open_settings, &stage.app.help_scroll, ui_id("reduced_motion", 0) };
    subjects[4] = (Subject){ "compared", open_compared, &stage.app.tools.scroll, 0 };
    subjects[5] = (Subject){ "several parts", open_many, &stage.app.many_scroll, 0 };
    subjects[6] = (Subject){ "places", open_zones, &stage.app.zones_scroll, 0 };
    subjects[7] = (Subject){ "pain", open_referral, &stage.app.card_scroll, 0 };
    subjects[8] = (Subject){ "quiz", open_quiz, &stage.app.quiz.scroll, ui_id("quiz_count", 2) };
    subjects[9] = (Subject){ "body", open_body, &stage.app.body_scroll, ui_id("body_layers", 0) };
    if (stage_open_app(state) != 0) return -1;
    stage.input.height_px = 420;
    stage.input.resized = true;
    stage_settle();
    return 0;
}

static int start_again(void)
{
    void *state = NULL;
    return open_low_window(&state);
}

static bool at(const UiScroll *scroll, float px)
{
    return fabsf(scroll->at_px - px) < 1;
}

// Found by the wheel at its right edge.
static UiRect panel_of(const Subject *subject)
{
    for (int i = stage.app.ui.blocker_count - 1; i >= 0; i--) { // those on top first
        const UiRect rect = stage.app.ui.blockers[i];
        stage_move_to(rect.x + rect.w - BAR_PX, rect.y + rect.h / 2);
        const float before = subject->scroll->at_px;
        stage.input.wheel_y = -1;
        stage_settle();
        const bool moved = !at(subject->scroll, before);
        subject->scroll->at_px = 0;
        stage_settle();
        if (moved) return rect;
    }
    fail_msg("no panel scrolls %s", subject->name);
    return (UiRect){ 0, 0, 0, 0 };
}

static void check_wheel(const Subject *subject)
{
    stage.input.wheel_y = -1;
    stage_settle();
    if (!at(subject->scroll, fminf(40 * stage.app.ui.scale, subject->scroll->overflow_px))) fail_msg("one notch moves %s by %g", subject->name, (double)subject->scroll->at_px);
    stage.input.wheel_y = -1000;
    stage_settle();
    if (!at(subject->scroll, subject->scroll->overflow_px)) fail_msg("the wheel does not reach the end of %s", subject->name);
    stage.input.wheel_y = 1000;
    stage_settle();
    if (!at(subject->scroll, 0)) fail_msg("the wheel does not lead back in %s", subject->name);
}

static void check_keys(const Subject *subject)
{
    const float azimuth_rad = stage.app.view.camera.azimuth_rad;
    stage_key(KEY_PAGE_DOWN, 0);
    const float page_px = subject->scroll->at_px;
    if (page_px < 20 && !at(subject->scroll, subject->scroll->overflow_px)) fail_msg("page down does nothing in %s", subject->name);
    stage_key(KEY_PAGE_UP, 0);
    if (!at(subject->scroll, 0)) fail_msg("page up does not lead back in %s", subject->name);
    stage_key(KEY_END, 0);
    if (!at(subject->scroll, subject->scroll->overflow_px)) fail_msg("End does not lead to the end of %s", subject->name);
    stage_key(KEY_HOME, 0);
    if (!at(subject->scroll, 0)) fail_msg("Home does not lead back in %s", subject->name);
    assert_float_equal(stage.app.view.camera.azimuth_rad, azimuth_rad, 0);
}

static void hold(bool down)
{
    stage.input.down[MOUSE_LEFT] = down;
    (down ? stage.input.pressed : stage.input.released)[MOUSE_LEFT] = true;
    stage_settle();
}

// By a hand that leaves the bar and comes back; a press on the thumb alone moves nothing.
static void check_bar(const Subject *subject)
{
    const UiRect panel = panel_of(subject);
    float y = panel.y;
    bool found = false;
    for (; y < panel.y + panel.h && !found; y += 4) {
        stage_move_to(panel.x + panel.w - BAR_PX, y);
        hold(true);
        found = stage.app.ui.active == ui_id("scroll_bar", stage.app.ui.panel_hovered);
        if (found) break;
        hold(false);
    }
    if (!found) fail_msg("%s has no bar", subject->name);
    if (!at(subject->scroll, 0)) fail_msg("%s moves when its thumb is pressed", subject->name);
    stage_move_to(panel.x + panel.w - BAR_PX, y + 4);
    if (subject->scroll->at_px <= 0) fail_msg("the thumb of %s does not go with the hand", subject->name);
    stage_move_to(panel.x - 50, panel.y + panel.h + 50);
    if (!at(subject->scroll, subject->scroll->overflow_px)) fail_msg("the bar of %s cannot be dragged to its end", subject->name);
    stage_move_to(panel.x + panel.w - BAR_PX, y);
    if (!at(subject->scroll, 0)) fail_msg("the bar of %s cannot be dragged back", subject->name);
    hold(false);
    stage_move_to(panel.x + panel.w - BAR_PX, panel.y + panel.h / 2);
    if (!at(subject->scroll, 0)) fail_msg("the bar of %s is held after it was let go", subject->name);
}

static void each(void (*check)(const Subject *subject))
{
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        assert_int_equal(start_again(), 0);
        subjects[i].open();
        stage_settle();
        if (subjects[i].scroll->overflow_px < 30) fail_msg("%s has nothing to scroll", subjects[i].name);
        const UiRect panel = panel_of(&subjects[i]);
        stage_move_to(panel.x + panel.w / 2, panel.y + 3);
        check(&subjects[i]);
    }
}

static void the_wheel_scrolls_every_panel(void **state)
{
    (void)state;
    each(check_wheel);
}

static void page_keys_home_and_end_scroll_every_panel(void **state)
{
    (void)state;
    each(check_keys);
}

static void every_bar_can_be_dragged(void **state)
{
    (void)state;
    each(check_bar);
}

static void what_the_keyboard_comes_to_is_in_sight(void **state)
{
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        if (open_low_window(state) != 0) fail();
        const Subject *subject = &subjects[i];
        if (!subject->last) continue;
        subject->open();
        stage_settle();
        stage_key(KEY_F6, 0);
        for (int k = 0; k < 500 && stage.app.ui.focused != subject->last; k++) stage_key(KEY_TAB, 0);
        assert_int_equal(stage.app.ui.focused, subject->last);
        const UiRect rect = stage.app.ui.focused_rect;
        assert_true(subject->scroll->at_px > 0);
        assert_true(rect.y > 0 && rect.y + rect.h < (float)stage.input.height_px);
    }
}

static void with_the_keyboard_on_a_slider_home_is_the_sliders(void **state)
{
    (void)state;
    open_layers();
    stage_settle();
    const UiId slider = ui_id("layer_fade", GROUP_BONES);
    stage_key(KEY_F6, 0);
    for (int k = 0; k < 50 && stage.app.ui.focused != slider; k++) stage_key(KEY_TAB, 0);
    assert_int_equal(stage.app.ui.focused, slider);
    stage_key(KEY_PAGE_DOWN, 0);
    const float at_px = stage.app.layers.scroll.at_px;
    assert_true(at_px > 20);
    stage_key(KEY_HOME, 0);
    assert_true(at(&stage.app.layers.scroll, at_px));
}

static void away_from_all_panels_keys_scroll_none(void **state)
{
    (void)state;
    open_layers();
    stage_settle();
    stage_move_to(640, 300);
    stage_key(KEY_PAGE_DOWN, 0);
    assert_true(at(&stage.app.layers.scroll, 0));
}

static void what_lies_under_the_help_does_not_scroll_with_it(void **state)
{
    (void)state;
    open_layers();
    open_help();
    stage_settle();
    stage_move_to(200, 200); // over both
    stage.input.wheel_y = -3;
    stage_settle();
    stage_key(KEY_PAGE_DOWN, 0);
    assert_true(stage.app.help_scroll.at_px > 100);
    stage.input.mouse_inside = false;
    stage_settle();
    stage_key(KEY_HOME, 0); // wherever the cursor is
    assert_true(at(&stage.app.help_scroll, 0));
    assert_true(at(&stage.app.layers.scroll, 0));
}

static void what_becomes_shorter_is_scrolled_back(void **state)
{
    (void)state;
    open_layers();
    stage_settle();
    stage.app.layers.scroll.at_px = stage.app.layers.scroll.overflow_px;
    for (int g = 0; g < GROUP_COUNT; g++) stage.app.layers.open[g] = false;
    stage_settle();
    assert_true(stage.app.layers.scroll.at_px <= stage.app.layers.scroll.overflow_px);
    open_card();
    stage_settle();
    stage.app.card_scroll.at_px = 50;
    view_select_only(&stage.app.view, body_part(&stage.body, "femur_right"));
    stage_settle();
    assert_true(at(&stage.app.card_scroll, 0)); // another card
}

#define IN_LOW_WINDOW(test) cmocka_unit_test_setup(test, open_low_window)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_LOW_WINDOW(the_wheel_scrolls_every_panel),
        IN_LOW_WINDOW(page_keys_home_and_end_scroll_every_panel),
        IN_LOW_WINDOW(every_bar_can_be_dragged),
        IN_LOW_WINDOW(what_the_keyboard_comes_to_is_in_sight),
        IN_LOW_WINDOW(with_the_keyboard_on_a_slider_home_is_the_sliders),
        IN_LOW_WINDOW(away_from_all_panels_keys_scroll_none),
        IN_LOW_WINDOW(what_lies_under_the_help_does_not_scroll_with_it),
        IN_LOW_WINDOW(what_becomes_shorter_is_scrolled_back),
    };
    return cmocka_run_group_tests(tests, stage_open_body, stage_close_body);
}
