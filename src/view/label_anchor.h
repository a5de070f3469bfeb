// label_anchor.h: a point of a structure's visible surface, well inside what is seen of it, for a label's dot.
//
// Why       A dot at the centre of a hidden box points at whatever lies in front. So candidates are vertices, and each is looked at.
// Shapes    up to 48 candidates per structure or place, as far from each other as the surface allows, chosen at rest and kept.
// Units     pixels, y down; mm.
// Errors    false when nothing of it can be seen within the given part of the picture.
// Cost      about 15 us per candidate looked at; one look while an earlier anchor still holds.
#ifndef ILIOPSOAS_LABEL_ANCHOR_H
#define ILIOPSOAS_LABEL_ANCHOR_H

#include "label.h"

typedef struct LabelSpots LabelSpots;
enum { LABEL_SPOTS_MOST = 512 };

struct LabelIndex {
    const Body *body;
    PickIndex *picker;
    Arena *keep;
    LabelSpots *spots; // [LABEL_SPOTS_MOST]
    int spots_count;
};

// What is looked at, and where anchors may lie in the picture.
typedef struct LabelSight {
    LabelIndex *index;
    const Scene *scene;
    const SceneItem *item[PART_MOST]; // NULL: not drawn
    float left, right, top, bottom;
    float em_px;
} LabelSight;

typedef struct LabelAnchor {
    uint16_t vertex;
    float x, y;
    float middle_x; // of what faces the eye, hidden or not: it moves evenly while the body turns
    int around;     // on how many of four sides of the dot the same part goes on
} LabelAnchor;

// Long structures are met on the side of their column. before: an anchor that is kept while it can be seen, or NULL.
bool label_anchor_find(const LabelSight *sight, LabelId id, const LabelColumn *column, const Label *before, LabelAnchor *out);
// Whether at least that share of what faces the eye can be seen.
bool label_anchor_enough(const LabelSight *sight, LabelId id, float least_frac);
// Left and right edge of what is drawn of the body itself, without skin and furniture; false when there is nothing.
bool label_figure_extent(const LabelSight *sight, float *left, float *right);

#endif
