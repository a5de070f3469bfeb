#define _DEFAULT_SOURCE // mkdtemp, geteuid
// The views a person has saved: the file, and the panel that works on it, without a window.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "file.h"
#include "own_views.h"
#include "samples_stage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static OwnViews own;
static Message told;
static char folder[] = "views-test-XXXXXX";
static const char *path;

static int open_body(void **state)
{
    if (stage_open_body(state) != 0 || !mkdtemp(folder)) return -1;
    path = text_format(&stage.keep, "%s/in/views.txt", folder);
    return 0;
}

static int close_body(void **state)
{
    char line[64];
    snprintf(line, sizeof line, "chmod -R u+rwx '%s'; rm -rf '%s'", folder, folder);
    return system(line) + stage_close_body(state);
}

static void put(const char *text)
{
    mkdir(text_format(&stage.keep, "%s/in", folder), 0700);
    assert_int_equal(file_write(path, text, strlen(text), NULL), RESULT_OK);
}

static void file_is(const char *expected)
{
    Text text;
    assert_int_equal(file_read(path, &stage.keep, &text, NULL), RESULT_OK);
    assert_string_equal(text.data, expected);
}

static Result read_them(void)
{
    told.text[0] = '\0';
    return own_views_read(&own, &stage.body, path, &stage.keep, &told);
}

static void names_are(int count, const char *const *names)
{
    assert_int_equal(own_views_count(&own), count);
    for (int i = 0; i < count; i++) assert_string_equal(own_views_at(&own, i)->name, names[i]);
    assert_null(own_views_at(&own, count));
    assert_null(own_views_at(&own, -1));
}

static int start_empty(void **state)
{
    (void)state;
    unlink(path);
    assert_int_equal(read_them(), RESULT_NOT_FOUND);
    assert_string_equal(told.text, "");
    return 0;
}

// ---- the file

#define HEADER "# Iliopsoas: views saved in the window, one a line: a name, a tab, and the options that draw it.\n"

static void what_is_saved_is_there_in_the_next_run(void **state)
{
    (void)state;
    Message why = { "" };
    assert_int_equal(own_views_add(&own, 0, "Psoas \xC3\xA0 gauche", "--view fossa --hide skin", &why), RESULT_OK);
    assert_int_equal(own_views_add(&own, 1, "Second", "--view left", &why), RESULT_OK);
    file_is(HEADER "Psoas \xC3\xA0 gauche\t--view fossa --hide skin\nSecond\t--view left\n");
    assert_int_equal(read_them(), RESULT_OK);
    names_are(2, (const char *const[]){ "Psoas \xC3\xA0 gauche", "Second" });
    assert_string_equal(own_views_at(&own, 0)->words, "--view fossa --hide skin");
}

static void they_are_renamed_moved_and_deleted_in_their_lines(void **state)
{
    (void)state;
    Message why = { "" };
    put("# a\nOne\t--view left\n# b\nTwo\t--view right\nThree\t--view anterior\n");
    assert_int_equal(read_them(), RESULT_OK);
    assert_int_equal(own_views_move(&own, 2, -1, &why), RESULT_OK);
    file_is("# a\nOne\t--view left\n# b\nThree\t--view anterior\nTwo\t--view right\n");
    assert_int_equal(own_views_move(&own, 1, -1, &why), RESULT_OK); // over the comment, which stays
    file_is("# a\nThree\t--view anterior\n# b\nOne\t--view left\nTwo\t--view right\n");
    assert_int_equal(own_views_move(&own, 0, -1, &why), RESULT_OK);
    assert_int_equal(own_views_rename(&own, 1, "Eins", &why), RESULT_OK);
    assert_int_equal(own_views_delete(&own, 0, &why), RESULT_OK);
    file_is("# a\n# b\nEins\t--view left\nTwo\t--view right\n");
}

static void a_name_that_could_not_be_read_back_is_made_fit(void **state)
{
    (void)state;
    Message why = { "" };
    char longest[300];
    memset(longest, 'x', sizeof longest);
    longest[OWN_NAME_MOST - 2] = '\xC3'; // a letter of two bytes on the edge
    longest[OWN_NAME_MOST - 1] = '\xA9';
    longest[sizeof longest - 1] = '\0';
    own_views_add(&own, 0, "# no comment", "--view left", &why);
    own_views_add(&own, 1, "a\tb\nc", "--view left", &why);
    own_views_add(&own, 2, "", "--view left", &why);
    own_views_add(&own, 3, longest, "--view left", &why);
    assert_int_equal(read_them(), RESULT_OK);
    assert_int_equal(own_views_count(&own), 4);
    assert_string_equal(own_views_at(&own, 0)->name, "no comment");
    assert_string_equal(own_views_at(&own, 1)->name, "a b c");
    assert_int_equal(strlen(own_views_at(&own, 3)->name), OWN_NAME_MOST - 2);
}

typedef struct Broken {
    const char *line, *place;
} Broken;

static void a_broken_line_is_told_with_its_place_and_stays(void **state)
{
    (void)state;
    static const Broken lines[] = {
        { "no tab here", "views.txt:3:12:" },
        { "\t--view left", "views.txt:3:1:" },
        { "Name\t--wings 7", "views.txt:3:6:" },
        { "Name\t", "views.txt:3:6:" },
        { "Na\xFFme\t--view left", "views.txt:3:3:" },
        { "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789\t--view left", "views.txt:3:96:" },
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        Message why = { "" };
        put(text_format(&stage.keep, "One\t--view left\r\n\n%s\nTwo\t--view right", lines[i].line));
        assert_int_equal(read_them(), RESULT_BAD_DATA);
        if (!strstr(told.text, lines[i].place)) fail_msg("%s: %s", lines[i].place, told.text);
        names_are(2, (const char *const[]){ "One", "Two" });
        assert_int_equal(own_views_add(&own, 2, "New", "--view fossa", &why), RESULT_OK);
        file_is(text_format(&stage.keep, "One\t--view left\n\n%s\nTwo\t--view right\nNew\t--view fossa\n", lines[i].line));
    }
}

static void a_view_of_another_version_restores_what_it_can_and_says_what_not(void **state)
{
    (void)state;
    put("Later\t--view left --wings 7\n");
    assert_int_equal(read_them(), RESULT_OK);
    ViewState view;
    Message why = { "" };
    view_state_init(&view, &stage.body);
    own_view_restore(own_views_at(&own, 0), &stage.body, &view, &why);
    assert_int_equal(view.view, VIEW_LEFT);
    assert_non_null(strstr(why.text, "--wings"));
}

static void what_another_window_saved_is_not_lost(void **state)
{
    (void)state;
    Message why = { "" };
    OwnViews other;
    own_views_add(&own, 0, "One", "--view left", &why);
    own_views_read(&other, &stage.body, path, &stage.keep, &why);
    own_views_add(&other, 1, "Theirs", "--view right", &why);
    assert_int_equal(own_views_add(&own, 1, "Mine", "--view fossa", &why), RESULT_OK);
    read_them();
    assert_int_equal(own_views_count(&own), 3);
    own_views_read(&other, &stage.body, path, &stage.keep, &why);
    own_views_delete(&other, 0, &why);
    assert_int_equal(own_views_rename(&own, 0, "Uno", &why), RESULT_NOT_FOUND); // taken away meanwhile
    assert_non_null(strstr(why.text, "another window"));
    assert_int_equal(own_views_count(&own), 2);
}

static void where_nothing_can_be_written_views_hold_for_this_run(void **state)
{
    (void)state;
    Message why = { "" };
    OwnViews nowhere;
    assert_int_equal(own_views_read(&nowhere, &stage.body, NULL, &stage.keep, &why), RESULT_NOT_FOUND);
    assert_int_equal(own_views_add(&nowhere, 0, "One", "--view left", &why), RESULT_IO);
    assert_non_null(strstr(why.text, "hold for this run"));
    assert_int_equal(own_views_count(&nowhere), 1);

    const char *blocked = text_format(&stage.keep, "%s/blocked", folder); // a file where the folder should be: root too cannot write there
    assert_int_equal(file_write(blocked, "x", 1, NULL), RESULT_OK);
    own_views_read(&nowhere, &stage.body, text_format(&stage.keep, "%s/views.txt", blocked), &stage.keep, &why);
    assert_int_equal(own_views_add(&nowhere, 0, "One", "--view left", &why), RESULT_IO);
    assert_int_equal(own_views_count(&nowhere), 1);
    assert_int_equal(own_views_delete(&nowhere, 0, &why), RESULT_IO);
    assert_int_equal(own_views_count(&nowhere), 0);
}

static void a_read_only_folder_is_told_and_nothing_is_lost(void **state)
{
    (void)state;
    Message why = { "" };
    if (geteuid() == 0) skip(); // root writes anywhere
    put("One\t--view left\n");
    read_them();
    chmod(text_format(&stage.keep, "%s/in", folder), 0500);
    assert_int_equal(own_views_add(&own, 1, "Two", "--view right", &why), RESULT_IO);
    chmod(text_format(&stage.keep, "%s/in", folder), 0700);
    file_is("One\t--view left\n");
}

static void a_file_that_is_no_text_is_never_written_over(void **state)
{
    (void)state;
    Message why = { "" };
    put("x");
    assert_int_equal(file_write(path, "One\t--view left\n\0more", 21, NULL), RESULT_OK);
    assert_int_equal(read_them(), RESULT_BAD_DATA);
    assert_int_equal(own_views_add(&own, 0, "Two", "--view right", &why), RESULT_IO);
    Text text;
    assert_int_equal(file_read(path, &stage.keep, &text, NULL), RESULT_OK);
    assert_int_equal(text.size, 21);
    put("");
    assert_int_equal(read_them(), RESULT_OK);
}

static void many_views_are_kept(void **state)
{
    (void)state;
    Message why = { "" };
    for (int i = 0; i < 150; i++) own_views_add(&own, i, text_format(&stage.keep, "View %d", i), "--view left", &why);
    read_them();
    assert_int_equal(own_views_count(&own), 150);
    assert_string_equal(own_views_at(&own, 149)->name, "View 149");
}

// ---- the panel

static int open_app(void **state)
{
    start_empty(state);
    stage_open_app(state);
    stage.app.view.door = DOOR_LOOK;
    stage.app.own = &own;
    stage_settle();
    return 0;
}

static void type(const char *text)
{
    strcpy(stage.input.typed, text);
    stage_settle();
}

static const UiCommand *drawn(const char *text)
{
    const UiDraw *draw = &stage.app.ui.draw;
    for (int i = draw->command_count - 1; i >= 0; i--)
        if (draw->commands[i].text && strcmp(draw->commands[i].text, text) == 0) return &draw->commands[i];
    return NULL;
}

static void click(const char *text)
{
    const UiCommand *command = drawn(text);
    if (!command) fail_msg("\"%s\" is not there", text);
    stage_move_to(command->rect.x + 4, command->rect.y - 4);
    stage_click();
}

// With F6 to the first panel, with Tab on from there.
static void focus_on(UiId id)
{
    if (!ui_focus_shown(&stage.app.ui)) stage_key(KEY_F6, 0);
    for (int i = 0; i < 120 && stage.app.ui.focused != id; i++) stage_key(KEY_TAB, 0);
    assert_int_equal(stage.app.ui.focused, id);
}

static void save_as(const char *name)
{
    click("Save this view");
    for (int i = 0; i < 60; i++) stage_key(KEY_BACKSPACE, 0);
    type(name);
    stage_key(KEY_ENTER, 0);
}

static void the_panel_opens_by_key_and_by_button_and_escape_closes_it(void **state)
{
    (void)state;
    assert_null(drawn("Save this view"));
    stage_key('v', 0);
    assert_non_null(drawn("Save this view"));
    assert_non_null(drawn("From below"));
    stage_key(KEY_ESCAPE, 0);
    assert_null(drawn("Save this view"));
    assert_int_equal(stage.app.view.door, DOOR_LOOK);
    click("Views");
    assert_non_null(drawn("Save this view"));
    click("From above");
    assert_int_equal(stage.app.view.view, VIEW_SUPERIOR);
    assert_float_equal(stage.app.view.camera.elevation_rad, GLM_PI_2, 1e-5);
}

// Everything that the words say, and nothing of the person's own choices.
static void a_saved_view_brings_the_whole_picture_back(void **state)
{
    (void)state;
    ViewState *view = &stage.app.view;
    const PartId psoas = body_part(&stage.body, "psoas_major_left"), skin = stage.body.skin;
    view->selected = psoas;
    view->opacity_frac[skin] = 0;
    view->cut = CUT_CORONAL;
    view->cut_mm = 10;
    view->colour = COLOUR_REGION;
    view->theme = THEME_LIGHT;
    view->language = LANGUAGE_EN;
    stage.app.marks = MARK_NEVER;
    stage_key('v', 0);
    stage_key(KEY_RIGHT, 0);
    const Camera saved = view->camera;
    save_as("Mine");
    assert_string_equal(own_views_at(&own, 0)->name, "Mine");
    assert_null(strstr(own_views_at(&own, 0)->words, "--theme"));
    stage_key(KEY_HOME, 0);
    view_show_default(view, &stage.body);
    view->selected = 0;
    view->cut = CUT_NONE;
    view->colour = COLOUR_TISSUE;
    view->theme = THEME_DARK;
    view->language = LANGUAGE_DE;
    stage_settle();
    stage_frame(1); // what follows is a step of its own
    stage_key('1', MOD_ALT);
    assert_int_equal(view->selected, psoas);
    assert_float_equal(view->opacity_frac[skin], 0, 0);
    assert_int_equal(view->cut, CUT_CORONAL);
    assert_float_equal(view->cut_mm, 10, 0.01);
    assert_int_equal(view->colour, COLOUR_REGION);
    assert_int_equal(view->theme, THEME_DARK); // the person's own
    assert_int_equal(view->language, LANGUAGE_DE);
    assert_true(view->ui);
    assert_float_equal(view->camera.azimuth_rad, saved.azimuth_rad, 1e-4);
    assert_float_equal(view->camera.distance_mm, saved.distance_mm, 0.1);
    stage_key('z', MOD_CTRL); // and can be undone
    assert_int_equal(view->selected, 0);
    assert_int_equal(view->colour, COLOUR_TISSUE);
}

static void words_that_say_a_theme_by_hand_are_obeyed(void **state)
{
    (void)state;
    put("Light\t--view left --theme light\n");
    read_them();
    stage_key('1', MOD_ALT);
    assert_int_equal(stage.app.view.theme, THEME_LIGHT);
}

static void the_camera_flies_to_a_saved_view(void **state)
{
    (void)state;
    put("Left\t--view left\n");
    read_them();
    stage.app.reduced_motion = false;
    const float azimuth_rad = stage.app.view.camera.azimuth_rad;
    stage.input.keys[stage.input.key_count++] = (KeyPress){ '1', MOD_ALT, false };
    stage_settle();
    assert_true(stage.app.flight.on);
    assert_true(stage.app.view.camera.azimuth_rad < azimuth_rad && stage.app.view.camera.azimuth_rad > -1.5f);
    for (int i = 0; i < 10; i++) stage_settle();
    assert_float_equal(stage.app.view.camera.azimuth_rad, -GLM_PI_2, 1e-5);
    assert_false(stage.app.camera_touched); // a standard view is framed anew when the window changes
}

static void a_view_nobody_framed_is_saved_as_the_standard_view_it_is(void **state)
{
    (void)state;
    stage_key('v', 0);
    stage_key('3', 0);
    click("Save this view");
    assert_string_equal(stage.app.shelf.text, "Right");
    stage_key(KEY_ENTER, 0);
    assert_string_equal(own_views_at(&own, 0)->words, "--view right --door look");
    click("Save this view");
    assert_string_equal(stage.app.shelf.text, "Right 2");
    stage_key(KEY_ESCAPE, 0);
    assert_int_equal(own_views_count(&own), 1);
    assert_true(stage.app.shelf.open);
    click("Save this view");
    strcpy(stage.input.typed, "!"); // in one frame with Enter: on a slow machine
    stage_key(KEY_ENTER, 0);
    assert_string_equal(own_views_at(&own, 1)->name, "Right 2!");
}

static void letters_of_a_name_are_no_commands(void **state)
{
    (void)state;
    stage_key('v', 0);
    click("Save this view");
    const ViewState before = stage.app.view;
    stage.input.keys[stage.input.key_count++] = (KeyPress){ 'u', 0, false };
    type("u");
    stage.input.keys[stage.input.key_count++] = (KeyPress){ KEY_LEFT, 0, false };
    stage_settle();
    assert_true(stage.app.view.ui);
    assert_float_equal(stage.app.view.camera.azimuth_rad, before.camera.azimuth_rad, 0);
    assert_non_null(strchr(stage.app.shelf.text, 'u'));
}

static void tab_goes_from_the_name_to_its_buttons_and_back(void **state)
{
    (void)state;
    stage_key('v', 0);
    click("Save this view");
    stage_key(KEY_TAB, 0);
    assert_int_equal(stage.app.ui.focused, ui_id("views_keep", 0));
    stage_key(KEY_TAB, 0);
    stage_key(KEY_TAB, 0);
    assert_false(ui_focus_shown(&stage.app.ui));
    assert_int_equal(stage.app.view.selected, 0); // the parts are not gone through meanwhile
    stage_key(KEY_TAB, 0);
    stage_key(KEY_TAB, 0);
    stage_key(KEY_ENTER, 0);
    assert_int_equal(own_views_count(&own), 0); // that was Cancel
    assert_int_equal(stage.app.shelf.naming, NAMING_NONE);
}

static void own_views_are_renamed_moved_deleted_and_put_back_with_the_mouse(void **state)
{
    (void)state;
    stage_key('v', 0);
    save_as("One");
    stage_key(KEY_RIGHT, 0);
    save_as("Two");
    click("One");
    click("Rename");
    type("!");
    click("Save");
    names_are(2, (const char *const[]){ "One!", "Two" });
    shelf_move(&stage.app, 1);
    stage_settle();
    names_are(2, (const char *const[]){ "Two", "One!" });
    assert_int_equal(stage.app.shelf.chosen, 1);
    click("Delete");
    names_are(1, (const char *const[]){ "Two" });
    click("Undo");
    names_are(2, (const char *const[]){ "Two", "One!" });
    file_is(text_format(&stage.keep, HEADER "Two\t%s\nOne!\t%s\n", own_views_at(&own, 0)->words, own_views_at(&own, 1)->words));
}

static void every_row_is_reached_by_tab_and_used_by_enter(void **state)
{
    (void)state;
    put("Left\t--view left\nRight\t--view right\n");
    read_them();
    stage_key('v', 0);
    for (int row = 0; row < 2; row++) {
        focus_on(ui_id("own_view", row));
        stage_key(KEY_ENTER, 0);
        assert_int_equal(stage.app.view.view, row ? VIEW_RIGHT : VIEW_LEFT);
    }
}

static bool in_sight(const char *text)
{
    const UiCommand *command = drawn(text);
    return command && command->rect.y > command->clip.y && command->rect.y < command->clip.y + command->clip.h;
}

static void more_views_than_find_room_are_scrolled_to(void **state)
{
    (void)state;
    Message why = { "" };
    for (int i = 0; i < 40; i++) own_views_add(&own, i, text_format(&stage.keep, "View %d", i + 1), "--view left", &why);
    stage_key('v', 0);
    assert_true(in_sight("View 1"));
    assert_false(in_sight("View 40"));
    focus_on(ui_id("own_view", 39));
    assert_true(in_sight("View 40"));
    stage_key(KEY_HOME, 0);
    assert_true(in_sight("View 1"));
    shelf_go(&stage.app, 39);
    stage_settle();
    assert_true(in_sight("View 40") && in_sight("Rename"));
    stage.input.height_px = 480;
    stage.input.width_px = 640;
    stage.input.resized = true;
    stage_settle();
    const UiCommand *save = drawn("Save this view");
    assert_non_null(save);
    assert_true(save->rect.y < 480);
}

static void a_key_moves_a_view_by_one_row(void **state)
{
    (void)state;
    Message why = { "" };
    for (int i = 0; i < 6; i++) own_views_add(&own, i, text_format(&stage.keep, "View %d", i + 1), "--view left", &why);
    stage_key('v', 0);
    focus_on(ui_id("own_view", 0));
    stage_key(KEY_ENTER, 0);
    stage_settle();
    focus_on(ui_id("views_down", 0));
    stage_key(KEY_ENTER, 0);
    assert_int_equal(stage.app.shelf.chosen, 1);
    assert_string_equal(own_views_at(&own, 1)->name, "View 1");
    assert_string_equal(own_views_at(&own, 5)->name, "View 6");
}

static void a_number_without_a_view_says_so(void **state)
{
    (void)state;
    const ViewState before = stage.app.view;
    stage_key('7', MOD_ALT);
    assert_non_null(strstr(stage.app.banner.text, "no view of yours"));
    assert_float_equal(stage.app.view.camera.azimuth_rad, before.camera.azimuth_rad, 0);
}

static void saving_where_nothing_can_be_written_tells_and_goes_on(void **state)
{
    (void)state;
    own_views_read(&own, &stage.body, NULL, &stage.keep, &told);
    stage_key('v', 0);
    save_as("Mine");
    assert_non_null(strstr(stage.app.banner.text, "hold for this run"));
    stage_key(KEY_RIGHT, 0);
    click("Mine");
    assert_int_equal(stage.app.shelf.chosen, 0);
}

#define OF_FILE(test) cmocka_unit_test_setup(test, start_empty)
#define IN_APP(test) cmocka_unit_test_setup(test, open_app)

int main(void)
{
    const struct CMUnitTest tests[] = {
        OF_FILE(what_is_saved_is_there_in_the_next_run),
        OF_FILE(they_are_renamed_moved_and_deleted_in_their_lines),
        OF_FILE(a_name_that_could_not_be_read_back_is_made_fit),
        OF_FILE(a_broken_line_is_told_with_its_place_and_stays),
        OF_FILE(a_view_of_another_version_restores_what_it_can_and_says_what_not),
        OF_FILE(what_another_window_saved_is_not_lost),
        OF_FILE(where_nothing_can_be_written_views_hold_for_this_run),
        OF_FILE(a_read_only_folder_is_told_and_nothing_is_lost),
        OF_FILE(a_file_that_is_no_text_is_never_written_over),
        OF_FILE(many_views_are_kept),
        IN_APP(the_panel_opens_by_key_and_by_button_and_escape_closes_it),
        IN_APP(a_saved_view_brings_the_whole_picture_back),
        IN_APP(words_that_say_a_theme_by_hand_are_obeyed),
        IN_APP(the_camera_flies_to_a_saved_view),
        IN_APP(a_view_nobody_framed_is_saved_as_the_standard_view_it_is),
        IN_APP(letters_of_a_name_are_no_commands),
        IN_APP(tab_goes_from_the_name_to_its_buttons_and_back),
        IN_APP(own_views_are_renamed_moved_deleted_and_put_back_with_the_mouse),
        IN_APP(every_row_is_reached_by_tab_and_used_by_enter),
        IN_APP(more_views_than_find_room_are_scrolled_to),
        IN_APP(a_key_moves_a_view_by_one_row),
        IN_APP(a_number_without_a_view_says_so),
        IN_APP(saving_where_nothing_can_be_written_tells_and_goes_on),
    };
    return cmocka_run_group_tests(tests, open_body, close_body);
}
