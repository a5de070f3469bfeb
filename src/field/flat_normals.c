#include "flat_normals.h"

#include <math.h>
#include <string.h>

void flat_normals(const uint16_t *triangles, uint32_t index_count, const float *at, int stride, uint32_t vertex_count, vec3s *out,
                  vec3s *each)
{
    memset(out, 0, sizeof *out * vertex_count);
    for (uint32_t i = 0; i < index_count; i += 3) {
        const uint16_t *c = &triangles[i];
        const float *p = &at[stride * c[0]], *q = &at[stride * c[1]], *r = &at[stride * c[2]];
        const float ux = q[0] - p[0], uy = q[1] - p[1], uz = q[2] - p[2], vx = r[0] - p[0], vy = r[1] - p[1], vz = r[2] - p[2];
        const float nx = uy * vz - uz * vy, ny = uz * vx - ux * vz, nz = ux * vy - uy * vx;
        if (each) each[i / 3] = (vec3s) { { nx, ny, nz } };
        for (int k = 0; k < 3; k++) {
            vec3s *n = &out[c[k]];
            n->x += nx;
            n->y += ny;
            n->z += nz;
        }
    }
}

float flat_openness(const uint16_t *corner, vec3s triangle_normal, const vec3s *unit_normals)
{
    const vec3s mean = glms_vec3_add(glms_vec3_add(unit_normals[corner[0]], unit_normals[corner[1]]), unit_normals[corner[2]]);
    const float size2 = glms_vec3_norm2(triangle_normal) * glms_vec3_norm2(mean);
    return size2 > 0.0f ? glms_vec3_dot(triangle_normal, mean) / sqrtf(size2) : 1.0f;
}
