// cut_look.h: what a part shows where it is cut open.
//
// Why       A cut face tells what a part is: spongy bone inside a compact shell, muscle as bundles end-on, a bowel as a wall round a hollow.
// Shapes    fills all of a CutFace but its outline and the direction of its fibres.
// Units     mm, sRGB.
// Source    colours, patterns, and the thickness of walls: drawing choice, within what anatomy books give for adults (compact bone of the shaft of the femur
//           5 to 8 mm and thinner at its ends, shells of vertebra and hip bone about 1 mm; bowel wall 2 to 3, aorta 2, bladder 3 to 5, cortex of the kidney 7 to 10 mm).
// Errors    cannot fail.
#ifndef ILIOPSOAS_CUT_LOOK_H
#define ILIOPSOAS_CUT_LOOK_H

#include "view_state.h"

CutFace cut_look(const Part *part, const SceneItem *item, ColourMode colour);

#endif
