// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "cache.h"
#include "collapse.h"
#include "file.h"
#include "hrbf.h"
#include "mesher.h"
#include "pack.h"
#include "pack_write.h"
#include "samples.h"
#include "shade.h"
#include "shapes.h"
#include "simplify.h"
#include "workers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PI 3.14159265358979

static Arena arena;
static const char *folder;

// ---- tables made of formulas

typedef struct Writer {
    char *text;
    size_t used, most;
} Writer;

static Writer writer(void)
{
    return (Writer) { ARENA_ARRAY(&arena, char, 1 << 17), 0, 1 << 17 };
}

static void put(Writer *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(Writer *w, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    w->used += (size_t)vsnprintf(w->text + w->used, w->most - w->used, format, args);
    va_end(args);
    assert_true(w->used < w->most);
}

static Writer surface_writer(double spacing_mm, const char *mirror)
{
    Writer w = writer();
    put(&w, "# mirror: %s\n# anchor_spacing_mm: %g\n# anchor_clear_mm: %g\n# anchor_pad_mm: %g\n# anchor_softness: 2000\n", mirror,
        spacing_mm, 0.6 * spacing_mm, spacing_mm);
    put(&w, "landmark,feature,x,y,z,nx,ny,nz\n");
    return w;
}

static void put_point(Writer *w, const double p[3], const double n[3])
{
    put(w, ",,%.4f,%.4f,%.4f,%.5f,%.5f,%.5f\n", p[0], p[1], p[2], n[0], n[1], n[2]);
}

// Points evenly over a ball of 20 mm round (5, 0, 0) (Fibonacci's spiral).
static const char *ball_table(int count)
{
    Writer w = surface_writer(25.0, "none");
    for (int i = 0; i < count; i++) {
        const double z = 1.0 - (2.0 * i + 1.0) / count, r = sqrt(1.0 - z * z), turn = 2.399963229728653 * i;
        const double n[3] = { r * cos(turn), r * sin(turn), z };
        put_point(&w, (double[3]) { 5.0 + 20.0 * n[0], 20.0 * n[1], 20.0 * n[2] }, n);
    }
    return w.text;
}

// A ring of 24 x 10 points: radius 30 mm, thickness 9 mm, as the right half of a mirrored table: z = 0 is its midline.
static const char *ring_table(void)
{
    Writer w = surface_writer(25.0, "z");
    for (int i = 0; i < 24; i++) {
        for (int j = 0; j <= 5; j++) {
            const double u = 2.0 * PI * i / 24.0, v = PI * j / 5.0;
            const double n[3] = { cos(v) * cos(u), cos(v) * sin(u), j % 5 == 0 ? 0.0 : sin(v) };
            put_point(&w, (double[3]) { (30.0 + 9.0 * cos(v)) * cos(u), (30.0 + 9.0 * cos(v)) * sin(u), 9.0 * n[2] }, n);
        }
    }
    return w.text;
}

// Both faces of a plate 60 x 40 mm and 3 mm thick, and its rim.
static const char *plate_table(void)
{
    Writer w = surface_writer(20.0, "none");
    for (int i = 0; i < 9; i++) {
        for (int j = 0; j < 6; j++) {
            const double x = -28.0 + 7.0 * i, y = -17.5 + 7.0 * j;
            put_point(&w, (double[3]) { x, y, 1.5 }, (double[3]) { 0, 0, 1 });
            put_point(&w, (double[3]) { x, y, -1.5 }, (double[3]) { 0, 0, -1 });
        }
    }
    for (int i = 0; i < 9; i++) {
        put_point(&w, (double[3]) { -28.0 + 7.0 * i, 20.0, 0 }, (double[3]) { 0, 1, 0 });
        put_point(&w, (double[3]) { -28.0 + 7.0 * i, -20.0, 0 }, (double[3]) { 0, -1, 0 });
    }
    for (int j = 0; j < 6; j++) {
        put_point(&w, (double[3]) { 30.0, -17.5 + 7.0 * j, 0 }, (double[3]) { 1, 0, 0 });
        put_point(&w, (double[3]) { -30.0, -17.5 + 7.0 * j, 0 }, (double[3]) { -1, 0, 0 });
    }
    return w.text;
}

// ---- baking them

static BakeInput input_of(const char *text, const Recipe *recipe)
{
    BakeInput input = { .recipe = recipe };
    Message why = { { 0 } };
    assert_int_equal(table_parse("t.csv", text_of(text), &arena, &input.table, &why), RESULT_OK);
    if (recipe->shape == SHAPE_SURFACE && landmarks_parse(&input.table, &arena, &input.landmarks, &why) != RESULT_OK)
        fail_msg("%s", why.text);
    return input;
}

static Result bake_text(const char *text, const Recipe *recipe, Baked *out, Message *why)
{
    const BakeInput input = input_of(text, recipe);
    *why = (Message) { { 0 } };
    return bake_structure(&input, &arena, out, why);
}

static Baked baked(const char *text, const Recipe *recipe)
{
    Baked out;
    Message why;
    if (bake_text(text, recipe, &out, &why) != RESULT_OK) fail_msg("%s", why.text);
    return out;
}

static void every_level_is_sound(const Baked *b, int genus)
{
    for (int k = 0; k < DETAIL_COUNT; k++) {
        const Mesh mesh = mesh_from_packed(&b->mesh, (Detail)k, &arena);
        const MeshCheck check = mesh_check(&mesh, &arena);
        assert_int_equal(check.component_count, 1);
        assert_int_equal(check.open_edge_count, 0);
        assert_int_equal(check.nonmanifold_edge_count, 0);
        assert_int_equal(check.genus, genus);
        assert_true(check.volume_mm3 > 0.0);
        assert_true(k == 0 || b->mesh.level[k].index_count <= b->mesh.level[k - 1].index_count);
        assert_true(k == 0 || b->mesh.level[k].vertex_count <= b->mesh.level[k - 1].vertex_count);
    }
}

static const Recipe ball_recipe = { .id = "ball", .shape = SHAPE_SURFACE, .cell_mm = 1.0 };

static void sixty_points_of_a_ball_give_the_ball(void **state)
{
    (void)state;
    const Baked ball = baked(ball_table(60), &ball_recipe);
    const Mesh mesh = mesh_from_packed(&ball.mesh, DETAIL_FULL, &arena);
    every_level_is_sound(&ball, 0);
    for (int v = 0; v < mesh.vertex_count; v++) {
        const vec3s out = glms_vec3_sub(mesh.position_mm[v], (vec3s) { { 5.0f, 0.0f, 0.0f } });
        assert_true(fabsf(glms_vec3_norm(out) - 20.0f) < 0.1f);
        assert_true(glms_vec3_dot(glms_vec3_normalize(out), mesh.normal[v]) > 0.999f);
    }
    assert_true(fabs((double)ball.volume_mm3 / (4.0 / 3.0 * PI * 8000.0) - 1.0) < 0.01);
}

static void a_ball_is_open_and_curves_by_one_over_its_radius(void **state)
{
    (void)state;
    const Baked ball = baked(ball_table(60), &ball_recipe);
    for (uint32_t v = 0; v < ball.mesh.vertex_count; v++) {
        assert_true(ball.mesh.vertices[v].occlusion >= 250);
        assert_in_range(ball.mesh.vertices[v].curvature, 20, 31); // 127 * (1 / 20) / 0.25 = 25.4
        assert_int_equal(ball.mesh.regions[v], PACKED_NO_REGION);
    }
}

static void the_field_is_zero_at_its_landmarks_and_its_gradient_is_their_normal(void **state)
{
    (void)state;
    const BakeInput input = input_of(ring_table(), &ball_recipe);
    Hrbf field;
    Message why;
    assert_int_equal(hrbf_solve(&input.landmarks, "t.csv", &arena, &field, &why), RESULT_OK);
    assert_int_equal(input.landmarks.point_count, 24 * 10); // the rows at z = 0 stand alone
    for (int i = 0; i < input.landmarks.point_count; i++) {
        const SurfacePoint *p = &input.landmarks.points[i];
        double at[3], value, plain, g[3];
        memcpy(at, p->position_mm, sizeof at);
        const Points points = { &at[0], &at[1], &at[2], 1 };
        hrbf_gradients(&field, &points, &value, &(Gradients) { &g[0], &g[1], &g[2] });
        hrbf_values(&field, &points, &plain);
        assert_true(fabs(value) < 1e-6 && fabs(plain) < 1e-6);
        for (int k = 0; k < 3; k++) assert_true(fabs(g[k] - p->normal[k]) < 1e-6);
    }
}

// The sum as the header writes it, one term after the other, against the vector code; the gradient by differences.
static double plain_value(const Hrbf *f, const double p[3])
{
    double sum = f->constant;
    for (int k = 0; k < 3; k++) sum += f->linear[k] * p[k];
    for (int j = 0; j < f->centre_count; j++) {
        const double d[3] = { p[0] - f->x[j], p[1] - f->y[j], p[2] - f->z[j] };
        const double r = sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
        sum += f->alpha[j] * r * r * r;
        if (j < f->landmark_count) sum -= r * (f->beta3_x[j] * d[0] + f->beta3_y[j] * d[1] + f->beta3_z[j] * d[2]);
    }
    return sum;
}

static void vector_code_agrees_with_the_plain_sum(void **state)
{
    (void)state;
    enum { COUNT = 37 }; // no multiple of any vector width
    const BakeInput input = input_of(plate_table(), &ball_recipe);
    Hrbf field;
    Message why;
    assert_int_equal(hrbf_solve(&input.landmarks, "t.csv", &arena, &field, &why), RESULT_OK);
    double x[COUNT], y[COUNT], z[COUNT], value[COUNT], gx[COUNT], gy[COUNT], gz[COUNT];
    for (int i = 0; i < COUNT; i++) x[i] = 1.7 * i - 30.0, y[i] = 13.0 - 0.9 * i, z[i] = 0.3 * i - 5.0;
    hrbf_gradients(&field, &(Points) { x, y, z, COUNT }, value, &(Gradients) { gx, gy, gz });
    for (int i = 0; i < COUNT; i++) {
        const double p[3] = { x[i], y[i], z[i] }, step = 1e-4;
        assert_true(fabs(value[i] - plain_value(&field, p)) < 1e-7);
        const double up = plain_value(&field, (double[3]) { p[0], p[1], p[2] + step }),
                     down = plain_value(&field, (double[3]) { p[0], p[1], p[2] - step });
        assert_true(fabs(gz[i] - (up - down) / (2.0 * step)) < 1e-4);
    }
}

static void a_thin_plate_has_no_hole(void **state)
{
    (void)state;
    const Recipe recipe = { .id = "plate", .shape = SHAPE_SURFACE, .cell_mm = 1.0 };
    const Baked plate = baked(plate_table(), &recipe);
    every_level_is_sound(&plate, 0);
    assert_true(plate.volume_mm3 > 5000.0f && plate.volume_mm3 < 9000.0f);
}

static void a_ring_has_genus_one_and_is_symmetric(void **state)
{
    (void)state;
    const Recipe recipe = { .id = "ring", .shape = SHAPE_SURFACE, .cell_mm = 1.0, .genus = 1 };
    const Baked ring = baked(ring_table(), &recipe);
    every_level_is_sound(&ring, 1);
    assert_true(fabs((double)ring.volume_mm3 / (2.0 * PI * PI * 30.0 * 81.0) - 1.0) < 0.02);
    const float high = ring.mesh.min_mm.z + 65535.0f * ring.mesh.step_mm.z;
    assert_true(fabsf(high + ring.mesh.min_mm.z) < 0.05f);
}

static void the_wrong_genus_is_told(void **state)
{
    (void)state;
    Baked out;
    Message why;
    assert_int_equal(bake_text(ring_table(), &ball_recipe, &out, &why), RESULT_BAD_DATA);
    assert_non_null(strstr(why.text, "genus 1, 1 pieces and 0 open edges; genus 0"));
}

static void normals_that_point_inward_are_told(void **state)
{
    (void)state;
    Writer w = surface_writer(25.0, "none");
    for (int i = 0; i < 80; i++) {
        const double z = 1.0 - (2.0 * i + 1.0) / 80.0, r = sqrt(1.0 - z * z), turn = 2.4 * i;
        const double n[3] = { r * cos(turn), r * sin(turn), z };
        put_point(&w, (double[3]) { 20.0 * n[0], 20.0 * n[1], 20.0 * n[2] }, (double[3]) { -n[0], -n[1], -n[2] });
    }
    Baked out;
    Message why;
    assert_int_equal(bake_text(w.text, &ball_recipe, &out, &why), RESULT_BAD_DATA);
    assert_non_null(strstr(why.text, "outward"));
}

static void the_same_table_gives_the_same_bytes(void **state)
{
    (void)state;
    const Baked a = baked(ball_table(60), &ball_recipe), b = baked(ball_table(60), &ball_recipe);
    assert_int_equal(a.mesh.vertex_count, b.mesh.vertex_count);
    assert_int_equal(a.index_count, b.index_count);
    assert_memory_equal(a.mesh.vertices, b.mesh.vertices, sizeof(PackedVertex) * a.mesh.vertex_count);
    assert_memory_equal(a.mesh.indices, b.mesh.indices, sizeof(uint16_t) * a.index_count);
}

static void vertices_take_the_feature_of_the_nearest_landmark(void **state)
{
    (void)state;
    Writer w = surface_writer(25.0, "none");
    for (int i = 0; i < 60; i++) {
        const double z = 1.0 - (2.0 * i + 1.0) / 60.0, r = sqrt(1.0 - z * z), turn = 2.4 * i;
        put(&w, ",%s,%.4f,%.4f,%.4f,%.5f,%.5f,%.5f\n", z > 0.0 ? "upper" : "lower", 20 * r * cos(turn), 20 * r * sin(turn), 20 * z,
            r * cos(turn), r * sin(turn), z);
    }
    const Baked ball = baked(w.text, &ball_recipe);
    for (uint32_t v = 0; v < ball.mesh.vertex_count; v++) {
        const float z = packed_position_mm(&ball.mesh, v).z;
        if (fabsf(z) > 8.0f) assert_int_equal(ball.mesh.regions[v], z > 0.0f ? 0 : 1);
    }
}

static void a_hollow_is_darker_than_a_ridge(void **state)
{
    (void)state;
    const Recipe recipe = { .id = "ring", .shape = SHAPE_SURFACE, .cell_mm = 1.0, .genus = 1, .is_bone = true };
    const Baked ring = baked(ring_table(), &recipe);
    for (uint32_t v = 0; v < ring.mesh.vertex_count; v++) {
        const vec3s p = packed_position_mm(&ring.mesh, v);
        const float out = sqrtf(p.x * p.x + p.y * p.y);
        if (out > 37.0f) assert_true(ring.mesh.vertices[v].occlusion > 245);
        if (out < 22.0f) assert_true(ring.mesh.vertices[v].occlusion < 235);
        if (out > 37.0f) assert_true(ring.mesh.vertices[v].curvature > 30); // (1 / 9 + 1 / 39) / 2 at the rim
    }
}

// ---- shapes

static const Recipe tube_recipe = { .id = "tube", .shape = SHAPE_TUBE, .cell_mm = 1.0 };

static void a_straight_tube_keeps_its_volume(void **state)
{
    (void)state;
    const Baked tube = baked("x,y,z,radius_mm\n0,0,0,4\n30,0,0,4\n60,0,0,4\n", &tube_recipe);
    every_level_is_sound(&tube, 0);
    const double cylinder = PI * 16.0 * 60.0, caps = 4.0 / 3.0 * PI * 64.0 * 0.8;
    assert_true(fabs((double)tube.volume_mm3 / (cylinder + caps) - 1.0) < 0.04); // a polygon lies inside its circle
}

static void a_bent_tube_passes_its_stations_and_closes(void **state)
{
    (void)state;
    const Baked tube = baked("x,y,z,radius_mm\n0,0,0,3\n20,5,0,2\n30,20,10,2\n25,40,20,4\n", &tube_recipe);
    every_level_is_sound(&tube, 0);
    const Mesh mesh = mesh_from_packed(&tube.mesh, DETAIL_FULL, &arena);
    const MeshTree *tree = mesh_tree_build(&mesh, &arena);
    const vec3s station = { { 30.0f, 20.0f, 10.0f } };
    assert_true(mesh_tree_inside(tree, station));
    assert_true(fabsf(mesh_tree_distance_mm(tree, station, NULL) - 2.0f) < 0.15f);
}

static void a_box_has_its_size(void **state)
{
    (void)state;
    const Recipe recipe = { .id = "box", .shape = SHAPE_BOX, .cell_mm = 1.0 };
    const Baked box = baked("x,y,z,size_x,size_y,size_z,corner_mm\n5,6,7,100,40,60,5\n", &recipe);
    every_level_is_sound(&box, 0);
    assert_true(fabsf(box.mesh.min_mm.x + 50.0f) < 0.01f);
    assert_true(fabsf(box.mesh.min_mm.y + 20.0f) < 0.01f);
    assert_true(box.volume_mm3 > 230000.0f && box.volume_mm3 < 240000.0f);
}

static void a_pad_lies_on_the_skin(void **state)
{
    (void)state;
    const Recipe recipe = { .id = "pad", .shape = SHAPE_PAD, .cell_mm = 1.0 };
    Writer w = surface_writer(100.0, "none");
    for (int i = 0; i < 120; i++) {
        const double z = 1.0 - (2.0 * i + 1.0) / 120.0, r = sqrt(1.0 - z * z), turn = 2.399963229728653 * i;
        const double n[3] = { r * cos(turn), r * sin(turn), z };
        put_point(&w, (double[3]) { 100.0 * n[0], 100.0 * n[1], 100.0 * n[2] }, n);
    }
    const Recipe skin_recipe = { .id = "skin", .shape = SHAPE_SURFACE, .cell_mm = 3.0, .is_skin = true };
    const Baked skin = baked(w.text, &skin_recipe);
    BakeInput input = input_of("x,y,z,size_y,size_z,thickness_mm,lift_mm\n100,10,0,60,40,10,2\n", &recipe);
    input.skin = &skin;
    Baked pad;
    Message why;
    assert_int_equal(bake_structure(&input, &arena, &pad, &why), RESULT_OK);
    every_level_is_sound(&pad, 0);
    for (uint32_t v = 0; v < pad.mesh.vertex_count; v++) {
        const float out = glms_vec3_norm(packed_position_mm(&pad.mesh, v));
        assert_true(out > 101.0f && out < 113.5f);
    }
}

// ---- simplifying

static void collapsing_keeps_the_shape_within_its_error(void **state)
{
    (void)state;
    const Mesh ball = sample_ball_mesh((vec3s) { { 0, 0, 0 } }, (vec3s) { { 20.0f, 20.0f, 20.0f } }, 80, &arena);
    Mesh coarse = ball;
    coarse.index = ARENA_ARRAY(&arena, uint32_t, ball.index_count);
    coarse.index_count = collapse_edges(&ball, 0.1, &arena, coarse.index);
    const MeshCheck check = mesh_check(&coarse, &arena);
    assert_true(coarse.index_count < ball.index_count / 8);
    assert_int_equal(check.euler_number, 2);
    assert_int_equal(check.open_edge_count + check.nonmanifold_edge_count, 0);
    const MeshTree *tree = mesh_tree_build(&coarse, &arena);
    for (int v = 0; v < ball.vertex_count; v += 7) assert_true(mesh_tree_distance_mm(tree, ball.position_mm[v], NULL) < 0.4f);
}

// ---- bad tables

static void says(const char *text, size_t size, const char *sentence)
{
    Table table;
    Landmarks landmarks;
    Message why = { { 0 } };
    Result result = table_parse("t.csv", (Text) { text, size }, &arena, &table, &why);
    if (result == RESULT_OK) result = landmarks_parse(&table, &arena, &landmarks, &why);
    assert_int_equal(result, RESULT_BAD_DATA);
    if (strncmp(why.text, sentence, strlen(sentence)) != 0) assert_string_equal(why.text, sentence);
}

#define HEAD                                                                                                                               \
    "# anchor_spacing_mm: 20\n# anchor_clear_mm: 10\n# anchor_pad_mm: 20\n# anchor_softness: 2000\nlandmark,feature,x,y,z,nx,ny,nz\n"
#define ROWS ",,0,0,1,0,0,1\n,,0,1,0,0,1,0\n,,1,0,0,1,0,0\n" // lines 6 to 8
#define SAYS(text, sentence) says((text), sizeof(text) - 1, (sentence))

static void faults_name_file_line_and_column(void **state)
{
    (void)state;
    SAYS(HEAD ROWS "a,,0,0,-1,0,0,-1\na,,0,-1,0,0,-1,0\n", "t.csv:10:1: the landmark \"a\" already stands on line 9");
    SAYS(HEAD ROWS ",,0,0,1,0,0,-1\n", "t.csv:9:3: this point already stands on line 6");
    SAYS(HEAD ROWS ",,0,0,-1,0,0,0\n", "t.csv:9:10: the normal is zero");
    SAYS(HEAD ROWS ",,0,nan,-1,0,0,-1\n", "t.csv:9:5: \"nan\" is no number");
    SAYS(HEAD ROWS ",,0,0,-1,0,inf,-1\n", "t.csv:9:12: \"inf\" is no number");
    SAYS(HEAD ROWS ",,1e30,0,-1,0,0,-1\n", "t.csv:9:3: 1e30 is outside");
    SAYS(HEAD ROWS ",,12mm,0,-1,0,0,-1\n", "t.csv:9:3: \"12mm\" is no number");
    SAYS(HEAD ROWS ",,0,0,-1\n", "t.csv:9:7: this row has 5 fields");
    SAYS(HEAD ROWS ",\xFF,0,0,-1,0,0,-1\n", "t.csv:9:2: bytes that are not UTF-8");
    SAYS(HEAD ROWS, "t.csv:1:1: 3 rows");
    SAYS("", "t.csv:1:1: ");
    SAYS("landmark,feature,x,y,z,nx,ny,nz\n" ROWS ROWS, "t.csv:1:1: the header line \"# anchor_spacing_mm");
    SAYS("# anchor_spacing_mm: wide\n" HEAD ROWS ",,0,0,-1,0,0,-1\n", "t.csv:1:1: \"wide\" is no number");
    SAYS("# mirror: z\n" HEAD ROWS ",,0,0,-1,0,0,-1\n", "t.csv:10:7: a mirrored table holds the right half only");
    SAYS("# mirror: x\n" HEAD ROWS ",,0,0,-1,0,0,-1\n", "t.csv:1:1: mirror is \"x\"");
    SAYS(HEAD ROWS ",,0,9000,-1,0,0,-1\n,,9000,0,-9000,0,0,-1\n", "t.csv:10:3: this point is 1");
}

static void an_unknown_column_is_named(void **state)
{
    (void)state;
    const char text[] = "# anchor_spacing_mm: 20\nlandmark,feature,x,y,z,nx,ny,nz,colour\n,,0,0,1,0,0,1,red\n";
    Table table;
    Landmarks landmarks;
    Message why = { { 0 } };
    assert_int_equal(table_parse("t.csv", text_of(text), &arena, &table, &why), RESULT_OK);
    assert_int_equal(landmarks_parse(&table, &arena, &landmarks, &why), RESULT_BAD_DATA);
    assert_non_null(strstr(why.text, "t.csv:2:33"));
    assert_non_null(strstr(why.text, "colour"));
}

// ---- a whole bake

#define STRUCTURES "id,tissue,shape,table,genus,cell_mm\n"

static Result read_recipes(const char *structures, Recipes *out, Message *why)
{
    *why = (Message) { { 0 } };
    sample_write(folder, "assets/structures.csv", structures);
    return recipes_read(sample_path(&arena, folder, "assets"), &arena, out, why);
}

static void recipes_say(const char *structures, const char *sentence)
{
    Recipes recipes;
    Message why;
    assert_int_equal(read_recipes(structures, &recipes, &why), RESULT_BAD_DATA);
    if (!strstr(why.text, sentence)) assert_string_equal(why.text, sentence);
}

static void faults_of_structures_csv_are_told_with_their_place(void **state)
{
    (void)state;
    sample_write(folder, "assets/landmarks/ball.csv", ball_table(60));
    recipes_say(STRUCTURES "ball,bone,surface,bal.csv,0,1\n", "structures.csv:2:19: there is no table");
    recipes_say(STRUCTURES "ball,bone,blob,ball.csv,0,1\n", "structures.csv:2:11: \"blob\" is no shape");
    recipes_say(STRUCTURES "ball,bone,surface,ball.csv,0,1\nball,bone,surface,ball.csv,0,1\n",
                "structures.csv:3:1: the id \"ball\" is already taken on line 2");
    recipes_say(STRUCTURES "ball,bone,surface,ball.csv,one,1\n", "structures.csv:2:28: \"one\" is no number");
    recipes_say(STRUCTURES "ball,bone,surface,ball.csv,0,0.01\n", "structures.csv:2:30: 0.01 is outside");
    recipes_say(STRUCTURES, "structures.csv:1:1: no structures");
}

typedef struct Run {
    Workshop shop;
    Recipes recipes;
} Run;

static Run bake_assets(const char *structures, const char *cache)
{
    Run run = { 0 };
    Message why;
    if (read_recipes(structures, &run.recipes, &why) != RESULT_OK) fail_msg("%s", why.text);
    run.shop = (Workshop) {
        .jobs = ARENA_ARRAY(&arena, Job, run.recipes.count), .job_count = run.recipes.count, .thread_count = 2, .cache_folder = cache
    };
    for (int i = 0; i < run.recipes.count; i++) {
        Text source;
        Job *job = &run.shop.jobs[i];
        assert_int_equal(bake_read(&run.recipes.row[i], &arena, &job->input, &why), RESULT_OK);
        assert_int_equal(file_read(run.recipes.row[i].table_path, &arena, &source, &why), RESULT_OK);
        job->key = cache_key(&run.recipes.row[i], source, NULL);
    }
    assert_int_equal(workshop_run(&run.shop), RESULT_OK);
    return run;
}

static void write_run(const Run *run, const char *path)
{
    const int count = run->recipes.count;
    PackPart *parts = ARENA_ARRAY(&arena, PackPart, count);
    for (int i = 0; i < count; i++) parts[i] = (PackPart) { &run->shop.jobs[i].input, &run->shop.jobs[i].baked };
    BlobSources blobs;
    Message why = { { 0 } };
    size_t size = 0;
    assert_int_equal(blobs_collect(sample_path(&arena, folder, "assets"), &arena, &blobs, &why), RESULT_OK);
    assert_int_equal(pack_write(path, parts, count, &blobs, &arena, &size, &why), RESULT_OK);
}

static void a_pack_of_two_reads_back_and_the_cache_gives_the_same_bytes(void **state)
{
    (void)state;
    const char *both = STRUCTURES "ball,bone,surface,ball.csv,0,1\nvein,vein,tube,vein.tube.csv,0,1\n";
    const char *cache = sample_path(&arena, folder, "cache/deep"), *first = sample_path(&arena, folder, "a.pack"),
               *second = sample_path(&arena, folder, "b.pack");
    sample_write(folder, "assets/landmarks/ball.csv", ball_table(60));
    sample_write(folder, "assets/landmarks/vein.tube.csv", "x,y,z,radius_mm\n0,0,0,3\n20,5,0,2\n");
    sample_write(folder, "assets/clips/walk.csv", "a,b\n1,2\n");
    Message why = { { 0 } };
    assert_int_equal(cache_prepare(cache, &why), RESULT_OK);
    const Run fresh = bake_assets(both, cache), again = bake_assets(both, cache);
    assert_false(fresh.shop.jobs[0].was_cached);
    assert_true(again.shop.jobs[0].was_cached && again.shop.jobs[1].was_cached);
    write_run(&fresh, first);
    write_run(&again, second);
    Text a, b, blob;
    assert_int_equal(file_read(first, &arena, &a, &why), RESULT_OK);
    assert_int_equal(file_read(second, &arena, &b, &why), RESULT_OK);
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.data, b.data, a.size);
    Pack pack;
    if (pack_map(first, &arena, &pack, &why) != RESULT_OK) fail_msg("%s", why.text);
    assert_int_equal(pack.header->structure_count, 2);
    assert_string_equal(pack.structures[1].id, "vein");
    assert_true(pack_blob(&pack, "clips/walk.csv", &blob) && blob.size == 8);
    assert_true(pack_blob(&pack, "structures.csv", &blob));
    pack_unmap(&pack);
}

static void the_cache_forgets_what_changed_or_was_cut(void **state)
{
    (void)state;
    const char *one = STRUCTURES "ball,bone,surface,ball.csv,0,1\n";
    const char *cache = sample_path(&arena, folder, "cache2");
    Message why = { { 0 } };
    assert_int_equal(cache_prepare(cache, &why), RESULT_OK);
    sample_write(folder, "assets/landmarks/ball.csv", ball_table(60));
    bake_assets(one, cache);
    assert_true(bake_assets(one, cache).shop.jobs[0].was_cached);
    sample_write(folder, "assets/landmarks/ball.csv", ball_table(61));
    assert_false(bake_assets(one, cache).shop.jobs[0].was_cached);
    assert_false(bake_assets(STRUCTURES "ball,bone,surface,ball.csv,0,1.1\n", cache).shop.jobs[0].was_cached);
    sample_write(folder, "cache2/ball.baked", "ILIOBAKE, but cut");
    assert_false(bake_assets(one, cache).shop.jobs[0].was_cached);
}

static int start(void **state)
{
    (void)state;
    arena = arena_make((size_t)8 << 30);
    folder = sample_folder();
    sample_write(folder, "assets/structures.csv", ""); // makes the folder that those below lie in
    return 0;
}

static int end(void **state)
{
    (void)state;
    sample_remove(folder);
    arena_free(&arena);
    return 0;
}

// ---- regions

#define PLATE_MM 10.0 // from landmark to landmark

// Upper face of a plate: left half feature 0, right half feature 1; one landmark of feature 2 amid the left; lower face, 2 mm below: feature 3.
static Landmarks plate(void)
{
    static SurfacePoint points[200];
    Landmarks out = { .points = points, .feature_count = 4 };
    for (int face = 0; face < 2; face++) {
        for (int i = 0; i < 10; i++) {
            for (int k = 0; k < 10; k++) {
                const bool amid = i == 2 && k == 5;
                points[out.point_count++] = (SurfacePoint) { .position_mm = { PLATE_MM * (i - 4.5), -2.0 * face, PLATE_MM * k },
                                                             .normal = { 0.0, face ? -1.0 : 1.0, 0.0 },
                                                             .feature = face ? 3 : amid ? 2 : i < 5 ? 0 : 1 };
            }
        }
    }
    return out;
}

static FeatureVote vote_on_plate(const Landmarks *landmarks, double x, double z)
{
    const double at[3] = { x, 0.0, z }, up[3] = { 0.0, 1.0, 0.0 };
    return landmarks_vote(landmarks, PLATE_MM, at, up);
}

static void a_vertex_knows_how_far_it_is_from_the_next_region(void **state)
{
    (void)state;
    const Landmarks landmarks = plate();
    for (double z = 30.0; z < 80.0; z += 2.5) {
        for (double x = -7.0; x < 7.0; x += 0.5) {
            const FeatureVote vote = vote_on_plate(&landmarks, x, z);
            if (fabs(x) < 0.1) continue;
            assert_int_equal(vote.feature, x > 0.0 ? 1 : 0); // the border is straight, whichever landmark is nearest
            assert_true(fabs(vote.lead_mm - fabs(x)) < 0.1 * fabs(x) + 0.2);
        }
    }
}

static void a_region_of_one_landmark_is_there(void **state)
{
    (void)state;
    const Landmarks landmarks = plate();
    const double x = PLATE_MM * (2 - 4.5), z = PLATE_MM * 5;
    assert_int_equal(vote_on_plate(&landmarks, x, z).feature, 2);
    assert_int_equal(vote_on_plate(&landmarks, x + 3.0, z).feature, 2);
    assert_int_equal(vote_on_plate(&landmarks, x + 7.0, z).feature, 0);
    double last_mm = 100.0;
    for (double off = 0.0; off < 4.5; off += 0.5) { // evenly out to its border, and on beyond it
        const FeatureVote vote = vote_on_plate(&landmarks, x + off, z);
        const double mm = vote.feature == 2 ? vote.lead_mm : -vote.lead_mm;
        assert_true(vote.feature == 2 || vote.feature == 0);
        assert_true(mm < last_mm);
        last_mm = mm;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sixty_points_of_a_ball_give_the_ball),
        cmocka_unit_test(a_vertex_knows_how_far_it_is_from_the_next_region),
        cmocka_unit_test(a_region_of_one_landmark_is_there),
        cmocka_unit_test(a_ball_is_open_and_curves_by_one_over_its_radius),
        cmocka_unit_test(the_field_is_zero_at_its_landmarks_and_its_gradient_is_their_normal),
        cmocka_unit_test(vector_code_agrees_with_the_plain_sum),
        cmocka_unit_test(a_thin_plate_has_no_hole),
        cmocka_unit_test(a_ring_has_genus_one_and_is_symmetric),
        cmocka_unit_test(the_wrong_genus_is_told),
        cmocka_unit_test(normals_that_point_inward_are_told),
        cmocka_unit_test(the_same_table_gives_the_same_bytes),
        cmocka_unit_test(vertices_take_the_feature_of_the_nearest_landmark),
        cmocka_unit_test(a_hollow_is_darker_than_a_ridge),
        cmocka_unit_test(a_straight_tube_keeps_its_volume),
        cmocka_unit_test(a_bent_tube_passes_its_stations_and_closes),
        cmocka_unit_test(a_box_has_its_size),
        cmocka_unit_test(a_pad_lies_on_the_skin),
        cmocka_unit_test(collapsing_keeps_the_shape_within_its_error),
        cmocka_unit_test(faults_name_file_line_and_column),
        cmocka_unit_test(an_unknown_column_is_named),
        cmocka_unit_test(faults_of_structures_csv_are_told_with_their_place),
        cmocka_unit_test(a_pack_of_two_reads_back_and_the_cache_gives_the_same_bytes),
        cmocka_unit_test(the_cache_forgets_what_changed_or_was_cut),
    };
    return cmocka_run_group_tests(tests, start, end);
}
