// packed_border.h: how far the vertices of a surface lie from the border of their region, as it lies in the pack.
//
// Why       Labels alone draw a border somewhere between two vertices, which zigzags where triangles are large. With the way to the border a
//           shader draws it smooth across triangles of any size, and a point between vertices has the region that is drawn there.
// Shapes    uint8_t[vertex_count], blob "borders/STRUCTURE".
// Units     of PACKED_LEAD_MOST_MM / 255.
// Errors    cannot fail; whoever takes them out of the pack compares their size with the mesh.
#ifndef ILIOPSOAS_PACKED_BORDER_H
#define ILIOPSOAS_PACKED_BORDER_H

#define PACKED_LEAD_MOST_MM 16.0f

#endif
