// compare.h: muscles side by side: the same rows for the window's columns and for the command's CSV.
//
// Why       One table says which quantities there are, in which order and from where; panel and command read it, so they cannot disagree.
//           Volume is no row: the drawn volume is that of one lean specimen and says nothing of strength.
// Source    measure.h (fascicle paths), muscle_depth.h (surfaces), muscles.csv, triggers.csv with emphasis.csv.
// Shapes    numbers are known or not (no clip: no range; no skin before it: no depth). Texts are lists of ids, parted by semicolons; "" where
//           nothing is known.
// Units     mm, per cent.
// Errors    compare_read: RESULT_USAGE with a sentence; unknown ids suggest the nearest muscle that has figures.
// Cost      3 ms for the curve of a clip and 10 ms for the depths of a muscle met for the first time, some us afterwards.
#ifndef ILIOPSOAS_COMPARE_H
#define ILIOPSOAS_COMPARE_H

#include "muscle_curve.h"
#include "muscle_depth.h"

#define COMPARED_LEAST 2
#define COMPARED_MOST 4

typedef enum CompareNumber {
    COMPARE_LENGTH, COMPARE_LENGTH_REST, COMPARE_CHANGE, COMPARE_ARM, COMPARE_ARM_LEAST, COMPARE_ARM_MOST, COMPARE_SHALLOW, COMPARE_DEEP,
    COMPARE_NEAREST, COMPARE_NUMBER_COUNT
} CompareNumber;
typedef enum CompareText {
    COMPARE_CROSSES, COMPARE_ORIGIN, COMPARE_INSERTION, COMPARE_NERVE, COMPARE_ROOTS, COMPARE_ACTION, COMPARE_ZONES, COMPARE_TEXT_COUNT
} CompareText;

typedef struct CompareRow {
    const char *id, *unit, *source; // as the CSV says them
} CompareRow;
extern const CompareRow compare_numbers[COMPARE_NUMBER_COUNT];
extern const CompareRow compare_texts[COMPARE_TEXT_COUNT];

typedef struct Compared {
    PartId muscle;
    float value[COMPARE_NUMBER_COUNT];
    bool known[COMPARE_NUMBER_COUNT];
} Compared;

// curve: kept by the caller for this muscle from call to call.
Compared compare_muscle(const Measures *measures, MuscleDepths *depths, const ViewState *view, const Pose *pose, PartId muscle, MuscleCurve *curve);
const char *compare_text(const Body *body, PartId muscle, CompareText text, Arena *arena);

// Whether there are figures of it: a muscle with fascicles.
bool compare_has(const Body *body, PartId part);
// After the one in a column the next of the same side that has, in the order of structures.csv, and is in no other column; step -1: the one before.
PartId compare_step(const Body *body, const PartId *among, int count, int column, int step);
// The first one of the side of the first that is not among them; 0: all are.
PartId compare_next_free(const Body *body, const PartId *among, int count);
// Psoas major, iliacus, rectus femoris of the right side.
int compare_usual(const Body *body, PartId out[COMPARED_MOST]);
// A muscle by its id; where no side is named, the right one.
Result compare_read(const Body *body, const char *word, PartId *out, Message *why);

#endif
