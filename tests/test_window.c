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
#include "file.h"
#include "pick.h"
#include "scene_build.h"

#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_S 60.0 // a software renderer on a busy machine

typedef struct Stage {
    pid_t server, program;
    char folder[64], trace[96], window[32];
    int x, y, width_px, height_px; // of the window on the screen
    Arena arena;
} Stage;

static Stage stage;

// ---- small tools

static double now_s(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void rest(double seconds)
{
    const struct timespec time = { (time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9) };
    nanosleep(&time, NULL);
}

static bool installed(const char *tool)
{
    Text rest_of_path = text_of(getenv("PATH") ? getenv("PATH") : ""), folder;
    while (text_next(&rest_of_path, ':', &folder)) {
        char path[512];
        snprintf(path, sizeof path, "%.*s/%s", (int)folder.size, folder.data, tool);
        if (access(path, X_OK) == 0) return true;
    }
    return false;
}

// Output of a shell command, cut at the buffer's end.
static void ask(char *out, size_t size, const char *command)
{
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    const size_t got = fread(out, 1, size - 1, pipe);
    out[got] = '\0';
    pclose(pipe);
}

static void xdotool(const char *words)
{
    char command[256], answer[256];
    snprintf(command, sizeof command, "xdotool %s 2>&1", words);
    ask(answer, sizeof answer, command);
}

static pid_t start(char *const *words)
{
    const pid_t child = fork();
    if (child == 0) {
        execvp(words[0], words);
        _exit(127);
    }
    return child;
}

static void stop(pid_t child)
{
    if (child <= 0) return;
    kill(child, SIGTERM);
    waitpid(child, NULL, 0);
}

// ---- the trace

static char *read_trace(void)
{
    Text text = { 0 };
    Message why;
    arena_reset(&stage.arena);
    if (file_read(stage.trace, &stage.arena, &text, &why) != RESULT_OK) return "";
    return text_to_string(&stage.arena, text);
}

static int frames_drawn(void)
{
    int count = 0;
    for (const char *c = read_trace(); *c; c++) count += *c == '\n';
    return count;
}

static const char *last_line(void)
{
    char *text = read_trace(), *end = strrchr(text, '\n');
    if (!end) return "";
    *end = '\0'; // a line still being written is not looked at
    char *before = strrchr(text, '\n');
    return before ? before + 1 : text;
}

static bool shows(const char *piece)
{
    const double until_s = now_s() + PATIENCE_S;
    while (now_s() < until_s) {
        if (strstr(last_line(), piece)) return true;
        rest(0.05);
    }
    print_message("waited for %s, last line: %s\n", piece, last_line());
    return false;
}

static double traced_number(const char *key)
{
    const char *at = strstr(last_line(), key);
    assert_non_null(at);
    return strtod(at + strlen(key), NULL);
}

// No frame for a second.
static bool comes_to_rest(void)
{
    const double until_s = now_s() + PATIENCE_S;
    int before = -1, after = frames_drawn();
    while (before != after && now_s() < until_s) {
        before = after;
        rest(1.0);
        after = frames_drawn();
    }
    return before == after;
}

// ---- the stage

// The number comes in pieces; a server that finds the pipe closed before its last byte gives up.
static bool read_line(int from, char *out, size_t most)
{
    struct pollfd ready = { .fd = from, .events = POLLIN };
    for (size_t size = 0; size + 1 < most;) {
        if (poll(&ready, 1, 20000) != 1 || read(from, out + size, 1) != 1) return false;
        if (out[size++] == '\n') return true;
    }
    return false;
}

static int start_server(void)
{
    int ends[2];
    char number[16] = "", descriptor[16];
    assert_int_equal(pipe(ends), 0);
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    snprintf(descriptor, sizeof descriptor, "%d", ends[1]);
    stage.server = start((char *const[]){ "Xvfb", "-noreset", "-displayfd", descriptor, "-screen", "0", "1280x800x24", "-nolisten", "tcp", NULL });
    close(ends[1]);
    const bool answered = read_line(ends[0], number, sizeof number);
    close(ends[0]);
    char display[32];
    snprintf(display, sizeof display, ":%d", atoi(number));
    setenv("DISPLAY", display, 1);
    unsetenv("WAYLAND_DISPLAY");
    return answered ? 0 : -1;
}

static int line_number(const char *text, const char *key)
{
    const char *at = strstr(text, key);
    return at ? atoi(at + strlen(key)) : 0;
}

static void find_window(void)
{
    char answer[512], command[128];
    snprintf(command, sizeof command, "xdotool getwindowgeometry --shell $(xdotool search --pid %d 2>/dev/null | tail -1)",
             (int)stage.program);
    ask(answer, sizeof answer, command);
    snprintf(stage.window, sizeof stage.window, "%d", line_number(answer, "WINDOW="));
    stage.x = line_number(answer, "X=");
    stage.y = line_number(answer, "Y=");
    stage.width_px = line_number(answer, "WIDTH=");
    stage.height_px = line_number(answer, "HEIGHT=");
}

static int open_stage(void **state)
{
    (void)state;
    snprintf(stage.folder, sizeof stage.folder, "/tmp/iliopsoas-window-XXXXXX");
    stage.arena = arena_make((size_t)256 << 20);
    if (!mkdtemp(stage.folder) || start_server() != 0) return -1;
    snprintf(stage.trace, sizeof stage.trace, "%s/trace", stage.folder);
    setenv("ILIOPSOAS_TRACE", stage.trace, 1);
    setenv("ILIOPSOAS_PACK", TEST_PACK, 1);
    setenv("ILIOPSOAS_REDUCED_MOTION", "1", 1);
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1); // no settings of whoever runs the tests, and none left behind
    setenv("ASAN_OPTIONS", "detect_leaks=0", 0); // graphics drivers leak on their own account
    // Without panels the picture is the one that commands speak of.
    stage.program = start((char *const[]){ TEST_PROGRAM, "--view", "anterior", "--size", "1000x700", "--ui", "off", NULL });
    if (!shows("\"frame\": ")) return -1;
    find_window();
    char words[64];
    snprintf(words, sizeof words, "windowfocus --sync %s", stage.window);
    xdotool(words);
    return stage.width_px > 0 ? 0 : -1;
}

static int close_stage(void **state)
{
    (void)state;
    stop(stage.program);
    stop(stage.server);
    unlink(stage.trace);
    rmdir(stage.folder);
    arena_free(&stage.arena);
    return 0;
}

static void the_window_has_the_size_asked_for(void **state)
{
    (void)state;
    assert_int_equal(stage.width_px, 1000);
    assert_int_equal(stage.height_px, 700);
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
    view.width_px = stage.width_px;
    view.height_px = stage.height_px;
    view.door = DOOR_LOOK;
    SceneCache *cache = scene_cache_make(&body, &keep);
    PickIndex *index = pick_index_make(&body, &keep);
    const Scene *scene = scene_build(&body, cache, &view, DETAIL_HIGH, &frame, NULL);
    for (int i = 0; i < 64 * 64 && !found; i++) { // the middle part of the window: no panels there
        *x = stage.width_px * (26 + i % 64 * 3 / 4) / 100;
        *y = stage.height_px * (16 + i / 64) / 100;
        const Pick pick = pick_at(index, &body, scene, &view, (float)*x, (float)*y);
        found = pick.part != 0 && pick.trigger == 0 && strcmp(body.parts[pick.part].id, part_id) == 0;
    }
    body_unload(&body);
    arena_free(&frame);
    arena_free(&keep);
    return found;
}

static void move_to(int x, int y)
{
    char words[64];
    snprintf(words, sizeof words, "mousemove %d %d", stage.x + x, stage.y + y);
    xdotool(words);
}

static void move_to_psoas(void)
{
    int x, y;
    assert_true(find_pixel("psoas_major_right", &x, &y));
    move_to(x, y);
}

// ---- the tests, in this order: each finds the window as the one before left it

static void the_command_line_and_the_window_agree_on_what_a_pixel_shows(void **state)
{
    (void)state;
    char command[512], answer[512];
    int x, y;
    assert_true(find_pixel("psoas_major_right", &x, &y));
    snprintf(command, sizeof command, "%s pick %d %d --view anterior --size %dx%d", TEST_PROGRAM, x, y, stage.width_px, stage.height_px);
    ask(answer, sizeof answer, command);
    assert_non_null(strstr(answer, "psoas_major_right"));
}

static void pointing_at_the_psoas_lights_it(void **state)
{
    (void)state;
    move_to_psoas();
    assert_true(shows("\"hovered\": \"psoas_major_right\""));
}

static void a_still_window_draws_no_frames(void **state)
{
    (void)state;
    assert_true(comes_to_rest());
    const int before = frames_drawn();
    rest(1.5);
    assert_int_equal(frames_drawn(), before);
}

static void moving_off_the_body_lets_go(void **state)
{
    (void)state;
    move_to(stage.width_px * 9 / 10, stage.height_px * 9 / 10);
    assert_true(shows("\"hovered\": \"\""));
}

static void a_click_selects_and_escape_lets_go(void **state)
{
    (void)state;
    move_to_psoas();
    xdotool("click 1");
    assert_true(shows("\"selected\": \"psoas_major_right\""));
    xdotool("key Escape"); // first the hover, then the selection
    xdotool("key Escape");
    assert_true(shows("\"selected\": \"\""));
}

static void dragging_turns_the_body(void **state)
{
    (void)state;
    assert_true(comes_to_rest());
    const double before = traced_number("\"azimuth_deg\": ");
    move_to(stage.width_px * 3 / 4, stage.height_px / 2);
    xdotool("mousedown 1 mousemove_relative --sync -- -40 0 mousemove_relative --sync -- -40 0 mouseup 1");
    assert_true(comes_to_rest());
    assert_true(fabs(traced_number("\"azimuth_deg\": ") - before) > 5);
}

static void keys_turn_by_known_angles(void **state)
{
    (void)state;
    xdotool("key 1");
    assert_true(shows("\"azimuth_deg\": 0.00"));
    xdotool("key 3");
    assert_true(shows("\"azimuth_deg\": 90.00"));
    xdotool("key 1");
    assert_true(shows("\"azimuth_deg\": 0.00"));
}

static void space_plays_and_stops(void **state)
{
    (void)state;
    xdotool("key space");
    assert_true(shows("\"clip\": \"hip_flexion\""));
    const double before = traced_number("\"at\": ");
    rest(1.0);
    assert_true(traced_number("\"at\": ") != before);
    xdotool("key space");
    assert_true(comes_to_rest());
}

static void the_window_can_be_made_small_and_large(void **state)
{
    (void)state;
    static const char *const sizes[] = { "320 240", "1200 780", "800 600" };
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char words[96];
        const int before = frames_drawn();
        snprintf(words, sizeof words, "windowsize --sync %s %s", stage.window, sizes[i]);
        xdotool(words);
        assert_true(comes_to_rest());
        assert_true(frames_drawn() > before);
    }
}

static void control_q_quits_cleanly(void **state)
{
    (void)state;
    int status = -1;
    xdotool("key ctrl+q");
    const double until_s = now_s() + PATIENCE_S;
    while (waitpid(stage.program, &status, WNOHANG) == 0 && now_s() < until_s) rest(0.05);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    stage.program = 0;
}

// ---- a window of its own, without input, grabbed when it has come to rest

static bool grab(const char *name, const char *lose_at)
{
    char trace[128], command[512], answer[256];
    snprintf(trace, sizeof trace, "%s/%s.trace", stage.folder, name);
    setenv("ILIOPSOAS_TRACE", trace, 1);
    setenv("ILIOPSOAS_LOSE_CONTEXT", lose_at, 1);
    const pid_t program = start((char *const[]){ TEST_PROGRAM, "--clip", "hip_flexion", "--at", "0.4", "--size", "640x480", NULL });
    unsetenv("ILIOPSOAS_LOSE_CONTEXT");
    snprintf(command, sizeof command,
             "until grep -qs '\"frame\": [2-9].*\"level\": 0, \"contexts\": %d' %s; do sleep 0.1; done; sleep 1;"
             " import -depth 8 -window $(xdotool search --pid %d | tail -1) rgb:%s/%s 2>&1; tail -1 %s",
             lose_at[0] ? 2 : 1, trace, (int)program, stage.folder, name, trace);
    char patient[640];
    snprintf(patient, sizeof patient, "timeout %d sh -c \"$LINE\"", (int)PATIENCE_S);
    setenv("LINE", command, 1);
    ask(answer, sizeof answer, patient);
    stop(program);
    unlink(trace);
    setenv("ILIOPSOAS_TRACE", stage.trace, 1);
    return strstr(answer, "\"level\": 0") != NULL;
}

static void a_lost_context_is_replaced_and_the_picture_kept(void **state)
{
    (void)state;
    if (!installed("import")) skip();
    char command[256], answer[256];
    assert_true(grab("whole", "") && grab("lost", "1"));
    snprintf(command, sizeof command, "cd %s && wc -c < whole && cmp whole lost && echo same; rm -f whole lost", stage.folder);
    ask(answer, sizeof answer, command);
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
    if (!installed("Xvfb") || !installed("xdotool")) {
        puts("all tests skipped: Xvfb or xdotool is not installed");
        return 0;
    }
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}
