// clip_words.h: what is written with a clip: the caption of the phase, the leading angle, how far the leg has sunk, and the clip's note.
//
// Why       The window writes it in the play bar, stills at their foot: the same words in the same places.
// Source    drawing choices; words from strings.csv.
// Shapes    left a line of caption with the note below it, right a narrow column of figures. Strings live in the frame arena.
// Units     pixels; sizes in points times ui->scale.
// Errors    cannot fail: a caption that does not fit on its line is cut at a word.
// Cost      a few texts measured and wrapped.
#ifndef ILIOPSOAS_CLIP_WORDS_H
#define ILIOPSOAS_CLIP_WORDS_H

#include "pose.h"
#include "ui.h"
#include "view_state.h"

typedef struct ClipWords {
    Ui *ui;
    const char *caption, *angle, *drop; // "" where there is none
    const char **note;
    int note_count;
    float width_px, figures_px, height_px; // figures_px: the right column
} ClipWords;

ClipWords clip_words_make(Ui *ui, const Body *body, const ViewState *view, const Pose *pose, float width_px);
void clip_words_draw(const ClipWords *words, float x, float y);

// Where a still picture has them: a panel at the foot of what is free. Empty without a clip.
UiRect clip_words_draw_panel(Ui *ui, const Body *body, const ViewState *view, const Pose *pose, UiRect free);
// About how high that panel is, before anything is measured.
float clip_words_panel_pt(const Body *body, const ViewState *view, float width_pt);

#define CLIP_CAPTION_PT 13.5f

#endif
