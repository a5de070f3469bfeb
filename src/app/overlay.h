// overlay.h: what is written on the picture itself: side letters, trigger marks, the hover label, the cards of the referral view.
//
// Why       Pictures of the window and of `shot` must agree, so everything that belongs to the picture is drawn here, and only the tools
//           around it (doors, layers, play bar) belong to the window. R and L are placed by projecting points beside the body: they
//           cannot be on the wrong side.
// Shapes    everything is appended to ui->draw; strings live in the frame arena.
// Units     pixels; sizes in points times ui->scale; world mm.
// Errors    cannot fail: what does not fit is shortened, or scrolls.
#ifndef ILIOPSOAS_OVERLAY_H
#define ILIOPSOAS_OVERLAY_H

#include "measure_overlay.h"

typedef enum MarkStyle { MARKS_HIDDEN, MARKS_QUIET, MARKS_FULL, MARKS_COUNT } MarkStyle; // of the trigger points

UiColours overlay_colours(Theme theme);
float overlay_text_scale(Theme theme); // projector: larger, to be read from the last row

// All of it, for a still picture: marks always, label and cards when view->ui is set. hover may be NULL: the label then sits at the part.
void overlay_draw(Ui *ui, const Picture *of, const Pick *hover);

// The pieces, for the window, which knows which part of the picture its panels leave free.
typedef struct SideDiscs {
    UiRect right, left; // empty where the letter is left out
} SideDiscs;

SideDiscs overlay_draw_sides(Ui *ui, const Picture *of, UiRect free);
void overlay_draw_triggers(Ui *ui, const Picture *of, MarkStyle style);
void overlay_draw_label(Ui *ui, const Picture *of, const Pick *hover, UiRect free);
// Moment arms and the note of the ligament, which keeps clear of the letters drawn before.
void overlay_draw_measures(Ui *ui, const Picture *of, SideDiscs letters, UiRect free);

#endif
