// warp.h: a smooth map of space that moves some points as a table says, and all between them with as little bending as it can.
//
// Why       A variant of the body moves bones, muscles, vessels and whatever hangs on them together: one map of space does that, and what did
//           not run into anything before does not afterwards, as long as the map does not fold. Passed over: moving each table by hand.
//           What lay in each other before needs a map of its own besides, which ends near by: moves of two kinds in one map bend it too much.
// Source    Wendland 2005 (docs/sources.md#hrbf): |r|^3 with an affine part, or, where the map has a reach, (1 - q)^4 (4 q + 1), q = r / reach.
//           The moves themselves: assets/morph_points.csv.
// Shapes    terms[count]: where a point lies and what it adds; affine[4]: constant, then x, y, z. Bytes: count, reach, affine, terms.
// Units     mm; of the morph "neck" the first number of a move is a share.
// Errors    warp_read: false when the bytes are no warp.
// Cost      about 4 ns for each term and point.
#ifndef ILIOPSOAS_WARP_H
#define ILIOPSOAS_WARP_H

#include "fault.h"
#include "text.h"

#include <cglm/struct.h>

typedef struct WarpPoint {
    double place_mm[3], move[3];
} WarpPoint;

typedef struct WarpPoints {
    WarpPoint *list;
    int count;
    double reach_mm; // 0: each point moves all of space
} WarpPoints;

typedef struct Warp {
    int count;
    const WarpPoint *terms; // move: how much the kernel of this point counts
    double reach_mm;        // 0: |r|^3
    double affine[4][3];
} Warp;

// The points of one morph; mirrored: rows with z > 0 once more on the left.
bool warp_points_read(const Table *table, const char *morph, bool mirrored, Arena *keep, Faults *faults, WarpPoints *out);

// own_reach_mm of the table, for maps of one structure.
bool warp_reach_read(const Table *table, Faults *faults, double *out_mm);

double warp_kernel(double reach_mm, double d2_mm2);
vec3s warp_at(const Warp *warp, vec3s place_mm); // how far a place moves
// Derivatives of that, by differences: column k is the change of the move along axis k.
mat3s warp_slope(const Warp *warp, vec3s place_mm);

typedef vec3s PlaceMap(const void *map, vec3s place_mm);
mat3s map_slope(PlaceMap *map_at, const void *map, vec3s place_mm); // the same of any map

Text warp_bytes(const Warp *warp, Arena *keep);
bool warp_read(Text bytes, Warp *out);

#endif
