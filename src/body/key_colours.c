// key_colours.c: key_colours.csv: a colour for each structure by which it is told from its neighbours.
#include "body_tables.h"

#include <string.h>

static const char *const columns[] = { "structure", "colour", "legend" };

static void read_row(const BodySource *source, Body *body, const Table *table, int row, bool *told)
{
    const char *structure = table_text(table, row, "structure"), *legend = table_text(table, row, "legend");
    vec3s srgb = { { 0, 0, 0 } };
    bool found = false;
    colour_read(source, table, row, &srgb);
    if (*legend && body->string_count > 0 && !body_find_string(body, legend))
        fault_at(source->faults, table, row, "legend", "strings.csv has no \"%s\"; add it, or leave this empty.", legend);
    for (int p = 1; p < body->part_count; p++) {
        Part *part = &body->parts[p];
        if (strcmp(part->structure, structure) != 0) continue;
        if (told[p] && part->side != SIDE_LEFT) fault_at(source->faults, table, row, "structure", "\"%s\" stands twice; keep one row.", structure);
        told[p] = found = true;
        part->key_srgb = srgb;
        part->key_legend = *legend ? legend : NULL;
    }
    if (!found) fault_unknown(source->faults, table, row, "structure", "structure", structure, ID_LIST(body->parts, body->part_count));
}

static bool has_key_colour(const Part *part)
{
    return part->group != GROUP_PROPS && !group_is_shell(part->group);
}

// Only when the tables are checked: a body with a new structure still loads, in the colour of its tissue.
static void check_all_told(const BodySource *source, const Body *body, const Table *table, const bool *told)
{
    for (int p = 1; p < body->part_count; p++) {
        const Part *part = &body->parts[p];
        if (told[p] || !has_key_colour(part) || (part->side == SIDE_LEFT && part->mirrored)) continue;
        fault_add(source->faults, "%s:1:1: no row gives \"%s\" a key colour; add one.", table->path, part->structure);
    }
}

// The table may be absent: then key colours are those of the tissues.
void key_colours_read(const BodySource *source, Body *body)
{
    Table table;
    if (!source_has(source, "key_colours.csv") || !source_table(source, "key_colours.csv", COLUMNS(columns), false, &table)) return;
    bool *told = ARENA_ARRAY(source->arena, bool, body->part_count);
    for (int row = 0; row < table.row_count; row++) read_row(source, body, &table, row, told);
    if (!source->pack) check_all_told(source, body, &table, told);
}
