// muscle_settle.c: the level of detail that is drawn: placed on the control vertices, out of bone, no triangle turned over, with normals.
#include "flat_normals.h"
#include "muscle_shaping.h"

#include <math.h>
#include <string.h>

// Own choices, as in muscle_rounds.c.
#define SETTLE_TURNS 6
#define SETTLE_SLACK_MM 0.15f // with each turn so much deeper than at rest: no one sees it, and a triangle turned over is seen
#define OPEN_TURNS 5
#define OPEN_COS 0.4f    // between a triangle and its corners' normals: below this it begins to turn over
#define TURNED_COS 0.05f // it has turned over, or nearly

static vec3s drawn_mm(const FleshVertex *out, int v)
{
    return (vec3s) { { out[v].position_mm[0], out[v].position_mm[1], out[v].position_mm[2] } };
}

static void set_drawn(FleshVertex *out, int v, vec3s at_mm)
{
    memcpy(out[v].position_mm, at_mm.raw, sizeof out[v].position_mm);
}

static void place_controls(const Shaping *s, uint32_t count, FleshVertex *out)
{
    for (uint32_t v = 0; v < count && v < (uint32_t)s->rest->control_count; v++) {
        set_drawn(out, (int)v, control_place(s, (int)v));
    }
}

static void place_others(const Shaping *s, uint32_t count, FleshVertex *out)
{
    const MuscleRest *rest = s->rest;
    for (uint32_t v = (uint32_t)rest->control_count; v < count; v++) {
        const OnControls *on = &rest->on[v - (uint32_t)rest->control_count];
        vec3s at_mm = glms_vec3_zero(), way = at_mm;
        for (int i = 0; i < 3; i++) {
            const float *corner_mm = out[on->corner[i]].position_mm;
            for (int k = 0; k < 3; k++) at_mm.raw[k] += on->share_frac[i] * corner_mm[k];
            way = glms_vec3_muladds(s->work->normal[on->corner[i]], on->share_frac[i], way);
        }
        set_drawn(out, (int)v, glms_vec3_muladds(glms_vec3_normalize(way), on->out_mm, at_mm));
    }
}

// Control vertices: only those that were found near a bone.
static void push_controls_out(const Shaping *s, uint32_t count, float slack_mm, FleshVertex *out)
{
    for (int i = 0; i < s->work->pair_count; i++) {
        BonePair *pair = &s->work->pairs[i];
        const int v = pair->vertex;
        const vec3s at_mm = drawn_mm(out, v);
        if ((uint32_t)v >= count || !look_at_bone(s, at_mm, pair)) continue;
        const float distance_mm = glms_vec3_dot(pair->way, at_mm) + pair->offset_mm;
        const float short_mm = muscle_depth_limit_mm(s->rest, s->side, pair->bone, v) - slack_mm - distance_mm;
        if (short_mm > 0.0f) set_drawn(out, v, glms_vec3_muladds(pair->way, short_mm, at_mm));
    }
}

// The others, each for itself: between its corners a flat triangle may cut into round bone.
static void push_others_out(const Shaping *s, uint32_t count, float slack_mm, FleshVertex *out)
{
    const Work *work = s->work;
    const MuscleRest *rest = s->rest;
    const int first = rest->control_count, others = (int)count - first;
    for (int i = 0; i < others; i++) work->now_mm[i] = drawn_mm(out, first + i);
    for (int b = 0; b < rest->bone_count && others > 0; b++) {
        const int found = bone_near(rest->bones[b], &s->places[b], work->now_mm, others, 0.0f, work->near_bone);
        for (int k = 0; k < found; k++) {
            const int i = work->near_bone[k];
            vec3s way;
            const float limit_mm = muscle_depth_limit_mm(rest, s->side, b, first + i) - slack_mm;
            const float short_mm = limit_mm - bone_distance_at(rest->bones[b], &s->places[b], work->now_mm[i], &way);
            if (short_mm > 0.0f) work->now_mm[i] = glms_vec3_muladds(way, short_mm, work->now_mm[i]);
        }
    }
    for (int i = 0; i < others; i++) set_drawn(out, first + i, work->now_mm[i]);
}

static void push_drawn_out(const Shaping *s, uint32_t count, float slack_mm, FleshVertex *out)
{
    push_controls_out(s, count, slack_mm, out);
    push_others_out(s, count, slack_mm, out);
}

// ---- what is still turned over, on the level that is drawn

// How far triangles have turned away from the surface round them: 0 open .. 1 over, for each of their corners. Not a yes or no: from pose
// to pose nothing may jump. False when all are open. It leaves in work->faces the unit normals of the flat surface at each vertex.
static bool mark_turned(const Shaping *s, Detail detail, const FleshVertex *out)
{
    const Work *work = s->work;
    const PackedLevel *level = &s->rest->mesh->level[detail];
    const uint16_t *triangles = s->rest->mesh->indices + level->index_first;
    bool any = false;
    flat_normals(triangles, level->index_count, out[0].position_mm, sizeof *out / sizeof(float), level->vertex_count, work->faces,
                 work->each);
    for (uint32_t v = 0; v < level->vertex_count; v++) {
        work->faces[v] = glms_vec3_normalize(work->faces[v]);
        work->fold_frac[v] = 0.0f;
    }
    for (uint32_t i = 0; i < level->index_count; i += 3) {
        const float open = flat_openness(&triangles[i], work->each[i / 3], work->faces);
        if (open >= OPEN_COS || s->rest->is_sharp[detail][i / 3]) continue;
        any = true;
        const float turned = open > TURNED_COS ? (OPEN_COS - open) / (OPEN_COS - TURNED_COS) : 1.0f;
        for (int k = 0; k < 3; k++)
            work->fold_frac[triangles[i + (uint32_t)k]] = larger(work->fold_frac[triangles[i + (uint32_t)k]], turned);
    }
    return any;
}

// Moves marked vertices at most half way to the mean of their neighbours: on the control level, whose neighbours are known,
static void relax_marked_controls(const Work *work, const MuscleRest *rest, FleshVertex *out)
{
    for (int v = 0; v < rest->control_count; v++) {
        vec3s sum = { { 0 } };
        if (work->fold_frac[v] == 0.0f) continue;
        for (uint32_t i = rest->ring_first[v]; i < rest->ring_first[v + 1]; i++) sum = glms_vec3_add(sum, drawn_mm(out, rest->ring[i]));
        set_drawn(out, v, glms_vec3_lerp(drawn_mm(out, v), glms_vec3_scale(sum, rest->ring_share[v]), 0.5f * work->fold_frac[v]));
    }
}

// and on any other.
static void relax_marked(const Work *work, const PackedLevel *level, const uint16_t *triangles, FleshVertex *out)
{
    vec3s *sum_mm = work->want_mm; // both are free again once the rounds are over
    float *neighbours = work->wide_frac;
    for (uint32_t v = 0; v < level->vertex_count; v++) sum_mm[v] = glms_vec3_zero(), neighbours[v] = 0.0f;
    for (uint32_t i = 0; i < level->index_count; i++) {
        const int a = triangles[i], b = triangles[i % 3 == 2 ? i - 2 : i + 1]; // each edge of a closed surface comes once either way
        sum_mm[a] = glms_vec3_add(sum_mm[a], drawn_mm(out, b));
        neighbours[a] += 1.0f;
    }
    for (uint32_t v = 0; v < level->vertex_count; v++) {
        if (work->fold_frac[v] == 0.0f) continue;
        const vec3s mean_mm = glms_vec3_scale(sum_mm[v], 1.0f / neighbours[v]);
        set_drawn(out, (int)v, glms_vec3_lerp(drawn_mm(out, (int)v), mean_mm, 0.5f * work->fold_frac[v]));
    }
}

static void open_turned(const Shaping *s, Detail detail, FleshVertex *out)
{
    const PackedLevel *level = &s->rest->mesh->level[detail];
    for (int turn = 0; turn < OPEN_TURNS; turn++) {
        if (turn > 0) mark_turned(s, detail, out);
        if (level->vertex_count == (uint32_t)s->rest->control_count)
            relax_marked_controls(s->work, s->rest, out);
        else
            relax_marked(s->work, level, s->rest->mesh->indices + level->index_first, out);
    }
}

// Opening may press a vertex into bone, and pushing it out may turn a triangle over: in turns, few and fixed.
static void settle(const Shaping *s, Detail detail, FleshVertex *out)
{
    const uint32_t count = s->rest->mesh->level[detail].vertex_count;
    push_drawn_out(s, count, 0.0f, out);
    for (int turn = 0; turn < SETTLE_TURNS && mark_turned(s, detail, out); turn++) {
        open_turned(s, detail, out);
        push_drawn_out(s, count, SETTLE_SLACK_MM * (float)(turn + 1), out);
        if (turn + 1 == SETTLE_TURNS) mark_turned(s, detail, out); // for the normals
    }
}

// The true normal differs a little from that of the flat triangles; the difference is turned along with them, by the smallest turn.
static void set_normals(const Shaping *s, Detail detail, FleshVertex *out)
{
    const vec3s *then = s->rest->face_normal[detail], *now = s->work->faces, *smooth = s->rest->normal;
    for (uint32_t v = 0; v < s->rest->mesh->level[detail].vertex_count; v++) {
        const vec3s sum = glms_vec3_add(then[v], now[v]);
        const float back = glms_vec3_dot(sum, smooth[v]) / larger(1.0f + glms_vec3_dot(then[v], now[v]), 1e-4f);
        const float along = 2.0f * glms_vec3_dot(then[v], smooth[v]);
        for (int k = 0; k < 3; k++) out[v].normal[k] = smooth[v].raw[k] - back * sum.raw[k] + along * now[v].raw[k];
    }
}

void draw_level(const Shaping *s, Detail detail, FleshVertex *out)
{
    const PackedLevel *level = &s->rest->mesh->level[detail];
    place_controls(s, level->vertex_count, out);
    place_others(s, level->vertex_count, out);
    settle(s, detail, out);
    set_normals(s, detail, out);
}
