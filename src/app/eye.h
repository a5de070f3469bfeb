// eye.h: the eye that tells whether something is shown: open, closed, or open with a hollow pupil where it is shown in part.
//
// Why       Told apart by shape, not by colour.
// Units     pixels.
// Errors    cannot fail.
#ifndef ILIOPSOAS_EYE_H
#define ILIOPSOAS_EYE_H

#include "ui.h"

typedef enum EyeState { EYE_CLOSED, EYE_IN_PART, EYE_OPEN, EYE_STATE_COUNT } EyeState;

bool eye_button(Ui *ui, UiId id, UiRect rect, EyeState state); // true when pressed

#endif
