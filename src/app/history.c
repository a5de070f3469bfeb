#include "history.h"

#include "camera.h"

#include <string.h>

// Without what is no step.
static ViewState lasting(const ViewState *view, const ViewState *passing)
{
    ViewState state = *view;
    state.width_px = passing->width_px;
    state.height_px = passing->height_px;
    state.covered_left_frac = passing->covered_left_frac;
    state.covered_right_frac = passing->covered_right_frac;
    state.covered_bottom_frac = passing->covered_bottom_frac;
    state.hovered = passing->hovered;
    state.hovered_place = passing->hovered_place;
    state.hovered_zone = passing->hovered_zone;
    state.hovered_trigger = passing->hovered_trigger;
    if (state.clip == passing->clip) state.clip_at_frac = passing->clip_at_frac;
    return state;
}

static bool same(const ViewState *a, const ViewState *b)
{
    ViewState left = lasting(a, b);
    if (camera_same(&left.camera, &b->camera)) memcpy(&left.camera, &b->camera, sizeof left.camera); // written by itself, so the bytes between its fields may differ
    return memcmp(&left, b, sizeof left) == 0;
}

static void push(History *history, const ViewState *view)
{
    if (history->at + 1 == HISTORY_MOST) {
        memmove(history->states, history->states + 1, sizeof history->states[0] * (HISTORY_MOST - 1));
        history->at--;
    }
    if (history->count > 0) history->at++;
    history->states[history->at] = *view;
    history->count = history->at + 1;
}

void history_note(History *history, const ViewState *view, bool busy, double now_s)
{
    if (history->count == 0) push(history, view);
    if (history->changing && same(view, &history->pending) && !busy) {
        history->busy = false; // let go of: what is dragged next is another step
        return;
    }
    if (history->changing && !history->busy && now_s - history->changed_s > HISTORY_REST_S) push(history, &history->pending);
    history->changing = !same(view, &history->states[history->at]);
    history->pending = *view;
    history->changed_s = now_s;
    history->busy = busy;
}

void history_amend(History *history, const ViewState *view)
{
    if (history->changing) history->pending.camera = view->camera;
    else if (history->count > 0) history->states[history->at].camera = view->camera;
}

bool history_step(History *history, int step, const ViewState *view, ViewState *out)
{
    if (history->changing) { // not a step yet: it becomes one, so that it can be done again
        push(history, &history->pending);
        history->changing = false;
    }
    const int to = history->at + step;
    if (history->count == 0 || to < 0 || to >= history->count) return false;
    history->at = to;
    *out = lasting(&history->states[to], view);
    return true;
}
