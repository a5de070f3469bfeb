#define _DEFAULT_SOURCE // readlink, fileno
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

// All of a mapped file is read soon: fetching its pages in one go halves the time to load the pack.
#ifdef MAP_POPULATE
#define MAP_READ_AHEAD MAP_POPULATE
#else
#define MAP_READ_AHEAD 0
#endif

static Result cannot_open(const char *path, Message *why)
{
    const int cause = errno;
    if (cause == ENOENT) return message_set(why, RESULT_NOT_FOUND, "There is no file \"%s\". Check the path.", path);
    return message_set(why, RESULT_IO, "Cannot read \"%s\": %s. Check the path and its permissions.", path, strerror(cause));
}

Result file_read(const char *path, Arena *arena, Text *out, Message *why)
{
    Text mapped = { 0 };
    const Result result = file_map(path, &mapped, why);
    if (result != RESULT_OK) return result;
    *out = (Text){ text_to_string(arena, mapped), mapped.size };
    file_unmap(mapped);
    return RESULT_OK;
}

Result file_map(const char *path, Text *out, Message *why)
{
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return cannot_open(path, why);
    struct stat info;
    Result result = RESULT_OK;
    *out = (Text){ 0 };
    if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
        result = message_set(why, RESULT_IO, "\"%s\" is not a plain file. Name a file, not a folder or device.", path);
    } else if (info.st_size > 0) {
        void *data = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE | MAP_READ_AHEAD, file, 0);
        if (data == MAP_FAILED) result = cannot_open(path, why);
        else *out = (Text){ data, (size_t)info.st_size };
    }
    close(file);
    return result;
}

void file_unmap(Text mapped)
{
    if (mapped.data) munmap((void *)(size_t)mapped.data, mapped.size);
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

static Result cannot_write(const char *path, Message *why)
{
    const char *advice = errno == ENOENT   ? "The folder does not exist: make it first or name another"
                         : errno == ENOSPC ? "The disk is full: free some space or write elsewhere"
                                           : "Check the path and its permissions";
    return message_set(why, RESULT_IO, "Cannot write \"%s\": %s. %s.", path, strerror(errno), advice);
}

Result file_draft_open(const char *path, FileDraft *out, Message *why)
{
    *out = (FileDraft){ 0 };
    struct stat info;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return message_set(why, RESULT_IO, "\"%s\" is a folder. Add a file name, such as %s/picture.png.", path, path);
    const int size = snprintf(out->path, sizeof out->path, "%s", path);
    if (size <= 0 || size >= (int)sizeof out->path)
        return message_set(why, RESULT_IO, "The output path is empty or longer than 1000 bytes. Choose a shorter one.");
    // /dev/stdout and friends cannot be renamed on to: write them directly.
    const bool special = stat(path, &info) == 0 && !S_ISREG(info.st_mode);
    if (special) snprintf(out->draft_path, sizeof out->draft_path, "%s", path);
    else snprintf(out->draft_path, sizeof out->draft_path, "%s.part%ld", path, (long)getpid());
    out->stream = fopen(out->draft_path, "wb");
    if (!out->stream) return cannot_write(path, why);
    return RESULT_OK;
}

Result file_draft_commit(FileDraft *draft, Message *why)
{
    const bool written = fflush(draft->stream) == 0 && !ferror(draft->stream);
    const int cause = errno;
    const bool closed = fclose(draft->stream) == 0;
    draft->stream = NULL;
    if (!written) errno = cause;
    const bool same = strcmp(draft->path, draft->draft_path) == 0;
    if (!written || !closed || (!same && rename(draft->draft_path, draft->path) != 0)) {
        const Result result = cannot_write(draft->path, why);
        if (!same) unlink(draft->draft_path);
        return result;
    }
    return RESULT_OK;
}

void file_draft_abandon(FileDraft *draft)
{
    if (draft->stream) fclose(draft->stream);
    draft->stream = NULL;
    if (strcmp(draft->path, draft->draft_path) != 0) unlink(draft->draft_path);
}

Result file_write(const char *path, const void *data, size_t size, Message *why)
{
    FileDraft draft;
    const Result result = file_draft_open(path, &draft, why);
    if (result != RESULT_OK) return result;
    if (size) fwrite(data, 1, size, draft.stream);
    return file_draft_commit(&draft, why);
}

const char *file_program_folder(Arena *arena)
{
    char path[1024];
    const ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);
    if (size <= 0) return "./";
    path[size] = '\0';
    char *slash = strrchr(path, '/');
    if (!slash) return "./";
    slash[1] = '\0';
    return text_format(arena, "%s", path);
}

char *file_join(Arena *arena, const char *folder, const char *name)
{
    const size_t size = strlen(folder);
    const char *slash = size == 0 || folder[size - 1] == '/' ? "" : "/";
    return text_format(arena, "%s%s%s", folder, slash, name);
}
