#define _DEFAULT_SOURCE // mkdir
#include "cache.h"

#include "file.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define CACHE_MAGIC "ILIOBAKE"

typedef struct CacheHeader {
    char magic[8];
    CacheKey key;
    PackedLevel level[DETAIL_COUNT];
    float min_mm[3], step_mm[3], volume_mm3;
    int32_t genus;
    uint32_t vertex_count, index_count, field_size;
} CacheHeader;

// FNV-1a over 64 bits, twice from different starts.
static void hash_bytes(CacheKey *key, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    for (size_t i = 0; i < size; i++) {
        key->half[0] = (key->half[0] ^ bytes[i]) * 0x100000001B3u;
        key->half[1] = (key->half[1] ^ bytes[i]) * 0x100000001B3u;
        key->half[1] ^= key->half[1] >> 29;
    }
}

CacheKey cache_key(const Recipe *recipe, Text table, const CacheKey *skin)
{
    CacheKey key = { { 0xCBF29CE484222325u, 0x9AE16A3B2F90404Fu } };
    const uint32_t version = BAKE_VERSION;
    const int32_t facts[] = { (int32_t)recipe->shape, recipe->genus, recipe->is_bone,
                              recipe->is_skin + 2 * recipe->is_silhouette + 4 * recipe->is_muscle };
    hash_bytes(&key, &version, sizeof version);
    hash_bytes(&key, facts, sizeof facts);
    hash_bytes(&key, &recipe->cell_mm, sizeof recipe->cell_mm);
    hash_bytes(&key, table.data, table.size);
    if (skin) hash_bytes(&key, skin, sizeof *skin);
    return key;
}

static bool cache_path(const char *folder, const char *id, char out[1024])
{
    const int size = snprintf(out, 1024, "%s/%s.baked", folder, id);
    return size > 0 && size < 1024;
}

static size_t vertices_size(const CacheHeader *h)
{
    return sizeof(PackedVertex) * (size_t)h->vertex_count;
}

static bool header_fits(const CacheHeader *h, CacheKey key, size_t file_size)
{
    if (memcmp(h->magic, CACHE_MAGIC, sizeof h->magic) != 0 || memcmp(&h->key, &key, sizeof key) != 0) return false;
    return file_size == sizeof *h + vertices_size(h) + h->vertex_count + sizeof(uint16_t) * (size_t)h->index_count + h->field_size;
}

static void take_content(const CacheHeader *h, const char *data, Arena *keep, Baked *out)
{
    PackedVertex *vertices = ARENA_ARRAY(keep, PackedVertex, h->vertex_count);
    uint8_t *regions = ARENA_ARRAY(keep, uint8_t, h->vertex_count);
    uint16_t *indices = ARENA_ARRAY(keep, uint16_t, h->index_count);
    memcpy(vertices, data, vertices_size(h));
    memcpy(regions, data + vertices_size(h), h->vertex_count);
    memcpy(indices, data + vertices_size(h) + h->vertex_count, sizeof(uint16_t) * (size_t)h->index_count);
    char *field = ARENA_ARRAY(keep, char, h->field_size);
    memcpy(field, data + vertices_size(h) + h->vertex_count + sizeof(uint16_t) * (size_t)h->index_count, h->field_size);
    *out = (Baked) { .index_count = h->index_count, .volume_mm3 = h->volume_mm3, .genus = h->genus, .field = { field, h->field_size } };
    out->mesh = (PackedMesh) { .vertices = vertices, .regions = regions, .indices = indices, .vertex_count = h->vertex_count };
    memcpy(out->mesh.level, h->level, sizeof h->level);
    memcpy(out->mesh.min_mm.raw, h->min_mm, sizeof h->min_mm);
    memcpy(out->mesh.step_mm.raw, h->step_mm, sizeof h->step_mm);
}

bool cache_load(const char *folder, const char *id, CacheKey key, Arena *keep, Baked *out)
{
    char path[1024];
    Text file;
    CacheHeader header;
    if (!folder || !cache_path(folder, id, path) || file_map(path, &file, NULL) != RESULT_OK) return false;
    bool fits = file.size >= sizeof header;
    if (fits) memcpy(&header, file.data, sizeof header);
    fits = fits && header_fits(&header, key, file.size);
    if (fits) take_content(&header, file.data + sizeof header, keep, out);
    file_unmap(file);
    return fits;
}

void cache_store(const char *folder, const char *id, CacheKey key, const Baked *baked)
{
    char path[1024];
    FileDraft draft;
    if (!folder || !cache_path(folder, id, path) || file_draft_open(path, &draft, NULL) != RESULT_OK) return;
    const PackedMesh *mesh = &baked->mesh;
    CacheHeader header = { .magic = CACHE_MAGIC, .key = key, .volume_mm3 = baked->volume_mm3, .genus = baked->genus };
    header.vertex_count = mesh->vertex_count;
    header.index_count = baked->index_count;
    header.field_size = (uint32_t)baked->field.size;
    memcpy(header.level, mesh->level, sizeof header.level);
    memcpy(header.min_mm, mesh->min_mm.raw, sizeof header.min_mm);
    memcpy(header.step_mm, mesh->step_mm.raw, sizeof header.step_mm);
    fwrite(&header, sizeof header, 1, draft.stream);
    fwrite(mesh->vertices, sizeof(PackedVertex), mesh->vertex_count, draft.stream);
    fwrite(mesh->regions, 1, mesh->vertex_count, draft.stream);
    fwrite(mesh->indices, sizeof(uint16_t), baked->index_count, draft.stream);
    if (baked->field.size) fwrite(baked->field.data, 1, baked->field.size, draft.stream);
    file_draft_commit(&draft, NULL);
}

Result cache_prepare(const char *folder, Message *why)
{
    char path[1024];
    const size_t size = strlen(folder);
    if (size == 0 || size >= sizeof path) return message_set(why, RESULT_USAGE, "--cache takes the path of a folder.");
    memcpy(path, folder, size + 1);
    for (size_t i = 1; i <= size; i++) {
        if (path[i] != '/' && path[i] != '\0') continue;
        path[i] = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST)
            return message_set(why, RESULT_IO, "Cannot make the folder \"%s\": %s. Name another after --cache.", path, strerror(errno));
        path[i] = folder[i];
    }
    return RESULT_OK;
}
