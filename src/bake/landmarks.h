// landmarks.h: one table of measured surface points, completed: mirror images added, features numbered, anchors laid.
//
// Why       field/landmark_table.h reads and judges the rows, for `check` as for us; what the solver needs beyond them is made here.
// Shapes    points[row_count] are the rows; points[row_count..point_count) the mirror images of those with z > 0 in a mirrored
//           table. anchors: see anchors_lay. features[feature_count]: distinct, in order of appearance.
// Units     mm; normals are unit vectors.
// Source    assets/landmarks, format in docs; anchor rule: docs/sources.md#landmarks.
// Errors    RESULT_BAD_DATA with file:line:column: the first fault of the rows, or points so far apart that anchors would fill the memory.
#ifndef ILIOPSOAS_LANDMARKS_H
#define ILIOPSOAS_LANDMARKS_H

#include "table.h"

#define FEATURE_NONE (-1)

typedef struct SurfacePoint {
    double position_mm[3], normal[3];
    const char *name; // "" for most
    int feature;      // index into features, FEATURE_NONE when the cell is empty
} SurfacePoint;

typedef struct Landmarks {
    SurfacePoint *points;
    const char **features;
    int row_count, point_count, feature_count;
    double anchor_spacing_mm, anchor_clear_mm, anchor_pad_mm, anchor_softness;
} Landmarks;

typedef struct Anchors {
    double (*position_mm)[3];
    double *distance_mm; // to the nearest landmark: the value wanted there
    int count;
} Anchors;

Result landmarks_parse(const Table *table, Arena *keep, Landmarks *out, Message *why);

// Points of a box grid around the landmarks, on the outer side, where the field is held positive.
Anchors anchors_lay(const Landmarks *landmarks, Arena *keep);

// The landmark nearest to a point, mirror images too.
const SurfacePoint *landmarks_nearest(const Landmarks *landmarks, const double point_mm[3], double *distance_mm);
double landmarks_spacing_mm(const Landmarks *landmarks); // the mean way from one to the next
// Which feature a place of the surface belongs to: landmarks near by vote, those of the other face of a plate do not, and right beside a landmark
// its own feature holds. By the nearest landmark alone borders would zigzag round each of them.
typedef struct FeatureVote {
    int feature;
    double lead_mm; // about how far the border of its region is
} FeatureVote;
FeatureVote landmarks_vote(const Landmarks *landmarks, double spacing_mm, const double point_mm[3], const double normal[3]);

#endif
