// view_words.h: a whole view as one line of words, to be copied, kept and pasted.
//
// Why       The line is the command that draws the picture: "iliopsoas shot picture.png --view fossa --hide skin". Whoever gets it can paste it
//           into a shell or into the window. A line may come from another version, or may not be meant for us at all, so reading takes what it
//           can and tells what it left out.
// Shapes    words are parted by spaces; "..." and '...' hold together, a backslash takes the next character as it is.
// Errors    view_words_read: RESULT_OK when at least one option was understood or the line names the program, with what was left out in the message;
//           RESULT_USAGE, and the view as it was, when nothing in it is ours.
#ifndef ILIOPSOAS_VIEW_WORDS_H
#define ILIOPSOAS_VIEW_WORDS_H

#include "view_state.h"

char *view_words_options(const ViewState *view, const Body *body, Arena *arena); // the options alone
char *view_words_write(const ViewState *view, const Body *body, Arena *arena);
// The size of the picture is the reader's own and is kept.
Result view_words_read(ViewState *view, const Body *body, const char *line, Message *why);

#endif
