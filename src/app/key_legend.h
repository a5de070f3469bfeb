// key_legend.h: which key colour stands for which structure, for what is shown: --colour key.
//
// Why       A colour that stands for a structure is worth nothing without a key. Structures that share an entry (vertebrae, arteries) show all
//           their colours side by side before one name.
// Shapes    appended to ui->draw; strings live in the Ui's frame arena. In the order of structures.csv, the same left and right told once.
// Units     pixels; sizes in points times ui->scale.
// Errors    cannot fail: what finds no room is counted in a last line.
// Cost      some 60 drawing commands.
#ifndef ILIOPSOAS_KEY_LEGEND_H
#define ILIOPSOAS_KEY_LEGEND_H

#include "measure_overlay.h"

bool key_legend_wanted(const ViewState *view);
// At the lower left of what is free; the place it used, empty without key colours or room. columns 0: as many as the place is wide for.
UiRect key_legend_draw(Ui *ui, const Picture *of, UiRect free, int columns);

#endif
