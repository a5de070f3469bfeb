// label_id.h: what labels are about, to and from the words of --label: structures, groups, named places on them.
//
// Shapes    A word is a group, a structure with or without its side, PART:PLACE, or PLACE alone, which means it on every part that has it.
//           PLACE is a region or landmark id of iliopsoas list regions / landmarks; where both have the id, the region is meant, which is
//           seen from more sides.
// Errors    RESULT_USAGE with a sentence; unknown ids suggest the nearest. The view is left as it was.
#ifndef ILIOPSOAS_LABEL_ID_H
#define ILIOPSOAS_LABEL_ID_H

#include "view_state.h"

// Makes the view's labels those of the list, and nothing else's.
Result label_list_read(ViewState *view, const Body *body, const char *list, Message *why);
// One place of one part: PART:PLACE, or PLACE alone, which means the first part that has it, a right one before its left.
Result label_place_read(const Body *body, const char *word, LabelId *out, Message *why);
// "hip_bone_right:asis"
char *label_word(const Body *body, LabelId id, Arena *arena);
// The place's region or landmark id, NULL for a part as a whole.
const char *label_place_id(const Body *body, LabelId id);
// A place of a part by its region or landmark id; false when the part has none.
bool label_find_place(const Body *body, PartId part, const char *place, LabelId *out);
// As it is written, without the side: the letters R and L and the leader tell it.
const char *label_name(const Body *body, LabelId id, Language language);
bool label_same(LabelId a, LabelId b);

#endif
