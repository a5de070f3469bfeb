#include "muscle_shape.h"

#include "muscle_rest.h"

#include <math.h>
#include <string.h>

#define BEND_STATIONS 6 // either side of the gate
#define BEND_PASSES 8
#define SCALE_STEP_FRAC 0.5f
#define NEAR_MM 7.0f // farther than the rounds move a vertex
#define PAIRS_OF_VERTEX 3
#define ROUNDS 3            // of pushing out of bone, easing and scaling; own choice: more change nothing that is seen
#define PIN_SMOOTHINGS 8
#define PIN_EASE_FRAC 1.6f
#define FOLD_TURNS 3
#define FOLD_SMOOTHINGS 4
#define FOLD_COS 0.6f // between a triangle and its corners' normals; below this a fold begins
#define SETTLE_TURNS 8
#define SETTLE_SLACK_MM 0.3f // deeper than at rest: no one sees it, and a triangle turned over is seen
#define LAST_TURNS 8
#define LAST_COS 0.05f
#define STRETCH_LEAST 0.35f // a piece that nearly vanishes must not swell without end
#define STRETCH_MOST 2.0f
#define NODE_FLOATS 16      // turn by columns (9), shift (3), swelling, three unused

typedef struct BonePair {
    uint16_t bone, vertex;
    vec3s way;       // out of the bone
    float offset_mm; // distance = way . place + offset
} BonePair;

typedef struct Work { // of one muscle in one pose; room for the largest
    float (*node)[NODE_FLOATS];
    vec3s *at_mm, *normal, *shift_mm, *want_mm, *faces, *now_mm; // shift: away from where the fascicles bring a vertex
    float *swell_frac, *fold_frac, *wide_frac;
    uint16_t *near_bone; // control vertices in the grid of the bone at hand
    BonePair *pairs;
    int pair_count, pair_most;
} Work;

struct MuscleShapes {
    const Body *body;
    MusclePaths paths;
    BoneFields bones;
    MuscleRest *rest; // by structure
    int *fascicle_first, *fascicle_count; // by structure
    SegmentId mirrored[SEGMENT_MOST];
    Work work;
};

MuscleShapes *muscle_shapes_bind(const Body *body, Arena *keep)
{
    MuscleShapes *shapes = ARENA_ARRAY(keep, MuscleShapes, 1);
    *shapes = (MuscleShapes) { .body = body, .paths = muscle_paths_bind(body, keep), .bones = bone_fields_bind(body, keep) };
    const uint32_t structures = body->pack.header ? body->pack.header->structure_count : 0;
    shapes->rest = ARENA_ARRAY(keep, MuscleRest, structures + 1);
    shapes->fascicle_first = ARENA_ARRAY(keep, int, structures + 1);
    shapes->fascicle_count = ARENA_ARRAY(keep, int, structures + 1);
    uint32_t most = 0;
    for (int f = body->fascicle_count - 1; f >= 0; f--) {
        const Part *part = &body->parts[body->fascicles[f].muscle];
        shapes->fascicle_first[part->structure_index] = f;
        shapes->fascicle_count[part->structure_index]++;
        if (part->mesh && part->mesh->vertex_count > most) most = part->mesh->vertex_count;
    }
    for (int f = 0; f < body->fascicle_count; f++) {
        const Part *part = &body->parts[body->fascicles[f].muscle];
        if (part->mesh && !shapes->rest[part->structure_index].mesh)
            shapes->rest[part->structure_index] = muscle_rest_room(part->mesh, &shapes->bones, keep);
    }
    for (int s = 0; s < body->segment_count; s++) shapes->mirrored[s] = segment_mirrored(body, (SegmentId)s);
    Work *work = &shapes->work;
    work->node = arena_push(keep, sizeof *work->node * (size_t)body->fascicle_count * PATH_STATIONS_MOST);
    work->at_mm = ARENA_ARRAY(keep, vec3s, most);
    work->normal = ARENA_ARRAY(keep, vec3s, most);
    work->shift_mm = ARENA_ARRAY(keep, vec3s, most);
    work->fold_frac = ARENA_ARRAY(keep, float, most);
    work->wide_frac = ARENA_ARRAY(keep, float, most);
    work->want_mm = ARENA_ARRAY(keep, vec3s, most);
    work->faces = ARENA_ARRAY(keep, vec3s, most);
    work->now_mm = ARENA_ARRAY(keep, vec3s, most);
    work->swell_frac = ARENA_ARRAY(keep, float, most);
    work->near_bone = ARENA_ARRAY(keep, uint16_t, most);
    work->pair_most = PAIRS_OF_VERTEX * (int)most;
    work->pairs = ARENA_ARRAY(keep, BonePair, work->pair_most);
    return shapes;
}

const MusclePaths *muscle_shapes_paths(const MuscleShapes *shapes)
{
    return &shapes->paths;
}

bool muscle_shape_has(const MuscleShapes *shapes, PartId part)
{
    const Part *p = &shapes->body->parts[part];
    return p->mesh && shapes->fascicle_count[p->structure_index] > 0;
}

// ---- segments as seen in the mirrored world

typedef struct Frame { // of a segment in the mirrored world
    float m[12];
} Frame;

static Frame segment_frame(const MuscleShapes *shapes, const Pose *pose, SegmentId right_segment, Side side)
{
    const mat4s *m = &pose->world_from_segment[side == SIDE_LEFT ? shapes->mirrored[right_segment] : right_segment];
    Frame out;
    for (int c = 0; c < 4; c++) {
        for (int k = 0; k < 3; k++) out.m[3 * c + k] = m->raw[c][k] * (side == SIDE_LEFT && (c == 2) != (k == 2) ? -1.0f : 1.0f);
    }
    return out;
}

static vec3s frame_place(const Frame *frame, vec3s p)
{
    const float *m = frame->m;
    vec3s out;
    for (int k = 0; k < 3; k++) out.raw[k] = m[k] * p.x + m[3 + k] * p.y + m[6 + k] * p.z + m[9 + k];
    return out;
}

// ---- nodes: where each station went, how it turned, how much its piece swells

static vec3s mirror(vec3s v, Side side)
{
    if (side == SIDE_LEFT) v.z = -v.z;
    return v;
}

static vec3s tangent_at(const vec3s *at_mm, int count, int i)
{
    const int before = i > 0 ? i - 1 : 0, after = i + 1 < count ? i + 1 : i;
    return glms_vec3_normalize(glms_vec3_sub(at_mm[after], at_mm[before]));
}

// The smallest turn that takes one unit vector to another.
static versors smallest_turn(vec3s from, vec3s to)
{
    const vec3s axis = glms_vec3_cross(from, to);
    const float w = 1.0f + glms_vec3_dot(from, to);
    if (w < 1e-4f) return (versors) { { 0.0f, 0.0f, 1.0f, 0.0f } };
    return glms_quat_normalize((versors) { { axis.x, axis.y, axis.z, w } });
}

// How a segment has turned, seen in the mirrored world.
static versors segment_turn(const MuscleShapes *shapes, const Pose *pose, SegmentId right_segment, Side side)
{
    const SegmentId segment = side == SIDE_LEFT ? shapes->mirrored[right_segment] : right_segment;
    versors q = pose->motion[segment].real;
    if (side == SIDE_LEFT) q.x = -q.x, q.y = -q.y;
    return glms_quat_normalize(q);
}

// Turned so that the tangent at a station goes where it belongs.
static versors carry_turn(versors turn, vec3s rest_tangent, vec3s tangent)
{
    return glms_quat_mul(smallest_turn(glms_quat_rotatev(turn, rest_tangent), tangent), turn);
}

// Angle about the tangent by which one turn must be twisted to become the other.
static float twist_between(versors from, versors to, vec3s tangent)
{
    const versors back = { { -from.x, -from.y, -from.z, from.w } };
    versors way = glms_quat_mul(to, back);
    const float along = way.x * tangent.x + way.y * tangent.y + way.z * tangent.z;
    const float angle_rad = 2.0f * atan2f(along, way.w);
    return angle_rad > GLM_PIf ? angle_rad - 2.0f * GLM_PIf : angle_rad < -GLM_PIf ? angle_rad + 2.0f * GLM_PIf : angle_rad;
}

// Carried from the origin along the fascicle; what is missing against the bone at the other end is twisted in on the way.
static void turn_stations(const MuscleShapes *shapes, const Pose *pose, const MusclePath *path, Side side, const vec3s *at_mm, versors *turn)
{
    vec3s tangent[PATH_STATIONS_MOST];
    const int last = path->station_count - 1;
    turn[0] = segment_turn(shapes, pose, path->carrier[0].segment[0], side);
    for (int i = 0; i <= last; i++) {
        tangent[i] = tangent_at(at_mm, last + 1, i);
        turn[i] = carry_turn(turn[i > 0 ? i - 1 : 0], tangent_at(path->rest_mm, last + 1, i), tangent[i]);
    }
    const versors femur = segment_turn(shapes, pose, shapes->paths.femur[SIDE_RIGHT], side);
    const versors end = carry_turn(femur, tangent_at(path->rest_mm, last + 1, last), tangent[last]);
    const float twist_rad = twist_between(turn[last], end, tangent[last]);
    const int from = path->gate > 0 ? path->gate / 2 : 0;
    for (int i = from + 1; i <= last; i++) {
        const float t = fminf((float)(i - from) / (float)(path->end - from > 0 ? path->end - from : 1), 1.0f);
        const float half_rad = 0.5f * twist_rad * t * t * (3.0f - 2.0f * t), s = sinf(half_rad);
        const versors twist = { { tangent[i].x * s, tangent[i].y * s, tangent[i].z * s, cosf(half_rad) } };
        turn[i] = glms_quat_mul(twist, turn[i]);
    }
}

static float stretch_at(const MusclePath *path, const vec3s *at_mm, int i)
{
    const int before = i > 0 ? i - 1 : 0, after = i + 1 < path->station_count ? i + 1 : i;
    const float rest_mm = glms_vec3_distance(path->rest_mm[before], path->rest_mm[i]) + glms_vec3_distance(path->rest_mm[i], path->rest_mm[after]);
    const float now_mm = glms_vec3_distance(at_mm[before], at_mm[i]) + glms_vec3_distance(at_mm[i], at_mm[after]);
    return glm_clamp(now_mm / fmaxf(rest_mm, 1e-3f), STRETCH_LEAST, STRETCH_MOST);
}

static void set_node(float *node, versors turn, vec3s rest_mm, vec3s at_mm, float swelling)
{
    const mat3s m = glms_quat_mat3(turn);
    const vec3s moved = glms_mat3_mulv(m, rest_mm);
    memcpy(node, m.raw, sizeof m.raw);
    for (int k = 0; k < 3; k++) node[9 + k] = at_mm.raw[k] - moved.raw[k];
    node[12] = swelling;
}

// A thick muscle cannot bend as sharply as its middle line does at the gate: its inner side would fold. Means of 1 2 1 over how far the
// stations have gone against the pelvis round the bend; rest stays rest.
static void round_the_bend(const MuscleShapes *shapes, const Pose *pose, const MusclePath *path, Side side, vec3s *at_mm)
{
    const Frame pelvis = segment_frame(shapes, pose, shapes->paths.pelvis, side);
    vec3s shift_mm[PATH_STATIONS_MOST];
    const int last = path->station_count - 1;
    for (int i = 0; i <= last; i++) shift_mm[i] = glms_vec3_sub(at_mm[i], frame_place(&pelvis, path->rest_mm[i]));
    const int from = path->gate > BEND_STATIONS + 1 ? path->gate - BEND_STATIONS : 1, to = path->gate + BEND_STATIONS < last ? path->gate + BEND_STATIONS : last - 1;
    for (int pass = 0; pass < BEND_PASSES; pass++) {
        vec3s before = shift_mm[from - 1];
        for (int i = from; i <= to; i++) {
            const vec3s here = shift_mm[i], sum = glms_vec3_add(glms_vec3_add(before, shift_mm[i + 1]), glms_vec3_scale(here, 2.0f));
            shift_mm[i] = glms_vec3_scale(sum, 0.25f);
            before = here;
        }
    }
    for (int i = from; i <= to; i++) at_mm[i] = glms_vec3_add(frame_place(&pelvis, path->rest_mm[i]), shift_mm[i]);
}

static void set_fascicle_nodes(MuscleShapes *shapes, const Pose *pose, int fascicle, Side side, float (*node)[NODE_FLOATS])
{
    const MusclePath *path = &shapes->paths.list[fascicle];
    vec3s at_mm[PATH_STATIONS_MOST];
    versors turn[PATH_STATIONS_MOST];
    muscle_path_trace(&shapes->paths, pose, fascicle, side, at_mm);
    for (int i = 0; i < path->station_count; i++) at_mm[i] = mirror(at_mm[i], side);
    round_the_bend(shapes, pose, path, side, at_mm);
    turn_stations(shapes, pose, path, side, at_mm, turn);
    for (int i = 0; i < path->station_count; i++)
        set_node(node[i], turn[i], path->rest_mm[i], at_mm[i], 1.0f / sqrtf(stretch_at(path, at_mm, i)) - 1.0f);
}

static void set_nodes(MuscleShapes *shapes, const Pose *pose, int structure, Side side)
{
    for (int f = 0; f < shapes->fascicle_count[structure]; f++)
        set_fascicle_nodes(shapes, pose, shapes->fascicle_first[structure] + f, side, shapes->work.node + f * PATH_STATIONS_MOST);
}

// ---- where the fascicles bring a vertex

static void blend_nodes(const Work *work, const FibreNodes *nodes, float *sum)
{
    for (int k = 0; k < NODE_FLOATS; k++) sum[k] = 0.0f;
    for (int i = 0; i < NODES_OF_VERTEX; i++) {
        const float share = nodes->share_frac[i], *node = work->node[nodes->node[i]];
        for (int k = 0; k < NODE_FLOATS; k++) sum[k] += share * node[k];
    }
}

static void ride(const Work *work, const MuscleRest *rest, int v)
{
    float m[NODE_FLOATS];
    blend_nodes(work, &rest->nodes[v], m);
    const vec3s p = rest->position_mm[v], n = rest->normal[v];
    vec3s normal;
    for (int k = 0; k < 3; k++) {
        work->at_mm[v].raw[k] = m[k] * p.x + m[3 + k] * p.y + m[6 + k] * p.z + m[9 + k];
        normal.raw[k] = m[k] * n.x + m[3 + k] * n.y + m[6 + k] * n.z;
    }
    work->normal[v] = glms_vec3_scale(normal, 1.0f / fmaxf(sqrtf(glms_vec3_norm2(normal)), 1e-6f));
    work->swell_frac[v] = m[12];
}

// ---- held by bone

static void pin_shifts(const MuscleShapes *shapes, const MuscleRest *rest, const Frame *frames)
{
    const Work *work = &shapes->work;
    for (int v = 0; v < rest->control_count; v++) {
        const Pin *pin = &rest->pin[v];
        const vec3s p = rest->position_mm[v];
        vec3s wanted = { { 0 } };
        for (int i = 0; i < PINS_OF_VERTEX && pin->share_frac[i] > 0.0f; i++)
            wanted = glms_vec3_muladds(frame_place(&frames[pin->segment[i]], p), pin->share_frac[i], wanted);
        const bool held = pin->hold_frac > 0.0f;
        work->shift_mm[v] = held ? glms_vec3_scale(glms_vec3_sub(wanted, work->at_mm[v]), pin->hold_frac) : glms_vec3_zero();
    }
}

// Where triangles are about to turn over: 0 well open .. 1 folded, for each of their corners.
static bool find_folds(const Work *work, const MuscleRest *rest)
{
    bool any = false;
    for (int v = 0; v < rest->control_count; v++) work->fold_frac[v] = 0.0f;
    for (int t = 0; t < rest->triangle_count; t++) {
        const uint16_t *c = &rest->triangles[3 * t];
        vec3s p[3];
        for (int k = 0; k < 3; k++) p[k] = glms_vec3_add(work->at_mm[c[k]], work->shift_mm[c[k]]);
        const vec3s facing = glms_vec3_add(glms_vec3_add(work->normal[c[0]], work->normal[c[1]]), work->normal[c[2]]);
        const vec3s n = glms_vec3_cross(glms_vec3_sub(p[1], p[0]), glms_vec3_sub(p[2], p[0]));
        const float open = glms_vec3_dot(n, facing) / sqrtf(fmaxf(glms_vec3_norm2(n) * glms_vec3_norm2(facing), 1e-12f));
        const float fold = glm_clamp((FOLD_COS - open) / FOLD_COS, 0.0f, 1.0f);
        any = any || fold > 0.0f;
        for (int k = 0; k < 3; k++) work->fold_frac[c[k]] = fmaxf(work->fold_frac[c[k]], fold);
    }
    return any;
}

static void widen_folds(const Work *work, const MuscleRest *rest)
{
    for (int v = 0; v < rest->control_count; v++) {
        float most = 0.0f;
        for (uint32_t i = rest->ring_first[v]; i < rest->ring_first[v + 1]; i++) most = fmaxf(most, work->fold_frac[rest->ring[i]]);
        work->wide_frac[v] = fmaxf(work->fold_frac[v], 0.6f * most);
    }
}

// In a fold, what would bring a vertex to the middle of its neighbours, standing out of them as at rest.
static bool set_wants(const Work *work, const MuscleRest *rest)
{
    if (!find_folds(work, rest)) return false;
    widen_folds(work, rest);
    for (int v = 0; v < rest->control_count; v++) {
        const float fold = work->wide_frac[v];
        work->want_mm[v] = glms_vec3_zero();
        if (fold <= 0.0f) continue;
        const vec3s flat = glms_vec3_sub(muscle_ring_mean(rest, work->at_mm, v), work->at_mm[v]);
        work->want_mm[v] = glms_vec3_scale(glms_vec3_muladds(work->normal[v], rest->proud_mm[v], flat), fold);
    }
    return true;
}

// Each shift goes towards the mean of its neighbours' and that wish, in place and in order, as far as bone does not hold the vertex.
// Past the mean (ease_frac above 1) it settles in fewer passes (successive over-relaxation).
static void ease_shifts(const Work *work, const MuscleRest *rest, float ease_frac)
{
    for (int v = 0; v < rest->control_count; v++) {
        const float free_frac = ease_frac * (1.0f - rest->pin[v].hold_frac);
        if (free_frac > 0.0f) work->shift_mm[v] = 
            glms_vec3_lerp(work->shift_mm[v], glms_vec3_add(muscle_ring_mean(rest, work->shift_mm, v), work->want_mm[v]), free_frac);
    }
}

// ---- out of bone, and back to its volume

static vec3s control_place(const Work *work, const MuscleRest *rest, float more_frac, int v)
{
    const float out_mm = rest->swell_mm[v] * (work->swell_frac[v] + more_frac);
    return glms_vec3_add(glms_vec3_add(work->at_mm[v], work->shift_mm[v]), glms_vec3_scale(work->normal[v], out_mm));
}

static float depth_limit_mm(const MuscleRest *rest, Side side, int bone, int vertex)
{
    return rest->depth_limit_mm[side][(size_t)bone * rest->mesh->vertex_count + (size_t)vertex];
}

// The bone as a plane, from where a vertex stands now: good for the few mm that a round moves it. False when the bone is far.
static bool look_at_bone(const MuscleRest *rest, const BonePlace *places, vec3s at_mm, BonePair *pair)
{
    const float distance_mm = bone_distance_at(rest->bones[pair->bone], &places[pair->bone], at_mm, &pair->way);
    if (distance_mm > NEAR_MM) return false;
    pair->offset_mm = distance_mm - glms_vec3_dot(pair->way, at_mm);
    return true;
}

// Once for each pose: pairs of bone and vertex that may meet in the rounds to come.
static void find_near(Work *work, const MuscleRest *rest, const BonePlace *places)
{
    work->pair_count = 0;
    for (int v = 0; v < rest->control_count; v++) work->now_mm[v] = control_place(work, rest, 0.0f, v);
    for (int b = 0; b < rest->bone_count; b++) {
        const int found = bone_near(rest->bones[b], &places[b], work->now_mm, rest->control_count, work->near_bone);
        for (int i = 0; i < found && work->pair_count < work->pair_most; i++) {
            BonePair *pair = &work->pairs[work->pair_count];
            *pair = (BonePair) { .bone = (uint16_t)b, .vertex = work->near_bone[i] };
            if (look_at_bone(rest, places, work->now_mm[pair->vertex], pair)) work->pair_count++;
        }
    }
}

static void look_again(const Work *work, const MuscleRest *rest, const BonePlace *places, float more_frac)
{
    for (int i = 0; i < work->pair_count; i++) {
        BonePair *pair = &work->pairs[i];
        if (!look_at_bone(rest, places, control_place(work, rest, more_frac, pair->vertex), pair)) pair->offset_mm = INFINITY;
    }
}

static void push_out(const Work *work, const MuscleRest *rest, Side side, float more_frac)
{
    for (int i = 0; i < work->pair_count; i++) {
        const BonePair *pair = &work->pairs[i];
        const int v = pair->vertex;
        const float distance_mm = glms_vec3_dot(pair->way, control_place(work, rest, more_frac, v)) + pair->offset_mm;
        const float short_mm = depth_limit_mm(rest, side, pair->bone, v) - distance_mm;
        if (short_mm > 0.0f) work->shift_mm[v] = glms_vec3_muladds(pair->way, short_mm, work->shift_mm[v]);
    }
}

static double volume_mm3(const Work *work, const MuscleRest *rest, float more_frac)
{
    vec3s *at_mm = work->now_mm;
    double six = 0.0;
    for (int v = 0; v < rest->control_count; v++) at_mm[v] = control_place(work, rest, more_frac, v);
    const vec3s o = at_mm[0]; // near the muscle, or rounding would show
    for (int t = 0; t < rest->triangle_count; t++) {
        const uint16_t *c = &rest->triangles[3 * t];
        const vec3s p = glms_vec3_sub(at_mm[c[0]], o), q = glms_vec3_sub(at_mm[c[1]], o), r = glms_vec3_sub(at_mm[c[2]], o);
        six += (double)(p.x * (q.y * r.z - q.z * r.y) + p.y * (q.z * r.x - q.x * r.z) + p.z * (q.x * r.y - q.y * r.x));
    }
    return six / 6.0;
}

// How much the volume grows where the section swells by as much again: area times way, over all vertices.
static double growth_mm3(const Work *work, const MuscleRest *rest)
{
    double sum = 0.0;
    for (int v = 0; v < rest->control_count; v++) work->now_mm[v] = control_place(work, rest, 0.0f, v);
    face_normals(rest->triangles, 3 * (uint32_t)rest->triangle_count, work->now_mm[0].raw, 3, (uint32_t)rest->control_count, work->faces);
    for (int v = 0; v < rest->control_count; v++) sum += (double)(rest->swell_mm[v] * glms_vec3_dot(work->faces[v], work->normal[v]));
    return sum / 6.0; // a vertex has a third of its triangles, and their normals are twice their areas
}

// The slope is kept from the first round: the steps are small and there are some of them.
static float rescale(const Work *work, const MuscleRest *rest, float more_frac, double growth)
{
    if (growth < 1.0) return more_frac;
    const double missing_mm3 = rest->volume_mm3 - volume_mm3(work, rest, more_frac);
    return more_frac + glm_clamp((float)(missing_mm3 / growth), -SCALE_STEP_FRAC, SCALE_STEP_FRAC);
}

// ---- the rounds

static float run_rounds(MuscleShapes *shapes, const Pose *pose, const MuscleRest *rest, const BonePlace *places, Side side)
{
    Work *work = &shapes->work;
    Frame frames[SEGMENT_MOST];
    for (int s = 0; s < shapes->body->segment_count; s++) frames[s] = segment_frame(shapes, pose, (SegmentId)s, side);
    pin_shifts(shapes, rest, frames);
    for (int v = 0; v < rest->control_count; v++) work->want_mm[v] = glms_vec3_zero();
    for (int i = 0; i < PIN_SMOOTHINGS; i++) ease_shifts(work, rest, PIN_EASE_FRAC);
    for (int turn = 0; turn < FOLD_TURNS && set_wants(work, rest); turn++) {
        for (int i = 0; i < FOLD_SMOOTHINGS; i++) ease_shifts(work, rest, 1.0f);
    }
    find_near(work, rest, places);
    const double growth = growth_mm3(work, rest);
    float more_frac = 0.0f;
    for (int round = 0; round < ROUNDS; round++) {
        if (round > 0) look_again(work, rest, places, more_frac);
        push_out(work, rest, side, more_frac);
        if (round + 1 < ROUNDS) ease_shifts(work, rest, 0.5f);
        more_frac = rescale(work, rest, more_frac, growth);
    }
    return more_frac;
}

// ---- the vertices that are drawn

static void place_controls(const Work *work, const MuscleRest *rest, float more_frac, uint32_t count, FleshVertex *out)
{
    for (uint32_t v = 0; v < count && v < (uint32_t)rest->control_count; v++) {
        const vec3s at_mm = control_place(work, rest, more_frac, (int)v);
        memcpy(out[v].position_mm, at_mm.raw, sizeof at_mm.raw);
    }
}

static void place_others(const Work *work, const MuscleRest *rest, uint32_t count, FleshVertex *out)
{
    for (uint32_t v = (uint32_t)rest->control_count; v < count; v++) {
        const OnControls *on = &rest->on[v - (uint32_t)rest->control_count];
        vec3s at_mm = glms_vec3_zero(), way = at_mm;
        for (int i = 0; i < 3; i++) {
            const float *corner_mm = out[on->corner[i]].position_mm;
            for (int k = 0; k < 3; k++) at_mm.raw[k] += on->share_frac[i] * corner_mm[k];
            way = glms_vec3_muladds(work->normal[on->corner[i]], on->share_frac[i], way);
        }
        at_mm = glms_vec3_muladds(glms_vec3_normalize(way), on->out_mm, at_mm);
        memcpy(out[v].position_mm, at_mm.raw, sizeof at_mm.raw);
    }
}

static vec3s drawn_mm(const FleshVertex *out, int v)
{
    return (vec3s) { { out[v].position_mm[0], out[v].position_mm[1], out[v].position_mm[2] } };
}

// Every vertex for itself, the level's own too: between its corners a flat triangle may cut into round bone.
static void push_drawn_out(const Work *work, const MuscleRest *rest, const BonePlace *places, Side side, uint32_t count, float slack_mm, FleshVertex *out)
{
    for (uint32_t v = 0; v < count; v++) work->now_mm[v] = drawn_mm(out, (int)v);
    for (int b = 0; b < rest->bone_count; b++) {
        const int found = bone_near(rest->bones[b], &places[b], work->now_mm, (int)count, work->near_bone);
        for (int k = 0; k < found; k++) {
            const int v = work->near_bone[k];
            vec3s way;
            const float limit_mm = depth_limit_mm(rest, side, b, v) - slack_mm;
            const float short_mm = limit_mm - bone_distance_at(rest->bones[b], &places[b], work->now_mm[v], &way);
            if (short_mm > 0.0f) work->now_mm[v] = glms_vec3_muladds(way, short_mm, work->now_mm[v]);
        }
    }
    for (uint32_t v = 0; v < count; v++) memcpy(out[v].position_mm, work->now_mm[v].raw, sizeof out[v].position_mm);
}

// ---- what is still turned over, on the level that is drawn

// Marks the corners of triangles that face away from the surface round them; false when there are none.
static bool mark_turned(const Work *work, const PackedLevel *level, const uint16_t *triangles, const FleshVertex *out)
{
    bool any = false;
    face_normals(triangles, level->index_count, out[0].position_mm, sizeof *out / sizeof(float), level->vertex_count, work->faces);
    for (uint32_t v = 0; v < level->vertex_count; v++) {
        work->faces[v] = glms_vec3_normalize(work->faces[v]);
        work->fold_frac[v] = 0.0f;
    }
    for (uint32_t i = 0; i < level->index_count; i += 3) {
        const uint16_t *c = &triangles[i];
        const vec3s p = drawn_mm(out, c[0]), n = glms_vec3_cross(glms_vec3_sub(drawn_mm(out, c[1]), p), glms_vec3_sub(drawn_mm(out, c[2]), p));
        const vec3s facing = glms_vec3_add(glms_vec3_add(work->faces[c[0]], work->faces[c[1]]), work->faces[c[2]]);
        if (glms_vec3_dot(n, facing) >= LAST_COS * sqrtf(glms_vec3_norm2(n) * glms_vec3_norm2(facing))) continue;
        any = true;
        for (int k = 0; k < 3; k++) work->fold_frac[c[k]] = 1.0f;
    }
    return any;
}

// Moves marked vertices half way to the mean of their neighbours.
static void relax_marked(const Work *work, const PackedLevel *level, const uint16_t *triangles, FleshVertex *out)
{
    for (uint32_t v = 0; v < level->vertex_count; v++) work->want_mm[v] = glms_vec3_zero(), work->wide_frac[v] = 0.0f;
    for (uint32_t i = 0; i < level->index_count; i++) {
        const int a = triangles[i], b = triangles[i % 3 == 2 ? i - 2 : i + 1]; // each edge of a closed surface comes once either way
        work->want_mm[a] = glms_vec3_add(work->want_mm[a], drawn_mm(out, b));
        work->wide_frac[a] += 1.0f;
    }
    for (uint32_t v = 0; v < level->vertex_count; v++) {
        if (work->fold_frac[v] == 0.0f) continue;
        const vec3s mean_mm = glms_vec3_scale(work->want_mm[v], 1.0f / work->wide_frac[v]), at_mm = glms_vec3_lerp(drawn_mm(out, (int)v), mean_mm, 0.5f);
        memcpy(out[v].position_mm, at_mm.raw, sizeof at_mm.raw);
    }
}

// False when nothing was turned over.
static bool open_drawn(const Work *work, const MuscleRest *rest, Detail detail, FleshVertex *out)
{
    const PackedLevel *level = &rest->mesh->level[detail];
    const uint16_t *triangles = rest->mesh->indices + level->index_first;
    int turn = 0;
    for (; turn < LAST_TURNS && mark_turned(work, level, triangles, out); turn++) relax_marked(work, level, triangles, out);
    return turn > 0;
}

// Opening may press a vertex into bone, and pushing it out may turn a triangle over: in turns, few and fixed.
static void settle(const Work *work, const MuscleRest *rest, const BonePlace *places, Side side, Detail detail, FleshVertex *out)
{
    const uint32_t count = rest->mesh->level[detail].vertex_count;
    push_drawn_out(work, rest, places, side, count, 0.0f, out);
    for (int turn = 0; turn < SETTLE_TURNS && open_drawn(work, rest, detail, out); turn++)
        push_drawn_out(work, rest, places, side, count, SETTLE_SLACK_MM, out);
}

// The true normal differs a little from that of the flat triangles; the difference is turned along with them.
static void set_normals(Work *work, const MuscleRest *rest, Detail detail, FleshVertex *out)
{
    const PackedLevel *level = &rest->mesh->level[detail];
    face_normals(rest->mesh->indices + level->index_first, level->index_count, out[0].position_mm, sizeof *out / sizeof(float),
                 level->vertex_count, work->faces);
    for (uint32_t v = 0; v < level->vertex_count; v++) {
        const versors turn = smallest_turn(rest->face_normal[detail][v], glms_vec3_normalize(work->faces[v]));
        const vec3s normal = glms_quat_rotatev(turn, rest->normal[v]);
        memcpy(out[v].normal, normal.raw, sizeof normal.raw);
    }
}

static Detail detail_of(const PackedMesh *mesh, uint32_t vertex_count)
{
    for (int k = DETAIL_COUNT - 1; k >= 0; k--) {
        if (vertex_count <= mesh->level[k].vertex_count) return (Detail)k;
    }
    return DETAIL_FULL;
}

static void mirror_back(FleshVertex *out, uint32_t count)
{
    for (uint32_t v = 0; v < count; v++) {
        out[v].position_mm[2] = -out[v].position_mm[2];
        out[v].normal[2] = -out[v].normal[2];
    }
}

static MuscleRest *rest_of(MuscleShapes *shapes, PartId part_id, Detail detail)
{
    const Part *part = &shapes->body->parts[part_id];
    MuscleRest *rest = &shapes->rest[part->structure_index];
    const PartId right = shapes->body->fascicles[shapes->fascicle_first[part->structure_index]].muscle;
    if (!rest->is_bound) {
        rest->fascicle_first = shapes->fascicle_first[part->structure_index];
        rest->fascicle_count = shapes->fascicle_count[part->structure_index];
        muscle_rest_bind(shapes->body, &shapes->bones, right, rest);
    }
    if (!rest->has_faces[detail]) muscle_rest_extend(detail, rest);
    return rest;
}

void muscle_shape(MuscleShapes *shapes, const Pose *pose, PartId part_id, uint32_t vertex_count, FleshVertex *out)
{
    const Part *part = &shapes->body->parts[part_id];
    const Side side = part->mirrored ? SIDE_LEFT : SIDE_RIGHT;
    const Detail detail = detail_of(part->mesh, vertex_count);
    MuscleRest *rest = rest_of(shapes, part_id, detail);
    const uint32_t count = part->mesh->level[detail].vertex_count;
    set_nodes(shapes, pose, part->structure_index, side);
    for (int v = 0; v < rest->control_count; v++) ride(&shapes->work, rest, v);
    BonePlace places[BONES_MOST];
    for (int b = 0; b < rest->bone_count; b++) places[b] = bone_place(pose, rest->bones[b], side);
    const float more_frac = run_rounds(shapes, pose, rest, places, side);
    place_controls(&shapes->work, rest, more_frac, count, out);
    place_others(&shapes->work, rest, count, out);
    settle(&shapes->work, rest, places, side, detail, out);
    set_normals(&shapes->work, rest, detail, out);
    if (side == SIDE_LEFT) mirror_back(out, count);
}

vec3s muscle_shape_point(MuscleShapes *shapes, const Pose *pose, PartId part_id, vec3s rest_mm)
{
    const Part *part = &shapes->body->parts[part_id];
    const Side side = part->mirrored ? SIDE_LEFT : SIDE_RIGHT;
    const int first = shapes->fascicle_first[part->structure_index];
    const vec3s right_mm = mirror(rest_mm, side);
    const FibreNodes nodes = muscle_rest_nodes(shapes->body, shapes->body->fascicles[first].muscle, first, right_mm);
    for (int i = 0; i < NODES_OF_VERTEX; i += 2) { // only the fascicles that carry it
        const int f = nodes.node[i] / PATH_STATIONS_MOST;
        set_fascicle_nodes(shapes, pose, first + f, side, shapes->work.node + f * PATH_STATIONS_MOST);
    }
    float m[NODE_FLOATS];
    blend_nodes(&shapes->work, &nodes, m);
    vec3s out;
    for (int k = 0; k < 3; k++) out.raw[k] = m[k] * right_mm.x + m[3 + k] * right_mm.y + m[6 + k] * right_mm.z + m[9 + k];
    return mirror(out, side);
}
