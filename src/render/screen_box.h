// screen_box.h: the part of the picture that some items can cover at most.
//
// Why       Passes over the whole picture cost the same where nothing stands; a software renderer notices (about a tenth of a frame).
// Shapes    grown item by item from screen_box_none; an item that reaches behind the eye makes it the whole picture.
// Units     shares of the picture's width and height, origin bottom left, clipped to 0..1.
// Cost      one pass over the vertices of soft items.
#ifndef ILIOPSOAS_SCREEN_BOX_H
#define ILIOPSOAS_SCREEN_BOX_H

#include "scene.h"

typedef struct ScreenBox {
    float left, bottom, right, top; // left > right: nothing
} ScreenBox;

ScreenBox screen_box_none(void);
void screen_box_add(ScreenBox *box, const Scene *scene, const SceneItem *item);

#endif
