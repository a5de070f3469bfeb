// muscle_rest.h: what muscle_shape.c knows of a muscle at rest, made once; private to src/body.
//
// Why       Everything that does not depend on the pose is worked out when a muscle is first shown, so that a frame only multiplies. Room
//           is taken for all of it at the start: a caller may use the same arena as scratch round the call that fills it.
// Source    docs/sources.md#ma2012 (inscribed balls); who holds what, all distances: attachments.csv, own choice.
// Shapes    control vertices: those of one level of detail, on which rounds are run; finer levels ride on their triangles.
// Units     mm; shares 0..1.
// Errors    cannot fail: a muscle without attachments is held nowhere, bones without a field are passed through.
// Cost      quadratic in control vertices for the thickness: about 5 ms for the psoas.
#ifndef ILIOPSOAS_MUSCLE_REST_H
#define ILIOPSOAS_MUSCLE_REST_H

#include "bone_field.h"
#include "muscle_path.h"

#define NODES_OF_VERTEX 8 // four fascicles, two stations each
#define PINS_OF_VERTEX 3

typedef struct FibreNodes {
    uint16_t node[NODES_OF_VERTEX]; // fascicle of the muscle * PATH_STATIONS_MOST + station
    float share_frac[NODES_OF_VERTEX];
} FibreNodes;

typedef struct Pin {
    SegmentId segment[PINS_OF_VERTEX]; // of the right side
    float share_frac[PINS_OF_VERTEX];
    float hold_frac; // 1: rides on the bone alone
} Pin;

typedef struct OnControls { // where a vertex that is none stands: in a triangle of control vertices, and out of it
    uint16_t corner[3];
    float share_frac[3], out_mm;
} OnControls;

typedef struct MuscleRest {
    bool is_bound;
    uint32_t variant_number; // whose places these are; 0: those of the tables
    const PackedMesh *mesh;
    int fascicle_first, fascicle_count;
    uint32_t vertex_count; // bound so far: a level's
    vec3s *position_mm, *normal;
    FibreNodes *nodes; // of control vertices
    OnControls *on;    // of vertices from control_count on
    Detail control_detail;
    int control_count, triangle_count;
    const uint16_t *triangles;
    Pin *pin;
    float *swell_mm;        // local half thickness, less where it is tendon or held
    uint32_t *around_first; // triangles round each control vertex: around[around_first[v] .. around_first[v + 1])
    uint16_t *around;
    uint32_t *ring_first; // neighbours of each control vertex: ring[ring_first[v] .. ring_first[v + 1])
    uint16_t *ring;
    float *ring_share; // one over their number
    float *spare;      // this and ring_fill: only while binding
    uint32_t *ring_fill;
    float *proud_mm; // how far each control vertex stands out of the mean of its neighbours, along its normal
    int bone_count;
    const BoneField **bones;           // that can be near
    float *depth_limit_mm[SIDE_COUNT]; // [bone * mesh->vertex_count + vertex]: no deeper than at rest
    int8_t (*outward[SIDE_COUNT])[3]; // [bone * control_count + vertex]: on which side of the bone it rests, of 127; 0: far from it
    double volume_mm3, growth_mm3;     // growth: of the volume where the section swells by as much again
    vec3s *face_normal[DETAIL_COUNT];  // of the flat triangles at rest, by level
    bool *is_sharp[DETAIL_COUNT];      // triangles that stand steeply to their corners' normals even at rest, at thin rims
    bool has_faces[DETAIL_COUNT];
} MuscleRest;

MuscleRest muscle_rest_room(const PackedMesh *mesh, Detail control, const BoneFields *bones, Arena *keep);
void muscle_rest_bind(const Body *body, const BoneFields *bones, PartId right, MuscleRest *rest);
// Binds vertices up to a level's count, and that level's face normals.
void muscle_rest_extend(Detail detail, MuscleRest *rest);
// The same vertices elsewhere: places, normals, volume; what they hang on stays.
void muscle_rest_follow(const PackedMesh *mesh, MuscleRest *rest);
FibreNodes muscle_rest_nodes(const Body *body, PartId right, int fascicle_first, vec3s rest_mm);

static inline float muscle_depth_limit_mm(const MuscleRest *rest, Side side, int bone, int vertex)
{
    return rest->depth_limit_mm[side][(size_t)bone * rest->mesh->vertex_count + (size_t)vertex];
}

// Mean over the neighbours of a control vertex.
static inline vec3s muscle_ring_mean(const MuscleRest *rest, const vec3s *of, int v)
{
    vec3s sum = { { 0 } };
    const uint32_t first = rest->ring_first[v], end = rest->ring_first[v + 1];
    for (uint32_t i = first; i < end; i++) {
        const vec3s *other = &of[rest->ring[i]];
        sum.x += other->x, sum.y += other->y, sum.z += other->z;
    }
    const float share = rest->ring_share[v];
    return (vec3s) { { sum.x * share, sum.y * share, sum.z * share } };
}

#endif
