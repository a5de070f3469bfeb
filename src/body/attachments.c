// attachments.c: attachments.csv: where bones hold muscles.
#include "body_tables.h"

static const char *const columns[] = { "muscle", "bone", "reach_mm", "from_mm", "to_mm" };

static PartId part_named(const BodySource *source, const Body *body, const Table *table, int row, const char *column)
{
    const char *id = table_text(table, row, column);
    const PartId part = body_structure_part(body, id, SIDE_RIGHT);
    if (!part) fault_unknown(source->faults, table, row, column, "structure", id, ID_LIST(body->parts, body->part_count));
    return part;
}

static bool read_row(const BodySource *source, const Body *body, const Table *table, int row, Attachment *out)
{
    Faults *faults = source->faults;
    const PartId muscle = part_named(source, body, table, row, "muscle"), bone = part_named(source, body, table, row, "bone");
    if (!muscle || !bone) return false;
    *out = (Attachment) { .structure_index = body->parts[muscle].structure_index, .bone = bone };
    if (body->parts[bone].tissue != TISSUE_BONE) {
        fault_at(faults, table, row, "bone", "\"%s\" is no bone; only bone holds a muscle.", table_text(table, row, "bone"));
        return false;
    }
    bool good = cell_number(faults, table, row, "reach_mm", 0.5, 50.0, &out->reach_mm);
    const bool everywhere = table_text(table, row, "from_mm")[0] == '\0' && table_text(table, row, "to_mm")[0] == '\0';
    if (everywhere) return good;
    good = cell_number(faults, table, row, "from_mm", -BODY_LIMIT_MM, BODY_LIMIT_MM, &out->from_mm) && good;
    good = cell_number(faults, table, row, "to_mm", -BODY_LIMIT_MM, BODY_LIMIT_MM, &out->to_mm) && good;
    if (good && out->from_mm == out->to_mm) {
        fault_at(faults, table, row, "to_mm",
                 "the hold fades in between from_mm and to_mm; give two heights, or leave both empty for everywhere.");
        return false;
    }
    return good;
}

void attachments_read(const BodySource *source, Body *body)
{
    Table table;
    body->attachments = NULL;
    body->attachment_count = 0;
    if (!source_table(source, "attachments.csv", COLUMNS(columns), false, &table)) return;
    body->attachments = ARENA_ARRAY(source->arena, Attachment, table.row_count);
    for (int row = 0; row < table.row_count; row++) {
        if (read_row(source, body, &table, row, &body->attachments[body->attachment_count])) body->attachment_count++;
    }
}
