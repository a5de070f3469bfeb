// finder.c: the search: what is typed, what it finds, and going there.
#include "app.h"

#include "referral.h"

void finder_open(App *app)
{
    Finder *finder = &app->finder;
    finder->for_point = false;
    if (!finder->index) finder->index = search_make(app->body, app->keep);
    finder->open = finder->fresh = true;
    finder->text[0] = '\0';
    finder->caret = finder->chosen = finder->count = 0;
    app->help_open = false;
    if (app->view.door == DOOR_START) app_open_door(app, DOOR_LOOK);
    app->view.ui = true;
}

void finder_open_for_point(App *app)
{
    finder_open(app);
    app->finder.for_point = true;
}

bool finder_close(App *app)
{
    const bool was = app->finder.open;
    app->finder.open = false;
    return was;
}

enum { PLACES_AMONG = 120 }; // so many are looked at for places alone

static int find_places(const App *app, Found *out, int most)
{
    Found all[PLACES_AMONG];
    int count = 0;
    const int found = search_find(app->finder.index, app->finder.text, app->view.language, app->view.sex, all, PLACES_AMONG);
    for (int i = 0; i < found && count < most; i++)
        if (all[i].kind == FOUND_PLACE) out[count++] = all[i];
    return count;
}

void finder_look(App *app)
{
    Finder *finder = &app->finder;
    if (finder->for_point) finder->count = find_places(app, finder->found, FOUND_MOST);
    else finder->count = search_find(finder->index, finder->text, app->view.language, app->view.sex, finder->found, FOUND_MOST);
    finder->chosen = 0;
    finder->scroll.at_px = 0;
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

static void go_to_place(App *app, const Found *found)
{
    LabelId place = { 0 };
    if (!label_find_place(app->body, found->part, found->id, &place)) return;
    places_choose(app, place);
    places_fly_to(app, place);
}

// The search stays open and empty: a measure has two points and more.
static void take_point(App *app, const Found *found)
{
    Finder *finder = &app->finder;
    tools_add_found(app, found);
    finder->text[0] = '\0';
    finder->caret = finder->chosen = finder->count = 0;
}

void finder_go(App *app, const Found *found)
{
    if (app->finder.for_point) {
        take_point(app, found);
        return;
    }
    finder_close(app);
    app->hint_done = true;
    switch (found->kind) {
    case FOUND_PART:
        places_choose(app, (LabelId){ found->part, 0 });
        steer_to_part(app, found->part);
        break;
    case FOUND_PLACE:
        go_to_place(app, found);
        break;
    case FOUND_CLIP:
        app_open_door(app, DOOR_MOVE);
        playback_choose(app, found->index);
        break;
    default: go_to_referral(app, found);
    }
}

enum { PAGE_ROWS = 8 };

static void take_key(App *app, int key)
{
    Finder *finder = &app->finder;
    if (key == KEY_ESCAPE) finder_close(app);
    if (finder->count == 0) return;
    const int before = finder->chosen, last = finder->count - 1;
    if (key == KEY_DOWN) finder->chosen = (finder->chosen + 1) % finder->count;
    if (key == KEY_UP) finder->chosen = (finder->chosen + last) % finder->count;
    if (key == KEY_PAGE_DOWN) finder->chosen = finder->chosen + PAGE_ROWS < last ? finder->chosen + PAGE_ROWS : last;
    if (key == KEY_PAGE_UP) finder->chosen = finder->chosen > PAGE_ROWS ? finder->chosen - PAGE_ROWS : 0;
    finder->stepped |= finder->chosen != before;
    if (key == KEY_ENTER) finder_go(app, &finder->found[finder->chosen]);
}

void finder_take_keys(App *app)
{
    for (int i = 0; i < app->input->key_count && app->finder.open; i++) take_key(app, app->input->keys[i].key);
}
