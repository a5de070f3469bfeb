#include "json.h"

static void json_character(FILE *out, unsigned char c)
{
    if (c == '"' || c == '\\') fprintf(out, "\\%c", c);
    else if (c < 0x20) fprintf(out, "\\u%04x", c);
    else fputc(c, out);
}

void json_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (const char *c = text; *c; c++) json_character(out, (unsigned char)*c);
    fputc('"', out);
}

Rows rows_begin(FILE *out, bool json)
{
    if (json) fputc('[', out);
    return (Rows){ .out = out, .json = json };
}

void rows_end(Rows *rows)
{
    if (rows->json) fputs(rows->row_count ? "\n]\n" : "]\n", rows->out);
}

void row_begin(Rows *rows)
{
    if (rows->json) fputs(rows->row_count ? ",\n  {" : "\n  {", rows->out);
    rows->row_count++;
    rows->field_count = 0;
}

void row_end(Rows *rows)
{
    fputs(rows->json ? "}" : "\n", rows->out);
}

// Whether the field is to be written at all; writes its key.
static bool field(Rows *rows, const char *key)
{
    const bool first = rows->field_count++ == 0;
    if (!rows->json) return first;
    if (!first) fputs(", ", rows->out);
    json_string(rows->out, key);
    fputs(": ", rows->out);
    return true;
}

void row_text(Rows *rows, const char *key, const char *text)
{
    if (!field(rows, key)) return;
    if (!rows->json) fputs(text ? text : "", rows->out);
    else if (text) json_string(rows->out, text);
    else fputs("null", rows->out);
}

void row_number(Rows *rows, const char *key, double value)
{
    if (field(rows, key)) fprintf(rows->out, "%.10g", value);
}

void row_truth(Rows *rows, const char *key, bool value)
{
    if (field(rows, key)) fputs(value ? "true" : "false", rows->out);
}

void row_point(Rows *rows, const char *key, const float *xyz)
{
    if (field(rows, key)) fprintf(rows->out, "[%.2f, %.2f, %.2f]", (double)xyz[0], (double)xyz[1], (double)xyz[2]);
}
