#define _DEFAULT_SOURCE // mkdtemp, setenv
// test_settings.c: what is kept between runs, and what happens when the file is broken or cannot be written.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "file.h"
#include "settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static Arena arena;
static char folder[] = "settings-test-XXXXXX";

static int set_up(void **state)
{
    (void)state;
    arena = arena_make((size_t)1 << 20);
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    char line[64];
    snprintf(line, sizeof line, "rm -rf '%s'", folder);
    const int status = system(line);
    arena_free(&arena);
    return status;
}

static const char *in_folder(const char *name)
{
    return text_format(&arena, "%s/%s", folder, name);
}

static void put(const char *path, const char *text)
{
    assert_int_equal(file_write(path, text, strlen(text), NULL), RESULT_OK);
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    Message why = { "" };
    Settings read;
    const Settings written = { LANGUAGE_DE, THEME_PROJECTOR, PAIN_SAFE, SEX_FEMALE, 1.25f, true };
    const char *path = in_folder("deep/er/settings");
    assert_int_equal(settings_write(path, &written, &arena, &why), RESULT_OK);
    assert_int_equal(settings_read(path, &arena, &read, &why), RESULT_OK);
    assert_true(settings_same(&written, &read));
}

static void no_file_means_defaults_and_no_word(void **state)
{
    (void)state;
    Message why = { "" };
    Settings read;
    const Settings defaults = settings_default();
    assert_int_equal(settings_read(in_folder("none"), &arena, &read, &why), RESULT_NOT_FOUND);
    assert_true(settings_same(&defaults, &read));
    assert_string_equal(why.text, "");
}

static void a_broken_file_is_told_with_its_line_and_kept_aside(void **state)
{
    (void)state;
    static const char *const broken[] = { "theme = dark\nlanguage = klingon\n", "theme\n", "text_scale = 12\n", "colour = red\n", "\x01\x02\xff = \xfe\n" };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        Message why = { "" };
        Settings read;
        const Settings defaults = settings_default();
        const char *path = in_folder("settings"), *aside = in_folder("settings.broken");
        put(path, broken[i]);
        assert_int_equal(settings_read(path, &arena, &read, &why), RESULT_BAD_DATA);
        assert_true(settings_same(&defaults, &read));
        assert_non_null(strstr(why.text, i == 0 ? "settings:2:" : "settings:1:"));
        assert_false(file_exists(path));
        assert_true(file_exists(aside));
    }
}

static void comments_spaces_and_line_ends_of_other_systems_do_not_matter(void **state)
{
    (void)state;
    Message why = { "" };
    Settings read;
    const char *path = in_folder("loose");
    put(path, "# mine\r\n\r\n  language=fr  \r\n\ttheme =  light");
    assert_int_equal(settings_read(path, &arena, &read, &why), RESULT_OK);
    assert_int_equal(read.language, LANGUAGE_FR);
    assert_int_equal(read.theme, THEME_LIGHT);
}

static void where_nothing_can_be_written_one_sentence_says_so(void **state)
{
    (void)state;
    Message why = { "" };
    const Settings settings = settings_default();
    put(in_folder("file"), "x");
    assert_int_equal(settings_write(in_folder("file/settings"), &settings, &arena, &why), RESULT_IO);
    assert_true(why.text[0] != '\0');
    assert_int_equal(settings_write(NULL, &settings, &arena, &why), RESULT_IO);
}

static void options_of_one_run_are_not_kept(void **state)
{
    (void)state;
    Settings kept = settings_default(), started = kept;
    kept.text_scale = started.text_scale = 1.5f;
    started.theme = THEME_PROJECTOR; // --theme projector
    Settings now = started;
    now.language = LANGUAGE_FR; // chosen in the window
    const Settings out = settings_changed(&kept, &started, &now);
    assert_int_equal(out.theme, THEME_DARK);
    assert_int_equal(out.language, LANGUAGE_FR);
    assert_true(out.text_scale == 1.5f);
}

static void the_folder_follows_xdg(void **state)
{
    (void)state;
    setenv("XDG_CONFIG_HOME", "/there", 1);
    assert_string_equal(settings_path(&arena), "/there/iliopsoas/settings");
    setenv("XDG_CONFIG_HOME", "relative", 1);
    setenv("HOME", "/home/someone", 1);
    assert_string_equal(settings_path(&arena), "/home/someone/.config/iliopsoas/settings");
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("HOME");
    assert_null(settings_path(&arena));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(no_file_means_defaults_and_no_word),
        cmocka_unit_test(a_broken_file_is_told_with_its_line_and_kept_aside),
        cmocka_unit_test(comments_spaces_and_line_ends_of_other_systems_do_not_matter),
        cmocka_unit_test(where_nothing_can_be_written_one_sentence_says_so),
        cmocka_unit_test(options_of_one_run_are_not_kept),
        cmocka_unit_test(the_folder_follows_xdg),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
