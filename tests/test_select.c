// Several parts at once: choosing them, what is done to them, the list of layers, and that all of it is undone.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "parts_shown.h"
#include "samples_stage.h"
#include "selection.h"

#include <math.h>
#include <string.h>

static int open_look(void **state)
{
    stage_open_app(state);
    app_open_door(&stage.app, DOOR_LOOK);
    stage_settle();
    return 0;
}

static PartId part(const char *id)
{
    const PartId found = body_part(&stage.body, id);
    if (!found) fail_msg("there is no %s", id);
    return found;
}

static bool selects(const char *id)
{
    return view_selects(&stage.app.view, part(id));
}

static int count(void)
{
    return view_selected_count(&stage.app.view);
}

static void select_list(const char *list)
{
    Message why = { "" };
    if (view_option_set(&stage.app.view, &stage.body, "--select", list, &why) != RESULT_OK) fail_msg("%s", why.text);
    stage_settle();
}

static void rest_a_while(void)
{
    stage.input.now_s += 1; // what follows is a step of its own
    stage_settle();
}

static void undo(void)
{
    rest_a_while();
    stage_key('z', MOD_CTRL);
}

static void redo(void)
{
    stage_key('y', MOD_CTRL);
}

static void click_with(unsigned mods, int clicks)
{
    stage.input.pressed[MOUSE_LEFT] = stage.input.down[MOUSE_LEFT] = true;
    stage.input.click_count = clicks;
    stage.input.mods = mods;
    stage_frame(0.02);
    stage.input.released[MOUSE_LEFT] = true;
    stage.input.down[MOUSE_LEFT] = false;
    stage.input.mods = mods;
    stage_frame(0.02);
    stage_settle();
}

static void move_onto(const char *id)
{
    const PartId wanted = part(id);
    for (int i = 0; i < 60 * 60; i++) {
        const float x = 400.0f + (float)(i % 60) * 8, y = 80.0f + (float)i / 60 * 9;
        const Pick pick = pick_at(stage.app.picker, &stage.body, stage.app.scene, &stage.app.view, x, y);
        if (pick.part != wanted || pick.trigger) continue;
        stage_move_to(x, y);
        return;
    }
    fail_msg("%s is nowhere in the picture", id);
}

static const UiCommand *text_at_left(const char *text)
{
    const UiDraw *draw = &stage.app.ui.draw;
    for (int i = 0; i < draw->command_count; i++) {
        const UiCommand *c = &draw->commands[i];
        if (c->text && c->rect.x < 280 && strcmp(c->text, text) == 0) return c;
    }
    return NULL;
}

static void onto_row(const char *name, float aside_px)
{
    const UiCommand *command = text_at_left(name);
    if (!command) fail_msg("\"%s\" is not in the list", name);
    stage_move_to(command->rect.x + aside_px, command->rect.y - 4);
}

enum { EYE = -23, ARROW = -46, NAME = 4 }; // from where the name begins

static void click_row(const char *name, float aside_px, unsigned mods)
{
    onto_row(name, aside_px);
    click_with(mods, 1);
}

// ---- choosing

static void shift_and_click_add_and_take_out_what_is_in_the_picture(void **state)
{
    (void)state;
    move_onto("psoas_major_right");
    click_with(0, 1);
    assert_int_equal(count(), 1);
    move_onto("hip_bone_left");
    const Camera before = stage.app.view.camera;
    click_with(MOD_SHIFT, 1);
    assert_int_equal(count(), 2);
    assert_true(selects("psoas_major_right") && selects("hip_bone_left"));
    assert_int_equal(stage.app.view.selected, part("hip_bone_left"));
    assert_memory_equal(&before, &stage.app.view.camera, sizeof before); // nothing was moved
    click_with(MOD_SHIFT, 1);
    assert_int_equal(count(), 1);
    assert_int_equal(stage.app.view.selected, part("psoas_major_right"));
}

static void a_plain_click_leaves_one_and_a_click_beside_the_body_none(void **state)
{
    (void)state;
    select_list("iliopsoas");
    assert_int_equal(count(), 4);
    stage_move_to(900, 780);
    click_with(MOD_SHIFT, 1); // beside the body
    assert_int_equal(count(), 4);
    move_onto("sacrum");
    click_with(0, 1);
    assert_int_equal(count(), 1);
    select_list("iliopsoas");
    stage_move_to(900, 780);
    click_with(0, 1);
    assert_int_equal(count(), 0);
}

static void a_drag_with_shift_moves_the_picture_and_chooses_nothing(void **state)
{
    (void)state;
    select_list("sacrum");
    move_onto("psoas_major_right");
    const vec3s before = stage.app.view.camera.pivot_mm;
    stage.input.pressed[MOUSE_LEFT] = stage.input.down[MOUSE_LEFT] = true;
    stage.input.mods = MOD_SHIFT;
    stage_frame(0.02);
    stage.input.move_x_px = 40;
    stage.input.mods = MOD_SHIFT;
    stage_frame(0.02);
    stage.input.released[MOUSE_LEFT] = true;
    stage.input.down[MOUSE_LEFT] = false;
    stage.input.mods = MOD_SHIFT;
    stage_settle();
    assert_true(glms_vec3_distance(before, stage.app.view.camera.pivot_mm) > 5);
    assert_int_equal(count(), 1);
    assert_true(selects("sacrum"));
}

static void all_that_is_selected_has_an_outline(void **state)
{
    (void)state;
    select_list("iliopsoas,sacrum");
    int outlined = 0, beside = 0;
    for (int i = 0; i < stage.app.scene->item_count; i++) {
        const SceneItem *item = &stage.app.scene->items[i];
        outlined += (item->style & SCENE_SELECTED) != 0;
        beside += (item->style & SCENE_BESIDE) != 0;
        if (item->part == part("sacrum")) assert_int_equal(item->style & (SCENE_SELECTED | SCENE_BESIDE), SCENE_SELECTED); // the last one
    }
    assert_int_equal(outlined, 5);
    assert_int_equal(beside, 4);
}

// Whoever asks for one part gets one: no set stays behind to come back with it.
static void to_choose_one_part_is_to_choose_it_alone(void **state)
{
    (void)state;
    select_list("iliopsoas,sacrum");
    stage.app.view.selected = part("femur_left");
    assert_int_equal(count(), 1);
    stage_settle();
    stage.app.view.selected = part("sacrum");
    assert_int_equal(count(), 1);
    select_list("iliopsoas,sacrum");
    stage_key(KEY_ESCAPE, 0);
    stage_key(KEY_ESCAPE, 0);
    assert_int_equal(count(), 0);
}

// ---- in words

static void check_round_trip(const char *list)
{
    Message why = { "" };
    ViewState view, back;
    bool wanted[PART_MOST], got[PART_MOST];
    view_state_init(&view, &stage.body);
    assert_int_equal(view_option_set(&view, &stage.body, "--select", list, &why), RESULT_OK);
    char *line = view_options_write(&view, &stage.body, &stage.frame);
    view_state_init(&back, &stage.body);
    char *value = strchr(line, ' ');
    if (view_selection(&view, wanted) > 0) {
        assert_non_null(value);
        assert_int_equal(view_option_set(&back, &stage.body, "--select", value + 1, &why), RESULT_OK);
    }
    view_selection(&back, got);
    assert_memory_equal(wanted, got, sizeof got);
    if (view.selected != back.selected) fail_msg("%s is written %s: another one is the last", list, line);
}

static void what_is_selected_is_written_and_read_back(void **state)
{
    (void)state;
    static const char *const lists[] = { "sacrum", "sacrum,femur_left", "femur_left,sacrum", "psoas_major", "iliopsoas", "iliopsoas,iliacus_left", "bones,-femur", "bones,skin_trunk_thigh,iliopsoas,psoas_major_right",
                                         "body,-iliopsoas", "iliopsoas,-iliopsoas" };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) check_round_trip(lists[i]);
}

static void a_list_that_is_not_understood_changes_nothing(void **state)
{
    (void)state;
    Message why = { "" };
    select_list("sacrum,femur_left");
    const ViewState before = stage.app.view;
    assert_int_equal(view_option_set(&stage.app.view, &stage.body, "--select", "sacrum,dragon", &why), RESULT_USAGE);
    assert_non_null(strstr(why.text, "dragon"));
    assert_memory_equal(&before, &stage.app.view, sizeof before);
}

// ---- what is done to all of them

static void keys_act_on_all_and_each_is_undone_and_done_again(void **state)
{
    (void)state;
    static const struct {
        int key;
        unsigned mods;
    } keys[] = { { 'h', 0 }, { 'i', 0 }, { 'x', 0 }, { 'x', MOD_SHIFT }, { 'h', MOD_ALT } };
    const float hidden = 0;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        select_list("psoas_major,sacrum");
        rest_a_while();
        const ViewState before = stage.app.view;
        stage.input.keys[stage.input.key_count++] = (KeyPress){ keys[i].key, keys[i].mods, false };
        stage_frame(0.02); // at once
        const ViewState after = stage.app.view;
        const bool both = after.opacity_frac[part("psoas_major_left")] == after.opacity_frac[part("sacrum")] && after.xray[part("psoas_major_right")] == after.xray[part("sacrum")];
        assert_true(both);
        if (i == 0) assert_true(after.opacity_frac[part("sacrum")] == hidden && view_selected_count(&after) == 0);
        if (i == 1) assert_int_equal(stage.app.scene->item_count, 3);
        if (i == 2) assert_true(after.xray[part("sacrum")] && !after.xray[part("femur_left")]);
        if (i == 3) assert_true(!after.xray[part("sacrum")] && after.xray[part("femur_left")]);
        if (i == 4) continue; // as it was
        undo();
        assert_memory_equal(before.opacity_frac, stage.app.view.opacity_frac, sizeof before.opacity_frac);
        assert_memory_equal(before.xray, stage.app.view.xray, sizeof before.xray);
        assert_int_equal(count(), 3);
        redo();
        assert_memory_equal(after.opacity_frac, stage.app.view.opacity_frac, sizeof after.opacity_frac);
        assert_memory_equal(after.xray, stage.app.view.xray, sizeof after.xray);
        stage_key('z', MOD_CTRL);
        rest_a_while();
    }
}

static void a_choice_is_undone_too(void **state)
{
    (void)state;
    rest_a_while();
    move_onto("psoas_major_right");
    click_with(0, 1);
    rest_a_while();
    move_onto("sacrum");
    click_with(MOD_SHIFT, 1);
    rest_a_while();
    assert_int_equal(count(), 2);
    undo();
    assert_int_equal(count(), 1);
    assert_true(selects("psoas_major_right"));
    redo();
    assert_int_equal(count(), 2);
    assert_int_equal(stage.app.view.selected, part("sacrum"));
}

static bool in_picture(PartId id)
{
    float x, y, depth_mm;
    const vec3s centre_mm = stage.body.parts[id].centre_mm;
    return scene_project(stage.app.scene, centre_mm, &x, &y, &depth_mm) && x > 0 && x < 1280 && y > 0 && y < 800;
}

static void centring_brings_all_of_them_into_the_picture(void **state)
{
    (void)state;
    select_list("tibia_right,vertebra_t12");
    assert_false(in_picture(part("tibia_right")));
    rest_a_while();
    const Camera before = stage.app.view.camera;
    stage_key('f', 0);
    assert_true(in_picture(part("tibia_right")) && in_picture(part("vertebra_t12")));
    undo();
    assert_true(fabsf(before.distance_mm - stage.app.view.camera.distance_mm) < 0.1f);
}

// ---- the card

static void the_card_tells_how_many_and_lets_one_go(void **state)
{
    (void)state;
    select_list("psoas_major,sacrum");
    assert_non_null(stage_text("3 structures selected"));
    const UiCommand *row = stage_text("Psoas major, left");
    assert_non_null(row);
    stage_move_to(1280 - 14 - 14 - 10, row->rect.y - 4); // its cross
    stage_click();
    assert_int_equal(count(), 2);
    assert_false(selects("psoas_major_left"));
    stage_click_text("Psoas major, right");
    assert_int_equal(count(), 1);
    assert_int_equal(stage.app.view.selected, part("psoas_major_right"));
    assert_null(stage_text("structures selected"));
}

static void the_cards_buttons_act_on_all(void **state)
{
    (void)state;
    select_list("psoas_major,sacrum");
    stage_click_text("X-ray");
    assert_true(stage.app.view.xray[part("sacrum")] && stage.app.view.xray[part("psoas_major_left")]);
    stage_click_text("X-ray");
    assert_false(stage.app.view.xray[part("sacrum")] || stage.app.view.xray[part("psoas_major_left")]);
    stage_click_text("Show only these");
    assert_int_equal(stage.app.scene->item_count, 3);
    stage_click_text("Hide");
    assert_int_equal(stage.app.scene->item_count, 0);
    assert_int_equal(count(), 0);
}

static void fade_on_the_card(const char *list)
{
    select_list(list);
    rest_a_while();
    const ViewState before = stage.app.view;
    const UiCommand *word = stage_text("Opacity"), *figure = stage_text("100 %");
    assert_non_null(word);
    assert_non_null(figure);
    stage_move_to((word->rect.x + figure->rect.x) / 2 + 20, word->rect.y - 4);
    click_with(0, 1);
    for (int p = 1; p < stage.body.part_count; p++) {
        const float frac = stage.app.view.opacity_frac[p];
        if (view_selects(&before, (PartId)p)) assert_true(frac > 0.3f && frac < 0.7f);
        else assert_true(frac == before.opacity_frac[p]);
    }
    undo();
    assert_memory_equal(before.opacity_frac, stage.app.view.opacity_frac, sizeof before.opacity_frac);
}

static void the_slider_fades_what_is_selected_one_or_many(void **state)
{
    (void)state;
    fade_on_the_card("sacrum");
    fade_on_the_card("psoas_major,sacrum");
}

// ---- layers

static void an_eye_hides_a_group_and_brings_it_back(void **state)
{
    (void)state;
    rest_a_while();
    const ViewState before = stage.app.view;
    onto_row("Bones", EYE);
    stage.input.pressed[MOUSE_LEFT] = stage.input.down[MOUSE_LEFT] = true;
    stage_frame(0.02);
    stage.input.released[MOUSE_LEFT] = true;
    stage.input.down[MOUSE_LEFT] = false;
    stage_frame(0.02);
    for (int p = 1; p < stage.body.part_count; p++)
        if (stage.body.parts[p].group == GROUP_BONES) assert_true(stage.app.view.opacity_frac[p] == 0.0f);
    stage_frame(0.02);
    for (int i = 0; i < stage.app.scene->item_count; i++) assert_int_not_equal(stage.body.parts[stage.app.scene->items[i].part].group, GROUP_BONES);
    undo();
    assert_memory_equal(before.opacity_frac, stage.app.view.opacity_frac, sizeof before.opacity_frac);
    redo();
    click_row("Bones", EYE, 0);
    assert_memory_equal(before.opacity_frac, stage.app.view.opacity_frac, sizeof before.opacity_frac);
}

static void a_group_opens_to_its_parts_in_order(void **state)
{
    (void)state;
    assert_null(text_at_left("Sacrum"));
    click_row("Bones", ARROW, 0);
    assert_non_null(text_at_left("Vertebra T12"));
    assert_true(text_at_left("Vertebra T12")->rect.y < text_at_left("Vertebra L1")->rect.y);
    click_row("Bones", ARROW, 0);
    assert_null(text_at_left("Vertebra T12"));
}

static void a_row_is_chosen_hidden_and_centred(void **state)
{
    (void)state;
    click_row("Iliopsoas", ARROW, 0);
    click_row("Psoas major, right", NAME, 0);
    assert_int_equal(stage.app.view.selected, part("psoas_major_right"));
    click_row("Iliacus muscle, left", NAME, MOD_SHIFT);
    assert_int_equal(count(), 2);
    click_row("Psoas major, right", EYE, 0);
    assert_true(stage.app.view.opacity_frac[part("psoas_major_right")] == 0.0f);
    assert_int_equal(count(), 2); // it can be brought back from the card
    click_row("Psoas major, right", EYE, 0);
    assert_true(stage.app.view.opacity_frac[part("psoas_major_right")] == 1.0f);
    onto_row("Iliacus muscle, right", NAME);
    click_with(0, 2);
    assert_int_equal(stage.app.view.focus, part("iliacus_right"));
}

static void a_groups_name_selects_all_of_it(void **state)
{
    (void)state;
    click_row("Iliopsoas", NAME, 0);
    assert_int_equal(count(), 4);
    click_row("Discs", NAME, MOD_SHIFT);
    assert_int_equal(count(), 10);
    rest_a_while();
    click_row("Iliopsoas", NAME, MOD_SHIFT);
    assert_int_equal(count(), 6);
    undo();
    assert_int_equal(count(), 10);
    redo();
    click_row("Discs", NAME, MOD_SHIFT);
    assert_int_equal(count(), 0);
}

static float slider_x(float share)
{
    return 14 + 260 - 8 - 54 + 46 * share; // margin, width, padding
}

static void drag_slider(const char *row, const float *shares, int steps)
{
    const UiCommand *name = text_at_left(row);
    assert_non_null(name);
    const float y = name->rect.y - 4;
    stage_move_to(slider_x(shares[0]), y);
    stage.input.pressed[MOUSE_LEFT] = stage.input.down[MOUSE_LEFT] = true;
    stage_frame(0.02);
    for (int i = 1; i < steps; i++) stage_move_to(slider_x(shares[i]), y);
    stage.input.released[MOUSE_LEFT] = true;
    stage.input.down[MOUSE_LEFT] = false;
    stage_settle();
}

static void a_layer_is_faded_by_its_slider_and_what_was_hidden_stays_hidden(void **state)
{
    (void)state;
    static const float shares[] = { 0.8f, 0.4f, 0.0f, 0.5f };
    stage.app.view.opacity_frac[part("sacrum")] = 0;
    stage_settle();
    rest_a_while();
    const ViewState before = stage.app.view;
    drag_slider("Bones", shares, 4);
    assert_true(fabsf(stage.app.view.opacity_frac[part("femur_left")] - 0.5f) < 0.05f); // it was nothing on the way
    assert_true(stage.app.view.opacity_frac[part("sacrum")] == 0.0f);
    assert_true(stage.app.view.opacity_frac[part("psoas_major_left")] == 1.0f);
    undo();
    assert_memory_equal(before.opacity_frac, stage.app.view.opacity_frac, sizeof before.opacity_frac);
    drag_slider("Belly wall", shares + 3, 1); // nothing of it is shown: all of it comes
    assert_true(fabsf(stage.app.view.opacity_frac[part("rectus_abdominis_left")] - 0.5f) < 0.05f);
}

static void everything_and_the_default_are_one_click_away(void **state)
{
    (void)state;
    const ViewState before = stage.app.view;
    stage_click_text("All");
    for (int p = 1; p < stage.body.part_count; p++)
        if (stage.body.parts[p].group < GROUP_SILHOUETTE) assert_true(stage.app.view.opacity_frac[p] > 0);
    stage_click_text("Default");
    assert_memory_equal(before.opacity_frac, stage.app.view.opacity_frac, sizeof before.opacity_frac);
}

// ---- a list longer than its place

static int in_clip(const UiCommand *c)
{
    return c && (c->clip.w <= 0 || (c->rect.y > c->clip.y && c->rect.y < c->clip.y + c->clip.h));
}

static void what_does_not_fit_is_scrolled_to_by_wheel_and_by_keys(void **state)
{
    (void)state;
    stage.input.width_px = 640;
    stage.input.height_px = 480;
    rest_a_while();
    assert_true(in_clip(text_at_left("Bones")));
    assert_false(in_clip(text_at_left("Rest of the body")));
    onto_row("Bones", NAME);
    stage.input.wheel_y = -20;
    stage_settle();
    assert_true(in_clip(text_at_left("Rest of the body")));
    stage_key(KEY_PAGE_UP, 0);
    stage_key(KEY_PAGE_UP, 0);
    assert_true(in_clip(text_at_left("Bones")));
    stage_key(KEY_PAGE_DOWN, 0);
    stage_key(KEY_PAGE_DOWN, 0);
    assert_true(in_clip(text_at_left("Rest of the body")));
}

static void what_is_out_of_sight_is_not_pressed(void **state)
{
    (void)state;
    stage.input.width_px = 640;
    stage.input.height_px = 480;
    rest_a_while();
    const ViewState before = stage.app.view;
    const UiCommand *bones = text_at_left("Bones"), *labels = text_at_left("Labels");
    assert_non_null(labels);
    for (float y = labels->rect.y; y < labels->rect.y + 60; y += 4) { // below the list, where further rows would stand
        stage_move_to(bones->rect.x + EYE, y);
        click_with(0, 1);
        bones = text_at_left("Bones");
    }
    assert_memory_equal(before.opacity_frac, stage.app.view.opacity_frac, sizeof before.opacity_frac);
}

static void every_row_is_reached_by_keys_and_comes_into_sight(void **state)
{
    (void)state;
    stage.input.height_px = 600;
    stage.app.layers.open[GROUP_BONES] = true;
    rest_a_while();
    const UiId last = ui_id("layer_name", GROUP_SILHOUETTE);
    stage_key(KEY_F6, 0);
    for (int i = 0; i < 400 && stage.app.ui.focused != last; i++) stage_key(KEY_TAB, 0);
    assert_int_equal(stage.app.ui.focused, last);
    assert_true(in_clip(text_at_left("Rest of the body")));
    stage_key(KEY_RIGHT, 0);
    assert_true(stage.app.layers.open[GROUP_SILHOUETTE]);
    stage_key(KEY_ENTER, 0);
    assert_true(selects("silhouette_upper"));
    stage_key(KEY_LEFT, 0);
    assert_false(stage.app.layers.open[GROUP_SILHOUETTE]);
}

static void nothing_is_dropped_with_everything_open_and_selected(void **state)
{
    (void)state;
    static const int sizes[][2] = { { 320, 240 }, { 640, 480 }, { 1280, 720 }, { 3840, 2160 }, { 200, 2000 } };
    for (int g = 0; g < GROUP_COUNT; g++) stage.app.layers.open[g] = true;
    select_list("body");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        stage.input.width_px = sizes[i][0];
        stage.input.height_px = sizes[i][1];
        stage_settle();
        assert_int_equal(stage.app.ui.draw.dropped_count, 0);
        assert_true(stage.app.ui.focus_count < (int)(sizeof stage.app.ui.focus_order / sizeof *stage.app.ui.focus_order));
    }
}

// ---- order

static int place_in(const PartId *order, int all, const char *id)
{
    for (int i = 0; i < all; i++)
        if (order[i] == part(id)) return i;
    fail_msg("%s is not in the order", id);
    return -1;
}

static void the_order_is_by_group_from_top_to_bottom_right_before_left(void **state)
{
    (void)state;
    static const char *const down[] = { "vertebra_t12", "vertebra_l1", "vertebra_l2", "vertebra_l3", "vertebra_l4", "vertebra_l5", "sacrum", "hip_bone_right", "hip_bone_left", "femur_right", "femur_left",
                                        "patella_right", "patella_left", "tibia_right", "disc_t12_l1", "disc_l1_l2", "disc_l5_s1", "psoas_major_right", "psoas_major_left", "iliacus_right", "iliacus_left",
                                        "kidney_right", "kidney_left", "urinary_bladder", "abdominal_aorta", "common_iliac_artery_right", "common_iliac_artery_left", "femoral_artery_right" };
    PartId order[PART_MOST];
    bool met[PART_MOST] = { false };
    const int all = view_part_order(&stage.body, order);
    assert_int_equal(all, stage.body.part_count - 1);
    for (int i = 0; i < all; i++) {
        assert_false(met[order[i]]);
        met[order[i]] = true;
    }
    for (size_t i = 1; i < sizeof down / sizeof *down; i++)
        if (place_in(order, all, down[i - 1]) >= place_in(order, all, down[i])) fail_msg("%s does not stand before %s", down[i - 1], down[i]);
}

static void n_and_tab_step_through_what_is_shown_in_that_order(void **state)
{
    (void)state;
    PartId order[PART_MOST];
    int all = view_part_order(&stage.body, order), shown = 0;
    for (int i = 0; i < all; i++)
        if (view_shows_part(&stage.app.view, &stage.body, order[i])) order[shown++] = order[i];
    for (int i = 0; i < shown; i++) {
        stage_key(i % 2 ? 'n' : KEY_TAB, 0);
        assert_int_equal(stage.app.view.selected, order[i]);
    }
    stage_key('n', 0);
    assert_int_equal(stage.app.view.selected, order[0]);
    stage_key('n', MOD_SHIFT);
    assert_int_equal(stage.app.view.selected, order[shown - 1]);
    select_list("iliopsoas");
    stage_key('n', 0);
    assert_int_equal(count(), 1);
}

#define LOOKING(test) cmocka_unit_test_setup(test, open_look)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOOKING(shift_and_click_add_and_take_out_what_is_in_the_picture),
        LOOKING(a_plain_click_leaves_one_and_a_click_beside_the_body_none),
        LOOKING(a_drag_with_shift_moves_the_picture_and_chooses_nothing),
        LOOKING(all_that_is_selected_has_an_outline),
        LOOKING(to_choose_one_part_is_to_choose_it_alone),
        LOOKING(what_is_selected_is_written_and_read_back),
        LOOKING(a_list_that_is_not_understood_changes_nothing),
        LOOKING(keys_act_on_all_and_each_is_undone_and_done_again),
        LOOKING(a_choice_is_undone_too),
        LOOKING(centring_brings_all_of_them_into_the_picture),
        LOOKING(the_card_tells_how_many_and_lets_one_go),
        LOOKING(the_cards_buttons_act_on_all),
        LOOKING(the_slider_fades_what_is_selected_one_or_many),
        LOOKING(an_eye_hides_a_group_and_brings_it_back),
        LOOKING(a_group_opens_to_its_parts_in_order),
        LOOKING(a_row_is_chosen_hidden_and_centred),
        LOOKING(a_groups_name_selects_all_of_it),
        LOOKING(a_layer_is_faded_by_its_slider_and_what_was_hidden_stays_hidden),
        LOOKING(everything_and_the_default_are_one_click_away),
        LOOKING(what_does_not_fit_is_scrolled_to_by_wheel_and_by_keys),
        LOOKING(what_is_out_of_sight_is_not_pressed),
        LOOKING(every_row_is_reached_by_keys_and_comes_into_sight),
        LOOKING(nothing_is_dropped_with_everything_open_and_selected),
        LOOKING(the_order_is_by_group_from_top_to_bottom_right_before_left),
        LOOKING(n_and_tab_step_through_what_is_shown_in_that_order),
    };
    return cmocka_run_group_tests(tests, stage_open_body, stage_close_body);
}
