#define _DEFAULT_SOURCE // mkdir
#include "film_folder.h"

#include "file.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DIGITS_LEAST = 4 };

bool film_folder_is_meant(const char *path)
{
    struct stat info;
    const size_t size = strlen(path);
    return size > 0 && (path[size - 1] == '/' || (stat(path, &info) == 0 && S_ISDIR(info.st_mode)));
}

static int digits_for(int count)
{
    int digits = 1;
    while (count >= 10) {
        count /= 10;
        digits++;
    }
    return digits < DIGITS_LEAST ? DIGITS_LEAST : digits;
}

static Result make_folder(FilmFolder *folder, Message *why)
{
    struct stat info;
    folder->made = mkdir(folder->path, 0777) == 0;
    if (folder->made || (errno == EEXIST && stat(folder->path, &info) == 0 && S_ISDIR(info.st_mode))) return RESULT_OK;
    const char *cause = errno == ENOENT ? "the folder above it does not exist" : strerror(errno);
    return message_set(why, RESULT_IO, "The folder \"%s\" cannot be made: %s. Check the path and its permissions.", folder->path, cause);
}

Result film_folder_open(const char *path, int frame_count, FilmFolder *out, Message *why)
{
    *out = (FilmFolder) { .digits = digits_for(frame_count) };
    size_t size = strlen(path);
    while (size > 1 && path[size - 1] == '/') size--;
    if (size >= sizeof out->path)
        return message_set(why, RESULT_IO, "The path of the folder is longer than %d bytes. Choose a shorter one.",
                           (int)sizeof out->path - 1);
    memcpy(out->path, path, size);
    return make_folder(out, why);
}

static void name_picture(const FilmFolder *folder, int number, char name[1024])
{
    snprintf(name, 1024, "%s/frame_%0*d.png", folder->path, folder->digits, number);
}

static Result write_picture(const FilmFolder *folder, FileDraft *draft, uint8_t *rgba, const PictureFacts *facts, Message *why)
{
    const Result result = picture_write_png(draft->stream, rgba, &folder->shape, facts, why);
    if (result == RESULT_OK) return file_draft_commit(draft, why);
    file_draft_abandon(draft);
    return result;
}

Result film_folder_add(FilmFolder *folder, uint8_t *rgba, const PictureFacts *facts, Message *why)
{
    char name[1024];
    FileDraft draft;
    name_picture(folder, folder->written_count + 1, name);
    Result result = file_draft_open(name, &draft, why);
    if (result == RESULT_OK) result = write_picture(folder, &draft, rgba, facts, why);
    if (result == RESULT_OK) folder->written_count++;
    return result;
}

void film_folder_abandon(FilmFolder *folder)
{
    char name[1024];
    for (int i = 1; i <= folder->written_count; i++) {
        name_picture(folder, i, name);
        unlink(name);
    }
    if (folder->made) rmdir(folder->path);
}

bool film_folder_holds_more(const FilmFolder *folder)
{
    char name[1024];
    name_picture(folder, folder->written_count + 1, name);
    return file_exists(name);
}
