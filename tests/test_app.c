// The program without a window: scripted input, no font, no GL. What is on screen is read from the list of drawing commands.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "app.h"
#include "referral.h"

#include <string.h>

typedef struct Stage {
    Arena keep, frame;
    Body body;
    App app;
    Input input;
} Stage;

static Stage stage;

static int open_body(void **state)
{
    (void)state;
    Message why = { "" };
    stage.keep = arena_make((size_t)1 << 30);
    stage.frame = arena_make((size_t)256 << 20);
    return body_load(TEST_PACK, &stage.keep, &stage.body, &why) == RESULT_OK ? 0 : -1;
}

static int close_body(void **state)
{
    (void)state;
    body_unload(&stage.body);
    arena_free(&stage.frame);
    arena_free(&stage.keep);
    return 0;
}

static void settle(void)
{
    for (int i = 0; i < 4; i++) {
        stage.input.now_s += 0.02;
        arena_reset(&stage.frame);
        app_frame(&stage.app, &stage.input, &stage.frame);
        const Input was = stage.input;
        stage.input = (Input){ .width_px = was.width_px,
                                .height_px = was.height_px,
                                .scale = was.scale,
                                .mouse_inside = was.mouse_inside,
                                .mouse_x_px = was.mouse_x_px,
                                .mouse_y_px = was.mouse_y_px,
                                .now_s = was.now_s };
        stage.input.down[MOUSE_LEFT] = was.down[MOUSE_LEFT];
    }
}

static int open_app(void **state)
{
    (void)state;
    ViewState view;
    view_state_init(&view, &stage.body);
    view.ui = true;
    app_init(&stage.app, &stage.body, &view, scene_cache_make(&stage.body, &stage.keep), pick_index_make(&stage.body, &stage.keep),
             text_source_null(), &stage.keep);
    stage.app.labels = label_index_make(&stage.body, stage.app.picker, &stage.keep);
    stage.app.reduced_motion = true;
    stage.input = (Input){ .width_px = 1280, .height_px = 800, .scale = 1, .now_s = 1 };
    settle();
    return 0;
}

static void key(int code, unsigned mods)
{
    stage.input.keys[stage.input.key_count++] = (KeyPress){ code, mods, false };
    settle();
}

static void move_to(float x, float y)
{
    stage.input.mouse_inside = true;
    stage.input.mouse_x_px = x;
    stage.input.mouse_y_px = y;
    settle();
}

static void click(void)
{
    stage.input.pressed[MOUSE_LEFT] = stage.input.down[MOUSE_LEFT] = true;
    stage.input.click_count = 1;
    settle();
    stage.input.released[MOUSE_LEFT] = true;
    stage.input.down[MOUSE_LEFT] = false;
    settle();
}

static const UiCommand *drawn_text(const char *text)
{
    const UiDraw *draw = &stage.app.ui.draw;
    for (int i = 0; i < draw->command_count; i++)
        if (draw->commands[i].text && strstr(draw->commands[i].text, text)) return &draw->commands[i];
    return NULL;
}

static void click_text(const char *text)
{
    const UiCommand *command = drawn_text(text);
    assert_non_null(command);
    move_to(command->rect.x + 4, command->rect.y - 4);
    click();
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

#define IN_APP(test) cmocka_unit_test_setup(test, open_app)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_APP(the_first_screen_offers_three_doors_and_one_hint),
        IN_APP(each_door_opens_with_one_click_and_escape_leads_back),
        IN_APP(space_on_the_first_screen_plays),
        IN_APP(the_stretch_can_be_seen_with_the_back_arching),
        IN_APP(the_chooser_counts_both_ways_of_a_clip_as_one),
        IN_APP(the_learning_line_and_the_stop_list_come_with_the_referral_door),
        IN_APP(they_come_with_a_lit_trigger_point_in_any_door),
        IN_APP(causes_are_listed_by_urgency_then_common_then_muscles),
        IN_APP(causes_are_those_of_the_side_and_the_sex),
        IN_APP(a_zone_is_found_by_its_plain_name_in_the_list),
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
    };
    return cmocka_run_group_tests(tests, open_body, close_body);
}
