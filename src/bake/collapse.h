// collapse.h: fewer triangles by edge collapse that cannot tear, pinch or join a closed surface.
//
// Why       meshoptimizer's simplifier was tried first: faster, but on half of our surfaces (thin plates, 400k triangles) it left edges
// with
//           four triangles at every error, and a mesh that is nearly closed is of no use. Here an edge is collapsed only when its
//           ends share exactly two neighbours (the link condition), so the topology stays by construction.
// Source    Garland, Heckbert 1997 (quadrics); Dey et al. 1999 (link condition); passes with locked neighbourhoods as in meshoptimizer.
// Shapes    out_index: room for mesh->index_count; returns how many were written. Vertices stay where they are; their normals
//           are needed.
// Units     mm; the error is the mean distance, by quadrics, from the planes of the triangles that a vertex stands for.
// Errors    cannot fail; the mesh must be closed and manifold.
// Cost      about 1 us per triangle of the input.
#ifndef ILIOPSOAS_COLLAPSE_H
#define ILIOPSOAS_COLLAPSE_H

#include "mesh.h"

int collapse_edges(const Mesh *mesh, double error_mm, Arena *scratch, uint32_t *out_index);

#endif
