// card_text.h: what the card of the selection says, as lines: of a part, of a region, of a landmark.
//
// Why       The card that is drawn and the text that is copied come from the same lines, so they cannot drift. Rows lead on: from a bone to its
//           places, from a place to the muscles that hold on there, from a muscle to its origin.
// Source    names.csv, strings.csv, muscles.csv, attachments.csv, triggers.csv; figures from muscle_words.h.
// Shapes    lines and strings live in the frame arena. Rows of a long list are all there, those folded away marked.
// Units     mm, per cent as written.
// Errors    cannot fail; more than CARD_LINES_MOST lines are left out.
// Cost      some tens of strings; the figures of one muscle.
#ifndef ILIOPSOAS_CARD_TEXT_H
#define ILIOPSOAS_CARD_TEXT_H

#include "app.h"

#define CARD_LINES_MOST 256
#define CARD_ROWS_FOLDED 6 // of a list, until it is asked for in full

typedef enum CardList { CARD_OF, CARD_ORIGIN, CARD_INSERTION, CARD_MUSCLES, CARD_TRIGGERS, CARD_REGIONS, CARD_LANDMARKS, CARD_LIST_COUNT } CardList;
typedef enum CardKind { CARD_TITLE, CARD_NAME, CARD_LATIN, CARD_TEXT, CARD_FACT, CARD_NOTE, CARD_HEADING, CARD_ROW, CARD_MORE, CARD_KIND_COUNT } CardKind;

typedef struct CardLine {
    CardKind kind;
    const char *text, *detail; // detail: of a row, NULL elsewhere
    float gap_pt;              // above it
    LabelId to;                // of a row: where it leads, part 0: nowhere
    TriggerId trigger;         // likewise
    CardList list;
    bool folded;               // a row that is not shown now
} CardLine;

typedef struct Card {
    CardLine *lines;
    int count;
} Card;

// Of what is chosen: the place, else the part; no lines when nothing is.
Card card_fill(const App *app);
// As text for a message or a handout: all rows, folded or not.
char *card_plain(const Card *card, Arena *arena);
LabelId card_subject(const App *app);

#endif
