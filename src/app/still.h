// still.h: pictures without a window: an offscreen context, the renderer, and what is written on the picture.
//
// Why       `shot`, the contact sheet and `bench` draw the same way: scene, overlay, read back.
// Shapes    pixels: RGBA8, top row first.
// Errors    RESULT_UNSUPPORTED when there is no GL or the size is beyond the driver's.
#ifndef ILIOPSOAS_STILL_H
#define ILIOPSOAS_STILL_H

#include "command_line.h"
#include "label.h"
#include "platform.h"
#include "render.h"
#include "scene_build.h"
#include "ui.h"

typedef struct Still {
    Platform *platform;
    Renderer *renderer;
    SceneCache *cache;
    LabelIndex *labels;
    Ui ui;
    Input input;
} Still;

Result still_open(Still *still, Session *session, Message *why);
void still_close(Still *still);

// The figure makes room for labels, the cards of a referral and the words of a clip. still_draw does it; whoever asks what a pixel of that picture shows must do it too.
void still_leave_room(const Body *body, ViewState *view);

// Draws a view into the renderer's own target. caption NULL: none. samples as in RenderTarget. The frame arena is reset first.
Result still_draw(Still *still, Session *session, const ViewState *view, const char *caption, int samples, Message *why);
Result still_read(Still *still, uint8_t *rgba, Message *why);

#endif
