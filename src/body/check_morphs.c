// check_morphs.c: what `check` says about morph_points.csv, which only the baker reads otherwise: a morph mistyped would move nothing, without a word.
#include "body_tables.h"
#include "warp.h"

#include <string.h>

#define OWN "woman/" // and a structure

static const Part *part_of(const Body *body, Text structure)
{
    for (int p = 1; p < body->part_count; p++) {
        if (text_equals(structure, body->parts[p].structure)) return &body->parts[p];
    }
    return NULL;
}

static bool is_pair(const Body *body, const char *structure)
{
    for (int p = 1; p < body->part_count; p++) {
        if (body->parts[p].mirrored && strcmp(body->parts[p].structure, structure) == 0) return true;
    }
    return false;
}

static void tell_unknown(const BodySource *source, const Body *body, const Table *table, int row, const char *structure)
{
    const char **ids = ARENA_ARRAY(source->arena, const char *, body->part_count);
    for (int p = 1; p < body->part_count; p++) ids[p - 1] = body->parts[p].structure;
    fault_unknown(source->faults, table, row, "morph", "structure", structure, ID_LIST(ids, body->part_count - 1));
}

static const char *own_structure(const char *morph)
{
    return strncmp(morph, OWN, strlen(OWN)) == 0 ? morph + strlen(OWN) : NULL;
}

static void check_morph(const BodySource *source, const Body *body, const Table *table, int row)
{
    const char *morph = table_text(table, row, "morph"), *structure = own_structure(morph);
    if (structure && body->part_count > 1 && !part_of(body, text_of(structure))) // else structures.csv could not be read, which has been told
        tell_unknown(source, body, table, row, structure);
    else if (structure && is_pair(body, structure))
        fault_at(source->faults, table, row, "morph", "\"%s\" is a pair; a map of one structure is for those that stand once.", structure);
    else if (!structure && strcmp(morph, "woman") != 0 && strcmp(morph, "neck") != 0)
        fault_at(source->faults, table, row, "morph", "\"%s\" is no morph; it is woman, " OWN "STRUCTURE or neck.", morph);
}

static void check_projected(const BodySource *source, const Body *body, const Table *table)
{
    const char *list = table_key(table, "project");
    Text piece;
    for (Text rest = text_of(list ? list : ""); text_next(&rest, ' ', &piece);) {
        if (piece.size && body->part_count > 1 && !part_of(body, piece))
            fault_at_key(source->faults, table, "project", "there is no structure \"%.*s\" to project; correct the name or leave it out.", (int)piece.size, piece.data);
    }
}

// An assets folder may do without the table: then there is one body.
void morphs_check(const BodySource *source, const Body *body)
{
    static const char *const columns[] = { "morph", "point", "x", "y", "z", "dx", "dy", "dz", "source" };
    Table table;
    WarpPoints points;
    double reach_mm;
    bool own = false;
    if (!source_has(source, "morph_points.csv") || !source_table(source, "morph_points.csv", COLUMNS(columns), false, &table)) return;
    for (int row = 0; row < table.row_count; row++) {
        const char *morph = table_text(&table, row, "morph");
        check_morph(source, body, &table, row);
        own = own || own_structure(morph);
        if (table_row_of(&table, "morph", morph) == row) warp_points_read(&table, morph, strcmp(morph, "woman") == 0, source->arena, source->faults, &points);
    }
    if (own) warp_reach_read(&table, source->faults, &reach_mm);
    check_projected(source, body, &table);
}
