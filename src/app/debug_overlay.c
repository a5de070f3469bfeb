#include "debug_overlay.h"

#include "measure_overlay.h"

#include <math.h>

#define PAD_PT 11.0f
#define LEGEND_PT 244.0f
#define BAR_PT 14.0f

static const UiRect nowhere = { 0, 0, 0, 0 };

static Rgba opaque(float r, float g, float b)
{
    return (Rgba) { r, g, b, 1 };
}

// ---- legends

// Below the title: words; a bar of colours with words at its ends; or a row of swatches with a word or number below each.
typedef struct Legend {
    const char *title, *note, *low, *high; // string ids; NULL: none
    const char *below[OVERDRAW_STEPS];     // of the swatches: string ids, or what begins with a digit as it is
    Rgba colour[OVERDRAW_STEPS];           // of the bar, from end to end, or of the swatches
    int colour_count;
} Legend;

static Legend overdraw_legend(Theme theme)
{
    static const char *const numbers[OVERDRAW_STEPS] = { "1", "2", "3", "4", "5", "6", "7", "8+" };
    const SceneTheme colours = scene_theme(theme, PAIN_RED);
    Legend legend = { .title = "debug_overdraw", .note = "debug_overdraw_note", .colour_count = OVERDRAW_STEPS };
    for (int i = 0; i < OVERDRAW_STEPS; i++) {
        const vec3s c = colours.overdraw_srgb[i];
        legend.below[i] = numbers[i];
        legend.colour[i] = opaque(c.x, c.y, c.z);
    }
    return legend;
}

// The colours as shaders/debug.frag mixes them.
static Legend legend_of(const ViewState *view)
{
    switch (view->debug_view) {
    case DEBUG_VIEW_PART:
        return (Legend) { .title = "debug_part", .note = "debug_part_note" };
    case DEBUG_VIEW_NORMAL:
        return (Legend) { .title = "debug_normal", .note = "debug_normal_note", .below = { "debug_normal_x", "debug_normal_y", "debug_normal_z" },
                          .colour = { opaque(1, 0.5f, 0.5f), opaque(0.5f, 1, 0.5f), opaque(0.5f, 0.5f, 1) }, .colour_count = 3 };
    case DEBUG_VIEW_OCCLUSION:
        return (Legend) { .title = "debug_occlusion", .low = "debug_occlusion_low", .high = "debug_occlusion_high",
                          .colour = { opaque(0, 0, 0), opaque(1, 1, 1) }, .colour_count = 2 };
    case DEBUG_VIEW_CURVATURE:
        return (Legend) { .title = "debug_curvature", .low = "debug_curvature_low", .high = "debug_curvature_high",
                          .colour = { opaque(0.1f, 0.3f, 0.9f), opaque(0.5f, 0.5f, 0.5f), opaque(1, 0.55f, 0.1f) }, .colour_count = 3 };
    case DEBUG_VIEW_OVERDRAW:
        return overdraw_legend(view->theme);
    case DEBUG_VIEW_LIT:
    case DEBUG_VIEW_STRAIN: // measure_draw_legend
    case DEBUG_VIEW_COUNT:
        break;
    }
    return (Legend) { 0 };
}

static Rgba mixed(const Legend *legend, float share)
{
    const float at = share * (float)(legend->colour_count - 1);
    const int i = (int)fminf(floorf(at), (float)(legend->colour_count - 2));
    const Rgba a = legend->colour[i], b = legend->colour[i + 1];
    const float t = at - (float)i;
    return opaque(a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t);
}

// Whole pixels, so that neighbours neither overlap nor leave a gap.
static void draw_steps(Ui *ui, const Legend *legend, UiRect bar, int steps)
{
    const bool smooth = legend->low != NULL;
    for (int i = 0; i < steps; i++) {
        const float x0 = floorf(bar.x + bar.w * (float)i / (float)steps), x1 = floorf(bar.x + bar.w * (float)(i + 1) / (float)steps);
        const Rgba colour = smooth ? mixed(legend, ((float)i + 0.5f) / (float)steps) : legend->colour[i];
        ui_draw_rect(&ui->draw, (UiRect) { x0, bar.y, x1 - x0, bar.h }, 0, colour);
    }
    ui_draw_border(&ui->draw, bar, 0, ui->scale, ui->colours.panel_border);
}

static void draw_below(Ui *ui, const Body *body, const ViewState *view, const Legend *legend, UiRect bar)
{
    const float baseline = bar.y + bar.h + 14 * ui->scale, step = bar.w / (float)legend->colour_count;
    for (int i = 0; i < legend->colour_count; i++) {
        const char *id = legend->below[i], *text = id[0] >= '0' && id[0] <= '9' ? id : body_string(body, id, view->language);
        const float width = ui_text_width(ui, text, 11, UI_REGULAR);
        ui_label(ui, bar.x + step * ((float)i + 0.5f) - width / 2, baseline, text, 11, UI_REGULAR, ui->colours.text);
    }
}

static void draw_ends(Ui *ui, const Body *body, const ViewState *view, const Legend *legend, UiRect bar)
{
    const float baseline = bar.y + bar.h + 14 * ui->scale;
    const char *high = body_string(body, legend->high, view->language);
    ui_label(ui, bar.x, baseline, body_string(body, legend->low, view->language), 11, UI_REGULAR, ui->colours.text);
    ui_label(ui, bar.x + bar.w - ui_text_width(ui, high, 11, UI_REGULAR), baseline, high, 11, UI_REGULAR, ui->colours.text);
}

static void draw_bar(Ui *ui, const Body *body, const ViewState *view, const Legend *legend, UiRect bar)
{
    if (legend->low) {
        draw_steps(ui, legend, bar, 64);
        draw_ends(ui, body, view, legend, bar);
    } else {
        draw_steps(ui, legend, bar, legend->colour_count);
        draw_below(ui, body, view, legend, bar);
    }
}

static void draw_card(Ui *ui, UiRect rect)
{
    ui_panel(ui, rect, 12);
    ui_draw_rect(&ui->draw, rect, 12 * ui->scale, ui->colours.panel); // twice: a pale bone behind it must not compete
}

static UiRect draw_debug_legend(Ui *ui, const Body *body, const ViewState *view, const Legend *legend, UiRect free)
{
    const float s = ui->scale, pad = PAD_PT * s, width = fminf(LEGEND_PT * s, free.w);
    if (width < 0.6f * LEGEND_PT * s) return nowhere;
    Sheet head = sheet_make(ui, width - 2 * pad, 1), foot = sheet_make(ui, width - 2 * pad, 1);
    sheet_text(&head, body_string(body, legend->title, view->language), (SheetStyle) { 12, UI_BOLD, ui->colours.text });
    if (legend->note) sheet_text(&foot, body_string(body, legend->note, view->language), (SheetStyle) { 10.5f, UI_REGULAR, ui->colours.text_dim });
    const float bar_rows = legend->colour_count ? (BAR_PT + 22) * s : 0, height = 1.5f * pad + head.height_px + 4 * s + bar_rows + foot.height_px;
    if (height > free.h) return nowhere;
    const UiRect rect = { free.x, free.y + free.h - height, width, height };
    const UiRect bar = { rect.x + pad, rect.y + 0.7f * pad + head.height_px + 4 * s, width - 2 * pad, BAR_PT * s };
    draw_card(ui, rect);
    sheet_draw(&head, rect.x + pad, rect.y + 0.7f * pad);
    if (legend->colour_count) draw_bar(ui, body, view, legend, bar);
    sheet_draw(&foot, rect.x + pad, bar.y + bar_rows);
    return rect;
}

UiRect legend_draw(Ui *ui, const Body *body, const ViewState *view, UiRect free)
{
    const Legend legend = legend_of(view);
    return legend.title ? draw_debug_legend(ui, body, view, &legend, free) : measure_draw_legend(ui, body, view, free);
}

bool legend_wanted(const ViewState *view)
{
    return view->debug_view != DEBUG_VIEW_LIT || view->colour == COLOUR_STRAIN;
}

// ---- figures of the frame

enum { STATS_ROWS_MOST = 12 };
#define STATS_PT 11.0f
#define STATS_ROW_PT 16.0f

typedef struct Stats {
    Ui *ui;
    const Body *body;
    Language language;
    const char *label[STATS_ROWS_MOST], *value[STATS_ROWS_MOST];
    int count;
} Stats;

static void add(Stats *stats, const char *label, const char *value)
{
    stats->label[stats->count] = body_string(stats->body, label, stats->language);
    stats->value[stats->count++] = value;
}

static const char *with_groups(Ui *ui, int number) // 123 456: thin spaces
{
    if (number < 1000) return text_format(ui->frame, "%d", number);
    return text_format(ui->frame, "%s\xE2\x80\xAF%03d", with_groups(ui, number / 1000), number % 1000);
}

static void add_times(Stats *stats, const FrameFigures *f)
{
    Arena *frame = stats->ui->frame;
    add(stats, "stats_frame", text_format(frame, "%.1f ms", f->frame_ms));
    add(stats, "stats_slow", text_format(frame, "%.1f ms", f->frame_p95_ms));
    add(stats, "stats_pose", text_format(frame, "%.2f ms", f->scene.pose_ms));
    add(stats, "stats_flesh", text_format(frame, "%.2f ms", f->scene.flesh_ms));
    add(stats, "stats_scene", text_format(frame, "%.2f ms", f->scene.scene_ms));
    add(stats, "stats_render", text_format(frame, "%.2f ms", f->counts.render_ms));
}

static void add_counts(Stats *stats, const FrameFigures *f)
{
    Arena *frame = stats->ui->frame;
    add(stats, "stats_draws", with_groups(stats->ui, f->counts.draw_count));
    add(stats, "stats_triangles", with_groups(stats->ui, f->counts.triangle_count));
    add(stats, "stats_uploads", text_format(frame, "%s KiB", with_groups(stats->ui, (f->counts.upload_bytes + 512) / 1024)));
    add(stats, "stats_text", with_groups(stats->ui, f->counts.text_count));
    add(stats, "stats_size", text_format(frame, "%d \xC3\x97 %d, \xC3\x97%d", f->width_px, f->height_px, f->samples));
    if (f->timed) add(stats, "stats_memory", text_format(frame, "%.0f MiB", f->peak_mib));
}

static float widest(const Stats *stats, const char *const *texts)
{
    float width = 0;
    for (int i = 0; i < stats->count; i++) width = fmaxf(width, ui_text_width(stats->ui, texts[i], STATS_PT, UI_REGULAR));
    return width;
}

static void draw_rows(const Stats *stats, float x, float y, float width)
{
    Ui *ui = stats->ui;
    for (int i = 0; i < stats->count; i++) {
        const float baseline = y + ((float)i * STATS_ROW_PT + STATS_PT) * ui->scale;
        ui_label(ui, x, baseline, stats->label[i], STATS_PT, UI_REGULAR, ui->colours.text_dim);
        ui_label(ui, x + width - ui_text_width(ui, stats->value[i], STATS_PT, UI_REGULAR), baseline, stats->value[i], STATS_PT, UI_REGULAR, ui->colours.text);
    }
}

UiRect stats_draw(Ui *ui, const Body *body, const ViewState *view, const FrameFigures *figures, UiRect free)
{
    if (!view->stats) return nowhere;
    Stats stats = { .ui = ui, .body = body, .language = view->language };
    const float s = ui->scale, pad = PAD_PT * s;
    if (figures->timed) add_times(&stats, figures);
    add_counts(&stats, figures);
    const float inner = fmaxf(widest(&stats, stats.label) + widest(&stats, stats.value) + 18 * s, 150 * s);
    Sheet driver = sheet_make(ui, inner, 1);
    sheet_text(&driver, figures->driver ? figures->driver : "", (SheetStyle) { 10, UI_REGULAR, ui->colours.text_dim });
    const UiRect rect = { free.x, free.y, inner + 2 * pad, 1.6f * pad + (float)stats.count * STATS_ROW_PT * s + 4 * s + driver.height_px };
    if (rect.w > free.w || rect.h > free.h) return nowhere;
    draw_card(ui, rect);
    draw_rows(&stats, rect.x + pad, rect.y + 0.8f * pad, inner);
    sheet_draw(&driver, rect.x + pad, rect.y + 0.8f * pad + (float)stats.count * STATS_ROW_PT * s + 4 * s);
    return rect;
}
