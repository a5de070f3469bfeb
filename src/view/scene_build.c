#define _POSIX_C_SOURCE 199309L // clock_gettime
#include "scene_build.h"

#include "attach_paint.h"
#include "bone_paint.h"
#include "camera.h"
#include "cut.h"
#include "fibre_paint.h"
#include "muscle_shape.h"
#include "place_paint.h"
#include "region_paint.h"
#include "scene_frame.h"
#include "selection.h"
#include "skin_paint.h"
#include "skin_refine.h"
#include "strain_paint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct ShapedFlesh {
    FleshVertex *vertex;
    uint32_t room, count; // allocated; shaped for the pose below
    uint32_t pose_number;
} ShapedFlesh;

struct SceneCache {
    const Body *body, *base; // as it is shown; that of the tables, by which parts are painted
    Variant *variant;
    Arena *keep;
    Flesh flesh;
    Pose pose;
    uint32_t pose_number; // counts changes of pose; 0: none yet
    ShapedFlesh shaped[PART_MOST];
    SkinPaint *paint;
    PartPaint *attach;    // made when attachments are first asked for
    PartPaint *places;    // made when a region is first chosen
    RegionPaint *regions; // made when colours by region are first asked for
    FibrePaint *fibres;   // made when a muscle is first seen
    BonePaint *bones;     // made when a bone is first seen
    StrainPaint *strain;  // made when colours by strain are first asked for
    Measures measures;
    RefinedSkin *refined; // made when the skin is first painted
    bool refined_tried;
    ShapedFlesh refined_flesh;
    vec3s *trigger_mm;
    SceneTimes times;
};

SceneCache *scene_cache_make(const Body *body, Arena *keep)
{
    SceneCache *cache = ARENA_ARRAY(keep, SceneCache, 1);
    cache->variant = variant_make(body, keep);
    cache->base = body;
    cache->body = variant_body(cache->variant);
    cache->keep = keep;
    cache->flesh = flesh_bind(body, keep);
    cache->measures = measures_bind(muscle_shapes_paths(cache->flesh.muscles), keep);
    cache->paint = skin_paint_make(body, keep);
    cache->trigger_mm = ARENA_ARRAY(keep, vec3s, body->trigger_count);
    return cache;
}

const Pose *scene_pose(const SceneCache *cache)
{
    return &cache->pose;
}

const Measures *scene_measures(const SceneCache *cache)
{
    return &cache->measures;
}

vec3s scene_point_mm(const SceneCache *cache, PartId part, vec3s rest_mm)
{
    return flesh_point_mm(cache->base, &cache->flesh, &cache->pose, part, rest_mm);
}

void scene_fit_parts(const SceneCache *cache, const ViewState *view, const bool parts[PART_MOST], Camera *camera)
{
    scene_frame_parts(cache->body, &cache->flesh, view, parts, camera);
}

SceneTimes scene_times(const SceneCache *cache)
{
    return cache->times;
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

#define SRGB(hex)                                                                                                                          \
    {                                                                                                                                      \
        {                                                                                                                                  \
            (float)((hex) >> 16 & 255) / 255.0f, (float)((hex) >> 8 & 255) / 255.0f, (float)((hex)&255) / 255.0f                           \
        }                                                                                                                                  \
    }

// How often a pixel was shaded: cold, pale, hot. Lightness rises to the middle and falls again, so that both ends are told from it without hue.
#define OVERDRAW                                                                                                                             \
    { SRGB(0x2B4C9B), SRGB(0x3F7FC4), SRGB(0x66B2D6), SRGB(0xA8D8C8), SRGB(0xF2E394), SRGB(0xF6B25E), SRGB(0xE9703F), SRGB(0xC51B2B) }

// The red of the charts on a ground like pale skin, or indigo, which all eyes tell from flesh (docs/figures.md#legibility).
static ScenePain pain_paint(Theme theme, Pain pain)
{
    static const ScenePain paints[THEME_COUNT][PAIN_COUNT] = {
        [THEME_DARK] = { { SRGB(0xD20F16), SRGB(0x4A0508), SRGB(0xF7DDD0), 0.93f, 0.66f }, { SRGB(0x4F55CC), SRGB(0x0E1040), SRGB(0xE9EBF9), 0.82f, 0.55f } },
        [THEME_LIGHT] = { { SRGB(0xCE1417), SRGB(0x4A0508), SRGB(0xFCE6DB), 0.92f, 0.66f }, { SRGB(0x4048B8), SRGB(0x0E1040), SRGB(0xE9EBF9), 0.82f, 0.55f } },
        [THEME_PROJECTOR] = { { SRGB(0xB80006), SRGB(0x300003), SRGB(0xFFF0E8), 0.95f, 0.74f }, { SRGB(0x2D33A0), SRGB(0x070930), SRGB(0xF1F3FF), 0.95f, 0.74f } },
    };
    return paints[theme][pain];
}

SceneTheme scene_theme(Theme theme, Pain pain)
{
    static const ScenePair hover = { SRGB(0xFFF0B8), SRGB(0x2A1B00) }, selection = { SRGB(0xC9F2FF), SRGB(0x00202F) };
    static const SceneTheme themes[THEME_COUNT] = {
        [THEME_DARK] = {
            .background_top_srgb = SRGB(0x1E2530), .background_bottom_srgb = SRGB(0x0D1015), .ghost_srgb = SRGB(0x9DB4CC),
            .ghost_strength_frac = 0.55f, .line_scale = 1.0f, .contour_px = 1.0f, .overdraw_srgb = OVERDRAW,
        },
        [THEME_LIGHT] = {
            .background_top_srgb = SRGB(0xFFFFFF), .background_bottom_srgb = SRGB(0xF1F3F5), .ghost_srgb = SRGB(0x8A7A6D),
            .ghost_strength_frac = 0.45f, .line_scale = 1.0f, .contour_px = 1.4f, .light = true, .overdraw_srgb = OVERDRAW,
        },
        [THEME_PROJECTOR] = {
            .background_top_srgb = SRGB(0xFFFFFF), .background_bottom_srgb = SRGB(0xFFFFFF), .ghost_srgb = SRGB(0x5F5248),
            .ghost_strength_frac = 0.7f, .line_scale = 1.4f, .contour_px = 1.3f, .light = true, .overdraw_srgb = OVERDRAW,
        },
    };
    SceneTheme chosen = themes[theme];
    chosen.pain = pain_paint(theme, pain);
    chosen.hover_srgb = hover;
    chosen.selection_srgb = selection;
    return chosen;
}

static Material material_of(Tissue tissue)
{
    static const Material of_tissue[TISSUE_COUNT] = {
        [TISSUE_BONE] = MATERIAL_BONE,       [TISSUE_DISC] = MATERIAL_DISC,     [TISSUE_LIGAMENT] = MATERIAL_LIGAMENT,
        [TISSUE_MUSCLE] = MATERIAL_MUSCLE,   [TISSUE_KIDNEY] = MATERIAL_KIDNEY, [TISSUE_BOWEL] = MATERIAL_BOWEL,
        [TISSUE_BLADDER] = MATERIAL_BLADDER, [TISSUE_UTERUS] = MATERIAL_UTERUS, [TISSUE_OVARY] = MATERIAL_OVARY,
        [TISSUE_TUBE] = MATERIAL_TUBE,       [TISSUE_ARTERY] = MATERIAL_ARTERY, [TISSUE_VEIN] = MATERIAL_VEIN,
        [TISSUE_NERVE] = MATERIAL_NERVE,     [TISSUE_URETER] = MATERIAL_URETER, [TISSUE_SKIN] = MATERIAL_SKIN,
        [TISSUE_SILHOUETTE] = MATERIAL_SKIN, [TISSUE_PROP] = MATERIAL_PROP,
    };
    return of_tissue[tissue];
}

static bool turn_to_variant(SceneCache *cache, const ViewState *view)
{
    const VariantWish wish = view_variant(view, cache->base);
    if (!variant_set(cache->variant, &wish)) return false;
    flesh_follow(&cache->flesh, cache->variant);
    measures_refresh(&cache->measures);
    return true;
}

static void turn_to_pose(SceneCache *cache, const ViewState *view)
{
    const bool other = turn_to_variant(cache, view);
    Pose wanted;
    memset(&wanted, 0, sizeof wanted);
    view_pose(view, cache->body, &wanted);
    const bool same = !other && cache->pose_number && wanted.posture == cache->pose.posture &&
                      memcmp(wanted.joint_rad, cache->pose.joint_rad, sizeof wanted.joint_rad) == 0;
    if (same) return;
    cache->pose = wanted;
    cache->pose_number++;
    for (int t = 1; t < cache->body->trigger_count; t++)
        cache->trigger_mm[t] = flesh_trigger_mm(cache->base, &cache->flesh, &cache->pose, (TriggerId)t);
}

static void make_room(SceneCache *cache, ShapedFlesh *shaped, uint32_t count)
{
    if (shaped->room >= count) return;
    shaped->vertex = ARENA_ARRAY(cache->keep, FleshVertex, count);
    shaped->room = count;
}

static const FleshVertex *shape_part(SceneCache *cache, PartId part, Detail detail)
{
    const uint32_t count = cache->body->parts[part].mesh->level[detail].vertex_count;
    ShapedFlesh *shaped = &cache->shaped[part];
    if (shaped->pose_number == cache->pose_number && shaped->count >= count) return shaped->vertex;
    make_room(cache, shaped, count);
    flesh_shape(cache->body, &cache->flesh, &cache->pose, part, count, shaped->vertex);
    shaped->count = count;
    shaped->pose_number = cache->pose_number;
    return shaped->vertex;
}

static const FleshVertex *shape_refined(SceneCache *cache)
{
    ShapedFlesh *shaped = &cache->refined_flesh;
    if (shaped->pose_number == cache->pose_number) return shaped->vertex;
    make_room(cache, shaped, cache->refined->mesh.vertex_count);
    flesh_shape(cache->body, &cache->flesh, &cache->pose, cache->body->skin, cache->refined->base_count, shaped->vertex);
    skin_refine_flesh(cache->refined, shaped->vertex);
    shaped->pose_number = cache->pose_number;
    return shaped->vertex;
}

#define XRAY_FRAC 0.28f

static void dress_item(const ViewState *view, const Part *part, PartId id, SceneItem *item)
{
    item->material = material_of(part->tissue);
    item->colour_srgb = part->colour_srgb;
    item->opacity_frac = view->opacity_frac[id];
    if (part->group == GROUP_SKIN && item->opacity_frac < 0.999f)
        item->style |= SCENE_GHOST;
    else if (part->group == GROUP_SILHOUETTE)
        item->style |= SCENE_GHOST | SCENE_SILHOUETTE;
    else if (view->xray[id])
        item->style |= SCENE_XRAY;
    if (item->style & SCENE_XRAY) item->opacity_frac *= XRAY_FRAC;
    if (view->hovered == id) item->style |= SCENE_HOVERED;
    if (view_selects(view, id)) item->style |= view->selected == id ? SCENE_SELECTED : SCENE_SELECTED | SCENE_BESIDE;
}

// What has no regions steps back, so that the colours of those that have can be told apart.
static void colour_by_region(SceneCache *cache, SceneItem *item)
{
    if (!cache->regions) cache->regions = region_paint_make(cache->base, cache->keep);
    item->regions = region_paint_of(cache->regions, item->part);
    item->colour_srgb = region_paint_quiet(item->colour_srgb);
}

// What has no fascicles steps back here too.
static void colour_by_strain(SceneCache *cache, SceneItem *item)
{
    if (!cache->strain) cache->strain = strain_paint_make(cache->base, cache->keep);
    item->strain = strain_paint_of(cache->strain, scene_measures(cache), &cache->pose, cache->pose_number, item->part,
                                   item->mesh->level[item->detail].vertex_count);
    item->strain_version = cache->pose_number;
    item->colour_srgb = region_paint_quiet(item->colour_srgb);
}

static void dress_by_tissue(SceneCache *cache, SceneItem *item)
{
    if (item->material == MATERIAL_BONE) {
        if (!cache->bones) cache->bones = bone_paint_make(cache->base, cache->keep);
        item->bone = bone_paint_of(cache->bones, item->part);
        return;
    }
    if (!cache->fibres) cache->fibres = fibre_paint_make(cache->base, cache->keep);
    item->fibres = fibre_paint_of(cache->fibres, item->part, &item->section);
}

static void paint_attachments(SceneCache *cache, const ViewState *view, SceneItem *item)
{
    if (!view->attached || item->material != MATERIAL_BONE) return;
    if (!cache->attach) cache->attach = part_paint_make(cache->base, cache->keep);
    item->regions = attach_paint_of(cache->attach, view->attached, item->part);
    if (item->regions) item->bone = NULL; // one or the other
}

// What is pointed at in a list goes before what is chosen. Strain keeps its colours: they are figures.
static void paint_place(SceneCache *cache, const ViewState *view, SceneItem *item)
{
    const LabelId place = view->hovered_place.part == item->part ? view->hovered_place : view->place;
    if (place.part != item->part || item->strain) return;
    if (!cache->places) cache->places = part_paint_make(cache->body, cache->keep);
    const RegionVertex *painted = place_paint_of(cache->places, place, item->colour_srgb);
    if (!painted) return;
    item->regions = painted;
    item->bone = NULL; // one or the other
    item->fibres = NULL;
}

// The view of the strain wants its colours whatever the mode.
static ColourMode colours_of(const ViewState *view)
{
    return view->debug_view == DEBUG_VIEW_STRAIN ? COLOUR_STRAIN : view->colour;
}

static SceneItem make_item(SceneCache *cache, const ViewState *view, PartId id, Detail detail)
{
    const Part *part = &cache->body->parts[id];
    SceneItem item = {
        .part = id,
        .mesh_key = (uint16_t)part->structure_index,
        .mesh = part->mesh,
        .rest_mesh = cache->base->parts[id].mesh,
        .detail = detail,
        .mirrored = part->mirrored,
    };
    if (part_is_soft(part)) item.flesh = shape_part(cache, id, detail);
    item.flesh_version = cache->shaped[id].pose_number;
    item.world_from_rest = part_is_soft(part) ? glms_mat4_identity() : scene_world_from_rest(cache->body, &cache->pose, view->clip, id);
    dress_item(view, part, id, &item);
    if (colours_of(view) == COLOUR_TISSUE) dress_by_tissue(cache, &item);
    if (colours_of(view) == COLOUR_TISSUE) paint_attachments(cache, view, &item);
    if (colours_of(view) == COLOUR_KEY) item.colour_srgb = part->key_srgb;
    if (colours_of(view) == COLOUR_REGION) colour_by_region(cache, &item);
    if (colours_of(view) == COLOUR_STRAIN) colour_by_strain(cache, &item);
    paint_place(cache, view, &item);
    return item;
}

static void use_refined_skin(SceneCache *cache, SceneItem *item)
{
    if (!cache->refined_tried) cache->refined = skin_refine(cache->base, cache->keep);
    cache->refined_tried = true;
    if (!cache->refined || !item->flesh) return;
    item->mesh = item->rest_mesh = &cache->refined->mesh;
    item->mesh_key = (uint16_t)cache->body->pack.header->structure_count; // after those of the pack
    item->flesh = shape_refined(cache);
}

static void paint_skin(SceneCache *cache, const ViewState *view, Scene *scene)
{
    if (!skin_paint_wanted(cache->body, view)) return;
    for (int i = 0; i < scene->item_count; i++) {
        SceneItem *item = &scene->items[i];
        if (item->part != cache->body->skin) continue;
        use_refined_skin(cache, item);
        item->paint = skin_paint_update(cache->paint, view, item->rest_mesh, item->mesh->level[item->detail].vertex_count, &item->paint_version);
    }
}

// Where an item stands in the queue of drawing.
typedef struct Place {
    int item, layer; // layer 0: opaque; then by group, the skin last
    float depth_mm;  // from the eye, along the line of sight
} Place;

static int compare_places(const void *left, const void *right)
{
    const Place *a = left, *b = right;
    if (a->layer != b->layer) return a->layer < b->layer ? -1 : 1;
    const float nearer =
        a->layer == 0 ? a->depth_mm - b->depth_mm : b->depth_mm - a->depth_mm; // opaque front to back, the rest back to front
    if (nearer != 0.0f) return nearer < 0.0f ? -1 : 1;
    return a->item - b->item;
}

static int layer_of(const SceneItem *item, Group group)
{
    const bool opaque = item->opacity_frac > 0.999f && !(item->style & (SCENE_GHOST | SCENE_XRAY));
    return opaque ? 0 : group == GROUP_SKIN ? 1 + GROUP_COUNT : 1 + (int)group;
}

static void sort_items(Scene *scene, const Body *body, const Pose *pose, ClipId clip, Arena *frame)
{
    Place *places = ARENA_ARRAY(frame, Place, scene->item_count);
    SceneItem *sorted = ARENA_ARRAY(frame, SceneItem, scene->item_count);
    for (int i = 0; i < scene->item_count; i++) {
        const SceneItem *item = &scene->items[i];
        const vec3s seen_mm = glms_mat4_mulv3(scene->camera.view_from_world, scene_part_centre_mm(body, pose, clip, item->part), 1.0f);
        places[i] = (Place) { i, layer_of(item, body->parts[item->part].group), -seen_mm.z };
    }
    qsort(places, (size_t)scene->item_count, sizeof *places, compare_places);
    for (int i = 0; i < scene->item_count; i++) sorted[i] = scene->items[places[i].item];
    scene->items = sorted;
}

static void aim_camera(const SceneCache *cache, const ViewState *view, Scene *scene, Camera *camera)
{
    *camera = view->camera;
    scene_frame_camera(cache->body, &cache->flesh, view, camera);
    const vec3s eye_mm = camera_eye_mm(camera), back = camera_axes(camera).back;
    float near_mm = 1e6f, far_mm = -1e6f;
    for (int i = 0; i < scene->item_count; i++) {
        const PartId part = scene->items[i].part;
        const vec3s to_eye_mm = glms_vec3_sub(eye_mm, scene_part_centre_mm(cache->body, &cache->pose, view->clip, part));
        const float depth_mm = glms_vec3_dot(to_eye_mm, back), radius_mm = scene_part_radius_mm(cache->body, part);
        near_mm = fminf(near_mm, depth_mm - radius_mm);
        far_mm = fmaxf(far_mm, depth_mm + radius_mm);
    }
    if (!camera->orthographic) near_mm = fmaxf(near_mm, fmaxf(5.0f, 0.02f * camera->distance_mm));
    far_mm = fmaxf(far_mm, near_mm + 100.0f);
    scene->camera = camera_scene(camera, view->width_px, view->height_px, near_mm, far_mm);
    camera_shift(&scene->camera, view->covered_left_frac - view->covered_right_frac, view->covered_bottom_frac);
}

// 8 degrees, drawing choice: extension ends at 9.5 to 18 degrees (kinematics of the hip, limits in joints.csv).
#define LIGAMENT_TIGHT_RAD 0.13963f

bool scene_ligament_is_tight(const Pose *pose, const MusclePaths *paths, Side side)
{
    return pose->joint_rad[paths->hip[side][0]] <= -LIGAMENT_TIGHT_RAD + 1e-4f;
}

// A ligament that is not shown comes into view as it tightens: nothing at 5 degrees of extension, solid at 15.
static float tightened_frac(SceneCache *cache, const Part *part)
{
    if (strcmp(part->structure, "iliofemoral_ligament") != 0 || !part->mesh) return 0.0f;
    const Measures *measures = scene_measures(cache);
    const float extension_deg = -glm_deg(cache->pose.joint_rad[measures->paths->hip[part->mirrored ? SIDE_LEFT : SIDE_RIGHT][0]]);
    return glm_smoothstep(5.0f, 15.0f, extension_deg);
}

static void add_tightened(SceneCache *cache, const ViewState *view, PartId part, Detail detail, Scene *scene)
{
    const float opacity_frac = tightened_frac(cache, &cache->base->parts[part]);
    if (opacity_frac < 0.02f) return;
    scene->items[scene->item_count] = make_item(cache, view, part, detail);
    scene->items[scene->item_count++].opacity_frac = opacity_frac;
}

// Where the points lie that the view measures between. What a clip lays beside the body stands where the clip puts it.
static void place_rulers(const SceneCache *cache, const ViewState *view, Scene *scene)
{
    for (int i = 0; i < view->ruler_count * RULER_POINTS_MOST; i++) {
        const int r = i / RULER_POINTS_MOST, p = i % RULER_POINTS_MOST;
        const RulerPoint *point = &view->rulers[r].point[p];
        if (p >= view->rulers[r].count) continue;
        const bool prop = cache->body->parts[point->part].group == GROUP_PROPS;
        scene->ruler_mm[r][p] = prop ? glms_mat4_mulv3(scene_world_from_rest(cache->body, &cache->pose, view->clip, point->part), point->rest_mm, 1.0f)
                                     : scene_point_mm(cache, point->part, point->rest_mm);
    }
}

static void gather_items(SceneCache *cache, const ViewState *view, Detail detail, Scene *scene)
{
    for (int p = 1; p < cache->body->part_count; p++) {
        if (!view_shows_part(view, cache->base, (PartId)p))
            add_tightened(cache, view, (PartId)p, detail, scene);
        else
            scene->items[scene->item_count++] = make_item(cache, view, (PartId)p, detail);
    }
}

Scene *scene_build(const Body *body, SceneCache *cache, const ViewState *view, Detail detail, Arena *frame, Camera *resolved_camera)
{
    Camera camera;
    Scene *scene = ARENA_ARRAY(frame, Scene, 1);
    scene->items = ARENA_ARRAY(frame, SceneItem, body->part_count);
    scene->theme = scene_theme(view->theme, view->pain);
    scene->debug_view = view->debug_view;
    scene->width_px = view->width_px;
    scene->height_px = view->height_px;
    const double start_ms = now_ms();
    turn_to_pose(cache, view);
    scene->trigger_mm = cache->trigger_mm;
    place_rulers(cache, view, scene);
    const double posed_ms = now_ms();
    gather_items(cache, view, detail, scene);
    const double shaped_ms = now_ms();
    paint_skin(cache, view, scene);
    cut_scene(view, body, cache->measures.paths, &cache->pose, scene, frame);
    cache->times = (SceneTimes) { posed_ms - start_ms, shaped_ms - posed_ms, now_ms() - shaped_ms, 0.0 };
    aim_camera(cache, view, scene, &camera);
    sort_items(scene, body, &cache->pose, view->clip, frame);
    cache->times.scene_ms = now_ms() - start_ms;
    if (resolved_camera) *resolved_camera = camera;
    return scene;
}

bool scene_project(const Scene *scene, vec3s world_mm, float *x_px, float *y_px, float *depth_mm)
{
    const vec3s seen_mm = glms_mat4_mulv3(scene->camera.view_from_world, world_mm, 1.0f);
    const vec4s clip = glms_mat4_mulv(scene->camera.clip_from_view, glms_vec4(seen_mm, 1.0f));
    if (clip.w <= 0.0f) return false;
    *x_px = (0.5f + 0.5f * clip.x / clip.w) * (float)scene->width_px;
    *y_px = (0.5f - 0.5f * clip.y / clip.w) * (float)scene->height_px;
    if (depth_mm) *depth_mm = -seen_mm.z;
    return true;
}

// Without perspective what lies behind the eye is drawn too: rays start behind all of it.
#define PARALLEL_FROM_MM 4000.0f

void scene_ray(const Scene *scene, float x_px, float y_px, vec3s *origin_mm, vec3s *direction)
{
    const SceneCamera *camera = &scene->camera;
    const mat4s *clip = &camera->clip_from_view;
    const vec2s shift =
        camera->orthographic ? (vec2s) { { clip->raw[3][0], clip->raw[3][1] } } : (vec2s) { { -clip->raw[2][0], -clip->raw[2][1] } };
    const float x = (2.0f * x_px / (float)scene->width_px - 1.0f - shift.x) / clip->raw[0][0];
    const float y = (1.0f - 2.0f * y_px / (float)scene->height_px - shift.y) / clip->raw[1][1];
    const mat4s *v = &camera->view_from_world; // its rows are the axes of the picture
    const vec3s right = { { v->raw[0][0], v->raw[1][0], v->raw[2][0] } }, up = { { v->raw[0][1], v->raw[1][1], v->raw[2][1] } };
    const vec3s back = { { v->raw[0][2], v->raw[1][2], v->raw[2][2] } };
    const vec3s aside = glms_vec3_add(glms_vec3_scale(right, x), glms_vec3_scale(up, y));
    const vec3s behind_mm = glms_vec3_scale(back, PARALLEL_FROM_MM);
    *origin_mm = camera->orthographic ? glms_vec3_add(camera->eye_mm, glms_vec3_add(aside, behind_mm)) : camera->eye_mm;
    *direction = glms_vec3_normalize(camera->orthographic ? glms_vec3_negate(back) : glms_vec3_sub(aside, back));
}
