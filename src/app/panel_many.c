// panel_many.c: the card of several parts: how many and which, and what can be done with all of them.
#include "panels.h"

#include "parts_shown.h"
#include "selection.h"

#include <math.h>

#define WIDTH_PT 290.0f
#define WIDTH_LEAST_PT 170.0f
#define PAD_PT 14.0f
#define ROW_PT 28.0f
#define BUTTON_PT 30.0f
#define GAP_PT 6.0f
#define TITLE_PT 30.0f
#define ROOMY_PT 330.0f // of height: what is listed keeps four rows
#define CROSS_PT 28.0f

void panel_fade(App *app, UiRect rect)
{
    bool parts[PART_MOST];
    view_selection(&app->view, parts);
    float opacity_frac = parts_opacity(&app->view, app->body, parts);
    const char *word = app_word(app, "opacity"), *figure = text_format(app->frame, "%.0f %%", (double)(100 * opacity_frac));
    const float base = rect.y + rect.h / 2 + panel_pt(app, 4.3f), gap = panel_pt(app, 12), left = ui_text_width(&app->ui, word, 12, UI_REGULAR) + gap;
    const float right = ui_text_width(&app->ui, "100 %", 12, UI_REGULAR) + gap, figure_width = ui_text_width(&app->ui, figure, 12, UI_REGULAR);
    ui_label(&app->ui, rect.x, base, word, 12, UI_REGULAR, app->ui.colours.text_dim);
    ui_label(&app->ui, rect.x + rect.w - figure_width, base, figure, 12, UI_REGULAR, app->ui.colours.text_dim);
    if (ui_slider(&app->ui, ui_id("fade", 0), (UiRect){ rect.x + left, rect.y, rect.w - left - right, rect.h }, 0, 1, &opacity_frac))
        parts_fade(&app->view, app->body, parts, opacity_frac);
}

static void draw_cross(App *app, UiRect rect)
{
    const float x = rect.x + rect.w / 2, y = rect.y + rect.h / 2, r = panel_pt(app, 3.6f), width = panel_pt(app, 1.4f);
    ui_draw_line(&app->ui.draw, x - r, y - r, x + r, y + r, width, app->ui.colours.text_dim);
    ui_draw_line(&app->ui.draw, x - r, y + r, x + r, y - r, width, app->ui.colours.text_dim);
}

static void draw_part(App *app, UiPane *pane, PartId part)
{
    const UiRect row = ui_pane_row(pane, panel_pt(app, ROW_PT));
    const float cross = panel_pt(app, CROSS_PT);
    const UiRect name = { row.x, row.y, row.w - cross, row.h }, out = { row.x + row.w - cross, row.y, cross, row.h };
    const UiId name_id = ui_id("many_row", part), out_id = ui_id("many_out", part);
    if (ui_row(&app->ui, name_id, name, "", NULL, false)) chosen_select(app, part, chosen_beside(app));
    if (ui_pane_shows(pane, row)) panel_name(app, name, body_part_title(app->body, part, app->view.language, app->frame), !view_shows_part(&app->view, app->body, part));
    if (ui_row(&app->ui, out_id, out, "", NULL, false)) view_select_toggle(&app->view, app->body, part);
    draw_cross(app, out);
}

static void draw_list(App *app, UiRect rect)
{
    PartId order[PART_MOST];
    bool parts[PART_MOST];
    view_selection(&app->view, parts); // as it was before any row is pressed
    const int count = view_part_order(app->body, order);
    UiPane pane = ui_pane_begin(&app->ui, rect, &app->many_scroll);
    for (int i = 0; i < count; i++)
        if (parts[order[i]]) draw_part(app, &pane, order[i]);
    ui_pane_end(&app->ui, &pane);
}

typedef struct ManyButton {
    const char *word;
    void (*press)(App *app);
} ManyButton;

static const ManyButton buttons[] = {
    { "centre_these", chosen_centre },
    { "xray", chosen_toggle_xray },
    { "hide", chosen_hide },
    { "isolate_these", chosen_show_only },
};
enum { BUTTON_COUNT = sizeof buttons / sizeof *buttons };

// Two in a row, one where that would shorten words and there is room.
static int columns(const App *app, float width_px, float free_px)
{
    const float half = (width_px - panel_pt(app, GAP_PT)) / 2;
    for (int i = 0; i < BUTTON_COUNT; i++)
        if (ui_text_width(&app->ui, app_word(app, buttons[i].word), 13, UI_REGULAR) + panel_pt(app, 12) > half) return free_px > panel_pt(app, ROOMY_PT) ? 1 : 2;
    return 2;
}

static void draw_buttons(App *app, UiRect rect, int per_row)
{
    bool parts[PART_MOST];
    view_selection(&app->view, parts);
    const bool xrayed = parts_are_xrayed(&app->view, app->body, parts);
    const float gap = panel_pt(app, GAP_PT), width = (rect.w - gap * (float)(per_row - 1)) / (float)per_row, height = panel_pt(app, BUTTON_PT);
    for (int i = 0; i < BUTTON_COUNT; i++) {
        const UiRect place = { rect.x + (float)(i % per_row) * (width + gap), rect.y + (float)(i / per_row) * (height + gap), width, height };
        const bool on = buttons[i].press == chosen_toggle_xray && xrayed;
        if (ui_button(&app->ui, ui_id("many", i), place, app_word(app, buttons[i].word), on)) buttons[i].press(app);
    }
}

static float foot_height(const App *app, int per_row)
{
    return panel_pt(app, BUTTON_PT + GAP_PT) * (float)(1 + BUTTON_COUNT / per_row);
}

UiRect panel_many(App *app, UiRect free)
{
    const int count = view_selected_count(&app->view);
    const float pad = panel_pt(app, PAD_PT), width = fminf(panel_pt(app, WIDTH_PT), free.w * 0.6f), title = panel_pt(app, TITLE_PT);
    const int per_row = columns(app, width - 2 * pad, free.h);
    const float foot = foot_height(app, per_row);
    const float list = fminf(panel_pt(app, ROW_PT) * (float)count, free.h - 2 * pad - title - foot);
    if (width < panel_pt(app, WIDTH_LEAST_PT) || list < panel_pt(app, ROW_PT)) return (UiRect){ 0, 0, 0, 0 };
    const UiRect rect = { free.x + free.w - width, free.y, width, 2 * pad + title + list + foot };
    const float x = rect.x + pad, inner = rect.w - 2 * pad;
    ui_panel(&app->ui, rect, 14);
    const char *words = app_format(app, "many_selected", text_format(app->frame, "%d", count));
    const float size_pt = fminf(15, 15 * inner / ui_text_width(&app->ui, words, 15, UI_BOLD));
    ui_label(&app->ui, x, rect.y + pad + panel_pt(app, 15), words, size_pt, UI_BOLD, app->ui.colours.text);
    const float y = rect.y + pad + title + list + panel_pt(app, GAP_PT);
    draw_list(app, (UiRect){ x - panel_pt(app, 6), rect.y + pad + title, inner + panel_pt(app, 8), list });
    panel_fade(app, (UiRect){ x, y, inner, panel_pt(app, BUTTON_PT) });
    draw_buttons(app, (UiRect){ x, y + panel_pt(app, BUTTON_PT + GAP_PT), inner, foot }, per_row);
    return rect;
}
