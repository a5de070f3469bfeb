// supersample.h: a picture as the mean of whole frames, each seen a part of a pixel aside.
//
// Why       A driver's own samples smooth the outlines of triangles and nothing else: highlights, fibres, painted edges and passes drawn at
//           one sample keep their steps, and some drivers have few samples or none. The mean of whole frames smooths everything, and its
//           only needs are a camera that can be shifted and sums in 16 bits.
// Source    places: a (0, m, 2)-net in base 2, radical inverse with one digit scrambled (A. Keller, Instant Radiosity, 1997, for the mean
//           of frames; four of them are the rotated grid). From eight frames on the places are spread over a tent a little wider than
//           the pixel instead of a box: own choice, looked at; see docs/design.md.
// Shapes    frames: 4 bytes a pixel, alpha premultiplied; the mean: alpha straight, in the same order.
// Units     pixels: x to the right, y up.
// Errors    RESULT_UNSUPPORTED when there is no memory for the sums: 8 bytes a pixel.
#ifndef ILIOPSOAS_SUPERSAMPLE_H
#define ILIOPSOAS_SUPERSAMPLE_H

#include "result.h"

#include <cglm/struct.h>
#include <stddef.h>
#include <stdint.h>

enum { SUPERSAMPLE_MOST = 16 };

// Where frame i of count looks, from the pixel's middle. count: 1, 4, 8 or 16.
vec2s supersample_place_px(int frame, int count);

typedef struct PixelSum {
    uint16_t *channels;
    size_t pixel_count;
    int frame_count; // added so far, at most SUPERSAMPLE_MOST
} PixelSum;

Result pixel_sum_open(int width_px, int height_px, PixelSum *out, Message *why);
void pixel_sum_add(PixelSum *sum, const uint8_t *premultiplied);
void pixel_sum_mean(const PixelSum *sum, uint8_t *straight);
void pixel_sum_close(PixelSum *sum);

#endif
