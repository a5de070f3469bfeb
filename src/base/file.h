// file.h: whole files in, whole files out, nothing half-written.
//
// Why       A reader of our output (or a later run) must never meet half a picture: we write next to the target under a
//           temporary name and rename when all bytes are on disk.
// Errors    RESULT_NOT_FOUND, RESULT_IO with the path and what to do; on failure the target is as it was before.
#ifndef ILIOPSOAS_FILE_H
#define ILIOPSOAS_FILE_H

#include "arena.h"
#include "result.h"
#include "text.h"

#include <stdio.h>

Result file_read(const char *path, Arena *arena, Text *out, Message *why);
Result file_write(const char *path, const void *data, size_t size, Message *why);
bool file_exists(const char *path);

// Maps a file read-only; out stays valid until file_unmap. An empty file gives size 0 and data NULL.
Result file_map(const char *path, Text *out, Message *why);
void file_unmap(Text mapped);

// A file that appears only when finished. Write to .stream, then commit; abandon removes every trace, and so does the end of the
// program, by exit or by Ctrl-C. "-" and "/dev/stdout" are standard output; it and devices are written as they come.
typedef struct FileDraft {
    FILE *stream;
    char path[1024], draft_path[1088];
    int listed; // private: place in the list of what is to be removed at the end, 0 = none
} FileDraft;
Result file_draft_open(const char *path, FileDraft *out, Message *why);
Result file_draft_commit(FileDraft *draft, Message *why);
void file_draft_abandon(FileDraft *draft);

// To be called first: where a standard stream is closed, a file opened later would take its number, and messages would land in it.
void file_guard_standard_streams(void);

// Folder of the running program, with a trailing slash.
const char *file_program_folder(Arena *arena);

// "folder/name" joined into the arena.
char *file_join(Arena *arena, const char *folder, const char *name);

#endif
