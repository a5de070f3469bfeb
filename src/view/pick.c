#include "pick.h"

#include "cut.h"
#include "region_border.h"
#include "skin_paint.h"

#include <float.h>
#include <math.h>

// Triangles lie in the pack in an order made for the GPU's cache, so a run of them is a small patch: one box per run.
enum { CLUSTER_TRIANGLES = 64 };

typedef struct Box {
    float low[3], high[3];
} Box;

// Boxes of one part at one level. Rigid parts are tested in the numbers of the packed vertices themselves: the ray is brought there, once per
// part, and no vertex is ever unpacked. Soft parts are tested in the world, with boxes made again when their flesh changes.
typedef struct Boxes {
    const PackedMesh *mesh;
    Box whole, *cluster;
    uint32_t count, version; // of the flesh, or of the mesh in a variant of the body
} Boxes;

struct PickIndex {
    const Body *body;
    Arena *keep;
    Boxes boxes[PART_MOST][DETAIL_COUNT], painted;
    PartId last_hider; // what hid one point most likely hides the next
};

typedef struct Ray {
    vec3s origin, direction;
    float slope[3]; // 1 / direction
    bool front_only; // of the skin as a ghost, in the world: its back is not drawn, and where it is cut open one looks at that
} Ray;

typedef struct Hit {
    float t; // along the ray, mm
    uint32_t corner[3];
    float share[3]; // of the corners
} Hit;

PickIndex *pick_index_make(const Body *body, Arena *keep)
{
    PickIndex *index = ARENA_ARRAY(keep, PickIndex, 1);
    index->body = body;
    index->keep = keep;
    return index;
}

static inline vec3s corner_of(const SceneItem *item, uint32_t vertex)
{
    if (item->flesh) {
        const float *p = item->flesh[vertex].position_mm;
        return (vec3s){ { p[0], p[1], p[2] } };
    }
    const uint16_t *q = item->mesh->vertices[vertex].position;
    return (vec3s){ { (float)q[0], (float)q[1], (float)q[2] } };
}

static Box empty_box(void)
{
    return (Box){ { FLT_MAX, FLT_MAX, FLT_MAX }, { -FLT_MAX, -FLT_MAX, -FLT_MAX } };
}

static void box_add(Box *box, vec3s p)
{
    for (int i = 0; i < 3; i++) {
        box->low[i] = fminf(box->low[i], p.raw[i]);
        box->high[i] = fmaxf(box->high[i], p.raw[i]);
    }
}

static const uint16_t *item_indices(const SceneItem *item, uint32_t *triangle_count)
{
    const PackedLevel *level = &item->mesh->level[item->detail];
    *triangle_count = level->index_count / 3;
    return item->mesh->indices + level->index_first;
}

static uint32_t cluster_end(uint32_t cluster, uint32_t triangle_count)
{
    const uint32_t end = (cluster + 1) * CLUSTER_TRIANGLES;
    return end < triangle_count ? end : triangle_count;
}

static void fill_boxes(const SceneItem *item, Boxes *boxes)
{
    uint32_t triangle_count = 0;
    const uint16_t *indices = item_indices(item, &triangle_count);
    boxes->whole = empty_box();
    for (uint32_t c = 0; c < boxes->count; c++) {
        Box box = empty_box();
        const uint32_t last = 3 * cluster_end(c, triangle_count);
        for (uint32_t i = 3 * c * CLUSTER_TRIANGLES; i < last; i++) box_add(&box, corner_of(item, indices[i]));
        boxes->cluster[c] = box;
        box_add(&boxes->whole, (vec3s){ { box.low[0], box.low[1], box.low[2] } });
        box_add(&boxes->whole, (vec3s){ { box.high[0], box.high[1], box.high[2] } });
    }
}

static void make_clusters(PickIndex *index, const SceneItem *item, Boxes *boxes)
{
    uint32_t triangle_count = 0;
    item_indices(item, &triangle_count);
    boxes->count = (triangle_count + CLUSTER_TRIANGLES - 1) / CLUSTER_TRIANGLES;
    boxes->cluster = ARENA_ARRAY(index->keep, Box, boxes->count);
    boxes->mesh = item->mesh;
}

static const Boxes *boxes_of(PickIndex *index, const SceneItem *item)
{
    const bool painted = scene_rest_mesh(item) != index->body->parts[item->part].mesh; // the refined skin has boxes of its own
    Boxes *boxes = painted ? &index->painted : &index->boxes[item->part][item->detail];
    const bool made = boxes->mesh == item->mesh;
    const uint32_t version = item->flesh ? item->flesh_version : item->mesh->version;
    if (made && boxes->version == version) return boxes;
    if (!made) make_clusters(index, item, boxes);
    fill_boxes(item, boxes);
    boxes->version = version;
    return boxes;
}

static Ray ray_make(vec3s origin, vec3s direction)
{
    Ray ray = { .origin = origin, .direction = direction };
    for (int i = 0; i < 3; i++) {
        const float d = direction.raw[i];
        ray.slope[i] = 1.0f / (fabsf(d) > 1e-20f ? d : 1e-20f);
    }
    return ray;
}

// World to the item's rest coordinates (its place is a turn and a shift, so the inverse is the transpose), then to those of the table.
static vec3s to_rest(const SceneItem *item, vec3s v, float w)
{
    const mat4s *m = &item->world_from_rest;
    const vec3s moved = { { v.x - w * m->raw[3][0], v.y - w * m->raw[3][1], v.z - w * m->raw[3][2] } };
    vec3s out;
    for (int i = 0; i < 3; i++) out.raw[i] = m->raw[i][0] * moved.x + m->raw[i][1] * moved.y + m->raw[i][2] * moved.z;
    return out;
}

static vec3s to_packed(const SceneItem *item, vec3s rest, float w)
{
    vec3s out;
    if (item->mirrored) rest.z = -rest.z;
    for (int i = 0; i < 3; i++) out.raw[i] = (rest.raw[i] - w * item->mesh->min_mm.raw[i]) / fmaxf(item->mesh->step_mm.raw[i], 1e-9f);
    return out;
}

static Ray ray_for_item(const SceneItem *item, const Ray *world)
{
    if (item->flesh) return *world;
    const vec3s origin = to_rest(item, world->origin, 1.0f), direction = to_rest(item, world->direction, 0.0f);
    return ray_make(to_packed(item, origin, 1.0f), to_packed(item, direction, 0.0f)); // stretched axes, but the same t
}

static inline bool ray_meets_box(const Ray *ray, const Box *box, float t_most)
{
    float enter = 0.0f, leave = t_most;
    for (int i = 0; i < 3; i++) {
        const float a = (box->low[i] - ray->origin.raw[i]) * ray->slope[i], b = (box->high[i] - ray->origin.raw[i]) * ray->slope[i];
        enter = fmaxf(enter, fminf(a, b));
        leave = fminf(leave, fmaxf(a, b));
    }
    return enter <= leave * 1.000001f;
}

// Moeller and Trumbore 1997. Both faces count: the winding of mirrored parts does not matter then.
static inline bool ray_meets_triangle(const Ray *ray, vec3s a, vec3s b, vec3s c, float *t, float *u, float *v)
{
    const vec3s ab = glms_vec3_sub(b, a), ac = glms_vec3_sub(c, a), p = glms_vec3_cross(ray->direction, ac);
    const float area = glms_vec3_dot(ab, p);
    if (area == 0.0f || (ray->front_only && area < 0.0f)) return false;
    const float inverse = 1.0f / area;
    const vec3s s = glms_vec3_sub(ray->origin, a);
    *u = glms_vec3_dot(s, p) * inverse;
    if (*u < 0.0f || *u > 1.0f) return false;
    const vec3s q = glms_vec3_cross(s, ab);
    *v = glms_vec3_dot(ray->direction, q) * inverse;
    if (*v < 0.0f || *u + *v > 1.0f) return false;
    *t = glms_vec3_dot(ac, q) * inverse;
    return *t > 0.0f;
}

static bool hit_cluster(const SceneItem *item, const Ray *ray, const uint16_t *indices, uint32_t first, uint32_t end, Hit *best)
{
    bool found = false;
    for (uint32_t i = first; i < end; i++) {
        const uint16_t *k = indices + 3 * i;
        float t, u, v;
        if (!ray_meets_triangle(ray, corner_of(item, k[0]), corner_of(item, k[1]), corner_of(item, k[2]), &t, &u, &v) || t >= best->t) continue;
        *best = (Hit){ t, { k[0], k[1], k[2] }, { 1.0f - u - v, u, v } };
        found = true;
    }
    return found;
}

// Improves best where the item is nearer.
static bool hit_item(PickIndex *index, const SceneItem *item, const Ray *world, Hit *best)
{
    const Boxes *boxes = boxes_of(index, item);
    const Ray ray = ray_for_item(item, world);
    if (!ray_meets_box(&ray, &boxes->whole, best->t)) return false;
    uint32_t triangle_count = 0;
    const uint16_t *indices = item_indices(item, &triangle_count);
    bool found = false;
    for (uint32_t c = 0; c < boxes->count; c++) {
        if (!ray_meets_box(&ray, &boxes->cluster[c], best->t)) continue;
        if (hit_cluster(item, &ray, indices, c * CLUSTER_TRIANGLES, cluster_end(c, triangle_count), best)) found = true;
    }
    return found;
}

static uint32_t nearest_corner(const Hit *hit)
{
    const int ab = hit->share[1] > hit->share[0] ? 1 : 0;
    return hit->corner[hit->share[2] > hit->share[ab] ? 2 : ab];
}

static vec3s rest_of_hit(const SceneItem *item, const Hit *hit)
{
    vec3s rest_mm = { { 0, 0, 0 } };
    for (int i = 0; i < 3; i++)
        rest_mm = glms_vec3_add(rest_mm, glms_vec3_scale(packed_position_mm(scene_rest_mesh(item), hit->corner[i]), hit->share[i]));
    if (item->mirrored) rest_mm.z = -rest_mm.z;
    return rest_mm;
}

// The painted skin has more vertices than the pack, and no regions.
static bool has_regions(const Body *body, const SceneItem *item)
{
    const Part *part = &body->parts[item->part];
    return scene_rest_mesh(item)->vertex_count == part->mesh->vertex_count && body->pack.structures[part->structure_index].region_count > 0;
}

static void describe_hit(const Body *body, const SceneItem *item, const Ray *ray, const Hit *hit, Pick *pick)
{
    const uint32_t corner = nearest_corner(hit);
    const bool in_pack = corner < body->parts[item->part].mesh->vertex_count;
    pick->part = item->part;
    pick->on_cut = false;
    pick->vertex = in_pack ? corner : 0;
    pick->depth_mm = hit->t;
    pick->world_mm = glms_vec3_add(ray->origin, glms_vec3_scale(ray->direction, hit->t));
    pick->rest_mm = rest_of_hit(item, hit);
    pick->normal = packed_normal(&scene_rest_mesh(item)->vertices[corner]);
    if (item->mirrored) pick->normal.z = -pick->normal.z;
    pick->region = has_regions(body, item) ? body_region(body, item->part, region_corner_at(body, item->part, hit->corner, hit->share)) : "";
    pick->landmark = body_nearest_landmark(body, item->part, pick->rest_mm);
}

// The zone in which a point of the skin lies, among those that answer: typical ones before spill-over, then the deepest.
static ZoneId zone_under(const Body *body, const ViewState *view, vec3s rest_mm, vec3s normal)
{
    ZoneId best = 0;
    float best_mm = 0.0f;
    for (int z = 1; z < body->zone_count; z++) {
        if (view->door != DOOR_HURT && !view_lights_zone(view, body, (ZoneId)z)) continue;
        const float typical_mm = zone_distance_mm(&body->zones[z], ZONE_TYPICAL, rest_mm, normal);
        const float spill_mm = zone_distance_mm(&body->zones[z], ZONE_SPILL, rest_mm, normal);
        const float rank = typical_mm < 0.0f ? typical_mm - PAINT_NOTHING_MM : spill_mm;
        if (rank >= best_mm) continue;
        best_mm = rank;
        best = (ZoneId)z;
    }
    return best;
}

// ---- through the cut

typedef struct Kept { // the stretch of a ray on the side that is left
    float from_mm, to_mm;
    bool enters; // through the plane, at from_mm
} Kept;

static Kept kept_of(const SceneCut *cut, vec3s origin, vec3s direction, float far_mm)
{
    Kept kept = { 0.0f, far_mm, false };
    if (!cut->on) return kept;
    const float height_mm = cut_place_mm(cut, origin).z, fall = -glms_vec3_dot(direction, glms_vec3(cut->world_from_plane.col[2]));
    const bool meets = fabsf(fall) > 1e-6f && height_mm / fall > 0.0f;
    const float at_mm = meets ? height_mm / fall : 0.0f;
    if (height_mm > 0.0f) return (Kept){ meets ? at_mm : far_mm, far_mm, meets };
    if (meets) kept.to_mm = fminf(at_mm, far_mm);
    return kept;
}

// What the plane does not go through (things that are no part of the body among it) is met wherever it stands.
static bool hit_kept(PickIndex *index, const SceneItem *item, const Ray *ray, const Kept *kept, Hit *best)
{
    if (!item->is_cut) return hit_item(index, item, ray, best);
    Hit hit = *best;
    hit.t = fminf(best->t, kept->to_mm) - kept->from_mm;
    Ray rest = *ray;
    rest.origin = glms_vec3_add(ray->origin, glms_vec3_scale(ray->direction, kept->from_mm));
    if (hit.t <= 0.0f || !hit_item(index, item, &rest, &hit)) return false;
    hit.t += kept->from_mm;
    *best = hit;
    return true;
}

static void pick_ghost(PickIndex *index, const Body *body, const ViewState *view, const SceneItem *item, const Ray *ray, const Kept *kept, Hit *best,
                       Pick *pick)
{
    Hit hit = *best;
    Ray front = *ray;
    front.front_only = true;
    if (!hit_kept(index, item, &front, kept, &hit)) return;
    Pick skin = { .region = "" };
    describe_hit(body, item, ray, &hit, &skin);
    skin.zone = zone_under(body, view, skin.rest_mm, skin.normal);
    if (skin.zone == 0) return; // clear there: what lies behind it is meant
    *best = hit;
    *pick = skin;
}

static bool skin_can_answer(const ViewState *view)
{
    return view->door == DOOR_HURT || view_lit_trigger(view) || view->hovered_zone;
}

static TriggerId trigger_under(const Body *body, const Scene *scene, const ViewState *view, float x_px, float y_px)
{
    float reach_px = fmaxf(9.0f, (float)scene->height_px / 80.0f); // as large as the mark; larger on dense screens
    TriggerId best = 0;
    for (int t = 1; t < body->trigger_count; t++) {
        float x, y;
        if (!view_shows_trigger(view, body, (TriggerId)t) || cut_takes_away(&scene->cut, scene->trigger_mm[t])) continue;
        if (!scene_project(scene, scene->trigger_mm[t], &x, &y, NULL)) continue;
        const float away_px = hypotf(x - x_px, y - y_px);
        if (away_px > reach_px) continue;
        reach_px = away_px;
        best = (TriggerId)t;
    }
    return best;
}

// The face that the ray enters through: named, but nothing of its surface is near enough to name a region.
static bool pick_face(const Scene *scene, const Ray *ray, float depth_mm, Pick *pick)
{
    const SceneCut *cut = &scene->cut;
    const vec3s world_mm = glms_vec3_add(ray->origin, glms_vec3_scale(ray->direction, depth_mm)), place_mm = cut_place_mm(cut, world_mm);
    const CutFace *face = cut_face_at(cut, place_mm.x, place_mm.y);
    if (!face) return false;
    *pick = (Pick){ .part = face->part, .region = "", .world_mm = world_mm, .depth_mm = depth_mm, .on_cut = true };
    pick->normal = glms_vec3(cut->world_from_plane.col[2]);
    for (int i = 0; i < scene->item_count; i++)
        if (scene->items[i].part == face->part && !scene->items[i].flesh) pick->rest_mm = to_rest(&scene->items[i], world_mm, 1.0f);
    return true;
}

Pick pick_at(PickIndex *index, const Body *body, const Scene *scene, const ViewState *view, float x_px, float y_px)
{
    Pick pick = { .region = "" };
    vec3s origin, direction;
    scene_ray(scene, x_px, y_px, &origin, &direction);
    const Ray ray = ray_make(origin, direction);
    Hit best = { .t = scene->camera.orthographic ? FLT_MAX : 1e6f };
    const Kept kept = kept_of(&scene->cut, origin, direction, best.t);
    if (kept.enters && pick_face(scene, &ray, kept.from_mm, &pick)) best.t = kept.from_mm;
    const SceneItem *nearest = NULL, *ghost = NULL;
    for (int i = 0; i < scene->item_count; i++) {
        const SceneItem *item = &scene->items[i];
        if (item->style & SCENE_SILHOUETTE) continue;
        if (item->style & SCENE_GHOST) ghost = item;
        else if (hit_kept(index, item, &ray, &kept, &best)) nearest = item;
    }
    if (nearest) describe_hit(body, nearest, &ray, &best, &pick);
    if (pick.part && pick.part == body->skin && !pick.on_cut && skin_can_answer(view)) pick.zone = zone_under(body, view, pick.rest_mm, pick.normal);
    if (ghost && skin_can_answer(view)) pick_ghost(index, body, view, ghost, &ray, &kept, &best, &pick);
    pick.trigger = trigger_under(body, scene, view, x_px, y_px);
    return pick;
}

// A surface does not hide its own points; that much in front of one is another surface.
#define OWN_SURFACE_MM 1.2f
#define HIDES_FRAC 0.5f

static bool hides(const SceneItem *item)
{
    return !(item->style & (SCENE_GHOST | SCENE_XRAY)) && item->opacity_frac >= HIDES_FRAC;
}

static bool meets_cluster(const SceneItem *item, const Ray *ray, const uint16_t *indices, uint32_t first, uint32_t end, float before)
{
    for (uint32_t i = first; i < end; i++) {
        const uint16_t *k = indices + 3 * i;
        float t, u, v;
        if (ray_meets_triangle(ray, corner_of(item, k[0]), corner_of(item, k[1]), corner_of(item, k[2]), &t, &u, &v) && t < before) return true;
    }
    return false;
}

// Any hit will do: the first one found ends the search.
static bool is_met(PickIndex *index, const SceneItem *item, const Ray *world, float before)
{
    const Boxes *boxes = boxes_of(index, item);
    const Ray ray = ray_for_item(item, world);
    uint32_t triangle_count = 0;
    if (!ray_meets_box(&ray, &boxes->whole, before)) return false;
    const uint16_t *indices = item_indices(item, &triangle_count);
    for (uint32_t c = 0; c < boxes->count; c++) {
        if (!ray_meets_box(&ray, &boxes->cluster[c], before)) continue;
        if (meets_cluster(item, &ray, indices, c * CLUSTER_TRIANGLES, cluster_end(c, triangle_count), before)) return true;
    }
    return false;
}

// The part whose face of the cut a ray enters through; 0: none.
static PartId face_entered(const Scene *scene, vec3s origin, vec3s direction, const Kept *kept)
{
    Pick pick = { .part = 0 };
    if (!kept->enters) return 0;
    const Ray ray = ray_make(origin, direction);
    return pick_face(scene, &ray, kept->from_mm, &pick) ? pick.part : 0;
}

bool pick_sees(PickIndex *index, const Scene *scene, vec3s world_mm)
{
    float x_px, y_px;
    vec3s origin, direction;
    if (cut_takes_away(&scene->cut, world_mm) || !scene_project(scene, world_mm, &x_px, &y_px, NULL)) return false;
    scene_ray(scene, x_px, y_px, &origin, &direction);
    const float way_mm = glms_vec3_dot(glms_vec3_sub(world_mm, origin), direction);
    const Kept kept = kept_of(&scene->cut, origin, direction, way_mm);
    if (face_entered(scene, origin, direction, &kept)) return false;
    const Ray ray = ray_make(glms_vec3_add(origin, glms_vec3_scale(direction, kept.from_mm)), direction);
    const float before_mm = way_mm - kept.from_mm - OWN_SURFACE_MM;
    for (int pass = 0; pass < 2; pass++) { // first what hid the point before
        for (int i = 0; i < scene->item_count; i++) {
            const SceneItem *item = &scene->items[i];
            if ((item->part == index->last_hider) != (pass == 0) || !hides(item) || !is_met(index, item, &ray, before_mm)) continue;
            index->last_hider = item->part;
            return false;
        }
    }
    return true;
}

PartId pick_front(PickIndex *index, const Scene *scene, float x_px, float y_px)
{
    vec3s origin, direction;
    scene_ray(scene, x_px, y_px, &origin, &direction);
    const Kept kept = kept_of(&scene->cut, origin, direction, scene->camera.orthographic ? FLT_MAX : 1e6f);
    PartId part = face_entered(scene, origin, direction, &kept);
    if (part) return part;
    const Ray ray = ray_make(glms_vec3_add(origin, glms_vec3_scale(direction, kept.from_mm)), direction);
    Hit best = { .t = kept.to_mm - kept.from_mm };
    for (int i = 0; i < scene->item_count; i++) {
        if (hides(&scene->items[i]) && hit_item(index, &scene->items[i], &ray, &best)) part = scene->items[i].part;
    }
    return part;
}
