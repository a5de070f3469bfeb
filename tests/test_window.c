// A real window: Xvfb, a mouse moved by xdotool, and the window's own trace of what it shows.
#define _POSIX_C_SOURCE 200809L
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "body.h"
#include "pick.h"
#include "samples_window.h"
#include "scene_build.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int open_stage(void **state)
{
    (void)state; // without panels the picture is the one that commands speak of
    return window_open((const char *const[]){ "--view", "anterior", "--size", "1000x700", "--ui", "off", NULL });
}

static void the_window_has_the_size_asked_for(void **state)
{
    (void)state;
    assert_int_equal(window_stage.width_px, 1000);
    assert_int_equal(window_stage.height_px, 700);
}

// ---- where a part is in the picture

static bool find_pixel(const char *part_id, int *x, int *y)
{
    Arena keep = arena_make((size_t)1 << 30), frame = arena_make((size_t)256 << 20);
    Body body;
    ViewState view;
    Message why = { "" };
    bool found = false;
    assert_int_equal(body_load(TEST_PACK, &keep, &body, &why), RESULT_OK);
    view_state_init(&view, &body);
    view_set_standard(&view, VIEW_ANTERIOR);
    view.width_px = window_stage.width_px;
    view.height_px = window_stage.height_px;
    view.door = DOOR_LOOK;
    SceneCache *cache = scene_cache_make(&body, &keep);
    PickIndex *index = pick_index_make(&body, &keep);
    const Scene *scene = scene_build(&body, cache, &view, DETAIL_HIGH, &frame, NULL);
    for (int i = 0; i < 64 * 64 && !found; i++) { // the middle part of the window: no panels there
        *x = window_stage.width_px * (26 + i % 64 * 3 / 4) / 100;
        *y = window_stage.height_px * (16 + i / 64) / 100;
        const Pick pick = pick_at(index, &body, scene, &view, (float)*x, (float)*y);
        found = pick.part != 0 && pick.trigger == 0 && strcmp(body.parts[pick.part].id, part_id) == 0;
    }
    body_unload(&body);
    arena_free(&frame);
    arena_free(&keep);
    return found;
}

static void move_to_psoas(void)
{
    int x, y;
    assert_true(find_pixel("psoas_major_right", &x, &y));
    window_move_to(x, y);
}

// ---- the tests, in this order: each finds the window as the one before left it

static void the_command_line_and_the_window_agree_on_what_a_pixel_shows(void **state)
{
    (void)state;
    char command[512], answer[512];
    int x, y;
    assert_true(find_pixel("psoas_major_right", &x, &y));
    snprintf(command, sizeof command, "%s pick %d %d --view anterior --size %dx%d", TEST_PROGRAM, x, y, window_stage.width_px, window_stage.height_px);
    window_ask(answer, sizeof answer, command);
    assert_non_null(strstr(answer, "psoas_major_right"));
}

static void pointing_at_the_psoas_lights_it(void **state)
{
    (void)state;
    move_to_psoas();
    assert_true(window_shows("\"hovered\": \"psoas_major_right\""));
}

static void a_still_window_draws_no_frames(void **state)
{
    (void)state;
    assert_true(window_comes_to_rest());
    const int before = window_frames_drawn();
    window_rest(1.5);
    assert_int_equal(window_frames_drawn(), before);
}

static void moving_off_the_body_lets_go(void **state)
{
    (void)state;
    window_move_to(window_stage.width_px * 9 / 10, window_stage.height_px * 9 / 10);
    assert_true(window_shows("\"hovered\": \"\""));
}

static void a_click_selects_and_escape_lets_go(void **state)
{
    (void)state;
    move_to_psoas();
    window_xdotool("click 1");
    assert_true(window_shows("\"selected\": \"psoas_major_right\""));
    window_xdotool("key Escape"); // first the hover, then the selection
    window_xdotool("key Escape");
    assert_true(window_shows("\"selected\": \"\""));
}

static void dragging_turns_the_body(void **state)
{
    (void)state;
    assert_true(window_comes_to_rest());
    const double before = window_traced_number("\"azimuth_deg\": ");
    window_move_to(window_stage.width_px * 3 / 4, window_stage.height_px / 2);
    window_xdotool("mousedown 1 mousemove_relative --sync -- -40 0 mousemove_relative --sync -- -40 0 mouseup 1");
    assert_true(window_comes_to_rest());
    assert_true(fabs(window_traced_number("\"azimuth_deg\": ") - before) > 5);
}

static void keys_turn_by_known_angles(void **state)
{
    (void)state;
    window_xdotool("key 1");
    assert_true(window_shows("\"azimuth_deg\": 0.00"));
    window_xdotool("key 3");
    assert_true(window_shows("\"azimuth_deg\": 90.00"));
    window_xdotool("key 1");
    assert_true(window_shows("\"azimuth_deg\": 0.00"));
}

static void space_plays_and_stops(void **state)
{
    (void)state;
    window_xdotool("key space");
    assert_true(window_shows("\"clip\": \"hip_flexion\""));
    const double before = window_traced_number("\"at\": ");
    window_rest(1.0);
    assert_true(window_traced_number("\"at\": ") != before);
    window_xdotool("key space");
    assert_true(window_comes_to_rest());
}

static void the_window_can_be_made_small_and_large(void **state)
{
    (void)state;
    static const char *const sizes[] = { "320 240", "1200 780", "800 600" };
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char words[96];
        const int before = window_frames_drawn();
        snprintf(words, sizeof words, "windowsize --sync %s %s", window_stage.window, sizes[i]);
        window_xdotool(words);
        assert_true(window_comes_to_rest());
        assert_true(window_frames_drawn() > before);
    }
}

static void control_q_quits_cleanly(void **state)
{
    (void)state;
    int status = -1;
    window_xdotool("key ctrl+q");
    const double until_s = window_now_s() + WINDOW_PATIENCE_S;
    while (waitpid(window_stage.program, &status, WNOHANG) == 0 && window_now_s() < until_s) window_rest(0.05);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    window_stage.program = 0;
}

// ---- a window of its own, without input, grabbed when it has come to rest

static bool grab(const char *name, const char *lose_at)
{
    char trace[128], command[512], answer[256];
    snprintf(trace, sizeof trace, "%s/%s.trace", window_stage.folder, name);
    setenv("ILIOPSOAS_TRACE", trace, 1);
    setenv("ILIOPSOAS_LOSE_CONTEXT", lose_at, 1);
    const pid_t program = window_start_program((char *const[]){ TEST_PROGRAM, "--clip", "hip_flexion", "--at", "0.4", "--size", "640x480", NULL });
    unsetenv("ILIOPSOAS_LOSE_CONTEXT");
    snprintf(command, sizeof command,
             "until grep -qs '\"frame\": [2-9].*\"level\": 0, \"contexts\": %d' %s; do sleep 0.1; done; sleep 1;"
             " import -depth 8 -window $(xdotool search --pid %d | tail -1) rgb:%s/%s 2>&1; tail -1 %s",
             lose_at[0] ? 2 : 1, trace, (int)program, window_stage.folder, name, trace);
    char patient[640];
    snprintf(patient, sizeof patient, "timeout %d sh -c \"$LINE\"", (int)WINDOW_PATIENCE_S);
    setenv("LINE", command, 1);
    window_ask(answer, sizeof answer, patient);
    window_stop_program(program);
    unlink(trace);
    setenv("ILIOPSOAS_TRACE", window_stage.trace, 1);
    return strstr(answer, "\"level\": 0") != NULL;
}

static void a_lost_context_is_replaced_and_the_picture_kept(void **state)
{
    (void)state;
    if (!window_tool_installed("import")) skip();
    char command[256], answer[256];
    assert_true(grab("whole", "") && grab("lost", "1"));
    snprintf(command, sizeof command, "cd %s && wc -c < whole && cmp whole lost && echo same; rm -f whole lost", window_stage.folder);
    window_ask(answer, sizeof answer, command);
    assert_int_equal(atoi(answer), 640 * 480 * 3);
    assert_non_null(strstr(answer, "same"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_window_has_the_size_asked_for),
        cmocka_unit_test(the_command_line_and_the_window_agree_on_what_a_pixel_shows),
        cmocka_unit_test(pointing_at_the_psoas_lights_it),
        cmocka_unit_test(a_still_window_draws_no_frames),
        cmocka_unit_test(moving_off_the_body_lets_go),
        cmocka_unit_test(a_click_selects_and_escape_lets_go),
        cmocka_unit_test(dragging_turns_the_body),
        cmocka_unit_test(keys_turn_by_known_angles),
        cmocka_unit_test(space_plays_and_stops),
        cmocka_unit_test(the_window_can_be_made_small_and_large),
        cmocka_unit_test(control_q_quits_cleanly),
        cmocka_unit_test(a_lost_context_is_replaced_and_the_picture_kept),
    };
    if (!window_tool_installed("Xvfb") || !window_tool_installed("xdotool")) {
        puts("all tests skipped: Xvfb or xdotool is not installed");
        return 0;
    }
    return cmocka_run_group_tests(tests, open_stage, window_close);
}
