// workers.h: bakes all structures on several threads, the longest first.
//
// Why       Structures do not depend on each other (pads, which lie on the skin, come in a second round), so one thread per core taking
//           the next-longest job keeps all cores busy to the end.
// Errors    the first fault in the order of structures.csv is reported with its structure; faults of the others go to stderr.
#ifndef ILIOPSOAS_WORKERS_H
#define ILIOPSOAS_WORKERS_H

#include "cache.h"

typedef struct Job {
    BakeInput input;
    CacheKey key;
    Baked baked;
    Arena keep; // holds baked
    double cost, seconds;
    Result result;
    Message why;
    bool was_cached;
} Job;

typedef struct Workshop {
    Job *jobs;
    int job_count, thread_count;
    const char *cache_folder; // NULL: none
} Workshop;

// A line per structure on stderr. RESULT_OK only when all are baked; otherwise each fault has been told on stderr too.
Result workshop_run(Workshop *shop);

#endif
