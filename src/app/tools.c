// tools.c: see tools.h.
#include "app.h"

#include "camera.h"
#include "panels.h"
#include "ruler.h"
#include "ruler_overlay.h"
#include "selection.h"

#include <math.h>
#include <string.h>

#define SNAP_PT 8.0f
#define FADED_FRAC 0.12f
#define FADED_BONE_FRAC 0.55f
#define FILL_FRAC 0.9f
#define COVERED_FRAC 0.4f // by the panel that is about to open
#define TOP_PT 60.0f // of the bar above, and as much below

// ---- measuring

static void rulers_changed(App *app)
{
    app->scene = scene_build(app->body, app->cache, &app->view, app_detail(app), app->frame, NULL);
    app->passes = 2;
}

static float away_px(const App *app, vec3s world_mm)
{
    float x, y;
    if (!scene_project(app->scene, world_mm, &x, &y, NULL)) return INFINITY;
    return hypotf(x - app->input->mouse_x_px, y - app->input->mouse_y_px);
}

// The nearest landmark of the part that is seen and within reach of the cursor.
static bool snap(const App *app, PartId part, RulerPoint *out, vec3s *at_mm)
{
    float least_px = SNAP_PT * app->input->scale;
    bool any = false;
    for (int i = 0; i < app->body->landmark_count; i++) {
        if (app->body->landmarks[i].structure_index != app->body->parts[part].structure_index) continue;
        const RulerPoint point = ruler_at_landmark(app->body, part, i);
        const vec3s world_mm = scene_point_mm(app->cache, part, point.rest_mm);
        const float px = away_px(app, world_mm);
        if (px > least_px || !pick_sees(app->picker, app->scene, world_mm)) continue;
        least_px = px;
        *out = point;
        *at_mm = world_mm;
        any = true;
    }
    return any;
}

void tools_aim(App *app)
{
    const Pick *pick = &app->pointing.pick;
    Tools *tools = &app->tools;
    tools->aim = (RulerPoint) { .part = 0 };
    if (tools->open != TOOL_MEASURE || !pick->part) return;
    if (snap(app, pick->part, &tools->aim, &tools->aim_mm)) return;
    if (pick->on_cut && part_is_soft(&app->body->parts[pick->part])) return; // where that lies at rest is not known
    tools->aim = (RulerPoint) { .part = pick->part, .rest_mm = pick->rest_mm };
    tools->aim_mm = pick->world_mm;
}

static void add_point(App *app, RulerPoint point)
{
    if (!ruler_add_point(&app->view, point, app->tools.anew)) app_say(app, app_word(app, "ruler_made_room"));
    app->tools.anew = false;
    rulers_changed(app);
}

bool tools_take_click(App *app)
{
    if (app->tools.open != TOOL_MEASURE) return false;
    if (app->tools.aim.part) add_point(app, app->tools.aim);
    return true;
}

void tools_add_found(App *app, const Found *found)
{
    RulerPoint point = { .part = found->part, .rest_mm = found->rest_mm };
    for (int i = 0; i < app->body->landmark_count; i++) {
        const Landmark *landmark = &app->body->landmarks[i];
        if (landmark->structure_index == app->body->parts[found->part].structure_index && strcmp(landmark->id, found->id) == 0)
            point = ruler_at_landmark(app->body, found->part, i);
    }
    add_point(app, point);
}

void tools_remove_ruler(App *app, int index)
{
    ruler_remove(&app->view, index);
    rulers_changed(app);
}

char *tools_measures_in_words(const App *app)
{
    const Picture of = panel_picture(app);
    char *words = text_format(app->frame, "%s", "");
    for (int r = 0; r < app->view.ruler_count; r++) words = text_format(app->frame, "%s%s\n", words, ruler_in_words(&of, r, app->frame));
    return words;
}

// ---- comparing: how the parts look

static bool is_compared(const App *app, int part)
{
    for (int i = 0; i < app->tools.compared_count; i++)
        if (app->tools.compared[i] == part) return true;
    return false;
}

static float faded_frac(const Part *part, float before_frac)
{
    if (part->group == GROUP_PROPS || group_is_shell(part->group)) return before_frac;
    const bool firm = part->group == GROUP_BONES || part->group == GROUP_DISCS;
    return fminf(before_frac, firm ? FADED_BONE_FRAC : FADED_FRAC);
}

// What was changed since by hand stays as it is.
static void look_as_before(App *app)
{
    ComparedLook *look = &app->tools.look;
    for (int p = 1; look->on && p < app->body->part_count; p++)
        if (app->view.opacity_frac[p] == look->given_frac[p]) app->view.opacity_frac[p] = look->before_frac[p];
    if (look->on && app->view.colour == COLOUR_KEY) app->view.colour = look->colour_before;
    look->on = false;
}

static void look_compared(App *app)
{
    ComparedLook *look = &app->tools.look;
    look->on = true;
    look->colour_before = app->view.colour;
    for (int p = 1; p < app->body->part_count; p++) {
        look->before_frac[p] = app->view.opacity_frac[p];
        look->given_frac[p] = is_compared(app, p) ? 1.0f : faded_frac(&app->body->parts[p], look->before_frac[p]);
        app->view.opacity_frac[p] = look->given_frac[p];
    }
    app->view.colour = COLOUR_KEY;
}

static void fit_item(CameraFit *fit, const SceneItem *item)
{
    const uint32_t count = item->mesh->level[item->detail].vertex_count;
    for (uint32_t v = 0; item->flesh && v < count; v += 8) {
        const float *at = item->flesh[v].position_mm;
        camera_fit_point(fit, (vec3s) { { at[0], at[1], at[2] } });
    }
}

// All of them are to be seen, beside the panel.
static void fly_to_compared(App *app)
{
    Camera to = app->view.camera;
    const float width = (float)app->view.width_px, height = (float)app->view.height_px;
    const float free_w = width * fmaxf(1.0f - app->view.covered_left_frac - fmaxf(app->view.covered_right_frac, COVERED_FRAC), 0.3f);
    const float free_h = fmaxf(height * (1.0f - app->view.covered_bottom_frac) - 2 * panel_pt(app, TOP_PT), 0.3f * height);
    to.pivot_auto = true;
    to.distance_mm = 0.0f;
    rulers_changed(app);
    CameraFit fit = camera_fit_begin(&to, (int)(free_w * height / free_h), app->view.height_px, FILL_FRAC * free_h / height);
    for (int i = 0; i < app->scene->item_count; i++)
        if (is_compared(app, app->scene->items[i].part)) fit_item(&fit, &app->scene->items[i]);
    camera_fit_end(&fit, &to);
    app->view.focus = 0;
    app->camera_touched = true;
    steer_fly_to(app, to);
}

// ---- comparing: which muscles

static void add_compared(Tools *tools, PartId muscle)
{
    for (int i = 0; i < tools->compared_count; i++)
        if (tools->compared[i] == muscle) return;
    if (tools->compared_count < COMPARED_MOST) tools->compared[tools->compared_count++] = muscle;
}

static PartId on_side(const Body *body, PartId muscle, Side side)
{
    for (int p = 1; p < body->part_count; p++)
        if (body->parts[p].structure_index == body->parts[muscle].structure_index && body->parts[p].side == side) return (PartId)p;
    return muscle;
}

// The usual three, of the side of what is selected, and that.
static void choose_compared(App *app)
{
    PartId usual[COMPARED_MOST];
    Tools *tools = &app->tools;
    const PartId selected = compare_has(app->body, app->view.selected) ? app->view.selected : 0;
    const Side side = selected ? app->body->parts[selected].side : SIDE_RIGHT;
    const int count = compare_usual(app->body, usual);
    if (tools->compared_count == 0 || selected) {
        tools->compared_count = 0;
        for (int i = 0; i < count; i++) add_compared(tools, on_side(app->body, usual[i], side));
    }
    if (selected) add_compared(tools, selected);
}

static void open_compare(App *app)
{
    if (!app->tools.depths) app->tools.depths = muscle_depths_make(app->body, app->keep);
    choose_compared(app);
    view_select_only(&app->view, 0);
    look_compared(app);
    fly_to_compared(app);
}

static void remove_column(Tools *tools, int column)
{
    if (tools->compared_count <= COMPARED_LEAST) return;
    for (int i = column; i + 1 < tools->compared_count; i++) tools->compared[i] = tools->compared[i + 1];
    tools->compared_count--;
}

void tools_change_compared(App *app, int column, PartId muscle)
{
    Tools *tools = &app->tools;
    look_as_before(app);
    if (!muscle)
        remove_column(tools, column);
    else if (column == tools->compared_count)
        add_compared(tools, muscle);
    else
        tools->compared[column] = muscle;
    look_compared(app);
    rulers_changed(app);
}

// ---- opening and closing

bool tools_close(App *app)
{
    const Tool was = app->tools.open;
    if (was == TOOL_COMPARE) look_as_before(app);
    app->tools.open = TOOL_NONE;
    app->tools.aim = (RulerPoint) { .part = 0 };
    app->passes = 2;
    return was != TOOL_NONE;
}

void tools_toggle(App *app, Tool tool)
{
    const Tool was = app->tools.open;
    tools_close(app);
    if (was == tool) return;
    if (app->view.door == DOOR_START) app_open_door(app, DOOR_LOOK);
    shelf_close(app);
    app->view.ui = true;
    app->hint_done = true;
    app->tools.open = tool;
    app->tools.scroll.at_px = 0;
    room_hurry(app);
    if (tool == TOOL_COMPARE) open_compare(app);
}
