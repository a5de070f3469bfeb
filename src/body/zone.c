// zone.c: how far a point of the skin lies from the outline of a pain zone.
//
// Why       The outlines are flat drawings in y and z, laid on the skin that faces front or back. Facing is folded in as a distance too, so
// that the
//           edge of a lit zone is one smooth line also where the body curves away.
#include "body.h"

#include <math.h>

// Own choice: about the radius of a thigh, so that a turn of the normal counts as the way along the skin that it takes.
#define TURN_MM 80.0f
#define FRONT_LEAST 0.15f  // forward share of the normal at the edge of what counts as front
#define INSIDE_LEAST -0.3f // the inner thigh reaches a little round to the back
#define SOFT_MM 6.0f       // rounding where an outline meets the turn of the skin
#define FAR_MM 60.0f       // beyond this the distance to the box will do

static float segment_distance2(vec2s p, vec2s a, vec2s b)
{
    const vec2s ab = glms_vec2_sub(b, a), ap = glms_vec2_sub(p, a);
    const float length2 = glms_vec2_dot(ab, ab);
    const float t = length2 > 0.0f ? glm_clamp(glms_vec2_dot(ap, ab) / length2, 0.0f, 1.0f) : 0.0f;
    const vec2s gap = glms_vec2_sub(ap, glms_vec2_scale(ab, t));
    return glms_vec2_dot(gap, gap);
}

static bool crosses(vec2s p, vec2s a, vec2s b)
{
    if ((a.x > p.x) == (b.x > p.x)) return false;
    return p.y < a.y + (p.x - a.x) / (b.x - a.x) * (b.y - a.y);
}

static float polygon_distance_mm(const ZoneShape *shape, vec2s p)
{
    float best_mm2 = INFINITY;
    bool inside = false;
    for (int i = 0, j = shape->point_count - 1; i < shape->point_count; j = i++) {
        const vec2s a = shape->points_yz_mm[i], b = shape->points_yz_mm[j];
        best_mm2 = fminf(best_mm2, segment_distance2(p, a, b));
        if (crosses(p, a, b)) inside = !inside;
    }
    return inside ? -sqrtf(best_mm2) : sqrtf(best_mm2);
}

// First-order distance: exact at the outline, and of the right sign everywhere.
static float ellipse_distance_mm(const ZoneShape *shape, vec2s p)
{
    const vec2s half = shape->points_yz_mm[1];
    const vec2s q = glms_vec2_div(glms_vec2_sub(p, shape->points_yz_mm[0]), half);
    const float k0 = glms_vec2_norm(q), k1 = glms_vec2_norm(glms_vec2_div(q, half));
    return k1 > 0.0f ? k0 * (k0 - 1.0f) / k1 : -fminf(half.x, half.y);
}

static float band_distance_mm(const ZoneShape *shape, vec2s p)
{
    float best_mm2 = INFINITY;
    for (int i = 0; i + 1 < shape->point_count; i++)
        best_mm2 = fminf(best_mm2, segment_distance2(p, shape->points_yz_mm[i], shape->points_yz_mm[i + 1]));
    return sqrtf(best_mm2) - shape->size_mm;
}

static float box_distance_mm(const ZoneShape *shape, vec2s p)
{
    const float y = fmaxf(fmaxf(shape->low_yz_mm.x - p.x, p.x - shape->high_yz_mm.x), 0.0f);
    const float z = fmaxf(fmaxf(shape->low_yz_mm.y - p.y, p.y - shape->high_yz_mm.y), 0.0f);
    return sqrtf(y * y + z * z);
}

static float outline_distance_mm(const ZoneShape *shape, vec2s p)
{
    const float box_mm = box_distance_mm(shape, p);
    if (box_mm > FAR_MM) return box_mm;
    switch (shape->kind) {
    case ZONE_POLYGON:
        return polygon_distance_mm(shape, p);
    case ZONE_ELLIPSE:
        return ellipse_distance_mm(shape, p);
    case ZONE_BAND:
        return band_distance_mm(shape, p);
    }
    return INFINITY;
}

// Negative where the skin faces the right way.
static float facing_distance_mm(ZoneFacing facing, vec3s normal)
{
    switch (facing) {
    case ZONE_FRONT:
        return (FRONT_LEAST - normal.x) * TURN_MM;
    case ZONE_BACK:
        return (FRONT_LEAST + normal.x) * TURN_MM;
    case ZONE_FRONT_INSIDE:
        return fmaxf(INSIDE_LEAST - normal.x, normal.z) * TURN_MM;
    }
    return INFINITY;
}

static float soft_max(float a, float b)
{
    const float near = fmaxf(SOFT_MM - fabsf(a - b), 0.0f) / SOFT_MM;
    return fmaxf(a, b) + near * near * SOFT_MM * 0.25f;
}

float zone_distance_mm(const Zone *zone, ZoneGrade grade, vec3s rest_mm, vec3s normal)
{
    if (zone->side == SIDE_LEFT) rest_mm.z = -rest_mm.z, normal.z = -normal.z;
    const vec2s p = { { rest_mm.y, rest_mm.z } };
    float best_mm = 1e4f;
    for (int i = 0; i < zone->shape_count; i++) {
        const ZoneShape *shape = &zone->shapes[i];
        if (shape->grade != grade) continue;
        best_mm = fminf(best_mm, soft_max(outline_distance_mm(shape, p), facing_distance_mm(shape->facing, normal)));
    }
    return fmaxf(best_mm, -rest_mm.z); // pain maps are one-sided: nothing crosses the mid-line
}
