#include "result.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// Removes the bytes of a character that the end of the buffer cut in two.
static void drop_partial_character(char *text)
{
    size_t end = strlen(text);
    size_t start = end;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0u) == 0x80u) start--;
    if (start == 0) return;
    const unsigned char lead = (unsigned char)text[start - 1];
    const size_t want = lead >= 0xF0u ? 4 : lead >= 0xE0u ? 3 : lead >= 0xC0u ? 2 : 1;
    if (end - (start - 1) < want) text[start - 1] = '\0';
}

// What a file or a command line holds must not steer the terminal, and a sentence is one line.
static void hide_control_characters(char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text < 0x20u || *text == 0x7f) *text = '?';
    }
}

Result message_set(Message *why, Result code, const char *format, ...)
{
    if (!why) return code;
    va_list args;
    va_start(args, format);
    const int wanted = vsnprintf(why->text, sizeof why->text, format, args);
    va_end(args);
    if (wanted >= (int)sizeof why->text) drop_partial_character(why->text);
    hide_control_characters(why->text);
    return code;
}

int result_exit_status(Result result)
{
    if (result == RESULT_OK) return 0;
    return result == RESULT_USAGE ? 2 : 1;
}
