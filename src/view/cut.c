// cut.c: see cut.h.
#include "cut.h"

#include "cut_look.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// ---- the plane

// Columns: two axes in the plane, and the one towards what is taken away. A right-handed set, flipped or not.
static mat4s plane_axes(CutAxis axis, bool flipped)
{
    static const int order[CUT_AXIS_COUNT][3] = { [CUT_SAGITTAL] = { 0, 1, 2 }, [CUT_CORONAL] = { 1, 2, 0 }, [CUT_TRANSVERSE] = { 2, 0, 1 } };
    const int *o = order[axis], u = flipped ? o[1] : o[0], v = flipped ? o[0] : o[1];
    mat4s axes = GLMS_MAT4_ZERO_INIT;
    axes.raw[0][u] = axes.raw[1][v] = axes.raw[3][3] = 1.0f;
    axes.raw[2][o[2]] = flipped ? -1.0f : 1.0f;
    return axes;
}

bool cut_plane(const ViewState *view, const Body *body, const Pose *pose, mat4s *world_from_plane)
{
    if (view->cut == CUT_NONE) return false;
    mat4s pelvis_from_plane = plane_axes(view->cut, view->cut_flipped);
    const float away_mm = view->cut_flipped ? -view->cut_mm : view->cut_mm;
    for (int i = 0; i < 3; i++) pelvis_from_plane.raw[3][i] = pelvis_from_plane.raw[2][i] * away_mm;
    *world_from_plane = glms_mat4_mul(pose->world_from_segment[body_segment(body, "pelvis")], pelvis_from_plane);
    return true;
}

static mat4s plane_from(mat4s world_from_plane) // it only turns and shifts
{
    glm_inv_tr(world_from_plane.raw);
    return world_from_plane;
}

void cut_range(CutAxis axis, float *low_mm, float *high_mm) // of the specimen's skin; the spine ends at 290
{
    static const float range[CUT_AXIS_COUNT][2] = { [CUT_SAGITTAL] = { -190, 190 }, [CUT_CORONAL] = { -110, 120 }, [CUT_TRANSVERSE] = { -330, 320 } };
    *low_mm = range[axis][0];
    *high_mm = range[axis][1];
}

// ---- slicing

typedef struct Slice {
    const SceneItem *item;
    vec3s *at_mm; // [vertex_count] in plane coordinates
    uint32_t vertex_count;
    float lowest_mm, highest_mm;
} Slice;

static void place_vertices(Slice *slice, mat4s plane_from_world)
{
    const SceneItem *item = slice->item;
    const mat4s place = item->flesh ? plane_from_world
                                    : glms_mat4_mul(glms_mat4_mul(plane_from_world, item->world_from_rest), packed_to_rest(item->mesh, item->mirrored));
    for (uint32_t v = 0; v < slice->vertex_count; v++) {
        const float *f = item->flesh ? item->flesh[v].position_mm : NULL;
        const uint16_t *q = item->mesh->vertices[v].position;
        const vec3s local = f ? (vec3s){ { f[0], f[1], f[2] } } : (vec3s){ { (float)q[0], (float)q[1], (float)q[2] } };
        slice->at_mm[v] = glms_mat4_mulv3(place, local, 1.0f);
        slice->lowest_mm = fminf(slice->lowest_mm, slice->at_mm[v].z);
        slice->highest_mm = fmaxf(slice->highest_mm, slice->at_mm[v].z);
    }
}

static uint32_t vertex_count(const SceneItem *item)
{
    return item->mesh->level[item->detail].vertex_count;
}

static Slice slice_begin(const SceneItem *item, mat4s plane_from_world, vec3s *at_mm)
{
    Slice slice = { .item = item, .at_mm = at_mm, .vertex_count = vertex_count(item), .lowest_mm = 1e9f, .highest_mm = -1e9f };
    place_vertices(&slice, plane_from_world);
    return slice;
}

static bool is_above(const Slice *slice, uint16_t vertex)
{
    return slice->at_mm[vertex].z > 0.0f;
}

// Both triangles of an edge get the same place to the bit: the ends are taken in one order.
static void cross_edge(const Slice *slice, uint16_t i, uint16_t j, float out[2])
{
    const vec3s a = slice->at_mm[i < j ? i : j], b = slice->at_mm[i < j ? j : i];
    const float share = a.z / (a.z - b.z);
    out[0] = a.x + (b.x - a.x) * share;
    out[1] = a.y + (b.y - a.y) * share;
}

// Of a triangle whose first corner alone lies on its side of the plane.
static CutSegment cross_triangle(const Slice *slice, uint16_t alone, uint16_t next, uint16_t last)
{
    CutSegment segment;
    const bool turn = is_above(slice, alone) == slice->item->mirrored;
    cross_edge(slice, alone, turn ? last : next, segment.a);
    cross_edge(slice, alone, turn ? next : last, segment.b);
    return segment;
}

// 3: the plane misses the triangle.
static int corner_alone(const Slice *slice, const uint16_t *corner)
{
    const bool a = is_above(slice, corner[0]), b = is_above(slice, corner[1]), c = is_above(slice, corner[2]);
    return a == b && b == c ? 3 : b == c ? 0 : a == c ? 1 : 2;
}

// Where the skin's table ends, a ghost fades out (shaders/shell.glsl): no line tells of the lid there.
static bool on_lid(const SceneItem *item, uint16_t vertex)
{
    const float y_mm = packed_position_mm(item->mesh, vertex).y;
    return (item->style & SCENE_GHOST) && (y_mm > 292.0f || y_mm < -303.0f);
}

// Writes segments when out is not NULL; how many there are.
static int slice_triangles(const Slice *slice, CutSegment *out)
{
    const PackedLevel *level = &slice->item->mesh->level[slice->item->detail];
    const uint16_t *index = slice->item->mesh->indices + level->index_first;
    int count = 0;
    for (uint32_t t = 0; t + 2 < level->index_count; t += 3) {
        const int i = corner_alone(slice, &index[t]);
        if (i == 3 || on_lid(slice->item, index[t])) continue;
        if (out) out[count] = cross_triangle(slice, index[t + (uint32_t)i], index[t + (uint32_t)((i + 1) % 3)], index[t + (uint32_t)((i + 2) % 3)]);
        count++;
    }
    return count;
}

// ---- faces

// What is built while the items are gone through.
typedef struct Work {
    const ViewState *view;
    const Body *body;
    const MusclePaths *paths;
    const Pose *pose;
    mat4s plane_from_world;
    vec3s *at_mm; // of one item at a time
    CutFace *faces;
    CutSegment *segments;
    int face_count, segment_count;
    Arena *frame;
} Work;

static void add_crossing(const Work *w, int fascicle, Side side, vec3s *sum)
{
    vec3s station_mm[PATH_STATIONS_MOST];
    muscle_path_trace(w->paths, w->pose, fascicle, side, station_mm);
    vec3s before = glms_mat4_mulv3(w->plane_from_world, station_mm[0], 1.0f);
    for (int i = 1; i < w->paths->list[fascicle].station_count; i++) {
        const vec3s here = glms_mat4_mulv3(w->plane_from_world, station_mm[i], 1.0f), step = glms_vec3_sub(here, before);
        if ((before.z > 0) != (here.z > 0)) *sum = glms_vec3_add(*sum, glms_vec3_scale(glms_vec3_normalize(step), step.z < 0 ? 1.0f : -1.0f));
        before = here;
    }
}

// The mean direction of the fascicles that the plane crosses. Without any the fibres are shown square to the plane.
static vec3s fibres_at(const Work *w, PartId part)
{
    const Side side = w->body->parts[part].mirrored ? SIDE_LEFT : SIDE_RIGHT;
    vec3s sum = { { 0, 0, 0 } };
    for (int f = 0; f < w->paths->count; f++) {
        if (fascicle_is_of(w->body, f, part)) add_crossing(w, f, side, &sum);
    }
    return glms_vec3_norm(sum) > 1e-3f ? glms_vec3_normalize(sum) : (vec3s){ { 0, 0, -1 } };
}

static void bound(CutFace *face, const CutSegment *segments)
{
    face->low[0] = face->low[1] = 1e9f;
    face->high[0] = face->high[1] = -1e9f;
    for (int i = 0; i < face->segment_count; i++) {
        for (int k = 0; k < 2; k++) {
            face->low[k] = fminf(face->low[k], fminf(segments[i].a[k], segments[i].b[k]));
            face->high[k] = fmaxf(face->high[k], fmaxf(segments[i].a[k], segments[i].b[k]));
        }
    }
}

static void add_face(Work *w, const Slice *slice)
{
    const SceneItem *item = slice->item;
    CutFace face = cut_look(&w->body->parts[item->part], item, w->view->colour);
    face.segment_count = slice_triangles(slice, NULL);
    CutSegment *segments = ARENA_ARRAY(w->frame, CutSegment, face.segment_count);
    slice_triangles(slice, segments);
    if (!w->segments) w->segments = segments;
    face.segment_first = w->segment_count; // nothing else is taken from this arena in between
    bound(&face, segments);
    if (face.pattern == CUT_FIBRES) face.fibre = fibres_at(w, item->part);
    w->segment_count += face.segment_count;
    w->faces[w->face_count++] = face;
}

// Whether the item is still to be drawn.
static bool cut_item(Work *w, SceneItem *item)
{
    const Part *part = &w->body->parts[item->part];
    if (part->group == GROUP_PROPS) return true;
    const Slice slice = slice_begin(item, w->plane_from_world, w->at_mm);
    item->is_cut = slice.lowest_mm <= 0.0f && slice.highest_mm > 0.0f;
    if (item->is_cut && part->group != GROUP_SILHOUETTE) add_face(w, &slice);
    return slice.lowest_mm <= 0.0f;
}

static vec3s *room_for_one(const Scene *scene, Arena *frame)
{
    uint32_t most = 0;
    for (int i = 0; i < scene->item_count; i++) most = vertex_count(&scene->items[i]) > most ? vertex_count(&scene->items[i]) : most;
    return ARENA_ARRAY(frame, vec3s, most);
}

static int compare_faces(const void *left, const void *right)
{
    const CutFace *a = left, *b = right;
    return a->rank != b->rank ? a->rank - b->rank : (int)a->part - (int)b->part;
}

void cut_scene(const ViewState *view, const Body *body, const MusclePaths *paths, const Pose *pose, Scene *scene, Arena *frame)
{
    mat4s world_from_plane;
    int kept = 0;
    if (!cut_plane(view, body, pose, &world_from_plane)) return;
    Work work = { .view = view, .body = body, .paths = paths, .pose = pose, .plane_from_world = plane_from(world_from_plane), .frame = frame };
    work.at_mm = room_for_one(scene, frame);
    work.faces = ARENA_ARRAY(frame, CutFace, scene->item_count);
    for (int i = 0; i < scene->item_count; i++) {
        SceneItem item = scene->items[i];
        if (cut_item(&work, &item)) scene->items[kept++] = item;
    }
    scene->item_count = kept;
    if (work.face_count > 1) qsort(work.faces, (size_t)work.face_count, sizeof *work.faces, compare_faces);
    scene->cut = (SceneCut){ true, world_from_plane, work.faces, work.segments, work.face_count, work.segment_count };
}

// ---- which face lies where

// How often the outline turns round the place: crossings of the half line towards +u, upward ones less downward ones.
static int turns_round(const CutSegment *segments, int count, float u_mm, float v_mm)
{
    int turns = 0;
    for (int i = 0; i < count; i++) {
        const CutSegment *s = &segments[i];
        const bool starts_above = s->a[1] > v_mm, ends_above = s->b[1] > v_mm;
        if (starts_above == ends_above) continue;
        const float share = (v_mm - s->a[1]) / (s->b[1] - s->a[1]);
        if (s->a[0] + (s->b[0] - s->a[0]) * share > u_mm) turns += ends_above ? 1 : -1;
    }
    return turns;
}

static bool is_inside(const SceneCut *cut, const CutFace *face, float u_mm, float v_mm)
{
    if (u_mm < face->low[0] || u_mm > face->high[0] || v_mm < face->low[1] || v_mm > face->high[1]) return false;
    return turns_round(cut->segments + face->segment_first, face->segment_count, u_mm, v_mm) != 0;
}

const CutFace *cut_face_at(const SceneCut *cut, float u_mm, float v_mm)
{
    for (int i = 0; i < cut->face_count; i++) {
        const CutFace *face = &cut->faces[i];
        if (!face->line_only && is_inside(cut, face, u_mm, v_mm)) return face;
    }
    return NULL;
}

vec3s cut_place_mm(const SceneCut *cut, vec3s world_mm)
{
    return glms_mat4_mulv3(plane_from(cut->world_from_plane), world_mm, 1.0f);
}

bool cut_takes_away(const SceneCut *cut, vec3s world_mm)
{
    return cut->on && cut_place_mm(cut, world_mm).z > 0.0f;
}
