#define _DEFAULT_SOURCE // readlink, realpath, dup
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
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

// ---- drafts

enum { DRAFTS_MOST = 64, SLOT_FREE = 0, SLOT_TAKEN, SLOT_LISTED };

// The drafts that are open, so that none stays behind when the program ends before they are finished.
static char listed_path[DRAFTS_MOST][sizeof ((FileDraft *)NULL)->draft_path];
static _Atomic int listed[DRAFTS_MOST];

static void remove_listed(void)
{
    for (int i = 0; i < DRAFTS_MOST; i++) {
        if (atomic_load(&listed[i]) == SLOT_LISTED) unlink(listed_path[i]);
    }
}

static void remove_listed_and_stop(int signal_number)
{
    remove_listed();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void handle_unless_handled(int signal_number, void (*handler)(int))
{
    void (*before)(int) = signal(signal_number, handler);
    if (before != SIG_DFL && before != SIG_ERR) signal(signal_number, before);
}

static void watch_for_the_end(void)
{
    static atomic_flag watched = ATOMIC_FLAG_INIT;
    if (atomic_flag_test_and_set(&watched)) return;
    atexit(remove_listed);
    handle_unless_handled(SIGINT, remove_listed_and_stop);
    handle_unless_handled(SIGTERM, remove_listed_and_stop);
    handle_unless_handled(SIGHUP, remove_listed_and_stop);
    handle_unless_handled(SIGXFSZ, SIG_IGN); // then fwrite fails, and we can say so
}

// 0: the list is full, and the draft merely goes unwatched.
static int list_draft(const char *draft_path)
{
    watch_for_the_end();
    for (int i = 0; i < DRAFTS_MOST; i++) {
        int free_slot = SLOT_FREE;
        if (!atomic_compare_exchange_strong(&listed[i], &free_slot, SLOT_TAKEN)) continue;
        strcpy(listed_path[i], draft_path);
        atomic_store(&listed[i], SLOT_LISTED);
        return i + 1;
    }
    return 0;
}

static void unlist_draft(FileDraft *draft)
{
    if (draft->listed) atomic_store(&listed[draft->listed - 1], SLOT_FREE);
    draft->listed = 0;
}

static bool is_standard_output(const char *path)
{
    return strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0;
}

// Where the bytes must end up: a link stays a link, the file it leads to is replaced.
static bool find_target(const char *path, FileDraft *out)
{
    struct stat info;
    char *followed = lstat(path, &info) == 0 && S_ISLNK(info.st_mode) ? realpath(path, NULL) : NULL;
    const int size = snprintf(out->path, sizeof out->path, "%s", followed ? followed : path);
    free(followed);
    return size > 0 && size < (int)sizeof out->path;
}

// Standard output, devices and pipes cannot be renamed on to: they are written directly.
static bool is_written_directly(const char *path)
{
    struct stat info;
    return is_standard_output(path) || strncmp(path, "/dev/", 5) == 0 || (stat(path, &info) == 0 && !S_ISREG(info.st_mode));
}

static FILE *open_stream(const char *path)
{
    if (!is_standard_output(path)) return fopen(path, "wb");
    const int copy = dup(STDOUT_FILENO);
    return copy < 0 ? NULL : fdopen(copy, "wb");
}

Result file_draft_open(const char *path, FileDraft *out, Message *why)
{
    *out = (FileDraft){ 0 };
    struct stat info;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return message_set(why, RESULT_IO, "\"%s\" is a folder. Add a file name, such as %s/picture.png.", path, path);
    const bool direct = is_written_directly(path);
    if (direct ? snprintf(out->path, sizeof out->path, "%s", path) >= (int)sizeof out->path : !find_target(path, out))
        return message_set(why, RESULT_IO, "The output path is empty or longer than 1000 bytes. Choose a shorter one.");
    if (direct) snprintf(out->draft_path, sizeof out->draft_path, "%s", out->path);
    else snprintf(out->draft_path, sizeof out->draft_path, "%s.part%ld", out->path, (long)getpid());
    out->stream = open_stream(out->draft_path);
    if (!out->stream) return cannot_write(path, why);
    if (!direct) out->listed = list_draft(out->draft_path);
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
    Result result = RESULT_OK;
    if (!written || !closed || (!same && rename(draft->draft_path, draft->path) != 0)) {
        result = cannot_write(draft->path, why);
        if (!same) unlink(draft->draft_path);
    }
    unlist_draft(draft);
    return result;
}

void file_draft_abandon(FileDraft *draft)
{
    if (draft->stream) fclose(draft->stream);
    draft->stream = NULL;
    if (strcmp(draft->path, draft->draft_path) != 0) unlink(draft->draft_path);
    unlist_draft(draft);
}

void file_guard_standard_streams(void)
{
    // Opened the wrong way round: using them fails as it did while they were closed.
    for (int number = STDIN_FILENO; number <= STDERR_FILENO; number++) {
        if (fcntl(number, F_GETFD) < 0 && open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY) != number) return;
    }
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
