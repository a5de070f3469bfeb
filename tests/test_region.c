// test_region.c: colours of the named regions, on the real body.
#include "body.h"
#include "region_paint.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static Arena keep;
static Body body;
static RegionPaint *paint;

static int set_up(void **state)
{
    (void)state;
    Message why;
    keep = arena_make((size_t)256 << 20);
    if (body_load(TEST_PACK, &keep, &body, &why) != RESULT_OK) return -1;
    paint = region_paint_make(&body, &keep);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    body_unload(&body);
    arena_free(&keep);
    return 0;
}

static int apart(const uint8_t *a, const uint8_t *b)
{
    return abs(a[0] - b[0]) + abs(a[1] - b[1]) + abs(a[2] - b[2]);
}

static void left_and_right_share_their_colours(void **state)
{
    (void)state;
    const RegionVertex *right = region_paint_of(paint, body_part(&body, "hip_bone_right"));
    assert_non_null(right);
    assert_ptr_equal(region_paint_of(paint, body_part(&body, "hip_bone_left")), right);
}

static void a_part_without_regions_has_none_to_show(void **state)
{
    (void)state;
    assert_null(region_paint_of(paint, body_part(&body, "bladder")));
    assert_null(region_paint_colour(paint, "bladder"));
}

static void a_second_start_gives_the_same_colours(void **state)
{
    (void)state;
    RegionPaint *again = region_paint_make(&body, &keep);
    for (uint32_t i = 0; i < body.pack.header->region_count; i++) {
        const char *id = body.pack.regions[i].id;
        assert_memory_equal(region_paint_colour(paint, id), region_paint_colour(again, id), 3);
    }
}

static void every_vertex_has_its_regions_colour(void **state)
{
    (void)state;
    const PartId part = body_part(&body, "vertebra_l3");
    const RegionVertex *vertex = region_paint_of(paint, part);
    for (uint32_t v = 0; v < body.parts[part].mesh->vertex_count; v++) {
        const char *id = body_region(&body, part, v);
        if (*id) assert_memory_equal(vertex[v].srgb, region_paint_colour(paint, id), 3);
    }
}

static void regions_that_follow_each_other_differ_clearly(void **state)
{
    (void)state;
    for (uint32_t i = 1; i < body.pack.header->region_count; i++) {
        const PackRegion *a = &body.pack.regions[i - 1], *b = &body.pack.regions[i];
        if (a->structure != b->structure) continue;
        if (apart(region_paint_colour(paint, a->id), region_paint_colour(paint, b->id)) < 24) fail_msg("%s and %s look alike", a->id, b->id);
    }
}

typedef struct Borders {
    int edges, soft; // soft: both ends have one class, so their colours blend
} Borders;

static void look_at_edge(PartId part, const RegionVertex *vertex, uint16_t a, uint16_t b, Borders *out)
{
    const char *id_a = body_region(&body, part, a), *id_b = body_region(&body, part, b);
    if (strcmp(id_a, id_b) == 0) return;
    out->edges++;
    out->soft += vertex[a].voice / 64 == vertex[b].voice / 64;
    if (apart(vertex[a].srgb, vertex[b].srgb) < 24) fail_msg("%s: %s and %s touch and look alike", body.parts[part].id, id_a, id_b);
}

static Borders look_at_borders(PartId part)
{
    Borders borders = { 0 };
    const RegionVertex *vertex = region_paint_of(paint, part);
    const PackedMesh *mesh = body.parts[part].mesh;
    if (!vertex) return borders;
    for (int k = 0; k < DETAIL_COUNT; k++) {
        const uint16_t *index = &mesh->indices[mesh->level[k].index_first];
        for (uint32_t i = 0; i < mesh->level[k].index_count; i++)
            look_at_edge(part, vertex, index[i], index[i - i % 3 + (i + 1) % 3], &borders);
    }
    return borders;
}

static void regions_that_touch_differ_and_nearly_all_borders_are_crisp(void **state)
{
    (void)state;
    Borders all = { 0 };
    for (int p = 1; p < body.part_count; p++) {
        const Borders borders = look_at_borders((PartId)p);
        all.edges += borders.edges;
        all.soft += borders.soft;
    }
    print_message("%d of %d edges across borders are soft\n", all.soft, all.edges);
    assert_true(all.edges > 10000);
    assert_true(all.soft * 50 < all.edges);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(left_and_right_share_their_colours),
        cmocka_unit_test(a_part_without_regions_has_none_to_show),
        cmocka_unit_test(a_second_start_gives_the_same_colours),
        cmocka_unit_test(every_vertex_has_its_regions_colour),
        cmocka_unit_test(regions_that_follow_each_other_differ_clearly),
        cmocka_unit_test(regions_that_touch_differ_and_nearly_all_borders_are_crisp),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
