#define _POSIX_C_SOURCE 200809L // popen
#define _XOPEN_SOURCE 700 // M_PI
// Distances, angles and muscles side by side: the numbers against the tables, their words, and the window's two tools.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "compare.h"
#include "fibre_bind.h"
#include "file.h"
#include "mesh.h"
#include "ruler.h"
#include "samples_program.h"
#include "samples_stage.h"
#include "table.h"
#include "view_words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>



// ---- the numbers, worked out again

// The place of a named row of a table of landmarks.
static vec3s of_table(const char *structure, const char *landmark)
{
    Table table;
    Message why = { "" };
    const char *path = text_format(&stage.keep, "%s/landmarks/%s.csv", TEST_ASSETS, structure);
    vec3s place = { { NAN, NAN, NAN } };
    assert_int_equal(table_read(path, &stage.keep, &table, &why), RESULT_OK);
    for (int row = 0; row < table.row_count; row++) {
        double xyz[3] = { 0 };
        if (strcmp(table_text(&table, row, "landmark"), landmark) != 0) continue;
        for (int k = 0; k < 3; k++) assert_true(text_to_double(table_text(&table, row, k == 0 ? "x" : k == 1 ? "y" : "z"), &xyz[k]));
        place = (vec3s) { { (float)xyz[0], (float)xyz[1], (float)xyz[2] } };
    }
    return place;
}

static double apart(vec3s a, vec3s b)
{
    return sqrt(pow((double)(a.x - b.x), 2) + pow((double)(a.y - b.y), 2) + pow((double)(a.z - b.z), 2));
}

static ViewState view_of(const char *words)
{
    ViewState view;
    Message why = { "" };
    view_state_init(&view, &stage.body);
    if (view_words_read(&view, &stage.body, text_format(&stage.keep, "iliopsoas %s", words), &why) != RESULT_OK || why.text[0]) fail_msg("%s: %s", words, why.text);
    return view;
}

// The first measure of a view, through the scene, as picture and command take it.
static RulerFigures measured(const char *words)
{
    const ViewState view = view_of(words);
    const Scene *scene = scene_build(&stage.body, stage.app.cache, &view, DETAIL_LOW, &stage.frame, NULL);
    assert_true(view.ruler_count > 0);
    return ruler_figures(scene->ruler_mm[0], view.rulers[0].count, scene_pose(stage.app.cache)->world_from_segment[body_segment(&stage.body, "pelvis")]);
}

static void the_front_spines_lie_as_far_apart_as_the_table_says(void **state)
{
    (void)state;
    const vec3s spine = of_table("hip_bone_right", "asis");
    const RulerFigures figures = measured("--measure asis,asis_left");
    assert_float_equal(figures.length_mm[0], 2.0 * (double)spine.z, 1e-3);
    assert_float_equal(figures.right_mm, -2.0 * (double)spine.z, 1e-3);
    assert_float_equal(figures.forward_mm, 0, 1e-3);
    assert_float_equal(figures.up_mm, 0, 1e-3);
    assert_false(figures.has_angle);
}

static void an_angle_obeys_the_law_of_cosines(void **state)
{
    (void)state;
    const vec3s a = of_table("hip_bone_right", "pubic_tubercle"), b = of_table("hip_bone_right", "asis"), c = of_table("femur_right", "lesser_trochanter_tip");
    const double ab = apart(a, b), bc = apart(b, c), ca = apart(c, a);
    const RulerFigures figures = measured("--measure pubic_tubercle,asis,lesser_trochanter_tip");
    assert_true(figures.has_angle);
    assert_float_equal(figures.length_mm[0], ab, 1e-3);
    assert_float_equal(figures.length_mm[1], bc, 1e-3);
    assert_float_equal(figures.angle_deg, acos((ab * ab + bc * bc - ca * ca) / (2 * ab * bc)) * 180 / M_PI, 1e-3);
}

// Flexion turns the femur about the axis that runs through the hip centre to the right.
static vec3s flexed(vec3s rest, double deg)
{
    const double s = sin(deg * M_PI / 180), c = cos(deg * M_PI / 180), x = (double)rest.x, y = (double)rest.y;
    return (vec3s) { { (float)(c * x - s * y), (float)(s * x + c * y), rest.z } };
}

static void points_go_where_their_bones_go(void **state)
{
    (void)state;
    const vec3s spine = of_table("hip_bone_right", "asis"), trochanter = of_table("femur_right", "lesser_trochanter_tip");
    const float within = measured("--measure lesser_trochanter_tip,femur_right@10:-200:95").length_mm[0];
    for (int deg = -20; deg <= 100; deg += 30) {
        const RulerFigures across = measured(text_format(&stage.keep, "--pose hip_flexion_right=%d --measure asis,lesser_trochanter_tip", deg));
        assert_float_equal(across.length_mm[0], apart(spine, flexed(trochanter, deg)), 0.01);
        const RulerFigures same = measured(text_format(&stage.keep, "--pose hip_flexion_right=%d --measure lesser_trochanter_tip,femur_right@10:-200:95", deg));
        assert_float_equal(same.length_mm[0], within, 0.01);
    }
}

static void parts_of_a_distance_are_those_of_the_pelvis(void **state)
{
    (void)state;
    const RulerFigures standing = measured("--measure asis,pubic_tubercle"), tilted = measured("--pose pelvis_tilt=30,pelvis_list=10 --measure asis,pubic_tubercle");
    const double sum = pow((double)standing.forward_mm, 2) + pow((double)standing.up_mm, 2) + pow((double)standing.right_mm, 2);
    assert_float_equal(sqrt(sum), standing.length_mm[0], 1e-3);
    assert_float_equal(tilted.forward_mm, standing.forward_mm, 0.01);
    assert_float_equal(tilted.up_mm, standing.up_mm, 0.01);
    assert_float_equal(tilted.right_mm, standing.right_mm, 0.01);
}

static void points_in_one_place_make_no_angle(void **state)
{
    (void)state;
    const RulerFigures figures = measured("--measure asis,asis,asis_left");
    assert_float_equal(figures.length_mm[0], 0, 1e-6);
    assert_false(figures.has_angle);
    const RulerFigures straight = measured("--measure asis,femur_right@56.3:88.7:0,asis_left");
    assert_true(straight.has_angle);
    assert_float_equal(straight.angle_deg, 180, 0.01);
}

// ---- words

static void measures_lead_back_to_themselves_in_words(void **state)
{
    (void)state;
    static const char *const lists[] = {
        "hip_bone_right:asis,hip_bone_left:asis", "psoas_major_left@1.5:-20.0625:-33.3,femur_right:lesser_trochanter_tip,sacrum@0:1e-05:7",
        "hip_bone_right:asis", "hip_bone_right:asis,hip_bone_left:asis+femur_right@1:2:3,femur_left@1:2:-3+hip_bone_right:asis,hip_bone_left:asis,hip_bone_right:asis+sacrum@0:0:0"
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const ViewState view = view_of(text_format(&stage.keep, "--measure %s", lists[i]));
        assert_string_equal(rulers_write(&view, &stage.body, &stage.keep), lists[i]);
        const ViewState again = view_of(view_options_write(&view, &stage.body, &stage.keep));
        assert_int_equal(again.ruler_count, view.ruler_count);
        assert_memory_equal(again.rulers, view.rulers, sizeof view.rulers);
    }
    const ViewState parted = view_of("--measure 'asis,asis_left;pubic_tubercle'");
    assert_int_equal(parted.ruler_count, 2);
    const ViewState off = view_of("--measure off");
    assert_int_equal(off.ruler_count, 0);
}

static void bad_points_are_told_and_leave_the_view_alone(void **state)
{
    (void)state;
    static const struct {
        const char *list, *sentence;
    } cases[] = {
        { "assis", "did you mean \"asis\"" },
        { "hip_bone_left:pubic_tubercl,asis", "did you mean \"pubic_tubercle\"" },
        { "femurr@1:2:3", "did you mean \"femur_right\"" },
        { "femur@1:2", "is no place" },
        { "femur@1:2:nan", "is no place" },
        { "femur@1:2:99999", "is no place" },
        { "femur@1:2:3:4", "is no place" },
        { "asis,,asis_left", "is no point" },
        { "asis,asis,asis,asis", "two or three points" },
        { "asis+asis+asis+asis+asis", "at most 4" },
        { "+", "is no point" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ViewState view = view_of("--measure asis,asis_left");
        Message why = { "" };
        assert_int_equal(rulers_read(&view, &stage.body, cases[i].list, &why), RESULT_USAGE);
        if (!strstr(why.text, cases[i].sentence)) fail_msg("%s: %s", cases[i].list, why.text);
        assert_string_equal(rulers_write(&view, &stage.body, &stage.keep), "hip_bone_right:asis,hip_bone_left:asis");
    }
}

static char *program_says(const char *words)
{
    static char said[1 << 16];
    FILE *pipe = popen(text_format(&stage.keep, "\"%s\" %s 2>&1", sample_program(), words), "r");
    assert_non_null(pipe);
    const size_t size = fread(said, 1, sizeof said - 1, pipe);
    said[size] = '\0';
    pclose(pipe);
    return said;
}

static double number_after(const char *text, const char *key)
{
    const char *at = strstr(text, key);
    if (!at) fail_msg("no %s in %s", key, text);
    return strtod(at + strlen(key), NULL);
}

static void the_command_says_the_same(void **state)
{
    (void)state;
    const RulerFigures figures = measured("--pose hip_flexion_right=40 --measure pubic_tubercle,asis,lesser_trochanter_tip");
    char *said = text_format(&stage.keep, "%s", program_says("measure pubic_tubercle asis lesser_trochanter_tip --pose hip_flexion_right=40"));
    assert_float_equal(number_after(said, "\"distance_mm\": "), figures.length_mm[0], 1e-3);
    assert_float_equal(number_after(said, "\"second_distance_mm\": "), figures.length_mm[1], 1e-3);
    assert_float_equal(number_after(said, "\"angle_deg\": "), figures.angle_deg, 1e-3);
    assert_string_equal(said, program_says("measure pubic_tubercle asis lesser_trochanter_tip --pose hip_flexion_right=40"));
    assert_non_null(strstr(program_says("measure asis asis asis"), "\"angle_deg\": null"));
    assert_non_null(strstr(program_says("describe --measure asis,asis_left"), "(Hip bone, left): 257.8 mm (forward 0.0"));
}

// ---- measuring in the window

static void look(void)
{
    app_open_door(&stage.app, DOOR_LOOK);
    steer_to_view(&stage.app, VIEW_ANTERIOR);
    stage_frame(1);
    stage_settle();
    stage_frame(1);
}

static void point_at(const char *part, const char *landmark, float aside_px)
{
    RulerPoint point;
    Message why;
    float x, y;
    assert_int_equal(ruler_read_point(&stage.body, text_format(&stage.keep, "%s:%s", part, landmark), &point, &why), RESULT_OK);
    assert_true(scene_project(stage.app.scene, scene_point_mm(stage.app.cache, point.part, point.rest_mm), &x, &y, NULL));
    stage_move_to(x + aside_px, y);
}

static void click_at(const char *part, const char *landmark)
{
    point_at(part, landmark, 0);
    stage_click();
}

static const Ruler *ruler(int index)
{
    assert_true(index < stage.app.view.ruler_count);
    return &stage.app.view.rulers[index];
}

static void clicks_become_a_distance_and_an_angle(void **state)
{
    (void)state;
    look();
    stage_key('d', 0);
    stage_frame(1);
    stage_settle();
    assert_non_null(stage_text("Click two points"));
    click_at("hip_bone_right", "pubic_tubercle");
    assert_int_equal(ruler(0)->count, 1);
    assert_string_equal(stage.body.landmarks[ruler(0)->point[0].landmark - 1].id, "pubic_tubercle");
    assert_int_equal(stage.app.view.selected, 0);
    click_at("hip_bone_left", "pubic_tubercle");
    assert_non_null(stage_text(text_format(&stage.keep, "%.1f mm", 2 * (double)of_table("hip_bone_right", "pubic_tubercle").z)));
    click_at("hip_bone_right", "asis");
    assert_int_equal(ruler(0)->count, 3);
    assert_non_null(stage_text("\xC2\xB0"));
    click_at("hip_bone_left", "asis");
    assert_int_equal(stage.app.view.ruler_count, 2);
    assert_int_equal(ruler(1)->count, 1);
    stage_key(KEY_ESCAPE, 0);
    assert_int_equal(stage.app.tools.open, TOOL_NONE);
    assert_int_equal(stage.app.view.door, DOOR_LOOK);
    assert_int_equal(stage.app.view.ruler_count, 2);
    assert_non_null(stage_text("\xC2\xB0")); // what was measured stays in the picture
    assert_non_null(strstr(view_words_options(&stage.app.view, &stage.body, &stage.keep), "--measure hip_bone_right:pubic_tubercle,hip_bone_left:pubic_tubercle,"));
}

static void a_point_snaps_within_eight_pixels_or_lies_on_the_surface(void **state)
{
    (void)state;
    look();
    stage_key('d', 0);
    stage_frame(1);
    point_at("hip_bone_right", "pubic_tubercle", 4);
    assert_non_null(stage_text("Pubic tubercle (Hip bone, right)"));
    assert_int_not_equal(stage.app.tools.aim.landmark, 0);
    const vec3s middle_mm = { { 45, 150, 40 } }; // in the belly of the right psoas
    float x, y;
    const PartId psoas = body_part(&stage.body, "psoas_major_right");
    assert_true(scene_project(stage.app.scene, scene_point_mm(stage.app.cache, psoas, middle_mm), &x, &y, NULL));
    stage_move_to(x, y);
    assert_int_equal(stage.app.tools.aim.part, psoas);
    assert_int_equal(stage.app.tools.aim.landmark, 0);
    stage_click();
    assert_int_equal(ruler(0)->point[0].part, psoas);
    assert_float_equal(ruler(0)->point[0].rest_mm.x, stage.app.pointing.pick.rest_mm.x, 1e-3);
    stage_move_to(300, 780); // beside the body
    stage_click();
    assert_int_equal(ruler(0)->count, 1);
}

static void each_point_can_be_undone(void **state)
{
    (void)state;
    look();
    stage_key('d', 0);
    stage_frame(1);
    click_at("hip_bone_right", "pubic_tubercle");
    stage_frame(2);
    click_at("hip_bone_left", "pubic_tubercle");
    stage_frame(2);
    stage_key('z', MOD_CTRL);
    assert_int_equal(ruler(0)->count, 1);
    stage_frame(2);
    stage_key('y', MOD_CTRL);
    assert_int_equal(ruler(0)->count, 2);
}

static void type(const char *text)
{
    snprintf(stage.input.typed, sizeof stage.input.typed, "%s", text);
    stage_settle();
}

// F6 goes from panel to panel, and stops at the figure; Tab goes on within the panels.
static void focus_on(UiId widget)
{
    for (int i = 0; i < 4 && !ui_focus_shown(&stage.app.ui); i++) stage_key(KEY_F6, 0);
    for (int i = 0; i < 80 && stage.app.ui.focused != widget; i++) stage_key(KEY_TAB, 0);
    assert_true(stage.app.ui.focused == widget);
}

static void everything_is_measured_without_a_mouse(void **state)
{
    (void)state;
    look();
    stage_key('d', 0);
    focus_on(ui_id("ruler_add", 0));
    stage_key(KEY_ENTER, 0);
    assert_true(stage.app.finder.open && stage.app.finder.for_point);
    type("anterior superior iliac spine");
    assert_true(stage.app.finder.count > 0);
    stage_key(KEY_ENTER, 0);
    assert_true(stage.app.finder.open);
    type("pubic tubercle");
    stage_key(KEY_ENTER, 0);
    stage_key(KEY_ESCAPE, 0);
    assert_false(stage.app.finder.open);
    assert_int_equal(ruler(0)->count, 2);
    assert_string_equal(rulers_write(&stage.app.view, &stage.body, &stage.keep), "hip_bone_right:asis,hip_bone_right:pubic_tubercle");
    focus_on(ui_id("ruler_remove", 0));
    stage_key(KEY_ENTER, 0);
    assert_int_equal(stage.app.view.ruler_count, 0);
    stage_key('d', 0);
    assert_int_equal(stage.app.tools.open, TOOL_NONE);
}

static void the_search_for_a_point_offers_places_only(void **state)
{
    (void)state;
    look();
    finder_open_for_point(&stage.app);
    type("femur");
    assert_true(stage.app.finder.count > 0);
    for (int i = 0; i < stage.app.finder.count; i++) assert_int_equal(stage.app.finder.found[i].kind, FOUND_PLACE);
}

static void a_fifth_measure_takes_the_place_of_the_oldest_and_says_so(void **state)
{
    (void)state;
    Message why;
    look();
    stage.app.view = view_of("--door look --ui on --measure asis,asis_left+asis,pubic_tubercle+asis_left,asis+asis,asis_left,asis");
    stage_key('d', 0);
    stage_frame(1);
    assert_int_equal(ruler_read_point(&stage.body, "pubic_tubercle", &stage.app.tools.aim, &why), RESULT_OK);
    assert_true(tools_take_click(&stage.app));
    stage_settle();
    assert_int_equal(stage.app.view.ruler_count, RULERS_MOST);
    assert_int_equal(ruler(3)->count, 1);
    assert_string_equal(stage.body.landmarks[ruler(0)->point[1].landmark - 1].id, "pubic_tubercle");
    assert_non_null(stage_text("Four measures"));
}

static void numbers_are_live_and_hidden_parts_keep_their_points(void **state)
{
    (void)state;
    stage.app.view = view_of("--ui on --door move --clip hip_flexion --at 0 --measure asis,lesser_trochanter_tip --hide femur");
    stage_settle();
    char *before = text_format(&stage.keep, "%.1f mm", (double)measured("--measure asis,lesser_trochanter_tip").length_mm[0]);
    assert_non_null(stage_text(before));
    assert_non_null(stage_text("Tip of the lesser trochanter"));
    stage.app.view.clip_at_frac = 0.4f;
    stage_settle();
    assert_null(stage_text(before));
    assert_non_null(stage_text(text_format(&stage.keep, "%.1f mm", (double)measured("--clip hip_flexion --at 0.4 --measure asis,lesser_trochanter_tip").length_mm[0])));
}

static void measures_can_be_copied_as_text(void **state)
{
    (void)state;
    stage.app.view = view_of("--ui on --door look --measure asis,asis_left+pubic_tubercle,asis_left,asis");
    stage_key('d', 0);
    stage_frame(1);
    stage_click_text("Copy");
    assert_int_equal(stage.app.clipboard_wish, CLIPBOARD_COPY_MEASURES);
    const char *text = app_words_to_copy(&stage.app);
    assert_non_null(strstr(text, "Anterior superior iliac spine (Hip bone, right) \xE2\x80\x93 Anterior superior iliac spine (Hip bone, left): 257.8 mm"));
    assert_non_null(strstr(text, "33.6\xC2\xB0"));
    assert_int_equal(count_of(text, '\n'), 2);
}

// ---- muscles side by side

// "psoas_major_right,length_now,254.492,mm": the value, NAN where there is none.
static double csv_value(const char *csv, const char *muscle, const char *quantity)
{
    const char *start = text_format(&stage.keep, "\n%s,%s,", muscle, quantity), *at = strstr(csv, start);
    if (!at) fail_msg("no row %s of %s", quantity, muscle);
    return at[strlen(start)] == ',' ? (double)NAN : strtod(at + strlen(start), NULL);
}

static const char *signed_words(double value, const char *format)
{
    const char *digits = text_format(&stage.keep, format, fabs(value));
    return text_format(&stage.keep, "%s%s", value < 0 ? "\xE2\x88\x92" : "", digits);
}

static void the_panel_says_what_the_command_writes(void **state)
{
    (void)state;
    static const char *const muscles[] = { "psoas_major_right", "iliacus_right", "rectus_femoris_right" };
    char *csv = text_format(&stage.keep, "%s", program_says("compare --clip hip_flexion --at 0.3"));
    stage.app.view = view_of("--ui on --door move --clip hip_flexion --at 0.3");
    stage_key('o', 0);
    stage_settle();
    for (int i = 0; i < 3; i++) {
        const double length = csv_value(csv, muscles[i], "length_now"), change = csv_value(csv, muscles[i], "change"), arm = csv_value(csv, muscles[i], "hip_flexion_arm_now");
        assert_non_null(stage_text(signed_words(length, "%.0f mm")));
        assert_non_null(stage_text(signed_words(csv_value(csv, muscles[i], "length_standing"), "%.0f mm")));
        assert_non_null(stage_text(signed_words(change, "%.1f %%")));
        assert_non_null(stage_text(signed_words(arm, "%.0f mm")));
        assert_non_null(stage_text(text_format(&stage.keep, "%s \xE2\x80\xA6 %s", signed_words(csv_value(csv, muscles[i], "hip_flexion_arm_least_of_clip"), "%.0f"),
                                               signed_words(csv_value(csv, muscles[i], "hip_flexion_arm_most_of_clip"), "%.0f mm"))));
        assert_non_null(stage_text(text_format(&stage.keep, "%s \xE2\x80\xA6 %s", signed_words(csv_value(csv, muscles[i], "depth_from_front_least"), "%.0f"),
                                               signed_words(csv_value(csv, muscles[i], "depth_from_front_most"), "%.0f mm"))));
        const Measured now = measure_muscle(scene_measures(stage.app.cache), scene_pose(stage.app.cache), body_part(&stage.body, muscles[i]));
        assert_float_equal(length, now.length_mm, 2e-3);
        assert_float_equal(arm, now.arm_mm, 2e-3);
    }
    assert_non_null(stage_text("Strength"));
    assert_non_null(stage_text("lumbar spine, hip"));
    assert_true(isnan(csv_value(program_says("compare"), "iliacus_right", "hip_flexion_arm_least_of_clip"))); // no movement, no range
}

static void volume_is_never_compared(void **state)
{
    (void)state;
    for (int i = 0; i < COMPARE_NUMBER_COUNT; i++) {
        assert_null(strstr(compare_numbers[i].id, "volume"));
        assert_string_not_equal(compare_numbers[i].unit, "ml");
        assert_string_not_equal(compare_numbers[i].unit, "N");
    }
}

static void columns_are_chosen_and_the_look_comes_back(void **state)
{
    (void)state;
    look();
    const ViewState before = stage.app.view;
    stage_key('o', 0);
    const Tools *tools = &stage.app.tools;
    assert_int_equal(tools->compared_count, 3);
    assert_int_equal(stage.app.view.colour, COLOUR_KEY);
    const PartId first = tools->compared[0], femur = body_part(&stage.body, "femur_right"), rectus = body_part(&stage.body, "rectus_femoris_right");
    assert_true(stage.app.view.opacity_frac[femur] < before.opacity_frac[femur]);
    assert_float_equal(stage.app.view.opacity_frac[rectus], 1, 1e-6);
    stage_click_text("\xE2\x80\xBA"); // of the first column
    assert_int_not_equal(tools->compared[0], first);
    assert_true(compare_has(&stage.body, tools->compared[0]));
    stage_click_text("+");
    assert_int_equal(tools->compared_count, 4);
    assert_null(stage_text("+"));
    for (int i = 0; i < 4; i++) tools_change_compared(&stage.app, 0, 0);
    assert_int_equal(tools->compared_count, COMPARED_LEAST);
    stage_key(KEY_ESCAPE, 0);
    assert_int_equal(tools->open, TOOL_NONE);
    assert_int_equal(stage.app.view.colour, before.colour);
    assert_memory_equal(stage.app.view.opacity_frac, before.opacity_frac, sizeof before.opacity_frac);
}

static void no_muscle_stands_in_two_columns(void **state)
{
    (void)state;
    PartId among[COMPARED_MOST];
    const int count = compare_usual(&stage.body, among);
    bool met[PART_MOST] = { false };
    for (int i = 0; i < 2 * PART_MOST; i++) {
        const PartId before = among[1];
        among[1] = compare_step(&stage.body, among, count, 1, i < PART_MOST ? 1 : -1);
        assert_true(among[1] != among[0] && among[1] != among[2] && among[1] != before);
        met[among[1]] = true;
    }
    for (int p = 1; p < stage.body.part_count; p++)
        if (compare_has(&stage.body, (PartId)p) && stage.body.parts[p].side == SIDE_RIGHT) assert_true(met[p] || p == among[0] || p == among[2]);
}

static void the_selected_muscle_is_among_the_columns_of_its_side(void **state)
{
    (void)state;
    look();
    stage.app.view.selected = body_part(&stage.body, "sartorius_left");
    stage_settle();
    stage_click_text("Compare");
    assert_int_equal(stage.app.tools.open, TOOL_COMPARE);
    assert_int_equal(stage.app.tools.compared_count, 4);
    assert_int_equal(stage.app.tools.compared[0], body_part(&stage.body, "psoas_major_left"));
    assert_int_equal(stage.app.tools.compared[3], body_part(&stage.body, "sartorius_left"));
    assert_non_null(stage_text("Sartorius is cut off")); // what its length is not
}

static void every_word_of_a_comparison_is_there_in_every_language(void **state)
{
    (void)state;
    static const struct {
        CompareText text;
        const char *prefix;
    } kinds[] = { { COMPARE_CROSSES, "crosses" }, { COMPARE_ACTION, "action" }, { COMPARE_ZONES, "zone" } };
    for (int p = 1; p < stage.body.part_count; p++) {
        if (!compare_has(&stage.body, (PartId)p)) continue;
        for (int k = 0; k < 3; k++) {
            Text rest = text_of(compare_text(&stage.body, (PartId)p, kinds[k].text, &stage.keep)), piece;
            while (rest.size > 0 && text_next(&rest, ';', &piece)) {
                const char *id = text_format(&stage.keep, "%s_%.*s", kinds[k].prefix, (int)piece.size, piece.data);
                for (int l = 0; l < LANGUAGE_COUNT; l++)
                    if (body_string(&stage.body, id, (Language)l) == id) fail_msg("no string %s in %s", id, language_ids[l]);
            }
        }
        assert_true(*compare_text(&stage.body, (PartId)p, COMPARE_CROSSES, &stage.keep) != '\0');
    }
}

static void rivals_are_told_to_the_command(void **state)
{
    (void)state;
    assert_non_null(strstr(program_says("compare psoas_majr iliacus"), "did you mean \"psoas_major_right\""));
    assert_non_null(strstr(program_says("compare iliacus"), "nothing beside it"));
    assert_non_null(strstr(program_says("compare iliacus iliacus_right"), "named twice"));
    assert_non_null(strstr(program_says("compare femur_right iliacus"), "no figures"));
    assert_non_null(strstr(program_says("measure assis asis_left"), "did you mean \"asis\""));
    assert_non_null(strstr(program_says("measure asis"), "Usage"));
}

// ---- depth

// The last place straight ahead that is inside a surface, so far away.
static float ahead_inside(const MeshTree *tree, vec3s at_mm, float from_mm)
{
    float last = 0;
    for (float ahead = from_mm; ahead < 300; ahead += 0.5f)
        if (mesh_tree_inside(tree, (vec3s) { { at_mm.x + ahead, at_mm.y, at_mm.z } })) last = ahead;
    return last;
}

static bool is_belly(PartId muscle, vec3s at_mm)
{
    const FibreBinding binding = fibre_bind_point(&stage.body, muscle, at_mm);
    const Fascicle *fascicle = &stage.body.fascicles[binding.fascicle[0]];
    const int from = (int)fminf(binding.station[0], (float)fascicle->station_count - 2);
    const float share = binding.station[0] - (float)from;
    return fascicle->tendon_frac[from] + share * (fascicle->tendon_frac[from + 1] - fascicle->tendon_frac[from]) < 0.5f;
}

// Vertex by vertex, by asking what is inside: slower, and by another way than the lattice of triangles.
static void depth_is_that_of_the_surfaces(void **state)
{
    (void)state;
    MuscleDepths *depths = muscle_depths_make(&stage.body, &stage.keep);
    const Mesh skin = mesh_from_packed(stage.body.parts[stage.body.skin].mesh, DETAIL_HIGH, &stage.keep);
    const PartId psoas = body_part(&stage.body, "psoas_major_right");
    const Mesh muscle = mesh_from_packed(stage.body.parts[psoas].mesh, DETAIL_LOW, &stage.keep);
    const MeshTree *in_skin = mesh_tree_build(&skin, &stage.keep), *in_muscle = mesh_tree_build(&muscle, &stage.keep);
    const MuscleDepth depth = muscle_depth(depths, psoas);
    float least = INFINITY, most = -INFINITY, nearest = INFINITY;
    for (int v = 0; v < muscle.vertex_count; v++) {
        const vec3s at_mm = muscle.position_mm[v];
        if (!is_belly(psoas, at_mm)) continue;
        nearest = fminf(nearest, mesh_tree_distance_mm(in_skin, at_mm, NULL));
        if (ahead_inside(in_muscle, at_mm, 1) > 0) continue; // more of it lies ahead
        const float ahead = ahead_inside(in_skin, at_mm, 0);
        least = fminf(least, ahead);
        most = fmaxf(most, ahead);
    }
    assert_float_equal(depth.shallow_mm, least, 2);
    assert_float_equal(depth.deep_mm, most, 2);
    assert_float_equal(depth.nearest_mm, nearest, 1);
}

static void the_psoas_lies_deepest_and_both_sides_alike(void **state)
{
    (void)state;
    MuscleDepths *depths = muscle_depths_make(&stage.body, &stage.keep);
    const MuscleDepth psoas = muscle_depth(depths, body_part(&stage.body, "psoas_major_right")), left = muscle_depth(depths, body_part(&stage.body, "psoas_major_left"));
    const MuscleDepth rectus = muscle_depth(depths, body_part(&stage.body, "rectus_femoris_right")), iliacus = muscle_depth(depths, body_part(&stage.body, "iliacus_right"));
    assert_true(rectus.shallow_mm < iliacus.shallow_mm && iliacus.shallow_mm < psoas.shallow_mm);
    assert_true(psoas.shallow_mm < psoas.deep_mm && psoas.nearest_mm <= psoas.shallow_mm && rectus.nearest_mm > 0);
    assert_float_equal(left.shallow_mm, psoas.shallow_mm, 3);
    assert_float_equal(left.deep_mm, psoas.deep_mm, 3);
    assert_false(muscle_depth(depths, body_part(&stage.body, "femur_right")).known);
    for (int p = 1; p < stage.body.part_count; p++) {
        const MuscleDepth depth = muscle_depth(depths, (PartId)p);
        if (depth.known) assert_true(depth.shallow_mm > 0 && depth.nearest_mm > 0 && depth.nearest_mm <= depth.shallow_mm + 0.5f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_front_spines_lie_as_far_apart_as_the_table_says, stage_open_app),
        cmocka_unit_test_setup(an_angle_obeys_the_law_of_cosines, stage_open_app),
        cmocka_unit_test_setup(points_go_where_their_bones_go, stage_open_app),
        cmocka_unit_test_setup(parts_of_a_distance_are_those_of_the_pelvis, stage_open_app),
        cmocka_unit_test_setup(points_in_one_place_make_no_angle, stage_open_app),
        cmocka_unit_test_setup(measures_lead_back_to_themselves_in_words, stage_open_app),
        cmocka_unit_test_setup(bad_points_are_told_and_leave_the_view_alone, stage_open_app),
        cmocka_unit_test_setup(the_command_says_the_same, stage_open_app),
        cmocka_unit_test_setup(clicks_become_a_distance_and_an_angle, stage_open_app),
        cmocka_unit_test_setup(a_point_snaps_within_eight_pixels_or_lies_on_the_surface, stage_open_app),
        cmocka_unit_test_setup(each_point_can_be_undone, stage_open_app),
        cmocka_unit_test_setup(everything_is_measured_without_a_mouse, stage_open_app),
        cmocka_unit_test_setup(the_search_for_a_point_offers_places_only, stage_open_app),
        cmocka_unit_test_setup(a_fifth_measure_takes_the_place_of_the_oldest_and_says_so, stage_open_app),
        cmocka_unit_test_setup(numbers_are_live_and_hidden_parts_keep_their_points, stage_open_app),
        cmocka_unit_test_setup(measures_can_be_copied_as_text, stage_open_app),
        cmocka_unit_test_setup(the_panel_says_what_the_command_writes, stage_open_app),
        cmocka_unit_test_setup(volume_is_never_compared, stage_open_app),
        cmocka_unit_test(no_muscle_stands_in_two_columns),
        cmocka_unit_test_setup(columns_are_chosen_and_the_look_comes_back, stage_open_app),
        cmocka_unit_test_setup(the_selected_muscle_is_among_the_columns_of_its_side, stage_open_app),
        cmocka_unit_test_setup(every_word_of_a_comparison_is_there_in_every_language, stage_open_app),
        cmocka_unit_test_setup(rivals_are_told_to_the_command, stage_open_app),
        cmocka_unit_test_setup(depth_is_that_of_the_surfaces, stage_open_app),
        cmocka_unit_test_setup(the_psoas_lies_deepest_and_both_sides_alike, stage_open_app),
    };
    return cmocka_run_group_tests(tests, stage_open_body, stage_close_body);
}
