#include "panels.h"

#include <math.h>

#define BAR_PT 42.0f
#define PAD_PT 5.0f

static const char *const door_words[] = { "door_look", "door_hurt", "door_move" };
#define DOORS ((int)(sizeof door_words / sizeof door_words[0]))

static float button_width(const App *app, const char *label)
{
    return ui_text_width(&app->ui, label, 13, UI_BOLD) + panel_pt(app, 26);
}

// A house would need a picture; an arrow back to the start is understood as well.
static void draw_arrow_back(App *app, UiRect rect)
{
    const float x = rect.x + rect.w / 2, y = rect.y + rect.h / 2, d = panel_pt(app, 5);
    ui_draw_line(&app->ui.draw, x + d * 0.5f, y - d, x - d * 0.5f, y, panel_pt(app, 1), app->ui.colours.text);
    ui_draw_line(&app->ui.draw, x - d * 0.5f, y, x + d * 0.5f, y + d, panel_pt(app, 1), app->ui.colours.text);
}

static float doors_width(const App *app, float most)
{
    float width = panel_pt(app, 2 * PAD_PT + 34);
    for (int i = 0; i < DOORS; i++) width += button_width(app, app_word(app, door_words[i])) + panel_pt(app, 4);
    return fminf(width, most);
}

static void draw_doors(App *app, UiRect rect)
{
    const float pad = panel_pt(app, PAD_PT), home = panel_pt(app, 34);
    float natural = 0;
    for (int i = 0; i < DOORS; i++) natural += button_width(app, app_word(app, door_words[i]));
    const float shrink = fminf(1, (rect.w - 2 * pad - home - panel_pt(app, 4 * DOORS)) / natural);
    UiRect place = { rect.x + pad, rect.y + pad, home, rect.h - 2 * pad };
    ui_panel(&app->ui, rect, 12);
    if (ui_button(&app->ui, ui_id("home", 0), place, "", false)) app_open_door(app, DOOR_START);
    draw_arrow_back(app, place);
    for (int i = 0; i < DOORS; i++) {
        place.x += place.w + panel_pt(app, 4);
        place.w = button_width(app, app_word(app, door_words[i])) * shrink;
        const Door door = (Door)(DOOR_LOOK + i);
        if (ui_button(&app->ui, ui_id("doors", i), place, app_word(app, door_words[i]), app->view.door == door)) app_open_door(app, door);
    }
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
    if (app->view.door != DOOR_HURT) return NULL;
    return app_word(app, text_format(app->frame, "pain_%s", pain_ids[app->view.pain]));
}

static UiRect next_place(App *app, UiRect *rest, const char *label)
{
    const float width = button_width(app, label);
    const UiRect place = { rest->x, rest->y, width, rest->h };
    rest->x += width + panel_pt(app, 4);
    return place;
}

// What there is room for: at least the help; the colours of the zones only where all else finds room.
typedef enum SettingsBar { BAR_HELP, BAR_FEW, BAR_USUAL, BAR_ALL } SettingsBar;

// Where there is no room for the word: a bookmark.
static void draw_bookmark(App *app, UiRect rect, Rgba colour)
{
    const float x = rect.x + rect.w / 2, y = rect.y + rect.h / 2, w = panel_pt(app, 4.5f), h = panel_pt(app, 6.5f), width = panel_pt(app, 1.3f);
    const float at[6][2] = { { -w, -h }, { w, -h }, { w, h }, { 0, 0.45f * h }, { -w, h }, { -w, -h } };
    for (int i = 0; i < 5; i++) ui_draw_line(&app->ui.draw, x + at[i][0], y + at[i][1], x + at[i + 1][0], y + at[i + 1][1], width, colour);
}

static float views_width(const App *app, SettingsBar bar)
{
    return bar == BAR_FEW ? panel_pt(app, 34) : button_width(app, app_word(app, "views"));
}

static void draw_views_button(App *app, UiRect *rest, SettingsBar bar)
{
    const UiRect place = { rest->x, rest->y, views_width(app, bar), rest->h };
    const bool open = app->shelf.open, small = bar == BAR_FEW;
    rest->x += place.w + panel_pt(app, 4);
    if (ui_button(&app->ui, ui_id("views", 0), place, small ? "" : app_word(app, "views"), open)) shelf_toggle(app);
    if (small) draw_bookmark(app, place, open ? app->ui.colours.on_accent : app->ui.colours.text);
}

static float settings_width(App *app, SettingsBar bar)
{
    const float pad = panel_pt(app, 2 * PAD_PT), question = button_width(app, "?");
    if (bar == BAR_HELP) return pad + question;
    const float views = views_width(app, bar) + panel_pt(app, 4);
    if (bar == BAR_FEW) return pad + question + views;
    const char *pain = bar == BAR_ALL ? pain_label(app) : NULL;
    const float pain_px = pain ? button_width(app, pain) + panel_pt(app, 4) : 0;
    return pad + question + views + button_width(app, app_word(app, "search")) + button_width(app, language_label(app)) + button_width(app, theme_label(app)) +
           pain_px + panel_pt(app, 12);
}

static void draw_settings(App *app, UiRect rect, SettingsBar bar)
{
    const bool wide = bar >= BAR_USUAL;
    const float pad = panel_pt(app, PAD_PT);
    const char *language = language_label(app), *theme = theme_label(app), *pain = bar == BAR_ALL ? pain_label(app) : NULL;
    UiRect rest = { rect.x + pad, rect.y + pad, 0, rect.h - 2 * pad };
    ui_panel(&app->ui, rect, 12);
    if (wide && ui_button(&app->ui, ui_id("search", 0), next_place(app, &rest, app_word(app, "search")), app_word(app, "search"), app->finder.open)) finder_open(app);
    if (bar != BAR_HELP) draw_views_button(app, &rest, bar);
    if (wide && ui_button(&app->ui, ui_id("language", 0), next_place(app, &rest, language), language, false))
        app->view.language = (Language)((app->view.language + 1) % LANGUAGE_COUNT);
    if (pain && ui_button(&app->ui, ui_id("pain", 0), next_place(app, &rest, pain), pain, false))
        app->view.pain = (Pain)((app->view.pain + 1) % PAIN_COUNT);
    if (wide && ui_button(&app->ui, ui_id("theme", 0), next_place(app, &rest, theme), theme, false))
        app->view.theme = (Theme)((app->view.theme + 1) % THEME_COUNT);
    if (ui_button(&app->ui, ui_id("help", 0), next_place(app, &rest, "?"), "?", app->help_open)) app->help_open = !app->help_open;
}

UiRect panel_top(App *app, UiRect free)
{
    const float height = panel_pt(app, BAR_PT), gap = panel_pt(app, 10);
    const float doors = doors_width(app, free.w - settings_width(app, BAR_HELP) - gap);
    SettingsBar bar = BAR_ALL;
    while (bar > BAR_HELP && doors + gap + settings_width(app, bar) > free.w) bar--;
    const float settings = settings_width(app, bar);
    draw_doors(app, (UiRect){ free.x, free.y, doors, height });
    draw_settings(app, (UiRect){ free.x + free.w - settings, free.y, settings, height }, bar);
    return (UiRect){ free.x, free.y, free.w, height };
}
