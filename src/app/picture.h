// picture.h: writes pixels as a PNG.
//
// Why       stb_image_write knows the format; its own compressor is slow, so zlib's does that part.
// Source    PNG specification 1.2, 11.3.4.3 (tEXt): the credit travels as "Copyright".
// Shapes    rgba: width * height * 4 bytes, top row first, straight alpha. Without alpha three channels are written. credit: Latin-1, of
//           which at most 1000 bytes are written; NULL or "": none.
// Errors    RESULT_IO when memory or the disk is full; the caller's draft then is to be abandoned.
// Cost      about 25 ms for 1280x720 on one core. The same pixels give the same bytes.
#ifndef ILIOPSOAS_PICTURE_H
#define ILIOPSOAS_PICTURE_H

#include "result.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

// rgba is used as scratch.
Result picture_write_png(FILE *stream, uint8_t *rgba, int width_px, int height_px, bool alpha, const char *credit, Message *why);

#endif
