// steer.c: the camera in the hand: turning, moving, coming nearer, flying to a place. What a person turns about is what they look at.
#include "app.h"

#include "scene_frame.h"

#include <math.h>

#define FLIGHT_S 0.35
// A part that is centred keeps some of its neighbours in the picture: at least this, at most that, and no step back without need.
#define ROOM_LEAST_FRAC 1.05f
#define ROOM_MOST_FRAC 1.35f
// While one turns, what is looked at lies no further from the pivot than this share of the picture's height: it stays in the picture.
#define SWING_FRAC 0.25f
#define LOOK_FRAC 0.08f // of the picture's height, from the middle to the looks around it
// A glide after a turn let go in motion: what is left of the speed after each GLIDE_FADE_S is a third, and then it ends.
#define GLIDE_S 0.4
#define GLIDE_FADE_S 0.1f
#define GLIDE_LEAST_RAD_S 0.4f
#define GLIDE_MOST_RAD 0.6f // however hard it was thrown
#define HAND_RESTS_S 0.08
#define HAND_FADE_S 0.04f // over which the speed of the hand is taken
#define WHEEL_MOST 6.0f   // notches a frame: after a stall many come at once, and must not throw the camera

static float clampf(float x, float low, float high)
{
    return fminf(fmaxf(x, low), high);
}

static Camera resolved(App *app, Camera camera)
{
    if (!camera.pivot_auto && camera.distance_mm > 0) return camera;
    ViewState wish = app->view;
    wish.camera = camera;
    scene_build(app->body, app->cache, &wish, DETAIL_LOW, app->frame, &camera);
    return camera;
}

// ---- what is looked at

static const Scene *scene_now(App *app)
{
    return scene_build(app->body, app->cache, &app->view, app_detail(app), app->frame, NULL);
}

static bool depth_under(const App *app, const Scene *scene, float x_px, float y_px, float *depth_mm)
{
    const Pick pick = pick_at(app->picker, app->body, scene, &app->view, x_px, y_px);
    if (!pick.part) return false;
    *depth_mm = camera_depth_mm(&app->view.camera, pick.world_mm);
    return true;
}

static void put_in_order(float *values, int count)
{
    for (int i = count - 1; i > 0 && values[i] < values[i - 1]; i--) {
        const float nearer = values[i];
        values[i] = values[i - 1];
        values[i - 1] = nearer;
    }
}

// The middle one of five looks: a single one may fall through a gap between two parts.
static bool depth_in_the_middle(const App *app, const Scene *scene, float *depth_mm)
{
    static const float around[5][2] = { { 0, 0 }, { 1, 0 }, { -1, 0 }, { 0, 1 }, { 0, -1 } };
    const float step_px = LOOK_FRAC * (float)app->view.height_px;
    float x, y, depths_mm[5];
    int count = 0;
    if (!scene_project(scene, app->view.camera.pivot_mm, &x, &y, NULL)) return false;
    for (int i = 0; i < 5; i++) {
        if (!depth_under(app, scene, x + around[i][0] * step_px, y + around[i][1] * step_px, &depths_mm[count])) continue;
        put_in_order(depths_mm, ++count);
    }
    if (count > 0) *depth_mm = depths_mm[(count - 1) / 2];
    return count > 0;
}

// No further than needed: seen from afar one turns about the body, and the nearer one comes the closer the pivot lies to the surface.
static void bring_pivot_near(Camera *camera, float depth_mm)
{
    const float swing_mm = SWING_FRAC * camera_height_mm(camera, depth_mm);
    const float wanted_mm = clampf(camera->distance_mm, depth_mm - swing_mm, depth_mm + swing_mm);
    if (wanted_mm < camera->distance_mm || wanted_mm > camera->distance_mm) camera_slide(camera, wanted_mm);
}

static void find_pivot(App *app)
{
    float depth_mm;
    if (app->steering.pivot_chosen) return;
    if (depth_in_the_middle(app, scene_now(app), &depth_mm)) bring_pivot_near(&app->view.camera, depth_mm);
    else if (app->press.on_surface) bring_pivot_near(&app->view.camera, camera_depth_mm(&app->view.camera, app->press.point_mm));
}

// ---- flights

void steer_fly_to(App *app, Camera to)
{
    to = resolved(app, to);
    app->steering.glide.on = false;
    app->flight = (Flight){ .from = app->view.camera, .to = to, .start_s = app->now_s, .on = true };
    if (app->reduced_motion) app->flight.start_s -= FLIGHT_S;
    steer_advance(app);
}

static void advance_flight(App *app)
{
    Flight *flight = &app->flight;
    if (!flight->on) return;
    const float share = (float)fmin((app->now_s - flight->start_s) / FLIGHT_S, 1.0);
    app->view.camera = camera_ease(flight->from, flight->to, share);
    flight->on = share < 1;
    if (!flight->on) app->view.camera = flight->to;
}

// ---- the hand

// It wins over what is still on its way.
static Camera *taken_in_hand(App *app)
{
    app->flight.on = false;
    app->steering.glide.on = false;
    app->camera_touched = true;
    return &app->view.camera;
}

static void turn(App *app, float right_rad, float down_rad)
{
    Camera *camera = &app->view.camera;
    if (!camera_same(camera, &app->steering.looked)) find_pivot(app);
    camera_orbit(camera, right_rad, down_rad);
    app->steering.looked = *camera;
    app->hint_done = true;
}

void steer_turn(App *app, float right_rad, float down_rad)
{
    taken_in_hand(app);
    turn(app, right_rad, down_rad);
}

// The middle of the picture stays with the body: it cannot be lost from sight for good.
static void keep_in_reach(App *app, vec3s before_mm)
{
    vec3s low_mm, high_mm;
    app->steering.pivot_chosen = false;
    if (scene_frame_reach(app->body, scene_pose(app->cache), &app->view, &low_mm, &high_mm))
        camera_keep_within(&app->view.camera, before_mm, low_mm, high_mm);
}

void steer_pan(App *app, float right_px, float down_px)
{
    Camera *camera = taken_in_hand(app);
    const vec3s before_mm = camera->pivot_mm;
    camera_pan(camera, right_px, down_px, app->view.height_px);
    keep_in_reach(app, before_mm);
}

static vec3s plane_point_mm(const App *app, float x_px, float y_px)
{
    const ViewState *view = &app->view;
    const float width = (float)view->width_px, height = (float)view->height_px;
    const float x = x_px - 0.5f * width * (view->covered_left_frac - view->covered_right_frac), y = y_px + 0.5f * height * view->covered_bottom_frac;
    return camera_plane_point_mm(&view->camera, x, y, view->width_px, view->height_px);
}

// Towards a surface the camera comes as near as CAMERA_NEAREST_MM, and never through it.
static void zoom_about(App *app, float factor, vec3s point_mm, bool on_surface)
{
    Camera *camera = taken_in_hand(app);
    const vec3s before_mm = camera->pivot_mm;
    if (on_surface && !camera->orthographic) camera_slide(camera, camera_depth_mm(camera, point_mm));
    camera_zoom_at(camera, factor, point_mm);
    keep_in_reach(app, before_mm);
}

void steer_zoom(App *app, float factor)
{
    float depth_mm;
    Camera *camera = taken_in_hand(app);
    if (factor > 1 && !camera->orthographic && depth_in_the_middle(app, scene_now(app), &depth_mm)) camera_slide(camera, depth_mm);
    zoom_about(app, factor, camera->pivot_mm, false);
}

// What was met in the last frame still lies there, unless the cursor has moved since.
static void zoom_at_cursor(App *app, float factor)
{
    const Input *input = app->input;
    const float x = input->mouse_x_px, y = input->mouse_y_px;
    Pick pick = app->pointing.pick;
    if (!app->pointing.over_scene || fabsf(input->move_x_px) + fabsf(input->move_y_px) > 0) pick = pick_at(app->picker, app->body, scene_now(app), &app->view, x, y);
    zoom_about(app, factor, pick.part ? pick.world_mm : plane_point_mm(app, x, y), pick.part != 0);
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
    const Input *input = app->input;
    const Drag drag = drag_wanted(input);
    if (drag == DRAG_NONE || app->ui.wants_mouse) return;
    app->press = (Press){ .drag = drag, .clicks = input->click_count, .on = true, .x_px = input->mouse_x_px, .y_px = input->mouse_y_px };
}

// A click that has become a drag takes hold of what it was pressed on. Moved by the hand, that stays under the cursor.
static void take_hold(App *app)
{
    Press *press = &app->press;
    const Pick pick = pick_at(app->picker, app->body, scene_now(app), &app->view, press->x_px, press->y_px);
    press->on_surface = pick.part != 0;
    press->point_mm = pick.part ? pick.world_mm : plane_point_mm(app, press->x_px, press->y_px);
    app->steering.looked = (Camera){ 0 };
    app->steering.right_rad_s = app->steering.down_rad_s = 0;
    app->steering.moved_s = app->now_s;
    if (press->drag == DRAG_PAN && press->on_surface) camera_slide(&app->view.camera, camera_depth_mm(&app->view.camera, press->point_mm));
}

static void note_speed(App *app, float right_rad, float down_rad)
{
    Steering *steering = &app->steering;
    const double since_s = app->now_s - steering->moved_s;
    const float dt_s = clampf((float)since_s, 0.004f, 0.1f), share = 1 - expf(-dt_s / HAND_FADE_S);
    if (since_s > HAND_RESTS_S) steering->right_rad_s = steering->down_rad_s = 0;
    steering->right_rad_s += share * (right_rad / dt_s - steering->right_rad_s);
    steering->down_rad_s += share * (down_rad / dt_s - steering->down_rad_s);
    steering->moved_s = app->now_s;
}

static void orbit_by(App *app, float x_px, float y_px)
{
    const float radians = GLM_PIf / (float)app->view.height_px;
    if (fabsf(x_px) + fabsf(y_px) <= 0) return;
    note_speed(app, x_px * radians, y_px * radians);
    steer_turn(app, x_px * radians, y_px * radians);
}

static void follow_drag(App *app)
{
    const float x = app->input->move_x_px, y = app->input->move_y_px;
    switch (app->press.drag) {
    case DRAG_ORBIT:
        orbit_by(app, x, y);
        break;
    case DRAG_PAN:
        steer_pan(app, x, y);
        break;
    case DRAG_ZOOM:
        zoom_about(app, expf(-y * 0.006f), app->press.point_mm, app->press.on_surface);
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
    if (app->input->focus_gained) app->press = (Press){ 0 }; // whatever was held when the window was left is held no more
    start_drag(app);
    if (!was_on || !app->press.on) return; // what moved before the press is no drag
    const bool was_click = app->press.travel_px <= click_slack_px(app);
    app->press.travel_px += fabsf(app->input->move_x_px) + fabsf(app->input->move_y_px);
    const bool is_click = app->press.travel_px <= click_slack_px(app);
    if (was_click && !is_click) take_hold(app);
    if (!is_click) follow_drag(app);
    if (was_click && !is_click) app->passes = 2;
}

// ---- after the hand: a short glide

static bool let_go_in_motion(const App *app)
{
    const Steering *steering = &app->steering;
    const bool turned = app->press.on && app->press.drag == DRAG_ORBIT && app->press.travel_px > click_slack_px(app);
    if (!turned || !app->input->released[MOUSE_LEFT] || app->reduced_motion) return false;
    return app->now_s - steering->moved_s < HAND_RESTS_S && hypotf(steering->right_rad_s, steering->down_rad_s) > GLIDE_LEAST_RAD_S;
}

static void start_glide(App *app)
{
    const Steering *steering = &app->steering;
    if (!let_go_in_motion(app)) return;
    const float for_s = fminf(GLIDE_FADE_S, GLIDE_MOST_RAD / hypotf(steering->right_rad_s, steering->down_rad_s));
    app->steering.glide = (Glide){ steering->right_rad_s * for_s, steering->down_rad_s * for_s, 0, app->now_s, true };
}

// A hand that only moves on after letting go is no wish.
static bool hand_is_back(const Input *input)
{
    const bool pressed = input->pressed[MOUSE_LEFT] || input->pressed[MOUSE_MIDDLE] || input->pressed[MOUSE_RIGHT];
    return pressed || input->key_count > 0 || fabsf(input->wheel_x) + fabsf(input->wheel_y) + fabsf(input->pinch_frac) > 0;
}

// By the time alone, so that it ends at the same place however many frames there are.
static void advance_glide(App *app)
{
    Glide *glide = &app->steering.glide;
    const float since_s = (float)fmin(app->now_s - glide->start_s, GLIDE_S);
    if (!glide->on || since_s <= 0) return;
    const float share = 1 - expf(-since_s / GLIDE_FADE_S), step = share - glide->done_frac;
    turn(app, glide->right_rad * step, glide->down_rad * step);
    glide->done_frac = share;
    glide->on = app->now_s - glide->start_s < GLIDE_S;
}

void steer_advance(App *app)
{
    advance_flight(app);
    advance_glide(app);
}

bool steer_is_moving(const App *app)
{
    return app->flight.on || app->steering.glide.on;
}

// ---- wheel and fingers

// Two fingers on a trackpad send the wheel's events, sideways too. Nothing tells the two apart, so the plain wheel zooms, as a mouse's must, and
// what only a trackpad has, going sideways, turns; with Shift the picture goes along with the fingers, with Alt the body turns with them.
static void scroll(App *app)
{
    const Input *input = app->input;
    const float x = clampf(input->wheel_x, -WHEEL_MOST, WHEEL_MOST), y = clampf(input->wheel_y, -WHEEL_MOST, WHEEL_MOST);
    const float turn_rad = glm_rad(10), pan_px = 40 * input->scale;
    if (fabsf(x) + fabsf(y) <= 0) return;
    if (input->mods & MOD_SHIFT) steer_pan(app, x * pan_px, -y * pan_px);
    else if (input->mods & MOD_ALT) steer_turn(app, x * turn_rad, -y * turn_rad);
    else if (fabsf(x) > fabsf(y)) steer_turn(app, x * turn_rad, 0);
    else zoom_at_cursor(app, powf(input->mods & MOD_CTRL ? 1.03f : 1.12f, y));
}

// Two fingers on the glass move the picture and spread it; what the first of them began is no turn and no click.
static void follow_fingers(App *app)
{
    const Input *input = app->input;
    if (fabsf(input->fingers_x_px) + fabsf(input->fingers_y_px) + fabsf(input->pinch_frac) <= 0) return;
    app->press = (Press){ 0 };
    if (fabsf(input->fingers_x_px) + fabsf(input->fingers_y_px) > 0) steer_pan(app, input->fingers_x_px, input->fingers_y_px);
    if (fabsf(input->pinch_frac) > 0) zoom_at_cursor(app, clampf(1 + input->pinch_frac, 0.5f, 2));
}

void steer_by_mouse(App *app)
{
    if (hand_is_back(app->input)) app->steering.glide.on = false;
    steer_drag(app);
    start_glide(app);
    if (app->ui.wants_mouse) return;
    scroll(app);
    follow_fingers(app);
}

// ---- places to go

void steer_home(App *app)
{
    app->view.focus = 0;
    steer_to_view(app, VIEW_OBLIQUE);
}

// Where a person has chosen what the picture shows, the figure turns and stays.
void steer_to_side(App *app, ViewId id)
{
    ViewState standard = app->view;
    if (!app->camera_touched) {
        steer_to_view(app, id);
        return;
    }
    view_set_standard(&standard, id);
    Camera to = app->view.camera;
    to.azimuth_rad = standard.camera.azimuth_rad;
    to.elevation_rad = standard.camera.elevation_rad;
    app->view.view = id;
    find_pivot(app);
    to.pivot_mm = app->view.camera.pivot_mm;
    to.distance_mm = app->view.camera.distance_mm;
    steer_fly_to(app, to);
}

void steer_to_view(App *app, ViewId id)
{
    ViewState wish = app->view;
    view_set_standard(&wish, id);
    app->view.view = id;
    app->camera_touched = app->steering.pivot_chosen = false;
    steer_fly_to(app, wish.camera);
}

void steer_to_angles(App *app, float azimuth_rad, float elevation_rad)
{
    ViewState wish = app->view;
    view_set_standard(&wish, VIEW_OBLIQUE);
    wish.camera.azimuth_rad = azimuth_rad;
    wish.camera.elevation_rad = elevation_rad;
    app->camera_touched = app->steering.pivot_chosen = false;
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
    app->camera_touched = app->steering.pivot_chosen = true;
    steer_fly_to(app, to);
}
