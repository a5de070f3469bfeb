// shapes.h: surfaces that are built rather than solved: tubes along a line, a rounded box, a pad laid on the skin.
//
// Why       Vessels and ureters are known by centre line and radius, and the props by their size: a few numbers make better quads than any
// mesher. Shapes    tube: rows x, y, z, radius_mm; a natural cubic spline through the stations by chord length, the radius linear between
//           them, frames without twist, round caps. box: one row x, y, z, size_x, size_y, size_z, corner_mm, centred at the origin (x, y, z
//           is for the clip that places it). pad: one row x, y, z, size_y, size_z, thickness_mm, lift_mm: a rounded rectangle in
//           y and z round that point, laid on the front of the skin like a stiff cloth. All closed, genus 0, with normals.
// Source    frames: Wang et al. 2008 (double reflection); the rest own choice.
// Units     mm.
// Errors    RESULT_BAD_DATA with file:line:column.
#ifndef ILIOPSOAS_SHAPES_H
#define ILIOPSOAS_SHAPES_H

#include "mesh.h"
#include "table.h"

// least_radius_mm: of the stations; it bounds how much a coarse level may cut off.
Result tube_make(const Table *table, Arena *keep, Mesh *out, double *least_radius_mm, Message *why);
Result box_make(const Table *table, Arena *keep, Mesh *out, Message *why);
Result pad_make(const Table *table, const Mesh *skin, Arena *keep, Mesh *out, Message *why);

// Normals from the triangles round each vertex, weighted by their angle there.
void shape_add_normals(Mesh *mesh, Arena *keep);

void shape_add_triangle(Mesh *mesh, int a, int b, int c);
void shape_add_quad(Mesh *mesh, int a, int b, int c, int d);

#endif
