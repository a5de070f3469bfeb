// bench_window.h: how long a person waits: from a key, a click or a letter typed to the picture that shows what it did.
//
// Why       The frames of `bench` turn a camera; here the program does what hands make it do, with all its panels.
// Shapes    runs an App of its own on the still's renderer.
// Units     ms.
// Errors    RESULT_UNSUPPORTED when a frame cannot be drawn.
// Cost      some seconds.
#ifndef ILIOPSOAS_BENCH_WINDOW_H
#define ILIOPSOAS_BENCH_WINDOW_H

#include "still.h"

#define WINDOW_ACTS_MOST 32

typedef struct WindowAct {
    const char *name; // "anteversion slider"
    double ms;        // median of a frame in which it is done
} WindowAct;

typedef struct WindowFigures {
    double still_ms_median;                  // a frame of the window in which nothing was done
    double act_ms_median, act_ms_worst;      // a frame in which something was: see the list in bench_window.c
    double search_ms_median, search_ms_worst; // of the index alone, at each letter typed
    const char *worst_act;
    WindowAct acts[WINDOW_ACTS_MOST];
    int act_count;
} WindowFigures;

Result bench_window(Still *still, Session *session, WindowFigures *out, Message *why);

#endif
