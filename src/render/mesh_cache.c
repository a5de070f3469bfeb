// mesh_cache.c: see mesh_cache.h.
#include "mesh_cache.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static_assert(sizeof(PackedVertex) == 12 && sizeof(FleshVertex) == 24 && sizeof(PaintVertex) == 12 && sizeof(RegionVertex) == 4
                  && sizeof(StrainVertex) == 8 && sizeof(FibreVertex) == 12 && sizeof(BoneVertex) == 4,
              "uploaded as they lie");

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
    copy->version = mesh->version;
}

// A reloaded body brings other bytes under the same key, a variant others in the same place: then the copy is made again. Of soft parts the
// place at rest only aims the grain, which may stay that of the tables.
static const MeshCopy *copy_of(MeshCache *cache, const SceneItem *item)
{
    const int wanted = item->mesh_key + 1;
    if (wanted > cache->copy_count) {
        cache->copies = grown(cache->copies, cache->copy_count, wanted + 32, sizeof *cache->copies);
        cache->copy_count = wanted + 32;
    }
    MeshCopy *copy = &cache->copies[item->mesh_key];
    if (copy->vertices != item->mesh->vertices || (!item->flesh && copy->version != item->mesh->version)) copy_upload(cache, copy, item->mesh);
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
    if (instance->with_regions) add(&desc, 7, 4, GPU_U8_FRAC, instance->regions, 0, sizeof(RegionVertex));
    if (instance->with_strain) {
        add(&desc, 7, 4, GPU_U8_FRAC, instance->strain, offsetof(StrainVertex, srgb), sizeof(StrainVertex)); // never with regions
        add(&desc, 8, 1, GPU_F32, instance->strain, offsetof(StrainVertex, strain_frac), sizeof(StrainVertex));
    }
    if (instance->with_fibres) { // never with regions or strain either
        add(&desc, 7, 3, GPU_I16_FRAC, instance->fibres, offsetof(FibreVertex, along), sizeof(FibreVertex));
        add(&desc, 8, 2, GPU_U8_FRAC, instance->fibres, offsetof(FibreVertex, tendon), sizeof(FibreVertex));
        add(&desc, 9, 3, GPU_I8_FRAC, instance->fibres, offsetof(FibreVertex, direction), sizeof(FibreVertex));
    }
    if (instance->with_bone) { // nor with those
        add(&desc, 7, 3, GPU_I8_FRAC, instance->bone, offsetof(BoneVertex, cartilage), sizeof(BoneVertex));
        add(&desc, 8, 1, GPU_U8_FRAC, instance->bone, offsetof(BoneVertex, hold), sizeof(BoneVertex));
    }
    return gpu->layout_create(gpu, &desc);
}

static void buffer_want(Gpu *gpu, bool wanted, GpuBuffer *buffer)
{
    if (wanted && buffer->id == 0) *buffer = gpu->buffer_create(gpu, GPU_BUFFER_VERTEX);
}

static bool layout_fits(const MeshCopy *copy, const MeshInstance *instance, const SceneItem *item)
{
    return instance->vertices == copy->vertices && instance->with_flesh == (item->flesh != NULL) && instance->with_paint == (item->paint != NULL)
        && instance->with_regions == (item->regions != NULL) && instance->with_strain == (item->strain != NULL)
        && instance->with_fibres == (item->fibres != NULL) && instance->with_bone == (item->bone != NULL);
}

static void layout_refresh(Gpu *gpu, const MeshCopy *copy, MeshInstance *instance, const SceneItem *item)
{
    if (layout_fits(copy, instance, item)) return;
    if (instance->vertices != copy->vertices)
        instance->flesh_there = instance->paint_there = instance->regions_there = instance->strain_there = instance->fibres_there = instance->bone_there = (MeshUpload) { 0 };
    instance->with_flesh = item->flesh != NULL;
    instance->with_paint = item->paint != NULL;
    instance->with_regions = item->regions != NULL;
    instance->with_strain = item->strain != NULL;
    instance->with_fibres = item->fibres != NULL;
    instance->with_bone = item->bone != NULL;
    instance->vertices = copy->vertices;
    buffer_want(gpu, instance->with_flesh, &instance->flesh);
    buffer_want(gpu, instance->with_paint, &instance->paint);
    buffer_want(gpu, instance->with_regions, &instance->regions);
    buffer_want(gpu, instance->with_strain, &instance->strain);
    buffer_want(gpu, instance->with_fibres, &instance->fibres);
    buffer_want(gpu, instance->with_bone, &instance->bone);
    gpu->layout_destroy(gpu, instance->layout);
    instance->layout = layout_make(gpu, copy, instance);
}

// The address counts as well as the version: two caches of flesh number their poses alike. More than is wanted may lie there.
static void refresh(Gpu *gpu, GpuBuffer buffer, GpuUse use, MeshUpload *there, MeshUpload wanted, size_t stride)
{
    if (!wanted.data) return;
    if (there->data == wanted.data && there->version == wanted.version && there->count >= wanted.count) return;
    gpu->buffer_upload(gpu, buffer, GPU_BUFFER_VERTEX, use, wanted.data, wanted.count * stride);
    *there = wanted;
}

GpuLayout mesh_cache_layout(MeshCache *cache, const SceneItem *item)
{
    Gpu *gpu = cache->gpu;
    const MeshCopy *copy = copy_of(cache, item);
    MeshInstance *at = instance_free_for(cache, item);
    if (!at) at = instance_new(cache, item);
    at->frame = cache->frame;
    layout_refresh(gpu, copy, at, item);
    const uint32_t count = item->mesh->level[item->detail].vertex_count;
    if (item->flesh_version == 0) at->flesh_there = (MeshUpload) { 0 }; // unnumbered: may have changed
    refresh(gpu, at->flesh, GPU_USE_STREAM, &at->flesh_there, (MeshUpload) { item->flesh, item->flesh_version, count }, sizeof(FleshVertex));
    refresh(gpu, at->paint, GPU_USE_STREAM, &at->paint_there, (MeshUpload) { item->paint, item->paint_version, count }, sizeof(PaintVertex));
    refresh(gpu, at->regions, GPU_USE_ONCE, &at->regions_there, (MeshUpload) { item->regions, 0, count }, sizeof(RegionVertex));
    refresh(gpu, at->strain, GPU_USE_STREAM, &at->strain_there, (MeshUpload) { item->strain, item->strain_version, count }, sizeof(StrainVertex));
    refresh(gpu, at->fibres, GPU_USE_ONCE, &at->fibres_there, (MeshUpload) { item->fibres, 0, count }, sizeof(FibreVertex));
    refresh(gpu, at->bone, GPU_USE_ONCE, &at->bone_there, (MeshUpload) { item->bone, 0, count }, sizeof(BoneVertex));
    return at->layout;
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
        gpu->buffer_destroy(gpu, cache->instances[i].regions);
        gpu->buffer_destroy(gpu, cache->instances[i].strain);
        gpu->buffer_destroy(gpu, cache->instances[i].fibres);
        gpu->buffer_destroy(gpu, cache->instances[i].bone);
    }
    for (int i = 0; i < cache->copy_count; i++) {
        gpu->buffer_destroy(gpu, cache->copies[i].packed);
        gpu->buffer_destroy(gpu, cache->copies[i].indices);
    }
    free(cache->instances);
    free(cache->copies);
    *cache = (MeshCache) { 0 };
}
