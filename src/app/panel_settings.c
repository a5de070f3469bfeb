// panel_settings.c: what is chosen for good: language, theme, size of letters, colours of pain, motion.
#include "panels.h"

#include <math.h>

#define ROW_PT 30.0f
#define GAP_PT 12.0f
#define NAME_PT 170.0f

// A row: its name at the left (above, where the window is narrow), what there is to choose at the right.
static UiRect begin_row(App *app, UiRect *rest, const char *name_id)
{
    const float row = panel_pt(app, ROW_PT), name = panel_pt(app, NAME_PT), middle = panel_pt(app, 4.6f);
    const bool narrow = rest->w < panel_pt(app, 520);
    ui_label(&app->ui, rest->x, rest->y + row / 2 + middle, app_word(app, name_id), 13, UI_BOLD, app->ui.colours.text);
    const UiRect place = { rest->x + (narrow ? 0 : name), rest->y + (narrow ? row : 0), rest->w - (narrow ? 0 : name), row };
    rest->y += row * (narrow ? 2 : 1) + panel_pt(app, GAP_PT);
    return place;
}

static UiRect share(UiRect place, int i, int count, float gap)
{
    const float width = (place.w - gap * (float)(count - 1)) / (float)count;
    return (UiRect){ place.x + (width + gap) * (float)i, place.y, width, place.h };
}

static void choose_language(App *app, UiRect *rest)
{
    const UiRect place = begin_row(app, rest, "setting_language");
    const int in_row = place.w < panel_pt(app, 640) ? 4 : LANGUAGE_COUNT, rows = (LANGUAGE_COUNT + in_row - 1) / in_row;
    const float gap = panel_pt(app, 4);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        UiRect button = share(place, i % in_row, in_row, gap);
        button.y += (float)(i / in_row) * (place.h + gap);
        const char *name = app_word(app, text_format(app->frame, "language_%s", language_ids[i]));
        if (ui_button(&app->ui, ui_id("setting_language", i), button, name, app->view.language == (Language)i)) app->view.language = (Language)i;
    }
    rest->y += (float)(rows - 1) * (place.h + gap);
}

static void choose_one(App *app, UiRect *rest, const char *name_id, const char *prefix, const char *const *ids, int count, int *chosen)
{
    const UiRect place = begin_row(app, rest, name_id);
    for (int i = 0; i < count; i++) {
        const char *label = app_word(app, text_format(app->frame, "%s%s", prefix, ids[i]));
        if (ui_button(&app->ui, ui_id(name_id, i), share(place, i, count, panel_pt(app, 4)), label, *chosen == i)) *chosen = i;
    }
}

static void choose_text_size(App *app, UiRect *rest)
{
    const UiRect place = begin_row(app, rest, "setting_text_size");
    const float size = panel_pt(app, 56);
    const UiRect track = { place.x + panel_pt(app, 8), place.y, place.w - size - panel_pt(app, 24), place.h };
    float scale = app->held_text_scale > 0 ? app->held_text_scale : app->text_scale;
    const bool changed = ui_slider(&app->ui, ui_id("text_size", 0), track, TEXT_SCALE_LEAST, TEXT_SCALE_MOST, &scale);
    ui_label(&app->ui, place.x + place.w - size, place.y + place.h / 2 + panel_pt(app, 4.6f),
             text_format(app->frame, "%.0f %%", (double)(100 * scale)), 13, UI_REGULAR, app->ui.colours.text);
    if (changed && app->ui.active) app->held_text_scale = scale;
    if (!app->ui.active && (changed || app->held_text_scale > 0)) {
        app->text_scale = scale;
        app->held_text_scale = 0;
    }
}

static void choose_motion(App *app, UiRect *rest)
{
    const UiRect place = begin_row(app, rest, "setting_motion");
    ui_toggle(&app->ui, ui_id("reduced_motion", 0), place, app_word(app, "reduced_motion"), &app->reduced_motion);
}

float panel_settings(App *app, UiRect inner)
{
    const float top = inner.y;
    static const char *const sexes[] = { "male", "female" };
    int theme = (int)app->view.theme, pain = (int)app->view.pain, sex = app->view.sex == SEX_FEMALE;
    choose_language(app, &inner);
    choose_one(app, &inner, "setting_theme", "theme_", theme_ids, THEME_COUNT, &theme);
    choose_one(app, &inner, "setting_pain", "pain_", pain_ids, PAIN_COUNT, &pain);
    choose_one(app, &inner, "setting_body", "", sexes, 2, &sex);
    app->view.theme = (Theme)theme;
    app->view.pain = (Pain)pain;
    app->view.sex = sex ? SEX_FEMALE : SEX_MALE;
    choose_text_size(app, &inner);
    choose_motion(app, &inner);
    const char *note = app_word(app, "settings_note");
    return inner.y - top + ui_paragraph(&app->ui, inner.x, inner.y, inner.w, note, 12, UI_REGULAR, app->ui.colours.text_dim);
}
