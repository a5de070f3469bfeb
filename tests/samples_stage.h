// samples_stage.h: the program without a window: the real body, scripted input, no font, no GL.
//
// Why       What the window does can be told from App and from its list of drawing commands; time is a number that tests set.
// Shapes    one Stage per test program; the cmocka fixtures open the body once and the App for each test.
// Units     pixels, s.
// Errors    a body that cannot be loaded fails the fixture.
#ifndef ILIOPSOAS_SAMPLES_STAGE_H
#define ILIOPSOAS_SAMPLES_STAGE_H

#include "app.h"

typedef struct Stage {
    Arena keep, frame;
    Body body;
    App app;
    Input input;
} Stage;

extern Stage stage;

int stage_open_body(void **state); // group set-up
int stage_close_body(void **state);
int stage_open_app(void **state); // set-up: 1280 x 800, first screen, reduced motion

void stage_frame(double after_s); // one frame, so much later; what was pressed is let go of
void stage_settle(void);          // a few frames
void stage_key(int key, unsigned mods);
void stage_move_to(float x, float y);
void stage_click(void);
const UiCommand *stage_text(const char *text); // also inside a longer one; NULL: not on screen
void stage_click_text(const char *text);

#endif
