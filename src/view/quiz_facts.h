// quiz_facts.h: what the tables of the body do not say about a question: what everybody should know first, and what must not stand beside the right
// answer because some book calls it right too.
//
// Source    own choice throughout, on the side of leaving out.
// Errors    cannot fail.
#ifndef ILIOPSOAS_QUIZ_FACTS_H
#define ILIOPSOAS_QUIZ_FACTS_H

#include "quiz.h"

bool quiz_is_well_known(const char *structure); // asked from level 1 on
bool quiz_is_main_place(const char *place);     // from level 2 on
bool quiz_is_hole(const char *place);           // a click goes through it
// An action, attachment or nerve that some give for the muscle although muscles.csv does not.
bool quiz_is_doubtful(const char *muscle, const char *claim);

#endif
