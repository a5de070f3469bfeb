// mesh.h: a triangle surface in plain floats, what kind of surface it is, and how far points lie from it.
//
// Why       The baker must know that each surface is closed, one piece and of the right genus; tests and `check` must know how far
//           two surfaces lie apart and whether a point is inside. One set of functions serves all of them.
// Shapes    position_mm, normal: vec3s[vertex_count] (normal may be NULL); index: uint32_t[index_count], three per triangle,
//           counter-clockwise seen from outside.
// Units     mm, mm3.
// Errors    cannot fail; asserts indices are in range.
// Cost      mesh_check and mesh_tree_build n log n; a nearest or inside query about 1 us on 50k triangles.
#ifndef ILIOPSOAS_MESH_H
#define ILIOPSOAS_MESH_H

#include "arena.h"
#include "packed_mesh.h"
#include "result.h"

#include <stdbool.h>

typedef struct Mesh {
    vec3s *position_mm, *normal;
    uint32_t *index;
    int vertex_count, index_count;
} Mesh;

typedef struct MeshCheck {
    int component_count, open_edge_count, nonmanifold_edge_count, euler_number;
    int genus;         // of a closed surface: components - euler / 2
    double volume_mm3; // positive when triangles face outward
} MeshCheck;

MeshCheck mesh_check(const Mesh *mesh, Arena *scratch);
double mesh_volume_mm3(const Mesh *mesh);

// Plain copy of one level of a packed surface (only the vertices that level uses).
Mesh mesh_from_packed(const PackedMesh *packed, Detail detail, Arena *arena);

// Mirror image (z negated, triangles turned round), in place.
void mesh_mirror_z(Mesh *mesh);

// Closest-point and inside queries.
typedef struct MeshTree MeshTree;
MeshTree *mesh_tree_build(const Mesh *mesh, Arena *arena); // borrows mesh until the arena goes
float mesh_tree_distance_mm(const MeshTree *tree, vec3s point_mm, vec3s *closest_mm);
bool mesh_tree_inside(const MeshTree *tree, vec3s point_mm); // closed meshes only

// Evenly spread sample points, the same every run.
void mesh_sample(const Mesh *mesh, vec3s *out_mm, int count);

// Binary little-endian PLY (vertices float x y z nx ny nz, triangles) and ASCII OBJ; PLY reading takes the binary float files
// of the reference set. Writing is atomic.
Result mesh_write_ply(const Mesh *mesh, const char *path, Message *why);
Result mesh_write_obj(const Mesh *mesh, const char *path, Message *why);
Result mesh_read_ply(const char *path, Arena *arena, Mesh *out, Message *why);

#endif
