// history.h: what a person did to the view, to be undone and done again, the camera included.
//
// Why       The whole picture is one plain struct, so a step back is a copy put back: nothing can be forgotten by an undo that no one wrote.
// Shapes    states[0..count): the past up to here at `at`, what was undone behind it. The oldest is dropped when there is no room.
//           What passes by itself is no step: the cursor, a clip that plays, the size of the window.
// Units     seconds.
// Errors    cannot fail.
// Cost      one comparison of some kilobytes a frame.
#ifndef ILIOPSOAS_HISTORY_H
#define ILIOPSOAS_HISTORY_H

#include "view_state.h"

#define HISTORY_MOST 200
#define HISTORY_REST_S 0.5 // changes that follow each other faster are one step: a drag, a run of the wheel

typedef struct History {
    ViewState states[HISTORY_MOST];
    int count, at;
    ViewState pending; // the newest change; a step as soon as the next one begins
    double changed_s;
    bool changing, busy;
} History;

// The view as it is now; busy: a button is held or the camera is on its way, so the step is not over.
void history_note(History *history, const ViewState *view, bool busy, double now_s);
// What the program changed by itself (framing anew in another window) belongs to the step that stands.
void history_amend(History *history, const ViewState *view);
// The state one step back or on, with what passes by itself taken over from the view; false where there is none.
bool history_step(History *history, int step, const ViewState *view, ViewState *out);

#endif
