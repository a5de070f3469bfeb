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
