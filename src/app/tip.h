// tip.h: a word beside a control that shows only a sign, while the cursor rests on it or the keyboard is there.
//
// Why       Signs save room, but who meets one for the first time must be able to ask it. Stays while the cursor goes on to it, goes with
//           Esc (WCAG 1.4.13).
// Units     pixels, seconds.
// Errors    cannot fail: without room at one side it stands at the other.
#ifndef ILIOPSOAS_TIP_H
#define ILIOPSOAS_TIP_H

#include "app.h"

// After the control has been drawn; word: id of a string.
void tip_offer(App *app, UiId control, UiRect rect, const char *word);
void tip_offer_at_side(App *app, UiId control, UiRect rect, const char *word); // where the next of a list stands below
void tip_draw(App *app); // after all panels
bool tip_dismiss(App *app); // false: there was none to be seen
double tip_wait_s(const App *app); // until it is to be drawn; below 0: nothing to wait for

#endif
