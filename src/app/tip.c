#include "tip.h"

#include "panels.h"

#include <math.h>

#define REST_S 0.45 // own choice: a cursor that only passes brings up nothing
#define SIZE_PT 12.0f
#define PAD_PT 7.0f
#define HIGH_PT 23.0f
#define GAP_PT 4.0f

static bool is_met(const App *app, UiId control)
{
    return app->ui.active == 0 && (ui_focus_shown(&app->ui) ? app->ui.focused : app->ui.hot) == control;
}

static bool is_due(const App *app)
{
    return app->tip.control && !app->tip.dismissed && app->now_s - app->tip.since_s >= REST_S;
}

static void offer(App *app, UiId control, UiRect rect, const char *word, bool at_side)
{
    Tip *tip = &app->tip;
    const UiRect clip = app->ui.draw.clip;
    const bool over_tip = tip->control == control && is_due(app) && ui_hovered(&app->ui, tip->rect);
    if (!is_met(app, control) && !over_tip) return;
    if (clip.w > 0 && (rect.y + rect.h / 2 < clip.y || rect.y + rect.h / 2 > clip.y + clip.h)) return; // scrolled out of sight
    if (tip->control != control) *tip = (Tip) { .control = control, .since_s = app->now_s };
    tip->beside = rect;
    tip->word = word;
    tip->at_side = at_side;
    tip->met = true;
}

void tip_offer(App *app, UiId control, UiRect rect, const char *word)
{
    offer(app, control, rect, word, false);
}

void tip_offer_at_side(App *app, UiId control, UiRect rect, const char *word)
{
    offer(app, control, rect, word, true);
}

static UiRect place_of(const App *app, float width)
{
    const UiRect beside = app->tip.beside;
    const float high = panel_pt(app, HIGH_PT), gap = panel_pt(app, GAP_PT), below = beside.y + beside.h + gap;
    const float right_most = (float)app->view.width_px - gap - width, x = beside.x + (beside.w - width) / 2;
    const bool room_below = below + high <= (float)app->view.height_px - gap;
    if (app->tip.at_side) return (UiRect) { fminf(beside.x + beside.w, right_most), beside.y + (beside.h - high) / 2, width, high };
    return (UiRect) { fmaxf(gap, fminf(x, right_most)), room_below ? below : beside.y - gap - high, width, high };
}

void tip_draw(App *app)
{
    Tip *tip = &app->tip;
    if (!tip->met) *tip = (Tip) { .control = 0 };
    tip->met = false;
    if (!is_due(app)) return;
    const char *words = app_word(app, tip->word);
    tip->rect = place_of(app, ui_text_width(&app->ui, words, SIZE_PT, UI_REGULAR) + panel_pt(app, 2 * PAD_PT));
    ui_draw_rect(&app->ui.draw, tip->rect, panel_pt(app, 6), app->ui.colours.panel);
    ui_draw_border(&app->ui.draw, tip->rect, panel_pt(app, 6), panel_pt(app, 1), app->ui.colours.control_border);
    ui_label(&app->ui, tip->rect.x + panel_pt(app, PAD_PT), tip->rect.y + tip->rect.h / 2 + panel_pt(app, 4.3f), words, SIZE_PT, UI_REGULAR, app->ui.colours.text);
}

bool tip_dismiss(App *app)
{
    if (!is_due(app)) return false;
    app->tip.dismissed = true;
    return true;
}

double tip_wait_s(const App *app)
{
    return app->tip.control && !app->tip.dismissed && !is_due(app) ? REST_S - (app->now_s - app->tip.since_s) + 0.01 : -1;
}
