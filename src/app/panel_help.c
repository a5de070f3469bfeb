#include "actions.h"
#include "panels.h"

#include <math.h>
#include <string.h>

#define ROWS_MOST 128
#define SIZE_PT 12.5f

typedef struct HelpRow {
    const char *keys, *does;
} HelpRow;

// "Space: play or pause" falls apart at its first colon followed by a space; some languages put a space before it too.
static HelpRow split(const App *app, const char *line)
{
    const char *colon = strstr(line, ": ");
    if (!colon) return (HelpRow){ "", line };
    size_t size = (size_t)(colon - line);
    while (size > 0 && line[size - 1] == ' ') size--;
    return (HelpRow){ text_to_string(app->frame, (Text){ line, size }), colon + 2 };
}

// All of them, or those that serve where one is.
static int collect(const App *app, bool all, HelpRow *rows)
{
    int count, used = 0;
    const Action *table = actions_table(&count);
    const char *last = "";
    if (quiz_play_on(app)) rows[used++] = split(app, app_word(app, "quiz_keys"));
    for (int i = 0; i < count && used < ROWS_MOST; i++) {
        if (strcmp(table[i].help, last) == 0 || !(all || action_serves(app, &table[i]))) continue; // rows of one action follow each other
        last = table[i].help;
        rows[used++] = split(app, app_word(app, last));
    }
    return used;
}

// ---- rows in one or two columns, as high as their words need

typedef struct Column {
    float width, keys_width;
} Column;

static Column column_of(App *app, float width, const HelpRow *rows, int count)
{
    float keys_width = 0;
    for (int i = 0; i < count; i++) keys_width = fmaxf(keys_width, ui_text_width(&app->ui, rows[i].keys, SIZE_PT, UI_BOLD));
    return (Column){ width, fminf(keys_width, 0.5f * width) + panel_pt(app, 14) };
}

static float row_height(App *app, const Column *column, HelpRow row)
{
    const char **lines;
    const int left = ui_wrap(&app->ui, row.keys, SIZE_PT, UI_BOLD, column->keys_width - panel_pt(app, 14), &lines);
    const int right = ui_wrap(&app->ui, row.does, SIZE_PT, UI_REGULAR, column->width - column->keys_width, &lines);
    return panel_pt(app, SIZE_PT * 1.38f) * (float)(left > right ? left : right) + panel_pt(app, 5);
}

static void draw_row(App *app, const Column *column, float x, float y, HelpRow row)
{
    ui_paragraph(&app->ui, x, y, column->keys_width - panel_pt(app, 14), row.keys, SIZE_PT, UI_BOLD, app->ui.colours.text);
    ui_paragraph(&app->ui, x + column->keys_width, y, column->width - column->keys_width, row.does, SIZE_PT, UI_REGULAR, app->ui.colours.text_dim);
}

// From where on rows stand in the second column.
static int second_column(const float *heights, int count)
{
    float all = 0, above = 0;
    int i = 0;
    for (int k = 0; k < count; k++) all += heights[k];
    while (i < count && above < all / 2) above += heights[i++];
    return i;
}

// Returns how high it all is.
static float draw_rows(App *app, UiRect inner, const HelpRow *rows, int count)
{
    const bool two = inner.w >= panel_pt(app, 620);
    const float gap = panel_pt(app, 28);
    const Column column = column_of(app, two ? (inner.w - gap) / 2 : inner.w, rows, count);
    float heights[ROWS_MOST], y = inner.y, high = 0;
    for (int i = 0; i < count; i++) heights[i] = row_height(app, &column, rows[i]);
    const int second = two ? second_column(heights, count) : count;
    for (int i = 0; i < count; i++) {
        if (i == second) y = inner.y;
        draw_row(app, &column, inner.x + (i < second ? 0 : column.width + gap), y, rows[i]);
        y += heights[i];
        high = fmaxf(high, y - inner.y);
    }
    return high;
}

// ---- the pages

static float draw_keys(App *app, UiRect inner)
{
    HelpRow rows[ROWS_MOST];
    const float row = panel_pt(app, 30), step = panel_pt(app, 38);
    ui_toggle(&app->ui, ui_id("all_keys", 0), (UiRect){ inner.x, inner.y, inner.w, row }, app_word(app, "all_keys"), &app->all_keys);
    inner.y += step;
    return step + draw_rows(app, inner, rows, collect(app, app->all_keys, rows));
}

static const struct {
    const char *title;
    float (*draw)(App *app, UiRect inner); // returns the height that all of it takes
} pages[HELP_PAGE_COUNT] = {
    [HELP_KEYS] = { "keys", draw_keys },
    [HELP_SETTINGS] = { "settings", panel_settings },
    [HELP_ABOUT] = { "about", panel_about },
    [HELP_WORDS] = { "words_page", panel_words },
};

// As high as its page needs; its head stays where it is while one leafs.
static UiRect help_rect(const App *app, float edges_px)
{
    const float width = fminf(panel_pt(app, 980), (float)app->view.width_px - panel_pt(app, 16));
    const float most = fminf(panel_pt(app, 660), (float)app->view.height_px - panel_pt(app, 16));
    const float high = app->help_page_px[app->help_page];
    const UiRect all = { ((float)app->view.width_px - width) / 2, ((float)app->view.height_px - most) / 2, width, most };
    return (UiRect){ all.x, all.y, all.w, high > 0 ? fminf(most, edges_px + high) : most };
}

// The picture in words would answer a quiz: it is the last page, and left out there.
static int page_count(const App *app)
{
    return quiz_play_on(app) ? HELP_WORDS : HELP_PAGE_COUNT;
}

static void draw_tabs(App *app, UiRect rect)
{
    const char *labels[HELP_PAGE_COUNT];
    const int count = page_count(app);
    int chosen = (int)app->help_page;
    for (int i = 0; i < count; i++) labels[i] = app_word(app, pages[i].title);
    if (!panel_segment(app, "help_page", rect, labels, count, &chosen)) return;
    app->help_page = (HelpPage)chosen;
    app->help_scroll.at_px = 0;
}

// The page knows how high it is when it has been drawn.
static void draw_page(App *app, UiRect inner)
{
    UiPane pane = ui_pane_begin(&app->ui, inner, &app->help_scroll);
    const UiRect top = ui_pane_row(&pane, 0);
    const float high = pages[app->help_page].draw(app, top);
    ui_pane_row(&pane, high);
    ui_pane_end(&app->ui, &pane);
    if (fabsf(high - app->help_page_px[app->help_page]) > 0.5f) app->passes = 2;
    app->help_page_px[app->help_page] = high;
}

void panel_help(App *app)
{
    const float pad = panel_pt(app, 20), close = panel_pt(app, 28), row = panel_pt(app, 30), gap = panel_pt(app, 12);
    const UiRect rect = help_rect(app, 2 * pad + row + gap);
    if ((int)app->help_page >= page_count(app)) app->help_page = HELP_KEYS;
    ui_panel_alone(&app->ui, rect, 16);
    UiRect inner = { rect.x + pad, rect.y + pad, rect.w - 2 * pad, row };
    draw_tabs(app, (UiRect){ inner.x, inner.y, fminf(panel_pt(app, 480), inner.w - close - gap), row });
    if (panel_close(app, ui_id("close_help", 0), (UiRect){ inner.x + inner.w - close, inner.y, close, close })) app->help_open = false;
    inner.y += row + gap;
    inner.h = rect.y + rect.h - pad - inner.y;
    draw_page(app, inner);
}

void panel_banner(App *app, UiRect free)
{
    if (!app->banner.text[0]) return;
    const char **lines;
    const float pad = panel_pt(app, 14), most = fminf(free.w, panel_pt(app, 560));
    const int count = ui_wrap(&app->ui, app->banner.text, 13, UI_REGULAR, most - 2 * pad, &lines);
    float width = 0;
    for (int i = 0; i < count; i++) width = fmaxf(width, ui_text_width(&app->ui, lines[i], 13, UI_REGULAR));
    const UiRect rect = { free.x + (free.w - width) / 2 - pad, free.y, width + 2 * pad, (float)count * panel_pt(app, 18) + 1.3f * pad };
    ui_panel(&app->ui, rect, 12);
    for (int i = 0; i < count; i++)
        ui_label(&app->ui, rect.x + pad, rect.y + 0.65f * pad + panel_pt(app, 13 + 18 * (float)i), lines[i], 13, UI_REGULAR,
                 app->ui.colours.text);
}
