#include "breath.h"

#include <math.h>

// Drawing choices, in mm of the rest body: the navel's height, how far the field reaches down (to the pubis), up (to the ribs) and out (to
// the crests), and between which depths it grows from nothing to all.
#define NAVEL_MM 150.0f
#define REACH_DOWN_MM 150.0f
#define REACH_UP_MM 160.0f
#define REACH_OUT_MM 135.0f
#define DEEP_MM 20.0f
#define FRONT_MM 85.0f

typedef struct Value {
    float at, slope;
} Value;

// 1 in the middle, 0 from the reach on, smooth at both.
static Value bump(float x_mm, float reach_mm)
{
    const float u = x_mm / reach_mm, left = 1.0f - u * u;
    if (left <= 0.0f) return (Value) { 0 };
    return (Value) { left * left, -4.0f * u * left / reach_mm };
}

static Value rise(float from_mm, float to_mm, float x_mm)
{
    const float width_mm = to_mm - from_mm, t = glm_clamp((x_mm - from_mm) / width_mm, 0.0f, 1.0f);
    return (Value) { glm_smooth(t), 6.0f * t * (1.0f - t) / width_mm };
}

BreathShare breath_share(vec3s rest_mm)
{
    const float up_mm = rest_mm.y - NAVEL_MM;
    const Value x = rise(DEEP_MM, FRONT_MM, rest_mm.x), y = bump(up_mm, up_mm < 0.0f ? REACH_DOWN_MM : REACH_UP_MM),
                z = bump(rest_mm.z, REACH_OUT_MM);
    return (BreathShare) { x.at * y.at * z.at, { { x.slope * y.at * z.at, x.at * y.slope * z.at, x.at * y.at * z.slope } } };
}

// The wall, the bowel behind it, the skin before it and what lies on the skin. The iliopsoas keeps still.
static bool breathes(const Part *part)
{
    if (!part_is_soft(part) || !part->mesh) return false;
    return part->group == GROUP_SKIN || part->group == GROUP_ABDOMINAL_WALL || part->group == GROUP_PROPS || part->tissue == TISSUE_BOWEL;
}

Breath breath_bind(const Body *body, Arena *keep)
{
    Breath breath = { .joint = body_joint(body, "belly_rise"), .carrier = body_segment(body, "vertebra_l3") };
    breath.share = ARENA_ARRAY(keep, BreathShare *, body->part_count);
    for (int p = 1; p < body->part_count && breath.joint; p++) {
        const Part *part = &body->parts[p];
        if (!breathes(part)) continue;
        breath.share[p] = ARENA_ARRAY(keep, BreathShare, part->mesh->vertex_count);
        for (uint32_t v = 0; v < part->mesh->vertex_count; v++) breath.share[p][v] = breath_share(part_rest_mm(part, v));
    }
    return breath;
}

static vec3s turn(const Pose *pose, SegmentId carrier, vec3s direction)
{
    return glms_mat4_mulv3(pose->world_from_segment[carrier], direction, 0.0f);
}

static const vec3s forward = { { 1.0f, 0.0f, 0.0f } };

// A plane moved by the field: its normal n becomes n - r (n.e) / (1 + r e.g) g, with g the field's slope, e forward and r the rise.
static void lift(const BreathShare *share, float rise_mm, vec3s ahead, mat4s world_from_trunk, FleshVertex *vertex)
{
    const vec3s slope = glms_mat4_mulv3(world_from_trunk, share->slope_per_mm, 0.0f),
                before = { { vertex->normal[0], vertex->normal[1], vertex->normal[2] } };
    const float lean = rise_mm * glms_vec3_dot(before, ahead) / (1.0f + rise_mm * share->slope_per_mm.x);
    const vec3s normal = glms_vec3_normalize(glms_vec3_sub(before, glms_vec3_scale(slope, lean)));
    for (int k = 0; k < 3; k++) {
        vertex->position_mm[k] += rise_mm * share->frac * ahead.raw[k];
        vertex->normal[k] = normal.raw[k];
    }
}

void breath_shape(const Breath *breath, const Pose *pose, PartId part, uint32_t vertex_count, FleshVertex *vertices)
{
    const BreathShare *share = breath->share[part];
    const float rise_mm = share ? pose->joint_rad[breath->joint] : 0.0f;
    if (rise_mm == 0.0f) return;
    const vec3s ahead = turn(pose, breath->carrier, forward);
    for (uint32_t v = 0; v < vertex_count; v++) {
        if (share[v].frac > 0.0f) lift(&share[v], rise_mm, ahead, pose->world_from_segment[breath->carrier], &vertices[v]);
    }
}

vec3s breath_move_point(const Breath *breath, const Pose *pose, const Part *part, vec3s rest_mm, vec3s posed_mm)
{
    if (!breath->joint || !breathes(part)) return posed_mm;
    const float rise_mm = pose->joint_rad[breath->joint] * breath_share(rest_mm).frac;
    return glms_vec3_add(posed_mm, glms_vec3_scale(turn(pose, breath->carrier, forward), rise_mm));
}
