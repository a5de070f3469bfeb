// command.h: the command line: one function per command, exit status as design.md says.
//
// Why       Everything the window shows can be rendered, measured and listed by a script; both go through the one ViewState.
// Errors    0 done, 1 cannot be met, 2 wrong usage; one sentence on stderr.
#ifndef ILIOPSOAS_COMMAND_H
#define ILIOPSOAS_COMMAND_H

// The whole program: argv as main got it.
int command_run(int argc, char **argv);

// Opens the window (window.c). pack_path as found or given. Options of the view may precede; argv holds only them.
int window_run(const char *pack_path, int option_count, char **options);

#endif
