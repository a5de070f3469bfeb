// The program without a window: scripted input, no font, no GL. What is on screen is read from the list of drawing commands.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "cut.h"
#include "referral.h"
#include "samples_stage.h"

#include <math.h>
#include <string.h>

static void settle(void)
{
    stage_settle();
}

static void key(int code, unsigned mods)
{
    stage_key(code, mods);
}

static void move_to(float x, float y)
{
    stage_move_to(x, y);
}

static void click(void)
{
    stage_click();
}

static const UiCommand *drawn_text(const char *text)
{
    return stage_text(text);
}

static bool wrote_exactly(const char *text)
{
    const UiDraw *draw = &stage.app.ui.draw;
    for (int i = 0; i < draw->command_count; i++)
        if (draw->commands[i].text && strcmp(draw->commands[i].text, text) == 0) return true;
    return false;
}

static void click_text(const char *text)
{
    stage_click_text(text);
}

static ZoneId zone(const char *id)
{
    const ZoneId found = body_zone(&stage.body, id);
    assert_int_not_equal(found, 0);
    return found;
}

// ---- the first screen

static void the_first_screen_offers_three_doors_and_one_hint(void **state)
{
    (void)state;
    assert_non_null(drawn_text("Look"));
    assert_non_null(drawn_text("Where does it hurt?"));
    assert_non_null(drawn_text("Move and stretch"));
    assert_non_null(drawn_text("Drag to turn"));
}

static void each_door_opens_with_one_click_and_escape_leads_back(void **state)
{
    (void)state;
    static const char *const names[] = { "Look", "Where does it hurt?", "Move and stretch" };
    for (int i = 0; i < 3; i++) {
        click_text(names[i]);
        assert_int_equal(stage.app.view.door, DOOR_LOOK + i);
        move_to(2, 400);
        key(KEY_ESCAPE, 0);
        if (stage.app.view.door != DOOR_START) key(KEY_ESCAPE, 0);
        assert_int_equal(stage.app.view.door, DOOR_START);
    }
}

static void space_on_the_first_screen_plays(void **state)
{
    (void)state;
    key(KEY_SPACE, 0);
    assert_int_equal(stage.app.view.door, DOOR_MOVE);
    assert_string_equal(stage.body.clips[stage.app.view.clip].id, "hip_flexion");
    assert_true(stage.app.playback.on);
    const float before = stage.app.view.clip_at_frac;
    settle();
    assert_true(stage.app.view.clip_at_frac > before);
    assert_true(stage.app.wake_s >= 0);
    key(KEY_SPACE, 0);
    settle();
    assert_true(stage.app.wake_s < 0);
}

static void the_stretch_can_be_seen_with_the_back_arching(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_MOVE);
    stage.app.view.clip = body_clip(&stage.body, "hip_flexion");
    settle();
    assert_null(drawn_text("Back arching"));
    stage.app.view.clip = body_clip(&stage.body, "side_lying_stretch");
    stage.app.view.clip_at_frac = 0.5f;
    settle();
    assert_non_null(drawn_text("cm below the hip"));
    assert_non_null(drawn_text("Gravity only lowers"));
    assert_null(drawn_text("took up the motion"));
    click_text("Back arching");
    assert_int_equal(stage.body.clips[stage.app.view.clip].pelvis, PELVIS_ARCHING);
    assert_non_null(drawn_text("took up the motion"));
    click_text("Pelvis held");
    assert_int_equal(stage.body.clips[stage.app.view.clip].pelvis, PELVIS_HELD);
}

static void the_chooser_counts_both_ways_of_a_clip_as_one(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_MOVE);
    stage.app.view.clip = clip_with_pelvis(&stage.body, body_clip(&stage.body, "side_lying_stretch"), PELVIS_ARCHING);
    settle();
    const UiCommand *name = drawn_text("Side-lying stretch");
    assert_non_null(name);
    const float middle_px = name->rect.x + ui_text_width(&stage.app.ui, "Side-lying stretch", 13, UI_BOLD) / 2, y_px = name->rect.y - 4;
    move_to(middle_px + 92, y_px);
    click();
    assert_string_equal(stage.body.clips[stage.app.view.clip].id, "standing");
    click_text("Standing");
    move_to(middle_px - 92, y_px);
    click();
    assert_int_equal(stage.app.view.clip, body_clip(&stage.body, "side_lying_stretch"));
}

// ---- hover and referral

static void the_learning_line_and_the_stop_list_come_with_the_referral_door(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_HURT);
    settle();
    assert_non_null(drawn_text("For learning, not for diagnosis"));
    assert_non_null(drawn_text("Fever"));
}

static void they_come_with_a_lit_trigger_point_in_any_door(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    settle();
    assert_null(drawn_text("For learning"));
    stage.app.view.trigger = body_trigger(&stage.body, "psoas_right");
    settle();
    assert_non_null(drawn_text("For learning"));
    assert_non_null(drawn_text("Sends pain to"));
}

static float place_of(const char *text)
{
    const UiCommand *command = drawn_text(text);
    assert_non_null(command);
    return command->rect.y;
}

static void causes_are_listed_by_urgency_then_common_then_muscles(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_HURT);
    stage.app.pointing.pinned_zone = zone("groin_right");
    settle();
    assert_true(place_of("Urgent") < place_of("Appendicitis"));
    assert_true(place_of("Appendicitis") < place_of("Common"));
    assert_true(place_of("Common") < place_of("Other muscles"));
    assert_true(place_of("Other muscles") < place_of("The deep hip flexor"));
}

static void causes_are_those_of_the_side_and_the_sex(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_HURT);
    stage.app.pointing.pinned_zone = zone("groin_left");
    settle();
    assert_null(drawn_text("Appendicitis"));
    assert_non_null(drawn_text("Twisted testicle"));
    assert_null(drawn_text("Ectopic"));
    stage.app.view.sex = SEX_FEMALE;
    settle();
    assert_null(drawn_text("Twisted testicle"));
    assert_non_null(drawn_text("Ectopic"));
}

static void a_zone_is_found_by_its_plain_name_in_the_list(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_HURT);
    settle();
    click_text("Low back");
    assert_int_equal(stage.app.pointing.pinned_zone, zone("back_strip_right"));
    assert_int_equal(stage.app.view.view, VIEW_POSTERIOR);
}

// From the first screen to one's place on the body.
static void someone_in_pain_meets_no_latin_word(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_HURT);
    settle();
    assert_non_null(drawn_text("Groin"));
    for (int n = 0; n < stage.body.name_count; n++) {
        const char *latin = stage.body.names[n].text[LANGUAGE_LA];
        if (strlen(latin) > 4 && drawn_text(latin)) fail_msg("%s", latin);
    }
}

static void escape_lets_go_of_one_thing_at_a_time(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_HURT);
    stage.app.pointing.pinned_zone = zone("groin_right");
    stage.app.help_open = true;
    settle();
    key(KEY_ESCAPE, 0);
    assert_false(stage.app.help_open);
    assert_int_equal(stage.app.view.hovered_zone, zone("groin_right"));
    key(KEY_ESCAPE, 0);
    assert_int_equal(stage.app.view.hovered_zone, 0);
    assert_int_equal(stage.app.view.door, DOOR_HURT);
    key(KEY_ESCAPE, 0);
    assert_int_equal(stage.app.view.door, DOOR_START);
}

static bool find_part(const char *id, float *x, float *y)
{
    const PartId wanted = body_part(&stage.body, id);
    for (int i = 0; i < 60 * 60; i++) {
        *x = 400.0f + (float)(i % 60) * 8;
        *y = 80.0f + (float)i / 60 * 9;
        const Pick pick = pick_at(stage.app.picker, &stage.body, stage.app.scene, &stage.app.view, *x, *y);
        if (pick.part == wanted && !pick.trigger) return true;
    }
    return false;
}

static void what_is_pointed_at_is_named_and_escape_hides_it_until_the_cursor_moves_on(void **state)
{
    (void)state;
    float x, y;
    app_open_door(&stage.app, DOOR_LOOK);
    settle();
    assert_true(find_part("psoas_major_right", &x, &y));
    move_to(x, y);
    assert_non_null(drawn_text("Psoas major, right"));
    key(KEY_ESCAPE, 0);
    assert_null(drawn_text("Psoas major, right"));
    move_to(300, 780);
    move_to(x, y);
    assert_non_null(drawn_text("Psoas major, right"));
}

static void isolating_and_showing_all_are_instant(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    stage.app.view.selected = body_part(&stage.body, "psoas_major_right");
    key('i', 0);
    assert_int_equal(stage.app.scene->item_count, 1);
    key('h', MOD_ALT);
    assert_true(stage.app.scene->item_count > 10);
}

// ---- R and L

static float letter_x(const char *letter)
{
    const UiDraw *draw = &stage.app.ui.draw;
    for (int i = 0; i < draw->command_count; i++)
        if (draw->commands[i].text && strcmp(draw->commands[i].text, letter) == 0) return draw->commands[i].rect.x;
    return -1;
}

static void the_letters_stand_on_the_right_sides_in_every_view(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    steer_to_view(&stage.app, VIEW_ANTERIOR);
    settle();
    assert_true(letter_x("R") < letter_x("L")); // facing the person
    steer_to_view(&stage.app, VIEW_POSTERIOR);
    settle();
    assert_true(letter_x("R") > letter_x("L"));
    steer_to_view(&stage.app, VIEW_RIGHT);
    settle();
    assert_true(letter_x("R") > 0);
    assert_true(letter_x("L") < 0); // hidden behind
    steer_to_view(&stage.app, VIEW_LEFT);
    settle();
    assert_true(letter_x("L") > 0);
    assert_true(letter_x("R") < 0);
}

static void the_letters_stay_in_the_picture_when_zoomed_in(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    steer_to_view(&stage.app, VIEW_ANTERIOR);
    settle();
    for (int i = 0; i < 20; i++) key('+', 0);
    assert_true(letter_x("R") > 0 && letter_x("R") < letter_x("L") && letter_x("L") < 1280);
}

// ---- sizes, themes, languages

static void nothing_is_dropped_at_any_size_theme_or_language(void **state)
{
    (void)state;
    static const int sizes[][2] = { { 320, 240 }, { 480, 320 }, { 800, 600 }, { 1280, 720 }, { 3840, 2160 }, { 200, 2000 }, { 1, 1 } };
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        for (int door = DOOR_START; door < DOOR_COUNT; door++) {
            stage.input.width_px = sizes[i][0];
            stage.input.height_px = sizes[i][1];
            stage.app.view.theme = (Theme)((int)i % THEME_COUNT);
            stage.app.view.language = (Language)((int)i % LANGUAGE_COUNT);
            app_open_door(&stage.app, (Door)door);
            stage.app.pointing.pinned_zone = door == DOOR_HURT ? zone("groin_right") : 0;
            stage.app.view.selected = 1;
            stage.app.help_open = door == DOOR_LOOK;
            settle();
            assert_int_equal(stage.app.ui.draw.dropped_count, 0);
        }
}

static void the_interface_can_be_hidden_but_the_letters_stay(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    key('u', 0);
    assert_null(drawn_text("Layers"));
    assert_true(letter_x("R") > 0);
    key('u', 0);
    assert_non_null(drawn_text("Layers"));
}

static void an_unchanged_view_has_an_unchanged_stamp(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    settle();
    const uint64_t before = app_stamp(&stage.app);
    settle();
    assert_true(app_stamp(&stage.app) == before);
    key(KEY_RIGHT, 0);
    assert_true(app_stamp(&stage.app) != before);
}

static void k_leads_through_the_colours(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    settle();
    const uint64_t before = app_stamp(&stage.app);
    key('k', 0);
    assert_int_equal(stage.app.view.colour, COLOUR_KEY);
    key('k', 0);
    assert_int_equal(stage.app.view.colour, COLOUR_REGION);
    assert_true(app_stamp(&stage.app) != before);
    key('k', 0);
    assert_int_equal(stage.app.view.colour, COLOUR_STRAIN);
    key('k', 0);
    assert_int_equal(stage.app.view.colour, COLOUR_TISSUE);
    key('k', MOD_SHIFT);
    assert_int_equal(stage.app.view.pain, PAIN_SAFE);
}

static void strain_brings_its_scale_a_curve_and_arms(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_MOVE);
    settle();
    assert_null(drawn_text("Length of each fascicle"));
    click_text("By stretch");
    assert_int_equal(stage.app.view.colour, COLOUR_STRAIN);
    assert_non_null(drawn_text("Length of each fascicle"));
    assert_non_null(drawn_text("published models"));
    assert_non_null(drawn_text("Psoas major  ")); // the arm's figure
    key('m', 0);
    assert_null(drawn_text("Psoas major  "));
    key('m', 0);
    assert_non_null(drawn_text("Psoas major  "));
}

static void a_brings_labels_and_takes_them_away(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    settle();
    assert_null(drawn_text("Inguinal ligament"));
    key('a', 0);
    settle();
    assert_int_equal(stage.app.view.label, LABEL_AUTO);
    assert_non_null(drawn_text("Inguinal ligament"));
    assert_true(stage.app.view.covered_left_frac > stage.app.view.covered_right_frac); // the layers stand there too
    assert_false(stage.app.label_motion.moving);
    click_text("Labels"); // the same switch, in the panel
    settle();
    assert_int_equal(stage.app.view.label, LABEL_OFF);
    assert_null(drawn_text("Inguinal ligament"));
}

static void dragging_on_the_curve_moves_through_the_clip(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_MOVE);
    playback_choose(&stage.app, body_clip(&stage.body, "hip_flexion"));
    stage.app.view.colour = COLOUR_STRAIN;
    settle();
    const UiCommand *key_line = drawn_text("published models"), *name = drawn_text("(°)");
    assert_non_null(key_line);
    assert_non_null(name);
    const float x = name->rect.x + 40, y = key_line->rect.y - 80;
    move_to(x - 60, y);
    stage.input.pressed[MOUSE_LEFT] = stage.input.down[MOUSE_LEFT] = true;
    settle();
    const float first = stage.app.view.clip_at_frac;
    const vec3s pivot_mm = stage.app.view.camera.pivot_mm;
    move_to(x + 20, y);
    assert_true(stage.app.view.clip_at_frac > first + 0.03f);
    assert_float_equal(stage.app.view.camera.pivot_mm.y, pivot_mm.y, 1e-4); // the body was not turned or moved
    stage.input.released[MOUSE_LEFT] = true;
    stage.input.down[MOUSE_LEFT] = false;
    settle();
}

static void a_muscles_card_says_its_figures_beside_published_ones(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    stage.app.view.selected = body_part(&stage.body, "psoas_major_right");
    settle();
    assert_non_null(drawn_text("Length: 288 mm"));
    assert_non_null(drawn_text("published 24"));
    assert_non_null(drawn_text("The drawn specimen is small"));
}

// ---- seeing inside

static const UiCommand *text_below(const char *text, float y_px) // the whole text, the first one lower than y
{
    const UiDraw *draw = &stage.app.ui.draw;
    for (int i = 0; i < draw->command_count; i++)
        if (draw->commands[i].text && strcmp(draw->commands[i].text, text) == 0 && draw->commands[i].rect.y > y_px) return &draw->commands[i];
    return NULL;
}

static const UiCommand *in_panel(const char *text)
{
    const UiCommand *title = drawn_text("See inside");
    assert_non_null(title);
    const UiCommand *command = text_below(text, title->rect.y);
    if (!command) fail_msg("\"%s\" is not in the panel", text);
    return command;
}

static void click_in_panel(const char *text)
{
    const UiCommand *command = in_panel(text);
    move_to(command->rect.x + 4, command->rect.y - 4);
    click();
}

static void c_leads_through_three_cuts_and_back(void **state)
{
    (void)state;
    static const CutAxis wanted[] = { CUT_SAGITTAL, CUT_CORONAL, CUT_TRANSVERSE, CUT_NONE, CUT_SAGITTAL };
    static const char *const titles[] = { "Sagittal cut, 52 mm", "Coronal cut, 12 mm", "Transverse cut, 105 mm" };
    app_open_door(&stage.app, DOOR_LOOK);
    settle();
    assert_null(drawn_text(" cut, "));
    for (int i = 0; i < 5; i++) {
        const uint64_t before = app_stamp(&stage.app);
        key('c', 0);
        assert_int_equal(stage.app.view.cut, wanted[i]);
        assert_int_equal(stage.app.scene->cut.on, wanted[i] != CUT_NONE);
        assert_true(app_stamp(&stage.app) != before);
        if (i < 3) assert_non_null(drawn_text(titles[i]));
    }
}

static void shift_c_changes_the_side_of_a_cut_and_nothing_else(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    key('c', MOD_SHIFT);
    assert_false(stage.app.view.cut_flipped);
    assert_int_equal(stage.app.view.cut, CUT_NONE);
    key('c', 0);
    const float mm = stage.app.view.cut_mm;
    key('c', MOD_SHIFT);
    assert_true(stage.app.view.cut_flipped);
    assert_int_equal(stage.app.view.cut, CUT_SAGITTAL);
    assert_float_equal(stage.app.view.cut_mm, mm, 0);
    key('c', MOD_SHIFT);
    assert_false(stage.app.view.cut_flipped);
}

static void alt_and_arrows_move_the_plane_as_far_as_the_body_goes(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    settle();
    const Camera before = stage.app.view.camera;
    key(KEY_UP, MOD_ALT);
    assert_float_equal(stage.app.view.cut_mm, 0, 0); // nothing is cut
    for (int i = 0; i < 3; i++) key('c', 0);
    key(KEY_UP, MOD_ALT);
    assert_float_equal(stage.app.view.cut_mm, 105 + CUT_STEP_MM, 1e-4);
    key(KEY_RIGHT, MOD_ALT);
    key(KEY_DOWN, MOD_ALT);
    key(KEY_LEFT, MOD_ALT);
    key(KEY_LEFT, MOD_ALT);
    assert_float_equal(stage.app.view.cut_mm, 105 - CUT_STEP_MM, 1e-4);
    float low, high;
    cut_range(CUT_TRANSVERSE, &low, &high);
    stage.app.view.cut_mm = high - 1;
    key(KEY_UP, MOD_ALT);
    key(KEY_UP, MOD_ALT);
    assert_float_equal(stage.app.view.cut_mm, high, 0);
    stage.app.view.cut_mm = low + 1;
    key(KEY_DOWN, MOD_ALT);
    assert_float_equal(stage.app.view.cut_mm, low, 0);
    assert_float_equal(stage.app.view.camera.azimuth_rad, before.azimuth_rad, 0);
    assert_float_equal(stage.app.view.camera.elevation_rad, before.elevation_rad, 0);
}

static void a_cut_a_little_before_the_middle_is_not_called_minus_nothing(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    key('c', 0);
    stage.app.view.cut_mm = -0.3f;
    settle();
    assert_non_null(drawn_text("cut, 0 mm"));
}

// ---- the handle of the plane

static const UiCommand *handle(void)
{
    const UiDraw *draw = &stage.app.ui.draw;
    for (int i = 0; i < draw->command_count; i++) {
        const UiCommand *c = &draw->commands[i];
        if (c->shape == UI_SHAPE_RECT && c->border_px <= 0 && c->rect.w == c->rect.h && c->radius_px == c->rect.w / 2 && c->rect.w == 26 &&
            memcmp(&c->colour, &stage.app.ui.colours.accent, sizeof c->colour) == 0)
            return c;
    }
    fail_msg("there is no handle");
    return NULL;
}

static void press_handle(void)
{
    const UiRect rect = handle()->rect;
    move_to(rect.x + rect.w / 2, rect.y + rect.h / 2);
    stage.input.pressed[MOUSE_LEFT] = stage.input.down[MOUSE_LEFT] = true;
    settle();
}

static void drag_by(float x, float y)
{
    stage.input.move_x_px = x;
    stage.input.move_y_px = y;
    move_to(stage.input.mouse_x_px + x, stage.input.mouse_y_px + y);
}

static void let_go(void)
{
    stage.input.released[MOUSE_LEFT] = true;
    stage.input.down[MOUSE_LEFT] = false;
    settle();
}

typedef struct HandleDrag {
    int presses_of_c;
    ViewId view;
    float x, y;   // of the cursor
    int forward;  // the plane goes up its axis
    bool follows; // the handle stays under the cursor; else the view is along the axis, without perspective, and there is no way to follow
} HandleDrag;

// From the right, forward is right; from the front the subject's right is left; up is up. Seen from straight ahead a drag upwards goes forward.
static void the_plane_goes_where_its_handle_is_dragged(void **state)
{
    (void)state;
    static const HandleDrag drags[] = {
        { 3, VIEW_ANTERIOR, 0, -40, 1, true }, { 3, VIEW_OBLIQUE, 0, 30, -1, true },  { 1, VIEW_ANTERIOR, -30, 0, 1, true }, { 1, VIEW_POSTERIOR, -30, 0, -1, true },
        { 2, VIEW_RIGHT, 25, 0, 1, true },     { 2, VIEW_LEFT, 25, 0, -1, true },     { 2, VIEW_ANTERIOR, 0, -20, 1, false }, { 1, VIEW_RIGHT, 0, 20, -1, false },
    };
    app_open_door(&stage.app, DOOR_LOOK);
    for (size_t i = 0; i < sizeof drags / sizeof drags[0]; i++) {
        const HandleDrag *d = &drags[i];
        stage.app.view.cut = CUT_NONE;
        stage.app.view.camera.orthographic = !d->follows;
        steer_to_view(&stage.app, d->view);
        settle();
        for (int k = 0; k < d->presses_of_c; k++) key('c', 0);
        stage.app.view.cut_mm = 60; // not where the plane is seen edge-on: its corners change places there
        settle();
        const Camera camera = stage.app.view.camera;
        const UiRect before = handle()->rect;
        press_handle();
        drag_by(d->x / 2, d->y / 2);
        drag_by(d->x / 2, d->y / 2);
        const UiRect after = handle()->rect;
        if ((stage.app.view.cut_mm - 60) * (float)d->forward < 5) fail_msg("drag %d leads from 60 to %g mm", (int)i, (double)stage.app.view.cut_mm);
        if (d->follows && d->y == 0) assert_float_equal(after.x - before.x, d->x, 2);
        if (d->follows && d->x == 0) assert_float_equal(after.y - before.y, d->y, 2);
        assert_memory_equal(&stage.app.view.camera, &camera, sizeof camera); // the body was not turned
        let_go();
        const float mm = stage.app.view.cut_mm;
        drag_by(30, -30);
        assert_float_equal(stage.app.view.cut_mm, mm, 0);
        assert_int_equal(stage.app.view.selected, 0); // and nothing behind the handle was chosen
    }
}

static void beside_the_handle_a_drag_turns_the_body(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    key('c', 0);
    const float mm = stage.app.view.cut_mm, azimuth_rad = stage.app.view.camera.azimuth_rad;
    const UiRect rect = handle()->rect;
    move_to(rect.x - 60, rect.y + 150);
    stage.input.pressed[MOUSE_LEFT] = stage.input.down[MOUSE_LEFT] = true;
    settle();
    drag_by(50, 0);
    let_go();
    assert_float_equal(stage.app.view.cut_mm, mm, 0);
    assert_true(fabsf(stage.app.view.camera.azimuth_rad - azimuth_rad) > 0.05f);
}

// ---- the panel

static void the_panel_peels_and_cuts(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    settle();
    const UiCommand *skin = in_panel("Skin"), *bone = in_panel("Bone");
    move_to((skin->rect.x + bone->rect.x) / 2, skin->rect.y - 4);
    click();
    assert_true(stage.app.view.depth_frac > 0.3f && stage.app.view.depth_frac < 0.7f);
    ViewState peeled = stage.app.view;
    view_peel(&peeled, &stage.body, stage.app.view.depth_frac);
    assert_memory_equal(peeled.opacity_frac, stage.app.view.opacity_frac, sizeof peeled.opacity_frac);
    static const char *const labels[] = { "Side", "Front", "Top", "Whole" };
    static const CutAxis axes[] = { CUT_SAGITTAL, CUT_CORONAL, CUT_TRANSVERSE, CUT_NONE };
    for (int i = 0; i < 4; i++) {
        click_in_panel(labels[i]);
        assert_int_equal(stage.app.view.cut, axes[i]);
        if (i < 3) click_in_panel("Other side");
        assert_int_equal(stage.app.view.cut_flipped, i < 3);
    }
    key('h', MOD_ALT);
    assert_true(stage.app.view.depth_frac < 0);
}

static void the_panel_is_there_where_one_looks_and_moves_but_not_where_it_hurts(void **state)
{
    (void)state;
    for (int height = 720; height <= 1080; height += 360) {
        stage.input.height_px = height;
        for (int door = DOOR_LOOK; door < DOOR_COUNT; door++) {
            app_open_door(&stage.app, (Door)door);
            key('c', 0);
            if ((door != DOOR_HURT) != (drawn_text("See inside") != NULL)) fail_msg("door %d at %d px", door, height);
        }
    }
}

static void shift_x_sees_through_all_but_one_part_and_back(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    settle();
    const PartId psoas = body_part(&stage.body, "psoas_major_right");
    key('x', MOD_SHIFT); // nothing is meant
    for (int p = 1; p < stage.body.part_count; p++) assert_false(stage.app.view.xray[p]);
    const ViewState before = stage.app.view;
    stage.app.view.selected = psoas;
    key('x', MOD_SHIFT);
    for (int p = 1; p < stage.body.part_count; p++)
        if (stage.body.parts[p].group == GROUP_BONES || stage.body.parts[p].group == GROUP_ILIOPSOAS) assert_int_equal(stage.app.view.xray[p], p != psoas);
    for (int i = 0; i < stage.app.scene->item_count; i++) {
        const SceneItem *item = &stage.app.scene->items[i];
        if (item->part == psoas) assert_true(item->opacity_frac > 0.999f);
        else if (!(item->style & SCENE_GHOST)) assert_true(item->opacity_frac < 0.5f);
    }
    key('x', MOD_SHIFT);
    assert_memory_equal(before.xray, stage.app.view.xray, sizeof before.xray);
    assert_memory_equal(before.opacity_frac, stage.app.view.opacity_frac, sizeof before.opacity_frac);
}

static int marks_drawn(void)
{
    const UiDraw *draw = &stage.app.ui.draw;
    int count = 0;
    for (int i = 0; i < draw->command_count; i++) {
        const UiCommand *c = &draw->commands[i];
        count += c->text && c->halo_px > 0 && strlen(c->text) == 1 && *c->text >= '1' && *c->text <= '9';
    }
    return count;
}

static void marks_of_the_removed_side_are_not_drawn(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_HURT);
    settle();
    const int all = marks_drawn();
    assert_int_equal(all, stage.body.trigger_count - 1);
    stage.app.view.cut = CUT_SAGITTAL;
    settle();
    assert_int_equal(marks_drawn(), all / 2);
    stage.app.view.cut_flipped = true;
    settle();
    assert_int_equal(marks_drawn(), all / 2);
    stage.app.view.cut = CUT_TRANSVERSE;
    stage.app.view.cut_mm = 320;
    settle();
    assert_int_equal(marks_drawn(), 0);
}

// ---- back and on, words, search

static void rest_a_while(void)
{
    stage.input.now_s += 1; // what follows is a step of its own
    settle();
}

static void undo_and_redo_bring_back_what_was_done_camera_included(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    settle();
    const PartId psoas = body_part(&stage.body, "psoas_major_right");
    stage.app.view.selected = psoas;
    rest_a_while();
    const float azimuth_rad = stage.app.view.camera.azimuth_rad;
    key(KEY_RIGHT, 0);
    rest_a_while();
    const float turned_rad = stage.app.view.camera.azimuth_rad;
    key('h', 0);
    rest_a_while();
    assert_true(turned_rad != azimuth_rad && stage.app.view.opacity_frac[psoas] == 0.0f);
    key('z', MOD_CTRL);
    assert_true(stage.app.view.opacity_frac[psoas] == 1.0f && stage.app.view.selected == psoas);
    assert_true(stage.app.view.camera.azimuth_rad == turned_rad);
    key('z', MOD_CTRL);
    assert_true(stage.app.view.camera.azimuth_rad == azimuth_rad);
    key('y', MOD_CTRL);
    assert_true(stage.app.view.camera.azimuth_rad == turned_rad);
    key('z', MOD_CTRL | MOD_SHIFT);
    assert_true(stage.app.view.opacity_frac[psoas] == 0.0f);
    key('y', MOD_CTRL);
    assert_non_null(drawn_text("nothing to do again"));
}

static void drag_depth_to(History *history, ViewState *view, float depth_frac, double now_s)
{
    view->depth_frac = depth_frac;
    history_note(history, view, true, now_s);
    history_note(history, view, true, now_s + 2);    // held still
    history_note(history, view, false, now_s + 2.1); // let go of
}

static void what_is_dragged_after_a_rest_is_another_step(void **state)
{
    (void)state;
    static History history;
    static ViewState view, back;
    view_state_init(&view, &stage.body);
    history_note(&history, &view, false, 0);
    drag_depth_to(&history, &view, 0.3f, 1);
    drag_depth_to(&history, &view, 0.6f, 3.2); // at once: the same step
    drag_depth_to(&history, &view, 0.9f, 9);
    assert_true(history_step(&history, -1, &view, &back));
    assert_float_equal(back.depth_frac, 0.6f, 0);
    assert_true(history_step(&history, -1, &view, &back));
    assert_float_equal(back.depth_frac, -1, 0);
}

static void a_new_step_forgets_what_was_undone(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    rest_a_while();
    key('k', 0);
    rest_a_while();
    key('z', MOD_CTRL);
    assert_int_equal(stage.app.view.colour, COLOUR_TISSUE);
    rest_a_while();
    key('5', 0);
    rest_a_while();
    key('y', MOD_CTRL);
    assert_int_equal(stage.app.view.colour, COLOUR_TISSUE);
}

static void the_cursor_and_a_resized_window_are_no_steps(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    rest_a_while();
    key('k', 0);
    rest_a_while();
    move_to(640, 300);
    rest_a_while();
    stage.input.width_px = 1000;
    stage.input.resized = true;
    rest_a_while();
    key('z', MOD_CTRL);
    assert_int_equal(stage.app.view.colour, COLOUR_TISSUE);
    assert_int_equal(stage.app.view.width_px, 1000);
}

static void what_is_copied_brings_the_view_back(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    key('c', 0);
    key(KEY_UP, MOD_ALT);
    key('k', 0);
    key('c', MOD_CTRL);
    assert_int_equal(stage.app.clipboard_wish, CLIPBOARD_COPY);
    char words[2048];
    snprintf(words, sizeof words, "%s", app_words_to_copy(&stage.app));
    const ViewState copied = stage.app.view;
    assert_non_null(strstr(words, "iliopsoas shot picture.png"));
    key('c', 0);
    key('k', 0);
    key(KEY_HOME, 0);
    app_paste(&stage.app, words);
    settle();
    assert_int_equal(stage.app.view.cut, copied.cut);
    assert_true(stage.app.view.cut_mm == copied.cut_mm && stage.app.view.colour == copied.colour);
    assert_true(fabsf(stage.app.view.camera.azimuth_rad - copied.camera.azimuth_rad) < 1e-4f);
    assert_true(stage.app.view.ui);
}

static void pasted_nonsense_changes_nothing_and_is_told(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    settle();
    const ViewState before = stage.app.view;
    app_paste(&stage.app, "buy milk, and \"bread");
    settle();
    assert_non_null(drawn_text("no view"));
    assert_memory_equal(stage.app.view.opacity_frac, before.opacity_frac, sizeof before.opacity_frac);
    app_paste(&stage.app, "iliopsoas shot x.png --view fossa --wings 7 --hide dragon");
    settle();
    assert_non_null(drawn_text("--wings"));
    assert_non_null(drawn_text("dragon"));
    assert_true(stage.app.view.camera.elevation_rad != before.camera.elevation_rad);
}

static void type_text(const char *text)
{
    snprintf(stage.input.typed, sizeof stage.input.typed, "%s", text);
    settle();
}

static void a_part_is_found_shown_and_selected_by_keys_alone(void **state)
{
    (void)state;
    const PartId kidney = body_part(&stage.body, "kidney_left");
    key('f', MOD_CTRL);
    type_text("kidney left");
    assert_non_null(drawn_text("kidney left"));
    key(KEY_ENTER, 0);
    assert_int_equal(stage.app.view.selected, kidney);
    assert_true(stage.app.view.opacity_frac[kidney] == 1.0f);
    assert_false(stage.app.finder.open);
}

// Whether the row that Enter would take stands in the list's window.
static bool chosen_is_in_sight(void)
{
    const Finder *finder = &stage.app.finder;
    const char *title = finder_title(&stage.app, &finder->found[finder->chosen]);
    for (int i = 0; i < stage.app.ui.draw.command_count; i++) {
        const UiCommand *c = &stage.app.ui.draw.commands[i];
        if (c->text && strcmp(c->text, title) == 0 && c->rect.y > c->clip.y && c->rect.y < c->clip.y + c->clip.h) return true;
    }
    return false;
}

static void more_is_found_than_there_is_room_for(void **state)
{
    (void)state;
    key('f', MOD_CTRL);
    type_text("origin");
    stage.input.typed[0] = '\0';
    const int count = stage.app.finder.count;
    assert_true(count > 12);
    for (int i = 1; i <= 12; i++) {
        key(KEY_DOWN, 0);
        settle();
        assert_int_equal(stage.app.finder.chosen, i);
        assert_true(chosen_is_in_sight());
    }
    key(KEY_UP, 0);
    key(KEY_PAGE_DOWN, 0);
    assert_int_equal(stage.app.finder.chosen, count - 1 < 19 ? count - 1 : 19);
    key(KEY_PAGE_UP, 0);
    key(KEY_PAGE_UP, 0);
    key(KEY_PAGE_UP, 0);
    assert_int_equal(stage.app.finder.chosen, 0);
    settle();
    assert_true(chosen_is_in_sight());
}

static void keys_typed_into_the_search_do_nothing_else(void **state)
{
    (void)state;
    app_open_door(&stage.app, DOOR_LOOK);
    key('/', 0);
    stage.input.typed[0] = '\0';
    key('h', 0);
    key('k', 0);
    key(KEY_SPACE, 0);
    assert_int_equal(stage.app.view.colour, COLOUR_TISSUE);
    assert_false(stage.app.playback.on);
    key(KEY_ESCAPE, 0);
    assert_false(stage.app.finder.open);
    assert_int_equal(stage.app.view.door, DOOR_LOOK);
}

static void a_place_that_is_found_is_marked_and_gets_its_card(void **state)
{
    (void)state;
    key('f', MOD_CTRL);
    type_text("lesser troch");
    key(KEY_ENTER, 0);
    assert_int_equal(stage.app.view.selected, body_part(&stage.body, "femur_right"));
    assert_string_equal(label_place_id(&stage.body, stage.app.view.place), "lesser_trochanter");
    assert_non_null(drawn_text("Lesser trochanter, right")); // the card's title
    assert_non_null(drawn_text("Iliacus muscle, right"));    // which ends there
    assert_true(wrote_exactly("Lesser trochanter"));         // the pin's name
}

#define IN_APP(test) cmocka_unit_test_setup(test, stage_open_app)

// A camera is written by itself, and a compiler may leave what lies between its fields as it was.
static void bytes_between_the_fields_of_a_camera_are_no_step(void **state)
{
    (void)state;
    enum { USED = offsetof(Camera, orthographic) + sizeof(bool) };
    static History history;
    ViewState same = stage.app.view;
    memset((unsigned char *)&same.camera + USED, 0xA5, sizeof same.camera - USED);
    history_note(&history, &stage.app.view, false, 0);
    history_note(&history, &same, false, 1);
    assert_false(history.changing);
    same.camera.azimuth_rad += 0.1f;
    history_note(&history, &same, false, 2);
    assert_true(history.changing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_APP(the_first_screen_offers_three_doors_and_one_hint),
        IN_APP(bytes_between_the_fields_of_a_camera_are_no_step),
        IN_APP(undo_and_redo_bring_back_what_was_done_camera_included),
        IN_APP(what_is_dragged_after_a_rest_is_another_step),
        IN_APP(a_new_step_forgets_what_was_undone),
        IN_APP(the_cursor_and_a_resized_window_are_no_steps),
        IN_APP(what_is_copied_brings_the_view_back),
        IN_APP(pasted_nonsense_changes_nothing_and_is_told),
        IN_APP(a_part_is_found_shown_and_selected_by_keys_alone),
        IN_APP(more_is_found_than_there_is_room_for),
        IN_APP(keys_typed_into_the_search_do_nothing_else),
        IN_APP(a_place_that_is_found_is_marked_and_gets_its_card),
        IN_APP(each_door_opens_with_one_click_and_escape_leads_back),
        IN_APP(space_on_the_first_screen_plays),
        IN_APP(the_stretch_can_be_seen_with_the_back_arching),
        IN_APP(the_chooser_counts_both_ways_of_a_clip_as_one),
        IN_APP(the_learning_line_and_the_stop_list_come_with_the_referral_door),
        IN_APP(they_come_with_a_lit_trigger_point_in_any_door),
        IN_APP(causes_are_listed_by_urgency_then_common_then_muscles),
        IN_APP(causes_are_those_of_the_side_and_the_sex),
        IN_APP(a_zone_is_found_by_its_plain_name_in_the_list),
        IN_APP(someone_in_pain_meets_no_latin_word),
        IN_APP(escape_lets_go_of_one_thing_at_a_time),
        IN_APP(what_is_pointed_at_is_named_and_escape_hides_it_until_the_cursor_moves_on),
        IN_APP(isolating_and_showing_all_are_instant),
        IN_APP(the_letters_stand_on_the_right_sides_in_every_view),
        IN_APP(the_letters_stay_in_the_picture_when_zoomed_in),
        IN_APP(nothing_is_dropped_at_any_size_theme_or_language),
        IN_APP(the_interface_can_be_hidden_but_the_letters_stay),
        IN_APP(an_unchanged_view_has_an_unchanged_stamp),
        IN_APP(k_leads_through_the_colours),
        IN_APP(strain_brings_its_scale_a_curve_and_arms),
        IN_APP(a_brings_labels_and_takes_them_away),
        IN_APP(dragging_on_the_curve_moves_through_the_clip),
        IN_APP(a_muscles_card_says_its_figures_beside_published_ones),
        IN_APP(c_leads_through_three_cuts_and_back),
        IN_APP(shift_c_changes_the_side_of_a_cut_and_nothing_else),
        IN_APP(alt_and_arrows_move_the_plane_as_far_as_the_body_goes),
        IN_APP(a_cut_a_little_before_the_middle_is_not_called_minus_nothing),
        IN_APP(the_plane_goes_where_its_handle_is_dragged),
        IN_APP(beside_the_handle_a_drag_turns_the_body),
        IN_APP(the_panel_peels_and_cuts),
        IN_APP(the_panel_is_there_where_one_looks_and_moves_but_not_where_it_hurts),
        IN_APP(shift_x_sees_through_all_but_one_part_and_back),
        IN_APP(marks_of_the_removed_side_are_not_drawn),
    };
    return cmocka_run_group_tests(tests, stage_open_body, stage_close_body);
}
