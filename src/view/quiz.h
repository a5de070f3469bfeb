// quiz.h: rounds of questions about the body, made from its own tables, and the judging of answers. No drawing, no clock, no window.
//
// Why       Whatever has a name, does something or hurts can be asked for, in any language, without anyone writing questions. The same
//           wish and the same seed give the same round, so a teacher can print it and a test can look at a thousand of them.
// Shapes    A question holds ids, never words (quiz_words.h). choices[0..choice_count) hold the right one at right_choice; of a question
//           to be answered in the picture they are what the lettered pins of the keyboard stand at.
//           Borrowed: body, until it is unloaded; a book, until its arena goes.
// Units     mm of the rest frame, on the part's own side.
// Source    what is right: names.csv, muscles.csv, zones.csv, emphasis.csv, regions and landmarks. What must not stand beside it because it
//           would be right too, or is right in some books: quiz_facts.c, own choice. Random numbers: PCG32 (docs/sources.md#oneill2014).
// Errors    a wish that nothing answers gives a round of no questions; one that is too long, a shorter round.
// Cost      a book some ms, once; a round well below one.
#ifndef ILIOPSOAS_QUIZ_H
#define ILIOPSOAS_QUIZ_H

#include "body.h"

#define QUIZ_QUESTIONS_MOST 40
#define QUIZ_CHOICES_MOST 6
#define QUIZ_ENTRIES_MOST 160
#define QUIZ_LEVELS 3
#define QUIZ_POINTS_MOST 3 // of one question

typedef enum QuizSubject { QUIZ_STRUCTURES, QUIZ_PLACES, QUIZ_ACTIONS, QUIZ_ATTACHMENTS, QUIZ_PAIN, QUIZ_SUBJECT_COUNT } QuizSubject;
typedef enum QuizKind { QUIZ_FIND, QUIZ_NAME, QUIZ_ACTION, QUIZ_ATTACHMENT, QUIZ_REFERRAL, QUIZ_KIND_COUNT } QuizKind;
typedef enum QuizForm { // what exactly is asked
    QUIZ_FIND_STRUCTURE, QUIZ_NAME_STRUCTURE, QUIZ_FIND_PLACE, QUIZ_NAME_PLACE,
    QUIZ_DOES, QUIZ_MOVES,                   // an action in words and in the picture; in the picture alone
    QUIZ_ORIGIN, QUIZ_INSERTION, QUIZ_NERVE,
    QUIZ_ZONE_NAME, QUIZ_TYPICAL, QUIZ_SPILL, // what a zone is called; where pain is felt by most, and by some
    QUIZ_ZONE_POINT, QUIZ_POINT_ZONE,         // the trigger point stressed for a zone, and the other way round
    QUIZ_FORM_COUNT
} QuizForm;
typedef enum QuizThingKind { QUIZ_NOTHING, QUIZ_PART, QUIZ_PLACE, QUIZ_TERM, QUIZ_MOTION, QUIZ_ZONE, QUIZ_POINT } QuizThingKind;

typedef struct QuizThing {
    QuizThingKind kind;
    const char *id; // of the name (part, place, term), action, zone (base) or trigger point
    PartId part;    // part, or the one a place is on: right or mid
} QuizThing;

typedef struct QuizQuestion {
    QuizForm form;
    QuizThing about; // what is lit, moved or named in the question
    QuizThing choices[QUIZ_CHOICES_MOST];
    int choice_count, right_choice;
} QuizQuestion;

typedef struct QuizWish {
    int level; // 1..QUIZ_LEVELS
    bool subjects[QUIZ_SUBJECT_COUNT], kinds[QUIZ_KIND_COUNT]; // none: all
    int count;
    uint64_t seed;
    Sex sex;
    bool psoas_minor; // whether this body has it
} QuizWish;

typedef struct Quiz {
    QuizWish wish;
    QuizQuestion questions[QUIZ_QUESTIONS_MOST];
    int count;
} Quiz;

// What can be asked about, with where it lies and from which level on it is asked.
typedef struct QuizEntry {
    QuizThing thing;
    vec3s spot_mm;
    int level;
} QuizEntry;
typedef struct QuizBook {
    const Body *body;
    QuizEntry parts[QUIZ_ENTRIES_MOST], places[QUIZ_ENTRIES_MOST];
    int part_count, place_count;
} QuizBook;

typedef struct QuizFormFact {
    const char *id, *ask; // string that asks
    QuizKind kind;
    QuizSubject subject;
    int from_level, to_level;
} QuizFormFact;

extern const QuizFormFact quiz_forms[QUIZ_FORM_COUNT];
extern const char *const quiz_subject_ids[QUIZ_SUBJECT_COUNT];
extern const char *const quiz_kind_ids[QUIZ_KIND_COUNT];

QuizBook *quiz_book_make(const Body *body, Arena *keep);
void quiz_make(const QuizBook *book, const QuizWish *wish, Quiz *out);
int quiz_subject_from_level(QuizSubject subject);
const QuizThing *quiz_right(const QuizQuestion *question);

// How an action is shown: which joint goes from where to where.
typedef struct QuizMotion {
    const char *action, *joint;
    float from_deg, to_deg;
} QuizMotion;
const QuizMotion *quiz_motion(const char *action); // NULL: it is not shown

// ---- answers

// A click on the body. rest_mm: on the part's own side.
typedef struct QuizClick {
    PartId part;
    const char *region;
    vec3s rest_mm;
} QuizClick;
typedef struct QuizVerdict {
    bool right;
    float off_mm; // from the nearest that would have been right; below 0: not told
} QuizVerdict;

// A structure: either side. A place: its region, a hair's breadth beyond it, or near its landmark, on either side.
QuizVerdict quiz_judge_click(const QuizBook *book, const QuizQuestion *question, const QuizClick *click);
// How near to a landmark is near enough: a tenth of the bone's radius, 8 to 20 mm. Drawing choice.
float quiz_reach_mm(const Body *body, PartId part);
// 3, less one for each hint and each earlier try, at least 1; wrong 0.
int quiz_points(bool right, int hints, int tries);
// Whether the second would be right as well where the first is: the same, one within the other, or not told apart by every book.
bool quiz_places_clash(const char *a, const char *b);
bool quiz_same_thing(const QuizThing *a, const QuizThing *b);

#endif
