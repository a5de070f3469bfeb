// pick.h: what is under the cursor: a ray against the scene's own triangles, on the CPU.
//
// Why       No second render pass, works in tests, without a GPU, in any pose, and always agrees with what is drawn.
// Shapes    PickIndex keeps boxes around clusters of triangles: fixed ones for rigid parts (rest frame), refreshed ones for flesh.
// Units     mm, px, world frame; rest_mm is in the part's own rest coordinates (left parts at negative z).
// Errors    cannot fail: part 0 when nothing is hit.
// Cost      at most 100 us median (bench pick_us_median).
#ifndef ILIOPSOAS_PICK_H
#define ILIOPSOAS_PICK_H

#include "scene_build.h"

typedef struct Pick {
    PartId part;
    uint32_t vertex; // nearest corner of the triangle hit
    vec3s world_mm, rest_mm, normal; // normal: rest frame, of the surface
    float depth_mm;
    const char *region;       // "" when the part has none
    const Landmark *landmark; // nearest named point of the part, NULL when it has none
    TriggerId trigger;        // a trigger mark within reach of the cursor
    bool on_cut;              // the cut face of the part, not its surface: normal is that of the plane, rest_mm only of rigid parts
    ZoneId zone;              // the zone of the skin under the cursor (when the skin was asked for)
} Pick;

typedef struct PickIndex PickIndex;
PickIndex *pick_index_make(const Body *body, Arena *keep);

// The ghost skin is passed through except where a zone is lit; in DOOR_HURT the skin's zones answer anywhere.
Pick pick_at(PickIndex *index, const Body *body, const Scene *scene, const ViewState *view, float x_px, float y_px);

// Whether nothing stands between the eye and a point on a surface. What can be seen through does not hide, nor does the ghost skin; a face
// of the cut does.
bool pick_sees(PickIndex *index, const Scene *scene, vec3s world_mm);
// The nearest part at a pixel among those that hide; 0: none.
PartId pick_front(PickIndex *index, const Scene *scene, float x_px, float y_px);

#endif
