// The picture in words: one language throughout, and the same text from the window as from the command.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "actions.h"
#include "panels.h"
#include "samples_stage.h"
#include "scene_words.h"
#include "view_words.h"

#include <string.h>

static const char rich[] = "iliopsoas shot a.png --view posterior --pose hip_flexion_right=20,knee_flexion_left=30 --trigger psoas_left --select femur_left,iliacus_left "
                           "--place femur_left:lesser_trochanter_tip --measure asis,asis_left --depth 0.4 --cut sagittal=10";
static const char moving[] = "iliopsoas shot a.png --clip side_lying_stretch --at 0.5 --view left";

static char *told(const char *words, Language language)
{
    Message why = { "" };
    assert_int_equal(view_words_read(&stage.app.view, &stage.body, words, &why), RESULT_OK);
    assert_string_equal(why.text, "");
    stage.app.view.language = language;
    stage.app.view.door = DOOR_LOOK;
    stage_frame(1);
    return panel_words_text(&stage.app);
}

// A frame word may stand in the English descriptions, whose lines say that they are English.
static void check_line(const char *line, Language language, const char *mark)
{
    static const char *const frame[] = { "Seen from", "Selected", "both sides", "Pose:", "Marked there", "Measured", "Pointed at", "Taken away", "what lies", "lit:",
                                         "degrees", "(right)", "(left)", "Foot ", "standing", "lying on", "the subject" };
    if (strncmp(line, mark, strlen(mark)) == 0) return;
    for (size_t i = 0; i < sizeof frame / sizeof *frame; i++)
        if (strstr(line, frame[i])) fail_msg("\"%s\" in %s: %s", frame[i], language_ids[language], line);
    assert_null(strstr(line, "words_")); // a string that is missing
}

static void check_words(const char *words, Language language)
{
    const char *mark = body_string(&stage.body, "in_english", language);
    char *text = text_format(&stage.keep, "%s", told(words, language)), *next;
    for (char *line = text; *line; line = next) {
        next = strchr(line, '\n');
        assert_non_null(next);
        *next++ = '\0';
        check_line(line, language, mark);
    }
}

static void one_language_throughout(void **state)
{
    (void)state;
    for (int language = LANGUAGE_FR; language < LANGUAGE_COUNT; language++) {
        check_words(rich, (Language)language);
        check_words(moving, (Language)language);
    }
}

static void english_says_what_it_said(void **state)
{
    (void)state;
    static const char *const said[] = { "Seen from the back", "marked R", "Pose: standing; Hip flexion, right: 20.0", "Femur (both sides)", "Selected: Femur, left, the thigh bone",
                                        "(landmark)", "257.8 mm", "40 %", "Sagittal cut, 10 mm", "Pain zones lit: ", "not for diagnosis" };
    const char *text = told(rich, LANGUAGE_EN);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (!strstr(text, said[i])) fail_msg("\"%s\" is not in: %s", said[i], text);
    const char *first = strstr(text, "\nSelected: ");
    assert_null(strstr(first + 1, "\nSelected: ")); // told once
}

static void the_command_prints_what_the_window_shows(void **state)
{
    (void)state;
    static char said[1 << 16];
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        const char *window = told(rich, (Language)language), *options = strstr(rich, "--view");
        FILE *pipe = popen(text_format(&stage.keep, "ILIOPSOAS_PACK=\"%s\" \"%s\" describe %s --lang %s", TEST_PACK, TEST_PROGRAM, options, language_ids[language]), "r");
        assert_non_null(pipe);
        said[fread(said, 1, sizeof said - 1, pipe)] = '\0';
        assert_int_equal(pclose(pipe), 0);
        // Where the camera stands is the window's: it resolves what the command leaves automatic.
        assert_string_equal(strchr(said, '\n'), strchr(window, '\n'));
    }
}

static void a_key_opens_the_page_and_copies_it(void **state)
{
    (void)state;
    const Action *action = actions_find('d', MOD_CTRL);
    assert_non_null(action);
    told(rich, LANGUAGE_DE);
    stage.app.help_open = false;
    action->run(&stage.app, action->value);
    assert_true(stage.app.help_open && stage.app.help_page == HELP_WORDS && stage.app.clipboard_wish == CLIPBOARD_COPY_WORDS);
    assert_string_equal(app_words_to_copy(&stage.app), panel_words_text(&stage.app));
    action->run(&stage.app, action->value);
    assert_false(stage.app.help_open);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(one_language_throughout, stage_open_app),
        cmocka_unit_test_setup(english_says_what_it_said, stage_open_app),
        cmocka_unit_test_setup(the_command_prints_what_the_window_shows, stage_open_app),
        cmocka_unit_test_setup(a_key_opens_the_page_and_copies_it, stage_open_app),
    };
    return cmocka_run_group_tests_name("words", tests, stage_open_body, stage_close_body);
}
