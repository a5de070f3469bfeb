// fault.h: collects everything that is wrong in a set of tables, so that one pass over them tells all of it.
//
// Why       `check` must print every fault, loading must stop with the first one. The readers are the same: they report here and go on.
// Shapes    Faults starts zeroed, with `out` set when each fault is to be printed as it is found.
// Errors    cannot fail. Every sentence reads "file:line:column: what is wrong, what is allowed".
#ifndef ILIOPSOAS_FAULT_H
#define ILIOPSOAS_FAULT_H

#include "result.h"
#include "table.h"

#include <stdio.h>

typedef struct Faults {
    FILE *out; // NULL: only counted
    Message first;
    int count;
} Faults;

// Ids to suggest from: any array of structs whose first member is the id.
typedef struct IdList {
    const void *first;
    size_t item_size;
    int count;
} IdList;

#define ID_LIST(items, item_count) ((IdList) { (items), sizeof *(items), (item_count) })

void fault_add(Faults *faults, const char *format, ...) __attribute__((format(printf, 2, 3)));
void fault_at(Faults *faults, const Table *table, int row, const char *column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void fault_at_key(Faults *faults, const Table *table, const char *key, const char *format, ...) __attribute__((format(printf, 4, 5)));

// "kind "wanted" is unknown; did you mean "nearest"?" at the cell.
void fault_unknown(Faults *faults, const Table *table, int row, const char *column, const char *kind, const char *wanted, IdList ids);

// The id nearest to the wanted one, or NULL.
const char *id_nearest(IdList ids, const char *wanted);

// The end of a sentence about an unknown id: "; did you mean "..."?", or "." when nothing is near.
typedef struct IdHint {
    char text[96];
} IdHint;
IdHint id_hint(IdList ids, const char *wanted);

// No ids at all: the table that gives them could not be read, which has been told already.
bool id_list_is_empty(IdList ids);

// Cell readers: false, with the fault noted, when the cell does not hold what it must.
bool cell_number(Faults *faults, const Table *table, int row, const char *column, double low, double high, float *out);
bool cell_point(Faults *faults, const Table *table, int row, const char *const columns[3], double limit, float out[3]);
bool cell_word(Faults *faults, const Table *table, int row, const char *column, const char *const *words, int count, int *out);
bool cell_yes_no(Faults *faults, const Table *table, int row, const char *column, bool *out);
bool cell_id(Faults *faults, const Table *table, int row, const char *column); // lower-case snake_case, not empty

// One of the words, or -1.
int word_index(const char *word, const char *const *words, int count);

#endif
