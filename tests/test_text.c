// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "arena.h"
#include "result.h"
#include "text.h"

#include <string.h>

static void numbers_are_taken_whole_or_not_at_all(void **state)
{
    (void)state;
    double value = 7.0;
    assert_true(text_to_double("-12.5e1", &value));
    assert_float_equal(value, -125.0, 0.0);
    static const char *const wrong[] = { "", "12x", " 12", "nan", "inf", "0x10", "1e999", "1,5", "--2", "." };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(text_to_double(wrong[i], &value));
        assert_float_equal(value, -125.0, 0.0);
    }
}

static void whole_numbers_stay_inside_32_bits(void **state)
{
    (void)state;
    int value = 0;
    assert_true(text_to_int("-2147483647", &value));
    assert_int_equal(value, -2147483647);
    assert_false(text_to_int("2147483648", &value));
    assert_false(text_to_int("99999999999999999999", &value));
    assert_false(text_to_int("1.0", &value));
}

static void a_float_is_written_with_as_few_digits_as_lead_back_to_it(void **state)
{
    (void)state;
    Arena arena = arena_make(1u << 20);
    const struct {
        float value;
        const char *text;
    } rows[] = { { 0.0f, "0" }, { 12.5f, "12.5" }, { -0.1f, "-0.1" }, { 1.0f / 3.0f, "0.33333334" }, { 16777215.0f, "16777215" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) assert_string_equal(text_shortest(&arena, rows[i].value), rows[i].text);
    arena_free(&arena);
}

static void slips_count_single_typing_errors(void **state)
{
    (void)state;
    assert_int_equal(text_slips("psoas", "psoas"), 0);
    assert_int_equal(text_slips("psaos", "psoas"), 1);
    assert_int_equal(text_slips("psoa", "psoas"), 1);
    assert_int_equal(text_slips("kitten", "sitting"), 3);
    assert_int_equal(text_slips("", "abc"), 3);
    assert_int_equal(text_slips("a", "bc"), text_slips("bc", "a"));
}

static void the_nearest_id_is_the_one_that_was_meant(void **state)
{
    (void)state;
    static const char *const ids[] = { "iliacus_right", "psoas_major_right", "psoas_major_left", "femur_right" };
    assert_string_equal(text_nearest("psoas_major_rihgt", ids, 4), "psoas_major_right");
    assert_string_equal(text_nearest("femur_rigt", ids, 4), "femur_right");
    assert_string_equal(text_nearest("psoas", ids, 4), "psoas_major_right");
    assert_string_equal(text_nearest("psoas_majr", ids, 4), "psoas_major_right"); // a slip, and the side forgotten
    assert_null(text_nearest("xylophone", ids, 4));
    assert_null(text_nearest("psoas", ids, 0));
}

static void broken_utf8_is_found_at_its_byte(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at;
    } wrong[] = {
        { "ab\xff", 2 },            // never a byte of UTF-8
        { "a\xc3", 1 },             // cut off
        { "\xc0\xaf", 0 },          // overlong slash
        { "\xed\xa0\x80", 0 },      // surrogate
        { "x\xf4\x90\x80\x80", 1 }, // beyond U+10FFFF
        { "\xe2\x82 ", 0 },         // third byte missing
        { "abc\x80", 3 },           // a tail without a head
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        size_t at = 99;
        assert_false(text_is_utf8(text_of(wrong[i].text), &at));
        assert_int_equal(at, wrong[i].at);
    }
    assert_true(text_is_utf8(text_of("H\xc3\xbc"
                                     "ftbein \xe2\x80\x94 \xf0\x9f\xa6\xb4"),
                             NULL));
    assert_true(text_is_utf8(text_of(""), NULL));
}

static void pieces_of_a_list_come_trimmed(void **state)
{
    (void)state;
    Text rest = text_of(" a ; b c;;d "), piece;
    static const char *const want[] = { "a", "b c", "", "d" };
    for (int i = 0; i < 4; i++) {
        assert_true(text_next(&rest, ';', &piece));
        assert_true(text_equals(piece, want[i]));
    }
    assert_false(text_next(&rest, ';', &piece));
}

static void a_long_message_is_cut_at_a_whole_character(void **state)
{
    (void)state;
    Message why;
    char text[1200];
    for (size_t i = 0; i + 1 < sizeof text; i += 2) memcpy(text + i, "\xc3\xa9", 2);
    text[sizeof text - 1] = '\0';
    for (int shift = 0; shift < 2; shift++) {
        assert_int_equal(message_set(&why, RESULT_IO, "%s%s", shift ? "x" : "", text), RESULT_IO);
        assert_true(text_is_utf8(text_of(why.text), NULL));
        assert_true(strlen(why.text) > 760);
    }
    assert_int_equal(message_set(NULL, RESULT_USAGE, "nobody listens"), RESULT_USAGE);
}

static void exit_status_follows_the_result(void **state)
{
    (void)state;
    assert_int_equal(result_exit_status(RESULT_OK), 0);
    assert_int_equal(result_exit_status(RESULT_USAGE), 2);
    for (Result result = RESULT_NOT_FOUND; result < RESULT_COUNT; result++) assert_int_equal(result_exit_status(result), 1);
}

static void an_arena_hands_out_zeroes_again_after_a_reset(void **state)
{
    (void)state;
    Arena arena = arena_make(1u << 20);
    unsigned char *first = arena_push(&arena, 100);
    memset(first, 0xAB, 100);
    arena_reset(&arena);
    unsigned char *again = arena_push(&arena, 200);
    assert_ptr_equal(first, again);
    for (int i = 0; i < 200; i++) assert_int_equal(again[i], 0);
    assert_int_equal((size_t)arena_push(&arena, 1) % 16, 0);
    const size_t mark = arena_mark(&arena);
    unsigned char *temporary = arena_push(&arena, 64);
    memset(temporary, 1, 64);
    arena_pop_to(&arena, mark);
    assert_int_equal(((unsigned char *)arena_push(&arena, 64))[5], 0);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_taken_whole_or_not_at_all),
        cmocka_unit_test(whole_numbers_stay_inside_32_bits),
        cmocka_unit_test(a_float_is_written_with_as_few_digits_as_lead_back_to_it),
        cmocka_unit_test(slips_count_single_typing_errors),
        cmocka_unit_test(the_nearest_id_is_the_one_that_was_meant),
        cmocka_unit_test(broken_utf8_is_found_at_its_byte),
        cmocka_unit_test(pieces_of_a_list_come_trimmed),
        cmocka_unit_test(a_long_message_is_cut_at_a_whole_character),
        cmocka_unit_test(exit_status_follows_the_result),
        cmocka_unit_test(an_arena_hands_out_zeroes_again_after_a_reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
