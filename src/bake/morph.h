// morph.h: bakes the variants of the body: how far each vertex moves in the woman's, and which share of a turn of its neck the femur takes.
//
// Why       The same map moves vertices here and, where an end position is baked in full, landmarks (tests/test_bodies.c): the two agree.
//           A woman's muscle is lighter: its section is drawn in towards its fascicles, less where tendon or attachment is.
// Source    assets/morph_points.csv; docs/sources.md#lube2017 for the section.
// Shapes    bytes as in packed_morph.h, one entry for each vertex of the baked surface.
// Units     mm.
// Errors    RESULT_BAD_DATA with file:line:column: rows that fix no map.
// Cost      about 6 us a vertex, on one thread.
#ifndef ILIOPSOAS_MORPH_H
#define ILIOPSOAS_MORPH_H

#include "bake.h"
#include "hrbf.h"
#include "warp.h"

#define SLIM_SECTION_FRAC 0.83f // a woman's section of a man's: the least of the differences published for hip and thigh

typedef struct SlimStation {
    vec3s at_mm, along;
    float free_frac; // 1 in the belly, 0 in tendon and at the ends
} SlimStation;

typedef struct Slim { // stations of a muscle's fascicles; count 0: nothing is drawn in
    const SlimStation *list;
    int count;
} Slim;

typedef struct Moves {
    Warp warp, own; // own: added where the woman's organs would lie in each other; count 0 for most
    Slim slim;
} Moves;

Result warp_solve(const WarpPoints *points, const char *table_path, Arena *keep, Warp *out, Message *why);
// Reads assets/morph_points.csv; mirrored as for warp_points_read. "woman/STRUCTURE" is that structure's own; none: out->count is 0.
Result morph_warp(const char *assets, const char *morph, bool mirrored, Arena *keep, Warp *out, Message *why);
Result slim_read(const char *assets, const char *muscle, Arena *keep, Slim *out, Message *why);

// Where a point of a surface goes, and its normal there.
vec3s moves_place(const Moves *moves, vec3s at_mm);
vec3s moves_normal(const Moves *moves, vec3s at_mm, vec3s normal);

// The landmarks of an end position, for baking it in full.
void morph_landmarks(const Moves *moves, Landmarks *landmarks);
// end: the surface of the moved landmarks, on to which the vertices are brought; NULL: they stay where the map leaves them.
Text morph_pack_moves(const PackedMesh *mesh, const Moves *moves, const Hrbf *end, Arena *keep);
bool morph_is_projected(const char *assets, const char *structure, Arena *scratch);
Text morph_pack_shares(const PackedMesh *mesh, const Warp *neck, Arena *keep);

#endif
