// platform_text.c: see platform_text.h.
#include "platform_text.h"

#include <SDL.h>
#include <SDL_ttf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE_LEAST = 6, SIZE_MOST = 256, FONTS_MOST = 64, WIDTHS_MOST = 8192 /* a power of two */, PROBES_MOST = 8 };

typedef struct SizedFont {
    int size_px;
    UiWeight weight;
    TTF_Font *font;
} SizedFont;

typedef struct KnownWidth {
    uint64_t key; // hash of text, size and weight; 0 = free
    float width_px;
} KnownWidth;

struct TextEngine {
    Text file[UI_WEIGHT_COUNT];
    SizedFont fonts[FONTS_MOST];
    int font_count;
    KnownWidth widths[WIDTHS_MOST];
};

static int whole_size(float size_px)
{
    const int size = (int)lrintf(size_px);
    return size < SIZE_LEAST ? SIZE_LEAST : size > SIZE_MOST ? SIZE_MOST : size;
}

static TTF_Font *font_open(const TextEngine *engine, int size_px, UiWeight weight)
{
    SDL_RWops *bytes = SDL_RWFromConstMem(engine->file[weight].data, (int)engine->file[weight].size);
    TTF_Font *font = bytes ? TTF_OpenFontRW(bytes, 1, size_px) : NULL;
    if (font) TTF_SetFontHinting(font, TTF_HINTING_LIGHT);
    return font;
}

// More sizes than slots happens only while someone drags a scale slider: the oldest make room.
static SizedFont *font_slot(TextEngine *engine)
{
    if (engine->font_count < FONTS_MOST) return &engine->fonts[engine->font_count++];
    TTF_CloseFont(engine->fonts[0].font);
    memmove(&engine->fonts[0], &engine->fonts[1], sizeof engine->fonts[0] * (FONTS_MOST - 1));
    return &engine->fonts[FONTS_MOST - 1];
}

static TTF_Font *font_at(TextEngine *engine, int size_px, UiWeight weight)
{
    for (int i = 0; i < engine->font_count; i++)
        if (engine->fonts[i].size_px == size_px && engine->fonts[i].weight == weight) return engine->fonts[i].font;
    TTF_Font *font = font_open(engine, size_px, weight);
    if (font) *font_slot(engine) = (SizedFont) { size_px, weight, font };
    return font;
}

static uint64_t key_of(const char *utf8, int size_px, UiWeight weight)
{
    uint64_t hash = 1469598103934665603u; // FNV-1a
    for (const char *c = utf8; *c; c++) hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    hash = (hash ^ (unsigned)size_px) * 1099511628211u;
    hash = (hash ^ ((unsigned)weight + 1u)) * 1099511628211u;
    return hash ? hash : 1;
}

// A full neighbourhood gives its first place away: a lost width is only measured again.
static KnownWidth *width_slot(TextEngine *engine, uint64_t key)
{
    for (uint64_t i = 0; i < PROBES_MOST; i++) {
        KnownWidth *slot = &engine->widths[(key + i) & (WIDTHS_MOST - 1)];
        if (slot->key == key || slot->key == 0) return slot;
    }
    return &engine->widths[key & (WIDTHS_MOST - 1)];
}

static float measure(TextEngine *engine, const char *utf8, int size_px, UiWeight weight)
{
    int width = 0;
    TTF_Font *font = font_at(engine, size_px, weight);
    if (!font || TTF_SizeUTF8(font, utf8, &width, NULL) != 0) return 0;
    return (float)width;
}

static float width_px(void *user, const char *utf8, float size_px, UiWeight weight)
{
    if (!utf8 || !*utf8) return 0;
    TextEngine *engine = user;
    const int size = whole_size(size_px);
    const uint64_t key = key_of(utf8, size, weight);
    KnownWidth *slot = width_slot(engine, key);
    if (slot->key != key) *slot = (KnownWidth) { key, measure(engine, utf8, size, weight) };
    return slot->width_px;
}

static void copy_alpha(const SDL_Surface *surface, uint8_t *coverage)
{
    for (int y = 0; y < surface->h; y++) {
        const Uint32 *row = (const Uint32 *)(const void *)((const char *)surface->pixels + (size_t)y * (size_t)surface->pitch);
        for (int x = 0; x < surface->w; x++) *coverage++ = (uint8_t)(row[x] >> 24); // ARGB8888, white ink
    }
}

static bool raster(void *user, const char *utf8, float size_px, UiWeight weight, Arena *scratch, TextBitmap *out)
{
    if (!utf8 || !*utf8) return false;
    TTF_Font *font = font_at(user, whole_size(size_px), weight);
    SDL_Surface *surface = font ? TTF_RenderUTF8_Blended(font, utf8, (SDL_Color) { 255, 255, 255, 255 }) : NULL;
    if (!surface) return false;
    *out = (TextBitmap) { .width = surface->w, .height = surface->h, .baseline_px = (float)TTF_FontAscent(font) };
    out->coverage = ARENA_ARRAY(scratch, uint8_t, surface->w * surface->h);
    copy_alpha(surface, out->coverage);
    SDL_FreeSurface(surface);
    return true;
}

TextSource text_engine_source(TextEngine *engine)
{
    return (TextSource) { engine, width_px, raster };
}

static bool fonts_open(TextEngine *engine)
{
    for (int weight = 0; weight < UI_WEIGHT_COUNT; weight++)
        if (!font_at(engine, 16, (UiWeight)weight)) return false;
    return true;
}

Result text_engine_create(const Text font[UI_WEIGHT_COUNT], TextEngine **out, Message *why)
{
    if (TTF_Init() != 0) return message_set(why, RESULT_UNSUPPORTED, "Text cannot be drawn: %s. Reinstall SDL2_ttf.", TTF_GetError());
    TextEngine *engine = calloc(1, sizeof *engine);
    for (int weight = 0; engine && weight < UI_WEIGHT_COUNT; weight++) engine->file[weight] = font[weight];
    *out = engine;
    if (engine && fonts_open(engine)) return RESULT_OK;
    message_set(why, RESULT_UNSUPPORTED, "The font cannot be opened: %s. Rebuild body.pack.", TTF_GetError());
    text_engine_destroy(engine);
    *out = NULL;
    return RESULT_UNSUPPORTED;
}

void text_engine_destroy(TextEngine *engine)
{
    for (int i = 0; engine && i < engine->font_count; i++) TTF_CloseFont(engine->fonts[i].font);
    free(engine);
    TTF_Quit();
}
