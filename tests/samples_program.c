#define _DEFAULT_SOURCE // WEXITSTATUS
#include "samples_program.h"

#include "file.h"
#include "samples.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#ifndef TEST_PROGRAM
#define TEST_PROGRAM "iliopsoas"
#endif

const char *sample_program_folder(Arena *keep)
{
    const char *folder = sample_folder();
    sample_assets(folder);
    const char *pack = sample_path(keep, folder, "sample.pack");
    sample_pack(folder, pack);
    setenv("ILIOPSOAS_PACK", pack, 1);
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    return folder;
}

const char *sample_program(void)
{
    const char *given = getenv("ILIOPSOAS_PROGRAM");
    return given ? given : TEST_PROGRAM;
}

int sample_shell(const char *line)
{
    const int status = system(line);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static const char *text_of_file(const char *folder, const char *name, Arena *keep)
{
    Text text = { "", 0 };
    if (file_read(sample_path(keep, folder, name), keep, &text, NULL) != RESULT_OK) return "";
    return text.data ? text.data : "";
}

// A graphics driver, unloaded by the time the leak checker looks, leaves two small blocks behind: not ours to mend.
static bool draws(const char *words)
{
    static const char *const commands[] = { "shot", "bench", "film" };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strncmp(words, commands[i], strlen(commands[i])) == 0) return true;
    }
    return false;
}

Run sample_run(const char *folder, Arena *keep, const char *words)
{
    char line[2048], spread[1024];
    size_t used = 0;
    for (const char *c = words; *c && used + 300 < sizeof spread; c++) {
        if (*c == '@')
            used += (size_t)snprintf(spread + used, sizeof spread - used, "%s", folder);
        else
            spread[used++] = *c;
    }
    spread[used] = '\0';
    snprintf(line, sizeof line, "cd %s && %s '%s' %s > out.txt 2> err.txt < /dev/null", folder,
             draws(words) ? "ASAN_OPTIONS=detect_leaks=0" : "", sample_program(), spread);
    const int status = sample_shell(line);
    return (Run) { status, text_of_file(folder, "out.txt", keep), text_of_file(folder, "err.txt", keep) };
}

int count_of(const char *text, char c)
{
    int count = 0;
    for (; *text; text++) count += *text == c;
    return count;
}

int sentences_of(const char *err)
{
    return count_of(err, '\n') - contains(err, "The pack holds no fonts");
}

bool contains(const char *text, const char *piece)
{
    return strstr(text, piece) != NULL;
}

void check_cases(const char *folder, Arena *keep, const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Run r = sample_run(folder, keep, cases[i].words);
        if (r.status != cases[i].status)
            fail_msg("iliopsoas %s: status %d, wanted %d; it said: %s", cases[i].words, r.status, cases[i].status, r.err);
        if (!contains(r.err, cases[i].sentence)) fail_msg("iliopsoas %s: \"%s\" lacks \"%s\"", cases[i].words, r.err, cases[i].sentence);
        if (sentences_of(r.err) != 1) fail_msg("iliopsoas %s: more than one line: %s", cases[i].words, r.err);
    }
}
