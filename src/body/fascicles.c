// fascicles.c: fascicles.csv: bundles of muscle fibres as polylines, right side.
#include "body_tables.h"
#include "muscle_path.h"

#include <string.h>

static const char *const columns[] = { "fascicle", "muscle", "station", "x", "y", "z", "area_mm2", "t", "tissue", "body" };
static const char *const place[3] = { "x", "y", "z" };

static int rows_in_a_row(const Table *table, int row)
{
    int count = 1;
    while (row + count < table->row_count && strcmp(table_text(table, row, "fascicle"), table_text(table, row + count, "fascicle")) == 0)
        count++;
    return count;
}

static bool already_there(const Body *body, const char *id)
{
    for (int i = 0; i < body->fascicle_count; i++) {
        if (strcmp(body->fascicles[i].id, id) == 0) return true;
    }
    return false;
}

// Fascicles of one muscle lie in a row of the array, so that a first and a number name them.
static bool muscle_is_split(const Body *body, PartId muscle)
{
    if (body->fascicle_count == 0 || body->fascicles[body->fascicle_count - 1].muscle == muscle) return false;
    for (int i = 0; i < body->fascicle_count; i++) {
        if (body->fascicles[i].muscle == muscle) return true;
    }
    return false;
}

static Fascicle *begin_fascicle(const BodySource *source, Body *body, const Table *table, int row)
{
    if (!cell_id(source->faults, table, row, "fascicle")) return NULL;
    const char *id = table_text(table, row, "fascicle"), *muscle = table_text(table, row, "muscle");
    if (already_there(body, id)) {
        fault_at(source->faults, table, row, "fascicle", "the fascicle \"%s\" was already given above; keep its rows together.", id);
        return NULL;
    }
    const PartId part = body_structure_part(body, muscle, SIDE_RIGHT);
    if (!part) {
        fault_unknown(source->faults, table, row, "muscle", "structure", muscle, ID_LIST(body->parts, body->part_count));
        return NULL;
    }
    if (muscle_is_split(body, part)) {
        fault_at(source->faults, table, row, "muscle", "other fascicles of \"%s\" stand farther up; keep those of one muscle together.",
                 muscle);
        return NULL;
    }
    Fascicle *fascicle = &body->fascicles[body->fascicle_count++];
    *fascicle = (Fascicle) { .id = id, .muscle = part };
    const int rows = rows_in_a_row(table, row);
    fascicle->station_mm = ARENA_ARRAY(source->arena, vec3s, rows);
    fascicle->area_mm2 = ARENA_ARRAY(source->arena, float, rows);
    fascicle->tendon_frac = ARENA_ARRAY(source->arena, float, rows);
    fascicle->bone = ARENA_ARRAY(source->arena, SegmentId, rows);
    return fascicle;
}

// "femur" is femur_right.
static SegmentId bone_named(const Body *body, const char *bone)
{
    char right[64];
    const SegmentId segment = body_segment(body, bone);
    snprintf(right, sizeof right, "%s_right", bone);
    return segment ? segment : body_segment(body, right);
}

static SegmentId read_bone(Faults *faults, const Table *table, int row, const Body *body)
{
    const char *id = table_text(table, row, "body");
    const SegmentId bone = bone_named(body, id);
    const size_t size = strlen(id);
    if (size > 5 && strcmp(id + size - 5, "_left") == 0)
        fault_at(faults, table, row, "body", "\"%s\" lies on the left; fascicles are given for the right side.", id);
    else if (!bone && strcmp(id, "free") != 0)
        fault_unknown(faults, table, row, "body", "body", id, ID_LIST(body->segments, body->segment_count));
    return bone;
}

// The share of the length is told for people; the line itself is in the stations. A share that falls tells of stations out of order.
static void check_share(Faults *faults, const Table *table, int row, bool is_first)
{
    double before = 0.0;
    float share = 0.0f;
    Message unused; // what is wrong with the row before has been said there
    if (!cell_number(faults, table, row, "t", 0.0, 1.0, &share) || is_first) return;
    if (table_number(table, row - 1, "t", 0.0, 1.0, &before, &unused) == RESULT_OK && (double)share < before)
        fault_at(faults, table, row, "t", "%g is less than the %g of the station before.", (double)share, before);
}

static void read_station(const BodySource *source, const Body *body, const Table *table, int row, int first, Fascicle *fascicle)
{
    const char *muscle = table_text(table, first, "muscle");
    if (strcmp(table_text(table, row, "muscle"), muscle) != 0)
        fault_at(source->faults, table, row, "muscle", "\"%s\" differs from \"%s\", with which this fascicle begins.",
                 table_text(table, row, "muscle"), muscle);
    float station = 0;
    Faults *faults = source->faults;
    const int at = fascicle->station_count++; // a faulty row still counts: the next one is not to blame
    cell_point(faults, table, row, place, BODY_LIMIT_MM, fascicle->station_mm[at].raw);
    cell_number(faults, table, row, "area_mm2", 0.0, 1e5, &fascicle->area_mm2[at]);
    check_share(faults, table, row, at == 0);
    cell_number(faults, table, row, "tissue", 0.0, 1.0, &fascicle->tendon_frac[at]);
    fascicle->bone[at] = read_bone(faults, table, row, body);
    if (at == 0 && strcmp(table_text(table, row, "body"), "free") == 0)
        fault_at(faults, table, row, "body", "a fascicle begins on a bone; only a later station may be free.");
    if (cell_number(faults, table, row, "station", 0.0, 1e4, &station) && (int)station != at)
        fault_at(faults, table, row, "station", "%g follows %d; stations count up from 0 without a gap.", (double)station, at - 1);
}

static void close_fascicle(const BodySource *source, const Table *table, int row, const Fascicle *fascicle)
{
    if (!fascicle) return;
    float sum_mm2 = 0;
    for (int i = 0; i < fascicle->station_count; i++) sum_mm2 += fascicle->area_mm2[i];
    if (fascicle->station_count < 2)
        fault_at(source->faults, table, row, "fascicle", "the fascicle \"%s\" has fewer than two stations.", fascicle->id);
    else if (fascicle->station_count > PATH_STATIONS_MOST)
        fault_at(source->faults, table, row, "station", "the fascicle \"%s\" has %d stations; at most %d are read.", fascicle->id,
                 fascicle->station_count, PATH_STATIONS_MOST);
    else if (sum_mm2 <= 0)
        fault_at(source->faults, table, row, "area_mm2", "all areas of \"%s\" are 0; the area is its weight in the muscle.", fascicle->id);
}

void fascicles_read(const BodySource *source, Body *body)
{
    Table table;
    if (!source_table(source, "fascicles.csv", COLUMNS(columns), false, &table)) return;
    body->fascicles = ARENA_ARRAY(source->arena, Fascicle, table.row_count);
    Fascicle *fascicle = NULL;
    const char *id = "";
    int first = 0;
    for (int row = 0; row < table.row_count; row++) {
        const char *here = table_text(&table, row, "fascicle");
        if (strcmp(here, id) != 0) {
            close_fascicle(source, &table, row - 1, fascicle);
            fascicle = begin_fascicle(source, body, &table, row);
            id = here;
            first = row;
        }
        if (fascicle) read_station(source, body, &table, row, first, fascicle);
    }
    close_fascicle(source, &table, table.row_count - 1, fascicle);
}
