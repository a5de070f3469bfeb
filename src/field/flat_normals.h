// flat_normals.h: normals of a surface that moves, from its triangles, and triangles that turn over.
//
// Why       Shaping muscles asks for them several times a pose, so they come from arrays as they lie, with nothing allocated.
// Source    own choice: area as weight, which is what the cross product gives.
// Shapes    at: positions, stride in floats; out: vertex_count; each: index_count / 3, or NULL.
// Units     as the positions: normals are twice the area long, not yet unit.
// Errors    cannot fail.
// Cost      about 5 ns a triangle.
#ifndef ILIOPSOAS_FLAT_NORMALS_H
#define ILIOPSOAS_FLAT_NORMALS_H

#include <cglm/struct.h>
#include <stdint.h>

// out: sums of the normals of the triangles at each vertex; each: the triangles' own.
void flat_normals(const uint16_t *triangles, uint32_t index_count, const float *at, int stride, uint32_t vertex_count, vec3s *out,
                  vec3s *each);

// Cosine between a triangle's normal and the mean of its corners' unit normals: below 0 it has turned over. 1 without area.
float flat_openness(const uint16_t *corner, vec3s triangle_normal, const vec3s *unit_normals);

#endif
