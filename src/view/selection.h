// selection.h: which parts are selected: the one chosen last, which the card is about, and those chosen beside it.
//
// Why       Most of the program asks for one part (card, label, curve, arms); showing, hiding, fading and centring act on all. A set that
//           belongs to the last one lets whoever asks for one part go on doing so: to write `selected` is to choose that one alone.
// Shapes    sets are bool[PART_MOST] by PartId.
// Errors    cannot fail.
#ifndef ILIOPSOAS_SELECTION_H
#define ILIOPSOAS_SELECTION_H

#include "view_state.h"

bool view_selects(const ViewState *view, PartId part);
int view_selection(const ViewState *view, bool out[PART_MOST]); // how many
int view_selected_count(const ViewState *view);
void view_select_only(ViewState *view, PartId part); // 0: nothing
// Adds a part, which becomes the last one, or takes it out; then the first one left, in order, is the last one chosen.
void view_select_toggle(ViewState *view, const Body *body, PartId part);
void view_select_all(ViewState *view, const Body *body, const bool parts[PART_MOST]); // these and no others; the first in order is the last one
// Forgets what stood beside a part that is no longer the last one, lest it come back with it.
void view_selection_settle(ViewState *view);

// Every part once: by group, from top to bottom, right before left. out[part_count - 1]; how many.
int view_part_order(const Body *body, PartId out[PART_MOST]);

#endif
