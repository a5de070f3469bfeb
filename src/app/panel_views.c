// panel_views.c: the views: the standard ones, and those that the person has saved.
#include "panels.h"

#include <math.h>

#define WIDTH_PT 292.0f
#define PAD_PT 10.0f
#define GAP_PT 5.0f
#define TITLE_PT 32.0f
#define BUTTON_PT 29.0f
#define ROW_PT 30.0f
#define FIELD_PT 38.0f
#define NOTE_PT 50.0f // what stands where there are no views yet

// What stands in the panel, from above.
typedef struct Layout {
    bool standard, pager, strip, gone; // strip: what can be done with the chosen one
    int rows;                          // of the person's own that find room
    float height_px;
} Layout;

static float fixed_pt(const App *app, const Layout *layout)
{
    float points = 2 * PAD_PT + 2 * TITLE_PT;
    if (layout->standard) points += 4 * (BUTTON_PT + GAP_PT);
    if (layout->strip) points += BUTTON_PT + 2 * GAP_PT;
    if (layout->pager) points += BUTTON_PT + GAP_PT;
    if (layout->gone) points += BUTTON_PT + GAP_PT;
    return points + GAP_PT + (app->shelf.naming ? FIELD_PT + GAP_PT + BUTTON_PT : BUTTON_PT);
}

static int rows_within(const App *app, const Layout *layout, float height_px)
{
    return (int)((height_px / app->ui.scale - fixed_pt(app, layout)) / ROW_PT);
}

// Where there is not room for all, the standard views go first: they have keys of their own. Then the rows are turned over like pages.
static Layout layout_for(const App *app, float height_px)
{
    const int count = own_views_count(app->own), least = count < 3 ? count + (count == 0) : 3;
    Layout layout = { .standard = true, .strip = own_views_at(app->own, app->shelf.chosen) != NULL, .gone = app->shelf.gone_name != NULL };
    layout.pager = rows_within(app, &layout, height_px) < count;
    if (rows_within(app, &layout, height_px) < least) layout.standard = false;
    layout.pager = rows_within(app, &layout, height_px) < count;
    layout.rows = (int)fmaxf(1, fminf((float)count, (float)rows_within(app, &layout, height_px)));
    const float list_pt = count ? ROW_PT * (float)layout.rows : NOTE_PT;
    layout.height_px = fminf(panel_pt(app, fixed_pt(app, &layout) + list_pt), height_px);
    return layout;
}

// ---- pieces; each moves the place on

static UiRect take(UiRect *rest, float height, float gap)
{
    const UiRect place = { rest->x, rest->y, rest->w, height };
    rest->y += height + gap;
    rest->h -= height + gap;
    return place;
}

static UiRect share(UiRect row, float from_frac, float to_frac, float gap)
{
    return (UiRect){ row.x + row.w * from_frac + (from_frac > 0 ? gap / 2 : 0), row.y,
                     row.w * (to_frac - from_frac) - (from_frac > 0 ? gap / 2 : 0) - (to_frac < 1 ? gap / 2 : 0), row.h };
}

static void draw_title(App *app, UiRect *rest, const char *text)
{
    const UiRect row = take(rest, panel_pt(app, TITLE_PT), 0);
    ui_label(&app->ui, row.x + panel_pt(app, 6), row.y + panel_pt(app, 20), text, 13.5f, UI_BOLD, app->ui.colours.text);
}

static void draw_close(App *app, UiRect rect)
{
    const float size = panel_pt(app, PANEL_CLOSE_PT);
    const UiRect place = { rect.x + rect.w - size - panel_pt(app, PAD_PT), rect.y + panel_pt(app, 9), size, size };
    if (panel_close(app, ui_id("views_close", 0), place)) shelf_toggle(app);
}

static void draw_standard_view(App *app, UiRect place, ViewId id)
{
    const bool here = !app->camera_touched && app->view.view == id;
    if (ui_button(&app->ui, ui_id("standard_view", (int)id), place, app_word(app, text_format(app->frame, "view_%s", view_ids[id])), here)) {
        steer_to_view(app, id);
        app->shelf.chosen = -1;
    }
}

static void draw_standard_views(App *app, UiRect *rest)
{
    const float gap = panel_pt(app, GAP_PT);
    for (int row = 0; row < 4; row++) {
        const UiRect place = take(rest, panel_pt(app, BUTTON_PT), gap);
        const float middle_frac = row == 3 ? 0.29f : 0.5f; // the last one has the longest name
        draw_standard_view(app, share(place, 0, middle_frac, gap), (ViewId)(2 * row));
        draw_standard_view(app, share(place, middle_frac, 1, gap), (ViewId)(2 * row + 1));
    }
}

static void draw_arrow(App *app, UiRect rect, float x, float y)
{
    const float middle_x = rect.x + rect.w / 2, middle_y = rect.y + rect.h / 2, d = panel_pt(app, 4.5f), width = panel_pt(app, 1.4f);
    const float tip_x = middle_x + 0.5f * d * x, tip_y = middle_y + 0.5f * d * y, back_x = middle_x - 0.5f * d * x, back_y = middle_y - 0.5f * d * y;
    ui_draw_line(&app->ui.draw, back_x - d * y, back_y - d * x, tip_x, tip_y, width, app->ui.colours.text);
    ui_draw_line(&app->ui.draw, back_x + d * y, back_y + d * x, tip_x, tip_y, width, app->ui.colours.text);
}

static bool arrow_button(App *app, const char *id, UiRect rect, float x, float y)
{
    const bool pressed = ui_button(&app->ui, ui_id(id, 0), rect, "", false);
    draw_arrow(app, rect, x, y);
    return pressed;
}

static void draw_strip(App *app, UiRect *rest)
{
    const float gap = panel_pt(app, GAP_PT);
    take(rest, gap, 0);
    const UiRect row = take(rest, panel_pt(app, BUTTON_PT), gap);
    if (ui_button(&app->ui, ui_id("views_rename", 0), share(row, 0, 0.37f, gap), app_word(app, "views_rename"), false)) shelf_start_naming(app, NAMING_AGAIN);
    if (arrow_button(app, "views_up", share(row, 0.37f, 0.5f, gap), 0, -1)) shelf_move(app, -1);
    if (arrow_button(app, "views_down", share(row, 0.5f, 0.63f, gap), 0, 1)) shelf_move(app, 1);
    if (ui_button(&app->ui, ui_id("views_delete", 0), share(row, 0.63f, 1, gap), app_word(app, "views_delete"), false)) shelf_take_away(app);
}

static void draw_rows(App *app, UiRect *rest, const Layout *layout)
{
    const int count = own_views_count(app->own), end = app->shelf.first + layout->rows < count ? app->shelf.first + layout->rows : count;
    for (int i = app->shelf.first; i < end; i++) {
        const OwnLine *line = own_views_at(app->own, i);
        if (!line) return; // taken away a moment ago
        const UiRect row = take(rest, panel_pt(app, ROW_PT), 0);
        const char *detail = i < 9 ? text_format(app->frame, "Alt + %d", i + 1) : "";
        const bool chosen = i == app->shelf.chosen;
        if (ui_row(&app->ui, ui_id("own_view", i), row, line->name, detail, chosen)) shelf_go(app, i);
        if (chosen && layout->strip) draw_strip(app, rest);
    }
}

static void draw_pager(App *app, UiRect *rest, const Layout *layout)
{
    const float gap = panel_pt(app, GAP_PT);
    const int count = own_views_count(app->own), last = app->shelf.first + layout->rows;
    const UiRect row = take(rest, panel_pt(app, BUTTON_PT), gap);
    const char *text = text_format(app->frame, "%d \xE2\x80\x93 %d / %d", app->shelf.first + 1, last < count ? last : count, count);
    const float width = ui_text_width(&app->ui, text, 12, UI_REGULAR);
    if (arrow_button(app, "views_before", share(row, 0, 0.2f, gap), -1, 0)) app->shelf.first -= layout->rows;
    if (arrow_button(app, "views_after", share(row, 0.8f, 1, gap), 1, 0) && last < count) app->shelf.first = last;
    ui_label(&app->ui, row.x + (row.w - width) / 2, row.y + row.h / 2 + panel_pt(app, 4.3f), text, 12, UI_REGULAR, app->ui.colours.text_dim);
}

static void draw_gone(App *app, UiRect *rest)
{
    const float gap = panel_pt(app, GAP_PT);
    const UiRect row = take(rest, panel_pt(app, BUTTON_PT), gap), text = share(row, 0, 0.68f, gap);
    const UiRect clip = app->ui.draw.clip;
    app->ui.draw.clip = text;
    ui_label(&app->ui, text.x + panel_pt(app, 6), row.y + row.h / 2 + panel_pt(app, 4.3f), app_format(app, "views_deleted", app->shelf.gone_name), 12, UI_REGULAR,
             app->ui.colours.text_dim);
    app->ui.draw.clip = clip;
    if (ui_button(&app->ui, ui_id("views_undo", 0), share(row, 0.68f, 1, gap), app_word(app, "views_undo"), false)) shelf_put_back(app);
}

static void draw_naming(App *app, UiRect *rest)
{
    Shelf *shelf = &app->shelf;
    const float gap = panel_pt(app, GAP_PT);
    const UiRect field = take(rest, panel_pt(app, FIELD_PT), gap), row = take(rest, panel_pt(app, BUTTON_PT), 0);
    ui_text_field(&app->ui, field, shelf->text, (int)sizeof shelf->text, &shelf->caret, app_word(app, "views_name"));
    const bool keep = ui_button(&app->ui, ui_id("views_keep", 0), share(row, 0, 0.5f, gap), app_word(app, "views_keep"), true);
    if (keep || shelf->entered) shelf_end_naming(app, true);
    else if (ui_button(&app->ui, ui_id("views_cancel", 0), share(row, 0.5f, 1, gap), app_word(app, "views_cancel"), false)) shelf_end_naming(app, false);
}

// A whole page at a time; the chosen one is on it after it has been moved.
static void settle_page(App *app, const Layout *layout)
{
    Shelf *shelf = &app->shelf;
    const int count = own_views_count(app->own), last_page = count > 0 ? (count - 1) / layout->rows * layout->rows : 0;
    if (app->input->wheel_y != 0 && ui_hovered(&app->ui, app->card) && layout->pager) shelf->first += app->input->wheel_y < 0 ? layout->rows : -layout->rows;
    shelf->first = shelf->first < 0 ? 0 : shelf->first > last_page ? last_page : shelf->first;
}

UiRect panel_views(App *app, UiRect free)
{
    if (!app->own) return (UiRect){ 0, 0, 0, 0 };
    const Layout layout = layout_for(app, free.h);
    const float width = fminf(panel_pt(app, WIDTH_PT), free.w), pad = panel_pt(app, PAD_PT);
    const UiRect rect = { free.x + free.w - width, free.y, width, layout.height_px };
    UiRect rest = { rect.x + pad, rect.y + pad, rect.w - 2 * pad, rect.h - 2 * pad };
    ui_panel(&app->ui, rect, 14);
    settle_page(app, &layout);
    draw_title(app, &rest, app_word(app, "views"));
    if (layout.standard) draw_standard_views(app, &rest);
    draw_title(app, &rest, app_word(app, "views_own"));
    if (own_views_count(app->own) == 0)
        rest.y += fmaxf(ui_paragraph(&app->ui, rest.x + panel_pt(app, 6), rest.y - panel_pt(app, 4), rest.w - panel_pt(app, 12), app_word(app, "views_none"), 12, UI_REGULAR, app->ui.colours.text_dim), panel_pt(app, NOTE_PT));
    draw_rows(app, &rest, &layout);
    if (layout.pager) draw_pager(app, &rest, &layout);
    if (layout.gone && app->shelf.gone_name) draw_gone(app, &rest);
    take(&rest, panel_pt(app, GAP_PT), 0);
    if (app->shelf.naming) draw_naming(app, &rest);
    else if (ui_button(&app->ui, ui_id("views_save", 0), take(&rest, panel_pt(app, BUTTON_PT), 0), app_word(app, "views_save"), false)) shelf_start_naming(app, NAMING_NEW);
    draw_close(app, rect);
    return rect;
}
