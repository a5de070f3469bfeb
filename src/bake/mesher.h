// mesher.h: follows the zero set of a field out from its landmarks and turns it into a closed triangle mesh.
//
// Why       The field has no bound on its slope, so boxes cannot be ruled out from afar; but every landmark lies on the surface, and
//           from there the cells whose corners differ in sign lead all over it. Each such cube is cut into six tetrahedra along its
//           main diagonal (Kuhn): every tetrahedron is cut in one way only, so the mesh is a closed manifold without case tables.
//           Marching cubes makes a third of the triangles but needs its tables mended to stay closed; simplifying removes the excess
//           anyway.
// Source    Kuhn 1960 for the subdivision; own choice otherwise.
// Shapes    mesher_run: positions and triangles (no normals), the largest component only. Vertices lie on the straight line between two
//           grid points, some hundredths of a millimetre off the surface: surface_project puts them right.
// Units     mm.
// Errors    RESULT_BAD_DATA when the surface runs out of its box or no landmark lies on a surface.
// Cost      about 6 values of the field per square cell of surface.
#ifndef ILIOPSOAS_MESHER_H
#define ILIOPSOAS_MESHER_H

#include "hrbf.h"
#include "mesh.h"

Result mesher_run(const Hrbf *field, const Landmarks *seeds, double cell_mm, Arena *keep, Mesh *out, Message *why);

// One step of each vertex along the gradient on to f = 0, by farthest_mm at most; the gradient becomes its normal.
void surface_project(const Hrbf *field, double farthest_mm, Arena *keep, Mesh *mesh);

#endif
