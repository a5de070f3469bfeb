// ruler.h: distances and angles between points that a person has picked: their words, their names, their figures.
//
// Why       A point is kept as a place of its part at rest, so that it goes where the body goes; the number is worked out anew in every pose.
// Shapes    A ruler has one to three points; two give a distance, three an angle at the middle one and both lengths. In words a point is
//           PART:LANDMARK, LANDMARK (of the right side where there are two; LANDMARK_left), or PART@x:y:z with its rest place.
//           Points of a ruler are parted by commas, rulers by + or ; (a ; would need quotes in a shell, so + is written).
// Units     mm, degrees. Parts of a distance are told along the axes of the pelvis: forward, up, to the subject's right.
// Errors    RESULT_USAGE with a sentence; unknown ids suggest the nearest. The view is left as it was. Two points in one place are 0 mm
//           apart and make no angle.
#ifndef ILIOPSOAS_RULER_H
#define ILIOPSOAS_RULER_H

#include "view_state.h"

Result ruler_read_point(const Body *body, const char *word, RulerPoint *out, Message *why);
char *ruler_point_word(const Body *body, const RulerPoint *point, Arena *arena); // "hip_bone_right:asis"
Result rulers_read(ViewState *view, const Body *body, const char *list, Message *why);
char *rulers_write(const ViewState *view, const Body *body, Arena *arena);

RulerPoint ruler_at_landmark(const Body *body, PartId part, int landmark); // index into body->landmarks
// "Anterior superior iliac spine"; of a point on the surface its region, or the part again.
const char *ruler_point_place(const Body *body, const RulerPoint *point, Language language, Arena *arena);
// The same and the part with its side: "Anterior superior iliac spine (Hip bone, right)".
const char *ruler_point_title(const Body *body, const RulerPoint *point, Language language, Arena *arena);

// Adds to the last ruler, or begins another when that is full or `anew`. False: the oldest had to make room.
bool ruler_add_point(ViewState *view, RulerPoint point, bool anew);
void ruler_remove(ViewState *view, int index);

typedef struct RulerFigures {
    float length_mm[RULER_POINTS_MOST - 1]; // from each point to the next
    float forward_mm, up_mm, right_mm;      // from the first point to the second
    float angle_deg;                        // at the second point
    bool has_angle;
} RulerFigures;
RulerFigures ruler_figures(const vec3s *at_mm, int count, mat4s world_from_pelvis);

#endif
