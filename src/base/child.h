// child.h: another program, started beside ours and fed through a pipe.
//
// Why       Films are compressed by ffmpeg, which is there or not. No shell comes between: words with blanks or quotes arrive as they are.
// Shapes    words[0] is looked for on PATH; the list ends with NULL. The child's standard output goes nowhere, its standard error is
//           kept in a nameless file, so that it can never block on us while we feed it.
// Errors    child_start: RESULT_NOT_FOUND when there is no such program on PATH, RESULT_IO otherwise; message left to the caller, who
//           knows what the program was wanted for. Writing to a child that has ended fails and does not end us (SIGPIPE is ignored from then on).
//           Writing and waiting also come back when an interrupt is wished (interrupt.h).
#ifndef ILIOPSOAS_CHILD_H
#define ILIOPSOAS_CHILD_H

#include "result.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct Child {
    int process; // 0: none
    int to;      // its standard input
    FILE *said;  // its standard error; NULL when no file could be had
} Child;

Result child_start(const char *const *words, Child *out);
bool child_write(Child *child, const void *data, size_t size);
// No more input; waits. The exit status, 128 + N when ended by signal N, -1 when we were interrupted: then child_stop is due.
int child_end(Child *child);
// Ends it at once; nothing to do when it has ended. Frees what child_start took.
void child_stop(Child *child);
// The last line on its standard error, without `but` (a closing line that tells nothing); "" when it said nothing.
void child_last_words(const Child *child, const char *but, char *line, size_t size);

#endif
