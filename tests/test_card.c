// Cards in the true fonts. Of the referral card nothing may be cut off in a still picture, which cannot be scrolled; the card of the selection
// says what is copied of it, scrolls, keeps its buttons, and leads from bones to places to muscles.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "actions.h"
#include "attach_paint.h"
#include "card_text.h"
#include "overlay.h"
#include "panels.h"
#include "place_paint.h"
#include "referral.h"
#include "samples_desk.h"
#include "view_words.h"

#include <math.h>
#include <string.h>

static Desk desk;
static App app;
static Arena moment; // one frame's

static int open_desk(void **state)
{
    (void)state;
    desk_open(&desk);
    return 0;
}

static int close_desk(void **state)
{
    (void)state;
    arena_free(&moment);
    desk_close(&desk);
    return 0;
}

// By how much the card of the view is too long for a still of its size.
static float overflow(const ViewState *view)
{
    const float scale = view->width_px == 800 ? 800.0f / 1100.0f : 1.0f, margin = 16.0f * scale; // as still.c scales its writing
    UiRect free = { margin, margin, (float)view->width_px - 2 * margin, (float)view->height_px - 2 * margin };
    UiScroll scroll = { 0 };
    arena_reset(&desk.frame);
    desk.input = (Input) { .width_px = view->width_px, .height_px = view->height_px, .scale = 1.0f };
    ui_begin(&desk.ui, &desk.input, overlay_colours(view->theme), scale, &desk.frame);
    const UiRect stop = referral_draw_stop(&desk.ui, &desk.body, view, free);
    free.h -= stop.h + 10 * scale;
    const UiRect card = referral_draw_card(&desk.ui, &desk.body, view, free, &scroll);
    ui_end(&desk.ui);
    assert_true(card.w > 0 && stop.w > 0 && card.x >= free.x && card.y + card.h <= stop.y);
    return scroll.overflow_px;
}

static void check_topics(ViewState *view)
{
    for (int z = 1; z < desk.body.zone_count; z++) {
        view->hovered_trigger = 0;
        view->hovered_zone = (ZoneId)z;
        if (overflow(view) > 0.5f)
            fail_msg("the card of %s is cut off in %s at %d x %d", desk.body.zones[z].id, language_ids[view->language], view->width_px,
                     view->height_px);
    }
    for (int t = 1; t < desk.body.trigger_count; t++) {
        view->hovered_trigger = (TriggerId)t;
        if (overflow(view) > 0.5f)
            fail_msg("the card of %s is cut off in %s at %d x %d", desk.body.triggers[t].id, language_ids[view->language], view->width_px,
                     view->height_px);
    }
}

static void every_card_fits_a_still_in_every_language(void **state)
{
    (void)state;
    static const int sizes_px[][2] = { { 1280, 720 }, { 800, 600 } };
    ViewState view;
    if (!desk.platform) skip();
    view_state_init(&view, &desk.body);
    for (int size = 0; size < 2; size++) {
        view.width_px = sizes_px[size][0];
        view.height_px = sizes_px[size][1];
        for (int i = 0; i < 2 * LANGUAGE_COUNT; i++) {
            view.language = (Language)(i / 2);
            view.sex = i % 2 ? SEX_FEMALE : SEX_MALE;
            check_topics(&view);
        }
    }
}


// ---- the card of the selection

static void frame(void)
{
    desk.input.now_s += 0.02;
    arena_reset(&moment);
    app_frame(&app, &desk.input, &moment);
    const Input was = desk.input;
    desk.input = (Input) { .width_px = was.width_px, .height_px = was.height_px, .scale = 1.0f, .mouse_inside = was.mouse_inside, .mouse_x_px = was.mouse_x_px,
                           .mouse_y_px = was.mouse_y_px, .now_s = was.now_s };
    desk.input.down[MOUSE_LEFT] = was.down[MOUSE_LEFT];
}

static void settle(void)
{
    for (int i = 0; i < 3; i++) frame();
}

static int open_card(void **state)
{
    (void)state;
    ViewState view;
    view_state_init(&view, &desk.body);
    view.ui = true;
    view.door = DOOR_LOOK;
    if (!app.cache) {
        moment = arena_make((size_t)256 << 20);
        app.cache = scene_cache_make(&desk.body, &desk.keep);
        app.picker = pick_index_make(&desk.body, &desk.keep);
        app.labels = label_index_make(&desk.body, app.picker, &desk.keep);
    }
    SceneCache *cache = app.cache;
    PickIndex *picker = app.picker;
    LabelIndex *labels = app.labels;
    app_init(&app, &desk.body, &view, cache, picker, desk.platform ? platform_text(desk.platform) : text_source_null(), &desk.keep);
    app.labels = labels;
    app.reduced_motion = true;
    desk.input = (Input) { .width_px = 1280, .height_px = 720, .scale = 1.0f, .now_s = 1 };
    settle();
    return 0;
}

static void choose(const char *words)
{
    Message why = { "" };
    LabelId id;
    if (label_place_read(&desk.body, words, &id, &why) != RESULT_OK) id = (LabelId) { body_part(&desk.body, words), 0 };
    assert_int_not_equal(id.part, 0);
    places_choose(&app, id);
    settle();
}

static void key(int code, unsigned mods)
{
    desk.input.keys[desk.input.key_count++] = (KeyPress) { code, mods, false };
    settle();
}

static void move_to(float x, float y)
{
    desk.input.mouse_inside = true;
    desk.input.mouse_x_px = x;
    desk.input.mouse_y_px = y;
    settle();
}

static void click(int count)
{
    desk.input.pressed[MOUSE_LEFT] = desk.input.down[MOUSE_LEFT] = true;
    desk.input.click_count = count;
    settle();
    desk.input.released[MOUSE_LEFT] = true;
    desk.input.down[MOUSE_LEFT] = false;
    settle();
}

static bool inside(UiRect rect, float x, float y)
{
    return x >= rect.x - 0.5f && y >= rect.y - 0.5f && x <= rect.x + rect.w + 0.5f && y <= rect.y + rect.h + 0.5f;
}

static bool on_card(const UiCommand *command)
{
    return command->text && command->text[0] && inside(app.card, command->rect.x, command->rect.y);
}

static bool in_clip(const UiCommand *command)
{
    return command->clip.w <= 0 || inside(command->clip, command->rect.x, command->rect.y);
}

static const UiCommand *written(const char *text)
{
    const UiDraw *draw = &app.ui.draw;
    for (int i = 0; i < draw->command_count; i++)
        if (on_card(&draw->commands[i]) && in_clip(&draw->commands[i]) && strcmp(draw->commands[i].text, text) == 0) return &draw->commands[i];
    return NULL;
}

// A line of the card, or the first of its lines where it is wrapped.
static const UiCommand *written_from(const char *text)
{
    const UiDraw *draw = &app.ui.draw;
    for (int i = 0; i < draw->command_count; i++) {
        const UiCommand *command = &draw->commands[i];
        if (on_card(command) && in_clip(command) && strlen(command->text) > 5 && strncmp(command->text, text, strlen(command->text)) == 0) return command;
    }
    return NULL;
}

static void click_row(const char *text)
{
    const UiCommand *command = written(text);
    if (!command) fail_msg("the card does not say \"%s\"", text);
    move_to(command->rect.x + 4, command->rect.y - 4);
    click(1);
}

static const char *place_now(void)
{
    return app.view.place.part ? label_place_id(&desk.body, app.view.place) : "";
}

static PartId part(const char *id)
{
    return body_part(&desk.body, id);
}

// ---- what it is called

typedef struct All {
    LabelId id[CARD_LINES_MOST];
    int count;
} All;

static All all_of(PartId p)
{
    All all = { .id = { { p, 0 } }, .count = 1 };
    all.count += place_list(&desk.body, p, all.id + 1, CARD_LINES_MOST - 1);
    return all;
}

static bool looks_raw(const char *title, const char *id)
{
    return title[0] == '\0' || strchr(title, '_') || (strcmp(title, id) == 0 && strlen(id) > 3);
}

static void check_title(LabelId id)
{
    app.view.selected = id.part;
    app.view.place = id.place ? id : (LabelId) { 0, 0 };
    arena_reset(&moment);
    const Card card = card_fill(&app);
    const char *raw = id.place ? label_place_id(&desk.body, id) : desk.body.parts[id.part].id;
    assert_true(card.count > 2 && card.count < CARD_LINES_MOST && card.lines[0].kind == CARD_TITLE);
    const Name *name = body_find_name(&desk.body, id.place ? raw : desk.body.names[desk.body.parts[id.part].name].id);
    if (app.view.language != LANGUAGE_LA && (!name || !*name->text[app.view.language])) fail_msg("%s has no name in %s", raw, language_ids[app.view.language]);
    if (looks_raw(card.lines[0].text, raw)) fail_msg("%s is called \"%s\" in %s", raw, card.lines[0].text, language_ids[app.view.language]);
}

static void every_part_region_and_landmark_has_a_card_with_a_name_in_every_language(void **state)
{
    (void)state;
    int count = 0;
    for (int p = 1; p < desk.body.part_count; p++) {
        const All all = all_of((PartId)p);
        for (int i = 0; i < all.count * LANGUAGE_COUNT; i++, count++) {
            app.view.language = (Language)(i % LANGUAGE_COUNT);
            check_title(all.id[i / LANGUAGE_COUNT]);
        }
    }
    assert_true(count > LANGUAGE_COUNT * 700);
    print_message("%d cards\n", count / LANGUAGE_COUNT);
}

static void every_place_lies_on_its_part(void **state)
{
    (void)state;
    for (int p = 1; p < desk.body.part_count; p++) {
        const All all = all_of((PartId)p);
        for (int i = 1; i < all.count; i++) {
            vec3s rest_mm;
            const Part *on = &desk.body.parts[p];
            if (!place_rest_mm(&desk.body, all.id[i], &rest_mm) || glms_vec3_distance(rest_mm, on->centre_mm) > on->radius_mm + 5.0f)
                fail_msg("%s of %s lies elsewhere", label_place_id(&desk.body, all.id[i]), on->id);
        }
    }
}

static void a_place_can_be_read_back_from_its_words(void **state)
{
    (void)state;
    for (int p = 1; p < desk.body.part_count; p++) {
        const All all = all_of((PartId)p);
        for (int i = 1; i < all.count; i++) {
            LabelId back;
            Message why;
            arena_reset(&moment);
            assert_int_equal(label_place_read(&desk.body, label_word(&desk.body, all.id[i], &moment), &back, &why), RESULT_OK);
            assert_true(label_same(back, all.id[i]));
        }
    }
}

// ---- what it says

static bool has_row(const Card *card, CardList list, const char *text, const char *detail)
{
    for (int i = 0; i < card->count; i++) {
        const CardLine *line = &card->lines[i];
        if (line->kind != CARD_ROW || line->list != list || strcmp(line->text, text) != 0) continue;
        if (!detail || (line->detail && strcmp(line->detail, detail) == 0)) return true;
    }
    return false;
}

static int row_count(const Card *card, CardList list, bool folded)
{
    int count = 0;
    for (int i = 0; i < card->count; i++) count += card->lines[i].kind == CARD_ROW && card->lines[i].list == list && card->lines[i].folded == folded;
    return count;
}

static void a_place_says_what_holds_on_there_and_which_points_hang_on_it(void **state)
{
    (void)state;
    choose("hip_bone_right:iliac_fossa");
    Card card = card_fill(&app);
    assert_true(has_row(&card, CARD_OF, "Hip bone, right", NULL));
    assert_true(has_row(&card, CARD_MUSCLES, "Iliacus muscle, right", "Origin"));
    assert_int_equal(row_count(&card, CARD_MUSCLES, false), 1); // and not the left one
    choose("femur_left:lesser_trochanter_tip"); // a landmark answers for its region
    card = card_fill(&app);
    assert_true(has_row(&card, CARD_OF, "Lesser trochanter", NULL) && has_row(&card, CARD_OF, "Femur, left", NULL));
    assert_true(has_row(&card, CARD_MUSCLES, "Psoas major, left", "Insertion") && has_row(&card, CARD_MUSCLES, "Iliacus muscle, left", "Insertion"));
    assert_int_equal(row_count(&card, CARD_TRIGGERS, false), 1);
    choose("hip_bone_right:ischial_spine");
    card = card_fill(&app);
    assert_int_equal(row_count(&card, CARD_MUSCLES, false) + row_count(&card, CARD_TRIGGERS, false), 0);
}

static void a_bone_lists_its_places_and_what_it_holds(void **state)
{
    (void)state;
    choose("hip_bone_right");
    const Card card = card_fill(&app);
    assert_true(has_row(&card, CARD_MUSCLES, "Iliacus muscle, right", "Origin"));
    assert_true(has_row(&card, CARD_REGIONS, "Iliac fossa", NULL) && has_row(&card, CARD_LANDMARKS, "Summit of the iliac crest", NULL));
    assert_false(has_row(&card, CARD_LANDMARKS, "Iliac tubercle", NULL)); // is among the regions
    assert_int_equal(row_count(&card, CARD_REGIONS, false), CARD_ROWS_FOLDED);
    assert_int_equal(row_count(&card, CARD_REGIONS, false) + row_count(&card, CARD_REGIONS, true), place_region_count(&desk.body, part("hip_bone_right")));
    choose("femur_right");
    const Card femur = card_fill(&app);
    assert_true(has_row(&femur, CARD_MUSCLES, "Psoas major, right", "Insertion"));
}

static void a_muscle_leads_to_where_it_comes_from_and_ends(void **state)
{
    (void)state;
    choose("iliacus_left");
    const Card card = card_fill(&app);
    assert_true(has_row(&card, CARD_ORIGIN, "Iliac fossa, left", NULL) && has_row(&card, CARD_INSERTION, "Lesser trochanter, left", NULL));
    assert_true(has_row(&card, CARD_ORIGIN, "Inner lip of iliac crest", NULL)); // has no region here: a word, no way
    for (int i = 0; i < card.count; i++)
        if (card.lines[i].kind == CARD_ROW && strcmp(card.lines[i].text, "Inner lip of iliac crest") == 0) assert_int_equal(card.lines[i].to.part, 0);
    assert_true(strstr(card_plain(&card, &moment), "General textbook knowledge") != NULL);
    click_row("Iliac fossa, left");
    assert_string_equal(place_now(), "iliac_fossa");
    assert_int_equal(app.view.selected, part("hip_bone_left"));
}

// ---- copying

static char *copied(void)
{
    app.clipboard_wish = CLIPBOARD_COPY_CARD;
    char *text = app_words_to_copy(&app);
    app.clipboard_wish = CLIPBOARD_NONE;
    return text;
}

// The lines that scroll, as far as they are in sight.
static int check_written(const char *text)
{
    const UiDraw *draw = &app.ui.draw;
    int count = 0;
    for (int i = 0; i < draw->command_count; i++) {
        const UiCommand *command = &draw->commands[i];
        if (!on_card(command) || command->clip.w <= 0 || !in_clip(command)) continue;
        if (strncmp(command->text, "Show all", 8) == 0) continue;
        if (!strstr(text, command->text)) fail_msg("the card says \"%s\", what is copied does not:\n%s", command->text, text);
        count++;
    }
    return count;
}

static void what_is_copied_says_all_that_the_card_shows(void **state)
{
    (void)state;
    static const char *const subjects[] = { "iliacus_right", "hip_bone_left", "hip_bone_right:asis", "vertebra_l3:vertebral_body", "femur_right:lesser_trochanter_tip", "kidney_left" };
    if (!desk.platform) skip();
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        int count = 0;
        choose(subjects[i]);
        for (float at_px = 0;; at_px += 120) {
            app.card_scroll.at_px = at_px;
            settle();
            count += check_written(copied());
            if (app.card_scroll.at_px < at_px) break;
        }
        assert_true(count > 5);
    }
}

static void what_is_copied_ends_with_the_command_that_shows_it(void **state)
{
    (void)state;
    ViewState back;
    Message why;
    choose("hip_bone_right:asis");
    const char *text = copied(), *command = strstr(text, "iliopsoas shot");
    assert_non_null(command);
    assert_non_null(strstr(text, "Spina iliaca anterior superior"));
    assert_non_null(strstr(text, "BodyParts3D"));
    assert_non_null(strstr(text, "- Sartorius muscle, right (Origin)"));
    view_state_init(&back, &desk.body);
    assert_int_equal(view_words_read(&back, &desk.body, command, &why), RESULT_OK);
    assert_true(label_same(back.place, app.view.place) && back.selected == app.view.selected);
}

static void figures_are_copied_with_their_units(void **state)
{
    (void)state;
    choose("psoas_major_right");
    const char *text = copied();
    assert_non_null(strstr(text, "Length: 288 mm"));
    assert_non_null(strstr(text, "hansen") == NULL ? strstr(text, "Read in the source") : text);
    assert_non_null(strstr(text, "Lumbar plexus (L1-L3)"));
}

static void all_rows_are_copied_folded_or_not(void **state)
{
    (void)state;
    choose("hip_bone_right");
    assert_null(written("Symphysial surface"));
    assert_non_null(strstr(copied(), "Symphysial surface"));
}

static void the_cards_of_pain_are_copied_with_the_learning_line(void **state)
{
    (void)state;
    app.view.trigger = body_trigger(&desk.body, "psoas_right");
    settle();
    assert_non_null(strstr(copied(), "Sends pain to"));
    assert_non_null(strstr(copied(), "not for diagnosis"));
}

static void without_a_card_there_is_nothing_to_copy(void **state)
{
    (void)state;
    assert_null(copied());
    key('c', MOD_CTRL | MOD_ALT);
    assert_int_equal(app.clipboard_wish, CLIPBOARD_COPY_CARD); // the window says so
    app.clipboard_wish = CLIPBOARD_NONE;
    choose("sacrum");
    click_row("Copy");
    assert_int_equal(app.clipboard_wish, CLIPBOARD_COPY_CARD);
}

// ---- getting there and away

static void escape_lets_go_of_the_place_then_of_the_part(void **state)
{
    (void)state;
    choose("hip_bone_right:asis");
    key(KEY_ESCAPE, 0);
    assert_string_equal(place_now(), "");
    assert_int_equal(app.view.selected, part("hip_bone_right"));
    key(KEY_ESCAPE, 0);
    assert_int_equal(app.view.selected, 0);
    assert_int_equal(app.view.door, DOOR_LOOK);
}

static void another_part_lets_go_of_the_place(void **state)
{
    (void)state;
    choose("hip_bone_right:asis");
    key('n', 0);
    assert_int_not_equal(app.view.selected, part("hip_bone_right"));
    assert_string_equal(place_now(), "");
}

// A pixel where the bone itself is met, in a region.
static Pick spot_on(PartId wanted, float *x, float *y)
{
    for (*y = 150; *y < 620; *y += 6)
        for (*x = 300; *x < 940; *x += 6) {
            const Pick pick = pick_at(app.picker, &desk.body, app.scene, &app.view, *x, *y);
            if (pick.part == wanted && !pick.trigger && pick.region && *pick.region) return pick;
        }
    fail_msg("nothing is seen of it");
    return (Pick) { 0 };
}

static void a_second_click_chooses_the_region_under_the_cursor(void **state)
{
    (void)state;
    float x, y;
    const PartId bone = part("femur_left");
    const Pick pick = spot_on(bone, &x, &y);
    move_to(x, y);
    click(1);
    assert_int_equal(app.view.selected, bone);
    assert_string_equal(place_now(), "");
    click(1);
    assert_string_equal(place_now(), pick.region);
    assert_int_equal(app.view.selected, bone);
}

static void a_double_click_centres_and_chooses_no_region(void **state)
{
    (void)state;
    float x, y;
    app.view.selected = part("femur_left");
    settle();
    spot_on(app.view.selected, &x, &y);
    move_to(x, y);
    click(1);
    assert_string_not_equal(place_now(), "");
    click(2);
    assert_string_equal(place_now(), "");
    assert_int_equal(app.view.selected, part("femur_left"));
}

static void rows_lead_from_bone_to_place_to_muscle_and_back(void **state)
{
    (void)state;
    if (!desk.platform) skip();
    choose("hip_bone_right:iliac_fossa");
    click_row("Iliacus muscle, right");
    assert_int_equal(app.view.selected, part("iliacus_right"));
    assert_string_equal(place_now(), "");
    choose("hip_bone_right:iliac_fossa");
    click_row("Hip bone, right");
    assert_int_equal(app.view.selected, part("hip_bone_right"));
    click_row("Acetabular fossa");
    assert_string_equal(place_now(), "acetabular_fossa");
}

static void a_row_shows_its_place_while_the_cursor_is_on_it(void **state)
{
    (void)state;
    if (!desk.platform) skip();
    choose("hip_bone_right");
    const UiCommand *found = written("Acetabular margin");
    assert_non_null(found);
    const UiCommand line = *found, *row = &line;
    desk.input.now_s += 1;
    move_to(row->rect.x + 4, row->rect.y - 4);
    assert_string_equal(label_place_id(&desk.body, app.view.hovered_place), "acetabular_margin");
    assert_string_equal(place_now(), "");
    assert_non_null(strstr(view_words_options(&app.view, &desk.body, &moment), "--select hip_bone_right"));
    assert_null(strstr(view_words_options(&app.view, &desk.body, &moment), "--place"));
    const int steps_count = app.history.count;
    for (int i = 0; i < 4; i++) { // and is nothing that could be undone
        desk.input.now_s += 1;
        move_to(i % 2 ? row->rect.x + 4 : 640, i % 2 ? row->rect.y - 4 : 700);
    }
    assert_int_equal(app.history.count, steps_count);
    move_to(640, 700);
    assert_int_equal(app.view.hovered_place.part, 0);
}

static void a_long_list_opens_and_folds_again(void **state)
{
    (void)state;
    if (!desk.platform) skip();
    choose("femur_right");
    const Card card = card_fill(&app);
    const int folded = row_count(&card, CARD_REGIONS, true);
    assert_int_equal(folded, place_region_count(&desk.body, part("femur_right")) - CARD_ROWS_FOLDED);
    click_row("Show all 19");
    const Card open = card_fill(&app);
    assert_int_equal(row_count(&open, CARD_REGIONS, true), 0);
    choose("hip_bone_right"); // and another card begins folded
    const Card other = card_fill(&app);
    assert_true(row_count(&other, CARD_REGIONS, true) > 0);
}

static void names_in_the_picture_can_be_clicked(void **state)
{
    (void)state;
    Message why = { "" };
    if (!desk.platform) skip();
    assert_int_equal(label_list_read(&app.view, &desk.body, "hip_bone_left:asis,femur_left", &why), RESULT_OK);
    for (int i = 0; i < 60; i++) frame();
    const LabelPlate *plate = &app.label_motion.shown;
    assert_int_equal(plate->count, 2);
    for (int i = 0; i < 2; i++) {
        const Label label = plate->labels[i];
        move_to(label.x + label.w / 2, label.y + label.h / 2);
        assert_true(label.id.place ? label_same(app.view.hovered_place, label.id) : app.view.hovered == label.id.part);
        click(1);
        assert_int_equal(app.view.selected, label.id.part);
        assert_true(label.id.place == 0 || label_same(app.view.place, label.id));
        for (int k = 0; k < 60; k++) frame();
    }
}

// ---- the picture

static void the_painted_region_is_that_of_the_table(void **state)
{
    (void)state;
    LabelId id;
    const PartId bone = part("hip_bone_right");
    const Part *p = &desk.body.parts[bone];
    PartPaint *paint = part_paint_make(&desk.body, &desk.keep);
    assert_true(label_find_place(&desk.body, bone, "iliac_fossa", &id));
    const RegionVertex *painted = place_paint_of(paint, id, p->colour_srgb);
    int inside_count = 0, deep_count = 0;
    for (uint32_t v = 0; v < p->mesh->vertex_count; v++) {
        const bool in = strcmp(body_region(&desk.body, bone, v), "iliac_fossa") == 0;
        assert_int_equal(painted[v].voice / 64, in);
        inside_count += in;
        deep_count += in && painted[v].voice % 64 >= 32;
    }
    assert_true(inside_count > 50);
    assert_true(deep_count > 20 && deep_count < inside_count); // 8 mm and more from the border
    assert_ptr_equal(place_paint_of(paint, id, p->colour_srgb), painted);
    assert_true(label_find_place(&desk.body, bone, "iliac_crest_summit", &id) && id.place >= LABEL_LANDMARK);
    assert_null(place_paint_of(paint, id, p->colour_srgb)); // a point has no surface
}

static bool is_painted_somewhere(const RegionVertex *painted, uint32_t count)
{
    for (uint32_t v = 0; v < count; v++) {
        if (painted[v].voice / 64 == 1) return true;
    }
    return false;
}

static void every_region_is_painted_somewhere(void **state)
{
    (void)state;
    for (int p = 1; p < desk.body.part_count; p++) {
        const Part *of = &desk.body.parts[p];
        const PackStructure *structure = &desk.body.pack.structures[of->structure_index];
        Arena keep = arena_make((size_t)256 << 20);
        PartPaint *paint = part_paint_make(&desk.body, &keep);
        for (uint32_t r = 0; of->mesh && !of->mirrored && r < structure->region_count; r++) {
            const LabelId id = { .part = (PartId)p, .place = (uint16_t)(LABEL_REGION + r) };
            const RegionVertex *painted = place_paint_of(paint, id, of->colour_srgb);
            if (!painted || !is_painted_somewhere(painted, of->mesh->vertex_count))
                fail_msg("%s of %s is painted nowhere", desk.body.pack.regions[structure->region_first + r].id, structure->id);
        }
        arena_free(&keep);
    }
}

static const SceneItem *item_of(PartId wanted)
{
    for (int i = 0; i < app.scene->item_count; i++)
        if (app.scene->items[i].part == wanted) return &app.scene->items[i];
    return NULL;
}

static void a_chosen_region_is_painted_on_its_own_part_alone(void **state)
{
    (void)state;
    choose("hip_bone_right:iliac_fossa");
    assert_non_null(item_of(part("hip_bone_right"))->regions);
    assert_null(item_of(part("hip_bone_right"))->bone);
    assert_null(item_of(part("hip_bone_left"))->regions);
    key(KEY_ESCAPE, 0);
    assert_null(item_of(part("hip_bone_right"))->regions);
}

// ---- room

static const struct {
    int width_px, height_px;
    Door door;
} rooms[] = { { 1280, 720, DOOR_LOOK }, { 640, 480, DOOR_LOOK }, { 1280, 720, DOOR_MOVE }, { 640, 480, DOOR_MOVE } };
enum { ROOM_COUNT = sizeof rooms / sizeof *rooms };

static void enter(int room)
{
    desk.input.width_px = rooms[room].width_px;
    desk.input.height_px = rooms[room].height_px;
    app_open_door(&app, rooms[room].door);
    app.playback.on = false;
    settle();
}

// Everything of the card lies in the window and its words lie in the card.
static void check_card_fits(const char *what)
{
    const UiRect card = app.card;
    const UiDraw *draw = &app.ui.draw;
    assert_true(card.w > 0 && card.x >= 0 && card.y >= 0 && card.x + card.w <= (float)desk.input.width_px && card.y + card.h <= (float)desk.input.height_px);
    for (int i = 0; i < draw->command_count; i++) {
        const UiCommand *command = &draw->commands[i];
        if (!on_card(command)) continue;
        const float right_px = command->rect.x + ui_text_width(&app.ui, command->text, command->size_px / app.ui.scale, command->weight);
        if (right_px > card.x + card.w - 4)
            fail_msg("\"%s\" of %s leaves the card in %s at %d x %d", command->text, what, language_ids[app.view.language], desk.input.width_px, desk.input.height_px);
    }
}

static bool says_button(const char *string_id)
{
    const char *text = body_string(&desk.body, string_id, app.view.language);
    const UiCommand *found = written(text);
    return found && found->clip.w <= 0;
}

static void draw_card_alone(UiRect free)
{
    arena_reset(&moment);
    app.frame = &moment;
    app.input = &desk.input;
    ui_begin(&app.ui, &desk.input, overlay_colours(app.view.theme), 1.0f, &moment);
    app.card = panel_selection(&app, free);
    ui_end(&app.ui);
}

static void check_room(UiRect free)
{
    for (int p = 1; p < desk.body.part_count; p++) {
        const All all = all_of((PartId)p);
        if (desk.body.parts[p].mirrored) continue;
        for (int i = 0; i < all.count; i++) {
            app.view.selected = (PartId)p;
            app.view.place = all.id[i].place ? all.id[i] : (LabelId) { 0, 0 };
            draw_card_alone(free);
            check_card_fits(desk.body.parts[p].id);
            if (!says_button("card_copy")) fail_msg("no way to copy %s in %s at %d", desk.body.parts[p].id, language_ids[app.view.language], desk.input.width_px);
        }
    }
}

static void no_card_overflows_its_box_in_any_language(void **state)
{
    (void)state;
    static const UiRect frees[ROOM_COUNT] = { { 268, 66, 998, 640 }, { 268, 66, 358, 400 }, { 268, 66, 998, 280 }, { 14, 66, 612, 254 } };
    if (!desk.platform) skip();
    for (int r = 0; r < ROOM_COUNT; r++) {
        desk.input.width_px = rooms[r].width_px;
        desk.input.height_px = rooms[r].height_px;
        for (int k = 0; k < LANGUAGE_COUNT; k++) {
            app.view.language = (Language)k;
            check_room(frees[r]);
        }
    }
}

static void the_buttons_stay_and_the_rest_scrolls_in_every_window(void **state)
{
    (void)state;
    static const char *const buttons[] = { "hide", "xray", "card_copy", "attachments" };
    if (!desk.platform) skip();
    for (int r = 0; r < ROOM_COUNT; r++) {
        enter(r);
        choose("iliacus_right");
        check_card_fits("iliacus_right");
        for (int i = 0; i < 4; i++)
            if (!says_button(buttons[i])) fail_msg("no button %s at %d x %d", buttons[i], rooms[r].width_px, rooms[r].height_px);
        assert_true(app.card_scroll.overflow_px > 0);
        const UiCommand *title = written_from("Iliacus muscle, right");
        assert_non_null(title);
        move_to(title->rect.x + 4, title->rect.y - 4);
        desk.input.wheel_y = -100;
        settle();
        assert_true(app.card_scroll.at_px == app.card_scroll.overflow_px);
        for (int i = 0; i < 4; i++) assert_true(says_button(buttons[i]));
        if (written_from("Iliacus muscle, right")) fail_msg("the title did not scroll away in room %d", r);
    }
}

static void the_bar_can_be_dragged(void **state)
{
    (void)state;
    if (!desk.platform) skip();
    choose("hip_bone_right");
    move_to(app.card.x + app.card.w - 6, app.card.y + 60);
    desk.input.pressed[MOUSE_LEFT] = desk.input.down[MOUSE_LEFT] = true;
    settle();
    assert_true(app.card_scroll.at_px < 1);
    move_to(app.card.x - 200, app.card.y + app.card.h); // the hand may leave the bar
    assert_true(app.card_scroll.at_px > app.card_scroll.overflow_px - 1 && app.card_scroll.overflow_px > 50);
    desk.input.released[MOUSE_LEFT] = true;
    desk.input.down[MOUSE_LEFT] = false;
    settle();
    move_to(app.card.x - 200, app.card.y);
    assert_true(app.card_scroll.at_px > app.card_scroll.overflow_px - 1);
    assert_int_equal(app.view.selected, part("hip_bone_right"));
}

static void what_has_scrolled_away_cannot_be_clicked(void **state)
{
    (void)state;
    if (!desk.platform) skip();
    enter(1);
    choose("hip_bone_right");
    app.card_scroll.at_px = 0;
    settle();
    const UiCommand *hide = written("Hide");
    if (!hide) hide = written("Copy");
    assert_non_null(hide);
    move_to(hide->rect.x + 3, hide->rect.y - 12); // rows lie here, too, behind the buttons
    assert_int_equal(app.view.hovered_place.part, 0);
    assert_int_equal(app.view.hovered, 0);
}

// ---- the keyboard

static bool keyboard_is_on_the_card(void)
{
    return ui_focus_shown(&app.ui) && app.ui.panel_with_keys == app.card_panel;
}

// From panel to panel; Tab alone goes through the parts of the picture.
static void go_to_card_by_keys(void)
{
    for (int i = 0; i < 12 && !keyboard_is_on_the_card(); i++) key(KEY_F6, 0);
    assert_true(keyboard_is_on_the_card());
}

static void tab_leads_through_all_rows_and_they_come_into_sight(void **state)
{
    (void)state;
    int met_count = 0;
    bool met[1024] = { false };
    if (!desk.platform) skip();
    enter(1);
    choose("hip_bone_right");
    const Card card = card_fill(&app);
    int rows_count = 0;
    for (int i = 0; i < card.count; i++) rows_count += card.lines[i].kind == CARD_ROW && !card.lines[i].folded && card.lines[i].to.part;
    go_to_card_by_keys();
    for (int i = 0; i < 80; i++, key(KEY_TAB, 0)) {
        const LabelId lit = app.pointing.row_place;
        if (!lit.part) continue;
        const char *text = lit.place ? label_name(&desk.body, lit, LANGUAGE_EN) : body_part_title(&desk.body, lit.part, LANGUAGE_EN, &moment);
        if (!written_from(text)) fail_msg("the focus is on \"%s\", out of sight", text);
        const int slot = lit.place ? lit.place >= LABEL_LANDMARK ? 300 + lit.place - LABEL_LANDMARK : lit.place : 900 + lit.part % 100;
        met_count += !met[slot % 1024];
        met[slot % 1024] = true;
    }
    assert_int_equal(met_count, rows_count);
}

static void page_keys_scroll_the_card_only_while_the_keyboard_or_the_cursor_is_on_it(void **state)
{
    (void)state;
    if (!desk.platform) skip();
    enter(1);
    choose("hip_bone_right");
    app.card_scroll.at_px = 0;
    key(KEY_PAGE_DOWN, 0);
    assert_true(app.card_scroll.at_px == 0);
    go_to_card_by_keys();
    const float before_px = app.card_scroll.at_px;
    key(KEY_PAGE_DOWN, 0);
    assert_true(app.card_scroll.at_px > before_px + 50);
    key(KEY_PAGE_UP, 0);
    assert_true(fabsf(app.card_scroll.at_px - before_px) < 1);
    choose("femur_right");
    move_to(app.card.x + app.card.w / 2, app.card.y + 20);
    key(KEY_END, 0);
    assert_true(app.card_scroll.at_px == app.card_scroll.overflow_px && app.card_scroll.overflow_px > 0);
}

static void a_row_entered_by_key_keeps_the_keyboard_on_the_card(void **state)
{
    (void)state;
    choose("hip_bone_right");
    go_to_card_by_keys();
    for (int i = 0; i < 40 && !app.pointing.row_place.place; i++) key(KEY_TAB, 0);
    const LabelId wanted = app.pointing.row_place;
    assert_int_not_equal(wanted.place, 0);
    key(KEY_ENTER, 0);
    assert_true(label_same(app.view.place, wanted));
    assert_true(keyboard_is_on_the_card());
    assert_int_equal(app.pointing.row_place.part, wanted.part); // its first row: the bone
    assert_int_equal(app.pointing.row_place.place, 0);
}

#define IN_CARD(test) cmocka_unit_test_setup(test, open_card)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_card_fits_a_still_in_every_language),
        IN_CARD(every_part_region_and_landmark_has_a_card_with_a_name_in_every_language),
        IN_CARD(every_place_lies_on_its_part),
        IN_CARD(a_place_can_be_read_back_from_its_words),
        IN_CARD(a_place_says_what_holds_on_there_and_which_points_hang_on_it),
        IN_CARD(a_bone_lists_its_places_and_what_it_holds),
        IN_CARD(a_muscle_leads_to_where_it_comes_from_and_ends),
        IN_CARD(what_is_copied_says_all_that_the_card_shows),
        IN_CARD(what_is_copied_ends_with_the_command_that_shows_it),
        IN_CARD(figures_are_copied_with_their_units),
        IN_CARD(all_rows_are_copied_folded_or_not),
        IN_CARD(the_cards_of_pain_are_copied_with_the_learning_line),
        IN_CARD(without_a_card_there_is_nothing_to_copy),
        IN_CARD(escape_lets_go_of_the_place_then_of_the_part),
        IN_CARD(another_part_lets_go_of_the_place),
        IN_CARD(a_second_click_chooses_the_region_under_the_cursor),
        IN_CARD(a_double_click_centres_and_chooses_no_region),
        IN_CARD(rows_lead_from_bone_to_place_to_muscle_and_back),
        IN_CARD(a_row_shows_its_place_while_the_cursor_is_on_it),
        IN_CARD(a_long_list_opens_and_folds_again),
        IN_CARD(names_in_the_picture_can_be_clicked),
        IN_CARD(the_painted_region_is_that_of_the_table),
        cmocka_unit_test(every_region_is_painted_somewhere),
        IN_CARD(a_chosen_region_is_painted_on_its_own_part_alone),
        IN_CARD(no_card_overflows_its_box_in_any_language),
        IN_CARD(the_buttons_stay_and_the_rest_scrolls_in_every_window),
        IN_CARD(the_bar_can_be_dragged),
        IN_CARD(what_has_scrolled_away_cannot_be_clicked),
        IN_CARD(tab_leads_through_all_rows_and_they_come_into_sight),
        IN_CARD(page_keys_scroll_the_card_only_while_the_keyboard_or_the_cursor_is_on_it),
        IN_CARD(a_row_entered_by_key_keeps_the_keyboard_on_the_card),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
