// simplify.h: fewer triangles within a given error, and three levels of detail over one vertex array.
//
// Why       The mesher makes twenty times the triangles that the shape needs. collapse.h takes them away without tearing; here each result
//           is checked as it will lie in the pack (places quantised, at most 65535 vertices) and made again with another error when it
//           does not fit. meshoptimizer orders triangles and vertices for the graphics card.
// Shapes    Levels: one vertex array; level k uses the first vertex_count[k] of it (DETAIL_FULL all). index[k][index_count[k]].
// Source    docs/sources.md#meshoptimizer for the ordering; own choice otherwise.
// Units     mm.
// Errors    RESULT_BAD_DATA when no error, however small, leaves a closed surface in one piece with the genus wanted.
// Cost      about 1 us per triangle of the input.
#ifndef ILIOPSOAS_SIMPLIFY_H
#define ILIOPSOAS_SIMPLIFY_H

#include "mesh.h"

typedef struct Levels {
    vec3s *position_mm, *normal;
    uint32_t *index[DETAIL_COUNT];
    int index_count[DETAIL_COUNT], vertex_count[DETAIL_COUNT];
} Levels;

// The largest error in mm of each level; 0 for DETAIL_FULL leaves the mesh as it is.
typedef struct LevelErrors {
    double mm[DETAIL_COUNT];
} LevelErrors;

// Reduces a mesh with normals in place (vertices kept where they are, unused ones dropped).
Result mesh_simplify(Mesh *mesh, double error_mm, int genus, Arena *keep, Message *why);

// Coarser levels from a finished mesh with normals; vertices reordered for the cache, coarse levels first.
Result levels_make(const Mesh *mesh, LevelErrors errors, int genus, Arena *keep, Levels *out, Message *why);

// The grid of the packed positions.
void quantise_grid(const vec3s *position_mm, int count, vec3s *min_mm, vec3s *step_mm);
void quantise(vec3s position_mm, vec3s min_mm, vec3s step_mm, uint16_t out[3]);

#endif
