// panel_left.c: the zones, where it hurts, and pieces that they share with the layers.
#include "panels.h"

#include <math.h>

#define ROW_PT 29.0f
#define PAD_PT 8.0f

#define ROW_LEAST_PT 21.0f
#define LOW_ROW_PT 25.0f

static const UiRect nothing = { 0, 0, 0, 0 };

// Rows move together where the window is low; below the least height the panel is left out.
static float row_height(const App *app, float free_px, float fixed_px, int rows)
{
    const float row = fminf(panel_pt(app, ROW_PT), (free_px - fixed_px) / (float)rows);
    return row >= panel_pt(app, ROW_LEAST_PT) ? row : 0;
}

float panel_title(App *app, float x, float y, const char *id)
{
    ui_label(&app->ui, x + panel_pt(app, 8), y + panel_pt(app, 19), app_word(app, id), 13.5f, UI_BOLD, app->ui.colours.text);
    return panel_pt(app, 30);
}

void panel_name(App *app, UiRect row, const char *name, bool dim)
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

void panel_sex(App *app, UiRect rect)
{
    const char *labels[2] = { app_word(app, "male"), app_word(app, "female") };
    int chosen = app->view.sex == SEX_FEMALE;
    if (panel_segment(app, "sex", rect, labels, 2, &chosen)) app->view.sex = chosen ? SEX_FEMALE : SEX_MALE;
}

// ---- zones: the same as pointing at the body, for the keyboard and for those who would rather read

static bool row_is_lit(const App *app, UiRect rect, UiId id)
{
    return ui_hovered(&app->ui, rect) || (app->ui.focus_visible && app->ui.focused == id);
}

static bool seen_from_behind(const Zone *zone)
{
    return zone->shape_count > 0 && zone->shapes[0].facing == ZONE_BACK;
}

static void draw_zone_row(App *app, ZoneId id, UiRect rect)
{
    const Zone *zone = &app->body->zones[id];
    const UiId widget = ui_id("zone", id);
    const char *label = app_word(app, text_format(app->frame, "zone_%s", zone->base));
    if (ui_row(&app->ui, widget, rect, label, "", app->view.hovered_zone == id)) {
        app->left_asked = true; // in a narrow window the card that comes now must not take the list away
        pointing_pin_zone(app, id);
        if (app->pointing.pinned_zone == id) steer_to_view(app, seen_from_behind(zone) ? VIEW_POSTERIOR : VIEW_ANTERIOR);
    }
    if (row_is_lit(app, rect, widget)) app->pointing.row_zone = id;
}

static int zones_of_side(const App *app)
{
    int count = 0;
    for (int z = 1; z < app->body->zone_count; z++) count += app->body->zones[z].side == app->zone_side;
    return count;
}

static float draw_side_choice(App *app, UiRect rect)
{
    const char *labels[2] = { app_word(app, "side_choice_right"), app_word(app, "side_choice_left") };
    int chosen = app->zone_side == SIDE_LEFT;
    if (panel_segment(app, "zone_side", rect, labels, 2, &chosen)) app->zone_side = chosen ? SIDE_LEFT : SIDE_RIGHT;
    return rect.h + panel_pt(app, 6);
}

static float draw_facing(App *app, UiRect rect)
{
    static const ViewId views[2] = { VIEW_ANTERIOR, VIEW_POSTERIOR };
    const char *labels[2] = { app_word(app, "view_anterior"), app_word(app, "view_posterior") };
    int chosen = app->view.view == VIEW_ANTERIOR ? 0 : app->view.view == VIEW_POSTERIOR ? 1 : -1;
    if (panel_segment(app, "facing", rect, labels, 2, &chosen)) steer_to_view(app, views[chosen]);
    return rect.h + panel_pt(app, 6);
}

// The trigger points by number, as on the body.
static float draw_points(App *app, UiRect rect)
{
    const char *labels[8];
    TriggerId points[8];
    int count = 0, chosen = -1;
    for (int t = 1; t < app->body->trigger_count && count < 8; t++) {
        const Trigger *trigger = &app->body->triggers[t];
        if (trigger->side != app->zone_side) continue;
        if (app->view.trigger == t) chosen = count;
        points[count] = (TriggerId)t;
        labels[count++] = text_format(app->frame, "%d", trigger->number);
    }
    const float half = rect.w / 2;
    ui_label(&app->ui, rect.x + panel_pt(app, 8), rect.y + rect.h / 2 + panel_pt(app, 4.5f), app_word(app, "trigger_points"), 12,
             UI_REGULAR, app->ui.colours.text_dim);
    const UiRect buttons = { rect.x + half, rect.y, half, rect.h };
    for (int i = 0; i < count; i++) {
        const float width = buttons.w / (float)count;
        const UiRect place = { buttons.x + width * (float)i, rect.y, width - panel_pt(app, 4), rect.h };
        if (!ui_button(&app->ui, ui_id("point", i), place, labels[i], i == chosen)) continue;
        app->left_asked = true; // as above
        pointing_pin_trigger(app, points[i]);
    }
    return rect.h + panel_pt(app, 6);
}

static float hint_height(App *app, float width_px)
{
    const char **lines;
    return (float)ui_wrap(&app->ui, app_word(app, "hurt_hint"), 12, UI_REGULAR, width_px, &lines) * panel_pt(app, 12) * 1.38f;
}

static float draw_zone_rows(App *app, UiRect place)
{
    const float top = place.y;
    for (int z = 1; z < app->body->zone_count; z++) {
        if (app->body->zones[z].side != app->zone_side) continue;
        draw_zone_row(app, (ZoneId)z, place);
        place.y += place.h;
    }
    return place.y - top + panel_pt(app, 8);
}

// Where the window is low: the places alone, as many as fit, the others by scrolling.
static UiRect draw_low_zones(App *app, UiRect free)
{
    const float pad = panel_pt(app, PAD_PT), title = panel_pt(app, 30), row = panel_pt(app, LOW_ROW_PT), size = panel_pt(app, PANEL_CLOSE_PT);
    const float natural = 2 * pad + title + row * (float)(zones_of_side(app) + 1) + panel_pt(app, 6);
    const UiRect rect = { free.x, free.y, panel_pt(app, PANEL_LEFT_PT), fminf(free.h, natural) };
    if (rect.h < 2 * pad + title + 3 * row) return nothing;
    ui_panel(&app->ui, rect, 14);
    const UiRect inner = { rect.x + pad, rect.y + pad, rect.w - 2 * pad, rect.h - 2 * pad };
    if (panel_close(app, ui_id("left_close", 0), (UiRect){ inner.x + inner.w - size, inner.y, size, size })) panels_toggle_left(app);
    panel_title(app, inner.x, inner.y, "door_hurt");
    UiPane pane = ui_pane_begin(&app->ui, (UiRect){ inner.x, inner.y + title, inner.w, inner.h - title }, &app->zones_scroll);
    UiRect place = ui_pane_row(&pane, row + panel_pt(app, 6));
    place.h = row;
    draw_side_choice(app, place);
    for (int z = 1; z < app->body->zone_count; z++) {
        if (app->body->zones[z].side != app->zone_side) continue;
        draw_zone_row(app, (ZoneId)z, ui_pane_row(&pane, row));
    }
    ui_pane_end(&app->ui, &pane);
    return rect;
}

UiRect panel_zones(App *app, UiRect free)
{
    const float pad = panel_pt(app, PAD_PT), text_width = panel_pt(app, PANEL_LEFT_PT - 2 * PAD_PT - 16);
    const float fixed = 2 * pad + panel_pt(app, 30 + 8 + 8 + 3 * 6) + hint_height(app, text_width);
    const int rows = zones_of_side(app) + 4;
    const float row = row_height(app, free.h, fixed, rows);
    if (row <= 0) return draw_low_zones(app, free);
    const UiRect rect = { free.x, free.y, panel_pt(app, PANEL_LEFT_PT), fixed + row * (float)rows };
    ui_panel(&app->ui, rect, 14);
    UiRect place = { rect.x + pad, rect.y + pad, rect.w - 2 * pad, row };
    const float size = panel_pt(app, PANEL_CLOSE_PT);
    if (panel_close(app, ui_id("left_close", 0), (UiRect){ place.x + place.w - size, place.y, size, size })) panels_toggle_left(app); // the bar above brings it back
    place.y += panel_title(app, place.x, place.y, "door_hurt");
    place.y +=
        ui_paragraph(&app->ui, place.x + pad, place.y, text_width, app_word(app, "hurt_hint"), 12, UI_REGULAR, app->ui.colours.text_dim) +
        panel_pt(app, 8);
    place.y += draw_side_choice(app, place);
    place.y += draw_zone_rows(app, place);
    place.y += draw_points(app, place);
    place.y += draw_facing(app, place);
    panel_sex(app, place);
    return rect;
}
