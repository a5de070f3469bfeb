#include "region_border.h"

#include "packed_border.h"

#include <math.h>
#include <stdio.h>

const uint8_t *region_borders(const Body *body, int structure)
{
    char name[64];
    Text bytes;
    snprintf(name, sizeof name, "borders/%s", body->pack.structures[structure].id);
    if (!pack_blob(&body->pack, name, &bytes) || bytes.size != body->pack.meshes[structure].vertex_count) return NULL;
    return (const uint8_t *)bytes.data;
}

// Never 0: a lone vertex keeps a dot of its colour.
uint8_t region_firmness(const uint8_t *borders, uint32_t vertex)
{
    if (!borders) return 1;
    const int firmness = (63 * borders[vertex] + 127) / 255;
    return (uint8_t)(firmness > 1 ? firmness : 1);
}

uint32_t region_corner_at(const Body *body, PartId part, const uint32_t corner[3], const float share[3])
{
    const uint8_t *regions = body->parts[part].mesh->regions;
    const uint8_t *borders = region_borders(body, body->parts[part].structure_index);
    uint32_t best = corner[0];
    float loudest = -1.0f;
    for (int i = 0; i < 3; i++) {
        float voice = 0.0f;
        for (int k = 0; k < 3; k++) voice += regions[corner[k]] == regions[corner[i]] ? share[k] * (float)region_firmness(borders, corner[k]) : 0.0f;
        if (voice > loudest) loudest = voice, best = corner[i];
    }
    return best;
}

uint32_t region_vertex_at(const Body *body, PartId part, vec3s table_mm)
{
    const PackedMesh *mesh = body->parts[part].mesh;
    const uint8_t *borders = region_borders(body, body->parts[part].structure_index);
    uint32_t best = 0;
    float farthest_mm = -INFINITY;
    for (uint32_t v = 0; v < mesh->vertex_count; v++) {
        const float lead_mm = borders ? PACKED_LEAD_MOST_MM / 255.0f * (float)borders[v] : 0.0f;
        const float beyond_mm = lead_mm - glms_vec3_distance(packed_position_mm(mesh, v), table_mm);
        if (beyond_mm > farthest_mm) farthest_mm = beyond_mm, best = v;
    }
    return best;
}
