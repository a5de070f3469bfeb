// test_strain.c: colours of the strain: that they can be told apart, and that they say what the fascicles do.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "strain_paint.h"
#include "view_state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static Arena keep;
static Body body;
static MusclePaths paths;
static Measures measures;
static StrainPaint *paint;
static uint32_t pose_number;

static int set_up(void **state)
{
    (void)state;
    Message why;
    keep = arena_make((size_t)256 << 20);
    if (body_load(TEST_PACK, &keep, &body, &why) != RESULT_OK) return -1;
    paths = muscle_paths_bind(&body, &keep);
    measures = measures_bind(&paths, &keep);
    paint = strain_paint_make(&body, &keep);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    body_unload(&body);
    arena_free(&keep);
    return 0;
}

// ---- how eyes see it

// docs/sources.md#machado2009, full strength; in linear light.
typedef struct Eye {
    const char *name;
    double of_rgb[3][3];
} Eye;

static const Eye eyes[] = {
    { "normal", { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } },
    { "protanope", { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } } },
    { "deuteranope", { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } } },
    { "tritanope", { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } } },
};
#define EYE_COUNT (sizeof eyes / sizeof *eyes)

typedef struct Lab {
    double l, a, b;
} Lab;

static double lab_curve(double t)
{
    return t > 216.0 / 24389.0 ? cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
}

static Lab lab_of_linear(const double *rgb)
{
    const double x = lab_curve((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047);
    const double y = lab_curve(0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]);
    const double z = lab_curve((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883);
    return (Lab) { 116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z) };
}

static Lab seen(const Eye *eye, double strain_frac)
{
    uint8_t srgb[3];
    double linear[3], answer[3];
    strain_colour((float)strain_frac, srgb);
    for (int i = 0; i < 3; i++) {
        const double c = srgb[i] / 255.0;
        linear[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
    for (int i = 0; i < 3; i++) {
        const double sum = eye->of_rgb[i][0] * linear[0] + eye->of_rgb[i][1] * linear[1] + eye->of_rgb[i][2] * linear[2];
        answer[i] = fmin(fmax(sum, 0.0), 1.0);
    }
    return lab_of_linear(answer);
}

static double rad(double degrees)
{
    return degrees * GLM_PI / 180.0;
}

static double hue_deg(double a, double b)
{
    const double degrees = atan2(b, a) * 180.0 / GLM_PI;
    return degrees < 0.0 ? degrees + 360.0 : degrees;
}

// docs/sources.md#sharma2005.
static double ciede2000(Lab one, Lab two)
{
    const double mean_c = 0.5 * (hypot(one.a, one.b) + hypot(two.a, two.b)), c7 = pow(mean_c, 7.0);
    const double g = 1.0 + 0.5 * (1.0 - sqrt(c7 / (c7 + pow(25.0, 7.0))));
    const double c1 = hypot(g * one.a, one.b), c2 = hypot(g * two.a, two.b);
    const double h1 = hue_deg(g * one.a, one.b), h2 = hue_deg(g * two.a, two.b);
    double dh = h2 - h1;
    dh = c1 * c2 == 0.0 ? 0.0 : dh > 180.0 ? dh - 360.0 : dh < -180.0 ? dh + 360.0 : dh;
    const double far = fabs(h1 - h2) > 180.0 ? (h1 + h2 < 360.0 ? 180.0 : -180.0) : 0.0;
    const double l = 0.5 * (one.l + two.l), c = 0.5 * (c1 + c2), h = c1 * c2 == 0.0 ? h1 + h2 : 0.5 * (h1 + h2) + far;
    const double t =
        1.0 - 0.17 * cos(rad(h - 30.0)) + 0.24 * cos(rad(2.0 * h)) + 0.32 * cos(rad(3.0 * h + 6.0)) - 0.20 * cos(rad(4.0 * h - 63.0));
    const double sl = 1.0 + 0.015 * (l - 50.0) * (l - 50.0) / sqrt(20.0 + (l - 50.0) * (l - 50.0)), sc = 1.0 + 0.045 * c,
                 sh = 1.0 + 0.015 * c * t;
    const double turn = -2.0 * sqrt(pow(c, 7.0) / (pow(c, 7.0) + pow(25.0, 7.0))) * sin(rad(60.0 * exp(-pow((h - 275.0) / 25.0, 2.0))));
    const double dl = (two.l - one.l) / sl, dc = (c2 - c1) / sc, dhue = 2.0 * sqrt(c1 * c2) * sin(rad(0.5 * dh)) / sh;
    return sqrt(dl * dl + dc * dc + dhue * dhue + turn * dc * dhue);
}

static void the_colour_difference_agrees_with_the_published_pairs(void **state)
{
    (void)state; // the first, seventh and seventeenth pair of Sharma and others 2005, table 1
    assert_float_equal(ciede2000((Lab) { 50, 2.6772, -79.7751 }, (Lab) { 50, 0, -82.7485 }), 2.0425, 1e-4);
    assert_float_equal(ciede2000((Lab) { 50, 0, 0 }, (Lab) { 50, -1, 2 }), 2.3669, 1e-4);
    assert_float_equal(ciede2000((Lab) { 50, 2.5, 0 }, (Lab) { 73, 25, -18 }), 27.1492, 1e-4);
}

static void neighbouring_steps_are_told_apart_by_all_eyes(void **state)
{
    (void)state;
    for (size_t e = 0; e < EYE_COUNT; e++) {
        for (int step = -8; step < 2; step++) {
            const double apart = ciede2000(seen(&eyes[e], 0.05 * step), seen(&eyes[e], 0.05 * (step + 1)));
            if (apart < 3.5) fail_msg("%s: %d and %d %% lie %.2f apart", eyes[e].name, step * 5, step * 5 + 5, apart);
        }
    }
}

static void longer_is_always_brighter(void **state)
{
    (void)state;
    for (size_t e = 0; e < EYE_COUNT; e++) {
        for (int i = -40; i < 10; i++) assert_true(seen(&eyes[e], 0.01 * (i + 1)).l > seen(&eyes[e], 0.01 * i).l);
    }
}

static void as_long_as_standing_is_grey(void **state)
{
    (void)state;
    uint8_t srgb[3];
    strain_colour(0.0f, srgb);
    assert_true(abs(srgb[0] - srgb[1]) <= 2 && abs(srgb[1] - srgb[2]) <= 2);
}

static void beyond_the_ends_the_colour_stays(void **state)
{
    (void)state;
    uint8_t end[3], beyond[3];
    strain_colour(STRAIN_SHORTEST_FRAC, end);
    strain_colour(-0.6f, beyond);
    assert_memory_equal(end, beyond, 3);
    strain_colour(STRAIN_LONGEST_FRAC, end);
    strain_colour(0.3f, beyond);
    assert_memory_equal(end, beyond, 3);
}

// ---- what is painted

static Pose pose_of(const char *joint, float degrees)
{
    float angle_rad[JOINT_MOST] = { 0 };
    Pose pose;
    if (joint) angle_rad[body_joint(&body, joint)] = glm_rad(degrees);
    pose_solve(&body, angle_rad, POSTURE_STANDING, &pose);
    return pose;
}

static uint32_t vertices_of(PartId part)
{
    return body.parts[part].mesh->level[DETAIL_HIGH].vertex_count;
}

static const StrainVertex *painted(const char *part, const Pose *pose)
{
    const PartId id = body_part(&body, part);
    return strain_paint_of(paint, &measures, pose, ++pose_number, id, vertices_of(id));
}

static void at_rest_every_muscle_is_grey(void **state)
{
    (void)state;
    static const char *const muscles[] = { "psoas_major_right", "psoas_major_left", "iliacus_right", "rectus_femoris_left" };
    uint8_t grey[3];
    const Pose rest = pose_of(NULL, 0);
    strain_colour(0.0f, grey);
    for (int m = 0; m < 4; m++) {
        const StrainVertex *vertex = painted(muscles[m], &rest);
        for (uint32_t v = 0; v < vertices_of(body_part(&body, muscles[m])); v++) {
            assert_float_equal(vertex[v].strain_frac, 0.0f, 2e-5);
            for (int c = 0; c < 3; c++) assert_true(abs(vertex[v].srgb[c] - grey[c]) <= 2);
        }
    }
}

static void at_90_degrees_the_psoas_is_short_all_over(void **state)
{
    (void)state;
    const Pose bent = pose_of("hip_flexion_right", 90);
    const StrainVertex *vertex = painted("psoas_major_right", &bent), *other = painted("psoas_major_left", &bent);
    for (uint32_t v = 0; v < vertices_of(body_part(&body, "psoas_major_right")); v++) {
        assert_true(vertex[v].strain_frac < -0.14f && vertex[v].strain_frac > -0.22f);
        assert_float_equal(other[v].strain_frac, 0.0f, 2e-5);
    }
}

static void in_extension_the_iliacus_is_longer_all_over(void **state)
{
    (void)state;
    const Pose bent = pose_of("hip_flexion_right", -20);
    const StrainVertex *vertex = painted("iliacus_right", &bent);
    for (uint32_t v = 0; v < vertices_of(body_part(&body, "iliacus_right")); v++)
        assert_true(vertex[v].strain_frac > 0.045f && vertex[v].strain_frac < 0.075f);
}

static void the_left_is_painted_as_the_right(void **state)
{
    (void)state;
    const Pose right = pose_of("hip_flexion_right", 50), left = pose_of("hip_flexion_left", 50);
    const StrainVertex *on_right = painted("psoas_major_right", &right), *on_left = painted("psoas_major_left", &left);
    for (uint32_t v = 0; v < vertices_of(body_part(&body, "psoas_major_right")); v++)
        assert_float_equal(on_right[v].strain_frac, on_left[v].strain_frac, 2e-5);
}

static void painted_colours_are_those_of_the_scale(void **state)
{
    (void)state;
    const Pose bent = pose_of("hip_flexion_right", 60);
    const StrainVertex *vertex = painted("iliacus_right", &bent);
    for (uint32_t v = 0; v < vertices_of(body_part(&body, "iliacus_right")); v++) {
        uint8_t srgb[3];
        strain_colour(vertex[v].strain_frac, srgb);
        for (int c = 0; c < 3; c++) assert_true(abs(vertex[v].srgb[c] - srgb[c]) <= 3);
    }
}

static void what_has_no_fascicles_is_not_painted(void **state)
{
    (void)state;
    const Pose rest = pose_of(NULL, 0);
    assert_null(strain_paint_of(paint, &measures, &rest, ++pose_number, body.skin, vertices_of(body.skin)));
    assert_null(painted("femur_right", &rest));
}

static double now_ms(void)
{
    struct timespec now;
    timespec_get(&now, TIME_UTC);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

static void painting_the_iliopsoas_costs_little(void **state)
{
    (void)state;
    static const char *const muscles[] = { "psoas_major_right", "psoas_major_left", "iliacus_right", "iliacus_left" };
    double best_ms = 1e9;
    uint32_t count = 0;
    for (int turn = 0; turn < 12; turn++) {
        const Pose pose = pose_of("hip_flexion_right", (float)turn * 5.0f);
        const double start_ms = now_ms();
        for (int m = 0; m < 4; m++) painted(muscles[m], &pose);
        best_ms = fmin(best_ms, now_ms() - start_ms);
    }
    for (int m = 0; m < 4; m++) count += vertices_of(body_part(&body, muscles[m]));
    print_message("%u vertices in %.3f ms\n", count, best_ms);
    assert_true(best_ms < 3.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_colour_difference_agrees_with_the_published_pairs),
        cmocka_unit_test(neighbouring_steps_are_told_apart_by_all_eyes),
        cmocka_unit_test(longer_is_always_brighter),
        cmocka_unit_test(as_long_as_standing_is_grey),
        cmocka_unit_test(beyond_the_ends_the_colour_stays),
        cmocka_unit_test(at_rest_every_muscle_is_grey),
        cmocka_unit_test(at_90_degrees_the_psoas_is_short_all_over),
        cmocka_unit_test(in_extension_the_iliacus_is_longer_all_over),
        cmocka_unit_test(the_left_is_painted_as_the_right),
        cmocka_unit_test(painted_colours_are_those_of_the_scale),
        cmocka_unit_test(what_has_no_fascicles_is_not_painted),
        cmocka_unit_test(painting_the_iliopsoas_costs_little),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
