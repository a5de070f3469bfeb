// finder.c: the search: what is typed, what it finds, and going there.
#include "app.h"

#include "label_id.h"
#include "referral.h"

#include <math.h>

void finder_open(App *app)
{
    Finder *finder = &app->finder;
    if (!finder->index) finder->index = search_make(app->body, app->keep);
    finder->open = finder->fresh = true;
    finder->text[0] = '\0';
    finder->caret = finder->chosen = finder->count = 0;
    app->help_open = false;
    if (app->view.door == DOOR_START) app_open_door(app, DOOR_LOOK);
    app->view.ui = true;
}

bool finder_close(App *app)
{
    const bool was = app->finder.open;
    app->finder.open = false;
    return was;
}

void finder_look(App *app)
{
    Finder *finder = &app->finder;
    finder->count = search_find(finder->index, finder->text, app->view.language, app->view.sex, finder->found, FOUND_MOST);
    finder->chosen = 0;
}

const char *finder_title(const App *app, const Found *found)
{
    const Language language = app->view.language;
    switch (found->kind) {
    case FOUND_PART: return body_part_title(app->body, found->part, language, app->frame);
    case FOUND_PLACE: return body_name(app->body, found->id, language);
    case FOUND_TRIGGER: return referral_trigger_title(app->body, &app->view, found->index, app->frame);
    case FOUND_ZONE: return referral_zone_title(app->body, &app->view, found->index, app->frame);
    default: return app_word(app, text_format(app->frame, "clip_%s", found->id));
    }
}

const char *finder_detail(const App *app, const Found *found)
{
    switch (found->kind) {
    case FOUND_PART: return app_word(app, text_format(app->frame, "group_%s", group_ids[app->body->parts[found->part].group]));
    case FOUND_PLACE: return body_part_title(app->body, found->part, app->view.language, app->frame);
    case FOUND_TRIGGER: return app_word(app, "found_trigger");
    case FOUND_ZONE: return app_word(app, "found_zone");
    default: return app_word(app, "clip");
    }
}

static void bring_into_view(App *app, PartId part)
{
    float *opacity_frac = &app->view.opacity_frac[part];
    const float full_frac = view_full_opacity(&app->body->parts[part]);
    if (*opacity_frac < 0.5f * full_frac) *opacity_frac = full_frac;
    app->view.xray[part] = false;
    app->view.selected = part;
}

// From where it is seen best: straight ahead, a little from where one looks now. Too deep for that, it is at least in the middle.
static void go_to_place(App *app, const Found *found)
{
    bring_into_view(app, found->part);
    const Part *part = &app->body->parts[found->part];
    const vec3s place_mm = scene_point_mm(app->cache, found->part, found->rest_mm);
    const vec3s centre_mm = scene_point_mm(app->cache, found->part, part->centre_mm);
    const vec3s outward = glms_vec3_sub(place_mm, centre_mm);
    Camera to = app->view.camera;
    to.pivot_auto = false;
    to.pivot_mm = place_mm;
    to.distance_mm = fminf(to.distance_mm, fmaxf(3.0f * part->radius_mm, 320.0f));
    if (glms_vec3_dot(outward, camera_axes(&to).back) < 0.0f) to.azimuth_rad = atan2f(outward.z, outward.x);
    app->view.focus = 0;
    app->camera_touched = app->steering.pivot_chosen = true;
    steer_fly_to(app, to);
}

static void go_to_referral(App *app, const Found *found)
{
    app_open_door(app, DOOR_HURT);
    if (found->kind == FOUND_TRIGGER) {
        pointing_pin_trigger(app, found->index);
        return;
    }
    const Zone *zone = &app->body->zones[found->index];
    app->zone_side = zone->side == SIDE_LEFT ? SIDE_LEFT : SIDE_RIGHT;
    pointing_pin_zone(app, found->index);
    steer_to_view(app, zone->shape_count > 0 && zone->shapes[0].facing == ZONE_BACK ? VIEW_POSTERIOR : VIEW_ANTERIOR);
}

// Its label stays until another is looked for.
static void name_it(App *app, const Found *found)
{
    LabelId place = { 0 };
    Message why;
    if (!label_find_place(app->body, found->part, found->id, &place)) return;
    if (label_list_read(&app->view, app->body, label_word(app->body, place, app->frame), &why) == RESULT_OK) app->view.label = LABEL_CHOSEN;
}

void finder_go(App *app, const Found *found)
{
    finder_close(app);
    app->hint_done = true;
    switch (found->kind) {
    case FOUND_PART:
        bring_into_view(app, found->part);
        steer_to_part(app, found->part);
        break;
    case FOUND_PLACE:
        go_to_place(app, found);
        name_it(app, found);
        break;
    case FOUND_CLIP:
        app_open_door(app, DOOR_MOVE);
        playback_choose(app, found->index);
        break;
    default: go_to_referral(app, found);
    }
}

static void take_key(App *app, int key)
{
    Finder *finder = &app->finder;
    if (key == KEY_ESCAPE) finder_close(app);
    if (finder->count == 0) return;
    if (key == KEY_DOWN) finder->chosen = (finder->chosen + 1) % finder->count;
    if (key == KEY_UP) finder->chosen = (finder->chosen + finder->count - 1) % finder->count;
    if (key == KEY_ENTER) finder_go(app, &finder->found[finder->chosen]);
}

void finder_take_keys(App *app)
{
    for (int i = 0; i < app->input->key_count && app->finder.open; i++) take_key(app, app->input->keys[i].key);
}
