// landmark_table.h: the tables of assets/landmarks, row by row, with everything that can be wrong with a row said at its place.
//
// Why       One bad row makes a tooth, a hole or a singular system an hour's search away from its cause. The baker and `check` read by the
//           same rules; the baker stops with the first fault, `check` prints them all.
// Shapes    surface: landmark, feature, x, y, z, nx, ny, nz. tube: x, y, z, radius_mm. box: x, y, z, size_x, size_y, size_z, corner_mm.
//           pad: x, y, z, size_y, size_z, thickness_mm, lift_mm.
// Units     mm; normals come out as unit vectors.
// Source    assets/landmarks; docs/sources.md#landmarks.
// Errors    noted in faults; functions return true when they noted none.
#ifndef ILIOPSOAS_LANDMARK_TABLE_H
#define ILIOPSOAS_LANDMARK_TABLE_H

#include "fault.h"

#define LANDMARK_ROWS_LEAST 4
#define LANDMARK_ROWS_MOST 1200 // the system is dense: twice as many rows cost eight times the time
#define LANDMARK_FEATURES_MOST 254

typedef struct LandmarkRow {
    double position_mm[3], normal[3];
    const char *name;    // "" for most
    const char *feature; // "" for none
} LandmarkRow;

typedef struct LandmarkTable {
    LandmarkRow *rows;
    int row_count;
    bool mirrored; // rows with z > 0 also stand for their mirror image
    double anchor_spacing_mm, anchor_clear_mm, anchor_pad_mm, anchor_softness;
} LandmarkTable;

bool landmark_table_read(const Table *table, Arena *keep, Faults *faults, LandmarkTable *out);

// Tubes, boxes and pads: columns and numbers only.
bool tube_table_check(const Table *table, Faults *faults);
bool box_table_check(const Table *table, Faults *faults);
bool pad_table_check(const Table *table, Faults *faults);

#endif
