// text_atlas.c: see text_atlas.h.
#include "text_atlas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

TextAtlas text_atlas_make(Gpu *gpu, TextSource source)
{
    TextAtlas atlas = { .gpu = gpu, .source = source, .lines = calloc(ATLAS_LINES_MOST, sizeof(AtlasLine)) };
    if (!atlas.lines) abort(); // half a megabyte at start
    return atlas;
}

void text_atlas_free(TextAtlas *atlas)
{
    atlas->gpu->texture_destroy(atlas->gpu, atlas->texture);
    free(atlas->lines);
    *atlas = (TextAtlas) { 0 };
}

static void empty(TextAtlas *atlas)
{
    memset(atlas->lines, 0, ATLAS_LINES_MOST * sizeof *atlas->lines);
    atlas->line_count = atlas->shelf_x = atlas->shelf_y = atlas->shelf_height = 0;
    atlas->reset_count++;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    return (hash ^ value) * 1099511628211u;
}

static uint64_t key_of(AtlasWanted wanted)
{
    uint64_t hash = 1469598103934665603u; // FNV-1a
    for (const char *c = wanted.text; *c; c++) hash = mix(hash, (unsigned char)*c);
    hash = mix(hash, (uint64_t)lrintf(wanted.size_px * 16.0f));
    hash = mix(hash, (uint64_t)lrintf(wanted.halo_px * 16.0f) * 2 + (uint64_t)wanted.weight + 1);
    return hash ? hash : 1;
}

// The line, or the free place where it would go. Half of the places stay free, so the walk is short.
static AtlasLine *slot_of(const TextAtlas *atlas, uint64_t key)
{
    uint64_t at = key & (ATLAS_LINES_MOST - 1);
    while (atlas->lines[at].key != 0 && atlas->lines[at].key != key) at = (at + 1) & (ATLAS_LINES_MOST - 1);
    return &atlas->lines[at];
}

const AtlasLine *text_atlas_known(const TextAtlas *atlas, AtlasWanted wanted)
{
    const AtlasLine *slot = slot_of(atlas, key_of(wanted));
    return slot->key != 0 ? slot : NULL;
}

// Halo ----------------------------------------------------------------------------------------------------------------------

typedef struct Brush {
    int reach;
    float weight[33][33];
} Brush;

static Brush brush_of(float halo_px)
{
    Brush brush = { .reach = (int)ceilf(halo_px) };
    if (brush.reach > 16) brush.reach = 16;
    for (int y = -brush.reach; y <= brush.reach; y++)
        for (int x = -brush.reach; x <= brush.reach; x++) {
            const float covered = halo_px + 0.5f - sqrtf((float)(x * x + y * y));
            brush.weight[y + 16][x + 16] = covered < 0 ? 0 : covered > 1 ? 1 : covered;
        }
    return brush;
}

static void stamp(TextBitmap *into, int cx, int cy, uint8_t ink, const Brush *brush)
{
    for (int y = -brush->reach; y <= brush->reach; y++)
        for (int x = -brush->reach; x <= brush->reach; x++) {
            const uint8_t grown = (uint8_t)((float)ink * brush->weight[y + 16][x + 16]);
            uint8_t *at = &into->coverage[(cy + y) * into->width + cx + x];
            if (grown > *at) *at = grown;
        }
}

// The same letters, thicker by halo_px on every side; the bitmap grows with them.
static TextBitmap grown(const TextBitmap *line, float halo_px, Arena *scratch)
{
    const Brush brush = brush_of(halo_px);
    TextBitmap out = { .width = line->width + 2 * brush.reach,
                       .height = line->height + 2 * brush.reach,
                       .baseline_px = line->baseline_px + (float)brush.reach };
    out.coverage = ARENA_ARRAY(scratch, uint8_t, out.width * out.height);
    for (int y = 0; y < line->height; y++)
        for (int x = 0; x < line->width; x++) {
            const uint8_t ink = line->coverage[y * line->width + x];
            if (ink > 0) stamp(&out, x + brush.reach, y + brush.reach, ink, &brush);
        }
    return out;
}

// Packing -------------------------------------------------------------------------------------------------------------------

static bool place(TextAtlas *atlas, int width, int height, int *x, int *y)
{
    if (atlas->shelf_x + width > ATLAS_SIDE_PX) {
        atlas->shelf_y += atlas->shelf_height;
        atlas->shelf_x = atlas->shelf_height = 0;
    }
    if (atlas->shelf_y + height > ATLAS_SIDE_PX || atlas->line_count >= ATLAS_LINES_MOST / 2) return false;
    *x = atlas->shelf_x;
    *y = atlas->shelf_y;
    atlas->shelf_x += width;
    if (height > atlas->shelf_height) atlas->shelf_height = height;
    return true;
}

// With a border of nothing: what an earlier line left there must not bleed in.
static uint8_t *framed(const TextBitmap *bitmap, Arena *scratch)
{
    const int width = bitmap->width + 2;
    uint8_t *texels = ARENA_ARRAY(scratch, uint8_t, width * (bitmap->height + 2));
    for (int y = 0; y < bitmap->height; y++)
        memcpy(texels + (y + 1) * width + 1, bitmap->coverage + y * bitmap->width, (size_t)bitmap->width);
    return texels;
}

static void upload(TextAtlas *atlas, int x, int y, const TextBitmap *bitmap, Arena *scratch)
{
    Gpu *gpu = atlas->gpu;
    if (atlas->texture.id == 0) atlas->texture = gpu->texture_create(gpu, ATLAS_SIDE_PX, ATLAS_SIDE_PX);
    gpu->texture_upload(gpu, atlas->texture, x, y, bitmap->width + 2, bitmap->height + 2, framed(bitmap, scratch));
}

static bool drawn(TextAtlas *atlas, AtlasWanted wanted, Arena *scratch, TextBitmap *out)
{
    const TextSource *source = &atlas->source;
    if (!source->raster || !source->raster(source->user, wanted.text, wanted.size_px, wanted.weight, scratch, out)) return false;
    if (wanted.halo_px > 0) *out = grown(out, wanted.halo_px, scratch);
    return out->width + 2 <= ATLAS_SIDE_PX && out->height + 2 <= ATLAS_SIDE_PX;
}

static const AtlasLine *add(TextAtlas *atlas, AtlasWanted wanted, const TextBitmap *bitmap, int x, int y)
{
    AtlasLine *slot = slot_of(atlas, key_of(wanted));
    const float reach = wanted.halo_px > 0 ? fminf(ceilf(wanted.halo_px), 16) : 0;
    *slot = (AtlasLine) { key_of(wanted), x + 1, y + 1, bitmap->width, bitmap->height, reach, bitmap->baseline_px };
    atlas->line_count++;
    return slot;
}

const AtlasLine *text_atlas_find(TextAtlas *atlas, AtlasWanted wanted, Arena *scratch, void (*full)(void *user), void *user)
{
    const AtlasLine *known = text_atlas_known(atlas, wanted);
    if (known) return known;
    const size_t mark = arena_mark(scratch);
    TextBitmap bitmap;
    int x = 0, y = 0;
    bool fits = drawn(atlas, wanted, scratch, &bitmap);
    if (fits && !place(atlas, bitmap.width + 2, bitmap.height + 2, &x, &y)) {
        full(user);
        empty(atlas);
        fits = place(atlas, bitmap.width + 2, bitmap.height + 2, &x, &y);
    }
    if (fits) upload(atlas, x, y, &bitmap, scratch);
    arena_pop_to(scratch, mark);
    return fits ? add(atlas, wanted, &bitmap, x, y) : NULL;
}
