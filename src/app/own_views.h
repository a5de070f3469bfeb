// own_views.h: the views a person has saved, kept between runs in a text file beside the settings.
//
// Why       One view a line, a name, a tab and the options that draw it, so that it can be read, mended, sent to others and compared line by line.
//           Lines that are no views (comments, what another version wrote, slips of a hand) stay where they are, whatever is done to the others.
//           Two windows may be open: before each change the file is read again if it is no longer what was read or written last.
// Shapes    $XDG_CONFIG_HOME/iliopsoas/views.txt, else $HOME/.config/iliopsoas/views.txt. Views count from 0; strings live in the keep arena.
// Errors    own_views_read: RESULT_NOT_FOUND without a message where there is none yet; RESULT_BAD_DATA with file:line:column of the first line that is
//           no view, the others are there. Changes: RESULT_IO with what to do, and the change holds for this run; RESULT_NOT_FOUND when another
//           window has taken the view away meanwhile. A file that could not be read is never written over.
#ifndef ILIOPSOAS_OWN_VIEWS_H
#define ILIOPSOAS_OWN_VIEWS_H

#include "view_state.h"

#define OWN_NAME_MOST 96 // bytes

typedef struct OwnLine {
    const char *text;        // as it stands in the file
    const char *name, *words; // NULL: no view
} OwnLine;

typedef struct OwnViews {
    const char *path; // NULL: nowhere to keep them
    const Body *body;
    Arena *keep;
    OwnLine *lines;
    int line_count, line_most;
    const char *as_read; // all of the file as it was read or written last; NULL: there was none
    bool unreadable;
} OwnViews;

Result own_views_read(OwnViews *views, const Body *body, const char *path, Arena *keep, Message *why);
int own_views_count(const OwnViews *views);
const OwnLine *own_views_at(const OwnViews *views, int index); // NULL: there is none
Result own_views_add(OwnViews *views, int before, const char *name, const char *words, Message *why); // before the count: at the end
Result own_views_rename(OwnViews *views, int index, const char *name, Message *why);
Result own_views_delete(OwnViews *views, int index, Message *why);
Result own_views_move(OwnViews *views, int index, int step, Message *why); // one place up (-1) or down (1)

// What is the picture's and not the person's: no language, no theme, no size. Words that say them by hand are obeyed.
char *own_view_words(const ViewState *view, const Body *body, Arena *arena);
// The view in its place; what was left out is told in why.
void own_view_restore(const OwnLine *line, const Body *body, ViewState *view, Message *why);

#endif
