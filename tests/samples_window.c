#define _POSIX_C_SOURCE 200809L
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "samples_window.h"

#include "file.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_S WINDOW_PATIENCE_S

WindowStage window_stage;

// ---- small tools

double window_now_s(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void window_rest(double seconds)
{
    const struct timespec time = { (time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9) };
    nanosleep(&time, NULL);
}

bool window_tool_installed(const char *tool)
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
void window_ask(char *out, size_t size, const char *command)
{
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    const size_t got = fread(out, 1, size - 1, pipe);
    out[got] = '\0';
    pclose(pipe);
}

void window_xdotool(const char *words)
{
    char command[256], answer[256];
    snprintf(command, sizeof command, "xdotool %s 2>&1", words);
    window_ask(answer, sizeof answer, command);
}

pid_t window_start_program(char *const *words)
{
    const pid_t child = fork();
    if (child == 0) {
        execvp(words[0], words);
        _exit(127);
    }
    return child;
}

void window_stop_program(pid_t child)
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
    arena_reset(&window_stage.arena);
    if (file_read(window_stage.trace, &window_stage.arena, &text, &why) != RESULT_OK) return "";
    return text_to_string(&window_stage.arena, text);
}

int window_frames_drawn(void)
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

bool window_shows(const char *piece)
{
    const double until_s = window_now_s() + PATIENCE_S;
    while (window_now_s() < until_s) {
        if (strstr(last_line(), piece)) return true;
        window_rest(0.05);
    }
    print_message("waited for %s, last line: %s\n", piece, last_line());
    return false;
}

bool window_shows_now(const char *piece)
{
    return strstr(last_line(), piece) != NULL;
}

double window_traced_number(const char *key)
{
    const char *at = strstr(last_line(), key);
    assert_non_null(at);
    return strtod(at + strlen(key), NULL);
}

// No frame for a second.
bool window_comes_to_rest(void)
{
    const double until_s = window_now_s() + PATIENCE_S;
    int before = -1, after = window_frames_drawn();
    while (before != after && window_now_s() < until_s) {
        before = after;
        window_rest(1.0);
        after = window_frames_drawn();
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
    window_stage.server = window_start_program((char *const[]){ "Xvfb", "-noreset", "-displayfd", descriptor, "-screen", "0", "1280x800x24", "-nolisten", "tcp", NULL });
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
             (int)window_stage.program);
    window_ask(answer, sizeof answer, command);
    snprintf(window_stage.window, sizeof window_stage.window, "%d", line_number(answer, "WINDOW="));
    window_stage.x = line_number(answer, "X=");
    window_stage.y = line_number(answer, "Y=");
    window_stage.width_px = line_number(answer, "WIDTH=");
    window_stage.height_px = line_number(answer, "HEIGHT=");
}


int window_open(const char *const *options)
{
    const char *words[16] = { TEST_PROGRAM };
    int count = 1;
    snprintf(window_stage.folder, sizeof window_stage.folder, "/tmp/iliopsoas-window-XXXXXX");
    window_stage.arena = arena_make((size_t)256 << 20);
    if (!mkdtemp(window_stage.folder) || start_server() != 0) return -1;
    snprintf(window_stage.trace, sizeof window_stage.trace, "%s/trace", window_stage.folder);
    setenv("ILIOPSOAS_TRACE", window_stage.trace, 1);
    setenv("ILIOPSOAS_PACK", TEST_PACK, 1);
    setenv("ILIOPSOAS_REDUCED_MOTION", "1", 1);
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1); // no settings of whoever runs the tests, and none left behind
    setenv("ASAN_OPTIONS", "detect_leaks=0", 0);  // graphics drivers leak on their own account
    for (; *options && count < 15; options++) words[count++] = *options;
    window_stage.program = window_start_program((char *const *)(void *)words);
    if (!window_shows("\"frame\": ")) return -1;
    find_window();
    char focus[64];
    snprintf(focus, sizeof focus, "windowfocus --sync %s", window_stage.window);
    window_xdotool(focus);
    return window_stage.width_px > 0 ? 0 : -1;
}

int window_close(void **state)
{
    (void)state;
    char words[128];
    snprintf(words, sizeof words, "%s.words", window_stage.trace);
    window_stop_program(window_stage.program);
    window_stop_program(window_stage.server);
    unlink(window_stage.trace);
    unlink(words);
    rmdir(window_stage.folder);
    arena_free(&window_stage.arena);
    return 0;
}

void window_move_to(int x, int y)
{
    char words[64];
    snprintf(words, sizeof words, "mousemove %d %d", window_stage.x + x, window_stage.y + y);
    window_xdotool(words);
}

// ---- what is written in the window

static bool find_word(const char *text, bool whole, int *x, int *y)
{
    char path[128], *line;
    Text file = { 0 }, rest_of_file, piece;
    Message why;
    snprintf(path, sizeof path, "%s.words", window_stage.trace);
    arena_reset(&window_stage.arena);
    if (file_read(path, &window_stage.arena, &file, &why) != RESULT_OK) return false;
    rest_of_file = file;
    while (text_next(&rest_of_file, '\n', &piece)) {
        line = text_to_string(&window_stage.arena, piece);
        const char *word = strchr(line, '\t');
        if (word && (whole ? strcmp(word + 1, text) == 0 : strstr(word + 1, text) != NULL)) return sscanf(line, "%d %d", x, y) == 2;
    }
    return false;
}

bool window_says(const char *text)
{
    const double until_s = window_now_s() + PATIENCE_S;
    int x, y;
    while (window_now_s() < until_s) {
        if (find_word(text, false, &x, &y)) return true;
        window_rest(0.05);
    }
    print_message("waited for the words %s\n", text);
    return false;
}

bool window_click_beside_word(const char *text, int aside_px)
{
    int x, y;
    if (!window_says(text) || !window_comes_to_rest() || !find_word(text, true, &x, &y)) return false;
    window_move_to(x + aside_px, y - 3);
    window_xdotool("click 1");
    return true;
}

bool window_click_word(const char *text)
{
    return window_click_beside_word(text, 3);
}
