// strand_paint.c: see strand_paint.h.
#include "strand_paint.h"

#include <math.h>
#include <string.h>

#define SLICES_MOST 200
#define SLICE_OF_RADIUS 0.8f // how thick a slice is
#define SLICE_LEAST_MM 2.5f
#define NEAR_SLICES 3 // that a vertex listens to, on either side of its own
#define SMOOTH_ROUNDS 3
#define TOWARDS_FRONT 0.35f // of the way per slice: the first band stays in front along all of the colon

#define OUTLINE_BINS 48
#define NUCLEUS_FRAC 0.58f // of the disc's width and depth
#define FLAT_SECTION ((FibreSection) { 150.0f, 4.0f, false }) // a place is kept as it is along the section, and drawn on to a band across it

// ---- how far each vertex lies from one end

typedef struct Reach {
    const PackedMesh *mesh;
    uint32_t *first, *next_to; // neighbours of v: next_to[first[v] .. first[v + 1])
    float *mm;
} Reach;

static const uint16_t *full_indices(const PackedMesh *mesh)
{
    return mesh->indices + mesh->level[DETAIL_FULL].index_first;
}

static uint16_t edge_end(const uint16_t *index, uint32_t i)
{
    return index[i % 3 == 2 ? i - 2 : i + 1];
}

static Reach reach_make(const PackedMesh *mesh, Arena *scratch)
{
    const uint16_t *index = full_indices(mesh);
    const uint32_t edges = mesh->level[DETAIL_FULL].index_count, count = mesh->vertex_count;
    Reach reach = { mesh, ARENA_ARRAY(scratch, uint32_t, count + 2), ARENA_ARRAY(scratch, uint32_t, edges), ARENA_ARRAY(scratch, float, count) };
    for (uint32_t i = 0; i < edges; i++) reach.first[index[i] + 2]++;
    for (uint32_t v = 2; v < count + 2; v++) reach.first[v] += reach.first[v - 1];
    for (uint32_t i = 0; i < edges; i++) reach.next_to[reach.first[index[i] + 1]++] = edge_end(index, i);
    return reach;
}

// Along the edges, nearest news first come, taken back where a shorter way turns up. Gives the farthest vertex.
static uint32_t reach_from(Reach *reach, uint32_t start, Arena *scratch)
{
    const uint32_t count = reach->mesh->vertex_count;
    const size_t mark = arena_mark(scratch);
    uint32_t *queue = ARENA_ARRAY(scratch, uint32_t, count), head = 0, waiting = 1, farthest = start;
    bool *queued = ARENA_ARRAY(scratch, bool, count);
    for (uint32_t v = 0; v < count; v++) reach->mm[v] = INFINITY;
    reach->mm[start] = 0.0f;
    queue[0] = start;
    while (waiting > 0) {
        const uint32_t at = queue[head];
        const vec3s from = packed_position_mm(reach->mesh, at);
        head = (head + 1) % count;
        waiting--;
        queued[at] = false;
        for (uint32_t i = reach->first[at]; i < reach->first[at + 1]; i++) {
            const uint32_t to = reach->next_to[i];
            const float mm = reach->mm[at] + glms_vec3_distance(from, packed_position_mm(reach->mesh, to));
            if (mm >= reach->mm[to] - 1e-4f) continue;
            reach->mm[to] = mm;
            if (queued[to]) continue;
            queued[to] = true;
            queue[(head + waiting++) % count] = to;
        }
    }
    for (uint32_t v = 0; v < count; v++)
        if (isfinite(reach->mm[v]) && reach->mm[v] > reach->mm[farthest]) farthest = v;
    arena_pop_to(scratch, mark);
    return farthest;
}

// ---- the middle line

typedef struct Slice {
    vec3s middle, along, across; // across: square to along, turning as little as can be
    float area_mm2, at_mm;
} Slice;

typedef struct Line {
    Slice slice[SLICES_MOST];
    int count;
    float thick_mm; // of a slice, as the crow walks over the surface
} Line;

static vec3s corner_mm(const PackedMesh *mesh, uint32_t i)
{
    return packed_position_mm(mesh, full_indices(mesh)[i]);
}

// Twice the volume over the surface: the radius, were it a long round tube.
static float mean_radius_mm(const PackedMesh *mesh)
{
    float volume = 0.0f, area = 1e-3f;
    for (uint32_t i = 0; i < mesh->level[DETAIL_FULL].index_count; i += 3) {
        const vec3s a = glms_vec3_sub(corner_mm(mesh, i), mesh->min_mm), b = glms_vec3_sub(corner_mm(mesh, i + 1), mesh->min_mm),
                    c = glms_vec3_sub(corner_mm(mesh, i + 2), mesh->min_mm);
        const vec3s square = glms_vec3_cross(glms_vec3_sub(b, a), glms_vec3_sub(c, a));
        area += 0.5f * glms_vec3_norm(square);
        volume += glms_vec3_dot(a, square) / 6.0f;
    }
    return 2.0f * volume / area;
}

static int slice_of(const Line *line, float reach_mm)
{
    const int at = (int)(reach_mm / line->thick_mm);
    return at < line->count ? at : line->count - 1;
}

static void find_middles(Line *line, const PackedMesh *mesh, const float *reach_mm)
{
    const uint16_t *index = full_indices(mesh);
    for (uint32_t i = 0; i < mesh->level[DETAIL_FULL].index_count; i += 3) {
        const vec3s a = corner_mm(mesh, i), b = corner_mm(mesh, i + 1), c = corner_mm(mesh, i + 2);
        const float area = glms_vec3_norm(glms_vec3_cross(glms_vec3_sub(b, a), glms_vec3_sub(c, a)));
        Slice *slice = &line->slice[slice_of(line, (reach_mm[index[i]] + reach_mm[index[i + 1]] + reach_mm[index[i + 2]]) / 3.0f)];
        slice->middle = glms_vec3_add(slice->middle, glms_vec3_scale(glms_vec3_add(a, glms_vec3_add(b, c)), area / 3.0f));
        slice->area_mm2 += area;
    }
    int kept = 0;
    for (int i = 0; i < line->count; i++) {
        if (line->slice[i].area_mm2 <= 0.0f) continue;
        line->slice[kept] = line->slice[i];
        line->slice[kept].middle = glms_vec3_divs(line->slice[i].middle, line->slice[i].area_mm2);
        kept++;
    }
    line->count = kept;
}

static void smooth_middles(Line *line)
{
    for (int round = 0; round < SMOOTH_ROUNDS; round++) {
        vec3s before = line->slice[0].middle;
        for (int i = 1; i + 1 < line->count; i++) {
            const vec3s here = line->slice[i].middle, ends = glms_vec3_add(before, line->slice[i + 1].middle);
            before = here;
            line->slice[i].middle = glms_vec3_lerp(here, glms_vec3_scale(ends, 0.5f), 0.5f);
        }
    }
}

static vec3s squared_to(vec3s along, vec3s v)
{
    return glms_vec3_sub(v, glms_vec3_scale(along, glms_vec3_dot(along, v)));
}

static vec3s any_across(vec3s along)
{
    const vec3s front = squared_to(along, (vec3s) { { 1, 0, 0 } });
    return glms_vec3_normalize(glms_vec3_norm(front) > 0.3f ? front : squared_to(along, (vec3s) { { 0, 0, 1 } }));
}

static void find_frames(Line *line, float towards_front)
{
    for (int i = 0; i < line->count; i++) {
        Slice *s = &line->slice[i];
        const vec3s before = line->slice[i > 0 ? i - 1 : 0].middle, after = line->slice[i + 1 < line->count ? i + 1 : i].middle;
        s->along = glms_vec3_normalize(glms_vec3_sub(after, before));
        s->at_mm = i == 0 ? 0.0f : s[-1].at_mm + glms_vec3_distance(before, s->middle);
        if (i == 0) {
            s->across = any_across(s->along);
            continue;
        }
        const vec3s front = squared_to(s->along, (vec3s) { { towards_front, 0, 0 } });
        s->across = glms_vec3_normalize(glms_vec3_add(squared_to(s->along, s[-1].across), front));
    }
}

static bool line_make(const PackedMesh *mesh, Reach *reach, float towards_front, Arena *scratch, Line *line)
{
    const uint32_t end = reach_from(reach, 0, scratch), other = reach_from(reach, end, scratch);
    const float length_mm = reach->mm[other];
    *line = (Line) { .thick_mm = fmaxf(SLICE_LEAST_MM, SLICE_OF_RADIUS * mean_radius_mm(mesh)) };
    line->thick_mm = fmaxf(line->thick_mm, length_mm / (float)SLICES_MOST);
    line->count = (int)ceilf(length_mm / line->thick_mm);
    if (line->count > SLICES_MOST) line->count = SLICES_MOST;
    if (line->count < 3) return false;
    find_middles(line, mesh, reach->mm);
    if (line->count < 3) return false;
    smooth_middles(line);
    find_frames(line, towards_front);
    return true;
}

// What the slices around a point say, the nearer ones louder.
static FibrePlace place_by(const Line *line, int own, vec3s p)
{
    FibrePlace place = { .scale = 1.0f };
    vec3s across[2] = { { { 0, 0, 0 } }, { { 0, 0, 0 } } };
    float weights = 0.0f;
    for (int i = own - NEAR_SLICES; i <= own + NEAR_SLICES; i++) {
        if (i < 0 || i >= line->count) continue;
        const Slice *s = &line->slice[i];
        const vec3s off = glms_vec3_sub(p, s->middle), beside = glms_vec3_cross(s->along, s->across);
        const float ahead_mm = glms_vec3_dot(off, s->along), slices = ahead_mm / line->thick_mm, weight = expf(-slices * slices) + 1e-6f;
        place.across_mm = glms_vec2_add(place.across_mm, (vec2s) { { weight * glms_vec3_dot(off, s->across), weight * glms_vec3_dot(off, beside) } });
        place.along_mm += weight * (s->at_mm + ahead_mm);
        place.direction = glms_vec3_add(place.direction, glms_vec3_scale(s->along, weight));
        across[0] = glms_vec3_add(across[0], glms_vec3_scale(s->across, weight));
        across[1] = glms_vec3_add(across[1], glms_vec3_scale(beside, weight));
        weights += weight;
    }
    place.across_mm = glms_vec2_scale(place.across_mm, 1.0f / weights);
    place.along_mm /= weights;
    place.direction = glms_vec3_normalize(place.direction);
    for (int k = 0; k < 2; k++) place.across_gradient[k] = glms_vec3_scale(across[k], 1.0f / weights);
    return place;
}

static bool places_along(const PackedMesh *mesh, float towards_front, Arena *scratch, FibrePlace *place, FibreSection *section)
{
    Line *line = ARENA_ARRAY(scratch, Line, 1);
    Reach reach = reach_make(mesh, scratch);
    if (!line_make(mesh, &reach, towards_front, scratch, line)) return false;
    float radius_mm = 0.0f;
    for (uint32_t v = 0; v < mesh->vertex_count; v++) {
        place[v] = place_by(line, slice_of(line, reach.mm[v]), packed_position_mm(mesh, v));
        radius_mm += glms_vec2_norm(place[v].across_mm) / (float)mesh->vertex_count;
    }
    *section = (FibreSection) { 0.0f, fmaxf(radius_mm, 1.0f), false };
    return true;
}

// ---- rings of a disc

typedef struct DiscFrame {
    vec3s middle, up, front, side;
    float outline_mm[OUTLINE_BINS], mean_mm;
} DiscFrame;

static vec3s mean_position(const PackedMesh *mesh)
{
    vec3s sum = { { 0, 0, 0 } };
    for (uint32_t v = 0; v < mesh->vertex_count; v++) sum = glms_vec3_add(sum, packed_position_mm(mesh, v));
    return glms_vec3_divs(sum, (float)mesh->vertex_count);
}

static float bin_of(vec3s off, const DiscFrame *disc)
{
    const float turn = atan2f(glms_vec3_dot(off, disc->side), glms_vec3_dot(off, disc->front)) / (2.0f * GLM_PIf);
    return (turn - floorf(turn)) * OUTLINE_BINS;
}

static float out_mm(vec3s off, const DiscFrame *disc)
{
    return hypotf(glms_vec3_dot(off, disc->front), glms_vec3_dot(off, disc->side));
}

static void smooth_outline(DiscFrame *disc)
{
    for (int round = 0; round < 4; round++) {
        float old[OUTLINE_BINS];
        memcpy(old, disc->outline_mm, sizeof old);
        for (int i = 0; i < OUTLINE_BINS; i++)
            disc->outline_mm[i] = 0.5f * old[i] + 0.25f * (old[(i + 1) % OUTLINE_BINS] + old[(i + OUTLINE_BINS - 1) % OUTLINE_BINS]);
    }
    for (int i = 0; i < OUTLINE_BINS; i++) disc->mean_mm += disc->outline_mm[i] / OUTLINE_BINS;
}

static DiscFrame disc_frame(const PackedMesh *mesh, vec3s up)
{
    DiscFrame disc = { .middle = mean_position(mesh), .up = up, .side = { { 0, 0, 1 } } };
    disc.front = glms_vec3_normalize(glms_vec3_cross(up, disc.side));
    for (uint32_t v = 0; v < mesh->vertex_count; v++) {
        const vec3s off = glms_vec3_sub(packed_position_mm(mesh, v), disc.middle);
        const int bin = (int)bin_of(off, &disc) % OUTLINE_BINS;
        disc.outline_mm[bin] = fmaxf(disc.outline_mm[bin], out_mm(off, &disc));
    }
    smooth_outline(&disc);
    return disc;
}

static float outline_at(const DiscFrame *disc, float bin)
{
    const float at = bin + OUTLINE_BINS - 0.5f, step = floorf(at);
    return glm_lerp(disc->outline_mm[(int)step % OUTLINE_BINS], disc->outline_mm[((int)step + 1) % OUTLINE_BINS], at - step);
}

static FibrePlace place_in_disc(const DiscFrame *disc, vec3s p)
{
    const vec3s off = glms_vec3_sub(p, disc->middle), flat = squared_to(disc->up, off);
    const float mm = fmaxf(glms_vec3_norm(flat), 1e-3f), share = mm / outline_at(disc, bin_of(off, disc)), stretch = share * disc->mean_mm / mm;
    const vec3s outward = glms_vec3_scale(flat, 1.0f / mm);
    return (FibrePlace) { .scale = 1.0f,
                          .tendon_frac = glm_clamp(0.5f + (NUCLEUS_FRAC - share) / 0.4f, 0.0f, 1.0f),
                          .across_mm = { { share * disc->mean_mm, glms_vec3_dot(off, disc->up) } },
                          .direction = glms_vec3_cross(disc->up, outward),
                          .across_gradient = { glms_vec3_scale(outward, stretch), disc->up } };
}

static void places_in_disc(const Part *part, FibrePlace *place, FibreSection *section)
{
    const DiscFrame disc = disc_frame(part->mesh, part->carrier.kind == CARRIER_DISC ? part->carrier.disc_up : (vec3s) { { 0, 1, 0 } });
    for (uint32_t v = 0; v < part->mesh->vertex_count; v++) place[v] = place_in_disc(&disc, packed_position_mm(part->mesh, v));
    *section = FLAT_SECTION;
}

// ---- loops of the bladder's wall

static float loop_mm(vec3s q)
{
    return 24.0f * (q.y + 0.35f * sinf(2.2f * q.x + 1.3f * q.z) + 0.30f * sinf(2.6f * q.z - 1.7f * q.y));
}

static vec3s loop_gradient(vec3s q, float radius_mm)
{
    const float a = 24.0f * 0.35f * cosf(2.2f * q.x + 1.3f * q.z), b = 24.0f * 0.30f * cosf(2.6f * q.z - 1.7f * q.y);
    return glms_vec3_divs((vec3s) { { 2.2f * a, 24.0f - 1.7f * b, 1.3f * a + 2.6f * b } }, radius_mm);
}

static void places_in_loops(const PackedMesh *mesh, FibrePlace *place, FibreSection *section)
{
    const vec3s middle = mean_position(mesh);
    const float radius_mm = 1.5f * mean_radius_mm(mesh); // a ball's volume over its surface is a third of its radius
    for (uint32_t v = 0; v < mesh->vertex_count; v++) {
        const vec3s q = glms_vec3_divs(glms_vec3_sub(packed_position_mm(mesh, v), middle), radius_mm), slope = loop_gradient(q, radius_mm);
        const vec3s direction = glms_vec3_cross(packed_normal(&mesh->vertices[v]), slope);
        place[v] = (FibrePlace) { .scale = 1.0f,
                                  .across_mm = { { loop_mm(q), 3.0f * q.x } },
                                  .direction = glms_vec3_divs(direction, fmaxf(glms_vec3_norm(direction), 0.3f * glms_vec3_norm(slope))),
                                  .across_gradient = { slope, { { 0, 0, 0 } } } };
    }
    *section = FLAT_SECTION;
}

bool strand_places(const Part *part, Arena *scratch, FibrePlace *place, FibreSection *section, float *finer)
{
    const PackedMesh *mesh = part->mesh;
    const bool is_colon = strncmp(part->structure, "colon_", 6) == 0;
    *finer = part->tissue == TISSUE_LIGAMENT ? 0.7f : 1.4f;
    switch (part->tissue) {
    case TISSUE_DISC:
        places_in_disc(part, place, section);
        return true;
    case TISSUE_BLADDER:
        places_in_loops(mesh, place, section);
        *finer = 0.3f;
        return true;
    case TISSUE_LIGAMENT:
    case TISSUE_NERVE:
    case TISSUE_URETER:
    case TISSUE_TUBE:
        if (!places_along(mesh, 0.0f, scratch, place, section)) return false;
        for (uint32_t v = 0; v < mesh->vertex_count; v++) place[v].tendon_frac = part->tissue == TISSUE_LIGAMENT ? 1.0f : 0.0f;
        return true;
    case TISSUE_BOWEL:
        if (!is_colon || !places_along(mesh, TOWARDS_FRONT, scratch, place, section)) return false;
        section->banded = true;
        return true;
    default:
        return false;
    }
}
