#include "table.h"

#include "file.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef struct Reader {
    const char *path;
    Text source;
    size_t at, line_start;
    int line, surplus_column; // surplus: of the first field beyond the last column
    Arena *arena;
    Message *why;
} Reader;

static int reader_column(const Reader *r)
{
    return (int)(r->at - r->line_start) + 1;
}

static Result reader_fault(const Reader *r, int line, int column, const char *sentence)
{
    return message_set(r->why, RESULT_BAD_DATA, "%s:%d:%d: %s", r->path, line, column, sentence);
}

static bool reader_done(const Reader *r)
{
    return r->at >= r->source.size;
}

static char reader_peek(const Reader *r)
{
    return r->source.data[r->at];
}

static void reader_next_line(Reader *r)
{
    while (!reader_done(r) && reader_peek(r) != '\n') r->at++;
    if (!reader_done(r)) r->at++;
    r->line++;
    r->line_start = r->at;
}

static bool at_line_end(const Reader *r)
{
    if (reader_done(r) || reader_peek(r) == '\n') return true;
    return reader_peek(r) == '\r' && r->at + 1 < r->source.size && r->source.data[r->at + 1] == '\n';
}

static Result read_quoted(Reader *r, TableCell *cell)
{
    r->at++;
    size_t end = r->at; // the field is at most what is left of its line
    while (end < r->source.size && r->source.data[end] != '\n') end++;
    char *out = ARENA_ARRAY(r->arena, char, end - r->at + 1);
    size_t size = 0;
    for (;;) {
        if (at_line_end(r))
            return reader_fault(r, cell->line, cell->column, "this quote is never closed; end the field with a double quote.");
        const char c = r->source.data[r->at++];
        if (c != '"') {
            out[size++] = c;
            continue;
        }
        if (reader_done(r) || reader_peek(r) != '"') break;
        out[size++] = '"';
        r->at++;
    }
    if (!at_line_end(r) && reader_peek(r) != ',')
        return reader_fault(r, r->line, reader_column(r), "text after a closing quote; only a comma or the end of the line may follow.");
    cell->text = out;
    return RESULT_OK;
}

static Result read_cell(Reader *r, TableCell *cell)
{
    *cell = (TableCell) { .line = r->line, .column = reader_column(r) };
    if (!at_line_end(r) && reader_peek(r) == '"') return read_quoted(r, cell);
    const size_t start = r->at;
    while (!at_line_end(r) && reader_peek(r) != ',') r->at++;
    Text rest = { r->source.data + start, r->at - start }, piece = rest;
    text_next(&rest, '\n', &piece); // trims
    cell->text = text_to_string(r->arena, piece);
    return RESULT_OK;
}

// Reads one line of cells; *count is the number found. Cells beyond `most` are counted, not stored.
static Result read_line(Reader *r, TableCell *cells, int most, int *count)
{
    for (*count = 0;;) {
        TableCell cell;
        const Result result = read_cell(r, &cell);
        if (result != RESULT_OK) return result;
        if (*count < most) cells[*count] = cell;
        if (*count == most) r->surplus_column = cell.column;
        (*count)++;
        if (at_line_end(r)) break;
        r->at++; // the comma
    }
    return RESULT_OK;
}

static void read_key(Reader *r, Table *out)
{
    size_t end = r->at;
    while (end < r->source.size && r->source.data[end] != '\n') end++;
    Text rest = { r->source.data + r->at + 1, end - r->at - 1 }, key;
    text_next(&rest, ':', &key);
    Text value = { "", 0 };
    if (rest.data) {
        Text all = rest;
        text_next(&all, '\n', &value);
    } else {
        value = key;
        key = text_of("note");
    }
    out->keys[out->key_count++] = (TableKey) { text_to_string(r->arena, key), text_to_string(r->arena, value), r->line };
}

static int count_lines(Text source)
{
    int lines = 1;
    for (size_t i = 0; i < source.size; i++) lines += source.data[i] == '\n';
    return lines;
}

static Result check_columns(Reader *r, const Table *out)
{
    for (int i = 0; i < out->column_count; i++) {
        for (int j = 0; j < i; j++) {
            if (strcmp(out->columns[i].text, out->columns[j].text) == 0)
                return message_set(r->why, RESULT_BAD_DATA, "%s:%d:%d: the column \"%s\" stands twice; keep one.", r->path,
                                   out->columns[i].line, out->columns[i].column, out->columns[i].text);
        }
    }
    return RESULT_OK;
}

#define COLUMNS_MOST 64

static Result read_columns(Reader *r, Table *out)
{
    out->columns = ARENA_ARRAY(r->arena, TableCell, COLUMNS_MOST);
    const int line = r->line;
    Result result = read_line(r, out->columns, COLUMNS_MOST, &out->column_count);
    if (result != RESULT_OK) return result;
    if (out->column_count > COLUMNS_MOST) return reader_fault(r, line, 1, "more than 64 columns; this is no table of ours.");
    reader_next_line(r);
    return check_columns(r, out);
}

static Result read_rows(Reader *r, Table *out, int lines)
{
    out->cells = ARENA_ARRAY(r->arena, TableCell, (size_t)lines * (size_t)out->column_count);
    while (!reader_done(r)) {
        if (at_line_end(r)) {
            reader_next_line(r);
            continue;
        }
        int count = 0;
        const int line = r->line;
        TableCell *row = out->cells + (size_t)out->row_count * (size_t)out->column_count;
        Result result = read_line(r, row, out->column_count, &count);
        if (result != RESULT_OK) return result;
        if (count != out->column_count)
            return message_set(r->why, RESULT_BAD_DATA, "%s:%d:%d: this row has %d fields, the column line names %d.", r->path, line,
                               count > out->column_count ? r->surplus_column : row[count - 1].column, count, out->column_count);
        out->row_count++;
        reader_next_line(r);
    }
    return RESULT_OK;
}

static Result check_utf8(Reader *r)
{
    size_t bad = 0;
    const char *zero = r->source.size ? memchr(r->source.data, '\0', r->source.size) : NULL; // would end a cell's text early
    const bool utf8 = text_is_utf8(r->source, &bad), has_zero = zero && (utf8 || (size_t)(zero - r->source.data) < bad);
    if (utf8 && !has_zero) return RESULT_OK;
    if (has_zero) bad = (size_t)(zero - r->source.data);
    while (r->at < bad) {
        if (r->source.data[r->at++] == '\n') r->line++, r->line_start = r->at;
    }
    if (has_zero) return reader_fault(r, r->line, reader_column(r), "a zero byte; remove it, or save the file as UTF-8.");
    return reader_fault(r, r->line, reader_column(r), "bytes that are not UTF-8; save the file as UTF-8.");
}

Result table_parse(const char *path, Text source, Arena *arena, Table *out, Message *why)
{
    Reader r = { .path = path, .source = source, .line = 1, .arena = arena, .why = why };
    *out = (Table) { .path = path };
    Result result = check_utf8(&r);
    if (result != RESULT_OK) return result;
    if (source.size >= 3 && memcmp(source.data, "\xEF\xBB\xBF", 3) == 0) r.at = r.line_start = 3; // editors on Windows add it
    const int lines = count_lines(source);
    out->keys = ARENA_ARRAY(arena, TableKey, lines);
    while (!reader_done(&r) && (reader_peek(&r) == '#' || at_line_end(&r))) {
        if (reader_peek(&r) == '#') read_key(&r, out);
        reader_next_line(&r);
    }
    if (reader_done(&r)) return reader_fault(&r, r.line, 1, "the table ends before its column line; restore the file.");
    result = read_columns(&r, out);
    if (result != RESULT_OK) return result;
    return read_rows(&r, out, lines);
}

Result table_read(const char *path, Arena *arena, Table *out, Message *why)
{
    Text source;
    const Result result = file_read(path, arena, &source, why);
    if (result != RESULT_OK) return result;
    return table_parse(text_to_string(arena, text_of(path)), source, arena, out, why);
}

const char *table_key(const Table *table, const char *key)
{
    for (int i = 0; i < table->key_count; i++) {
        if (strcmp(table->keys[i].key, key) == 0) return table->keys[i].value;
    }
    return NULL;
}

int table_column(const Table *table, const char *name)
{
    for (int i = 0; i < table->column_count; i++) {
        if (strcmp(table->columns[i].text, name) == 0) return i;
    }
    return -1;
}

Result table_expect(const Table *table, const char *const *names, int count, bool others_allowed, Message *why)
{
    const int line = table->column_count ? table->columns[0].line : 1;
    for (int i = 0; i < count; i++) {
        if (table_column(table, names[i]) < 0)
            return message_set(why, RESULT_BAD_DATA, "%s:%d:1: the column \"%s\" is missing; add it to the column line.", table->path, line,
                               names[i]);
    }
    for (int i = 0; i < table->column_count && !others_allowed; i++) {
        bool known = false;
        for (int j = 0; j < count; j++) known = known || strcmp(names[j], table->columns[i].text) == 0;
        if (known) continue;
        const char *near = text_nearest(table->columns[i].text, names, count);
        return message_set(why, RESULT_BAD_DATA, "%s:%d:%d: unknown column \"%s\"%s%s%s", table->path, line, table->columns[i].column,
                           table->columns[i].text, near ? "; did you mean \"" : "; remove it.", near ? near : "", near ? "\"?" : "");
    }
    return RESULT_OK;
}

const TableCell *table_cell(const Table *table, int row, int column)
{
    return &table->cells[(size_t)row * (size_t)table->column_count + (size_t)column];
}

const char *table_text(const Table *table, int row, const char *column)
{
    const int index = table_column(table, column);
    return index < 0 ? "" : table_cell(table, row, index)->text;
}

int table_row_of(const Table *table, const char *column, const char *text)
{
    for (int row = 0; row < table->row_count; row++) {
        if (strcmp(table_text(table, row, column), text) == 0) return row;
    }
    return -1;
}

Result table_fault(const Table *table, int row, const char *column, Message *why, const char *format, ...)
{
    char sentence[512];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    const int index = table_column(table, column);
    const TableCell *cell = table_cell(table, row, index < 0 ? 0 : index);
    return message_set(why, RESULT_BAD_DATA, "%s:%d:%d: %s", table->path, cell->line, cell->column, sentence);
}

Result table_number(const Table *table, int row, const char *column, double low, double high, double *out, Message *why)
{
    const char *text = table_text(table, row, column);
    double value;
    if (!text_to_double(text, &value))
        return table_fault(table, row, column, why, "\"%s\" is no number; %s takes a number from %g to %g.", text, column, low, high);
    if (value < low || value > high)
        return table_fault(table, row, column, why, "%s is outside what %s allows, %g to %g.", text, column, low, high);
    *out = value;
    return RESULT_OK;
}
