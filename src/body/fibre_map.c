// fibre_map.c: see fibre_map.h.
#include "fibre_map.h"

#include "fibre_bind.h"

#include <math.h>
#include <string.h>

#define SOFT_FRAC 0.8f           // of a half-width, added to distances squared: the nearer fascicle rules, without a crease
#define HALF_WIDTH_LEAST_MM 6.0f // in thin tendon the rule of one thread would pass to the next within a millimetre
#define PLANE_ROUNDS 5
#define MEET_MM 0.8f
#define BELLY_FRAC 0.5f  // less tendon than this is belly
#define SETTLE_ROUNDS 60 // of both relaxations; more changes nothing visible

typedef struct Thread { // a fascicle with what the map adds
    const Fascicle *fascicle;
    vec3s *tangent; // [station]
    float *arc_mm;  // [station] from its first
    float start_mm; // its first station's place along
    vec2s place_mm; // in the common section
} Thread;

struct FibreMap {
    Thread *thread;
    int count;
};

typedef struct Sight {         // a thread as seen from a point
    vec3s nearest_mm, tangent; // beyond an end the line goes straight on
    float along_mm, tendon_frac, weight;
} Sight;

// ---- one thread

static void measure_thread(Thread *thread, Arena *keep)
{
    const Fascicle *fascicle = thread->fascicle;
    const int count = fascicle->station_count;
    thread->tangent = ARENA_ARRAY(keep, vec3s, count);
    thread->arc_mm = ARENA_ARRAY(keep, float, count);
    for (int i = 0; i < count; i++) {
        const int before = i > 0 ? i - 1 : 0, after = i + 1 < count ? i + 1 : i;
        thread->tangent[i] = glms_vec3_normalize(glms_vec3_sub(fascicle->station_mm[after], fascicle->station_mm[before]));
        if (i > 0) thread->arc_mm[i] = thread->arc_mm[i - 1] + glms_vec3_distance(fascicle->station_mm[i - 1], fascicle->station_mm[i]);
    }
}

static float between(const float *value, float station, int count)
{
    const int i = (int)station, next = i + 1 < count ? i + 1 : i;
    return glm_lerp(value[i], value[next], station - (float)i);
}

typedef struct Spot { // on a thread
    vec3s at_mm, tangent;
    float step_mm; // of the station's segment
} Spot;

static Spot spot_at(const Thread *thread, float station)
{
    const Fascicle *fascicle = thread->fascicle;
    const int last = fascicle->station_count - 1, i = (int)station < last ? (int)station : last - 1;
    const float frac = station - (float)i;
    return (Spot) { .at_mm = glms_vec3_lerp(fascicle->station_mm[i], fascicle->station_mm[i + 1], frac),
                    .tangent = glms_vec3_normalize(glms_vec3_lerp(thread->tangent[i], thread->tangent[i + 1], frac)),
                    .step_mm = fmaxf(thread->arc_mm[i + 1] - thread->arc_mm[i], 0.1f) };
}

static float nearest_station(const Fascicle *fascicle, vec3s p)
{
    float least_mm2 = INFINITY;
    int nearest = 0;
    for (int i = 0; i < fascicle->station_count; i++) {
        const float mm2 = glms_vec3_distance2(p, fascicle->station_mm[i]);
        if (mm2 >= least_mm2) continue;
        least_mm2 = mm2;
        nearest = i;
    }
    return (float)nearest;
}

// The station whose plane across the thread holds p. The nearest place on a line of straight pieces jumps where two pieces meet; this does not.
static float station_beside(const Thread *thread, vec3s p)
{
    float station = nearest_station(thread->fascicle, p);
    for (int k = 0; k < PLANE_ROUNDS; k++) {
        const Spot spot = spot_at(thread, station);
        const float ahead_mm = glms_vec3_dot(glms_vec3_sub(p, spot.at_mm), spot.tangent);
        station = glm_clamp(station + ahead_mm / spot.step_mm, 0.0f, (float)(thread->fascicle->station_count - 1));
    }
    return station;
}

static Sight look_at(const Thread *thread, vec3s p)
{
    const Fascicle *fascicle = thread->fascicle;
    const float station = station_beside(thread, p);
    const Spot spot = spot_at(thread, station);
    const float halves = glms_vec3_distance(p, spot.at_mm) / fmaxf(fibre_half_width_mm(fascicle, station), HALF_WIDTH_LEAST_MM);
    const float soft = halves * halves + SOFT_FRAC * SOFT_FRAC, ahead_mm = glms_vec3_dot(glms_vec3_sub(p, spot.at_mm), spot.tangent);
    return (Sight) {
        .tangent = spot.tangent,
        .nearest_mm = glms_vec3_add(spot.at_mm, glms_vec3_scale(spot.tangent, ahead_mm)),
        .along_mm = thread->start_mm + between(thread->arc_mm, station, fascicle->station_count) + ahead_mm,
        .tendon_frac = between(fascicle->tendon_frac, station, fascicle->station_count),
        .weight = 1.0f / (soft * soft),
    };
}

// ---- how threads lie to each other

typedef struct Pair {
    float distance_mm, lead_mm, stations; // lead: how much further along the second one's own count is
} Pair;

// Over the belly stations of one that have the other beside them; over its middle when none has.
static Pair compare(const Thread *one, const Thread *other)
{
    const Fascicle *fascicle = one->fascicle;
    const float last = (float)(other->fascicle->station_count - 1);
    Pair sum = { 0 };
    for (int i = 0; i < fascicle->station_count; i++) {
        const FibreNear near = fibre_nearest(other->fascicle, fascicle->station_mm[i]);
        if (fascicle->tendon_frac[i] > BELLY_FRAC || near.station <= 0.0f || near.station >= last) continue;
        sum.distance_mm += near.distance_mm;
        sum.lead_mm += between(other->arc_mm, near.station, other->fascicle->station_count) - one->arc_mm[i];
        sum.stations += 1.0f;
    }
    if (sum.stations > 0.0f) return (Pair) { sum.distance_mm / sum.stations, sum.lead_mm / sum.stations, sum.stations };
    const int middle = fascicle->station_count / 2;
    const FibreNear near = fibre_nearest(other->fascicle, fascicle->station_mm[middle]);
    return (Pair) { near.distance_mm, between(other->arc_mm, near.station, other->fascicle->station_count) - one->arc_mm[middle], 0.5f };
}

static Pair *compare_all(const FibreMap *map, Arena *keep)
{
    const int n = map->count;
    Pair *one_way = ARENA_ARRAY(keep, Pair, n * n), *both = ARENA_ARRAY(keep, Pair, n * n);
    for (int i = 0; i < n * n; i++) one_way[i] = compare(&map->thread[i / n], &map->thread[i % n]);
    for (int i = 0; i < n * n; i++) {
        const Pair *there = &one_way[i], *back = &one_way[i % n * n + i / n];
        both[i] = (Pair) { .distance_mm = 0.5f * (there->distance_mm + back->distance_mm),
                           .lead_mm = 0.5f * (there->lead_mm - back->lead_mm),
                           .stations = there->stations + back->stations };
    }
    return both;
}

// Side by side means equally far along.
static void align_starts(FibreMap *map, const Pair *pairs)
{
    const int n = map->count;
    for (int k = 0; k < SETTLE_ROUNDS * n; k++) {
        const int i = k % n;
        float sum_mm = 0.0f, weight = 0.0f;
        for (int j = 0; j < n; j++) {
            if (j == i) continue;
            const Pair *pair = &pairs[i * n + j];
            sum_mm += pair->stations * (map->thread[j].start_mm + pair->lead_mm);
            weight += pair->stations;
        }
        if (i > 0 && weight > 0.0f) map->thread[i].start_mm = sum_mm / weight;
    }
    float least_mm = 0.0f;
    for (int i = 0; i < n; i++) least_mm = fminf(least_mm, map->thread[i].start_mm);
    for (int i = 0; i < n; i++) map->thread[i].start_mm -= least_mm;
}

static void axes_across(vec3s along, vec3s axis[2])
{
    const vec3s aside = fabsf(along.y) < 0.9f ? (vec3s) { { 0, 1, 0 } } : (vec3s) { { 1, 0, 0 } };
    axis[0] = glms_vec3_normalize(glms_vec3_cross(along, aside));
    axis[1] = glms_vec3_cross(along, axis[0]);
}

static vec2s flat(vec3s v, const vec3s axis[2])
{
    return (vec2s) { { glms_vec3_dot(v, axis[0]), glms_vec3_dot(v, axis[1]) } };
}

static vec3s middle_of(const Fascicle *fascicle)
{
    return fascicle->station_mm[fascicle->station_count / 3]; // belly in every muscle here
}

static void place_first(FibreMap *map)
{
    vec3s mean = { { 0 } }, axis[2];
    for (int i = 0; i < map->count; i++) mean = glms_vec3_add(mean, map->thread[i].tangent[map->thread[i].fascicle->station_count / 3]);
    axes_across(glms_vec3_normalize(mean), axis);
    for (int i = 0; i < map->count; i++) map->thread[i].place_mm = flat(middle_of(map->thread[i].fascicle), axis);
}

// Each thread goes to the mean of where the others want it. Near ones count most: they share the surface.
static void settle_places(FibreMap *map, const Pair *pairs)
{
    const int n = map->count;
    for (int k = 0; k < SETTLE_ROUNDS * n; k++) {
        const int i = k % n;
        vec2s sum = { { 0 } };
        float weight = 0.0f;
        for (int j = 0; j < n; j++) {
            const float wanted_mm = fmaxf(pairs[i * n + j].distance_mm, 1.0f), strength = 1.0f / (wanted_mm * wanted_mm);
            const vec2s away = glms_vec2_sub(map->thread[i].place_mm, map->thread[j].place_mm);
            if (j == i) continue;
            const vec2s wish = glms_vec2_add(map->thread[j].place_mm, glms_vec2_scale(away, wanted_mm / fmaxf(glms_vec2_norm(away), 0.1f)));
            sum = glms_vec2_add(sum, glms_vec2_scale(wish, strength));
            weight += strength;
        }
        if (weight > 0.0f) map->thread[i].place_mm = glms_vec2_scale(sum, 1.0f / weight);
    }
    vec2s mean = { { 0 } };
    for (int i = 0; i < n; i++) mean = glms_vec2_add(mean, glms_vec2_scale(map->thread[i].place_mm, 1.0f / (float)n));
    for (int i = 0; i < n; i++) map->thread[i].place_mm = glms_vec2_sub(map->thread[i].place_mm, mean);
}

const FibreMap *fibre_map_make(const Body *body, PartId muscle, Arena *keep)
{
    if (!fibre_has(body, muscle)) return NULL;
    FibreMap *map = ARENA_ARRAY(keep, FibreMap, 1);
    map->thread = ARENA_ARRAY(keep, Thread, body->fascicle_count);
    for (int f = 0; f < body->fascicle_count; f++) {
        const PartId owner = body->fascicles[f].muscle;
        if (!owner || body->parts[owner].structure_index != body->parts[muscle].structure_index) continue;
        Thread *thread = &map->thread[map->count++];
        thread->fascicle = &body->fascicles[f];
        measure_thread(thread, keep);
    }
    const size_t mark = arena_mark(keep);
    const Pair *pairs = compare_all(map, keep);
    align_starts(map, pairs);
    place_first(map);
    settle_places(map, pairs);
    arena_pop_to(keep, mark);
    return map;
}

// ---- a point

typedef struct Means { // weighted, of what is seen from a point
    FibrePlace place;
    vec2s from_mm; // where the threads pierce the plane across the fibres, as seen from the point
} Means;

static Means means_of(const FibreMap *map, const Sight *sight, vec3s p, vec3s axis[2])
{
    Means means = { { 0 }, { { 0 } } };
    float weight = 0.0f;
    for (int i = 0; i < map->count; i++) {
        means.place.direction = glms_vec3_add(means.place.direction, glms_vec3_scale(sight[i].tangent, sight[i].weight));
        weight += sight[i].weight;
    }
    means.place.direction = glms_vec3_normalize(means.place.direction);
    axes_across(means.place.direction, axis);
    for (int i = 0; i < map->count; i++) {
        const float share = sight[i].weight / weight;
        means.place.along_mm += share * sight[i].along_mm;
        means.place.tendon_frac += share * sight[i].tendon_frac;
        means.place.across_mm = glms_vec2_add(means.place.across_mm, glms_vec2_scale(map->thread[i].place_mm, share));
        means.from_mm = glms_vec2_add(means.from_mm, glms_vec2_scale(flat(glms_vec3_sub(sight[i].nearest_mm, p), axis), share));
    }
    return means;
}

static vec2s times(vec2s a, vec2s b) // as complex numbers
{
    return (vec2s) { { a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x } };
}

FibrePlace fibre_map_at(const FibreMap *map, vec3s right_mm)
{
    enum { THREADS_MOST = 32 };
    Sight sight[THREADS_MOST];
    vec3s axis[2];
    const FibreMap near = { map->thread, map->count < THREADS_MOST ? map->count : THREADS_MOST };
    for (int i = 0; i < near.count; i++) sight[i] = look_at(&near.thread[i], right_mm);
    Means means = means_of(&near, sight, right_mm, axis);
    vec2s turn = { { 0 } };
    float spread = 0.0f; // never nothing: threads that meet in a point must not make the section endless there
    for (int i = 0; i < near.count; i++) {
        const vec2s from = glms_vec2_sub(flat(glms_vec3_sub(sight[i].nearest_mm, right_mm), axis), means.from_mm);
        const vec2s to = glms_vec2_sub(near.thread[i].place_mm, means.place.across_mm);
        turn = glms_vec2_add(turn, glms_vec2_scale(times((vec2s) { { from.x, -from.y } }, to), sight[i].weight));
        spread += sight[i].weight * (glms_vec2_norm2(from) + MEET_MM * MEET_MM);
    }
    turn = glms_vec2_scale(turn, 1.0f / spread);
    means.place.scale = glms_vec2_norm(turn);
    means.place.across_gradient[0] = glms_vec3_sub(glms_vec3_scale(axis[0], turn.x), glms_vec3_scale(axis[1], turn.y));
    means.place.across_gradient[1] = glms_vec3_add(glms_vec3_scale(axis[0], turn.y), glms_vec3_scale(axis[1], turn.x));
    means.place.across_mm = glms_vec2_sub(means.place.across_mm, times(turn, means.from_mm));
    return means.place;
}
