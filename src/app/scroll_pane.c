#include "scroll_pane.h"

#include "panels.h"

#include <math.h>

Pane pane_begin(App *app, UiRect rect, Scroll *scroll)
{
    const float ring = panel_pt(app, 4); // focus rings reach out
    Pane pane = { .rect = rect, .clip_before = app->ui.draw.clip, .scroll = scroll };
    scroll->at_px = fminf(scroll->at_px, fmaxf(scroll->content_px - rect.h, 0));
    app->ui.draw.clip = (UiRect){ rect.x - ring, rect.y, rect.w + 2 * ring, rect.h };
    return pane;
}

UiRect pane_row(Pane *pane, float height_px)
{
    const UiRect row = { pane->rect.x, pane->rect.y + pane->used_px - pane->scroll->at_px, pane->rect.w, height_px };
    pane->used_px += height_px;
    return row;
}

bool pane_shows(const Pane *pane, UiRect row)
{
    return row.y + row.h > pane->rect.y && row.y < pane->rect.y + pane->rect.h;
}

void pane_follow(App *app, Pane *pane, UiId widget, UiRect row)
{
    if (!app->ui.focus_visible || app->ui.focused != widget) return;
    pane->focused = widget;
    if (pane->scroll->focused == widget) return;
    const float margin = panel_pt(app, 6), above = pane->rect.y + margin - row.y, below = row.y + row.h + margin - pane->rect.y - pane->rect.h;
    if (above > 0) pane->scroll->at_px = fmaxf(pane->scroll->at_px - above, 0);
    else if (below > 0) pane->scroll->at_px += below;
    app->passes = 2;
}

static float keys_px(const App *app, const Pane *pane)
{
    float pages = 0;
    if (!pane->focused && !ui_hovered(&app->ui, pane->rect)) return 0;
    for (int i = 0; i < app->input->key_count; i++) pages += app->input->keys[i].key == KEY_PAGE_DOWN ? 1 : app->input->keys[i].key == KEY_PAGE_UP ? -1 : 0;
    return pages * 0.9f * pane->rect.h;
}

void pane_draw_name(App *app, UiRect row, const char *name, bool dim)
{
    const Rgba colour = dim ? app->ui.colours.text_dim : app->ui.colours.text;
    const float middle = row.y + row.h / 2, left = row.x + panel_pt(app, 10), width = row.w - panel_pt(app, 12);
    const char **lines;
    if (ui_text_width(&app->ui, name, 13, UI_REGULAR) <= width) {
        ui_label(&app->ui, left, middle + panel_pt(app, 4.7f), name, 13, UI_REGULAR, colour);
        return;
    }
    const int count = ui_wrap(&app->ui, name, 11, UI_REGULAR, width, &lines);
    const float step = panel_pt(app, 12), first = middle + panel_pt(app, 4) - step * (float)(count > 1) / 2;
    for (int i = 0; i < count && i < 2; i++) ui_label(&app->ui, left, first + step * (float)i, lines[i], 11, UI_REGULAR, colour);
}

void pane_end(App *app, Pane *pane)
{
    Scroll *scroll = pane->scroll;
    const float wheel = ui_hovered(&app->ui, pane->rect) ? app->input->wheel_y : 0, most = fmaxf(pane->used_px - pane->rect.h, 0), before = scroll->at_px;
    scroll->at_px = fminf(fmaxf(before - wheel * panel_pt(app, 40) + keys_px(app, pane), 0), most);
    if (scroll->at_px < before || scroll->at_px > before) app->passes = 2;
    scroll->content_px = pane->used_px;
    scroll->focused = pane->focused;
    app->ui.draw.clip = pane->clip_before;
    panel_scroll_bar(app, (UiRect){ pane->rect.x, pane->rect.y, pane->rect.w + panel_pt(app, 7), pane->rect.h }, pane->used_px, scroll->at_px);
}
