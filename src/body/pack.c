#include "pack.h"

#include "file.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

typedef struct PackReader {
    const char *path;
    const unsigned char *bytes;
    size_t size;
    const PackHeader *header;
    Message *why;
} PackReader;

static Result broken(const PackReader *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
static Result broken(const PackReader *r, const char *format, ...)
{
    char what[256];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return message_set(r->why, RESULT_BAD_DATA,
                       "The body file \"%s\" %s. Build the program again or put back the body.pack that came with it.", r->path, what);
}

static Result check_header(const PackReader *r)
{
    const PackHeader *h = r->header;
    if (r->size == 0) return broken(r, "is empty");
    if (r->size < 8 || memcmp(r->bytes, PACK_MAGIC, 8) != 0) return broken(r, "is not a body.pack");
    if (r->size < sizeof *h) return broken(r, "is cut off after %zu bytes", r->size);
    if (h->version != PACK_VERSION) return broken(r, "has version %u, this program reads version %u", h->version, PACK_VERSION);
    if (r->size < h->total_size) return broken(r, "is cut off: %zu of %llu bytes are there", r->size, (unsigned long long)h->total_size);
    if (r->size > h->total_size) return broken(r, "has %llu bytes too many", (unsigned long long)(r->size - h->total_size));
    const unsigned long sum = crc32_z(crc32_z(0, NULL, 0), r->bytes + sizeof *h, r->size - sizeof *h);
    if (sum != h->checksum) return broken(r, "is damaged: its checksum is %08lx instead of %08x", sum, h->checksum);
    return RESULT_OK;
}

static bool section_fits(const PackHeader *h, uint64_t at, uint64_t count, uint64_t item_size)
{
    return at % 16 == 0 && at >= sizeof *h && at <= h->total_size && count <= (h->total_size - at) / item_size;
}

static Result check_sections(const PackReader *r)
{
    const PackHeader *h = r->header;
    const struct {
        const char *name;
        uint64_t at, count, item_size;
    } sections[] = {
        { "structures", h->structures_at, h->structure_count, sizeof(PackStructure) },
        { "regions", h->regions_at, h->region_count, sizeof(PackRegion) },
        { "landmarks", h->landmarks_at, h->landmark_count, sizeof(PackLandmark) },
        { "blobs", h->blobs_at, h->blob_count, sizeof(PackBlob) },
        { "vertices", h->vertices_at, h->vertex_count, sizeof(PackedVertex) },
        { "vertex regions", h->vertex_regions_at, h->vertex_count, 1 },
        { "indices", h->indices_at, h->index_count, sizeof(uint16_t) },
    };
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        if (!section_fits(h, sections[i].at, sections[i].count, sections[i].item_size))
            return broken(r, "is damaged: its %s lie outside the file", sections[i].name);
    }
    return RESULT_OK;
}

static bool range_fits(uint32_t first, uint32_t count, uint32_t all)
{
    return first <= all && count <= all - first;
}

static bool ends_in_zero(const char *text, size_t size)
{
    return memchr(text, '\0', size) != NULL;
}

static bool level_is_sound(const PackHeader *h, const PackStructure *s, const PackedLevel *level, const uint16_t *indices)
{
    if (level->vertex_count > s->vertex_count || level->index_count % 3 != 0) return false;
    if (!range_fits(s->index_first, level->index_first, h->index_count)) return false;
    const uint32_t first = s->index_first + level->index_first;
    if (!range_fits(first, level->index_count, h->index_count)) return false;
    uint32_t highest = 0; // no early exit: the compiler turns this into wide compares
    for (uint32_t i = 0; i < level->index_count; i++) highest = indices[first + i] > highest ? indices[first + i] : highest;
    return level->index_count == 0 || highest < level->vertex_count;
}

static bool scale_is_sound(const PackStructure *s)
{
    for (int i = 0; i < 3; i++) {
        if (!isfinite(s->min_mm[i]) || !isfinite(s->step_mm[i]) || s->step_mm[i] < 0.0f) return false;
    }
    return true;
}

static bool regions_are_sound(const PackHeader *h, const PackStructure *s, const uint8_t *vertex_regions)
{
    if (!range_fits(s->region_first, s->region_count, h->region_count)) return false;
    bool good = true;
    for (uint32_t i = 0; i < s->vertex_count; i++) {
        const uint8_t region = vertex_regions[s->vertex_first + i];
        good &= region < s->region_count || region == PACKED_NO_REGION;
    }
    return good;
}

static Result check_structure(const PackReader *r, const Pack *pack, uint32_t index)
{
    const PackHeader *h = r->header;
    const PackStructure *s = &pack->structures[index];
    if (!ends_in_zero(s->id, sizeof s->id)) return broken(r, "is damaged: structure %u has no proper name", index);
    if (!range_fits(s->vertex_first, s->vertex_count, h->vertex_count) || s->vertex_count > 65536u || !scale_is_sound(s))
        return broken(r, "is damaged: the vertices of %s are not where they should be", s->id);
    if (!regions_are_sound(h, s, r->bytes + h->vertex_regions_at)) return broken(r, "is damaged: a region of %s does not exist", s->id);
    for (int k = 0; k < DETAIL_COUNT; k++) {
        if (!level_is_sound(h, s, &s->level[k], (const uint16_t *)(const void *)(r->bytes + h->indices_at)))
            return broken(r, "is damaged: a triangle of %s names a vertex that is not there", s->id);
    }
    return RESULT_OK;
}

static Result check_small_sections(const PackReader *r, const Pack *pack)
{
    const PackHeader *h = r->header;
    for (uint32_t i = 0; i < h->region_count; i++) {
        if (!ends_in_zero(pack->regions[i].id, sizeof pack->regions[i].id) || pack->regions[i].structure >= h->structure_count)
            return broken(r, "is damaged: region %u is wrong", i);
    }
    for (uint32_t i = 0; i < h->landmark_count; i++) {
        const PackLandmark *l = &pack->landmarks[i];
        if (!ends_in_zero(l->id, sizeof l->id) || l->structure >= h->structure_count)
            return broken(r, "is damaged: landmark %u is wrong", i);
    }
    for (uint32_t i = 0; i < h->blob_count; i++) {
        const PackBlob *b = &pack->blobs[i];
        if (!ends_in_zero(b->name, sizeof b->name) || b->at > h->total_size || b->size > h->total_size - b->at)
            return broken(r, "is damaged: file %u in it lies outside", i);
    }
    return RESULT_OK;
}

static PackedMesh mesh_view(const PackReader *r, const PackStructure *s)
{
    const PackHeader *h = r->header;
    PackedMesh mesh = {
        .vertices = (const PackedVertex *)(const void *)(r->bytes + h->vertices_at) + s->vertex_first,
        .regions = r->bytes + h->vertex_regions_at + s->vertex_first,
        .indices = (const uint16_t *)(const void *)(r->bytes + h->indices_at) + s->index_first,
        .min_mm = { { s->min_mm[0], s->min_mm[1], s->min_mm[2] } },
        .step_mm = { { s->step_mm[0], s->step_mm[1], s->step_mm[2] } },
        .vertex_count = s->vertex_count,
    };
    memcpy(mesh.level, s->level, sizeof mesh.level);
    return mesh;
}

static Result read_pack(const PackReader *r, Arena *keep, Pack *out)
{
    const PackHeader *h = r->header;
    Result result = check_header(r);
    if (result == RESULT_OK) result = check_sections(r);
    if (result != RESULT_OK) return result;
    out->header = h;
    out->structures = (const void *)(r->bytes + h->structures_at);
    out->regions = (const void *)(r->bytes + h->regions_at);
    out->landmarks = (const void *)(r->bytes + h->landmarks_at);
    out->blobs = (const void *)(r->bytes + h->blobs_at);
    result = check_small_sections(r, out);
    for (uint32_t i = 0; i < h->structure_count && result == RESULT_OK; i++) result = check_structure(r, out, i);
    if (result != RESULT_OK) return result;
    out->meshes = ARENA_ARRAY(keep, PackedMesh, h->structure_count);
    for (uint32_t i = 0; i < h->structure_count; i++) out->meshes[i] = mesh_view(r, &out->structures[i]);
    return RESULT_OK;
}

Result pack_map(const char *path, Arena *keep, Pack *out, Message *why)
{
    *out = (Pack) { 0 };
    Result result = file_map(path, &out->file, why);
    if (result != RESULT_OK) return result;
    const PackReader reader = {
        .path = path,
        .bytes = (const unsigned char *)out->file.data,
        .size = out->file.size,
        .header = (const PackHeader *)(const void *)out->file.data,
        .why = why,
    };
    result = read_pack(&reader, keep, out);
    if (result != RESULT_OK) pack_unmap(out);
    return result;
}

void pack_unmap(Pack *pack)
{
    file_unmap(pack->file);
    *pack = (Pack) { 0 };
}

const PackedMesh *pack_mesh(const Pack *pack, const char *structure)
{
    for (uint32_t i = 0; i < pack->header->structure_count; i++) {
        if (strcmp(pack->structures[i].id, structure) == 0) return &pack->meshes[i];
    }
    return NULL;
}

bool pack_blob(const Pack *pack, const char *name, Text *out)
{
    for (uint32_t i = 0; pack->header && i < pack->header->blob_count; i++) {
        if (strcmp(pack->blobs[i].name, name) != 0) continue;
        *out = (Text) { pack->file.data + pack->blobs[i].at, (size_t)pack->blobs[i].size };
        return true;
    }
    return false;
}
