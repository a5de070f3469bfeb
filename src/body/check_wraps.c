// check_wraps.c: what `check` says about wraps.csv and clearances.csv, which the paths of a packed body are made from without a word.
#include "body_tables.h"

#include <math.h>
#include <string.h>

static const Fascicle *fascicle_of(const Body *body, const char *id)
{
    for (int f = 0; f < body->fascicle_count; f++) {
        if (strcmp(body->fascicles[f].id, id) == 0) return &body->fascicles[f];
    }
    return NULL;
}

static void check_stations(Faults *faults, const Table *table, int row, const Fascicle *fascicle)
{
    float gate = 0, end = 0;
    const int last = fascicle->station_count - 1;
    if (!cell_number(faults, table, row, "gate", 0.0, last, &gate) || !cell_number(faults, table, row, "end", 0.0, last, &end)) return;
    if (floorf(gate) != gate || floorf(end) != end)
        fault_at(faults, table, row, "gate", "stations are whole numbers; %g and %g are not both.", (double)gate, (double)end);
    else if (end <= gate)
        fault_at(faults, table, row, "end", "the end %g does not come after the gate %g.", (double)end, (double)gate);
}

static void check_cone(Faults *faults, const Table *table, int row)
{
    static const char *const axis_columns[3] = { "axis_x", "axis_y", "axis_z" }, *const place[3] = { "x", "y", "z" };
    static const char *const faces[] = { "front", "back" };
    vec3s axis, centre;
    float number = 0;
    int face = 0;
    if (cell_point(faults, table, row, axis_columns, 1.01, axis.raw)) {
        const float size = glms_vec3_norm(axis);
        if (fabsf(size - 1.0f) > 0.01f)
            fault_at(faults, table, row, "axis_x", "the axis is %g long; give a unit vector.", (double)size);
        else if (fabsf(axis.y) > 0.5f)
            fault_at(faults, table, row, "axis_y", "the axis stands upright; it must lie within 30 degrees of level.");
    }
    cell_point(faults, table, row, place, BODY_LIMIT_MM, centre.raw);
    cell_number(faults, table, row, "radius_mm", 0.0, 100.0, &number);
    cell_number(faults, table, row, "taper", 0.01, 1.0, &number);
    cell_number(faults, table, row, "offset_mm", 0.0, 100.0, &number);
    cell_number(faults, table, row, "soft_mm", 0.0, 100.0, &number);
    cell_word(faults, table, row, "face", faces, 2, &face);
}

// A row forgotten would let one slip run straight through the hip beside all the others.
static void check_none_forgotten(Faults *faults, const Table *table, const Body *body)
{
    for (int f = 0; f < body->fascicle_count; f++) {
        if (table_row_of(table, "fascicle", body->fascicles[f].id) < 0)
            fault_at(faults, table, table->row_count - 1, "fascicle", "no row tells over what \"%s\" of fascicles.csv runs; add one.",
                     body->fascicles[f].id);
    }
}

static void check_wraps(const BodySource *source, const Body *body)
{
    static const char *const columns[] = { "fascicle", "gate", "end",       "axis_x", "axis_y",    "axis_z",  "x",
                                           "y",        "z",    "radius_mm", "taper",  "offset_mm", "soft_mm", "face" };
    Table table;
    if (!source_table(source, "wraps.csv", COLUMNS(columns), false, &table)) return;
    for (int row = 0; row < table.row_count; row++) {
        const char *id = table_text(&table, row, "fascicle");
        const Fascicle *fascicle = fascicle_of(body, id);
        if (!fascicle && body->fascicle_count > 0)
            fault_unknown(source->faults, &table, row, "fascicle", "fascicle", id, ID_LIST(body->fascicles, body->fascicle_count));
        if (fascicle) check_stations(source->faults, &table, row, fascicle);
        if (table_row_of(&table, "fascicle", id) < row)
            fault_at(source->faults, &table, row, "fascicle", "the fascicle \"%s\" already has its row above.", id);
        check_cone(source->faults, &table, row);
    }
    if (source->faults->count == 0) check_none_forgotten(source->faults, &table, body); // a name mistyped is told once
}

static void check_clearances(const BodySource *source)
{
    static const char *const columns[] = { "body", "x", "y", "z", "radius_mm" }, *const place[3] = { "x", "y", "z" };
    static const char *const bodies[] = { "pelvis", "femur" };
    Table table;
    if (!source_table(source, "clearances.csv", COLUMNS(columns), false, &table)) return;
    for (int row = 0; row < table.row_count; row++) {
        vec3s centre;
        float radius_mm = 0;
        int body = 0;
        cell_word(source->faults, &table, row, "body", bodies, 2, &body);
        cell_point(source->faults, &table, row, place, BODY_LIMIT_MM, centre.raw);
        cell_number(source->faults, &table, row, "radius_mm", 1.0, 100.0, &radius_mm);
    }
}

// An assets folder may do without either table: fascicles then run straight.
void wraps_check(const BodySource *source, const Body *body)
{
    if (source_has(source, "wraps.csv")) check_wraps(source, body);
    if (source_has(source, "clearances.csv")) check_clearances(source);
}
