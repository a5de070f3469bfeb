// Looking inside: legends of the debug views, and the panel with the figures of the frame. No font is needed but for what must fit.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "actions.h"
#include "debug_overlay.h"
#include "samples_desk.h"

#include <string.h>

static Desk desk;

static int open_desk(void **state)
{
    (void)state;
    desk_open(&desk);
    return 0;
}

static int close_desk(void **state)
{
    (void)state;
    desk_close(&desk);
    return 0;
}

static ViewState begin(float scale)
{
    ViewState view;
    arena_reset(&desk.frame);
    view_state_init(&view, &desk.body);
    desk.input = (Input) { .width_px = view.width_px, .height_px = view.height_px, .scale = 1.0f };
    if (!desk.platform) ui_init(&desk.ui, text_source_null());
    ui_begin(&desk.ui, &desk.input, overlay_colours(view.theme), scale, &desk.frame);
    return view;
}

static bool says(const char *text)
{
    for (int i = 0; i < desk.ui.draw.command_count; i++)
        if (desk.ui.draw.commands[i].text && strcmp(desk.ui.draw.commands[i].text, text) == 0) return true;
    return false;
}

// Everything that is written lies inside the card.
static void assert_inside(UiRect card)
{
    for (int i = 0; i < desk.ui.draw.command_count; i++) {
        const UiCommand *c = &desk.ui.draw.commands[i];
        if (!c->text) continue;
        const float right = c->rect.x + ui_text_width(&desk.ui, c->text, c->size_px / desk.ui.scale, c->weight);
        if (c->rect.x < card.x || right > card.x + card.w || c->rect.y > card.y + card.h) fail_msg("\"%s\" leaves its card", c->text);
    }
}

static const UiRect room = { 16, 16, 900, 600 };

static void every_debug_view_tells_what_its_colours_mean(void **state)
{
    (void)state;
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        for (int d = DEBUG_VIEW_PART; d < DEBUG_VIEW_COUNT; d++) {
            ViewState view = begin(1.0f);
            view.debug_view = (DebugView)d;
            view.language = (Language)language;
            const UiRect card = legend_draw(&desk.ui, &desk.body, &view, room);
            assert_true(card.w > 0 && legend_wanted(&view));
            assert_true(desk.ui.draw.command_count > 3);
            if (desk.platform) assert_inside(card);
        }
    }
}

static void the_lit_view_has_no_legend_but_that_of_the_strain(void **state)
{
    (void)state;
    ViewState view = begin(1.0f);
    assert_true(legend_draw(&desk.ui, &desk.body, &view, room).w == 0 && !legend_wanted(&view));
    view.colour = COLOUR_STRAIN;
    assert_true(legend_draw(&desk.ui, &desk.body, &view, room).w > 0 && legend_wanted(&view));
}

// A debug view stands over the colours: their legend would be wrong.
static void a_debug_view_replaces_the_legend_of_the_strain(void **state)
{
    (void)state;
    ViewState view = begin(1.0f);
    view.colour = COLOUR_STRAIN;
    view.debug_view = DEBUG_VIEW_OVERDRAW;
    legend_draw(&desk.ui, &desk.body, &view, room);
    assert_true(says("8+") && says("How often each pixel was shaded"));
    assert_false(says(body_string(&desk.body, "strain_legend", LANGUAGE_EN)));
}

static FrameFigures some_figures(void)
{
    return (FrameFigures) {
        .counts = { .draw_count = 84, .triangle_count = 1234567, .text_count = 21, .upload_bytes = 12 * 1024, .render_ms = 3.25 },
        .width_px = 1280, .height_px = 720, .samples = 4, .driver = "a card",
        .frame_ms = 12.5, .frame_p95_ms = 19.0, .peak_mib = 210.4, .scene = { .pose_ms = 0.25, .flesh_ms = 2.5, .scene_ms = 3.5 },
    };
}

static void the_panel_shows_counts_and_times_only_where_they_are_known(void **state)
{
    (void)state;
    FrameFigures figures = some_figures();
    static const char *const counts[] = { "84", ("1\xE2\x80\xAF" "234\xE2\x80\xAF" "567"), "21", "12 KiB", ("1280 \xC3\x97 720, \xC3\x97" "4"), "a card" };
    static const char *const times[] = { "12.5 ms", "19.0 ms", "0.25 ms", "2.50 ms", "3.50 ms", "3.25 ms", "210 MiB" };
    for (int timed = 0; timed < 2; timed++) {
        ViewState view = begin(1.0f);
        view.stats = true;
        figures.timed = timed;
        const UiRect card = stats_draw(&desk.ui, &desk.body, &view, &figures, room);
        assert_true(card.w > 0);
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) assert_true(says(counts[i]));
        for (size_t i = 0; i < sizeof times / sizeof *times; i++) assert_int_equal(says(times[i]), timed);
        if (desk.platform) assert_inside(card);
    }
}

static void the_panel_is_not_there_unless_asked_for_nor_where_there_is_no_room(void **state)
{
    (void)state;
    const FrameFigures figures = some_figures();
    ViewState view = begin(1.0f);
    assert_true(stats_draw(&desk.ui, &desk.body, &view, &figures, room).w == 0);
    view.stats = true;
    assert_true(stats_draw(&desk.ui, &desk.body, &view, &figures, (UiRect) { 0, 0, 60, 600 }).w == 0);
    assert_int_equal(desk.ui.draw.command_count, 0);
}

// What a film drew before must not show in its next picture.
static void a_picture_counts_the_same_whatever_was_drawn_before(void **state)
{
    (void)state;
    FrameStats counted[2];
    ViewState view = begin(1.0f);
    SceneCache *cache = scene_cache_make(&desk.body, &desk.keep);
    for (int i = 0; i < 2; i++) {
        const Scene *scene = scene_build(&desk.body, cache, &view, DETAIL_HIGH, &desk.frame, NULL);
        const RenderTarget target = { .width_px = 320, .height_px = 200 };
        assert_int_equal(frame_figures_count(scene, NULL, &target, text_source_null(), &counted[i], NULL), RESULT_OK);
    }
    assert_memory_equal(&counted[0], &counted[1], sizeof counted[0]);
    assert_true(counted[0].draw_count > 20 && counted[0].triangle_count > 10000 && counted[0].upload_bytes > 100000);
    assert_true(counted[0].render_ms == 0.0);
}

static void frame_times_are_ranked_and_the_oldest_are_forgotten(void **state)
{
    (void)state;
    FrameTimes times = { 0 };
    assert_true(frame_times_at_share(&times, 0.5) == 0.0);
    for (int i = 0; i < 50; i++) frame_times_add(&times, 1000.0);
    for (int i = FRAME_TIMES_MOST; i >= 1; i--) frame_times_add(&times, (double)i); // 120 .. 1
    assert_float_equal(frame_times_at_share(&times, 0.0), 1.0, 1e-9);
    assert_float_equal(frame_times_at_share(&times, 0.5), 61.0, 1e-9);
    assert_float_equal(frame_times_at_share(&times, 0.95), 114.0, 1e-9);
    assert_float_equal(frame_times_at_share(&times, 1.0), 120.0, 1e-9);
}

// ---- in the window

static void step(App *app, Input *input)
{
    arena_reset(&desk.frame);
    input->now_s += 0.02;
    app_frame(app, input, &desk.frame);
    input->key_count = 0;
}

static void press(App *app, Input *input, int key, unsigned mods)
{
    input->keys[input->key_count++] = (KeyPress) { key, mods, false };
    for (int i = 0; i < 3; i++) step(app, input);
}

static App *open_app(Input *input)
{
    ViewState view;
    view_state_init(&view, &desk.body);
    view.ui = true;
    view.door = DOOR_LOOK;
    App *app = ARENA_ARRAY(&desk.keep, App, 1);
    app_init(app, &desk.body, &view, scene_cache_make(&desk.body, &desk.keep), pick_index_make(&desk.body, &desk.keep), text_source_null(), &desk.keep);
    *input = (Input) { .width_px = 1280, .height_px = 800, .scale = 1, .now_s = 1 };
    for (int i = 0; i < 4; i++) step(app, input);
    return app;
}

static bool app_says(const App *app, const char *text)
{
    for (int i = 0; i < app->ui.draw.command_count; i++)
        if (app->ui.draw.commands[i].text && strcmp(app->ui.draw.commands[i].text, text) == 0) return true;
    return false;
}

static void f3_goes_round_the_debug_views_and_shift_f3_back(void **state)
{
    (void)state;
    Input input;
    App *app = open_app(&input);
    for (int d = 1; d <= DEBUG_VIEW_COUNT; d++) {
        press(app, &input, KEY_F3, 0);
        assert_int_equal(app->view.debug_view, d % DEBUG_VIEW_COUNT);
        assert_int_equal(app->scene->debug_view, app->view.debug_view);
    }
    press(app, &input, KEY_F3, 0);
    assert_true(app_says(app, body_string(&desk.body, "debug_part", LANGUAGE_EN)));
    press(app, &input, KEY_F3, MOD_SHIFT);
    assert_int_equal(app->view.debug_view, DEBUG_VIEW_LIT);
    assert_false(app_says(app, body_string(&desk.body, "debug_part", LANGUAGE_EN)));
}

// Else the figures of each frame would ask for the next one, for ever.
static void f4_shows_the_figures_and_they_ask_for_no_new_frame(void **state)
{
    (void)state;
    Input input;
    App *app = open_app(&input);
    app->figures = some_figures();
    app->figures.timed = true;
    press(app, &input, KEY_F4, 0);
    assert_true(app->view.stats && app_says(app, "12.5 ms") && app_says(app, "84"));
    const uint64_t stamp = app_stamp(app);
    app->figures.frame_ms = 99.0;
    step(app, &input);
    assert_true(app_says(app, "99.0 ms"));
    assert_true(app_stamp(app) == stamp);
    press(app, &input, KEY_F4, 0);
    assert_false(app_says(app, "99.0 ms"));
    assert_true(app_stamp(app) != stamp);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_debug_view_tells_what_its_colours_mean),
        cmocka_unit_test(the_lit_view_has_no_legend_but_that_of_the_strain),
        cmocka_unit_test(a_debug_view_replaces_the_legend_of_the_strain),
        cmocka_unit_test(the_panel_shows_counts_and_times_only_where_they_are_known),
        cmocka_unit_test(the_panel_is_not_there_unless_asked_for_nor_where_there_is_no_room),
        cmocka_unit_test(a_picture_counts_the_same_whatever_was_drawn_before),
        cmocka_unit_test(frame_times_are_ranked_and_the_oldest_are_forgotten),
        cmocka_unit_test(f3_goes_round_the_debug_views_and_shift_f3_back),
        cmocka_unit_test(f4_shows_the_figures_and_they_ask_for_no_new_frame),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
