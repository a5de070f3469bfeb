// platform_text.h: text through SDL2_ttf, for platform.c only.
//
// Why       Shaping a line costs tens of microseconds and the interface measures the same lines every frame, so widths are remembered;
//           bitmaps are remembered by the renderer's atlas. One font object per size and weight, opened when first asked for.
// Units     pixels; sizes are rounded to whole pixels, as SDL2_ttf 2.20 takes them.
// Errors    text_engine_create: RESULT_UNSUPPORTED when SDL2_ttf or a font cannot be opened.
#ifndef ILIOPSOAS_PLATFORM_TEXT_H
#define ILIOPSOAS_PLATFORM_TEXT_H

#include "result.h"
#include "text.h"
#include "ui_text.h"

typedef struct TextEngine TextEngine;

Result text_engine_create(const Text font[UI_WEIGHT_COUNT], TextEngine **out, Message *why);
void text_engine_destroy(TextEngine *engine);
TextSource text_engine_source(TextEngine *engine);

#endif
