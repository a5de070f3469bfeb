// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "fibre_map.h"
#include "fibre_paint.h"
#include "fibre_tile.h"
#include "samples.h"

#include <math.h>
#include <stdlib.h>

static Arena arena;
static Body body;
static bool loaded;
static FibrePaint *paint;

static const char *const mapped[] = { "psoas_major_right",     "iliacus_right",        "rectus_femoris_right",
                                      "sartorius_right",       "pectineus_right",      "tensor_fasciae_latae_right",
                                      "gluteus_maximus_right", "gluteus_medius_right", "piriformis_right" };
#define MAPPED_COUNT (sizeof mapped / sizeof *mapped)

static PartId part_of(size_t m)
{
    const PartId part = body_part(&body, mapped[m]);
    assert_true(part != 0);
    return part;
}

static void along_grows_as_the_fascicle_from_origin_to_insertion(void **state)
{
    (void)state;
    if (!loaded) skip();
    for (size_t m = 0; m < MAPPED_COUNT; m++) {
        const FibreMap *map = fibre_map_make(&body, part_of(m), &arena);
        for (int f = 0; f < body.fascicle_count; f++) {
            const Fascicle *fascicle = &body.fascicles[f];
            for (int i = 1; fascicle->muscle == part_of(m) && i < fascicle->station_count; i++) {
                const FibrePlace before = fibre_map_at(map, fascicle->station_mm[i - 1]), here = fibre_map_at(map, fascicle->station_mm[i]);
                const float step_mm = glms_vec3_distance(fascicle->station_mm[i - 1], fascicle->station_mm[i]);
                assert_float_equal(here.along_mm - before.along_mm, step_mm, 0.5f * step_mm + 0.5f);
            }
        }
    }
}

// What is drawn ------------------------------------------------------------------------------------------------------------

typedef struct Edge {
    vec3s from_mm, along_mm; // its start, and the way to its end
    float length_mm, shift;  // shift: of the place in the section, in mm of flesh, for every mm of the edge
    const FibreVertex *start;
} Edge;

static vec2s across_mm(const FibreVertex *vertex)
{
    return (vec2s) { { (float)vertex->across[0] * FIBRE_ACROSS_MM / 32767.0f, (float)vertex->across[1] * FIBRE_ACROSS_MM / 32767.0f } };
}

static Edge edge_of(const FibreMap *map, const PackedMesh *mesh, const FibreVertex *vertex, uint32_t i)
{
    const uint16_t *corner = &mesh->indices[mesh->level[DETAIL_FULL].index_first];
    const uint16_t from = corner[i], to = corner[i % 3 == 2 ? i - 2 : i + 1];
    Edge edge = { .from_mm = packed_position_mm(mesh, from), .start = &vertex[from] };
    edge.along_mm = glms_vec3_sub(packed_position_mm(mesh, to), edge.from_mm);
    edge.length_mm = glms_vec3_norm(edge.along_mm);
    const float scale = fibre_map_at(map, edge.from_mm).scale;
    edge.shift = glms_vec2_distance(across_mm(&vertex[from]), across_mm(&vertex[to])) / (scale * (edge.length_mm + 0.2f));
    return edge;
}

static void neighbours_on_the_surface_are_neighbours_in_the_section(void **state)
{
    (void)state;
    if (!loaded) skip();
    for (size_t m = 0; m < MAPPED_COUNT; m++) {
        const FibreMap *map = fibre_map_make(&body, part_of(m), &arena);
        const PackedMesh *mesh = body.parts[part_of(m)].mesh;
        uint32_t torn = 0;
        for (uint32_t i = 0; i < mesh->level[DETAIL_FULL].index_count; i++) {
            const Edge edge = edge_of(map, mesh, fibre_paint_of(paint, part_of(m), NULL), i);
            torn += edge.shift > 1.8f; // 1: as far apart in the section as on the surface
        }
        if (torn * 100 > mesh->level[DETAIL_FULL].index_count) fail_msg("%s: %u of its edges are torn apart", mapped[m], torn);
    }
}

// The grain drawn from these places runs along the fibres only if they stay the same along the fibres.
static void a_fibre_keeps_its_place_in_the_section(void **state)
{
    (void)state;
    if (!loaded) skip();
    for (size_t m = 0; m < MAPPED_COUNT; m++) {
        const FibreMap *map = fibre_map_make(&body, part_of(m), &arena);
        const PackedMesh *mesh = body.parts[part_of(m)].mesh;
        float sum = 0.0f, count = 0.0f;
        for (uint32_t i = 0; i < mesh->level[DETAIL_FULL].index_count; i++) {
            const Edge edge = edge_of(map, mesh, fibre_paint_of(paint, part_of(m), NULL), i);
            const vec3s fibre = { { edge.start->direction[0], edge.start->direction[1], edge.start->direction[2] } };
            if (edge.length_mm < 0.5f || edge.start->tendon > 128) continue;
            if (fabsf(glms_vec3_dot(fibre, edge.along_mm)) < 0.98f * 127.0f * edge.length_mm)
                continue; // within 11 degrees: 0.1 on the mean
            sum += edge.shift;
            count += 1.0f;
        }
        if (sum > 0.2f * count) fail_msg("%s: places drift by %.2f of the way along", mapped[m], (double)(sum / count));
    }
}

static void the_psoas_is_muscle_in_its_belly_and_tendon_at_its_end(void **state)
{
    (void)state;
    if (!loaded) skip();
    const PartId psoas = body_part(&body, "psoas_major_right");
    const PackedMesh *mesh = body.parts[psoas].mesh;
    const FibreVertex *vertex = fibre_paint_of(paint, psoas, NULL);
    for (uint32_t v = 0; v < mesh->vertex_count; v++) {
        const float y_mm = packed_position_mm(mesh, v).y;
        if (y_mm > 120.0f && y_mm < 220.0f) assert_true(vertex[v].tendon < 3);
        if (y_mm < -20.0f) assert_true(vertex[v].tendon > 250);
    }
}

static void both_sides_share_their_fibres_and_skin_has_none(void **state)
{
    (void)state;
    if (!loaded) skip();
    const FibreVertex *right = fibre_paint_of(paint, body_part(&body, "psoas_major_right"), NULL);
    assert_non_null(right);
    assert_ptr_equal(right, fibre_paint_of(paint, body_part(&body, "psoas_major_left"), NULL));
    assert_ptr_equal(right, fibre_paint_of(paint, body_part(&body, "psoas_major_right"), NULL));
    assert_null(fibre_paint_of(paint, body.skin, NULL));
}

// The tile -----------------------------------------------------------------------------------------------------------------

static int most_step(const uint8_t *rgba, int channel, int x) // from column x to the next, round the edge
{
    int most = 0;
    for (int y = 0; y < FIBRE_TILE_PX; y++) {
        const int here = rgba[(y * FIBRE_TILE_PX + x) * 4 + channel],
                  next = rgba[(y * FIBRE_TILE_PX + (x + 1) % FIBRE_TILE_PX) * 4 + channel];
        most = abs(next - here) > most ? abs(next - here) : most;
    }
    return most;
}

static void the_tile_has_no_mean_and_no_seam(void **state)
{
    (void)state;
    Arena own = arena_make(32u << 20);
    const uint8_t *rgba = fibre_tile_make(&own);
    for (int channel = 0; channel < 4; channel++) {
        double sum = 0.0;
        int within = 0;
        for (int i = 0; i < FIBRE_TILE_PX * FIBRE_TILE_PX; i++) sum += rgba[i * 4 + channel];
        for (int x = 0; x + 1 < FIBRE_TILE_PX; x++) within = most_step(rgba, channel, x) > within ? most_step(rgba, channel, x) : within;
        assert_float_equal(sum / (FIBRE_TILE_PX * FIBRE_TILE_PX), 127.5, 1.0);
        assert_true(most_step(rgba, channel, FIBRE_TILE_PX - 1) <= within);
    }
    assert_memory_equal(rgba, fibre_tile_make(&own), FIBRE_TILE_PX * FIBRE_TILE_PX * 4);
    arena_free(&own);
}

static int set_up(void **state)
{
    (void)state;
    Message why = { { 0 } };
    arena = arena_make(256u << 20);
    loaded = body_load(TEST_PACK, &arena, &body, &why) == RESULT_OK;
    if (loaded) paint = fibre_paint_make(&body, &arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    if (loaded) body_unload(&body);
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(along_grows_as_the_fascicle_from_origin_to_insertion),
        cmocka_unit_test(neighbours_on_the_surface_are_neighbours_in_the_section),
        cmocka_unit_test(a_fibre_keeps_its_place_in_the_section),
        cmocka_unit_test(the_psoas_is_muscle_in_its_belly_and_tendon_at_its_end),
        cmocka_unit_test(both_sides_share_their_fibres_and_skin_has_none),
        cmocka_unit_test(the_tile_has_no_mean_and_no_seam),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
