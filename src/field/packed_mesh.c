#include "packed_mesh.h"

#include <math.h>

vec3s packed_position_mm(const PackedMesh *mesh, uint32_t vertex)
{
    const uint16_t *q = mesh->vertices[vertex].position;
    return (vec3s){ { mesh->min_mm.x + mesh->step_mm.x * (float)q[0], mesh->min_mm.y + mesh->step_mm.y * (float)q[1],
                      mesh->min_mm.z + mesh->step_mm.z * (float)q[2] } };
}

mat4s packed_to_rest(const PackedMesh *mesh, bool mirrored)
{
    const float z = mirrored ? -1.0f : 1.0f;
    mat4s rest_from_packed = GLMS_MAT4_IDENTITY_INIT;
    rest_from_packed.col[0].x = mesh->step_mm.x;
    rest_from_packed.col[1].y = mesh->step_mm.y;
    rest_from_packed.col[2].z = mesh->step_mm.z * z;
    rest_from_packed.col[3] = (vec4s){ { mesh->min_mm.x, mesh->min_mm.y, mesh->min_mm.z * z, 1 } };
    return rest_from_packed;
}

static float sign_of(float x)
{
    return x < 0.0f ? -1.0f : 1.0f;
}

vec3s packed_normal(const PackedVertex *vertex)
{
    const float u = (float)vertex->normal[0] / 32767.0f, v = (float)vertex->normal[1] / 32767.0f;
    vec3s n = { { u, v, 1.0f - fabsf(u) - fabsf(v) } };
    if (n.z < 0.0f) {
        n.x = (1.0f - fabsf(v)) * sign_of(u);
        n.y = (1.0f - fabsf(u)) * sign_of(v);
    }
    return glms_vec3_normalize(n);
}

void packed_set_normal(PackedVertex *vertex, vec3s normal)
{
    const float sum = fabsf(normal.x) + fabsf(normal.y) + fabsf(normal.z);
    if (sum <= 0.0f) normal = (vec3s){ { 0.0f, 0.0f, 1.0f } };
    else normal = glms_vec3_scale(normal, 1.0f / sum);
    float u = normal.x, v = normal.y;
    if (normal.z < 0.0f) {
        u = (1.0f - fabsf(normal.y)) * sign_of(normal.x);
        v = (1.0f - fabsf(normal.x)) * sign_of(normal.y);
    }
    vertex->normal[0] = (int16_t)lrintf(u * 32767.0f);
    vertex->normal[1] = (int16_t)lrintf(v * 32767.0f);
}
