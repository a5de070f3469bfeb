// panel_find.c: the search: a line to write on and what was found.
#include "panels.h"

#include <math.h>

#define WIDTH_PT 520.0f
#define FIELD_PT 42.0f
#define ROW_PT 32.0f
#define PAD_PT 10.0f
#define ROWS_SHOWN 9 // the others by scrolling

// In a narrow window a long name is worth more than what it belongs to.
static const char *detail_beside(App *app, const Found *found, const char *title, float width_px)
{
    const char *detail = finder_detail(app, found);
    const float both = ui_text_width(&app->ui, title, 13, UI_REGULAR) + ui_text_width(&app->ui, detail, 11.5f, UI_REGULAR) + panel_pt(app, 3 * PAD_PT);
    return both <= width_px ? detail : "";
}

static void draw_found(App *app, UiRect place, float row_px)
{
    Finder *finder = &app->finder;
    const Found *taken = NULL;
    UiPane pane = ui_pane_begin(&app->ui, place, &finder->scroll);
    for (int i = 0; i < finder->count; i++) {
        const Found *found = &finder->found[i];
        const UiRect row = ui_pane_row(&pane, row_px);
        if (i == finder->chosen && finder->stepped) ui_pane_reveal(&pane, row);
        const char *title = finder_title(app, found);
        if (ui_row(&app->ui, ui_id("found", i), row, title, detail_beside(app, found, title, row.w), i == finder->chosen)) taken = found;
    }
    finder->stepped = false;
    ui_pane_end(&app->ui, &pane);
    if (taken) finder_go(app, taken);
}

void panel_find(App *app)
{
    Finder *finder = &app->finder;
    const float pad = panel_pt(app, PAD_PT), width = fminf(panel_pt(app, WIDTH_PT), (float)app->view.width_px - 2 * pad);
    const float room = ((float)app->view.height_px - panel_pt(app, FIELD_PT + 3 * PAD_PT + 10)) / (float)(ROWS_SHOWN + 1), row = fminf(panel_pt(app, ROW_PT), room);
    const bool nothing = finder->text[0] && finder->count == 0;
    const float list = (float)(nothing ? 1 : finder->count < ROWS_SHOWN ? finder->count : ROWS_SHOWN) * row;
    const UiRect rect = { ((float)app->view.width_px - width) / 2, panel_pt(app, 10), width, panel_pt(app, FIELD_PT) + 2 * pad + list + (list > 0 ? pad / 2 : 0) };
    ui_panel(&app->ui, rect, 14);
    const UiRect field = { rect.x + pad, rect.y + pad, rect.w - 2 * pad, panel_pt(app, FIELD_PT) };
    if (ui_text_field(&app->ui, field, finder->text, (int)sizeof finder->text, &finder->caret, app_word(app, finder->for_point ? "ruler_find_hint" : "find_hint"))) finder_look(app);
    if (finder->fresh && finder->text[0] == '/') finder->text[0] = '\0'; // the key that opened it
    finder->fresh = false;
    const UiRect place = { field.x, field.y + field.h + pad / 2, field.w, list };
    if (nothing) ui_label(&app->ui, place.x + pad, place.y + 0.66f * row, app_word(app, "find_nothing"), 13, UI_REGULAR, app->ui.colours.text_dim);
    else if (finder->count) draw_found(app, place, row);
    const bool outside = app->input->pressed[MOUSE_LEFT] && !ui_hovered(&app->ui, rect);
    if (outside) finder_close(app);
}
