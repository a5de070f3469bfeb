// region_paint.h: a calm colour for every named region of a part, and per vertex what the shader needs to draw the borders.
//
// Why       A colour blended from vertex to vertex shows hues that are no region's; one colour per triangle has saw-tooth borders. So the
//           regions that meet anywhere get different classes (four do on nearly every surface), the shader blends each class for itself
//           and lets the strongest win: borders cut across triangles. A vertex deep in its region speaks louder than one at the tip of a
//           spike, which moves the border to where the eye expects it.
// Shapes    one RegionVertex per vertex of the level asked for; good until the arena is freed.
// Units     sRGB bytes. The hue hangs on the region's id: the same on left and right, in every vertebra, after every bake; regions that
//           touch, or follow each other in a table, differ clearly.
// Source    colours are made in OKLab: B. Ottosson, A perceptual color space for image processing, 2020 (docs/sources.md#ottosson2020).
// Errors    cannot fail.
// Cost      about 10 ms when first asked for, 3 ms per part met for the first time, nothing afterwards.
#ifndef ILIOPSOAS_REGION_PAINT_H
#define ILIOPSOAS_REGION_PAINT_H

#include "body.h"
#include "scene.h"

typedef struct RegionPaint RegionPaint;
RegionPaint *region_paint_make(const Body *body, Arena *keep);

// NULL when the part has no regions.
const RegionVertex *region_paint_of(RegionPaint *paint, PartId part);

// The colour of a region id, as three sRGB bytes; NULL when no part has such a region.
const uint8_t *region_paint_colour(RegionPaint *paint, const char *region_id);

// What is left of a tissue's colour where no region is named.
vec3s region_paint_quiet(vec3s tissue_srgb);

#endif
