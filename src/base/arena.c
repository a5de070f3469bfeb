#define _DEFAULT_SOURCE // MAP_ANONYMOUS
#include "arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define ARENA_ALIGN 16u

Arena arena_make(size_t reserve_bytes)
{
    // Pages are committed by the kernel on first touch, so a generous reserve costs nothing.
    void *base = mmap(NULL, reserve_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED) {
        fprintf(stderr, "iliopsoas: no memory for %zu MiB of address space; close other programs or raise `ulimit -v`.\n",
                reserve_bytes >> 20);
        exit(1);
    }
    return (Arena){ .base = base, .reserved = reserve_bytes };
}

void arena_reset(Arena *arena)
{
    arena->used = 0;
}

void arena_free(Arena *arena)
{
    if (arena->base) munmap(arena->base, arena->reserved);
    *arena = (Arena){ 0 };
}

void *arena_push(Arena *arena, size_t bytes)
{
    const size_t start = arena->used;
    if (bytes > arena->reserved - start || arena->reserved - start - bytes < ARENA_ALIGN) {
        fprintf(stderr, "iliopsoas: an arena of %zu MiB is full; please report this with the command you gave.\n",
                arena->reserved >> 20);
        exit(1);
    }
    arena->used = (start + bytes + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    // Fresh pages are zero already: clear only what was handed out before.
    if (start < arena->dirty) {
        const size_t stale = arena->dirty - start;
        memset(arena->base + start, 0, stale < bytes ? stale : bytes);
    }
    if (arena->used > arena->dirty) arena->dirty = arena->used;
    return arena->base + start;
}

size_t arena_mark(const Arena *arena)
{
    return arena->used;
}

void arena_pop_to(Arena *arena, size_t mark)
{
    arena->used = mark;
}
