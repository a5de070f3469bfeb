// command.h: the command line: one function per command, exit status as design.md says.
//
// Why       Everything the window shows can be rendered, measured and listed by a script; both go through the one ViewState.
// Errors    0 done, 1 cannot be met, 2 wrong usage; one sentence on stderr.
#ifndef ILIOPSOAS_COMMAND_H
#define ILIOPSOAS_COMMAND_H

// The whole program: argv as main got it.
int command_run(int argc, char **argv);

// Opens the window (window.c). pack_path as found or given; options: those of the view. text_scale: of letters and panels, 0: as the settings say.
int window_run(const char *pack_path, float text_scale, int option_count, char **options);

#endif
