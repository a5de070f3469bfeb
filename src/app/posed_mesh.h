// posed_mesh.h: one structure's surface in a pose, as plain floats.
//
// Shapes    world coordinates, left parts mirrored, triangles counter-clockwise from outside.
// Units     mm.
// Errors    cannot fail.
#ifndef ILIOPSOAS_POSED_MESH_H
#define ILIOPSOAS_POSED_MESH_H

#include "mesh.h"
#include "view_state.h"

Mesh posed_mesh(const Body *body, const Flesh *flesh, const Pose *pose, ClipId clip, PartId part, Detail detail, Arena *arena);

// The same surface in another pose, into the same mesh: only soft parts, of the same part and detail.
void posed_mesh_again(const Body *body, const Flesh *flesh, const Pose *pose, PartId part, Mesh *mesh, Arena *scratch);

#endif
