// panel_orient.c: the small cube that shows how the body lies. It is dragged to turn, a face is clicked to be seen straight on.
#include "panels.h"

#include "orient.h"

#include <math.h>

#define SIZE_PT 76.0f
#define HALF_EDGE_PT 19.5f // its corners stay within the disc, however it is turned
#define LETTER_PT 13.0f
#define LETTER_FACING_FRAC 0.35f // a face seen more from the side than that is too narrow for a letter
#define ROOM_WIDE_PT 390.0f      // of the picture: in less it would be in the way
#define ROOM_HIGH_PT 280.0f

static const char *const letters[ORIENT_FACES] = { "orient_anterior", "orient_posterior", "orient_left", "orient_right", "orient_superior", "orient_inferior" };

static Rgba mixed(Rgba a, Rgba b, float share)
{
    return (Rgba){ a.r + share * (b.r - a.r), a.g + share * (b.g - a.g), a.b + share * (b.b - a.b), 1 };
}

// Lit from the upper left; the front has a tint of its own.
static Rgba face_colour(const Ui *ui, const OrientFace *face, ViewId id, bool hot)
{
    const UiColours *colours = &ui->colours;
    const float light = fmaxf(0, -0.4f * face->outward.x + 0.6f * face->outward.y + 0.7f * face->outward.z);
    const bool dark = colours->text.r > colours->panel.r;
    const Rgba plain = mixed(colours->panel, colours->text, dark ? 0.07f + 0.14f * light : 0.20f - 0.15f * light);
    if (hot) return colours->accent;
    return id == VIEW_ANTERIOR ? mixed(plain, colours->accent, 0.28f) : plain;
}

typedef struct Place { // of the cube on the screen
    float x, y, edge_px;
} Place;

// Two triangles; the line under their common side closes the gap that their soft edges would leave.
static void draw_face(Ui *ui, const OrientFace *face, Place at, Rgba colour)
{
    float x[4], y[4];
    for (int k = 0; k < 4; k++) {
        x[k] = at.x + face->x[k] * at.edge_px;
        y[k] = at.y + face->y[k] * at.edge_px;
    }
    ui_draw_line(&ui->draw, x[0], y[0], x[2], y[2], 1.5f, colour);
    ui_draw_triangle(&ui->draw, x[0], y[0], x[1], y[1], x[2], y[2], colour);
    ui_draw_triangle(&ui->draw, x[0], y[0], x[2], y[2], x[3], y[3], colour);
    for (int k = 0; k < 4; k++) ui_draw_line(&ui->draw, x[k], y[k], x[(k + 1) % 4], y[(k + 1) % 4], 1.2f * ui->scale, ui->colours.control_border);
}

static void draw_letter(Ui *ui, const OrientFace *face, Place at, const char *letter, Rgba colour)
{
    const float size_pt = letter[1] ? LETTER_PT * 0.72f : LETTER_PT, width = ui_text_width(ui, letter, size_pt, UI_BOLD);
    const float x = at.x + face->middle_x * at.edge_px - width / 2, y = at.y + face->middle_y * at.edge_px + 0.36f * size_pt * ui->scale;
    ui_label(ui, x, y, letter, size_pt, UI_BOLD, colour);
}

static void draw_cube(App *app, const OrientFace *faces, Place at, ViewId hot)
{
    Ui *ui = &app->ui;
    for (int f = 0; f < ORIENT_FACES; f++) {
        if (faces[f].facing_frac <= 0) continue;
        draw_face(ui, &faces[f], at, face_colour(ui, &faces[f], (ViewId)f, (ViewId)f == hot));
        if (faces[f].facing_frac < LETTER_FACING_FRAC) continue;
        draw_letter(ui, &faces[f], at, app_word(app, letters[f]), (ViewId)f == hot ? ui->colours.on_accent : ui->colours.text);
    }
}

// What a click would lead to.
static void draw_name(App *app, UiRect disc, ViewId face)
{
    const char *name = app_word(app, text_format(app->frame, "view_%s", view_ids[face]));
    const float pad = panel_pt(app, 8), height = panel_pt(app, 22), width = ui_text_width(&app->ui, name, 12, UI_REGULAR) + 2 * pad;
    const UiRect pill = { disc.x + disc.w + panel_pt(app, 4), disc.y + (disc.h - height) / 2, width, height };
    Rgba ground = app->ui.colours.panel;
    ground.a = 1;
    ui_draw_rect(&app->ui.draw, pill, height / 2, ground);
    ui_draw_border(&app->ui.draw, pill, height / 2, app->ui.scale, app->ui.colours.panel_border);
    ui_label(&app->ui, pill.x + pad, pill.y + height / 2 + panel_pt(app, 4.3f), name, 12, UI_REGULAR, app->ui.colours.text);
}

static void turn_by_key(App *app, const KeyPress *press, ViewId nearest)
{
    const float step_rad = glm_rad(press->mods & MOD_SHIFT ? 90 : 10);
    switch (press->key) {
    case KEY_LEFT: steer_turn(app, -step_rad, 0); break;
    case KEY_RIGHT: steer_turn(app, step_rad, 0); break;
    case KEY_UP: steer_turn(app, 0, -step_rad); break;
    case KEY_DOWN: steer_turn(app, 0, step_rad); break;
    case KEY_HOME: steer_home(app); break;
    case KEY_ENTER:
    case KEY_SPACE: steer_to_side(app, nearest); break;
    default: break;
    }
}

static void turn_by_mouse(App *app, UiRect disc, ViewId pointed, const OrientFrame *frame)
{
    const Input *input = app->input;
    float *travel_px = &app->steering.figure_travel_px;
    if (!ui_held(&app->ui, ui_id("orient", 0), disc)) return;
    if (input->pressed[MOUSE_LEFT]) *travel_px = 0;
    else *travel_px += fabsf(input->move_x_px) + fabsf(input->move_y_px);
    const bool drag = *travel_px > 4 * input->scale;
    if (drag) steer_turn(app, input->move_x_px * GLM_PIf / disc.w, input->move_y_px * GLM_PIf / disc.w);
    else if (input->released[MOUSE_LEFT] && pointed != VIEW_COUNT) steer_to_side(app, orient_view(frame, pointed));
}

bool panel_orient_fits(const App *app, UiRect free)
{
    return app->view.door != DOOR_START && free.w >= panel_pt(app, ROOM_WIDE_PT) && free.h >= panel_pt(app, ROOM_HIGH_PT);
}

float panel_orient_size_px(const App *app)
{
    return panel_pt(app, SIZE_PT);
}

void panel_orient(App *app, float x, float bottom)
{
    Ui *ui = &app->ui;
    const float size = panel_orient_size_px(app);
    ui->panel_count++; // F6 stops here
    const UiRect disc = { x, bottom - size, size, size };
    const Place at = { disc.x + size / 2, disc.y + size / 2, panel_pt(app, HALF_EDGE_PT) };
    const OrientFrame frame = orient_frame(scene_pose(app->cache)->world_from_segment[body_segment(app->body, "pelvis")]);
    OrientFace faces[ORIENT_FACES];
    orient_faces(&frame, &app->view.camera, faces);
    const bool hovered = ui_hovered(ui, disc) && ui->active == 0, focused = ui_focusable(ui, ui_id("orient", 0), disc, size / 2);
    const ViewId pointed = orient_face_at(faces, (app->input->mouse_x_px - at.x) / at.edge_px, (app->input->mouse_y_px - at.y) / at.edge_px);
    const ViewId nearest = orient_nearest(faces), hot = hovered ? pointed : focused ? nearest : VIEW_COUNT;
    ui_draw_rect(&ui->draw, disc, size / 2, (Rgba){ ui->colours.panel.r, ui->colours.panel.g, ui->colours.panel.b, 0.7f * ui->colours.panel.a });
    draw_cube(app, faces, at, hot);
    if (hot != VIEW_COUNT) draw_name(app, disc, hot);
    ui_block_mouse(ui, disc);
    turn_by_mouse(app, disc, pointed, &frame);
    for (int i = 0; focused && i < app->input->key_count; i++) turn_by_key(app, &app->input->keys[i], orient_view(&frame, nearest));
}
