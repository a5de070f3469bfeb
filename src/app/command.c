#include "command.h"

#include "command_line.h"
#include "file.h"
#include "picture.h"
#include "platform.h"
#include "settings.h"

#include <string.h>

static Result to_come(const CommandLine *line, Message *why)
{
    (void)line;
    return message_set(why, RESULT_UNSUPPORTED, "This command is not in this version yet. iliopsoas --help lists what there is.");
}

// For this run only; the settings keep what is chosen in the window.
static Result read_text_scale(const char *word, float *out, Message *why)
{
    double scale = 0.0;
    if (word && (!text_to_double(word, &scale) || scale < (double)SETTINGS_TEXT_LEAST || scale > (double)SETTINGS_TEXT_MOST))
        return message_set(why, RESULT_USAGE, "--scale takes a number from %g to %g; \"%.40s\" is none.", (double)SETTINGS_TEXT_LEAST, (double)SETTINGS_TEXT_MOST, word);
    *out = (float)scale;
    return RESULT_OK;
}

static Result open_window(const CommandLine *line, Message *why)
{
    Arena arena = arena_make((size_t)1 << 20);
    const char *path = NULL;
    float text_scale = 0;
    Result result = read_text_scale(line->own[0], &text_scale, why);
    if (result == RESULT_OK) result = pack_find(&arena, &path, why);
    if (result == RESULT_OK && !platform_has_display())
        result = message_set(why, RESULT_UNSUPPORTED, "There is no display to open a window on. For a picture without one: iliopsoas shot picture.png");
    if (result == RESULT_OK) {
        const int status = window_run(path, text_scale, line->view_word_count, (char **)line->view_words); // has said why, where it is not 0
        result = status == 0 ? RESULT_OK : status == 2 ? RESULT_USAGE : RESULT_IO;
    }
    arena_free(&arena);
    return result;
}

static const Command window_command = { "", "", "Opens the window.", 0, 0, VIEW_WORDS_ALL,
                                        { { "--scale", "0.7..2.2", "size of letters and panels (as the settings say)" } }, open_window };

static const Command commands[] = {
    { "shot", "OUT.png|-", "Writes one picture; - writes it to standard output.", 1, 1, VIEW_WORDS_ALL, { { "--sheet", "", "a contact sheet of the main views" },
        { "--plates", "", "a sheet of all that the program shows: views, clips, colours, themes" },
        { "--samples", "1|4|8|16", "the picture is the mean of so many, each a part of a pixel aside; 1: not smoothed, 16: best (4)" },
        { "--background", "theme|transparent", "behind the figure (theme)" } },
      command_shot },
    { "mesh", "ID OUT.ply|OUT.obj", "Writes one structure's surface in millimetres: at rest, or in a pose.", 2, 2, VIEW_WORDS_POSE,
      { { "--detail", "full|high|low", "how fine (full)" } }, command_mesh },
    { "curve", "CLIP", "Writes lengths, strains, moment arms and volumes of the muscles over a clip or a joint's range, as CSV.", 0, 1, VIEW_WORDS_BODY,
      { { "--sweep", "JOINT=FROM:TO:STEP", "move one joint through degrees (or mm) instead of playing a clip" }, { "--fps", "N", "rows per second of the clip (10)" },
        { "--pelvis", "held|arching", "which way of a clip that shows both (held)" } },
      command_curve },
    { "measure", "A B [C]", "Tells the distance from A to B, or with C the angle at B, as JSON. A point: asis, asis_left, PART:LANDMARK or PART@x:y:z.", 2, 3,
      VIEW_WORDS_ALL, { { 0 } }, command_measure },
    { "compare", "[ID ...]", "Tells two to four muscles side by side, as CSV (psoas_major_right iliacus_right rectus_femoris_right).", 0, 4, VIEW_WORDS_ALL, { { 0 } },
      command_compare },
    { "pick", "X Y", "Tells what a pixel shows, as JSON.", 2, 2, VIEW_WORDS_ALL, { { 0 } }, command_pick },
    { "describe", "", "Tells the scene in words.", 0, 0, VIEW_WORDS_ALL, { { 0 } }, command_describe },
    { "list", "structures|regions|landmarks|groups|views|clips|joints|triggers|zones|lessons|languages", "Lists ids, one per line.", 1, 1, VIEW_WORDS_NONE,
      { { "--json", "", "all fields, as a JSON array" } }, command_list },
    { "quiz", "", "Prints questions about the body as CSV, or marks answers to them.", 0, 0, VIEW_WORDS_ALL,
      { { "--level", "1|2|3", "well-known structures and what muscles do; all structures and the main places; everything (1)" },
        { "--seed", "N", "another number, another round; the same number, the same round (1)" }, { "--count", "N", "how many questions, 1 to 40 (10)" },
        { "--kind", "LIST", "only these: find, name, action, attachment, referral" },
        { "--answers", "FILE.csv", "columns number and answer (a letter, a number or an id): adds what is right" },
        { "--solutions", "on|off", "columns with the right answers (off; with --answers on)" } },
      command_quiz },
    { "check", "[DIR]", "Checks an assets folder and tells every fault at its place.", 0, 1, VIEW_WORDS_NONE, { { 0 } }, command_check },
    { "bench", "", "Measures loading, drawing, posing and picking.", 0, 0, VIEW_WORDS_ALL, { { "--json", "", "as one flat JSON object" } }, command_bench },
    { "film", "OUT.mp4|OUT.webm|OUT.gif|DIR/|OUT.png", "Writes a clip, or a turn of the body, as a film (with ffmpeg), as numbered pictures in a folder or as moments on one sheet.", 1, 1, VIEW_WORDS_ALL,
      { { "--fps", "N", "pictures per second, 1 to 120 (30)" }, { "--seconds", "S", "how long the clip, or the turn, takes (the clip's own time; a turn 8)" },
        { "--turntable", "", "the camera goes once round: of a clip while it plays, of one moment with --at, or of the body at rest" },
        { "--sheet", "COLUMNSxROWS", "how many moments OUT.png shows, 1x1 to 12x12 (4x3)" },
        { "--samples", "1|4|8|16", "the picture is the mean of so many, each a part of a pixel aside; 1: not smoothed, 16: best (4)" },
        { "--background", "theme|transparent", "behind the figure (theme); not in an mp4, and all or nothing in a GIF" } },
      command_film },
    { "palpate", "--at TRIGGER|X,Y,Z", "Lists what a finger passes (not in this version yet).", 0, 0, VIEW_WORDS_NONE,
      { { "--at", "TRIGGER|X,Y,Z", "where to" }, { "--direction", "X,Y,Z", "which way" } }, to_come },
    { "lesson", "NAME OUT.pdf|DIR/", "Writes a lesson as a handout (not in this version yet).", 0, 2, VIEW_WORDS_NONE, { { 0 } }, to_come },
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void print_help(FILE *out)
{
    fprintf(out, "iliopsoas: the hip flexor that lies too deep to see, to turn, move and point at.\n"
                 "For learning, not for diagnosis.\n\n"
                 "usage: iliopsoas [options]           opens the window\n"
                 "       iliopsoas COMMAND [options]\n\ncommands:\n");
    for (int i = 0; i < COMMAND_COUNT; i++) fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].help);
    fprintf(out, "\niliopsoas COMMAND --help tells more. Options of the window:\n");
    int count = 0;
    const ViewOption *options = view_options(&count);
    fprintf(out, "  %s %s\n", window_command.own[0].name, window_command.own[0].argument);
    for (int i = 0; i < count; i++) fprintf(out, "  %s %s\n", options[i].name, options[i].argument);
}

static const Command *find_command(const char *name)
{
    for (int i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    }
    return NULL;
}

static Result unknown_command(const char *name, Message *why)
{
    const char *names[COMMAND_COUNT];
    for (int i = 0; i < COMMAND_COUNT; i++) names[i] = commands[i].name;
    const char *near = text_nearest(name, names, COMMAND_COUNT);
    if (near) return message_set(why, RESULT_USAGE, "There is no command \"%.60s\"; did you mean \"%s\"?", name, near);
    return message_set(why, RESULT_USAGE, "There is no command \"%.60s\". iliopsoas --help lists them.", name);
}

static Result run_command(const Command *command, int count, char **words, Message *why)
{
    CommandLine line;
    bool help_wanted = false;
    const Result result = command_line_read(command, count, words, &line, &help_wanted, why);
    if (result != RESULT_OK) return result;
    if (help_wanted) {
        command_line_help(command, stdout);
        return RESULT_OK;
    }
    return command->run(&line, why);
}

static bool is_one_of(const char *word, const char *const *others, int count)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(word, others[i]) == 0) return true;
    }
    return false;
}

static Result run_words(int count, char **words, Message *why)
{
    static const char *const help_words[] = { "--help", "-h", "help" };
    if (count == 1 && is_one_of(words[0], help_words, 3)) {
        print_help(stdout);
        return RESULT_OK;
    }
    if (count == 1 && strcmp(words[0], "--version") == 0) {
        printf("%s\n", picture_software());
        return RESULT_OK;
    }
    if (count == 0 || words[0][0] == '-') return run_command(&window_command, count, words, why);
    const Command *command = find_command(words[0]);
    return command ? run_command(command, count - 1, words + 1, why) : unknown_command(words[0], why);
}

// A full disk or a closed pipe must not pass for success.
static Result flush_output(Message *why)
{
    if (fflush(stdout) == 0 && !ferror(stdout)) return RESULT_OK;
    return message_set(why, RESULT_IO, "The output could not be written in full. Check the disk and what reads it.");
}

int command_run(int argc, char **argv)
{
    Message why = { "" };
    file_guard_standard_streams();
    Result result = run_words(argc > 1 ? argc - 1 : 0, argv + 1, &why);
    if (result == RESULT_OK) result = flush_output(&why);
    if (result != RESULT_OK) command_say(why.text);
    return result_exit_status(result);
}
