// muscle_shaping.h: the steps by which muscle_shape.c brings one muscle of one side into one pose; private to src/body.
//
// Why       Four steps, one file each: nodes (muscle_nodes.c), then control vertices ride on them and are held, eased, pushed and scaled
//           (muscle_rounds.c), then the drawn level is placed and settled (muscle_settle.c).
// Shapes    All of it happens in a right-handed copy of the world: for a left muscle the world is mirrored in z, so that one resting
//           surface, the right one, serves both sides.
// Units     mm, rad.
// Errors    cannot fail.
// Cost      see muscle_shape.h; no allocation.
#ifndef ILIOPSOAS_MUSCLE_SHAPING_H
#define ILIOPSOAS_MUSCLE_SHAPING_H

#include "muscle_rest.h"

#define NODE_FLOATS 16 // turn by columns (9), shift (3), swelling, three unused
typedef struct Node {
    float part[NODE_FLOATS];
} Node;

typedef struct BonePair {
    uint16_t bone, vertex;
    vec3s way;       // out of the bone
    float offset_mm; // distance = way . place + offset
} BonePair;

typedef struct Work { // room for the largest muscle, used for one after the other
    Node *node;
    vec3s *at_mm, *normal; // where the fascicles bring a control vertex
    vec3s *shift_mm;       // away from there
    vec3s *want_mm, *faces, *now_mm;
    vec3s *each; // normals of triangles
    float *swell_frac, *fold_frac, *wide_frac;
    uint16_t *near_bone; // vertices in the grid of the bone at hand
    BonePair *pairs;
    int pair_count, pair_most;
} Work;

typedef struct Shaping {
    const MusclePaths *paths;
    const SegmentId *mirrored; // the segment of the other side, by segment
    const Pose *pose;
    Side side;
    const MuscleRest *rest;
    Work *work;
    BonePlace places[BONES_MOST];
    float more_frac; // by which the section swells beyond what the fascicles' stretch says, for the volume
} Shaping;

typedef struct Frame { // of a segment in the mirrored world
    float m[12];
} Frame;

Frame segment_frame(const Shaping *s, SegmentId right_segment);
vec3s frame_place(const Frame *frame, vec3s rest_mm);

void set_fascicle_nodes(const Shaping *s, int fascicle, Node *node);
void blend_nodes(const Node *node, const FibreNodes *nodes, float *sum);

void run_rounds(Shaping *s);
bool look_at_bone(const Shaping *s, vec3s at_mm, BonePair *pair); // false: far from it

static inline float larger(float a, float b) // fmaxf minds NaN and costs a call
{
    return a > b ? a : b;
}

// Where a control vertex stands.
static inline vec3s control_place(const Shaping *s, int vertex)
{
    const Work *work = s->work;
    const float out_mm = s->rest->swell_mm[vertex] * (work->swell_frac[vertex] + s->more_frac);
    const vec3s *at = &work->at_mm[vertex], *shift = &work->shift_mm[vertex], *normal = &work->normal[vertex];
    return (
        vec3s) { { at->x + shift->x + out_mm * normal->x, at->y + shift->y + out_mm * normal->y, at->z + shift->z + out_mm * normal->z } };
}

// World (mirrored) positions and normals of a level.
void draw_level(const Shaping *s, Detail detail, FleshVertex *out);

#endif
