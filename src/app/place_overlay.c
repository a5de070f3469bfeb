// place_overlay.c: see place_overlay.h.
#include "place_overlay.h"

#include "haloed.h"

#include <math.h>

#define PIN_PT 5.0f
#define NAME_PT 14.0f
#define AWAY_PT 11.0f // from the pin to its name

static Rgba over(const Ui *ui)
{
    Rgba halo = haloed_rim(ui);
    halo.a = 0.9f;
    return halo;
}

static void draw_pin(Ui *ui, const LabelSpot *spot)
{
    const float r = PIN_PT * ui->scale;
    if (spot->seen) {
        haloed_dot(ui, (Spot){ spot->x, spot->y }, PIN_PT, ui->colours.text);
        haloed_dot(ui, (Spot){ spot->x, spot->y }, 0.55f * PIN_PT, ui->colours.accent);
        return;
    }
    ui_draw_border(&ui->draw, (UiRect){ spot->x - 1.4f * r, spot->y - 1.4f * r, 2.8f * r, 2.8f * r }, 1.4f * r, 4.0f * ui->scale, over(ui));
    ui_draw_border(&ui->draw, (UiRect){ spot->x - 1.2f * r, spot->y - 1.2f * r, 2.4f * r, 2.4f * r }, 1.2f * r, 1.8f * ui->scale, ui->colours.text);
}

// On the right of the pin, or on its left where that has no room.
static void draw_name(Ui *ui, const LabelSpot *spot, const char *name, UiRect free)
{
    const float width = ui_text_width(ui, name, NAME_PT, UI_BOLD), away = AWAY_PT * ui->scale, size = NAME_PT * ui->scale;
    const bool left = spot->x + away + width > free.x + free.w;
    const float x = fmaxf(free.x, left ? spot->x - away - width : spot->x + away);
    const float baseline = fminf(fmaxf(spot->y + 0.36f * size, free.y + size), free.y + free.h);
    ui_draw_text_halo(&ui->draw, x, baseline, name, size, UI_BOLD, ui->colours.text, over(ui));
}

static bool in_sight(const LabelSpot *spot, UiRect free)
{
    return spot->x >= free.x && spot->x < free.x + free.w && spot->y >= free.y && spot->y < free.y + free.h;
}

static void draw_place(Ui *ui, const Picture *of, LabelId id, UiRect free)
{
    LabelSpot spot;
    if (id.place == 0 || !label_place_spot(of->labels, of->scene, id, &spot) || !in_sight(&spot, free)) return;
    const bool labelled = of->view->label != LABEL_OFF && spot.seen && label_same(id, of->view->place);
    draw_pin(ui, &spot);
    if (!labelled) draw_name(ui, &spot, label_name(of->body, id, of->view->language), free);
}

void place_overlay_draw(Ui *ui, const Picture *of, UiRect free)
{
    const ViewState *view = of->view;
    if (!of->labels) return;
    if (view->place.part == view->selected && !label_same(view->place, view->hovered_place)) draw_place(ui, of, view->place, free);
    draw_place(ui, of, view->hovered_place, free);
}
