// muscle_facts.c: muscles.csv: origin, insertion, action and nerve.
#include "body_tables.h"

#include <stdio.h>
#include <string.h>

static const char *const columns[] = { "muscle", "origin", "insertion", "action", "nerve", "roots", "grade", "source" };

// Each piece of a list has to be known.
static void check_list(const BodySource *source, const Body *body, const Table *table, int row, const char *column, bool action)
{
    Text rest = text_of(table_text(table, row, column)), piece;
    while (text_next(&rest, ';', &piece)) {
        char id[96];
        snprintf(id, sizeof id, "%s%.*s", action ? "action_" : "", (int)(piece.size < 80 ? piece.size : 80), piece.data);
        const bool known = action ? body_find_string(body, id) != NULL : body_find_name(body, id) != NULL;
        if (!known) fault_at(source->faults, table, row, column, "%s has no \"%s\"; give ids that are there, parted by semicolons.", action ? "strings.csv" : "names.csv", id);
    }
}

static void read_row(const BodySource *source, Body *body, const Table *table, int row)
{
    const char *muscle = table_text(table, row, "muscle"), *grade = table_text(table, row, "grade");
    const PartId part = body_structure_part(body, muscle, SIDE_RIGHT);
    if (!part) {
        fault_unknown(source->faults, table, row, "muscle", "structure", muscle, ID_LIST(body->parts, body->part_count));
        return;
    }
    if (strcmp(grade, "read") != 0 && strcmp(grade, "recalled") != 0)
        fault_at(source->faults, table, row, "grade", "\"%s\" is no grade; write read or recalled.", grade);
    check_list(source, body, table, row, "origin", false);
    check_list(source, body, table, row, "insertion", false);
    check_list(source, body, table, row, "nerve", false);
    check_list(source, body, table, row, "action", true);
    body->muscle_facts[body->muscle_fact_count++] = (MuscleFact){ .structure_index = body->parts[part].structure_index,
                                                                   .origin = table_text(table, row, "origin"),
                                                                   .insertion = table_text(table, row, "insertion"),
                                                                   .nerve = table_text(table, row, "nerve"),
                                                                   .action = table_text(table, row, "action"),
                                                                   .roots = table_text(table, row, "roots"),
                                                                   .grade = grade,
                                                                   .source = table_text(table, row, "source") };
}

void muscle_facts_read(const BodySource *source, Body *body)
{
    Table table;
    body->muscle_facts = NULL;
    body->muscle_fact_count = 0;
    if (!source_has(source, "muscles.csv") || !source_table(source, "muscles.csv", COLUMNS(columns), false, &table)) return;
    body->muscle_facts = ARENA_ARRAY(source->arena, MuscleFact, table.row_count);
    for (int row = 0; row < table.row_count; row++) read_row(source, body, &table, row);
}

const MuscleFact *body_muscle_fact(const Body *body, PartId muscle)
{
    for (int i = 0; muscle && i < body->muscle_fact_count; i++)
        if (body->muscle_facts[i].structure_index == body->parts[muscle].structure_index) return &body->muscle_facts[i];
    return NULL;
}
