// muscle_rounds.c: control vertices ride on the nodes, are held by bone, eased open where they fold, pushed out of bone and scaled.
#include "muscle_shaping.h"

#include <math.h>

// Own choices; what they have to achieve in folds, volume and depth in bone is said by tests/test_muscle_shape.c.
#define PIN_SMOOTHINGS 8
#define PIN_EASE_FRAC 1.6f // of the way to the mean
#define ROUND_EASE_FRAC 0.5f
#define FOLD_TURNS 3
#define FOLD_SMOOTHINGS 6
#define FOLD_COS 0.6f        // between a triangle and its corners' normals; below this a fold begins
#define FOLD_WIDE_FRAC 0.6f  // of a fold, for the vertices beside it
#define ROUNDS 4             // of pushing out of bone, easing and scaling: more change nothing that is seen
#define FAR_SIDE_COS (-0.5f) // between the way out here and the way out at rest: below this the vertex has slipped through a plate
#define NEAR_MM 7.0f         // farther than the rounds move a vertex
#define SCALE_STEP_FRAC 1.0f // most that the section swells in one round
#define TELLING_FRAC 0.15f   // smaller steps are lost in what pushing does
#define GROWTH_LEAST 0.5f    // of the growth at rest, where a step shows less or more
#define GROWTH_MOST 4.0f

// ---- where the fascicles bring a vertex

static void ride(const Shaping *s, int v)
{
    const Work *work = s->work;
    const MuscleRest *rest = s->rest;
    float m[NODE_FLOATS];
    blend_nodes(work->node, &rest->nodes[v], m);
    const vec3s p = rest->position_mm[v], n = rest->normal[v];
    vec3s normal;
    for (int k = 0; k < 3; k++) {
        work->at_mm[v].raw[k] = m[k] * p.x + m[3 + k] * p.y + m[6 + k] * p.z + m[9 + k];
        normal.raw[k] = m[k] * n.x + m[3 + k] * n.y + m[6 + k] * n.z;
    }
    work->normal[v] = glms_vec3_scale(normal, 1.0f / larger(sqrtf(glms_vec3_norm2(normal)), 1e-6f));
    work->swell_frac[v] = m[NODE_SWELLING];
}

// ---- held by bone

static void pin_shifts(const Shaping *s)
{
    const Work *work = s->work;
    const MuscleRest *rest = s->rest;
    Rigid frames[SEGMENT_MOST];
    for (int i = 0; i < s->paths->body->segment_count; i++) frames[i] = segment_rigid(s, (SegmentId)i);
    for (int v = 0; v < rest->control_count; v++) {
        const Pin *pin = &rest->pin[v];
        const vec3s p = rest->position_mm[v];
        vec3s wanted = { { 0 } };
        for (int i = 0; i < PINS_OF_VERTEX && pin->share_frac[i] > 0.0f; i++)
            wanted = glms_vec3_muladds(rigid_place(&frames[pin->segment[i]], p), pin->share_frac[i], wanted);
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
        const float along = glms_vec3_dot(n, facing), size2 = larger(glms_vec3_norm2(n) * glms_vec3_norm2(facing), 1e-12f);
        if (along > 0.0f && along * along > FOLD_COS * FOLD_COS * size2) continue; // most: no root is wanted
        if (rest->is_sharp[rest->control_detail][t]) continue;
        const float open = along / sqrtf(size2);
        const float fold = glm_clamp((FOLD_COS - open) / FOLD_COS, 0.0f, 1.0f);
        any = any || fold > 0.0f;
        for (int k = 0; k < 3; k++) work->fold_frac[c[k]] = larger(work->fold_frac[c[k]], fold);
    }
    return any;
}

static void widen_folds(const Work *work, const MuscleRest *rest)
{
    for (int v = 0; v < rest->control_count; v++) {
        float most = 0.0f;
        for (uint32_t i = rest->ring_first[v]; i < rest->ring_first[v + 1]; i++) most = larger(most, work->fold_frac[rest->ring[i]]);
        work->wide_frac[v] = larger(work->fold_frac[v], FOLD_WIDE_FRAC * most);
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

// A shift goes towards the mean of its neighbours' and that wish, as far as bone does not hold the vertex.
static void ease_shift(const Work *work, const MuscleRest *rest, int v, float ease_frac)
{
    const float free_frac = ease_frac * (1.0f - rest->pin[v].hold_frac);
    if (free_frac <= 0.0f) return;
    const vec3s wish_mm = glms_vec3_add(muscle_ring_mean(rest, work->shift_mm, v), work->want_mm[v]);
    work->shift_mm[v] = glms_vec3_lerp(work->shift_mm[v], wish_mm, free_frac);
}

// In place and in order. Past the mean, ease_frac above 1, it settles in fewer passes: over-relaxation, docs/sources.md#young1954.
static void ease_shifts(const Work *work, const MuscleRest *rest, float ease_frac)
{
    for (int v = 0; v < rest->control_count; v++) ease_shift(work, rest, v, ease_frac);
}

// The same, in folds only, and there the more the deeper they are: nothing may jump where a fold begins.
static void ease_folds(const Work *work, const MuscleRest *rest)
{
    for (int v = 0; v < rest->control_count; v++) {
        const float fold = work->wide_frac[v];
        ease_shift(work, rest, v, fold < 0.5f ? 2.0f * fold : 1.0f);
    }
}

// ---- out of bone, and back to its volume

// On the far side of a plate, or in its far half: the way back to the side on which the vertex rests.
static bool look_through(const Shaping *s, vec3s at_mm, BonePair *pair)
{
    const int8_t *out = s->rest->outward[s->side][pair->bone * s->rest->control_count + pair->vertex]; // of 127
    const BonePlace *place = &s->places[pair->bone];
    const vec3s home = bone_direction(place, (vec3s) { { (float)out[0] / 127.0f, (float)out[1] / 127.0f, (float)out[2] / 127.0f } });
    if (glms_vec3_dot(home, pair->way) > FAR_SIDE_COS) return false;
    const float through_mm = bone_way_through_mm(s->rest->bones[pair->bone], place, at_mm, home);
    if (through_mm <= 0.0f) return false;
    pair->way = home;
    pair->offset_mm = -through_mm - glms_vec3_dot(home, at_mm);
    return true;
}

// The bone as a plane, from where a vertex stands now: good for the few mm that a round moves it. False when the bone is far.
bool look_at_bone(const Shaping *s, vec3s at_mm, BonePair *pair)
{
    const float distance_mm = bone_distance_at(s->rest->bones[pair->bone], &s->places[pair->bone], at_mm, &pair->way);
    if (distance_mm > NEAR_MM) return false;
    if (!look_through(s, at_mm, pair)) pair->offset_mm = distance_mm - glms_vec3_dot(pair->way, at_mm);
    return true;
}

// Once for each pose: pairs of bone and vertex that may meet in the rounds to come.
static void find_near(const Shaping *s)
{
    Work *work = s->work;
    const MuscleRest *rest = s->rest;
    work->pair_count = 0;
    for (int v = 0; v < rest->control_count; v++) work->now_mm[v] = control_place(s, v);
    for (int b = 0; b < rest->bone_count; b++) {
        const int found = bone_near(rest->bones[b], &s->places[b], work->now_mm, rest->control_count, NEAR_MM, work->near_bone);
        for (int i = 0; i < found && work->pair_count < work->pair_most; i++) {
            BonePair *pair = &work->pairs[work->pair_count];
            *pair = (BonePair) { .bone = (uint16_t)b, .vertex = work->near_bone[i] };
            if (look_at_bone(s, work->now_mm[pair->vertex], pair)) work->pair_count++;
        }
    }
}

static void look_again(const Shaping *s)
{
    for (int i = 0; i < s->work->pair_count; i++) {
        BonePair *pair = &s->work->pairs[i];
        if (!look_at_bone(s, control_place(s, pair->vertex), pair)) pair->offset_mm = INFINITY;
    }
}

static void push_out(const Shaping *s)
{
    const Work *work = s->work;
    for (int i = 0; i < work->pair_count; i++) {
        const BonePair *pair = &work->pairs[i];
        const int v = pair->vertex;
        const float distance_mm = glms_vec3_dot(pair->way, control_place(s, v)) + pair->offset_mm;
        const float short_mm = muscle_depth_limit_mm(s->rest, s->side, pair->bone, v) - distance_mm;
        if (short_mm > 0.0f) work->shift_mm[v] = glms_vec3_muladds(pair->way, short_mm, work->shift_mm[v]);
    }
}

static double volume_mm3(const Shaping *s)
{
    const MuscleRest *rest = s->rest;
    vec3s *at_mm = s->work->now_mm;
    double six = 0.0;
    for (int v = 0; v < rest->control_count; v++) at_mm[v] = control_place(s, v);
    const vec3s o = at_mm[0]; // near the muscle, or rounding would show
    for (int t = 0; t < rest->triangle_count; t++) {
        const uint16_t *c = &rest->triangles[3 * t];
        const vec3s p = glms_vec3_sub(at_mm[c[0]], o), q = glms_vec3_sub(at_mm[c[1]], o), r = glms_vec3_sub(at_mm[c[2]], o);
        six += (double)(p.x * (q.y * r.z - q.z * r.y) + p.y * (q.z * r.x - q.x * r.z) + p.z * (q.x * r.y - q.y * r.x));
    }
    return six / 6.0;
}

typedef struct Scaling { // what the last step did
    float more_frac;
    double volume_mm3;
} Scaling;

// Newton's step with the slope of rest first, then with the slope that the last step showed.
static void rescale(Shaping *s, Scaling *last)
{
    const double at_rest = s->rest->growth_mm3, volume = volume_mm3(s), step = (double)(s->more_frac - last->more_frac);
    if (at_rest < 1.0) return;
    double growth = at_rest;
    const bool telling = step > TELLING_FRAC || step < -TELLING_FRAC;
    const float shown = telling ? (float)((volume - last->volume_mm3) / step) : (float)at_rest;
    if (telling) growth = glm_clamp(shown, GROWTH_LEAST * (float)at_rest, GROWTH_MOST * (float)at_rest);
    *last = (Scaling) { s->more_frac, volume };
    s->more_frac += glm_clamp((float)((s->rest->volume_mm3 - volume) / growth), -SCALE_STEP_FRAC, SCALE_STEP_FRAC);
}

// ---- the rounds

static void bring_to_pins(const Shaping *s)
{
    const Work *work = s->work;
    const MuscleRest *rest = s->rest;
    pin_shifts(s);
    for (int v = 0; v < rest->control_count; v++) work->want_mm[v] = glms_vec3_zero();
    for (int i = 0; i < PIN_SMOOTHINGS; i++) ease_shifts(work, rest, PIN_EASE_FRAC);
    for (int turn = 0; turn < FOLD_TURNS && set_wants(work, rest); turn++) {
        for (int i = 0; i < FOLD_SMOOTHINGS; i++) ease_folds(work, rest);
    }
}

void run_rounds(Shaping *s)
{
    for (int v = 0; v < s->rest->control_count; v++) ride(s, v);
    bring_to_pins(s);
    s->more_frac = 0.0f;
    find_near(s);
    Scaling last = { 0 };
    for (int round = 0; round < ROUNDS; round++) {
        if (round == ROUNDS - 1) look_again(s);
        push_out(s);
        if (round + 1 < ROUNDS) ease_shifts(s->work, s->rest, ROUND_EASE_FRAC);
        rescale(s, &last);
    }
}
