// overdraw.h: how often each pixel is shaded, as colours: one of the debug views.
//
// Why       What a picture costs is mostly shading. The items are drawn in the order and with the depth of the lit picture; what would be shaded adds one
//           to the stencil instead, per sample. Solid parts come near first, so that what they hide is not shaded; every see-through surface
//           before them is, whatever layer it falls in; of a ghost the front. Outlines, contact shade and cut faces are left out.
// Shapes    colours: SceneTheme.overdraw_srgb, the last one for more.
// Errors    cannot fail.
#ifndef ILIOPSOAS_OVERDRAW_H
#define ILIOPSOAS_OVERDRAW_H

#include "renderer.h"

void overdraw_draw(Renderer *r);

#endif
