// fibre_bind.c: the four nearest fascicles of every point of a muscle.
#include "fibre_bind.h"

#include <math.h>

#define RANKED (FIBRE_MOST + 1) // one more: the first that is left out
#define SOFT_FRAC 0.35f         // of a half-width, added to every distance: a vertex on a fascicle's very line is not its alone
#define HALF_WIDTH_LEAST_MM 2.0f

typedef struct Near { // a fascicle as seen from a point
    int fascicle;
    float strength, station;
} Near;

bool fibre_has(const Body *body, PartId muscle)
{
    for (int f = 0; f < body->fascicle_count; f++) {
        if (fascicle_is_of(body, f, muscle)) return true;
    }
    return false;
}

// How far along from a to b the nearest point to p lies, 0..1.
static float nearest_frac(vec3s a, vec3s b, vec3s p)
{
    const vec3s along = glms_vec3_sub(b, a);
    return glm_clamp(glms_vec3_dot(glms_vec3_sub(p, a), along) / fmaxf(glms_vec3_dot(along, along), 1e-6f), 0.0f, 1.0f);
}

float fibre_half_width_mm(const Fascicle *fascicle, float station)
{
    const int i = (int)station, next = i + 1 < fascicle->station_count ? i + 1 : i;
    const float area_mm2 = glm_lerp(fascicle->area_mm2[i], fascicle->area_mm2[next], station - (float)i);
    return fmaxf(sqrtf(area_mm2 / GLM_PIf), HALF_WIDTH_LEAST_MM);
}

FibreNear fibre_nearest(const Fascicle *fascicle, vec3s right_mm)
{
    float least_mm2 = INFINITY, station = 0.0f;
    for (int i = 0; i + 1 < fascicle->station_count; i++) {
        const vec3s a = fascicle->station_mm[i], b = fascicle->station_mm[i + 1];
        const float frac = nearest_frac(a, b, right_mm), mm2 = glms_vec3_distance2(right_mm, glms_vec3_lerp(a, b, frac));
        if (mm2 >= least_mm2) continue;
        least_mm2 = mm2;
        station = (float)i + frac;
    }
    return (FibreNear) { station, sqrtf(least_mm2) };
}

static Near look_at(const Body *body, int index, vec3s p)
{
    const Fascicle *fascicle = &body->fascicles[index];
    const FibreNear nearest = fibre_nearest(fascicle, p);
    const float distance = nearest.distance_mm / fibre_half_width_mm(fascicle, nearest.station) + SOFT_FRAC;
    return (Near) { index, 1.0f / (distance * distance), nearest.station };
}

static void rank(Near near[RANKED], Near found)
{
    for (int i = 0; i < RANKED; i++) {
        if (found.strength <= near[i].strength) continue;
        const Near weaker = near[i];
        near[i] = found;
        found = weaker;
    }
}

static FibreBinding share_out(const Near near[RANKED])
{
    FibreBinding binding;
    float sum = 0.0f;
    for (int i = 0; i < FIBRE_MOST; i++) {
        const bool used = near[i].strength > 0.0f;
        binding.fascicle[i] = (uint16_t)near[used ? i : 0].fascicle;
        binding.station[i] = near[used ? i : 0].station;
        binding.share_frac[i] = used ? near[i].strength - near[FIBRE_MOST].strength : 0.0f;
        sum += binding.share_frac[i];
    }
    if (sum <= 0.0f) binding.share_frac[0] = sum = near[0].strength > 0.0f ? 1.0f : 0.0f; // five alike
    for (int i = 0; i < FIBRE_MOST && sum > 0.0f; i++) binding.share_frac[i] /= sum;
    return binding;
}

FibreBinding fibre_bind_point(const Body *body, PartId muscle, vec3s right_mm)
{
    Near near[RANKED] = { { 0 } };
    for (int f = 0; f < body->fascicle_count; f++) {
        if (fascicle_is_of(body, f, muscle)) rank(near, look_at(body, f, right_mm));
    }
    return share_out(near);
}

const FibreBinding *fibre_bind(const Body *body, PartId muscle, Arena *keep)
{
    const PackedMesh *mesh = body->parts[muscle].mesh;
    if (!mesh || !fibre_has(body, muscle)) return NULL;
    FibreBinding *binding = ARENA_ARRAY(keep, FibreBinding, mesh->vertex_count);
    for (uint32_t v = 0; v < mesh->vertex_count; v++) binding[v] = fibre_bind_point(body, muscle, packed_position_mm(mesh, v));
    return binding;
}
