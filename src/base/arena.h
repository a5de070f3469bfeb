// arena.h: memory grouped by how long it lives: push many, free all at once.
//
// Why       Freeing item by item is where leaks and double frees come from. An arena reserves address space, commits pages
//           as they are used and is emptied in one call. Results land in the arena the caller passes in.
// Shapes    Everything pushed is zeroed and aligned to 16 bytes. Pointers stay valid until arena_reset or arena_free.
// Errors    Running out of the reserved space ends the program with a sentence: the reserve is a bound chosen by us
//           far above need, so reaching it is a broken promise, not a user's mistake.
// Cost      A push is an addition; resetting is one assignment and clears on the next push.
#ifndef ILIOPSOAS_ARENA_H
#define ILIOPSOAS_ARENA_H

#include <stddef.h>

typedef struct Arena {
    unsigned char *base;
    size_t used, dirty, reserved; // dirty: bytes handed out since the start, which must be zeroed again
} Arena;

Arena arena_make(size_t reserve_bytes);
void arena_reset(Arena *arena);
void arena_free(Arena *arena);
void *arena_push(Arena *arena, size_t bytes);

// Marks a place to fall back to, for temporaries inside a longer-lived arena.
size_t arena_mark(const Arena *arena);
void arena_pop_to(Arena *arena, size_t mark);

#define ARENA_ARRAY(arena, Type, count) ((Type *)arena_push((arena), sizeof(Type) * (size_t)(count)))

#endif
