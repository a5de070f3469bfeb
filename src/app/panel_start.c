#include "panels.h"

#include <math.h>

static const struct {
    Door door;
    const char *title, *hint;
} doors[] = {
    { DOOR_LOOK, "door_look", "door_look_hint" },
    { DOOR_HURT, "door_hurt", "door_hurt_hint" },
    { DOOR_MOVE, "door_move", "door_move_hint" },
};
#define DOORS ((int)(sizeof doors / sizeof doors[0]))

// The figure steps back a little; less where the words stand beside it.
static void dim_picture(App *app, bool beside)
{
    const bool dark = app->view.theme == THEME_DARK;
    const float shade = dark ? 0.03f : 1.0f;
    const UiRect all = { 0, 0, (float)app->view.width_px, (float)app->view.height_px };
    ui_draw_rect(&app->ui.draw, all, 0, (Rgba){ shade, shade, shade, (dark ? 0.42f : 0.5f) * (beside ? 0.35f : 1.0f) });
}

static void draw_centred(App *app, float y, const char *text, float size_pt, UiWeight weight, Rgba colour)
{
    const float width = ui_text_width(&app->ui, text, size_pt, weight);
    Rgba halo = app->ui.colours.panel;
    halo.a = 0.7f;
    ui_draw_text_halo(&app->ui.draw, ((float)app->view.width_px - width) / 2, y, text, panel_pt(app, size_pt), weight, colour, halo);
}

// In a small window only the name of the door.
static void draw_door_name(App *app, int i, UiRect rect)
{
    ui_label(&app->ui, rect.x + panel_pt(app, 14), rect.y + rect.h / 2 + panel_pt(app, 5.4f), app_word(app, doors[i].title), 15, UI_BOLD,
             app->ui.colours.text);
}

static void draw_door_text(App *app, int i, UiRect rect)
{
    Ui *ui = &app->ui;
    const float pad = panel_pt(app, 18), width = rect.w - 2 * pad;
    const UiRect bar = { rect.x + pad, rect.y + pad, panel_pt(app, 26), panel_pt(app, 3) };
    ui_draw_rect(&ui->draw, bar, bar.h / 2, ui->colours.accent);
    const float used =
        ui_paragraph(ui, bar.x, bar.y + panel_pt(app, 10), width, app_word(app, doors[i].title), 18, UI_BOLD, ui->colours.text);
    ui_paragraph(ui, bar.x, bar.y + panel_pt(app, 12) + used, width, app_word(app, doors[i].hint), 13, UI_REGULAR, ui->colours.text_dim);
}

static void draw_door_card(App *app, int i, UiRect rect)
{
    Ui *ui = &app->ui;
    ui_panel(ui, rect, 14);
    if (ui_button(ui, ui_id("door", i), rect, "", false)) app_open_door(app, doors[i].door);
    if (rect.h < panel_pt(app, 84))
        draw_door_name(app, i, rect);
    else
        draw_door_text(app, i, rect);
}

typedef struct DoorGrid {
    float x, y, w, h, gap;
    bool column; // one above the other
    bool beside; // with the title, left of the figure: the room that a wide window has to spare
} DoorGrid;

static DoorGrid grid_beside(const App *app)
{
    DoorGrid grid = { .gap = panel_pt(app, 14), .column = true, .beside = true };
    grid.w = panel_pt(app, 272);
    grid.h = panel_pt(app, 102);
    grid.x = panel_pt(app, 36);
    grid.y = ((float)app->view.height_px - 3 * grid.h - 2 * grid.gap) / 2 + panel_pt(app, 40);
    return grid;
}

static DoorGrid grid_below(const App *app)
{
    const float width = (float)app->view.width_px, height = (float)app->view.height_px, margin = panel_pt(app, 16);
    DoorGrid grid = { .gap = panel_pt(app, 14), .column = panel_width_pt(app) < 620 };
    grid.w = grid.column ? width - 2 * margin : fminf((width - 2 * margin - 2 * grid.gap) / 3, panel_pt(app, 270));
    grid.h = fminf(panel_pt(app, 108), grid.column ? (height * 0.7f) / 3 - grid.gap : height * 0.3f);
    const float wide = grid.column ? grid.w : 3 * grid.w + 2 * grid.gap, high = grid.column ? 3 * grid.h + 2 * grid.gap : grid.h;
    grid.x = (width - wide) / 2;
    grid.y = height - high - panel_pt(app, 62);
    return grid;
}

static DoorGrid door_grid(const App *app)
{
    return panel_width_pt(app) >= 980 && panel_height_pt(app) >= 520 ? grid_beside(app) : grid_below(app);
}

static UiRect door_place(const DoorGrid *grid, int i)
{
    const float along = (float)i;
    if (grid->column) return (UiRect){ grid->x, grid->y + along * (grid->h + grid->gap), grid->w, grid->h };
    return (UiRect){ grid->x + along * (grid->w + grid->gap), grid->y, grid->w, grid->h };
}

static void draw_title_beside(App *app, const DoorGrid *grid)
{
    Ui *ui = &app->ui;
    const float top = grid->y - panel_pt(app, 84);
    ui_label(ui, grid->x, top, app_word(app, "app_title"), 40, UI_BOLD, ui->colours.text);
    ui_paragraph(ui, grid->x, top + panel_pt(app, 14), grid->w, app_word(app, "app_subtitle"), 15, UI_REGULAR, ui->colours.text);
}

static void draw_title_above(App *app, float room_px)
{
    if (room_px < panel_pt(app, 110)) return;
    const float top = fmaxf(panel_pt(app, 64), (float)app->view.height_px * 0.11f), wide = panel_pt(app, 330);
    const UiRect cloud = { ((float)app->view.width_px - wide) / 2, top - panel_pt(app, 34), wide, panel_pt(app, 70) };
    Rgba veil = app->ui.colours.panel;
    veil.a = 0.75f;
    ui_draw_shadow(&app->ui.draw, cloud, panel_pt(app, 34), panel_pt(app, 44), veil); // letters stand on it, not on bone
    draw_centred(app, top, app_word(app, "app_title"), 38, UI_BOLD, app->ui.colours.text);
    if (panel_width_pt(app) > 460)
        draw_centred(app, top + panel_pt(app, 28), app_word(app, "app_subtitle"), 15, UI_REGULAR, app->ui.colours.text);
}

static void draw_hint(App *app)
{
    const char *hint = app_word(app, "hint_drag");
    const float width = ui_text_width(&app->ui, hint, 14, UI_REGULAR), pad = panel_pt(app, 14), bottom = (float)app->view.height_px;
    const bool fits = width + 2 * pad < (float)app->view.width_px;
    const UiRect pill = { ((float)app->view.width_px - width) / 2 - pad, bottom - panel_pt(app, 46), width + 2 * pad, panel_pt(app, 32) };
    if (fits) ui_draw_rect(&app->ui.draw, pill, pill.h / 2, app->ui.colours.panel);
    draw_centred(app, bottom - panel_pt(app, 25), hint, fits ? 14 : 11, UI_REGULAR, app->ui.colours.text);
}

UiRect panel_start_beside(const App *app)
{
    const DoorGrid grid = door_grid(app);
    return grid.beside ? (UiRect){ 0, grid.y, grid.x + grid.w, (float)app->view.height_px } : (UiRect){ 0, 0, 0, 0 };
}

void panel_start(App *app)
{
    const DoorGrid grid = door_grid(app);
    dim_picture(app, grid.beside);
    if (grid.beside) draw_title_beside(app, &grid);
    else draw_title_above(app, grid.y);
    for (int i = 0; i < DOORS; i++) draw_door_card(app, i, door_place(&grid, i));
    draw_hint(app);
}
