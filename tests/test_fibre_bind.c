// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "fibre_bind.h"
#include "samples.h"

#include <math.h>
#include <string.h>

static Arena arena;
static Body body;
static bool loaded;

static const char *const bound[] = { "psoas_major_right", "iliacus_right", "rectus_femoris_right" };
#define BOUND_COUNT (sizeof bound / sizeof *bound)

static void shares_sum_to_one_nearest_first(void **state)
{
    (void)state;
    if (!loaded) skip();
    for (size_t m = 0; m < BOUND_COUNT; m++) {
        const PartId muscle = body_part(&body, bound[m]);
        const FibreBinding *binding = fibre_bind(&body, muscle, &arena);
        for (uint32_t v = 0; v < body.parts[muscle].mesh->vertex_count; v++) {
            float sum = 0.0f;
            for (int i = 0; i < FIBRE_MOST; i++) {
                const Fascicle *fascicle = &body.fascicles[binding[v].fascicle[i]];
                assert_int_equal(fascicle->muscle, muscle);
                assert_true(binding[v].station[i] >= 0.0f && binding[v].station[i] <= (float)(fascicle->station_count - 1));
                assert_true(binding[v].share_frac[i] >= 0.0f && (i == 0 || binding[v].share_frac[i] <= binding[v].share_frac[i - 1]));
                sum += binding[v].share_frac[i];
            }
            assert_float_equal(sum, 1.0f, 1e-5);
        }
    }
}

static void the_left_muscle_shares_the_right_ones_binding(void **state)
{
    (void)state;
    if (!loaded) skip();
    const PartId right = body_part(&body, "psoas_major_right"), left = body_part(&body, "psoas_major_left");
    const FibreBinding *of_right = fibre_bind(&body, right, &arena), *of_left = fibre_bind(&body, left, &arena);
    assert_memory_equal(of_right, of_left, sizeof *of_right * body.parts[right].mesh->vertex_count);
}

static void a_muscle_without_fascicles_is_not_bound(void **state)
{
    (void)state;
    if (!loaded) skip();
    assert_null(fibre_bind(&body, body.skin, &arena));
    assert_float_equal(fibre_bind_point(&body, body.skin, (vec3s){ { 0 } }).share_frac[0], 0.0f, 0.0f);
}

static float share_of(const FibreBinding *binding, int fascicle)
{
    float sum = 0.0f;
    for (int i = 0; i < FIBRE_MOST; i++) sum += binding->fascicle[i] == fascicle ? binding->share_frac[i] : 0.0f;
    return sum;
}

static float difference(const FibreBinding *a, const FibreBinding *b)
{
    float sum = 0.0f;
    for (int f = 0; f < body.fascicle_count; f++) sum += fabsf(share_of(a, f) - share_of(b, f));
    return 0.5f * sum; // 1: nothing in common
}

// A line through the belly from inside to outside, in steps of a twentieth of a millimetre.
static void shares_change_without_jumps(void **state)
{
    (void)state;
    if (!loaded) skip();
    for (size_t m = 0; m < BOUND_COUNT; m++) {
        const PartId muscle = body_part(&body, bound[m]);
        const vec3s middle_mm = body.parts[muscle].centre_mm;
        FibreBinding last = fibre_bind_point(&body, muscle, middle_mm);
        for (int i = 1; i < 1600; i++) {
            const float along_mm = 0.05f * (float)i;
            const vec3s at_mm = glms_vec3_add(middle_mm, (vec3s){ { 0.3f * along_mm, 0.9f * along_mm, 0.2f * along_mm } });
            const FibreBinding here = fibre_bind_point(&body, muscle, at_mm);
            assert_true(difference(&last, &here) < 0.05f);
            last = here;
        }
    }
}

static void a_point_on_a_fascicle_is_mostly_its_own(void **state)
{
    (void)state;
    if (!loaded) skip();
    for (int f = 0; f < body.fascicle_count; f++) {
        const FibreBinding binding = fibre_bind_point(&body, body.fascicles[f].muscle, body.fascicles[f].station_mm[2]);
        assert_int_equal(binding.fascicle[0], f);
        assert_true(binding.share_frac[0] > 0.5f);
        assert_float_equal(binding.station[0], 2.0f, 0.01);
    }
}

static int set_up(void **state)
{
    (void)state;
    Message why = { { 0 } };
    arena = arena_make(256u << 20);
    loaded = body_load(TEST_PACK, &arena, &body, &why) == RESULT_OK;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    if (loaded) body_unload(&body);
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_sum_to_one_nearest_first),
        cmocka_unit_test(the_left_muscle_shares_the_right_ones_binding),
        cmocka_unit_test(a_muscle_without_fascicles_is_not_bound),
        cmocka_unit_test(shares_change_without_jumps),
        cmocka_unit_test(a_point_on_a_fascicle_is_mostly_its_own),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
