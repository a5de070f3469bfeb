// picture.h: writes pixels as a PNG.
//
// Why       stb_image_write knows the format; its own compressor is slow, so zlib's does that part.
// Source    PNG specification 1.2, 11.3.4.3 (tEXt) and its list of keywords: Copyright, Software, Description.
// Shapes    rgba: width * height * 4 bytes, top row first, straight alpha. Without alpha three channels are written. Facts are
//           Latin-1; NULL or "": not written. No times: the same picture is the same file.
// Errors    RESULT_IO when memory or the disk is full; the caller's draft then is to be abandoned.
// Cost      about 25 ms for 1280x720 on one core. The same pixels give the same bytes.
#ifndef ILIOPSOAS_PICTURE_H
#define ILIOPSOAS_PICTURE_H

#include "result.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

// What travels inside a picture or a film.
typedef struct PictureFacts {
    const char *credit;   // whose anatomy it is
    const char *software; // name and version of this program
    const char *command;  // the command line that makes it again
} PictureFacts;

const char *picture_software(void); // "iliopsoas 1.2.3"

typedef struct PictureShape {
    int width_px, height_px;
    bool alpha;
} PictureShape;

// rgba is used as scratch.
Result picture_write_png(FILE *stream, uint8_t *rgba, const PictureShape *shape, const PictureFacts *facts, Message *why);

#endif
