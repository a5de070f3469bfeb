// ui_text.c: the stand-in that knows no font. See ui_text.h.
#include "ui_text.h"

#include <math.h>
#include <string.h>

static const float letter_em = 0.55f;

static int letter_count(const char *utf8)
{
    int count = 0;
    for (; *utf8; utf8++) count += ((unsigned char)*utf8 & 0xc0u) != 0x80u; // continuation bytes belong to the letter before
    return count;
}

static float width_px(void *user, const char *utf8, float size_px, UiWeight weight)
{
    (void)user, (void)weight;
    return utf8 ? letter_em * size_px * (float)letter_count(utf8) : 0;
}

// A bar per letter, as tall as a lower-case x and with a gap after it.
static void fill_letter(TextBitmap *bitmap, float left_px, float size_px)
{
    const int x0 = (int)left_px, x1 = (int)(left_px + size_px * 0.45f);
    const int y0 = (int)(bitmap->baseline_px - size_px * 0.5f), y1 = (int)bitmap->baseline_px;
    for (int y = y0 < 0 ? 0 : y0; y < y1 && y < bitmap->height; y++)
        for (int x = x0; x <= x1 && x < bitmap->width; x++) bitmap->coverage[y * bitmap->width + x] = 255;
}

static bool raster(void *user, const char *utf8, float size_px, UiWeight weight, Arena *scratch, TextBitmap *out)
{
    const int count = utf8 ? letter_count(utf8) : 0;
    if (count == 0) return false;
    *out = (TextBitmap) { .width = (int)ceilf(width_px(user, utf8, size_px, weight)),
                          .height = (int)ceilf(size_px * 1.2f),
                          .baseline_px = ceilf(size_px * 0.9f) };
    if (out->width < 1 || out->height < 1) return false;
    out->coverage = ARENA_ARRAY(scratch, uint8_t, out->width * out->height);
    for (int i = 0; i < count; i++) fill_letter(out, (float)i * letter_em * size_px, size_px);
    return true;
}

TextSource text_source_null(void)
{
    return (TextSource) { NULL, width_px, raster };
}
