// mesh_cache.h: GPU copies of packed meshes, and the vertices of soft parts, streamed when they have moved.
//
// Why       A packed mesh goes to the graphics card once, when first seen, as the bytes it has in the pack. What changes with the pose
//           (flesh, strain), with what is pointed at (paint) or with the colour mode (regions, fibres) lives in buffers of its own beside it, and goes
//           there again only when it has changed.
// Shapes    an instance is one mesh as used by one item; the same mesh twice in one frame (left and right, before and after) has two.
// Errors    cannot fail; a GPU out of memory shows at the end of the frame.
#ifndef ILIOPSOAS_MESH_CACHE_H
#define ILIOPSOAS_MESH_CACHE_H

#include "gpu.h"
#include "scene.h"

typedef struct MeshUpload { // what a buffer holds
    const void *data;
    uint32_t version, count;
} MeshUpload;

typedef struct MeshInstance {
    uint16_t mesh_key;
    bool mirrored, with_flesh, with_paint, with_regions, with_strain, with_fibres, with_bone;
    const PackedVertex *vertices; // whose copy this is
    GpuBuffer flesh, paint, regions, strain, fibres, bone;
    GpuLayout layout;
    MeshUpload flesh_there, paint_there, regions_there, strain_there, fibres_there, bone_there;
    uint64_t frame; // last used in
} MeshInstance;

typedef struct MeshCopy {
    const PackedVertex *vertices; // NULL: not uploaded
    uint32_t version;
    GpuBuffer packed, indices;
} MeshCopy;

typedef struct MeshCache {
    Gpu *gpu;
    MeshCopy *copies; // by mesh_key
    int copy_count;
    MeshInstance *instances;
    int instance_count, instance_most;
    uint64_t frame;
} MeshCache;

MeshCache mesh_cache_make(Gpu *gpu);
void mesh_cache_free(MeshCache *cache);
void mesh_cache_begin_frame(MeshCache *cache);

// Uploads what the item needs and is not there yet. The layout stays valid until the cache is freed or the item's mesh changes.
GpuLayout mesh_cache_layout(MeshCache *cache, const SceneItem *item);

#endif
