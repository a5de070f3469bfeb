// cut_draw.h: the faces that the cut plane leaves.
//
// Why       Each face is filled by counting how often its outline turns round a pixel (a fan of triangles into the stencil), so it may be
//           forked or cross itself; parity would leave holes where it does. Faces that win come first and what they cover is taken. Then, still
//           only on the face: the wall (a mask in alpha of how near the outline is), rings, a dark rim. Bands overlap where pieces meet; blends that
//           take the smaller value make that harmless.
// Cost      three triangles a piece of outline to fill, six for each band.
#ifndef ILIOPSOAS_CUT_DRAW_H
#define ILIOPSOAS_CUT_DRAW_H

#include "gpu.h"

struct Renderer;

typedef struct CutBuffers {
    GpuBuffer places, pieces;
    GpuLayout fan, band;
} CutBuffers;

void cut_draw(struct Renderer *r);
void cut_free(CutBuffers *cut, Gpu *gpu);

#endif
