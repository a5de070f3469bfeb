// place.h: named places on parts, regions and landmarks: where they are, what they are called, what lies in what.
//
// Why       A bone is learnt by its places. Cards, search, marks and clicks mean the same ones, so what they need to know stands here.
// Shapes    LabelId (view_state.h); place 0 is the part itself. A landmark that has the id of a region of its part is that region's own
//           mark, not another place: it is met as the region.
// Units     mm, rest frame, on the part's own side (of a structure of the middle: the right half, as its table has it).
// Errors    false, or place 0, where there is none.
// Cost      place_rest_mm of a region looks at the coarse level; place_region_of at the finest, once per landmark.
#ifndef ILIOPSOAS_PLACE_H
#define ILIOPSOAS_PLACE_H

#include "label_id.h"

// What is worked out once and kept.
typedef struct PlaceIndex PlaceIndex;
PlaceIndex *place_index_make(const Body *body, Arena *keep);

static inline bool place_is_region(LabelId id)
{
    return id.place >= LABEL_REGION && id.place < LABEL_LANDMARK;
}

// The part's regions in the table's order, then its landmarks.
int place_region_count(const Body *body, PartId part);
int place_list(const Body *body, PartId part, LabelId *out, int most);

// "Iliac fossa, right"; of a part as a whole its title.
const char *place_title(const Body *body, LabelId id, Language language, Arena *arena);
bool place_rest_mm(const Body *body, LabelId id, vec3s *out);
// The region a landmark lies in.
LabelId place_region_of(PlaceIndex *index, LabelId landmark);
// The part or the one place of that name on a side: what an origin or an insertion names. False where nothing, or more than one, has it.
bool place_named(const Body *body, const char *name, Side side, LabelId *out);

#endif
