// chosen.c: what is done to the parts that are selected, or else to the one pointed at.
#include "app.h"
#include "parts_shown.h"
#include "selection.h"

#include <math.h>

// As steer_to_part: some of the neighbours stay in the picture, and no step back without need.
#define ROOM_LEAST_FRAC 1.05f
#define ROOM_MOST_FRAC 1.35f

int chosen_parts(const App *app, bool out[PART_MOST])
{
    const int count = view_selection(&app->view, out);
    if (count > 0 || !app->view.hovered) return count;
    out[app->view.hovered] = true;
    return 1;
}

void chosen_hide(App *app)
{
    bool parts[PART_MOST];
    if (chosen_parts(app, parts)) parts_hide(&app->view, app->body, parts);
}

void chosen_show_only(App *app)
{
    bool parts[PART_MOST];
    if (chosen_parts(app, parts)) parts_show_only(&app->view, app->body, parts);
}

void chosen_toggle_xray(App *app)
{
    bool parts[PART_MOST];
    if (chosen_parts(app, parts)) parts_toggle_xray(&app->view, app->body, parts);
}

void chosen_xray_others(App *app)
{
    bool parts[PART_MOST];
    if (chosen_parts(app, parts)) parts_toggle_xray_of_others(&app->view, app->body, parts);
}

static PartId only_one(const App *app, const bool parts[PART_MOST])
{
    PartId one = 0;
    for (int p = 1; p < app->body->part_count; p++) {
        if (parts[p] && one) return 0;
        if (parts[p]) one = (PartId)p;
    }
    return one;
}

void chosen_centre_on(App *app, const bool parts[PART_MOST])
{
    const PartId one = only_one(app, parts);
    Camera to = app->view.camera;
    if (one) {
        steer_to_part(app, one);
        return;
    }
    scene_fit_parts(app->cache, &app->view, parts, &to);
    to.distance_mm = fmaxf(fminf(app->view.camera.distance_mm, to.distance_mm * ROOM_MOST_FRAC), to.distance_mm * ROOM_LEAST_FRAC);
    app->view.focus = 0;
    app->camera_touched = app->steering.pivot_chosen = true;
    steer_fly_to(app, to);
}

void chosen_centre(App *app)
{
    bool parts[PART_MOST];
    if (chosen_parts(app, parts)) chosen_centre_on(app, parts);
}

void chosen_select(App *app, PartId part, bool beside)
{
    if (beside) view_select_toggle(&app->view, app->body, part);
    else view_select_only(&app->view, part);
}

bool chosen_beside(const App *app)
{
    unsigned mods = app->input->mods;
    for (int i = 0; i < app->input->key_count; i++) mods |= app->input->keys[i].mods;
    return (mods & MOD_SHIFT) != 0;
}
