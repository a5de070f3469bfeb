// The ten most common things that a person does, in a real window with real keys and a real mouse, in two languages; each is checked by
// what is drawn (the view in words) or said.
#define _POSIX_C_SOURCE 200809L
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "body.h"
#include "samples_window.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
    Arena keep;
    Body body;
    Language language;
} person;

static const char *word(const char *id)
{
    return body_string(&person.body, id, person.language);
}

static const char *title(const char *part)
{
    return body_part_title(&person.body, body_part(&person.body, part), person.language, &person.keep);
}

static int open_in(Language language)
{
    Message why;
    person.keep = arena_make((size_t)1 << 30);
    person.language = language;
    if (body_load(TEST_PACK, &person.keep, &person.body, &why) != RESULT_OK) return -1;
    return window_open((const char *const[]){ "--size", "1200x760", "--lang", language_ids[language], "--door", "start", NULL });
}

static int open_in_english(void **state)
{
    (void)state;
    return open_in(LANGUAGE_EN);
}

static int open_in_german(void **state)
{
    (void)state;
    return open_in(LANGUAGE_DE);
}

static int leave(void **state)
{
    body_unload(&person.body);
    arena_free(&person.keep);
    return window_close(state);
}

// ---- the things, in this order: each finds the window as the one before left it

static void one_opens_a_door(void **state)
{
    (void)state;
    assert_true(window_says(word("hint_drag")));
    assert_true(window_click_word(word("door_look")));
    assert_true(window_says(word("layers")));
}

static void two_turns_the_body(void **state)
{
    (void)state;
    assert_true(window_comes_to_rest());
    const double before = window_traced_number("\"azimuth_deg\": ");
    window_move_to(950, 600);
    window_xdotool("mousedown 1 mousemove_relative --sync -- -50 0 mousemove_relative --sync -- -50 0 mouseup 1");
    assert_true(window_comes_to_rest());
    assert_true(fabs(window_traced_number("\"azimuth_deg\": ") - before) > 5);
    window_xdotool("key 1");
    assert_true(window_shows("\"azimuth_deg\": 0.00"));
    assert_true(window_comes_to_rest());
}

static void three_finds_a_muscle_by_name(void **state)
{
    (void)state;
    window_xdotool("key slash");
    assert_true(window_comes_to_rest());
    window_xdotool("type --delay 30 iliacus");
    assert_true(window_comes_to_rest());
    window_xdotool("key Return");
    assert_true(window_shows("\"selected\": \"iliacus_right\""));
    assert_true(window_says(title("iliacus_right")));
}

static void four_shows_it_alone_and_all_again(void **state)
{
    (void)state;
    assert_true(window_click_word(word("isolate")));
    assert_true(window_shows("--hide bones,discs,"));
    window_xdotool("key ctrl+z");
    assert_true(window_shows("\"selected\": \"iliacus_right\""));
    window_xdotool("key alt+h");
    assert_true(window_comes_to_rest());
    assert_false(window_shows_now("--hide"));
}

static void five_takes_a_layer_away_and_gets_it_back(void **state)
{
    (void)state;
    assert_true(window_click_beside_word(word("group_bones"), -23)); // its eye
    assert_true(window_shows("--hide bones"));
    window_xdotool("key ctrl+z");
    assert_true(window_comes_to_rest());
    assert_false(window_shows_now("--hide bones"));
}

static void six_hides_a_part_with_a_key(void **state)
{
    (void)state;
    window_xdotool("key h");
    assert_true(window_shows("--hide iliacus_right"));
    window_xdotool("key ctrl+z");
    assert_true(window_comes_to_rest());
}

static void seven_looks_where_it_hurts(void **state)
{
    (void)state;
    window_xdotool("key Escape");
    window_xdotool("key Escape");
    assert_true(window_click_word(word("door_hurt")));
    assert_true(window_says(word("safety_line")));
    assert_true(window_click_word(word("zone_groin")));
    assert_true(window_shows("\"zone\": \"groin_right\""));
    assert_true(window_says(word("urgent")));
}

static void eight_lets_the_hip_bend(void **state)
{
    (void)state;
    window_move_to(700, 300);
    assert_true(window_click_word(word("door_move")));
    assert_true(window_shows("\"clip\": \"hip_flexion\""));
    assert_true(window_comes_to_rest());
    window_xdotool("key space");
    window_rest(1.0);
    assert_true(window_traced_number("\"at\": ") > 0);
    window_xdotool("key space");
    assert_true(window_comes_to_rest());
}

static void nine_copies_the_view_and_gets_it_back(void **state)
{
    (void)state;
    window_xdotool("key Escape");
    window_xdotool("key 3");
    assert_true(window_shows("\"azimuth_deg\": 90.00"));
    assert_true(window_comes_to_rest());
    window_xdotool("key ctrl+c");
    assert_true(window_shows(word("copied")));
    window_xdotool("key 1");
    assert_true(window_shows("\"azimuth_deg\": 0.00"));
    window_xdotool("key ctrl+v");
    assert_true(window_shows("\"azimuth_deg\": 90.00"));
}

static void ten_changes_the_language(void **state)
{
    (void)state;
    window_xdotool("key ctrl+comma");
    assert_true(window_click_word("Italiano"));
    person.language = LANGUAGE_IT;
    assert_true(window_says(word("setting_language")));
}

#define THINGS                                                                                                                               \
    cmocka_unit_test(one_opens_a_door), cmocka_unit_test(two_turns_the_body), cmocka_unit_test(three_finds_a_muscle_by_name),                \
        cmocka_unit_test(four_shows_it_alone_and_all_again), cmocka_unit_test(five_takes_a_layer_away_and_gets_it_back),                     \
        cmocka_unit_test(six_hides_a_part_with_a_key), cmocka_unit_test(seven_looks_where_it_hurts),                                         \
        cmocka_unit_test(eight_lets_the_hip_bend), cmocka_unit_test(nine_copies_the_view_and_gets_it_back),                                  \
        cmocka_unit_test(ten_changes_the_language)

int main(void)
{
    const struct CMUnitTest english[] = { THINGS }, german[] = { THINGS };
    if (!window_tool_installed("Xvfb") || !window_tool_installed("xdotool")) {
        puts("all tests skipped: Xvfb or xdotool is not installed");
        return 0;
    }
    const int failed = cmocka_run_group_tests(english, open_in_english, leave);
    return failed + cmocka_run_group_tests(german, open_in_german, leave);
}
