// layers.h: parts that are seen through, in the right order at every pixel.
//
// Why       Parts sorted as wholes swap their order at once when one comes nearer than another: the picture jumps, and where two reach into
//           each other it is wrong. So layers are peeled: the nearest surface of all, then the nearest behind it, four of them, each blended below those
//           before. What lies deeper than four layers is blended part by part, as before; of its colour a sixteenth is left there when parts
//           are half clear, a fourth at the 0.28 of X-ray, so its order is hardly seen.
// Source    C. Everitt, Interactive Order-Independent Transparency, 2001 (docs/sources.md#everitt2001). Weighted blending (McGuire 2013) was passed over:
//           it needs float targets, which ES 3.0 has by extension only, and a near part does not stand out against a far one.
// Cost      per layer one pass for distances, one for colours, over the see-through parts only.
#ifndef ILIOPSOAS_LAYERS_H
#define ILIOPSOAS_LAYERS_H

#include "renderer.h"

enum { LAYERS_USUAL = 4 };

void layers_draw(Renderer *r);

#endif
