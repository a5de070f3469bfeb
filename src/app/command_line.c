#include "command_line.h"

#include "file.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void command_say(const char *sentence)
{
    if (sentence[0]) fprintf(stderr, "iliopsoas: %s\n", sentence);
}

static bool is_option(const char *word)
{
    return word[0] == '-' && word[1] != '\0' && !isdigit((unsigned char)word[1]) && word[1] != '.'; // -5 is a number, - a file
}

static int own_index(const Command *command, const char *name)
{
    for (int i = 0; i < OWN_MOST && command->own[i].name; i++) {
        if (strcmp(command->own[i].name, name) == 0) return i;
    }
    return -1;
}

static bool poses_only(const char *name)
{
    return strcmp(name, "--clip") == 0 || strcmp(name, "--pelvis") == 0 || strcmp(name, "--at") == 0 || strcmp(name, "--pose") == 0;
}

static bool of_the_body(const char *name)
{
    return strcmp(name, "--sex") == 0 || strcmp(name, "--body") == 0;
}

static bool takes_view_word(const Command *command, const char *name)
{
    if (command->view_words == VIEW_WORDS_NONE || !view_option_known(name)) return false;
    if (command->view_words == VIEW_WORDS_ALL || of_the_body(name)) return true;
    return command->view_words == VIEW_WORDS_POSE && poses_only(name);
}

static Result unknown_word(const Command *command, const char *name, Message *why)
{
    const char *names[OWN_MOST + 64];
    int count = 0, view_count = 0;
    const ViewOption *options = view_options(&view_count);
    for (int i = 0; i < OWN_MOST && command->own[i].name; i++) names[count++] = command->own[i].name;
    for (int i = 0; i < view_count && i < 60; i++) {
        if (takes_view_word(command, options[i].name)) names[count++] = options[i].name;
    }
    const char *near = text_nearest(name, names, count), *space = command->name[0] ? " " : "";
    if (near) return message_set(why, RESULT_USAGE, "There is no option %.60s here; did you mean %s?", name, near);
    return message_set(why, RESULT_USAGE, "There is no option %.60s here. iliopsoas%s%s --help lists what there is.", name, space, command->name);
}

static Result needs_value(const char *name, const char *argument, Message *why)
{
    return message_set(why, RESULT_USAGE, "%s needs a value: %s %s.", name, name, argument);
}

static const char *argument_of(const char *view_option)
{
    int count = 0;
    const ViewOption *options = view_options(&count);
    for (int i = 0; i < count; i++) {
        if (strcmp(options[i].name, view_option) == 0) return options[i].argument;
    }
    return "VALUE";
}

static Result store_view_word(CommandLine *out, char *name, char *value, Message *why)
{
    if (out->view_word_count + 2 > VIEW_WORDS_MOST) return message_set(why, RESULT_USAGE, "These are too many options; %d are the most.", VIEW_WORDS_MOST / 2);
    out->view_words[out->view_word_count++] = name;
    out->view_words[out->view_word_count++] = value;
    return RESULT_OK;
}

// value NULL: there is none to take.
static Result store_option(const Command *command, char *name, char *value, CommandLine *out, Message *why)
{
    const int own = own_index(command, name);
    if (own < 0 && !takes_view_word(command, name)) return unknown_word(command, name, why);
    if (own >= 0 && command->own[own].argument[0] == '\0') return message_set(why, RESULT_USAGE, "%s takes no value. Leave out what follows the =.", name);
    if (!value || !value[0]) return needs_value(name, own >= 0 ? command->own[own].argument : argument_of(name), why);
    if (own < 0) return store_view_word(out, name, value, why);
    out->own[own] = value;
    return RESULT_OK;
}

// Takes the word at *i, "--name value" or "--name=value", and its value where it has one.
static Result read_option(const Command *command, int count, char **words, int *i, CommandLine *out, Message *why)
{
    char *name = words[*i], *equals = strchr(name, '='), *value = *i + 1 < count ? words[*i + 1] : NULL;
    const int own = own_index(command, name);
    if (own >= 0 && command->own[own].argument[0] == '\0') {
        out->own[own] = "";
        return RESULT_OK;
    }
    if (value && strncmp(value, "--", 2) == 0) value = NULL; // the next option: the value was forgotten
    if (equals) {
        *equals = '\0';
        value = equals + 1;
    } else if (value) {
        ++*i;
    }
    return store_option(command, name, value, out, why);
}

static Result read_place(const Command *command, char *word, CommandLine *out, Message *why)
{
    if (out->place_count >= command->place_most)
        return message_set(why, RESULT_USAGE, "\"%.60s\" is one word too many. Usage: iliopsoas %s %s", word, command->name, command->places);
    out->places[out->place_count++] = word;
    return RESULT_OK;
}

bool command_line_gives(const CommandLine *line, const char *view_word)
{
    for (int i = 0; i < line->view_word_count; i += 2) {
        if (strcmp(line->view_words[i], view_word) == 0) return true;
    }
    return false;
}

char *command_line_own(const CommandLine *line, Arena *arena)
{
    char *out = text_format(arena, "%s", "");
    for (int i = 0; i < OWN_MOST && line->command->own[i].name; i++) {
        if (line->own[i]) out = text_format(arena, "%s %s%s%s", out, line->command->own[i].name, line->own[i][0] ? " " : "", line->own[i]);
    }
    return out;
}

static bool asks_for_help(int count, char **words)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(words[i], "--help") == 0 || strcmp(words[i], "-h") == 0) return true;
    }
    return false;
}

Result command_line_read(const Command *command, int count, char **words, CommandLine *out, bool *help_wanted, Message *why)
{
    *out = (CommandLine){ .command = command };
    *help_wanted = asks_for_help(count, words);
    if (*help_wanted) return RESULT_OK;
    Result result = RESULT_OK;
    for (int i = 0; i < count && result == RESULT_OK; i++) {
        if (is_option(words[i])) result = read_option(command, count, words, &i, out, why);
        else result = read_place(command, words[i], out, why);
    }
    if (result == RESULT_OK && out->place_count < command->place_least)
        return message_set(why, RESULT_USAGE, "Something is missing. Usage: iliopsoas %s %s", command->name, command->places);
    return result;
}

static void print_option(const ViewOption *option, FILE *out)
{
    char head[80];
    snprintf(head, sizeof head, "%s %s", option->name, option->argument);
    if (strlen(head) > 30) fprintf(out, "  %s\n  %-30s %s\n", head, "", option->help);
    else fprintf(out, "  %-30s %s\n", head, option->help);
}

void command_line_help(const Command *command, FILE *out)
{
    const bool own = command->own[0].name != NULL;
    fprintf(out, "usage: iliopsoas%s%s%s%s%s\n", command->name[0] ? " " : "", command->name, command->places[0] ? " " : "", command->places,
            own || command->view_words ? " [options]" : "");
    fprintf(out, "%s\n", command->help);
    if (own) fprintf(out, "\noptions:\n");
    for (int i = 0; i < OWN_MOST && command->own[i].name; i++) print_option(&command->own[i], out);
    if (command->view_words == VIEW_WORDS_NONE) return;
    int count = 0;
    const ViewOption *options = view_options(&count);
    fprintf(out, "\nwhat is seen:\n");
    for (int i = 0; i < count; i++) {
        if (takes_view_word(command, options[i].name)) print_option(&options[i], out);
    }
}

Result pack_find(Arena *arena, const char **path, Message *why)
{
    const char *given = getenv("ILIOPSOAS_PACK"), *folder = file_program_folder(arena);
    if (given && given[0]) {
        *path = given;
        if (file_exists(given)) return RESULT_OK;
        return message_set(why, RESULT_NOT_FOUND, "There is no body file \"%s\", which ILIOPSOAS_PACK names. Correct the variable or unset it.", given);
    }
    const char *beside = file_join(arena, folder, "body.pack"), *shared = file_join(arena, folder, "../share/iliopsoas/body.pack");
    *path = file_exists(beside) ? beside : shared;
    if (file_exists(*path)) return RESULT_OK;
    return message_set(why, RESULT_NOT_FOUND, "The body file body.pack is missing; looked for %s and %s. Build the program again, or set ILIOPSOAS_PACK.", beside, shared);
}

Result session_open(Session *session, const CommandLine *line, Message *why)
{
    *session = (Session){ .keep = arena_make((size_t)1 << 30), .frame = arena_make((size_t)256 << 20) };
    Result result = pack_find(&session->keep, &session->pack_path, why);
    if (result == RESULT_OK) result = body_load(session->pack_path, &session->keep, &session->body, why);
    if (result != RESULT_OK) return result;
    session->loaded = true;
    view_state_init(&session->view, &session->body);
    Message clamped = { "" };
    result = view_options_read(&session->view, &session->body, line->view_word_count, line->view_words, &clamped);
    if (result == RESULT_OK) command_say(clamped.text);
    else if (why) *why = clamped;
    return result;
}

void session_close(Session *session)
{
    if (session->loaded) body_unload(&session->body);
    arena_free(&session->frame);
    arena_free(&session->keep);
    *session = (Session){ 0 };
}
