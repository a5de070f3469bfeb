#include "published.h"

#include "body_tables.h"

#include <math.h>
#include <string.h>

// ---- published.csv

static const char *const columns[] = { "model", "muscle", "hip_flexion_deg", "length_mm", "arm_mm" };

static bool follows(const PublishedRow *before, const PublishedRow *row)
{
    return strcmp(before->model, row->model) == 0 && strcmp(before->muscle, row->muscle) == 0;
}

static void read_row(const BodySource *source, Body *body, const Table *table, int row)
{
    PublishedRow read = { .model = table_text(table, row, "model"), .muscle = table_text(table, row, "muscle") };
    float degrees = 0.0f;
    bool good = cell_number(source->faults, table, row, "hip_flexion_deg", -90.0, 180.0, &degrees);
    good = cell_number(source->faults, table, row, "arm_mm", -200.0, 200.0, &read.arm_mm) && good;
    if (*table_text(table, row, "length_mm"))
        good = cell_number(source->faults, table, row, "length_mm", 1.0, 2000.0, &read.length_mm) && good;
    if (!body_structure_part(body, read.muscle, SIDE_RIGHT)) {
        fault_unknown(source->faults, table, row, "muscle", "structure", read.muscle, ID_LIST(body->parts, body->part_count));
        return;
    }
    read.hip_flexion_rad = glm_rad(degrees);
    const PublishedRow *before = body->published_count ? &body->published[body->published_count - 1] : NULL;
    if (good && before && follows(before, &read) && before->hip_flexion_rad >= read.hip_flexion_rad)
        fault_at(source->faults, table, row, "hip_flexion_deg",
                 "%g does not rise above the row before; sort the rows of a muscle by angle.", (double)degrees);
    if (good) body->published[body->published_count++] = read;
}

// The table may be absent: then nothing stands beside the live figures.
void published_read(const BodySource *source, Body *body)
{
    Table table;
    if (!source_has(source, "published.csv") || !source_table(source, "published.csv", COLUMNS(columns), false, &table)) return;
    body->published = ARENA_ARRAY(source->arena, PublishedRow, table.row_count);
    for (int row = 0; row < table.row_count; row++) read_row(source, body, &table, row);
}

// ---- ranges

static int end_of_model(const Body *body, int first)
{
    int end = first + 1;
    while (end < body->published_count && follows(&body->published[first], &body->published[end])) end++;
    return end;
}

// The row at or before the angle, and how far on towards the next; -1 outside.
static int row_before(const Body *body, int first, int end, float hip_flexion_rad, float *on_frac)
{
    for (int i = first; i + 1 < end; i++) {
        const float from_rad = body->published[i].hip_flexion_rad, to_rad = body->published[i + 1].hip_flexion_rad;
        if (hip_flexion_rad < from_rad - 1e-4f || hip_flexion_rad > to_rad + 1e-4f) continue;
        *on_frac = glm_clamp((hip_flexion_rad - from_rad) / (to_rad - from_rad), 0.0f, 1.0f);
        return i;
    }
    return -1;
}

static bool at_angle(const Body *body, int first, int end, float hip_flexion_rad, PublishedRow *out)
{
    float on_frac;
    const int i = row_before(body, first, end, hip_flexion_rad, &on_frac);
    if (i < 0) return false;
    const PublishedRow *a = &body->published[i], *b = a + 1;
    const bool lengths = a->length_mm > 0.0f && b->length_mm > 0.0f;
    out->length_mm = lengths ? glm_lerp(a->length_mm, b->length_mm, on_frac) : 0.0f;
    out->arm_mm = glm_lerp(a->arm_mm, b->arm_mm, on_frac);
    return true;
}

static bool model_says(const Body *body, int first, int end, Figure figure, float hip_flexion_rad, float *out)
{
    PublishedRow here = { 0 }, standing = { 0 };
    if (!at_angle(body, first, end, hip_flexion_rad, &here)) return false;
    *out = here.arm_mm;
    if (figure == FIGURE_ARM) return true;
    if (!at_angle(body, first, end, 0.0f, &standing) || standing.length_mm <= 0.0f || here.length_mm <= 0.0f) return false;
    const float change_mm = here.length_mm - standing.length_mm;
    *out = figure == FIGURE_LENGTH ? change_mm : change_mm / standing.length_mm;
    return true;
}

bool published_range(const Body *body, const char *muscle, Figure figure, float hip_flexion_rad, PublishedRange *out)
{
    *out = (PublishedRange) { INFINITY, -INFINITY, 0 };
    for (int first = 0, end; first < body->published_count; first = end) {
        float value;
        end = end_of_model(body, first);
        if (strcmp(body->published[first].muscle, muscle) != 0 || !model_says(body, first, end, figure, hip_flexion_rad, &value)) continue;
        out->low = fminf(out->low, value);
        out->high = fmaxf(out->high, value);
        out->model_count++;
    }
    return out->model_count > 0;
}
