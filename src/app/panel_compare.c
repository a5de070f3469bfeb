// panel_compare.c: two to four muscles in columns: figures with bars on one scale, facts, and their curves over the clip.
#include "panels.h"

#include "compare.h"
#include "haloed.h"
#include "muscle_words.h"
#include "tip.h"

#include <math.h>
#include <string.h>

#define PAD_PT 12.0f
#define HEAD_PT 30.0f
#define GAP_PT 7.0f
#define NAMES_PT 104.0f // the column of what the rows are about
#define COLUMN_PT 122.0f
#define COLUMN_LEAST_PT 62.0f
#define WIDEST_FRAC 0.64f
#define BUTTON_PT 24.0f
#define BAR_PT 5.0f
#define PLOT_PT 92.0f
#define CELL_GAP_PT 8.0f
#define SMALLEST_FRAC 0.72f

typedef enum RowKind { ROW_NUMBER, ROW_RANGE, ROW_TEXT, ROW_PLOTS } RowKind;

// A row of the panel: number and other, of a range its ends; text.
typedef struct PanelRow {
    RowKind kind;
    const char *name; // string id
    CompareNumber number, other;
    CompareText text;
    const char *prefix; // of the strings that say the ids; NULL: they are names
} PanelRow;

static const PanelRow panel_rows[] = {
    { ROW_NUMBER, "compare_length_now", COMPARE_LENGTH, 0, 0, NULL },
    { ROW_NUMBER, "compare_length_rest", COMPARE_LENGTH_REST, 0, 0, NULL },
    { ROW_NUMBER, "compare_change", COMPARE_CHANGE, 0, 0, NULL },
    { ROW_NUMBER, "compare_arm", COMPARE_ARM, 0, 0, NULL },
    { ROW_RANGE, "compare_arm_range", COMPARE_ARM_LEAST, COMPARE_ARM_MOST, 0, NULL },
    { ROW_PLOTS, "", 0, 0, 0, NULL },
    { ROW_RANGE, "compare_depth", COMPARE_SHALLOW, COMPARE_DEEP, 0, NULL },
    { ROW_NUMBER, "compare_nearest", COMPARE_NEAREST, 0, 0, NULL },
    { ROW_TEXT, "compare_crosses", 0, 0, COMPARE_CROSSES, "crosses" },
    { ROW_TEXT, "card_action", 0, 0, COMPARE_ACTION, "action" },
    { ROW_TEXT, "origin", 0, 0, COMPARE_ORIGIN, NULL },
    { ROW_TEXT, "insertion", 0, 0, COMPARE_INSERTION, NULL },
    { ROW_TEXT, "nerve", 0, 0, COMPARE_NERVE, NULL },
    { ROW_TEXT, "compare_zones", 0, 0, COMPARE_ZONES, "zone" },
};
#define ROW_COUNT ((int)(sizeof panel_rows / sizeof panel_rows[0]))

typedef struct Grid {
    App *app;
    float title_pt; // of the heads: one size for all
    Compared compared[COMPARED_MOST];
    int count;
    float names_px, column_px;
    bool draw; // false: only told how high it is
} Grid;

static Rgba key_colour(const App *app, PartId muscle)
{
    const vec3s key = app->body->parts[muscle].key_srgb;
    return (Rgba) { key.x, key.y, key.z, 1 };
}

static float column_x(const Grid *grid, float x, int column)
{
    return x + grid->names_px + grid->column_px * (float)column;
}

// Letters grow smaller where a single word would reach into the next column.
static float fitting_size_pt(const Grid *grid, const char *text, float width, float size_pt, UiWeight weight)
{
    Text rest = text_of(text), piece;
    float widest = 1;
    while (text_next(&rest, ' ', &piece)) widest = fmaxf(widest, ui_text_width(&grid->app->ui, text_to_string(grid->app->frame, piece), size_pt, weight));
    return size_pt * fminf(1, fmaxf(width / widest, SMALLEST_FRAC));
}

static float paragraph(const Grid *grid, float x, float y, float width, const char *text, float given_pt, UiWeight weight, Rgba ink)
{
    const char **lines;
    Ui *ui = &grid->app->ui;
    const float size_pt = fitting_size_pt(grid, text, width, given_pt, weight);
    if (grid->draw) return ui_paragraph(ui, x, y, width, text, size_pt, weight, ink);
    return (float)ui_wrap(ui, text, size_pt, weight, width, &lines) * size_pt * ui->scale * 1.38f; // as ui_paragraph steps
}

// ---- numbers

static const char *number_words(const App *app, CompareNumber number, float value)
{
    const double shown = fabs((double)value);
    const bool per_cent = number == COMPARE_CHANGE;
    const char *digits = text_format(app->frame, per_cent ? "%.1f" : "%.0f", shown);
    const bool zero = strcmp(digits, "0") == 0 || strcmp(digits, "0.0") == 0;
    const char *sign = zero ? "" : value < 0 ? "\xE2\x88\x92" : per_cent ? "+" : "";
    return text_format(app->frame, "%s%s", sign, digits);
}

static const char *unit_words(CompareNumber number)
{
    return number == COMPARE_CHANGE ? "%" : "mm";
}

// In a row of a range both ends are told, the sign only where it matters.
static const char *cell_words(const Grid *grid, const PanelRow *row, const Compared *compared)
{
    const App *app = grid->app;
    if (!compared->known[row->number]) return "\xE2\x80\x94";
    const char *first = number_words(app, row->number, compared->value[row->number]);
    if (row->kind == ROW_NUMBER) return text_format(app->frame, "%s %s", first, unit_words(row->number));
    return text_format(app->frame, "%s \xE2\x80\xA6 %s %s", first, number_words(app, row->other, compared->value[row->other]), unit_words(row->number));
}

typedef struct Scale {
    float low, high;
} Scale;

static void widen(Scale *scale, const Compared *compared, CompareNumber number)
{
    if (!compared->known[number]) return;
    scale->low = fminf(scale->low, compared->value[number]);
    scale->high = fmaxf(scale->high, compared->value[number]);
}

// What can be set against each other: both lengths, all arms, all depths have one scale.
typedef enum Family { FAMILY_LENGTH, FAMILY_CHANGE, FAMILY_ARM, FAMILY_DEPTH } Family;
static const Family family_of[COMPARE_NUMBER_COUNT] = {
    [COMPARE_LENGTH] = FAMILY_LENGTH, [COMPARE_LENGTH_REST] = FAMILY_LENGTH, [COMPARE_CHANGE] = FAMILY_CHANGE, [COMPARE_ARM] = FAMILY_ARM,
    [COMPARE_ARM_LEAST] = FAMILY_ARM, [COMPARE_ARM_MOST] = FAMILY_ARM, [COMPARE_SHALLOW] = FAMILY_DEPTH, [COMPARE_DEEP] = FAMILY_DEPTH,
    [COMPARE_NEAREST] = FAMILY_DEPTH,
};

// It holds 0, so that twice as long a bar is twice as much.
static Scale scale_of(const Grid *grid, CompareNumber number)
{
    Scale scale = { 0, 0 };
    for (int n = 0; n < COMPARE_NUMBER_COUNT; n++) {
        for (int i = 0; i < grid->count && family_of[n] == family_of[number]; i++) widen(&scale, &grid->compared[i], (CompareNumber)n);
    }
    if (scale.high - scale.low < 1.0f) scale.high = scale.low + 1.0f;
    return scale;
}

// From 0 to the value, or from one end of a range to the other.
static void draw_bar(const Grid *grid, const PanelRow *row, const Compared *compared, UiRect track)
{
    Ui *ui = &grid->app->ui;
    const Scale scale = scale_of(grid, row->number);
    const float from = row->kind == ROW_RANGE ? compared->value[row->number] : 0.0f, to = compared->value[row->kind == ROW_RANGE ? row->other : row->number];
    const float step = track.w / (scale.high - scale.low), a = track.x + step * (fminf(from, to) - scale.low), b = track.x + step * (fmaxf(from, to) - scale.low);
    ui_draw_rect(&ui->draw, track, track.h / 2, ui->colours.control_hot);
    if (!compared->known[row->number]) return;
    const UiRect bar = { a, track.y, fmaxf(b - a, 2 * ui->scale), track.h };
    ui_draw_rect(&ui->draw, bar, track.h / 2, key_colour(grid->app, compared->muscle));
    ui_draw_border(&ui->draw, bar, track.h / 2, ui->scale, ui->colours.control_border);
}

static float number_cell(const Grid *grid, const PanelRow *row, const Compared *compared, UiRect place)
{
    const App *app = grid->app;
    const float high = paragraph(grid, place.x, place.y, place.w, cell_words(grid, row, compared), 12.5f, UI_BOLD, app->ui.colours.text);
    const UiRect track = { place.x, place.y + high + panel_pt(app, 1), place.w, panel_pt(app, BAR_PT) };
    if (grid->draw) draw_bar(grid, row, compared, track);
    return high + panel_pt(app, BAR_PT + 3);
}

// ---- texts

static const char *id_words(const App *app, const PanelRow *row, const char *id)
{
    if (row->prefix) return app_word(app, text_format(app->frame, "%s_%s", row->prefix, id));
    return body_name(app->body, id, app->view.language);
}

static const char *text_words(const App *app, const PanelRow *row, PartId muscle)
{
    const char *words = "";
    Text rest = text_of(compare_text(app->body, muscle, row->text, app->frame)), piece;
    while (rest.size > 0 && text_next(&rest, ';', &piece))
        words = text_format(app->frame, "%s%s%s", words, *words ? ", " : "", id_words(app, row, text_to_string(app->frame, piece)));
    if (!*words) return "\xE2\x80\x94";
    if (row->text != COMPARE_NERVE) return words;
    return text_format(app->frame, "%s (%s)", words, compare_text(app->body, muscle, COMPARE_ROOTS, app->frame));
}

static float text_cell(const Grid *grid, const PanelRow *row, const Compared *compared, UiRect place)
{
    return paragraph(grid, place.x, place.y, place.w, text_words(grid->app, row, compared->muscle), 11, UI_REGULAR, grid->app->ui.colours.text);
}

// ---- curves

static Scale curves_scale(const App *app, Figure figure)
{
    Scale scale = { 0, 0 };
    for (int c = 0; c < app->tools.compared_count; c++) {
        for (int i = 0; i < CURVE_POINTS; i++) {
            const float value = app->tools.curves[c].value[figure][i] * (figure == FIGURE_STRAIN ? 100.0f : 1.0f);
            scale.low = fminf(scale.low, value);
            scale.high = fmaxf(scale.high, value);
        }
    }
    if (scale.high - scale.low < 4.0f) scale.high = scale.low + 4.0f;
    return scale;
}

static float y_in(UiRect box, Scale scale, Figure figure, float value)
{
    return box.y + box.h * (scale.high - value * (figure == FIGURE_STRAIN ? 100.0f : 1.0f)) / (scale.high - scale.low);
}

static void draw_curve(App *app, int column, Figure figure, UiRect box, Scale scale)
{
    const MuscleCurve *curve = &app->tools.curves[column];
    Ui *ui = &app->ui;
    Spot spots[(CURVE_POINTS + 1) / 2];
    int count = 0;
    for (int i = 0; i < CURVE_POINTS; i += 2)
        spots[count++] = (Spot) { box.x + box.w * (float)i / (CURVE_POINTS - 1), y_in(box, scale, figure, curve->value[figure][i]) };
    for (int i = 0; i + 1 < count; i++) ui_draw_line(&ui->draw, spots[i].x, spots[i].y, spots[i + 1].x, spots[i + 1].y, 4.0f * ui->scale, ui->colours.control_border);
    for (int i = 0; i + 1 < count; i++)
        ui_draw_line(&ui->draw, spots[i].x, spots[i].y, spots[i + 1].x, spots[i + 1].y, 2.4f * ui->scale, key_colour(app, curve->muscle));
}

static void draw_present(App *app, const Grid *grid, Figure figure, UiRect box, Scale scale)
{
    Ui *ui = &app->ui;
    static const CompareNumber now[FIGURE_COUNT] = { [FIGURE_STRAIN] = COMPARE_CHANGE, [FIGURE_ARM] = COMPARE_ARM };
    const float x = box.x + box.w * app->view.clip_at_frac;
    ui_draw_line(&ui->draw, x, box.y, x, box.y + box.h, ui->scale, ui->colours.text_dim);
    for (int i = 0; i < grid->count; i++) {
        const float value = grid->compared[i].value[now[figure]] * (figure == FIGURE_STRAIN ? 0.01f : 1.0f);
        haloed_dot(ui, (Spot) { x, y_in(box, scale, figure, value) }, 3.2f, ui->colours.text);
    }
}

static void draw_plot(const Grid *grid, Figure figure, UiRect place)
{
    App *app = grid->app;
    Ui *ui = &app->ui;
    const Scale scale = curves_scale(app, figure);
    const float left = panel_pt(app, 30), top = panel_pt(app, 20);
    const char *name = app_word(app, figure == FIGURE_STRAIN ? "compare_change" : "figure_arm");
    const UiRect box = { place.x + left, place.y + top, place.w - left - panel_pt(app, 4), place.h - top - panel_pt(app, 4) };
    const float levels[3] = { scale.low, 0, scale.high };
    ui_label(ui, place.x, place.y + panel_pt(app, 12), text_format(app->frame, "%s (%s)", name, figure == FIGURE_STRAIN ? "%" : "mm"), 11, UI_BOLD, ui->colours.text);
    for (int i = 0; i < 3; i++) {
        const bool crowded = i != 1 && fabsf(levels[i]) < 0.14f * (scale.high - scale.low);
        if (crowded) continue;
        const float y = y_in(box, scale, FIGURE_ARM, levels[i]);
        const char *text = number_words(app, COMPARE_ARM, levels[i]);
        ui_draw_line(&ui->draw, box.x, y, box.x + box.w, y, ui->scale, ui->colours.panel_border);
        ui_label(ui, box.x - panel_pt(app, 5) - ui_text_width(ui, text, 10.5f, UI_REGULAR), y + panel_pt(app, 3.8f), text, 10.5f, UI_REGULAR, ui->colours.text_dim);
    }
    for (int i = 0; i < grid->count; i++) draw_curve(app, i, figure, box, scale);
    draw_present(app, grid, figure, box, scale);
}

static float plots(const Grid *grid, UiRect place)
{
    App *app = grid->app;
    const float high = panel_pt(app, PLOT_PT), gap = panel_pt(app, 10), half = (place.w - gap) / 2;
    if (!app->view.clip) return 0;
    if (!grid->draw) return high;
    draw_plot(grid, FIGURE_STRAIN, (UiRect) { place.x, place.y, half, high });
    draw_plot(grid, FIGURE_ARM, (UiRect) { place.x + half + gap, place.y, half, high });
    return high;
}

// ---- rows

static float row_height(const Grid *grid, const PanelRow *row, UiRect place)
{
    App *app = grid->app;
    const float gap = panel_pt(app, CELL_GAP_PT);
    if (row->kind == ROW_PLOTS) return plots(grid, place);
    float high = paragraph(grid, place.x, place.y, grid->names_px - gap, app_word(app, row->name), 11, UI_REGULAR, app->ui.colours.text_dim);
    for (int i = 0; i < grid->count; i++) {
        const UiRect cell = { column_x(grid, place.x, i), place.y, grid->column_px - gap, 0 };
        const float own = row->kind == ROW_TEXT ? text_cell(grid, row, &grid->compared[i], cell) : number_cell(grid, row, &grid->compared[i], cell);
        high = fmaxf(high, own);
    }
    return high;
}

// What has to be said of a muscle's figures, where strings.csv has it. Returns the height it takes.
static float own_note(const Grid *grid, const Compared *compared, UiRect place)
{
    App *app = grid->app;
    const char *id = text_format(app->frame, "compare_note_%s", app->body->parts[compared->muscle].structure), *note = app_word(app, id);
    return note == id ? 0 : paragraph(grid, place.x, place.y, place.w, note, 11, UI_REGULAR, app->ui.colours.text);
}

static float draw_rows(const Grid *grid, UiRect place)
{
    App *app = grid->app;
    static const char *const notes[] = { "compare_depth_note", "compare_volume_note" };
    const float top = place.y, gap = panel_pt(app, GAP_PT);
    for (int r = 0; r < ROW_COUNT; r++) {
        const float high = row_height(grid, &panel_rows[r], place);
        place.y += high + (high > 0 ? gap : 0);
    }
    for (int i = 0; i < grid->count; i++) {
        const float high = own_note(grid, &grid->compared[i], place);
        place.y += high + (high > 0 ? gap / 2 : 0);
    }
    for (int i = 0; i < 2; i++) place.y += paragraph(grid, place.x, place.y, place.w, app_word(app, notes[i]), 11, UI_REGULAR, app->ui.colours.text_dim) + gap / 2;
    return place.y - top;
}

// ---- the heads of the columns

static const char *title_of(const Grid *grid, int column)
{
    return body_part_title(grid->app->body, grid->compared[column].muscle, grid->app->view.language, grid->app->frame);
}

static float heads_height(Grid *grid)
{
    const float width = grid->column_px - panel_pt(grid->app, CELL_GAP_PT);
    float high = 0;
    grid->draw = false;
    grid->title_pt = 12;
    for (int i = 0; i < grid->count; i++) grid->title_pt = fminf(grid->title_pt, fitting_size_pt(grid, title_of(grid, i), width, 12, UI_BOLD));
    for (int i = 0; i < grid->count; i++)
        high = fmaxf(high, paragraph(grid, 0, 0, width, title_of(grid, i), grid->title_pt, UI_BOLD, grid->app->ui.colours.text));
    return high + panel_pt(grid->app, 8 + 2 + BUTTON_PT + GAP_PT);
}

static void draw_head(Grid *grid, int column, UiRect place)
{
    static const char *const signs[2] = { "\xE2\x80\xB9", "\xE2\x80\xBA" };
    static const char *const words[3] = { "tip_muscle_before", "tip_muscle_next", "tip_take_out" };
    App *app = grid->app;
    Ui *ui = &app->ui;
    const PartId muscle = grid->compared[column].muscle;
    const float gap = panel_pt(app, 3), side = fminf(panel_pt(app, BUTTON_PT), (place.w - 2 * gap) / 3);
    const int buttons = grid->count > COMPARED_LEAST ? 3 : 2;
    const UiRect swatch = { place.x, place.y, place.w, panel_pt(app, 6) };
    ui_draw_rect(&ui->draw, swatch, 2 * ui->scale, key_colour(app, muscle));
    ui_draw_border(&ui->draw, swatch, 2 * ui->scale, ui->scale, ui->colours.control_border);
    grid->draw = true;
    paragraph(grid, place.x, place.y + panel_pt(app, 8), place.w, title_of(grid, column), grid->title_pt, UI_BOLD, ui->colours.text);
    for (int i = 0; i < buttons; i++) {
        const UiRect rect = { place.x + (side + gap) * (float)i, place.y + place.h - panel_pt(app, BUTTON_PT + GAP_PT), side, panel_pt(app, BUTTON_PT) };
        const UiId id = ui_id("compare", 4 * column + i);
        const bool pressed = i == 2 ? panel_close(app, id, rect) : ui_button(ui, id, rect, signs[i], false);
        tip_offer(app, id, rect, words[i]);
        if (!pressed) continue;
        tools_change_compared(app, column, i == 2 ? 0 : compare_step(app->body, app->tools.compared, app->tools.compared_count, column, i ? 1 : -1));
    }
}

// One more column, with the next muscle that is in none.
static void draw_more(Grid *grid, UiRect rect)
{
    App *app = grid->app;
    if (grid->count == COMPARED_MOST) return;
    const bool pressed = ui_button(&app->ui, ui_id("compare_more", 0), rect, "+", false);
    tip_offer(app, ui_id("compare_more", 0), rect, "tip_muscle_more");
    if (!pressed) return;
    tools_change_compared(app, app->tools.compared_count, compare_next_free(app->body, app->tools.compared, app->tools.compared_count));
}

static void draw_heads(Grid *grid, UiRect place)
{
    App *app = grid->app;
    const float gap = panel_pt(app, CELL_GAP_PT), high = panel_pt(app, BUTTON_PT);
    for (int i = 0; i < grid->count; i++) draw_head(grid, i, (UiRect) { column_x(grid, place.x, i), place.y, grid->column_px - gap, place.h });
    draw_more(grid, (UiRect) { place.x, place.y + place.h - panel_pt(app, BUTTON_PT + GAP_PT), high, high });
}

// ---- all of it

static Grid gather(App *app, float width_px)
{
    Tools *tools = &app->tools;
    Grid grid = { .app = app, .count = tools->compared_count };
    for (int i = 0; i < grid.count; i++)
        grid.compared[i] = compare_muscle(scene_measures(app->cache), tools->depths, &app->view, scene_pose(app->cache), tools->compared[i], &tools->curves[i]);
    grid.names_px = fminf(panel_pt(app, NAMES_PT), 0.24f * width_px);
    grid.column_px = (width_px - grid.names_px) / (float)grid.count;
    return grid;
}

static void draw_scrolled(Grid *grid, UiRect place, float content)
{
    Ui *ui = &grid->app->ui;
    UiPane pane = ui_pane_begin(ui, place, &grid->app->tools.scroll);
    grid->draw = true;
    draw_rows(grid, ui_pane_row(&pane, content));
    ui_pane_end(ui, &pane);
}

UiRect panel_compare(App *app, UiRect free)
{
    const float pad = panel_pt(app, PAD_PT), columns = (float)app->tools.compared_count;
    const float width = fminf(2 * pad + panel_pt(app, NAMES_PT + COLUMN_PT * columns), WIDEST_FRAC * free.w);
    if (width < 2 * pad + panel_pt(app, COLUMN_LEAST_PT) * (columns + 1)) return (UiRect) { 0, 0, 0, 0 };
    Grid grid = gather(app, width - 2 * pad);
    const float heads = heads_height(&grid), head = panel_pt(app, HEAD_PT + GAP_PT + 4);
    const float content = draw_rows(&grid, (UiRect) { 0, 0, width - 2 * pad, 0 });
    const UiRect rect = { free.x + free.w - width, free.y, width, fminf(2 * pad + head + heads + content, free.h) };
    ui_panel(&app->ui, rect, 14);
    UiRect place = { rect.x + pad, rect.y + pad, rect.w - 2 * pad, panel_pt(app, HEAD_PT) };
    place.y += panel_tool_head(app, place) + panel_pt(app, 4);
    if (app->tools.open != TOOL_COMPARE) return rect; // its own head has just put it away
    place.h = heads;
    draw_heads(&grid, place);
    place.y += heads;
    place.h = rect.y + rect.h - pad - place.y;
    draw_scrolled(&grid, place, content);
    return rect;
}
