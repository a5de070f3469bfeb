// samples_program.h: runs the program itself, as a script would: exit status, words and files are what scripts rely on.
//
// Shapes    words as in a shell, run inside a folder; @ stands for that folder. What it says lands in out.txt and err.txt there.
//           Strings live in the arena.
// Errors    status -1 when the program was ended by a signal.
#ifndef ILIOPSOAS_SAMPLES_PROGRAM_H
#define ILIOPSOAS_SAMPLES_PROGRAM_H

#include "text.h"

typedef struct Run {
    int status;
    const char *out, *err;
} Run;

// A folder with the sample's assets and its pack, which the program will take; no display is known to it.
const char *sample_program_folder(Arena *keep);
const char *sample_program(void); // path of the program, or $ILIOPSOAS_PROGRAM
Run sample_run(const char *folder, Arena *keep, const char *words);
int sample_shell(const char *line); // exit status of a line for the shell
int count_of(const char *text, char c);
int sentences_of(const char *err); // lines, but for the one that says that the sample has no fonts
bool contains(const char *text, const char *piece);

// Runs each case: its status, and one line on standard error with the sentence in it; else the test fails.
typedef struct Case {
    const char *words;
    int status;
    const char *sentence; // a piece of what stderr says
} Case;
void check_cases(const char *folder, Arena *keep, const Case *cases, size_t count);

#endif
