// shade.h: what is baked into each vertex for shading: how open it lies and how it curves.
//
// Why       Hollows that gather shade and ridges that catch light are what make bone read as bone. Screen-space methods shimmer and
//           cost every frame; the shapes are rigid, so it is worked out once. Each structure shades only itself: its neighbours move.
// Source    cone stepping through a distance field: after Quilez and Wright 2015 (docs/sources.md#distance-field-occlusion); curvature:
//           least-squares shape operator from vertex normals (Rusinkiewicz 2004, simplified). Measures: own choice.
// Shapes    openness, curvature: float[vertex_count] of the mesh given; the mesh has normals.
// Units     openness 0 (closed in) .. 1 (open as a plane); curvature 1/mm, mean of the two, ridges positive.
// Errors    cannot fail.
// Cost      20 to 200 ms a structure, most of it the distance grid.
#ifndef ILIOPSOAS_SHADE_H
#define ILIOPSOAS_SHADE_H

#include "mesh.h"

float *shade_openness(const Mesh *mesh, float reach_mm, Arena *keep);
float *shade_curvature(const Mesh *mesh, Arena *keep);

#endif
