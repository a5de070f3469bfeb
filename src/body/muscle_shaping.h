// muscle_shaping.h: the steps by which muscle_shape.c brings one muscle of one side into one pose; private to src/body.
//
// Why       Four steps, one file each: nodes (muscle_nodes.c), then control vertices ride on them and are held, eased, pushed and scaled
//           (muscle_rounds.c), then the drawn level is placed and settled (muscle_settle.c).
// Source    see muscle_shape.h.
// Shapes    All of it happens in a right-handed copy of the world: for a left muscle the world is mirrored in z, so that one resting
//           surface, the right one, serves both sides.
// Units     mm, rad.
// Errors    cannot fail.
// Cost      see muscle_shape.h; no allocation.
#ifndef ILIOPSOAS_MUSCLE_SHAPING_H
#define ILIOPSOAS_MUSCLE_SHAPING_H

#include "muscle_rest.h"

// What happens at one station of a fascicle. An array, not named fields: vertices ride on weighted sums of eight of these, and sixteen
// floats are added in four wide steps. NODE_TURN and NODE_SHIFT_MM are laid out as a Rigid's; what follows the swelling is unused.
enum { NODE_TURN = 0, NODE_SHIFT_MM = 9, NODE_SWELLING = 12, NODE_FLOATS = 16 };
typedef struct Node {
    float value[NODE_FLOATS];
} Node;

// A control vertex and a bone that it may meet, the bone seen as a plane.
typedef struct BonePair {
    uint16_t bone, vertex;
    vec3s way;       // out of the bone
    float offset_mm; // distance = way . place + offset
} BonePair;

typedef struct Work { // room for the largest muscle, used for one after the other
    Node *node;
    vec3s *at_mm, *normal; // where the fascicles bring a control vertex
    vec3s *shift_mm;       // away from there
    vec3s *want_mm;        // how far a fold's vertex would have to go to lie as at rest among its neighbours
    vec3s *now_mm;         // places, for whoever needs them next
    vec3s *faces, *each;   // normals of the flat surface: at vertices, of triangles
    float *swell_frac;     // of the half thickness, from the fascicles' stretch
    float *fold_frac;      // 0 open .. 1 folded or turned over
    float *wide_frac;      // the same, spread to the vertices beside a fold
    uint16_t *near_bone;   // vertices in the grid of the bone at hand
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

typedef struct Rigid { // where a segment's points go, in the mirrored world
    float m[12];       // turn by columns, then shift in mm
} Rigid;

Rigid segment_rigid(const Shaping *s, SegmentId right_segment);
vec3s rigid_place(const Rigid *frame, vec3s rest_mm);

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
