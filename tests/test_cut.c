// test_cut.c: the cut plane: what it takes away, the outlines it leaves, and (with real GL, else skipped) the faces that are drawn. Peeling, too.
#include "cut.h"
#include "cut_look.h"
#include "samples.h"
#include "samples_studio.h"
#include "scene_build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct Stage {
    Arena keep, frame;
    Body body;
    SceneCache *cache;
} stage;

static int set_up(void **state)
{
    Message why;
    stage.keep = arena_make((size_t)512 << 20);
    stage.frame = arena_make((size_t)256 << 20);
    if (body_load(TEST_PACK, &stage.keep, &stage.body, &why) != RESULT_OK) return -1;
    stage.cache = scene_cache_make(&stage.body, &stage.keep);
    return ball_make(state);
}

static int tear_down(void **state)
{
    (void)state;
    body_unload(&stage.body);
    arena_free(&stage.frame);
    arena_free(&stage.keep);
    return 0;
}

static int fresh_frame(void **state)
{
    (void)state;
    arena_reset(&stage.frame);
    return 0;
}

static PartId part(const char *id)
{
    const PartId found = body_part(&stage.body, id);
    if (!found) fail_msg("there is no part %s", id);
    return found;
}

static ViewState view_of(const char *options)
{
    ViewState view;
    Message why = { "" };
    char *line = text_format(&stage.frame, "%s", options), *words[32];
    int count = 0;
    for (char *word = strtok(line, " "); word && count < 32; word = strtok(NULL, " ")) words[count++] = word;
    view_state_init(&view, &stage.body);
    if (view_options_read(&view, &stage.body, count, words, &why) != RESULT_OK) fail_msg("%s: %s", options, why.text);
    return view;
}

static Scene *scene_for(const char *options)
{
    const ViewState view = view_of(options);
    return scene_build(&stage.body, stage.cache, &view, DETAIL_HIGH, &stage.frame, NULL);
}

// The same items cut elsewhere; the scene itself stays as it is.
static Scene cut_again(const Scene *scene, const ViewState *view)
{
    Scene out = *scene;
    out.items = ARENA_ARRAY(&stage.frame, SceneItem, scene->item_count);
    memcpy(out.items, scene->items, sizeof *out.items * (size_t)scene->item_count);
    cut_scene(view, &stage.body, scene_measures(stage.cache)->paths, scene_pose(stage.cache), &out, &stage.frame);
    return out;
}

static ViewState cut_view(CutAxis axis, float mm, bool flipped)
{
    ViewState view;
    view_state_init(&view, &stage.body);
    view.cut = axis;
    view.cut_mm = mm;
    view.cut_flipped = flipped;
    return view;
}

static SceneCut plane_of(const ViewState *view)
{
    Pose pose;
    SceneCut cut = { .on = true };
    view_pose(view, &stage.body, &pose);
    assert_true(cut_plane(view, &stage.body, &pose, &cut.world_from_plane));
    return cut;
}

// Constructed surfaces ------------------------------------------------------------------------------------------------------

static vec3s least_of(const Mesh *mesh, float sign)
{
    vec3s least = glms_vec3_fill(1e9f);
    for (int i = 0; i < mesh->vertex_count; i++) least = glms_vec3_minv(least, glms_vec3_scale(mesh->position_mm[i], sign));
    return glms_vec3_scale(least, sign);
}

static PackedMesh *pack_surface(const Mesh *mesh)
{
    Arena *arena = &stage.keep;
    PackedMesh *packed = ARENA_ARRAY(arena, PackedMesh, 1);
    PackedVertex *vertices = ARENA_ARRAY(arena, PackedVertex, mesh->vertex_count);
    uint16_t *indices = ARENA_ARRAY(arena, uint16_t, mesh->index_count);
    const vec3s low = least_of(mesh, 1.0f), high = least_of(mesh, -1.0f);
    *packed = (PackedMesh){ .vertices = vertices, .indices = indices, .vertex_count = (uint32_t)mesh->vertex_count, .min_mm = low };
    packed->step_mm = glms_vec3_scale(glms_vec3_sub(high, low), 1.0f / 65535.0f);
    for (int i = 0; i < mesh->vertex_count; i++) {
        for (int k = 0; k < 3; k++) vertices[i].position[k] = (uint16_t)lrintf((mesh->position_mm[i].raw[k] - low.raw[k]) / packed->step_mm.raw[k]);
        vertices[i].occlusion = 255;
        packed_set_normal(&vertices[i], mesh->normal[i]);
    }
    for (int i = 0; i < mesh->index_count; i++) indices[i] = (uint16_t)mesh->index[i];
    for (int k = 0; k < DETAIL_COUNT; k++) packed->level[k] = (PackedLevel){ 0, (uint32_t)mesh->index_count, (uint32_t)mesh->vertex_count };
    return packed;
}

static Mesh ball_at(float x, float y, float z)
{
    return sample_ball_mesh((vec3s){ { x, y, z } }, glms_vec3_fill(BALL_RADIUS_MM), 24, &stage.keep);
}

static const PackedMesh *packed_ball(float x, float y, float z)
{
    const Mesh mesh = ball_at(x, y, z);
    return pack_surface(&mesh);
}

// Two balls in one surface; the second one inside out where asked.
static Mesh two_balls(float half_mm, bool inside_out)
{
    const Mesh a = ball_at(-half_mm, 0, 0), b = ball_at(half_mm, 0, 0);
    Mesh both = { .vertex_count = a.vertex_count + b.vertex_count, .index_count = a.index_count + b.index_count };
    both.position_mm = ARENA_ARRAY(&stage.keep, vec3s, both.vertex_count);
    both.normal = ARENA_ARRAY(&stage.keep, vec3s, both.vertex_count);
    both.index = ARENA_ARRAY(&stage.keep, uint32_t, both.index_count);
    for (int i = 0; i < both.vertex_count; i++) {
        const Mesh *from = i < a.vertex_count ? &a : &b;
        both.position_mm[i] = from->position_mm[i % a.vertex_count];
        both.normal[i] = from->normal[i % a.vertex_count];
    }
    for (int i = 0; i < both.index_count; i++) {
        const int k = i % a.index_count, turned = inside_out && i >= a.index_count ? k - k % 3 + 2 - k % 3 : k;
        both.index[i] = i < a.index_count ? a.index[k] : b.index[turned] + (uint32_t)a.vertex_count;
    }
    return both;
}

static SceneItem item_of(const PackedMesh *mesh, const char *part_id)
{
    const PartId id = part(part_id);
    return (SceneItem){ .part = id,
                        .mesh = mesh,
                        .mesh_key = id,
                        .world_from_rest = glms_mat4_identity(),
                        .material = MATERIAL_BOWEL,
                        .colour_srgb = stage.body.parts[id].colour_srgb,
                        .opacity_frac = 1.0f };
}

static const FleshVertex *flesh_of(const SceneItem *item)
{
    FleshVertex *flesh = ARENA_ARRAY(&stage.keep, FleshVertex, item->mesh->vertex_count);
    for (uint32_t v = 0; v < item->mesh->vertex_count; v++) {
        const vec3s at = packed_position_mm(item->mesh, v);
        flesh[v] = (FleshVertex){ { at.x, at.y, item->mirrored ? -at.z : at.z }, { 0, 1, 0 } };
    }
    return flesh;
}

static Scene cut_items(SceneItem *items, int count, CutAxis axis, float mm, bool flipped)
{
    const ViewState view = cut_view(axis, mm, flipped);
    const Pose pose = pose_rest(&stage.body);
    Scene scene = { .items = items, .item_count = count };
    cut_scene(&view, &stage.body, scene_measures(stage.cache)->paths, &pose, &scene, &stage.frame);
    return scene;
}

static const CutFace *face_at(const SceneCut *cut, float x, float y, float z)
{
    const vec3s place_mm = cut_place_mm(cut, (vec3s){ { x, y, z } });
    assert_true(fabsf(place_mm.z) < 1e-3f);
    return cut_face_at(cut, place_mm.x, place_mm.y);
}

// Outlines ------------------------------------------------------------------------------------------------------------------

static int compare_places(const void *left, const void *right)
{
    const float *a = left, *b = right;
    for (int k = 0; k < 2; k++)
        if (a[k] != b[k]) return a[k] < b[k] ? -1 : 1;
    return 0;
}

// Each end is the start of another piece: the same numbers, not nearly the same.
static bool is_closed(const SceneCut *cut, const CutFace *face)
{
    const CutSegment *s = cut->segments + face->segment_first;
    const size_t count = (size_t)face->segment_count;
    float(*starts)[2] = calloc(count, sizeof *starts), (*ends)[2] = calloc(count, sizeof *ends);
    for (size_t i = 0; i < count; i++) {
        memcpy(starts[i], s[i].a, sizeof *starts);
        memcpy(ends[i], s[i].b, sizeof *ends);
    }
    qsort(starts, count, sizeof *starts, compare_places);
    qsort(ends, count, sizeof *ends, compare_places);
    bool same = true;
    for (size_t i = 0; i < count; i++) same = same && compare_places(starts[i], ends[i]) == 0;
    free(starts);
    free(ends);
    return same;
}

static double area_mm2(const SceneCut *cut, const CutFace *face)
{
    double twice = 0;
    for (int i = 0; i < face->segment_count; i++) {
        const CutSegment *s = &cut->segments[face->segment_first + i];
        twice += (double)s->a[0] * (double)s->b[1] - (double)s->b[0] * (double)s->a[1];
    }
    return 0.5 * twice;
}

static vec3s world_corner(const SceneItem *item, uint32_t vertex)
{
    if (item->flesh) return (vec3s){ { item->flesh[vertex].position_mm[0], item->flesh[vertex].position_mm[1], item->flesh[vertex].position_mm[2] } };
    vec3s at = packed_position_mm(item->mesh, vertex);
    if (item->mirrored) at.z = -at.z;
    return glms_mat4_mulv3(item->world_from_rest, at, 1.0f);
}

static double volume_mm3(const SceneItem *item)
{
    const PackedLevel *level = &item->mesh->level[item->detail];
    const uint16_t *k = item->mesh->indices + level->index_first;
    double sum = 0;
    for (uint32_t t = 0; t + 2 < level->index_count; t += 3)
        sum += (double)glms_vec3_dot(world_corner(item, k[t]), glms_vec3_cross(world_corner(item, k[t + 1]), world_corner(item, k[t + 2]))) / 6.0;
    return item->mirrored ? -sum : sum;
}

// The plane -----------------------------------------------------------------------------------------------------------------

static const vec3s up_axis[CUT_AXIS_COUNT] = {
    [CUT_SAGITTAL] = { { 0, 0, 1 } }, [CUT_CORONAL] = { { 1, 0, 0 } }, [CUT_TRANSVERSE] = { { 0, 1, 0 } }
};

static void each_plane_takes_away_right_front_or_top_and_flipped_the_rest(void **state)
{
    (void)state;
    for (int axis = CUT_SAGITTAL; axis < CUT_AXIS_COUNT; axis++) {
        for (int flipped = 0; flipped < 2; flipped++) {
            const ViewState view = cut_view((CutAxis)axis, -30.0f, flipped);
            const SceneCut cut = plane_of(&view);
            assert_int_equal(cut_takes_away(&cut, glms_vec3_scale(up_axis[axis], -29.0f)), !flipped);
            assert_int_equal(cut_takes_away(&cut, glms_vec3_scale(up_axis[axis], -31.0f)), flipped);
            assert_float_equal(glms_mat4_det(cut.world_from_plane), 1.0, 1e-6); // not a mirror
        }
    }
}

static void nothing_is_cut_unless_asked_for(void **state)
{
    (void)state;
    const ViewState view = cut_view(CUT_NONE, 0, false);
    const Pose pose = pose_rest(&stage.body);
    mat4s world_from_plane;
    assert_false(cut_plane(&view, &stage.body, &pose, &world_from_plane));
    assert_false(cut_takes_away(&(SceneCut){ .world_from_plane = glms_mat4_identity() }, (vec3s){ { 9, 9, 9 } }));
    assert_false(scene_for("--show bones")->cut.on);
}

static const CutFace *face_of(const SceneCut *cut, PartId id)
{
    for (int f = 0; f < cut->face_count; f++)
        if (cut->faces[f].part == id) return &cut->faces[f];
    fail_msg("%s is not cut", stage.body.parts[id].id);
    return NULL;
}

// Lying on the side the plane lies with the body, so a bone of the pelvis shows the outline that it shows when standing.
static void the_plane_lies_down_with_the_body(void **state)
{
    (void)state;
    static const char *const cuts[] = { "sagittal=60", "coronal=3.3", "transverse=40,flip" };
    for (int i = 0; i < 3; i++) {
        const SceneCut *up = &scene_for(text_format(&stage.frame, "--show hip_bone_right --cut %s", cuts[i]))->cut;
        const SceneCut *lying = &scene_for(text_format(&stage.frame, "--show hip_bone_right --clip side_lying_stretch --at 0.6 --cut %s", cuts[i]))->cut;
        const CutFace *a = face_of(up, part("hip_bone_right")), *b = face_of(lying, part("hip_bone_right"));
        assert_true(a->segment_count > 20);
        assert_int_equal(a->segment_count, b->segment_count);
        for (int s = 0; s < a->segment_count; s++)
            for (int k = 0; k < 2; k++) assert_float_equal(up->segments[a->segment_first + s].a[k], lying->segments[b->segment_first + s].a[k], 0.02);
        const float turned = glms_vec3_dot(glms_vec3(lying->world_from_plane.col[2]), glms_vec3(up->world_from_plane.col[2]));
        assert_true(i == 1 ? turned > 0.7f : fabsf(turned) < 0.3f); // it did lie down: about the axis that points forward
    }
}

static void what_lies_beyond_is_gone_and_what_is_crossed_is_marked(void **state)
{
    (void)state;
    const PackedMesh *mesh = packed_ball(0, 0, 0);
    SceneItem items[3];
    for (int i = 0; i < 3; i++) {
        items[i] = item_of(mesh, "kidney_right");
        items[i].world_from_rest = glms_translate_make((vec3s){ { 0, 60.0f * (float)(i - 1), 0 } });
    }
    const Scene scene = cut_items(items, 3, CUT_TRANSVERSE, -5.0f, false); // -110..-10, -50..50, 10..110
    assert_int_equal(scene.item_count, 2);
    assert_false(scene.items[0].is_cut);
    assert_true(scene.items[1].is_cut);
    assert_int_equal(scene.cut.face_count, 1);
}

static void what_is_no_part_of_the_body_is_not_cut(void **state)
{
    (void)state;
    const PackedMesh *mesh = packed_ball(0, 0, 0);
    SceneItem items[] = { item_of(mesh, "treatment_table"), item_of(mesh, "treatment_table") };
    items[1].world_from_rest = glms_translate_make((vec3s){ { 0, 200, 0 } });
    const Scene scene = cut_items(items, 2, CUT_TRANSVERSE, 0, false);
    assert_int_equal(scene.item_count, 2);
    assert_int_equal(scene.cut.face_count, 0);
    assert_false(scene.items[0].is_cut || scene.items[1].is_cut);
}

// Slicing -------------------------------------------------------------------------------------------------------------------

// Right and left, rigid and soft, each axis, each side: inside on the left, so the area is positive, and it is that of the circle there.
static void the_outline_of_a_ball_is_a_closed_circle_with_its_inside_on_the_left(void **state)
{
    (void)state;
    const vec3s centre = { { 12, -7, 31 } };
    const PackedMesh *mesh = packed_ball(centre.x, centre.y, centre.z);
    static const float beside_mm[] = { 0.0f, 19.7f, -33.3f };
    for (int k = 0; k < 2 * 2 * 3 * 2 * 3; k++) {
        const bool mirrored = k & 1, soft = k >> 1 & 1, flipped = k >> 2 & 1;
        const CutAxis axis = (CutAxis)(CUT_SAGITTAL + (k / 8) % 3);
        const float away = beside_mm[k / 24];
        SceneItem item = item_of(mesh, "kidney_right");
        item.mirrored = mirrored;
        if (soft) item.flesh = flesh_of(&item);
        const vec3s middle = { { centre.x, centre.y, mirrored ? -centre.z : centre.z } };
        const Scene scene = cut_items(&item, 1, axis, glms_vec3_dot(middle, up_axis[axis]) + away, flipped);
        assert_int_equal(scene.cut.face_count, 1);
        const CutFace *face = &scene.cut.faces[0];
        assert_true(is_closed(&scene.cut, face));
        const double circle = GLM_PI * (double)(BALL_RADIUS_MM * BALL_RADIUS_MM - away * away), area = area_mm2(&scene.cut, face);
        if (area < 0.98 * circle || area > 1.001 * circle) fail_msg("case %d: %g mm2 instead of %g", k, area, circle);
    }
}

// Every part that is there in a man or a woman, at planes all over the body, both sides of each, standing and bent.
static void every_outline_of_the_body_is_closed_and_encloses_something(void **state)
{
    (void)state;
    static const char *const cuts[] = { "sagittal=-60", "sagittal=0.5", "sagittal=52", "sagittal=110", "coronal=-60",   "coronal=-5",    "coronal=12",
                                        "coronal=60",   "transverse=-150", "transverse=-20", "transverse=0", "transverse=40", "transverse=105", "transverse=200" };
    static const char *const people[] = { "", "--sex female", "--pose hip_flexion_right=80,lumbar_flexion=25" };
    int faces = 0;
    for (size_t i = 0; i < 2 * 3 * sizeof cuts / sizeof *cuts; i++) {
        arena_reset(&stage.frame);
        const char *options = text_format(&stage.frame, "--show body --fade skin=1 %s --cut %s%s", people[i / 2 % 3], cuts[i / 6], i & 1 ? ",flip" : "");
        const SceneCut *cut = &scene_for(options)->cut;
        int segments = 0, rank = 0;
        for (int f = 0; f < cut->face_count; f++) {
            const CutFace *face = &cut->faces[f];
            const char *id = stage.body.parts[face->part].id;
            if (!is_closed(cut, face)) fail_msg("%s: the outline of %s is not closed", options, id);
            const bool may_turn_over = i / 2 % 3 == 2 && stage.body.parts[face->part].group == GROUP_VESSELS; // blended flesh, sharply bent
            if (area_mm2(cut, face) <= 0.0 && !may_turn_over) fail_msg("%s: %s encloses %g mm2", options, id, area_mm2(cut, face));
            if (face->rank < rank) fail_msg("%s: %s comes too late", options, id);
            rank = face->rank;
            segments += face->segment_count;
        }
        assert_int_equal(segments, cut->segment_count);
        faces += cut->face_count;
    }
    assert_true(faces > 1000);
}

// The areas of many planes add up to what the surface holds: holes (of the hip bone) are taken off, bent flesh is cut as it is drawn.
static void areas_add_up_to_the_volume(void **state)
{
    (void)state;
    static const char *const shown[] = { "psoas_major_right", "psoas_major_left", "femur_right", "hip_bone_right", "hip_bone_left", "sacrum" };
    for (size_t i = 0; i < 2 * sizeof shown / sizeof *shown; i++) {
        arena_reset(&stage.frame);
        const char *options = text_format(&stage.frame, "--show %s %s", shown[i / 2], i & 1 ? "--pose hip_flexion_right=70,hip_flexion_left=20" : "");
        const Scene *scene = scene_for(options);
        assert_int_equal(scene->item_count, 1);
        const double volume = volume_mm3(&scene->items[0]);
        for (int axis = CUT_SAGITTAL; axis < CUT_AXIS_COUNT; axis++) {
            double sum = 0;
            for (float mm = -450; mm < 450; mm += 2) {
                const ViewState view = cut_view((CutAxis)axis, mm, false);
                const size_t mark = arena_mark(&stage.frame);
                const Scene cut = cut_again(scene, &view);
                for (int f = 0; f < cut.cut.face_count; f++) sum += 2.0 * area_mm2(&cut.cut, &cut.cut.faces[f]);
                arena_pop_to(&stage.frame, mark);
            }
            if (fabs(sum - volume) > 0.003 * volume) fail_msg("%s, %s: %g mm3 instead of %g", options, cut_axis_ids[axis], sum, volume);
        }
    }
}

// Faces ---------------------------------------------------------------------------------------------------------------------

static int turn_of(const Part *p) // bone, disc, ligament, muscle, nerves and vessels, organs, wall, skin
{
    static const int of_group[GROUP_COUNT] = { [GROUP_BONES] = 0,  [GROUP_DISCS] = 1,  [GROUP_LIGAMENTS] = 2, [GROUP_ILIOPSOAS] = 3,      [GROUP_HIP_MUSCLES] = 3,
                                               [GROUP_NERVES] = 4, [GROUP_VESSELS] = 4, [GROUP_ORGANS] = 5,   [GROUP_ABDOMINAL_WALL] = 6, [GROUP_SKIN] = 7 };
    return of_group[p->group];
}

static bool is_tube(const Part *p) // ureters count as vessels, whatever their group
{
    return p->tissue == TISSUE_URETER;
}

static void harder_parts_win_over_softer_and_inner_over_outer_ones(void **state)
{
    (void)state;
    const Body *body = &stage.body;
    for (int a = 1; a < body->part_count; a++) {
        for (int b = 1; b < body->part_count; b++) {
            const Part *p = &body->parts[a], *q = &body->parts[b];
            if (p->group == GROUP_PROPS || q->group == GROUP_PROPS || p->group == GROUP_SILHOUETTE || q->group == GROUP_SILHOUETTE || is_tube(p) || is_tube(q)) continue;
            const int first = cut_look(p, &(SceneItem){ .part = (PartId)a }, COLOUR_TISSUE).rank, second = cut_look(q, &(SceneItem){ .part = (PartId)b }, COLOUR_TISSUE).rank;
            if ((turn_of(p) < turn_of(q)) != (first < second)) fail_msg("%s (%d) and %s (%d)", p->id, first, q->id, second);
        }
    }
}

static void where_two_overlap_the_bone_shows_whatever_the_order(void **state)
{
    (void)state;
    const PackedMesh *mesh = packed_ball(0, 0, 0);
    for (int order = 0; order < 2; order++) {
        SceneItem items[2] = { item_of(mesh, "femur_right"), item_of(mesh, "psoas_major_right") };
        items[1].world_from_rest = glms_translate_make((vec3s){ { 60, 0, 0 } });
        if (order) {
            const SceneItem first = items[0];
            items[0] = items[1];
            items[1] = first;
        }
        const Scene scene = cut_items(items, 2, CUT_TRANSVERSE, 3, false);
        assert_int_equal(face_at(&scene.cut, -40, 3, 0)->part, part("femur_right"));
        assert_int_equal(face_at(&scene.cut, 30, 3, 0)->part, part("femur_right")); // in both
        assert_int_equal(face_at(&scene.cut, 70, 3, 0)->part, part("psoas_major_right"));
        assert_null(face_at(&scene.cut, 115, 3, 0));
        assert_null(face_at(&scene.cut, 30, 3, 45)); // beside the waist of the two
    }
}

// Counted twice is inside; so is turned round once the other way. Parity would leave a hole in the first, a sign the second ball in the other.
static void overlapping_and_turned_over_surfaces_are_inside_all_over(void **state)
{
    (void)state;
    for (int inside_out = 0; inside_out < 2; inside_out++) {
        const Mesh both = two_balls(inside_out ? 52 : 30, inside_out);
        SceneItem item = item_of(pack_surface(&both), "kidney_right");
        const Scene scene = cut_items(&item, 1, CUT_TRANSVERSE, 3, false);
        assert_true(is_closed(&scene.cut, &scene.cut.faces[0]));
        assert_non_null(face_at(&scene.cut, -60, 3, 0));
        assert_non_null(face_at(&scene.cut, 60, 3, 0));
        if (!inside_out) assert_non_null(face_at(&scene.cut, 0, 3, 0));
        assert_null(face_at(&scene.cut, 0, 3, 45));
        assert_null(face_at(&scene.cut, 120, 3, 0));
    }
}

static void a_ghost_has_a_line_only_and_no_face_under_the_cursor(void **state)
{
    (void)state;
    SceneItem item = item_of(packed_ball(0, 0, 0), "skin_trunk_thigh");
    item.style = SCENE_GHOST;
    item.opacity_frac = SCENE_GHOST_FRAC;
    const Scene scene = cut_items(&item, 1, CUT_SAGITTAL, 0.5f, false);
    assert_int_equal(scene.cut.face_count, 1);
    assert_true(scene.cut.faces[0].line_only);
    assert_null(face_at(&scene.cut, 0, 0, 0.5f));
}

static void a_face_keeps_the_colour_that_means_something(void **state)
{
    (void)state;
    SceneItem item = item_of(NULL, "femur_right");
    item.colour_srgb = (vec3s){ { 0.1f, 0.6f, 0.9f } };
    const CutFace tissue = cut_look(&stage.body.parts[item.part], &item, COLOUR_TISSUE), strain = cut_look(&stage.body.parts[item.part], &item, COLOUR_STRAIN);
    assert_true(tissue.wall_mm > 0 && tissue.pattern == CUT_SPONGE && tissue.core_srgb.x > tissue.core_srgb.z); // marrow, not blue
    assert_true(strain.wall_mm == 0 && strain.pattern == CUT_PLAIN && strain.core_srgb.z > strain.core_srgb.x);
}

// The psoas runs down and a little forwards and outwards: cut across, bundles are seen end-on, mirrored on the left.
static void bundles_are_seen_along_their_own_fascicles(void **state)
{
    (void)state;
    const SceneCut *cut = &scene_for("--show psoas_major --cut transverse=90")->cut;
    assert_int_equal(cut->face_count, 2);
    const vec3s a = cut->faces[0].fibre, b = cut->faces[1].fibre;
    assert_true(a.z < -0.85f && a.z > -0.999f);
    assert_float_equal(glms_vec3_norm(a), 1.0, 1e-4);
    assert_true(a.x * b.x < 0); // u is to the body's right
    assert_float_equal(fabsf(a.x), fabsf(b.x), 0.01);
    assert_float_equal(a.y, b.y, 0.01);
    assert_true(fabsf(a.y) < 0.5f);
}

// Drawn ---------------------------------------------------------------------------------------------------------------------

static Scene studio_scene(SceneItem *items, int count, CutAxis axis, float mm, bool flipped, int width_px, int height_px)
{
    const Scene cut = cut_items(items, count, axis, mm, flipped);
    Scene scene = scene_of(items, cut.item_count, width_px, height_px);
    scene.cut = cut.cut;
    return scene;
}

static SceneItem part_ball(const char *part_id, float x, float y, float z)
{
    SceneItem item = item_of(&ball.mesh, part_id);
    item.mesh_key = 1;
    item.world_from_rest = glms_translate_make((vec3s){ { x, y, z } });
    return item;
}

static void assert_colour(const uint8_t *pixel, vec3s wanted_srgb, int tolerance)
{
    for (int k = 0; k < 3; k++)
        if (abs(pixel[k] - (int)lrintf(255.0f * wanted_srgb.raw[k])) > tolerance)
            fail_msg("%d %d %d instead of %.0f %.0f %.0f", pixel[0], pixel[1], pixel[2], (double)(255 * wanted_srgb.x), (double)(255 * wanted_srgb.y),
                     (double)(255 * wanted_srgb.z));
}

// How a plane that faces the eye is lit (face.frag), and no more than its colour at 0.987 of full light.
static vec3s as_lit(vec3s srgb)
{
    return glms_vec3_scale(srgb, 0.994f);
}

// A kidney of 50 mm: 1.083 pixels a mm; marrow, 8 mm of cortex, a dark rim, the background.
static void a_cut_ball_shows_core_wall_and_rim(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { part_ball("kidney_right", 0, 0, 0) };
    const Scene scene = studio_scene(items, 1, CUT_SAGITTAL, 0, false, 201, 201), bare = scene_of(NULL, 0, 201, 201);
    uint8_t *pixels = picture(studio.renderer, &scene, NULL, 1), *empty = picture(studio.renderer, &bare, NULL, 1);
    const CutFace *face = &scene.cut.faces[0];
    for (int way = 0; way < 4; way++) {
        const int dx = way == 0 ? 1 : way == 1 ? -1 : 0, dy = way == 2 ? 1 : way == 3 ? -1 : 0;
        for (int r = 0; r <= 43; r++) assert_colour(pixel_at(pixels, &scene, 100 + dx * r, 100 + dy * r), as_lit(face->core_srgb), 4);
        for (int r = 47; r <= 50; r++) assert_colour(pixel_at(pixels, &scene, 100 + dx * r, 100 + dy * r), as_lit(face->wall_srgb), 4);
        int darkest = 999;
        for (int r = 51; r <= 54; r++) {
            const int here = brightness(pixels, &scene, 100 + dx * r, 100 + dy * r);
            darkest = here < darkest ? here : darkest;
        }
        assert_true(darkest < brightness(pixels, &scene, 100, 100) && 2 * darkest < brightness(pixels, &scene, 100 + dx * 48, 100 + dy * 48));
        for (int r = 56; r < 100; r++)
            assert_memory_equal(pixel_at(pixels, &scene, 100 + dx * r, 100 + dy * r), pixel_at(empty, &scene, 100 + dx * r, 100 + dy * r), 4);
    }
    free(pixels);
    free(empty);
    studio_close(studio);
}

// The eye stands below the plane, so nothing that is left can reach higher in the picture than 10 / (300 - 50) of the distance.
static void nothing_is_drawn_above_the_plane(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { part_ball("femur_right", 0, 0, 0) };
    items[0].style = SCENE_SELECTED; // its outline goes round the face, some pixels wide, and no farther
    const Scene scene = studio_scene(items, 1, CUT_TRANSVERSE, 10, false, 201, 201), bare = scene_of(NULL, 0, 201, 201);
    uint8_t *pixels = picture(studio.renderer, &scene, NULL, 4), *empty = picture(studio.renderer, &bare, NULL, 4);
    for (int y = 0; y < 100 - 17 - 6; y++)
        for (int x = 0; x < 201; x++) assert_memory_equal(pixel_at(pixels, &scene, x, y), pixel_at(empty, &scene, x, y), 4);
    assert_true(memcmp(pixel_at(pixels, &scene, 100, 91), pixel_at(empty, &scene, 100, 91), 4) != 0);
    assert_true(memcmp(pixel_at(pixels, &scene, 100, 140), pixel_at(empty, &scene, 100, 140), 4) != 0);
    free(pixels);
    free(empty);
    studio_close(studio);
}

static void a_transparent_background_keeps_its_alpha(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { part_ball("kidney_right", 0, 0, 0) };
    Scene scene = studio_scene(items, 1, CUT_SAGITTAL, 0, false, 201, 201);
    scene.transparent_background = true;
    uint8_t *pixels = picture(studio.renderer, &scene, NULL, 4);
    for (int y = 0; y < 201; y++) {
        for (int x = 0; x < 201; x++) {
            const float r = hypotf((float)x - 100, (float)y - 100);
            if (r < 53) assert_int_equal(pixel_at(pixels, &scene, x, y)[3], 255);
            if (r > 56) assert_int_equal(pixel_at(pixels, &scene, x, y)[3], 0);
        }
    }
    assert_colour(pixel_at(pixels, &scene, 100, 100), as_lit(scene.cut.faces[0].core_srgb), 4);
    free(pixels);
    studio_close(studio);
}

// The table is not cut, so it stands in front of the face.
static void a_face_behind_something_is_hidden(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { part_ball("kidney_right", 0, 0, 0), part_ball("treatment_table", 60, 0, 120) };
    items[1].colour_srgb = (vec3s){ { 0.2f, 0.8f, 0.3f } };
    const Scene scene = studio_scene(items, 2, CUT_SAGITTAL, 0, false, 201, 201), alone = scene_of(&items[1], 1, 201, 201);
    uint8_t *pixels = picture(studio.renderer, &scene, NULL, 1), *front = picture(studio.renderer, &alone, NULL, 1);
    for (int x = 125; x < 195; x++)
        for (int k = 0; k < 3; k++) assert_true(abs(pixel_at(pixels, &scene, x, 100)[k] - pixel_at(front, &scene, x, 100)[k]) <= 6);
    assert_colour(pixel_at(pixels, &scene, 70, 100), as_lit(scene.cut.faces[0].core_srgb), 4); // beside it
    free(pixels);
    free(front);
    studio_close(studio);
}

// From the side that is left the ball looks whole, to the bit: its outermost ring lies 8 mm before the plane.
static void from_the_other_side_nothing_tells_of_the_cut(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { part_ball("femur_right", 0, 0, 0) };
    const Scene whole = scene_of(items, 1, 201, 201);
    uint8_t *before = picture(studio.renderer, &whole, NULL, 4);
    const Scene scene = studio_scene(items, 1, CUT_SAGITTAL, 0, true, 201, 201);
    uint8_t *after = picture(studio.renderer, &scene, NULL, 4);
    assert_true(items[0].is_cut);
    assert_int_equal(different_pixels(before, after, &scene), 0);
    free(before);
    free(after);
    studio_close(studio);
}

static void a_half_clear_face_lets_the_background_through(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { part_ball("kidney_right", 0, 0, 0) };
    items[0].opacity_frac = 0.5f;
    const Scene scene = studio_scene(items, 1, CUT_SAGITTAL, 0, false, 201, 201), bare = scene_of(NULL, 0, 201, 201);
    uint8_t *pixels = picture(studio.renderer, &scene, NULL, 1), *empty = picture(studio.renderer, &bare, NULL, 1);
    const uint8_t *under = pixel_at(empty, &scene, 100, 100);
    const vec3s below = { { (float)under[0] / 255, (float)under[1] / 255, (float)under[2] / 255 } };
    assert_colour(pixel_at(pixels, &scene, 100, 100), glms_vec3_lerp(below, as_lit(scene.cut.faces[0].core_srgb), 0.5f), 4);
    free(pixels);
    free(empty);
    studio_close(studio);
}

// What shows where surfaces overlap: bone on muscle in either order, core all over where one surface crosses itself.
static void overlaps_are_filled_by_the_winner(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    uint8_t *pixels[2];
    Scene scene;
    for (int order = 0; order < 2; order++) {
        SceneItem items[] = { part_ball("kidney_right", -30, 0, 0), part_ball("kidney_right", 30, 0, 0) };
        items[order] = part_ball("kidney_right", -30, 0, 0);
        items[1 - order] = part_ball("vertebra_l3", 30, 0, 0);
        scene = studio_scene(items, 2, CUT_SAGITTAL, 0, false, 201, 201);
        pixels[order] = picture(studio.renderer, &scene, NULL, 1);
    }
    assert_int_equal(different_pixels(pixels[0], pixels[1], &scene), 0);
    assert_colour(pixel_at(pixels[0], &scene, 45, 100), as_lit(scene.cut.faces[1].core_srgb), 4);
    SceneItem bone = part_ball("vertebra_l3", 30, 0, 0);
    const Scene alone = studio_scene(&bone, 1, CUT_SAGITTAL, 0, false, 201, 201);
    uint8_t *winner = picture(studio.renderer, &alone, NULL, 1);
    for (int x = 81; x < 185; x++) // between its edges at 78 and 187; the kidney's wall and rim would lie at 113 to 122
        for (int k = 0; k < 3; k++) assert_true(abs(pixel_at(pixels[0], &scene, x, 100)[k] - pixel_at(winner, &scene, x, 100)[k]) <= 1);
    free(winner);
    const Mesh both = two_balls(30, false);
    SceneItem item = item_of(pack_surface(&both), "kidney_right");
    item.mesh_key = 2;
    scene = studio_scene(&item, 1, CUT_SAGITTAL, 0, false, 201, 201);
    uint8_t *lobes = picture(studio.renderer, &scene, NULL, 1);
    for (int x = 90; x <= 110; x++) assert_colour(pixel_at(lobes, &scene, x, 100), as_lit(scene.cut.faces[0].core_srgb), 4);
    free(pixels[0]);
    free(pixels[1]);
    free(lobes);
    studio_close(studio);
}

static void outlines_after_faces_are_as_without_them_and_the_next_frame_is_clean(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { part_ball("femur_right", 80, 0, -70), part_ball("kidney_right", -80, 0, 0) };
    items[0].style = SCENE_SELECTED;
    const Scene alone = scene_of(items, 1, 320, 160);
    uint8_t *wanted = picture(studio.renderer, &alone, NULL, 4);
    const Scene scene = studio_scene(items, 2, CUT_SAGITTAL, 0, false, 320, 160);
    uint8_t *pixels = picture(studio.renderer, &scene, NULL, 4), *next = picture(studio.renderer, &alone, NULL, 4);
    for (int i = 0; i < 160 * 150 * 4; i++) { // the key lamp looks at another box: its shadow may differ by a step
        const int y = i / 600, byte = i % 600;
        assert_true(abs(pixel_at(pixels, &scene, 170, y)[byte] - pixel_at(wanted, &scene, 170, y)[byte]) <= 2);
    }
    assert_int_equal(different_pixels(wanted, next, &scene), 0);
    free(wanted);
    free(pixels);
    free(next);
    studio_close(studio);
}

// The rim of a selected part that is itself cut runs round what is left, not across its face.
static void a_selected_part_that_is_cut_is_outlined_round_its_face(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { part_ball("kidney_right", 0, 0, 0) };
    const Scene plain = studio_scene(items, 1, CUT_SAGITTAL, 0, false, 201, 201);
    uint8_t *before = picture(studio.renderer, &plain, NULL, 1);
    items[0].style = SCENE_SELECTED;
    uint8_t *after = picture(studio.renderer, &plain, NULL, 1);
    int rim = 0;
    for (int y = 0; y < 201; y++) {
        for (int x = 0; x < 201; x++) {
            const bool changed = memcmp(pixel_at(before, &plain, x, y), pixel_at(after, &plain, x, y), 4) != 0;
            const float r = hypotf((float)x - 100, (float)y - 100);
            if (changed && (r < 51 || r > 60)) fail_msg("changed at %d %d", x, y);
            rim += changed;
        }
    }
    assert_true(rim > 250); // 2 pi 54 round
    free(before);
    free(after);
    studio_close(studio);
}

static void bundles_and_sponge_are_patterns_and_a_kidney_is_plain(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    static const char *const ids[] = { "kidney_right", "psoas_major_right", "vertebra_l3" };
    for (int i = 0; i < 3; i++) {
        SceneItem items[] = { part_ball(ids[i], 0, 0, 0) };
        const Scene scene = studio_scene(items, 1, CUT_SAGITTAL, 0, false, 201, 201);
        uint8_t *pixels = picture(studio.renderer, &scene, NULL, 1);
        int steps = 0;
        for (int x = 75; x < 125; x++) steps += abs(brightness(pixels, &scene, x + 1, 100) - brightness(pixels, &scene, x, 100)) > 3;
        assert_true(i == 0 ? steps == 0 : steps > 10);
        free(pixels);
    }
    studio_close(studio);
}

static void opengl_es_draws_the_same_faces(void **state)
{
    (void)state;
    uint8_t *pixels[2];
    Scene scene;
    for (int es = 0; es < 2; es++) {
        const Studio studio = es ? studio_es_or_skip() : studio_or_skip();
        SceneItem items[] = { part_ball("vertebra_l3", -40, 20, 0), part_ball("psoas_major_right", 20, 20, 0), part_ball("kidney_right", 50, -30, 0),
                              part_ball("disc_l3_l4", -50, -50, 0) };
        items[2].opacity_frac = 0.5f;
        items[1].style = SCENE_HOVERED;
        scene = studio_scene(items, 4, CUT_SAGITTAL, 0, false, 201, 201);
        assert_int_equal(scene.cut.face_count, 4);
        pixels[es] = picture(studio.renderer, &scene, NULL, 4);
        studio_close(studio);
    }
    int off = 0;
    for (int i = 0; i < 201 * 201 * 4; i++) off += abs(pixels[0][i] - pixels[1][i]) > 3;
    if (off > 201 * 201 * 4 / 500) fail_msg("%d bytes differ", off);
    free(pixels[0]);
    free(pixels[1]);
}

// Peeling -------------------------------------------------------------------------------------------------------------------

static const Group layers[][3] = { // from the outside in; what stays is not among them
    { GROUP_SKIN, GROUP_SKIN, GROUP_SKIN },       { GROUP_ABDOMINAL_WALL, GROUP_ABDOMINAL_WALL, GROUP_ABDOMINAL_WALL },
    { GROUP_ORGANS, GROUP_ORGANS, GROUP_ORGANS }, { GROUP_VESSELS, GROUP_NERVES, GROUP_NERVES },
    { GROUP_HIP_MUSCLES, GROUP_HIP_MUSCLES, GROUP_HIP_MUSCLES }, { GROUP_ILIOPSOAS, GROUP_ILIOPSOAS, GROUP_ILIOPSOAS },
};
enum { LAYER_COUNT = sizeof layers / sizeof *layers };

static float opacity_of_layer(const ViewState *view, int layer) // all parts of it have the same
{
    float found = -1.0f;
    for (int p = 1; p < stage.body.part_count; p++) {
        const Group group = stage.body.parts[p].group;
        if (group != layers[layer][0] && group != layers[layer][1]) continue;
        if (found >= 0.0f) assert_float_equal(view->opacity_frac[p], found, 1e-6);
        found = view->opacity_frac[p];
    }
    return found;
}

static void layers_fade_one_after_the_other_and_never_come_back(void **state)
{
    (void)state;
    ViewState view;
    float before[LAYER_COUNT];
    for (int i = 0; i < LAYER_COUNT; i++) before[i] = 1.0f;
    view_state_init(&view, &stage.body);
    for (int step = 0; step <= 120; step++) {
        int fading = 0;
        view_peel(&view, &stage.body, (float)step / 120.0f);
        for (int i = 0; i < LAYER_COUNT; i++) {
            const float here = opacity_of_layer(&view, i), least = i == 0 ? VIEW_GHOST_FRAC : 0.0f;
            assert_true(here <= before[i]);
            assert_true(step > 0 || here >= 1.0f);
            fading += here > least + 1e-4f && here < 1.0f - 1e-4f;
            if (i > 0 && here < 1.0f - 1e-4f) assert_true(opacity_of_layer(&view, i - 1) < 1e-4f + (i == 1 ? VIEW_GHOST_FRAC : 0.0f)); // what lies above is gone
            before[i] = here;
        }
        assert_true(fading <= 1);
    }
}

static void at_the_bottom_bones_discs_and_ligaments_stay_inside_a_ghost(void **state)
{
    (void)state;
    ViewState view;
    view_state_init(&view, &stage.body);
    view_peel(&view, &stage.body, 1.0f);
    for (int p = 1; p < stage.body.part_count; p++) {
        const Group group = stage.body.parts[p].group;
        if (group == GROUP_PROPS || group == GROUP_SILHOUETTE) continue;
        const bool stays = group == GROUP_BONES || group == GROUP_DISCS || group == GROUP_LIGAMENTS;
        assert_float_equal(view.opacity_frac[p], group == GROUP_SKIN ? VIEW_GHOST_FRAC : stays ? 1.0f : 0.0f, 1e-6);
    }
    const Scene *scene = scene_for("--depth 1");
    for (int i = 0; i < scene->item_count; i++)
        if (scene->items[i].part == stage.body.skin) assert_true(scene->items[i].style & SCENE_GHOST);
}

#define IN_FRAME(test) cmocka_unit_test_setup(test, fresh_frame)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FRAME(each_plane_takes_away_right_front_or_top_and_flipped_the_rest),
        IN_FRAME(nothing_is_cut_unless_asked_for),
        IN_FRAME(the_plane_lies_down_with_the_body),
        IN_FRAME(what_lies_beyond_is_gone_and_what_is_crossed_is_marked),
        IN_FRAME(what_is_no_part_of_the_body_is_not_cut),
        IN_FRAME(the_outline_of_a_ball_is_a_closed_circle_with_its_inside_on_the_left),
        IN_FRAME(every_outline_of_the_body_is_closed_and_encloses_something),
        IN_FRAME(areas_add_up_to_the_volume),
        IN_FRAME(harder_parts_win_over_softer_and_inner_over_outer_ones),
        IN_FRAME(where_two_overlap_the_bone_shows_whatever_the_order),
        IN_FRAME(overlapping_and_turned_over_surfaces_are_inside_all_over),
        IN_FRAME(a_ghost_has_a_line_only_and_no_face_under_the_cursor),
        IN_FRAME(a_face_keeps_the_colour_that_means_something),
        IN_FRAME(bundles_are_seen_along_their_own_fascicles),
        IN_FRAME(a_cut_ball_shows_core_wall_and_rim),
        IN_FRAME(nothing_is_drawn_above_the_plane),
        IN_FRAME(a_transparent_background_keeps_its_alpha),
        IN_FRAME(a_face_behind_something_is_hidden),
        IN_FRAME(from_the_other_side_nothing_tells_of_the_cut),
        IN_FRAME(a_half_clear_face_lets_the_background_through),
        IN_FRAME(overlaps_are_filled_by_the_winner),
        IN_FRAME(outlines_after_faces_are_as_without_them_and_the_next_frame_is_clean),
        IN_FRAME(a_selected_part_that_is_cut_is_outlined_round_its_face),
        IN_FRAME(bundles_and_sponge_are_patterns_and_a_kidney_is_plain),
        IN_FRAME(opengl_es_draws_the_same_faces),
        IN_FRAME(layers_fade_one_after_the_other_and_never_come_back),
        IN_FRAME(at_the_bottom_bones_discs_and_ligaments_stay_inside_a_ghost),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
