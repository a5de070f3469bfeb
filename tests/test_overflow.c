// In every language, door and size of window: no string is missing, none is cut short, none leaves its box or the window.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "app.h"
#include "samples_desk.h"

#include <stdio.h>
#include <string.h>

#define FAULTS_TOLD 40

static Desk desk;
static struct {
    App app;
    Input input;
    SceneCache *cache;
    PickIndex *picker;
    int width_px, height_px;
} window;

static int open_desk(void **state)
{
    (void)state;
    desk_open(&desk);
    if (!desk.platform) return 0;
    arena_free(&desk.frame);
    desk.frame = arena_make((size_t)256 << 20);
    window.cache = scene_cache_make(&desk.body, &desk.keep);
    window.picker = pick_index_make(&desk.body, &desk.keep);
    return 0;
}

static int close_desk(void **state)
{
    (void)state;
    desk_close(&desk);
    return 0;
}

static void settle(void)
{
    for (int i = 0; i < 4; i++) {
        window.input.now_s += 0.5;
        arena_reset(&desk.frame);
        app_frame(&window.app, &window.input, &desk.frame);
    }
}

static void open_window(Language language, Door door, int width_px, int height_px)
{
    ViewState view;
    view_state_init(&view, &desk.body);
    view.ui = true;
    view.language = language;
    app_init(&window.app, &desk.body, &view, window.cache, window.picker, platform_text(desk.platform), &desk.keep);
    window.app.reduced_motion = true;
    window.input = (Input){ .width_px = width_px, .height_px = height_px, .scale = 1, .now_s = 1 };
    settle();
    if (door != DOOR_START) app_open_door(&window.app, door);
    settle();
}

// ---- what is looked at

static bool is_empty(UiRect rect)
{
    return rect.w <= 0 || rect.h <= 0;
}

// With a space before it the ellipsis says that a button opens something.
static bool ends_short(const char *text)
{
    const size_t size = strlen(text);
    return size > 3 && strcmp(text + size - 3, "\xE2\x80\xA6") == 0 && text[size - 4] != ' ';
}

static int fault_count; // all are told before the test fails

static void fault(const char *where, const UiCommand *command, const char *what)
{
    fault_count++;
    if (fault_count <= FAULTS_TOLD) print_message("%s, %s: \"%s\" %s\n", where, language_ids[window.app.view.language], command->text, what);
}

static void check_text(const UiCommand *command, const char *where)
{
    const Ui *ui = &window.app.ui;
    const float width = ui->text.width_px(ui->text.user, command->text, command->size_px, command->weight), slack = 1.5f;
    const float left = is_empty(command->clip) ? 0 : command->clip.x;
    const float right = is_empty(command->clip) ? (float)window.input.width_px : command->clip.x + command->clip.w;
    const float x = command->rect.x, y = command->rect.y;
    if (ends_short(command->text)) fault(where, command, "is cut short");
    if (x < left - slack || x + width > right + slack) fault(where, command, "leaves its box");
    if (is_empty(command->clip) && (y < 0 || y > (float)window.input.height_px + slack)) fault(where, command, "is above or below the window");
}

static void check_words(const char *what)
{
    const UiDraw *draw = &window.app.ui.draw;
    char where[96];
    snprintf(where, sizeof where, "%s at %d x %d", what, window.input.width_px, window.input.height_px);
    assert_int_equal(draw->dropped_count, 0);
    for (int i = 0; i < draw->command_count; i++)
        if (draw->commands[i].text) check_text(&draw->commands[i], where);
}

static const int sizes[][2] = { { 320, 240 }, { 640, 480 }, { 1280, 720 }, { 1920, 1080 }, { 7680, 4320 } };
enum { SIZE_COUNT = sizeof sizes / sizeof *sizes };

static void look_everywhere(const char *what, Door door, void (*prepare)(void))
{
    if (!desk.platform) skip();
    fault_count = 0;
    for (int l = 0; l < LANGUAGE_COUNT; l++) {
        for (int s = 0; s < SIZE_COUNT; s++) {
            open_window((Language)l, door, sizes[s][0], sizes[s][1]);
            if (prepare) prepare();
            settle();
            check_words(what);
        }
    }
    if (fault_count) fail_msg("%d faults", fault_count);
}

static void the_first_screen(void **state)
{
    (void)state;
    look_everywhere("first screen", DOOR_START, NULL);
}

static void select_psoas(void)
{
    window.app.view.selected = body_part(&desk.body, "psoas_major_right");
}

static void looking_with_a_card(void **state)
{
    (void)state;
    look_everywhere("look", DOOR_LOOK, select_psoas);
}

static void pin_zone(void)
{
    window.app.pointing.pinned_zone = body_zone(&desk.body, "abdomen_right");
}

static void select_many(void)
{
    Message why;
    view_option_set(&window.app.view, &desk.body, "--select", "organs,iliopsoas", &why);
    window.app.layers.open[GROUP_ORGANS] = true;
}

static void looking_with_a_card_of_many(void **state)
{
    (void)state;
    look_everywhere("several parts", DOOR_LOOK, select_many);
}

static void where_it_hurts(void **state)
{
    (void)state;
    look_everywhere("where it hurts", DOOR_HURT, NULL);
    look_everywhere("causes of pain", DOOR_HURT, pin_zone);
}

static void moving(void **state)
{
    (void)state;
    look_everywhere("movement", DOOR_MOVE, NULL);
    look_everywhere("movement with a card", DOOR_MOVE, select_psoas);
}

static void open_keys(void)
{
    window.app.help_open = true;
    window.app.help_page = HELP_KEYS;
}

static void open_settings(void)
{
    window.app.help_open = true;
    window.app.help_page = HELP_SETTINGS;
}

static void open_about(void)
{
    window.app.help_open = true;
    window.app.help_page = HELP_ABOUT;
}

static void help(void **state)
{
    (void)state;
    look_everywhere("keys", DOOR_LOOK, open_keys);
    look_everywhere("settings", DOOR_LOOK, open_settings);
    look_everywhere("about", DOOR_LOOK, open_about);
}

static void open_views(void)
{
    shelf_toggle(&window.app);
}

static void open_measure(void)
{
    tools_toggle(&window.app, TOOL_MEASURE);
}

static void open_compare(void)
{
    tools_toggle(&window.app, TOOL_COMPARE);
}

static void open_search(void)
{
    finder_open(&window.app);
    snprintf(window.app.finder.text, sizeof window.app.finder.text, "ilia");
    finder_look(&window.app);
}

static void close_left(void)
{
    window.app.layers_hidden = true;
}

static void open_layers(void)
{
    for (int g = 0; g < GROUP_PROPS; g++) window.app.layers.open[g] = true;
}

static void the_tools(void **state)
{
    (void)state;
    look_everywhere("views", DOOR_LOOK, open_views);
    look_everywhere("measure", DOOR_LOOK, open_measure);
    look_everywhere("compare", DOOR_LOOK, open_compare);
    look_everywhere("search", DOOR_LOOK, open_search);
}

static void the_left(void **state)
{
    (void)state;
    look_everywhere("layers opened", DOOR_LOOK, open_layers);
    look_everywhere("layers closed", DOOR_LOOK, close_left);
    look_everywhere("list of zones closed", DOOR_HURT, close_left);
}

// ---- what is written in the tables

static void no_string_is_missing_in_any_language(void **state)
{
    (void)state;
    for (int i = 0; i < desk.body.string_count; i++) {
        const String *string = &desk.body.strings[i];
        for (int l = 0; l < LANGUAGE_COUNT; l++)
            if (l != LANGUAGE_LA && !string->text[l][0]) fail_msg("%s has no text in %s", string->id, language_ids[l]);
    }
}

static void every_part_has_a_name_in_every_language(void **state)
{
    (void)state;
    for (int p = 1; p < desk.body.part_count; p++) {
        const Name *name = &desk.body.names[desk.body.parts[p].name];
        for (int l = 0; l < LANGUAGE_COUNT; l++)
            if (!name->text[l][0] && l != LANGUAGE_LA) fail_msg("%s has no name in %s", name->id, language_ids[l]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_screen),
        cmocka_unit_test(looking_with_a_card),
        cmocka_unit_test(looking_with_a_card_of_many),
        cmocka_unit_test(where_it_hurts),
        cmocka_unit_test(moving),
        cmocka_unit_test(help),
        cmocka_unit_test(the_tools),
        cmocka_unit_test(the_left),
        cmocka_unit_test(no_string_is_missing_in_any_language),
        cmocka_unit_test(every_part_has_a_name_in_every_language),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
