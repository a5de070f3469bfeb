// triangle.h: the two questions about a single triangle that everything else asks: how near, and is it ahead.
//
// Why       Distance queries, the inside test and the baker's distance grid must agree to the last bit about which triangle a ray
//           along x meets: a ray through a shared edge must meet exactly one of the two. So the rule stands here once.
// Source    closest point: Ericson, Real-Time Collision Detection, section 5.1.5. Ray rule: half-open crossing numbers, own choice.
// Units     mm.
// Errors    cannot fail; a triangle without area still has a closest point and is never ahead.
// Cost      tens of nanoseconds, no allocation.
#ifndef ILIOPSOAS_TRIANGLE_H
#define ILIOPSOAS_TRIANGLE_H

#include <cglm/struct.h>
#include <stdbool.h>

typedef struct Triangle {
    vec3s a, b, c;
} Triangle;

vec3s triangle_closest_mm(const Triangle *t, vec3s point_mm);

// Does the line through (y, z) along x meet the triangle? If so at_x_mm says where.
bool triangle_on_x_line(const Triangle *t, double y_mm, double z_mm, double *at_x_mm);

#endif
