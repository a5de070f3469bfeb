#include "morph.h"

#include "file.h"
#include "mesher.h"
#include "packed_morph.h"

#include <lapacke.h>
#include <math.h>
#include <string.h>

#define SLIM_NEAR_MM 14.0f     // own choice: how far round a point its muscle's middle is looked for
#define SLIM_END_FRAC 0.12f    // own choice: of a fascicle's length, near its ends nothing is drawn in
#define UNIT_MM 100.0 // coordinates are solved in tenths of a metre, or the matrix mixes 1 and 1e9

// ---- solving

// |r|^3 alone fixes nothing: constant and slope go with it. A kernel that ends somewhere needs neither.
static int affine_count(const WarpPoints *points)
{
    return points->reach_mm == 0.0 ? 4 : 0;
}

static double kernel_between(const WarpPoints *points, int i, int j)
{
    const double *a = points->list[i].place_mm, *b = points->list[j].place_mm;
    double d2 = 0.0;
    for (int k = 0; k < 3; k++) d2 += (a[k] - b[k]) * (a[k] - b[k]) / (UNIT_MM * UNIT_MM);
    return warp_kernel(points->reach_mm / UNIT_MM, d2);
}

static void fill_system(const WarpPoints *points, double *matrix, double *right)
{
    const int count = points->count, n = count + affine_count(points);
    for (int i = 0; i < count; i++) {
        const double *place = points->list[i].place_mm;
        for (int j = 0; j < count; j++) matrix[j * n + i] = kernel_between(points, i, j);
        for (int k = 0; count + k < n; k++) matrix[(count + k) * n + i] = matrix[i * n + count + k] = k ? place[k - 1] / UNIT_MM : 1.0;
        for (int k = 0; k < 3; k++) right[k * n + i] = points->list[i].move[k];
    }
}

static void take_solution(const WarpPoints *points, const double *right, Arena *keep, Warp *out)
{
    const int count = points->count, n = count + affine_count(points);
    const double unit = points->reach_mm == 0.0 ? UNIT_MM * UNIT_MM * UNIT_MM : 1.0;
    WarpPoint *terms = ARENA_ARRAY(keep, WarpPoint, count);
    for (int i = 0; i < count; i++) {
        terms[i] = points->list[i];
        for (int k = 0; k < 3; k++) terms[i].move[k] = right[k * n + i] / unit;
    }
    *out = (Warp) { .count = count, .terms = terms, .reach_mm = points->reach_mm };
    for (int c = 0; count + c < n; c++) {
        for (int k = 0; k < 3; k++) out->affine[c][k] = right[k * n + count + c] / (c ? UNIT_MM : 1.0);
    }
}

Result warp_solve(const WarpPoints *points, const char *table_path, Arena *keep, Warp *out, Message *why)
{
    const int n = points->count + affine_count(points);
    double *matrix = ARENA_ARRAY(keep, double, n *n), *right = ARENA_ARRAY(keep, double, 3 * n);
    lapack_int *pivots = ARENA_ARRAY(keep, lapack_int, n);
    fill_system(points, matrix, right);
    const lapack_int info = LAPACKE_dgesv(LAPACK_COL_MAJOR, n, 3, matrix, n, pivots, right, n);
    if (info != 0)
        return message_set(why, RESULT_BAD_DATA, "%s:1:1: these points fix no map; a morph takes five points or more, none twice, not all in one plane, a structure's own any that do not stand twice.", table_path);
    take_solution(points, right, keep, out);
    return RESULT_OK;
}

// A structure's own map ends near by, the woman's and the neck's nowhere.
static bool is_own(const char *morph)
{
    return strchr(morph, '/') != NULL;
}

Result morph_warp(const char *assets, const char *morph, bool mirrored, Arena *keep, Warp *out, Message *why)
{
    Table table;
    WarpPoints points;
    Faults faults = { 0 };
    const char *path = file_join(keep, assets, "morph_points.csv");
    const Result result = table_read(path, keep, &table, why);
    if (result != RESULT_OK) return result;
    *out = (Warp) { 0 };
    warp_points_read(&table, morph, mirrored, keep, &faults, &points);
    if (is_own(morph) && points.count) warp_reach_read(&table, &faults, &points.reach_mm);
    if (faults.count) return message_set(why, RESULT_BAD_DATA, "%s", faults.first.text);
    return is_own(morph) && points.count == 0 ? RESULT_OK : warp_solve(&points, path, keep, out, why);
}

// ---- lighter muscle

static double cell_of(const Table *table, int row, const char *column)
{
    double out = 0.0;
    text_to_double(table_text(table, row, column), &out);
    return out;
}

static vec3s place_of(const Table *table, int row)
{
    return (vec3s) { { (float)cell_of(table, row, "x"), (float)cell_of(table, row, "y"), (float)cell_of(table, row, "z") } };
}

static bool same_fascicle(const Table *table, int a, int b)
{
    if (a < 0 || b >= table->row_count) return false;
    return strcmp(table_text(table, a, "fascicle"), table_text(table, b, "fascicle")) == 0;
}

static SlimStation station_of(const Table *table, int row)
{
    const int before = same_fascicle(table, row - 1, row) ? row - 1 : row, after = same_fascicle(table, row, row + 1) ? row + 1 : row;
    const float t = (float)cell_of(table, row, "t"), tendon = (float)cell_of(table, row, "tissue");
    const float ends = glm_smoothstep(0.0f, SLIM_END_FRAC, t) * glm_smoothstep(0.0f, SLIM_END_FRAC, 1.0f - t);
    return (SlimStation) { .at_mm = place_of(table, row),
                           .along = glms_vec3_normalize(glms_vec3_sub(place_of(table, after), place_of(table, before))),
                           .free_frac = ends * (1.0f - tendon) };
}

Result slim_read(const char *assets, const char *muscle, Arena *keep, Slim *out, Message *why)
{
    Table table;
    const Result result = table_read(file_join(keep, assets, "fascicles.csv"), keep, &table, why);
    if (result != RESULT_OK) return result;
    SlimStation *list = ARENA_ARRAY(keep, SlimStation, table.row_count);
    *out = (Slim) { .list = list };
    for (int row = 0; row < table.row_count; row++) {
        if (strcmp(table_text(&table, row, "muscle"), muscle) == 0) list[out->count++] = station_of(&table, row);
    }
    return RESULT_OK;
}

static float nearest2(const Slim *slim, vec3s at_mm)
{
    float least = INFINITY;
    for (int i = 0; i < slim->count; i++) least = fminf(least, glms_vec3_distance2(slim->list[i].at_mm, at_mm));
    return least;
}

// Towards the middle of the fascicles near by, square to them: the section shrinks, the length does not.
static vec3s slim_move(const Slim *slim, vec3s at_mm)
{
    vec3s middle = glms_vec3_zero(), along = middle;
    float sum = 0.0f, free_frac = 0.0f;
    const float least2 = nearest2(slim, at_mm);
    for (int i = 0; i < slim->count; i++) {
        const SlimStation *s = &slim->list[i];
        const float weight = expf((least2 - glms_vec3_distance2(s->at_mm, at_mm)) / (2.0f * SLIM_NEAR_MM * SLIM_NEAR_MM));
        middle = glms_vec3_add(middle, glms_vec3_scale(s->at_mm, weight));
        along = glms_vec3_add(along, glms_vec3_scale(s->along, weight));
        free_frac += weight * s->free_frac;
        sum += weight;
    }
    along = glms_vec3_normalize(along);
    const vec3s off = glms_vec3_sub(at_mm, glms_vec3_divs(middle, sum));
    const vec3s square = glms_vec3_sub(off, glms_vec3_scale(along, glms_vec3_dot(off, along)));
    return glms_vec3_scale(square, (sqrtf(SLIM_SECTION_FRAC) - 1.0f) * free_frac / sum);
}

// ---- moves

vec3s moves_place(const Moves *moves, vec3s at_mm)
{
    if (moves->slim.count) at_mm = glms_vec3_add(at_mm, slim_move(&moves->slim, at_mm));
    const vec3s common = warp_at(&moves->warp, at_mm), own = warp_at(&moves->own, at_mm);
    return glms_vec3_add(at_mm, glms_vec3_add(common, own));
}

static vec3s place_at(const void *moves, vec3s at_mm)
{
    return moves_place(moves, at_mm);
}

vec3s moves_normal(const Moves *moves, vec3s at_mm, vec3s normal)
{
    return normal_moved(map_slope(place_at, moves, at_mm), normal);
}

// ---- bytes

static int8_t signed_byte(float of_most)
{
    return (int8_t)lrintf(127.0f * glm_clamp(of_most, -1.0f, 1.0f));
}

static PackedMovesHead range_of(const vec3s *move_mm, uint32_t count)
{
    vec3s low = move_mm[0], high = low;
    for (uint32_t v = 1; v < count; v++) low = glms_vec3_minv(low, move_mm[v]), high = glms_vec3_maxv(high, move_mm[v]);
    PackedMovesHead head;
    for (int k = 0; k < 3; k++) head.low_mm[k] = low.raw[k], head.step_mm[k] = (high.raw[k] - low.raw[k]) / 255.0f;
    return head;
}

static PackedMove pack_move(const PackedMovesHead *head, vec3s move_mm, vec3s normal, vec3s moved)
{
    PackedMove out;
    vec3s u, v;
    for (int k = 0; k < 3; k++)
        out.move[k] = (uint8_t)lrintf(head->step_mm[k] > 0.0f ? (move_mm.raw[k] - head->low_mm[k]) / head->step_mm[k] : 0.0f);
    normal_frame(normal, &u, &v);
    const float up = fmaxf(glms_vec3_dot(moved, normal), 0.1f);
    out.tilt[0] = signed_byte(glms_vec3_dot(moved, u) / up / PACKED_TILT_MOST);
    out.tilt[1] = signed_byte(glms_vec3_dot(moved, v) / up / PACKED_TILT_MOST);
    return out;
}

void morph_landmarks(const Moves *moves, Landmarks *landmarks)
{
    for (int i = 0; i < landmarks->point_count; i++) {
        SurfacePoint *point = &landmarks->points[i];
        vec3s at, normal;
        for (int k = 0; k < 3; k++) at.raw[k] = (float)point->position_mm[k], normal.raw[k] = (float)point->normal[k];
        const vec3s moved = moves_place(moves, at), turned = moves_normal(moves, at, normal);
        for (int k = 0; k < 3; k++) point->position_mm[k] = (double)moved.raw[k], point->normal[k] = (double)turned.raw[k];
    }
}

bool morph_is_projected(const char *assets, const char *structure, Arena *scratch)
{
    Table table;
    Message why;
    Text piece;
    if (table_read(file_join(scratch, assets, "morph_points.csv"), scratch, &table, &why) != RESULT_OK || !table_key(&table, "project")) return false;
    for (Text rest = text_of(table_key(&table, "project")); text_next(&rest, ' ', &piece);) {
        if (text_equals(piece, structure)) return true;
    }
    return false;
}

#define PROJECT_FARTHEST_MM 2.0

static void bring_on(const Hrbf *end, const PackedMesh *mesh, vec3s *move_mm, Arena *scratch)
{
    Mesh moved = { .vertex_count = (int)mesh->vertex_count, .position_mm = ARENA_ARRAY(scratch, vec3s, mesh->vertex_count), .normal = ARENA_ARRAY(scratch, vec3s, mesh->vertex_count) };
    for (uint32_t v = 0; v < mesh->vertex_count; v++) moved.position_mm[v] = glms_vec3_add(packed_position_mm(mesh, v), move_mm[v]);
    surface_project(end, PROJECT_FARTHEST_MM, scratch, &moved);
    for (uint32_t v = 0; v < mesh->vertex_count; v++) move_mm[v] = glms_vec3_sub(moved.position_mm[v], packed_position_mm(mesh, v));
}

Text morph_pack_moves(const PackedMesh *mesh, const Moves *moves, const Hrbf *end, Arena *keep)
{
    const uint32_t count = mesh->vertex_count;
    const size_t size = sizeof(PackedMovesHead) + sizeof(PackedMove) * count;
    char *bytes = ARENA_ARRAY(keep, char, size);
    vec3s *move_mm = ARENA_ARRAY(keep, vec3s, count);
    for (uint32_t v = 0; v < count; v++) {
        const vec3s at_mm = packed_position_mm(mesh, v);
        move_mm[v] = glms_vec3_sub(moves_place(moves, at_mm), at_mm);
    }
    if (end) bring_on(end, mesh, move_mm, keep);
    const PackedMovesHead head = range_of(move_mm, count);
    memcpy(bytes, &head, sizeof head);
    PackedMove *out = (PackedMove *)(void *)(bytes + sizeof head);
    for (uint32_t v = 0; v < count; v++) {
        const vec3s normal = packed_normal(&mesh->vertices[v]);
        out[v] = pack_move(&head, move_mm[v], normal, moves_normal(moves, packed_position_mm(mesh, v), normal));
    }
    return (Text) { bytes, size };
}

Text morph_pack_shares(const PackedMesh *mesh, const Warp *neck, Arena *keep)
{
    PackedShare *out = ARENA_ARRAY(keep, PackedShare, mesh->vertex_count);
    for (uint32_t v = 0; v < mesh->vertex_count; v++) {
        const vec3s at_mm = packed_position_mm(mesh, v);
        const mat3s slope = warp_slope(neck, at_mm);
        out[v].share = (int16_t)lrintf(PACKED_SHARE_ONE * glm_clamp(warp_at(neck, at_mm).x, -1.9f, 1.9f));
        for (int k = 0; k < 3; k++) out[v].slope[k] = signed_byte(slope.col[k].x / PACKED_SLOPE_MOST);
    }
    return (Text) { (const char *)out, sizeof *out * mesh->vertex_count };
}
