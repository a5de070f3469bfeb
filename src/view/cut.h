// cut.h: the cut plane: what it takes away, and the faces it leaves.
//
// Why       A surface cut open shows the inside of its shell, and the body looks hollow. So every part that the plane goes through gets a face there: its
//           outline, sliced from the triangles that are drawn, and the look of its inside (cut_look.h). The renderer fills outlines by counting turns,
//           so it does not matter that an outline may be forked, or cross itself where flesh folds.
// Shapes    The plane hangs on the pelvis, so it stays in the body when that lies down or walks. Parts overlap a little, in the specimen and in motion:
//           faces are given in the order in which they win: bone, disc, ligament, muscle, nerve and vessel, organ, wall of the belly, skin.
//           Faces and segments live in the frame arena. Things that are no part of the body are not cut.
// Units     mm; plane coordinates: first two in the plane, third towards what is taken away.
// Errors    cannot fail.
// Cost      one pass over the vertices shown, one over the triangles of what is cut: 0.5 ms for the bones, 2 ms for the whole body.
#ifndef ILIOPSOAS_CUT_H
#define ILIOPSOAS_CUT_H

#include "arena.h"
#include "muscle_path.h"
#include "view_state.h"

#define CUT_STEP_MM 2.0f // of a key

// False where nothing is cut.
bool cut_plane(const ViewState *view, const Body *body, const Pose *pose, mat4s *world_from_plane);
// Takes items away, marks those that are cut, and fills scene->cut.
void cut_scene(const ViewState *view, const Body *body, const MusclePaths *paths, const Pose *pose, Scene *scene, Arena *frame);
// The face under a place of the plane; NULL where there is none.
const CutFace *cut_face_at(const SceneCut *cut, float u_mm, float v_mm);
vec3s cut_place_mm(const SceneCut *cut, vec3s world_mm); // of a point, in plane coordinates
bool cut_takes_away(const SceneCut *cut, vec3s world_mm);
// How far the plane can go along its axis before it leaves the body.
void cut_range(CutAxis axis, float *low_mm, float *high_mm);

#endif
