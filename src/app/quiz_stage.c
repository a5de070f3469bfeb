// quiz_stage.c: what stands in the picture while something is asked: which layers, what is lit, from where it is looked at.
#include "app.h"

#include "label_id.h"

#include <math.h>
#include <string.h>

#define RAD_PER_DEG 0.0174533f
#define SPOTS 24
#define SEEN_LEAST_FRAC 0.35f // a place of which less can be seen has its bone to itself
#define BIT(group) (1u << (group))
#define BONY (BIT(GROUP_BONES) | BIT(GROUP_DISCS) | BIT(GROUP_LIGAMENTS))
#define MUSCULAR (BIT(GROUP_BONES) | BIT(GROUP_DISCS) | BIT(GROUP_ILIOPSOAS) | BIT(GROUP_HIP_MUSCLES) | BIT(GROUP_ABDOMINAL_WALL))
#define SKINNED (BIT(GROUP_BONES) | BIT(GROUP_DISCS) | BIT(GROUP_ILIOPSOAS) | BIT(GROUP_SKIN))

// ---- layers

static unsigned layers_of_group(Group group)
{
    static const unsigned layers[GROUP_COUNT] = {
        [GROUP_BONES] = BONY, [GROUP_DISCS] = BONY, [GROUP_LIGAMENTS] = BONY,
        [GROUP_ILIOPSOAS] = MUSCULAR, [GROUP_HIP_MUSCLES] = MUSCULAR, [GROUP_ABDOMINAL_WALL] = MUSCULAR,
        [GROUP_ORGANS] = BIT(GROUP_BONES) | BIT(GROUP_DISCS) | BIT(GROUP_ORGANS) | BIT(GROUP_VESSELS),
        [GROUP_VESSELS] = BIT(GROUP_BONES) | BIT(GROUP_DISCS) | BIT(GROUP_ILIOPSOAS) | BIT(GROUP_VESSELS) | BIT(GROUP_NERVES),
        [GROUP_NERVES] = BIT(GROUP_BONES) | BIT(GROUP_DISCS) | BIT(GROUP_ILIOPSOAS) | BIT(GROUP_VESSELS) | BIT(GROUP_NERVES),
    };
    return layers[group];
}

static unsigned layers_wanted(const Body *body, const QuizQuestion *question)
{
    const QuizThing *right = quiz_right(question);
    if (quiz_forms[question->form].kind == QUIZ_REFERRAL) return SKINNED;
    if (quiz_forms[question->form].kind == QUIZ_ATTACHMENT) return MUSCULAR;
    if (right->kind == QUIZ_PLACE) return BIT(GROUP_BONES);
    return right->kind == QUIZ_PART ? layers_of_group(body->parts[right->part].group) : MUSCULAR;
}

static const struct {
    const char *thing, *before; // what lies over what is looked for
} covers[] = {
    { "gluteus_medius", "gluteus_maximus" }, { "piriformis", "gluteus_maximus" }, { "piriformis", "gluteus_medius" },
    { "psoas_major", "rectus_abdominis" },   { "psoas_minor", "rectus_abdominis" }, { "iliacus", "rectus_abdominis" },
    { "rectum", "small_intestine" },         { "uterus", "small_intestine" },     { "ovary", "small_intestine" },
    { "uterine_tube", "small_intestine" },   { "urinary_bladder", "small_intestine" }, { "vermiform_appendix", "small_intestine" },
    { "ureter", "small_intestine" },         { "kidney", "small_intestine" },     { "ureter", "colon_descending_and_sigmoid" },
    { "femoral_nerve", "femoral_artery" },   { "rectum", "urinary_bladder" },     { "rectum", "colon_descending_and_sigmoid" },
};

static const char *name_id(const Body *body, PartId part)
{
    return body->names[body->parts[part].name].id;
}

static bool is_lifted_off(const Body *body, PartId part, const QuizThing *thing)
{
    for (size_t i = 0; i < sizeof covers / sizeof *covers; i++)
        if (strcmp(covers[i].thing, thing->id) == 0 && strcmp(covers[i].before, name_id(body, part)) == 0) return true;
    return false;
}

static void set_layers(App *app, unsigned layers, const QuizThing *open)
{
    const Body *body = app->body;
    for (int p = 1; p < body->part_count; p++) {
        const Part *part = &body->parts[p];
        const bool wanted = (layers & BIT(part->group)) && !(open && is_lifted_off(body, (PartId)p, open));
        app->view.opacity_frac[p] = wanted ? view_full_opacity(part) : 0;
    }
}

static void leave_alone(App *app, PartId part)
{
    for (int p = 1; p < app->body->part_count; p++)
        if (app->body->parts[p].name != app->body->parts[part].name) app->view.opacity_frac[p] = 0;
}

// Nothing of the person's own view but how it is written and coloured; the camera flies from where it is.
static void clear_view(App *app)
{
    const ViewState was = app->view;
    ViewState *view = &app->view;
    view_state_init(view, app->body);
    view->width_px = was.width_px, view->height_px = was.height_px;
    view->camera = was.camera;
    view->theme = was.theme, view->pain = was.pain, view->language = was.language, view->sex = was.sex;
    view->psoas_minor = was.psoas_minor;
    view->covered_left_frac = was.covered_left_frac, view->covered_right_frac = was.covered_right_frac;
    view->covered_bottom_frac = was.covered_bottom_frac;
    view->door = DOOR_LOOK;
    view->ui = true;
    app->pointing.pinned_zone = 0;
    app->playback.on = false;
}

// ---- where things are

static TriggerId trigger_of(const Body *body, const char *point)
{
    for (int t = 1; t < body->trigger_count; t++)
        if (body->triggers[t].side == SIDE_RIGHT && strcmp(body->triggers[t].point, point) == 0) return (TriggerId)t;
    return 0;
}

static ZoneId zone_of(const Body *body, const char *base)
{
    for (int z = 1; z < body->zone_count; z++)
        if (body->zones[z].side == SIDE_RIGHT && strcmp(body->zones[z].base, base) == 0) return (ZoneId)z;
    return 0;
}

static const QuizEntry *entry_of(const QuizBook *book, const QuizThing *thing)
{
    const bool place = thing->kind == QUIZ_PLACE;
    for (int i = 0; i < (place ? book->place_count : book->part_count); i++)
        if (quiz_same_thing(place ? &book->places[i].thing : &book->parts[i].thing, thing)) return place ? &book->places[i] : &book->parts[i];
    return NULL;
}

bool quiz_stage_spot(const App *app, const QuizThing *thing, vec3s *world_mm)
{
    if (thing->kind == QUIZ_POINT) {
        *world_mm = app->scene->trigger_mm[trigger_of(app->body, thing->id)];
        return true;
    }
    const QuizEntry *entry = thing->kind == QUIZ_PART || thing->kind == QUIZ_PLACE ? entry_of(app->quiz.book, thing) : NULL;
    if (!entry) return false;
    *world_mm = scene_point_mm(app->cache, thing->part, entry->spot_mm);
    return true;
}

static bool is_of_place(const App *app, const QuizThing *thing, uint32_t vertex)
{
    return thing->kind != QUIZ_PLACE || strcmp(body_region(app->body, thing->part, vertex), thing->id) == 0;
}

// Points spread over it: every so many of its vertices, which lie in the pack in no order of place.
static int spots_over(const App *app, const QuizThing *thing, vec3s *out)
{
    const Part *part = &app->body->parts[thing->part];
    const uint32_t most = part->mesh->level[DETAIL_HIGH].vertex_count;
    int all = 0, count = 0;
    for (uint32_t v = 0; v < most; v++) all += is_of_place(app, thing, v);
    const int every = all / SPOTS + 1;
    for (uint32_t v = 0, n = 0; v < most && count < SPOTS; v++)
        if (is_of_place(app, thing, v) && (int)(n++) % every == 0) out[count++] = scene_point_mm(app->cache, thing->part, part_rest_mm(part, v));
    return count;
}

// ---- from where it is seen

// So much around it is in the picture that one knows where one is.
static float distance_mm(const App *app, const QuizThing *thing)
{
    const float radius_mm = app->body->parts[thing->part].radius_mm;
    const float around_mm = thing->kind == QUIZ_PLACE ? fminf(fmaxf(0.6f * radius_mm, 60), 120) : fminf(fmaxf(1.15f * radius_mm, 90), 300);
    const float high = 1 - app->view.covered_bottom_frac, wide = 1 - app->view.covered_right_frac - app->view.covered_left_frac;
    const float aspect = wide * (float)app->view.width_px / (high * (float)app->view.height_px);
    return around_mm / sinf(CAMERA_HEIGHT_RAD / 2) / high / fminf(aspect, 1);
}

static bool in_free_picture(const App *app, vec3s world_mm)
{
    float x, y;
    const ViewState *view = &app->view;
    const float wide = (float)view->width_px, high = (float)view->height_px;
    if (!scene_project(app->scene, world_mm, &x, &y, NULL)) return false;
    return x > 0.04f * wide && x < (0.96f - view->covered_right_frac) * wide && y > 0.08f * high && y < (0.96f - view->covered_bottom_frac) * high;
}

bool quiz_stage_sees(const App *app, const QuizThing *thing)
{
    vec3s spots[SPOTS];
    const int count = spots_over(app, thing, spots);
    int seen = 0;
    for (int i = 0; i < count; i++) seen += in_free_picture(app, spots[i]) && pick_sees(app->picker, app->scene, spots[i]);
    return 4 * seen > count;
}

static float seen_frac(App *app, Scene *scene, const Camera *camera, const vec3s *spots, int count)
{
    int seen = 0;
    scene->camera = camera_scene(camera, scene->width_px, scene->height_px, 1, 2e4f);
    for (int i = 0; i < count; i++) seen += pick_sees(app->picker, scene, spots[i]);
    return count ? (float)seen / (float)count : 0;
}

static float turn_between(const Camera *a, const Camera *b)
{
    const float turn = fabsf(remainderf(a->azimuth_rad - b->azimuth_rad, 2 * GLM_PIf));
    return turn / GLM_PIf;
}

// The best seen wins; among equals the one that turns least and stands upright.
float quiz_stage_best_view(App *app, const QuizThing *thing, Camera *out)
{
    static const float elevations_deg[] = { 8, 42, -28 };
    vec3s spots[SPOTS], at_mm;
    Scene scene = *app->scene;
    float best = -1, best_seen = 0;
    const int count = spots_over(app, thing, spots);
    Camera camera = app->view.camera;
    *out = camera;
    if (!quiz_stage_spot(app, thing, &at_mm)) return 0;
    camera.pivot_auto = false;
    camera.pivot_mm = at_mm;
    camera.distance_mm = distance_mm(app, thing);
    for (int i = 0; i < 36; i++) {
        camera.azimuth_rad = (float)(i / 3) * 30 * RAD_PER_DEG;
        camera.elevation_rad = elevations_deg[i % 3] * RAD_PER_DEG;
        const float seen = seen_frac(app, &scene, &camera, spots, count);
        const float score = seen - 0.25f * turn_between(&camera, &app->view.camera) - 0.05f * (float)(i % 3 > 0);
        if (score <= best) continue;
        best = score;
        best_seen = seen;
        *out = camera;
    }
    return best_seen;
}

static void rebuild(App *app)
{
    Camera resolved;
    app->scene = scene_build(app->body, app->cache, &app->view, app_detail(app), app->frame, &resolved);
}

void quiz_stage_look_at(App *app, const QuizThing *thing)
{
    Camera to;
    if (thing->kind != QUIZ_PART && thing->kind != QUIZ_PLACE) return;
    rebuild(app);
    quiz_stage_best_view(app, thing, &to);
    app->camera_touched = true;
    steer_fly_to(app, to);
}

// What lies too deep among other bones is asked for on its bone alone.
static void uncover(App *app, const QuizThing *thing)
{
    Camera unused;
    rebuild(app);
    if (quiz_stage_best_view(app, thing, &unused) < SEEN_LEAST_FRAC) leave_alone(app, thing->part);
}

// ---- what is lit

static void light_zone(App *app, const QuizThing *zone)
{
    const ZoneId id = zone_of(app->body, zone->id);
    const Zone *of = &app->body->zones[id];
    app->pointing.pinned_zone = id;
    app->view.hovered_zone = id;
    steer_to_view(app, of->shape_count > 0 && of->shapes[0].facing == ZONE_BACK ? VIEW_POSTERIOR : VIEW_ANTERIOR);
}

static void select_part(App *app, PartId part)
{
    app->view.selected = part;
    if (app->view.opacity_frac[part] <= 0) app->view.opacity_frac[part] = view_full_opacity(&app->body->parts[part]);
}

// Regions get their colours, so that the pin's place has a border.
static void show_place(App *app)
{
    app->view.colour = COLOUR_REGION;
}

// From the side what swings forward, from the front what swings sideways; far enough for the whole leg where the knee moves.
static void watch_motion(App *app, const QuizThing *action)
{
    const QuizMotion *motion = quiz_motion(action->id);
    const bool sideways = strstr(motion->joint, "abduction") || strstr(motion->joint, "bend") || strstr(motion->joint, "rotation");
    const bool knee = strstr(motion->joint, "knee") != NULL, trunk = strstr(motion->joint, "lumbar") != NULL;
    const float high = 1 - app->view.covered_bottom_frac;
    Camera to = app->view.camera;
    to.pivot_auto = false;
    to.azimuth_rad = (sideways ? 12.0f : 62.0f) * RAD_PER_DEG;
    to.elevation_rad = 8 * RAD_PER_DEG;
    to.pivot_mm = (vec3s) { { 0, knee ? -230.0f : trunk ? 60.0f : -70.0f, 40 } };
    to.distance_mm = (knee ? 2300.0f : trunk ? 1450.0f : 1750.0f) / high;
    app->camera_touched = true;
    steer_fly_to(app, to);
}

// What lies below the picture of the hip (knee, shin) is looked for in one of the whole leg.
static void look_at_all(App *app, const QuizThing *thing)
{
    vec3s at_mm;
    Camera to = app->view.camera;
    if (!quiz_stage_spot(app, thing, &at_mm) || at_mm.y > -220) {
        steer_to_view(app, VIEW_OBLIQUE);
        return;
    }
    to.pivot_auto = false;
    to.azimuth_rad = 22 * RAD_PER_DEG;
    to.elevation_rad = 6 * RAD_PER_DEG;
    to.pivot_mm = (vec3s) { { 0, -330, 0 } };
    to.distance_mm = 3100 / (1 - app->view.covered_bottom_frac);
    app->camera_touched = true;
    steer_fly_to(app, to);
}

static void look_at_question(App *app, const QuizQuestion *question)
{
    const QuizKind kind = quiz_forms[question->form].kind;
    if (kind == QUIZ_NAME) quiz_stage_look_at(app, quiz_right(question));
    else if (kind == QUIZ_ATTACHMENT) quiz_stage_look_at(app, &question->about);
    else if (kind == QUIZ_ACTION) watch_motion(app, &question->about);
    else if (kind == QUIZ_FIND) look_at_all(app, quiz_right(question));
    else if (question->form == QUIZ_ZONE_NAME || question->form == QUIZ_ZONE_POINT) light_zone(app, &question->about);
    else steer_to_view(app, question->form == QUIZ_POINT_ZONE ? VIEW_ANTERIOR : VIEW_OBLIQUE);
}

void quiz_stage_set(App *app, const QuizQuestion *question)
{
    const QuizThing *right = quiz_right(question), *about = &question->about;
    const QuizKind kind = quiz_forms[question->form].kind;
    clear_view(app);
    set_layers(app, layers_wanted(app->body, question), kind == QUIZ_ACTION ? NULL : kind == QUIZ_ATTACHMENT ? about : right); // what lies over a mover stays: it would tell
    if (right->kind == QUIZ_PLACE) uncover(app, right);
    if (question->form == QUIZ_NAME_PLACE) show_place(app);
    if (question->form == QUIZ_NAME_STRUCTURE) select_part(app, right->part);
    if (kind == QUIZ_ATTACHMENT) select_part(app, about->part);
    if (question->form == QUIZ_TYPICAL || question->form == QUIZ_SPILL) select_part(app, body_part(app->body, "psoas_major_right"));
    look_at_question(app, question);
}

void quiz_stage_reveal(App *app, const QuizQuestion *question)
{
    const QuizThing *right = quiz_right(question);
    if (right->kind == QUIZ_PLACE) {
        show_place(app);
        quiz_stage_look_at(app, right);
    } else if (right->kind == QUIZ_PART) {
        select_part(app, right->part);
        if (quiz_forms[question->form].kind != QUIZ_ACTION) quiz_stage_look_at(app, right);
    } else if (right->kind == QUIZ_ZONE) {
        light_zone(app, right);
    } else if (quiz_forms[question->form].kind == QUIZ_ATTACHMENT && question->form != QUIZ_NERVE) {
        app->view.attached = question->about.part;
        app->view.xray[question->about.part] = true;
    }
}
