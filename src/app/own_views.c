#include "own_views.h"

#include "file.h"
#include "settings.h"
#include "view_words.h"

#include <string.h>

// ---- lines

static OwnLine *push(OwnViews *views, int at, OwnLine line)
{
    if (views->line_count == views->line_most) {
        const int most = views->line_most ? 2 * views->line_most : 32;
        OwnLine *more = ARENA_ARRAY(views->keep, OwnLine, most);
        if (views->line_count) memcpy(more, views->lines, sizeof *more * (size_t)views->line_count);
        views->lines = more;
        views->line_most = most;
    }
    memmove(views->lines + at + 1, views->lines + at, sizeof line * (size_t)(views->line_count - at));
    views->lines[at] = line;
    views->line_count++;
    return &views->lines[at];
}

static void take_out(OwnViews *views, int at)
{
    views->line_count--;
    memmove(views->lines + at, views->lines + at + 1, sizeof views->lines[0] * (size_t)(views->line_count - at));
}

// The line of a view; the count: behind the last one.
static int line_of(const OwnViews *views, int index)
{
    int at = 0;
    for (; at < views->line_count; at++)
        if (views->lines[at].name && index-- == 0) break;
    return at;
}

int own_views_count(const OwnViews *views)
{
    int count = 0;
    for (int i = 0; i < views->line_count; i++) count += views->lines[i].name != NULL;
    return count;
}

const OwnLine *own_views_at(const OwnViews *views, int index)
{
    const int at = index < 0 ? views->line_count : line_of(views, index);
    return at < views->line_count ? &views->lines[at] : NULL;
}

// ---- reading

typedef struct Reader {
    OwnViews *views;
    int number, broken_count;
    Message *why;
} Reader;

static OwnLine refuse(Reader *reader, const char *text, size_t column, const char *because)
{
    if (reader->broken_count++ == 0)
        message_set(reader->why, RESULT_BAD_DATA, "%s:%d:%zu: this is no view: %s. The line stays as it is, the others are there.", reader->views->path,
                    reader->number, column, because);
    return (OwnLine){ .text = text };
}

static bool is_understood(const Body *body, const char *words, Message *why)
{
    ViewState view;
    view_state_init(&view, body);
    return view_words_read(&view, body, words, why) == RESULT_OK;
}

static OwnLine read_line(Reader *reader, const char *text)
{
    const Body *body = reader->views->body;
    const size_t size = strlen(text);
    const char *tab = strchr(text, '\t');
    Message why = { "" };
    size_t bad = 0;
    if (size == 0 || *text == '#') return (OwnLine){ .text = text };
    if (!text_is_utf8((Text){ text, size }, &bad)) return refuse(reader, text, bad + 1, "it is not UTF-8");
    if (!tab) return refuse(reader, text, size + 1, "write a name, a tab, and options such as --view fossa");
    if (tab == text) return refuse(reader, text, 1, "it has no name");
    if (tab - text >= OWN_NAME_MOST) return refuse(reader, text, OWN_NAME_MOST, "its name is too long");
    if (!is_understood(body, tab + 1, &why)) return refuse(reader, text, (size_t)(tab - text) + 2, "none of its options is understood");
    return (OwnLine){ text, text_to_string(reader->views->keep, (Text){ text, (size_t)(tab - text) }), tab + 1 };
}

static Result read_text(OwnViews *views, const char *all, Message *why)
{
    Reader reader = { .views = views, .why = why };
    views->line_count = 0;
    views->as_read = all;
    for (const char *at = all; *at;) {
        const size_t whole = strcspn(at, "\n"), size = whole > 0 && at[whole - 1] == '\r' ? whole - 1 : whole;
        reader.number++;
        push(views, views->line_count, read_line(&reader, text_to_string(views->keep, (Text){ at, size })));
        at += whole + (at[whole] == '\n');
    }
    return reader.broken_count ? RESULT_BAD_DATA : RESULT_OK;
}

Result own_views_read(OwnViews *views, const Body *body, const char *path, Arena *keep, Message *why)
{
    Text text = { 0 };
    *views = (OwnViews){ .path = path, .body = body, .keep = keep };
    if (!path || !file_exists(path)) return RESULT_NOT_FOUND;
    const Result result = file_read(path, keep, &text, why);
    views->unreadable = result != RESULT_OK || strlen(text.data) != text.size;
    if (result == RESULT_OK && views->unreadable)
        return message_set(why, RESULT_BAD_DATA, "%s:1:%zu: this is no text. The file stays as it is; views saved now hold for this run.", path, strlen(text.data) + 1);
    return result == RESULT_OK ? read_text(views, text.data, why) : result;
}

// ---- writing

static const char header[] = "# Iliopsoas: views saved in the window, one a line: a name, a tab, and the options that draw it.";

static char *whole_text(const OwnViews *views)
{
    size_t size = 1, at = 0;
    for (int i = 0; i < views->line_count; i++) size += strlen(views->lines[i].text) + 1;
    char *all = arena_push(views->keep, size);
    for (int i = 0; i < views->line_count; i++) {
        const size_t length = strlen(views->lines[i].text);
        memcpy(all + at, views->lines[i].text, length);
        at += length;
        all[at++] = '\n';
    }
    all[at] = '\0';
    return all;
}

static Result not_kept(Message *why, const char *because)
{
    return message_set(why, RESULT_IO, "Views cannot be kept, they hold for this run. %s", because);
}

static Result write_all(OwnViews *views, Message *why)
{
    Message told = { "" };
    if (!views->path) return not_kept(why, "Neither HOME nor XDG_CONFIG_HOME is set.");
    if (views->unreadable) return not_kept(why, "The file there cannot be read, and is left alone.");
    char *all = whole_text(views);
    if (settings_make_folder(text_format(views->keep, "%s", views->path), "Views", why) != RESULT_OK) return RESULT_IO;
    if (file_write(views->path, all, strlen(all), &told) != RESULT_OK) return not_kept(why, told.text);
    views->as_read = all;
    return RESULT_OK;
}

// ---- changes

// Whether the file is what this window knows. A file that has gone away is as if it were: it is written anew.
static bool is_as_read(const OwnViews *views)
{
    Text text;
    if (!views->path || views->unreadable || !file_exists(views->path)) return true;
    if (file_map(views->path, &text, NULL) != RESULT_OK) return true;
    const bool same = views->as_read && text.size == strlen(views->as_read) && memcmp(text.data ? text.data : "", views->as_read, text.size) == 0;
    file_unmap(text);
    return same;
}

static int line_with(const OwnViews *views, const char *text)
{
    int at = 0;
    while (at < views->line_count && !(views->lines[at].name && strcmp(views->lines[at].text, text) == 0)) at++;
    return at;
}

// The line of a view in the file as it is now; the count: it is there no more.
static int find_again(OwnViews *views, int index)
{
    const int at = line_of(views, index);
    if (at == views->line_count || is_as_read(views)) return at;
    const char *text = views->lines[at].text;
    own_views_read(views, views->body, views->path, views->keep, NULL);
    return line_with(views, text);
}

static Result gone(Message *why)
{
    return message_set(why, RESULT_NOT_FOUND, "This view is no longer there: another window has changed the views. The list is shown as it is now.");
}

// A name that would not be read back as one is made fit.
static OwnLine make_line(OwnViews *views, const char *name, const char *words)
{
    while (*name == ' ' || *name == '#' || *name == '\t') name++;
    char *fit = text_format(views->keep, "%.*s", OWN_NAME_MOST - 1, name);
    size_t bad;
    if (!text_is_utf8(text_of(fit), &bad)) fit[bad] = '\0'; // cut in the middle of a letter
    for (char *c = fit; *c; c++)
        if ((unsigned char)*c < 32) *c = ' ';
    if (!*fit) fit = text_format(views->keep, "%s", "?");
    return (OwnLine){ text_format(views->keep, "%s\t%s", fit, words), fit, text_format(views->keep, "%s", words) };
}

Result own_views_add(OwnViews *views, int before, const char *name, const char *words, Message *why)
{
    if (!is_as_read(views)) own_views_read(views, views->body, views->path, views->keep, NULL);
    if (views->line_count == 0) push(views, 0, (OwnLine){ .text = header });
    push(views, line_of(views, before), make_line(views, name, words));
    return write_all(views, why);
}

Result own_views_rename(OwnViews *views, int index, const char *name, Message *why)
{
    const int at = find_again(views, index);
    if (at == views->line_count) return gone(why);
    views->lines[at] = make_line(views, name, views->lines[at].words);
    return write_all(views, why);
}

Result own_views_delete(OwnViews *views, int index, Message *why)
{
    const int at = find_again(views, index);
    if (at == views->line_count) return gone(why);
    take_out(views, at);
    return write_all(views, why);
}

static int neighbour(const OwnViews *views, int at, int step)
{
    for (int i = at + step; i >= 0 && i < views->line_count; i += step)
        if (views->lines[i].name) return i;
    return at;
}

Result own_views_move(OwnViews *views, int index, int step, Message *why)
{
    const int at = find_again(views, index);
    if (at == views->line_count) return gone(why);
    const int other = neighbour(views, at, step);
    const OwnLine line = views->lines[at];
    if (other == at) return RESULT_OK;
    views->lines[at] = views->lines[other];
    views->lines[other] = line;
    return write_all(views, why);
}

// ---- a view and its words

char *own_view_words(const ViewState *view, const Body *body, Arena *arena)
{
    ViewState plain, still = *view;
    view_state_init(&plain, body);
    still.width_px = plain.width_px;
    still.height_px = plain.height_px;
    still.language = plain.language;
    still.theme = plain.theme;
    still.pain = plain.pain;
    still.ui = plain.ui;
    still.stats = plain.stats;
    return view_words_options(&still, body, arena);
}

static bool says(const char *words, const char *option)
{
    const size_t size = strlen(option);
    for (const char *at = strstr(words, option); at; at = strstr(at + size, option))
        if ((at == words || at[-1] == ' ') && at[size] == ' ') return true;
    return false;
}

void own_view_restore(const OwnLine *line, const Body *body, ViewState *view, Message *why)
{
    const ViewState before = *view;
    if (view_words_read(view, body, line->words, why) != RESULT_OK) return;
    if (!says(line->words, "--lang")) view->language = before.language;
    if (!says(line->words, "--theme")) view->theme = before.theme;
    if (!says(line->words, "--pain")) view->pain = before.pain;
    if (!says(line->words, "--stats")) view->stats = before.stats;
    view->ui = before.ui;
    view->covered_left_frac = before.covered_left_frac; // of the window, not of the view
    view->covered_right_frac = before.covered_right_frac;
    view->covered_bottom_frac = before.covered_bottom_frac;
}
