// panel_layers.c: the layers at the left: each group with an eye, its name and how far it is faded; opened, its parts.
#include "panels.h"

#include "eye.h"
#include "parts_shown.h"
#include "selection.h"
#include "tip.h"

#include <math.h>

#define ROW_PT 29.0f
#define PART_ROW_PT 27.0f
#define PAD_PT 8.0f
#define ARROW_PT 20.0f
#define EYE_PT 26.0f
#define SLIDER_PT 46.0f
#define FOOT_PT 12.0f   // what stands between the rows below the list, beside them
#define HEIGHT_LEAST_PT 150.0f
#define LIST_LEAST_ROWS 4 // lower than that, what stands below the list scrolls with it

static const UiRect nothing = { 0, 0, 0, 0 };

typedef struct GroupParts {
    Group group;
    bool has[PART_MOST];
    int count, shown;
} GroupParts;

static GroupParts parts_of(const App *app, Group group)
{
    GroupParts parts = { .group = group };
    parts.count = parts_of_group(&app->view, app->body, group, parts.has);
    parts.shown = parts_count_shown(&app->view, app->body, parts.has);
    return parts;
}

// ---- rows

static bool pressed_twice(const App *app, UiRect rect)
{
    const UiRect clip = app->ui.draw.clip;
    return app->input->pressed[MOUSE_LEFT] && app->input->click_count == 2 && ui_hovered(&app->ui, rect) && ui_hovered(&app->ui, clip);
}

static void draw_part(App *app, UiPane *pane, PartId part)
{
    const UiRect row = ui_pane_row(pane, panel_pt(app, PART_ROW_PT));
    const float indent = panel_pt(app, ARROW_PT), eye = panel_pt(app, EYE_PT);
    const UiRect name = { row.x + indent + eye, row.y, row.w - indent - eye, row.h };
    const UiId eye_id = ui_id("part_eye", part), row_id = ui_id("part_row", part);
    bool parts[PART_MOST] = { false };
    parts[part] = true;
    const bool shown = view_shows_part(&app->view, app->body, part);
    if (eye_button(&app->ui, eye_id, (UiRect){ row.x + indent, row.y, eye, row.h }, shown ? EYE_OPEN : EYE_CLOSED)) {
        if (shown) parts_fade(&app->view, app->body, parts, 0);
        else parts_show(&app->view, app->body, parts);
    }
    tip_offer_at_side(app, eye_id, (UiRect){ row.x + indent, row.y, eye, row.h }, "tip_eye");
    if (pressed_twice(app, name)) steer_to_part(app, part);
    if (ui_row(&app->ui, row_id, name, "", NULL, view_selects(&app->view, part))) {
        app->left_asked = true; // in a narrow window the card that comes now must not take the list away
        chosen_select(app, part, chosen_beside(app));
    }
    if (ui_pane_shows(pane, row)) panel_name(app, name, body_part_title(app->body, part, app->view.language, app->frame), !shown);
}

static void draw_parts(App *app, UiPane *pane, const GroupParts *parts)
{
    PartId order[PART_MOST];
    const int count = view_part_order(app->body, order);
    for (int i = 0; i < count; i++)
        if (parts->has[order[i]]) draw_part(app, pane, order[i]);
}

static void draw_arrow(App *app, UiRect rect, bool open)
{
    const float x = rect.x + rect.w / 2, y = rect.y + rect.h / 2, a = panel_pt(app, 4.5f), b = panel_pt(app, 3);
    const Rgba colour = app->ui.colours.text_dim;
    if (open) ui_draw_triangle(&app->ui.draw, x - a, y - b, x + a, y - b, x, y + b, colour);
    else ui_draw_triangle(&app->ui.draw, x - b, y - a, x + b, y, x - b, y + a, colour);
}

static EyeState eye_of(const GroupParts *parts)
{
    return parts->shown == 0 ? EYE_CLOSED : parts->shown < parts->count ? EYE_IN_PART : EYE_OPEN;
}

static bool is_selected_whole(const App *app, const GroupParts *parts)
{
    for (int p = 1; p < app->body->part_count; p++)
        if (parts->has[p] && !view_selects(&app->view, (PartId)p)) return false;
    return parts->count > 0;
}

// Beside what is selected: put in, or taken out where all of it is in.
static void select_group(App *app, const GroupParts *parts)
{
    app->left_asked = true; // as above
    const bool whole = is_selected_whole(app, parts);
    bool wanted[PART_MOST] = { false };
    if (chosen_beside(app)) view_selection(&app->view, wanted);
    for (int p = 1; p < app->body->part_count; p++)
        if (parts->has[p]) wanted[p] = !(whole && chosen_beside(app));
    view_select_all(&app->view, app->body, wanted);
}

// With the keyboard on the name, right opens and left closes, as in lists of files.
static void open_by_keys(App *app, UiId name, Group group)
{
    if (!app->ui.focus_visible || app->ui.focused != name) return;
    for (int i = 0; i < app->input->key_count; i++) {
        const int key = app->input->keys[i].key;
        if (key == KEY_RIGHT || key == KEY_LEFT) app->layers.open[group] = key == KEY_RIGHT;
    }
}

// What is hidden stays hidden while the rest is faded; where all is hidden, all comes back. Drawn down to nothing and up again, the same parts.
static void fade(App *app, const GroupParts *parts, UiId id, float opacity_frac)
{
    Layers *layers = &app->layers;
    for (int p = 1; p < app->body->part_count && layers->fading != id; p++)
        layers->faded[p] = parts->has[p] && (parts->shown == 0 || view_shows_part(&app->view, app->body, (PartId)p));
    layers->fading = id;
    parts_fade(&app->view, app->body, layers->faded, opacity_frac);
}

static void draw_slider(App *app, const GroupParts *parts, UiRect row)
{
    const UiId id = ui_id("layer_fade", (int)parts->group);
    const UiRect rect = { row.x + row.w - panel_pt(app, SLIDER_PT + 8), row.y, panel_pt(app, SLIDER_PT), row.h };
    float opacity_frac = parts_opacity(&app->view, app->body, parts->has);
    if (parts->group == GROUP_SILHOUETTE && !app->view.clip) return; // a faint one is there in clips only
    if (ui_slider(&app->ui, id, rect, 0, 1, &opacity_frac)) fade(app, parts, id, opacity_frac);
    const bool held = app->ui.active == id || (app->ui.focus_visible && app->ui.focused == id);
    if (app->layers.fading == id && !held) app->layers.fading = 0;
}

static void draw_group_name(App *app, UiPane *pane, const GroupParts *parts, UiRect row, UiRect rect)
{
    const UiId id = ui_id("layer_name", (int)parts->group);
    open_by_keys(app, id, parts->group);
    if (pressed_twice(app, rect)) chosen_centre_on(app, parts->has);
    if (ui_row(&app->ui, id, rect, "", NULL, is_selected_whole(app, parts))) select_group(app, parts);
    if (ui_pane_shows(pane, row)) panel_name(app, rect, app_word(app, text_format(app->frame, "group_%s", group_ids[parts->group])), parts->shown == 0);
}

static void draw_group(App *app, UiPane *pane, Group group)
{
    const UiRect row = ui_pane_row(pane, panel_pt(app, ROW_PT));
    const float arrow = panel_pt(app, ARROW_PT), eye = panel_pt(app, EYE_PT), right = panel_pt(app, SLIDER_PT + 16);
    const UiRect arrow_rect = { row.x, row.y, arrow, row.h }, eye_rect = { row.x + arrow, row.y, eye, row.h };
    const UiId arrow_id = ui_id("layer_open", (int)group), eye_id = ui_id("layer", (int)group);
    const GroupParts parts = parts_of(app, group);
    if (ui_row(&app->ui, arrow_id, arrow_rect, "", NULL, false)) app->layers.open[group] = !app->layers.open[group];
    tip_offer_at_side(app, arrow_id, arrow_rect, "tip_parts");
    draw_arrow(app, arrow_rect, app->layers.open[group]);
    if (eye_button(&app->ui, eye_id, eye_rect, eye_of(&parts))) {
        if (parts.shown > 0) parts_fade(&app->view, app->body, parts.has, 0);
        else parts_show(&app->view, app->body, parts.has);
    }
    tip_offer_at_side(app, eye_id, eye_rect, "tip_eye");
    draw_group_name(app, pane, &parts, row, (UiRect){ row.x + arrow + eye, row.y, row.w - arrow - eye - right, row.h });
    draw_slider(app, &parts, row);
    if (app->layers.open[group]) draw_parts(app, pane, &parts);
}

// ---- the panel

static float list_height(const App *app)
{
    float height = 0;
    for (int g = 0; g < GROUP_PROPS; g++) {
        height += panel_pt(app, ROW_PT);
        if (app->layers.open[g]) height += panel_pt(app, PART_ROW_PT) * (float)parts_of(app, (Group)g).count;
    }
    return height;
}

static float foot_height(const App *app)
{
    return panel_pt(app, 2 * ROW_PT + FOOT_PT);
}

static void draw_foot(App *app, UiRect rect)
{
    const float row = panel_pt(app, ROW_PT);
    bool on = app->view.label != LABEL_OFF;
    if (ui_toggle(&app->ui, ui_id("labels", 0), (UiRect){ rect.x, rect.y + panel_pt(app, 4), rect.w, row }, app_word(app, "labels"), &on)) app_toggle_labels(app);
    panel_sex_and_body(app, (UiRect){ rect.x, rect.y + row + panel_pt(app, 10), rect.w, row });
}

// At the right end of the title's row, from right to left.
static float draw_title_button(App *app, const char *id, float right, float y, bool *pressed)
{
    const char *word = app_word(app, id);
    const float width = ui_text_width(&app->ui, word, 13, UI_REGULAR) + panel_pt(app, 14);
    *pressed = ui_button(&app->ui, ui_id(id, 0), (UiRect){ right - width, y, width, panel_pt(app, 25) }, word, false);
    return right - width - panel_pt(app, 5);
}

static void draw_title(App *app, UiRect rect)
{
    bool all, first;
    panel_title(app, rect.x, rect.y, "layers");
    const float size = panel_pt(app, PANEL_CLOSE_PT);
    const UiRect close = { rect.x + rect.w - size, rect.y, size, size };
    const float right = draw_title_button(app, "layers_default", close.x - panel_pt(app, 5), rect.y, &first);
    draw_title_button(app, "layers_all", right, rect.y, &all);
    if (panel_close(app, ui_id("left_close", 0), close)) panels_toggle_left(app); // the bar above brings it back
    if (first) parts_show_default(&app->view, app->body);
    if (all) parts_show_everything(&app->view, app->body);
}

UiRect panel_layers(App *app, UiRect free)
{
    const float pad = panel_pt(app, PAD_PT), title = panel_pt(app, 32), foot = foot_height(app), list = list_height(app), row = panel_pt(app, ROW_PT);
    const float room = free.h - 2 * pad - title;
    const bool foot_scrolls = room - foot < fminf(list, LIST_LEAST_ROWS * row);
    const float scrolled = foot_scrolls ? fminf(list + foot, room) : fminf(list, room - foot);
    if (free.h < panel_pt(app, HEIGHT_LEAST_PT) || scrolled < 2 * row) return nothing;
    const UiRect rect = { free.x, free.y, panel_pt(app, PANEL_LEFT_PT), 2 * pad + title + scrolled + (foot_scrolls ? 0 : foot) };
    ui_panel(&app->ui, rect, 14);
    draw_title(app, (UiRect){ rect.x + pad, rect.y + pad, rect.w - 2 * pad, title });
    UiPane pane = ui_pane_begin(&app->ui, (UiRect){ rect.x + pad, rect.y + pad + title, rect.w - 2 * pad, scrolled }, &app->layers.scroll);
    for (int g = 0; g < GROUP_PROPS; g++) draw_group(app, &pane, (Group)g);
    if (foot_scrolls) draw_foot(app, ui_pane_row(&pane, foot));
    ui_pane_end(&app->ui, &pane);
    if (!foot_scrolls) draw_foot(app, (UiRect){ rect.x + pad, rect.y + pad + title + scrolled, rect.w - 2 * pad, foot });
    return rect;
}
