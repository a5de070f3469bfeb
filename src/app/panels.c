#include "panels.h"

#include "debug_overlay.h"
#include "key_legend.h"
#include "place_overlay.h"
#include "referral.h"
#include "ruler_overlay.h"
#include "selection.h"
#include "tip.h"

#include <math.h>

#define MARGIN_PT 14.0f
#define GAP_PT 10.0f

float panel_pt(const App *app, float points)
{
    return points * app->ui.scale;
}

float panel_width_pt(const App *app)
{
    return (float)app->view.width_px / app->ui.scale;
}

float panel_height_pt(const App *app)
{
    return (float)app->view.height_px / app->ui.scale;
}

bool panel_segment(App *app, const char *name, UiRect rect, const char *const *labels, int count, int *chosen)
{
    const float gap = panel_pt(app, 4), width = (rect.w - gap * (float)(count - 1)) / (float)count;
    const int before = *chosen;
    for (int i = 0; i < count; i++) {
        const UiRect place = { rect.x + (width + gap) * (float)i, rect.y, width, rect.h };
        if (ui_button(&app->ui, ui_id(name, i), place, labels[i], i == before)) *chosen = i;
    }
    return *chosen != before;
}

bool panel_close(App *app, UiId id, UiRect rect)
{
    const float x = rect.x + rect.w / 2, y = rect.y + rect.h / 2, d = panel_pt(app, 4), thick = panel_pt(app, 1.3f);
    const bool pressed = ui_button(&app->ui, id, rect, "", false);
    tip_offer(app, id, rect, "close");
    ui_draw_line(&app->ui.draw, x - d, y - d, x + d, y + d, thick, app->ui.colours.text);
    ui_draw_line(&app->ui.draw, x - d, y + d, x + d, y - d, thick, app->ui.colours.text);
    return pressed;
}

static UiRect window_rect(const App *app, float margin_pt)
{
    const float margin = panel_pt(app, margin_pt);
    return (UiRect) { margin, margin, (float)app->view.width_px - 2 * margin, (float)app->view.height_px - 2 * margin };
}

static void cut_top(UiRect *free, UiRect used, float gap)
{
    if (used.h <= 0) return;
    free->y += used.h + gap;
    free->h -= used.h + gap;
}

static void cut_bottom(UiRect *free, UiRect used, float gap)
{
    if (used.h > 0) free->h -= used.h + gap;
}

static void cut_left(UiRect *free, UiRect used, float gap)
{
    if (used.w <= 0) return;
    free->x += used.w + gap;
    free->w -= used.w + gap;
}

static void cut_right(UiRect *free, UiRect used, float gap)
{
    if (used.w > 0) free->w -= used.w + gap;
}

Picture panel_picture(const App *app)
{
    return (Picture) { app->body, &app->view, app->scene, scene_pose(app->cache), scene_measures(app->cache), app->labels };
}

static bool play_bar_wanted(const App *app)
{
    return app->view.door == DOOR_MOVE || app->view.clip != 0;
}

static MarkStyle mark_style(const App *app)
{
    if (app->marks == MARK_NEVER || !app->view.ui || app->tools.open) return MARKS_HIDDEN; // points and colours of the tool are enough
    if (app->marks == MARK_ALWAYS || app->view.door == DOOR_HURT) return MARKS_FULL;
    return app->view.door == DOOR_LOOK ? MARKS_QUIET : MARKS_HIDDEN;
}

// Letters first, so that the note of a ligament can keep clear of them.
static void draw_marks(App *app, bool measured, UiRect free)
{
    const Picture of = panel_picture(app);
    UiRect inner = free;
    if (measured) inner = label_overlay_draw(&app->ui, &of, &app->label_motion, app->reduced_motion ? 60.0f : (float)app->dt_s, free);
    const SideDiscs letters = overlay_draw_sides(&app->ui, &of, free);
    if (measured && !quiz_play_on(app)) overlay_draw_measures(&app->ui, &of, letters, app->view.label ? inner : free);
    overlay_draw_triggers(&app->ui, &of, mark_style(app));
    place_overlay_draw(&app->ui, &of, free);
    if (app->view.ui) inside_drag_handle(app, free);
}

static void draw_label(App *app, UiRect free)
{
    const Pick *shown = pointing_shown(app);
    const Picture of = panel_picture(app);
    if (app->tools.open == TOOL_MEASURE) {
        ruler_overlay_draw_aim(&app->ui, &of, &app->tools.aim, app->tools.aim_mm, free);
        return;
    }
    if (shown) overlay_draw_label(&app->ui, &of, shown, free);
}

static UiRect draw_card(App *app, UiRect free)
{
    ReferralTopic topic;
    if (app->shelf.open) return panel_views(app, free);
    if (app->tools.open == TOOL_MEASURE) return panel_ruler(app, free);
    if (app->tools.open == TOOL_COMPARE) return panel_compare(app, free);
    if (!referral_topic(&app->view, &topic)) return view_selected_count(&app->view) > 1 ? panel_many(app, free) : panel_selection(app, free);
    return referral_draw_card(&app->ui, app->body, &app->view, free, &app->card_scroll);
}

static bool has_room_at_left(const App *app)
{
    const bool kept = app->view.door == DOOR_HURT ? pointing_pins(app) : app->view.selected != 0;
    const bool card = app->shelf.open || kept;
    if (play_bar_wanted(app) && panel_height_pt(app) < PANEL_LEFT_ABOVE_PLAY_PT) return false;
    return panel_width_pt(app) >= (app->tools.open ? PANEL_LEFT_BESIDE_TOOL_PT : card ? PANEL_LEFT_BESIDE_CARD_PT : PANEL_LEFT_LEAST_PT);
}

bool panels_left_is_open(const App *app)
{
    return has_room_at_left(app) ? !app->layers_hidden : app->left_asked;
}

void panels_toggle_left(App *app)
{
    const bool open = panels_left_is_open(app);
    app->layers_hidden = open;
    app->left_asked = !open && !has_room_at_left(app);
}

static UiRect draw_left(App *app, UiRect free)
{
    if (!panels_left_is_open(app)) return (UiRect) { 0, 0, 0, 0 };
    if (app->view.door == DOOR_HURT) return panel_zones(app, free);
    return app->body_open ? panel_body(app, free) : panel_layers(app, free);
}

// Until the first turn or play: nothing else tells a newcomer that the body can be turned. While Tab goes through the parts: what it does.
static const char *hint_text(const App *app)
{
    if (app->part_focus) return focus_words(app);
    return app->hint_done || app->help_open || app->view.door == DOOR_HURT ? NULL : app_word(app, "hint_drag");
}

static UiRect draw_hint(App *app, UiRect free)
{
    const char *text = hint_text(app);
    if (!text) return (UiRect) { 0, 0, 0, 0 };
    const float width = ui_text_width(&app->ui, text, 13, UI_REGULAR), pad = panel_pt(app, 12), height = panel_pt(app, 28);
    const UiRect pill = { free.x + (free.w - width) / 2 - pad, free.y + free.h - height, width + 2 * pad, height };
    if (pill.x < free.x || pill.x + pill.w > free.x + free.w) return (UiRect) { 0, 0, 0, 0 }; // cards stand there
    ui_draw_rect(&app->ui.draw, pill, height / 2, app->ui.colours.panel);
    if (app->part_focus) ui_draw_border(&app->ui.draw, pill, height / 2, panel_pt(app, 2), app->ui.colours.accent);
    ui_label(&app->ui, pill.x + pad, pill.y + height / 2 + panel_pt(app, 4.7f), text, 13, UI_REGULAR, app->ui.colours.text);
    return pill;
}

// The card above the plot, in one column.
static void draw_right(App *app, UiRect *free, float gap)
{
    const UiRect plot = app->tools.open == TOOL_COMPARE ? (UiRect) { 0, 0, 0, 0 } : panel_plot(app, *free); // it has its own
    UiRect above = *free;
    cut_bottom(&above, plot, gap);
    app->card_panel = app->ui.panel_count + 1;
    app->card = draw_card(app, above);
    cut_right(free, plot.w > app->card.w ? plot : app->card, gap);
}

// Layers leave room for the panel below them, as long as they find enough themselves.
static UiRect draw_layers_and_inside(App *app, UiRect place, float gap)
{
    UiRect above = place;
    above.h -= panel_inside_height_px(app) + gap;
    UiRect used = draw_left(app, above);
    if (used.h <= 0) used = draw_left(app, place);
    if (used.h <= 0) return used;
    const UiRect inside = panel_inside(app, (UiRect) { place.x, place.y + used.h + gap, place.w, place.h - used.h - gap });
    if (inside.h > 0) used.h += gap + inside.h;
    return used;
}

// In the lower left corner: below the panels where they leave room, else beside them.
static void draw_orient(App *app, UiRect corner, UiRect *free, float gap)
{
    const float size = panel_orient_size_px(app);
    if (!panel_orient_fits(app, *free)) return;
    if (corner.h >= size + gap) {
        panel_orient(app, corner.x, corner.y + corner.h);
        return;
    }
    panel_orient(app, free->x, free->y + free->h);
    if (app->view.label) free->h -= size + gap; // labels keep clear of it
}

// Layers above, what the colours mean below. Returns what is left between them.
static UiRect draw_left_column(App *app, UiRect *free, float gap)
{
    const UiRect corner = { free->x, free->y, fminf(free->w, panel_pt(app, PANEL_LEFT_PT)), free->h };
    const UiRect low = { corner.x, corner.y + 0.5f * corner.h, corner.w, 0.5f * corner.h };
    const Picture of = panel_picture(app);
    const bool keys = key_legend_wanted(&app->view) && app->tools.open != TOOL_COMPARE; // whose columns say it
    const UiRect legend = keys ? key_legend_draw(&app->ui, &of, low, 1) : legend_draw(&app->ui, app->body, &app->view, corner);
    UiRect above = *free;
    cut_bottom(&above, legend, gap);
    const UiRect left = app->view.door == DOOR_HURT || app->body_open ? draw_left(app, above) : draw_layers_and_inside(app, above, gap);
    app->left_drawn = left.w > 0;
    cut_left(free, left.w > legend.w ? left : legend, gap);
    return (UiRect) { left.x, left.y + left.h, left.w, left.h > 0 ? above.y + above.h - left.y - left.h : 0 };
}

// From the edges inwards: each piece takes its place off what is free for the next one, and at last for the picture.
static UiRect draw_tools(App *app)
{
    UiRect free = window_rect(app, MARGIN_PT);
    const float gap = panel_pt(app, GAP_PT);
    cut_top(&free, panel_top(app, free), gap);
    if (play_bar_wanted(app)) cut_bottom(&free, panel_play(app, free), gap);
    cut_bottom(&free, panel_measure(app, free), gap);
    if (referral_is_shown(&app->view)) cut_bottom(&free, referral_draw_stop(&app->ui, app->body, &app->view, free), gap);
    const UiRect whole = free, corner = draw_left_column(app, &free, gap);
    draw_right(app, &free, gap);
    app->taken_left_px = free.x > whole.x ? free.x : 0;
    app->taken_right_px = free.x + free.w < whole.x + whole.w ? (float)app->view.width_px - free.x - free.w : 0;
    cut_bottom(&free, draw_hint(app, free), gap);
    draw_orient(app, corner, &free, gap);
    return free;
}

// Tools are laid out first, because they tell what is free, but the marks belong below them: their commands change places.
static void put_below(UiDraw *draw, int tools_count, Arena *frame)
{
    const int all = draw->command_count, marks = all - tools_count;
    UiCommand *sorted = ARENA_ARRAY(frame, UiCommand, all);
    for (int i = 0; i < marks; i++) sorted[i] = draw->commands[tools_count + i];
    for (int i = 0; i < tools_count; i++) sorted[marks + i] = draw->commands[i];
    for (int i = 0; i < all; i++) draw->commands[i] = sorted[i];
}

// Last, in one run of commands: what they say of the frame before must not ask for another one (app_stamp).
static void draw_stats(App *app, UiRect free)
{
    app->stats_first = app->ui.draw.command_count;
    stats_draw(&app->ui, app->body, &app->view, &app->figures, free);
    app->stats_end = app->ui.draw.command_count;
}

static void draw_door(App *app)
{
    const bool quiz = quiz_play_on(app);
    const UiRect whole = window_rect(app, MARGIN_PT), free = quiz ? panel_quiz(app, whole) : app->view.ui ? draw_tools(app) : whole;
    const int tools_count = app->ui.draw.command_count;
    draw_marks(app, true, free);
    if (quiz) quiz_pins_draw(app, free);
    if (app->view.ui && !quiz_play_hides_names(app)) draw_label(app, free);
    put_below(&app->ui.draw, tools_count, app->frame);
    panel_banner(app, free);
    draw_stats(app, free);
}

static void draw_first_screen(App *app)
{
    UiRect free = window_rect(app, MARGIN_PT);
    cut_left(&free, panel_start_beside(app), panel_pt(app, GAP_PT));
    draw_marks(app, false, free);
    panel_start(app);
    draw_label(app, window_rect(app, MARGIN_PT));
    panel_banner(app, window_rect(app, MARGIN_PT));
}

void panels_draw(App *app)
{
    app->pointing.row_zone = 0;
    app->taken_left_px = app->taken_right_px = 0;
    app->pointing.row_place = (LabelId){ 0, 0 };
    app->stats_first = app->stats_end = 0;
    if (app->view.door == DOOR_START && app->view.ui)
        draw_first_screen(app);
    else
        draw_door(app);
    if (app->help_open) panel_help(app);
    if (app->finder.open) panel_find(app);
    tip_draw(app);
}
