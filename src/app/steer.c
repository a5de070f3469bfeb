#include "app.h"

#include <math.h>

#define FLIGHT_S 0.35
// A part that is centred keeps some of its neighbours in the picture: at least this, at most that, and no step back without need.
#define ROOM_LEAST_FRAC 1.05f
#define ROOM_MOST_FRAC 1.35f

static Camera resolved(App *app, Camera camera)
{
    if (!camera.pivot_auto && camera.distance_mm > 0) return camera;
    ViewState wish = app->view;
    wish.camera = camera;
    scene_build(app->body, app->cache, &wish, DETAIL_LOW, app->frame, &camera);
    return camera;
}

void steer_fly_to(App *app, Camera to)
{
    to = resolved(app, to);
    app->flight = (Flight){ .from = app->view.camera, .to = to, .start_s = app->now_s, .on = true };
    if (app->reduced_motion) app->flight.start_s -= FLIGHT_S;
    steer_advance(app);
}

void steer_advance(App *app)
{
    Flight *flight = &app->flight;
    if (!flight->on) return;
    const float share = (float)fmin((app->now_s - flight->start_s) / FLIGHT_S, 1.0);
    app->view.camera = camera_ease(flight->from, flight->to, share);
    flight->on = share < 1;
    if (!flight->on) app->view.camera = flight->to;
}

// The hand wins over a flight that is still on its way.
static Camera *taken_in_hand(App *app)
{
    app->flight.on = false;
    app->camera_touched = true;
    return &app->view.camera;
}

void steer_turn(App *app, float right_rad, float down_rad)
{
    camera_orbit(taken_in_hand(app), right_rad, down_rad);
    app->hint_done = true;
}

void steer_pan(App *app, float right_px, float down_px)
{
    camera_pan(taken_in_hand(app), right_px, down_px, app->view.height_px);
}

static vec3s point_under_cursor(const App *app)
{
    const Input *input = app->input;
    if (app->pointing.pick.part) return app->pointing.pick.world_mm;
    return camera_plane_point_mm(&app->view.camera, input->mouse_x_px, input->mouse_y_px, app->view.width_px, app->view.height_px);
}

void steer_zoom(App *app, float factor)
{
    const vec3s about = app->pointing.over_scene ? point_under_cursor(app) : app->view.camera.pivot_mm;
    camera_zoom_at(taken_in_hand(app), factor, about);
}

// ---- mouse

static Drag drag_wanted(const Input *input)
{
    if (input->pressed[MOUSE_RIGHT] || input->pressed[MOUSE_MIDDLE]) return DRAG_PAN;
    if (!input->pressed[MOUSE_LEFT]) return DRAG_NONE;
    return input->mods & MOD_SHIFT ? DRAG_PAN : input->mods & MOD_CTRL ? DRAG_ZOOM : DRAG_ORBIT;
}

static void start_drag(App *app)
{
    const Drag drag = drag_wanted(app->input);
    if (drag == DRAG_NONE || app->ui.wants_mouse) return;
    app->press = (Press){ .drag = drag, .clicks = app->input->click_count, .on = true };
}

static void follow_drag(App *app)
{
    const Input *input = app->input;
    const float x = input->move_x_px, y = input->move_y_px, radians = GLM_PIf / (float)app->view.height_px;
    switch (app->press.drag) {
    case DRAG_ORBIT:
        steer_turn(app, x * radians, y * radians);
        break;
    case DRAG_PAN:
        steer_pan(app, x, y);
        break;
    case DRAG_ZOOM:
        steer_zoom(app, expf(-y * 0.006f));
        break;
    case DRAG_NONE:
    case DRAG_COUNT:
        break;
    }
}

static float click_slack_px(const App *app)
{
    return 4 * app->input->scale;
}

static void steer_drag(App *app)
{
    const bool was_on = app->press.on;
    start_drag(app);
    if (!was_on || !app->press.on) return; // what moved before the press is no drag
    const bool was_click = app->press.travel_px <= click_slack_px(app);
    app->press.travel_px += fabsf(app->input->move_x_px) + fabsf(app->input->move_y_px);
    const bool is_click = app->press.travel_px <= click_slack_px(app);
    if (!is_click) follow_drag(app);
    if (was_click && !is_click) app->passes = 2;
}

void steer_by_mouse(App *app)
{
    const Input *input = app->input;
    steer_drag(app);
    if (app->ui.wants_mouse) return;
    if (fabsf(input->wheel_y) > 0) steer_zoom(app, powf(1.12f, input->wheel_y));
    if (fabsf(input->pinch_frac) > 0) steer_zoom(app, 1 + input->pinch_frac);
}

// ---- places to go

void steer_to_view(App *app, ViewId id)
{
    ViewState wish = app->view;
    view_set_standard(&wish, id);
    app->view.view = id;
    app->camera_touched = false;
    steer_fly_to(app, wish.camera);
}

void steer_to_angles(App *app, float azimuth_rad, float elevation_rad)
{
    ViewState wish = app->view;
    view_set_standard(&wish, VIEW_OBLIQUE);
    wish.camera.azimuth_rad = azimuth_rad;
    wish.camera.elevation_rad = elevation_rad;
    app->camera_touched = false;
    steer_fly_to(app, wish.camera);
}

void steer_to_part(App *app, PartId part)
{
    Camera to = app->view.camera;
    to.pivot_auto = true;
    to.distance_mm = 0;
    app->view.focus = part;
    to = resolved(app, to);
    const float current_mm = app->view.camera.distance_mm, fit_mm = to.distance_mm;
    to.distance_mm = fmaxf(fminf(current_mm, fit_mm * ROOM_MOST_FRAC), fit_mm * ROOM_LEAST_FRAC);
    app->camera_touched = true;
    steer_fly_to(app, to);
}
