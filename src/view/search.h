// search.h: finds structures, places on them, pain zones, trigger points and movements by what a person types.
//
// Why       People know things by a Latin name, a name of their own language or an everyday word, with and without accents, and they slip. Everything
//           that has a name is found by any of its names, whatever the language of the window.
// Shapes    Each word of the query must be met by a word of one name: as a whole, as its beginning, inside it, or, from four letters on, as its beginning
//           with one slip (a letter wrong, missing, too many, or two changed round). The better it is met the earlier it stands; names of the
//           window's language before others.
// Source    folding of case and accents: utf8proc. Slips: Damerau 1964 (docs/sources.md#damerau1964).
// Errors    cannot fail; nothing is found for an empty query.
// Cost      an index of some thousand words, made once; a query looks at all of them.
#ifndef ILIOPSOAS_SEARCH_H
#define ILIOPSOAS_SEARCH_H

#include "body.h"

typedef enum FoundKind { FOUND_PART, FOUND_PLACE, FOUND_TRIGGER, FOUND_ZONE, FOUND_CLIP, FOUND_KIND_COUNT } FoundKind;

typedef struct Found {
    FoundKind kind;
    PartId part;    // part, and the one a place is on
    const char *id; // of the name (part: its structure), trigger, zone or clip
    uint16_t index; // TriggerId, ZoneId, ClipId
    vec3s rest_mm;  // of a place, on the part's own side
} Found;

typedef struct SearchIndex SearchIndex;
SearchIndex *search_make(const Body *body, Arena *keep);
// The best first; how many.
int search_find(const SearchIndex *index, const char *query, Language language, Sex sex, Found *out, int most);

// Lower case, without accents, in the arena.
char *search_fold(const char *text, Arena *arena);

#endif
