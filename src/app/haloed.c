#include "haloed.h"

#define RIM_PT 1.3f

Rgba haloed_rim(const Ui *ui)
{
    Rgba rim = ui->colours.panel;
    rim.a = 0.85f;
    return rim;
}

static Rgba as_faint_as(Rgba colour, Rgba ink)
{
    colour.a *= ink.a;
    return colour;
}

void haloed_line(Ui *ui, const Spot *spots, int count, float width_pt, Rgba ink)
{
    const float width = width_pt * ui->scale, wide = width + 2.0f * RIM_PT * ui->scale;
    const Rgba rim = as_faint_as(haloed_rim(ui), ink);
    for (int i = 0; i + 1 < count; i++) ui_draw_line(&ui->draw, spots[i].x, spots[i].y, spots[i + 1].x, spots[i + 1].y, wide, rim);
    for (int i = 0; i + 1 < count; i++) ui_draw_line(&ui->draw, spots[i].x, spots[i].y, spots[i + 1].x, spots[i + 1].y, width, ink);
}

void haloed_dot(Ui *ui, Spot at, float radius_pt, Rgba ink)
{
    const float r = radius_pt * ui->scale, halo = r + 1.5f * ui->scale;
    ui_draw_rect(&ui->draw, (UiRect) { at.x - halo, at.y - halo, 2 * halo, 2 * halo }, halo, as_faint_as(haloed_rim(ui), ink));
    ui_draw_rect(&ui->draw, (UiRect) { at.x - r, at.y - r, 2 * r, 2 * r }, r, ink);
}
