#include "landmark_table.h"

#include <math.h>
#include <string.h>

#define FARTHEST_MM 1e4
#define SAME_POINT_MM 1e-6
#define ANCHOR_PLACES_MOST 60000.0
#define ID_LONGEST 55 // bytes the pack has room for

static const char *const columns[] = { "landmark", "feature", "x", "y", "z", "nx", "ny", "nz" };
static const char *const *const place = columns + 2;
static const char *const *const normal = columns + 5;

#define TUBE_ROWS_MOST 2000

typedef struct Numbers {
    const char *column;
    double low, high;
} Numbers;

static bool expect_columns(const Table *table, const char *const *names, int count, Faults *faults)
{
    Message why;
    if (table_expect(table, names, count, false, &why) == RESULT_OK) return true;
    fault_add(faults, "%s", why.text);
    return false;
}

static bool read_vector(const Table *table, int row, const char *const names[3], Faults *faults, double out[3])
{
    bool good = true;
    for (int k = 0; k < 3; k++) {
        Message why;
        if (table_number(table, row, names[k], -FARTHEST_MM, FARTHEST_MM, &out[k], &why) == RESULT_OK) continue;
        fault_add(faults, "%s", why.text);
        good = false;
    }
    return good;
}

static void read_normal(const Table *table, int row, Faults *faults, double out[3])
{
    if (!read_vector(table, row, normal, faults, out)) return;
    const double length = sqrt(out[0] * out[0] + out[1] * out[1] + out[2] * out[2]);
    if (length < 1e-3) fault_at(faults, table, row, "nx", "the normal is zero; give the outward direction of the surface.");
    for (int k = 0; k < 3 && length >= 1e-3; k++) out[k] /= length;
}

static void check_length(const Table *table, int row, const char *column, Faults *faults)
{
    const char *text = table_text(table, row, column);
    if (strlen(text) > ID_LONGEST) fault_at(faults, table, row, column, "the %s \"%s\" is longer than %d bytes.", column, text, ID_LONGEST);
}

static void check_name(const Table *table, int row, const LandmarkTable *all, Faults *faults)
{
    const char *name = all->rows[row].name;
    for (int i = 0; i < row && name[0] != '\0'; i++) {
        if (strcmp(all->rows[i].name, name) != 0) continue;
        fault_at(faults, table, row, "landmark", "the landmark \"%s\" already stands on line %d; names must differ.", name,
                 table_cell(table, i, 0)->line);
        return;
    }
}

static double distance2(const double a[3], const double b[3])
{
    const double x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];
    return x * x + y * y + z * z;
}

static void check_place(const Table *table, int row, const LandmarkTable *all, Faults *faults)
{
    for (int i = 0; i < row; i++) {
        if (!(distance2(all->rows[i].position_mm, all->rows[row].position_mm) <= SAME_POINT_MM * SAME_POINT_MM)) continue; // NaN: no place
        fault_at(faults, table, row, "x", "this point already stands on line %d; a point twice has no solution.",
                 table_cell(table, i, 0)->line);
        return;
    }
}

static void read_row(const Table *table, int row, Faults *faults, LandmarkTable *all)
{
    LandmarkRow *out = &all->rows[row];
    out->name = table_text(table, row, "landmark");
    out->feature = table_text(table, row, "feature");
    check_length(table, row, "landmark", faults);
    check_length(table, row, "feature", faults);
    const bool placed = read_vector(table, row, place, faults, out->position_mm);
    read_normal(table, row, faults, out->normal);
    check_name(table, row, all, faults);
    // A row without a place is put where no other can be, so that its like is not called a double.
    if (!placed)
        out->position_mm[0] = NAN;
    else
        check_place(table, row, all, faults);
    if (placed && all->mirrored && out->position_mm[2] < 0.0)
        fault_at(faults, table, row, "z", "a mirrored table holds the right half only: z must not be below 0.");
}

static void read_key(const Table *table, const char *key, double low, double high, Faults *faults, double *out)
{
    const char *text = table_key(table, key);
    if (!text) {
        fault_add(faults, "%s:1:1: the header line \"# %s: ...\" is missing; it takes a number from %g to %g.", table->path, key, low,
                  high);
    } else if (!text_to_double(text, out) || *out < low || *out > high) {
        fault_at_key(faults, table, key, "\"%s\" is no number from %g to %g, which is what %s takes.", text, low, high, key);
    }
}

static void read_keys(const Table *table, Faults *faults, LandmarkTable *out)
{
    read_key(table, "anchor_spacing_mm", 5.0, 500.0, faults, &out->anchor_spacing_mm);
    read_key(table, "anchor_clear_mm", 1.0, 500.0, faults, &out->anchor_clear_mm);
    read_key(table, "anchor_pad_mm", 1.0, 500.0, faults, &out->anchor_pad_mm);
    read_key(table, "anchor_softness", 0.0, 1e9, faults, &out->anchor_softness);
    const char *mirror = table_key(table, "mirror");
    out->mirrored = mirror && strcmp(mirror, "z") == 0;
    if (mirror && !out->mirrored && strcmp(mirror, "none") != 0)
        fault_at_key(faults, table, "mirror", "mirror is \"%s\"; write none or z.", mirror);
}

static void check_features(const Table *table, const LandmarkTable *all, Faults *faults)
{
    int distinct = 0;
    for (int i = 0; i < all->row_count; i++) {
        int j = 0;
        while (j < i && strcmp(all->rows[j].feature, all->rows[i].feature) != 0) j++;
        if (j == i && all->rows[i].feature[0] != '\0' && ++distinct == LANDMARK_FEATURES_MOST + 1)
            fault_at(faults, table, i, "feature", "more than %d different features in one table.", LANDMARK_FEATURES_MOST);
    }
}

static double anchor_places(const LandmarkTable *all)
{
    double places = 1.0;
    for (int k = 0; k < 3; k++) {
        double low = INFINITY, high = -INFINITY;
        for (int i = 0; i < all->row_count; i++) {
            low = fmin(low, all->rows[i].position_mm[k]);
            high = fmax(high, all->rows[i].position_mm[k]);
        }
        if (k == 2 && all->mirrored) low = -high;
        places *= floor((high - low + 2.0 * all->anchor_pad_mm) / all->anchor_spacing_mm) + 2.0;
    }
    return places;
}

static int farthest_row(const LandmarkTable *all, double *out_mm)
{
    double middle_mm[3] = { 0 }, farthest2 = -1.0;
    int row = 0;
    for (int i = 0; i < all->row_count; i++) {
        for (int k = 0; k < 3; k++) middle_mm[k] += all->rows[i].position_mm[k] / (double)all->row_count;
    }
    for (int i = 0; i < all->row_count; i++) {
        const double d2 = distance2(all->rows[i].position_mm, middle_mm);
        if (d2 > farthest2) row = i;
        farthest2 = fmax(farthest2, d2);
    }
    *out_mm = sqrt(farthest2);
    return row;
}

// A slipped decimal point spreads the anchors over metres. The row farthest from the middle of all is the one to look at.
static void check_extent(const Table *table, const LandmarkTable *all, Faults *faults)
{
    double far_mm;
    if (anchor_places(all) <= ANCHOR_PLACES_MOST) return;
    const int row = farthest_row(all, &far_mm);
    fault_at(faults, table, row, "x",
             "this point is %.0f mm from the middle of the table, too far for anchors %g mm apart; check it, or raise anchor_spacing_mm.",
             far_mm, all->anchor_spacing_mm);
}

bool landmark_table_read(const Table *table, Arena *keep, Faults *faults, LandmarkTable *out)
{
    const int before = faults->count;
    *out = (LandmarkTable) { 0 };
    if (!expect_columns(table, columns, (int)(sizeof columns / sizeof *columns), faults)) return false;
    read_keys(table, faults, out);
    out->rows = ARENA_ARRAY(keep, LandmarkRow, table->row_count);
    if (table->row_count < LANDMARK_ROWS_LEAST || table->row_count > LANDMARK_ROWS_MOST) {
        fault_add(faults, "%s:1:1: %d rows; a surface takes %d to %d landmarks.", table->path, table->row_count, LANDMARK_ROWS_LEAST,
                  LANDMARK_ROWS_MOST);
        return false;
    }
    for (int row = 0; row < table->row_count; row++) {
        read_row(table, row, faults, out);
        out->row_count++;
    }
    check_features(table, out, faults);
    if (faults->count == before) check_extent(table, out, faults); // needs every number to be one
    return faults->count == before;
}

static bool check_numbers(const Table *table, const Numbers *numbers, int count, int rows_least, int rows_most, Faults *faults)
{
    const char *names[8];
    const int before = faults->count;
    for (int k = 0; k < count; k++) names[k] = numbers[k].column;
    if (!expect_columns(table, names, count, faults)) return false;
    if (table->row_count < rows_least || table->row_count > rows_most)
        fault_add(faults, "%s:1:1: %d rows; this shape takes %d to %d.", table->path, table->row_count, rows_least, rows_most);
    for (int row = 0; row < table->row_count; row++) {
        for (int k = 0; k < count; k++) {
            double value;
            Message why;
            if (table_number(table, row, numbers[k].column, numbers[k].low, numbers[k].high, &value, &why) != RESULT_OK)
                fault_add(faults, "%s", why.text);
        }
    }
    return faults->count == before;
}

#define PLACE                                                                                                                              \
    { "x", -FARTHEST_MM, FARTHEST_MM }, { "y", -FARTHEST_MM, FARTHEST_MM },                                                                \
    {                                                                                                                                      \
        "z", -FARTHEST_MM, FARTHEST_MM                                                                                                     \
    }

static bool same_numbers(const Table *table, int row, int other, const Numbers *numbers, int count)
{
    for (int k = 0; k < count; k++) {
        double a = 0.0, b = 1.0;
        text_to_double(table_text(table, row, numbers[k].column), &a);
        text_to_double(table_text(table, other, numbers[k].column), &b);
        if (fabs(a - b) > 1e-3) return false;
    }
    return true;
}

bool tube_table_check(const Table *table, Faults *faults)
{
    static const Numbers numbers[] = { PLACE, { "radius_mm", 0.1, 100.0 } };
    bool good = check_numbers(table, numbers, 4, 2, TUBE_ROWS_MOST, faults);
    for (int row = 1; good && row < table->row_count; row++) {
        if (!same_numbers(table, row, row - 1, numbers, 3)) continue;
        fault_at(faults, table, row, "x", "this station already stands on the line before.");
        good = false;
    }
    return good;
}

bool box_table_check(const Table *table, Faults *faults)
{
    static const Numbers numbers[] = { PLACE,
                                       { "size_x", 1.0, FARTHEST_MM },
                                       { "size_y", 1.0, FARTHEST_MM },
                                       { "size_z", 1.0, FARTHEST_MM },
                                       { "corner_mm", 1.0, FARTHEST_MM } };
    if (!check_numbers(table, numbers, 7, 1, 1, faults)) return false;
    double corner_mm = 0.0, least_mm = INFINITY;
    text_to_double(table_text(table, 0, "corner_mm"), &corner_mm);
    for (int k = 3; k < 6; k++) {
        double size_mm = 0.0;
        text_to_double(table_text(table, 0, numbers[k].column), &size_mm);
        least_mm = fmin(least_mm, size_mm);
    }
    if (corner_mm < 0.5 * least_mm) return true;
    fault_at(faults, table, 0, "corner_mm", "the corners are wider than half the box; give less than half its smallest size.");
    return false;
}

bool pad_table_check(const Table *table, Faults *faults)
{
    static const Numbers numbers[] = {
        PLACE, { "size_y", 1.0, 1000.0 }, { "size_z", 1.0, 1000.0 }, { "thickness_mm", 1.0, 100.0 }, { "lift_mm", 0.0, 100.0 }
    };
    return check_numbers(table, numbers, 7, 1, 1, faults);
}
