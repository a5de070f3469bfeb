// overdraw.c: see overdraw.h.
#include "overdraw.h"

#include "blocks.h"

#include <string.h>

static void count(Renderer *r, const DrawItem *at, bool writes_depth)
{
    const GpuState state = { .stencil = GPU_STENCIL_ADD, .no_colour_write = true, .no_depth_write = !writes_depth };
    render_item(r, at, PROGRAM_DEPTH, state, (GpuTexture) { 0 });
}

static void count_see_through(Renderer *r)
{
    for (int i = 0; i < r->item_count; i++)
        if (is_see_through(r->items[i].item)) count(r, &r->items[i], false);
}

// Distances first, so that only the front of the shell counts.
static void count_ghosts(Renderer *r)
{
    for (int i = 0; i < r->item_count; i++) {
        if (!is_ghost(r->items[i].item)) continue;
        render_item(r, &r->items[i], PROGRAM_DEPTH, (GpuState) { .no_colour_write = true }, (GpuTexture) { 0 });
        count(r, &r->items[i], false);
    }
}

// The colours lie in blocks like that of an outline.
static void upload_colours(Renderer *r)
{
    const size_t bytes = r->block_stride * OVERDRAW_STEPS;
    unsigned char *blocks = arena_push(&r->scratch, bytes);
    for (int i = 0; i < OVERDRAW_STEPS; i++) {
        const ItemBlock block = { .line = glms_vec4(r->scene->theme.overdraw_srgb[i], 0.0f) };
        memcpy(blocks + r->block_stride * (size_t)i, &block, sizeof block);
    }
    r->gpu->buffer_upload(r->gpu, r->item_buffer, GPU_BUFFER_BLOCK, GPU_USE_STREAM, blocks, bytes);
}

// One colour over all that was shaded at least so often, the next over what was more often.
static void draw_colours(Renderer *r)
{
    upload_colours(r);
    for (int i = 0; i < OVERDRAW_STEPS; i++) {
        const GpuState state = { .depth = GPU_DEPTH_ALWAYS, .stencil = GPU_STENCIL_AT_LEAST, .stencil_mark = (uint8_t)(i + 1) };
        r->gpu->block_bind(r->gpu, GPU_BLOCK_ITEM, r->item_buffer, (size_t)i * r->block_stride, sizeof(ItemBlock));
        render_screen(r, PROGRAM_OVERDRAW, state, (GpuTexture) { 0 }, (GpuTexture) { 0 });
    }
}

void overdraw_draw(Renderer *r)
{
    for (int i = 0; i < r->solid_count; i++) count(r, &r->solid[i], true);
    count_see_through(r);
    count_ghosts(r);
    draw_colours(r);
}
