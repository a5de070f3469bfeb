#define _DEFAULT_SOURCE // mkdir
#include "settings.h"

#include "file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const sex_words[] = { "male", "female" }, *const switch_words[] = { "off", "on" };

Settings settings_default(void)
{
    return (Settings){ .language = LANGUAGE_EN, .theme = THEME_DARK, .sex = SEX_MALE, .text_scale = 1.0f };
}

bool settings_same(const Settings *a, const Settings *b)
{
    return a->language == b->language && a->theme == b->theme && a->pain == b->pain && a->sex == b->sex && a->text_scale == b->text_scale &&
           a->reduced_motion == b->reduced_motion;
}

Settings settings_changed(const Settings *kept, const Settings *started, const Settings *now)
{
    Settings out = *kept;
    if (now->language != started->language) out.language = now->language;
    if (now->theme != started->theme) out.theme = now->theme;
    if (now->pain != started->pain) out.pain = now->pain;
    if (now->sex != started->sex) out.sex = now->sex;
    if (now->text_scale != started->text_scale) out.text_scale = now->text_scale;
    if (now->reduced_motion != started->reduced_motion) out.reduced_motion = now->reduced_motion;
    return out;
}

const char *settings_file(Arena *arena, const char *name)
{
    const char *folder = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (folder && *folder == '/') return text_format(arena, "%s/iliopsoas/%s", folder, name); // the standard: relative ones do not count
    return home && *home == '/' ? text_format(arena, "%s/.config/iliopsoas/%s", home, name) : NULL;
}

const char *settings_path(Arena *arena)
{
    return settings_file(arena, "settings");
}

// ---- reading

typedef struct Line {
    const char *path;
    int number;
    char name[40], value[40];
    Message *why;
} Line;

static Result refuse(const Line *line, const char *allowed)
{
    return message_set(line->why, RESULT_BAD_DATA, "%s:%d: \"%s = %s\" is not understood; %s.", line->path, line->number, line->name, line->value, allowed);
}

static Result take_word(const Line *line, const char *const *words, int count, int *out)
{
    char allowed[160] = "";
    for (int i = 0; i < count; i++) {
        if (strcmp(line->value, words[i]) == 0) {
            *out = i;
            return RESULT_OK;
        }
        const size_t used = strlen(allowed);
        snprintf(allowed + used, sizeof allowed - used, "%s%s", i ? ", " : "it takes ", words[i]);
    }
    return refuse(line, allowed);
}

static Result take_scale(const Line *line, float *out)
{
    double value = 0;
    if (!text_to_double(line->value, &value) || value < (double)SETTINGS_TEXT_LEAST || value > (double)SETTINGS_TEXT_MOST)
        return refuse(line, "it takes a number from 0.7 to 2.2");
    *out = (float)value;
    return RESULT_OK;
}

static Result take(const Line *line, Settings *out)
{
    int word = 0;
    Result result;
    if (strcmp(line->name, "text_scale") == 0) return take_scale(line, &out->text_scale);
    if (strcmp(line->name, "language") == 0) {
        result = take_word(line, language_ids, LANGUAGE_COUNT, &word);
        out->language = (Language)word;
    } else if (strcmp(line->name, "theme") == 0) {
        result = take_word(line, theme_ids, THEME_COUNT, &word);
        out->theme = (Theme)word;
    } else if (strcmp(line->name, "pain") == 0) {
        result = take_word(line, pain_ids, PAIN_COUNT, &word);
        out->pain = (Pain)word;
    } else if (strcmp(line->name, "body") == 0) {
        result = take_word(line, sex_words, 2, &word);
        out->sex = word ? SEX_FEMALE : SEX_MALE;
    } else if (strcmp(line->name, "reduced_motion") == 0) {
        result = take_word(line, switch_words, 2, &word);
        out->reduced_motion = word == 1;
    } else {
        return refuse(line, "there are language, theme, pain, body, text_scale and reduced_motion");
    }
    return result;
}

static void copy_trimmed(const char *from, const char *end, char *out, size_t size)
{
    while (from < end && (*from == ' ' || *from == '\t')) from++;
    while (end > from && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r')) end--;
    snprintf(out, size, "%.*s", (int)(end - from), from);
}

static Result read_line(Line *line, Text text, Settings *out)
{
    char whole[256];
    copy_trimmed(text.data, text.data + text.size, whole, sizeof whole);
    if (whole[0] == '\0' || whole[0] == '#') return RESULT_OK;
    const char *equals = strchr(whole, '=');
    copy_trimmed(whole, equals ? equals : whole + strlen(whole), line->name, sizeof line->name);
    copy_trimmed(equals ? equals + 1 : "", equals ? whole + strlen(whole) : "", line->value, sizeof line->value);
    return equals ? take(line, out) : refuse(line, "write name = value");
}

// Kept, so that nothing is lost that a person wrote.
static void set_aside(const char *path, Arena *arena, Message *why)
{
    const char *aside = text_format(arena, "%s.broken", path);
    const Message told = *why;
    const bool moved = rename(path, aside) == 0;
    message_set(why, RESULT_BAD_DATA, moved ? "%s The file is kept as %s; defaults are used." : "%s Defaults are used.", told.text, aside);
}

Result settings_read(const char *path, Arena *arena, Settings *out, Message *why)
{
    Text text = { 0 };
    *out = settings_default();
    if (!path || !file_exists(path)) return RESULT_NOT_FOUND;
    Result result = file_read(path, arena, &text, why);
    Line line = { .path = path, .why = why };
    Text rest = text, piece;
    while (result == RESULT_OK && text_next(&rest, '\n', &piece)) {
        line.number++;
        result = read_line(&line, piece, out);
    }
    if (result == RESULT_OK) return result;
    *out = settings_default();
    if (result == RESULT_BAD_DATA) set_aside(path, arena, why);
    return result;
}

// ---- writing

Result settings_make_folder(char *path, const char *what, Message *why)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        const bool made = mkdir(path, 0700) == 0 || errno == EEXIST;
        if (!made) message_set(why, RESULT_IO, "%s cannot be kept: the folder %s cannot be made. They hold for this run.", what, path);
        *slash = '/';
        if (!made) return RESULT_IO;
    }
    return RESULT_OK;
}

Result settings_write(const char *path, const Settings *s, Arena *arena, Message *why)
{
    if (!path) return message_set(why, RESULT_IO, "Settings cannot be kept: neither HOME nor XDG_CONFIG_HOME is set. They hold for this run.");
    const Result made = settings_make_folder(text_format(arena, "%s", path), "Settings", why);
    if (made != RESULT_OK) return made;
    const char *text = text_format(arena,
                                   "# Iliopsoas: what was chosen in the window. One name = value a line; delete the file for the defaults.\n"
                                   "language = %s\ntheme = %s\npain = %s\nbody = %s\ntext_scale = %.3g\nreduced_motion = %s\n",
                                   language_ids[s->language], theme_ids[s->theme], pain_ids[s->pain], sex_words[s->sex == SEX_FEMALE], (double)s->text_scale,
                                   switch_words[s->reduced_motion]);
    return file_write(path, text, strlen(text), why);
}
