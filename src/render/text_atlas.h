// text_atlas.h: coverage of whole lines of text, kept in one texture.
//
// Why       The interface shows the same few hundred lines frame after frame; a line is shaped and drawn once. A halo is the line's
// coverage
//           grown by some pixels, kept the same way. When the texture is full it is emptied and refilled by what is still shown.
// Shapes    one 8-bit channel, rows of lines of similar height, a pixel of nothing around each.
// Errors    a line wider or higher than the texture, or one that cannot be shaped, is not drawn: find returns NULL.
#ifndef ILIOPSOAS_TEXT_ATLAS_H
#define ILIOPSOAS_TEXT_ATLAS_H

#include "gpu.h"
#include "ui_text.h"

#define ATLAS_SIDE_PX 2048
#define ATLAS_LINES_MOST 4096 // a power of two

typedef struct AtlasLine {
    uint64_t key; // 0 = free
    int x, y, width, height;
    float left_px, baseline_px; // where the pen starts, from the left and from the top
} AtlasLine;

typedef struct AtlasWanted {
    const char *text;
    float size_px, halo_px;
    UiWeight weight;
} AtlasWanted;

typedef struct TextAtlas {
    Gpu *gpu;
    TextSource source;
    GpuTexture texture;
    AtlasLine *lines;
    int line_count, shelf_x, shelf_y, shelf_height;
    int reset_count;
} TextAtlas;

TextAtlas text_atlas_make(Gpu *gpu, TextSource source);
void text_atlas_free(TextAtlas *atlas);

// May empty the atlas to make room (reset_count grows): what was found before must have been drawn by then, so `full` is asked first.
const AtlasLine *text_atlas_known(const TextAtlas *atlas, AtlasWanted wanted);
const AtlasLine *text_atlas_find(TextAtlas *atlas, AtlasWanted wanted, Arena *scratch, void (*full)(void *user), void *user);

#endif
