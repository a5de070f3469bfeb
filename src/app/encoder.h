// encoder.h: makes one film file of pictures, with ffmpeg as a child process.
//
// Why       A compressor for three formats is no part of an anatomy viewer; ffmpeg is on most machines, and pictures in a folder need
//           none. It writes to a draft beside the target, which is renamed when all is well (file.h).
// Source    ffmpeg's manual: libx264, libvpx-vp9, palettegen, paletteuse. GIF89a, section 24 (comment extension) for the credit, which
//           ffmpeg's GIF writer drops. Rates and dither are own choices, looked at.
// Shapes    pictures: width_px * height_px RGBA, top row first, straight alpha. A GIF has one palette, made from the first
//           lead_count pictures, which must be spread over the film and are not shown: nothing is kept in memory.
// Errors    RESULT_NOT_FOUND without ffmpeg, RESULT_IO when it dies (its last line is quoted) or the file cannot be written.
//           An interrupt ends every call with RESULT_IO; the caller abandons.
#ifndef ILIOPSOAS_ENCODER_H
#define ILIOPSOAS_ENCODER_H

#include "child.h"
#include "file.h"
#include "picture.h"

#include <stdint.h>

typedef enum FilmKind { FILM_MP4, FILM_WEBM, FILM_GIF, FILM_KIND_COUNT } FilmKind;
extern const char *const film_endings[FILM_KIND_COUNT]; // ".mp4"

enum { GIF_FPS_MOST = 50 }; // what is shown for less than 2/100 s is slowed down to 10/100 s by browsers

typedef struct FilmFile {
    const char *path;
    const PictureFacts *facts; // borrowed while the encoder is open
    FilmKind kind;
    int width_px, height_px, fps, lead_count;
    bool transparent; // the pictures' alpha counts; not in an mp4, and as yes or no in a GIF
} FilmFile;

typedef struct Encoder {
    FilmFile file;
    FileDraft draft;
    Child child;
} Encoder;

Result encoder_open(const FilmFile *file, Encoder *out, Message *why);
Result encoder_add(Encoder *encoder, const uint8_t *rgba, Message *why);
Result encoder_commit(Encoder *encoder, Message *why); // on failure, nothing is left
void encoder_abandon(Encoder *encoder);

#endif
