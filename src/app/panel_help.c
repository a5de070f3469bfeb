#include "actions.h"
#include "panels.h"

#include <math.h>
#include <string.h>

#define ROWS_MOST 64
#define SIZE_PT 12.5f
#define ROW_PT 22.0f

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

static int collect(const App *app, HelpRow *rows)
{
    int count, used = 0;
    const Action *table = actions_table(&count);
    const char *last = "";
    for (int i = 0; i < count && used < ROWS_MOST; i++) {
        if (strcmp(table[i].help, last) == 0) continue; // rows of one action follow each other
        last = table[i].help;
        rows[used++] = split(app, app_word(app, last));
    }
    return used;
}

static void draw_row(App *app, UiRect rect, HelpRow row, float keys_width)
{
    const float baseline = rect.y + panel_pt(app, 15);
    ui_label(&app->ui, rect.x, baseline, row.keys, SIZE_PT, UI_BOLD, app->ui.colours.text);
    ui_label(&app->ui, rect.x + keys_width + panel_pt(app, 14), baseline, row.does, SIZE_PT, UI_REGULAR, app->ui.colours.text_dim);
}

static float widest(const App *app, const HelpRow *rows, int count, bool keys)
{
    float width = 0;
    for (int i = 0; i < count; i++)
        width = fmaxf(width, ui_text_width(&app->ui, keys ? rows[i].keys : rows[i].does, SIZE_PT, keys ? UI_BOLD : UI_REGULAR));
    return width;
}

static void draw_rows(App *app, UiRect inner, const HelpRow *rows, int count, int columns)
{
    const int high = (count + columns - 1) / columns;
    const float width = inner.w / (float)columns, step = fminf(panel_pt(app, ROW_PT), inner.h / (float)high);
    const float keys_width = widest(app, rows, count, true);
    for (int i = 0; i < count; i++) {
        const UiRect place = { inner.x + width * (float)(i / high), inner.y + step * (float)(i % high), width, step };
        draw_row(app, place, rows[i], keys_width);
    }
}

static UiRect help_rect(const App *app, float content_width, float content_height)
{
    const float width = fminf(content_width + panel_pt(app, 48), (float)app->view.width_px - panel_pt(app, 16));
    const float height = fminf(content_height + panel_pt(app, 110), (float)app->view.height_px - panel_pt(app, 16));
    return (UiRect){ ((float)app->view.width_px - width) / 2, ((float)app->view.height_px - height) / 2, width, height };
}

void panel_help(App *app)
{
    HelpRow rows[ROWS_MOST];
    const int count = collect(app, rows);
    const float column = widest(app, rows, count, true) + widest(app, rows, count, false) + panel_pt(app, 44);
    const int columns = 2 * column + panel_pt(app, 64) <= (float)app->view.width_px ? 2 : 1;
    const float high = panel_pt(app, ROW_PT) * (float)((count + columns - 1) / columns);
    const UiRect rect = help_rect(app, column * (float)columns, high);
    const float pad = panel_pt(app, 24), close = panel_pt(app, 90);
    ui_panel(&app->ui, rect, 16);
    ui_draw_rect(&app->ui.draw, rect, panel_pt(app, 16), app->ui.colours.panel); // twice: what lies behind must not compete
    ui_label(&app->ui, rect.x + pad, rect.y + panel_pt(app, 36), app_word(app, "keys"), 18, UI_BOLD, app->ui.colours.text);
    const UiRect button = { rect.x + rect.w - pad - close, rect.y + panel_pt(app, 16), close, panel_pt(app, 30) };
    if (ui_button(&app->ui, ui_id("close_help", 0), button, app_word(app, "close"), false)) app->help_open = false;
    draw_rows(app, (UiRect){ rect.x + pad, rect.y + panel_pt(app, 56), rect.w - 2 * pad, rect.h - panel_pt(app, 110) }, rows, count,
              columns);
    const char **lines;
    const int credit_lines = ui_wrap(&app->ui, app_word(app, "credit"), 11, UI_REGULAR, rect.w - 2 * pad, &lines);
    for (int i = 0; i < credit_lines; i++)
        ui_label(&app->ui, rect.x + pad, rect.y + rect.h - panel_pt(app, 16 + 15 * (float)(credit_lines - 1 - i)), lines[i], 11, UI_REGULAR,
                 app->ui.colours.text_dim);
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
