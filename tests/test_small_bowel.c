// The loops of the small bowel, by the centre line of their table and the surfaces of the pack: they bend without a kink, lie against each other
// and keep clear of what is measured.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "body.h"
#include "table.h"

#include <math.h>
#include <string.h>

enum { STATIONS_MOST = 1000 };

static Arena keep;
static Body body;
static vec3s place_mm[STATIONS_MOST];
static float radius_mm[STATIONS_MOST], at_mm[STATIONS_MOST];
static int station_count;

static double number(const Table *table, int row, const char *column)
{
    double value = 0;
    assert_int_equal(table_number(table, row, column, -1e4, 1e4, &value, NULL), RESULT_OK);
    return value;
}

static int open_body(void **state)
{
    (void)state;
    Table table;
    Message why = { "" };
    keep = arena_make((size_t)1 << 30);
    if (body_load(TEST_PACK, &keep, &body, &why) != RESULT_OK) return -1;
    if (table_read(TEST_ASSETS "/landmarks/small_bowel.tube.csv", &keep, &table, &why) != RESULT_OK) return -1;
    assert_true(table.row_count < STATIONS_MOST);
    for (int i = 0; i < table.row_count; i++) {
        place_mm[i] = (vec3s) { { (float)number(&table, i, "x"), (float)number(&table, i, "y"), (float)number(&table, i, "z") } };
        radius_mm[i] = (float)number(&table, i, "radius_mm");
        at_mm[i] = i == 0 ? 0.0f : at_mm[i - 1] + glms_vec3_distance(place_mm[i], place_mm[i - 1]);
    }
    station_count = table.row_count;
    return 0;
}

static int close_body(void **state)
{
    (void)state;
    body_unload(&body);
    arena_free(&keep);
    return 0;
}

static void it_is_metres_long_wide_at_first_and_narrow_at_last(void **state)
{
    (void)state;
    assert_in_range((int)at_mm[station_count - 1], 1800, 3000);
    float first = 0, last = 0;
    for (int i = 0; i < station_count / 4; i++) {
        first += radius_mm[i];
        last += radius_mm[station_count - 1 - i];
        assert_true(radius_mm[i] > 8.0f && radius_mm[i] < 14.0f);
    }
    assert_true(first > 1.1f * last);
}

// Radius of the circle through three stations in a row.
static float bend_radius_mm(int i)
{
    const vec3s a = glms_vec3_sub(place_mm[i], place_mm[i - 1]), b = glms_vec3_sub(place_mm[i + 1], place_mm[i]),
                c = glms_vec3_sub(place_mm[i + 1], place_mm[i - 1]);
    const float twice_area = glms_vec3_norm(glms_vec3_cross(a, b));
    return glms_vec3_norm(a) * glms_vec3_norm(b) * glms_vec3_norm(c) / fmaxf(2.0f * twice_area, 1e-6f);
}

static void no_bend_is_sharper_than_the_tube_is_thick(void **state)
{
    (void)state;
    for (int i = 1; i + 1 < station_count; i++)
        if (bend_radius_mm(i) < 0.95f * radius_mm[i]) fail_msg("at %.0f mm it bends by %.1f mm", (double)at_mm[i], (double)bend_radius_mm(i));
}

static float gap_to_other_loops_mm(int i)
{
    float nearest_mm = 1e9f;
    for (int j = 0; j < station_count; j++) {
        if (fabsf(at_mm[i] - at_mm[j]) < 55.0f) continue;
        nearest_mm = fminf(nearest_mm, glms_vec3_distance(place_mm[i], place_mm[j]) - radius_mm[i] - radius_mm[j]);
    }
    return nearest_mm;
}

static void every_loop_lies_against_another_and_none_runs_through_one(void **state)
{
    (void)state;
    int touching = 0;
    for (int i = 0; i < station_count; i++) {
        const float gap_mm = gap_to_other_loops_mm(i);
        if (gap_mm < -4.0f) fail_msg("at %.0f mm two loops share %.1f mm", (double)at_mm[i], (double)-gap_mm);
        touching += gap_mm < 1.5f;
    }
    assert_true(touching > station_count * 85 / 100);
}

// How far the nearest vertex of a part lies outside the tube, up to a place along it; negative: inside.
static float clearance_mm(const char *id, float until_mm)
{
    const PartId part = body_part(&body, id);
    assert_true(part != 0);
    float least_mm = 1e9f;
    for (uint32_t v = 0; v < body.parts[part].mesh->vertex_count; v++) {
        const vec3s p = part_rest_mm(&body.parts[part], v);
        for (int i = 0; i < station_count && at_mm[i] <= until_mm; i++) least_mm = fminf(least_mm, glms_vec3_distance(p, place_mm[i]) - radius_mm[i]);
    }
    return least_mm;
}

static void it_keeps_clear_of_what_is_measured(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "psoas_major_right", "psoas_major_left", "iliacus_right", "iliacus_left", "colon_descending_and_sigmoid", "urinary_bladder", "rectum",
        "abdominal_aorta", "inferior_vena_cava", "common_iliac_artery_right", "common_iliac_artery_left", "common_iliac_vein_right",
        "common_iliac_vein_left", "external_iliac_artery_right", "external_iliac_artery_left", "external_iliac_vein_right",
        "external_iliac_vein_left", "ureter_right", "ureter_left", "kidney_right", "kidney_left", "vertebra_l2", "vertebra_l3", "vertebra_l4",
        "vertebra_l5", "sacrum", "rectus_abdominis_right", "rectus_abdominis_left", "appendix",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const float mm = clearance_mm(parts[i], 1e9f);
        if (mm < -0.5f) fail_msg("%s lies %.1f mm inside a loop", parts[i], (double)-mm);
    }
}

// The end of the ileum stands in the wall of the caecum; nothing else of it does.
static void it_ends_in_the_caecum(void **state)
{
    (void)state;
    const float length_mm = at_mm[station_count - 1];
    assert_true(clearance_mm("colon_ascending_with_caecum", length_mm - 30.0f) > -0.5f);
    const float end_mm = clearance_mm("colon_ascending_with_caecum", length_mm);
    assert_true(end_mm < -0.5f && end_mm > -12.0f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_metres_long_wide_at_first_and_narrow_at_last),
        cmocka_unit_test(no_bend_is_sharper_than_the_tube_is_thick),
        cmocka_unit_test(every_loop_lies_against_another_and_none_runs_through_one),
        cmocka_unit_test(it_keeps_clear_of_what_is_measured),
        cmocka_unit_test(it_ends_in_the_caecum),
    };
    return cmocka_run_group_tests(tests, open_body, close_body);
}
