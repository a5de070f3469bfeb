// gpu_null.c: a graphics card that draws nothing and counts everything. Hands out ids, so leaks and misuse trip asserts here too.
#include "gpu.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

typedef struct NullGpu {
    Gpu base;
    uint32_t last_id;
    int live_count; // objects created and not destroyed
    GpuTargetDesc target;
} NullGpu;

static uint32_t hand_out(Gpu *gpu)
{
    NullGpu *null = (NullGpu *)gpu;
    null->live_count++;
    return ++null->last_id;
}

static void take_back(Gpu *gpu, uint32_t id)
{
    NullGpu *null = (NullGpu *)gpu;
    if (id == 0) return;
    assert(id <= null->last_id && null->live_count > 0);
    null->live_count--;
}

static void destroy(Gpu *gpu)
{
    assert(((NullGpu *)gpu)->live_count == 0 && "the renderer leaks GPU objects");
    free(gpu);
}

static GpuBuffer buffer_create(Gpu *gpu, GpuBufferKind kind)
{
    (void)kind;
    return (GpuBuffer) { hand_out(gpu) };
}

static void buffer_upload(Gpu *gpu, GpuBuffer buffer, GpuBufferKind kind, GpuUse use, const void *data, size_t bytes)
{
    (void)kind, (void)use;
    assert(buffer.id != 0 && (data != NULL || bytes == 0));
    (void)buffer, (void)data;
    gpu->counts.upload_bytes += bytes;
}

static void buffer_destroy(Gpu *gpu, GpuBuffer buffer)
{
    take_back(gpu, buffer.id);
}

static GpuTexture texture_create(Gpu *gpu, int width_px, int height_px)
{
    assert(width_px > 0 && height_px > 0);
    (void)width_px, (void)height_px;
    return (GpuTexture) { hand_out(gpu) };
}

static GpuTexture tile_create(Gpu *gpu, int side_px, const uint8_t *rgba)
{
    assert(side_px > 0 && rgba != NULL);
    (void)rgba;
    gpu->counts.upload_bytes += (size_t)side_px * (size_t)side_px * 4;
    return (GpuTexture) { hand_out(gpu) };
}

static void texture_upload(Gpu *gpu, GpuTexture texture, int x, int y, int width_px, int height_px, const uint8_t *texels)
{
    assert(texture.id != 0 && x >= 0 && y >= 0 && texels != NULL);
    (void)texture, (void)x, (void)y, (void)texels;
    gpu->counts.upload_bytes += (size_t)width_px * (size_t)height_px;
}

static void texture_destroy(Gpu *gpu, GpuTexture texture)
{
    take_back(gpu, texture.id);
}

static GpuLayout layout_create(Gpu *gpu, const GpuLayoutDesc *desc)
{
    assert(desc->attribute_count <= GPU_ATTRIBUTES_MOST);
    (void)desc;
    return (GpuLayout) { hand_out(gpu) };
}

static void layout_destroy(Gpu *gpu, GpuLayout layout)
{
    take_back(gpu, layout.id);
}

static Result program_create(Gpu *gpu, const GpuProgramDesc *desc, GpuProgram *out, Message *why)
{
    (void)why;
    assert(desc->vertex_source != NULL && desc->fragment_source != NULL);
    (void)desc;
    *out = (GpuProgram) { hand_out(gpu) };
    return RESULT_OK;
}

static void program_destroy(Gpu *gpu, GpuProgram program)
{
    take_back(gpu, program.id);
}

static Result target_begin(Gpu *gpu, const GpuTargetDesc *desc, Message *why)
{
    (void)why;
    ((NullGpu *)gpu)->target = *desc;
    return RESULT_OK;
}

static void nothing(Gpu *gpu)
{
    (void)gpu;
}

static GpuTexture side_begin(Gpu *gpu, GpuSide side, GpuRect only)
{
    assert(only.x >= 0 && only.y >= 0 && only.width >= 0 && only.height >= 0);
    (void)gpu, (void)only;
    return (GpuTexture) { 1u + (uint32_t)side };
}

static void layer_begin(Gpu *gpu, int layer, GpuRect only, GpuTexture *here, GpuTexture *before)
{
    assert(layer >= 0 && only.x >= 0 && only.y >= 0);
    (void)gpu, (void)only;
    *here = (GpuTexture) { 11u + (uint32_t)(layer & 1) };
    *before = (GpuTexture) { layer == 0 ? 0 : 12u - (uint32_t)(layer & 1) };
}

static GpuTexture layers_end(Gpu *gpu)
{
    (void)gpu;
    return (GpuTexture) { 13 };
}

static void block_bind(Gpu *gpu, GpuBlock block, GpuBuffer buffer, size_t offset, size_t bytes)
{
    assert(buffer.id != 0 && bytes > 0 && offset % (size_t)gpu->block_align == 0);
    (void)gpu, (void)block, (void)buffer, (void)offset, (void)bytes;
}

static void draw(Gpu *gpu, const GpuDraw *draw)
{
    assert(draw->program.id != 0 && draw->layout.id != 0 && draw->count % 3 == 0);
    gpu->counts.draw_count++;
    gpu->counts.triangle_count += draw->count / 3;
}

static Result target_end(Gpu *gpu, bool to_window, Message *why)
{
    (void)gpu, (void)to_window, (void)why;
    return RESULT_OK;
}

static Result read_rgba(Gpu *gpu, uint8_t *out, Message *why)
{
    (void)why;
    const GpuTargetDesc *target = &((NullGpu *)gpu)->target;
    memset(out, 0, (size_t)target->width_px * (size_t)target->height_px * 4);
    return RESULT_OK;
}

static bool lost(Gpu *gpu)
{
    (void)gpu;
    return false;
}

static const Gpu null_table = {
    .driver_name = "none (nothing is drawn, everything is counted)",
    .software = true,
    .size_limit_px = 16384,
    .samples_limit = 8,
    .block_align = 256,
    .destroy = destroy,
    .buffer_create = buffer_create,
    .buffer_upload = buffer_upload,
    .buffer_destroy = buffer_destroy,
    .texture_create = texture_create,
    .tile_create = tile_create,
    .texture_upload = texture_upload,
    .texture_destroy = texture_destroy,
    .layout_create = layout_create,
    .layout_destroy = layout_destroy,
    .program_create = program_create,
    .program_destroy = program_destroy,
    .target_begin = target_begin,
    .stencil_clear = nothing,
    .side_begin = side_begin,
    .side_end = nothing,
    .layer_begin = layer_begin,
    .layers_end = layers_end,
    .block_bind = block_bind,
    .draw = draw,
    .target_end = target_end,
    .finish = nothing,
    .lost = lost,
    .read_rgba = read_rgba,
};

Result gpu_null_create(Gpu **out, Message *why)
{
    NullGpu *null = calloc(1, sizeof *null);
    if (!null) return message_set(why, RESULT_UNSUPPORTED, "There is no memory left to start the renderer. Close other programs.");
    null->base = null_table;
    *out = &null->base;
    return RESULT_OK;
}
