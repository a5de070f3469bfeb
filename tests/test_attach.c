// test_attach.c: attachments painted on bones, and what muscles.csv says, against what anatomy says.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "attach_paint.h"

#include <string.h>

static struct Stage {
    Arena keep;
    Body body;
    PartPaint *paint;
} stage;

static int open_body(void **state)
{
    (void)state;
    Message why = { "" };
    stage.keep = arena_make((size_t)512 << 20);
    if (body_load(TEST_PACK, &stage.keep, &stage.body, &why) != RESULT_OK) return -1;
    stage.paint = part_paint_make(&stage.body, &stage.keep);
    return 0;
}

static int close_body(void **state)
{
    (void)state;
    body_unload(&stage.body);
    arena_free(&stage.keep);
    return 0;
}

static const RegionVertex *painted(const char *muscle, const char *bone)
{
    return attach_paint_of(stage.paint, body_part(&stage.body, muscle), body_part(&stage.body, bone));
}

static bool is_held(const RegionVertex *vertex)
{
    return vertex->voice >= 64;
}

// How much of a named region of a bone holds the muscle, by vertices.
static double held_share(const char *muscle, const char *bone, const char *region)
{
    const RegionVertex *vertices = painted(muscle, bone);
    const PartId part = body_part(&stage.body, bone);
    double held = 0, all = 0;
    assert_non_null(vertices);
    for (uint32_t v = 0; v < stage.body.parts[part].mesh->vertex_count; v++) {
        if (strcmp(body_region(&stage.body, part, v), region) != 0) continue;
        all += 1;
        held += is_held(&vertices[v]);
    }
    assert_true(all > 0);
    return held / all;
}

static void iliacus_fills_the_fossa_and_ends_at_the_lesser_trochanter(void **state)
{
    (void)state;
    assert_true(held_share("iliacus_right", "hip_bone_right", "iliac_fossa") > 0.4);
    assert_true(held_share("iliacus_right", "hip_bone_right", "gluteal_surface") < 0.02);
    assert_true(held_share("iliacus_right", "hip_bone_right", "ischial_tuberosity") < 0.001);
    assert_true(held_share("iliacus_right", "femur_right", "lesser_trochanter") > 0.15);
    assert_true(held_share("iliacus_right", "femur_right", "femoral_head") < 0.001);
}

static void gluteus_medius_lies_on_the_outer_face(void **state)
{
    (void)state;
    assert_true(held_share("gluteus_medius_right", "hip_bone_right", "gluteal_surface") > 0.1);
    assert_true(held_share("gluteus_medius_right", "hip_bone_right", "iliac_fossa") < 0.05);
    assert_true(held_share("gluteus_medius_right", "femur_right", "greater_trochanter") > 0.02);
}

static void a_vertebra_is_painted_on_the_side_of_the_muscle(void **state)
{
    (void)state;
    const Part *bone = &stage.body.parts[body_part(&stage.body, "vertebra_l3")];
    static const char *const muscles[] = { "psoas_major_right", "psoas_major_left" };
    for (int k = 0; k < 2; k++) {
        const RegionVertex *vertices = painted(muscles[k], "vertebra_l3");
        int own = 0, other = 0;
        assert_non_null(vertices);
        for (uint32_t v = 0; v < bone->mesh->vertex_count; v++) {
            const float z_mm = packed_position_mm(bone->mesh, v).z;
            if (is_held(&vertices[v])) *((z_mm > 0) == (k == 0) ? &own : &other) += 1;
        }
        assert_true(own > 100);
        assert_int_equal(other, 0);
    }
}

static void origins_are_red_and_insertions_blue(void **state)
{
    (void)state;
    const RegionVertex *femur = painted("psoas_major_right", "femur_right"), *spine = painted("psoas_major_right", "vertebra_l3");
    const Part *part = &stage.body.parts[body_part(&stage.body, "femur_right")];
    for (uint32_t v = 0; v < part->mesh->vertex_count; v++)
        if (is_held(&femur[v])) assert_true(femur[v].srgb[2] > femur[v].srgb[0]);
    for (uint32_t v = 0; v < stage.body.parts[body_part(&stage.body, "vertebra_l3")].mesh->vertex_count; v++)
        if (is_held(&spine[v])) assert_true(spine[v].srgb[0] > spine[v].srgb[2]);
}

static bool ends_on(const char *muscle, const char *bone)
{
    const Body *body = &stage.body;
    return attach_is_insertion(body, &body->parts[body_part(body, muscle)], &body->parts[body_part(body, bone)]);
}

static void the_hip_bone_is_where_iliacus_begins_and_psoas_minor_ends(void **state)
{
    (void)state;
    assert_false(ends_on("iliacus_right", "hip_bone_right"));
    assert_true(ends_on("iliacus_right", "femur_right"));
    assert_true(ends_on("psoas_minor_right", "hip_bone_right"));
    assert_false(ends_on("psoas_minor_right", "vertebra_l1"));
}

static void nothing_is_painted_on_bones_that_do_not_hold_it(void **state)
{
    (void)state;
    assert_null(painted("iliacus_right", "vertebra_l3"));
    assert_null(painted("iliacus_right", "femur_left"));
    assert_null(painted("kidney_right", "femur_right"));
    assert_false(attach_known(&stage.body, body_part(&stage.body, "kidney_right")));
}

static void every_muscle_has_its_facts_and_only_muscles_do(void **state)
{
    (void)state;
    for (int p = 1; p < stage.body.part_count; p++) {
        const Part *part = &stage.body.parts[p];
        const MuscleFact *fact = body_muscle_fact(&stage.body, (PartId)p);
        if (part->tissue != TISSUE_MUSCLE) {
            assert_null(fact);
            continue;
        }
        if (!fact) fail_msg("%s has no row in muscles.csv", part->id);
        assert_true(fact->origin[0] && fact->insertion[0] && fact->nerve[0] && fact->action[0] && fact->roots[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iliacus_fills_the_fossa_and_ends_at_the_lesser_trochanter),
        cmocka_unit_test(gluteus_medius_lies_on_the_outer_face),
        cmocka_unit_test(a_vertebra_is_painted_on_the_side_of_the_muscle),
        cmocka_unit_test(origins_are_red_and_insertions_blue),
        cmocka_unit_test(the_hip_bone_is_where_iliacus_begins_and_psoas_minor_ends),
        cmocka_unit_test(nothing_is_painted_on_bones_that_do_not_hold_it),
        cmocka_unit_test(every_muscle_has_its_facts_and_only_muscles_do),
    };
    return cmocka_run_group_tests(tests, open_body, close_body);
}
