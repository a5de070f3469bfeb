#include "landmarks.h"

#include "landmark_table.h"

#include <math.h>
#include <string.h>

#define FACING_LEAST -0.2 // cosine; own choice: round an edge still
#define REACH_FRAC 0.8    // of a vote, of the mean way between landmarks; own choice: borders are smooth
#define CORE_FRAC 0.48    // of the same: so near to a landmark its own feature holds, however many vote against it

static double distance2(const double a[3], const double b[3])
{
    const double x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];
    return x * x + y * y + z * z;
}

// Index of the feature in the list, which grows by those not met before.
static int feature_index(Landmarks *all, const char *feature)
{
    if (feature[0] == '\0') return FEATURE_NONE;
    int at = 0;
    while (at < all->feature_count && strcmp(all->features[at], feature) != 0) at++;
    if (at == all->feature_count) all->features[all->feature_count++] = feature;
    return at;
}

static void take_rows(const LandmarkTable *rows, Landmarks *out)
{
    for (int i = 0; i < rows->row_count; i++) {
        const LandmarkRow *row = &rows->rows[i];
        SurfacePoint *point = &out->points[i];
        memcpy(point->position_mm, row->position_mm, sizeof point->position_mm);
        memcpy(point->normal, row->normal, sizeof point->normal);
        point->name = row->name;
        point->feature = feature_index(out, row->feature);
    }
    out->row_count = out->point_count = rows->row_count;
}

// Rows on the midline stand alone; every other one brings its mirror image.
static void add_mirror_images(Landmarks *out)
{
    for (int i = 0; i < out->row_count; i++) {
        const SurfacePoint *row = &out->points[i];
        if (row->position_mm[2] <= 0.0) continue;
        SurfacePoint *image = &out->points[out->point_count++];
        *image = *row;
        image->name = "";
        image->position_mm[2] = -row->position_mm[2];
        image->normal[2] = -row->normal[2];
    }
}

typedef struct AnchorGrid {
    double low_mm[3], high_mm[3];
    int count[3];
} AnchorGrid;

static AnchorGrid anchor_grid(const Landmarks *landmarks)
{
    AnchorGrid grid;
    for (int k = 0; k < 3; k++) {
        double low = INFINITY, high = -INFINITY;
        for (int i = 0; i < landmarks->point_count; i++) {
            low = fmin(low, landmarks->points[i].position_mm[k]);
            high = fmax(high, landmarks->points[i].position_mm[k]);
        }
        grid.low_mm[k] = low - landmarks->anchor_pad_mm;
        grid.high_mm[k] = high + landmarks->anchor_pad_mm;
        grid.count[k] = (int)floor((grid.high_mm[k] - grid.low_mm[k]) / landmarks->anchor_spacing_mm) + 2;
    }
    return grid;
}

static double grid_value(const AnchorGrid *grid, int axis, int at)
{
    return grid->low_mm[axis] + (grid->high_mm[axis] - grid->low_mm[axis]) * (double)at / (double)(grid->count[axis] - 1);
}

Result landmarks_parse(const Table *table, Arena *keep, Landmarks *out, Message *why)
{
    LandmarkTable rows;
    Faults faults = { 0 };
    if (!landmark_table_read(table, keep, &faults, &rows)) return message_set(why, RESULT_BAD_DATA, "%s", faults.first.text);
    *out = (Landmarks) { .anchor_spacing_mm = rows.anchor_spacing_mm,
                         .anchor_clear_mm = rows.anchor_clear_mm,
                         .anchor_pad_mm = rows.anchor_pad_mm,
                         .anchor_softness = rows.anchor_softness };
    out->points = ARENA_ARRAY(keep, SurfacePoint, 2 * rows.row_count);
    out->features = ARENA_ARRAY(keep, const char *, rows.row_count);
    take_rows(&rows, out);
    if (rows.mirrored) add_mirror_images(out);
    return RESULT_OK;
}

const SurfacePoint *landmarks_nearest(const Landmarks *landmarks, const double point_mm[3], double *distance_mm)
{
    const SurfacePoint *best = landmarks->points;
    double best2 = distance2(best->position_mm, point_mm);
    for (int i = 1; i < landmarks->point_count; i++) {
        const double d2 = distance2(landmarks->points[i].position_mm, point_mm);
        if (d2 >= best2) continue;
        best2 = d2;
        best = &landmarks->points[i];
    }
    if (distance_mm) *distance_mm = sqrt(best2);
    return best;
}

double landmarks_spacing_mm(const Landmarks *landmarks)
{
    double sum_mm = 0.0;
    for (int i = 0; i < landmarks->point_count; i++) {
        double least2 = INFINITY;
        for (int k = 0; k < landmarks->point_count; k++)
            if (k != i) least2 = fmin(least2, distance2(landmarks->points[i].position_mm, landmarks->points[k].position_mm));
        sum_mm += sqrt(least2) / landmarks->point_count;
    }
    return sum_mm;
}

// votes[feature], the last of those without one.
static void count_votes(const Landmarks *landmarks, double reach_mm, const double point_mm[3], const double normal[3], double *votes)
{
    for (int i = 0; i < landmarks->point_count; i++) {
        const SurfacePoint *point = &landmarks->points[i];
        double facing = 0.0;
        for (int k = 0; k < 3; k++) facing += normal[k] * point->normal[k];
        const double share = exp(-distance2(point->position_mm, point_mm) / (2.0 * reach_mm * reach_mm));
        if (facing >= FACING_LEAST) votes[point->feature == FEATURE_NONE ? LANDMARK_FEATURES_MOST : point->feature] += share;
    }
}

static FeatureVote two_best(const double *votes, double mm_per_log)
{
    int best = LANDMARK_FEATURES_MOST, second = best;
    for (int f = 0; f < LANDMARK_FEATURES_MOST; f++) {
        if (votes[f] > votes[best]) second = best, best = f;
        else if (votes[f] > votes[second] || second == best) second = f;
    }
    const double lead_mm = votes[best] > 0.0 ? mm_per_log * log(votes[best] / fmax(votes[second], 1e-30)) : 0.0;
    return (FeatureVote) { best == LANDMARK_FEATURES_MOST ? FEATURE_NONE : best, second == LANDMARK_FEATURES_MOST ? FEATURE_NONE : second, lead_mm };
}

// Beside a straight border the votes of the two sides are as the areas of a bell curve, whose logarithm grows evenly: by 1.6 for each reach.
FeatureVote landmarks_vote(const Landmarks *landmarks, double spacing_mm, const double point_mm[3], const double normal[3])
{
    double votes[LANDMARK_FEATURES_MOST + 1] = { 0.0 }, nearest_mm;
    const double reach_mm = REACH_FRAC * spacing_mm, mm_per_log = reach_mm / 1.6;
    count_votes(landmarks, reach_mm, point_mm, normal, votes);
    FeatureVote vote = two_best(votes, mm_per_log);
    const int own = landmarks_nearest(landmarks, point_mm, &nearest_mm)->feature;
    const double core_mm = CORE_FRAC * spacing_mm - nearest_mm, own_vote = votes[own == FEATURE_NONE ? LANDMARK_FEATURES_MOST : own];
    const double best_vote = votes[vote.feature == FEATURE_NONE ? LANDMARK_FEATURES_MOST : vote.feature];
    if (own == vote.feature) {
        vote.lead_mm = fmax(vote.lead_mm, core_mm);
        return vote;
    }
    const double ahead_mm = fmax(core_mm, own_vote > 0.0 && best_vote > 0.0 ? mm_per_log * log(own_vote / best_vote) : -INFINITY); // of the nearest's own
    if (ahead_mm > 0.0) return (FeatureVote) { own, vote.feature, ahead_mm };
    if (-ahead_mm < vote.lead_mm) vote.next = own, vote.lead_mm = -ahead_mm;
    return vote;
}

static void try_anchor(const Landmarks *landmarks, const double point[3], Anchors *out)
{
    double distance_mm;
    const SurfacePoint *near = landmarks_nearest(landmarks, point, &distance_mm);
    double outward = 0.0;
    for (int k = 0; k < 3; k++) outward += (point[k] - near->position_mm[k]) * near->normal[k];
    if (distance_mm <= landmarks->anchor_clear_mm || outward <= 0.0) return;
    memcpy(out->position_mm[out->count], point, 3 * sizeof(double));
    out->distance_mm[out->count++] = distance_mm;
}

Anchors anchors_lay(const Landmarks *landmarks, Arena *keep)
{
    const AnchorGrid grid = anchor_grid(landmarks);
    const size_t most = (size_t)grid.count[0] * (size_t)grid.count[1] * (size_t)grid.count[2];
    Anchors out = { .position_mm = arena_push(keep, most * sizeof(double[3])), .distance_mm = ARENA_ARRAY(keep, double, most) };
    for (int i = 0; i < grid.count[0]; i++) {
        for (int j = 0; j < grid.count[1]; j++) {
            for (int k = 0; k < grid.count[2]; k++) {
                const double point[3] = { grid_value(&grid, 0, i), grid_value(&grid, 1, j), grid_value(&grid, 2, k) };
                try_anchor(landmarks, point, &out);
            }
        }
    }
    return out;
}
