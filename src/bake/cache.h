// cache.h: baked structures kept on disk under the hash of all that they were made from.
//
// Why       After one vertebra's table is edited only that vertebra is baked again. A key of content, not of time, survives
//           checkouts and copies.
// Shapes    folder/<id>.baked: CacheHeader, vertices, regions, indices.
// Errors    a file that is missing, foreign, cut or of another key is no fault: the structure is baked again. Failing to write the
//           cache is not either.
#ifndef ILIOPSOAS_CACHE_H
#define ILIOPSOAS_CACHE_H

#include "bake.h"

typedef struct CacheKey {
    uint64_t half[2];
} CacheKey;

// skin: the key of the skin for a pad, NULL otherwise.
CacheKey cache_key(const Recipe *recipe, Text table, const CacheKey *skin);

bool cache_load(const char *folder, const char *id, CacheKey key, Arena *keep, Baked *out);
void cache_store(const char *folder, const char *id, CacheKey key, const Baked *baked);

// Makes the folder and those above it.
Result cache_prepare(const char *folder, Message *why);

#endif
