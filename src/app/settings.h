// settings.h: what a person chose for good: language, theme, size of the letters, and the like, kept between runs.
//
// Why       A plain text file in the XDG configuration folder, one "name = value" a line, that can be read, mended and carried along. It never
//           keeps the program from starting: what is wrong in it is told, the file is set aside, and defaults are used.
// Shapes    $XDG_CONFIG_HOME/iliopsoas/settings, else $HOME/.config/iliopsoas/settings. Lines that begin with # are passed over.
// Errors    settings_read: RESULT_NOT_FOUND without a message where there is none yet; RESULT_BAD_DATA with file:line and what is allowed,
//           after renaming the file to settings.broken. settings_write: RESULT_IO with what to do.
#ifndef ILIOPSOAS_SETTINGS_H
#define ILIOPSOAS_SETTINGS_H

#include "body.h"
#include "view_state.h"

typedef struct Settings {
    Language language;
    Theme theme;
    Pain pain;
    Sex sex;
    float text_scale; // 0.7 .. 2.2
    bool reduced_motion;
} Settings;

#define SETTINGS_TEXT_LEAST 0.7f
#define SETTINGS_TEXT_MOST 2.2f

Settings settings_default(void);
bool settings_same(const Settings *a, const Settings *b);
// What was kept, with what changed between started and now: options of one run are not kept for good.
Settings settings_changed(const Settings *kept, const Settings *started, const Settings *now);
// NULL where neither variable names a folder.
const char *settings_path(Arena *arena);
const char *settings_file(Arena *arena, const char *name); // another file beside it
Result settings_make_folder(char *path, const char *what, Message *why); // on the way to a file that keeps what
Result settings_read(const char *path, Arena *arena, Settings *out, Message *why);
Result settings_write(const char *path, const Settings *settings, Arena *arena, Message *why);

#endif
