// panel_body.c: whose body it is: the sex, the variable psoas minor, and sliders of posture and femur with their range and source.
#include "panels.h"

#include <math.h>

#define PAD_PT 8.0f
#define TITLE_PT 30.0f
#define ROW_PT 29.0f
#define NAME_PT 19.0f
#define SLIDER_PT 20.0f
#define GAP_PT 7.0f
#define NOTE_PT 11.0f
#define LINE_HIGH 1.38f

static const UiRect nothing = { 0, 0, 0, 0 };

void panel_sex_and_body(App *app, UiRect rect)
{
    const float gap = panel_pt(app, 4), width = 0.64f * rect.w;
    panel_sex(app, (UiRect){ rect.x, rect.y, width, rect.h });
    const char *label = text_format(app->frame, "%s …", app_word(app, "body_panel"));
    if (ui_button(&app->ui, ui_id("body", 0), (UiRect){ rect.x + width + gap, rect.y, rect.w - width - gap, rect.h }, label, false)) app->body_open = true;
}

static float text_width_px(const App *app)
{
    return panel_pt(app, PANEL_LEFT_PT - 4 * PAD_PT);
}

static float note_height(App *app, const char *text)
{
    const char **lines;
    return (float)ui_wrap(&app->ui, text, NOTE_PT, UI_REGULAR, text_width_px(app), &lines) * panel_pt(app, NOTE_PT) * LINE_HIGH;
}

static float draw_note(App *app, float x, float y, const char *text)
{
    return ui_paragraph(&app->ui, x + panel_pt(app, PAD_PT), y, text_width_px(app), text, NOTE_PT, UI_REGULAR, app->ui.colours.text_dim);
}

static const char *degrees(const App *app, float deg)
{
    return text_format(app->frame, "%s%.0f", deg < -0.5f ? "−" : "", fabs((double)deg));
}

// How far the slider goes, what the specimen has, what is published.
static const char *dial_note(const App *app, DialId id)
{
    const Dial *dial = &app->body->dials[id];
    const char *here = text_format(app->frame, "%s°", degrees(app, dial->measured_deg[app->view.sex == SEX_FEMALE]));
    return text_format(app->frame, "%s – %s° · %s · %s", degrees(app, dial->least_deg), degrees(app, dial->most_deg), app_format(app, "dial_here", here),
                       app_word(app, text_format(app->frame, "dial_%s_source", dial->id)));
}

static float dial_height(App *app, DialId id, bool notes)
{
    return panel_pt(app, NAME_PT + SLIDER_PT + (notes ? GAP_PT : 2)) + (notes ? note_height(app, dial_note(app, id)) : 0);
}

// Whole degrees: nobody measures these angles more finely.
static void draw_dial(App *app, DialId id, UiRect place, bool notes)
{
    const Dial *dial = &app->body->dials[id];
    const float pad = panel_pt(app, PAD_PT), base = place.y + panel_pt(app, 14);
    float value_deg = view_dial_deg(&app->view, app->body, id);
    const char *shown = text_format(app->frame, "%s°", degrees(app, value_deg));
    ui_label(&app->ui, place.x + pad, base, app_word(app, text_format(app->frame, "dial_%s", dial->id)), 12.5f, UI_REGULAR, app->ui.colours.text);
    ui_label(&app->ui, place.x + place.w - pad - ui_text_width(&app->ui, shown, 12.5f, UI_BOLD), base, shown, 12.5f, UI_BOLD, app->ui.colours.text);
    const UiRect track = { place.x + pad, place.y + panel_pt(app, NAME_PT), place.w - 2 * pad, panel_pt(app, SLIDER_PT) };
    if (ui_slider(&app->ui, ui_id("dial", (int)id), track, dial->least_deg, dial->most_deg, &value_deg)) {
        app->view.dial_deg[id] = roundf(value_deg);
        app->view.dial_set[id] = true;
    }
    if (notes) draw_note(app, place.x, track.y + track.h, dial_note(app, id));
}

static void draw_buttons(App *app, UiRect rect)
{
    const float gap = panel_pt(app, 4), half = (rect.w - gap) / 2;
    if (ui_button(&app->ui, ui_id("body_usual", 0), (UiRect){ rect.x, rect.y, half, rect.h }, app_word(app, "body_usual"), false)) {
        for (int d = 0; d < DIAL_COUNT; d++) app->view.dial_set[d] = false, app->view.dial_deg[d] = 0;
        app->view.psoas_minor = false;
    }
    if (ui_button(&app->ui, ui_id("body_layers", 0), (UiRect){ rect.x + half + gap, rect.y, half, rect.h }, text_format(app->frame, "‹ %s", app_word(app, "layers")), false))
        app->body_open = false;
}

static const char *woman_note(const App *app)
{
    return app->view.sex == SEX_FEMALE ? app_word(app, "body_woman_note") : "";
}

static float height_px(App *app, bool notes)
{
    float height = panel_pt(app, 2 * PAD_PT + TITLE_PT + 3 * ROW_PT + 3 * GAP_PT);
    for (int d = 0; d < app->body->dial_count; d++) height += dial_height(app, (DialId)d, notes);
    if (notes) height += note_height(app, app_word(app, "body_psoas_minor_note")) + note_height(app, woman_note(app));
    return height;
}

static float draw_psoas_minor(App *app, UiRect place, bool notes)
{
    ui_toggle(&app->ui, ui_id("psoas_minor", 0), place, body_name(app->body, "psoas_minor", app->view.language), &app->view.psoas_minor);
    return place.h + (notes ? draw_note(app, place.x, place.y + place.h, app_word(app, "body_psoas_minor_note")) : 0);
}

UiRect panel_body(App *app, UiRect free)
{
    const bool notes = height_px(app, true) <= free.h; // in a low window sliders and values alone
    const float pad = panel_pt(app, PAD_PT), gap = panel_pt(app, GAP_PT), row = panel_pt(app, ROW_PT), title = panel_pt(app, TITLE_PT);
    const UiRect rect = { free.x, free.y, panel_pt(app, PANEL_LEFT_PT), fminf(height_px(app, notes), free.h) };
    if (rect.h < 2 * pad + title + 4 * row) return nothing;
    ui_panel(&app->ui, rect, 14);
    ui_label(&app->ui, rect.x + 2 * pad, rect.y + pad + panel_pt(app, 19), app_word(app, "body_panel"), 13.5f, UI_BOLD, app->ui.colours.text);
    UiPane pane = ui_pane_begin(&app->ui, (UiRect){ rect.x + pad, rect.y + pad + title, rect.w - 2 * pad, rect.h - 2 * pad - title }, &app->body_scroll);
    UiRect place = ui_pane_row(&pane, height_px(app, notes) - 2 * pad - title);
    place.h = row;
    panel_sex(app, place);
    place.y += row + gap;
    if (notes) place.y += draw_note(app, place.x, place.y, woman_note(app));
    place.y += draw_psoas_minor(app, place, notes) + gap;
    for (int d = 0; d < app->body->dial_count; d++) {
        draw_dial(app, (DialId)d, place, notes);
        place.y += dial_height(app, (DialId)d, notes);
    }
    draw_buttons(app, (UiRect){ place.x, place.y + gap, place.w, row });
    ui_pane_end(&app->ui, &pane);
    return rect;
}
