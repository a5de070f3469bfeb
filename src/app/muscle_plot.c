#include "muscle_plot.h"

#include "muscle_words.h"

#include <math.h>
#include <string.h>

#define PAD_PT 12.0f
#define LEFT_PT 34.0f   // for the numbers of the upright axis
#define BOTTOM_PT 32.0f // for those of the level one and its name
#define KEY_PT 15.0f    // what the band means
#define COLUMN_PX 1     // of the band

typedef struct Axes {
    UiRect box;
    float low_x, high_x, low_y, high_y; // as shown: degrees or s; mm or per cent
} Axes;

typedef struct Plot {
    Ui *ui;
    const Picture *of;
    const MuscleCurve *curve;
    Figure figure;
    float rest_mm;
    int model_count;
    Axes axes;
} Plot;

bool muscle_plot_wanted(const Body *body, const ViewState *view)
{
    Figure figure;
    return view->ui && view_plots(view, &figure) && muscle_meant(body, view) != 0;
}

UiRect muscle_plot_rect(const Ui *ui, UiRect free)
{
    const float w = fminf(PLOT_WIDTH_PT * ui->scale, free.w), h = fminf(PLOT_HEIGHT_PT * ui->scale, free.h);
    if (w < 0.7f * PLOT_WIDTH_PT * ui->scale || h < 0.8f * PLOT_HEIGHT_PT * ui->scale) return (UiRect) { 0, 0, 0, 0 };
    return (UiRect) { free.x + free.w - w, free.y + free.h - h, w, h };
}

// ---- from figures to pixels

static float shown_along(const Plot *plot, float along)
{
    return plot->curve->against ? glm_deg(along) : along;
}

static float shown_value(const Plot *plot, float value)
{
    if (plot->figure == FIGURE_STRAIN) return 100.0f * value;
    return plot->figure == FIGURE_LENGTH ? plot->rest_mm + value : value;
}

static float x_of(const Axes *axes, float shown)
{
    return axes->box.x + axes->box.w * (shown - axes->low_x) / (axes->high_x - axes->low_x);
}

static float y_of(const Axes *axes, float shown)
{
    return axes->box.y + axes->box.h * (1.0f - (shown - axes->low_y) / (axes->high_y - axes->low_y));
}

static bool band_at(const Plot *plot, float hip_rad, PublishedRange *out)
{
    const char *muscle = plot->of->body->parts[plot->curve->muscle].structure;
    return published_range(plot->of->body, muscle, plot->figure, hip_rad, out) && out->model_count == plot->model_count;
}

static void widen(float *low, float *high, float value)
{
    *low = fminf(*low, value);
    *high = fmaxf(*high, value);
}

static void measure_axes(Plot *plot)
{
    const MuscleCurve *curve = plot->curve;
    Axes *axes = &plot->axes;
    axes->low_x = axes->low_y = INFINITY;
    axes->high_x = axes->high_y = -INFINITY;
    for (int i = 0; i < CURVE_POINTS; i++) {
        PublishedRange band;
        widen(&axes->low_x, &axes->high_x, shown_along(plot, curve->along[i]));
        widen(&axes->low_y, &axes->high_y, shown_value(plot, curve->value[plot->figure][i]));
        if (!band_at(plot, curve->hip_rad[i], &band)) continue;
        widen(&axes->low_y, &axes->high_y, shown_value(plot, band.low));
        widen(&axes->low_y, &axes->high_y, shown_value(plot, band.high));
    }
    const float least = plot->figure == FIGURE_STRAIN ? 4.0f : 10.0f; // what hardly changes must not look as if it did
    const float spare = fmaxf(0.06f * (axes->high_y - axes->low_y), 0.5f * (least - (axes->high_y - axes->low_y)));
    axes->low_y -= spare;
    axes->high_y += spare;
    axes->high_x = fmaxf(axes->high_x, axes->low_x + 0.1f);
}

// ---- what is drawn

static float tick_step(float range, int most)
{
    static const float steps[] = { 0.1f, 0.2f, 0.5f, 1, 2, 5, 10, 20, 30, 50, 100, 200 };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (range / steps[i] <= (float)most) return steps[i];
    return 500;
}

static const char *number(const Plot *plot, float value, float step)
{
    const char *digits = text_format(plot->ui->frame, step < 1 ? "%.1f" : "%.0f", fabs((double)value));
    return value < -0.05f ? text_format(plot->ui->frame, "\xE2\x88\x92%s", digits) : digits;
}

static Rgba faded(Rgba colour, float alpha)
{
    colour.a *= alpha;
    return colour;
}

static void draw_level_ticks(const Plot *plot)
{
    Ui *ui = plot->ui;
    const Axes *axes = &plot->axes;
    const float step = tick_step(axes->high_x - axes->low_x, 5), baseline = axes->box.y + axes->box.h + 14 * ui->scale;
    for (float at = ceilf(axes->low_x / step) * step; at <= axes->high_x + 0.01f * step; at += step) {
        const float x = x_of(axes, at);
        const char *text = number(plot, at, step);
        ui_draw_line(&ui->draw, x, axes->box.y, x, axes->box.y + axes->box.h, ui->scale, faded(ui->colours.text_dim, 0.22f));
        ui_label(ui, x - ui_text_width(ui, text, 10.5f, UI_REGULAR) / 2, baseline, text, 10.5f, UI_REGULAR, ui->colours.text_dim);
    }
}

static void draw_upright_ticks(const Plot *plot)
{
    Ui *ui = plot->ui;
    const Axes *axes = &plot->axes;
    const float step = tick_step(axes->high_y - axes->low_y, 4);
    for (float at = ceilf(axes->low_y / step) * step; at <= axes->high_y; at += step) {
        const float y = y_of(axes, at);
        const char *text = number(plot, at, step);
        const bool standing = plot->figure == FIGURE_STRAIN && fabsf(at) < 0.01f * step;
        ui_draw_line(&ui->draw, axes->box.x, y, axes->box.x + axes->box.w, y, ui->scale,
                     faded(ui->colours.text_dim, standing ? 0.7f : 0.22f));
        ui_label(ui, axes->box.x - 6 * ui->scale - ui_text_width(ui, text, 10.5f, UI_REGULAR), y + 3.8f * ui->scale, text, 10.5f,
                 UI_REGULAR, ui->colours.text_dim);
    }
}

static const char *along_name(const Plot *plot)
{
    const Body *body = plot->of->body;
    const Language language = plot->of->view->language;
    if (!plot->curve->against) return body_string(body, "plot_time", language);
    const char *side = body->parts[plot->curve->muscle].mirrored ? "left" : "right";
    return text_format(plot->ui->frame, "%s, %s (\xC2\xB0)", body_string(body, "joint_hip_flexion", language),
                       body_string(body, side, language));
}

static void draw_along_name(const Plot *plot)
{
    Ui *ui = plot->ui;
    const UiRect box = plot->axes.box;
    const char *name = along_name(plot);
    const float width = ui_text_width(ui, name, 10.5f, UI_REGULAR);
    ui_label(ui, box.x + box.w - width, box.y + box.h + 27 * ui->scale, name, 10.5f, UI_REGULAR, ui->colours.text_dim);
}

// Flexion of the hip at a place along; the curve is searched where it stands against time.
static float hip_at(const Plot *plot, float shown)
{
    const MuscleCurve *curve = plot->curve;
    if (curve->against) return glm_rad(shown);
    const float place =
        glm_clamp((shown - curve->along[0]) / (curve->along[CURVE_POINTS - 1] - curve->along[0]), 0.0f, 1.0f) * (CURVE_POINTS - 1);
    const int i = (int)fminf(place, CURVE_POINTS - 2);
    return glm_lerp(curve->hip_rad[i], curve->hip_rad[i + 1], place - (float)i);
}

static void draw_band(const Plot *plot)
{
    Ui *ui = plot->ui;
    const Axes *axes = &plot->axes;
    const float end = axes->box.x + axes->box.w;
    for (float x = floorf(axes->box.x) + 1; x + COLUMN_PX <= end; x += COLUMN_PX) {
        PublishedRange band;
        const float shown = axes->low_x + (axes->high_x - axes->low_x) * (x + 0.5f * COLUMN_PX - axes->box.x) / axes->box.w;
        if (!band_at(plot, hip_at(plot, shown), &band)) continue;
        const float top = y_of(axes, shown_value(plot, band.high)), bottom = y_of(axes, shown_value(plot, band.low));
        const float least = 3.0f * ui->scale, high = fmaxf(bottom - top, least);
        ui_draw_rect(&ui->draw, (UiRect) { x, 0.5f * (top + bottom - high), COLUMN_PX, high }, 0, faded(ui->colours.text_dim, 0.34f));
    }
}

static void draw_curve(const Plot *plot)
{
    const MuscleCurve *curve = plot->curve;
    const Axes *axes = &plot->axes;
    const float *value = curve->value[plot->figure];
    for (int i = 0; i + 1 < CURVE_POINTS; i++) {
        const float x0 = x_of(axes, shown_along(plot, curve->along[i])), x1 = x_of(axes, shown_along(plot, curve->along[i + 1]));
        const float y0 = y_of(axes, shown_value(plot, value[i])), y1 = y_of(axes, shown_value(plot, value[i + 1]));
        if (hypotf(x1 - x0, y1 - y0) > 0.01f) ui_draw_line(&plot->ui->draw, x0, y0, x1, y1, 2 * plot->ui->scale, plot->ui->colours.accent);
    }
}

static void draw_present(const Plot *plot)
{
    Ui *ui = plot->ui;
    const Picture *of = plot->of;
    const Measured now = measure_muscle(of->measures, of->pose, plot->curve->muscle);
    const float seconds = of->view->clip_at_frac * of->body->clips[plot->curve->clip].duration_s;
    const float along = plot->curve->against ? of->pose->joint_rad[plot->curve->against] : seconds;
    const float x = x_of(&plot->axes, shown_along(plot, along)), y = y_of(&plot->axes, shown_value(plot, figure_of(&now, plot->figure)));
    const float r = 5 * ui->scale, halo = 7 * ui->scale;
    ui_draw_line(&ui->draw, x, plot->axes.box.y, x, plot->axes.box.y + plot->axes.box.h, ui->scale, faded(ui->colours.text, 0.5f));
    ui_draw_rect(&ui->draw, (UiRect) { x - halo, y - halo, 2 * halo, 2 * halo }, halo, ui->colours.panel);
    ui_draw_rect(&ui->draw, (UiRect) { x - r, y - r, 2 * r, 2 * r }, r, ui->colours.text);
}

static void draw_key(const Plot *plot, UiRect rect)
{
    Ui *ui = plot->ui;
    const float pad = PAD_PT * ui->scale, y = rect.y + rect.h - 0.75f * pad, s = ui->scale;
    if (plot->model_count == 0) return;
    ui_draw_rect(&ui->draw, (UiRect) { rect.x + pad, y - 8 * s, 14 * s, 8 * s }, 2 * s, faded(ui->colours.text_dim, 0.5f));
    ui_label(ui, rect.x + pad + 20 * s, y, words_models(plot->of->body, plot->of->view->language, plot->curve->muscle, ui->frame), 10,
             UI_REGULAR, ui->colours.text_dim);
}

static Sheet head_of(const Plot *plot, float width_px)
{
    const Picture *of = plot->of;
    const Language language = of->view->language;
    Arena *frame = plot->ui->frame;
    Sheet sheet = sheet_make(plot->ui, width_px, 1);
    sheet_text(&sheet, body_part_title(of->body, plot->curve->muscle, language, frame),
               (SheetStyle) { 12.5f, UI_BOLD, plot->ui->colours.text });
    sheet_text(&sheet, words_figure(of->measures, language, plot->curve->muscle, plot->figure, of->pose, frame),
               (SheetStyle) { 11, UI_REGULAR, plot->ui->colours.text });
    return sheet;
}

static int count_models(const Plot *plot)
{
    PublishedRange standing;
    const bool any = published_range(plot->of->body, plot->of->body->parts[plot->curve->muscle].structure, plot->figure, 0.0f, &standing);
    return any ? standing.model_count : 0;
}

static Plot lay_out(Ui *ui, const Picture *of, const MuscleCurve *curve, UiRect rect, Sheet *head)
{
    Plot plot = { .ui = ui, .of = of, .curve = curve };
    const float s = ui->scale, pad = PAD_PT * s;
    const Measured now = measure_muscle(of->measures, of->pose, curve->muscle);
    view_plots(of->view, &plot.figure);
    plot.rest_mm = now.length_mm - now.change_mm;
    plot.model_count = count_models(&plot);
    measure_axes(&plot);
    *head = head_of(&plot, rect.w - 2 * pad);
    const float top = 0.6f * pad + head->height_px + 8 * s, bottom = (BOTTOM_PT + (plot.model_count ? KEY_PT : 0)) * s + 0.4f * pad;
    plot.axes.box = (UiRect) { rect.x + pad + LEFT_PT * s, rect.y + top, rect.w - 2 * pad - LEFT_PT * s, rect.h - top - bottom };
    return plot;
}

void muscle_plot_draw(Ui *ui, const Picture *of, const MuscleCurve *curve, UiRect rect)
{
    Sheet head;
    if (rect.w <= 0 || !curve->muscle || !curve->clip) return;
    const Plot plot = lay_out(ui, of, curve, rect, &head);
    ui_panel(ui, rect, 12);
    ui_draw_rect(&ui->draw, rect, 12 * ui->scale, ui->colours.panel); // twice: a pale bone behind it must not compete
    sheet_draw(&head, rect.x + PAD_PT * ui->scale, rect.y + 0.6f * PAD_PT * ui->scale);
    if (plot.axes.box.h < 30 * ui->scale) return;
    draw_band(&plot);
    draw_level_ticks(&plot);
    draw_upright_ticks(&plot);
    draw_along_name(&plot);
    draw_curve(&plot);
    draw_present(&plot);
    draw_key(&plot, rect);
}

float muscle_plot_moment(Ui *ui, const Picture *of, const MuscleCurve *curve, UiRect rect, float x_px, float y_px)
{
    Sheet head;
    const Plot plot = lay_out(ui, of, curve, rect, &head);
    const float now = of->view->clip_at_frac;
    float best = INFINITY, moment = now;
    for (int i = 0; i < CURVE_POINTS; i++) {
        const float at = (float)i / (float)(CURVE_POINTS - 1);
        const float dx = x_of(&plot.axes, shown_along(&plot, curve->along[i])) - x_px;
        const float dy = y_of(&plot.axes, shown_value(&plot, curve->value[plot.figure][i])) - y_px;
        const float far = dx * dx + 0.1f * dy * dy + 900.0f * ui->scale * ui->scale * (at - now) * (at - now);
        if (far >= best) continue;
        best = far;
        moment = at;
    }
    return moment;
}
