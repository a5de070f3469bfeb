// bake.h: one structure, from its table to the surface that lies in the pack.
//
// Why       Every structure goes through the same stages; what differs by shape and tissue is decided here and nowhere else.
// Shapes    Baked.mesh: as in packed_mesh.h; index_count: of all three levels together; field: as in packed_field.h.
// Units     mm, mm3.
// Errors    RESULT_BAD_DATA: faults of the table with their place; a surface that is not closed, not in one piece, inside out or
//           not of the genus that structures.csv names.
// Cost      0.1 to 3 s on one core, by landmarks and area.
#ifndef ILIOPSOAS_BAKE_H
#define ILIOPSOAS_BAKE_H

#include "landmarks.h"
#include "mesh.h"
#include "packed_field.h"
#include "recipe.h"

// Raise it whenever the same table would give another surface: it ends the life of every cache.
#define BAKE_VERSION 16u

typedef struct Baked {
    PackedMesh mesh;
    uint32_t index_count;
    float volume_mm3;
    int32_t genus;
    Text field; // of a bone: bytes as in packed_field.h; else empty
} Baked;

typedef struct BakeInput {
    const Recipe *recipe;
    Table table;
    Landmarks landmarks; // of a surface, else empty
    const Baked *skin;   // what a pad lies on
} BakeInput;

// Reads and checks the table of a structure; fast, so that all tables are judged before the first is baked.
Result bake_read(const Recipe *recipe, Arena *keep, BakeInput *out, Message *why);

// keep receives the result; what is needed on the way goes into memory of its own.
Result bake_structure(const BakeInput *input, Arena *keep, Baked *out, Message *why);

// Of each vertex of a surface with regions: bytes as in packed_border.h.
Text bake_borders(const Landmarks *landmarks, const PackedMesh *mesh, Arena *keep);

#endif
