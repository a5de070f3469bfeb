// actions.h: everything a key can do, in one table: the keyboard, the help panel and the tests read the same rows.
//
// Why       Bindings that live in if-chains clash unseen; in a table a test proves that no key has two meanings.
// Source    bindings: what f3d, Blender, OpenSim Creator and Z-Anatomy agree on; own choice where they differ.
// Shapes    rows of one action follow each other; rows without a key (mouse) only serve the help panel.
// Units     value: what the action takes: degrees, pixels, a ViewId, a count.
// Errors    cannot fail: unknown keys do nothing.
#ifndef ILIOPSOAS_ACTIONS_H
#define ILIOPSOAS_ACTIONS_H

#include "app.h"

typedef struct Action {
    const char *name;
    int key; // KEY_NONE: mouse only
    unsigned mods;
    int value;
    const char *help; // string id of the line that explains it, "keys: what they do"
    void (*run)(App *app, int value);
    bool repeats; // while the key is held
} Action;

const Action *actions_table(int *count);
const Action *actions_find(int key, unsigned mods);
void actions_take_keys(App *app);
bool action_serves(const App *app, const Action *action); // it does something where one is now: a door, the quiz

#endif
