// view_words.c: see view_words.h.
#include "view_words.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_MOST = 256, LINE_MOST = 16384 };

// The line's words, their letters in `letters`.
typedef struct Words {
    char letters[LINE_MOST];
    char *word[WORDS_MOST];
    int count;
} Words;

static bool parts_words(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// One word to *at; where the rest of the line starts.
static const char *take_word(const char *line, char **at, const char *end)
{
    char quote = '\0';
    for (; *line && (quote || !parts_words(*line)) && *at < end; line++) {
        if (quote ? *line == quote : *line == '"' || *line == '\'') quote = quote ? '\0' : *line;
        else if (*line == '\\' && line[1]) *(*at)++ = *++line;
        else *(*at)++ = *line;
    }
    *(*at)++ = '\0';
    return line;
}

static void split(const char *line, Words *words)
{
    char *at = words->letters;
    words->count = 0;
    while (words->count < WORDS_MOST && at + 1 < words->letters + LINE_MOST) {
        while (parts_words(*line)) line++;
        if (!*line) return;
        words->word[words->count++] = at;
        line = take_word(line, &at, words->letters + LINE_MOST - 1);
    }
}

static void leave_out(Message *why, const char *what, const char *because)
{
    const Message before = *why;
    message_set(why, RESULT_OK, "%s%s%s: %s", before.text, before.text[0] ? " " : "Left out: ", what, because);
}

// One option, on top of those before it. Whether it was understood.
static bool apply(ViewState *view, const Body *body, const char *name, const char *value, Message *why)
{
    Message told = { "" };
    ViewState next = *view;
    if (strcmp(name, "--size") == 0 || strcmp(name, "--state") == 0) return true;
    if (view_option_set(&next, body, name, value, &told) != RESULT_OK) {
        leave_out(why, name, told.text);
        return false;
    }
    *view = next;
    return true;
}

// In the table's order, whatever the line's, so that what an option builds on is there.
static int apply_all(const Words *words, ViewState *view, const Body *body, Message *why)
{
    int row_count, understood = 0;
    const ViewOption *rows = view_options(&row_count);
    for (int r = 0; r < row_count; r++) {
        for (int i = 0; i + 1 < words->count; i++)
            if (strcmp(words->word[i], rows[r].name) == 0) understood += apply(view, body, rows[r].name, words->word[i + 1], why);
    }
    return understood;
}

static void tell_unknown(const Words *words, Message *why)
{
    for (int i = 0; i < words->count; i++) {
        const char *word = words->word[i];
        if (strncmp(word, "--", 2) != 0) continue;
        if (!view_option_known(word)) leave_out(why, word, "this version has no such option.");
        else if (i + 1 == words->count) leave_out(why, word, "it lacks its value.");
        else i++;
    }
}

Result view_words_read(ViewState *view, const Body *body, const char *line, Message *why)
{
    Words words;
    ViewState next;
    Message told = { "" };
    split(line, &words);
    view_state_init(&next, body);
    next.width_px = view->width_px;
    next.height_px = view->height_px;
    const int understood = apply_all(&words, &next, body, &told);
    tell_unknown(&words, &told);
    const bool ours = words.count > 0 && strcmp(words.word[0], "iliopsoas") == 0;
    if (understood == 0 && !ours)
        return message_set(why, RESULT_USAGE, "These are no words for a view. Copy one with Ctrl+C, or write options such as --view fossa --hide skin.");
    if (why) *why = told;
    *view = next;
    return RESULT_OK;
}

char *view_words_options(const ViewState *view, const Body *body, Arena *arena)
{
    ViewState still = *view;
    still.hovered = still.hovered_zone = still.hovered_trigger = 0; // the cursor's, not the view's
    still.hovered_place = (LabelId){ 0, 0 };
    return view_options_write(&still, body, arena);
}

char *view_words_write(const ViewState *view, const Body *body, Arena *arena)
{
    return text_format(arena, "iliopsoas shot picture.png %s", view_words_options(view, body, arena));
}
