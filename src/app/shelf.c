// shelf.c: views on the shelf: going to them, saving, naming, moving and taking away the person's own.
#include "app.h"

#include "orient.h"

#include <string.h>

static void tell(App *app, Result result, const Message *why)
{
    if (result != RESULT_OK) app_say(app, app_format(app, "told_views_not_kept", why->text));
}

void shelf_toggle(App *app)
{
    Shelf *shelf = &app->shelf;
    if (!app->own) return;
    shelf->open = !shelf->open;
    shelf->naming = NAMING_NONE;
    shelf->chosen = -1;
    shelf->gone_name = NULL;
    app->passes = 2;
    if (!shelf->open) return;
    app->help_open = false;
    app->view.ui = true;
    if (app->view.door == DOOR_START) app_open_door(app, DOOR_LOOK);
}

bool shelf_close(App *app)
{
    const bool was = app->shelf.open;
    if (was) shelf_toggle(app);
    return was;
}

// ---- going there

// The camera flies, the rest is there at once.
void shelf_go(App *app, int index)
{
    Message why = { "" };
    const OwnLine *line = app->own ? own_views_at(app->own, index) : NULL;
    if (!line) {
        app_say(app, app_word(app, "views_no_such"));
        return;
    }
    const Camera from = app->view.camera;
    own_view_restore(line, app->body, &app->view, &why);
    const Camera to = app->view.camera;
    app->view.camera = from;
    if (app->view.door == DOOR_START) app->view.door = app->view.clip ? DOOR_MOVE : DOOR_LOOK;
    app->playback.on = false;
    app->pointing.pinned_zone = app->view.hovered_zone = 0;
    app->card_scroll.at_px = 0;
    app->camera_touched = app->steering.pivot_chosen = !to.pivot_auto;
    app->hint_done = true;
    app->shelf.chosen = index;
    app->shelf.naming = NAMING_NONE;
    app->passes = 2;
    steer_fly_to(app, to);
    if (why.text[0]) app_say(app, app_format(app, "told_view", why.text));
}

// ---- names

static bool is_taken(const App *app, const char *name)
{
    for (int i = 0; i < own_views_count(app->own); i++)
        if (strcmp(own_views_at(app->own, i)->name, name) == 0) return true;
    return false;
}

static const char *where_from(const App *app)
{
    const ViewState *view = &app->view;
    const OrientFrame world = orient_frame(glms_mat4_identity());
    OrientFace faces[ORIENT_FACES];
    if (view->clip) return app_word(app, text_format(app->frame, "clip_%s", app->body->clips[view->clip].id));
    if (!app->camera_touched) return app_word(app, text_format(app->frame, "view_%s", view_ids[view->view]));
    orient_faces(&world, &view->camera, faces);
    return app_word(app, text_format(app->frame, "view_%s", view_ids[orient_nearest(faces)]));
}

// What it is about, and from where; told apart by a number.
static const char *name_offered(const App *app)
{
    const PartId part = app->view.selected ? app->view.selected : app->view.focus;
    const char *from = where_from(app), *name = from;
    if (part) name = text_format(app->frame, "%s \xC2\xB7 %s", body_part_title(app->body, part, app->view.language, app->frame), from);
    const char *first = name;
    for (int i = 2; is_taken(app, name); i++) name = text_format(app->frame, "%s %d", first, i);
    return name;
}

// ---- changes

static void put_text(Shelf *shelf, const char *name)
{
    size_t size = strlen(name), bad;
    if (size >= sizeof shelf->text) size = sizeof shelf->text - 1;
    memcpy(shelf->text, name, size);
    shelf->text[size] = '\0';
    if (!text_is_utf8(text_of(shelf->text), &bad)) shelf->text[bad] = '\0';
    shelf->caret = (int)strlen(shelf->text);
}

void shelf_start_naming(App *app, Naming naming)
{
    const OwnLine *line = own_views_at(app->own, app->shelf.chosen);
    if (naming == NAMING_AGAIN && !line) return;
    app->shelf.naming = naming;
    app->shelf.entered = false;
    put_text(&app->shelf, naming == NAMING_AGAIN ? line->name : name_offered(app));
    app->ui.focus_visible = false; // the keys go to the text
}

// The camera as it will stand: a flight on its way is over, what nobody framed by hand is framed in any window.
static ViewState view_to_keep(const App *app)
{
    ViewState view = app->view;
    if (app->flight.on) view.camera = app->flight.to;
    if (app->camera_touched) return view;
    view.camera.pivot_auto = true;
    view.camera.pivot_mm = (vec3s){ { 0, 0, 0 } };
    view.camera.distance_mm = 0;
    return view;
}

static Result save_new(App *app, Message *why)
{
    const ViewState view = view_to_keep(app);
    const Result result = own_views_add(app->own, own_views_count(app->own), app->shelf.text, own_view_words(&view, app->body, app->frame), why);
    app->shelf.chosen = own_views_count(app->own) - 1;
    if (result == RESULT_OK) app_say(app, app_format(app, "views_saved", app->shelf.text));
    return result;
}

void shelf_end_naming(App *app, bool keep)
{
    Message why = { "" };
    Shelf *shelf = &app->shelf;
    const Naming naming = shelf->naming;
    shelf->naming = NAMING_NONE;
    shelf->entered = false;
    app->passes = 2;
    if (!keep || naming == NAMING_NONE) return;
    if (strspn(shelf->text, " ") == strlen(shelf->text)) put_text(shelf, name_offered(app));
    tell(app, naming == NAMING_NEW ? save_new(app, &why) : own_views_rename(app->own, shelf->chosen, shelf->text, &why), &why);
}

void shelf_move(App *app, int step)
{
    Message why = { "" };
    const int to = app->shelf.chosen + step;
    if (to < 0 || to >= own_views_count(app->own)) return;
    const Result result = own_views_move(app->own, app->shelf.chosen, step, &why);
    app->shelf.chosen = result == RESULT_NOT_FOUND ? -1 : to;
    tell(app, result, &why);
}

void shelf_take_away(App *app)
{
    Message why = { "" };
    Shelf *shelf = &app->shelf;
    const OwnLine *line = own_views_at(app->own, shelf->chosen);
    if (!line) return;
    shelf->gone_name = line->name;
    shelf->gone_words = line->words;
    shelf->gone_from = shelf->chosen;
    const Result result = own_views_delete(app->own, shelf->chosen, &why);
    if (result == RESULT_NOT_FOUND) shelf->gone_name = NULL;
    shelf->chosen = -1;
    tell(app, result, &why);
}

void shelf_put_back(App *app)
{
    Message why = { "" };
    Shelf *shelf = &app->shelf;
    if (!shelf->gone_name) return;
    const Result result = own_views_add(app->own, shelf->gone_from, shelf->gone_name, shelf->gone_words, &why);
    shelf->chosen = shelf->gone_from;
    shelf->gone_name = NULL;
    tell(app, result, &why);
}

// ---- keys

// From the text to the buttons beside it, and back.
static void step_focus(App *app)
{
    const UiId keep = ui_id("views_keep", 0), cancel = ui_id("views_cancel", 0);
    Ui *ui = &app->ui;
    ui->focused = !ui_focus_shown(ui) ? keep : ui->focused == keep ? cancel : 0;
    ui->focus_visible = ui->focused != 0;
}

// With the focus ring on a button the keys are that button's.
bool shelf_take_keys(App *app)
{
    if (!app->shelf.open || app->shelf.naming == NAMING_NONE) return false;
    for (int i = 0; i < app->input->key_count; i++) {
        const int key = app->input->keys[i].key;
        if (key == KEY_ESCAPE) shelf_end_naming(app, false);
        if (key == KEY_TAB) step_focus(app);
        if (key == KEY_ENTER && !app->ui.focus_visible) app->shelf.entered = true;
    }
    return true;
}
