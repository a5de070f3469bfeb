// ui_scroll.h: what is higher than its place in a panel: moved by the wheel, by page keys, Home and End, by its bar, and by Tab.
//
// Why       Lists and cards grow, windows do not. All panels scroll in the same way; what the keyboard goes to comes into sight by itself.
//           The wheel is for the panel under the cursor, keys are for the one with the focus, or else for that under the cursor.
// Shapes    after ui_panel: ui_pane_begin, ui_pane_row for what stands in it, ui_pane_end. The UiScroll is the caller's, from frame to frame.
// Units     pixels.
// Errors    cannot fail. What has become shorter than it was scrolled is scrolled back.
#ifndef ILIOPSOAS_UI_SCROLL_H
#define ILIOPSOAS_UI_SCROLL_H

#include "ui.h"

typedef struct UiScroll { // all zero: at the top
    float at_px, overflow_px; // overflow: by how much more than its place it was high in the last frame
    float grip_px;            // where on the thumb of the bar the hand holds it
    UiId focused;             // the widget in it that the keyboard was on, 0: none
} UiScroll;

typedef struct UiPane {
    UiRect rect, clip_before;
    UiScroll *scroll;
    float used_px;   // by rows so far
    int focus_first; // of its widgets
    UiRect wanted;   // to be brought into sight; h 0: nothing
} UiPane;

UiPane ui_pane_begin(Ui *ui, UiRect rect, UiScroll *scroll);
UiRect ui_pane_row(UiPane *pane, float height_px); // where the next one stands
bool ui_pane_shows(const UiPane *pane, UiRect row); // widgets out of sight are drawn all the same: Tab leads to them
void ui_pane_reveal(UiPane *pane, UiRect row); // it comes into sight
void ui_pane_end(Ui *ui, UiPane *pane); // takes wheel, keys and the hand on the bar, which it draws at the panel's right edge

#endif
