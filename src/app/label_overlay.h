// label_overlay.h: the labels beside the figure: how large, how wrapped, and drawn.
//
// Why       Where they stand is label.h's; this knows fonts, languages and the page's colours.
// Source    letters: drawing choice. In projector theme the small letters are 2 % of the picture's height, which is read from four picture
//           heights away (docs/sources.md#discas).
// Shapes    appended to ui->draw; strings live in the Ui's frame arena. LabelMotion is what the window keeps from frame to frame.
// Units     pixels; seconds.
// Errors    cannot fail: what finds no room is left out.
// Cost      widths and letters of a string are kept (platform_text.c, text_atlas.h): after the first frame nothing is shaped again.
#ifndef ILIOPSOAS_LABEL_OVERLAY_H
#define ILIOPSOAS_LABEL_OVERLAY_H

#include "label.h"
#include "measure_overlay.h"

typedef struct LabelMotion {
    LabelPlate wanted, shown;
    bool moving; // wants another frame
} LabelMotion;

// What each column takes of the picture's width, text and gap to the figure; 0 when no labels are on.
float label_overlay_column_px(const ViewState *view, float scale);
// motion NULL: a still picture, from the view alone. dt_s: since the last frame; where nothing shall move, make it large.
// What is left of free between the columns, for what else is written there.
UiRect label_overlay_draw(Ui *ui, const Picture *of, LabelMotion *motion, float dt_s, UiRect free);

#endif
