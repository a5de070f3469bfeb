#include "actions.h"

#include "cut.h"
#include "panels.h"
#include "parts_shown.h"
#include "tip.h"

#include <math.h>
#include <string.h>

#define RAD_PER_DEG 0.0174533f

// ---- what the rows do

static void turn_across(App *app, int degrees)
{
    steer_turn(app, (float)degrees * RAD_PER_DEG, 0);
}

static void turn_down(App *app, int degrees)
{
    steer_turn(app, 0, (float)degrees * RAD_PER_DEG);
}

static void pan_across(App *app, int points)
{
    steer_pan(app, (float)points * app->input->scale, 0);
}

static void pan_down(App *app, int points)
{
    steer_pan(app, 0, (float)points * app->input->scale);
}

static void zoom(App *app, int steps)
{
    steer_zoom(app, steps > 0 ? 1.1f : 1 / 1.1f);
}

static void go_to_own_view(App *app, int number)
{
    shelf_go(app, number - 1);
}

static void toggle_views(App *app, int unused)
{
    (void)unused;
    shelf_toggle(app);
}

static void go_to_view(App *app, int id)
{
    steer_to_view(app, (ViewId)id);
}

static void reset_view(App *app, int unused)
{
    (void)unused;
    steer_home(app);
}

static void toggle_perspective(App *app, int unused)
{
    (void)unused;
    app->view.camera.orthographic = !app->view.camera.orthographic;
    app->flight.to.orthographic = app->view.camera.orthographic;
}

static void centre_parts(App *app, int unused)
{
    (void)unused;
    chosen_centre(app);
}

static void hide_parts(App *app, int unused)
{
    (void)unused;
    chosen_hide(app);
}

static void isolate_parts(App *app, int unused)
{
    (void)unused;
    chosen_show_only(app);
}

static void show_default(App *app, int unused)
{
    (void)unused;
    parts_show_default(&app->view, app->body);
}

static void xray_parts(App *app, int unused)
{
    (void)unused;
    chosen_toggle_xray(app);
}

static void xray_others(App *app, int unused)
{
    (void)unused;
    chosen_xray_others(app);
}

static void next_cut(App *app, int unused)
{
    (void)unused;
    inside_choose_cut(app, (CutAxis)((app->view.cut + 1) % CUT_AXIS_COUNT));
}

static void flip_cut(App *app, int unused)
{
    (void)unused;
    app->view.cut_flipped = !app->view.cut_flipped && app->view.cut != CUT_NONE;
}

static void move_cut(App *app, int steps)
{
    inside_move_cut(app, CUT_STEP_MM * (float)steps);
}

// The camera flies there; the rest is there at once.
static void step_history(App *app, int step)
{
    ViewState to;
    if (!history_step(&app->history, step, &app->view, &to)) {
        app_say(app, app_word(app, step < 0 ? "nothing_to_undo" : "nothing_to_redo"));
        return;
    }
    const Camera camera = to.camera;
    to.camera = app->view.camera;
    app->view = to;
    app->pointing.pinned_zone = 0;
    app->playback.on = app->playback.on && to.clip;
    app->camera_touched = true; // what comes back is framed as it was
    steer_fly_to(app, camera);
}

static void next_colours(App *app, int unused)
{
    static const ColourMode next[COLOUR_COUNT] = { [COLOUR_TISSUE] = COLOUR_KEY, [COLOUR_KEY] = COLOUR_REGION, [COLOUR_REGION] = COLOUR_STRAIN };
    (void)unused;
    app->view.colour = next[app->view.colour]; // strain leads back to tissue
}

static void next_pain(App *app, int unused)
{
    (void)unused;
    app->view.pain = (Pain)((app->view.pain + 1) % PAIN_COUNT);
}

static void toggle_arms(App *app, int unused)
{
    PartId muscles[MEANT_MOST];
    (void)unused;
    app->view.arm = muscles_with_arms(app->body, &app->view, muscles) > 0 ? ARM_OFF : ARM_ON;
}

static void toggle_labels(App *app, int unused)
{
    (void)unused;
    app_toggle_labels(app);
}

static void change_debug_view(App *app, int step) // 0: back to the lit picture
{
    app->view.debug_view = step ? (DebugView)(((int)app->view.debug_view + step) % DEBUG_VIEW_COUNT) : DEBUG_VIEW_LIT;
}

static void toggle_stats(App *app, int unused)
{
    (void)unused;
    app->view.stats = !app->view.stats;
}

static void play(App *app, int unused)
{
    (void)unused;
    playback_toggle(app);
}

static void step_frame(App *app, int frames)
{
    playback_step(app, frames);
}

static void change_speed(App *app, int step)
{
    playback_change_speed(app, step);
}

static void step_part(App *app, int step)
{
    pointing_step_part(app, step);
}

static void cycle_marks(App *app, int unused)
{
    (void)unused;
    const bool seen = app->marks == MARK_ALWAYS || (app->marks == MARK_BY_DOOR && app->view.door != DOOR_MOVE);
    app->marks = seen ? MARK_NEVER : MARK_ALWAYS;
}

static void change_text_size(App *app, int step)
{
    const float scale = step ? app->text_scale * (step > 0 ? 1.1f : 1 / 1.1f) : 1;
    app->text_scale = fminf(fmaxf(scale, TEXT_SCALE_LEAST), TEXT_SCALE_MOST);
}

static void toggle_layers(App *app, int unused)
{
    (void)unused;
    panels_toggle_left(app);
}

static void toggle_body(App *app, int unused)
{
    (void)unused;
    if (app->view.door != DOOR_LOOK && app->view.door != DOOR_MOVE) return; // there it stands in the layers' place
    const bool open = panels_left_is_open(app);
    app->body_open = !open || !app->body_open;
    if (!open) panels_toggle_left(app);
}

static void toggle_panels(App *app, int unused)
{
    (void)unused;
    app->view.ui = !app->view.ui;
    if (!app->view.ui) app_say(app, app_word(app, "panels_hidden"));
}

static void toggle_help(App *app, int page)
{
    const bool other = app->help_open && app->help_page != (HelpPage)page;
    app->help_open = other || !app->help_open;
    app->help_page = (HelpPage)page;
    app->help_scroll.at_px = 0;
}

static void tell_in_words(App *app, int unused)
{
    (void)unused;
    toggle_help(app, HELP_WORDS);
    if (app->help_open) app->clipboard_wish = CLIPBOARD_COPY_WORDS;
}

static void toggle_fullscreen(App *app, int unused)
{
    (void)unused;
    app->fullscreen_wish = true;
}

static void save_picture(App *app, int wish)
{
    app->picture_wish = (PictureWish)wish;
}

static void use_clipboard(App *app, int wish)
{
    app->clipboard_wish = (ClipboardWish)wish;
}

static void toggle_tool(App *app, int tool)
{
    tools_toggle(app, (Tool)tool);
}

static void find(App *app, int unused)
{
    (void)unused;
    finder_open(app);
}

static void open_quiz(App *app, int unused)
{
    (void)unused;
    quiz_play_open(app);
}

static void quit(App *app, int unused)
{
    (void)unused;
    app->quit = true;
}

static bool close_something(bool *open)
{
    const bool was = *open;
    *open = false;
    return was;
}

static void let_go(App *app, int unused)
{
    (void)unused;
    const bool banner = app->banner.text[0] != '\0';
    if (tip_dismiss(app)) return;
    if (close_something(&app->help_open) || close_something(&app->ui.focus_visible) || close_something(&app->part_focus) || shelf_close(app)) return;
    app->banner.text[0] = '\0';
    if (banner || tools_close(app)) return;
    if (!pointing_dismiss(app) && app->view.door != DOOR_START) app_open_door(app, DOOR_START);
}

// ---- the table

static const Action table[] = {
    { "drag_turn", KEY_NONE, 0, 0, "key_turn", NULL, false },
    { "turn_left", KEY_LEFT, 0, -10, "key_turn", turn_across, true },
    { "turn_right", KEY_RIGHT, 0, 10, "key_turn", turn_across, true },
    { "turn_up", KEY_UP, 0, -10, "key_turn", turn_down, true },
    { "turn_down", KEY_DOWN, 0, 10, "key_turn", turn_down, true },
    { "quarter_left", KEY_LEFT, MOD_SHIFT, -90, "key_quarter", turn_across, true },
    { "quarter_right", KEY_RIGHT, MOD_SHIFT, 90, "key_quarter", turn_across, true },
    { "quarter_up", KEY_UP, MOD_SHIFT, -90, "key_quarter", turn_down, true },
    { "quarter_down", KEY_DOWN, MOD_SHIFT, 90, "key_quarter", turn_down, true },
    { "pan_left", KEY_LEFT, MOD_CTRL, -40, "key_pan", pan_across, true },
    { "pan_right", KEY_RIGHT, MOD_CTRL, 40, "key_pan", pan_across, true },
    { "pan_up", KEY_UP, MOD_CTRL, -40, "key_pan", pan_down, true },
    { "pan_down", KEY_DOWN, MOD_CTRL, 40, "key_pan", pan_down, true },
    { "zoom_in", '+', 0, 1, "key_zoom", zoom, true },
    { "zoom_in", '+', MOD_SHIFT, 1, "key_zoom", zoom, true },
    { "zoom_in", '=', 0, 1, "key_zoom", zoom, true },
    { "zoom_in", '=', MOD_SHIFT, 1, "key_zoom", zoom, true },
    { "zoom_out", '-', 0, -1, "key_zoom", zoom, true },
    { "scroll", KEY_NONE, 0, 0, "key_scroll", NULL, false },
    { "centre", 'f', 0, 0, "key_pivot", centre_parts, false },
    { "reset", KEY_HOME, 0, 0, "key_home", reset_view, false },
    { "front", '1', 0, VIEW_ANTERIOR, "key_views", go_to_view, false },
    { "back", '1', MOD_CTRL, VIEW_POSTERIOR, "key_views", go_to_view, false },
    { "right", '3', 0, VIEW_RIGHT, "key_views", go_to_view, false },
    { "left", '3', MOD_CTRL, VIEW_LEFT, "key_views", go_to_view, false },
    { "above", '7', 0, VIEW_SUPERIOR, "key_views", go_to_view, false },
    { "below", '7', MOD_CTRL, VIEW_INFERIOR, "key_views", go_to_view, false },
    { "perspective", '5', 0, 0, "key_perspective", toggle_perspective, false },
    { "views", 'v', 0, 0, "key_own_views", toggle_views, false },
    { "own_view_1", '1', MOD_ALT, 1, "key_own_go", go_to_own_view, false },
    { "own_view_2", '2', MOD_ALT, 2, "key_own_go", go_to_own_view, false },
    { "own_view_3", '3', MOD_ALT, 3, "key_own_go", go_to_own_view, false },
    { "own_view_4", '4', MOD_ALT, 4, "key_own_go", go_to_own_view, false },
    { "own_view_5", '5', MOD_ALT, 5, "key_own_go", go_to_own_view, false },
    { "own_view_6", '6', MOD_ALT, 6, "key_own_go", go_to_own_view, false },
    { "own_view_7", '7', MOD_ALT, 7, "key_own_go", go_to_own_view, false },
    { "own_view_8", '8', MOD_ALT, 8, "key_own_go", go_to_own_view, false },
    { "own_view_9", '9', MOD_ALT, 9, "key_own_go", go_to_own_view, false },
    { "click_select", KEY_NONE, 0, 0, "key_click", NULL, false },
    { "click_add", KEY_NONE, 0, 0, "key_click_add", NULL, false },
    { "click_place", KEY_NONE, 0, 0, "key_place", NULL, false },
    { "next_part", 'n', 0, 1, "key_next_part", step_part, true },
    { "previous_part", 'n', MOD_SHIFT, -1, "key_next_part", step_part, true },
    { "hide", 'h', 0, 0, "key_hide", hide_parts, false },
    { "isolate", 'i', 0, 0, "key_hide", isolate_parts, false },
    { "isolate", 'h', MOD_SHIFT, 0, "key_hide", isolate_parts, false },
    { "show_all", 'h', MOD_ALT, 0, "key_hide", show_default, false },
    { "xray", 'x', 0, 0, "key_xray", xray_parts, false },
    { "xray_others", 'x', MOD_SHIFT, 0, "key_xray_others", xray_others, false },
    { "cut", 'c', 0, 0, "key_cut", next_cut, false },
    { "cut_flip", 'c', MOD_SHIFT, 0, "key_cut_flip", flip_cut, false },
    { "cut_forward", KEY_UP, MOD_ALT, 1, "key_cut_step", move_cut, true },
    { "cut_forward", KEY_RIGHT, MOD_ALT, 1, "key_cut_step", move_cut, true },
    { "cut_back", KEY_DOWN, MOD_ALT, -1, "key_cut_step", move_cut, true },
    { "cut_back", KEY_LEFT, MOD_ALT, -1, "key_cut_step", move_cut, true },
    { "colours", 'k', 0, 0, "key_colours", next_colours, false },
    { "pain_colour", 'k', MOD_SHIFT, 0, "key_pain", next_pain, false },
    { "arms", 'm', 0, 0, "key_arms", toggle_arms, false },
    { "measure", 'd', 0, TOOL_MEASURE, "key_measure", toggle_tool, false },
    { "compare", 'o', 0, TOOL_COMPARE, "key_compare", toggle_tool, false },
    { "labels", 'a', 0, 0, "key_labels", toggle_labels, false },
    { "trigger_marks", 't', 0, 0, "key_triggers", cycle_marks, false },
    { "play", KEY_SPACE, 0, 0, "key_play", play, false },
    { "frame_back", ',', 0, -1, "key_frame", step_frame, true },
    { "frame_on", '.', 0, 1, "key_frame", step_frame, true },
    { "slower", '[', 0, -1, "key_speed", change_speed, true },
    { "faster", ']', 0, 1, "key_speed", change_speed, true },
    { "text_larger", '+', MOD_CTRL, 1, "key_text_size", change_text_size, true },
    { "text_larger", '=', MOD_CTRL, 1, "key_text_size", change_text_size, true },
    { "text_larger", '+', MOD_CTRL | MOD_SHIFT, 1, "key_text_size", change_text_size, true },
    { "text_larger", '=', MOD_CTRL | MOD_SHIFT, 1, "key_text_size", change_text_size, true },
    { "text_smaller", '-', MOD_CTRL, -1, "key_text_size", change_text_size, true },
    { "text_as_before", '0', MOD_CTRL, 0, "key_text_size", change_text_size, false },
    { "layers", 'l', 0, 0, "key_layers", toggle_layers, false },
    { "body", 'b', 0, 0, "key_body", toggle_body, false },
    { "panels", 'u', 0, 0, "key_panels", toggle_panels, false },
    { "find", '/', 0, 0, "key_search", find, false },
    { "find", 'f', MOD_CTRL, 0, "key_search", find, false },
    { "undo", 'z', MOD_CTRL, -1, "key_undo", step_history, true },
    { "redo", 'y', MOD_CTRL, 1, "key_undo", step_history, true },
    { "redo", 'z', MOD_CTRL | MOD_SHIFT, 1, "key_undo", step_history, true },
    { "copy", 'c', MOD_CTRL, CLIPBOARD_COPY, "key_copy", use_clipboard, false },
    { "copy_step", 'c', MOD_CTRL | MOD_SHIFT, CLIPBOARD_COPY_STEP, "key_copy_step", use_clipboard, false },
    { "copy_card", 'c', MOD_CTRL | MOD_ALT, CLIPBOARD_COPY_CARD, "key_copy_card", use_clipboard, false },
    { "in_words", 'd', MOD_CTRL, 0, "key_words", tell_in_words, false },
    { "paste", 'v', MOD_CTRL, CLIPBOARD_PASTE, "key_paste", use_clipboard, false },
    { "debug_view", KEY_F3, 0, 1, "key_debug", change_debug_view, false },
    { "debug_view", KEY_F3, MOD_SHIFT, 0, "key_debug", change_debug_view, false },
    { "stats", KEY_F4, 0, 0, "key_stats", toggle_stats, false },
    { "full_screen", KEY_F11, 0, 0, "key_full_screen", toggle_fullscreen, false },
    { "picture", KEY_F12, 0, PICTURE_AS_SEEN, "key_picture", save_picture, false },
    { "picture_clean", KEY_F12, MOD_CTRL, PICTURE_CLEAN, "key_picture_clean", save_picture, false },
    { "focus", KEY_NONE, 0, 0, "key_focus", NULL, false }, // Tab, F6, Enter: focus.c
    { "focus_panel", KEY_NONE, 0, 0, "key_focus_panel", NULL, false },
    { "let_go", KEY_ESCAPE, 0, 0, "key_escape", let_go, false },
    { "help", KEY_F1, 0, HELP_KEYS, "key_help", toggle_help, false },
    { "help", '?', 0, HELP_KEYS, "key_help", toggle_help, false },
    { "help", '/', MOD_SHIFT, HELP_KEYS, "key_help", toggle_help, false }, // where ? is Shift + /
    { "settings", ',', MOD_CTRL, HELP_SETTINGS, "key_settings", toggle_help, false },
    { "quiz", 'q', 0, 0, "key_quiz", open_quiz, false },
    { "quit", 'q', MOD_CTRL, 0, "key_quit", quit, false },
};
#define TABLE_COUNT ((int)(sizeof table / sizeof table[0]))

const Action *actions_table(int *count)
{
    *count = TABLE_COUNT;
    return table;
}

const Action *actions_find(int key, unsigned mods)
{
    for (int i = 0; i < TABLE_COUNT; i++)
        if (table[i].run && table[i].key == key && table[i].mods == mods) return &table[i];
    return NULL;
}

// ---- which of them serve where

#define AT(door) (1u << (door))
#define AT_PARTS (AT(DOOR_LOOK) | AT(DOOR_MOVE))

// By the line that explains them; what is not listed serves everywhere.
static const struct {
    const char *help;
    unsigned doors;
} only_at[] = {
    { "key_click", AT_PARTS | AT(DOOR_HURT) }, { "key_click_add", AT_PARTS }, { "key_place", AT_PARTS }, { "key_next_part", AT_PARTS },
    { "key_hide", AT_PARTS }, { "key_xray", AT_PARTS }, { "key_xray_others", AT_PARTS }, { "key_pivot", AT_PARTS },
    { "key_cut", AT_PARTS }, { "key_cut_flip", AT_PARTS }, { "key_cut_step", AT_PARTS }, { "key_colours", AT_PARTS },
    { "key_labels", AT_PARTS }, { "key_layers", AT_PARTS | AT(DOOR_HURT) }, { "key_body", AT_PARTS }, { "key_pain", AT(DOOR_HURT) }, { "key_triggers", AT(DOOR_LOOK) | AT(DOOR_HURT) },
    { "key_arms", AT(DOOR_MOVE) }, { "key_frame", AT(DOOR_MOVE) }, { "key_speed", AT(DOOR_MOVE) }, { "key_own_go", AT_PARTS },
    { "key_measure", AT_PARTS }, { "key_compare", AT_PARTS },
};

bool action_serves(const App *app, const Action *action)
{
    if (quiz_play_on(app)) return action->run && quiz_play_allows(app, action->name);
    for (size_t i = 0; i < sizeof only_at / sizeof *only_at; i++)
        if (strcmp(only_at[i].help, action->help) == 0) return (only_at[i].doors & AT(app->view.door)) != 0;
    return true;
}

// ---- the keyboard

// Keys that a widget with the focus ring answers itself, or a panel that they scroll.
static bool belongs_to_widget(const App *app, int key)
{
    if (app->ui.keys_scroll && (key == KEY_PAGE_UP || key == KEY_PAGE_DOWN || key == KEY_HOME || key == KEY_END)) return true;
    if (!app->ui.focus_visible || !app->ui.focused) return false;
    return key == KEY_SPACE || key == KEY_ENTER || key == KEY_LEFT || key == KEY_RIGHT || key == KEY_UP || key == KEY_DOWN ||
           key == KEY_HOME;
}

static bool run_key(App *app, int key, unsigned mods, bool repeat)
{
    if (belongs_to_widget(app, key)) return false;
    if (quiz_play_take_key(app, key, mods, repeat)) return true;
    const Action *action = actions_find(key, mods);
    if (!action || !quiz_play_allows(app, action->name)) return false;
    if (!repeat || action->repeats) action->run(app, action->value);
    return true;
}

// On many layouts [ ] ? + lie behind modifiers: there the typed character counts.
static void take_typed(App *app)
{
    for (const char *c = app->input->typed; *c; c++)
        if (strchr("[]?+/", *c)) run_key(app, *c, 0, false);
}

void actions_take_keys(App *app)
{
    if (app->finder.open) {
        finder_take_keys(app);
        return;
    }
    if (shelf_take_keys(app)) return;
    bool any = false;
    for (int i = 0; i < app->input->key_count; i++) {
        const KeyPress *press = &app->input->keys[i];
        any |= run_key(app, press->key, press->mods, press->repeat);
    }
    if (!any) take_typed(app);
}
