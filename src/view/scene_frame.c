#include "scene_frame.h"

#include <float.h>
#include <math.h>

enum { POSES_PER_CLIP = 6 };
#define FOCUS_FILL_FRAC 0.62f // of the picture, by what is looked at alone

mat4s scene_world_from_rest(const Body *body, const Pose *pose, ClipId clip, PartId part)
{
    const Part *p = &body->parts[part];
    if (p->carrier.kind != CARRIER_WORLD) return pose->world_from_segment[p->carrier.segment];
    const Clip *c = &body->clips[clip];
    for (int i = 0; clip && i < c->prop_count; i++) {
        if (c->props[i] != part) continue;
        return glms_mat4_mul(glms_translate_make(c->prop_at_mm[i]), glms_rotate_make(c->prop_turn_rad[i], (vec3s) { { 0, 1, 0 } }));
    }
    return glms_mat4_identity();
}

vec3s scene_part_centre_mm(const Body *body, const Pose *pose, ClipId clip, PartId part)
{
    const Part *p = &body->parts[part];
    if (!part_is_soft(p)) return glms_mat4_mulv3(scene_world_from_rest(body, pose, clip, part), p->centre_mm, 1.0f);
    const FleshBinding binding = flesh_bind_point(body, p, p->centre_mm);
    return flesh_move_point(pose, &binding, p->centre_mm);
}

float scene_part_radius_mm(const Body *body, PartId part)
{
    const Part *p = &body->parts[part];
    return part_is_soft(p) ? 1.6f * p->radius_mm + 20.0f : p->radius_mm + 1.0f;
}

// Which rest points count. y from the knee (negative) to the ribs, z to the subject's right.
typedef struct Window {
    float low_y_mm, high_y_mm, low_z_mm;
    float fill_frac; // share of the picture that is filled
} Window;

static Window frame_window(const Body *body, const ViewState *view, bool pelvis_shown)
{
    const bool furnished = view->clip && body->clips[view->clip].prop_count > 0; // then the room around tells what is done
    Window open = { -FLT_MAX, FLT_MAX, -FLT_MAX, 0.90f };
    if (view->focus) open.fill_frac = FOCUS_FILL_FRAC;
    if (view->focus || !pelvis_shown) return open;
    if (view->view == VIEW_FOSSA) return (Window) { -82.0f, 205.0f, -112.0f, 1.0f };
    if (view->clip && body->clips[view->clip].frame_from_mm < 0.0f)
        return (Window) { body->clips[view->clip].frame_from_mm, FLT_MAX, -FLT_MAX, 0.92f };
    if (furnished && body->clips[view->clip].posture == POSTURE_SUPINE)
        return (Window) { -330.0f, FLT_MAX, -FLT_MAX, 0.84f }; // wide: the knees too
    return (Window) { -165.0f, FLT_MAX, -FLT_MAX, furnished ? 0.64f : 0.94f };
}

static bool is_background(const ViewState *view, const Part *part, PartId id)
{
    return part->group == GROUP_PROPS || part->group == GROUP_SILHOUETTE || (part->group == GROUP_SKIN && view->opacity_frac[id] < 0.999f);
}

typedef struct Framed {
    bool part[PART_MOST];
    bool pelvis; // something of pelvis or spine is among them
} Framed;

static void frame_everything(const Body *body, const ViewState *view, Framed *framed)
{
    for (int p = 1; p < body->part_count; p++) framed->part[p] = view_shows_part(view, body, (PartId)p);
}

static Framed choose_parts(const Body *body, const ViewState *view)
{
    Framed framed = { 0 };
    int count = 0;
    if (view->focus) {
        framed.part[view->focus] = true;
        return framed;
    }
    for (int p = 1; p < body->part_count; p++) {
        const Part *part = &body->parts[p];
        framed.part[p] = view_shows_part(view, body, (PartId)p) && !is_background(view, part, (PartId)p);
        framed.pelvis = framed.pelvis || (framed.part[p] && part->centre_mm.y > 20.0f && part->group != GROUP_SKIN);
        count += framed.part[p];
    }
    if (count == 0) frame_everything(body, view, &framed);
    return framed;
}

static vec3s world_point_mm(const Body *body, const Flesh *flesh, const Pose *pose, ClipId clip, PartId part, uint32_t vertex,
                            vec3s rest_mm)
{
    if (part_is_soft(&body->parts[part])) return flesh_move_point(pose, &flesh->binding[part][vertex], rest_mm);
    return glms_mat4_mulv3(scene_world_from_rest(body, pose, clip, part), rest_mm, 1.0f);
}

// Narrows the share of the way from a to b that lies in low..high.
static void clip_way(float a, float b, float low, float high, float *from_frac, float *to_frac)
{
    if (a == b) {
        if (a < low || a > high) *to_frac = -1.0f;
        return;
    }
    const float at_low = (low - a) / (b - a), at_high = (high - a) / (b - a);
    *from_frac = fmaxf(*from_frac, fminf(at_low, at_high));
    *to_frac = fminf(*to_frac, fmaxf(at_low, at_high));
}

// Whole edges, cut at the window's border: which vertices lie just inside it depends on the last bits of the machine that baked them.
static void fit_part(const Body *body, const Flesh *flesh, const Pose *pose, ClipId clip, PartId part, const Window *window, CameraFit *fit)
{
    const Part *p = &body->parts[part];
    const PackedLevel *level = &p->mesh->level[DETAIL_LOW];
    const uint16_t *index = p->mesh->indices + level->index_first;
    for (uint32_t i = 0; i < level->index_count; i++) {
        const uint16_t a = index[i], b = index[i % 3 == 2 ? i - 2 : i + 1];
        if (a > b) continue; // each edge comes once either way
        const vec3s a_mm = part_rest_mm(p, a), b_mm = part_rest_mm(p, b);
        float from_frac = 0.0f, to_frac = 1.0f;
        clip_way(a_mm.y, b_mm.y, window->low_y_mm, window->high_y_mm, &from_frac, &to_frac);
        clip_way(a_mm.z, b_mm.z, window->low_z_mm, FLT_MAX, &from_frac, &to_frac);
        if (from_frac > to_frac) continue;
        const vec3s here = world_point_mm(body, flesh, pose, clip, part, a, a_mm),
                    there = world_point_mm(body, flesh, pose, clip, part, b, b_mm);
        camera_fit_point(fit, glms_vec3_lerp(here, there, from_frac));
        camera_fit_point(fit, glms_vec3_lerp(here, there, to_frac));
    }
}

static void fit_pose(const Body *body, const Flesh *flesh, const ViewState *view, const Framed *framed, const Window *window,
                     CameraFit *fit)
{
    Pose pose;
    view_pose(view, body, &pose);
    for (int p = 1; p < body->part_count; p++) {
        if (framed->part[p]) fit_part(body, flesh, &pose, view->clip, (PartId)p, window, fit);
    }
}

static void frame(const Body *body, const Flesh *flesh, const ViewState *view, const Framed *framed, Window window, Camera *camera)
{
    const float free_x_frac = 1.0f - view->covered_left_frac - view->covered_right_frac, free_y_frac = 1.0f - view->covered_bottom_frac;
    CameraFit fit = camera_fit_begin(camera, view->width_px, view->height_px, window.fill_frac);
    fit.slope_x *= free_x_frac;
    fit.slope_y *= free_y_frac;
    ViewState moment = *view;
    for (int i = 0; i < (view->clip ? POSES_PER_CLIP : 1); i++) {
        moment.clip_at_frac = (float)i / POSES_PER_CLIP;
        fit_pose(body, flesh, &moment, framed, &window, &fit);
    }
    camera_fit_end(&fit, camera);
}

void scene_frame_camera(const Body *body, const Flesh *flesh, const ViewState *view, Camera *camera)
{
    if (!camera->pivot_auto && camera->distance_mm > 0.0f) return;
    const Framed framed = choose_parts(body, view);
    frame(body, flesh, view, &framed, frame_window(body, view, framed.pelvis), camera);
}

void scene_frame_parts(const Body *body, const Flesh *flesh, const ViewState *view, const bool parts[PART_MOST], Camera *camera)
{
    Framed framed = { 0 };
    for (int p = 1; p < body->part_count; p++) framed.part[p] = parts[p] && body->parts[p].mesh;
    camera->pivot_auto = true;
    camera->distance_mm = 0.0f;
    frame(body, flesh, view, &framed, (Window) { -FLT_MAX, FLT_MAX, -FLT_MAX, FOCUS_FILL_FRAC }, camera);
}

// ---- how far it reaches

// Soft parts are taken as they are at rest, moved along with their middle: near enough for a box.
static vec3s corner_world_mm(const Body *body, const Pose *pose, ClipId clip, PartId part, int corner)
{
    const Part *p = &body->parts[part];
    vec3s rest_mm;
    for (int i = 0; i < 3; i++) rest_mm.raw[i] = p->mesh->min_mm.raw[i] + (corner >> i & 1 ? 65535.0f * p->mesh->step_mm.raw[i] : 0.0f);
    if (p->mirrored) rest_mm.z = -rest_mm.z;
    if (!part_is_soft(p)) return glms_mat4_mulv3(scene_world_from_rest(body, pose, clip, part), rest_mm, 1.0f);
    return glms_vec3_add(rest_mm, glms_vec3_sub(scene_part_centre_mm(body, pose, clip, part), p->centre_mm));
}

bool scene_frame_reach(const Body *body, const Pose *pose, const ViewState *view, vec3s *low_mm, vec3s *high_mm)
{
    ViewState open = *view;
    open.focus = 0;
    const Framed framed = choose_parts(body, &open);
    bool any = false;
    *low_mm = glms_vec3_fill(FLT_MAX);
    *high_mm = glms_vec3_fill(-FLT_MAX);
    for (int p = 1; p < body->part_count; p++) {
        if (!framed.part[p]) continue;
        any = true;
        for (int corner = 0; corner < 8; corner++) {
            const vec3s at_mm = corner_world_mm(body, pose, view->clip, (PartId)p, corner);
            *low_mm = glms_vec3_minv(*low_mm, at_mm);
            *high_mm = glms_vec3_maxv(*high_mm, at_mm);
        }
    }
    return any;
}
