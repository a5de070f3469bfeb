// label.h: where names stand beside the figure: two columns, straight leaders that never cross, a dot on the visible surface. No drawing.
//
// Why       A plate names what one looks at without covering it, and stays readable while the body turns. Placing is data in, data out,
//           so that tests can look at every degree of a turn.
// Source    the rules of plates drawn by hand: names outside the figure, straight leaders, none crossing, dots well inside the structure
//           (docs/sources.md#niedermann2017); that leaders of least total length do not cross is the triangle inequality.
// Shapes    A Label is a text box beside the port of its column and a line from the port to the anchor. All anchors lie between both
//           columns' lines, so no leader meets a text. Candidate anchors are spread over each surface once, at rest, and kept.
// Units     pixels, y down; opacity 0..1; seconds.
// Errors    cannot fail. What is hidden, or finds no room, is left out; left_out counts the latter.
// Cost      fourteen labels: 0.8 ms a frame while turning, 10 ms without a plate before (docs/figures.md).
#ifndef ILIOPSOAS_LABEL_H
#define ILIOPSOAS_LABEL_H

#include "label_id.h"
#include "pick.h"

#define LABEL_MOST 48

typedef enum LabelColumn { LABEL_LEFT, LABEL_RIGHT, LABEL_COLUMN_COUNT } LabelColumn; // of the picture

typedef struct LabelSize {
    float w_px, h_px;
} LabelSize;

typedef struct LabelRoom {
    float x, y, w, h;    // of the picture, free of panels
    float em_px;         // size of the letters
    float column_px;     // no text is wider
    int auto_most;       // how many LABEL_AUTO names
    LabelSize (*size)(void *user, LabelId id); // of the text, wrapped to the column
    void *user;
} LabelRoom;

typedef struct Label {
    LabelId id;
    LabelColumn column;
    uint16_t vertex;          // of the part's mesh, where the dot sits
    float anchor_x, anchor_y; // the dot
    float port_x, port_y;     // where the leader meets the column
    float x, y, w, h;         // the text: flush with the column's inner edge
    float lag_x, lag_y;       // label_ease: the dot is still on its way from an earlier place
    float opacity_frac;
    bool quiet;       // a place on a part
    bool over_figure; // the column stands in front of the figure
} Label;

typedef struct LabelPlate {
    Label labels[LABEL_MOST];
    int count, left_out;
    float top_px[LABEL_COLUMN_COUNT], gap_px[LABEL_COLUMN_COUNT]; // of the columns, kept until they suit no more
} LabelPlate;

typedef struct LabelIndex LabelIndex;
LabelIndex *label_index_make(const Body *body, PickIndex *picker, Arena *keep);

// before: the plate of the frame before, whose columns, order and anchors are kept where they still do; NULL: from the view alone.
void label_plate_make(LabelIndex *index, const Scene *scene, const ViewState *view, const LabelRoom *room, const LabelPlate *before, LabelPlate *out);

// Where one place lies in the picture, whatever else is named. False when its part is not drawn, or the place cut away or behind the eye.
typedef struct LabelSpot {
    float x, y;
    bool seen; // nothing stands before it
} LabelSpot;
bool label_place_spot(LabelIndex *index, const Scene *scene, LabelId id, LabelSpot *out);

// Brings what is shown nearer to what is wanted: texts slide and fade, dots stay on the surface unless their place has changed.
// True while anything is still on its way.
bool label_ease(LabelPlate *shown, const LabelPlate *wanted, float dt_s);

// Whether two leaders cross.
bool label_crosses(const Label *a, const Label *b);

#endif
