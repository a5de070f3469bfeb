// The panel of one body: sex, psoas minor and the sliders, by mouse and by keys, taken back and done again, in German too.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "samples_stage.h"

#include <math.h>
#include <string.h>

#define TABS_MOST 80 // more than the window has widgets

static int open_panel(void **state)
{
    stage_open_app(state);
    app_open_door(&stage.app, DOOR_LOOK);
    stage_settle();
    stage_click_text("Body …");
    return 0;
}

static const ViewState *view(void)
{
    return &stage.app.view;
}

static const Dial *limits(DialId dial)
{
    return &stage.body.dials[dial];
}

static const char *word(const char *id)
{
    return app_word(&stage.app, id);
}

static const char *dial_word(DialId dial, const char *end)
{
    return word(text_format(&stage.frame, "dial_%s%s", dial_ids[dial], end));
}

static bool is_within_limits(DialId dial)
{
    return view()->dial_deg[dial] >= limits(dial)->least_deg && view()->dial_deg[dial] <= limits(dial)->most_deg;
}

static int dials_set(void)
{
    int count = 0;
    for (int d = 0; d < DIAL_COUNT; d++) count += view()->dial_set[d];
    return count;
}

// ---- by mouse

// The first box drawn after a slider's name is its track.
static UiRect track_of(DialId dial)
{
    const UiCommand *command = stage_text(dial_word(dial, ""));
    assert_non_null(command);
    while (command->shape != UI_SHAPE_RECT) command++;
    return command->rect;
}

static void press_at(UiRect track, float share)
{
    stage_move_to(track.x + share * track.w, track.y + track.h / 2);
    stage.input.pressed[MOUSE_LEFT] = stage.input.down[MOUSE_LEFT] = true;
    stage_settle();
}

static void let_go(void)
{
    stage.input.released[MOUSE_LEFT] = true;
    stage.input.down[MOUSE_LEFT] = false;
    stage_settle();
}

static void drag(DialId dial, float from_frac, float to_frac)
{
    const UiRect track = track_of(dial);
    press_at(track, from_frac);
    assert_true(is_within_limits(dial));
    stage_move_to(track.x + to_frac * track.w, track.y + 200); // a hand does not stay on the line
    let_go();
}

// ---- by keys

static void focus_on(UiId widget)
{
    if (!ui_focus_shown(&stage.app.ui)) stage_key(KEY_F6, 0);
    for (int i = 0; i < TABS_MOST && stage.app.ui.focused != widget; i++) stage_key(KEY_TAB, 0);
    assert_true(ui_focus_shown(&stage.app.ui));
    assert_int_equal(stage.app.ui.focused, widget);
}

static void focus_on_dial(DialId dial)
{
    focus_on(ui_id("dial", (int)dial));
}

// ---- what it does

static void a_button_beside_the_sexes_opens_it_and_one_leads_back_to_the_layers(void **state)
{
    (void)state;
    assert_true(stage.app.body_open);
    assert_non_null(stage_text("As usual"));
    for (int d = 0; d < DIAL_COUNT; d++) assert_non_null(stage_text(dial_word((DialId)d, "")));
    assert_null(stage_text("Body …"));
    stage_click_text("‹ Layers");
    assert_false(stage.app.body_open);
    assert_null(stage_text("As usual"));
    assert_non_null(stage_text("Body …"));
    assert_int_equal(dials_set(), 0); // looking changes nothing
}

static void a_woman_has_her_own_values_and_a_note_until_a_slider_is_set(void **state)
{
    (void)state;
    const float man_deg = view_dial_deg(view(), &stage.body, DIAL_ANTEVERSION);
    assert_null(stage_text("Pelvis and head of femur"));
    stage_click_text("Female");
    assert_int_equal(view()->sex, SEX_FEMALE);
    assert_non_null(stage_text("Pelvis and head of femur"));
    assert_true(view_dial_deg(view(), &stage.body, DIAL_ANTEVERSION) > man_deg + 2);
    drag(DIAL_ANTEVERSION, 0.4f, 0.8f);
    const float set_deg = view()->dial_deg[DIAL_ANTEVERSION];
    stage_click_text("Male");
    assert_int_equal(view()->sex, SEX_MALE);
    assert_null(stage_text("Pelvis and head of femur"));
    assert_float_equal(view_dial_deg(view(), &stage.body, DIAL_ANTEVERSION), set_deg, 0);
}

static void each_slider_is_dragged_in_whole_degrees_between_its_limits(void **state)
{
    (void)state;
    for (int d = 0; d < DIAL_COUNT; d++) {
        const DialId dial = (DialId)d;
        const float range_deg = limits(dial)->most_deg - limits(dial)->least_deg;
        drag(dial, 0.3f, 0.7f);
        assert_true(view()->dial_set[d]);
        assert_int_equal(dials_set(), d + 1); // no other one went along
        assert_float_equal(view()->dial_deg[d], limits(dial)->least_deg + 0.7f * range_deg, 0.51f);
        assert_float_equal(view()->dial_deg[d], roundf(view()->dial_deg[d]), 0);
        assert_non_null(stage_text(text_format(&stage.frame, "%.0f°", (double)view()->dial_deg[d])));
        drag(dial, 0.7f, 3.0f);
        assert_float_equal(view()->dial_deg[d], limits(dial)->most_deg, 0);
        drag(dial, 0.9f, -3.0f);
        assert_float_equal(view()->dial_deg[d], limits(dial)->least_deg, 0);
    }
}

static void each_slider_moves_by_keys_and_stops_at_its_limits(void **state)
{
    (void)state;
    for (int d = 0; d < DIAL_COUNT; d++) {
        const DialId dial = (DialId)d;
        focus_on_dial(dial);
        const float rest_deg = view_dial_deg(view(), &stage.body, dial);
        stage_key(KEY_RIGHT, 0);
        assert_true(view()->dial_set[d] && view()->dial_deg[d] > rest_deg && view()->dial_deg[d] < rest_deg + 2);
        const float one_deg = view()->dial_deg[d];
        stage_key(KEY_LEFT, 0);
        assert_float_equal(view()->dial_deg[d], one_deg - 1, 0);
        stage_key(KEY_RIGHT, MOD_SHIFT);
        assert_true(view()->dial_deg[d] >= one_deg + 1);
        stage_key(KEY_END, 0);
        assert_float_equal(view()->dial_deg[d], limits(dial)->most_deg, 0);
        stage_key(KEY_RIGHT, MOD_SHIFT);
        assert_float_equal(view()->dial_deg[d], limits(dial)->most_deg, 0);
        stage_key(KEY_HOME, 0);
        stage_key(KEY_LEFT, 0);
        assert_float_equal(view()->dial_deg[d], limits(dial)->least_deg, 0);
    }
}

static void what_a_slider_is_set_to_is_the_body_that_is_shown(void **state)
{
    (void)state;
    drag(DIAL_NECK_SHAFT, 0.2f, 0.9f);
    const VariantWish before = view_variant(view(), &stage.body);
    drag(DIAL_NECK_SHAFT, 0.9f, 0.1f);
    const VariantWish after = view_variant(view(), &stage.body);
    assert_true(memcmp(&before, &after, sizeof before) != 0);
}

static void psoas_minor_is_switched_on_and_off_by_mouse_and_keys(void **state)
{
    (void)state;
    const PartId minor = body_part(&stage.body, "psoas_minor_right");
    assert_false(view_has_part(view(), &stage.body, minor));
    stage_click_text("Psoas minor");
    assert_true(view_shows_part(view(), &stage.body, minor));
    stage_click_text("Psoas minor");
    assert_false(view_has_part(view(), &stage.body, minor));
    focus_on(ui_id("psoas_minor", 0));
    stage_key(KEY_ENTER, 0);
    assert_true(view()->psoas_minor);
    stage_key(KEY_SPACE, 0);
    assert_false(view()->psoas_minor);
}

static void set_everything(void)
{
    stage_click_text("Female");
    stage_click_text("Psoas minor");
    for (int d = 0; d < DIAL_COUNT; d++) drag((DialId)d, 0.3f, 0.6f);
}

static void the_button_back_to_usual_undoes_all_but_the_sex(void **state)
{
    (void)state;
    set_everything();
    assert_int_equal(dials_set(), DIAL_COUNT);
    stage_click_text("As usual");
    assert_int_equal(dials_set(), 0);
    assert_false(view()->psoas_minor);
    assert_int_equal(view()->sex, SEX_FEMALE);
    for (int d = 0; d < DIAL_COUNT; d++)
        assert_float_equal(view_dial_deg(view(), &stage.body, (DialId)d), dial_rest_deg(&stage.body, (DialId)d, SEX_FEMALE), 0);
    assert_true(stage.app.body_open);
}

// ---- undo

static void rest(void)
{
    stage_frame(1); // what is done later is a step of its own
    stage_settle();
}

typedef enum Act { ACT_WOMAN, ACT_MINOR, ACT_DIAL, ACT_USUAL = ACT_DIAL + DIAL_COUNT, ACT_COUNT } Act;

static void act(int what)
{
    if (what == ACT_WOMAN) stage_click_text("Female");
    else if (what == ACT_MINOR) stage_click_text("Psoas minor");
    else if (what == ACT_USUAL) stage_click_text("As usual");
    else drag((DialId)(what - ACT_DIAL), 0.2f, 0.8f);
    rest();
}

static bool same_body(const ViewState *a, const ViewState *b)
{
    return a->sex == b->sex && a->psoas_minor == b->psoas_minor && memcmp(a->dial_deg, b->dial_deg, sizeof a->dial_deg) == 0
        && memcmp(a->dial_set, b->dial_set, sizeof a->dial_set) == 0;
}

static void each_step_is_taken_back_and_done_again(void **state)
{
    (void)state;
    static ViewState after[ACT_COUNT + 1];
    rest();
    after[0] = *view();
    for (int i = 0; i < ACT_COUNT; i++) {
        act(i);
        after[i + 1] = *view();
        assert_false(same_body(&after[i], &after[i + 1]));
    }
    for (int i = ACT_COUNT; i > 0; i--) {
        stage_key('z', MOD_CTRL);
        assert_true(same_body(view(), &after[i - 1]));
    }
    for (int i = 1; i <= ACT_COUNT; i++) {
        stage_key('y', MOD_CTRL);
        assert_true(same_body(view(), &after[i]));
    }
}

static void a_run_of_keys_on_a_slider_is_one_step(void **state)
{
    (void)state;
    rest();
    const ViewState before = *view();
    focus_on_dial(DIAL_LORDOSIS);
    for (int i = 0; i < 5; i++) stage_key(KEY_RIGHT, 0);
    stage_key('z', MOD_CTRL);
    assert_true(same_body(view(), &before));
}

// ---- what it says

// The panel is drawn in one run, from its title to the button that leads back.
static const char *panel_texts(void)
{
    const UiCommand *command = stage_text(word("body_panel")), *last = stage_text("‹ ");
    char *all = text_format(&stage.frame, "%s", "");
    assert_true(command && last && command < last);
    for (; command <= last; command++)
        if (command->text) all = text_format(&stage.frame, "%s %s", all, command->text); // wrapped lines make their sentence again
    return all;
}

typedef struct Said {
    const char *texts[40];
    int count;
} Said;

static void add(Said *said, const char *text)
{
    assert_true(text[0] != '\0');
    said->texts[said->count++] = text;
}

static Said all_there_is_to_say(void)
{
    static const char *const ids[] = { "body_panel", "male", "female", "body_woman_note", "body_psoas_minor_note", "body_usual", "layers" };
    Said said = { .count = 0 };
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) add(&said, word(ids[i]));
    add(&said, body_name(&stage.body, "psoas_minor", view()->language));
    for (int d = 0; d < DIAL_COUNT; d++) {
        add(&said, dial_word((DialId)d, ""));
        add(&said, dial_word((DialId)d, "_source"));
    }
    add(&said, text_to_string(&stage.frame, (Text){ word("dial_here"), strcspn(word("dial_here"), "%") }));
    return said;
}

// What is left of all texts once those that are known are taken out.
static char *without(char *all, const Said *known)
{
    for (int i = 0; i < known->count; i++)
        for (char *at = strstr(all, known->texts[i]); at; at = strstr(at, known->texts[i])) memset(at, ' ', strlen(known->texts[i]));
    return all;
}

static void nothing_is_left_but_figures(const char *left)
{
    for (const char *c = left; *c; c++)
        if ((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z')) fail_msg("left: %s", left);
}

static void speak(Language language)
{
    stage.app.view.language = language;
    stage.app.view.sex = SEX_FEMALE; // whose note is there, too
    stage.input.height_px = 1000;
    stage_settle();
}

// Longest first, so that none is taken out of another one.
static void sort(Said *said)
{
    for (int i = 1; i < said->count; i++)
        for (int j = i; j > 0 && strlen(said->texts[j]) > strlen(said->texts[j - 1]); j--) {
            const char *text = said->texts[j];
            said->texts[j] = said->texts[j - 1];
            said->texts[j - 1] = text;
        }
}

static void every_text_is_there_in_every_language_and_no_other(void **state)
{
    (void)state;
    for (int l = 0; l < LANGUAGE_COUNT; l++) {
        speak((Language)l);
        Said said = all_there_is_to_say();
        const char *all = panel_texts();
        for (int i = 0; i < said.count; i++)
            if (!strstr(all, said.texts[i])) fail_msg("%s: not shown: %s", language_ids[l], said.texts[i]);
        sort(&said);
        nothing_is_left_but_figures(without(text_format(&stage.frame, "%s", all), &said));
    }
}

static void in_german_each_text_is_another_than_in_english(void **state)
{
    (void)state;
    speak(LANGUAGE_EN);
    Said english = all_there_is_to_say();
    for (int i = 0; i < english.count; i++) english.texts[i] = text_format(&stage.keep, "%s", english.texts[i]);
    speak(LANGUAGE_DE);
    const Said german = all_there_is_to_say();
    const char *all = panel_texts();
    assert_int_equal(german.count, english.count);
    for (int i = 0; i < german.count; i++) {
        assert_string_not_equal(german.texts[i], english.texts[i]);
        assert_null(strstr(all, english.texts[i]));
    }
    assert_non_null(strstr(all, "Kleiner Lendenmuskel"));
    assert_non_null(strstr(all, "Lendenlordose"));
}

static void in_a_low_window_the_notes_go_and_the_sliders_stay(void **state)
{
    (void)state;
    assert_non_null(stage_text("In roughly 40"));
    stage.input.height_px = 480;
    stage_settle();
    assert_null(stage_text("In roughly 40"));
    drag(DIAL_LORDOSIS, 0.2f, 0.8f);
    assert_true(view()->dial_set[DIAL_LORDOSIS] && is_within_limits(DIAL_LORDOSIS));
}

#define IN_PANEL(test) cmocka_unit_test_setup(test, open_panel)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PANEL(a_button_beside_the_sexes_opens_it_and_one_leads_back_to_the_layers),
        IN_PANEL(a_woman_has_her_own_values_and_a_note_until_a_slider_is_set),
        IN_PANEL(each_slider_is_dragged_in_whole_degrees_between_its_limits),
        IN_PANEL(each_slider_moves_by_keys_and_stops_at_its_limits),
        IN_PANEL(what_a_slider_is_set_to_is_the_body_that_is_shown),
        IN_PANEL(psoas_minor_is_switched_on_and_off_by_mouse_and_keys),
        IN_PANEL(the_button_back_to_usual_undoes_all_but_the_sex),
        IN_PANEL(each_step_is_taken_back_and_done_again),
        IN_PANEL(a_run_of_keys_on_a_slider_is_one_step),
        IN_PANEL(every_text_is_there_in_every_language_and_no_other),
        IN_PANEL(in_german_each_text_is_another_than_in_english),
        IN_PANEL(in_a_low_window_the_notes_go_and_the_sliders_stay),
    };
    return cmocka_run_group_tests(tests, stage_open_body, stage_close_body);
}
