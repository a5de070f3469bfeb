// parts_shown.h: hiding, showing, fading and seeing through sets of parts.
//
// Why       Keys, cards and the list of layers do the same things to one part or to many; each thing is done here, once.
// Shapes    sets are bool[PART_MOST] by PartId; an empty one changes nothing.
// Units     opacity 0..1.
// Errors    cannot fail.
#ifndef ILIOPSOAS_PARTS_SHOWN_H
#define ILIOPSOAS_PARTS_SHOWN_H

#include "view_state.h"

// What is hidden is not selected any more.
void parts_hide(ViewState *view, const Body *body, const bool parts[PART_MOST]);
void parts_show(ViewState *view, const Body *body, const bool parts[PART_MOST]);      // fully; the skin stays a ghost
void parts_show_only(ViewState *view, const Body *body, const bool parts[PART_MOST]); // what lies around in clips stays
void parts_fade(ViewState *view, const Body *body, const bool parts[PART_MOST], float opacity_frac);
// Of the one that is seen best, 0 when none is drawn.
float parts_opacity(const ViewState *view, const Body *body, const bool parts[PART_MOST]);
bool parts_are_xrayed(const ViewState *view, const Body *body, const bool parts[PART_MOST]); // all of them
void parts_toggle_xray(ViewState *view, const Body *body, const bool parts[PART_MOST]);      // all alike afterwards
// They stay as they are, everything else is seen through; again: nothing is.
void parts_toggle_xray_of_others(ViewState *view, const Body *body, const bool parts[PART_MOST]);
// Everything as at first, nothing seen through; everything there is of this sex.
void parts_show_default(ViewState *view, const Body *body);
void parts_show_everything(ViewState *view, const Body *body);
// Those of a group that this sex has; how many.
int parts_of_group(const ViewState *view, const Body *body, Group group, bool out[PART_MOST]);
int parts_count_shown(const ViewState *view, const Body *body, const bool parts[PART_MOST]);

#endif
