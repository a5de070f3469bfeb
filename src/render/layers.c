// layers.c: see layers.h.
#include "layers.h"

static ScreenBox see_through_box(const Renderer *r)
{
    ScreenBox box = screen_box_none();
    for (int i = 0; i < r->item_count; i++)
        if (is_see_through(r->items[i].item)) screen_box_add(&box, r->scene, r->items[i].item);
    return box;
}

static void draw_all(Renderer *r, ProgramKind kind, GpuState state, GpuTexture picture)
{
    for (int i = 0; i < r->item_count; i++)
        if (is_see_through(r->items[i].item)) render_item(r, &r->items[i], kind, state, picture);
}

static void draw_colours(Renderer *r, GpuState state, GpuTexture picture, bool deeper)
{
    for (int i = 0; i < r->item_count; i++) {
        const SceneItem *item = r->items[i].item;
        if (!is_see_through(item)) continue;
        const ProgramKind kind = render_surface_kind(r, item);
        render_item(r, &r->items[i], deeper ? programs_deeper(kind) : kind, state, picture);
    }
}

// Distances of this layer, then the colours of exactly those distances.
static GpuTexture draw_layer(Renderer *r, int layer, GpuRect only)
{
    const GpuState distances = { .no_colour_write = true };
    const GpuState colours = { .blend = GPU_BLEND_UNDER, .depth = GPU_DEPTH_SAME, .no_depth_write = true };
    GpuTexture here, before;
    r->gpu->layer_begin(r->gpu, layer, only, &here, &before);
    draw_all(r, layer == 0 ? PROGRAM_DEPTH : PROGRAM_DEPTH_DEEPER, distances, before);
    draw_colours(r, colours, (GpuTexture) { 0 }, false);
    return here;
}

void layers_draw(Renderer *r)
{
    const ScreenBox box = see_through_box(r);
    if (box.left > box.right || r->result != RESULT_OK) return;
    const GpuRect only = render_rect(box, r->width_px, r->height_px, 1);
    GpuTexture last = { 0 };
    for (int layer = 0; layer < r->layer_count; layer++) last = draw_layer(r, layer, only);
    const GpuTexture layers = r->gpu->layers_end(r->gpu);
    draw_colours(r, (GpuState) { .blend = GPU_BLEND_OVER, .no_depth_write = true }, last, true);
    render_screen(r, PROGRAM_LAYERS, (GpuState) { .blend = GPU_BLEND_OVER, .depth = GPU_DEPTH_ALWAYS }, layers, (GpuTexture) { 0 });
}
