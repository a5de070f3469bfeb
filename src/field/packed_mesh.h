// packed_mesh.h: a surface as it lies in the pack: quantised vertices, three levels of detail over one vertex array.
//
// Why       The baker writes it, the file is mapped, and the GPU, picking and the flesh read the same bytes: nothing is unpacked on start.
// Shapes    vertices[vertex_count]; regions[vertex_count]: index into the structure's region list, PACKED_NO_REGION for none.
//           Vertices are ordered so that level k uses only the first level[k].vertex_count of them (level 0 = full uses all).
//           indices: three per triangle, counter-clockwise seen from outside, relative to this mesh's first vertex.
// Units     position_mm = min_mm + step_mm * position; occlusion 0 (dark) .. 255 (open); curvature -127 (hollow) .. 127 (ridge), 127 = 0.25 / mm;
//           normal: octahedral, -32767..32767.
// Errors    cannot fail; whoever maps the pack has checked every offset.
#ifndef ILIOPSOAS_PACKED_MESH_H
#define ILIOPSOAS_PACKED_MESH_H

#include <cglm/struct.h>
#include <stdbool.h>
#include <stdint.h>

#define PACKED_NO_REGION 255u

typedef enum Detail { DETAIL_FULL, DETAIL_HIGH, DETAIL_LOW, DETAIL_COUNT } Detail;

typedef struct PackedVertex {
    uint16_t position[3];
    uint8_t occlusion;
    int8_t curvature;
    int16_t normal[2];
} PackedVertex;

typedef struct PackedLevel {
    uint32_t index_first, index_count, vertex_count;
} PackedLevel;

typedef struct PackedMesh {
    const PackedVertex *vertices;
    const uint8_t *regions;
    const uint16_t *indices; // level[k] starts at indices + level[k].index_first
    PackedLevel level[DETAIL_COUNT];
    vec3s min_mm, step_mm;
    uint32_t vertex_count;
    uint32_t version; // of a mesh whose vertices change in their place: counts that; 0 in the pack
} PackedMesh;

// A vertex of a soft part after bending: world position (mm) and unit normal. Occlusion and curvature stay with the packed vertex.
typedef struct FleshVertex {
    float position_mm[3], normal[3];
} FleshVertex;

vec3s packed_position_mm(const PackedMesh *mesh, uint32_t vertex);
vec3s packed_normal(const PackedVertex *vertex);
mat4s packed_to_rest(const PackedMesh *mesh, bool mirrored); // from the numbers 0..65535 of a position to mm; mirrored: at -z
void packed_set_normal(PackedVertex *vertex, vec3s normal);

#endif
