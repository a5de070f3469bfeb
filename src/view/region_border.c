#include "region_border.h"

#include <stdio.h>

const PackedBorder *region_borders(const Body *body, int structure)
{
    char name[64];
    Text bytes;
    snprintf(name, sizeof name, "borders/%s", body->pack.structures[structure].id);
    if (!pack_blob(&body->pack, name, &bytes) || bytes.size != sizeof(PackedBorder) * body->pack.meshes[structure].vertex_count) return NULL;
    return (const PackedBorder *)(const void *)bytes.data;
}

// Never 0: a lone vertex keeps a dot of its colour.
uint8_t region_firmness(const PackedBorder *borders, uint32_t vertex)
{
    if (!borders) return 1;
    const int firmness = (63 * borders[vertex].lead + 127) / 255;
    return (uint8_t)(firmness > 1 ? firmness : 1);
}

uint32_t region_corner_at(const Body *body, PartId part, const uint32_t corner[3], const float share[3])
{
    const uint8_t *regions = body->parts[part].mesh->regions;
    const PackedBorder *borders = region_borders(body, body->parts[part].structure_index);
    uint32_t best = corner[0];
    float loudest = -1.0f;
    for (int i = 0; i < 3; i++) {
        float voice = 0.0f;
        for (int k = 0; k < 3; k++) voice += regions[corner[k]] == regions[corner[i]] ? share[k] * (float)region_firmness(borders, corner[k]) : 0.0f;
        if (voice > loudest) loudest = voice, best = corner[i];
    }
    return best;
}
