// table.h: reads a CSV table with `# key: value` header lines, and knows the line and column of every cell.
//
// Why       Every asset is a plain table that people edit by hand, so every fault must name file:line:column. A CSV library would
//           give us the fields but not their places.
// Shapes    header lines (`# key: value`, one per line), one column line, then rows.
//           Fields may be quoted ("a, b", "" for a quote) and may then hold commas; rows all have as many fields as columns.
// Errors    RESULT_BAD_DATA with "file:line:column: what is wrong, what is allowed": bytes that are not UTF-8, a row with too many
//           or too few fields, an open quote, no column line, a column twice. Cell getters report the same way.
// Cost      one pass; cells point into the arena's copy of the file.
#ifndef ILIOPSOAS_TABLE_H
#define ILIOPSOAS_TABLE_H

#include "arena.h"
#include "result.h"
#include "text.h"

typedef struct TableCell {
    const char *text; // zero-terminated, unquoted, trimmed
    int line, column; // 1-based; column counts bytes
} TableCell;

typedef struct TableKey {
    const char *key, *value;
    int line;
} TableKey;

typedef struct Table {
    const char *path; // as given, for messages
    TableKey *keys;
    TableCell *columns;
    TableCell *cells; // row-major
    int key_count, column_count, row_count;
} Table;

Result table_parse(const char *path, Text source, Arena *arena, Table *out, Message *why);
Result table_read(const char *path, Arena *arena, Table *out, Message *why);

const char *table_key(const Table *table, const char *key); // NULL when absent
int table_column(const Table *table, const char *name);     // -1 when absent

// Checks that each of the names is a column and, unless `others_allowed`, that there is no other: a mistyped column must not be skipped silently.
Result table_expect(const Table *table, const char *const *names, int count, bool others_allowed, Message *why);

const TableCell *table_cell(const Table *table, int row, int column);
int table_row_of(const Table *table, const char *column, const char *text); // the first row with this text; -1 when there is none
const char *table_text(const Table *table, int row, const char *column);    // "" when the column is absent

// Numbers must be finite and inside low..high.
Result table_number(const Table *table, int row, const char *column, double low, double high, double *out, Message *why);

// Fills why with "file:line:column: " + the sentence; for faults found by the reader of a table.
Result table_fault(const Table *table, int row, const char *column, Message *why, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
