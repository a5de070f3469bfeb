// test_tissue.c: what bones wear and how the strands of other tissues run, on the real body.
#include "body.h"
#include "bone_paint.h"
#include "fibre_paint.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static Arena keep;
static Body body;
static BonePaint *bones;
static FibrePaint *fibres;

static int set_up(void **state)
{
    (void)state;
    Message why;
    keep = arena_make((size_t)512 << 20);
    if (body_load(TEST_PACK, &keep, &body, &why) != RESULT_OK) return -1;
    bones = bone_paint_make(&body, &keep);
    fibres = fibre_paint_make(&body, &keep);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    body_unload(&body);
    arena_free(&keep);
    return 0;
}

static vec3s landmark_mm(PartId part, const char *id)
{
    for (int i = 0; i < body.landmark_count; i++) {
        const Landmark *mark = &body.landmarks[i];
        if (mark->structure_index == body.parts[part].structure_index && strcmp(mark->id, id) == 0) return mark->position_mm;
    }
    fail_msg("no landmark %s", id);
    return (vec3s) { { 0, 0, 0 } };
}

static uint32_t nearest_vertex(const PackedMesh *mesh, vec3s p)
{
    uint32_t best = 0;
    for (uint32_t v = 1; v < mesh->vertex_count; v++)
        if (glms_vec3_distance2(packed_position_mm(mesh, v), p) < glms_vec3_distance2(packed_position_mm(mesh, best), p)) best = v;
    return best;
}

static float cartilage_mm(const char *part_id, const char *landmark)
{
    const PartId part = body_part(&body, part_id);
    const uint32_t v = nearest_vertex(body.parts[part].mesh, landmark_mm(part, landmark));
    return (float)bone_paint_of(bones, part)[v].cartilage / BONE_CARTILAGE_STEPS;
}

// Cartilage -----------------------------------------------------------------------------------------------------------------

static void joint_faces_wear_cartilage(void **state)
{
    (void)state;
    static const char *const faces[][2] = {
        { "femur_right", "femoral_head_top" },          { "femur_right", "femoral_head_anterior" },     { "femur_right", "medial_condyle_inferior" },
        { "femur_right", "lateral_condyle_posterior" }, { "femur_right", "patellar_groove_centre" },    { "hip_bone_right", "lunate_surface_superior" },
        { "hip_bone_right", "lunate_surface_anterior" }, { "patella_right", "articular_ridge_of_patella" }, { "sacrum", "auricular_centre" },
        { "vertebra_l3", "superior_articular_facet_centre" }, { "vertebra_l3", "inferior_articular_facet_centre" },
        { "sacrum", "superior_articular_facet_s1" },
    };
    for (size_t i = 0; i < sizeof faces / sizeof *faces; i++)
        if (!(cartilage_mm(faces[i][0], faces[i][1]) > 0.5f))
            fail_msg("%s of %s is bare: %.1f mm", faces[i][1], faces[i][0], (double)cartilage_mm(faces[i][0], faces[i][1]));
}

static void bone_elsewhere_is_bare(void **state)
{
    (void)state;
    static const char *const bare[][2] = {
        { "femur_right", "fovea_capitis" },          { "femur_right", "neck_anterior" },         { "femur_right", "linea_aspera_5" },
        { "femur_right", "greater_trochanter_tip" }, { "femur_right", "intercondylar_fossa" },   { "femur_right", "medial_epicondyle" },
        { "hip_bone_right", "acetabular_fossa" },    { "hip_bone_right", "iliac_crest_summit" }, { "patella_right", "anterior_surface_of_patella_centre" },
        { "sacrum", "promontory" },                  { "vertebra_l3", "spinous_process_tip" },   { "vertebra_l3", "waist_anterior" },
        { "tibia_right", "tibial_tuberosity_front" },
    };
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
        if (!(cartilage_mm(bare[i][0], bare[i][1]) < -0.5f)) fail_msg("%s of %s wears cartilage", bare[i][1], bare[i][0]);
}

// Across an edge of the finest mesh the distance to the border cannot change by much more than the edge is long.
static void the_border_of_cartilage_has_no_steps(void **state)
{
    (void)state;
    const PartId part = body_part(&body, "femur_right");
    const PackedMesh *mesh = body.parts[part].mesh;
    const BoneVertex *vertex = bone_paint_of(bones, part);
    const uint16_t *index = mesh->indices + mesh->level[DETAIL_FULL].index_first;
    uint32_t crossing = 0, steep = 0;
    for (uint32_t i = 0; i < mesh->level[DETAIL_FULL].index_count; i++) {
        const uint16_t a = index[i], b = index[i % 3 == 2 ? i - 2 : i + 1];
        if ((vertex[a].cartilage > 0) == (vertex[b].cartilage > 0)) continue;
        const float change_mm = fabsf((float)(vertex[a].cartilage - vertex[b].cartilage)) / BONE_CARTILAGE_STEPS;
        crossing++;
        steep += change_mm > 3.0f * glms_vec3_distance(packed_position_mm(mesh, a), packed_position_mm(mesh, b)) + 1.0f;
    }
    assert_true(crossing > 100);
    assert_true(steep * 20 < crossing);
}

static void left_and_right_wear_the_same(void **state)
{
    (void)state;
    assert_ptr_equal(bone_paint_of(bones, body_part(&body, "femur_left")), bone_paint_of(bones, body_part(&body, "femur_right")));
    assert_null(bone_paint_of(bones, body_part(&body, "psoas_major_right")));
}

static const char *region_id(PartId part, uint8_t local)
{
    return body.pack.regions[body.pack.structures[body.parts[part].structure_index].region_first + local].id;
}

static void the_fossa_is_held_by_iliacus_and_the_ischium_is_not(void **state)
{
    (void)state;
    const PartId part = body_part(&body, "hip_bone_right");
    const PackedMesh *mesh = body.parts[part].mesh;
    const uint32_t tuberosity = nearest_vertex(mesh, landmark_mm(part, "ischial_tuberosity_inferior"));
    uint32_t fossa = 0, held = 0;
    for (uint32_t v = 0; v < mesh->vertex_count; v++) {
        if (mesh->regions[v] == PACKED_NO_REGION || strcmp(region_id(part, mesh->regions[v]), "iliac_fossa") != 0) continue;
        fossa++;
        held += bone_paint_of(bones, part)[v].hold > 100;
    }
    if (held * 2 < fossa) fail_msg("%u of %u vertices of the fossa are held", held, fossa);
    assert_int_equal(bone_paint_of(bones, part)[tuberosity].hold, 0);
}

// Strands -------------------------------------------------------------------------------------------------------------------

static vec3s direction_of(const FibreVertex *vertex)
{
    return glms_vec3_scale((vec3s) { { vertex->direction[0], vertex->direction[1], vertex->direction[2] } }, 1.0f / 127.0f);
}

// The surface of a tube is square to its outward normals, so its strands must be too, all but at its ends.
static void strands_run_along_nerve_ureter_and_ligament(void **state)
{
    (void)state;
    static const char *const parts[] = { "femoral_nerve_right", "ureter_left", "inguinal_ligament_right", "colon_descending_and_sigmoid" };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const PartId part = body_part(&body, parts[i]);
        const PackedMesh *mesh = body.parts[part].mesh;
        const FibreVertex *vertex = fibre_paint_of(fibres, part, NULL);
        assert_non_null(vertex);
        uint32_t level = 0;
        for (uint32_t v = 0; v < mesh->vertex_count; v++) level += fabsf(glms_vec3_dot(direction_of(&vertex[v]), packed_normal(&mesh->vertices[v]))) < 0.45f;
        if (level * 10 < mesh->vertex_count * 8) fail_msg("%s: strands leave the surface at %u of %u vertices", parts[i], mesh->vertex_count - level, mesh->vertex_count);
    }
}

static void arteries_veins_and_kidneys_have_no_strands(void **state)
{
    (void)state;
    assert_null(fibre_paint_of(fibres, body_part(&body, "abdominal_aorta"), NULL));
    assert_null(fibre_paint_of(fibres, body_part(&body, "inferior_vena_cava"), NULL));
    assert_null(fibre_paint_of(fibres, body_part(&body, "kidney_right"), NULL));
}

static void lamellae_run_round_a_disc_and_its_nucleus_lies_inside(void **state)
{
    (void)state;
    const PartId part = body_part(&body, "disc_l3_l4");
    const PackedMesh *mesh = body.parts[part].mesh;
    const FibreVertex *vertex = fibre_paint_of(fibres, part, NULL);
    const uint32_t front = nearest_vertex(mesh, landmark_mm(part, "anulus_anterior")), middle = nearest_vertex(mesh, landmark_mm(part, "superior_face_centre"));
    assert_true(fabsf(direction_of(&vertex[front]).z) > 0.9f); // from side to side
    assert_true(vertex[front].tendon < 60);
    assert_true(vertex[middle].tendon > 200);
}

static void the_colon_has_bands_and_one_lies_in_front(void **state)
{
    (void)state;
    const PartId part = body_part(&body, "colon_ascending_with_caecum");
    const PackedMesh *mesh = body.parts[part].mesh;
    const FibreVertex *vertex = fibre_paint_of(fibres, part, NULL);
    FibreSection section;
    assert_ptr_equal(fibre_paint_of(fibres, part, &section), vertex);
    assert_true(section.banded);
    double front = 0, sum = 0; // of the cosine of three times the angle: 1 in the middle of a band
    for (uint32_t v = 0; v < mesh->vertex_count; v++) {
        if (packed_normal(&mesh->vertices[v]).x < 0.97f) continue;
        front += 1;
        sum += cos(3.0 * atan2((double)vertex[v].across[1], (double)vertex[v].across[0]));
    }
    assert_true(front > 50);
    if (sum < 0.35 * front) fail_msg("in front: %.2f", sum / front);
    assert_null(fibre_paint_of(fibres, body_part(&body, "rectum"), NULL)); // its bands have become one coat
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joint_faces_wear_cartilage),
        cmocka_unit_test(bone_elsewhere_is_bare),
        cmocka_unit_test(the_border_of_cartilage_has_no_steps),
        cmocka_unit_test(left_and_right_wear_the_same),
        cmocka_unit_test(the_fossa_is_held_by_iliacus_and_the_ischium_is_not),
        cmocka_unit_test(strands_run_along_nerve_ureter_and_ligament),
        cmocka_unit_test(arteries_veins_and_kidneys_have_no_strands),
        cmocka_unit_test(lamellae_run_round_a_disc_and_its_nucleus_lies_inside),
        cmocka_unit_test(the_colon_has_bands_and_one_lies_in_front),
    };
    return cmocka_run_group_tests_name("tissue", tests, set_up, tear_down);
}
