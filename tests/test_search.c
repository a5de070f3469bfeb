// test_search.c: what people type, and what it finds first.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "search.h"

#include <string.h>

enum { MOST = 12 };

static struct Stage {
    Arena keep;
    Body body;
    SearchIndex *index;
} stage;

static int open_body(void **state)
{
    (void)state;
    Message why = { "" };
    stage.keep = arena_make((size_t)512 << 20);
    if (body_load(TEST_PACK, &stage.keep, &stage.body, &why) != RESULT_OK) return -1;
    stage.index = search_make(&stage.body, &stage.keep);
    return 0;
}

static int close_body(void **state)
{
    (void)state;
    body_unload(&stage.body);
    arena_free(&stage.keep);
    return 0;
}

typedef struct Typed {
    const char *query;
    Language language;
    FoundKind kind;
    const char *first; // part, or id of another kind
} Typed;

static const char *id_of(const Found *found)
{
    return found->kind == FOUND_PART ? stage.body.parts[found->part].id : found->id;
}

static void assert_finds_first(const Typed *typed)
{
    Found found[MOST];
    const int count = search_find(stage.index, typed->query, typed->language, SEX_FEMALE, found, MOST);
    if (count == 0) fail_msg("\"%s\" finds nothing", typed->query);
    if (found[0].kind != typed->kind || strcmp(id_of(&found[0]), typed->first) != 0)
        fail_msg("\"%s\" finds %s first, not %s", typed->query, id_of(&found[0]), typed->first);
}

static void assert_all(const Typed *typed, size_t count)
{
    for (size_t i = 0; i < count; i++) assert_finds_first(&typed[i]);
}

static void names_are_found_by_their_beginning_in_every_language(void **state)
{
    (void)state;
    static const Typed typed[] = {
        { "psoas", LANGUAGE_EN, FOUND_PART, "psoas_major_right" },
        { "iliacus", LANGUAGE_EN, FOUND_PART, "iliacus_right" },
        { "Lesser troch", LANGUAGE_EN, FOUND_PLACE, "lesser_trochanter" },
        { "oberschenkelkn", LANGUAGE_EN, FOUND_PART, "femur_right" },
        { "os coxae", LANGUAGE_DE, FOUND_PART, "hip_bone_right" },
        { "sacrum", LANGUAGE_FR, FOUND_PART, "sacrum" },
    };
    assert_all(typed, sizeof typed / sizeof *typed);
}

static void accents_and_case_do_not_matter(void **state)
{
    (void)state;
    static const Typed typed[] = {
        { "FEMUR", LANGUAGE_FR, FOUND_PART, "femur_right" },
        { "f\xC3\xA9mur", LANGUAGE_EN, FOUND_PART, "femur_right" },
        { "Femur", LANGUAGE_PT, FOUND_PART, "femur_right" },
        { "huftbein", LANGUAGE_DE, FOUND_PART, "hip_bone_right" },
        { "h\xC3\xBC" "ftbein", LANGUAGE_DE, FOUND_PART, "hip_bone_right" },
    };
    assert_all(typed, sizeof typed / sizeof *typed);
}

static void one_slip_is_forgiven(void **state)
{
    (void)state;
    static const Typed typed[] = {
        { "psaos", LANGUAGE_EN, FOUND_PART, "psoas_major_right" },       // changed round
        { "sartorus", LANGUAGE_EN, FOUND_PART, "sartorius_right" },      // one missing
        { "saccrum", LANGUAGE_EN, FOUND_PART, "sacrum" },                // one too many
        { "kidnei", LANGUAGE_EN, FOUND_PART, "kidney_right" },           // one wrong
        { "lesser trochnater", LANGUAGE_EN, FOUND_PLACE, "lesser_trochanter" },
    };
    assert_all(typed, sizeof typed / sizeof *typed);
}

static void everyday_words_lead_to_the_part(void **state)
{
    (void)state;
    static const Typed typed[] = {
        { "hip flexor", LANGUAGE_EN, FOUND_PART, "psoas_major_right" },
        { "kneecap", LANGUAGE_EN, FOUND_PART, "patella_right" },
        { "womb", LANGUAGE_EN, FOUND_PART, "uterus" },
        { "ASIS", LANGUAGE_EN, FOUND_PLACE, "asis" },
        { "groin", LANGUAGE_EN, FOUND_ZONE, "groin_right" },
        { "walking", LANGUAGE_EN, FOUND_CLIP, "walking" },
    };
    assert_all(typed, sizeof typed / sizeof *typed);
}

static void a_side_in_the_query_chooses_the_side(void **state)
{
    (void)state;
    static const Typed typed[] = {
        { "psoas left", LANGUAGE_EN, FOUND_PART, "psoas_major_left" },
        { "oberschenkelknochen links", LANGUAGE_DE, FOUND_PART, "femur_left" },
    };
    assert_all(typed, sizeof typed / sizeof *typed);
}

static void nonsense_and_nothing_find_nothing(void **state)
{
    (void)state;
    static const char *const queries[] = { "", "   ", "xqzzt", "\xff\xfe", ",,,--", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz" };
    Found found[MOST];
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        assert_int_equal(search_find(stage.index, queries[i], LANGUAGE_EN, SEX_MALE, found, MOST), 0);
}

static void a_man_has_no_uterus(void **state)
{
    (void)state;
    Found found[MOST];
    assert_int_equal(search_find(stage.index, "uterus", LANGUAGE_EN, SEX_MALE, found, MOST), 0);
}

static void every_part_is_found_by_its_whole_name(void **state)
{
    (void)state;
    Arena scratch = arena_make((size_t)1 << 20);
    for (int p = 1; p < stage.body.part_count; p++) {
        Found found[MOST];
        bool there = false;
        const Part *part = &stage.body.parts[p];
        if (part->group == GROUP_PROPS || part->group == GROUP_SILHOUETTE) continue;
        const int count = search_find(stage.index, body_part_title(&stage.body, (PartId)p, LANGUAGE_EN, &scratch), LANGUAGE_EN, SEX_FEMALE, found, MOST);
        for (int i = 0; i < count; i++) there |= found[i].kind == FOUND_PART && found[i].part == p;
        if (!there) fail_msg("%s is not found by its name", part->id);
    }
    arena_free(&scratch);
}

static void a_muscles_name_means_the_muscle_in_every_language(void **state)
{
    (void)state;
    for (int l = 0; l < LANGUAGE_COUNT; l++) {
        Found found[MOST];
        assert_true(search_find(stage.index, "iliacus", (Language)l, SEX_MALE, found, MOST) > 1);
        assert_int_equal(found[0].kind, FOUND_PART);
        assert_string_equal(stage.body.parts[found[0].part].structure, "iliacus");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_by_their_beginning_in_every_language),
        cmocka_unit_test(accents_and_case_do_not_matter),
        cmocka_unit_test(one_slip_is_forgiven),
        cmocka_unit_test(everyday_words_lead_to_the_part),
        cmocka_unit_test(a_side_in_the_query_chooses_the_side),
        cmocka_unit_test(nonsense_and_nothing_find_nothing),
        cmocka_unit_test(a_man_has_no_uterus),
        cmocka_unit_test(a_muscles_name_means_the_muscle_in_every_language),
        cmocka_unit_test(every_part_is_found_by_its_whole_name),
    };
    return cmocka_run_group_tests(tests, open_body, close_body);
}
