#include "text.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Text text_of(const char *zero_terminated)
{
    return (Text){ zero_terminated, strlen(zero_terminated) };
}

bool text_equals(Text text, const char *other)
{
    return strlen(other) == text.size && memcmp(text.data, other, text.size) == 0;
}

// Length of the well-formed character at s (RFC 3629: no overlong forms, no surrogates), 0 if there is none.
static size_t utf8_character(const unsigned char *s, size_t left)
{
    if (s[0] < 0x80) return 1;
    size_t size = 0;
    unsigned low = 0x80, high = 0xBF;
    if (s[0] >= 0xC2 && s[0] <= 0xDF) size = 2;
    else if (s[0] >= 0xE0 && s[0] <= 0xEF) size = 3;
    else if (s[0] >= 0xF0 && s[0] <= 0xF4) size = 4;
    if (size == 0 || size > left) return 0;
    if (s[0] == 0xE0) low = 0xA0;
    if (s[0] == 0xED) high = 0x9F;
    if (s[0] == 0xF0) low = 0x90;
    if (s[0] == 0xF4) high = 0x8F;
    if (s[1] < low || s[1] > high) return 0;
    for (size_t i = 2; i < size; i++) {
        if ((s[i] & 0xC0u) != 0x80u) return 0;
    }
    return size;
}

bool text_is_utf8(Text text, size_t *bad_offset)
{
    for (size_t at = 0; at < text.size;) {
        const size_t step = utf8_character((const unsigned char *)text.data + at, text.size - at);
        if (step == 0) {
            if (bad_offset) *bad_offset = at;
            return false;
        }
        at += step;
    }
    return true;
}

char *text_to_string(Arena *arena, Text text)
{
    char *copy = ARENA_ARRAY(arena, char, text.size + 1);
    if (text.size) memcpy(copy, text.data, text.size);
    return copy;
}

char *text_format(Arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const int size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *out = ARENA_ARRAY(arena, char, (size_t)size + 1);
    vsnprintf(out, (size_t)size + 1, format, again);
    va_end(again);
    return out;
}

bool text_to_double(const char *text, double *out)
{
    // strtod also takes hexadecimal, "inf", "nan" and leading spaces: none of them belongs in a table or an option.
    if (text[0] == '\0' || strspn(text, "+-.0123456789eE") != strlen(text)) return false;
    char *end = NULL;
    const double value = strtod(text, &end);
    if (*end != '\0' || !isfinite(value)) return false;
    *out = value;
    return true;
}

bool text_to_int(const char *text, int *out)
{
    if (text[0] == '\0' || strspn(text, "+-0123456789") != strlen(text)) return false;
    char *end = NULL;
    errno = 0;
    const long value = strtol(text, &end, 10);
    if (*end != '\0' || errno != 0 || value < -2147483647L || value > 2147483647L) return false;
    *out = (int)value;
    return true;
}

char *text_shortest(Arena *arena, float value)
{
    char *text = NULL;
    double back = 0.0;
    for (int digits = 3; digits <= 9; digits++) {
        text = text_format(arena, "%.*g", digits, (double)value);
        if (text_to_double(text, &back) && (float)back == value) break;
    }
    return text;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool text_next(Text *rest, char separator, Text *piece)
{
    if (rest->data == NULL) return false;
    const char *end = rest->size ? memchr(rest->data, separator, rest->size) : NULL;
    Text found = { rest->data, end ? (size_t)(end - rest->data) : rest->size };
    if (end) *rest = (Text){ end + 1, rest->size - found.size - 1 };
    else *rest = (Text){ NULL, 0 };
    while (found.size && is_space(found.data[0])) found.data++, found.size--;
    while (found.size && is_space(found.data[found.size - 1])) found.size--;
    *piece = found;
    return true;
}

#define SLIPS_MOST 64

static int min3(int a, int b, int c)
{
    const int ab = a < b ? a : b;
    return ab < c ? ab : c;
}

int text_slips(const char *a, const char *b)
{
    const int na = (int)strlen(a), nb = (int)strlen(b);
    if (na >= SLIPS_MOST || nb >= SLIPS_MOST) return SLIPS_MOST;
    int row[3][SLIPS_MOST + 1]; // restricted Damerau-Levenshtein keeps three rows
    for (int j = 0; j <= nb; j++) row[0][j] = j;
    for (int i = 1; i <= na; i++) {
        int *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        now[0] = i;
        for (int j = 1; j <= nb; j++) {
            const int change = tolower((unsigned char)a[i - 1]) != tolower((unsigned char)b[j - 1]);
            now[j] = min3(last[j] + 1, now[j - 1] + 1, last[j - 1] + change);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < now[j])
                now[j] = before[j - 2] + 1;
        }
    }
    return row[na % 3][nb];
}

// Slips to the candidate without its side: "psoas_majr" is one slip from "psoas_major_right" and another for the forgotten side.
static int slips_without_side(const char *wanted, const char *candidate)
{
    static const char *const sides[] = { "_right", "_left" };
    const size_t size = strlen(candidate);
    for (size_t i = 0; i < sizeof sides / sizeof sides[0]; i++) {
        const size_t side = strlen(sides[i]);
        if (size <= side || size > SLIPS_MOST || strcmp(candidate + size - side, sides[i]) != 0) continue;
        char base[SLIPS_MOST + 1];
        snprintf(base, sizeof base, "%.*s", (int)(size - side), candidate);
        return 1 + text_slips(wanted, base);
    }
    return SLIPS_MOST;
}

static int min2(int a, int b)
{
    return a < b ? a : b;
}

const char *text_nearest(const char *wanted, const char *const *candidates, int count)
{
    const char *best = NULL;
    int best_slips = 1 + ((int)strlen(wanted) + 2) / 3; // more slips than that is another word
    for (int i = 0; i < count; i++) {
        int slips = min2(text_slips(wanted, candidates[i]), slips_without_side(wanted, candidates[i]));
        // A forgotten side or a prefix ("psoas" for "psoas_major_right") is the likeliest slip of all.
        if (strlen(wanted) >= 3 && strncmp(candidates[i], wanted, strlen(wanted)) == 0 && slips > 1) slips = 1;
        if (slips < best_slips) {
            best_slips = slips;
            best = candidates[i];
        }
    }
    return best;
}
