// plates.h: the pictures by which the program is judged, as rows of options.
//
// Why       One sheet shows at a glance what a change has done to every kind of picture: `iliopsoas shot --plates OUT.png`. A new kind of
//           picture is a row more.
// Shapes    words: view options separated by single blanks, over those of the command line.
#ifndef ILIOPSOAS_PLATES_H
#define ILIOPSOAS_PLATES_H

#include "view_state.h"

enum { PLATE_COLUMNS = 6 };

typedef struct Plate {
    const char *title, *words; // title: id of a string
} Plate;

const Plate *plates(int *count);
// The view of a plate: the options of the command line, then the plate's.
Result plate_view(const Plate *plate, const Body *body, int word_count, char *const *view_words, ViewState *out, Message *why);

#endif
