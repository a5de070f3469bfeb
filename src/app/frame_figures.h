// frame_figures.h: what one frame is made of and what it costs, as the corner panel of --stats writes it.
//
// Why       Where the time goes is a question that the program answers itself, in the window where it is asked. A picture or a film must be
//           the same bytes each time: there only what can be counted is told, and it is counted on a null renderer that starts
//           from nothing, so that it does not matter which frames came before.
// Shapes    FrameTimes: the last FRAME_TIMES_MOST frames drawn, in a ring.
// Units     ms; MiB; pixels.
// Errors    counting fails as render_draw does.
// Cost      counting: one more pass over the scene without a card, some 5 ms.
#ifndef ILIOPSOAS_FRAME_FIGURES_H
#define ILIOPSOAS_FRAME_FIGURES_H

#include "render.h"
#include "scene_build.h"

enum { FRAME_TIMES_MOST = 120 };

// Of any values, which are sorted: the one below which a share of them lies. 0.5: the median; 0 of none.
double value_at_share(double *values, int count, double share);

typedef struct FrameTimes {
    double ms[FRAME_TIMES_MOST];
    int count, next;
} FrameTimes;

void frame_times_add(FrameTimes *times, double ms);
double frame_times_at_share(const FrameTimes *times, double share);

typedef struct FrameFigures {
    FrameStats counts;
    int width_px, height_px, samples;
    const char *driver;
    bool timed; // what follows is known: in the window
    double frame_ms, frame_p95_ms, peak_mib;
    SceneTimes scene;
} FrameFigures;

// Of a picture about to be drawn: nothing in it is a time.
Result frame_figures_count(const Scene *scene, const UiDraw *draw, const RenderTarget *target, TextSource text, FrameStats *out, Message *why);
double process_peak_mib(void);

#endif
