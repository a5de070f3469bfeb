#include "camera.h"
#include "place.h"
#include "samples.h"
#include "scene_build.h"
#include "skin_paint.h"
#include "skin_refine.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static Arena keep;
static Body body;

static int set_up(void **state)
{
    (void)state;
    keep = arena_make((size_t)256 << 20);
    body = sample_body(&keep);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    body_unload(&body);
    arena_free(&keep);
    return 0;
}

static void assert_near(double got, double wanted, double tolerance)
{
    if (fabs(got - wanted) > tolerance) fail_msg("%g is not within %g of %g", got, tolerance, wanted);
}

static ViewState view_of(const char *name, const char *value)
{
    ViewState view;
    Message why;
    view_state_init(&view, &body);
    if (view_option_set(&view, &body, name, value, &why) != RESULT_OK) fail_msg("%s %s: %s", name, value, why.text);
    return view;
}

static float opacity_of(const ViewState *view, const char *part)
{
    return view->opacity_frac[body_part(&body, part)];
}

static Camera some_camera(void)
{
    return (Camera){ .azimuth_rad = 0.4f, .elevation_rad = 0.2f, .distance_mm = 900.0f, .pivot_mm = { { 10, 60, -20 } } };
}

// ---- options

static void the_default_shows_bones_muscles_and_a_ghost_skin(void **state)
{
    (void)state;
    ViewState view;
    view_state_init(&view, &body);
    assert_true(view_shows_part(&view, &body, body_part(&body, "femur_left")));
    assert_true(view_shows_part(&view, &body, body_part(&body, "psoas_major_right")));
    assert_false(view_shows_part(&view, &body, body_part(&body, "kidney_right")));
    assert_near(opacity_of(&view, "skin_trunk_thigh"), (double)VIEW_GHOST_FRAC, 0.0);
    assert_int_equal(view.width_px, 1280);
    assert_int_equal(view.height_px, 720);
}

static void a_prop_is_shown_only_in_a_clip_that_uses_it(void **state)
{
    (void)state;
    ViewState view;
    const PartId table = body_part(&body, "treatment_table");
    view_state_init(&view, &body);
    assert_false(view_shows_part(&view, &body, table));
    view.clip = body_clip(&body, "lift");
    assert_true(view_shows_part(&view, &body, table));
}

static void show_shows_only_what_is_named(void **state)
{
    (void)state;
    const ViewState view = view_of("--show", "femur,kidney_right");
    assert_true(opacity_of(&view, "femur_right") > 0 && opacity_of(&view, "femur_left") > 0 && opacity_of(&view, "kidney_right") > 0);
    assert_true(opacity_of(&view, "hip_bone_right") == 0 && opacity_of(&view, "skin_trunk_thigh") == 0);
}

static void the_skin_alone_is_solid_and_with_company_a_ghost(void **state)
{
    (void)state;
    const ViewState alone = view_of("--show", "skin"), together = view_of("--show", "bones,skin");
    assert_near(opacity_of(&alone, "skin_trunk_thigh"), 1.0, 0.0);
    assert_near(opacity_of(&together, "skin_trunk_thigh"), (double)VIEW_GHOST_FRAC, 0.0);
}

static void a_group_a_side_and_a_pair_can_be_hidden(void **state)
{
    (void)state;
    const ViewState group = view_of("--hide", "bones"), side = view_of("--hide", "femur_left"), pair = view_of("--hide", "psoas_major");
    assert_true(opacity_of(&group, "femur_right") == 0 && opacity_of(&group, "vertebra_l3") == 0 && opacity_of(&group, "psoas_major_left") > 0);
    assert_true(opacity_of(&side, "femur_left") == 0 && opacity_of(&side, "femur_right") > 0);
    assert_true(opacity_of(&pair, "psoas_major_left") == 0 && opacity_of(&pair, "psoas_major_right") == 0);
}

static void a_clip_brings_its_view_unless_one_is_given(void **state)
{
    (void)state;
    ViewState view;
    char *words[] = { "--view", "posterior", "--at", "0.5", "--clip", "lift" };
    view_state_init(&view, &body);
    assert_int_equal(view_options_read(&view, &body, 6, words, NULL), RESULT_OK);
    assert_int_equal(view.view, VIEW_POSTERIOR);
    assert_near((double)view.clip_at_frac, 0.5, 0.0);
    view_set_standard(&view, VIEW_LEFT);
    assert_int_equal(view_option_set(&view, &body, "--clip", "lift", NULL), RESULT_OK);
    assert_int_equal(view.view, VIEW_OBLIQUE);
}

static void an_angle_beyond_its_limit_is_clamped_with_a_word(void **state)
{
    (void)state;
    ViewState view;
    Message why;
    view_state_init(&view, &body);
    assert_int_equal(view_option_set(&view, &body, "--pose", "hip_flexion_right=170,hip_flexion_left=20", &why), RESULT_OK);
    assert_non_null(strstr(why.text, "hip_flexion_right"));
    assert_non_null(strstr(why.text, "120"));
    assert_null(strstr(why.text, "hip_flexion_left"));
    assert_near((double)view.joint_rad[body_joint(&body, "hip_flexion_right")], 120.0 * GLM_PI / 180.0, 1e-5);
}

static void the_pose_wins_over_the_clip(void **state)
{
    (void)state;
    ViewState view;
    Pose pose;
    char *words[] = { "--pose", "hip_flexion_right=10", "--clip", "lift", "--at", "0.5" };
    view_state_init(&view, &body);
    assert_int_equal(view_options_read(&view, &body, 6, words, NULL), RESULT_OK);
    view_pose(&view, &body, &pose);
    assert_near((double)pose.joint_rad[body_joint(&body, "hip_flexion_right")], 10.0 * GLM_PI / 180.0, 1e-5);
    assert_near((double)pose.joint_rad[body_joint(&body, "knee_flexion_right")], 100.0 * GLM_PI / 180.0, 1e-4);
}

static void the_same_id_of_muscle_and_point_can_be_told_apart(void **state)
{
    (void)state;
    const ViewState part = view_of("--hover", "psoas_major_right"), point = view_of("--hover", "trigger:psoas_right"), zone = view_of("--hover", "groin_left");
    assert_int_equal(part.hovered, body_part(&body, "psoas_major_right"));
    assert_int_equal(point.hovered_trigger, body_trigger(&body, "psoas_right"));
    assert_int_equal(zone.hovered_zone, body_zone(&body, "groin_left"));
}

static void a_trigger_lights_the_zones_of_its_side_only(void **state)
{
    (void)state;
    const ViewState view = view_of("--trigger", "psoas_left");
    for (int z = 1; z < body.zone_count; z++) assert_int_equal(view_lights_zone(&view, &body, (ZoneId)z), body.zones[z].side == SIDE_LEFT);
}

typedef struct BadOption {
    const char *name, *value, *sentence; // a piece of it
} BadOption;

static void every_bad_value_is_refused_with_a_sentence(void **state)
{
    (void)state;
    static const BadOption bad[] = {
        { "--size", "0x0", "between 1 and 8192" },
        { "--size", "8193x10", "between 1 and 8192" },
        { "--size", "-5x10", "between 1 and 8192" },
        { "--size", "1280", "1280x720" },
        { "--size", "axb", "1280x720" },
        { "--size", "12.5x10", "1280x720" },
        { "--size", "99999999999999999999x10", "1280x720" },
        { "--view", "anteriour", "did you mean \"anterior\"" },
        { "--view", "zzzzzzzzz", "anterior, posterior" },
        { "--view", "1,2", "azimuth,elevation,distance" },
        { "--view", "nan,0,0", "azimuth,elevation,distance" },
        { "--view", "0,91,0", "azimuth,elevation,distance" },
        { "--view", "0,0,5", "azimuth,elevation,distance" },
        { "--view", "0,0,1e30", "azimuth,elevation,distance" },
        { "--focus", "femur_rigth", "did you mean \"femur_right\"" },
        { "--focus", "femur", "did you mean \"femur_" },
        { "--clip", "lft", "did you mean \"lift\"" },
        { "--at", "0.5", "--clip" },
        { "--at", "1.5", "outside 0..1" },
        { "--at", "-0.1", "outside 0..1" },
        { "--at", "nan", "no number" },
        { "--at", "half", "no number" },
        { "--pose", "hip_flexion_right", "lacks an angle" },
        { "--pose", "hip_flexion_right=nan", "\"nan\" of hip_flexion_right" },
        { "--pose", "hip_flexion_right=inf", "no number" },
        { "--pose", "hip_flexion_right=12x", "no number" },
        { "--pose", "hip_flexoin_right=1", "did you mean \"hip_flexion_right\"" },
        { "--pose", "", "lacks an angle" },
        { "--pose", "belly_rise=nan", "The way \"nan\" of belly_rise is no number. Write mm" },
        { "--pose", "bely_rise=1", "did you mean \"belly_rise\"" },
        { "--pelvis", "arching", "needs a clip that shows it" },
        { "--pelvis", "arcing", "did you mean \"arching\"" },
        { "--show", "bonez", "did you mean \"bones\"" },
        { "--show", "bones,,skin", "empty place" },
        { "--show", "", "empty place" },
        { "--hide", "kidny_right", "did you mean \"kidney_right\"" },
        { "--xray", "qqqqqqqq", "list structures" },
        { "--fade", "bones=2", "0..1" },
        { "--fade", "bones", "0..1" },
        { "--depth", "1.01", "Write 0 (skin) to 1 (bone), or off" },
        { "--depth", "-0.1", "is not understood" },
        { "--depth", "nan", "is not understood" },
        { "--depth", "deep", "--depth \"deep\"" },
        { "--depth", "", "is not understood" },
        { "--cut", "sagital=3", "did you mean \"sagittal\"" },
        { "--cut", "zzzzzzzz=3", "off, sagittal, coronal, transverse" },
        { "--cut", "sagittal", "transverse=120" },
        { "--cut", "sagittal=", "is not understood" },
        { "--cut", "sagittal=x", "is not understood" },
        { "--cut", "sagittal=nan", "is not understood" },
        { "--cut", "sagittal=1001", "is not understood" },
        { "--cut", "sagittal=-1e9", "is not understood" },
        { "--cut", "sagittal=1,flop", "is not understood" },
        { "--cut", "sagittal=1,flip,flip", "is not understood" },
        { "--cut", "sagittal=1,", "is not understood" },
        { "--cut", "off=3", "is not understood" },
        { "--cut", "off,flip", "is not understood" },
        { "--cut", "", "off, sagittal" },
        { "--cut", "transverse=0000000000000000000000000000000000000000000000000001", "is not understood" },
        { "--xray", "body,-iliopsosa", "did you mean \"iliopsoas\"" },
        { "--xray", "body,-", "list structures" },
        { "--arm", "yes", "It takes auto, on, off" },
        { "--plot", "strian", "did you mean \"strain\"" },
        { "--colour", "tisue", "did you mean \"tissue\"" },
        { "--select", "nothing_of_the_kind", "list structures" },
        { "--place", "femur_rigth:lesser_trochanter_tip", "did you mean \"femur_right\"" },
        { "--place", "femur_right:leser_trochanter_tip", "did you mean \"lesser_trochanter_tip\"" },
        { "--place", "iliac_tubercl", "did you mean \"iliac_tubercle\"" },
        { "--place", "femur_right", "is no place but a structure" },
        { "--place", "femur_right:", "no place on it" },
        { "--hover", "psoas_rigth", "did you mean \"psoas_right\"" },
        { "--trigger", "psoas", "did you mean \"psoas_" },
        { "--theme", "drak", "did you mean \"dark\"" },
        { "--lang", "xx", "does not know" },
        { "--sex", "both", "male, female" },
        { "--ui", "yes", "off, on" },
        { "--debug", "normals", "did you mean \"normal\"" },
        { "--lesson", "first", "later version" },
        { "--state", "x", "no words for a view" },
        { "--colours", "tissue", "did you mean --colour" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ViewState view;
        Message why = { "" };
        view_state_init(&view, &body);
        const ViewState before = view;
        if (view_option_set(&view, &body, bad[i].name, bad[i].value, &why) != RESULT_USAGE) fail_msg("%s %s was taken", bad[i].name, bad[i].value);
        if (!strstr(why.text, bad[i].sentence)) fail_msg("%s %s: \"%s\" lacks \"%s\"", bad[i].name, bad[i].value, why.text, bad[i].sentence);
        assert_memory_equal(&before.opacity_frac, &view.opacity_frac, sizeof view.opacity_frac);
        assert_memory_equal(&before.xray, &view.xray, sizeof view.xray);
        assert_true(view.cut == CUT_NONE && view.cut_mm == 0.0f && !view.cut_flipped && view.depth_frac < 0.0f);
        for (const char *c = why.text; *c; c++) assert_true(*c != '\n');
        assert_int_equal(before.width_px, view.width_px);
    }
}

static void assert_same_view(const ViewState *a, const ViewState *b)
{
    assert_int_equal(a->width_px, b->width_px);
    assert_int_equal(a->height_px, b->height_px);
    assert_int_equal(a->view, b->view);
    assert_int_equal(a->focus, b->focus);
    assert_int_equal(a->clip, b->clip);
    assert_int_equal(a->selected, b->selected);
    assert_true(label_same(a->place, b->place));
    assert_int_equal(a->hovered, b->hovered);
    assert_int_equal(a->hovered_zone, b->hovered_zone);
    assert_int_equal(a->hovered_trigger, b->hovered_trigger);
    assert_int_equal(a->trigger, b->trigger);
    assert_int_equal(a->theme, b->theme);
    assert_int_equal(a->language, b->language);
    assert_int_equal(a->sex, b->sex);
    assert_int_equal(a->door, b->door);
    assert_int_equal(a->ui, b->ui);
    assert_int_equal(a->debug_view, b->debug_view);
    assert_int_equal(a->stats, b->stats);
    assert_int_equal(a->cut, b->cut);
    assert_int_equal(a->cut_flipped, b->cut_flipped);
    assert_near((double)a->cut_mm, (double)b->cut_mm, 0.0);
    assert_near((double)a->depth_frac, (double)b->depth_frac, 0.0);
    assert_int_equal(a->camera.pivot_auto, b->camera.pivot_auto);
    assert_int_equal(a->camera.orthographic, b->camera.orthographic);
    assert_near((double)a->clip_at_frac, (double)b->clip_at_frac, 1e-6);
    assert_near((double)a->camera.azimuth_rad, (double)b->camera.azimuth_rad, 1e-5);
    assert_near((double)a->camera.elevation_rad, (double)b->camera.elevation_rad, 1e-5);
    assert_near((double)a->camera.distance_mm, (double)b->camera.distance_mm, 1e-2);
    assert_near((double)glms_vec3_distance(a->camera.pivot_mm, b->camera.pivot_mm), 0.0, 1e-2);
    for (int p = 1; p < body.part_count; p++) {
        assert_near((double)a->opacity_frac[p], (double)b->opacity_frac[p], 1e-5);
        assert_int_equal(a->xray[p], b->xray[p]);
    }
    for (int j = 1; j < body.joint_count; j++) {
        assert_int_equal(a->joint_set[j], b->joint_set[j]);
        assert_near((double)a->joint_rad[j], (double)b->joint_rad[j], 1e-5);
    }
}

static int split_words(char *line, char **words)
{
    int count = 0;
    for (char *word = strtok(line, " "); word; word = strtok(NULL, " ")) words[count++] = word;
    return count;
}

static void assert_round_trip(const ViewState *view)
{
    ViewState again;
    Message why = { "" };
    char *words[64];
    char *line = view_options_write(view, &body, &keep);
    const int count = split_words(line, words);
    view_state_init(&again, &body);
    if (view_options_read(&again, &body, count, words, &why) != RESULT_OK) fail_msg("%s", why.text);
    assert_same_view(view, &again);
}

static void the_default_needs_no_options(void **state)
{
    (void)state;
    ViewState view;
    view_state_init(&view, &body);
    assert_string_equal(view_options_write(&view, &body, &keep), "");
}

static void written_options_lead_to_the_same_view(void **state)
{
    (void)state;
    char *sets[][16] = {
        { "--size", "640x480", "--theme", "light", "--lang", "de", "--sex", "female", "--ui", "on", "--debug", "normal", "--door", "hurt", "--pain", "safe" },
        { "--colour", "region", "--hide", "skin" },
        { "--colour", "strain", "--arm", "off", "--plot", "length" },
        { "--clip", "lift", "--at", "0.3333", "--pose", "hip_abduction_left=12.34,hip_flexion_right=-3", "--view", "left" },
        { "--clip", "lift", "--pelvis", "arching", "--at", "0.25", "--pose", "belly_rise=12.5,pelvis_drop=-7" },
        { "--clip", "lift", "--hide", "bones", "--select", "femur_left", "--hover", "groin_right", "--focus", "kidney_right" },
        { "--show", "femur,skin,kidney_right", "--fade", "femur_left=0.25,skin=0.8", "--xray", "femur", "--trigger", "psoas_left" },
        { "--show", "skin", "--hover", "trigger:psoas_right", "--ortho", "on", "--view", "33.3,-12.5,777" },
        { "--hide", "skin,psoas_major_left", "--hover", "psoas_major_right", "--view", "10,20,300,1.5,-2.5,3.25" },
        { "--debug", "overdraw", "--stats", "on" },
        { "--debug", "strain", "--ui", "on", "--stats", "on", "--stats", "off" },
        { "--view", "0,90,0" },
        { "--place", "femur_left:lesser_trochanter_tip", "--select", "hip_bone_right", "--label", "auto" },
        { "--place", "iliac_tubercle" },
        { "--place", "femur_left:lesser_trochanter_tip", "--view", "fossa" },
        { "--cut", "sagittal=12.5", "--xray", "body,-iliopsoas" },
        { "--cut", "coronal=-0.1,flip", "--depth", "0.42", "--select", "psoas_major_left" },
        { "--depth", "0.35", "--hide", "iliopsoas,skin" },
        { "--depth", "1", "--show", "bones,kidney_right", "--fade", "femur=0.5" },
        { "--cut", "transverse=1000", "--depth", "0" },
    };
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        ViewState view;
        Message why = { "" };
        int count = 0;
        while (count < 16 && sets[i][count]) count++;
        view_state_init(&view, &body);
        if (view_options_read(&view, &body, count, sets[i], &why) != RESULT_OK) fail_msg("%s", why.text);
        assert_round_trip(&view);
    }
}

// What a slider leaves is no round number: it is written so that the very same one is read.
static void any_cut_and_depth_is_written_as_it_is_read(void **state)
{
    (void)state;
    for (int i = 0; i < 300; i++) {
        ViewState view;
        view_state_init(&view, &body);
        view.cut = (CutAxis)(1 + i % 3);
        view.cut_mm = -330.0f + 2.17391f * (float)i;
        view.cut_flipped = i % 2;
        view_peel(&view, &body, (float)i / 299.0f);
        if (i % 5 == 0) view.opacity_frac[body_part(&body, "femur_left")] = 0.0f;
        assert_round_trip(&view);
        const char *line = view_options_write(&view, &body, &keep);
        assert_null(strstr(line, "--fade"));
        assert_null(strstr(line, "--show"));
        assert_int_equal(strstr(line, "--hide femur_left") != NULL, i % 5 == 0);
    }
}

static void round_numbers_are_written_round(void **state)
{
    (void)state;
    ViewState view = view_of("--cut", "sagittal=0.1");
    view_peel(&view, &body, 0.4f);
    const char *line = view_options_write(&view, &body, &keep);
    assert_non_null(strstr(line, "--cut sagittal=0.1"));
    assert_non_null(strstr(line, "--depth 0.4"));
    assert_null(strstr(line, "0.40") ? strstr(line, "0.40") : strstr(line, "0.10"));
}

static void depth_off_and_cut_off_lead_back(void **state)
{
    (void)state;
    ViewState plain, view = view_of("--depth", "0.7");
    view_state_init(&plain, &body);
    assert_int_equal(view_option_set(&view, &body, "--cut", "coronal=5,flip", NULL), RESULT_OK);
    assert_int_equal(view_option_set(&view, &body, "--cut", "off", NULL), RESULT_OK);
    assert_int_equal(view_option_set(&view, &body, "--depth", "off", NULL), RESULT_OK);
    assert_same_view(&plain, &view);
    assert_string_equal(view_options_write(&view, &body, &keep), "");
}

static void a_place_is_chosen_on_its_part_the_right_one_first(void **state)
{
    (void)state;
    LabelId region;
    ViewState view = view_of("--place", "iliac_tubercle");
    assert_int_equal(view.selected, body_part(&body, "hip_bone_right"));
    assert_string_equal(label_place_id(&body, view.place), "iliac_tubercle");
    assert_string_equal(view_options_write(&view, &body, &keep), "--select hip_bone_right --place hip_bone_right:iliac_tubercle");
    assert_true(label_find_place(&body, view.selected, "ilium", &region) && place_is_region(region));
    assert_int_equal(view_option_set(&view, &body, "--place", "hip_bone_left:ilium", NULL), RESULT_OK);
    assert_int_equal(view.selected, body_part(&body, "hip_bone_left"));
    assert_int_equal(view_option_set(&view, &body, "--place", "off", NULL), RESULT_OK);
    assert_string_equal(view_options_write(&view, &body, &keep), "--select hip_bone_left");
}

static void a_minus_takes_out_of_a_list_again(void **state)
{
    (void)state;
    const ViewState all = view_of("--xray", "body,-iliopsoas"), side = view_of("--hide", "bones,-femur_left"), back = view_of("--hide", "-bones,bones");
    for (int p = 1; p < body.part_count; p++) {
        const Group group = body.parts[p].group;
        assert_int_equal(all.xray[p], group != GROUP_ILIOPSOAS && group != GROUP_PROPS);
    }
    assert_true(opacity_of(&side, "femur_left") > 0 && opacity_of(&side, "femur_right") == 0 && opacity_of(&side, "hip_bone_left") == 0);
    assert_true(opacity_of(&back, "femur_left") == 0); // in the order given
}

// ---- camera

static void from_the_front_the_subjects_right_is_on_the_left(void **state)
{
    (void)state;
    const Camera front = { .distance_mm = 1000 };
    const CameraAxes axes = camera_axes(&front);
    assert_near((double)axes.right.z, -1.0, 1e-6);
    assert_near((double)axes.up.y, 1.0, 1e-6);
    assert_near((double)camera_eye_mm(&front).x, 1000.0, 1e-3);
}

static void looking_straight_down_keeps_the_axes_square(void **state)
{
    (void)state;
    const Camera above = { .elevation_rad = GLM_PI_2f, .distance_mm = 500 };
    const CameraAxes axes = camera_axes(&above);
    assert_near((double)glms_vec3_norm(axes.up), 1.0, 1e-6);
    assert_near((double)glms_vec3_dot(axes.up, axes.back), 0.0, 1e-6);
    assert_near((double)axes.back.y, 1.0, 1e-6);
}

static void orbiting_keeps_pivot_and_distance_and_stops_at_the_poles(void **state)
{
    (void)state;
    Camera camera = some_camera();
    for (int i = 0; i < 50; i++) camera_orbit(&camera, 0.3f, 0.1f);
    assert_near((double)glms_vec3_distance(camera_eye_mm(&camera), camera.pivot_mm), 900.0, 1e-2);
    assert_near((double)camera.elevation_rad, GLM_PI_2, 1e-5);
    assert_true(fabsf(camera.azimuth_rad) <= GLM_PIf + 1e-5f);
}

static Scene scene_from(const Camera *camera)
{
    Scene scene = { .width_px = 800, .height_px = 600 };
    scene.camera = camera_scene(camera, 800, 600, 10, 5000);
    return scene;
}

static void zooming_keeps_the_point_in_its_place(void **state)
{
    (void)state;
    const vec3s points_mm[] = { { { 60, 100, 40 } }, { { -200, -50, 10 } } }; // before and behind the pivot
    const float factors[] = { 1.1f, 3.0f, 0.4f };
    for (int k = 0; k < 6; k++) {
        Camera camera = some_camera();
        camera.orthographic = k % 2;
        float x0, y0, x1, y1;
        const Scene before = scene_from(&camera);
        assert_true(scene_project(&before, points_mm[k / 3], &x0, &y0, NULL));
        camera_zoom_at(&camera, factors[k % 3], points_mm[k / 3]);
        const Scene after = scene_from(&camera);
        assert_true(scene_project(&after, points_mm[k / 3], &x1, &y1, NULL));
        assert_near((double)x1, (double)x0, 0.02);
        assert_near((double)y1, (double)y0, 0.02);
        assert_near((double)camera.distance_mm, (double)(900.0f / factors[k % 3]), 0.1);
    }
}

static void panning_moves_the_pivot_with_the_cursor(void **state)
{
    (void)state;
    Camera camera = some_camera();
    const vec3s point_mm = camera.pivot_mm;
    float x, y;
    camera_pan(&camera, 40, -25, 600);
    const Scene after = scene_from(&camera);
    assert_true(scene_project(&after, point_mm, &x, &y, NULL));
    assert_near((double)x, 440.0, 0.05);
    assert_near((double)y, 275.0, 0.05);
}

static void the_plane_point_lies_under_its_pixel(void **state)
{
    (void)state;
    const Camera camera = some_camera();
    const Scene scene = scene_from(&camera);
    float x, y, depth_mm;
    assert_true(scene_project(&scene, camera_plane_point_mm(&camera, 123, 456, 800, 600), &x, &y, &depth_mm));
    assert_near((double)x, 123.0, 0.02);
    assert_near((double)y, 456.0, 0.02);
    assert_near((double)depth_mm, 900.0, 0.05);
}

static void easing_takes_the_short_way_round(void **state)
{
    (void)state;
    Camera from = some_camera(), to = some_camera();
    from.azimuth_rad = glm_rad(170);
    to.azimuth_rad = glm_rad(-170);
    const Camera half = camera_ease(from, to, 0.5f);
    assert_near(fabs((double)half.azimuth_rad), GLM_PI, 1e-4);
    assert_near((double)camera_ease(from, to, 0.0f).azimuth_rad, (double)from.azimuth_rad, 1e-6);
    assert_near((double)camera_ease(from, to, 1.0f).azimuth_rad, (double)to.azimuth_rad, 0.0);
}

static void fitted_points_touch_two_edges_and_none_is_outside(void **state)
{
    (void)state;
    for (int ortho = 0; ortho < 2; ortho++) {
        const vec3s points_mm[] = { { { 100, 0, 0 } }, { { -50, 200, 40 } }, { { 0, -150, -90 } }, { { 20, 30, 130 } } };
        Camera camera = { .azimuth_rad = 0.7f, .elevation_rad = -0.3f, .pivot_auto = true, .orthographic = ortho };
        CameraFit fit = camera_fit_begin(&camera, 800, 600, 1.0f);
        for (int i = 0; i < 4; i++) camera_fit_point(&fit, points_mm[i]);
        camera_fit_end(&fit, &camera);
        const Scene scene = scene_from(&camera);
        float low = 1e9f, high = -1e9f;
        for (int i = 0; i < 4; i++) {
            float x, y;
            assert_true(scene_project(&scene, points_mm[i], &x, &y, NULL));
            assert_true(x > -0.1f && x < 800.1f && y > -0.1f && y < 600.1f);
            low = fminf(low, y);
            high = fmaxf(high, y);
        }
        assert_near((double)(high - low), 600.0, 0.2);
    }
}

static void the_ray_through_a_projected_point_meets_it(void **state)
{
    (void)state;
    for (int ortho = 0; ortho < 2; ortho++) {
        Camera camera = some_camera();
        camera.orthographic = ortho;
        const Scene scene = scene_from(&camera);
        const vec3s point_mm = { { 33, 44, -55 } };
        vec3s origin, direction;
        float x, y;
        assert_true(scene_project(&scene, point_mm, &x, &y, NULL));
        scene_ray(&scene, x, y, &origin, &direction);
        const vec3s away = glms_vec3_sub(point_mm, origin);
        assert_near((double)glms_vec3_norm(glms_vec3_cross(away, direction)), 0.0, 0.05);
    }
}

// ---- scene

static Scene *build(const ViewState *view, SceneCache *cache, Camera *camera)
{
    return scene_build(&body, cache, view, DETAIL_HIGH, &keep, camera);
}

static const SceneItem *item_of(const Scene *scene, const char *part)
{
    for (int i = 0; i < scene->item_count; i++) {
        if (scene->items[i].part == body_part(&body, part)) return &scene->items[i];
    }
    return NULL;
}

static void opaque_parts_come_first_and_front_to_back(void **state)
{
    (void)state;
    const ViewState view = view_of("--fade", "femur_left=0.5");
    const Scene *scene = build(&view, scene_cache_make(&body, &keep), NULL);
    assert_int_equal(scene->items[scene->item_count - 1].part, body_part(&body, "skin_trunk_thigh"));
    assert_int_equal(scene->items[scene->item_count - 2].part, body_part(&body, "femur_left"));
    assert_true(scene->items[scene->item_count - 1].style & SCENE_GHOST);
    assert_null(item_of(scene, "kidney_right"));
    assert_true(item_of(scene, "femur_left")->mirrored);
}

static void flesh_is_shaped_again_only_when_the_pose_changes(void **state)
{
    (void)state;
    SceneCache *cache = scene_cache_make(&body, &keep);
    ViewState view;
    view_state_init(&view, &body);
    const uint32_t first = item_of(build(&view, cache, NULL), "psoas_major_right")->flesh_version;
    view.camera.azimuth_rad += 1.0f;
    assert_int_equal(item_of(build(&view, cache, NULL), "psoas_major_right")->flesh_version, first);
    assert_int_equal(view_option_set(&view, &body, "--pose", "hip_flexion_right=40", NULL), RESULT_OK);
    assert_int_not_equal(item_of(build(&view, cache, NULL), "psoas_major_right")->flesh_version, first);
}

static void colours_by_region_are_for_parts_that_have_regions(void **state)
{
    (void)state;
    SceneCache *cache = scene_cache_make(&body, &keep);
    ViewState view;
    view_state_init(&view, &body);
    const vec3s bone = item_of(build(&view, cache, NULL), "femur_right")->colour_srgb;
    assert_null(item_of(build(&view, cache, NULL), "hip_bone_right")->regions);
    view.colour = COLOUR_REGION;
    const SceneItem *hip = item_of(build(&view, cache, NULL), "hip_bone_right"), *femur = item_of(build(&view, cache, NULL), "femur_right");
    assert_non_null(hip->regions);
    assert_ptr_equal(item_of(build(&view, cache, NULL), "hip_bone_left")->regions, hip->regions);
    assert_null(femur->regions);
    assert_true(fabsf(femur->colour_srgb.x - femur->colour_srgb.z) < 0.5f * fabsf(bone.x - bone.z)); // greyer
}

// The kidney lends its surface: what counts is the name.
static void the_iliofemoral_ligament_comes_into_view_as_it_tightens(void **state)
{
    (void)state;
    SceneCache *cache = scene_cache_make(&body, &keep);
    ViewState view;
    view_state_init(&view, &body);
    const PartId band = body_part(&body, "kidney_right");
    const char *structure = body.parts[band].structure;
    body.parts[band].structure = "iliofemoral_ligament";
    view.opacity_frac[band] = 0.0f;
    assert_null(item_of(build(&view, cache, NULL), "kidney_right"));
    assert_int_equal(view_option_set(&view, &body, "--pose", "hip_flexion_right=-9", NULL), RESULT_OK);
    const float slack_frac = item_of(build(&view, cache, NULL), "kidney_right")->opacity_frac;
    assert_true(slack_frac > 0.05f && slack_frac < 0.6f);
    assert_int_equal(view_option_set(&view, &body, "--pose", "hip_flexion_right=-16", NULL), RESULT_OK);
    assert_true(item_of(build(&view, cache, NULL), "kidney_right")->opacity_frac > 0.999f);
    assert_int_equal(view_option_set(&view, &body, "--pose", "hip_flexion_right=4,hip_flexion_left=-16", NULL), RESULT_OK);
    assert_null(item_of(build(&view, cache, NULL), "kidney_right"));
    body.parts[band].structure = structure;
}

static void colours_by_strain_are_for_muscles_that_have_fascicles(void **state)
{
    (void)state;
    SceneCache *cache = scene_cache_make(&body, &keep);
    ViewState view;
    view_state_init(&view, &body);
    assert_null(item_of(build(&view, cache, NULL), "psoas_major_right")->strain);
    view.colour = COLOUR_STRAIN;
    const SceneItem first = *item_of(build(&view, cache, NULL), "psoas_major_right");
    assert_non_null(first.strain);
    assert_null(item_of(build(&view, cache, NULL), "femur_right")->strain);
    view.camera.azimuth_rad += 1.0f;
    assert_int_equal(item_of(build(&view, cache, NULL), "psoas_major_right")->strain_version, first.strain_version);
    assert_int_equal(view_option_set(&view, &body, "--pose", "hip_flexion_right=60", NULL), RESULT_OK);
    assert_int_not_equal(item_of(build(&view, cache, NULL), "psoas_major_right")->strain_version, first.strain_version);
}

static float widest_step(const PaintVertex *paint, const PackedMesh *skin)
{
    float widest = 0.0f;
    const uint16_t *index = skin->indices + skin->level[DETAIL_FULL].index_first;
    for (uint32_t i = 0; i < skin->level[DETAIL_FULL].index_count; i += 3) {
        const PaintVertex *a = &paint[index[i]], *b = &paint[index[i + 1]];
        widest = fmaxf(widest, fmaxf(fabsf(a->typical_mm - b->typical_mm), fabsf(a->spill_mm - b->spill_mm)));
    }
    return widest;
}

static void the_paint_of_a_zone_has_no_cliff_where_the_zone_is_not(void **state)
{
    (void)state;
    // A cliff is drawn as an outline: abdomen, which has no typical part, once drew a red line down the other side of the body.
    static const char *const zones[] = { "abdomen_right", "abdomen_left", "groin_right", "inner_thigh_left" };
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        const ViewState view = view_of("--hover", zones[i]);
        const PackedMesh *skin = body.parts[body.skin].mesh;
        uint32_t version = 0;
        const float step = widest_step(skin_paint_update(skin_paint_make(&body, &keep), &view, skin, skin->vertex_count, &version), skin);
        if (step > 500.0f) fail_msg("%s: the paint changes by %g mm along one edge", zones[i], (double)step);
    }
}

static void the_camera_of_a_clip_does_not_sway(void **state)
{
    (void)state;
    SceneCache *cache = scene_cache_make(&body, &keep);
    ViewState view = view_of("--clip", "lift");
    Camera start, later;
    build(&view, cache, &start);
    view.clip_at_frac = 0.5f;
    build(&view, cache, &later);
    assert_memory_equal(&start.pivot_mm, &later.pivot_mm, sizeof start.pivot_mm);
    assert_near((double)start.distance_mm, (double)later.distance_mm, 0.0);
}

static void focus_brings_a_part_to_the_middle(void **state)
{
    (void)state;
    const ViewState view = view_of("--focus", "femur_left");
    const Scene *scene = build(&view, scene_cache_make(&body, &keep), NULL);
    float x, y;
    assert_true(scene_project(scene, body.parts[body_part(&body, "femur_left")].centre_mm, &x, &y, NULL));
    assert_near((double)x, 640.0, 40.0);
    assert_near((double)y, 360.0, 40.0);
}

static void the_skin_is_painted_when_a_zone_is_lit_and_only_then(void **state)
{
    (void)state;
    SceneCache *cache = scene_cache_make(&body, &keep);
    ViewState view;
    view_state_init(&view, &body);
    assert_null(item_of(build(&view, cache, NULL), "skin_trunk_thigh")->paint);
    view = view_of("--trigger", "psoas_right");
    const SceneItem *skin = item_of(build(&view, cache, NULL), "skin_trunk_thigh");
    assert_non_null(skin->paint);
    const uint32_t version = skin->paint_version;
    int inside = 0;
    for (uint32_t v = 0; v < skin->mesh->level[DETAIL_HIGH].vertex_count; v++) {
        if (skin->paint[v].spill_mm >= 0.0f) continue;
        assert_true(packed_position_mm(skin->mesh, v).z > -1.0f); // the point's side only
        inside++;
    }
    assert_true(inside > 0);
    assert_int_equal(item_of(build(&view, cache, NULL), "skin_trunk_thigh")->paint_version, version);
}

static void a_hidden_skin_stays_hidden_when_a_trigger_is_lit(void **state)
{
    (void)state;
    ViewState view = view_of("--trigger", "psoas_right");
    assert_int_equal(view_option_set(&view, &body, "--hide", "skin", NULL), RESULT_OK);
    assert_null(item_of(build(&view, scene_cache_make(&body, &keep), NULL), "skin_trunk_thigh"));
}

static void refining_the_skin_changes_nothing_of_its_surface(void **state)
{
    (void)state;
    const RefinedSkin *refined = skin_refine(&body, &keep);
    const Mesh before = mesh_from_packed(body.parts[body.skin].mesh, DETAIL_FULL, &keep), after = mesh_from_packed(&refined->mesh, DETAIL_FULL, &keep);
    const MeshCheck check = mesh_check(&after, &keep);
    assert_true(after.vertex_count > before.vertex_count);
    assert_int_equal(check.open_edge_count, 0);
    assert_int_equal(check.component_count, 1);
    assert_int_equal(check.euler_number, 2);
    assert_near(mesh_volume_mm3(&after) / mesh_volume_mm3(&before), 1.0, 1e-4);
}

static float edge_mm(const Mesh *mesh, int a, int b)
{
    return glms_vec3_distance(mesh->position_mm[mesh->index[a]], mesh->position_mm[mesh->index[b]]);
}

static void the_refined_skin_has_short_edges_along_outlines(void **state)
{
    (void)state;
    const RefinedSkin *refined = skin_refine(&body, &keep);
    const Mesh mesh = mesh_from_packed(&refined->mesh, DETAIL_FULL, &keep);
    const Zone *groin = &body.zones[body_zone(&body, "groin_right")];
    int crossed = 0;
    for (int i = 0; i + 2 < mesh.index_count; i += 3) {
        const uint32_t a = mesh.index[i], b = mesh.index[i + 1];
        const float at_a = zone_distance_mm(groin, ZONE_TYPICAL, mesh.position_mm[a], mesh.normal[a]);
        const float at_b = zone_distance_mm(groin, ZONE_TYPICAL, mesh.position_mm[b], mesh.normal[b]);
        if ((at_a < 0) == (at_b < 0)) continue;
        assert_true(edge_mm(&mesh, i, i + 1) < 8.0f);
        crossed++;
    }
    assert_true(crossed > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_default_shows_bones_muscles_and_a_ghost_skin),
        cmocka_unit_test(a_prop_is_shown_only_in_a_clip_that_uses_it),
        cmocka_unit_test(show_shows_only_what_is_named),
        cmocka_unit_test(the_skin_alone_is_solid_and_with_company_a_ghost),
        cmocka_unit_test(a_group_a_side_and_a_pair_can_be_hidden),
        cmocka_unit_test(a_clip_brings_its_view_unless_one_is_given),
        cmocka_unit_test(an_angle_beyond_its_limit_is_clamped_with_a_word),
        cmocka_unit_test(the_pose_wins_over_the_clip),
        cmocka_unit_test(the_same_id_of_muscle_and_point_can_be_told_apart),
        cmocka_unit_test(a_trigger_lights_the_zones_of_its_side_only),
        cmocka_unit_test(every_bad_value_is_refused_with_a_sentence),
        cmocka_unit_test(the_default_needs_no_options),
        cmocka_unit_test(written_options_lead_to_the_same_view),
        cmocka_unit_test(any_cut_and_depth_is_written_as_it_is_read),
        cmocka_unit_test(round_numbers_are_written_round),
        cmocka_unit_test(depth_off_and_cut_off_lead_back),
        cmocka_unit_test(a_place_is_chosen_on_its_part_the_right_one_first),
        cmocka_unit_test(a_minus_takes_out_of_a_list_again),
        cmocka_unit_test(from_the_front_the_subjects_right_is_on_the_left),
        cmocka_unit_test(looking_straight_down_keeps_the_axes_square),
        cmocka_unit_test(orbiting_keeps_pivot_and_distance_and_stops_at_the_poles),
        cmocka_unit_test(zooming_keeps_the_point_in_its_place),
        cmocka_unit_test(panning_moves_the_pivot_with_the_cursor),
        cmocka_unit_test(the_plane_point_lies_under_its_pixel),
        cmocka_unit_test(easing_takes_the_short_way_round),
        cmocka_unit_test(fitted_points_touch_two_edges_and_none_is_outside),
        cmocka_unit_test(the_ray_through_a_projected_point_meets_it),
        cmocka_unit_test(opaque_parts_come_first_and_front_to_back),
        cmocka_unit_test(flesh_is_shaped_again_only_when_the_pose_changes),
        cmocka_unit_test(colours_by_region_are_for_parts_that_have_regions),
        cmocka_unit_test(colours_by_strain_are_for_muscles_that_have_fascicles),
        cmocka_unit_test(the_iliofemoral_ligament_comes_into_view_as_it_tightens),
        cmocka_unit_test(the_camera_of_a_clip_does_not_sway),
        cmocka_unit_test(focus_brings_a_part_to_the_middle),
        cmocka_unit_test(the_skin_is_painted_when_a_zone_is_lit_and_only_then),
        cmocka_unit_test(the_paint_of_a_zone_has_no_cliff_where_the_zone_is_not),
        cmocka_unit_test(refining_the_skin_changes_nothing_of_its_surface),
        cmocka_unit_test(the_refined_skin_has_short_edges_along_outlines),
        cmocka_unit_test(a_hidden_skin_stays_hidden_when_a_trigger_is_lit),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
