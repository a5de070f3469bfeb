// quiz_words.h: a question, its choices and the reason of its answer in words: for the window, and for `iliopsoas quiz`.
//
// Why       Questions hold ids; names stand behind a colon or alone, so that no language has to bend them.
// Shapes    strings live in the arena given, or in the body.
// Errors    cannot fail; what has no description gives "".
#ifndef ILIOPSOAS_QUIZ_WORDS_H
#define ILIOPSOAS_QUIZ_WORDS_H

#include "quiz.h"

const char *quiz_words_thing(const Body *body, const QuizThing *thing, Language language, Arena *arena);
const char *quiz_words_ask(const Body *body, const QuizQuestion *question, Language language, Arena *arena);
// What stands below it: the action, the muscle or the point it is about; "" where the picture shows it.
const char *quiz_words_about(const Body *body, const QuizQuestion *question, Language language, Arena *arena);
// One line on why it is so: a fact, a description, a name in Latin.
const char *quiz_words_why(const Body *body, const QuizQuestion *question, Language language, Arena *arena);
// Where to look: the bone a place is on, the layer a structure belongs to; "" where there is nothing to say.
const char *quiz_words_where(const Body *body, const QuizQuestion *question, Language language, Arena *arena);

#endif
