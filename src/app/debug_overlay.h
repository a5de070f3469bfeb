// debug_overlay.h: looking inside: what the colours of a debug view mean, and the panel with the figures of the frame.
//
// Why       A view that needs its source to be read is read by no one else. Legend and panel are part of the picture, so that
//           `shot` and the window show the same.
// Shapes    appended to ui->draw; strings live in the Ui's frame arena.
// Units     pixels; sizes in points times ui->scale.
// Errors    cannot fail: what has no room is left out.
#ifndef ILIOPSOAS_DEBUG_OVERLAY_H
#define ILIOPSOAS_DEBUG_OVERLAY_H

#include "frame_figures.h"
#include "ui.h"

// The one legend of a picture, at the lower left of what is free: of a debug view, or of the strain colours. Empty where there is none.
UiRect legend_draw(Ui *ui, const Body *body, const ViewState *view, UiRect free);
bool legend_wanted(const ViewState *view);

// At the upper left of what is free.
UiRect stats_draw(Ui *ui, const Body *body, const ViewState *view, const FrameFigures *figures, UiRect free);

#endif
