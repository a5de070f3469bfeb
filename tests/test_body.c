// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "body.h"
#include "file.h"
#include "samples.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static Arena arena;
static Body body;

static const float radian = 0.0174532925f;

static void each_row_becomes_one_part_or_a_pair(void **state)
{
    (void)state;
    assert_int_equal(body.part_count, 1 + 3 * 2 + 4);
    assert_int_equal(body_part(&body, "psoas_major"), 0);
    const Part *right = &body.parts[body_part(&body, "psoas_major_right")], *left = &body.parts[body_part(&body, "psoas_major_left")];
    assert_false(right->mirrored);
    assert_true(left->mirrored);
    assert_string_equal(left->structure, "psoas_major");
    assert_ptr_equal(left->mesh, right->mesh);
    assert_float_equal(left->centre_mm.z, -right->centre_mm.z, 0.0);
    assert_float_equal(right->centre_mm.y, 90.0, 0.1);
    assert_float_equal(right->radius_mm, 151.0, 0.5); // its half length and a little
    assert_int_equal(right->grade, GRADE_MENDED);
    assert_float_equal(right->colour_srgb.x, 0xB9 / 255.0, 1e-6);
    assert_int_equal(left->carrier.segment, body_segment(&body, "femur_left"));
    assert_int_equal(body.skin, body_part(&body, "skin_trunk_thigh"));
    assert_false(body.parts[body_part(&body, "kidney_right")].mirrored);
}

static void slot_zero_is_none_everywhere(void **state)
{
    (void)state;
    assert_int_equal(body_part(&body, "no_such"), 0);
    assert_int_equal(body_joint(&body, ""), 0);
    assert_int_equal(body_segment(&body, "hand"), 0);
    assert_int_equal(body_clip(&body, "dance"), 0);
    assert_int_equal(body_trigger(&body, "psoas"), 0);
    assert_int_equal(body_zone(&body, "groin"), 0);
    assert_true(body_trigger(&body, "psoas_left") > 0);
    assert_true(body_zone(&body, "groin_left") > 0);
    Group group;
    Language language;
    assert_true(body_group("hip_muscles", &group) && group == GROUP_HIP_MUSCLES);
    assert_false(body_group("muscles", &group));
    assert_true(body_language("de", &language) && language == LANGUAGE_DE);
    assert_false(body_language("xx", &language));
}

static void names_fall_back_to_latin_then_english_then_the_id(void **state)
{
    (void)state;
    assert_string_equal(body_name(&body, "psoas_major", LANGUAGE_FR), "Grand psoas");
    assert_string_equal(body_name(&body, "psoas_major", LANGUAGE_DE), "Musculus psoas major");
    assert_string_equal(body_name(&body, "treatment_table", LANGUAGE_DE), "Treatment table");
    assert_string_equal(body_name(&body, "no_such", LANGUAGE_EN), "no_such");
    assert_string_equal(body_string(&body, "left", LANGUAGE_DE), "links");
    assert_string_equal(body_string(&body, "left", LANGUAGE_LA), "left");
    assert_string_equal(body_string(&body, "caption_lift", LANGUAGE_PT), "Lift the leg");
    assert_string_equal(body_string(&body, "no_such", LANGUAGE_FR), "no_such");
}

static void titles_name_the_side(void **state)
{
    (void)state;
    const PartId left = body_part(&body, "psoas_major_left");
    assert_string_equal(body_part_title(&body, left, LANGUAGE_EN, &arena), "Psoas major, left");
    assert_string_equal(body_part_title(&body, left, LANGUAGE_FR, &arena), "Grand psoas, gauche");
    assert_string_equal(body_part_title(&body, body_part(&body, "vertebra_l3"), LANGUAGE_EN, &arena), "Third lumbar vertebra");
    assert_string_equal(body_plain_name(&body, left), "deep hip flexor");
    assert_string_equal(body_plain_name(&body, body_part(&body, "vertebra_l3")), "Third lumbar vertebra");
    assert_string_equal(body_part_title(&body, 0, LANGUAGE_EN, &arena), "");
}

static void a_vertex_knows_its_region(void **state)
{
    (void)state;
    assert_string_equal(body_region(&body, body_part(&body, "hip_bone_left"), 3), "ilium");
    assert_string_equal(body_region(&body, body_part(&body, "femur_left"), 3), "");
    assert_string_equal(body_region(&body, body_part(&body, "hip_bone_left"), 1u << 20), "");
}

static void the_nearest_landmark_is_sought_on_the_part_s_own_side(void **state)
{
    (void)state;
    const vec3s left_mm = { { 0.0f, 0.0f, -90.0f } };
    const Landmark *found = body_nearest_landmark(&body, body_part(&body, "femur_left"), left_mm);
    assert_non_null(found);
    assert_string_equal(found->id, "lesser_trochanter_tip");
    assert_null(body_nearest_landmark(&body, body_part(&body, "treatment_table"), left_mm));
    assert_null(body_nearest_landmark(&body, 0, left_mm));
}

static void trigger_points_sit_at_their_landmark_and_mirror(void **state)
{
    (void)state;
    const Trigger *right = &body.triggers[body_trigger(&body, "psoas_right")], *left = &body.triggers[body_trigger(&body, "psoas_left")];
    assert_float_equal(right->deep_mm.x, 5.0, 1e-4); // superior_rim (0, 193, 0) + (5, -33, 55)
    assert_float_equal(right->deep_mm.y, 160.0, 1e-4);
    assert_float_equal(right->deep_mm.z, 55.0, 1e-4);
    assert_float_equal(left->deep_mm.z, -55.0, 1e-4);
    assert_float_equal(left->skin_mm.z, -65.0, 1e-4);
    assert_int_equal(left->muscle, body_part(&body, "psoas_major_left"));
    assert_int_equal(left->anchor_part, body_part(&body, "vertebra_l3"));
    assert_int_equal(left->stressed_count, 1);
    assert_int_equal(left->stressed[0], body_zone(&body, "back_strip_left"));
}

static float groin_mm(const char *zone, float x_facing, float y_mm, float z_mm)
{
    const vec3s normal = { { x_facing, 0.0f, sqrtf(1.0f - x_facing * x_facing) } };
    return zone_distance_mm(&body.zones[body_zone(&body, zone)], ZONE_TYPICAL, (vec3s) { { 90.0f, y_mm, z_mm } }, normal);
}

static void a_band_is_as_wide_as_it_says(void **state)
{
    (void)state;
    assert_float_equal(groin_mm("groin_right", 1.0f, 40.0f, 84.0f), -17.5, 0.01);
    assert_float_equal(groin_mm("groin_right", 1.0f, 87.0f, 147.0f), 2.5, 0.6); // 20 mm past its end
    assert_true(groin_mm("groin_right", 1.0f, -100.0f, 84.0f) > 60.0f);
}

static void skin_that_faces_away_is_not_lit(void **state)
{
    (void)state;
    assert_true(groin_mm("groin_right", 1.0f, 40.0f, 84.0f) < 0.0f);
    assert_true(groin_mm("groin_right", 0.05f, 40.0f, 84.0f) > 0.0f);
    assert_true(groin_mm("groin_right", -1.0f, 40.0f, 84.0f) > 0.0f);
    const Zone *inner = &body.zones[body_zone(&body, "inner_thigh_right")];
    const vec3s place_mm = { { 20.0f, -90.0f, 45.0f } };
    const vec3s inward = { { 0.6f, 0.0f, -0.8f } }, outward = { { 0.6f, 0.0f, 0.8f } };
    assert_true(zone_distance_mm(inner, ZONE_SPILL, place_mm, inward) < 0.0f);
    assert_true(zone_distance_mm(inner, ZONE_SPILL, place_mm, outward) > 0.0f);
}

static void no_zone_crosses_the_mid_line(void **state)
{
    (void)state;
    static const vec3s normals[] = { { { 1.0f, 0.0f, 0.0f } }, { { -1.0f, 0.0f, 0.0f } } };
    for (int z = 1; z < body.zone_count; z++) {
        const float side = body.zones[z].side == SIDE_RIGHT ? 1.0f : -1.0f;
        for (float y_mm = -200.0f; y_mm < 300.0f; y_mm += 4.0f) {
            for (float out_mm = 0.0f; out_mm < 160.0f; out_mm += 4.0f) {
                const vec3s other_mm = { { 0.0f, y_mm, -side * out_mm } };
                for (int k = 0; k < 4; k++)
                    assert_true(zone_distance_mm(&body.zones[z], (ZoneGrade)(k & 1), other_mm, normals[k / 2]) >= 0.0f);
            }
        }
    }
}

static void left_zones_mirror_right_ones(void **state)
{
    (void)state;
    for (int z = 1; z < body.zone_count; z += 2) {
        for (int i = 0; i < 500; i++) {
            const vec3s p = { { 50.0f, (float)(i * 7 % 400) - 150.0f, (float)(i * 13 % 150) - 10.0f } };
            const vec3s n = glms_vec3_normalize((vec3s) { { (float)(i % 7) - 3.0f, 0.3f, (float)(i % 5) - 2.0f } });
            const vec3s p_left = { { p.x, p.y, -p.z } }, n_left = { { n.x, n.y, -n.z } };
            assert_float_equal(zone_distance_mm(&body.zones[z], ZONE_SPILL, p, n),
                               zone_distance_mm(&body.zones[z + 1], ZONE_SPILL, p_left, n_left), 0.0);
        }
    }
}

static void an_outline_is_crossed_at_zero_and_rounded_at_its_corners(void **state)
{
    (void)state;
    const Zone *strip = &body.zones[body_zone(&body, "back_strip_right")];
    const vec3s back = { { -1.0f, 0.0f, 0.0f } };
    const vec3s middle_mm = { { -80.0f, 180.0f, 30.0f } }, edge_mm = { { -80.0f, 180.0f, 45.0f } },
                corner_mm = { { -80.0f, 258.5f, 44.5f } };
    assert_float_equal(zone_distance_mm(strip, ZONE_TYPICAL, middle_mm, back), -15.0, 0.01);
    assert_float_equal(zone_distance_mm(strip, ZONE_TYPICAL, edge_mm, back), 0.0, 0.01);
    assert_true(zone_distance_mm(strip, ZONE_TYPICAL, corner_mm, back) > 1.0f);
    const Zone *abdomen = &body.zones[body_zone(&body, "abdomen_right")];
    const vec3s rim_mm = { { 100.0f, 120.0f, 85.0f } }, front = { { 1.0f, 0.0f, 0.0f } };
    assert_float_equal(zone_distance_mm(abdomen, ZONE_SPILL, rim_mm, front), 0.0, 0.01);
    assert_true(zone_distance_mm(abdomen, ZONE_TYPICAL, rim_mm, front) > 1000.0f); // it has no typical part
}

static float lift_deg(float at_frac)
{
    float joint_rad[64];
    clip_angles(&body, body_clip(&body, "lift"), at_frac, joint_rad);
    return joint_rad[body_joint(&body, "hip_flexion_right")] / radian;
}

static void a_clip_meets_its_keys_exactly(void **state)
{
    (void)state;
    static const float want_deg[] = { 0.0f, 30.0f, 90.0f, 90.0f, 0.0f };
    float joint_rad[64];
    for (int i = 0; i < 5; i++) {
        clip_angles(&body, body_clip(&body, "lift"), (float)i / 4.0f, joint_rad);
        assert_true(joint_rad[body_joint(&body, "hip_flexion_right")] == want_deg[i] * 0.017453292519943295f);
    }
    assert_true(joint_rad[body_joint(&body, "hip_flexion_left")] == 0.0f);
}

static void a_clip_never_overshoots_between_its_keys(void **state)
{
    (void)state;
    float before = 0.0f;
    for (int i = 0; i <= 500; i++) { // rising to the third key
        const float here = lift_deg((float)i / 1000.0f);
        assert_true(here >= before - 1e-4f && here <= 90.0f + 1e-4f);
        before = here;
    }
    for (int i = 500; i <= 750; i++) assert_float_equal(lift_deg((float)i / 1000.0f), 90.0, 1e-4);
    for (int i = 750; i <= 1000; i++) assert_true(lift_deg((float)i / 1000.0f) >= -1e-4f);
}

static void a_clip_moves_without_jumps_also_where_it_loops(void **state)
{
    (void)state;
    float before = lift_deg(0.999f), speed_before = lift_deg(0.999f) - lift_deg(0.998f);
    for (int i = 0; i < 1000; i++) {
        const float here = lift_deg((float)i / 1000.0f), speed = i == 0 ? speed_before : here - before;
        assert_true(fabsf(here - before) < 0.8f);
        assert_true(fabsf(speed - speed_before) < 0.02f);
        before = here;
        speed_before = speed;
    }
}

static void captions_follow_the_phases(void **state)
{
    (void)state;
    const ClipId lift = body_clip(&body, "lift");
    assert_string_equal(clip_caption(&body, lift, 0.0f), "caption_start");
    assert_string_equal(clip_caption(&body, lift, 0.24f), "caption_start");
    assert_string_equal(clip_caption(&body, lift, 0.26f), "caption_lift");
    assert_string_equal(clip_caption(&body, lift, 0.99f), "caption_lift");
    assert_string_equal(clip_caption(&body, lift, 1.0f), "caption_start");
    assert_string_equal(clip_caption(&body, 0, 0.5f), "");
}

static void a_clip_brings_its_posture_view_and_props(void **state)
{
    (void)state;
    const Clip *clip = &body.clips[body_clip(&body, "lift")];
    assert_int_equal(clip->posture, POSTURE_SIDE_LYING);
    assert_float_equal(clip->azimuth_rad, glm_rad(35.0f), 1e-5f);
    assert_float_equal(clip->elevation_rad, glm_rad(12.0f), 1e-5f);
    assert_true(clip->loop);
    assert_int_equal(clip->prop_count, 1);
    assert_int_equal(clip->props[0], body_part(&body, "treatment_table"));
    assert_float_equal(clip->prop_at_mm[0].y, -200.0, 0.0);
    assert_int_equal(clip->lead_joint, body_joint(&body, "hip_flexion_right"));
}

typedef struct PackCase {
    const char *folder, *path;
    Text bytes;
} PackCase;

static PackCase pack_case(void)
{
    PackCase c = { .folder = sample_folder() };
    sample_assets(c.folder);
    c.path = sample_path(&arena, c.folder, "body.pack");
    sample_pack(c.folder, c.path);
    assert_int_equal(file_read(c.path, &arena, &c.bytes, NULL), RESULT_OK);
    return c;
}

static void load_says(const PackCase *c, Result want, const char *word)
{
    Body loaded;
    Message why = { { 0 } };
    assert_int_equal(body_load(c->path, &arena, &loaded, &why), want);
    if (!strstr(why.text, word)) assert_string_equal(why.text, word);
    assert_non_null(strstr(why.text, "body.pack"));
    assert_null(loaded.pack.header);
}

static void a_missing_empty_cut_or_foreign_pack_is_refused_with_a_sentence(void **state)
{
    (void)state;
    PackCase c = pack_case();
    char *bytes = (char *)(size_t)c.bytes.data;
    static const size_t cuts[] = { 5, 60, 200, 4096 };
    sample_write(c.folder, "body.pack", NULL);
    load_says(&c, RESULT_NOT_FOUND, "There is no file");
    file_write(c.path, "", 0, NULL);
    load_says(&c, RESULT_BAD_DATA, "is empty");
    file_write(c.path, "PNG pictures are no packs, whatever they are called", 52, NULL);
    load_says(&c, RESULT_BAD_DATA, "is not a body.pack");
    for (int i = 1; i < 4; i++) {
        file_write(c.path, bytes, cuts[i], NULL);
        load_says(&c, RESULT_BAD_DATA, "is cut off");
    }
    file_write(c.path, bytes, c.bytes.size - 1, NULL);
    load_says(&c, RESULT_BAD_DATA, "is cut off");
    bytes[8]++; // version
    file_write(c.path, bytes, c.bytes.size, NULL);
    load_says(&c, RESULT_BAD_DATA, "has version 2, this program reads version 1");
    sample_remove(c.folder);
}

static void one_altered_byte_is_noticed(void **state)
{
    (void)state;
    PackCase c = pack_case();
    char *bytes = (char *)(size_t)c.bytes.data;
    for (size_t at = sizeof(PackHeader); at < c.bytes.size; at += 9973) {
        bytes[at] ^= 1;
        file_write(c.path, bytes, c.bytes.size, NULL);
        load_says(&c, RESULT_BAD_DATA, "checksum");
        bytes[at] ^= 1;
    }
    sample_remove(c.folder);
}

// Packs with a good checksum and bad content must be refused as well, without reading outside.
static void a_pack_that_points_outside_itself_is_refused(void **state)
{
    (void)state;
    PackCase c = pack_case();
    unsigned char *bytes = (unsigned char *)(size_t)c.bytes.data;
    const PackHeader good = *(const PackHeader *)(const void *)bytes;
    unsigned random = 12345;
    for (int i = 0; i < 300; i++) {
        unsigned char *changed = arena_push(&arena, c.bytes.size);
        memcpy(changed, bytes, c.bytes.size);
        PackHeader *h = (PackHeader *)(void *)changed;
        random = random * 1664525u + 1013904223u;
        const size_t span = sizeof(PackStructure) * good.structure_count + 24;
        const size_t at = random % 3 == 0 ? 32 + random / 3 % (sizeof *h - 32) : (size_t)good.structures_at + random / 3 % span;
        changed[at] = (unsigned char)(random >> 24);
        h->checksum = (uint32_t)crc32_z(crc32_z(0, NULL, 0), changed + sizeof *h, c.bytes.size - sizeof *h);
        file_write(c.path, changed, c.bytes.size, NULL);
        Pack pack;
        Message why = { { 0 } };
        const Result result = pack_map(c.path, &arena, &pack, &why); // may be harmless; must not crash
        if (result == RESULT_OK)
            pack_unmap(&pack);
        else
            assert_non_null(strstr(why.text, "body.pack"));
    }
    sample_remove(c.folder);
}

static void a_fault_in_a_packed_table_names_its_place(void **state)
{
    (void)state;
    const char *folder = sample_folder();
    sample_assets_with(folder, "structures.csv", "vertebra_l3,,,,both", "vertebra_l9,,,,both");
    const char *path = sample_path(&arena, folder, "body.pack");
    sample_pack(folder, path);
    Body loaded;
    Message why;
    assert_int_equal(body_load(path, &arena, &loaded, &why), RESULT_BAD_DATA);
    assert_string_equal(why.text,
                        "structures.csv:5:72: \"vertebra_l9\" carries nothing; allowed: world, trunk, trunk_femur, femur, tibia, patella, leg, patella_tibia or a body of "
                        "bodies.csv; did you mean \"vertebra_l5\"?");
    sample_remove(folder);
}

static void the_baked_body_loads(void **state)
{
    (void)state;
#ifdef TEST_PACK
    Body loaded;
    Message why;
    if (!file_exists(TEST_PACK)) skip();
    if (body_load(TEST_PACK, &arena, &loaded, &why) != RESULT_OK) fail_msg("%s", why.text);
    assert_true(loaded.part_count > 70);
    assert_true(loaded.skin > 0);
    assert_int_equal(loaded.trigger_count, 7);
    assert_true(loaded.landmark_count > 100);
    body_unload(&loaded);
#else
    skip();
#endif
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_make((size_t)2 << 30);
    body = sample_body(&arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    body_unload(&body);
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_becomes_one_part_or_a_pair),
        cmocka_unit_test(slot_zero_is_none_everywhere),
        cmocka_unit_test(names_fall_back_to_latin_then_english_then_the_id),
        cmocka_unit_test(titles_name_the_side),
        cmocka_unit_test(a_vertex_knows_its_region),
        cmocka_unit_test(the_nearest_landmark_is_sought_on_the_part_s_own_side),
        cmocka_unit_test(trigger_points_sit_at_their_landmark_and_mirror),
        cmocka_unit_test(a_band_is_as_wide_as_it_says),
        cmocka_unit_test(skin_that_faces_away_is_not_lit),
        cmocka_unit_test(no_zone_crosses_the_mid_line),
        cmocka_unit_test(left_zones_mirror_right_ones),
        cmocka_unit_test(an_outline_is_crossed_at_zero_and_rounded_at_its_corners),
        cmocka_unit_test(a_clip_meets_its_keys_exactly),
        cmocka_unit_test(a_clip_never_overshoots_between_its_keys),
        cmocka_unit_test(a_clip_moves_without_jumps_also_where_it_loops),
        cmocka_unit_test(captions_follow_the_phases),
        cmocka_unit_test(a_clip_brings_its_posture_view_and_props),
        cmocka_unit_test(a_missing_empty_cut_or_foreign_pack_is_refused_with_a_sentence),
        cmocka_unit_test(one_altered_byte_is_noticed),
        cmocka_unit_test(a_pack_that_points_outside_itself_is_refused),
        cmocka_unit_test(a_fault_in_a_packed_table_names_its_place),
        cmocka_unit_test(the_baked_body_loads),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
