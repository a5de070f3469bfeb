#include "quiz_facts.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

#define CANDIDATES_MOST 192
#define NEAREST 6        // wrong choices are drawn from so many of the most alike
#define TURNS_MOST 200   // of a round
#define TRIES_MOST 16    // of a subject at its turn: a topic drawn twice is drawn again
#define PINS 6

const char *const quiz_subject_ids[QUIZ_SUBJECT_COUNT] = { "structures", "places", "actions", "attachments", "pain" };
const char *const quiz_kind_ids[QUIZ_KIND_COUNT] = { "find", "name", "action", "attachment", "referral" };

const QuizFormFact quiz_forms[QUIZ_FORM_COUNT] = {
    [QUIZ_FIND_STRUCTURE] = { "find_structure", "quiz_find", QUIZ_FIND, QUIZ_STRUCTURES, 1, 3 },
    [QUIZ_NAME_STRUCTURE] = { "name_structure", "quiz_name", QUIZ_NAME, QUIZ_STRUCTURES, 1, 3 },
    [QUIZ_FIND_PLACE] = { "find_place", "quiz_find", QUIZ_FIND, QUIZ_PLACES, 2, 3 },
    [QUIZ_NAME_PLACE] = { "name_place", "quiz_name_place", QUIZ_NAME, QUIZ_PLACES, 2, 3 },
    [QUIZ_DOES] = { "does", "quiz_does", QUIZ_ACTION, QUIZ_ACTIONS, 1, 2 },
    [QUIZ_MOVES] = { "moves", "quiz_moves", QUIZ_ACTION, QUIZ_ACTIONS, 2, 3 },
    [QUIZ_ORIGIN] = { "origin", "quiz_origin", QUIZ_ATTACHMENT, QUIZ_ATTACHMENTS, 3, 3 },
    [QUIZ_INSERTION] = { "insertion", "quiz_insertion", QUIZ_ATTACHMENT, QUIZ_ATTACHMENTS, 3, 3 },
    [QUIZ_NERVE] = { "nerve", "quiz_nerve", QUIZ_ATTACHMENT, QUIZ_ATTACHMENTS, 3, 3 },
    [QUIZ_ZONE_NAME] = { "zone_name", "quiz_zone_name", QUIZ_REFERRAL, QUIZ_PAIN, 3, 3 },
    [QUIZ_TYPICAL] = { "typical", "quiz_typical", QUIZ_REFERRAL, QUIZ_PAIN, 3, 3 },
    [QUIZ_SPILL] = { "spill", "quiz_spill", QUIZ_REFERRAL, QUIZ_PAIN, 3, 3 },
    [QUIZ_ZONE_POINT] = { "zone_point", "quiz_zone_point", QUIZ_REFERRAL, QUIZ_PAIN, 3, 3 },
    [QUIZ_POINT_ZONE] = { "point_zone", "quiz_point_zone", QUIZ_REFERRAL, QUIZ_PAIN, 3, 3 },
};

static const QuizMotion motions[] = {
    { "hip_flexion", "hip_flexion_right", 0, 85 },     { "hip_extension", "hip_flexion_right", 0, -18 },
    { "hip_abduction", "hip_abduction_right", 0, 32 }, { "hip_adduction", "hip_abduction_right", 20, -10 },
    { "hip_rotation_in", "hip_rotation_right", 0, 35 }, { "hip_rotation_out", "hip_rotation_right", 0, -35 },
    { "knee_extension", "knee_flexion_right", 80, 0 }, { "knee_flexion", "knee_flexion_right", 0, 85 },
    { "trunk_flexion", "lumbar_flexion", 0, 38 },      { "trunk_bend", "lumbar_bend", 0, 20 },
    { "pelvis_tilt", "pelvis_tilt", 0, 15 },
    { "pelvis_tilt_back", "pelvis_tilt", 0, -15 },
};

const QuizMotion *quiz_motion(const char *action)
{
    for (size_t i = 0; i < sizeof motions / sizeof *motions; i++)
        if (strcmp(motions[i].action, action) == 0) return &motions[i];
    return NULL;
}

const QuizThing *quiz_right(const QuizQuestion *question)
{
    return &question->choices[question->right_choice];
}

bool quiz_same_thing(const QuizThing *a, const QuizThing *b)
{
    return a->kind == b->kind && a->id && b->id && strcmp(a->id, b->id) == 0;
}

int quiz_subject_from_level(QuizSubject subject)
{
    int level = QUIZ_LEVELS;
    for (int f = 0; f < QUIZ_FORM_COUNT; f++)
        if (quiz_forms[f].subject == subject && quiz_forms[f].from_level < level) level = quiz_forms[f].from_level;
    return level;
}

// ---- numbers by chance, the same for the same seed everywhere

typedef struct Dice {
    uint64_t state;
} Dice;

static uint32_t roll(Dice *dice)
{
    const uint64_t old = dice->state;
    dice->state = old * 6364136223846793005u + 1442695040888963407u;
    const uint32_t word = (uint32_t)(((old >> 18) ^ old) >> 27), turn = (uint32_t)(old >> 59);
    return (word >> turn) | (word << ((32u - turn) & 31u));
}

static Dice dice_of(uint64_t seed)
{
    Dice dice = { seed + 1442695040888963407u };
    roll(&dice);
    return dice;
}

static int roll_below(Dice *dice, int count)
{
    return (int)(((uint64_t)roll(dice) * (uint64_t)count) >> 32);
}

// ---- a list of things being gathered

typedef struct Things {
    QuizThing thing[CANDIDATES_MOST];
    float away[CANDIDATES_MOST]; // how unlike the right answer
    int count;
} Things;

static void gather(Things *things, QuizThing thing, float away)
{
    if (things->count == CANDIDATES_MOST) return;
    for (int i = 0; i < things->count; i++)
        if (quiz_same_thing(&things->thing[i], &thing)) return;
    int at = things->count++;
    for (; at > 0 && things->away[at - 1] > away; at--) {
        things->thing[at] = things->thing[at - 1];
        things->away[at] = things->away[at - 1];
    }
    things->thing[at] = thing;
    things->away[at] = away;
}

static const char *kept(const QuizBook *book, Text piece)
{
    char id[96];
    const size_t size = piece.size < sizeof id ? piece.size : sizeof id - 1;
    memcpy(id, piece.data, size);
    id[size] = '\0';
    const Name *name = body_find_name(book->body, id);
    if (name) return name->id;
    const QuizMotion *motion = quiz_motion(id);
    return motion ? motion->action : NULL;
}

static void gather_list(const QuizBook *book, const char *list, QuizThingKind kind, Things *things)
{
    Text rest = text_of(list), piece;
    while (text_next(&rest, ';', &piece)) {
        const char *id = kept(book, piece);
        if (id) gather(things, (QuizThing) { kind, id, 0 }, (float)things->count);
    }
}

static bool list_has(const char *list, const char *id)
{
    Text rest = text_of(list), piece;
    while (text_next(&rest, ';', &piece))
        if (text_equals(piece, id)) return true;
    return false;
}

// ---- muscles

static const MuscleFact *fact_of(const QuizBook *book, int index)
{
    return &book->body->muscle_facts[index];
}

static PartId muscle_of(const Body *body, const MuscleFact *fact)
{
    for (int p = 1; p < body->part_count; p++)
        if (body->parts[p].structure_index == fact->structure_index) return (PartId)p;
    return 0;
}

// A muscle that this body lacks is neither right nor wrong: nothing about it is asked or offered.
static bool has_muscle(const QuizBook *book, const QuizWish *wish, int fact)
{
    const PartId muscle = muscle_of(book->body, fact_of(book, fact));
    return muscle && part_is_had(&book->body->parts[muscle], wish->sex, wish->psoas_minor);
}

static QuizThing muscle_thing(const QuizBook *book, const MuscleFact *fact)
{
    const PartId part = muscle_of(book->body, fact);
    return (QuizThing) { QUIZ_PART, book->body->names[book->body->parts[part].name].id, part };
}

static const char *fact_list(const MuscleFact *fact, QuizForm form)
{
    return form == QUIZ_ORIGIN ? fact->origin : form == QUIZ_INSERTION ? fact->insertion : form == QUIZ_NERVE ? fact->nerve : fact->action;
}

// ---- zones and points

static bool zone_is_typical(const Zone *zone)
{
    for (int i = 0; i < zone->shape_count; i++)
        if (zone->shapes[i].grade == ZONE_TYPICAL) return true;
    return false;
}

static bool stresses(const Body *body, const char *point, const char *base)
{
    for (int t = 1; t < body->trigger_count; t++) {
        const Trigger *trigger = &body->triggers[t];
        for (int i = 0; strcmp(trigger->point, point) == 0 && i < trigger->stressed_count; i++)
            if (strcmp(body->zones[trigger->stressed[i]].base, base) == 0) return true;
    }
    return false;
}

static const Zone *zone_of(const Body *body, const char *base)
{
    for (int z = 1; z < body->zone_count; z++)
        if (strcmp(body->zones[z].base, base) == 0) return &body->zones[z];
    return NULL;
}

static void gather_zones(const Body *body, Things *out)
{
    for (int z = 1; z < body->zone_count; z++) gather(out, (QuizThing) { QUIZ_ZONE, body->zones[z].base, 0 }, (float)z);
}

static void gather_points(const Body *body, Things *out)
{
    for (int t = 1; t < body->trigger_count; t++) gather(out, (QuizThing) { QUIZ_POINT, body->triggers[t].point, 0 }, (float)t);
}

// ---- what can be asked about in a form

static void gather_entries(const QuizBook *book, const QuizWish *wish, bool places, Things *out)
{
    const QuizEntry *entries = places ? book->places : book->parts;
    const int count = places ? book->place_count : book->part_count;
    for (int i = 0; i < count; i++)
        if (entries[i].level <= wish->level && part_is_had(&book->body->parts[entries[i].thing.part], wish->sex, wish->psoas_minor))
            gather(out, entries[i].thing, (float)i);
}

static void gather_findable(const QuizBook *book, const QuizWish *wish, Things *out)
{
    Things all = { .count = 0 };
    gather_entries(book, wish, true, &all);
    for (int i = 0; i < all.count; i++)
        if (!quiz_is_hole(all.thing[i].id)) gather(out, all.thing[i], (float)i);
}

static void gather_actions(const QuizBook *book, const QuizWish *wish, Things *out)
{
    for (int i = 0; i < book->body->muscle_fact_count; i++)
        if (has_muscle(book, wish, i)) gather_list(book, fact_of(book, i)->action, QUIZ_MOTION, out);
}

static void gather_muscles(const QuizBook *book, const QuizWish *wish, Things *out)
{
    for (int i = 0; i < book->body->muscle_fact_count; i++)
        if (has_muscle(book, wish, i)) gather(out, muscle_thing(book, fact_of(book, i)), (float)i);
}

static void gather_topics(const QuizBook *book, const QuizWish *wish, QuizForm form, Things *out)
{
    switch (quiz_forms[form].subject) {
    case QUIZ_STRUCTURES: gather_entries(book, wish, false, out); break;
    case QUIZ_PLACES:
        if (form == QUIZ_FIND_PLACE) gather_findable(book, wish, out);
        else gather_entries(book, wish, true, out);
        break;
    case QUIZ_ACTIONS: gather_actions(book, wish, out); break;
    case QUIZ_ATTACHMENTS: gather_muscles(book, wish, out); break;
    default:
        if (form == QUIZ_POINT_ZONE) gather_points(book->body, out);
        else gather_zones(book->body, out);
    }
}

// ---- what is right

static void gather_doers(const QuizBook *book, const QuizWish *wish, const char *action, Things *out)
{
    for (int i = 0; i < book->body->muscle_fact_count; i++) {
        const QuizThing muscle = muscle_thing(book, fact_of(book, i));
        const bool known = has_muscle(book, wish, i) && (wish->level > 1 || quiz_is_well_known(muscle.id));
        if (known && list_has(fact_of(book, i)->action, action)) gather(out, muscle, (float)i);
    }
}

static void gather_stressing(const Body *body, const QuizThing *about, bool points, Things *out)
{
    Things all = { .count = 0 };
    if (points) gather_points(body, &all);
    else gather_zones(body, &all);
    for (int i = 0; i < all.count; i++)
        if (stresses(body, points ? all.thing[i].id : about->id, points ? about->id : all.thing[i].id)) gather(out, all.thing[i], (float)i);
}

// The nerve or the line that bears the muscle's name would give itself away.
static bool tells_itself(const QuizThing *about, QuizForm form)
{
    return (form == QUIZ_NERVE && strcmp(about->id, "piriformis") == 0) || (form == QUIZ_INSERTION && strcmp(about->id, "pectineus") == 0);
}

static void gather_right(const QuizBook *book, const QuizWish *wish, QuizForm form, const QuizThing *about, Things *out)
{
    const Body *body = book->body;
    const QuizSubject subject = quiz_forms[form].subject;
    if (subject == QUIZ_ACTIONS) gather_doers(book, wish, about->id, out);
    else if (subject == QUIZ_ATTACHMENTS) {
        const MuscleFact *fact = body_muscle_fact(body, about->part);
        if (fact && !tells_itself(about, form)) gather_list(book, fact_list(fact, form), QUIZ_TERM, out);
    } else if (form == QUIZ_ZONE_POINT || form == QUIZ_POINT_ZONE) gather_stressing(body, about, form == QUIZ_ZONE_POINT, out);
    else if (form == QUIZ_TYPICAL || form == QUIZ_SPILL) {
        if (zone_is_typical(zone_of(body, about->id)) == (form == QUIZ_TYPICAL)) gather(out, *about, 0);
    } else gather(out, *about, 0);
}

// ---- what is wrong, and surely so

static const QuizEntry *entry_of(const QuizBook *book, const QuizThing *thing)
{
    const bool places = thing->kind == QUIZ_PLACE;
    const QuizEntry *entries = places ? book->places : book->parts;
    for (int i = 0; i < (places ? book->place_count : book->part_count); i++)
        if (quiz_same_thing(&entries[i].thing, thing)) return &entries[i];
    return NULL;
}

// Of the same bone, or of the same group, before all others; then the nearest.
static float unlikeness(const QuizBook *book, const QuizThing *a, const QuizThing *b)
{
    const QuizEntry *left = entry_of(book, a), *right = entry_of(book, b);
    const Part *parts = book->body->parts;
    if (!left || !right) return 0;
    const bool akin = a->kind == QUIZ_PLACE ? a->part == b->part : parts[a->part].group == parts[b->part].group;
    return glms_vec3_distance(left->spot_mm, right->spot_mm) + (akin ? 0 : 2000);
}

static bool muscle_surely_lacks(const QuizBook *book, const QuizThing *muscle, QuizForm form, const char *claim)
{
    const MuscleFact *fact = body_muscle_fact(book->body, muscle->part);
    if (!fact || quiz_is_doubtful(muscle->id, claim) || list_has(fact_list(fact, form), claim)) return false;
    if (quiz_forms[form].subject == QUIZ_ACTIONS) return true;
    Text rest = text_of(fact_list(fact, form)), piece;
    while (text_next(&rest, ';', &piece)) {
        const char *own = kept(book, piece);
        if (own && quiz_places_clash(own, claim)) return false;
    }
    return true;
}

static void gather_lacking(const QuizBook *book, const QuizWish *wish, QuizForm form, const char *action, Things *out)
{
    Things all = { .count = 0 };
    gather_muscles(book, wish, &all);
    for (int i = 0; i < all.count; i++)
        if (muscle_surely_lacks(book, &all.thing[i], form, action)) gather(out, all.thing[i], (float)i);
}

static void gather_foreign_terms(const QuizBook *book, const QuizWish *wish, QuizForm form, const QuizThing *muscle, Things *out)
{
    Things all = { .count = 0 };
    for (int i = 0; i < book->body->muscle_fact_count; i++)
        if (has_muscle(book, wish, i)) gather_list(book, fact_list(fact_of(book, i), form), QUIZ_TERM, &all);
    for (int i = 0; i < all.count; i++)
        if (muscle_surely_lacks(book, muscle, form, all.thing[i].id)) gather(out, all.thing[i], (float)i);
}

static void gather_others(const QuizBook *book, const QuizWish *wish, QuizForm form, const QuizThing *right, Things *out)
{
    Things all = { .count = 0 };
    gather_topics(book, wish, form, &all);
    for (int i = 0; i < all.count; i++) {
        const bool place = right->kind == QUIZ_PLACE;
        const bool clash = place ? quiz_places_clash(all.thing[i].id, right->id) : quiz_same_thing(&all.thing[i], right);
        if (!clash) gather(out, all.thing[i], unlikeness(book, &all.thing[i], right));
    }
}

static void gather_unstressed(const Body *body, const QuizThing *about, bool points, Things *out)
{
    Things all = { .count = 0 };
    if (points) gather_points(body, &all);
    else gather_zones(body, &all);
    for (int i = 0; i < all.count; i++)
        if (!stresses(body, points ? all.thing[i].id : about->id, points ? about->id : all.thing[i].id)) gather(out, all.thing[i], (float)i);
}

static void gather_other_grade(const Body *body, bool typical, Things *out)
{
    Things all = { .count = 0 };
    gather_zones(body, &all);
    for (int i = 0; i < all.count; i++)
        if (zone_is_typical(zone_of(body, all.thing[i].id)) != typical) gather(out, all.thing[i], (float)i);
}

static void gather_wrong(const QuizBook *book, const QuizWish *wish, QuizForm form, const QuizThing *about, const QuizThing *right, Things *out)
{
    const QuizSubject subject = quiz_forms[form].subject;
    if (subject == QUIZ_ACTIONS) gather_lacking(book, wish, form, about->id, out);
    else if (subject == QUIZ_ATTACHMENTS) gather_foreign_terms(book, wish, form, about, out);
    else if (form == QUIZ_ZONE_POINT || form == QUIZ_POINT_ZONE) gather_unstressed(book->body, about, form == QUIZ_ZONE_POINT, out);
    else if (form == QUIZ_TYPICAL || form == QUIZ_SPILL) gather_other_grade(book->body, form == QUIZ_TYPICAL, out);
    else gather_others(book, wish, form, right, out);
}

// ---- one question

// Neighbours make a question; of lists without a where, all are equal.
static int drawn_from(QuizForm form, int count)
{
    const QuizSubject subject = quiz_forms[form].subject;
    const bool near = subject == QUIZ_STRUCTURES || subject == QUIZ_PLACES;
    const int most = quiz_forms[form].kind == QUIZ_FIND ? NEAREST + 3 : NEAREST;
    return near && count > most ? most : count;
}

static void choose(Dice *dice, const QuizThing *right, Things *wrong, int most, QuizQuestion *out)
{
    int left = drawn_from(out->form, wrong->count);
    out->choices[out->choice_count++] = *right;
    for (; left > 0 && out->choice_count < most; left--) {
        const int at = roll_below(dice, left);
        out->choices[out->choice_count++] = wrong->thing[at];
        wrong->thing[at] = wrong->thing[left - 1];
    }
    for (int i = out->choice_count - 1; i > 0; i--) {
        const int at = roll_below(dice, i + 1);
        const QuizThing thing = out->choices[i];
        out->choices[i] = out->choices[at];
        out->choices[at] = thing;
    }
    for (int i = 0; i < out->choice_count; i++)
        if (quiz_same_thing(&out->choices[i], right)) out->right_choice = i;
}

// False where there is no fair question: nothing right, or fewer than two that are surely wrong.
static bool make_question(const QuizBook *book, const QuizWish *wish, QuizForm form, Dice *dice, QuizQuestion *out)
{
    Things topics = { .count = 0 }, right = { .count = 0 }, wrong = { .count = 0 };
    if (book->body->name_count == 0) return false;
    gather_topics(book, wish, form, &topics);
    if (topics.count == 0) return false;
    *out = (QuizQuestion) { .form = form, .about = topics.thing[roll_below(dice, topics.count)] };
    gather_right(book, wish, form, &out->about, &right);
    if (right.count == 0) return false;
    const QuizThing answer = right.thing[roll_below(dice, right.count)];
    gather_wrong(book, wish, form, &out->about, &answer, &wrong);
    choose(dice, &answer, &wrong, quiz_forms[form].kind == QUIZ_FIND ? PINS : 4, out);
    return out->choice_count >= 3;
}

// ---- a round

static bool any(const bool *flags, int count)
{
    for (int i = 0; i < count; i++)
        if (flags[i]) return true;
    return false;
}

static bool is_wanted(const QuizWish *wish, QuizForm form)
{
    const QuizFormFact *fact = &quiz_forms[form];
    const bool subject = wish->subjects[fact->subject] || !any(wish->subjects, QUIZ_SUBJECT_COUNT);
    const bool kind = wish->kinds[fact->kind] || !any(wish->kinds, QUIZ_KIND_COUNT);
    return subject && kind && fact->from_level <= wish->level && wish->level <= fact->to_level;
}

static int wanted_forms(const QuizWish *wish, QuizSubject subject, QuizForm *out)
{
    int count = 0;
    for (int f = 0; f < QUIZ_FORM_COUNT; f++)
        if (quiz_forms[f].subject == subject && is_wanted(wish, (QuizForm)f)) out[count++] = (QuizForm)f;
    return count;
}

// What was asked once is not asked again, in whatever form it has the same answer.
static bool is_asked(const Quiz *quiz, const QuizQuestion *question)
{
    for (int i = 0; i < quiz->count; i++) {
        const QuizQuestion *other = &quiz->questions[i];
        const bool same_topic = quiz_same_thing(&other->about, &question->about);
        const bool once = question->form == QUIZ_TYPICAL || question->form == QUIZ_SPILL; // nothing but the answer differs
        if (other->form == question->form && (same_topic || once)) return true;
        if (same_topic && quiz_forms[question->form].kind <= QUIZ_ACTION) return true;
    }
    return false;
}

static bool take_of_subject(const QuizBook *book, QuizSubject subject, Dice *dice, Quiz *out)
{
    QuizForm forms[QUIZ_FORM_COUNT];
    QuizQuestion question;
    const int count = wanted_forms(&out->wish, subject, forms);
    if (count == 0) return false;
    if (!make_question(book, &out->wish, forms[roll_below(dice, count)], dice, &question) || is_asked(out, &question)) return false;
    out->questions[out->count++] = question;
    return true;
}

// Subjects take turns, so that a round has something of each.
void quiz_make(const QuizBook *book, const QuizWish *wish, Quiz *out)
{
    const int wanted = wish->count < QUIZ_QUESTIONS_MOST ? wish->count : QUIZ_QUESTIONS_MOST;
    Dice dice = dice_of(wish->seed);
    *out = (Quiz) { .wish = *wish };
    int turn = roll_below(&dice, QUIZ_SUBJECT_COUNT);
    for (int end = turn + TURNS_MOST; turn < end && out->count < wanted; turn++)
        for (int tries = 0; tries < TRIES_MOST && !take_of_subject(book, (QuizSubject)(turn % QUIZ_SUBJECT_COUNT), &dice, out); tries++) {}
}
