#include "app.h"

#include "referral.h"
#include "selection.h"

#define HOLD_S 0.7

static bool over_card(const App *app)
{
    return app->card.w > 0 && ui_hovered(&app->ui, app->card);
}

static bool same_thing(const Pick *a, const Pick *b)
{
    return a->part == b->part && a->zone == b->zone && a->trigger == b->trigger;
}

static bool marks_can_be_met(const App *app)
{
    return app->marks != MARK_NEVER && app->view.door != DOOR_START && !app->tools.open;
}

static Pick look_under_cursor(App *app)
{
    const Input *input = app->input;
    if (!app->pointing.over_scene || places_under_cursor(app).part) return (Pick){ 0 };
    Pick pick = pick_at(app->picker, app->body, app->scene, &app->view, input->mouse_x_px, input->mouse_y_px);
    if (!marks_can_be_met(app)) pick.trigger = 0;
    return pick;
}

static bool dragging(const App *app)
{
    return app->press.on && app->press.travel_px > 4 * app->input->scale;
}

const Pick *pointing_shown(const App *app)
{
    const Pointing *pointing = &app->pointing;
    const bool something = pointing->pick.part || pointing->pick.zone || pointing->pick.trigger;
    return something && !same_thing(&pointing->pick, &pointing->dismissed) ? &pointing->pick : NULL;
}

static bool holds(const App *app)
{
    return app->now_s < app->pointing.hold_until_s || over_card(app);
}

// What is pinned stays while one reads its card; else the list wins over the picture, both over what was lit before.
static void light_zones(App *app, const Pick *shown)
{
    ViewState *view = &app->view;
    if (pointing_pins(app)) {
        view->hovered_zone = app->pointing.pinned_zone;
        view->hovered_trigger = 0;
        return;
    }
    const ZoneId zone = app->pointing.row_zone ? app->pointing.row_zone : shown ? shown->zone : 0;
    const TriggerId trigger = !app->pointing.row_zone && shown ? shown->trigger : 0;
    if (zone || trigger) {
        view->hovered_zone = trigger ? 0 : zone;
        view->hovered_trigger = trigger;
        app->pointing.hold_until_s = app->now_s + HOLD_S;
    } else if (!holds(app)) {
        view->hovered_zone = 0;
        view->hovered_trigger = 0;
    }
}

// A name in the picture, or else a row of the last frame's card.
static LabelId named(const App *app)
{
    const LabelId label = places_under_cursor(app);
    return label.part ? label : app->pointing.row_place;
}

static void light(App *app)
{
    const Pick *shown = pointing_shown(app);
    const LabelId name = named(app);
    app->view.hovered = shown && !shown->trigger && !shown->zone ? shown->part : 0;
    if (name.part && !name.place) app->view.hovered = name.part;
    app->view.hovered_place = name.place ? name : (LabelId){ 0, 0 };
    light_zones(app, shown);
}

static bool lit_differs(const ViewState *a, PartId part, LabelId place, ZoneId zone, TriggerId trigger)
{
    return a->hovered != part || !label_same(a->hovered_place, place) || a->hovered_zone != zone || a->hovered_trigger != trigger;
}

void pointing_update(App *app)
{
    const PartId part = app->view.hovered;
    const LabelId place = app->view.hovered_place;
    const ZoneId zone = app->view.hovered_zone;
    const TriggerId trigger = app->view.hovered_trigger;
    app->pointing.over_scene = app->input->mouse_inside && !app->ui.wants_mouse && !dragging(app) && !app->help_open;
    app->pointing.pick = look_under_cursor(app);
    tools_aim(app);
    if (!same_thing(&app->pointing.pick, &app->pointing.dismissed)) app->pointing.dismissed = (Pick){ 0 };
    light(app);
    if (!lit_differs(&app->view, part, place, zone, trigger)) return;
    if (zone != app->view.hovered_zone || trigger != app->view.hovered_trigger) app->card_scroll.at_px = 0;
    app->scene = scene_build(app->body, app->cache, &app->view, app_detail(app), app->frame, NULL);
    app->passes = 2;
}

bool pointing_pins(const App *app)
{
    return app->view.trigger || app->pointing.pinned_zone;
}

void pointing_pin_zone(App *app, ZoneId zone)
{
    app->pointing.pinned_zone = app->pointing.pinned_zone == zone ? 0 : zone;
    app->view.trigger = 0;
    app->card_scroll.at_px = 0;
}

void pointing_pin_trigger(App *app, TriggerId trigger)
{
    app->view.trigger = app->view.trigger == trigger ? 0 : trigger;
    app->pointing.pinned_zone = 0;
    app->card_scroll.at_px = 0;
}

static void click_nothing(App *app)
{
    view_select_only(&app->view, 0);
    app->view.trigger = 0;
    app->pointing.pinned_zone = 0;
    app->pointing.hold_until_s = 0;
}

static void click_once(App *app)
{
    const Pick *pick = &app->pointing.pick;
    if (quiz_play_click(app, pick)) return;
    if (tools_take_click(app)) return;
    if (places_take_click(app)) return;
    if (pick->trigger)
        pointing_pin_trigger(app, pick->trigger);
    else if (pick->zone)
        pointing_pin_zone(app, pick->zone);
    else if (pick->part)
        view_select_only(&app->view, pick->part);
    else
        click_nothing(app);
}

// Beside what is selected. Marks and zones are not chosen in numbers, and beside the body nothing is let go of.
static void click_beside(App *app)
{
    const Pick *pick = &app->pointing.pick;
    if (pick->trigger || pick->zone)
        click_once(app);
    else if (pick->part)
        chosen_select(app, pick->part, true);
}

static void click_twice(App *app)
{
    const Pick *pick = &app->pointing.pick;
    if (app->tools.open == TOOL_MEASURE) return; // the first click was a point
    places_forget_click(app);
    if (pick->part)
        steer_to_part(app, pick->part);
    else if (!pick->zone && !pick->trigger)
        steer_home(app);
}

void pointing_click(App *app)
{
    const Input *input = app->input;
    if (!app->press.on) return;
    const bool still = app->press.travel_px <= 4 * input->scale, click = still && app->press.drag == DRAG_ORBIT;
    if (click && input->pressed[MOUSE_LEFT] && app->press.clicks == 2) click_twice(app);
    if (click && input->released[MOUSE_LEFT] && app->press.clicks != 2) click_once(app);
    if (still && app->press.drag == DRAG_PAN && input->released[MOUSE_LEFT]) click_beside(app); // with Shift a drag would have moved the picture
    if (!input->down[MOUSE_LEFT] && !input->down[MOUSE_RIGHT] && !input->down[MOUSE_MIDDLE]) app->press = (Press){ 0 };
}

static bool lets_go_of_hover(App *app)
{
    const bool shown = pointing_shown(app) != NULL, lit = app->view.hovered_zone || app->view.hovered_trigger;
    if (!shown && (!lit || app->view.hovered_zone == app->pointing.pinned_zone)) return false;
    app->pointing.dismissed = app->pointing.pick;
    app->pointing.hold_until_s = 0;
    app->view.hovered = app->view.hovered_zone = app->view.hovered_trigger = 0;
    return true;
}

static bool lets_go_of_pins(App *app)
{
    if (!pointing_pins(app)) return false;
    app->view.trigger = app->pointing.pinned_zone = app->view.hovered_zone = 0;
    return true;
}

static bool lets_go_of_place(App *app)
{
    const bool had = app->view.place.part != 0;
    app->view.place = (LabelId){ 0, 0 };
    return had;
}

bool pointing_dismiss(App *app)
{
    if (lets_go_of_hover(app) || lets_go_of_pins(app) || lets_go_of_place(app)) return true;
    const bool had = app->view.selected != 0;
    view_select_only(&app->view, 0);
    return had;
}

void pointing_step_part(App *app, int step)
{
    PartId order[PART_MOST];
    const int count = view_part_order(app->body, order);
    int at = step > 0 ? -1 : count;
    for (int i = 0; i < count; i++)
        if (order[i] == app->view.selected) at = i;
    for (int tries = 0; tries < count; tries++) {
        at = (at + step + count) % count;
        if (!view_shows_part(&app->view, app->body, order[at])) continue;
        view_select_only(&app->view, order[at]);
        return;
    }
}
