#include "quality.h"

#include "frame_figures.h"

#include <string.h>

#define LONG_MS 33.0
#define WELL_MS 22.0 // what the better level may take, by estimate, before it is tried
#define SAVES_LEAST 1.2
#define SAVES_MOST 8.0

void quality_init(Quality *quality, bool software)
{
    *quality = (Quality) { .moving = software ? QUALITY_QUICK : QUALITY_FULL,
                           .saves_times = { [QUALITY_FULL] = 3.0, [QUALITY_QUICK] = 1.6 } }; // until it is known better
}

QualityLevel quality_level(const Quality *quality, bool moving)
{
    return moving ? quality->moving : QUALITY_FULL;
}

static double median_ms(const Quality *quality)
{
    double sorted[QUALITY_FRAMES];
    memcpy(sorted, quality->recent_ms, sizeof sorted);
    return value_at_share(sorted, QUALITY_FRAMES, 0.5);
}

static bool is_known(const Quality *quality)
{
    return quality->recent_count >= QUALITY_FRAMES;
}

static void step_to(Quality *quality, QualityLevel level)
{
    quality->moving = level;
    quality->recent_count = 0;
}

static double within(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

// The first median after a step down tells what the step was worth.
static void learn(Quality *quality, double median)
{
    if (quality->recent_count != QUALITY_FRAMES || quality->moving == QUALITY_FULL) return;
    double *left_ms = &quality->left_ms[quality->moving - 1];
    if (*left_ms > 0) quality->saves_times[quality->moving - 1] = within(*left_ms / median, SAVES_LEAST, SAVES_MOST);
    *left_ms = 0;
}

void quality_moved(Quality *quality, double frame_ms)
{
    quality->recent_ms[quality->recent_count++ % QUALITY_FRAMES] = frame_ms;
    if (!is_known(quality)) return;
    const double median = median_ms(quality);
    learn(quality, median);
    if (median <= LONG_MS || quality->moving + 1 == QUALITY_LEVEL_COUNT) return;
    quality->left_ms[quality->moving] = median;
    step_to(quality, quality->moving + 1);
}

void quality_rested(Quality *quality)
{
    const bool better_will_do = quality->moving > QUALITY_FULL && is_known(quality) && median_ms(quality) * quality->saves_times[quality->moving - 1] < WELL_MS;
    step_to(quality, better_will_do ? quality->moving - 1 : quality->moving); // the next movement is measured anew
}
