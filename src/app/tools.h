// tools.h: the two tools that stand where the card stands: measuring between points, and muscles side by side.
//
// Why       Both want the right-hand place and the whole attention; one at a time, and Esc or the same key puts it away.
// Shapes    points are the view's (ViewState.rulers): undo, copying and pictures know them. Which muscles stand side by side is kept here;
//           while they do, they have their key colours and other soft parts are faded, and what was before comes back afterwards.
// Units     pixels, mm.
// Errors    cannot fail.
// Cost      aiming: the landmarks of the part under the cursor and a ray for the nearest; comparing: see compare.h.
#ifndef ILIOPSOAS_TOOLS_H
#define ILIOPSOAS_TOOLS_H

#include "compare.h"
#include "search.h"
#include "ui_scroll.h"

typedef struct App App;

typedef enum Tool { TOOL_NONE, TOOL_MEASURE, TOOL_COMPARE } Tool;

// How the parts looked before muscles were set side by side, and what was made of it.
typedef struct ComparedLook {
    float before_frac[PART_MOST], given_frac[PART_MOST];
    ColourMode colour_before;
    bool on;
} ComparedLook;

typedef struct Tools {
    Tool open;
    RulerPoint aim; // what a click would take; part 0: nothing
    vec3s aim_mm;
    bool anew; // the next point begins another measure
    PartId compared[COMPARED_MOST];
    int compared_count;
    MuscleCurve curves[COMPARED_MOST];
    MuscleDepths *depths; // made when first needed
    ComparedLook look;
    UiScroll scroll; // of the panel that stands
} Tools;

void tools_toggle(App *app, Tool tool);
bool tools_close(App *app); // false: none was open

// Measuring.
void tools_aim(App *app);        // after pointing
bool tools_take_click(App *app); // true: the click was a point, or meant to be one
void tools_add_found(App *app, const Found *found);
void tools_remove_ruler(App *app, int index);
char *tools_measures_in_words(const App *app); // for the clipboard, in the frame arena

// Comparing.
void tools_change_compared(App *app, int column, PartId muscle); // column compared_count: one more; muscle 0: one less

#endif
