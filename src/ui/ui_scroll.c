#include "ui_scroll.h"

#include <math.h>

#define RING_PT 4.0f // focus rings reach out
#define MARGIN_PT 8.0f
#define WHEEL_PT 40.0f
#define PAGE_FRAC 0.9f
#define BAR_PT 13.0f   // so wide takes it the mouse
#define INSET_PT 12.0f // the panel's corners are round
#define THUMB_PT 24.0f

UiPane ui_pane_begin(Ui *ui, UiRect rect, UiScroll *scroll)
{
    const float ring = RING_PT * ui->scale, beyond = scroll->overflow_px > 0 ? 0 : ring;
    const UiPane pane = { .rect = rect, .clip_before = ui->draw.clip, .scroll = scroll, .focus_first = ui->focus_count };
    scroll->at_px = fminf(scroll->at_px, scroll->overflow_px);
    ui->draw.clip = (UiRect){ rect.x - ring, rect.y - beyond, rect.w + 2 * ring, fmaxf(rect.h, 1) + 2 * beyond };
    return pane;
}

UiRect ui_pane_row(UiPane *pane, float height_px)
{
    const UiRect row = { pane->rect.x, pane->rect.y + pane->used_px - pane->scroll->at_px, pane->rect.w, height_px };
    pane->used_px += height_px;
    return row;
}

bool ui_pane_shows(const UiPane *pane, UiRect row)
{
    return row.y + row.h > pane->rect.y && row.y < pane->rect.y + pane->rect.h;
}

void ui_pane_reveal(UiPane *pane, UiRect row)
{
    pane->wanted = row;
}

static UiId focused_in(const Ui *ui, const UiPane *pane)
{
    for (int i = pane->focus_first; i < ui->focus_count && ui->focus_visible; i++)
        if (ui->focus_order[i] == ui->focused) return ui->focused;
    return 0;
}

// Once, when the keyboard arrives there: from then on it can be scrolled away.
static void follow_focus(const Ui *ui, UiPane *pane)
{
    const UiId was = pane->scroll->focused;
    pane->scroll->focused = focused_in(ui, pane);
    if (pane->scroll->focused && pane->scroll->focused != was) ui_pane_reveal(pane, ui->focused_rect);
}

static void bring_into_sight(const Ui *ui, const UiPane *pane)
{
    const UiRect rect = pane->wanted;
    const float margin = MARGIN_PT * ui->scale, above = pane->rect.y + margin - rect.y, below = rect.y + rect.h + margin - pane->rect.y - pane->rect.h;
    if (rect.h <= 0) return;
    if (above > 0) pane->scroll->at_px -= above;
    else if (below > 0) pane->scroll->at_px += below;
}

static float key_px(const Ui *ui, const UiPane *pane, int key)
{
    const float page = PAGE_FRAC * pane->rect.h, all = ui_focus_shown(ui) && ui->focused == ui->own_ends ? 0 : pane->scroll->overflow_px;
    return key == KEY_PAGE_DOWN ? page : key == KEY_PAGE_UP ? -page : key == KEY_END ? all : key == KEY_HOME ? -all : 0;
}

static void take_wheel_and_keys(Ui *ui, const UiPane *pane)
{
    UiScroll *scroll = pane->scroll;
    if (ui->panel_hovered == ui->panel_count) scroll->at_px -= ui->input->wheel_y * WHEEL_PT * ui->scale;
    if (ui->panel_with_keys != ui->panel_count) return;
    ui->keys_scroll_next = scroll->overflow_px > 0;
    for (int i = 0; i < ui->input->key_count; i++) scroll->at_px += key_px(ui, pane, ui->input->keys[i].key);
}

static UiRect thumb_of(const Ui *ui, const UiScroll *scroll, UiRect track)
{
    const float high = fminf(fmaxf(track.h * track.h / (track.h + scroll->overflow_px), THUMB_PT * ui->scale), track.h);
    return (UiRect){ track.x, track.y + (track.h - high) * scroll->at_px / scroll->overflow_px, track.w, high };
}

// The thumb goes with the hand; beside it, its middle comes under the hand.
static void drag(Ui *ui, UiScroll *scroll, UiRect track)
{
    const UiRect thumb = thumb_of(ui, scroll, track);
    if (ui->input->pressed[MOUSE_LEFT]) scroll->grip_px = ui_hovered(ui, thumb) ? ui->input->mouse_y_px - thumb.y : thumb.h / 2;
    if (track.h > thumb.h) scroll->at_px = (ui->input->mouse_y_px - scroll->grip_px - track.y) / (track.h - thumb.h) * scroll->overflow_px;
}

static void limit(UiScroll *scroll)
{
    scroll->at_px = fminf(fmaxf(scroll->at_px, 0), scroll->overflow_px);
}

static void take_bar(Ui *ui, const UiPane *pane)
{
    UiScroll *scroll = pane->scroll;
    const UiRect panel = ui->panel;
    const float inset = INSET_PT * ui->scale, top = fmaxf(pane->rect.y, panel.y + inset), end = fminf(pane->rect.y + pane->rect.h, panel.y + panel.h - inset);
    const UiRect track = { panel.x + panel.w - BAR_PT * ui->scale, top, BAR_PT * ui->scale, end - top };
    if (scroll->overflow_px <= 0 || track.h <= 0) return;
    const bool held = ui_held(ui, ui_id("scroll_bar", ui->panel_count), track);
    if (held) drag(ui, scroll, track);
    limit(scroll);
    const float width = (held || ui_hovered(ui, track) ? 5.0f : 3.0f) * ui->scale;
    const UiRect thumb = thumb_of(ui, scroll, track);
    ui_draw_rect(&ui->draw, (UiRect){ panel.x + panel.w - 4 * ui->scale - width, thumb.y, width, thumb.h }, width / 2, ui->colours.text_dim);
}

void ui_pane_end(Ui *ui, UiPane *pane)
{
    UiScroll *scroll = pane->scroll;
    const float before = scroll->at_px, overflow = pane->used_px - pane->rect.h;
    ui->draw.clip = pane->clip_before;
    scroll->overflow_px = overflow > 0.5f ? overflow : 0; // less is rounding
    follow_focus(ui, pane);
    bring_into_sight(ui, pane);
    take_wheel_and_keys(ui, pane);
    limit(scroll);
    take_bar(ui, pane);
    ui->again |= scroll->at_px < before || scroll->at_px > before;
}
