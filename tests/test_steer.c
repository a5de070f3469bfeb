// The camera in the hand: drags, wheel, fingers and keys against the real body, without a window.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "orient.h"
#include "samples_stage.h"
#include "scene_frame.h"

#include <math.h>
#include <string.h>

static int open_app(void **state)
{
    stage_open_app(state);
    stage.app.view.door = DOOR_LOOK;
    view_set_standard(&stage.app.view, VIEW_ANTERIOR);
    for (int i = 0; i < 8; i++) stage_frame(0.5); // panels have come, the figure stands in its place
    return 0;
}

static Camera *camera(void)
{
    return &stage.app.view.camera;
}

static void key(int code, unsigned mods)
{
    stage.input.keys[stage.input.key_count++] = (KeyPress){ code, mods, false };
    stage_frame(0.02);
}

static void move_to(float x, float y)
{
    stage.input.move_x_px = x - stage.input.mouse_x_px;
    stage.input.move_y_px = y - stage.input.mouse_y_px;
    stage.input.mouse_inside = true;
    stage.input.mouse_x_px = x;
    stage.input.mouse_y_px = y;
    stage_frame(0.016);
}

static void move_by(float x, float y)
{
    move_to(stage.input.mouse_x_px + x, stage.input.mouse_y_px + y);
}

static void press(MouseButton button)
{
    stage.input.pressed[button] = stage.input.down[button] = true;
    stage.input.click_count = 1;
    stage_frame(0.016);
}

static void let_go(MouseButton button)
{
    stage.input.released[button] = true;
    stage.input.down[button] = false;
    stage_frame(0.016);
}

static void wheel(float x, float y, unsigned mods)
{
    stage.input.wheel_x = x;
    stage.input.wheel_y = y;
    stage.input.mods = mods;
    stage_frame(0.016);
}

static Scene *scene_of(const Camera *of)
{
    ViewState view = stage.app.view;
    view.camera = *of;
    return scene_build(&stage.body, stage.app.cache, &view, DETAIL_HIGH, &stage.frame, NULL);
}

static vec3s point_under(float x, float y)
{
    const Pick pick = pick_at(stage.app.picker, &stage.body, scene_of(camera()), &stage.app.view, x, y);
    assert_int_not_equal(pick.part, 0);
    return pick.world_mm;
}

static vec2s pixel_of(vec3s world_mm)
{
    vec2s at;
    assert_true(scene_project(scene_of(camera()), world_mm, &at.x, &at.y, NULL));
    return at;
}

// A place of the picture's middle where bone is: on L5, and the pixel it has now.
static vec3s on_the_spine(vec2s *at)
{
    assert_true(scene_project(scene_of(camera()), (vec3s){ { 0, 95, 0 } }, &at->x, &at->y, NULL));
    return point_under(at->x, at->y);
}

// ---- what one turns about

static void a_slide_of_the_pivot_leaves_every_point_where_it_was(void **state)
{
    (void)state;
    const vec3s points_mm[] = { { { 60, 100, 40 } }, { { -200, -50, 10 } }, { { 0, -150, -90 } } };
    for (int ortho = 0; ortho < 2; ortho++) {
        camera()->orthographic = ortho;
        for (int k = 0; k < 3; k++) {
            const vec2s before = pixel_of(points_mm[k]);
            const vec3s pivot_mm = camera()->pivot_mm;
            camera_slide(camera(), camera()->distance_mm + (k - 1.4f) * 150);
            assert_true(glms_vec3_distance(camera()->pivot_mm, pivot_mm) > 50);
            const vec2s after = pixel_of(points_mm[k]);
            assert_float_equal(after.x, before.x, 0.05);
            assert_float_equal(after.y, before.y, 0.05);
        }
    }
}

// The pivot has been left far behind what fills the picture: as after moving about close up.
static vec3s come_close_with_the_pivot_far_behind(vec2s *at)
{
    const vec3s spine_mm = on_the_spine(at);
    const Camera before = *camera();
    camera()->pivot_mm = spine_mm;
    camera()->distance_mm = 140;
    camera_slide(camera(), 140 + 400);
    stage.app.camera_touched = true;
    (void)before;
    stage_settle();
    *at = pixel_of(spine_mm);
    return spine_mm;
}

static void close_up_a_turn_does_not_swing_the_part_away(void **state)
{
    (void)state;
    for (int by_key = 0; by_key < 2; by_key++) {
        open_app(NULL);
        vec2s at;
        const vec3s spine_mm = come_close_with_the_pivot_far_behind(&at);
        if (by_key) {
            for (int i = 0; i < 3; i++) key(KEY_RIGHT, 0);
        } else {
            move_to(at.x, at.y);
            press(MOUSE_LEFT);
            for (int i = 0; i < 10; i++) move_by(13.3f, 0);
            let_go(MOUSE_LEFT);
        }
        const vec2s now = pixel_of(spine_mm);
        if (hypotf(now.x - at.x, now.y - at.y) > 0.25f * 800) fail_msg("moved by %g pixels", (double)hypotf(now.x - at.x, now.y - at.y));
    }
}

static void finding_the_pivot_does_not_move_the_picture(void **state)
{
    (void)state;
    vec2s at;
    const vec3s spine_mm = come_close_with_the_pivot_far_behind(&at);
    const vec3s eye_mm = camera_eye_mm(camera());
    const float distance_mm = camera()->distance_mm;
    move_to(at.x, at.y);
    press(MOUSE_LEFT);
    move_by(0.01f, 8); // the smallest turn to a side: only the pivot changes, and how steeply one looks
    move_by(-0.01f, -8);
    assert_true(camera()->distance_mm < distance_mm - 200);
    assert_true(glms_vec3_distance(camera_eye_mm(camera()), eye_mm) < 0.2f);
    const vec2s now = pixel_of(spine_mm);
    assert_float_equal(now.x, at.x, 0.5);
    assert_float_equal(now.y, at.y, 0.5);
}

static void seen_as_a_whole_the_body_turns_about_its_own_middle(void **state)
{
    (void)state;
    const vec3s pivot_mm = camera()->pivot_mm;
    key(KEY_RIGHT, 0);
    assert_true(glms_vec3_distance(camera()->pivot_mm, pivot_mm) < 1e-3f);
}

static void a_pivot_chosen_by_the_person_stays_until_the_picture_is_moved(void **state)
{
    (void)state;
    stage.app.view.selected = body_part(&stage.body, "disc_l5_s1");
    assert_int_not_equal(stage.app.view.selected, 0);
    view_peel(&stage.app.view, &stage.body, 0);
    stage_settle();
    key('f', 0);
    const vec3s pivot_mm = camera()->pivot_mm;
    for (int i = 0; i < 4; i++) key(KEY_RIGHT, 0);
    assert_true(glms_vec3_distance(camera()->pivot_mm, pivot_mm) < 1e-3f);
    key(KEY_LEFT, MOD_CTRL);
    assert_false(stage.app.steering.pivot_chosen);
}

static void the_place_taken_hold_of_stays_under_the_cursor(void **state)
{
    (void)state;
    vec2s at;
    const vec3s spine_mm = come_close_with_the_pivot_far_behind(&at);
    move_to(at.x, at.y);
    press(MOUSE_RIGHT);
    for (int i = 0; i < 6; i++) move_by(11, 7);
    const vec2s now = pixel_of(spine_mm);
    assert_float_equal(now.x, stage.input.mouse_x_px, 1);
    assert_float_equal(now.y, stage.input.mouse_y_px, 1);
    let_go(MOUSE_RIGHT);
}

// ---- near and far

static void the_wheel_never_leads_through_what_it_leads_to(void **state)
{
    (void)state;
    vec2s at;
    const vec3s spine_mm = on_the_spine(&at);
    move_to(at.x, at.y);
    for (int i = 0; i < 60; i++) wheel(0, 1, 0);
    const vec2s now = pixel_of(spine_mm);
    const float depth_mm = camera_depth_mm(camera(), spine_mm);
    if (depth_mm < CAMERA_NEAREST_MM - 0.5f || depth_mm > CAMERA_NEAREST_MM + 5) fail_msg("%g mm before the eye", (double)depth_mm);
    assert_float_equal(now.x, at.x, 3);
    assert_float_equal(now.y, at.y, 3);
}

static void keys_never_lead_through_the_body_either(void **state)
{
    (void)state;
    const vec2s middle = pixel_of(camera()->pivot_mm);
    const vec3s ahead_mm = point_under(middle.x, middle.y);
    camera_slide(camera(), camera()->distance_mm + 80); // the pivot lies inside
    for (int i = 0; i < 60; i++) key('+', 0);
    const float depth_mm = camera_depth_mm(camera(), ahead_mm);
    if (depth_mm < 0.8f * CAMERA_NEAREST_MM || depth_mm > 2 * CAMERA_NEAREST_MM) fail_msg("%g mm before the eye", (double)depth_mm);
}

static void far_away_the_body_is_still_in_the_picture(void **state)
{
    (void)state;
    move_to(900, 200);
    for (int i = 0; i < 80; i++) wheel(0, -3, 0);
    const vec2s at = pixel_of((vec3s){ { 0, 0, 0 } });
    assert_true(at.x > 0 && at.x < 1280 && at.y > 0 && at.y < 800);
    assert_true(camera()->distance_mm <= CAMERA_FARTHEST_MM);
}

static void a_run_of_the_wheel_after_a_stall_does_not_throw_the_camera(void **state)
{
    (void)state;
    move_to(640, 300);
    const float distance_mm = camera()->distance_mm;
    wheel(0, -300, 0);
    assert_true(camera()->distance_mm < 2.2f * distance_mm);
    const Camera before = *camera();
    move_by(1, 0);
    assert_memory_equal(camera(), &before, sizeof before);
}

static void moving_stops_at_the_end_of_the_body(void **state)
{
    (void)state;
    vec3s low_mm, high_mm;
    for (int i = 0; i < 300; i++) key(i % 2 ? KEY_LEFT : KEY_UP, MOD_CTRL);
    assert_true(scene_frame_reach(&stage.body, scene_pose(stage.app.cache), &stage.app.view, &low_mm, &high_mm));
    for (int i = 0; i < 3; i++) {
        assert_true(camera()->pivot_mm.raw[i] >= low_mm.raw[i] - 0.01f);
        assert_true(camera()->pivot_mm.raw[i] <= high_mm.raw[i] + 0.01f);
    }
}

// ---- never upside down

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static void do_something(unsigned *seed)
{
    static const int keys[] = { KEY_LEFT, KEY_RIGHT, KEY_UP, KEY_DOWN, '+', '-', '1', '7', '5', KEY_HOME };
    const unsigned what = next_random(seed) % 8;
    const float x = (float)(next_random(seed) % 400) - 200, y = (float)(next_random(seed) % 400) - 200;
    if (what == 0) move_to(300 + (float)(next_random(seed) % 700), 100 + (float)(next_random(seed) % 600));
    else if (what == 1) key(keys[next_random(seed) % 10], (next_random(seed) % 3) * MOD_SHIFT);
    else if (what == 2) wheel(x / 20, y / 20, next_random(seed) % 8);
    else if (what == 3) stage.input.pinch_frac = x / 100;
    else if (what == 4) press((MouseButton)(next_random(seed) % 3));
    else if (what == 5) for (int b = 0; b < MOUSE_COUNT; b++) let_go((MouseButton)b);
    else move_by(x, y);
}

static void whatever_the_hand_does_the_head_stays_up(void **state)
{
    (void)state;
    unsigned seed = 7;
    stage.app.reduced_motion = false;
    for (int i = 0; i < 3000; i++) {
        do_something(&seed);
        stage.app.quit = stage.app.help_open = false;
        const CameraAxes axes = camera_axes(camera());
        assert_true(axes.up.y > -1e-4f);
        assert_true(isfinite(camera()->azimuth_rad) && isfinite(glms_vec3_norm(camera()->pivot_mm)));
        assert_true(fabsf(camera()->elevation_rad) <= GLM_PI_2f + 1e-5f);
        assert_true(camera()->distance_mm >= CAMERA_NEAREST_MM - 0.01f && camera()->distance_mm <= CAMERA_FARTHEST_MM + 0.01f);
    }
}

// ---- the glide

static void turn_and_let_go(double rest_s, double dt_s)
{
    move_to(640, 400);
    press(MOUSE_LEFT);
    for (double t = 0; t < 0.2; t += dt_s) {
        stage.input.move_x_px = (float)(600 * dt_s); // 600 pixels a second
        stage.input.mouse_x_px += stage.input.move_x_px;
        stage_frame(dt_s);
    }
    if (rest_s > 0) stage_frame(rest_s);
    stage.input.released[MOUSE_LEFT] = true;
    stage.input.down[MOUSE_LEFT] = false;
    stage_frame(0.001);
}

static void let_go_in_motion_the_body_turns_on_a_little_and_rests(void **state)
{
    (void)state;
    float way_rad[2];
    for (int k = 0; k < 2; k++) {
        open_app(NULL);
        stage.app.reduced_motion = false;
        turn_and_let_go(0, k ? 1 / 30.0 : 1 / 120.0);
        const float azimuth_rad = camera()->azimuth_rad;
        assert_true(steer_is_moving(&stage.app));
        assert_true(stage.app.wake_s >= 0 && stage.app.wake_s <= 0);
        for (int i = 0; i < (k ? 13 : 50); i++) stage_frame(k ? 1 / 30.0 : 1 / 120.0);
        way_rad[k] = camera()->azimuth_rad - azimuth_rad;
        assert_false(steer_is_moving(&stage.app));
        stage_frame(0.5);
        assert_true(camera()->azimuth_rad - azimuth_rad == way_rad[k]);
        assert_true(way_rad[k] > 0.1f && way_rad[k] < 0.4f);
    }
    assert_float_equal(way_rad[0], way_rad[1], 0.03);
}

static void thrown_hard_it_still_glides_only_a_little(void **state)
{
    (void)state;
    stage.app.reduced_motion = false;
    move_to(640, 400);
    press(MOUSE_LEFT);
    for (int i = 0; i < 5; i++) move_by(200, 0);
    let_go(MOUSE_LEFT);
    const float azimuth_rad = camera()->azimuth_rad;
    for (int i = 0; i < 60; i++) stage_frame(1 / 60.0);
    const float way_rad = remainderf(camera()->azimuth_rad - azimuth_rad, 2 * GLM_PIf);
    assert_true(way_rad > 0.3f && way_rad < 0.61f);
}

static void a_hand_that_rested_before_letting_go_leaves_it_still(void **state)
{
    (void)state;
    stage.app.reduced_motion = false;
    turn_and_let_go(0.085, 1 / 60.0);
    assert_false(steer_is_moving(&stage.app));
}

static void reduced_motion_leaves_it_still(void **state)
{
    (void)state;
    turn_and_let_go(0, 1 / 60.0);
    assert_false(steer_is_moving(&stage.app));
}

static void any_input_ends_the_glide_at_once(void **state)
{
    (void)state;
    for (int k = 0; k < 3; k++) {
        open_app(NULL);
        stage.app.reduced_motion = false;
        turn_and_let_go(0, 1 / 60.0);
        const float azimuth_rad = camera()->azimuth_rad;
        assert_true(steer_is_moving(&stage.app));
        if (k == 0) key('b', 0);
        else if (k == 1) press(MOUSE_LEFT);
        else wheel(0, 0.1f, 0);
        assert_true(camera()->azimuth_rad == azimuth_rad);
        assert_false(steer_is_moving(&stage.app));
        if (k == 1) let_go(MOUSE_LEFT);
    }
}

static void a_glide_is_part_of_the_step_that_began_it(void **state)
{
    (void)state;
    stage.app.reduced_motion = false;
    const float azimuth_rad = camera()->azimuth_rad;
    turn_and_let_go(0, 1 / 60.0);
    for (int i = 0; i < 60; i++) stage_frame(1 / 60.0);
    stage.app.reduced_motion = true;
    key('z', MOD_CTRL);
    stage_settle();
    assert_float_equal(camera()->azimuth_rad, azimuth_rad, 1e-5);
}

// ---- wheel, trackpad, glass

static void a_trackpad_turns_sideways_and_moves_with_shift(void **state)
{
    (void)state;
    move_to(640, 400);
    Camera before = *camera();
    wheel(1, 0.2f, 0);
    assert_true(camera()->azimuth_rad > before.azimuth_rad + 0.1f);
    assert_true(camera()->distance_mm == before.distance_mm);
    before = *camera();
    wheel(0, -1, MOD_ALT);
    assert_true(camera()->elevation_rad > before.elevation_rad + 0.1f);
    before = *camera();
    const vec2s at = pixel_of(before.pivot_mm);
    wheel(1, 1, MOD_SHIFT);
    const vec2s now = pixel_of(before.pivot_mm);
    assert_true(now.x > at.x + 20 && now.y < at.y - 20);
    assert_true(camera()->azimuth_rad == before.azimuth_rad);
}

static void with_ctrl_the_wheel_zooms_finely(void **state)
{
    (void)state;
    vec2s at;
    const vec3s spine_mm = on_the_spine(&at);
    move_to(at.x, at.y);
    const float start_mm = camera_depth_mm(camera(), spine_mm);
    wheel(0, 1, MOD_CTRL);
    const float fine_mm = camera_depth_mm(camera(), spine_mm);
    wheel(0, 1, 0);
    const float plain_mm = camera_depth_mm(camera(), spine_mm);
    assert_true(fine_mm < start_mm);
    assert_true(start_mm / fine_mm < 1.05f);
    assert_true(fine_mm / plain_mm > 1.1f);
}

static void two_fingers_move_and_spread_and_select_nothing(void **state)
{
    (void)state;
    vec2s at;
    on_the_spine(&at);
    move_to(at.x, at.y);
    press(MOUSE_LEFT);
    const Camera before = *camera();
    const vec2s pivot = pixel_of(before.pivot_mm);
    stage.input.fingers_x_px = 30;
    stage_frame(0.016);
    const vec2s now = pixel_of(before.pivot_mm);
    assert_float_equal(now.x, pivot.x + 30, 0.5);
    stage.input.pinch_frac = 0.2f;
    stage_frame(0.016);
    assert_true(camera()->distance_mm < before.distance_mm / 1.1f);
    assert_true(camera()->azimuth_rad == before.azimuth_rad);
    let_go(MOUSE_LEFT);
    assert_int_equal(stage.app.view.selected, 0);
    const float distance_mm = camera()->distance_mm;
    stage.input.pinch_frac = -3; // nonsense
    stage_frame(0.016);
    assert_true(camera()->distance_mm > distance_mm && camera()->distance_mm < 2.5f * distance_mm);
}

static void without_perspective_the_cursor_still_meets_what_is_drawn(void **state)
{
    (void)state;
    vec2s at;
    const vec3s spine_mm = on_the_spine(&at);
    camera()->orthographic = true;
    camera()->pivot_mm = glms_vec3_sub(spine_mm, (vec3s){ { 200, 0, 0 } }); // far behind it
    camera()->distance_mm = 100;
    stage_settle();
    at = pixel_of(spine_mm);
    assert_true(glms_vec3_distance(point_under(at.x, at.y), spine_mm) < 2);
}

// ---- without a mouse, and home again

static void keys_alone_turn_move_come_near_and_choose_the_pivot(void **state)
{
    (void)state;
    const Camera start = *camera();
    key(KEY_LEFT, 0);
    assert_true(camera()->azimuth_rad < start.azimuth_rad);
    key(KEY_DOWN, 0);
    assert_true(camera()->elevation_rad > start.elevation_rad);
    const vec3s pivot_mm = camera()->pivot_mm;
    key(KEY_RIGHT, MOD_CTRL);
    assert_true(glms_vec3_distance(pivot_mm, camera()->pivot_mm) > 5);
    const float depth_mm = camera_depth_mm(camera(), start.pivot_mm);
    key('+', 0);
    assert_true(camera_depth_mm(camera(), start.pivot_mm) < depth_mm);
    key('n', 0);
    key('f', 0);
    assert_int_not_equal(stage.app.view.selected, 0);
    const vec3s centre_mm = scene_part_centre_mm(&stage.body, scene_pose(stage.app.cache), 0, stage.app.view.selected);
    assert_true(glms_vec3_distance(camera()->pivot_mm, centre_mm) < stage.body.parts[stage.app.view.selected].radius_mm);
}

static void a_double_click_beside_the_body_leads_home(void **state)
{
    (void)state;
    key('n', 0);
    key('f', 0);
    assert_int_not_equal(stage.app.view.focus, 0);
    for (int i = 0; i < 30; i++) key('-', 0);
    move_to(900, 160);
    for (int i = 0; i < 2; i++) {
        stage.input.pressed[MOUSE_LEFT] = stage.input.down[MOUSE_LEFT] = true;
        stage.input.click_count = i + 1;
        stage_frame(0.016);
        let_go(MOUSE_LEFT);
    }
    stage_settle();
    assert_int_equal(stage.app.view.focus, 0);
    assert_int_equal(stage.app.view.view, VIEW_OBLIQUE);
    assert_false(stage.app.camera_touched);
}

// ---- the figure that shows how the body lies

static void the_figure_turns_with_the_camera_and_every_face_is_a_view(void **state)
{
    (void)state;
    const OrientFrame frame = orient_frame(glms_mat4_identity());
    for (int v = 0; v < ORIENT_FACES; v++) {
        ViewState view = stage.app.view;
        OrientFace faces[ORIENT_FACES];
        view_set_standard(&view, (ViewId)v);
        orient_faces(&frame, &view.camera, faces);
        assert_int_equal(orient_nearest(faces), v);
        assert_int_equal(orient_face_at(faces, 0, 0), v);
        assert_int_equal(orient_face_at(faces, 2, 0), VIEW_COUNT);
        assert_float_equal(faces[v].facing_frac, 1, 1e-5);
        assert_int_equal(orient_view(&frame, (ViewId)v), v);
    }
    Camera front = { 0 };
    OrientFace faces[ORIENT_FACES];
    orient_faces(&frame, &front, faces); // face to face: the right side is at the left of the picture
    assert_true(faces[VIEW_RIGHT].middle_x < -0.9f);
    assert_true(faces[VIEW_SUPERIOR].middle_y < -0.9f);
}

static void who_lies_on_the_back_has_the_front_on_top(void **state)
{
    (void)state;
    stage.app.view.clip = body_clip(&stage.body, "supine_breathing");
    stage_settle();
    const OrientFrame frame = orient_frame(scene_pose(stage.app.cache)->world_from_segment[body_segment(&stage.body, "pelvis")]);
    assert_int_equal(orient_view(&frame, VIEW_ANTERIOR), VIEW_SUPERIOR);
}

static const UiCommand *drawn(const char *text)
{
    const UiDraw *draw = &stage.app.ui.draw;
    for (int i = 0; i < draw->command_count; i++)
        if (draw->commands[i].text && strcmp(draw->commands[i].text, text) == 0) return &draw->commands[i];
    return NULL;
}

// Letters "A" are drawn nowhere else.
static void a_face_of_the_figure_is_clicked_and_the_figure_is_dragged(void **state)
{
    (void)state;
    camera()->azimuth_rad = 0.6f;
    stage.app.camera_touched = true;
    stage_settle();
    const UiCommand *front = drawn("A");
    assert_non_null(front);
    const float distance_mm = camera()->distance_mm, x = front->rect.x + 3, y = front->rect.y - 4;
    move_to(x, y);
    move_to(x, y);
    press(MOUSE_LEFT);
    let_go(MOUSE_LEFT);
    assert_float_equal(camera()->azimuth_rad, 0, 1e-6);
    assert_float_equal(camera()->elevation_rad, 0, 1e-6);
    assert_float_equal(camera()->distance_mm, distance_mm, 1e-3); // what is looked at stays
    press(MOUSE_LEFT);
    move_by(20, 6);
    move_by(5, 0);
    let_go(MOUSE_LEFT);
    assert_true(camera()->azimuth_rad > 0.5f);
    assert_true(camera()->elevation_rad > 0.1f);
    assert_int_equal(stage.app.view.selected, 0);
}

static void the_figure_is_reached_by_keys_and_turned_by_arrows(void **state)
{
    (void)state;
    camera()->azimuth_rad = 1.2f;
    stage.app.camera_touched = true;
    stage_settle();
    for (int i = 0; i < 20 && stage.app.ui.focused != ui_id("orient", 0); i++) key(KEY_F6, 0);
    assert_int_equal(stage.app.ui.focused, ui_id("orient", 0));
    key(KEY_RIGHT, 0);
    assert_float_equal(camera()->azimuth_rad, 1.2f + glm_rad(10), 1e-5);
    key(KEY_ENTER, 0);
    stage_settle();
    assert_float_equal(camera()->azimuth_rad, GLM_PI_2f, 1e-5); // from the right
}

static void the_figure_is_not_there_without_panels_or_room(void **state)
{
    (void)state;
    assert_non_null(drawn("A"));
    key('u', 0);
    stage_settle();
    assert_null(drawn("A"));
    key('u', 0);
    stage.input.width_px = 320;
    stage.input.height_px = 240;
    stage.input.resized = true;
    stage_settle();
    assert_null(drawn("A"));
}

#define IN_APP(test) cmocka_unit_test_setup(test, open_app)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_APP(a_slide_of_the_pivot_leaves_every_point_where_it_was),
        IN_APP(close_up_a_turn_does_not_swing_the_part_away),
        IN_APP(finding_the_pivot_does_not_move_the_picture),
        IN_APP(seen_as_a_whole_the_body_turns_about_its_own_middle),
        IN_APP(a_pivot_chosen_by_the_person_stays_until_the_picture_is_moved),
        IN_APP(the_place_taken_hold_of_stays_under_the_cursor),
        IN_APP(the_wheel_never_leads_through_what_it_leads_to),
        IN_APP(keys_never_lead_through_the_body_either),
        IN_APP(far_away_the_body_is_still_in_the_picture),
        IN_APP(a_run_of_the_wheel_after_a_stall_does_not_throw_the_camera),
        IN_APP(moving_stops_at_the_end_of_the_body),
        IN_APP(whatever_the_hand_does_the_head_stays_up),
        IN_APP(let_go_in_motion_the_body_turns_on_a_little_and_rests),
        IN_APP(thrown_hard_it_still_glides_only_a_little),
        IN_APP(a_hand_that_rested_before_letting_go_leaves_it_still),
        IN_APP(reduced_motion_leaves_it_still),
        IN_APP(any_input_ends_the_glide_at_once),
        IN_APP(a_glide_is_part_of_the_step_that_began_it),
        IN_APP(a_trackpad_turns_sideways_and_moves_with_shift),
        IN_APP(with_ctrl_the_wheel_zooms_finely),
        IN_APP(two_fingers_move_and_spread_and_select_nothing),
        IN_APP(without_perspective_the_cursor_still_meets_what_is_drawn),
        IN_APP(keys_alone_turn_move_come_near_and_choose_the_pivot),
        IN_APP(a_double_click_beside_the_body_leads_home),
        IN_APP(the_figure_turns_with_the_camera_and_every_face_is_a_view),
        IN_APP(who_lies_on_the_back_has_the_front_on_top),
        IN_APP(a_face_of_the_figure_is_clicked_and_the_figure_is_dragged),
        IN_APP(the_figure_is_reached_by_keys_and_turned_by_arrows),
        IN_APP(the_figure_is_not_there_without_panels_or_room),
    };
    return cmocka_run_group_tests(tests, stage_open_body, stage_close_body);
}
