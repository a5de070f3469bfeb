// samples_window.h: a real window: Xvfb, mouse and keys by xdotool, and the window's own trace of what it shows.
//
// Why       What passes between a person's hand and the program can only be tried with a true window.
// Shapes    one window at a time, in window_stage; the trace is as window.c writes it (ILIOPSOAS_TRACE).
// Units     pixels from the window's upper left corner, s.
// Errors    what does not come within WINDOW_PATIENCE_S is told and false.
#ifndef ILIOPSOAS_SAMPLES_WINDOW_H
#define ILIOPSOAS_SAMPLES_WINDOW_H

#include "arena.h"

#include <stdbool.h>
#include <sys/types.h>

#define WINDOW_PATIENCE_S 60.0 // a software renderer on a busy machine

typedef struct WindowStage {
    pid_t server, program;
    char folder[64], trace[96], window[32];
    int x, y, width_px, height_px; // of the window on the screen
    Arena arena;
} WindowStage;

extern WindowStage window_stage;

bool window_tool_installed(const char *tool);
int window_open(const char *const *options); // NULL at the end; 0: it is there and has the keyboard
int window_close(void **state);

double window_now_s(void);
void window_rest(double seconds);
void window_ask(char *out, size_t size, const char *command); // output of a shell command
void window_xdotool(const char *words);
void window_move_to(int x, int y);
pid_t window_start_program(char *const *words);
void window_stop_program(pid_t child);

int window_frames_drawn(void);
bool window_shows(const char *piece); // of the last line of the trace, sooner or later
bool window_shows_now(const char *piece);
double window_traced_number(const char *key);
bool window_comes_to_rest(void);
bool window_says(const char *text); // also inside a longer text on the screen, sooner or later
bool window_click_word(const char *text); // a whole text
bool window_click_beside_word(const char *text, int aside_px); // from where it begins

#endif
