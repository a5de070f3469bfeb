// pack.h: layout of body.pack, the one file the program reads. Written by src/bake, mapped by src/body.
//
// Why       Everything the program shows is known when it is built, so start-up is one mmap and a check. The small tables travel as the
//           text they are: one reader, one set of messages, whether they come from the pack or from an assets folder.
// Shapes    PackHeader, then sections at the offsets it names, each aligned to 16 bytes. Right sides only; the left is a mirror image.
// Units     bytes from the start of the file; mm.
// Errors    pack_map: RESULT_NOT_FOUND / RESULT_BAD_DATA with a sentence for a missing, cut, altered or foreign file:
//           magic, version, total size, CRC-32 of all after the header (zlib), every offset and count, index ranges.
// Cost      the checksum of 8 MB takes about 3 ms; nothing is copied.
#ifndef ILIOPSOAS_PACK_H
#define ILIOPSOAS_PACK_H

#include "arena.h"
#include "packed_mesh.h"
#include "result.h"
#include "text.h"

#define PACK_MAGIC "ILIOPACK"
#define PACK_VERSION 1u

typedef struct PackHeader {
    char magic[8];
    uint32_t version, checksum; // CRC-32 of bytes sizeof(PackHeader)..total_size
    uint64_t total_size;
    uint64_t structures_at, regions_at, landmarks_at, blobs_at, vertices_at, vertex_regions_at, indices_at;
    uint32_t structure_count, region_count, landmark_count, blob_count, vertex_count, index_count;
} PackHeader;

typedef struct PackStructure {
    char id[48]; // as in structures.csv
    float min_mm[3], step_mm[3];
    uint32_t vertex_first, vertex_count;
    uint32_t index_first; // levels' index_first count from here
    PackedLevel level[DETAIL_COUNT];
    uint32_t region_first, region_count; // into the region section; a vertex's region is relative to region_first
    float volume_mm3;
    int32_t genus;
} PackStructure;

typedef struct PackRegion {
    char id[56];
    uint32_t structure;
} PackRegion;

typedef struct PackLandmark {
    char id[56];
    uint32_t structure;
    float position_mm[3];
} PackLandmark;

typedef struct PackBlob {
    char name[64]; // "structures.csv", "clips/hip_flexion.csv", "fonts/Inter-Regular.otf", "LICENSE"
    uint64_t at, size;
} PackBlob;

typedef struct Pack {
    Text file; // the mapping
    const PackHeader *header;
    const PackStructure *structures;
    const PackRegion *regions;
    const PackLandmark *landmarks;
    const PackBlob *blobs;
    PackedMesh *meshes; // one per structure, pointing into the mapping
} Pack;

Result pack_map(const char *path, Arena *keep, Pack *out, Message *why);
void pack_unmap(Pack *pack);
const PackedMesh *pack_mesh(const Pack *pack, const char *structure); // NULL when there is none
bool pack_blob(const Pack *pack, const char *name, Text *out);

#endif
