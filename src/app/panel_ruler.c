// panel_ruler.c: at the right while one measures: how it is done, and what has been measured.
#include "panels.h"

#include "ruler.h"
#include "ruler_overlay.h"
#include "sheet.h"

#include <math.h>

#define WIDTH_PT 300.0f
#define WIDTH_LEAST_PT 180.0f
#define PAD_PT 12.0f
#define ROW_PT 30.0f
#define GAP_PT 7.0f
#define REMOVE_PT 24.0f

// ---- the head of both tools

// Which tool, and away with it.
float panel_tool_head(App *app, UiRect row)
{
    const char *labels[2] = { app_word(app, "tool_measure"), app_word(app, "tool_compare") };
    const float gap = panel_pt(app, 4);
    int chosen = app->tools.open == TOOL_COMPARE;
    const UiRect choice = { row.x, row.y, row.w - row.h - gap, row.h }, close = { row.x + row.w - row.h, row.y, row.h, row.h };
    if (panel_segment(app, "tool", choice, labels, 2, &chosen)) tools_toggle(app, chosen ? TOOL_COMPARE : TOOL_MEASURE);
    if (panel_close(app, ui_id("tool_close", 0), close)) tools_close(app);
    return row.h + panel_pt(app, GAP_PT);
}

// ---- the list

static Sheet entry_sheet(App *app, int index, float width_px)
{
    const Ruler *ruler = &app->view.rulers[index];
    const Picture of = panel_picture(app);
    const RulerFigures figures = ruler_figures_now(&of, index);
    const UiColours *colours = &app->ui.colours;
    const SheetStyle line = { 11.5f, UI_REGULAR, colours->text }, dim = { 11.0f, UI_REGULAR, colours->text_dim };
    Sheet sheet = sheet_make(&app->ui, width_px, 1);
    const char *value = ruler->count < 2 ? app_word(app, "ruler_one_point") : ruler_value(ruler, &figures, app->frame);
    sheet_text(&sheet, text_format(app->frame, "%d: %s", index + 1, value), (SheetStyle) { ruler->count < 2 ? 12.0f : 15.0f, UI_BOLD, colours->text });
    for (int i = 0; i < ruler->count; i++) {
        sheet_text(&sheet, ruler_point_title(app->body, &ruler->point[i], app->view.language, app->frame), line);
        if (ruler->count == 3 && i < 2) sheet_text(&sheet, text_format(app->frame, "\xE2\x86\x93 %.1f mm", (double)figures.length_mm[i]), dim);
    }
    if (ruler->count == 2) sheet_text(&sheet, ruler_parts(&of, &figures, app->frame), dim);
    return sheet;
}

static float entry_height(App *app, const Sheet *sheet)
{
    return fmaxf(sheet->height_px, panel_pt(app, REMOVE_PT)) + panel_pt(app, 8);
}

static Sheet entry_in(App *app, int index, float width_px)
{
    return entry_sheet(app, index, width_px - panel_pt(app, REMOVE_PT + 12));
}

// A button beside it takes the measure away.
static void draw_entry(App *app, int index, UiPane *pane)
{
    const float button = panel_pt(app, REMOVE_PT), pad = panel_pt(app, 6);
    const Sheet sheet = entry_in(app, index, pane->rect.w);
    const UiRect place = ui_pane_row(pane, entry_height(app, &sheet));
    ui_draw_line(&app->ui.draw, place.x, place.y, place.x + place.w, place.y, app->ui.scale, app->ui.colours.panel_border);
    sheet_draw(&sheet, place.x + pad / 2, place.y + pad / 2);
    if (panel_close(app, ui_id("ruler_remove", index), (UiRect) { place.x + place.w - button, place.y + pad, button, button })) tools_remove_ruler(app, index);
}

static float entries_height(App *app, float width_px)
{
    float height = 0;
    for (int i = 0; i < app->view.ruler_count; i++) {
        const Sheet sheet = entry_in(app, i, width_px);
        height += entry_height(app, &sheet);
    }
    return height;
}

static void draw_entries(App *app, UiRect sight)
{
    UiPane pane = ui_pane_begin(&app->ui, sight, &app->tools.scroll);
    for (int i = 0; i < app->view.ruler_count; i++) draw_entry(app, i, &pane);
    ui_pane_end(&app->ui, &pane);
}

// ---- what can be done

static void draw_buttons(App *app, UiRect row)
{
    const float gap = panel_pt(app, 4), half = (row.w - gap) / 2;
    const int count = app->view.ruler_count;
    if (ui_button(&app->ui, ui_id("ruler_add", 0), row, app_word(app, "ruler_add"), count == 0)) finder_open_for_point(app);
    row.y += row.h + panel_pt(app, GAP_PT);
    const UiRect left = { row.x, row.y, half, row.h }, right = { row.x + half + gap, row.y, half, row.h };
    if (count == 0) return;
    if (ui_button(&app->ui, ui_id("ruler_new", 0), left, app_word(app, "ruler_new"), app->tools.anew)) app->tools.anew = !app->tools.anew;
    if (ui_button(&app->ui, ui_id("ruler_copy", 0), right, app_word(app, "ruler_copy"), false)) app->clipboard_wish = CLIPBOARD_COPY_MEASURES;
}

static float buttons_height(const App *app)
{
    const int rows = app->view.ruler_count ? 2 : 1;
    return (float)rows * panel_pt(app, ROW_PT + GAP_PT);
}

// How it is done; whoever has measured knows, and where room is short the list has it.
static Sheet hint_sheet(App *app, float width_px, float room_px)
{
    Sheet hint = sheet_make(&app->ui, width_px, 1), none = hint;
    sheet_text(&hint, app_word(app, "ruler_hint"), (SheetStyle) { 12, UI_REGULAR, app->ui.colours.text_dim });
    return app->view.ruler_count && hint.height_px + panel_pt(app, GAP_PT) > room_px ? none : hint;
}

UiRect panel_ruler(App *app, UiRect free)
{
    const float pad = panel_pt(app, PAD_PT), row = panel_pt(app, ROW_PT), width = fminf(panel_pt(app, WIDTH_PT), 0.55f * free.w);
    if (width < panel_pt(app, WIDTH_LEAST_PT)) return (UiRect) { 0, 0, 0, 0 };
    const float head = row + panel_pt(app, GAP_PT), entries = entries_height(app, width - 2 * pad), least = head + buttons_height(app) + entries + 2 * pad;
    const Sheet hint = hint_sheet(app, width - 2 * pad, free.h - least);
    const float fixed = head + hint.height_px + panel_pt(app, GAP_PT) + buttons_height(app) + 2 * pad;
    const UiRect rect = { free.x + free.w - width, free.y, width, fminf(fixed + entries, free.h) };
    ui_panel(&app->ui, rect, 14);
    UiRect place = { rect.x + pad, rect.y + pad, rect.w - 2 * pad, row };
    place.y += panel_tool_head(app, place);
    sheet_draw(&hint, place.x, place.y);
    place.y += hint.height_px + panel_pt(app, GAP_PT);
    draw_buttons(app, place);
    place.y += buttons_height(app);
    draw_entries(app, (UiRect) { place.x, place.y, place.w, rect.y + rect.h - pad / 2 - place.y });
    return rect;
}
