// flesh.c: which segments carry a point of a soft part, and where it goes with them.
#include "flesh.h"

#include "breath.h"
#include "muscle_shape.h"
#include "variant.h"

#include <math.h>
#include <string.h>

// Own choice, in mm: how far outside and how far up the trunk belongs to the pelvis whatever its height: the wings of the ilium stand
// beside L4 and L5.
#define WING_FROM_MM 74.0f
#define WING_TO_MM 96.0f
#define WING_TOP_MM 135.0f
#define WING_END_MM 170.0f

static void place_nodes(const Body *body, Rig *rig)
{
    // At the middle of a vertebra's height it carries alone; its segment's centre is the disc below it.
    float centre_mm[TRUNK_MOST];
    const int last = rig->trunk_count - 1;
    for (int i = 0; i <= last; i++) centre_mm[i] = body->segments[rig->trunk[i]].centre_mm.y;
    for (int i = 1; i < last; i++) rig->trunk_mm[i] = 0.5f * (centre_mm[i] + centre_mm[i + 1]);
    if (last >= 2) {
        rig->trunk_mm[last] = centre_mm[last] + 0.5f * (centre_mm[last] - centre_mm[last - 1]);
        rig->trunk_mm[0] = centre_mm[1] - 0.5f * (centre_mm[2] - centre_mm[1]);
    }
}

Rig rig_make(const Body *body)
{
    static const char *const chain[] = {
        "pelvis", "vertebra_l5", "vertebra_l4", "vertebra_l3", "vertebra_l2", "vertebra_l1", "vertebra_t12"
    };
    Rig rig = { .segments = body->segments };
    for (size_t i = 0; i < sizeof chain / sizeof *chain; i++) {
        const SegmentId segment = body_segment(body, chain[i]);
        if (segment) rig.trunk[rig.trunk_count++] = segment;
    }
    if (rig.trunk_count == 0) rig.trunk_count = 1; // no skeleton: the world carries
    rig.femur[0] = body_segment(body, "femur_right");
    rig.femur[1] = body_segment(body, "femur_left");
    place_nodes(body, &rig);
    return rig;
}

void binding_add(FleshBinding *binding, SegmentId segment, float share_frac)
{
    if (share_frac <= 0.0f) return;
    for (int i = 0; i < 4; i++) {
        const bool free = binding->share_frac[i] == 0.0f;
        if (!free && binding->segment[i] != segment) continue;
        binding->segment[i] = segment;
        binding->share_frac[i] += share_frac;
        return;
    }
}

// Share of the pelvis from standing inside or on its wings.
static float wing_share(vec3s rest_mm)
{
    // The wings flare back and out, psoas runs forward of them: depth moves the border.
    const float depth_mm = glm_clamp(-rest_mm.x, 0.0f, 30.0f);
    const float outward_mm = fabsf(rest_mm.z) + 0.8f * depth_mm;
    return glm_smoothstep(WING_FROM_MM, WING_TO_MM, outward_mm) * (1.0f - glm_smoothstep(WING_TOP_MM, WING_END_MM, rest_mm.y));
}

static void add_trunk(const Rig *rig, vec3s rest_mm, float all_frac, FleshBinding *out)
{
    const float wing_frac = wing_share(rest_mm);
    binding_add(out, rig->trunk[0], all_frac * wing_frac);
    int node = 0;
    while (node + 1 < rig->trunk_count && rest_mm.y > rig->trunk_mm[node + 1]) node++;
    const bool top = node + 1 == rig->trunk_count;
    const float upper_frac = top ? 0.0f : glm_smoothstep(rig->trunk_mm[node], rig->trunk_mm[node + 1], rest_mm.y);
    const float rest_frac = all_frac * (1.0f - wing_frac);
    binding_add(out, rig->trunk[node], rest_frac * (1.0f - upper_frac));
    if (!top) binding_add(out, rig->trunk[node + 1], rest_frac * upper_frac);
}

// Skin, own choice: how much of a point goes with its thigh, by its angle about the axis of the hips as seen from the side: none from
// 60 degrees above the horizontal in front, all of it below, none again behind the buttock. Bending by an angle a turns a point by its share
// of a about that axis, so in a plane square to the axis the skin can only fold where the share changes by more than 1 / a for each radian:
// the ramp in front is as long and as even as there is room for. A rule by height, tried first, turned 4 to 12 cm2 inside out at 90 degrees.
#define FRONT_FROM_RAD 1.05f // 60 degrees
#define FRONT_TO_RAD (-1.48f)
#define BACK_FROM_RAD (-1.83f)
#define BACK_TO_RAD (-3.23f)
#define CROTCH_FROM_MM (-30.0f) // between the legs it goes by height: the crotch stays with the pelvis
#define CROTCH_TO_MM (-250.0f)
#define CROTCH_WIDTH_MM 100.0f
#define POLE_MM 60.0f // nearer to the axis than this, shares become one: it comes out through the skin beside the trochanter

// From 0 to 1 evenly, with only as much rounding at the ends as keeps creases soft.
static float even_share(float x)
{
    const float round_frac = 0.14f, t = glm_clamp(x, 0.0f, 1.0f), slope = 1.0f / (1.0f - round_frac);
    if (t < round_frac) return 0.5f * slope * t * t / round_frac;
    if (t > 1.0f - round_frac) return 1.0f - 0.5f * slope * (1.0f - t) * (1.0f - t) / round_frac;
    return slope * (t - 0.5f * round_frac);
}

static float thigh_share(vec3s rest_mm)
{
    float angle_rad = atan2f(rest_mm.y, rest_mm.x);
    if (angle_rad > GLM_PI_2f) angle_rad -= 2.0f * GLM_PIf; // behind: on from straight down
    const float front = even_share((FRONT_FROM_RAD - angle_rad) / (FRONT_FROM_RAD - FRONT_TO_RAD));
    const float back = even_share((angle_rad - BACK_TO_RAD) / (BACK_FROM_RAD - BACK_TO_RAD));
    const float outside = glm_lerp(0.5f, fminf(front, back), glm_smoothstep(0.0f, POLE_MM, hypotf(rest_mm.x, rest_mm.y)));
    const float inside = even_share((CROTCH_FROM_MM - rest_mm.y) / (CROTCH_FROM_MM - CROTCH_TO_MM));
    return glm_lerp(inside, outside, glm_smoothstep(0.0f, CROTCH_WIDTH_MM, fabsf(rest_mm.z)));
}

#define MIDLINE_WIDTH_MM 16.0f // less than the gap between the thighs: each keeps its own leg

static void bind_skin(const Rig *rig, vec3s rest_mm, float all_frac, FleshBinding *out)
{
    const float thigh_frac = all_frac * thigh_share(rest_mm);
    const float right_frac = glm_smoothstep(-0.5f * MIDLINE_WIDTH_MM, 0.5f * MIDLINE_WIDTH_MM, rest_mm.z);
    binding_add(out, rig->femur[0], thigh_frac * right_frac);
    binding_add(out, rig->femur[1], thigh_frac * (1.0f - right_frac));
    add_trunk(rig, rest_mm, all_frac - thigh_frac, out);
}

static float second_share(const Part *part, vec3s rest_mm)
{
    const Carrier *carrier = &part->carrier;
    if (carrier->kind == CARRIER_TRUNK) return 0.0f;
    const vec3s right_mm = mirrored_if_left(rest_mm, part->side); // limits are written for the right side
    return glm_smoothstep(carrier->from_mm, carrier->to_mm, right_mm.raw[carrier->axis]);
}

// The faces of a disc stay on their vertebrae and what lies between is wedged, as in life.
static void bind_disc(const Rig *rig, const Carrier *carrier, vec3s rest_mm, FleshBinding *out)
{
    const float upper_frac = glm_smoothstep(carrier->from_mm, carrier->to_mm, glms_vec3_dot(rest_mm, carrier->disc_up));
    binding_add(out, carrier->segment, upper_frac);
    binding_add(out, rig->segments[carrier->segment].parent, 1.0f - upper_frac);
}

#define SKIN_ENDS_MM (-336.0f)  // above, a leg must go with the skin, which overlaps it
#define THIGH_BONE_MM (-400.0f) // below, with the bone, so that the knee stays round its own

static void bind_between(const Rig *rig, const Part *part, vec3s rest_mm, FleshBinding *out)
{
    const float skin_frac = part->carrier.kind == CARRIER_LEG ? glm_smoothstep(THIGH_BONE_MM, SKIN_ENDS_MM, rest_mm.y) : 0.0f;
    const float second_frac = (1.0f - skin_frac) * second_share(part, rest_mm);
    binding_add(out, part->carrier.segment, second_frac);
    binding_add(out, part->carrier.from_segment, 1.0f - skin_frac - second_frac);
    if (skin_frac > 0.0f) bind_skin(rig, rest_mm, skin_frac, out);
}

FleshBinding rig_bind(const Rig *rig, const Part *part, vec3s rest_mm)
{
    FleshBinding binding = { 0 };
    if (!part_is_soft(part)) {
        binding_add(&binding, part->carrier.kind == CARRIER_RIGID ? part->carrier.segment : 0, 1.0f);
    } else if (part->carrier.kind == CARRIER_DISC) {
        bind_disc(rig, &part->carrier, rest_mm, &binding);
    } else if (part->carrier.kind == CARRIER_BETWEEN || part->carrier.kind == CARRIER_LEG) {
        bind_between(rig, part, rest_mm, &binding);
    } else if (part->carrier.kind == CARRIER_TRUNK_FEMUR && part->carrier.axis == BLEND_FOLD) {
        bind_skin(rig, rest_mm, 1.0f, &binding);
    } else {
        const float femur_frac = second_share(part, rest_mm);
        binding_add(&binding, part->carrier.segment, femur_frac);
        add_trunk(rig, rest_mm, 1.0f - femur_frac, &binding);
    }
    return binding;
}

bool part_is_soft(const Part *part)
{
    const CarrierKind kind = part->carrier.kind;
    return kind == CARRIER_TRUNK || kind == CARRIER_TRUNK_FEMUR || kind == CARRIER_DISC || kind == CARRIER_BETWEEN || kind == CARRIER_LEG;
}

FleshBinding flesh_bind_point(const Body *body, const Part *part, vec3s rest_mm)
{
    const Rig rig = rig_make(body);
    return rig_bind(&rig, part, rest_mm);
}

Flesh flesh_bind(const Body *body, Arena *keep)
{
    const Rig rig = rig_make(body);
    Flesh flesh = { .binding = ARENA_ARRAY(keep, FleshBinding *, body->part_count),
                    .muscles = muscle_shapes_bind(body, DETAIL_HIGH, keep) };
    for (int i = 1; i < body->part_count; i++) {
        const Part *part = &body->parts[i];
        if (!part_is_soft(part) || !part->mesh) continue;
        flesh.binding[i] = ARENA_ARRAY(keep, FleshBinding, part->mesh->vertex_count);
        for (uint32_t v = 0; v < part->mesh->vertex_count; v++) flesh.binding[i][v] = rig_bind(&rig, part, part_rest_mm(part, v));
    }
    flesh.breath = ARENA_ARRAY(keep, Breath, 1);
    *flesh.breath = breath_bind(body, keep);
    return flesh;
}

void flesh_follow(Flesh *flesh, const Variant *variant)
{
    flesh->variant = variant;
    muscle_shapes_follow(flesh->muscles, variant);
}

// Blended motion before it is made unit: its length is divided out where it is used, which spares a square root.
static DualQuat blend(const Pose *pose, const FleshBinding *binding)
{
    const float first_frac = binding->share_frac[0];
    const DualQuat *first = &pose->motion[binding->segment[0]];
    float sum[8];
    for (int k = 0; k < 4; k++) sum[k] = first_frac * first->real.raw[k], sum[k + 4] = first_frac * first->dual.raw[k];
    for (int i = 1; i < 4 && binding->share_frac[i] > 0.0f; i++) {
        const float share_frac = binding->share_frac[i];
        const DualQuat *motion = &pose->motion[binding->segment[i]];
        for (int k = 0; k < 4; k++) sum[k] += share_frac * motion->real.raw[k], sum[k + 4] += share_frac * motion->dual.raw[k];
    }
    return (DualQuat) { { { sum[0], sum[1], sum[2], sum[3] } }, { { sum[4], sum[5], sum[6], sum[7] } } };
}

static inline void cross(const float *a, const float *b, float *out)
{
    out[0] = a[1] * b[2] - a[2] * b[1];
    out[1] = a[2] * b[0] - a[0] * b[2];
    out[2] = a[0] * b[1] - a[1] * b[0];
}

// p + 2 / |q|^2 (q x (q x p + w p + d) + w d - e q), with q, w the turn and d, e the dual part. d, e left out gives a direction.
static inline void carry(const DualQuat *m, bool with_shift, const float *p, float *out)
{
    const float *q = m->real.raw, *d = m->dual.raw;
    const float scale = 2.0f / (q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
    float t[3], u[3];
    cross(q, p, t);
    for (int k = 0; k < 3; k++) t[k] += q[3] * p[k] + (with_shift ? d[k] : 0.0f);
    cross(q, t, u);
    for (int k = 0; k < 3; k++) out[k] = p[k] + scale * (u[k] + (with_shift ? q[3] * d[k] - d[3] * q[k] : 0.0f));
}

vec3s flesh_move_point(const Pose *pose, const FleshBinding *binding, vec3s rest_mm)
{
    const DualQuat motion = blend(pose, binding);
    vec3s out;
    carry(&motion, true, rest_mm.raw, out.raw);
    return out;
}

vec3s flesh_move_direction(const Pose *pose, const FleshBinding *binding, vec3s direction)
{
    const DualQuat motion = blend(pose, binding);
    vec3s out;
    carry(&motion, false, direction.raw, out.raw);
    return out;
}

// Vertices are shaped in blocks laid out component by component, so that compilers turn the arithmetic into wide instructions.
#define BLOCK 64

typedef struct Block {
    float real[4][BLOCK], dual[4][BLOCK], position_mm[3][BLOCK], normal[3][BLOCK];
} Block;

static void gather_motion(const Pose *pose, const FleshBinding *binding, uint32_t count, Block *out)
{
    for (uint32_t i = 0; i < count; i++) {
        const DualQuat motion = blend(pose, &binding[i]);
        for (int k = 0; k < 4; k++) out->real[k][i] = motion.real.raw[k], out->dual[k][i] = motion.dual.raw[k];
    }
}

static void gather_rest(const PackedMesh *mesh, const PackedVertex *vertices, float side, uint32_t count, Block *out)
{
    const float z_min_mm = side * mesh->min_mm.z, z_step_mm = side * mesh->step_mm.z;
    for (uint32_t i = 0; i < count; i++) {
        const PackedVertex *v = &vertices[i];
        out->position_mm[0][i] = mesh->min_mm.x + mesh->step_mm.x * (float)v->position[0];
        out->position_mm[1][i] = mesh->min_mm.y + mesh->step_mm.y * (float)v->position[1];
        out->position_mm[2][i] = z_min_mm + z_step_mm * (float)v->position[2];
        out->normal[0][i] = (float)v->normal[0] * (1.0f / 32767.0f);
        out->normal[1][i] = (float)v->normal[1] * (1.0f / 32767.0f);
    }
}

// As packed_normal, for a whole block.
static void unfold_normals(Block *b, float side)
{
    for (int i = 0; i < BLOCK; i++) {
        const float u = b->normal[0][i], v = b->normal[1][i], z = 1.0f - fabsf(u) - fabsf(v);
        const float fold = z < 0.0f ? -z : 0.0f;
        const float x = u + (u < 0.0f ? fold : -fold), y = v + (v < 0.0f ? fold : -fold);
        const float unit = 1.0f / sqrtf(x * x + y * y + z * z);
        b->normal[0][i] = x * unit;
        b->normal[1][i] = y * unit;
        b->normal[2][i] = z * unit * side;
    }
}

// The same sums as carry.
static void move_block(Block *b)
{
    for (int i = 0; i < BLOCK; i++) {
        const float x = b->real[0][i], y = b->real[1][i], z = b->real[2][i], w = b->real[3][i];
        const float dx = b->dual[0][i], dy = b->dual[1][i], dz = b->dual[2][i], e = b->dual[3][i];
        const float scale = 2.0f / (x * x + y * y + z * z + w * w);
        const float px = b->position_mm[0][i], py = b->position_mm[1][i], pz = b->position_mm[2][i];
        const float tx = y * pz - z * py + (w * px + dx), ty = z * px - x * pz + (w * py + dy), tz = x * py - y * px + (w * pz + dz);
        b->position_mm[0][i] = px + scale * (y * tz - z * ty + (w * dx - e * x));
        b->position_mm[1][i] = py + scale * (z * tx - x * tz + (w * dy - e * y));
        b->position_mm[2][i] = pz + scale * (x * ty - y * tx + (w * dz - e * z));
        const float nx = b->normal[0][i], ny = b->normal[1][i], nz = b->normal[2][i];
        const float sx = y * nz - z * ny + w * nx, sy = z * nx - x * nz + w * ny, sz = x * ny - y * nx + w * nz;
        b->normal[0][i] = nx + scale * (y * sz - z * sy);
        b->normal[1][i] = ny + scale * (z * sx - x * sz);
        b->normal[2][i] = nz + scale * (x * sy - y * sx);
    }
}

static void scatter(const Block *b, uint32_t count, FleshVertex *out)
{
    for (uint32_t i = 0; i < count; i++) {
        for (int k = 0; k < 3; k++) out[i].position_mm[k] = b->position_mm[k][i], out[i].normal[k] = b->normal[k][i];
    }
}

void flesh_shape(const Body *body, const Flesh *flesh, const Pose *pose, PartId part_id, uint32_t vertex_count, FleshVertex *out)
{
    if (muscle_shape_has(flesh->muscles, part_id)) {
        muscle_shape(flesh->muscles, pose, part_id, vertex_count, out);
        return;
    }
    const Part *part = &body->parts[part_id];
    const FleshBinding *binding = flesh->binding[part_id];
    const float side = part->mirrored ? -1.0f : 1.0f;
    Block block;
    memset(&block, 0, sizeof block); // the unused end of the last block is computed too
    for (uint32_t first = 0; first < vertex_count; first += BLOCK) {
        const uint32_t left = vertex_count - first, count = left < BLOCK ? left : BLOCK;
        gather_motion(pose, binding + first, count, &block);
        gather_rest(part->mesh, part->mesh->vertices + first, side, count, &block);
        unfold_normals(&block, side);
        move_block(&block);
        scatter(&block, count, out + first);
    }
    breath_shape(flesh->breath, pose, part_id, vertex_count, out);
}

vec3s flesh_point_mm(const Body *body, const Flesh *flesh, const Pose *pose, PartId part_id, vec3s rest_mm)
{
    if (muscle_shape_has(flesh->muscles, part_id)) return muscle_shape_point(flesh->muscles, pose, part_id, rest_mm);
    const Part *part = &body->parts[part_id];
    const FleshBinding binding = flesh_bind_point(body, part, rest_mm);
    const vec3s here_mm = flesh->variant ? variant_place(flesh->variant, part_id, rest_mm) : rest_mm;
    return breath_move_point(flesh->breath, pose, part, rest_mm, flesh_move_point(pose, &binding, here_mm));
}

vec3s flesh_trigger_mm(const Body *body, const Flesh *flesh, const Pose *pose, TriggerId trigger_id)
{
    const Trigger *trigger = &body->triggers[trigger_id];
    return flesh_point_mm(body, flesh, pose, trigger->muscle, trigger->deep_mm);
}

vec3s flesh_trigger_skin_mm(const Body *body, const Flesh *flesh, const Pose *pose, TriggerId trigger_id)
{
    const Trigger *trigger = &body->triggers[trigger_id];
    return flesh_point_mm(body, flesh, pose, body->skin ? body->skin : trigger->muscle, trigger->skin_mm);
}
