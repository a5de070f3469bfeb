// label_worth.h: what a plate names first, when nothing was chosen: the iliopsoas, what somebody has brought into view, bones and their marks.
//
// Source    own choice; a structure that is off by default and shown all the same stands before the bones that are always there.
// Shapes    rows by falling worth; a row names a structure, or a place on it, by its id in names.csv.
#ifndef ILIOPSOAS_LABEL_WORTH_H
#define ILIOPSOAS_LABEL_WORTH_H

typedef struct LabelWorth {
    const char *name, *place; // place NULL: the structure itself
} LabelWorth;

extern const LabelWorth label_worth[];
extern const int label_worth_count;

#endif
