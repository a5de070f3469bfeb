// outline_draw.c: see outline_draw.h.
#include "outline_draw.h"

#include "renderer.h"

typedef struct DrawRing { // the item again, with a block of its own
    DrawItem at;
    OutlineRing ring;
} DrawRing;

static void add_rings(Renderer *r, const DrawItem *at, int first_block)
{
    OutlineRing rings[OUTLINE_RINGS_MOST];
    const int count = outline_rings(r->scene, at->item, rings);
    for (int i = 0; i < count; i++) {
        DrawRing *ring = &r->rings.ring[r->rings.count];
        *ring = (DrawRing) { .at = *at, .ring = rings[i] };
        ring->at.block = first_block + r->rings.count++;
    }
}

void outlines_gather(Renderer *r, int first_block)
{
    int outlined = 0;
    for (int i = 0; i < r->item_count; i++) outlined += outline_wanted(r->items[i].item);
    r->rings = (DrawRings) { .ring = ARENA_ARRAY(&r->scratch, DrawRing, outlined * OUTLINE_RINGS_MOST) };
    for (int i = 0; i < r->item_count; i++)
        if (outline_wanted(r->items[i].item)) add_rings(r, &r->items[i], first_block);
}

// Dashes are counted from the middle of their part: they go where it goes.
static vec2s middle_px(const Scene *scene, const DrawItem *at)
{
    const vec3s seen_mm = glms_mat4_mulv3(scene->camera.view_from_world, at->middle_mm, 1.0f);
    const vec4s clip = glms_mat4_mulv(scene->camera.clip_from_view, glms_vec4(seen_mm, 1.0f));
    if (clip.w <= 0.0f) return (vec2s) { { 0, 0 } };
    return (vec2s) { { (0.5f + 0.5f * clip.x / clip.w) * (float)scene->width_px, (0.5f + 0.5f * clip.y / clip.w) * (float)scene->height_px } };
}

ItemBlock outlines_block(const Renderer *r, int ring)
{
    const DrawRing *draw = &r->rings.ring[ring];
    return ring_block(r->scene, draw->at.item, &draw->ring, middle_px(r->scene, &draw->at));
}

// The whole silhouette is marked, hidden parts included; the swollen part is then drawn where there is no mark: only a rim is left, which
// leaves a mark itself. So each pixel belongs to the innermost ring that covers it, and is painted once.
static void draw_outline(Renderer *r, const DrawItem *at)
{
    const GpuState mark = { .depth = GPU_DEPTH_ALWAYS,
                            .cull = GPU_CULL_NONE,
                            .stencil = GPU_STENCIL_MARK,
                            .stencil_mark = 1,
                            .no_depth_write = true,
                            .no_colour_write = true };
    GpuState rim = { .cull = GPU_CULL_NONE, .blend = GPU_BLEND_OVER, .stencil = GPU_STENCIL_ONCE, .stencil_mark = 1, .no_depth_write = true };
    render_item(r, at, PROGRAM_DEPTH, mark, (GpuTexture) { 0 });
    for (int i = 0; i < r->rings.count; i++) {
        const DrawRing *draw = &r->rings.ring[i];
        if (draw->at.item != at->item) continue;
        rim.depth = draw->ring.hidden ? GPU_DEPTH_FARTHER : GPU_DEPTH_NEARER;
        render_item(r, &draw->at, PROGRAM_OUTLINE, rim, (GpuTexture) { 0 });
    }
    r->gpu->stencil_clear(r->gpu);
}

bool outlines_mark_selected(Renderer *r)
{
    GpuState mark = { .stencil = GPU_STENCIL_MARK_SEEN, .stencil_mark = 1, .no_depth_write = true, .no_colour_write = true };
    bool any = false;
    for (int i = 0; i < r->item_count; i++) {
        const SceneItem *item = r->items[i].item;
        if (!outline_wanted(item) || !(item->style & SCENE_SELECTED)) continue;
        render_item(r, &r->items[i], PROGRAM_DEPTH, mark, (GpuTexture) { 0 });
        any = true;
    }
    mark.cull = GPU_CULL_NONE;
    for (int i = 0; i < r->rings.count; i++) {
        const DrawRing *draw = &r->rings.ring[i];
        if (!(draw->at.item->style & SCENE_SELECTED)) continue;
        mark.depth = draw->ring.hidden ? GPU_DEPTH_FARTHER : GPU_DEPTH_NEARER;
        render_item(r, &draw->at, PROGRAM_OUTLINE, mark, (GpuTexture) { 0 });
    }
    return any;
}

static void draw_some(Renderer *r, bool selected)
{
    for (int i = 0; i < r->item_count; i++) {
        const SceneItem *item = r->items[i].item;
        if (outline_wanted(item) && ((item->style & SCENE_SELECTED) != 0) == selected) draw_outline(r, &r->items[i]);
    }
}

// The selected part's outline comes last, so that it is never covered by a hovered neighbour's.
void outlines_draw(Renderer *r)
{
    draw_some(r, false);
    draw_some(r, true);
}
