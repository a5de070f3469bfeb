// test_strain.c: colours of the strain: that they can be told apart, and that they say what the fascicles do.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "colour_difference.h"
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

static Lab seen(Eye eye, double strain_frac)
{
    uint8_t srgb[3];
    strain_colour((float)strain_frac, srgb);
    return colour_seen(eye, colour_of_bytes(srgb));
}

static void the_colour_difference_agrees_with_the_published_pairs(void **state)
{
    (void)state; // the first, seventh and seventeenth pair of Sharma and others 2005, table 1
    assert_float_equal(colour_difference((Lab) { 50, 2.6772, -79.7751 }, (Lab) { 50, 0, -82.7485 }), 2.0425, 1e-4);
    assert_float_equal(colour_difference((Lab) { 50, 0, 0 }, (Lab) { 50, -1, 2 }), 2.3669, 1e-4);
    assert_float_equal(colour_difference((Lab) { 50, 2.5, 0 }, (Lab) { 73, 25, -18 }), 27.1492, 1e-4);
}

static void neighbouring_steps_are_told_apart_by_all_eyes(void **state)
{
    (void)state;
    for (Eye e = 0; e < EYE_COUNT; e++) {
        for (int step = -8; step < 2; step++) {
            const double apart = colour_difference(seen(e, 0.05 * step), seen(e, 0.05 * (step + 1)));
            if (apart < 3.5) fail_msg("%s: %d and %d %% lie %.2f apart", eye_names[e], step * 5, step * 5 + 5, apart);
        }
    }
}

static void longer_is_always_brighter(void **state)
{
    (void)state;
    for (Eye e = 0; e < EYE_COUNT; e++) {
        for (int i = -40; i < 10; i++) assert_true(seen(e, 0.01 * (i + 1)).l > seen(e, 0.01 * i).l);
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
