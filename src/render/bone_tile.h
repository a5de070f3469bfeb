// bone_tile.h: the relief of bone as a tile that repeats: pores of two sizes and a fine roughness, drawn on the CPU.
//
// Why       Computed, so no picture of anyone's bone is needed; a tile, because the graphics card then filters it: what is finer than a pixel
//           fades by itself and nothing shimmers.
// Shapes    BONE_TILE_PX squared, RGBA8. Red: tone; blue, alpha: slope of the relief along u and v. All about 127.5 for nothing.
// Units     BONE_TILE_MM a side.
// Source    sizes and depths: drawing choice (vascular openings of 0.2 to 0.6 mm across are what the eye sees on a dry bone).
#ifndef ILIOPSOAS_BONE_TILE_H
#define ILIOPSOAS_BONE_TILE_H

#include "arena.h"

#include <stdint.h>

#define BONE_TILE_PX 256
#define BONE_TILE_MM 24.0f // as in shaders/bone.glsl

const uint8_t *bone_tile_make(Arena *arena);

#endif
