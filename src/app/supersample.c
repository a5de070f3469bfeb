#include "supersample.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

// The last digits first: 1, 3 of 8 are 4, 6.
static int reversed(int number, int below)
{
    int out = 0;
    for (; below > 1; below /= 2, number /= 2) out = out * 2 + number % 2;
    return out;
}

#define TENT_HALF_WIDTH_PX 0.75f

// Evenly spread 0..1 becomes -1..1, dense in the middle.
static float tent(float even)
{
    return even < 0.5f ? sqrtf(2.0f * even) - 1.0f : 1.0f - sqrtf(2.0f - 2.0f * even);
}

static float spread(int step, int count)
{
    const float even = ((float)step + 0.5f) / (float)count;
    return count < 8 ? even - 0.5f : TENT_HALF_WIDTH_PX * tent(even);
}

vec2s supersample_place_px(int frame, int count)
{
    const int scramble = count == 16 ? 12 : count / 2; // of all, those that keep the places farthest apart
    return (vec2s) { { spread(frame, count), spread(reversed(frame, count) ^ scramble, count) } };
}

Result pixel_sum_open(int width_px, int height_px, PixelSum *out, Message *why)
{
    *out = (PixelSum) { .pixel_count = (size_t)width_px * (size_t)height_px };
    out->channels = calloc(out->pixel_count * 4, sizeof *out->channels);
    if (out->channels) return RESULT_OK;
    return message_set(why, RESULT_UNSUPPORTED, "There is not enough memory for the mean of several pictures of %d x %d pixels. Give --samples 1, or choose a smaller --size.",
                       width_px, height_px);
}

void pixel_sum_add(PixelSum *sum, const uint8_t *premultiplied)
{
    assert(sum->frame_count < SUPERSAMPLE_MOST);
    for (size_t i = 0; i < sum->pixel_count * 4; i++) sum->channels[i] = (uint16_t)(sum->channels[i] + premultiplied[i]);
    sum->frame_count++;
}

static uint8_t rounded(unsigned sum, unsigned by)
{
    const unsigned mean = (sum + by / 2) / by;
    return (uint8_t)(mean > 255u ? 255u : mean);
}

enum { SUM_MOST = 255 * SUPERSAMPLE_MOST };

// Where all is solid, a table is quicker than a division.
static void look_up(const uint16_t *sum, const uint8_t *mean, uint8_t *out)
{
    for (int c = 0; c < 4; c++) out[c] = mean[sum[c]];
}

// Colour over alpha, both still as sums: nothing is rounded twice.
static void divide(const uint16_t *sum, const uint8_t *mean, uint8_t *out)
{
    const unsigned alpha = sum[3];
    for (int c = 0; c < 3; c++) out[c] = alpha ? rounded(sum[c] * 255u, alpha) : 0;
    out[3] = mean[alpha];
}

void pixel_sum_mean(const PixelSum *sum, uint8_t *straight)
{
    uint8_t mean[SUM_MOST + 1];
    const unsigned count = (unsigned)sum->frame_count;
    assert(count > 0);
    for (unsigned i = 0; i <= 255 * count; i++) mean[i] = rounded(i, count);
    for (size_t i = 0; i < sum->pixel_count; i++) {
        const uint16_t *channels = sum->channels + 4 * i;
        (channels[3] == 255 * count ? look_up : divide)(channels, mean, straight + 4 * i);
    }
}

void pixel_sum_close(PixelSum *sum)
{
    free(sum->channels);
    *sum = (PixelSum) { 0 };
}
