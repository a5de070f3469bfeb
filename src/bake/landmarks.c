#include "landmarks.h"

#include "landmark_table.h"

#include <math.h>
#include <string.h>

#define FACING_LEAST -0.2 // cosine; own choice: round an edge still
#define VOTES_LEAST 3e-4   // of one landmark four reaches off: nothing near by faces this way
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

static int most_voted(const double *votes, int but_not)
{
    int best = but_not == LANDMARK_FEATURES_MOST ? 0 : LANDMARK_FEATURES_MOST;
    for (int f = 0; f < LANDMARK_FEATURES_MOST; f++)
        if (f != but_not && votes[f] > votes[best]) best = f;
    return best;
}

// Beside a straight border the votes of the two sides are as the areas of a bell curve, whose logarithm grows evenly: by 1.6 for each reach.
FeatureVote landmarks_vote(const Landmarks *landmarks, double spacing_mm, const double point_mm[3], const double normal[3])
{
    double votes[LANDMARK_FEATURES_MOST + 1] = { 0.0 }, nearest_mm;
    const double reach_mm = REACH_FRAC * spacing_mm;
    count_votes(landmarks, reach_mm, point_mm, normal, votes);
    const int feature = landmarks_nearest(landmarks, point_mm, &nearest_mm)->feature, nearest = feature == FEATURE_NONE ? LANDMARK_FEATURES_MOST : feature;
    const double core_mm = CORE_FRAC * spacing_mm - nearest_mm; // how deep in the nearest's own place
    const int first = most_voted(votes, -1), second = most_voted(votes, first);
    if (votes[first] < VOTES_LEAST) return (FeatureVote) { feature, fmax(core_mm, 0.0) };
    const double lead_mm = reach_mm / 1.6 * log(votes[first] / fmax(votes[second], VOTES_LEAST));
    if (first == nearest) return (FeatureVote) { feature, fmax(lead_mm, core_mm) };
    const double behind_mm = fmin(reach_mm / 1.6 * log(votes[first] / fmax(votes[nearest], VOTES_LEAST)), -core_mm);
    if (behind_mm < 0.0) return (FeatureVote) { feature, -behind_mm };
    return (FeatureVote) { first == LANDMARK_FEATURES_MOST ? FEATURE_NONE : first, fmin(lead_mm, behind_mm) };
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
