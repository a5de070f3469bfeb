// shader_library.h: shader sources by file name, made ready for the driver at hand.
//
// Why       Shaders travel inside the program (shaders_embedded.h, made by the build); debug builds read shaders/ instead, so that a change
//           shows on saving. `#include "x.glsl"` works one level deep; #line keeps the driver's messages on the file's own lines.
// Shapes    the source starts with the version line of OpenGL 3.3 or ES 3.0, then the defines.
// Errors    RESULT_NOT_FOUND names the file; a driver's message starts with FILE NUMBER:LINE, shader_explain turns the number into the
// name.
#ifndef ILIOPSOAS_SHADER_LIBRARY_H
#define ILIOPSOAS_SHADER_LIBRARY_H

#include "arena.h"
#include "result.h"

#include <stdbool.h>
#include <stdint.h>

#define SHADER_FILES_MOST 20

typedef struct ShaderSource {
    char *text;
    const char *files[SHADER_FILES_MOST]; // [0] the file itself, then what it includes, in order
    int file_count;
} ShaderSource;

Result shader_source(const char *file, const char *defines, bool es, Arena *arena, ShaderSource *out, Message *why);
void shader_explain(const ShaderSource *source, Message *why);

// A number that changes when a shader on disk does; 0 in release builds.
uint64_t shader_library_stamp(void);

#endif
