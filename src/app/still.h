// still.h: pictures without a window: an offscreen context, the renderer, and what is written on the picture.
//
// Why       `shot`, `film`, sheets and `bench` draw the same way: scene, overlay, read back.
// Shapes    pixels: RGBA8, top row first, straight alpha.
// Errors    RESULT_UNSUPPORTED when there is no GL or the size is beyond the driver's.
#ifndef ILIOPSOAS_STILL_H
#define ILIOPSOAS_STILL_H

#include "command_line.h"
#include "label.h"
#include "picture.h"
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

// How a picture is finished.
typedef struct StillStyle {
    int frames;       // the picture is the mean of 1, 4, 8 or 16, see supersample.h; 0: 4
    bool transparent; // no background: alpha says what is there
} StillStyle;
// From the words of --samples and --background; NULL: not given.
Result still_style_read(const char *samples, const char *background, StillStyle *out, Message *why);

// "shot OUT.png" with the words of a style.
char *still_command(const StillStyle *style, Arena *arena);
// What travels inside a picture: the credit, and "iliopsoas COMMAND" with its own options and those that lead to the view. Lives in the arena.
PictureFacts still_facts(const Body *body, const char *command, const ViewState *view, Arena *arena);

// Takes a picture of a view. caption NULL: none. rgba: width * height * 4 bytes. The frame arena is reset first.
Result still_take(Still *still, Session *session, const ViewState *view, const char *caption, const StillStyle *style, uint8_t *rgba, Message *why);
// The same of a scene that is there already, with what is written on it.
Result still_take_scene(Renderer *renderer, const Scene *scene, const UiDraw *draw, int frames, uint8_t *rgba, Message *why);
// Draws a view into the renderer's own target and reads nothing back. samples as in RenderTarget.
Result still_draw(Still *still, Session *session, const ViewState *view, const char *caption, int samples, Message *why);

#endif
