// mesh_cache.c: see mesh_cache.h.
#include "mesh_cache.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static_assert(sizeof(PackedVertex) == 12 && sizeof(FleshVertex) == 24 && sizeof(PaintVertex) == 12, "uploaded as they lie");

MeshCache mesh_cache_make(Gpu *gpu)
{
    return (MeshCache) { .gpu = gpu };
}

static void *grown(void *old, int old_count, int new_count, size_t size)
{
    char *bytes = realloc(old, (size_t)new_count * size);
    if (!bytes) abort(); // a few kilobytes
    memset(bytes + (size_t)old_count * size, 0, (size_t)(new_count - old_count) * size);
    return bytes;
}

// Copies --------------------------------------------------------------------------------------------------------------------

static uint32_t index_total(const PackedMesh *mesh)
{
    uint32_t total = 0;
    for (int k = 0; k < DETAIL_COUNT; k++) {
        const uint32_t end = mesh->level[k].index_first + mesh->level[k].index_count;
        if (end > total) total = end;
    }
    return total;
}

static void copy_upload(MeshCache *cache, MeshCopy *copy, const PackedMesh *mesh)
{
    Gpu *gpu = cache->gpu;
    if (copy->packed.id == 0) copy->packed = gpu->buffer_create(gpu, GPU_BUFFER_VERTEX);
    if (copy->indices.id == 0) copy->indices = gpu->buffer_create(gpu, GPU_BUFFER_INDEX);
    gpu->buffer_upload(gpu, copy->packed, GPU_BUFFER_VERTEX, GPU_USE_ONCE, mesh->vertices, mesh->vertex_count * sizeof(PackedVertex));
    gpu->buffer_upload(gpu, copy->indices, GPU_BUFFER_INDEX, GPU_USE_ONCE, mesh->indices, index_total(mesh) * sizeof(uint16_t));
    copy->vertices = mesh->vertices;
}

// A reloaded body brings other bytes under the same key: then the copy is made again.
static const MeshCopy *copy_of(MeshCache *cache, const SceneItem *item)
{
    const int wanted = item->mesh_key + 1;
    if (wanted > cache->copy_count) {
        cache->copies = grown(cache->copies, cache->copy_count, wanted + 32, sizeof *cache->copies);
        cache->copy_count = wanted + 32;
    }
    MeshCopy *copy = &cache->copies[item->mesh_key];
    if (copy->vertices != item->mesh->vertices) copy_upload(cache, copy, item->mesh);
    return copy;
}

// Instances -----------------------------------------------------------------------------------------------------------------

static MeshInstance *instance_free_for(MeshCache *cache, const SceneItem *item)
{
    for (int i = 0; i < cache->instance_count; i++) {
        MeshInstance *at = &cache->instances[i];
        if (at->mesh_key == item->mesh_key && at->mirrored == item->mirrored && at->frame != cache->frame) return at;
    }
    return NULL;
}

static MeshInstance *instance_new(MeshCache *cache, const SceneItem *item)
{
    if (cache->instance_count == cache->instance_most) {
        cache->instances = grown(cache->instances, cache->instance_most, cache->instance_most + 64, sizeof *cache->instances);
        cache->instance_most += 64;
    }
    MeshInstance *made = &cache->instances[cache->instance_count++];
    *made = (MeshInstance) { .mesh_key = item->mesh_key, .mirrored = item->mirrored };
    return made;
}

static void add(GpuLayoutDesc *desc, int location, int components, GpuFormat format, GpuBuffer buffer, size_t offset, size_t stride)
{
    desc->attributes[desc->attribute_count++] = (GpuAttribute) { .location = location,
                                                                 .component_count = components,
                                                                 .format = format,
                                                                 .buffer = buffer,
                                                                 .offset = (int)offset,
                                                                 .stride = (int)stride };
}

static GpuLayout layout_make(Gpu *gpu, const MeshCopy *copy, const MeshInstance *instance)
{
    GpuLayoutDesc desc = { .indices = copy->indices };
    add(&desc, 0, 3, GPU_U16, copy->packed, offsetof(PackedVertex, position), sizeof(PackedVertex));
    add(&desc, 1, 1, GPU_U8_FRAC, copy->packed, offsetof(PackedVertex, occlusion), sizeof(PackedVertex));
    add(&desc, 2, 1, GPU_I8_FRAC, copy->packed, offsetof(PackedVertex, curvature), sizeof(PackedVertex));
    add(&desc, 3, 2, GPU_I16_FRAC, copy->packed, offsetof(PackedVertex, normal), sizeof(PackedVertex));
    if (instance->with_flesh) {
        add(&desc, 4, 3, GPU_F32, instance->flesh, offsetof(FleshVertex, position_mm), sizeof(FleshVertex));
        add(&desc, 5, 3, GPU_F32, instance->flesh, offsetof(FleshVertex, normal), sizeof(FleshVertex));
    }
    if (instance->with_paint) add(&desc, 6, 3, GPU_F32, instance->paint, 0, sizeof(PaintVertex));
    return gpu->layout_create(gpu, &desc);
}

static void layout_refresh(Gpu *gpu, const MeshCopy *copy, MeshInstance *instance, const SceneItem *item)
{
    const bool flesh = item->flesh != NULL, paint = item->paint != NULL;
    if (instance->vertices == copy->vertices && instance->with_flesh == flesh && instance->with_paint == paint) return;
    if (instance->vertices != copy->vertices) instance->paint_count = 0;
    if (flesh && instance->flesh.id == 0) instance->flesh = gpu->buffer_create(gpu, GPU_BUFFER_VERTEX);
    if (paint && instance->paint.id == 0) instance->paint = gpu->buffer_create(gpu, GPU_BUFFER_VERTEX);
    instance->with_flesh = flesh;
    instance->with_paint = paint;
    instance->vertices = copy->vertices;
    gpu->layout_destroy(gpu, instance->layout);
    instance->layout = layout_make(gpu, copy, instance);
}

static void paint_upload(Gpu *gpu, MeshInstance *instance, const SceneItem *item, uint32_t count)
{
    if (instance->paint_version == item->paint_version && instance->paint_count == count) return;
    gpu->buffer_upload(gpu, instance->paint, GPU_BUFFER_VERTEX, GPU_USE_STREAM, item->paint, count * sizeof(PaintVertex));
    instance->paint_version = item->paint_version;
    instance->paint_count = count;
}

GpuLayout mesh_cache_layout(MeshCache *cache, const SceneItem *item)
{
    Gpu *gpu = cache->gpu;
    const MeshCopy *copy = copy_of(cache, item);
    MeshInstance *instance = instance_free_for(cache, item);
    if (!instance) instance = instance_new(cache, item);
    instance->frame = cache->frame;
    layout_refresh(gpu, copy, instance, item);
    const uint32_t count = item->mesh->level[item->detail].vertex_count;
    if (item->flesh) gpu->buffer_upload(gpu, instance->flesh, GPU_BUFFER_VERTEX, GPU_USE_STREAM, item->flesh, count * sizeof(FleshVertex));
    if (item->paint) paint_upload(gpu, instance, item, count);
    return instance->layout;
}

void mesh_cache_begin_frame(MeshCache *cache)
{
    cache->frame++;
}

void mesh_cache_free(MeshCache *cache)
{
    Gpu *gpu = cache->gpu;
    for (int i = 0; i < cache->instance_count; i++) {
        gpu->layout_destroy(gpu, cache->instances[i].layout);
        gpu->buffer_destroy(gpu, cache->instances[i].flesh);
        gpu->buffer_destroy(gpu, cache->instances[i].paint);
    }
    for (int i = 0; i < cache->copy_count; i++) {
        gpu->buffer_destroy(gpu, cache->copies[i].packed);
        gpu->buffer_destroy(gpu, cache->copies[i].indices);
    }
    free(cache->instances);
    free(cache->copies);
    *cache = (MeshCache) { 0 };
}
