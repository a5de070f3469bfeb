// shader_library.c: see shader_library.h.
#include "shader_library.h"

#include "file.h"
#include "shaders_embedded.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EMBEDDED_COUNT = sizeof embedded_shaders / sizeof *embedded_shaders };

#ifdef ILIOPSOAS_SHADER_DIR
#include <sys/stat.h>

static Result raw_source(const char *file, Arena *arena, const char **out, Message *why)
{
    Text text = { 0 };
    const Result result = file_read(file_join(arena, ILIOPSOAS_SHADER_DIR, file), arena, &text, why);
    *out = result == RESULT_OK ? text_to_string(arena, text) : NULL;
    return result;
}

uint64_t shader_library_stamp(void)
{
    uint64_t stamp = 1;
    for (size_t i = 0; i < EMBEDDED_COUNT; i++) {
        char path[1024];
        struct stat facts;
        snprintf(path, sizeof path, "%s/%s", ILIOPSOAS_SHADER_DIR, embedded_shaders[i].name);
        if (stat(path, &facts) == 0) stamp = stamp * 31u + (uint64_t)facts.st_mtime * 7u + (uint64_t)facts.st_size;
    }
    return stamp;
}
#else
static Result raw_source(const char *file, Arena *arena, const char **out, Message *why)
{
    (void)arena;
    for (size_t i = 0; i < EMBEDDED_COUNT; i++) {
        *out = embedded_shaders[i].source;
        if (strcmp(embedded_shaders[i].name, file) == 0) return RESULT_OK;
    }
    *out = NULL;
    return message_set(why, RESULT_NOT_FOUND, "The shader %s is not part of this program. Build it again.", file);
}

uint64_t shader_library_stamp(void)
{
    return 0;
}
#endif

static const char version_gl[] = "#version 330 core\n";
// Unless told otherwise ES reads pictures coarsely, too coarsely for depths.
static const char version_es[] = "#version 300 es\nprecision highp float;\nprecision highp int;\nprecision highp sampler2D;\n";

// The file name inside `#include "..."` at the start of this line, or NULL.
static char *include_name(const char *line, Arena *arena)
{
    static const char directive[] = "#include \"";
    if (strncmp(line, directive, sizeof directive - 1) != 0) return NULL;
    const char *first = line + sizeof directive - 1, *last = strchr(first, '"');
    return last ? text_to_string(arena, (Text) { first, (size_t)(last - first) }) : NULL;
}

// The include's text in place of its line, then back to the file's own numbering.
static Result paste_include(ShaderSource *out, const char *name, int line, Arena *arena, Message *why)
{
    const char *source = NULL;
    const Result result = raw_source(name, arena, &source, why);
    if (result != RESULT_OK) return result;
    const int number = out->file_count;
    if (number < SHADER_FILES_MOST) out->files[out->file_count++] = name;
    out->text = text_format(arena, "%s#line 1 %d\n%s\n#line %d 0\n", out->text, number, source, line + 1);
    return RESULT_OK;
}

static Result paste_line(ShaderSource *out, const char *start, size_t size, int line, Arena *arena, Message *why)
{
    const char *name = include_name(start, arena);
    if (name) return paste_include(out, name, line, arena, why);
    out->text = text_format(arena, "%s%.*s\n", out->text, (int)size, start);
    return RESULT_OK;
}

// Everything behind the last #include is one piece: pasting line by line would copy the text over and over.
static size_t piece_size(const char *start)
{
    const char *end = strchr(start, '\n');
    const bool plain = strncmp(start, "#include", 8) != 0 && !strstr(start, "\n#include");
    return plain || !end ? strlen(start) : (size_t)(end - start);
}

Result shader_source(const char *file, const char *defines, bool es, Arena *arena, ShaderSource *out, Message *why)
{
    const char *source = NULL;
    Result result = raw_source(file, arena, &source, why);
    *out = (ShaderSource) { .files = { file }, .file_count = 1 };
    out->text = text_format(arena, "%s%s#line 1 0\n", es ? version_es : version_gl, defines);
    for (int line = 1; result == RESULT_OK && *source; line++) {
        const size_t size = piece_size(source);
        result = paste_line(out, source, size, line, arena, why);
        source += size + (source[size] == '\n');
    }
    return result;
}

// Drivers write "0:12(5): error" (Mesa), "0(12) : error" (NVIDIA) or "ERROR: 0:12: ..." (most others).
static bool find_place(const char *log, int *number, int *line)
{
    for (const char *c = log; *c; c++)
        if (isdigit((unsigned char)*c) && (c == log || isspace((unsigned char)c[-1])) && sscanf(c, "%d%*[:(]%d", number, line) == 2)
            return true;
    return false;
}

void shader_explain(const ShaderSource *source, Message *why)
{
    int number = 0, line = 0;
    if (!why || !find_place(why->text, &number, &line) || number < 0 || number >= source->file_count) return;
    Message copy = *why;
    message_set(why, RESULT_OK, "%s:%d: %.*s", source->files[number], line, 600, copy.text);
}
