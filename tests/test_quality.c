#include "quality.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

// Frame times are made up: a machine is what each level takes.
typedef struct Machine {
    double ms[QUALITY_LEVEL_COUNT];
} Machine;

static const Machine quick = { { 4, 2, 1.5 } }, middling = { { 80, 24, 15 } }, slow = { { 200, 70, 45 } };

typedef struct Told {
    int change_count, rise_count;
    QualityLevel last;
} Told;

// One movement of so many frames. Every jitter-th frame takes three times as long.
static Told move(Quality *quality, const Machine *machine, int frames, int jitter)
{
    Told told = { .last = quality_level(quality, true) };
    for (int i = 1; i <= frames; i++) {
        const QualityLevel level = quality_level(quality, true);
        told.change_count += level != told.last;
        told.rise_count += level < told.last;
        told.last = level;
        quality_moved(quality, machine->ms[level] * (jitter && i % jitter == 0 ? 3 : 1));
    }
    return told;
}

static void a_quick_machine_keeps_the_full_picture(void **state)
{
    (void)state;
    Quality quality;
    quality_init(&quality, false);
    const Told told = move(&quality, &quick, 500, 3); // with a hiccup in every third frame
    assert_true(told.change_count == 0 && told.last == QUALITY_FULL);
}

static void a_slow_one_steps_down_within_a_few_frames_and_stays(void **state)
{
    (void)state;
    Quality quality;
    quality_init(&quality, false);
    const Told told = move(&quality, &slow, 2 * QUALITY_FRAMES + 1, 0);
    assert_true(told.change_count == 2 && told.last == QUALITY_COARSE);
    assert_int_equal(move(&quality, &slow, 500, 7).change_count, 0);
}

static void the_level_only_sinks_within_a_movement(void **state)
{
    (void)state;
    static const Machine *const machines[] = { &slow, &quick, &middling, &quick };
    Quality quality;
    quality_init(&quality, false);
    for (int i = 0; i < 4; i++) assert_int_equal(move(&quality, machines[i], 40, 5).rise_count, 0);
}

static void at_rest_the_picture_is_full(void **state)
{
    (void)state;
    Quality quality;
    quality_init(&quality, true);
    move(&quality, &slow, 100, 0);
    assert_int_equal(quality_level(&quality, false), QUALITY_FULL);
    assert_int_equal(quality_level(&quality, true), QUALITY_COARSE);
}

static void a_level_that_was_too_slow_is_not_tried_again_and_again(void **state)
{
    (void)state;
    Quality quality;
    quality_init(&quality, false);
    move(&quality, &middling, 40, 0);
    for (int i = 0; i < 50; i++) {
        quality_rested(&quality);
        const Told told = move(&quality, &middling, 40, 6);
        assert_true(told.change_count == 0 && told.last == QUALITY_QUICK);
    }
}

static void it_rises_step_by_step_once_the_machine_is_free_again(void **state)
{
    (void)state;
    Quality quality;
    quality_init(&quality, false);
    move(&quality, &slow, 40, 0);
    assert_int_equal(quality_level(&quality, true), QUALITY_COARSE);
    move(&quality, &quick, 40, 0);
    quality_rested(&quality);
    assert_int_equal(quality_level(&quality, true), QUALITY_QUICK);
    move(&quality, &quick, 40, 0);
    quality_rested(&quality);
    assert_int_equal(quality_level(&quality, true), QUALITY_FULL);
}

static void a_software_renderer_starts_with_one_sample(void **state)
{
    (void)state;
    Quality quality;
    quality_init(&quality, true);
    assert_int_equal(quality_level(&quality, true), QUALITY_QUICK);
    assert_int_equal(quality_level(&quality, false), QUALITY_FULL);
}

static void a_few_frames_prove_nothing(void **state)
{
    (void)state;
    Quality quality;
    quality_init(&quality, false);
    for (int i = 0; i < 100; i++) {
        move(&quality, &slow, QUALITY_FRAMES - 1, 0); // single clicks and key presses
        quality_rested(&quality);
    }
    assert_int_equal(quality_level(&quality, true), QUALITY_FULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quick_machine_keeps_the_full_picture),
        cmocka_unit_test(a_slow_one_steps_down_within_a_few_frames_and_stays),
        cmocka_unit_test(the_level_only_sinks_within_a_movement),
        cmocka_unit_test(at_rest_the_picture_is_full),
        cmocka_unit_test(a_level_that_was_too_slow_is_not_tried_again_and_again),
        cmocka_unit_test(it_rises_step_by_step_once_the_machine_is_free_again),
        cmocka_unit_test(a_software_renderer_starts_with_one_sample),
        cmocka_unit_test(a_few_frames_prove_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
