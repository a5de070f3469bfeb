// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "table.h"

#include <string.h>

static Arena arena;

static Result parse(const char *text, Table *out, Message *why)
{
    *why = (Message) { { 0 } };
    return table_parse("t.csv", text_of(text), &arena, out, why);
}

static void says(const char *text, const char *where_and_what)
{
    Table table;
    Message why;
    assert_int_equal(parse(text, &table, &why), RESULT_BAD_DATA);
    if (strncmp(why.text, where_and_what, strlen(where_and_what)) != 0) assert_string_equal(why.text, where_and_what);
}

static void a_table_gives_keys_columns_and_cells_with_their_places(void **state)
{
    (void)state;
    Table table;
    Message why;
    const char *text = "# units: mm\n#source: a book: vol. 2\n# plain remark\n\nid,name , x\na,\"one, \"\"two\"\"\", 3\n\nb,,4.5\n";
    assert_int_equal(parse(text, &table, &why), RESULT_OK);
    assert_string_equal(table_key(&table, "units"), "mm");
    assert_string_equal(table_key(&table, "source"), "a book: vol. 2");
    assert_string_equal(table_key(&table, "note"), "plain remark");
    assert_null(table_key(&table, "frame"));
    assert_int_equal(table.column_count, 3);
    assert_int_equal(table.row_count, 2);
    assert_string_equal(table_text(&table, 0, "name"), "one, \"two\"");
    assert_string_equal(table_text(&table, 1, "name"), "");
    assert_string_equal(table_text(&table, 1, "no_such"), "");
    const TableCell *cell = table_cell(&table, 1, 2);
    assert_int_equal(cell->line, 8);
    assert_int_equal(cell->column, 4);
}

static void a_zero_byte_is_told_with_its_place(void **state)
{
    (void)state;
    static const char text[] = "id,x\na,1\0b\n";
    Table table;
    Message why;
    assert_int_equal(table_parse("t.csv", (Text){ text, sizeof text - 1 }, &arena, &table, &why), RESULT_BAD_DATA);
    assert_string_equal(why.text, "t.csv:2:4: a zero byte; remove it, or save the file as UTF-8.");
}

static void windows_files_read_the_same(void **state)
{
    (void)state;
    Table table;
    Message why;
    assert_int_equal(parse("\xEF\xBB\xBF# units: mm\r\nid,x\r\n\"a\",1\r\nb,2", &table, &why), RESULT_OK);
    assert_string_equal(table_key(&table, "units"), "mm");
    assert_int_equal(table.row_count, 2);
    assert_string_equal(table_text(&table, 0, "id"), "a");
    assert_string_equal(table_text(&table, 0, "x"), "1");
    assert_string_equal(table_text(&table, 1, "x"), "2");
    assert_string_equal(table.columns[1].text, "x");
}

static void faults_in_the_file_name_line_and_column(void **state)
{
    (void)state;
    says("", "t.csv:1:1: the table ends before its column line");
    says("# units: mm\n", "t.csv:2:1: the table ends before its column line");
    says("id,x\na,1\nb\n", "t.csv:3:1: this row has 1 fields, the column line names 2.");
    says("id,x\na,1,9\n", "t.csv:2:5: this row has 3 fields");
    says("id,x\na,\"1\n", "t.csv:2:3: this quote is never closed");
    says("id,x\na,\"1\"2\n", "t.csv:2:6: text after a closing quote");
    says("id,x,id\n", "t.csv:1:6: the column \"id\" stands twice");
    says("id,x\na,caf\xe9\n", "t.csv:2:6: bytes that are not UTF-8");
}

static void a_field_beyond_the_last_column_is_pointed_at(void **state)
{
    (void)state;
    says("id,x\nabc,1,2,3\n", "t.csv:2:7: this row has 4 fields, the column line names 2.");
}

static void columns_must_be_the_expected_ones(void **state)
{
    (void)state;
    static const char *const wanted[] = { "id", "radius_mm" };
    Table table;
    Message why;
    assert_int_equal(parse("# k: v\nid,radius_nm\na,1\n", &table, &why), RESULT_OK);
    assert_int_equal(table_expect(&table, wanted, 2, false, &why), RESULT_BAD_DATA);
    assert_string_equal(why.text, "t.csv:2:1: the column \"radius_mm\" is missing; add it to the column line.");
    assert_int_equal(parse("id,radius_mm,radius_nm\na,1,2\n", &table, &why), RESULT_OK);
    assert_int_equal(table_expect(&table, wanted, 2, false, &why), RESULT_BAD_DATA);
    assert_string_equal(why.text, "t.csv:1:14: unknown column \"radius_nm\"; did you mean \"radius_mm\"?");
    assert_int_equal(table_expect(&table, wanted, 2, true, &why), RESULT_OK);
}

static void numbers_must_be_numbers_and_in_range(void **state)
{
    (void)state;
    Table table;
    Message why;
    double value = -1.0;
    assert_int_equal(parse("id,x\na,nan\nb,1e30\nc,12mm\nd,3\ne,\n", &table, &why), RESULT_OK);
    assert_int_equal(table_number(&table, 0, "x", 0, 10, &value, &why), RESULT_BAD_DATA);
    assert_string_equal(why.text, "t.csv:2:3: \"nan\" is no number; x takes a number from 0 to 10.");
    assert_int_equal(table_number(&table, 1, "x", 0, 10, &value, &why), RESULT_BAD_DATA);
    assert_string_equal(why.text, "t.csv:3:3: 1e30 is outside what x allows, 0 to 10.");
    assert_int_equal(table_number(&table, 2, "x", 0, 10, &value, &why), RESULT_BAD_DATA);
    assert_int_equal(table_number(&table, 4, "x", 0, 10, &value, &why), RESULT_BAD_DATA);
    assert_float_equal(value, -1.0, 0.0);
    assert_int_equal(table_number(&table, 3, "x", 0, 10, &value, &why), RESULT_OK);
    assert_float_equal(value, 3.0, 0.0);
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_make(64u << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_gives_keys_columns_and_cells_with_their_places),
        cmocka_unit_test(windows_files_read_the_same),
        cmocka_unit_test(a_zero_byte_is_told_with_its_place),
        cmocka_unit_test(faults_in_the_file_name_line_and_column),
        cmocka_unit_test(a_field_beyond_the_last_column_is_pointed_at),
        cmocka_unit_test(columns_must_be_the_expected_ones),
        cmocka_unit_test(numbers_must_be_numbers_and_in_range),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
