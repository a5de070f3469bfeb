#include "region_paint.h"

#include "oklab.h"
#include "region_border.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define REGION_MOST 512          // different ids in all
#define LOCAL_MOST 256           // of one structure, "none" (255) included
#define CLASS_COUNT 4            // as in shaders/region.glsl
#define HUE_COUNT 24
#define TIER_COUNT 3             // of lightness
#define SHADE_COUNT (HUE_COUNT * TIER_COUNT)
#define CLEARLY_DIFFERENT 0.075f // in OKLab, where 0.02 is just seen
#define IMPROVE_ROUNDS 4

typedef struct Shade {
    vec3s lab;
    uint8_t srgb[3];
} Shade;

typedef struct Meeting { // of the regions of one structure
    uint16_t at[LOCAL_MOST][LOCAL_MOST]; // on so many edges
    uint8_t local[LOCAL_MOST]; // those that meet others
    int local_count;
} Meeting;

struct RegionPaint {
    const Body *body;
    Arena *keep;
    Shade shade[SHADE_COUNT];
    const char *id[REGION_MOST]; // in alphabetical order
    uint8_t shade_of[REGION_MOST];
    int id_count;
    Meeting meeting; // of the structure under way
    const RegionVertex **made; // [structure]
};

// ---- shades

static void make_shades(RegionPaint *paint)
{
    static const float lightness[TIER_COUNT] = { 0.76f, 0.66f, 0.85f }, chroma[TIER_COUNT] = { 0.095f, 0.090f, 0.065f };
    for (int i = 0; i < SHADE_COUNT; i++) {
        const int tier = i % TIER_COUNT;
        const float hue = 2.0f * GLM_PIf * (float)(i / TIER_COUNT) / HUE_COUNT;
        paint->shade[i].lab = (vec3s){ { lightness[tier], chroma[tier] * cosf(hue), chroma[tier] * sinf(hue) } };
        oklab_srgb(paint->shade[i].lab, paint->shade[i].srgb);
    }
}

vec3s region_paint_quiet(vec3s tissue_srgb)
{
    const float grey = 0.30f * tissue_srgb.x + 0.59f * tissue_srgb.y + 0.11f * tissue_srgb.z;
    return glms_vec3_lerp(tissue_srgb, (vec3s){ { grey, grey, grey } }, 0.8f);
}

// ---- ids

static const PackStructure *structure_of(const RegionPaint *paint, int structure)
{
    return &paint->body->pack.structures[structure];
}

static const char *local_id(const RegionPaint *paint, int structure, uint32_t local)
{
    return paint->body->pack.regions[structure_of(paint, structure)->region_first + local].id;
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int find_id(const RegionPaint *paint, const char *id)
{
    const char *const *found = bsearch(&id, paint->id, (size_t)paint->id_count, sizeof *paint->id, compare_ids);
    return found ? (int)(found - paint->id) : -1;
}

// In alphabetical order, so that the order of tables does not matter.
static void gather_ids(RegionPaint *paint)
{
    const Pack *pack = &paint->body->pack;
    const uint32_t count = pack->header->region_count;
    const size_t mark = arena_mark(paint->keep);
    const char **all = ARENA_ARRAY(paint->keep, const char *, count);
    for (uint32_t i = 0; i < count; i++) all[i] = pack->regions[i].id;
    if (count > 1) qsort(all, count, sizeof *all, compare_ids);
    for (uint32_t i = 0; i < count && paint->id_count < REGION_MOST; i++) {
        if (i == 0 || strcmp(all[i], all[i - 1]) != 0) paint->id[paint->id_count++] = all[i];
    }
    arena_pop_to(paint->keep, mark);
}

// ---- who meets whom

static void meet_on_edge(Meeting *meeting, uint8_t a, uint8_t b)
{
    if (a == b || meeting->at[a][b] == UINT16_MAX) return;
    meeting->at[b][a] = ++meeting->at[a][b];
}

static void meet_in_triangle(Meeting *meeting, const PackedMesh *mesh, const uint16_t *corner)
{
    const uint8_t a = mesh->regions[corner[0]], b = mesh->regions[corner[1]], c = mesh->regions[corner[2]];
    if (a == b && b == c) return;
    meet_on_edge(meeting, a, b);
    meet_on_edge(meeting, b, c);
    meet_on_edge(meeting, c, a);
}

static void list_meeting(Meeting *meeting)
{
    for (int a = 0; a < LOCAL_MOST; a++) {
        bool meets = false;
        for (int b = 0; b < LOCAL_MOST; b++) meets = meets || meeting->at[a][b] > 0;
        if (meets) meeting->local[meeting->local_count++] = (uint8_t)a;
    }
}

// On any level: coarse triangles span what finer ones keep apart.
static void find_meeting(Meeting *meeting, const PackedMesh *mesh)
{
    memset(meeting, 0, sizeof *meeting);
    for (int k = 0; k < DETAIL_COUNT; k++) {
        const PackedLevel *level = &mesh->level[k];
        for (uint32_t i = 0; i < level->index_count; i += 3) meet_in_triangle(meeting, mesh, &mesh->indices[level->index_first + i]);
    }
    list_meeting(meeting);
}

// ---- a shade for every id

typedef struct Kin { // how two ids stand to each other, over all structures
    bool together[REGION_MOST][REGION_MOST], touching[REGION_MOST][REGION_MOST];
} Kin;

static void add_kin(RegionPaint *paint, int structure, Kin *kin)
{
    const uint32_t count = structure_of(paint, structure)->region_count;
    int global[LOCAL_MOST];
    find_meeting(&paint->meeting, &paint->body->pack.meshes[structure]);
    for (uint32_t i = 0; i < count; i++) global[i] = find_id(paint, local_id(paint, structure, i));
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < count; k++) {
            const int a = global[i], b = global[k];
            if (a < 0 || b < 0) continue;
            kin->together[a][b] = true;
            kin->touching[a][b] = kin->touching[a][b] || paint->meeting.at[i][k] > 0 || i + 1 == k || k + 1 == i;
        }
    }
}

static unsigned hash_of(const char *id) // FNV-1a
{
    unsigned hash = 2166136261u;
    for (; *id; id++) hash = (hash ^ (unsigned char)*id) * 16777619u;
    return hash;
}

// How far a shade keeps from those already given to the id's kin; nothing is gained beyond "clearly different".
static float distance_kept(const RegionPaint *paint, const Kin *kin, int id, int shade)
{
    float least = CLEARLY_DIFFERENT;
    for (int other = 0; other < id; other++) {
        if (!kin->together[id][other]) continue;
        if (!kin->touching[id][other] && paint->shade_of[other] != shade) continue;
        least = fminf(least, glms_vec3_distance(paint->shade[shade].lab, paint->shade[paint->shade_of[other]].lab));
    }
    return least;
}

// From the shade its hash names onwards, the first that is clear of its kin: a new region in a table moves few others.
static void choose_shade(RegionPaint *paint, const Kin *kin, int id)
{
    float best = -1.0f;
    for (int i = 0; i < SHADE_COUNT; i++) {
        const int shade = (int)((hash_of(paint->id[id]) + 31u * (unsigned)i) % SHADE_COUNT); // 31: far round the wheel
        const float kept = distance_kept(paint, kin, id, shade);
        if (kept <= best) continue;
        best = kept;
        paint->shade_of[id] = (uint8_t)shade;
    }
}

static void give_shades(RegionPaint *paint)
{
    const size_t mark = arena_mark(paint->keep);
    Kin *kin = ARENA_ARRAY(paint->keep, Kin, 1);
    for (uint32_t s = 0; s < paint->body->pack.header->structure_count; s++) add_kin(paint, (int)s, kin);
    for (int id = 0; id < paint->id_count; id++) choose_shade(paint, kin, id);
    arena_pop_to(paint->keep, mark);
}

RegionPaint *region_paint_make(const Body *body, Arena *keep)
{
    RegionPaint *paint = ARENA_ARRAY(keep, RegionPaint, 1);
    paint->body = body;
    paint->keep = keep;
    paint->made = ARENA_ARRAY(keep, const RegionVertex *, body->pack.header->structure_count);
    make_shades(paint);
    gather_ids(paint);
    give_shades(paint);
    return paint;
}

const uint8_t *region_paint_colour(RegionPaint *paint, const char *region_id)
{
    const int id = find_id(paint, region_id);
    return id < 0 ? NULL : paint->shade[paint->shade_of[id]].srgb;
}

// ---- classes

typedef struct Classes {
    int8_t of[LOCAL_MOST]; // -1: not yet
} Classes;

// On how many edges a region meets those of a class (-1: those without one yet).
static int edges_to_class(const Meeting *meeting, const Classes *classes, uint8_t local, int class)
{
    int edges = 0;
    for (int i = 0; i < meeting->local_count; i++) {
        const uint8_t other = meeting->local[i];
        if (classes->of[other] == class) edges += meeting->at[local][other];
    }
    return edges;
}

// How few classes a region can still have, then how much it meets others.
static int pressure_on(const Meeting *meeting, const Classes *classes, uint8_t local)
{
    int pressure = edges_to_class(meeting, classes, local, -1);
    for (int c = 0; c < CLASS_COUNT; c++) {
        const int edges = edges_to_class(meeting, classes, local, c);
        pressure += edges + (edges > 0) * 0x100000;
    }
    return pressure;
}

static int next_to_class(const Meeting *meeting, const Classes *classes) // -1: all are done
{
    int best = -1, most = -1;
    for (int i = 0; i < meeting->local_count; i++) {
        const uint8_t local = meeting->local[i];
        const int pressure = classes->of[local] < 0 ? pressure_on(meeting, classes, local) : -1;
        if (pressure <= most) continue;
        best = local;
        most = pressure;
    }
    return best;
}

static int8_t freest_class(const Meeting *meeting, const Classes *classes, uint8_t local)
{
    int best = 0, fewest = INT_MAX;
    for (int c = 0; c < CLASS_COUNT; c++) {
        const int edges = edges_to_class(meeting, classes, local, c);
        if (edges >= fewest) continue;
        best = c;
        fewest = edges;
    }
    return (int8_t)best;
}

// Where four do not suffice, two regions that meet on few edges share a class: there their border is soft, nothing worse.
static Classes classes_of(const Meeting *meeting)
{
    Classes classes;
    memset(classes.of, -1, sizeof classes.of);
    for (int local; (local = next_to_class(meeting, &classes)) >= 0;) classes.of[local] = freest_class(meeting, &classes, (uint8_t)local);
    for (int i = 0; i < IMPROVE_ROUNDS * meeting->local_count; i++) {
        const uint8_t local = meeting->local[i % meeting->local_count];
        classes.of[local] = freest_class(meeting, &classes, local);
    }
    for (int local = 0; local < LOCAL_MOST; local++) classes.of[local] = classes.of[local] < 0 ? 0 : classes.of[local]; // meets nobody
    return classes;
}

// ---- vertices

static void set_palette(const RegionPaint *paint, PartId part, uint8_t palette[LOCAL_MOST][3])
{
    const Part *p = &paint->body->parts[part];
    const vec3s quiet = region_paint_quiet(p->colour_srgb);
    for (int c = 0; c < 3; c++) palette[PACKED_NO_REGION][c] = (uint8_t)lrintf(255.0f * quiet.raw[c]);
    for (uint32_t i = 0; i < structure_of(paint, p->structure_index)->region_count; i++) {
        const int id = find_id(paint, local_id(paint, p->structure_index, i));
        if (id >= 0) memcpy(palette[i], paint->shade[paint->shade_of[id]].srgb, 3);
    }
}

static RegionVertex *make_vertices(RegionPaint *paint, PartId part)
{
    const PackedMesh *mesh = paint->body->parts[part].mesh;
    uint8_t palette[LOCAL_MOST][3] = { { 0 } };
    RegionVertex *vertices = ARENA_ARRAY(paint->keep, RegionVertex, mesh->vertex_count);
    const uint8_t *borders = region_borders(paint->body, paint->body->parts[part].structure_index);
    find_meeting(&paint->meeting, mesh);
    const Classes classes = classes_of(&paint->meeting);
    set_palette(paint, part, palette);
    for (uint32_t v = 0; v < mesh->vertex_count; v++) {
        memcpy(vertices[v].srgb, palette[mesh->regions[v]], 3);
        vertices[v].voice = (uint8_t)(classes.of[mesh->regions[v]] * 64 + region_firmness(borders, v));
    }
    return vertices;
}

const RegionVertex *region_paint_of(RegionPaint *paint, PartId part)
{
    const Part *p = &paint->body->parts[part];
    if (!p->mesh || structure_of(paint, p->structure_index)->region_count == 0) return NULL;
    const RegionVertex **made = &paint->made[p->structure_index];
    if (!*made) *made = make_vertices(paint, part);
    return *made;
}
