// cut_overlay.h: the frame of the cut plane in the picture, its name, and the handle by which it is moved.
//
// Why       A face alone does not tell from where it was cut. The frame is as large as the body; the handle stands at that corner of it which
//           lies farthest to the right, inside what is free.
// Units     pixels; mm.
// Errors    cannot fail; nothing is drawn where nothing is cut.
#ifndef ILIOPSOAS_CUT_OVERLAY_H
#define ILIOPSOAS_CUT_OVERLAY_H

#include "overlay.h"

typedef struct CutHandle {
    UiRect rect;             // w <= 0: none
    float px_per_mm_x, px_per_mm_y; // how far the handle goes in the picture when the plane goes up its axis
} CutHandle;

CutHandle cut_overlay_draw(Ui *ui, const Picture *of, bool handle, UiRect free);

#endif
