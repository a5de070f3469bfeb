// place_overlay.h: the mark of a chosen place in the picture: a pin with its name.
//
// Why       A region is painted, but a landmark has no surface, and either may lie behind a muscle: a pin is drawn over everything, filled where the
//           place is seen, an empty ring where something stands before it.
// Source    drawing choice.
// Shapes    appended to ui->draw.
// Units     pixels; sizes in points times ui->scale.
// Errors    cannot fail: without a part to stand on nothing is drawn.
// Cost      some ten rays, thirty at most, and eight commands a place.
#ifndef ILIOPSOAS_PLACE_OVERLAY_H
#define ILIOPSOAS_PLACE_OVERLAY_H

#include "measure_overlay.h"

// Those of the view, chosen and pointed at, with their names unless labels write them.
void place_overlay_draw(Ui *ui, const Picture *of, UiRect free);

#endif
