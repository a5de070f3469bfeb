// warp.h: a smooth map of space that moves some points as a table says, and all between them with as little bending as it can.
//
// Why       A variant of the body moves bones, muscles, vessels and whatever hangs on them together: one map of space does that, and what did
//           not run into anything before does not afterwards, as long as the map does not fold. Passed over: moving each table by hand.
// Source    Wendland 2005 (docs/sources.md#hrbf) (|r|^3 with an affine part); the moves themselves: assets/morph_points.csv.
// Shapes    terms[count]: where a point lies and what it adds; affine[4]: constant, then x, y, z. Bytes: count and three unused, affine, terms.
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
} WarpPoints;

typedef struct Warp {
    int count;
    const WarpPoint *terms; // move: how much |r|^3 of this point counts
    double affine[4][3];
} Warp;

// The points of one morph; mirrored: rows with z > 0 once more on the left.
bool warp_points_read(const Table *table, const char *morph, bool mirrored, Arena *keep, Faults *faults, WarpPoints *out);

vec3s warp_at(const Warp *warp, vec3s place_mm); // how far a place moves
// Derivatives of that, by differences: column k is the change of the move along axis k.
mat3s warp_slope(const Warp *warp, vec3s place_mm);

Text warp_bytes(const Warp *warp, Arena *keep);
bool warp_read(Text bytes, Warp *out);

#endif
