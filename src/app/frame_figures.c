#define _DEFAULT_SOURCE // getrusage
#include "frame_figures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

void frame_times_add(FrameTimes *times, double ms)
{
    times->ms[times->next] = ms;
    times->next = (times->next + 1) % FRAME_TIMES_MOST;
    if (times->count < FRAME_TIMES_MOST) times->count++;
}

static int compare_doubles(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double value_at_share(double *values, int count, double share)
{
    if (count == 0) return 0.0;
    qsort(values, (size_t)count, sizeof *values, compare_doubles);
    return values[(int)floor(share * (count - 1) + 0.5)];
}

double frame_times_at_share(const FrameTimes *times, double share)
{
    double sorted[FRAME_TIMES_MOST];
    memcpy(sorted, times->ms, sizeof(double) * (size_t)times->count);
    return value_at_share(sorted, times->count, share);
}

Result frame_figures_count(const Scene *scene, const UiDraw *draw, const RenderTarget *target, TextSource text, FrameStats *out, Message *why)
{
    Renderer *counter = NULL;
    Result result = render_create(true, text, &counter, why);
    if (result == RESULT_OK) result = render_draw(counter, scene, draw, target, why);
    if (result == RESULT_OK) *out = render_stats(counter);
    out->render_ms = 0.0;
    render_destroy(counter);
    return result;
}

double process_peak_mib(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024.0; // Linux counts in KiB
}
