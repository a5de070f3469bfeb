#define _DEFAULT_SOURCE // clock_gettime
#include "workers.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define KEEP_BYTES ((size_t)64 << 20)
#define THREADS_MOST 64

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct Round {
    Workshop *shop;
    Job **order;
    int count;
    atomic_int next, done;
} Round;

static void tell(const Job *job, int done, int total)
{
    if (job->result != RESULT_OK) {
        fprintf(stderr, "iliopsoas_bake: %s: %s\n", job->input.recipe->id, job->why.text);
        return;
    }
    fprintf(stderr, "[%2d/%d] %-28s %6u vertices %6u %6u %6u triangles  genus %d  %5.2f s%s\n", done, total, job->input.recipe->id,
            job->baked.mesh.vertex_count, job->baked.mesh.level[DETAIL_FULL].index_count / 3,
            job->baked.mesh.level[DETAIL_HIGH].index_count / 3, job->baked.mesh.level[DETAIL_LOW].index_count / 3, job->baked.genus,
            job->seconds, job->was_cached ? " (cache)" : "");
}

static void do_job(const Workshop *shop, Job *job)
{
    const double start = now_s();
    const char *id = job->input.recipe->id;
    job->keep = arena_make(KEEP_BYTES);
    job->was_cached = cache_load(shop->cache_folder, id, job->key, &job->keep, &job->baked);
    if (!job->was_cached) {
        job->result = bake_structure(&job->input, &job->keep, &job->baked, &job->why);
        if (job->result == RESULT_OK) cache_store(shop->cache_folder, id, job->key, &job->baked);
    }
    job->seconds = now_s() - start;
}

static void *work(void *argument)
{
    Round *round = argument;
    for (int at = atomic_fetch_add(&round->next, 1); at < round->count; at = atomic_fetch_add(&round->next, 1)) {
        do_job(round->shop, round->order[at]);
        tell(round->order[at], atomic_fetch_add(&round->done, 1) + 1, round->count);
    }
    return NULL;
}

static int costlier_first(const void *a, const void *b)
{
    const double x = (*(Job *const *)a)->cost, y = (*(Job *const *)b)->cost;
    return (x < y) - (x > y);
}

static void run_round(Workshop *shop, Job **order, int count)
{
    Round round = { .shop = shop, .order = order, .count = count };
    pthread_t threads[THREADS_MOST];
    int started = 0;
    qsort(order, (size_t)count, sizeof *order, costlier_first);
    while (started < shop->thread_count - 1 && started < THREADS_MOST && pthread_create(&threads[started], NULL, work, &round) == 0)
        started++;
    work(&round); // this thread is one of them
    for (int i = 0; i < started; i++) pthread_join(threads[i], NULL);
}

static const Job *skin_job(const Workshop *shop)
{
    for (int i = 0; i < shop->job_count; i++) {
        if (shop->jobs[i].input.recipe->is_skin && shop->jobs[i].result == RESULT_OK) return &shop->jobs[i];
    }
    return NULL;
}

// Solving grows with the cube of the landmarks, meshing with landmarks times cells: the square is between them, and only the order matters.
static double cost_of(const BakeInput *input)
{
    const double n = (double)input->landmarks.point_count;
    return n * n;
}

Result workshop_run(Workshop *shop)
{
    Arena scratch = arena_make((size_t)1 << 20);
    Job **order = ARENA_ARRAY(&scratch, Job *, shop->job_count);
    for (int pads = 0; pads < 2; pads++) {
        const Job *skin = skin_job(shop);
        int count = 0;
        for (int i = 0; i < shop->job_count; i++) {
            Job *job = &shop->jobs[i];
            if ((job->input.recipe->shape == SHAPE_PAD) != (pads == 1)) continue;
            if (pads) job->input.skin = skin ? &skin->baked : NULL;
            job->cost = cost_of(&job->input);
            order[count++] = job;
        }
        run_round(shop, order, count);
    }
    arena_free(&scratch);
    for (int i = 0; i < shop->job_count; i++) {
        if (shop->jobs[i].result != RESULT_OK) return shop->jobs[i].result;
    }
    return RESULT_OK;
}
