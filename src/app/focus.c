// focus.c: what the keyboard is with: the picture, whose parts Tab goes through, or one of the panels.
#include "app.h"
#include "scene_frame.h"
#include "selection.h"

#include <math.h>

// Where there are no parts to go through, or where they go by names that not everyone knows, Tab is for the panels.
static bool picture_takes_tab(const App *app)
{
    if (app->help_open || quiz_play_on(app)) return false;
    return app->view.door == DOOR_LOOK || app->view.door == DOOR_MOVE;
}

static bool in_picture(const App *app, vec3s world_mm)
{
    const ViewState *view = &app->view;
    SceneCamera camera = camera_scene(&view->camera, view->width_px, view->height_px, 1, 1e4f);
    camera_shift(&camera, view->covered_left_frac - view->covered_right_frac, view->covered_bottom_frac);
    const vec4s at = { { world_mm.x, world_mm.y, world_mm.z, 1 } };
    const vec4s clip = glms_mat4_mulv(camera.clip_from_view, glms_mat4_mulv(camera.view_from_world, at));
    const float left = 2 * view->covered_left_frac - 1, right = 1 - 2 * view->covered_right_frac;
    return clip.w > 0 && clip.x > left * clip.w && clip.x < right * clip.w && fabsf(clip.y) < 0.9f * clip.w;
}

// What is gone through must be seen: the camera goes where it is out of the picture.
static void step_part(App *app, int step)
{
    pointing_step_part(app, step);
    app->part_focus = app->view.selected != 0;
    app->pointing.dismissed = app->pointing.pick;
    if (!app->part_focus) return;
    if (!in_picture(app, scene_part_centre_mm(app->body, scene_pose(app->cache), app->view.clip, app->view.selected)))
        steer_to_part(app, app->view.selected);
}

static void step(App *app, int by)
{
    if (picture_takes_tab(app) && !ui_focus_shown(&app->ui)) step_part(app, by);
    else ui_focus_step(&app->ui, by);
}

static void step_panel(App *app, int by)
{
    app->part_focus = !ui_focus_step_panel(&app->ui, by) && app->view.selected;
}

static void take_key(App *app, const KeyPress *press)
{
    const int by = press->mods & MOD_SHIFT ? -1 : 1;
    if (press->mods & (MOD_CTRL | MOD_ALT)) return;
    if (press->key == KEY_TAB) step(app, by);
    if (press->key == KEY_F6) step_panel(app, by);
    if (press->key == KEY_ENTER && app->part_focus && ui_focus_panel(&app->ui, app->card_panel)) app->part_focus = false;
}

static bool hand_on_mouse(const Input *input)
{
    return input->pressed[MOUSE_LEFT] || input->pressed[MOUSE_RIGHT] || fabsf(input->move_x_px) + fabsf(input->move_y_px) > 0;
}

void focus_take_keys(App *app)
{
    const Input *input = app->input;
    if (hand_on_mouse(input) || !app->view.selected) app->part_focus = false;
    for (int i = 0; i < input->key_count && !app->finder.open && !app->shelf.naming; i++) take_key(app, &input->keys[i]);
}

static int parts_shown(const App *app, PartId *place_of_selected)
{
    PartId order[PART_MOST];
    int count = 0;
    const int all = view_part_order(app->body, order);
    for (int i = 0; i < all; i++) {
        count += view_shows_part(&app->view, app->body, order[i]);
        if (order[i] == app->view.selected) *place_of_selected = (PartId)count;
    }
    return count;
}

// Where one is among the parts, and what the keys do next.
const char *focus_words(const App *app)
{
    PartId place = 0;
    const int count = parts_shown(app, &place);
    return text_format(app->frame, "%d / %d  \xC2\xB7  %s", place, count, app_word(app, "focus_hint"));
}
