// ruler_overlay.h: measured distances and angles, drawn on the picture and told in words.
//
// Why       As moment arms they are drawn over everything, with a halo: a line between two landmarks runs through bone. Where a part is not
//           shown its points are drawn faint, but are drawn: a measure that vanished with its bone could not be found again.
// Source    drawing choices; figures from ruler.h.
// Shapes    appended to ui->draw; strings live in the Ui's frame arena. The same words in picture, panel and clipboard.
// Units     pixels; sizes in points times ui->scale; mm and degrees with one decimal.
// Errors    cannot fail: of a point behind the eye nothing is drawn; a name without a clear place is left out, a number never.
// Cost      some 80 drawing commands for four measures.
#ifndef ILIOPSOAS_RULER_OVERLAY_H
#define ILIOPSOAS_RULER_OVERLAY_H

#include "measure_overlay.h"
#include "ruler.h"

// Clear of what is taken.
void ruler_overlay_draw(Ui *ui, const Picture *of, const MeasureTaken *others, UiRect free);
// Where a click would put a point, and what it is called.
void ruler_overlay_draw_aim(Ui *ui, const Picture *of, const RulerPoint *aim, vec3s at_mm, UiRect free);

RulerFigures ruler_figures_now(const Picture *of, int index);
const char *ruler_value(const Ruler *ruler, const RulerFigures *figures, Arena *arena); // "257.8 mm", "33.6 degrees", a dash where there is no angle
// "forward 12.0 · up 3.1 · left 257.8 mm": of a distance, along the axes of the pelvis.
const char *ruler_parts(const Picture *of, const RulerFigures *figures, Arena *arena);
// A whole measure in one line.
const char *ruler_in_words(const Picture *of, int index, Arena *arena);

#endif
