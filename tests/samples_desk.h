// samples_desk.h: the real body beside an interface in its true fonts, for tests of what is written.
//
// Why       Whether a text fits can only be told with the fonts that are shipped.
// Shapes    platform is NULL where no window can be opened, not even a hidden one: such tests skip.
// Units     as in ui.h.
// Errors    a body that cannot be loaded ends the test program with a sentence.
#ifndef ILIOPSOAS_SAMPLES_DESK_H
#define ILIOPSOAS_SAMPLES_DESK_H

#include "body.h"
#include "platform.h"
#include "ui.h"

typedef struct Desk {
    Arena keep, frame;
    Body body;
    Platform *platform;
    Ui ui;
    Input input;
} Desk;

void desk_open(Desk *desk);
void desk_close(Desk *desk);

#endif
