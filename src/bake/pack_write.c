#define _DEFAULT_SOURCE // opendir
#include "pack_write.h"

#include "file.h"
#include "pack.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define BLOBS_MOST 512

// ---- which files travel

Result blobs_add(BlobSources *sources, const char *name, const char *path, Message *why)
{
    if (strlen(name) >= sizeof((PackBlob) { 0 }.name))
        return message_set(why, RESULT_BAD_DATA, "The name \"%s\" is longer than 63 bytes; shorten it.", name);
    if (sources->count == sources->most)
        return message_set(why, RESULT_BAD_DATA, "More than %d files belong in the pack; remove some from the assets.", sources->most);
    sources->list[sources->count++] = (BlobSource) { .name = name, .path = path };
    return RESULT_OK;
}

Result blobs_add_bytes(BlobSources *sources, const char *name, Text bytes, Message *why)
{
    const Result result = blobs_add(sources, name, NULL, why);
    if (result == RESULT_OK) sources->list[sources->count - 1].bytes = bytes;
    return result;
}

static bool ends_with(const char *name, const char *ending)
{
    const size_t size = strlen(name), tail = strlen(ending);
    return size > tail && name[0] != '.' && strcmp(name + size - tail, ending) == 0;
}

static Result collect_folder(const char *assets, const char *folder, const char *ending, Arena *keep, BlobSources *out, Message *why)
{
    const char *path = folder[0] ? file_join(keep, assets, folder) : assets;
    DIR *list = opendir(path);
    if (!list) return folder[0] ? RESULT_OK : message_set(why, RESULT_NOT_FOUND, "There is no assets folder \"%s\".", assets);
    Result result = RESULT_OK;
    for (const struct dirent *entry = readdir(list); entry && result == RESULT_OK; entry = readdir(list)) {
        if (!ends_with(entry->d_name, ending)) continue;
        const char *name = text_format(keep, "%s%s%s", folder, folder[0] ? "/" : "", entry->d_name);
        result = blobs_add(out, name, file_join(keep, path, entry->d_name), why);
    }
    closedir(list);
    return result;
}

static Result collect_licence(const char *assets, Arena *keep, BlobSources *out, Message *why)
{
    const char *here = file_join(keep, assets, "LICENSE"), *above = file_join(keep, assets, "../LICENSE");
    if (file_exists(here)) return blobs_add(out, "LICENSE", here, why);
    return file_exists(above) ? blobs_add(out, "LICENSE", above, why) : RESULT_OK;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const BlobSource *)a)->name, ((const BlobSource *)b)->name);
}

Result blobs_collect(const char *assets, Arena *keep, BlobSources *out, Message *why)
{
    *out = (BlobSources) { ARENA_ARRAY(keep, BlobSource, BLOBS_MOST), 0, BLOBS_MOST };
    Result result = collect_folder(assets, "", ".csv", keep, out, why);
    if (result == RESULT_OK) result = collect_folder(assets, "clips", ".csv", keep, out, why);
    if (result == RESULT_OK) result = collect_folder(assets, "lessons", ".txt", keep, out, why);
    if (result == RESULT_OK) result = collect_licence(assets, keep, out, why);
    qsort(out->list, (size_t)out->count, sizeof *out->list, compare_names); // readdir's order is the disk's
    return result;
}

// ---- the file in memory

typedef struct Blob {
    const char *name;
    Text bytes;
} Blob;

typedef struct Writer {
    const PackPart *parts;
    int part_count;
    PackHeader header;
    char *bytes; // the whole file
    PackStructure *structures;
    PackRegion *regions;
    PackLandmark *landmarks;
    PackBlob *blobs;
    PackedVertex *vertices;
    uint8_t *vertex_regions;
    uint16_t *indices;
} Writer;

static void count_parts(Writer *w)
{
    PackHeader *h = &w->header;
    h->structure_count = (uint32_t)w->part_count;
    for (int i = 0; i < w->part_count; i++) {
        const Landmarks *landmarks = &w->parts[i].input->landmarks;
        h->region_count += (uint32_t)landmarks->feature_count;
        h->vertex_count += w->parts[i].baked->mesh.vertex_count;
        h->index_count += w->parts[i].baked->index_count;
        for (int row = 0; row < landmarks->row_count; row++) h->landmark_count += landmarks->points[row].name[0] != '\0';
    }
}

// Takes room for a section, aligned to 16 bytes.
static uint64_t take_room(uint64_t *end, uint64_t size)
{
    const uint64_t at = (*end + 15u) & ~(uint64_t)15u;
    *end = at + size;
    return at;
}

static uint64_t lay_sections(PackHeader *h)
{
    uint64_t end = sizeof *h;
    h->structures_at = take_room(&end, sizeof(PackStructure) * (uint64_t)h->structure_count);
    h->regions_at = take_room(&end, sizeof(PackRegion) * (uint64_t)h->region_count);
    h->landmarks_at = take_room(&end, sizeof(PackLandmark) * (uint64_t)h->landmark_count);
    h->blobs_at = take_room(&end, sizeof(PackBlob) * (uint64_t)h->blob_count);
    h->vertices_at = take_room(&end, sizeof(PackedVertex) * (uint64_t)h->vertex_count);
    h->vertex_regions_at = take_room(&end, h->vertex_count);
    h->indices_at = take_room(&end, sizeof(uint16_t) * (uint64_t)h->index_count);
    return end;
}

static void point_sections(Writer *w)
{
    const PackHeader *h = &w->header;
    w->structures = (PackStructure *)(void *)(w->bytes + h->structures_at);
    w->regions = (PackRegion *)(void *)(w->bytes + h->regions_at);
    w->landmarks = (PackLandmark *)(void *)(w->bytes + h->landmarks_at);
    w->blobs = (PackBlob *)(void *)(w->bytes + h->blobs_at);
    w->vertices = (PackedVertex *)(void *)(w->bytes + h->vertices_at);
    w->vertex_regions = (uint8_t *)(w->bytes + h->vertex_regions_at);
    w->indices = (uint16_t *)(void *)(w->bytes + h->indices_at);
}

static void copy_name(char *out, size_t size, const char *name)
{
    snprintf(out, size, "%s", name); // readers checked the length; the rest is zero already
}

static void put_mesh(Writer *w, const PackPart *part, PackStructure *s)
{
    const PackedMesh *mesh = &part->baked->mesh;
    s->vertex_first = w->header.vertex_count;
    s->index_first = w->header.index_count;
    s->vertex_count = mesh->vertex_count;
    memcpy(s->level, mesh->level, sizeof s->level);
    memcpy(s->min_mm, mesh->min_mm.raw, sizeof s->min_mm);
    memcpy(s->step_mm, mesh->step_mm.raw, sizeof s->step_mm);
    memcpy(w->vertices + s->vertex_first, mesh->vertices, sizeof(PackedVertex) * (size_t)mesh->vertex_count);
    memcpy(w->vertex_regions + s->vertex_first, mesh->regions, mesh->vertex_count);
    memcpy(w->indices + s->index_first, mesh->indices, sizeof(uint16_t) * (size_t)part->baked->index_count);
    w->header.vertex_count += mesh->vertex_count;
    w->header.index_count += part->baked->index_count;
}

static void put_regions(Writer *w, const Landmarks *landmarks, uint32_t structure, PackStructure *s)
{
    s->region_first = w->header.region_count;
    s->region_count = (uint32_t)landmarks->feature_count;
    for (int i = 0; i < landmarks->feature_count; i++) {
        PackRegion *region = &w->regions[w->header.region_count++];
        copy_name(region->id, sizeof region->id, landmarks->features[i]);
        region->structure = structure;
    }
}

static void put_landmarks(Writer *w, const Landmarks *landmarks, uint32_t structure)
{
    for (int row = 0; row < landmarks->row_count; row++) {
        if (landmarks->points[row].name[0] == '\0') continue;
        PackLandmark *out = &w->landmarks[w->header.landmark_count++];
        copy_name(out->id, sizeof out->id, landmarks->points[row].name);
        out->structure = structure;
        for (int k = 0; k < 3; k++) out->position_mm[k] = (float)landmarks->points[row].position_mm[k];
    }
}

// The counts in the header are emptied and count again as sections fill.
static void put_parts(Writer *w)
{
    w->header.region_count = w->header.landmark_count = w->header.vertex_count = w->header.index_count = 0;
    for (int i = 0; i < w->part_count; i++) {
        PackStructure *s = &w->structures[i];
        copy_name(s->id, sizeof s->id, w->parts[i].input->recipe->id);
        s->volume_mm3 = w->parts[i].baked->volume_mm3;
        s->genus = w->parts[i].baked->genus;
        put_mesh(w, &w->parts[i], s);
        put_regions(w, &w->parts[i].input->landmarks, (uint32_t)i, s);
        put_landmarks(w, &w->parts[i].input->landmarks, (uint32_t)i);
    }
}

static void put_blobs(Writer *w, const Blob *blobs, int count, uint64_t end)
{
    for (int i = 0; i < count; i++) {
        const uint64_t at = take_room(&end, blobs[i].bytes.size);
        copy_name(w->blobs[i].name, sizeof w->blobs[i].name, blobs[i].name);
        w->blobs[i].at = at;
        w->blobs[i].size = blobs[i].bytes.size;
        memcpy(w->bytes + at, blobs[i].bytes.data, blobs[i].bytes.size);
    }
}

static void put_header(Writer *w)
{
    PackHeader *h = &w->header;
    memcpy(h->magic, PACK_MAGIC, sizeof h->magic);
    h->version = PACK_VERSION;
    h->checksum = (uint32_t)crc32_z(0, (const unsigned char *)w->bytes + sizeof *h, (size_t)h->total_size - sizeof *h);
    memcpy(w->bytes, h, sizeof *h);
}

// The files, then the distance fields of the bones.
static Result gather_blobs(const Writer *w, const BlobSources *files, Arena *scratch, Blob *out, int *count, Message *why)
{
    *count = 0;
    for (int i = 0; i < files->count; i++) {
        Blob *blob = &out[(*count)++];
        blob->name = files->list[i].name;
        blob->bytes = files->list[i].bytes;
        const Result result = files->list[i].path ? file_read(files->list[i].path, scratch, &blob->bytes, why) : RESULT_OK;
        if (result != RESULT_OK) return result;
    }
    for (int i = 0; i < w->part_count; i++) {
        const Text field = w->parts[i].baked->field;
        if (field.size) out[(*count)++] = (Blob) { text_format(scratch, "fields/%s", w->parts[i].input->recipe->id), field };
    }
    return RESULT_OK;
}

Result pack_write(const char *path, const PackPart *parts, int part_count, const BlobSources *files, Arena *scratch, size_t *out_size,
                  Message *why)
{
    int blob_count;
    Writer w = { .parts = parts, .part_count = part_count };
    Blob *blobs = ARENA_ARRAY(scratch, Blob, files->count + part_count);
    const Result result = gather_blobs(&w, files, scratch, blobs, &blob_count, why);
    if (result != RESULT_OK) return result;
    w.header.blob_count = (uint32_t)blob_count;
    count_parts(&w);
    const uint64_t sections_end = lay_sections(&w.header);
    uint64_t end = sections_end;
    for (int i = 0; i < blob_count; i++) take_room(&end, blobs[i].bytes.size);
    w.header.total_size = end;
    w.bytes = ARENA_ARRAY(scratch, char, end);
    point_sections(&w);
    put_parts(&w);
    put_blobs(&w, blobs, blob_count, sections_end);
    put_header(&w);
    *out_size = (size_t)end;
    return file_write(path, w.bytes, (size_t)end, why);
}
