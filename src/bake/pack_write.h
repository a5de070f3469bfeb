// pack_write.h: puts everything baked, and the texts that travel with it, into one file as pack.h lays it out.
//
// Shapes    PackPart per structure, in the order of structures.csv. Blobs: name as in the pack, path of the file to copy.
// Errors    RESULT_NOT_FOUND, RESULT_IO; on failure no pack is left or touched.
#ifndef ILIOPSOAS_PACK_WRITE_H
#define ILIOPSOAS_PACK_WRITE_H

#include "bake.h"

typedef struct PackPart {
    const BakeInput *input;
    const Baked *baked;
} PackPart;

typedef struct BlobSource {
    const char *name, *path;
    Text bytes; // where path is NULL
} BlobSource;

typedef struct BlobSources {
    BlobSource *list;
    int count, most;
} BlobSources;

// Every *.csv of the assets folder and of clips/, every *.txt of lessons/, and LICENSE (there or one folder up); sorted by name.
Result blobs_collect(const char *assets, Arena *keep, BlobSources *out, Message *why);
Result blobs_add(BlobSources *sources, const char *name, const char *path, Message *why);
Result blobs_add_bytes(BlobSources *sources, const char *name, Text bytes, Message *why); // borrowed until the pack is written

Result pack_write(const char *path, const PackPart *parts, int part_count, const BlobSources *blobs, Arena *scratch, size_t *out_size,
                  Message *why);

#endif
