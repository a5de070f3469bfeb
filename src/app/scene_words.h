// scene_words.h: a picture told in words, for who cannot see it and for who needs it as a text.
//
// Why       `describe` prints it and the window shows and copies it: one text, in one language throughout, which a screen reader can read.
//           Sentences are "label: value", so that no language has to bend a name into a case or a gender.
// Source    strings.csv and names.csv. Descriptions of names.csv are in English only: elsewhere each stands on a line of its own that says so.
// Shapes    zero-terminated, lines end in \n, in the arena. of->scene may be NULL: then points measured are left out.
// Units     mm, cm, m, degrees, per cent as written.
// Errors    cannot fail.
// Cost      a fraction of a millisecond; one measure for each hip muscle shown.
#ifndef ILIOPSOAS_SCENE_WORDS_H
#define ILIOPSOAS_SCENE_WORDS_H

#include "measure_overlay.h"

char *scene_words(const Picture *of, Arena *arena);

#endif
