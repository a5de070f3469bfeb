#include "check.h"

#include "body_tables.h"
#include "file.h"
#include "landmark_table.h"
#include "mesh.h"
#include "text.h"

#include <string.h>

typedef struct Checker {
    BodySource source;
    Body body;
    Table structures;
    bool has_structures;
    const Pack *pack;
    Faults faults;
    Arena keep, scratch;
} Checker;

// A word of a landmark table that the program shows must have a name in names.csv.
static void check_name(Checker *c, const Table *table, int row, const char *column)
{
    const char *id = table_text(table, row, column);
    if (id[0] == '\0' || c->body.name_count == 0 || body_find_name(&c->body, id)) return;
    fault_unknown(&c->faults, table, row, column, "name", id, ID_LIST(c->body.names, c->body.name_count));
}

static void add_landmark(Checker *c, int structure_index, const LandmarkRow *row)
{
    Landmark *out = &c->body.landmarks[c->body.landmark_count++];
    out->id = row->name;
    out->structure_index = structure_index;
    for (int k = 0; k < 3; k++) out->position_mm.raw[k] = (float)row->position_mm[k];
}

static void read_surface(Checker *c, const Table *table, int structure_index)
{
    LandmarkTable landmarks;
    landmark_table_read(table, &c->keep, &c->faults, &landmarks);
    for (int row = 0; row < landmarks.row_count; row++) {
        check_name(c, table, row, "feature");
        check_name(c, table, row, "landmark");
        if (landmarks.rows[row].name[0] != '\0') add_landmark(c, structure_index, &landmarks.rows[row]);
    }
}

static void read_shape_table(Checker *c, int row)
{
    static const char *const shapes[] = { "surface", "tube", "box", "pad" };
    const char *name = table_text(&c->structures, row, "table");
    const char *path = file_join(&c->keep, c->source.folder, text_format(&c->keep, "landmarks/%s", name));
    Table table;
    Message why;
    const Result result = table_read(path, &c->keep, &table, &why);
    if (result == RESULT_NOT_FOUND || name[0] == '\0') {
        fault_at(&c->faults, &c->structures, row, "table", "there is no table \"landmarks/%s\"; restore it or correct the name.", name);
        return;
    }
    if (result == RESULT_IO) {
        fault_add(&c->faults, "%s:1:1: this table cannot be read; put back a plain file that you may read.", path);
        return;
    }
    if (result != RESULT_OK) {
        fault_add(&c->faults, "%s", why.text);
        return;
    }
    switch (word_index(table_text(&c->structures, row, "shape"), shapes, 4)) {
    case 0:
        read_surface(c, &table, row);
        break;
    case 1:
        tube_table_check(&table, &c->faults);
        break;
    case 2:
        box_table_check(&table, &c->faults);
        break;
    case 3:
        pad_table_check(&table, &c->faults);
        break;
    default:
        break; // said when structures.csv was read
    }
}

#define LANDMARKS_MOST 16384

static void read_landmark_tables(Checker *c)
{
    static const char *const needed[] = { "id", "shape", "table" };
    Faults silent = { 0 }; // parts_read has told what is wrong with this table
    const BodySource again = { .folder = c->source.folder, .arena = &c->keep, .faults = &silent };
    c->body.landmarks = ARENA_ARRAY(&c->keep, Landmark, LANDMARKS_MOST);
    c->has_structures = source_table(&again, "structures.csv", COLUMNS(needed), true, &c->structures);
    for (int row = 0; c->has_structures && row < c->structures.row_count; row++) read_shape_table(c, row);
}

static bool part_holds(Checker *c, const Part *part, const PackedMesh *packed, vec3s point_mm)
{
    const size_t mark = arena_mark(&c->scratch);
    Mesh mesh = mesh_from_packed(packed, DETAIL_FULL, &c->scratch);
    if (part->mirrored) mesh_mirror_z(&mesh);
    const bool inside = mesh_tree_inside(mesh_tree_build(&mesh, &c->scratch), point_mm);
    arena_pop_to(&c->scratch, mark);
    return inside;
}

static bool must_stay_clear(Group group)
{
    return group == GROUP_ORGANS || group == GROUP_VESSELS || group == GROUP_NERVES;
}

static void check_trigger_place(Checker *c, const Table *table, int row, const Trigger *trigger)
{
    for (int i = 1; i < c->body.part_count; i++) {
        const Part *part = &c->body.parts[i];
        const bool own = i == trigger->muscle;
        const PackedMesh *packed = own || must_stay_clear(part->group) ? pack_mesh(c->pack, part->structure) : NULL;
        if (!packed || part_holds(c, part, packed, trigger->deep_mm) == own) continue;
        if (own)
            fault_at(&c->faults, table, row, "dx", "the point %s does not lie inside %s.", trigger->id, part->id);
        else
            fault_at(&c->faults, table, row, "dx", "the point %s lies inside %s; it must be clear of organs, vessels and nerves.",
                     trigger->id, part->id);
    }
}

static void check_places(Checker *c)
{
    static const char *const needed[] = { "point" };
    Table table;
    if (!c->pack || c->body.trigger_count == 1 || !source_table(&c->source, "triggers.csv", COLUMNS(needed), true, &table)) return;
    for (int i = 1; i < c->body.trigger_count; i++) {
        const Trigger *trigger = &c->body.triggers[i];
        check_trigger_place(c, &table, table_row_of(&table, "point", trigger->point), trigger);
    }
}

// Only the test that measures the surfaces reads this table; an assets folder may do without it.
static void check_references(Checker *c)
{
    static const char *const columns[] = { "table",   "reference", "axis",    "from_mm", "to_mm", "shift_x",
                                           "shift_y", "shift_z",   "mean_mm", "p95_mm",  "way" };
    static const char *const axes[] = { "", "x", "y", "z" }, *const ways[] = { "both", "table_to_reference", "reference_to_table" };
    static const char *const shift[3] = { "shift_x", "shift_y", "shift_z" };
    Table table;
    float number[3];
    int word = 0;
    if (!source_has(&c->source, "references.csv") || !source_table(&c->source, "references.csv", COLUMNS(columns), false, &table)) return;
    for (int row = 0; row < table.row_count; row++) {
        cell_point(&c->faults, &table, row, shift, BODY_LIMIT_MM, number);
        cell_number(&c->faults, &table, row, "mean_mm", 0.0, 100.0, &number[0]);
        cell_number(&c->faults, &table, row, "p95_mm", 0.0, 100.0, &number[0]);
        cell_word(&c->faults, &table, row, "way", ways, 3, &word);
        if (!cell_word(&c->faults, &table, row, "axis", axes, 4, &word) || word == 0) continue;
        cell_number(&c->faults, &table, row, "from_mm", -BODY_LIMIT_MM, BODY_LIMIT_MM, &number[0]);
        cell_number(&c->faults, &table, row, "to_mm", -BODY_LIMIT_MM, BODY_LIMIT_MM, &number[0]);
    }
}

Result check_assets(const char *folder, const Pack *pack, FILE *out, int *fault_count)
{
    *fault_count = 0;
    if (!file_exists(folder)) {
        fprintf(out, "%s:1:1: there is no such folder; name the folder that holds structures.csv.\n", folder);
        *fault_count = 1;
        return RESULT_NOT_FOUND;
    }
    Checker c = { .pack = pack, .keep = arena_make((size_t)512 << 20), .scratch = arena_make((size_t)1 << 30) };
    c.faults.out = out;
    c.source = (BodySource) { .folder = folder, .arena = &c.keep, .faults = &c.faults };
    body_read_structure(&c.source, &c.body);
    read_landmark_tables(&c);
    body_read_content(&c.source, &c.body);
    check_references(&c);
    check_places(&c);
    wraps_check(&c.source, &c.body);
    morphs_check(&c.source, &c.body);
    if (pack) fascicle_ends_check(&c.source, &c.body, pack, &c.scratch);
    *fault_count = c.faults.count;
    arena_free(&c.scratch);
    arena_free(&c.keep);
    return *fault_count ? RESULT_BAD_DATA : RESULT_OK;
}
