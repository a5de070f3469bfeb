#include "label_anchor.h"

#include "cut.h"
#include "scene_frame.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CANDIDATES = 48, LANDMARK_CANDIDATES = 6, TRIES_MOST = 6 };

struct LabelSpots {
    int structure;
    uint16_t place;
    bool nearest_first; // a landmark, or marked by one: that place before any other
    int count;
    uint16_t vertex[CANDIDATES];
};

LabelIndex *label_index_make(const Body *body, PickIndex *picker, Arena *keep)
{
    LabelIndex *index = ARENA_ARRAY(keep, LabelIndex, 1);
    *index = (LabelIndex) { .body = body, .picker = picker, .keep = keep, .spots = ARENA_ARRAY(keep, LabelSpots, LABEL_SPOTS_MOST) };
    return index;
}

// ---- candidates, at rest

// Parts are known well enough by their coarse level; places are small.
static uint32_t vertices_looked_at(const PackedMesh *mesh, uint16_t place)
{
    return mesh->level[place ? DETAIL_HIGH : DETAIL_LOW].vertex_count;
}

static bool is_of(const PackedMesh *mesh, uint16_t place, uint32_t vertex)
{
    return place == 0 || mesh->regions[vertex] == place - LABEL_REGION;
}

static vec3s middle_of(const PackedMesh *mesh, uint16_t place, uint32_t vertex_count)
{
    vec3s sum_mm = glms_vec3_zero();
    int count = 0;
    for (uint32_t v = 0; v < vertex_count; v++) {
        if (!is_of(mesh, place, v)) continue;
        sum_mm = glms_vec3_add(sum_mm, packed_position_mm(mesh, v));
        count++;
    }
    return count ? glms_vec3_divs(sum_mm, (float)count) : sum_mm;
}

// Each next one is the vertex farthest from all before; the first lies nearest to the middle.
static void spread_over(const PackedMesh *mesh, LabelSpots *spots, Arena *keep)
{
    const uint32_t vertex_count = vertices_looked_at(mesh, spots->place);
    const size_t mark = arena_mark(keep);
    float *away_mm2 = ARENA_ARRAY(keep, float, vertex_count);
    const vec3s middle_mm = middle_of(mesh, spots->place, vertex_count);
    for (uint32_t v = 0; v < vertex_count; v++)
        away_mm2[v] = is_of(mesh, spots->place, v) ? 1e9f - glms_vec3_distance2(packed_position_mm(mesh, v), middle_mm) : -1.0f;
    for (; spots->count < CANDIDATES; spots->count++) {
        uint32_t best = 0;
        for (uint32_t v = 1; v < vertex_count; v++)
            if (away_mm2[v] > away_mm2[best]) best = v;
        if (away_mm2[best] <= 0.0f) break;
        spots->vertex[spots->count] = (uint16_t)best;
        const vec3s here_mm = packed_position_mm(mesh, best);
        for (uint32_t v = 0; v < vertex_count; v++)
            away_mm2[v] = fminf(away_mm2[v], glms_vec3_distance2(packed_position_mm(mesh, v), here_mm));
    }
    arena_pop_to(keep, mark);
}

// Tables of mid-line structures hold the right half: both sides answer.
static float landmark_away_mm2(const Body *body, PartId part, const Landmark *landmark, uint32_t vertex)
{
    vec3s here_mm = packed_position_mm(body->parts[part].mesh, vertex);
    if (body->parts[part].side == SIDE_MID) here_mm.z = fabsf(here_mm.z);
    return glms_vec3_distance2(here_mm, landmark->position_mm);
}

static void gather_around(const Body *body, PartId part, LabelSpots *spots)
{
    const Landmark *landmark = &body->landmarks[spots->place - LABEL_LANDMARK];
    const uint32_t vertex_count = vertices_looked_at(body->parts[part].mesh, spots->place);
    float nearer_mm2 = -1.0f;
    spots->nearest_first = true;
    for (; spots->count < LANDMARK_CANDIDATES; spots->count++) {
        float best_mm2 = FLT_MAX;
        for (uint32_t v = 0; v < vertex_count; v++) {
            const float mm2 = landmark_away_mm2(body, part, landmark, v);
            if (mm2 <= nearer_mm2 || mm2 >= best_mm2) continue;
            best_mm2 = mm2;
            spots->vertex[spots->count] = (uint16_t)v;
        }
        if (best_mm2 > 64.0f) break; // 8 mm off it would be another place
        nearer_mm2 = best_mm2;
    }
}

// The landmark that marks a region: of the same id, or its tip.
static const Landmark *landmark_of(const Body *body, int structure, const char *region)
{
    const size_t size = strlen(region);
    for (int i = 0; i < body->landmark_count; i++) {
        const Landmark *landmark = &body->landmarks[i];
        if (landmark->structure_index != structure || strncmp(landmark->id, region, size) != 0) continue;
        if (landmark->id[size] == '\0' || strcmp(landmark->id + size, "_tip") == 0) return landmark;
    }
    return NULL;
}

typedef struct Away {
    float mm2;
    uint16_t vertex;
} Away;

static int compare_aways(const void *left, const void *right)
{
    const Away *a = left, *b = right;
    return a->mm2 < b->mm2 ? -1 : a->mm2 > b->mm2 ? 1 : (int)a->vertex - (int)b->vertex;
}

// A spine or tubercle is met at its landmark, however far its region runs on.
static void begin_at_landmark(const Body *body, PartId part, LabelSpots *spots)
{
    const Landmark *landmark = landmark_of(body, spots->structure, label_place_id(body, (LabelId) { part, spots->place }));
    Away aways[CANDIDATES];
    if (!landmark) return;
    for (int i = 0; i < spots->count; i++) aways[i] = (Away) { landmark_away_mm2(body, part, landmark, spots->vertex[i]), spots->vertex[i] };
    qsort(aways, (size_t)spots->count, sizeof *aways, compare_aways);
    for (int i = 0; i < spots->count; i++) spots->vertex[i] = aways[i].vertex;
    spots->nearest_first = true;
}

static const LabelSpots *spots_of(LabelIndex *index, LabelId id)
{
    const Part *part = &index->body->parts[id.part];
    for (int i = 0; i < index->spots_count; i++) {
        const LabelSpots *known = &index->spots[i];
        if (known->structure == part->structure_index && known->place == id.place) return known;
    }
    if (index->spots_count == LABEL_SPOTS_MOST) index->spots_count = 0; // more than any view asks for: begin again
    LabelSpots *spots = &index->spots[index->spots_count++];
    *spots = (LabelSpots) { .structure = part->structure_index, .place = id.place };
    if (id.place >= LABEL_LANDMARK)
        gather_around(index->body, id.part, spots);
    else
        spread_over(part->mesh, spots, index->keep);
    if (id.place && id.place < LABEL_LANDMARK) begin_at_landmark(index->body, id.part, spots);
    return spots;
}

// ---- where they are now

#define FACES_LEAST 0.12f // cosine of the angle to the eye: farther round, a dot would sit on the outline
#define FACES_KEPT 0.05f  // an anchor is not given up at the first chance
#define NOWHERE (-2.0f)   // behind the eye, or not at this level of detail

typedef struct Look {
    vec3s world_mm;
    float x, y, faces;
    bool inside;
} Look;

static void take_vertex(const SceneItem *item, uint32_t vertex, vec3s *world_mm, vec3s *normal)
{
    if (item->flesh) {
        const FleshVertex *f = &item->flesh[vertex];
        *world_mm = (vec3s) { { f->position_mm[0], f->position_mm[1], f->position_mm[2] } };
        *normal = (vec3s) { { f->normal[0], f->normal[1], f->normal[2] } };
        return;
    }
    const Side side = item->mirrored ? SIDE_LEFT : SIDE_RIGHT;
    *world_mm = glms_mat4_mulv3(item->world_from_rest, mirrored_if_left(packed_position_mm(item->mesh, vertex), side), 1.0f);
    *normal = glms_mat4_mulv3(item->world_from_rest, mirrored_if_left(packed_normal(&item->mesh->vertices[vertex]), side), 0.0f);
}

static Look look_at(const LabelSight *sight, const SceneItem *item, uint32_t vertex)
{
    Look look = { .faces = NOWHERE };
    vec3s normal, eye_mm, ahead;
    if (vertex >= item->mesh->level[item->detail].vertex_count) return look;
    take_vertex(item, vertex, &look.world_mm, &normal);
    if (item->is_cut && cut_takes_away(&sight->scene->cut, look.world_mm)) return look;
    if (!scene_project(sight->scene, look.world_mm, &look.x, &look.y, NULL)) return look;
    scene_ray(sight->scene, look.x, look.y, &eye_mm, &ahead);
    look.faces = -glms_vec3_dot(normal, ahead);
    look.inside = look.x > sight->left && look.x < sight->right && look.y > sight->top && look.y < sight->bottom;
    return look;
}

static bool can_anchor(const Look *look, float faces_least)
{
    return look->inside && look->faces > faces_least;
}

// ---- the choice

// On how many sides the part goes on for a dot's width. What is seen through is not asked: something else lies in front of it.
static int sides_of(const LabelSight *sight, const SceneItem *item, const Look *look)
{
    static const float around[4][2] = { { 1, 0 }, { -1, 0 }, { 0, 1 }, { 0, -1 } };
    const float reach_px = 0.28f * sight->em_px;
    int count = 0;
    if ((item->style & (SCENE_GHOST | SCENE_XRAY)) || item->opacity_frac < 0.5f) return 4;
    for (int i = 0; i < 4; i++) {
        const float x = look->x + reach_px * around[i][0], y = look->y + reach_px * around[i][1];
        count += pick_front(sight->index->picker, sight->scene, x, y) == item->part;
    }
    return count;
}

typedef struct Middle {
    float x, y;
    int count;
} Middle;

static Middle middle_of_looks(const Look *looks, int count)
{
    Middle middle = { 0, 0, 0 };
    for (int i = 0; i < count; i++) {
        if (!can_anchor(&looks[i], FACES_LEAST)) continue;
        middle.x += looks[i].x;
        middle.y += looks[i].y;
        middle.count++;
    }
    if (middle.count) middle.x /= (float)middle.count, middle.y /= (float)middle.count;
    return middle;
}

#define TOWARDS_COLUMN 0.45f // of the way across counts as nearness: drawing choice

#define SLANT_EM 2.5f        // what turns away from the eye lies near an outline

static float unlikeness(const LabelSpots *spots, const Look *look, int index, const Middle *middle, const LabelColumn *column, float em_px)
{
    if (!can_anchor(look, FACES_LEAST)) return FLT_MAX;
    if (spots->nearest_first) return (float)index;
    const float across = look->x - middle->x;
    const float towards = !column || spots->place ? 0.0f : *column == LABEL_RIGHT ? across : -across;
    return hypotf(across, look->y - middle->y) - TOWARDS_COLUMN * towards + SLANT_EM * em_px * (1.0f - look->faces);
}

static LabelAnchor anchor_of(const LabelSpots *spots, const Look *looks, int index, const Middle *middle, int around)
{
    return (LabelAnchor) { spots->vertex[index], looks[index].x, looks[index].y, middle->x, around };
}

// From the likeliest on: the first that is seen with the part going on all around it, else the first of those with most of it around.
static bool first_seen(const LabelSight *sight, const SceneItem *item, const LabelSpots *spots, const Look *looks, const Middle *middle,
                       const LabelColumn *column, LabelAnchor *out)
{
    float rank[CANDIDATES];
    int seen_count = 0;
    for (int i = 0; i < spots->count; i++) rank[i] = unlikeness(spots, &looks[i], i, middle, column, sight->em_px);
    while (seen_count < TRIES_MOST) {
        int best = 0;
        for (int i = 1; i < spots->count; i++)
            if (rank[i] < rank[best]) best = i;
        if (rank[best] == FLT_MAX) break;
        rank[best] = FLT_MAX;
        if (!pick_sees(sight->index->picker, sight->scene, looks[best].world_mm)) continue;
        const int around = sides_of(sight, item, &looks[best]);
        if (seen_count == 0 || around > out->around) *out = anchor_of(spots, looks, best, middle, around);
        if (around == 4) return true;
        seen_count++;
    }
    return seen_count > 0;
}

// ---- the face of the cut: what a plate of a section names

enum { CHORDS = 24, ON_FACE = 65535 };

static const CutFace *face_of(const LabelSight *sight, const SceneItem *item)
{
    const SceneCut *cut = &sight->scene->cut;
    for (int i = 0; i < cut->face_count && item->is_cut; i++)
        if (cut->faces[i].part == item->part && !cut->faces[i].line_only) return &cut->faces[i];
    return NULL;
}

// The middle of a chord between two places of the outline.
static Look look_at_chord(const LabelSight *sight, const CutFace *face, int index)
{
    const SceneCut *cut = &sight->scene->cut;
    const mat4s *plane = &cut->world_from_plane;
    const int first = index * face->segment_count / CHORDS, second = (first + face->segment_count / 2) % face->segment_count;
    const float *a = cut->segments[face->segment_first + first].a, *b = cut->segments[face->segment_first + second].a;
    const float u_mm = 0.5f * (a[0] + b[0]), v_mm = 0.5f * (a[1] + b[1]);
    Look look = { .faces = NOWHERE };
    vec3s eye_mm, ahead;
    if (cut_face_at(cut, u_mm, v_mm) != face) return look;
    look.world_mm = glms_mat4_mulv3(*plane, (vec3s) { { u_mm, v_mm, 0 } }, 1.0f);
    if (!scene_project(sight->scene, look.world_mm, &look.x, &look.y, NULL)) return look;
    scene_ray(sight->scene, look.x, look.y, &eye_mm, &ahead);
    look.faces = -(plane->raw[2][0] * ahead.x + plane->raw[2][1] * ahead.y + plane->raw[2][2] * ahead.z);
    look.inside = look.x > sight->left && look.x < sight->right && look.y > sight->top && look.y < sight->bottom;
    return look;
}

// Nothing stands before a face that looks at the eye: it was taken away. Well inside: nearest to the middle of those found.
static bool on_face(const LabelSight *sight, LabelId id, LabelAnchor *out)
{
    const CutFace *face = id.place ? NULL : face_of(sight, sight->item[id.part]);
    Look looks[CHORDS];
    if (!face || face->segment_count < 3) return false;
    for (int i = 0; i < CHORDS; i++) looks[i] = look_at_chord(sight, face, i);
    const Middle middle = middle_of_looks(looks, CHORDS);
    float best_px = FLT_MAX;
    for (int i = 0; i < CHORDS; i++) {
        const float px = hypotf(looks[i].x - middle.x, looks[i].y - middle.y);
        if (!can_anchor(&looks[i], FACES_LEAST) || px >= best_px) continue;
        best_px = px;
        *out = (LabelAnchor) { ON_FACE, looks[i].x, looks[i].y, middle.x, 4 };
    }
    return middle.count > 0;
}

static bool still_seen(const LabelSight *sight, const SceneItem *item, const Label *before, const Middle *middle, LabelAnchor *out)
{
    const Look look = look_at(sight, item, before->vertex); // never ON_FACE: there is no such vertex
    if (!can_anchor(&look, FACES_KEPT) || !pick_sees(sight->index->picker, sight->scene, look.world_mm)) return false;
    *out = (LabelAnchor) { before->vertex, look.x, look.y, middle->count ? middle->x : look.x, 4 };
    return true;
}

bool label_anchor_find(const LabelSight *sight, LabelId id, const LabelColumn *column, const Label *before, LabelAnchor *out)
{
    const SceneItem *item = sight->item[id.part];
    Look looks[CANDIDATES];
    if (!item) return false;
    if (on_face(sight, id, out)) return true;
    const LabelSpots *spots = spots_of(sight->index, id);
    for (int i = 0; i < spots->count; i++) looks[i] = look_at(sight, item, spots->vertex[i]);
    const Middle middle = middle_of_looks(looks, spots->count);
    if (before && still_seen(sight, item, before, &middle, out)) return true;
    return middle.count > 0 && first_seen(sight, item, spots, looks, &middle, column, out);
}

// ---- a place by itself

#define SPOT_EM_PX 16.0f

static const SceneItem *item_of(const Scene *scene, PartId part)
{
    for (int i = 0; i < scene->item_count; i++)
        if (scene->items[i].part == part) return &scene->items[i];
    return NULL;
}

bool label_place_spot(LabelIndex *index, const Scene *scene, LabelId id, LabelSpot *out)
{
    LabelSight sight = { .index = index, .scene = scene, .right = (float)scene->width_px, .bottom = (float)scene->height_px, .em_px = SPOT_EM_PX };
    LabelAnchor anchor;
    sight.item[id.part] = item_of(scene, id.part);
    if (!sight.item[id.part]) return false;
    if (label_anchor_find(&sight, id, NULL, NULL, &anchor)) {
        *out = (LabelSpot) { anchor.x, anchor.y, true };
        return true;
    }
    const LabelSpots *spots = spots_of(index, id);
    for (int i = 0; i < spots->count; i++) {
        const Look look = look_at(&sight, sight.item[id.part], spots->vertex[i]);
        if (look.faces <= NOWHERE) continue;
        *out = (LabelSpot) { look.x, look.y, false };
        return true;
    }
    return false;
}

enum { SHARE_LOOKS = 8 };

bool label_anchor_enough(const LabelSight *sight, LabelId id, float least_frac)
{
    const SceneItem *item = sight->item[id.part];
    const LabelSpots *spots = spots_of(sight->index, id);
    Look facing[SHARE_LOOKS];
    LabelAnchor anchor;
    if (on_face(sight, id, &anchor)) return true;
    int count = 0, hidden_count = 0;
    for (int i = 0; i < spots->count && count < SHARE_LOOKS; i++) { // the first ones lie farthest apart
        facing[count] = look_at(sight, item, spots->vertex[i]);
        count += can_anchor(&facing[count], FACES_LEAST);
    }
    const float hidden_most = (1.0f - least_frac) * (float)count;
    for (int i = 0; i < count && (float)hidden_count <= hidden_most; i++)
        hidden_count += !pick_sees(sight->index->picker, sight->scene, facing[i].world_mm);
    return count > 0 && (float)hidden_count <= hidden_most;
}

// ---- the figure

static bool is_of_the_figure(const Body *body, const SceneItem *item)
{
    const Group group = body->parts[item->part].group;
    return !(item->style & SCENE_GHOST) && group != GROUP_PROPS && group != GROUP_SILHOUETTE;
}

bool label_figure_extent(const LabelSight *sight, float *left, float *right)
{
    *left = FLT_MAX;
    *right = -FLT_MAX;
    for (int i = 0; i < sight->scene->item_count; i++) {
        const SceneItem *item = &sight->scene->items[i];
        if (!is_of_the_figure(sight->index->body, item)) continue;
        const LabelSpots *spots = spots_of(sight->index, (LabelId) { item->part, 0 });
        for (int s = 0; s < spots->count; s++) {
            const Look look = look_at(sight, item, spots->vertex[s]);
            if (look.faces <= NOWHERE || look.y < sight->top || look.y > sight->bottom) continue;
            *left = fminf(*left, look.x);
            *right = fmaxf(*right, look.x);
        }
    }
    return *left <= *right;
}
