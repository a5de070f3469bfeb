// panel_top.c: the doors at the left, tools at the right; where there is little room, what matters least is left out.
#include "panels.h"

#include <math.h>

#define BAR_PT 42.0f
#define PAD_PT 5.0f
#define GAP_PT 4.0f
#define HOME_PT 34.0f

static float button_width(const App *app, const char *label)
{
    return ui_text_width(&app->ui, label, 13, UI_BOLD) + panel_pt(app, 26);
}

static UiRect next_place(const App *app, UiRect *rest, float width)
{
    const UiRect place = { rest->x, rest->y, width, rest->h };
    rest->x += width + panel_pt(app, GAP_PT);
    return place;
}

static UiRect inside_bar(const App *app, UiRect bar)
{
    const float pad = panel_pt(app, PAD_PT);
    return (UiRect){ bar.x + pad, bar.y + pad, bar.w - 2 * pad, bar.h - 2 * pad };
}

// ---- doors

static const char *const door_words[] = { "door_look", "door_hurt", "door_move" };
#define DOORS ((int)(sizeof door_words / sizeof door_words[0]))

// A house would need a picture; an arrow back to the start is understood as well.
static void draw_arrow_back(App *app, UiRect rect)
{
    const float x = rect.x + rect.w / 2, y = rect.y + rect.h / 2, d = panel_pt(app, 5);
    ui_draw_line(&app->ui.draw, x + d * 0.5f, y - d, x - d * 0.5f, y, panel_pt(app, 1), app->ui.colours.text);
    ui_draw_line(&app->ui.draw, x - d * 0.5f, y, x + d * 0.5f, y + d, panel_pt(app, 1), app->ui.colours.text);
}

// All three, or the open one alone: the others are one click behind the arrow.
static bool door_is_there(const App *app, int i, bool all)
{
    return all || app->view.door == (Door)(DOOR_LOOK + i);
}

static float doors_width(const App *app, bool all)
{
    float width = panel_pt(app, 2 * PAD_PT + HOME_PT);
    for (int i = 0; i < DOORS; i++)
        if (door_is_there(app, i, all)) width += button_width(app, app_word(app, door_words[i])) + panel_pt(app, GAP_PT);
    return width;
}

static void draw_doors(App *app, UiRect bar, bool all)
{
    UiRect rest = inside_bar(app, bar);
    const float end = rest.x + rest.w;
    ui_panel(&app->ui, bar, 12);
    const UiRect home = next_place(app, &rest, panel_pt(app, HOME_PT));
    if (ui_button(&app->ui, ui_id("home", 0), home, "", false)) app_open_door(app, DOOR_START);
    draw_arrow_back(app, home);
    for (int i = 0; i < DOORS; i++) {
        if (!door_is_there(app, i, all)) continue;
        const char *label = app_word(app, door_words[i]);
        const UiRect place = next_place(app, &rest, fminf(button_width(app, label), end - rest.x));
        const Door door = (Door)(DOOR_LOOK + i);
        if (ui_button(&app->ui, ui_id("doors", i), place, label, app->view.door == door)) app_open_door(app, door);
    }
}

// ---- tools

static const char *search_label(const App *app)
{
    return app_word(app, "search");
}

static const char *language_label(const App *app)
{
    return app_word(app, text_format(app->frame, "language_%s", language_ids[app->view.language]));
}

static const char *theme_label(const App *app)
{
    return app_word(app, text_format(app->frame, "theme_%s", theme_ids[app->view.theme]));
}

// Which colours the zones have, where there are zones to see.
static const char *pain_label(const App *app)
{
    return app->view.door == DOOR_HURT ? app_word(app, text_format(app->frame, "pain_%s", pain_ids[app->view.pain])) : NULL;
}

static const char *left_label(const App *app)
{
    return app_word(app, app->view.door == DOOR_HURT ? "places" : "layers");
}

static const char *views_label(const App *app)
{
    return app_word(app, "views");
}

static const char *help_label(const App *app)
{
    (void)app;
    return "?";
}

static const char *quiz_label(const App *app)
{
    return app_word(app, "quiz");
}

static bool search_is_on(const App *app)
{
    return app->finder.open;
}

static bool left_is_on(const App *app)
{
    return app->left_drawn;
}

static bool views_are_on(const App *app)
{
    return app->shelf.open;
}

static bool help_is_on(const App *app)
{
    return app->help_open;
}

static const char *measure_label(const App *app)
{
    return app_word(app, "tool_measure");
}

static bool measure_is_on(const App *app)
{
    return app->tools.open != TOOL_NONE;
}

// Puts away what is open, and that may be the comparison.
static void toggle_measure(App *app)
{
    tools_toggle(app, app->tools.open ? app->tools.open : TOOL_MEASURE);
}

static void next_language(App *app)
{
    app->view.language = (Language)((app->view.language + 1) % LANGUAGE_COUNT);
}

static void next_theme(App *app)
{
    app->view.theme = (Theme)((app->view.theme + 1) % THEME_COUNT);
}

static void next_pain(App *app)
{
    app->view.pain = (Pain)((app->view.pain + 1) % PAIN_COUNT);
}

static void toggle_help(App *app)
{
    app->help_open = !app->help_open;
}

// rank: the higher, the sooner it is left out. Language, theme and colours of pain are in the settings too, behind the question mark.
static const struct {
    const char *name;
    int rank;
    const char *(*label)(const App *app); // NULL: not now
    bool (*is_on)(const App *app);        // NULL: never
    void (*run)(App *app);
} tools[] = {
    { "left", 2, left_label, left_is_on, panels_toggle_left },
    { "search", 1, search_label, search_is_on, finder_open },
    { "views", 3, views_label, views_are_on, shelf_toggle },
    { "quiz", 4, quiz_label, NULL, quiz_play_open },
    { "measure", 5, measure_label, measure_is_on, toggle_measure },
    { "language", 6, language_label, NULL, next_language },
    { "pain", 8, pain_label, NULL, next_pain },
    { "theme", 7, theme_label, NULL, next_theme },
    { "help", 0, help_label, help_is_on, toggle_help },
};
enum { TOOL_COUNT = sizeof tools / sizeof *tools, RANK_MOST = 8 };

static float tools_width(const App *app, int rank_most)
{
    float width = panel_pt(app, 2 * PAD_PT - GAP_PT);
    for (int i = 0; i < TOOL_COUNT; i++) {
        const char *label = tools[i].rank <= rank_most ? tools[i].label(app) : NULL;
        if (label) width += button_width(app, label) + panel_pt(app, GAP_PT);
    }
    return width;
}

static void draw_tools(App *app, UiRect bar, int rank_most)
{
    UiRect rest = inside_bar(app, bar);
    ui_panel(&app->ui, bar, 12);
    for (int i = 0; i < TOOL_COUNT; i++) {
        const char *label = tools[i].rank <= rank_most ? tools[i].label(app) : NULL;
        if (!label) continue;
        const UiRect place = next_place(app, &rest, button_width(app, label));
        if (ui_button(&app->ui, ui_id(tools[i].name, 0), place, label, tools[i].is_on && tools[i].is_on(app))) tools[i].run(app);
    }
}

UiRect panel_top(App *app, UiRect free)
{
    const float height = panel_pt(app, BAR_PT), gap = panel_pt(app, 10), least = tools_width(app, 0) + gap;
    const bool all = doors_width(app, true) + least <= free.w;
    const float doors = fminf(doors_width(app, all), free.w - least);
    int rank = RANK_MOST;
    while (rank > 0 && doors + gap + tools_width(app, rank) > free.w) rank--;
    const float width = tools_width(app, rank);
    draw_doors(app, (UiRect){ free.x, free.y, doors, height }, all);
    draw_tools(app, (UiRect){ free.x + free.w - width, free.y, width, height }, rank);
    return (UiRect){ free.x, free.y, free.w, height };
}
