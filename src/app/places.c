// places.c: regions and landmarks of what is selected: chosen by a second click, a name in the picture, a row of the card or the search.
#include "app.h"

#include <math.h>

#define NEAR_MM 12.0f // of a landmark, where the part has no region: farther off another place is meant

static const LabelId nothing = { 0, 0 };

void places_keep_sound(App *app)
{
    if (app->view.place.part != app->view.selected) app->view.place = nothing;
}

static void bring_into_view(App *app, PartId part)
{
    float *opacity_frac = &app->view.opacity_frac[part];
    const float full_frac = view_full_opacity(&app->body->parts[part]);
    if (*opacity_frac < 0.5f * full_frac) *opacity_frac = full_frac;
    app->view.xray[part] = false;
    if (!view_has_part(&app->view, app->body, part)) app->view.psoas_minor = true; // whoever looks for it wants to see it
}

void places_choose(App *app, LabelId id)
{
    bring_into_view(app, id.part);
    app->view.selected = id.part;
    app->view.place = id.place ? id : nothing;
}

// From where it is seen best: straight ahead, a little from where one looks now. Too deep for that, it is at least in the middle.
void places_fly_to(App *app, LabelId id)
{
    vec3s rest_mm;
    const Part *part = &app->body->parts[id.part];
    if (!place_rest_mm(app->body, id, &rest_mm)) return;
    const vec3s place_mm = scene_point_mm(app->cache, id.part, rest_mm);
    const vec3s outward = glms_vec3_sub(place_mm, scene_point_mm(app->cache, id.part, part->centre_mm));
    Camera to = app->view.camera;
    to.pivot_auto = false;
    to.pivot_mm = place_mm;
    to.distance_mm = fminf(to.distance_mm, fmaxf(3.0f * part->radius_mm, 320.0f));
    if (glms_vec3_dot(outward, camera_axes(&to).back) < 0.0f) to.azimuth_rad = atan2f(outward.z, outward.x);
    app->view.focus = 0;
    app->camera_touched = app->steering.pivot_chosen = true;
    steer_fly_to(app, to);
}

// ---- by the mouse, in the picture

static bool is_on(const Label *label, float x, float y, float reach_px)
{
    return label->opacity_frac > 0.5f && x > label->x - reach_px && x < label->x + label->w + reach_px && y > label->y && y < label->y + label->h;
}

LabelId places_under_cursor(const App *app)
{
    const LabelPlate *plate = &app->label_motion.shown;
    const Input *input = app->input;
    if (!app->pointing.over_scene || app->view.label == LABEL_OFF) return nothing;
    for (int i = 0; i < plate->count; i++)
        if (is_on(&plate->labels[i], input->mouse_x_px, input->mouse_y_px, 4 * input->scale)) return plate->labels[i].id;
    return nothing;
}

// The region under the cursor; where there is none, a landmark close by.
static LabelId place_picked(const App *app, const Pick *pick)
{
    LabelId place = nothing;
    vec3s mark_mm;
    if (pick->on_cut) return nothing; // the inside of a bone has no names here
    if (pick->region && *pick->region && label_find_place(app->body, pick->part, pick->region, &place)) return place;
    if (!pick->landmark || !label_find_place(app->body, pick->part, pick->landmark->id, &place)) return nothing;
    if (!place_rest_mm(app->body, place, &mark_mm) || glms_vec3_distance(mark_mm, pick->rest_mm) > NEAR_MM) return nothing;
    return place;
}

static bool selected_again(const App *app, const Pick *pick)
{
    return pick->part && pick->part == app->view.selected && !pick->trigger && !pick->zone;
}

bool places_take_click(App *app)
{
    const LabelId named = places_under_cursor(app);
    const Pick *pick = &app->pointing.pick;
    app->pointing.before_click = app->view.place;
    if (named.part) {
        places_choose(app, named);
        return true;
    }
    if (!selected_again(app, pick)) return false;
    const LabelId place = place_picked(app, pick);
    if (place.part) app->view.place = place;
    return true;
}

void places_forget_click(App *app)
{
    app->view.place = app->pointing.before_click;
    places_keep_sound(app);
}
