// json.h: writes flat JSON objects and ids: the same rows as plain lines or as an array.
//
// Why       Lists are read by people (one id per line) and by scripts (all fields); one description of a row serves both.
// Shapes    row_begin, any fields, row_end; the first field is the id, which plain lines show alone.
// Errors    cannot fail; whoever owns the stream looks at ferror.
#ifndef ILIOPSOAS_JSON_H
#define ILIOPSOAS_JSON_H

#include <stdbool.h>
#include <stdio.h>

typedef struct Rows {
    FILE *out;
    bool json;
    int row_count, field_count;
} Rows;

void json_string(FILE *out, const char *text);

Rows rows_begin(FILE *out, bool json);
void rows_end(Rows *rows);
void row_begin(Rows *rows);
void row_end(Rows *rows);
void row_text(Rows *rows, const char *key, const char *text); // NULL becomes null
void row_number(Rows *rows, const char *key, double value);
void row_truth(Rows *rows, const char *key, bool value);
void row_point(Rows *rows, const char *key, const float *xyz);

#endif
