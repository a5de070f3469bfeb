// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "file.h"
#include "mesh.h"
#include "samples.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BALL_VOLUME_MM3 4188.79 // 4/3 pi 10^3
#define PI_F 3.14159265f

static Arena arena;
static const char *folder;

static vec3s v3(float x, float y, float z)
{
    return (vec3s) { { x, y, z } };
}

static Mesh ball(void)
{
    return sample_ball_mesh(v3(0.0f, 0.0f, 0.0f), v3(10.0f, 10.0f, 10.0f), 64, &arena);
}

// A ring of rings: radius 20 mm, thickness 5 mm.
static Mesh torus(int around, int across)
{
    Mesh mesh = { .position_mm = ARENA_ARRAY(&arena, vec3s, around * across), .index = ARENA_ARRAY(&arena, uint32_t, 6 * around * across) };
    for (int i = 0; i < around; i++) {
        for (int j = 0; j < across; j++) {
            const float u = 2.0f * PI_F * (float)i / (float)around, w = 2.0f * PI_F * (float)j / (float)across;
            const float out = 20.0f + 5.0f * cosf(w);
            mesh.position_mm[mesh.vertex_count++] = v3(out * cosf(u), out * sinf(u), 5.0f * sinf(w));
            const int i1 = (i + 1) % around, j1 = (j + 1) % across;
            const int quad[6] = { i * across + j, i1 * across + j, i1 * across + j1, i * across + j, i1 * across + j1, i * across + j1 };
            for (int k = 0; k < 6; k++) mesh.index[mesh.index_count++] = (uint32_t)quad[k];
        }
    }
    return mesh;
}

static void a_ball_is_closed_and_keeps_its_volume(void **state)
{
    (void)state;
    const Mesh mesh = ball();
    const MeshCheck check = mesh_check(&mesh, &arena);
    assert_int_equal(check.open_edge_count, 0);
    assert_int_equal(check.nonmanifold_edge_count, 0);
    assert_int_equal(check.component_count, 1);
    assert_int_equal(check.euler_number, 2);
    assert_int_equal(check.genus, 0);
    assert_true(fabs(check.volume_mm3 - BALL_VOLUME_MM3) < 20.0);
}

static void a_ring_has_genus_one(void **state)
{
    (void)state;
    const Mesh mesh = torus(96, 48);
    const MeshCheck check = mesh_check(&mesh, &arena);
    assert_int_equal(check.euler_number, 0);
    assert_int_equal(check.genus, 1);
    assert_true(fabs(check.volume_mm3 - 2.0 * 3.14159265 * 3.14159265 * 20.0 * 25.0) < 60.0); // 2 pi^2 R r^2
}

// Two meshes in one.
static Mesh joined(const Mesh *a, const Mesh *b)
{
    Mesh mesh = { .vertex_count = a->vertex_count + b->vertex_count, .index_count = a->index_count + b->index_count };
    mesh.position_mm = ARENA_ARRAY(&arena, vec3s, mesh.vertex_count);
    mesh.index = ARENA_ARRAY(&arena, uint32_t, mesh.index_count);
    memcpy(mesh.position_mm, a->position_mm, sizeof(vec3s) * (size_t)a->vertex_count);
    memcpy(mesh.position_mm + a->vertex_count, b->position_mm, sizeof(vec3s) * (size_t)b->vertex_count);
    memcpy(mesh.index, a->index, sizeof(uint32_t) * (size_t)a->index_count);
    for (int i = 0; i < b->index_count; i++) mesh.index[a->index_count + i] = b->index[i] + (uint32_t)a->vertex_count;
    return mesh;
}

static void two_pieces_are_counted_as_two(void **state)
{
    (void)state;
    const Mesh a = ball(), b = torus(24, 12), both = joined(&a, &b);
    const MeshCheck check = mesh_check(&both, &arena);
    assert_int_equal(check.component_count, 2);
    assert_int_equal(check.genus, 1);
}

static void a_hole_and_a_turned_triangle_are_found(void **state)
{
    (void)state;
    Mesh mesh = ball();
    mesh.index_count -= 3;
    assert_int_equal(mesh_check(&mesh, &arena).open_edge_count, 3);
    mesh = ball();
    const uint32_t kept = mesh.index[0];
    mesh.index[0] = mesh.index[1];
    mesh.index[1] = kept;
    assert_int_equal(mesh_check(&mesh, &arena).nonmanifold_edge_count, 3);
}

static void unused_vertices_do_not_count(void **state)
{
    (void)state;
    Mesh mesh = ball();
    vec3s *more = ARENA_ARRAY(&arena, vec3s, mesh.vertex_count + 5);
    memcpy(more, mesh.position_mm, sizeof(vec3s) * (size_t)mesh.vertex_count);
    mesh.position_mm = more;
    mesh.vertex_count += 5;
    assert_int_equal(mesh_check(&mesh, &arena).component_count, 1);
    assert_int_equal(mesh_check(&mesh, &arena).euler_number, 2);
}

static void the_mirror_image_faces_outward_too(void **state)
{
    (void)state;
    Mesh mesh = sample_ball_mesh(v3(1.0f, 2.0f, 30.0f), v3(10.0f, 8.0f, 6.0f), 32, &arena);
    const double volume = mesh_volume_mm3(&mesh);
    const float z = mesh.position_mm[7].z;
    mesh_mirror_z(&mesh);
    assert_true(fabs(mesh_volume_mm3(&mesh) - volume) < 0.5);
    assert_true(mesh.position_mm[7].z == -z);
}

static float random_mm(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (float)(*seed >> 8) / 16777216.0f * 40.0f - 20.0f;
}

static void distance_and_inside_agree_with_the_formula(void **state)
{
    (void)state;
    const Mesh mesh = ball();
    const MeshTree *tree = mesh_tree_build(&mesh, &arena);
    uint32_t seed = 7;
    for (int i = 0; i < 4000; i++) {
        const vec3s p = v3(random_mm(&seed), random_mm(&seed), random_mm(&seed));
        const float radius = glms_vec3_norm(p);
        vec3s closest;
        assert_true(fabsf(mesh_tree_distance_mm(tree, p, &closest) - fabsf(radius - 10.0f)) < 0.02f);
        assert_true(fabsf(glms_vec3_distance(p, closest) - fabsf(radius - 10.0f)) < 0.02f);
        if (fabsf(radius - 10.0f) > 0.02f) assert_int_equal(mesh_tree_inside(tree, p), radius < 10.0f);
    }
}

// Rays through vertices and along edges are where crossing counts go wrong.
static void inside_holds_on_the_lines_of_the_mesh_itself(void **state)
{
    (void)state;
    const Mesh mesh = torus(48, 24);
    const MeshTree *tree = mesh_tree_build(&mesh, &arena);
    for (int v = 0; v < mesh.vertex_count; v++) {
        const vec3s p = mesh.position_mm[v];
        assert_false(mesh_tree_inside(tree, v3(p.x - 100.0f, p.y, p.z)));
        assert_false(mesh_tree_inside(tree, v3(p.x + 100.0f, p.y, p.z)));
    }
    assert_false(mesh_tree_inside(tree, v3(0.0f, 0.0f, 0.0f)));
    assert_true(mesh_tree_inside(tree, v3(20.0f, 0.0f, 0.0f)));
    assert_true(mesh_tree_inside(tree, v3(-20.0f, 0.0f, 0.0f)));
}

static void samples_lie_evenly_on_the_surface(void **state)
{
    (void)state;
    enum { COUNT = 8000 };
    const Mesh mesh = ball();
    vec3s *first = ARENA_ARRAY(&arena, vec3s, COUNT), *again = ARENA_ARRAY(&arena, vec3s, COUNT);
    mesh_sample(&mesh, first, COUNT);
    mesh_sample(&mesh, again, COUNT);
    assert_memory_equal(first, again, sizeof(vec3s) * COUNT);
    int upper = 0, cap = 0;
    for (int i = 0; i < COUNT; i++) {
        assert_true(fabsf(glms_vec3_norm(first[i]) - 10.0f) < 0.03f);
        upper += first[i].x > 0.0f;
        cap += first[i].z > 5.0f; // a quarter of a ball's surface (Archimedes)
    }
    assert_in_range(upper, 3900, 4100);
    assert_in_range(cap, 1900, 2100);
}

static void ply_comes_back_as_it_went(void **state)
{
    (void)state;
    const Mesh mesh = ball();
    Mesh back;
    Message why = { { 0 } };
    const char *path = sample_path(&arena, folder, "ball.ply");
    assert_int_equal(mesh_write_ply(&mesh, path, &why), RESULT_OK);
    assert_int_equal(mesh_read_ply(path, &arena, &back, &why), RESULT_OK);
    assert_int_equal(back.vertex_count, mesh.vertex_count);
    assert_int_equal(back.index_count, mesh.index_count);
    assert_memory_equal(back.position_mm, mesh.position_mm, sizeof(vec3s) * (size_t)mesh.vertex_count);
    assert_memory_equal(back.index, mesh.index, sizeof(uint32_t) * (size_t)mesh.index_count);
}

static void obj_names_every_vertex_and_triangle(void **state)
{
    (void)state;
    const Mesh mesh = ball();
    Message why = { { 0 } };
    Text text;
    const char *path = sample_path(&arena, folder, "ball.obj");
    assert_int_equal(mesh_write_obj(&mesh, path, &why), RESULT_OK);
    assert_int_equal(file_read(path, &arena, &text, &why), RESULT_OK);
    int vertices = 0, faces = 0;
    for (Text rest = text, line; text_next(&rest, '\n', &line);) {
        vertices += line.size > 2 && memcmp(line.data, "v ", 2) == 0;
        faces += line.size > 2 && memcmp(line.data, "f ", 2) == 0;
    }
    assert_int_equal(vertices, mesh.vertex_count);
    assert_int_equal(faces, mesh.index_count / 3);
}

static void refuses(const char *bytes, size_t size, const char *sentence)
{
    Mesh mesh;
    Message why = { { 0 } };
    const char *path = sample_path(&arena, folder, "bad.ply");
    assert_int_equal(file_write(path, bytes, size, &why), RESULT_OK);
    assert_int_equal(mesh_read_ply(path, &arena, &mesh, &why), RESULT_BAD_DATA);
    assert_non_null(strstr(why.text, sentence));
}

#define PLY_HEAD "ply\nformat binary_little_endian 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\n"
#define PLY_FACES "element face 1\nproperty list uchar int vertex_indices\nend_header\n"

static void a_ply_that_is_cut_foreign_or_wrong_is_refused(void **state)
{
    (void)state;
    refuses("obj", 3, "is no PLY file");
    refuses("ply\nformat ascii 1.0\n", 21, "format ascii 1.0");
    refuses(PLY_HEAD, sizeof PLY_HEAD - 1, "ends inside its header");
    refuses(PLY_HEAD PLY_FACES, sizeof(PLY_HEAD PLY_FACES) - 1, "ends inside its vertices");
    char whole[sizeof(PLY_HEAD PLY_FACES) - 1 + 36 + 13] = PLY_HEAD PLY_FACES;
    refuses(whole, sizeof whole - 1, "no triangle");
    whole[sizeof whole - 13] = 3;
    refuses(whole, sizeof whole - 1, "ends inside its faces");
    whole[sizeof whole - 12] = 9;
    refuses(whole, sizeof whole, "names a vertex it does not have");
}

static void packed_normals_come_back_within_a_hundredth_of_a_degree(void **state)
{
    (void)state;
    uint32_t seed = 3;
    for (int i = 0; i < 5000; i++) {
        const vec3s n = glms_vec3_normalize(v3(random_mm(&seed), random_mm(&seed), random_mm(&seed)));
        PackedVertex vertex = { 0 };
        packed_set_normal(&vertex, n);
        assert_true(glms_vec3_norm(glms_vec3_sub(packed_normal(&vertex), n)) < 1.7e-4f);
    }
}

static void a_coarse_level_takes_only_the_vertices_it_uses(void **state)
{
    (void)state;
    PackedVertex vertices[5] = {
        { .position = { 0, 0, 0 } }, { .position = { 65535, 0, 0 } }, { .position = { 0, 65535, 0 } }, { .position = { 0, 0, 65535 } }
    };
    const uint16_t indices[] = { 0, 2, 1, 0, 1, 3, 1, 2, 3, 2, 0, 3, 0, 1, 4 };
    const float step = 2.0f / 65535.0f;
    const PackedMesh packed = { .vertices = vertices,
                                .indices = indices,
                                .vertex_count = 5,
                                .min_mm = v3(1.0f, 0.0f, 0.0f),
                                .step_mm = v3(step, step, step),
                                .level = { { 0, 15, 5 }, { 0, 12, 4 }, { 0, 12, 4 } } };
    const Mesh mesh = mesh_from_packed(&packed, DETAIL_LOW, &arena);
    assert_int_equal(mesh.vertex_count, 4);
    assert_int_equal(mesh_check(&mesh, &arena).euler_number, 2);
    assert_true(fabs(mesh_volume_mm3(&mesh) - 8.0 / 6.0) < 1e-3);
    assert_true(fabsf(mesh.position_mm[1].x - 3.0f) < 1e-4f);
}

static int start(void **state)
{
    (void)state;
    arena = arena_make((size_t)1 << 30);
    folder = sample_folder();
    return 0;
}

static int end(void **state)
{
    (void)state;
    sample_remove(folder);
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ball_is_closed_and_keeps_its_volume),
        cmocka_unit_test(a_ring_has_genus_one),
        cmocka_unit_test(two_pieces_are_counted_as_two),
        cmocka_unit_test(a_hole_and_a_turned_triangle_are_found),
        cmocka_unit_test(unused_vertices_do_not_count),
        cmocka_unit_test(the_mirror_image_faces_outward_too),
        cmocka_unit_test(distance_and_inside_agree_with_the_formula),
        cmocka_unit_test(inside_holds_on_the_lines_of_the_mesh_itself),
        cmocka_unit_test(samples_lie_evenly_on_the_surface),
        cmocka_unit_test(ply_comes_back_as_it_went),
        cmocka_unit_test(obj_names_every_vertex_and_triangle),
        cmocka_unit_test(a_ply_that_is_cut_foreign_or_wrong_is_refused),
        cmocka_unit_test(packed_normals_come_back_within_a_hundredth_of_a_degree),
        cmocka_unit_test(a_coarse_level_takes_only_the_vertices_it_uses),
    };
    return cmocka_run_group_tests(tests, start, end);
}
