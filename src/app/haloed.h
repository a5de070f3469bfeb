// haloed.h: lines and dots that read on bone, on muscle and on the page alike: each with a rim of the panel's colour around it.
//
// Source    drawing choice; the rim of letters is ui_draw_text_halo.
// Shapes    appended to ui->draw.
// Units     pixels of the picture; widths and radii in points, times ui->scale.
// Errors    cannot fail.
#ifndef ILIOPSOAS_HALOED_H
#define ILIOPSOAS_HALOED_H

#include "ui.h"

typedef struct Spot {
    float x, y;
} Spot;

Rgba haloed_rim(const Ui *ui);
void haloed_line(Ui *ui, const Spot *spots, int count, float width_pt, Rgba ink);
void haloed_dot(Ui *ui, Spot at, float radius_pt, Rgba ink);

#endif
