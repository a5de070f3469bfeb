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
#define STRIP_PT (BUTTON_PT + 2 * GAP_PT)
#define LIST_LEAST_PT (3 * ROW_PT)
#define NOTE_PT 50.0f // what stands where there are no views yet

// What stands in the panel, from above.
typedef struct Layout {
    bool standard, strip, gone; // strip: what can be done with the chosen one
    float list_px, height_px;   // list: of the person's own, the others by scrolling
} Layout;

static float fixed_pt(const App *app, const Layout *layout)
{
    float points = 2 * PAD_PT + 2 * TITLE_PT;
    if (layout->standard) points += 4 * (BUTTON_PT + GAP_PT);
    if (layout->gone) points += BUTTON_PT + GAP_PT;
    return points + GAP_PT + (app->shelf.naming ? FIELD_PT + GAP_PT + BUTTON_PT : BUTTON_PT);
}

// Where there is not room for all, the standard views go first: they have keys of their own. Then the rows scroll.
static Layout layout_for(const App *app, float height_px)
{
    const int count = own_views_count(app->own);
    Layout layout = { .standard = true, .strip = own_views_at(app->own, app->shelf.chosen) != NULL, .gone = app->shelf.gone_name != NULL };
    const float list_pt = count ? ROW_PT * (float)count + (layout.strip ? STRIP_PT : 0) : NOTE_PT, least_pt = fminf(list_pt, LIST_LEAST_PT);
    layout.standard = panel_pt(app, fixed_pt(app, &layout) + least_pt) <= height_px;
    layout.height_px = fminf(panel_pt(app, fixed_pt(app, &layout) + list_pt), height_px);
    layout.list_px = fmaxf(layout.height_px - panel_pt(app, fixed_pt(app, &layout)), panel_pt(app, ROW_PT));
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

static void draw_strip(App *app, UiRect place)
{
    const float gap = panel_pt(app, GAP_PT);
    const UiRect row = { place.x, place.y + gap, place.w, panel_pt(app, BUTTON_PT) };
    if (ui_button(&app->ui, ui_id("views_rename", 0), share(row, 0, 0.37f, gap), app_word(app, "views_rename"), false)) shelf_start_naming(app, NAMING_AGAIN);
    if (arrow_button(app, "views_up", share(row, 0.37f, 0.5f, gap), 0, -1)) shelf_move(app, -1);
    if (arrow_button(app, "views_down", share(row, 0.5f, 0.63f, gap), 0, 1)) shelf_move(app, 1);
    if (ui_button(&app->ui, ui_id("views_delete", 0), share(row, 0.63f, 1, gap), app_word(app, "views_delete"), false)) shelf_take_away(app);
}

static void draw_rows(App *app, UiRect *rest, const Layout *layout)
{
    const int chosen_row = app->shelf.chosen; // buttons change it on the way
    UiPane pane = ui_pane_begin(&app->ui, take(rest, layout->list_px, 0), &app->shelf.scroll);
    for (int i = 0; i < own_views_count(app->own); i++) { // one of them may be taken away on the way
        const OwnLine *line = own_views_at(app->own, i);
        const UiRect row = ui_pane_row(&pane, panel_pt(app, ROW_PT));
        const char *detail = i < 9 ? text_format(app->frame, "Alt + %d", i + 1) : "";
        const bool chosen = i == chosen_row;
        if (ui_row(&app->ui, ui_id("own_view", i), row, line->name, detail, chosen)) shelf_go(app, i);
        if (!chosen || !layout->strip) continue;
        const UiRect strip = ui_pane_row(&pane, panel_pt(app, STRIP_PT));
        if (app->shelf.revealed != i) ui_pane_reveal(&pane, strip);
        draw_strip(app, strip);
    }
    app->shelf.revealed = chosen_row;
    ui_pane_end(&app->ui, &pane);
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

UiRect panel_views(App *app, UiRect free)
{
    if (!app->own) return (UiRect){ 0, 0, 0, 0 };
    const Layout layout = layout_for(app, free.h);
    const float width = fminf(panel_pt(app, WIDTH_PT), free.w), pad = panel_pt(app, PAD_PT);
    const UiRect rect = { free.x + free.w - width, free.y, width, layout.height_px };
    UiRect rest = { rect.x + pad, rect.y + pad, rect.w - 2 * pad, rect.h - 2 * pad };
    ui_panel(&app->ui, rect, 14);
    draw_title(app, &rest, app_word(app, "views"));
    if (layout.standard) draw_standard_views(app, &rest);
    draw_title(app, &rest, app_word(app, "views_own"));
    if (own_views_count(app->own) == 0)
        rest.y += fmaxf(ui_paragraph(&app->ui, rest.x + panel_pt(app, 6), rest.y - panel_pt(app, 4), rest.w - panel_pt(app, 12), app_word(app, "views_none"), 12, UI_REGULAR, app->ui.colours.text_dim), panel_pt(app, NOTE_PT));
    else draw_rows(app, &rest, &layout);
    if (layout.gone && app->shelf.gone_name) draw_gone(app, &rest);
    take(&rest, panel_pt(app, GAP_PT), 0);
    if (app->shelf.naming) draw_naming(app, &rest);
    else if (ui_button(&app->ui, ui_id("views_save", 0), take(&rest, panel_pt(app, BUTTON_PT), 0), app_word(app, "views_save"), false)) shelf_start_naming(app, NAMING_NEW);
    draw_close(app, rect);
    return rect;
}
