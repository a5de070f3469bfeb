// The woman's body and the dials: measured as they are shown, baked in full and compared with the moves in the pack.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "bake.h"
#include "hrbf.h"
#include "mesher.h"
#include "morph.h"
#include "packed_morph.h"
#include "pick.h"
#include "recipe.h"
#include "scene_build.h"
#include "view_words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static Arena keep, frame;
static Body body;

static int set_up(void **state)
{
    (void)state;
    Message why;
    keep = arena_make((size_t)4 << 30);
    frame = arena_make((size_t)1 << 30);
    return body_load(TEST_PACK, &keep, &body, &why) == RESULT_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    body_unload(&body);
    arena_free(&frame);
    arena_free(&keep);
    return 0;
}

static ViewState view_of(const char *options)
{
    ViewState view;
    Message why;
    view_state_init(&view, &body);
    if (*options && view_words_read(&view, &body, options, &why) != RESULT_OK) fail_msg("%s", why.text);
    return view;
}

static const Body *variant_of(const char *options)
{
    const ViewState view = view_of(options);
    return view_body(&view, &body, NULL, &keep);
}

static vec3s landmark(const Body *of, const char *structure, const char *id)
{
    for (int i = 0; i < of->landmark_count; i++) {
        const Landmark *l = &of->landmarks[i];
        if (strcmp(l->id, id) == 0 && strcmp(of->pack.structures[l->structure_index].id, structure) == 0) return l->position_mm;
    }
    fail_msg("no landmark %s", id);
    return glms_vec3_zero();
}

static float apart_mm(vec3s a, vec3s b)
{
    return glms_vec3_distance(a, b);
}

// ---- figures of the pelvis

typedef struct Figures {
    float conjugate_mm, inlet_mm, outlet_mm, spines_mm, tuberosities_mm, arch_deg, asis_mm, hips_mm, sacrum_high_mm, sacrum_wide_mm, bend_mm, bend_low_mm, head_mm;
} Figures;

// How far a point of the sacrum's front lies behind the line from promontory to apex.
static float behind_mm(vec3s from, vec3s to, vec3s at)
{
    const vec3s way = glms_vec3_normalize(glms_vec3_sub(to, from)), off = glms_vec3_sub(at, from);
    return glms_vec3_norm(glms_vec3_sub(off, glms_vec3_scale(way, glms_vec3_dot(off, way))));
}

static float mean_radius_mm(const Body *of)
{
    static const char *const ids[] = { "femoral_head_anterior", "femoral_head_inferior", "femoral_head_medial", "femoral_head_posterior", "femoral_head_top" };
    const vec3s centre = of->segments[body_segment(of, "femur_right")].centre_mm;
    float sum = 0.0f;
    for (int i = 0; i < 5; i++) sum += apart_mm(landmark(of, "femur", ids[i]), centre) / 5.0f;
    return sum;
}

// The vertex of a region nearest to a place of the tables, wherever it has gone.
static vec3s follow(const Body *of, const char *part_id, vec3s table_mm)
{
    const PartId part = body_part(&body, part_id);
    uint32_t best = 0;
    for (uint32_t v = 1; v < body.parts[part].mesh->vertex_count; v++) {
        if (apart_mm(packed_position_mm(body.parts[part].mesh, v), table_mm) < apart_mm(packed_position_mm(body.parts[part].mesh, best), table_mm)) best = v;
    }
    return packed_position_mm(of->parts[part].mesh, best);
}

static Figures measure(const Body *of)
{
    const vec3s promontory = landmark(of, "sacrum", "promontory"), apex = landmark(of, "sacrum", "sacrococcygeal_anterior");
    vec3s rear = follow(of, "hip_bone_right", (vec3s) { { 37.0f, -10.2f, 4.2f } }), low = landmark(of, "hip_bone", "symphysis_inferior");
    const vec3s ramus = follow(of, "hip_bone_right", (vec3s) { { -14.6f, -54.5f, 30.8f } });
    Figures f = {
        .inlet_mm = 2.0f * landmark(of, "hip_bone", "arcuate_line_2").z,
        .spines_mm = 2.0f * landmark(of, "hip_bone", "ischial_spine").z,
        .tuberosities_mm = 2.0f * landmark(of, "hip_bone", "ischial_tuberosity_inferior").z,
        .arch_deg = 2.0f * glm_deg(atan2f(ramus.z - low.z, hypotf(ramus.x - low.x, ramus.y - low.y))),
        .asis_mm = 2.0f * landmark(of, "hip_bone", "asis").z,
        .hips_mm = 2.0f * of->segments[body_segment(of, "femur_right")].centre_mm.z,
        .sacrum_high_mm = apart_mm(promontory, apex),
        .sacrum_wide_mm = 2.0f * landmark(of, "sacrum", "auricular_anterior").z,
        .bend_mm = behind_mm(promontory, apex, landmark(of, "sacrum", "pelvic_surface_s3")),
        .bend_low_mm = behind_mm(promontory, apex, landmark(of, "sacrum", "pelvic_surface_s4")),
        .head_mm = mean_radius_mm(of),
    };
    rear.z = low.z = 0.0f;
    f.conjugate_mm = apart_mm(rear, promontory);
    f.outlet_mm = apart_mm(low, apex);
    return f;
}

static void tell(const char *who, const Figures *f)
{
    printf("%s: conjugate %.1f, inlet across %.1f, outlet %.1f, spines %.1f, tuberosities %.1f mm, arch %.1f degrees, front spines %.1f, hip centres %.1f, "
           "sacrum %.1f high %.1f wide, bend at S3 %.1f S4 %.1f, radius of the head %.2f mm\n",
           who, (double)f->conjugate_mm, (double)f->inlet_mm, (double)f->outlet_mm, (double)f->spines_mm, (double)f->tuberosities_mm, (double)f->arch_deg,
           (double)f->asis_mm, (double)f->hips_mm, (double)f->sacrum_high_mm, (double)f->sacrum_wide_mm, (double)f->bend_mm, (double)f->bend_low_mm, (double)f->head_mm);
}

// Means and deviations: docs/sources.md#woman.
static void the_womans_pelvis_lies_within_what_is_published(void **state)
{
    (void)state;
    const Figures man = measure(&body), woman = measure(variant_of("--sex female"));
    tell("man", &man);
    tell("woman", &woman);
    assert_float_equal(woman.conjugate_mm, 121.7f, 8.6f);
    assert_float_equal(woman.inlet_mm, 129.5f, 8.7f);
    assert_float_equal(woman.outlet_mm, 115.8f, 9.9f);
    assert_float_equal(woman.spines_mm, 112.3f, 7.9f);
    assert_float_equal(woman.tuberosities_mm, 120.6f, 11.3f);
    assert_float_equal(woman.arch_deg, 87.3f, 6.6f);
    assert_float_equal(woman.sacrum_high_mm, 98.0f, 9.2f);
    assert_float_equal(woman.sacrum_wide_mm, 108.7f, 11.0f);
    assert_float_equal(woman.head_mm, 21.0f, 0.2f);
    assert_float_equal(woman.hips_mm, 182.6f * 165.0f / 170.0f, 0.3f);
    assert_true(woman.conjugate_mm / woman.inlet_mm > man.conjugate_mm / man.inlet_mm + 0.05f); // rounder
    assert_true(woman.bend_low_mm > man.bend_low_mm + 1.0f); // the lower half more bent
    assert_true(woman.sacrum_wide_mm / woman.sacrum_high_mm > man.sacrum_wide_mm / man.sacrum_high_mm);
}

// ---- dials

static void a_dial_shows_what_can_be_measured(void **state)
{
    (void)state;
    static const char *const wished[] = { "", "--sex female", "--body anteversion=-5,neck_shaft=138", "--body anteversion=25,neck_shaft=105",
                                          "--sex female --body anteversion=25,neck_shaft=135" };
    for (int i = 0; i < 5; i++) {
        const ViewState view = view_of(wished[i]);
        const Body *made = view_body(&view, &body, NULL, &keep);
        for (int d = DIAL_ANTEVERSION; d <= DIAL_NECK_SHAFT; d++) {
            const float shown = view_dial_deg(&view, &body, (DialId)d), there = dial_measure_deg(made, (DialId)d);
            if (fabsf(shown - there) > 0.5f) fail_msg("%s %s: %.2f is shown, %.2f is there", wished[i], dial_ids[d], (double)shown, (double)there);
        }
    }
}

// Lordosis and tilt in the world, after the joints.
static void posture_is_what_the_dials_say(void **state)
{
    (void)state;
    static const char *const wished[] = { "", "--body lordosis=30,pelvic_tilt=20", "--sex female --body lordosis=60,pelvic_tilt=3" };
    for (int i = 0; i < 3; i++) {
        const ViewState view = view_of(wished[i]);
        const Body *made = view_body(&view, &body, NULL, &keep);
        Pose pose;
        view_pose(&view, made, &pose);
        const mat4s sacrum = pose.world_from_segment[body_segment(made, "pelvis")], l1 = pose.world_from_segment[body_segment(made, "vertebra_l1")];
        const vec3s a = glms_mat4_mulv3(sacrum, landmark(made, "sacrum", "s1_endplate_posterior"), 1.0f), b = glms_mat4_mulv3(sacrum, landmark(made, "sacrum", "promontory"), 1.0f);
        const vec3s c = glms_mat4_mulv3(l1, landmark(made, "vertebra_l1", "superior_rim_posterior"), 1.0f), d = glms_mat4_mulv3(l1, landmark(made, "vertebra_l1", "superior_rim_anterior"), 1.0f);
        const float lordosis = glm_deg(atan2f(d.y - c.y, d.x - c.x) - atan2f(b.y - a.y, b.x - a.x));
        const vec3s hip = glms_mat4_mulv3(sacrum, made->segments[body_segment(made, "femur_right")].centre_mm, 1.0f), s1 = glms_vec3_scale(glms_vec3_add(a, b), 0.5f);
        assert_float_equal(lordosis, view_dial_deg(&view, &body, DIAL_LORDOSIS), 0.3f);
        assert_float_equal(glm_deg(atan2f(hip.x - s1.x, s1.y - hip.y)), view_dial_deg(&view, &body, DIAL_PELVIC_TILT), 0.3f);
        const vec3s down = glms_mat4_mulv3(pose.world_from_segment[body_segment(made, "femur_right")], (vec3s) { { 0, -1, 0 } }, 0.0f);
        assert_float_equal(down.y, -1.0f, 1e-5f); // the legs stand
    }
}

static void the_head_stays_in_its_socket(void **state)
{
    (void)state;
    const ViewState view = view_of("--body anteversion=25,neck_shaft=105 --pose hip_flexion_left=40,hip_rotation_left=20");
    const Body *made = view_body(&view, &body, NULL, &keep);
    Pose pose;
    view_pose(&view, made, &pose);
    const mat4s left = pose_world_from_part(made, &pose, body_part(made, "femur_left"));
    const vec3s front = landmark(made, "femur", "femoral_head_anterior"), rear = landmark(made, "femur", "femoral_head_posterior");
    const vec3s head = glms_mat4_mulv3(left, glms_vec3_scale(glms_vec3_add(front, rear), 0.5f), 1.0f);
    const vec3s socket = { { 0.0f, 0.0f, -91.3f } };
    assert_true(apart_mm(head, socket) < 0.3f);
}

static void the_body_goes_through_words_and_back(void **state)
{
    (void)state;
    const ViewState view = view_of("--sex female --body lordosis=55,pelvic_tilt=7,anteversion=21,neck_shaft=131,psoas_minor=on");
    const char *words = view_options_write(&view, &body, &keep);
    const ViewState again = view_of(words);
    assert_memory_equal(&view, &again, sizeof view);
    ViewState other = view;
    Message why;
    assert_int_equal(view_option_set(&other, &body, "--body", "anteversion=90", &why), RESULT_OK);
    assert_non_null(strstr(why.text, "25"));
    assert_true(other.dial_deg[DIAL_ANTEVERSION] <= 25.0f && !other.dial_set[DIAL_LORDOSIS] && !other.psoas_minor);
    assert_int_equal(view_option_set(&other, &body, "--body", "antversion=9", &why), RESULT_USAGE);
    assert_non_null(strstr(why.text, "anteversion"));
    assert_int_equal(view_option_set(&other, &body, "--body", "lordosis=much", &why), RESULT_USAGE);
}

// ---- end positions baked in full

typedef struct Bake {
    Recipe recipe;
    BakeInput input;
    Moves moves;
    Warp neck;
} Bake;

static Bake bake_of(const char *structure)
{
    Recipes recipes;
    Bake out = { 0 };
    Message why;
    assert_int_equal(recipes_read(TEST_ASSETS, &keep, &recipes, &why), RESULT_OK);
    for (int i = 0; i < recipes.count; i++) {
        if (strcmp(recipes.row[i].id, structure) == 0) out.recipe = recipes.row[i];
    }
    Recipe *recipe = ARENA_ARRAY(&keep, Recipe, 1);
    *recipe = out.recipe;
    assert_int_equal(bake_read(recipe, &keep, &out.input, &why), RESULT_OK);
    assert_int_equal(morph_warp(TEST_ASSETS, "woman", true, &keep, &out.moves.warp, &why), RESULT_OK);
    assert_int_equal(morph_warp(TEST_ASSETS, "neck", false, &keep, &out.neck, &why), RESULT_OK);
    assert_int_equal(morph_warp(TEST_ASSETS, text_format(&keep, "woman/%s", structure), false, &keep, &out.moves.own, &why), RESULT_OK);
    if (recipe->is_muscle) assert_int_equal(slim_read(TEST_ASSETS, structure, &keep, &out.moves.slim, &why), RESULT_OK);
    return out;
}

static void set_point(SurfacePoint *point, vec3s at, vec3s normal)
{
    for (int k = 0; k < 3; k++) point->position_mm[k] = (double)at.raw[k], point->normal[k] = (double)normal.raw[k];
}

static vec3s from_double(const double v[3])
{
    return (vec3s) { { (float)v[0], (float)v[1], (float)v[2] } };
}

static mat3s turn_of(const VariantWish *wish, const NeckAxes *axes)
{
    return glms_mat3_mul(glms_mat4_pick3(glms_rotate_make(wish->anteversion_rad, axes->anteversion)),
                         glms_mat4_pick3(glms_rotate_make(wish->neck_shaft_rad, axes->neck_shaft)));
}

static vec3s neck_place(const Bake *bake, const mat3s *turn, vec3s pivot_mm, vec3s at)
{
    const vec3s off = glms_vec3_sub(at, pivot_mm), way = glms_vec3_sub(glms_mat3_mulv(*turn, off), off);
    return glms_vec3_add(at, glms_vec3_scale(way, warp_at(&bake->neck, at).x));
}

static void turn_the_neck(Bake *bake, const VariantWish *wish)
{
    const NeckAxes axes = neck_axes(&body);
    const mat3s turn = turn_of(wish, &axes);
    for (int i = 0; i < bake->input.landmarks.point_count; i++) {
        SurfacePoint *point = &bake->input.landmarks.points[i];
        const vec3s at = from_double(point->position_mm);
        mat3s derivative;
        for (int k = 0; k < 3; k++) {
            vec3s ahead = at, behind = at;
            ahead.raw[k] += 0.5f, behind.raw[k] -= 0.5f;
            derivative.col[k] = glms_vec3_sub(neck_place(bake, &turn, axes.pivot_mm, ahead), neck_place(bake, &turn, axes.pivot_mm, behind));
        }
        set_point(point, neck_place(bake, &turn, axes.pivot_mm, at), normal_moved(derivative, from_double(point->normal)));
    }
}

typedef struct Fit {
    float mean_mm, p95_mm, most_mm;
} Fit;

static int rising(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static Fit fit_of(const PackedMesh *morph, const Mesh *full)
{
    const MeshTree *tree = mesh_tree_build(full, &frame);
    float *mm = ARENA_ARRAY(&frame, float, morph->vertex_count), sum = 0.0f;
    for (uint32_t v = 0; v < morph->vertex_count; v++) sum += mm[v] = mesh_tree_distance_mm(tree, packed_position_mm(morph, v), NULL);
    qsort(mm, morph->vertex_count, sizeof *mm, rising);
    return (Fit) { sum / (float)morph->vertex_count, mm[morph->vertex_count * 95 / 100], mm[morph->vertex_count - 1] };
}

static Fit compare(const Bake *bake, const PackedMesh *morph)
{
    Hrbf field;
    Mesh full;
    Message why;
    arena_reset(&frame);
    if (hrbf_solve(&bake->input.landmarks, "moved", &frame, &field, &why) != RESULT_OK) fail_msg("%s", why.text);
    if (mesher_run(&field, &bake->input.landmarks, bake->recipe.cell_mm, &frame, &full, &why) != RESULT_OK) fail_msg("%s", why.text);
    surface_project(&field, 0.5 * bake->recipe.cell_mm, &frame, &full);
    return fit_of(morph, &full);
}

static void judge(const char *what, const char *structure, Fit fit)
{
    printf("%s, %s: mean %.2f, 95 %% within %.2f, largest %.2f mm\n", structure, what, (double)fit.mean_mm, (double)fit.p95_mm, (double)fit.most_mm);
    assert_true(fit.most_mm < 0.5f);
}

static const PackedMesh *mesh_of(const Body *of, const char *structure)
{
    for (uint32_t s = 0; s < of->pack.header->structure_count; s++) {
        if (strcmp(of->pack.structures[s].id, structure) == 0) return &of->pack.meshes[s];
    }
    return NULL;
}

static void the_woman_baked_in_full_is_the_woman_of_the_moves(void **state)
{
    (void)state;
    static const char *const structures[] = { "hip_bone", "sacrum", "femur", "vertebra_l5", "psoas_major", "iliacus", "urinary_bladder", "colon_descending_and_sigmoid", "disc_l5_s1" };
    for (size_t i = 0; i < sizeof structures / sizeof *structures; i++) {
        Bake bake = bake_of(structures[i]);
        morph_landmarks(&bake.moves, &bake.input.landmarks);
        const ViewState plain = view_of("--sex female");
        VariantWish wish = view_variant(&plain, &body);
        wish.anteversion_rad = wish.neck_shaft_rad = 0.0f;
        Variant *variant = variant_make(&body, &keep);
        variant_set(variant, &wish);
        judge("woman", structures[i], compare(&bake, mesh_of(variant_body(variant), structures[i])));
    }
}

static void a_turned_neck_baked_in_full_is_that_of_the_moves(void **state)
{
    (void)state;
    static const char *const ends[] = { "--body anteversion=25", "--body anteversion=-5", "--body neck_shaft=138", "--body neck_shaft=105" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const ViewState view = view_of(ends[i]);
        const VariantWish wish = view_variant(&view, &body);
        Bake bake = bake_of("femur");
        turn_the_neck(&bake, &wish);
        judge(ends[i], "femur", compare(&bake, mesh_of(view_body(&view, &body, NULL, &keep), "femur")));
    }
}

// ---- nothing runs into anything

static Mesh world_mesh(const Body *of, const char *part_id)
{
    const Part *part = &of->parts[body_part(of, part_id)];
    Mesh mesh = mesh_from_packed(part->mesh, DETAIL_FULL, &frame);
    if (part->mirrored) mesh_mirror_z(&mesh);
    return mesh;
}

typedef struct Solid {
    const char *id;
    Mesh mesh;
    const MeshTree *tree;
    vec3s low_mm, high_mm;
} Solid;

static Solid solid_of(const Body *of, PartId part)
{
    Solid out = { .id = of->parts[part].id, .mesh = world_mesh(of, of->parts[part].id) };
    out.tree = mesh_tree_build(&out.mesh, &frame);
    out.low_mm = out.high_mm = out.mesh.position_mm[0];
    for (int v = 1; v < out.mesh.vertex_count; v++) {
        out.low_mm = glms_vec3_minv(out.low_mm, out.mesh.position_mm[v]);
        out.high_mm = glms_vec3_maxv(out.high_mm, out.mesh.position_mm[v]);
    }
    return out;
}

static bool is_solid(const Part *part)
{
    const bool soft = part->group == GROUP_ORGANS || part->group == GROUP_VESSELS || part->group == GROUP_NERVES;
    return part->mesh && (soft || part->group == GROUP_BONES || part->group == GROUP_ILIOPSOAS || strncmp(part->id, "piriformis", 10) == 0);
}

static bool is_beside(const Solid *solid, vec3s at_mm)
{
    for (int k = 0; k < 3; k++) {
        if (at_mm.raw[k] < solid->low_mm.raw[k] || at_mm.raw[k] > solid->high_mm.raw[k]) return true;
    }
    return false;
}

// How many vertices of the one stand in the other.
static int vertices_inside(const Solid *a, const Solid *b)
{
    int inside = 0;
    for (int v = 0; v < a->mesh.vertex_count; v++) {
        const vec3s at_mm = a->mesh.position_mm[v];
        inside += !is_beside(b, at_mm) && mesh_tree_inside(b->tree, at_mm);
    }
    return inside;
}

// Where the one grows out of the other.
static bool are_joined(const char *a, const char *b)
{
    static const char *const joined[][2] = { { "uterus", "uterine_tube_" }, { "ovary_", "uterine_tube_" }, { "urinary_bladder", "ureter_" }, { "kidney_", "ureter_" },
                                             { "colon_descending_and_sigmoid", "rectum" } };
    for (size_t i = 0; i < sizeof joined / sizeof *joined; i++) {
        const char *one = joined[i][0], *other = joined[i][1];
        if (strncmp(a, one, strlen(one)) == 0 && strncmp(b, other, strlen(other)) == 0) return true;
        if (strncmp(b, one, strlen(one)) == 0 && strncmp(a, other, strlen(other)) == 0) return true;
    }
    return false;
}

// How many vertices of an organ and of all that could lie in it stand in each other.
static int faults_of(const Body *of, const char *id, int *pairs)
{
    int faults = 0;
    arena_reset(&frame);
    const Solid organ = solid_of(of, body_part(of, id));
    for (int p = 1; p < of->part_count; p++) {
        if (!is_solid(&of->parts[p]) || strcmp(id, of->parts[p].id) == 0 || are_joined(id, of->parts[p].id)) continue;
        const size_t mark = arena_mark(&frame);
        const Solid other = solid_of(of, (PartId)p);
        const int inside = vertices_inside(&organ, &other) + vertices_inside(&other, &organ);
        if (inside) printf("%s and %s: %d vertices of one in the other\n", organ.id, other.id, inside);
        faults += inside;
        ++*pairs;
        arena_pop_to(&frame, mark);
    }
    return faults;
}

static void the_womans_organs_lie_in_nothing_else(void **state)
{
    (void)state;
    static const char *const organs[] = { "uterus", "ovary_right", "ovary_left", "uterine_tube_right", "uterine_tube_left", "urinary_bladder",
                                          "colon_descending_and_sigmoid", "ureter_right", "ureter_left" };
    const Body *woman = variant_of("--sex female");
    int faults = 0, pairs = 0;
    for (size_t i = 0; i < sizeof organs / sizeof *organs; i++) faults += faults_of(woman, organs[i], &pairs);
    printf("%d pairs of an organ and what could lie in it\n", pairs);
    assert_true(pairs > 400);
    assert_int_equal(faults, 0);
}

// The map turns nothing over: every triangle of every surface faces the way its moved corners do.
static void the_map_does_not_fold(void **state)
{
    (void)state;
    const Body *woman = variant_of("--sex female --body anteversion=25,neck_shaft=138");
    for (uint32_t s = 0; s < body.pack.header->structure_count; s++) {
        arena_reset(&frame);
        const Mesh before = mesh_from_packed(&body.pack.meshes[s], DETAIL_HIGH, &frame), after = mesh_from_packed(&woman->pack.meshes[s], DETAIL_HIGH, &frame);
        const double frac = mesh_volume_mm3(&after) / mesh_volume_mm3(&before);
        int turned = 0;
        for (int i = 0; i < after.index_count; i += 3) {
            const uint32_t *c = &after.index[i];
            const vec3s p = after.position_mm[c[0]], n = glms_vec3_cross(glms_vec3_sub(after.position_mm[c[1]], p), glms_vec3_sub(after.position_mm[c[2]], p));
            turned += glms_vec3_dot(n, glms_vec3_add(after.normal[c[0]], glms_vec3_add(after.normal[c[1]], after.normal[c[2]]))) < 0.0f;
        }
        if (frac < 0.5 || frac > 1.7 || turned * 200 > after.index_count / 3)
            fail_msg("%s: volume %.2f, %d of %d triangles turned over", body.pack.structures[s].id, frac, turned, after.index_count / 3);
    }
}

static double volume_ml(const Body *of, const char *part)
{
    arena_reset(&frame);
    const Mesh mesh = world_mesh(of, part);
    return fabs(mesh_volume_mm3(&mesh)) / 1000.0;
}

// Men's sections are larger by a fifth at least (docs/sources.md#lube2017); attachments stay on bone.
static void the_womans_muscle_is_lighter(void **state)
{
    (void)state;
    static const char *const muscles[] = { "psoas_major_right", "iliacus_right", "gluteus_maximus_right", "gluteus_medius_right", "rectus_femoris_right" };
    const Body *woman = variant_of("--sex female");
    for (int i = 0; i < 5; i++) {
        const double man_ml = volume_ml(&body, muscles[i]), woman_ml = volume_ml(woman, muscles[i]);
        printf("%s: %.0f ml, woman %.0f ml\n", muscles[i], man_ml, woman_ml);
        assert_true(woman_ml < 0.95 * man_ml && woman_ml > 0.75 * man_ml);
    }
}

// ---- the body shown

static const SceneItem *item_of(const Scene *scene, PartId part)
{
    for (int i = 0; i < scene->item_count; i++) {
        if (scene->items[i].part == part) return &scene->items[i];
    }
    return NULL;
}

static double now_ms(void)
{
    struct timespec t;
    timespec_get(&t, TIME_UTC);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

// What is pointed at keeps its name, its region and its place in the tables.
static void a_pick_knows_the_place_in_the_tables(void **state)
{
    (void)state;
    SceneCache *cache = scene_cache_make(&body, &keep);
    PickIndex *picker = pick_index_make(&body, &keep);
    static const char *const wished[] = { "--show bones --view anterior", "--show bones --view anterior --sex female --body anteversion=22,neck_shaft=135" };
    const PartId part = body_part(&body, "hip_bone_right");
    const Landmark *spine = NULL;
    for (int i = 0; i < body.landmark_count; i++) {
        if (strcmp(body.landmarks[i].id, "asis") == 0) spine = &body.landmarks[i];
    }
    assert_non_null(spine);
    for (int i = 0; i < 2; i++) {
        ViewState view = view_of(wished[i]);
        arena_reset(&frame);
        Scene *scene = scene_build(&body, cache, &view, DETAIL_HIGH, &frame, &view.camera);
        const vec3s at = scene_point_mm(cache, part, glms_vec3_add(spine->position_mm, (vec3s) { { -1.0f, -1.0f, -1.0f } }));
        float x, y;
        assert_true(scene_project(scene, at, &x, &y, NULL));
        const Pick pick = pick_at(picker, &body, scene, &view, x, y);
        assert_int_equal(pick.part, part);
        assert_string_equal(pick.landmark->id, "asis");
        assert_true(apart_mm(pick.rest_mm, spine->position_mm) < 8.0f);
    }
}

static void a_dial_turned_back_shows_the_same_bytes(void **state)
{
    (void)state;
    SceneCache *cache = scene_cache_make(&body, &keep);
    ViewState view = view_of("--show bones,iliopsoas --pose hip_flexion_right=40");
    const PartId psoas = body_part(&body, "psoas_major_right"), femur = body_part(&body, "femur_right");
    arena_reset(&frame);
    const SceneItem *item = item_of(scene_build(&body, cache, &view, DETAIL_HIGH, &frame, NULL), psoas);
    const size_t size = sizeof(FleshVertex) * item->mesh->level[DETAIL_HIGH].vertex_count;
    void *before = arena_push(&keep, size);
    memcpy(before, item->flesh, size);
    view.sex = SEX_FEMALE;
    item = item_of(scene_build(&body, cache, &view, DETAIL_HIGH, &frame, NULL), psoas);
    assert_memory_not_equal(before, item->flesh, size);
    view.sex = SEX_MALE;
    const Scene *again = scene_build(&body, cache, &view, DETAIL_HIGH, &frame, NULL);
    assert_memory_equal(before, item_of(again, psoas)->flesh, size);
    const PackedMesh *mesh = item_of(again, femur)->mesh;
    assert_memory_equal(mesh->vertices, body.parts[femur].mesh->vertices, sizeof(PackedVertex) * mesh->vertex_count);
}

// A cache that starts with a woman shows what one shows that has come to her.
static void the_way_to_a_body_does_not_matter(void **state)
{
    (void)state;
    SceneCache *straight = scene_cache_make(&body, &keep), *round = scene_cache_make(&body, &keep);
    const ViewState woman = view_of("--show bones,iliopsoas,hip_muscles --sex female --body anteversion=25 --pose hip_flexion_right=60");
    const ViewState man = view_of("--show bones,iliopsoas,hip_muscles --pose hip_flexion_right=20");
    arena_reset(&frame);
    scene_build(&body, round, &man, DETAIL_HIGH, &frame, NULL);
    const Scene *a = scene_build(&body, straight, &woman, DETAIL_HIGH, &frame, NULL), *b = scene_build(&body, round, &woman, DETAIL_HIGH, &frame, NULL);
    for (int i = 0; i < a->item_count; i++) {
        const SceneItem *one = &a->items[i], *other = item_of(b, one->part);
        if (one->flesh) assert_memory_equal(one->flesh, other->flesh, sizeof(FleshVertex) * one->mesh->level[DETAIL_HIGH].vertex_count);
    }
}

static void a_dial_moves_within_a_frame(void **state)
{
    (void)state;
    SceneCache *cache = scene_cache_make(&body, &keep);
    ViewState view = view_of("");
    double sum_ms[3] = { 0 };
    arena_reset(&frame);
    scene_build(&body, cache, &view, DETAIL_HIGH, &frame, NULL);
    for (int i = 0; i < 20; i++) {
        for (int kind = 0; kind < 3; kind++) {
            if (kind == 0) view.dial_deg[DIAL_ANTEVERSION] = 5.0f + (float)i, view.dial_set[DIAL_ANTEVERSION] = true;
            if (kind == 1) view.dial_deg[DIAL_LORDOSIS] = 40.0f + (float)i, view.dial_set[DIAL_LORDOSIS] = true;
            if (kind == 2) view.sex = view.sex == SEX_MALE ? SEX_FEMALE : SEX_MALE;
            const double start_ms = now_ms();
            arena_reset(&frame);
            scene_build(&body, cache, &view, DETAIL_HIGH, &frame, NULL);
            sum_ms[kind] += i ? (now_ms() - start_ms) / 19.0 : 0.0; // the first binds what has never moved
        }
    }
    printf("scene after anteversion %.1f ms, after lordosis %.1f ms, after the other sex %.1f ms\n", sum_ms[0], sum_ms[1], sum_ms[2]);
    assert_true(sum_ms[0] < 150.0 && sum_ms[1] < 150.0); // far above what is measured: the machine may be busy
}

static void psoas_minor_is_there_when_wanted(void **state)
{
    (void)state;
    const ViewState without = view_of(""), with = view_of("--body psoas_minor=on");
    const PartId minor = body_part(&body, "psoas_minor_right");
    assert_false(view_shows_part(&without, &body, minor));
    assert_true(view_shows_part(&with, &body, minor));
    arena_reset(&frame);
    const Solid tendon = solid_of(&body, minor), artery = solid_of(&body, body_part(&body, "external_iliac_artery_right")), ureter = solid_of(&body, body_part(&body, "ureter_right"));
    assert_int_equal(vertices_inside(&tendon, &artery) + vertices_inside(&tendon, &ureter), 0);
    SceneCache *cache = scene_cache_make(&body, &keep);
    arena_reset(&frame);
    scene_build(&body, cache, &with, DETAIL_HIGH, &frame, NULL);
    const Measured now = measure_muscle(scene_measures(cache), scene_pose(cache), minor);
    assert_true(now.length_mm > 200.0f && now.length_mm < 320.0f);
    assert_float_equal(now.arm_mm, 0.0f, 1e-6f); // it does not cross the hip
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_womans_pelvis_lies_within_what_is_published),
        cmocka_unit_test(a_dial_shows_what_can_be_measured),
        cmocka_unit_test(posture_is_what_the_dials_say),
        cmocka_unit_test(the_head_stays_in_its_socket),
        cmocka_unit_test(the_body_goes_through_words_and_back),
        cmocka_unit_test(the_woman_baked_in_full_is_the_woman_of_the_moves),
        cmocka_unit_test(a_turned_neck_baked_in_full_is_that_of_the_moves),
        cmocka_unit_test(the_womans_organs_lie_in_nothing_else),
        cmocka_unit_test(the_map_does_not_fold),
        cmocka_unit_test(the_womans_muscle_is_lighter),
        cmocka_unit_test(a_pick_knows_the_place_in_the_tables),
        cmocka_unit_test(a_dial_turned_back_shows_the_same_bytes),
        cmocka_unit_test(the_way_to_a_body_does_not_matter),
        cmocka_unit_test(a_dial_moves_within_a_frame),
        cmocka_unit_test(psoas_minor_is_there_when_wanted),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
