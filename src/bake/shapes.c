#include "shapes.h"

#include <math.h>

void shape_add_triangle(Mesh *mesh, int a, int b, int c)
{
    uint32_t *corner = &mesh->index[mesh->index_count];
    corner[0] = (uint32_t)a;
    corner[1] = (uint32_t)b;
    corner[2] = (uint32_t)c;
    mesh->index_count += 3;
}

// Cut along the shorter diagonal.
void shape_add_quad(Mesh *mesh, int a, int b, int c, int d)
{
    const vec3s *p = mesh->position_mm;
    if (glms_vec3_distance2(p[a], p[c]) <= glms_vec3_distance2(p[b], p[d])) {
        shape_add_triangle(mesh, a, b, c);
        shape_add_triangle(mesh, a, c, d);
    } else {
        shape_add_triangle(mesh, a, b, d);
        shape_add_triangle(mesh, b, c, d);
    }
}

static float angle_between(vec3s a, vec3s b)
{
    return atan2f(glms_vec3_norm(glms_vec3_cross(a, b)), glms_vec3_dot(a, b));
}

void shape_add_normals(Mesh *mesh, Arena *keep)
{
    mesh->normal = ARENA_ARRAY(keep, vec3s, mesh->vertex_count);
    for (int i = 0; i < mesh->index_count; i++) {
        const int base = i - i % 3;
        const uint32_t at = mesh->index[i];
        const vec3s p = mesh->position_mm[at];
        const vec3s next = glms_vec3_sub(mesh->position_mm[mesh->index[base + (i + 1) % 3]], p);
        const vec3s last = glms_vec3_sub(mesh->position_mm[mesh->index[base + (i + 2) % 3]], p);
        const vec3s face = glms_vec3_normalize(glms_vec3_cross(next, last));
        mesh->normal[at] = glms_vec3_muladds(face, angle_between(next, last), mesh->normal[at]);
    }
    for (int v = 0; v < mesh->vertex_count; v++) mesh->normal[v] = glms_vec3_normalize(mesh->normal[v]);
}
