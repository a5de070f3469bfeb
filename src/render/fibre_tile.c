// fibre_tile.c: see fibre_tile.h.
#include "fibre_tile.h"

#include <math.h>

#define BUNDLES 12 // cells along a side
#define FIBRES 46

typedef struct Seed { // the middle of a cell, in cells from its corner of the lattice
    float x, y, tone; // tone 0..1
} Seed;

typedef struct Cells { // a pattern that repeats after `side` cells
    int side;
    Seed *seed; // [side * side]
} Cells;

typedef struct Seen { // what a place sees of a pattern of cells
    float edge;       // from the nearest border, in cells
    float tone;       // the cell's own
} Seen;

typedef struct Flesh {
    float tone, pale, height_mm;
} Flesh;

static uint32_t mixed(uint32_t x) // the finaliser of MurmurHash3 (A. Appleby, public domain)
{
    x = (x ^ x >> 16) * 0x85EBCA6Bu;
    x = (x ^ x >> 13) * 0xC2B2AE35u;
    return x ^ x >> 16;
}

static float chance(int x, int y, uint32_t salt)
{
    return (float)(mixed((uint32_t)x * 73856093u ^ (uint32_t)y * 19349663u ^ salt * 83492791u) >> 8) / 16777216.0f;
}

static Cells cells_make(int side, Arena *arena)
{
    const Cells cells = { side, ARENA_ARRAY(arena, Seed, side * side) };
    for (int i = 0; i < side * side; i++) {
        const int x = i % side, y = i / side;
        const uint32_t salt = (uint32_t)side;
        cells.seed[i] = (Seed) { 0.1f + 0.8f * chance(x, y, salt), 0.1f + 0.8f * chance(x, y, salt + 1), chance(x, y, salt + 2) };
    }
    return cells;
}

static int wrapped(int i, int side)
{
    return i < 0 ? i + side : i >= side ? i - side : i;
}

static Seen cells_at(const Cells *cells, float u, float v)
{
    const int side = cells->side;
    const float x = u * (float)side, y = v * (float)side;
    float first = 1e9f, second = 1e9f; // distances squared
    Seen seen = { 0 };
    for (int k = 0; k < 25; k++) {
        const int ix = (int)x + k % 5 - 2, iy = (int)y + k / 5 - 2;
        const Seed *seed = &cells->seed[wrapped(iy, side) * side + wrapped(ix, side)];
        const float dx = (float)ix + seed->x - x, dy = (float)iy + seed->y - y, distance = dx * dx + dy * dy;
        if (distance < first) {
            second = first;
            first = distance;
            seen.tone = seed->tone;
        } else if (distance < second)
            second = distance;
    }
    seen.edge = 0.5f * (sqrtf(second) - sqrtf(first));
    return seen;
}

static float ramp(float from, float to, float x)
{
    const float t = fminf(fmaxf((x - from) / (to - from), 0.0f), 1.0f);
    return t * t * (3.0f - 2.0f * t);
}

static Flesh flesh_at(const Cells *bundles, const Cells *fibres, int px, int py)
{
    const float u = ((float)px + 0.5f) / FIBRE_TILE_PX, v = ((float)py + 0.5f) / FIBRE_TILE_PX;
    const Seen bundle = cells_at(bundles, u, v), fibre = cells_at(fibres, u, v);
    const float sheath = 1.0f - ramp(0.02f, 0.13f, bundle.edge), between = 1.0f - ramp(0.05f, 0.30f, fibre.edge);
    return (Flesh) {
        .tone = (bundle.tone - 0.5f) * ramp(0.0f, 0.30f, bundle.edge), // nothing at the border: a bundle that ends, ends in a point
        .pale = sheath * (0.45f + 0.5f * fibre.tone) + (1.0f - sheath) * (0.16f * between + 0.32f * fibre.tone),
        .height_mm = 0.30f * ramp(0.0f, 0.42f, bundle.edge) + 0.035f * ramp(0.0f, 0.35f, fibre.edge),
    };
}

static uint8_t byte_of(float signed_half)
{
    return (uint8_t)lrintf(fminf(fmaxf(127.5f + 255.0f * signed_half, 0.0f), 255.0f));
}

static float height_mm(const Flesh *flesh, int x, int y)
{
    return flesh[(y & (FIBRE_TILE_PX - 1)) * FIBRE_TILE_PX + (x & (FIBRE_TILE_PX - 1))].height_mm;
}

static void set_texel(const Flesh *flesh, const Flesh *mean, int x, int y, uint8_t texel[4])
{
    const Flesh *here = &flesh[y * FIBRE_TILE_PX + x];
    const float two_texels_mm = 2.0f * FIBRE_TILE_MM / FIBRE_TILE_PX;
    texel[0] = byte_of(here->tone - mean->tone);
    texel[1] = byte_of(here->pale - mean->pale);
    texel[2] = byte_of(0.5f * (height_mm(flesh, x + 1, y) - height_mm(flesh, x - 1, y)) / two_texels_mm);
    texel[3] = byte_of(0.5f * (height_mm(flesh, x, y + 1) - height_mm(flesh, x, y - 1)) / two_texels_mm);
}

const uint8_t *fibre_tile_make(Arena *arena)
{
    enum { TEXELS = FIBRE_TILE_PX * FIBRE_TILE_PX };
    Flesh *flesh = ARENA_ARRAY(arena, Flesh, TEXELS), mean = { 0 };
    const Cells bundles = cells_make(BUNDLES, arena), fibres = cells_make(FIBRES, arena);
    uint8_t *rgba = ARENA_ARRAY(arena, uint8_t, TEXELS * 4);
    for (int i = 0; i < TEXELS; i++) {
        flesh[i] = flesh_at(&bundles, &fibres, i % FIBRE_TILE_PX, i / FIBRE_TILE_PX);
        mean.tone += flesh[i].tone / TEXELS;
        mean.pale += flesh[i].pale / TEXELS;
    }
    for (int i = 0; i < TEXELS; i++) set_texel(flesh, &mean, i % FIBRE_TILE_PX, i / FIBRE_TILE_PX, rgba + (size_t)i * 4);
    return rgba;
}
