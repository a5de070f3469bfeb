// measure_overlay.h: what is measured, written on the picture: the scale of the strain colours, the moment arms, where a ligament tightens.
//
// Why       Lines are drawn over everything, with a halo: an arm inside the pelvis would be hidden by the very muscle it belongs to.
// Source    drawing choices; figures from measure.h.
// Shapes    appended to ui->draw; strings live in the Ui's frame arena.
// Units     pixels; sizes in points times ui->scale; world mm.
// Errors    cannot fail: what has no room is left out.
// Cost      some 60 drawing commands.
#ifndef ILIOPSOAS_MEASURE_OVERLAY_H
#define ILIOPSOAS_MEASURE_OVERLAY_H

#include "label.h"
#include "muscle_curve.h"
#include "pick.h"
#include "sheet.h"

// Everything that what is written on a picture looks at.
typedef struct Picture {
    const Body *body;
    const ViewState *view;
    const Scene *scene;
    const Pose *pose;
    const Measures *measures;
    LabelIndex *labels; // NULL: none are written
} Picture;

// What already stands on the picture: the figures of the arms and both side letters; empty where w is 0.
#define MEASURE_TAKEN_MOST 3

typedef struct MeasureTaken {
    UiRect rects[MEASURE_TAKEN_MOST];
} MeasureTaken;

// At the lower left of what is free; the place it used, empty without strain colours or room.
UiRect measure_draw_legend(Ui *ui, const Body *body, const ViewState *view, UiRect free);
// From the hip centre to the line of pull of each muscle meant, its length beside it; the place those figures take.
UiRect measure_draw_arms(Ui *ui, const Picture *of, UiRect free);
// The note at the front of the hip that is extended furthest, from 8 degrees on, clear of what is taken.
void measure_draw_ligament(Ui *ui, const Picture *of, const MeasureTaken *taken, UiRect free);
// The fascicle under the cursor, its strain and length.
void measure_add_fascicle(Sheet *sheet, const Picture *of, const Pick *pick);

#endif
