// Compares the baked surfaces with the specimen they were measured on. The specimen is no part of the project: without it all is skipped.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "file.h"
#include "mesh.h"
#include "pack.h"
#include "table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define END_MM 10.0f // left out at either end of a vessel
#define SAMPLES 20000 // each way, as in tools/mesh_distance.py, by which the bars were set
#define SLACK_MM 0.1  // for other samples and for quantising
#define LIMIT_MM 1000.0

typedef enum Way { WAY_BOTH, WAY_TABLE_TO_REFERENCE, WAY_REFERENCE_TO_TABLE } Way;

typedef struct Row {
    const char *table, *reference;
    int axis; // the shift grows along it; -1: all moves
    Way way;
    double from_mm, to_mm, shift_mm[3], mean_mm, p95_mm;
} Row;

typedef struct Distances {
    float *mm;
    int count;
} Distances;

static Arena arena, scratch;
static Pack pack;
static const char *shared;

static double number(const Table *table, int row, const char *column)
{
    double value = 0.0;
    Message why;
    if (table_number(table, row, column, -LIMIT_MM, LIMIT_MM, &value, &why) != RESULT_OK) fail_msg("%s", why.text);
    return value;
}

static Row read_row(const Table *table, int i)
{
    static const char *const shifts[3] = { "shift_x", "shift_y", "shift_z" }, *const ways[3] = { "both", "table_to_reference",
                                                                                                 "reference_to_table" };
    Row row = { .table = table_text(table, i, "table"), .reference = table_text(table, i, "reference"), .axis = -1 };
    const char *axis = table_text(table, i, "axis"), *way = table_text(table, i, "way");
    if (axis[0] != '\0') {
        row.axis = axis[0] - 'x';
        assert_in_range(row.axis, 0, 2);
        row.from_mm = number(table, i, "from_mm");
        row.to_mm = number(table, i, "to_mm");
    }
    for (int k = 0; k < 3; k++) row.shift_mm[k] = number(table, i, shifts[k]);
    for (int k = 0; k < 3; k++) row.way = strcmp(way, ways[k]) == 0 ? (Way)k : row.way;
    row.mean_mm = number(table, i, "mean_mm");
    row.p95_mm = number(table, i, "p95_mm");
    return row;
}

static Table table_of(const char *name)
{
    Text text;
    Table table;
    Message why;
    if (!pack_blob(&pack, name, &text)) fail_msg("the pack has no %s", name);
    if (table_parse(name, text, &arena, &table, &why) != RESULT_OK) fail_msg("%s", why.text);
    return table;
}

static Mesh surface_of(const Table *structures, const char *table_name)
{
    for (int i = 0; i < structures->row_count; i++) {
        if (strcmp(table_text(structures, i, "table"), table_name) != 0) continue;
        for (uint32_t s = 0; s < pack.header->structure_count; s++) {
            if (strcmp(pack.structures[s].id, table_text(structures, i, "id")) == 0)
                return mesh_from_packed(&pack.meshes[s], DETAIL_FULL, &scratch);
        }
    }
    fail_msg("no structure in the pack is made from %s", table_name);
    return (Mesh) { 0 };
}

static void shift(const Row *row, Mesh *mesh)
{
    for (int v = 0; v < mesh->vertex_count; v++) {
        vec3s *p = &mesh->position_mm[v];
        double share = 1.0;
        if (row->axis >= 0) share = fmin(fmax(((double)p->raw[row->axis] - row->from_mm) / (row->to_mm - row->from_mm), 0.0), 1.0);
        for (int k = 0; k < 3; k++) p->raw[k] += (float)(share * row->shift_mm[k]);
    }
}

typedef struct Stretch {
    float low_mm, high_mm; // heights
} Stretch;

// Vessels are measured over the stretch that their stations cover: the specimen's run on beyond.
static Stretch stretch_of(const Mesh *mesh)
{
    Stretch stretch = { INFINITY, -INFINITY };
    for (int v = 0; v < mesh->vertex_count; v++) {
        stretch.low_mm = fminf(stretch.low_mm, mesh->position_mm[v].y + END_MM);
        stretch.high_mm = fmaxf(stretch.high_mm, mesh->position_mm[v].y - END_MM);
    }
    return stretch;
}

static void measure(const Mesh *from, const Mesh *to, Stretch within, Distances *out)
{
    vec3s *points = ARENA_ARRAY(&scratch, vec3s, SAMPLES);
    const MeshTree *tree = mesh_tree_build(to, &scratch);
    mesh_sample(from, points, SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
        if (points[i].y < within.low_mm || points[i].y > within.high_mm) continue;
        out->mm[out->count++] = mesh_tree_distance_mm(tree, points[i], NULL);
    }
}

static int compare_floats(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static double mean_of(const Distances *d)
{
    double sum = 0.0;
    for (int i = 0; i < d->count; i++) sum += (double)d->mm[i];
    return sum / (double)d->count;
}

// One line of the printed table; false when a bar is missed.
static bool compare(const Row *row, const Table *structures)
{
    Message why;
    Mesh reference;
    Mesh surface = surface_of(structures, row->table);
    const char *path = file_join(&scratch, shared, file_join(&scratch, "reference/bodyparts3d", row->reference));
    if (mesh_read_ply(path, &scratch, &reference, &why) != RESULT_OK) fail_msg("%s", why.text);
    shift(row, &reference);
    Distances d = { ARENA_ARRAY(&scratch, float, 2 * SAMPLES), 0 };
    const Stretch all = { -INFINITY, INFINITY };
    if (row->way != WAY_REFERENCE_TO_TABLE) measure(&surface, &reference, all, &d);
    if (row->way != WAY_TABLE_TO_REFERENCE) measure(&reference, &surface, row->way == WAY_BOTH ? all : stretch_of(&surface), &d);
    qsort(d.mm, (size_t)d.count, sizeof *d.mm, compare_floats);
    const MeshCheck check = mesh_check(&surface, &scratch);
    const double mean = mean_of(&d), p95 = (double)d.mm[d.count * 95 / 100];
    const bool sound = check.open_edge_count == 0 && check.nonmanifold_edge_count == 0 && check.component_count == 1;
    const bool good = sound && mean <= row->mean_mm + SLACK_MM && p95 <= row->p95_mm + SLACK_MM;
    printf("%-32s %5.2f (%.2f) %5.2f (%.2f) %6.2f  genus %d  %s\n", row->table, mean, row->mean_mm, p95, row->p95_mm,
           (double)d.mm[d.count - 1], check.genus,
           good    ? ""
           : sound ? "TOO FAR"
                   : "NOT CLOSED");
    return good;
}

static bool specimen_is_there(void)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/reference/bodyparts3d", shared);
    return file_exists(path);
}

static void surfaces_lie_on_the_specimen(void **state)
{
    (void)state;
    if (!specimen_is_there()) skip();
    const Table references = table_of("references.csv"), structures = table_of("structures.csv");
    printf("%-32s mean  (bar)   p95  (bar)     max  [mm]\n", "table");
    int missed = 0;
    for (int i = 0; i < references.row_count; i++) {
        const Row row = read_row(&references, i);
        missed += !compare(&row, &structures);
        arena_reset(&scratch);
    }
    assert_true(references.row_count > 0);
    assert_int_equal(missed, 0);
}

static int start(void **state)
{
    (void)state;
    arena = arena_make((size_t)1 << 30);
    scratch = arena_make((size_t)1 << 30);
    const char *path = getenv("ILIOPSOAS_PACK");
    Message why;
    const Result result = pack_map(path ? path : TEST_PACK, &arena, &pack, &why);
    if (result != RESULT_OK) printf("%s\n", why.text);
    return result == RESULT_OK ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    pack_unmap(&pack);
    arena_free(&scratch);
    arena_free(&arena);
    return 0;
}

int main(void)
{
    shared = getenv("ILIOPSOAS_SHARED") ? getenv("ILIOPSOAS_SHARED") : TEST_SHARED;
    if (!specimen_is_there()) printf("all tests skipped: there are no reference surfaces in %s\n", shared); // ctest looks for these words
    const struct CMUnitTest tests[] = { cmocka_unit_test(surfaces_lie_on_the_specimen) };
    return cmocka_run_group_tests(tests, start, end);
}
