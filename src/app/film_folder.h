// film_folder.h: a film as numbered PNGs in a folder: frame_0001.png and on.
//
// Why       Needs nothing but us, loses nothing, and any other program can make a film of it.
// Shapes    the folder may exist; if not, it is made (its parent must exist). Pictures of the same names are replaced.
// Errors    RESULT_IO with the path. abandon takes away the pictures written, and the folder where it was made here; nothing else.
#ifndef ILIOPSOAS_FILM_FOLDER_H
#define ILIOPSOAS_FILM_FOLDER_H

#include "picture.h"
#include "result.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct FilmFolder {
    char path[960]; // without the slash at its end, unless it is /
    PictureShape shape;
    int digits, written_count;
    bool made;
} FilmFolder;

// Whether a path means a folder: it ends in / or is one.
bool film_folder_is_meant(const char *path);
Result film_folder_open(const char *path, int frame_count, FilmFolder *out, Message *why);
Result film_folder_add(FilmFolder *folder, uint8_t *rgba, const PictureFacts *facts, Message *why); // rgba is used as scratch
void film_folder_abandon(FilmFolder *folder);
// The first picture beyond the last one written: it is there when a longer film was written here before.
bool film_folder_holds_more(const FilmFolder *folder);

#endif
