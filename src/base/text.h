// text.h: borrowed strings, numbers out of strings, ids and their nearest neighbours.
//
// Shapes    Text is a pointer and a size, not zero-terminated. C strings are used for ids, which are short.
// Units     bytes. All text is UTF-8.
// Errors    parsers return false and leave *out alone; they accept the whole string or nothing ("12x" is no number),
//           and no infinities or NaN.
#ifndef ILIOPSOAS_TEXT_H
#define ILIOPSOAS_TEXT_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct Text {
    const char *data;
    size_t size;
} Text;

Text text_of(const char *zero_terminated);
bool text_equals(Text text, const char *other);
bool text_is_utf8(Text text, size_t *bad_offset); // bad_offset may be NULL
char *text_to_string(Arena *arena, Text text);    // zero-terminated copy
char *text_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

bool text_to_double(const char *text, double *out);
bool text_to_int(const char *text, int *out);
char *text_shortest(Arena *arena, float value); // as few digits, three to nine, as lead back to the very same number

// Next piece of a list separated by `separator`; advances *rest. False when nothing is left. Pieces are trimmed of spaces.
bool text_next(Text *rest, char separator, Text *piece);

// Number of single-character slips (insert, delete, replace, swap neighbours) between two short ids.
int text_slips(const char *a, const char *b);

// The candidate with the fewest slips, or NULL when none is near enough to be meant.
const char *text_nearest(const char *wanted, const char *const *candidates, int count);

#endif
