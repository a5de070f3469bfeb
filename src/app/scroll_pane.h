// scroll_pane.h: rows below each other, of which a panel shows as many as fit; the rest by wheel, page keys and by going there with Tab.
//
// Why       Lists grow with what is opened in them, windows do not. Rows out of sight stay reachable for the keyboard, which brings them into sight.
// Shapes    pane_begin, pane_row for each row, pane_end; the Scroll is the caller's, from frame to frame.
// Units     pixels.
// Errors    cannot fail.
#ifndef ILIOPSOAS_SCROLL_PANE_H
#define ILIOPSOAS_SCROLL_PANE_H

#include "app.h"

typedef struct Pane {
    UiRect rect, clip_before;
    Scroll *scroll;
    float used_px; // by rows so far
    UiId focused;  // a widget of it, in this frame
} Pane;

Pane pane_begin(App *app, UiRect rect, Scroll *scroll);
UiRect pane_row(Pane *pane, float height_px); // where the next one stands
bool pane_shows(const Pane *pane, UiRect row);
// Told of every widget: the one that the keyboard moves on to comes into sight.
void pane_follow(App *app, Pane *pane, UiId widget, UiRect row);
void pane_draw_name(App *app, UiRect row, const char *name, bool dim); // in one line, or where it is too long in two smaller ones
void pane_end(App *app, Pane *pane);

#endif
