// blocks.c: see blocks.h.
#include "blocks.h"

#include <math.h>

#define RELIEF_FROM_PX 1.6f // per mm
#define RELIEF_FULL_PX 3.5f
#define LONG_BONE_STRETCH 0.35f

typedef struct Finish {
    float roughness, strength; // of the highlight
    float wrap;                // how far light creeps round the edge: flesh lets it through
    float relief;              // how much hollows darken and ridges brighten, at the full curvature of 0.25 / mm
    float edge;                // how solid a see-through part's edges stay
} Finish;

static const Finish finishes[MATERIAL_COUNT] = {
    [MATERIAL_BONE] = { 0.58f, 0.030f, 0.12f, 0.60f, 0.6f },     [MATERIAL_DISC] = { 0.40f, 0.045f, 0.22f, 0.30f, 0.6f },
    [MATERIAL_LIGAMENT] = { 0.45f, 0.035f, 0.18f, 0.30f, 0.6f }, [MATERIAL_MUSCLE] = { 0.56f, 0.024f, 0.26f, 0.50f, 0.6f },
    [MATERIAL_KIDNEY] = { 0.30f, 0.070f, 0.20f, 0.30f, 0.6f },   [MATERIAL_BOWEL] = { 0.38f, 0.042f, 0.30f, 1.20f, 0.6f },
    [MATERIAL_BLADDER] = { 0.46f, 0.030f, 0.34f, 0.30f, 0.6f },  [MATERIAL_UTERUS] = { 0.38f, 0.045f, 0.26f, 0.35f, 0.6f },
    [MATERIAL_OVARY] = { 0.42f, 0.045f, 0.26f, 0.60f, 0.6f },    [MATERIAL_TUBE] = { 0.42f, 0.040f, 0.30f, 0.20f, 0.6f },
    [MATERIAL_ARTERY] = { 0.34f, 0.050f, 0.20f, 0.20f, 0.6f },   [MATERIAL_VEIN] = { 0.50f, 0.026f, 0.32f, 0.20f, 0.6f },
    [MATERIAL_NERVE] = { 0.45f, 0.035f, 0.22f, 0.20f, 0.6f },    [MATERIAL_URETER] = { 0.45f, 0.035f, 0.26f, 0.20f, 0.6f },
    [MATERIAL_SKIN] = { 0.55f, 0.025f, 0.40f, 0.10f, 0.5f },     [MATERIAL_PROP] = { 0.60f, 0.020f, 0.15f, 0.00f, 0.3f },
};

// How strongly the grain of shaders/fibre.glsl shows, against that of muscle. Sinew is what the second half of the grain is made of.
typedef struct Weave {
    float tone, relief, sinew;
    uint32_t sinew_srgb; // 0: the item's own colour
} Weave;

static const Weave weaves[MATERIAL_COUNT] = {
    [MATERIAL_MUSCLE] = { 1.00f, 1.0f, 1.0f, 0xD2D9DB },  // tendon: a bluish pearl, against the ivory of bone
    [MATERIAL_LIGAMENT] = { 0.40f, 0.8f, 2.6f, 0 },       // all sinew
    [MATERIAL_DISC] = { 0.34f, 0.7f, 0.6f, 0xA9BBC4 },    // lamellae; nucleus
    [MATERIAL_NERVE] = { 0.55f, 0.8f, 1.0f, 0 },          // bundles seen through their sheath
    [MATERIAL_URETER] = { 0.35f, 0.6f, 1.0f, 0 },
    [MATERIAL_TUBE] = { 0.22f, 0.5f, 1.0f, 0 },
    [MATERIAL_BOWEL] = { 0.06f, 0.2f, 1.2f, 0xDBBBAE },   // taeniae
    [MATERIAL_BLADDER] = { 0.18f, 0.35f, 1.0f, 0 },
};

static float linear_channel(float srgb)
{
    return srgb <= 0.04045f ? srgb / 12.92f : powf((srgb + 0.055f) / 1.055f, 2.4f);
}

static vec3s linear_of(vec3s srgb)
{
    return (vec3s) { { linear_channel(srgb.x), linear_channel(srgb.y), linear_channel(srgb.z) } };
}

static vec4s with(vec3s v, float w)
{
    return (vec4s) { { v.x, v.y, v.z, w } };
}

static vec4s weighted(vec3s v, float scale, float add)
{
    return (vec4s) { { v.x * scale + add, v.y * scale + add, v.z * scale + add, 0 } };
}

// toward_eye.xy = ray.xy - pixel * ray.zw. Skewed frusta (tiles of a large picture) are covered by the third column.
static vec4s eye_ray(const Scene *scene)
{
    if (scene->camera.orthographic) return (vec4s) { { 0, 0, 0, 0 } };
    const mat4s *clip = &scene->camera.clip_from_view;
    const float x = 1.0f / clip->col[0].x, y = 1.0f / clip->col[1].y;
    return (vec4s) { { x * (1.0f - clip->col[2].x), y * (1.0f - clip->col[2].y), 2.0f * x / (float)scene->width_px,
                       2.0f * y / (float)scene->height_px } };
}

static vec4s cut_of(const Scene *scene)
{
    if (!scene->cut.on) return (vec4s) { { 0, 0, 0, -1 } };
    const mat4s plane = glms_mat4_mul(scene->camera.view_from_world, scene->cut.world_from_plane);
    const vec3s away = glms_vec3(plane.col[2]);
    return with(away, -glms_vec3_dot(away, glms_vec3(plane.col[3])));
}

// As laid out by hand, or wider by quarters until dots stand far enough apart to be dots in this picture. Of the whole picture: no seams.
static float stipple_pitch_mm(const Scene *scene)
{
    float pitch_mm = 8.5f;
    const float least_mm = 6.5f / fmaxf(scene->camera.pixels_per_mm_at_pivot, 1e-3f);
    while (pitch_mm < least_mm && pitch_mm < 100.0f) pitch_mm *= 1.25f;
    return pitch_mm;
}

FrameBlock frame_block(const Scene *scene, const ShadowLamp *lamp)
{
    const SceneTheme *theme = &scene->theme;
    const float w = (float)scene->width_px, h = (float)scene->height_px;
    return (FrameBlock) {
        .clip_from_view = scene->camera.clip_from_view,
        .viewport_px = { { w, h, 1.0f / w, 1.0f / h } },
        .ray = eye_ray(scene),
        .background_top = with(theme->background_top_srgb, 1),
        .background_bottom = with(theme->background_bottom_srgb, 1),
        .ghost = with(theme->ghost_srgb, theme->ghost_strength_frac),
        .pain = with(theme->pain.solid_srgb, theme->pain.solid_frac),
        .pain_ink = with(theme->pain.ink_srgb, stipple_pitch_mm(scene)),
        .pain_paper = with(theme->pain.paper_srgb, theme->pain.paper_frac),
        .flags = { { theme->light ? 1.0f : 0.0f, (float)scene->debug_view, theme->contour_px * fmaxf(outline_scale(scene), 1.0f), outline_scale(scene) } },
        .cut = cut_of(scene),
        .lamp_from_view = lamp->picture_from_view,
        .lamp = lamp->taps,
    };
}

static void place(const Scene *scene, const SceneItem *item, ItemBlock *block)
{
    const mat4s view = scene->camera.view_from_world;
    block->view_from_local = block->view_from_normal = view;
    if (item->flesh) return; // already in the world
    const mat4s view_from_rest = glms_mat4_mul(view, item->world_from_rest);
    block->view_from_local = glms_mat4_mul(view_from_rest, packed_to_rest(item->mesh, item->mirrored));
    block->view_from_normal = view_from_rest;
    if (item->mirrored) block->view_from_normal.col[2] = glms_vec4_negate(view_from_rest.col[2]);
}

// A fitted cubic in the openness, one per colour channel: light reflected between walls of this colour.
static void set_bounce(ItemBlock *block, vec3s albedo)
{
    block->bounce_a = weighted(albedo, 2.0404f, -0.3324f);
    block->bounce_b = weighted(albedo, -4.7951f, 0.6417f);
    block->bounce_c = weighted(albedo, 2.7552f, 0.6903f);
}

// From the opacity of a ghost on, colour fills in; below it, the film thins out.
static float solid_frac(const SceneItem *item)
{
    return glm_clamp((item->opacity_frac - SCENE_GHOST_FRAC) / (1.0f - SCENE_GHOST_FRAC), 0.0f, 1.0f);
}

static vec3s srgb_of(uint32_t hex)
{
    return (vec3s) { { (float)(hex >> 16 & 255) / 255.0f, (float)(hex >> 8 & 255) / 255.0f, (float)(hex & 255) / 255.0f } };
}

// The pores of bone are finer than a pixel until it is looked at closely. Then nothing is spent on them.
static float relief_frac(const Scene *scene)
{
    return glm_smoothstep(RELIEF_FROM_PX, RELIEF_FULL_PX, scene->camera.pixels_per_mm_at_pivot);
}

bool bone_shows_pores(const Scene *scene)
{
    return relief_frac(scene) > 0.0f;
}

// Of a long bone the pores are drawn out along it, as its fibres are.
static float grain_stretch(const PackedMesh *mesh)
{
    return mesh->step_mm.y > 3.0f * fmaxf(mesh->step_mm.x, mesh->step_mm.z) ? LONG_BONE_STRETCH : 1.0f;
}

static void set_weave(ItemBlock *block, const Scene *scene, const SceneItem *item, vec3s albedo)
{
    const Weave *weave = &weaves[item->material];
    block->fibre = (vec4s) { { item->section.half_line_mm, item->section.radius_mm, weave->tone, weave->relief } };
    if (item->bone) block->fibre = (vec4s) { { relief_frac(scene), grain_stretch(item->mesh), 0, 0 } };
    block->sinew = with(weave->sinew_srgb ? linear_of(srgb_of(weave->sinew_srgb)) : albedo, weave->sinew);
}

ItemBlock item_block(const Scene *scene, const SceneItem *item)
{
    const Finish *finish = &finishes[item->material];
    const vec3s albedo = linear_of(item->colour_srgb);
    const float a = finish->roughness * finish->roughness;
    ItemBlock block = {
        .rest_min_mm = with(item->mesh->min_mm, item->mirrored ? 1.0f : 0.0f),
        .rest_step_mm = with(item->mesh->step_mm, 0),
        .albedo_linear = with(albedo, item->opacity_frac),
        .gloss = { { a * a, finish->strength / (finish->roughness + 0.5f), finish->wrap, finish->relief } },
        .flags = { { (float)item->part, finish->edge, item->style & SCENE_SILHOUETTE ? 1.0f : 0.0f, item->style & SCENE_SILHOUETTE ? 0.0f : solid_frac(item) } },
    };
    place(scene, item, &block);
    set_bounce(&block, albedo);
    set_weave(&block, scene, item, albedo);
    return block;
}

ItemBlock ring_block(const Scene *scene, const SceneItem *item, const OutlineRing *ring, vec2s from_px)
{
    ItemBlock block = item_block(scene, item);
    block.line = with(ring->srgb, ring->outer_px);
    block.line_gap = with(ring->gap_srgb, ring->dash_px);
    block.line_at = (vec4s) { { from_px.x, from_px.y, ring->opacity_frac, item->style & SCENE_GHOST ? 1.0f : 0.0f } };
    return block;
}

static const float rim_half_width_px = 1.6f;

ItemBlock face_block(const Scene *scene, const CutFace *face)
{
    const mat4s plane = glms_mat4_mul(scene->camera.view_from_world, scene->cut.world_from_plane);
    const vec3s core = linear_of(face->core_srgb), wall = linear_of(face->wall_srgb), along = face->fibre;
    // Two axes square to the fibres, as seen from a place of the plane: bundles keep their width, cut askew they lengthen.
    const vec3s one = glms_vec3_normalize(fabsf(along.x) < 0.9f ? glms_vec3_cross(along, (vec3s) { { 1, 0, 0 } }) : glms_vec3_cross(along, (vec3s) { { 0, 1, 0 } }));
    const vec3s two = glms_vec3_cross(along, one);
    return (ItemBlock) {
        .view_from_local = plane,
        .view_from_normal = plane,
        .albedo_linear = with(core, face->opacity_frac),
        .bounce_a = with(wall, 0),
        .gloss = { { face->wall_mm, face->lamella_mm, 0, 0 } },
        .line = with(glms_vec3_scale(face->wall_mm > 0 ? face->wall_srgb : face->core_srgb, face->line_only ? 1.0f : 0.30f), rim_half_width_px / scene->camera.pixels_per_mm_at_pivot),
        .flags = { { (float)face->part, 0, (float)face->pattern, 0 } },
        .fibre = { { one.x, one.y, two.x, two.y } },
    };
}
