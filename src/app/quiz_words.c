#include "quiz_words.h"

#include "muscle_words.h"
#include "text.h"

#include <string.h>

static const char *word(const Body *body, Language language, const char *prefix, const char *id, Arena *arena)
{
    return body_string(body, text_format(arena, "%s%s", prefix, id), language);
}

const char *quiz_words_thing(const Body *body, const QuizThing *thing, Language language, Arena *arena)
{
    switch (thing->kind) {
    case QUIZ_MOTION: return word(body, language, "action_", thing->id, arena);
    case QUIZ_ZONE: return word(body, language, "zone_", thing->id, arena);
    case QUIZ_POINT: return word(body, language, "trigger_", thing->id, arena);
    case QUIZ_NOTHING: return "";
    default: return body_name(body, thing->id, language);
    }
}

static const char *capitalised(const char *text, Arena *arena)
{
    char *copy = text_to_string(arena, text_of(text));
    if (*copy >= 'a' && *copy <= 'z') *copy = (char)(*copy - 'a' + 'A');
    return copy;
}

const char *quiz_words_ask(const Body *body, const QuizQuestion *question, Language language, Arena *arena)
{
    return words_fill(body, language, quiz_forms[question->form].ask, quiz_words_thing(body, quiz_right(question), language, arena), arena);
}

const char *quiz_words_about(const Body *body, const QuizQuestion *question, Language language, Arena *arena)
{
    const bool told = question->form == QUIZ_DOES || quiz_forms[question->form].kind == QUIZ_ATTACHMENT || question->form == QUIZ_POINT_ZONE;
    return told ? capitalised(quiz_words_thing(body, &question->about, language, arena), arena) : "";
}

static const char *listed(const Body *body, Language language, const char *list, bool action, Arena *arena)
{
    const char *out = "";
    Text rest = text_of(list), piece;
    while (text_next(&rest, ';', &piece)) {
        const char *id = text_to_string(arena, piece);
        const char *name = action ? word(body, language, "action_", id, arena) : body_name(body, id, language);
        out = text_format(arena, "%s%s%s", out, *out ? ", " : "", name);
    }
    return out;
}

static const char *labelled(const Body *body, Language language, const char *label, const char *text, Arena *arena)
{
    return text_format(arena, "%s: %s", body_string(body, label, language), text);
}

static const char *muscle_line(const Body *body, const QuizQuestion *question, Language language, Arena *arena)
{
    const bool action = quiz_forms[question->form].kind == QUIZ_ACTION;
    const MuscleFact *fact = body_muscle_fact(body, action ? quiz_right(question)->part : question->about.part);
    if (!fact) return "";
    if (action) return labelled(body, language, "card_action", listed(body, language, fact->action, true, arena), arena);
    if (question->form == QUIZ_ORIGIN) return labelled(body, language, "origin", listed(body, language, fact->origin, false, arena), arena);
    if (question->form == QUIZ_INSERTION) return labelled(body, language, "insertion", listed(body, language, fact->insertion, false, arena), arena);
    return labelled(body, language, "nerve", text_format(arena, "%s (%s)", listed(body, language, fact->nerve, false, arena), fact->roots), arena);
}

// Descriptions exist in English only; elsewhere the Latin name is something to remember, too.
static const char *name_line(const Body *body, const QuizQuestion *question, Language language)
{
    const Name *name = body_find_name(body, quiz_right(question)->id);
    if (!name) return "";
    const bool english = language == LANGUAGE_EN || language == LANGUAGE_LA;
    if (english && name->description && *name->description) return name->description;
    return strcmp(name->text[LANGUAGE_LA], body_name(body, name->id, language)) != 0 ? name->text[LANGUAGE_LA] : "";
}

static const char *pain_line(const Body *body, const QuizQuestion *question, Language language)
{
    static const char *const ids[QUIZ_FORM_COUNT] = { [QUIZ_ZONE_NAME] = "muscles_secondary", [QUIZ_TYPICAL] = "typical_explained",
                                                      [QUIZ_SPILL] = "spill_over_explained", [QUIZ_ZONE_POINT] = "one_pattern", [QUIZ_POINT_ZONE] = "one_pattern" };
    return body_string(body, ids[question->form], language);
}

const char *quiz_words_why(const Body *body, const QuizQuestion *question, Language language, Arena *arena)
{
    const QuizKind kind = quiz_forms[question->form].kind;
    if (kind == QUIZ_REFERRAL) return pain_line(body, question, language);
    if (kind == QUIZ_ACTION || kind == QUIZ_ATTACHMENT) return muscle_line(body, question, language, arena);
    return name_line(body, question, language);
}

const char *quiz_words_where(const Body *body, const QuizQuestion *question, Language language, Arena *arena)
{
    const QuizThing *right = quiz_right(question);
    if (right->kind == QUIZ_PLACE)
        return words_fill(body, language, "quiz_hint_on", body_name(body, body->names[body->parts[right->part].name].id, language), arena);
    if (right->kind != QUIZ_PART) return "";
    return words_fill(body, language, "quiz_hint_group", word(body, language, "group_", group_ids[body->parts[right->part].group], arena), arena);
}
