// ui_text.h: how text is measured and turned into coverage, without knowing who does it.
//
// Why       Only src/platform knows SDL2_ttf; the UI needs widths, the renderer needs bitmaps, tests need neither a font nor a window.
// Shapes    coverage: width x height bytes, 255 = inked; baseline counted from the top.
// Units     pixels; size_px is the font's em size.
// Errors    measure returns 0 and raster false when the text cannot be shaped; the caller draws nothing.
#ifndef ILIOPSOAS_UI_TEXT_H
#define ILIOPSOAS_UI_TEXT_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum UiWeight { UI_REGULAR, UI_BOLD, UI_WEIGHT_COUNT } UiWeight;

typedef struct TextBitmap {
    int width, height;
    float baseline_px;
    uint8_t *coverage;
} TextBitmap;

typedef struct TextSource {
    void *user;
    float (*width_px)(void *user, const char *utf8, float size_px, UiWeight weight);
    bool (*raster)(void *user, const char *utf8, float size_px, UiWeight weight, Arena *scratch, TextBitmap *out);
} TextSource;

// Stand-in that knows no font: every character is 0.55 em wide. For tests and the null target.
TextSource text_source_null(void);

#endif
