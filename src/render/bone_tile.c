// bone_tile.c: see bone_tile.h.
#include "bone_tile.h"

#include <math.h>

#define PORES 360
#define PORE_LEAST_MM 0.10f // radius
#define PORE_MOST_MM 0.32f
#define PORE_SLENDER 1.5f // longer along v
#define PORE_DEEP_FRAC 0.28f // of the radius
#define ROUGH_CELLS 24
#define ROUGH_MM 0.05f

enum { SIDE = BONE_TILE_PX, TEXELS = SIDE * SIDE };

static uint32_t mixed(uint32_t x) // the finaliser of MurmurHash3 (A. Appleby, public domain)
{
    x = (x ^ x >> 16) * 0x85EBCA6Bu;
    x = (x ^ x >> 13) * 0xC2B2AE35u;
    return x ^ x >> 16;
}

static float chance(uint32_t number, uint32_t salt)
{
    return (float)(mixed(number * 73856093u ^ salt * 83492791u) >> 8) / 16777216.0f;
}

static int wrapped(int i)
{
    return i & (SIDE - 1);
}

// A dent with a soft edge, deepest in the middle.
static void dig(float *height_mm, float *tone, int pore)
{
    const uint32_t n = (uint32_t)pore;
    const float x = chance(n, 1) * SIDE, y = chance(n, 2) * SIDE, texel_mm = BONE_TILE_MM / SIDE;
    const float small = chance(n, 3), radius_mm = PORE_LEAST_MM + (PORE_MOST_MM - PORE_LEAST_MM) * small * small * small;
    const int reach = (int)(PORE_SLENDER * radius_mm / texel_mm) + 2;
    for (int dy = -reach; dy <= reach; dy++) {
        for (int dx = -reach; dx <= reach; dx++) {
            const float u = ((float)((int)x + dx) - x) * texel_mm / radius_mm, v = ((float)((int)y + dy) - y) * texel_mm / (radius_mm * PORE_SLENDER);
            const float inside = fmaxf(1.0f - u * u - v * v, 0.0f);
            const int at = wrapped((int)y + dy) * SIDE + wrapped((int)x + dx);
            height_mm[at] -= PORE_DEEP_FRAC * radius_mm * inside * inside;
            tone[at] = fminf(tone[at], -0.26f * inside);
        }
    }
}

static float lattice(int x, int y)
{
    return chance((uint32_t)(x % ROUGH_CELLS * ROUGH_CELLS + y % ROUGH_CELLS), 9) - 0.5f;
}

static float rough_at(int px, int py)
{
    const float x = (float)px * ROUGH_CELLS / SIDE, y = (float)py * ROUGH_CELLS / SIDE;
    const int ix = (int)x, iy = (int)y;
    const float u = x - (float)ix, v = y - (float)iy, su = u * u * (3 - 2 * u), sv = v * v * (3 - 2 * v);
    const float low = lattice(ix, iy) + su * (lattice(ix + 1, iy) - lattice(ix, iy));
    const float high = lattice(ix, iy + 1) + su * (lattice(ix + 1, iy + 1) - lattice(ix, iy + 1));
    return low + sv * (high - low);
}

static uint8_t byte_of(float signed_half)
{
    return (uint8_t)lrintf(fminf(fmaxf(127.5f + 255.0f * signed_half, 0.0f), 255.0f));
}

static void set_texel(const float *height_mm, float tone, int x, int y, uint8_t texel[4])
{
    const float two_texels_mm = 2.0f * BONE_TILE_MM / SIDE;
    texel[0] = byte_of(tone);
    texel[1] = 127;
    texel[2] = byte_of((height_mm[y * SIDE + wrapped(x + 1)] - height_mm[y * SIDE + wrapped(x - 1)]) / two_texels_mm);
    texel[3] = byte_of((height_mm[wrapped(y + 1) * SIDE + x] - height_mm[wrapped(y - 1) * SIDE + x]) / two_texels_mm);
}

const uint8_t *bone_tile_make(Arena *arena)
{
    float *height_mm = ARENA_ARRAY(arena, float, TEXELS), *tone = ARENA_ARRAY(arena, float, TEXELS), mean = 0;
    uint8_t *rgba = ARENA_ARRAY(arena, uint8_t, TEXELS * 4);
    for (int i = 0; i < TEXELS; i++) height_mm[i] = ROUGH_MM * rough_at(i % SIDE, i / SIDE);
    for (int i = 0; i < PORES; i++) dig(height_mm, tone, i);
    for (int i = 0; i < TEXELS; i++) tone[i] += 0.12f * rough_at(i % SIDE, i / SIDE);
    for (int i = 0; i < TEXELS; i++) mean += tone[i] / TEXELS;
    for (int i = 0; i < TEXELS; i++) set_texel(height_mm, tone[i] - mean, i % SIDE, i / SIDE, rgba + (size_t)i * 4);
    return rgba;
}
