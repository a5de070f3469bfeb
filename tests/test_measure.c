// test_measure.c: what is read off the muscles: figures, curves over clips, published ranges, words, and how they are drawn.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "file.h"
#include "measure_overlay.h"
#include "muscle_plot.h"
#include "muscle_words.h"
#include "overlay.h"
#include "samples.h"
#include "table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static Arena keep, frame;
static Body body;
static MusclePaths paths;
static Measures measures;
static SceneCache *cache;

static int set_up(void **state)
{
    (void)state;
    Message why;
    keep = arena_make((size_t)512 << 20);
    frame = arena_make((size_t)256 << 20);
    if (body_load(TEST_PACK, &keep, &body, &why) != RESULT_OK) return -1;
    paths = muscle_paths_bind(&body, &keep);
    measures = measures_bind(&paths, &keep);
    cache = scene_cache_make(&body, &keep);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    body_unload(&body);
    arena_free(&frame);
    arena_free(&keep);
    return 0;
}

static ViewState view_with(const char *const *words)
{
    ViewState view;
    Message why = { "" };
    view_state_init(&view, &body);
    for (int i = 0; words && words[i]; i += 2) {
        if (view_option_set(&view, &body, words[i], words[i + 1], &why) != RESULT_OK) fail_msg("%s", why.text);
    }
    return view;
}
#define VIEW(...) view_with((const char *const[]) { __VA_ARGS__, NULL })

static Pose pose_of(const char *joint, float degrees)
{
    float angle_rad[JOINT_MOST] = { 0 };
    Pose pose;
    angle_rad[body_joint(&body, joint)] = glm_rad(degrees);
    pose_solve(&body, angle_rad, POSTURE_STANDING, &pose);
    return pose;
}

// ---- figures and curves

static void standing_nothing_is_longer_or_shorter(void **state)
{
    (void)state;
    const Pose rest = pose_of("hip_flexion_right", 0);
    const Measured psoas = measure_muscle(&measures, &rest, body_part(&body, "psoas_major_left"));
    assert_float_equal(psoas.change_mm, 0.0f, 1e-4);
    assert_float_equal(psoas.strain_frac, 0.0f, 1e-6);
    assert_true(psoas.length_mm > 250.0f && psoas.arm_mm > 20.0f);
}

static void a_part_without_fascicles_measures_nothing(void **state)
{
    (void)state;
    const Pose rest = pose_of("hip_flexion_right", 30);
    const Measured skin = measure_muscle(&measures, &rest, body.skin);
    assert_float_equal(skin.length_mm, 0.0f, 0.0f);
    assert_float_equal(skin.strain_frac, 0.0f, 0.0f);
}

static void a_curve_agrees_with_the_paths(void **state)
{
    (void)state;
    ViewState view = VIEW("--clip", "hip_flexion");
    const PartId psoas = body_part(&body, "psoas_major_right");
    MuscleCurve curve = { 0 };
    muscle_curve_update(&curve, &measures, &view, psoas);
    assert_int_equal(curve.against, body_joint(&body, "hip_flexion_right"));
    const Pose rest = pose_of("hip_flexion_right", 0);
    for (int i = 0; i < CURVE_POINTS; i += 20) {
        Pose pose;
        view.clip_at_frac = (float)i / (float)(CURVE_POINTS - 1);
        view_pose(&view, &body, &pose);
        assert_float_equal(curve.along[i], pose.joint_rad[curve.against], 1e-6);
        assert_float_equal(curve.value[FIGURE_LENGTH][i], muscle_length_mm(&paths, &pose, psoas) - muscle_length_mm(&paths, &rest, psoas),
                           1e-3);
        assert_float_equal(curve.value[FIGURE_ARM][i], muscle_arm_mm(&paths, &pose, psoas).flexion_mm, 1e-4);
    }
}

static void a_curve_stands_against_time_where_its_hip_hardly_moves(void **state)
{
    (void)state;
    const ViewState view = VIEW("--clip", "weighted_lift");
    MuscleCurve curve = { 0 };
    muscle_curve_update(&curve, &measures, &view, body_part(&body, "psoas_major_right"));
    assert_int_not_equal(curve.against, 0);
    const ViewState held = VIEW("--clip", "hip_flexion", "--pose", "hip_flexion_right=30");
    muscle_curve_update(&curve, &measures, &held, body_part(&body, "psoas_major_right"));
    assert_int_equal(curve.against, 0);
    assert_float_equal(curve.along[CURVE_POINTS - 1], body.clips[held.clip].duration_s, 1e-4);
}

static double now_ms(void)
{
    struct timespec now;
    timespec_get(&now, TIME_UTC);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

static void a_curve_is_sampled_in_a_few_milliseconds_and_then_kept(void **state)
{
    (void)state;
    const ViewState view = VIEW("--clip", "half_split");
    MuscleCurve curve = { 0 };
    const double start_ms = now_ms();
    muscle_curve_update(&curve, &measures, &view, body_part(&body, "psoas_major_left"));
    const double sampled_ms = now_ms();
    for (int i = 0; i < 100; i++) muscle_curve_update(&curve, &measures, &view, body_part(&body, "psoas_major_left"));
    const double kept_ms = now_ms();
    print_message("sampled in %.2f ms, asked again in %.4f ms\n", sampled_ms - start_ms, (kept_ms - sampled_ms) / 100);
    assert_true(sampled_ms - start_ms < 60.0);
    assert_true((kept_ms - sampled_ms) / 100 < 0.1 * (sampled_ms - start_ms));
}

static void a_curve_is_sampled_anew_when_a_joint_is_held(void **state)
{
    (void)state;
    ViewState view = VIEW("--clip", "hip_flexion");
    MuscleCurve curve = { 0 };
    muscle_curve_update(&curve, &measures, &view, body_part(&body, "psoas_major_right"));
    const float before_mm = curve.value[FIGURE_LENGTH][80];
    assert_int_equal(view_option_set(&view, &body, "--pose", "lumbar_flexion=40", NULL), RESULT_OK);
    muscle_curve_update(&curve, &measures, &view, body_part(&body, "psoas_major_right"));
    assert_true(fabsf(curve.value[FIGURE_LENGTH][80] - before_mm) > 1.0f);
}

static void arms_belong_to_what_is_selected_or_to_the_iliopsoas_that_moves(void **state)
{
    (void)state;
    PartId out[MEANT_MOST];
    const ViewState plain = VIEW("--clip", "hip_flexion"), strain = VIEW("--clip", "hip_flexion", "--colour", "strain");
    assert_int_equal(muscles_with_arms(&body, &plain, out), 0);
    assert_int_equal(muscles_with_arms(&body, &strain, out), 2);
    assert_string_equal(body.parts[out[0]].id, "psoas_major_right");
    const ViewState left = VIEW("--colour", "strain", "--pose", "hip_flexion_left=30");
    assert_int_equal(muscles_with_arms(&body, &left, out), 2);
    assert_string_equal(body.parts[out[1]].id, "iliacus_left");
    const ViewState selected = VIEW("--colour", "strain", "--select", "rectus_femoris_left");
    assert_int_equal(muscles_with_arms(&body, &selected, out), 1);
    assert_string_equal(body.parts[out[0]].id, "rectus_femoris_left");
    const ViewState off = VIEW("--colour", "strain", "--arm", "off"), hidden = VIEW("--arm", "on", "--hide", "iliopsoas");
    assert_int_equal(muscles_with_arms(&body, &off, out), 0);
    assert_int_equal(muscles_with_arms(&body, &hidden, out), 0);
}

// ---- what is published

static void ranges_lie_between_the_rows_and_end_with_them(void **state)
{
    (void)state;
    PublishedRange range;
    assert_true(published_range(&body, "psoas_major", FIGURE_ARM, 0.0f, &range));
    assert_int_equal(range.model_count, 2);
    assert_float_equal(range.low, 24.09f, 1e-3);
    assert_float_equal(range.high, 38.53f, 1e-3);
    assert_true(published_range(&body, "psoas_major", FIGURE_LENGTH, glm_rad(85), &range));
    assert_float_equal(range.low, 0.5f * (201.90f + 195.88f) - 260.95f, 0.02);
    assert_true(published_range(&body, "psoas_major", FIGURE_STRAIN, glm_rad(90), &range)); // as in the shared table, -24.934 and -20.696 %
    assert_float_equal(range.low, -0.24934f, 5e-5);
    assert_float_equal(range.high, -0.20696f, 5e-5);
    assert_true(published_range(&body, "psoas_major", FIGURE_STRAIN, glm_rad(100), &range));
    assert_int_equal(range.model_count, 1); // Gait2392 is not valid there
    assert_false(published_range(&body, "psoas_major", FIGURE_ARM, glm_rad(118), &range));
    assert_true(published_range(&body, "rectus_femoris", FIGURE_ARM, 0.0f, &range));
    assert_false(published_range(&body, "rectus_femoris", FIGURE_STRAIN, 0.0f, &range));
    assert_false(published_range(&body, "sartorius", FIGURE_ARM, 0.0f, &range));
}

static double shared_number(const Table *table, int row, const char *column)
{
    return strtod(table_text(table, row, column), NULL);
}

static bool same_place(const Table *shared, int row, const PublishedRow *own)
{
    const char *muscle = strcmp(own->muscle, "psoas_major") == 0 ? "psoas" : own->muscle;
    return strcmp(table_text(shared, row, "sweep"), "flexion") == 0 && strcmp(table_text(shared, row, "model"), own->model) == 0 &&
           strcmp(table_text(shared, row, "muscle"), muscle) == 0 &&
           fabs(shared_number(shared, row, "hip_flexion_deg") - (double)glm_deg(own->hip_flexion_rad)) < 1e-3;
}

static void published_rows_are_valid_rows_of_the_shared_table(void **state)
{
    (void)state;
    Table shared;
    Message why;
    const char *path = TEST_SHARED "/facts/moment_arms.csv";
    if (!file_exists(path)) skip();
    assert_int_equal(table_read(path, &keep, &shared, &why), RESULT_OK);
    int found = 0;
    for (int i = 0; i < body.published_count; i++) {
        const PublishedRow *own = &body.published[i];
        for (int row = 0; row < shared.row_count; row++) {
            if (!same_place(&shared, row, own)) continue;
            assert_float_equal(own->length_mm, 10.0 * shared_number(&shared, row, "path_length_cm"), 1e-3);
            assert_float_equal(own->arm_mm, 10.0 * shared_number(&shared, row, "flexion_moment_arm_cm"), 1e-3);
            assert_int_equal(strncmp(table_text(&shared, row, "use"), "ok", 2), 0);
            found++;
        }
    }
    assert_int_equal(found, 56); // all but those of rectus femoris
}

// ---- words

static void every_fascicle_has_a_name_in_every_language(void **state)
{
    (void)state;
    static const char *const own[] = { "psoas_major", "iliacus", "rectus_femoris" };
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        for (int f = 0; f < body.fascicle_count; f++) {
            const char *structure = body.parts[body.fascicles[f].muscle].structure;
            const char *name = words_fascicle(&body, (Language)language, f, &keep);
            bool named = false;
            for (int i = 0; i < 3; i++) named = named || strcmp(structure, own[i]) == 0;
            if (named && !*name) fail_msg("%s has no name in %s", body.fascicles[f].id, language_ids[language]);
        }
    }
}

static int fascicle(const char *id)
{
    for (int f = 0; f < body.fascicle_count; f++) {
        if (strcmp(body.fascicles[f].id, id) == 0) return f;
    }
    fail_msg("no fascicle %s", id);
    return -1;
}

static void figures_are_said_in_plain_words(void **state)
{
    (void)state;
    assert_string_equal(words_fascicle(&body, LANGUAGE_EN, fascicle("psoas_l3_l4_ivd_r"), &keep), "slip from the L3-L4 disc");
    assert_string_equal(words_fascicle(&body, LANGUAGE_DE, fascicle("psoas_l1_tp_r"), &keep), "Bündel vom Querfortsatz L1");
    assert_string_equal(words_strain(&body, LANGUAGE_EN, -0.042f, &keep), "4.2 % shorter");
    assert_string_equal(words_strain(&body, LANGUAGE_ES, 0.031f, &keep), "3.1 % más largo");
    assert_string_equal(words_strain(&body, LANGUAGE_EN, 0.0003f, &keep), "as long as when standing");
    assert_string_equal(words_value(FIGURE_LENGTH, -0.2f, &keep), "0 mm"); // no "-0"
    assert_string_equal(words_published(&body, LANGUAGE_EN, body_part(&body, "psoas_major_left"), FIGURE_ARM, 0.0f, &keep),
                        "published 24 – 39 mm");
}

// ---- what is drawn

typedef struct Stage {
    Ui ui;
    Input input;
    Picture of;
} Stage;

static Stage open_stage(const ViewState *view)
{
    Stage stage = { .input = { .width_px = view->width_px, .height_px = view->height_px, .scale = 1 } };
    arena_reset(&frame);
    const Scene *scene = scene_build(&body, cache, view, DETAIL_HIGH, &frame, NULL);
    ui_init(&stage.ui, text_source_null());
    stage.of = (Picture) { &body, view, scene, scene_pose(cache), &measures, NULL };
    return stage;
}

static void begin(Stage *stage)
{
    ui_begin(&stage->ui, &stage->input, overlay_colours(THEME_DARK), 1, &frame);
}

static const UiCommand *drawn_text(const Ui *ui, const char *text)
{
    for (int i = 0; i < ui->draw.command_count; i++)
        if (ui->draw.commands[i].text && strstr(ui->draw.commands[i].text, text)) return &ui->draw.commands[i];
    return NULL;
}

static void all_text_lies_within(const Ui *ui, UiRect rect, const char *what, Language language)
{
    assert_int_equal(ui->draw.dropped_count, 0);
    for (int i = 0; i < ui->draw.command_count; i++) {
        const UiCommand *command = &ui->draw.commands[i];
        if (!command->text) continue;
        const float end = command->rect.x + ui_text_width(ui, command->text, command->size_px, command->weight);
        const bool inside =
            command->rect.x >= rect.x && end <= rect.x + rect.w + 0.5f && command->rect.y >= rect.y && command->rect.y <= rect.y + rect.h;
        if (!inside) fail_msg("%s: \"%s\" leaves its panel in %s", what, command->text, language_ids[language]);
    }
}

static void the_legend_fits_in_every_language(void **state)
{
    (void)state;
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        ViewState view = VIEW("--colour", "strain");
        view.language = (Language)language;
        Stage stage = open_stage(&view);
        begin(&stage);
        const UiRect rect = measure_draw_legend(&stage.ui, &body, &view, (UiRect) { 16, 16, 244, 688 });
        assert_true(rect.h > 60 && rect.h < 150);
        all_text_lies_within(&stage.ui, rect, "legend", view.language);
    }
}

static void the_plot_fits_in_every_language_and_figure(void **state)
{
    (void)state;
    static const char *const parts[] = { "psoas_major_right", "iliacus_left", "rectus_femoris_right" };
    for (int i = 0; i < LANGUAGE_COUNT * FIGURE_COUNT; i++) {
        ViewState view = VIEW("--colour", "strain", "--clip", "half_split", "--at", "0.4", "--select", parts[i % 3], "--ui", "on");
        view.language = (Language)(i / FIGURE_COUNT);
        view.plot = (PlotChoice)(PLOT_LENGTH + (i / 3 + i) % FIGURE_COUNT);
        Stage stage = open_stage(&view);
        MuscleCurve curve = { 0 };
        begin(&stage);
        const UiRect rect = muscle_plot_rect(&stage.ui, (UiRect) { 0, 0, 1280, 720 });
        muscle_curve_update(&curve, &measures, &view, muscle_meant(&body, &view));
        muscle_plot_draw(&stage.ui, &stage.of, &curve, rect);
        all_text_lies_within(&stage.ui, rect, "plot", view.language);
    }
}

static void a_moment_of_the_plot_leads_back_to_itself(void **state)
{
    (void)state;
    const ViewState view = VIEW("--colour", "strain", "--clip", "hip_flexion", "--at", "0.2", "--ui", "on");
    Stage stage = open_stage(&view);
    MuscleCurve curve = { 0 };
    begin(&stage);
    const UiRect rect = muscle_plot_rect(&stage.ui, (UiRect) { 0, 0, 1280, 720 });
    muscle_curve_update(&curve, &measures, &view, muscle_meant(&body, &view));
    muscle_plot_draw(&stage.ui, &stage.of, &curve, rect);
    const UiCommand *dot = NULL; // the last round thing that is drawn in the text's colour
    for (int i = 0; i < stage.ui.draw.command_count; i++) {
        const UiCommand *command = &stage.ui.draw.commands[i];
        if (command->shape == UI_SHAPE_RECT && command->radius_px > 4.9f && command->radius_px < 5.1f) dot = command;
    }
    assert_non_null(dot);
    assert_float_equal(muscle_plot_moment(&stage.ui, &stage.of, &curve, rect, dot->rect.x + 5, dot->rect.y + 5), 0.2f, 0.01);
    assert_true(muscle_plot_moment(&stage.ui, &stage.of, &curve, rect, rect.x + rect.w - 14, dot->rect.y) > 0.25f);
}

static void arms_say_their_length(void **state)
{
    (void)state;
    const ViewState view = VIEW("--colour", "strain", "--clip", "hip_flexion", "--at", "0.5");
    Stage stage = open_stage(&view);
    begin(&stage);
    measure_draw_arms(&stage.ui, &stage.of, (UiRect) { 0, 0, 1280, 720 });
    const float arm_mm = muscle_arm_mm(&paths, scene_pose(cache), body_part(&body, "psoas_major_right")).flexion_mm;
    assert_non_null(drawn_text(&stage.ui, text_format(&frame, "Psoas major  %.0f mm", (double)arm_mm)));
    assert_non_null(drawn_text(&stage.ui, "Iliacus"));
}

static bool notes_the_ligament(const char *pose)
{
    const ViewState view = VIEW("--pose", pose);
    Stage stage = open_stage(&view);
    begin(&stage);
    measure_draw_ligament(&stage.ui, &stage.of, &(MeasureTaken) { 0 }, (UiRect) { 0, 0, 1280, 720 });
    return drawn_text(&stage.ui, "ligament") != NULL;
}

static UiRect ligament_note(MeasureTaken taken)
{
    const ViewState view = VIEW("--pose", "hip_flexion_right=-15");
    Stage stage = open_stage(&view);
    begin(&stage);
    measure_draw_ligament(&stage.ui, &stage.of, &taken, (UiRect) { 0, 0, 1280, 720 });
    const UiCommand *panel = NULL; // the largest thing drawn
    for (int i = 0; i < stage.ui.draw.command_count; i++) {
        const UiCommand *command = &stage.ui.draw.commands[i];
        if (command->shape == UI_SHAPE_RECT && (!panel || command->rect.w > panel->rect.w)) panel = command;
    }
    assert_non_null(panel);
    return panel->rect;
}

static void the_note_of_the_ligament_keeps_clear_of_side_letters(void **state)
{
    (void)state;
    const UiRect alone = ligament_note((MeasureTaken) { 0 });
    const UiRect letter = { alone.x + alone.w - 20, alone.y + 5, 28, 28 }, other = { alone.x, alone.y - 30, 28, 28 };
    const UiRect clear = ligament_note((MeasureTaken) { { { 0, 0, 0, 0 }, letter, other } });
    assert_true(clear.x + clear.w <= letter.x || clear.x >= letter.x + letter.w || clear.y + clear.h <= letter.y ||
                clear.y >= letter.y + letter.h);
    assert_true(clear.x + clear.w <= other.x || clear.x >= other.x + other.w || clear.y + clear.h <= other.y ||
                clear.y >= other.y + other.h);
}

static void the_ligament_is_named_from_eight_degrees_of_extension(void **state)
{
    (void)state;
    assert_false(notes_the_ligament("hip_flexion_right=-7.5"));
    assert_true(notes_the_ligament("hip_flexion_right=-8"));
    assert_true(notes_the_ligament("hip_flexion_left=-15"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(standing_nothing_is_longer_or_shorter),
        cmocka_unit_test(a_part_without_fascicles_measures_nothing),
        cmocka_unit_test(a_curve_agrees_with_the_paths),
        cmocka_unit_test(a_curve_stands_against_time_where_its_hip_hardly_moves),
        cmocka_unit_test(a_curve_is_sampled_in_a_few_milliseconds_and_then_kept),
        cmocka_unit_test(a_curve_is_sampled_anew_when_a_joint_is_held),
        cmocka_unit_test(arms_belong_to_what_is_selected_or_to_the_iliopsoas_that_moves),
        cmocka_unit_test(ranges_lie_between_the_rows_and_end_with_them),
        cmocka_unit_test(published_rows_are_valid_rows_of_the_shared_table),
        cmocka_unit_test(every_fascicle_has_a_name_in_every_language),
        cmocka_unit_test(figures_are_said_in_plain_words),
        cmocka_unit_test(the_legend_fits_in_every_language),
        cmocka_unit_test(the_plot_fits_in_every_language_and_figure),
        cmocka_unit_test(a_moment_of_the_plot_leads_back_to_itself),
        cmocka_unit_test(arms_say_their_length),
        cmocka_unit_test(the_ligament_is_named_from_eight_degrees_of_extension),
        cmocka_unit_test(the_note_of_the_ligament_keeps_clear_of_side_letters),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
