// room.c: how much of the picture panels and labels cover, so that the figure stands in the middle of what is left.
#include "app.h"
#include "panels.h"

#include <math.h>

#define MOVE_S 0.35
#define WAIT_S 0.35 // what was clicked must not slip away from under a double-click
#define HURRY_S 0.2
#define COVERED_MOST_FRAC 0.6f
#define CARD_BESIDE_PT 900.0f
#define CARD_PT 376.0f // of pain, with its margins

static float shrunk_share(const App *app, float px, float all_px)
{
    const float width = (float)app->view.width_px;
    return px / width * fminf(1, COVERED_MOST_FRAC * width / fmaxf(all_px, 1));
}

// Cards of pain come and go under the cursor: where there is room they have their place for as long as the door is open.
static float taken_right_px(const App *app)
{
    const bool pain = app->view.ui && app->view.door == DOOR_HURT && panel_width_pt(app) >= CARD_BESIDE_PT;
    if (pain) return fmaxf(app->taken_right_px, panel_pt(app, CARD_PT));
    return app->view.door == DOOR_HURT && !pointing_pins(app) ? 0 : app->taken_right_px;
}

// A column of labels on either side, beside the panels there.
static void wanted(const App *app, float *left_frac, float *right_frac)
{
    const bool first_screen = app->view.ui && app->view.door == DOOR_START;
    const float column = first_screen ? 0 : label_overlay_column_px(&app->view, app->ui.scale);
    const float left = column + app->taken_left_px, right = column + taken_right_px(app);
    *left_frac = shrunk_share(app, left, left + right);
    *right_frac = shrunk_share(app, right, left + right);
}

static void cover(App *app, float left_frac, float right_frac)
{
    ViewState *view = &app->view;
    app->room.refit = app->room.refit || left_frac != view->covered_left_frac || right_frac != view->covered_right_frac;
    view->covered_left_frac = left_frac;
    view->covered_right_frac = right_frac;
}

static void begin(App *app, float left_frac, float right_frac, double wait_s)
{
    app->room = (Room){ .from_left_frac = app->view.covered_left_frac, .from_right_frac = app->view.covered_right_frac,
                        .to_left_frac = left_frac, .to_right_frac = right_frac, .start_s = app->now_s + wait_s, .on = true,
                        .refit = app->room.refit, .frames = app->room.frames, .hurry_until_s = app->room.hurry_until_s };
}

static void advance(App *app)
{
    const Room *room = &app->room;
    if (!room->on) return;
    if (app->press.on) begin(app, room->to_left_frac, room->to_right_frac, WAIT_S); // nothing moves under a hand that holds
    const double duration_s = app->reduced_motion ? 1e-3 : MOVE_S;
    const float t = fminf(fmaxf((float)((app->now_s - room->start_s) / duration_s), 0), 1), soft = t * t * (3 - 2 * t);
    cover(app, room->from_left_frac + soft * (room->to_left_frac - room->from_left_frac),
          room->from_right_frac + soft * (room->to_right_frac - room->from_right_frac));
    app->room.on = t < 1;
}

void room_update(App *app, bool at_once)
{
    float left_frac, right_frac;
    wanted(app, &left_frac, &right_frac);
    const bool opening = app->room.frames < 2; // panels tell what they take when they have been drawn once
    app->room.frames += opening;
    if (left_frac != app->room.to_left_frac || right_frac != app->room.to_right_frac) begin(app, left_frac, right_frac, app->now_s < app->room.hurry_until_s ? 0 : WAIT_S);
    if (opening || at_once) app->room.start_s = app->now_s - MOVE_S;
    advance(app);
}

void room_hurry(App *app)
{
    app->room.hurry_until_s = app->now_s + HURRY_S;
}

double room_wait_s(const App *app)
{
    return app->room.on ? fmax(app->room.start_s - app->now_s, 0) : -1;
}
