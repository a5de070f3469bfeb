// command_line.h: what all commands share: reading their words, finding the pack, loading the body.
//
// Why       Each command is a row: its name, what it takes, what it does. Reading, help, suggestions and messages then are written once.
// Shapes    view_words are pairs "--name", "value", as view_options_read takes them. Pointers are borrowed from argv.
// Errors    RESULT_USAGE for words a command does not take (with the nearest it does); otherwise the result of what failed.
#ifndef ILIOPSOAS_COMMAND_LINE_H
#define ILIOPSOAS_COMMAND_LINE_H

#include "body.h"
#include "view_state.h"

#include <stdio.h>

enum { PLACES_MOST = 4, OWN_MOST = 6, VIEW_WORDS_MOST = 256 };

typedef struct Command Command;

typedef struct CommandLine {
    const Command *command;
    const char *places[PLACES_MOST]; // what is no option, in order
    const char *own[OWN_MOST];       // value of each option of the command's own; "" for one without a value, NULL when not given
    char *view_words[VIEW_WORDS_MOST];
    int place_count, view_word_count;
} CommandLine;

typedef enum ViewWords { VIEW_WORDS_NONE, VIEW_WORDS_BODY, VIEW_WORDS_POSE, VIEW_WORDS_ALL } ViewWords; // body: --sex --body; pose: --clip --pelvis --at --pose, too

struct Command {
    const char *name, *places, *help; // "shot", "OUT.png", one line
    int place_least, place_most;
    ViewWords view_words;
    ViewOption own[OWN_MOST]; // argument "" for one without a value
    Result (*run)(const CommandLine *line, Message *why);
};

// help_wanted: --help or -h was among the words.
Result command_line_read(const Command *command, int count, char **words, CommandLine *out, bool *help_wanted, Message *why);
void command_line_help(const Command *command, FILE *out);

// Whether a view option was given.
bool command_line_gives(const CommandLine *line, const char *view_word);
// The command's own options as they were given: " --fps 12 --turntable".
char *command_line_own(const CommandLine *line, Arena *arena);

// One sentence on stderr.
void command_say(const char *sentence);

// The loaded body and the view asked for. close also when open failed.
typedef struct Session {
    Arena keep, frame;
    Body body;
    ViewState view;
    const char *pack_path;
    bool loaded;
} Session;
Result session_open(Session *session, const CommandLine *line, Message *why);
void session_close(Session *session);

// $ILIOPSOAS_PACK, beside the program, or ../share/iliopsoas.
Result pack_find(Arena *arena, const char **path, Message *why);

// The commands, one file each.
Result command_shot(const CommandLine *line, Message *why);
Result command_film(const CommandLine *line, Message *why);
Result command_mesh(const CommandLine *line, Message *why);
Result command_pick(const CommandLine *line, Message *why);
Result command_measure(const CommandLine *line, Message *why);
Result command_compare(const CommandLine *line, Message *why);
Result command_curve(const CommandLine *line, Message *why);
Result command_list(const CommandLine *line, Message *why);
Result command_quiz(const CommandLine *line, Message *why);
Result command_describe(const CommandLine *line, Message *why);
Result command_check(const CommandLine *line, Message *why);
Result command_bench(const CommandLine *line, Message *why);

#endif
