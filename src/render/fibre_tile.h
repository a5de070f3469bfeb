// fibre_tile.h: the section of a striated muscle as a picture that repeats: bundles of about 3.3 mm, fibres of about 0.9 mm in them.
//
// Why       Drawn once on the CPU, read with the graphics card's own filter: what is finer than a pixel fades out by itself, nothing shimmers.
//           The surface cuts through this section along the fibres (fibre_map.h), so cells of it become stripes.
// Source    cells: S. Worley, A Cellular Texture Basis Function, 1996 (docs/sources.md#worley1996). Sizes: fascicles (primary bundles) and
//           a fibre scale that can still be drawn; widths, depths and tones are drawing choices, by eye.
// Shapes    FIBRE_TILE_PX squared, RGBA: tone of the bundle; pale against dark (perimysium, fibres); slope of the relief in both directions.
//           Each channel's mean is 127.5.
// Units     the side is FIBRE_TILE_MM of flesh; slopes -1..1.
// Cost      about 15 ms, once.
#ifndef ILIOPSOAS_FIBRE_TILE_H
#define ILIOPSOAS_FIBRE_TILE_H

#include "arena.h"

#include <stdint.h>

#define FIBRE_TILE_PX 256
#define FIBRE_TILE_MM 40.0f // as in shaders/fibre.glsl

const uint8_t *fibre_tile_make(Arena *arena);

#endif
