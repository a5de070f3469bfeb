#include "muscle_rest.h"

#include "fibre_bind.h"
#include "flat_normals.h"
#include "triangle.h"

#include <math.h>
#include <string.h>

// Own choices, in mm where so named.
#define BONE_REACH_MM 60.0f // farther bones cannot come near in any pose
#define SWELL_MOST_MM 30.0f
#define SWELL_SMOOTHINGS 4
#define THICK_SINE 0.35f // of the angle out of the tangent plane; less says nothing of thickness: a neighbour on a nearly flat surface
#define SHARP_COS 0.5f
#define NEAREST 4            // control vertices whose triangles are looked at for one that is none
#define HOLD_FULLY_FRAC 0.3f // of an attachment's reach: nearer to the bone it holds fully
#define ROOM_MM 12.0f        // to the bone, for a face to swell fully
#define SIDED_MM 8.0f        // how near a vertex must rest to a bone to have a side of it
#define STRAY_MM 0.3f        // flesh that rests this close above bone may come down to it, not into it

// ---- on which nodes a point rides

FibreNodes muscle_rest_nodes(const Body *body, PartId right, int fascicle_first, vec3s rest_mm)
{
    const FibreBinding fibres = fibre_bind_point(body, right, rest_mm);
    FibreNodes out = { 0 };
    for (int i = 0; i < FIBRE_MOST; i++) {
        const Fascicle *fascicle = &body->fascicles[fibres.fascicle[i]];
        const int last = (fascicle->station_count < PATH_STATIONS_MOST ? fascicle->station_count : PATH_STATIONS_MOST) - 1;
        const int station = (int)fminf(fibres.station[i], (float)(last - 1));
        const float along_frac = glm_clamp(fibres.station[i] - (float)station, 0.0f, 1.0f);
        const int node = (fibres.fascicle[i] - fascicle_first) * PATH_STATIONS_MOST + station;
        out.node[2 * i] = (uint16_t)node;
        out.node[2 * i + 1] = (uint16_t)(node + 1);
        out.share_frac[2 * i] = fibres.share_frac[i] * (1.0f - along_frac);
        out.share_frac[2 * i + 1] = fibres.share_frac[i] * along_frac;
    }
    return out;
}

static void unpack_vertices(uint32_t to, MuscleRest *rest)
{
    for (uint32_t v = rest->vertex_count; v < to; v++) {
        rest->position_mm[v] = packed_position_mm(rest->mesh, v);
        rest->normal[v] = packed_normal(&rest->mesh->vertices[v]);
    }
    if (to > rest->vertex_count) rest->vertex_count = to;
}

static void bind_nodes(const Body *body, PartId right, MuscleRest *rest)
{
    for (int v = 0; v < rest->control_count; v++)
        rest->nodes[v] = muscle_rest_nodes(body, right, rest->fascicle_first, rest->position_mm[v]);
}

// ---- the net of control vertices

static void bind_around(MuscleRest *rest)
{
    const int corners = 3 * rest->triangle_count;
    for (int i = 0; i < corners; i++) rest->around_first[rest->triangles[i] + 1]++;
    for (int v = 0; v < rest->control_count; v++) rest->around_first[v + 1] += rest->around_first[v];
    memcpy(rest->ring_fill, rest->around_first, sizeof *rest->ring_fill * (size_t)rest->control_count);
    for (int i = 0; i < corners; i++) rest->around[rest->ring_fill[rest->triangles[i]]++] = (uint16_t)(i / 3);
}

static void add_neighbour(MuscleRest *rest, uint32_t *fill, uint16_t a, uint16_t b)
{
    for (uint32_t i = rest->ring_first[a]; i < fill[a]; i++) {
        if (rest->ring[i] == b) return;
    }
    rest->ring[fill[a]++] = b;
}

// Room for twice the triangles at a vertex, then packed tight.
static void bind_rings(MuscleRest *rest)
{
    const int count = rest->control_count, corners = 3 * rest->triangle_count;
    uint32_t *fill = rest->ring_fill;
    for (int i = 0; i < corners; i++) rest->ring_first[rest->triangles[i] + 1] += 2;
    for (int v = 0; v < count; v++) rest->ring_first[v + 1] += rest->ring_first[v];
    for (int v = 0; v < count; v++) fill[v] = rest->ring_first[v];
    for (int i = 0; i < corners; i++) {
        const uint16_t a = rest->triangles[i], b = rest->triangles[i % 3 == 2 ? i - 2 : i + 1];
        add_neighbour(rest, fill, a, b);
        add_neighbour(rest, fill, b, a);
    }
    uint32_t at = 0;
    for (int v = 0; v < count; v++) {
        const uint32_t first = rest->ring_first[v];
        rest->ring_first[v] = at;
        for (uint32_t i = first; i < fill[v]; i++) rest->ring[at++] = rest->ring[i];
    }
    rest->ring_first[count] = at;
    for (int v = 0; v < count; v++) rest->ring_share[v] = 1.0f / (float)(rest->ring_first[v + 1] - rest->ring_first[v]);
}

static void bind_proud(MuscleRest *rest)
{
    for (int v = 0; v < rest->control_count; v++) {
        const vec3s apart_mm = glms_vec3_sub(rest->position_mm[v], muscle_ring_mean(rest, rest->position_mm, v));
        rest->proud_mm[v] = glms_vec3_dot(rest->normal[v], apart_mm);
    }
}

// ---- where bone holds

static const BoneField *field_of(const BoneFields *bones, PartId part)
{
    for (int b = 0; b < bones->count; b++) {
        if (bones->list[b].part == part) return &bones->list[b];
    }
    return NULL;
}

static void add_pin(Pin *pin, SegmentId segment, float hold_frac)
{
    for (int i = 0; i < PINS_OF_VERTEX; i++) {
        if (pin->share_frac[i] > 0.0f && pin->segment[i] != segment) continue;
        pin->segment[i] = segment;
        pin->share_frac[i] = fmaxf(pin->share_frac[i], hold_frac);
        pin->hold_frac = fmaxf(pin->hold_frac, hold_frac);
        return;
    }
}

static float hold_frac(const Attachment *attachment, const BoneField *bone, vec3s rest_mm)
{
    vec3s way;
    const float distance_mm = packed_field_at(&bone->field, rest_mm, &way);
    const float near_frac = 1.0f - glm_smoothstep(HOLD_FULLY_FRAC * attachment->reach_mm, attachment->reach_mm, distance_mm);
    if (attachment->from_mm == attachment->to_mm) return near_frac;
    return near_frac * glm_smoothstep(attachment->from_mm, attachment->to_mm, rest_mm.y);
}

static void bind_pins(const Body *body, const BoneFields *bones, PartId right, MuscleRest *rest)
{
    for (int a = 0; a < body->attachment_count; a++) {
        const Attachment *attachment = &body->attachments[a];
        if (attachment->structure_index != body->parts[right].structure_index) continue;
        const BoneField *bone = field_of(bones, attachment->bone);
        for (int v = 0; bone && v < rest->control_count; v++) {
            const float hold = hold_frac(attachment, bone, rest->position_mm[v]);
            if (hold > 0.0f) add_pin(&rest->pin[v], bone->segment[SIDE_RIGHT], hold);
        }
    }
    for (int v = 0; v < rest->control_count; v++) {
        float sum = 0.0f;
        for (int i = 0; i < PINS_OF_VERTEX; i++) sum += rest->pin[v].share_frac[i];
        for (int i = 0; i < PINS_OF_VERTEX && sum > 0.0f; i++) rest->pin[v].share_frac[i] /= sum;
    }
}

// ---- how thick

// Radius of the largest ball that touches the surface here from inside and holds no other vertex.
static float inscribed_mm(const MuscleRest *rest, int v)
{
    float least_mm = SWELL_MOST_MM;
    for (int u = 0; u < rest->control_count; u++) {
        const vec3s way = glms_vec3_sub(rest->position_mm[v], rest->position_mm[u]);
        const float along_mm = glms_vec3_dot(way, rest->normal[v]), apart2 = glms_vec3_norm2(way);
        if (along_mm < THICK_SINE * sqrtf(apart2) || apart2 == 0.0f) continue;
        least_mm = fminf(least_mm, 0.5f * apart2 / along_mm);
    }
    return least_mm;
}

static float muscle_frac(const Body *body, const MuscleRest *rest, int v)
{
    float sum = 0.0f;
    for (int i = 0; i < NODES_OF_VERTEX; i++) {
        const int node = rest->nodes[v].node[i];
        const Fascicle *fascicle = &body->fascicles[rest->fascicle_first + node / PATH_STATIONS_MOST];
        sum += rest->nodes[v].share_frac[i] * (1.0f - fascicle->tendon_frac[node % PATH_STATIONS_MOST]);
    }
    return sum;
}

static void smooth_swell(MuscleRest *rest)
{
    float *before = rest->spare;
    for (int pass = 0; pass < SWELL_SMOOTHINGS; pass++) {
        memcpy(before, rest->swell_mm, sizeof *before * (size_t)rest->control_count);
        for (int v = 0; v < rest->control_count; v++) {
            float sum = before[v];
            const uint32_t first = rest->ring_first[v], end = rest->ring_first[v + 1];
            for (uint32_t i = first; i < end; i++) sum += before[rest->ring[i]];
            rest->swell_mm[v] = sum / (float)(1 + end - first);
        }
    }
}

// A face that lies on bone cannot swell: the other one does.
static float room_frac(const MuscleRest *rest, int v)
{
    float room = 1.0f;
    for (int b = 0; b < rest->bone_count; b++) {
        vec3s away;
        const float distance_mm = packed_field_at(&rest->bones[b]->field, rest->position_mm[v], &away);
        const float facing = fmaxf(0.0f, -glms_vec3_dot(away, rest->normal[v]));
        room = fminf(room, 1.0f - facing * (1.0f - glm_clamp(distance_mm / ROOM_MM, 0.0f, 1.0f)));
    }
    return fmaxf(room, 0.0f);
}

static void bind_swell(const Body *body, MuscleRest *rest)
{
    for (int v = 0; v < rest->control_count; v++) rest->swell_mm[v] = inscribed_mm(rest, v);
    for (int v = 0; v < rest->control_count; v++)
        rest->swell_mm[v] *= muscle_frac(body, rest, v) * (1.0f - rest->pin[v].hold_frac) * room_frac(rest, v);
    smooth_swell(rest);
}

// ---- which bones can be near, and how deep the muscle stands in them

static float field_distance_mm(const BoneField *bone, vec3s at_mm)
{
    vec3s way;
    return packed_field_at(&bone->field, at_mm, &way);
}

static bool may_be_near(const BoneField *bone, const MuscleRest *rest)
{
    for (int v = 0; v < rest->control_count; v++) {
        float outside2 = 0.0f;
        for (int k = 0; k < 3; k++) {
            const float x = rest->position_mm[v].raw[k];
            const float out = fmaxf(0.0f, fmaxf(bone->field.low_mm.raw[k] - x, x - bone->field.high_mm.raw[k]));
            outside2 += out * out;
        }
        if (outside2 < BONE_REACH_MM * BONE_REACH_MM) return true;
    }
    return false;
}

// Where a resting vertex lies to a bone's own field: the left of a pair is the right one's image, a bone of the middle is not symmetric.
static vec3s beside_bone(const BoneField *bone, vec3s rest_mm, Side side)
{
    return bone->paired ? rest_mm : mirrored_if_left(rest_mm, side);
}

static void bind_limits(const MuscleRest *rest, Side side, uint32_t from, uint32_t to)
{
    for (int b = 0; b < rest->bone_count; b++) {
        float *limit_mm = rest->depth_limit_mm[side] + (size_t)b * rest->mesh->vertex_count;
        for (uint32_t v = from; v < to; v++) {
            const vec3s at_mm = beside_bone(rest->bones[b], rest->position_mm[v], side);
            limit_mm[v] = fminf(field_distance_mm(rest->bones[b], at_mm) - STRAY_MM, 0.0f);
        }
    }
}

// Thin plates have two sides: a vertex that has slipped into the far half must come back to its own.
static void set_outward(const BoneField *bone, vec3s at_mm, int8_t *out)
{
    vec3s way;
    const float distance_mm = packed_field_at(&bone->field, at_mm, &way), size = glms_vec3_norm(way);
    if (distance_mm >= SIDED_MM || size <= 0.5f) return;
    for (int k = 0; k < 3; k++) out[k] = (int8_t)lrintf(127.0f * way.raw[k] / size);
}

static void bind_outward(const MuscleRest *rest, Side side)
{
    for (int b = 0; b < rest->bone_count; b++) {
        for (int v = 0; v < rest->control_count; v++)
            set_outward(rest->bones[b], beside_bone(rest->bones[b], rest->position_mm[v], side),
                        rest->outward[side][b * rest->control_count + v]);
    }
}

static void bind_bones(const BoneFields *bones, MuscleRest *rest)
{
    for (int b = 0; b < bones->count; b++) {
        if (may_be_near(&bones->list[b], rest)) rest->bones[rest->bone_count++] = &bones->list[b];
    }
    for (int side = SIDE_RIGHT; side <= SIDE_LEFT; side++) bind_limits(rest, (Side)side, 0, (uint32_t)rest->control_count);
    for (int side = SIDE_RIGHT; side <= SIDE_LEFT; side++) bind_outward(rest, (Side)side);
}

static double rest_volume_mm3(const MuscleRest *rest)
{
    double six = 0.0;
    for (int t = 0; t < rest->triangle_count; t++) {
        const uint16_t *c = &rest->triangles[3 * t];
        six += (double)glms_vec3_dot(rest->position_mm[c[0]], glms_vec3_cross(rest->position_mm[c[1]], rest->position_mm[c[2]]));
    }
    return six / 6.0;
}

// By how much the volume grows if each vertex goes out by its half thickness: area times way, over all vertices.
static double rest_growth_mm3(const MuscleRest *rest)
{
    double sum = 0.0;
    for (int t = 0; t < rest->triangle_count; t++) {
        const uint16_t *c = &rest->triangles[3 * t];
        const vec3s p = rest->position_mm[c[0]];
        const vec3s n = glms_vec3_cross(glms_vec3_sub(rest->position_mm[c[1]], p), glms_vec3_sub(rest->position_mm[c[2]], p));
        for (int k = 0; k < 3; k++) sum += (double)(rest->swell_mm[c[k]] * glms_vec3_dot(n, rest->normal[c[k]]));
    }
    return sum / 6.0; // a corner has a third of its triangle, whose normal is twice its area
}

MuscleRest muscle_rest_room(const PackedMesh *mesh, Detail control_detail, const BoneFields *bones, Arena *keep)
{
    const PackedLevel *control = &mesh->level[control_detail];
    const uint32_t all = mesh->vertex_count, controls = control->vertex_count, limits = (uint32_t)bones->count * all;
    MuscleRest rest = {
        .mesh = mesh,
        .control_detail = control_detail,
        .control_count = (int)controls,
        .triangles = mesh->indices + control->index_first,
        .triangle_count = (int)control->index_count / 3,
        .position_mm = ARENA_ARRAY(keep, vec3s, all),
        .normal = ARENA_ARRAY(keep, vec3s, all),
        .nodes = ARENA_ARRAY(keep, FibreNodes, controls),
        .on = ARENA_ARRAY(keep, OnControls, all - controls),
        .around_first = ARENA_ARRAY(keep, uint32_t, controls + 1),
        .around = ARENA_ARRAY(keep, uint16_t, control->index_count),
        .pin = ARENA_ARRAY(keep, Pin, controls),
        .swell_mm = ARENA_ARRAY(keep, float, controls),
        .spare = ARENA_ARRAY(keep, float, controls),
        .proud_mm = ARENA_ARRAY(keep, float, controls),
        .ring_first = ARENA_ARRAY(keep, uint32_t, controls + 1),
        .ring_fill = ARENA_ARRAY(keep, uint32_t, controls),
        .ring_share = ARENA_ARRAY(keep, float, controls),
        .ring = ARENA_ARRAY(keep, uint16_t, 2 * control->index_count),
        .bones = ARENA_ARRAY(keep, const BoneField *, bones->count),
        .depth_limit_mm = { [SIDE_RIGHT] = ARENA_ARRAY(keep, float, limits), [SIDE_LEFT] = ARENA_ARRAY(keep, float, limits) },
    };
    for (int side = SIDE_RIGHT; side <= SIDE_LEFT; side++)
        rest.outward[side] = arena_push(keep, sizeof *rest.outward[side] * (size_t)bones->count * controls);
    for (int k = 0; k < DETAIL_COUNT; k++) {
        rest.face_normal[k] = ARENA_ARRAY(keep, vec3s, mesh->level[k].vertex_count);
        rest.is_sharp[k] = ARENA_ARRAY(keep, bool, mesh->level[k].index_count / 3);
    }
    return rest;
}

static void bind_face_normals(MuscleRest *rest, Detail detail)
{
    const PackedLevel *level = &rest->mesh->level[detail];
    vec3s *out = rest->face_normal[detail];
    flat_normals(rest->mesh->indices + level->index_first, level->index_count, rest->position_mm[0].raw, 3, level->vertex_count, out, NULL);
    for (uint32_t v = 0; v < level->vertex_count; v++) out[v] = glms_vec3_normalize(out[v]);
    for (uint32_t i = 0; i < level->index_count; i += 3) {
        const uint16_t *c = rest->mesh->indices + level->index_first + i;
        const vec3s p = rest->position_mm[c[0]];
        const vec3s n = glms_vec3_cross(glms_vec3_sub(rest->position_mm[c[1]], p), glms_vec3_sub(rest->position_mm[c[2]], p));
        rest->is_sharp[detail][i / 3] = flat_openness(c, n, out) < SHARP_COS;
    }
    rest->has_faces[detail] = true;
}

void muscle_rest_bind(const Body *body, const BoneFields *bones, PartId right, MuscleRest *rest)
{
    unpack_vertices((uint32_t)rest->control_count, rest);
    bind_nodes(body, right, rest);
    bind_around(rest);
    bind_rings(rest);
    bind_proud(rest);
    bind_pins(body, bones, right, rest);
    bind_bones(bones, rest);
    bind_swell(body, rest);
    rest->volume_mm3 = rest_volume_mm3(rest);
    rest->growth_mm3 = rest_growth_mm3(rest);
    bind_face_normals(rest, rest->control_detail);
    rest->is_bound = true;
}

// ---- other levels

static void nearest_controls(const MuscleRest *rest, vec3s at_mm, int *out)
{
    float distance2[NEAREST];
    for (int i = 0; i < NEAREST; i++) distance2[i] = INFINITY, out[i] = 0;
    for (int v = 0; v < rest->control_count; v++) {
        float d2 = glms_vec3_distance2(at_mm, rest->position_mm[v]);
        int candidate = v;
        for (int i = 0; i < NEAREST && d2 < distance2[NEAREST - 1]; i++) {
            if (d2 >= distance2[i]) continue;
            const float pushed2 = distance2[i];
            const int pushed = out[i];
            distance2[i] = d2, out[i] = candidate;
            d2 = pushed2, candidate = pushed;
        }
    }
}

// Shares of the corners at a point of a triangle.
static void set_shares(const Triangle *t, vec3s p, float *share_frac)
{
    const vec3s u = glms_vec3_sub(t->b, t->a), w = glms_vec3_sub(t->c, t->a), q = glms_vec3_sub(p, t->a), n = glms_vec3_cross(u, w);
    const float size2 = fmaxf(glms_vec3_norm2(n), 1e-12f);
    share_frac[1] = glms_vec3_dot(glms_vec3_cross(q, w), n) / size2;
    share_frac[2] = glms_vec3_dot(glms_vec3_cross(u, q), n) / size2;
    share_frac[0] = 1.0f - share_frac[1] - share_frac[2];
}

static OnControls stand_on(const MuscleRest *rest, uint32_t vertex)
{
    OnControls out = { 0 };
    int near[NEAREST];
    float least2 = INFINITY;
    const vec3s at_mm = rest->position_mm[vertex];
    nearest_controls(rest, at_mm, near);
    for (int i = 0; i < NEAREST; i++) {
        for (uint32_t k = rest->around_first[near[i]]; k < rest->around_first[near[i] + 1]; k++) {
            const uint16_t *c = &rest->triangles[3 * rest->around[k]];
            const Triangle t = { rest->position_mm[c[0]], rest->position_mm[c[1]], rest->position_mm[c[2]] };
            const vec3s foot_mm = triangle_closest_mm(&t, at_mm);
            const float d2 = glms_vec3_distance2(foot_mm, at_mm);
            if (d2 >= least2) continue;
            least2 = d2;
            memcpy(out.corner, c, sizeof out.corner);
            set_shares(&t, foot_mm, out.share_frac);
            out.out_mm = glms_vec3_dot(glms_vec3_sub(at_mm, foot_mm), rest->normal[vertex]);
        }
    }
    return out;
}

void muscle_rest_follow(const PackedMesh *mesh, MuscleRest *rest)
{
    const uint32_t count = rest->vertex_count;
    rest->mesh = mesh;
    rest->vertex_count = 0;
    unpack_vertices(count, rest);
    bind_proud(rest);
    rest->volume_mm3 = rest_volume_mm3(rest);
    rest->growth_mm3 = rest_growth_mm3(rest);
    for (int k = 0; k < DETAIL_COUNT; k++) {
        if (rest->has_faces[k]) bind_face_normals(rest, (Detail)k);
    }
}

void muscle_rest_extend(Detail detail, MuscleRest *rest)
{
    const uint32_t wanted = rest->mesh->level[detail].vertex_count, had = rest->vertex_count;
    unpack_vertices(wanted, rest);
    for (uint32_t v = had; v < wanted; v++) rest->on[v - (uint32_t)rest->control_count] = stand_on(rest, v);
    for (int side = SIDE_RIGHT; side <= SIDE_LEFT && wanted > had; side++) bind_limits(rest, (Side)side, had, wanted);
    if (!rest->has_faces[detail]) bind_face_normals(rest, detail);
}
