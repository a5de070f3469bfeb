// packed_border.h: how far the vertices of a surface lie from the border of their region, as it lies in the pack.
//
// Why       Labels alone draw a border somewhere between two vertices, which zigzags where triangles are large. With the way to the border,
//           and whose region lies beyond it, a shader draws it smooth across triangles of any size.
// Shapes    PackedBorder[vertex_count], blob "borders/STRUCTURE".
// Units     lead: of PACKED_LEAD_MOST_MM / 255; next: index into the structure's regions, PACKED_NO_REGION where none is named.
// Errors    cannot fail; whoever takes one out of the pack compares its size with the mesh.
#ifndef ILIOPSOAS_PACKED_BORDER_H
#define ILIOPSOAS_PACKED_BORDER_H

#include <stdint.h>

#define PACKED_LEAD_MOST_MM 16.0f

typedef struct PackedBorder {
    uint8_t next, lead;
} PackedBorder;

#endif
