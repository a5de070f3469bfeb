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

// Returns the height it takes. A button beside it takes the measure away; where it is not wholly in sight it cannot be met.
static float draw_entry(App *app, int index, UiRect place, UiRect sight)
{
    const float button = panel_pt(app, 24), pad = panel_pt(app, 6);
    const Sheet sheet = entry_sheet(app, index, place.w - button - 2 * pad);
    const float height = fmaxf(sheet.height_px, button) + pad;
    ui_draw_line(&app->ui.draw, place.x, place.y, place.x + place.w, place.y, app->ui.scale, app->ui.colours.panel_border);
    sheet_draw(&sheet, place.x + pad / 2, place.y + pad / 2);
    const UiRect remove = { place.x + place.w - button, place.y + pad, button, button };
    const bool in_sight = remove.y >= sight.y - 1 && remove.y + remove.h <= sight.y + sight.h + 1;
    if (in_sight && panel_close(app, ui_id("ruler_remove", index), remove)) tools_remove_ruler(app, index);
    return height + panel_pt(app, 2);
}

static float entries_height(App *app, float width_px)
{
    const float button = panel_pt(app, 24), pad = panel_pt(app, 6);
    float height = 0;
    for (int i = 0; i < app->view.ruler_count; i++)
        height += fmaxf(entry_sheet(app, i, width_px - button - 2 * pad).height_px, button) + pad + panel_pt(app, 2);
    return height;
}

static void draw_entries(App *app, UiRect sight)
{
    const float content = entries_height(app, sight.w);
    const UiRect before = app->ui.draw.clip;
    UiRect place = { sight.x, sight.y - app->tools.scroll_px, sight.w, 0 };
    app->ui.draw.clip = (UiRect) { sight.x, sight.y, sight.w, fmaxf(sight.h, 1) };
    for (int i = 0; i < app->view.ruler_count; i++) place.y += draw_entry(app, i, place, sight);
    app->ui.draw.clip = before;
    panel_scroll(app, (UiRect) { sight.x, sight.y, sight.w + panel_pt(app, PAD_PT - 3), sight.h }, content, &app->tools.scroll_px);
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
