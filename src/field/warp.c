#include "warp.h"

#include <math.h>
#include <string.h>

#define FARTHEST_MM 5000.0
#define SLOPE_STEP_MM 0.5f // own choice: the map hardly bends over so little

static const char *const columns[] = { "morph", "point", "x", "y", "z", "dx", "dy", "dz", "source" };

static bool read_numbers(const Table *table, int row, const char *const *names, double low, double high, Faults *faults, double out[3])
{
    Message why;
    for (int k = 0; k < 3; k++) {
        if (table_number(table, row, names[k], low, high, &out[k], &why) == RESULT_OK) continue;
        fault_add(faults, "%s", why.text);
        return false;
    }
    return true;
}

static void add_mirrored(WarpPoints *points, WarpPoint point)
{
    point.place_mm[2] = -point.place_mm[2];
    point.move[2] = -point.move[2];
    points->list[points->count++] = point;
}

static void add_row(const Table *table, int row, bool mirrored, Faults *faults, WarpPoints *points)
{
    WarpPoint point;
    const bool read = read_numbers(table, row, columns + 2, -FARTHEST_MM, FARTHEST_MM, faults, point.place_mm)
                   && read_numbers(table, row, columns + 5, -100.0, 100.0, faults, point.move);
    if (!read) return;
    if (mirrored && point.place_mm[2] <= 0.0 && point.move[2] != 0.0) {
        fault_at(faults, table, row, "dz", "a point of the middle cannot move sideways in a mirrored morph; dz must be 0.");
        return;
    }
    points->list[points->count++] = point;
    if (mirrored && point.place_mm[2] > 0.0) add_mirrored(points, point);
}

bool warp_points_read(const Table *table, const char *morph, bool mirrored, Arena *keep, Faults *faults, WarpPoints *out)
{
    const int before = faults->count;
    Message why;
    *out = (WarpPoints) { .list = ARENA_ARRAY(keep, WarpPoint, 2 * table->row_count + 1) };
    if (table_expect(table, columns, (int)(sizeof columns / sizeof *columns), false, &why) != RESULT_OK) {
        fault_add(faults, "%s", why.text);
        return false;
    }
    for (int row = 0; row < table->row_count; row++) {
        if (strcmp(table_text(table, row, "morph"), morph) == 0) add_row(table, row, mirrored, faults, out);
    }
    return faults->count == before;
}

bool warp_reach_read(const Table *table, Faults *faults, double *out_mm)
{
    const char *text = table_key(table, "own_reach_mm");
    if (text && text_to_double(text, out_mm) && *out_mm >= 1.0 && *out_mm <= 500.0) return true;
    fault_at_key(faults, table, "own_reach_mm", "maps of one structure need `# own_reach_mm: ` and a number from 1 to 500.");
    return false;
}

double warp_kernel(double reach_mm, double d2_mm2)
{
    const double d_mm = sqrt(d2_mm2);
    if (reach_mm == 0.0) return d2_mm2 * d_mm;
    const double q = d_mm / reach_mm, left = 1.0 - q;
    return left > 0.0 ? left * left * left * left * (4.0 * q + 1.0) : 0.0;
}

vec3s warp_at(const Warp *warp, vec3s place_mm)
{
    const double x = (double)place_mm.x, y = (double)place_mm.y, z = (double)place_mm.z;
    double sum[3];
    for (int k = 0; k < 3; k++)
        sum[k] = warp->affine[0][k] + x * warp->affine[1][k] + y * warp->affine[2][k] + z * warp->affine[3][k];
    for (int i = 0; i < warp->count; i++) {
        const WarpPoint *t = &warp->terms[i];
        const double dx = x - t->place_mm[0], dy = y - t->place_mm[1], dz = z - t->place_mm[2], d2 = dx * dx + dy * dy + dz * dz;
        const double share = warp_kernel(warp->reach_mm, d2);
        for (int k = 0; k < 3; k++) sum[k] += share * t->move[k];
    }
    return (vec3s) { { (float)sum[0], (float)sum[1], (float)sum[2] } };
}

mat3s map_slope(PlaceMap *map_at, const void *map, vec3s place_mm)
{
    mat3s out;
    for (int k = 0; k < 3; k++) {
        vec3s ahead = place_mm, behind = place_mm;
        ahead.raw[k] += SLOPE_STEP_MM;
        behind.raw[k] -= SLOPE_STEP_MM;
        const vec3s change = glms_vec3_sub(map_at(map, ahead), map_at(map, behind));
        out.col[k] = glms_vec3_scale(change, 0.5f / SLOPE_STEP_MM);
    }
    return out;
}

static vec3s move_at(const void *warp, vec3s place_mm)
{
    return warp_at(warp, place_mm);
}

mat3s warp_slope(const Warp *warp, vec3s place_mm)
{
    return map_slope(move_at, warp, place_mm);
}

// ---- bytes

typedef struct WarpHead {
    int32_t count, unused;
    double reach_mm, affine[4][3];
} WarpHead;

Text warp_bytes(const Warp *warp, Arena *keep)
{
    const WarpHead head = { .count = warp->count, .reach_mm = warp->reach_mm };
    const size_t terms = sizeof *warp->terms * (size_t)warp->count;
    char *bytes = ARENA_ARRAY(keep, char, sizeof head + terms);
    memcpy(bytes, &head, sizeof head);
    memcpy(bytes + offsetof(WarpHead, affine), warp->affine, sizeof warp->affine);
    memcpy(bytes + sizeof head, warp->terms, terms);
    return (Text) { bytes, sizeof head + terms };
}

bool warp_read(Text bytes, Warp *out)
{
    WarpHead head;
    if (bytes.size < sizeof head) return false;
    memcpy(&head, bytes.data, sizeof head);
    if (head.count < 0 || bytes.size != sizeof head + sizeof(WarpPoint) * (size_t)head.count) return false;
    *out = (Warp) { .count = head.count, .reach_mm = head.reach_mm, .terms = (const WarpPoint *)(const void *)(bytes.data + sizeof head) };
    memcpy(out->affine, head.affine, sizeof head.affine);
    return true;
}
