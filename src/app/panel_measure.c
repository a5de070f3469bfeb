// panel_measure.c: in the movement door: what the colours mean, which curve is shown, whether arms are drawn.
#include "panels.h"

#include "muscle_plot.h"

#include <math.h>

#define PICTURE_LEAST_PT 200.0f // what a curve leaves of the picture, or it stays away: the muscle is worth more than its curve

static float draw_colours(App *app, UiRect rect)
{
    static const ColourMode modes[COLOUR_COUNT] = { COLOUR_TISSUE, COLOUR_KEY, COLOUR_REGION, COLOUR_STRAIN };
    const char *labels[COLOUR_COUNT];
    int chosen = 0;
    for (int i = 0; i < COLOUR_COUNT; i++) {
        labels[i] = app_word(app, text_format(app->frame, "colour_%s", colour_mode_ids[modes[i]]));
        if (app->view.colour == modes[i]) chosen = i;
    }
    if (panel_segment(app, "colours", rect, labels, COLOUR_COUNT, &chosen)) app->view.colour = modes[chosen];
    return rect.w;
}

static int plot_shown(const App *app)
{
    Figure figure;
    return view_plots(&app->view, &figure) ? 1 + (int)figure : 0;
}

static void draw_plot_choice(App *app, UiRect rect)
{
    static const PlotChoice choices[4] = { PLOT_OFF, PLOT_LENGTH, PLOT_STRAIN, PLOT_ARM };
    const char *labels[4] = { app_word(app, "plot_off"), app_word(app, "figure_length"), app_word(app, "figure_strain"),
                              app_word(app, "figure_arm") };
    const char *name = app_word(app, "plot");
    const float width = ui_text_width(&app->ui, name, 12, UI_REGULAR) + panel_pt(app, 8);
    int chosen = plot_shown(app);
    ui_label(&app->ui, rect.x, rect.y + rect.h / 2 + panel_pt(app, 4.3f), name, 12, UI_REGULAR, app->ui.colours.text_dim);
    if (panel_segment(app, "plot", (UiRect) { rect.x + width, rect.y, rect.w - width, rect.h }, labels, 4, &chosen))
        app->view.plot = choices[chosen];
}

UiRect panel_measure(App *app, UiRect free)
{
    const float pad = panel_pt(app, 6), height = panel_pt(app, 28) + 2 * pad, width = fminf(free.w, panel_pt(app, 880));
    if (app->view.door != DOOR_MOVE || width < panel_pt(app, 430)) return (UiRect) { 0, 0, 0, 0 };
    const UiRect rect = { free.x + (free.w - width) / 2, free.y + free.h - height, width, height };
    const UiRect row = { rect.x + pad, rect.y + pad, rect.w - 2 * pad, height - 2 * pad };
    const bool roomy = width >= panel_pt(app, 700);
    ui_panel(&app->ui, rect, 12);
    const float colours = draw_colours(app, (UiRect) { row.x, row.y, roomy ? 0.53f * row.w : row.w, row.h });
    if (roomy) draw_plot_choice(app, (UiRect) { row.x + colours + panel_pt(app, 18), row.y, row.w - colours - panel_pt(app, 18), row.h });
    return rect;
}

UiRect panel_plot(App *app, UiRect free)
{
    if (!muscle_plot_wanted(app->body, &app->view)) return (UiRect) { 0, 0, 0, 0 };
    const Picture of = panel_picture(app);
    const UiRect rect = muscle_plot_rect(&app->ui, free);
    if (rect.w <= 0 || rect.w + panel_pt(app, PICTURE_LEAST_PT) > free.w) return (UiRect) { 0, 0, 0, 0 };
    muscle_curve_update(&app->curve, of.measures, &app->view, muscle_meant(app->body, &app->view));
    muscle_plot_draw(&app->ui, &of, &app->curve, rect);
    if (!ui_held(&app->ui, ui_id("muscle_plot", 0), rect)) return rect;
    app->playback.on = false;
    app->view.clip_at_frac = muscle_plot_moment(&app->ui, &of, &app->curve, rect, app->input->mouse_x_px, app->input->mouse_y_px);
    return rect;
}
