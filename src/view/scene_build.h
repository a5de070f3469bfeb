// scene_build.h: turns what is asked for (ViewState) and what the body does (Pose) into a Scene.
//
// Why       The only place that decides what is drawn, in which order, at which level of detail, with which paint.
// Shapes    scene and everything it points to live in the frame arena. Flesh is shaped here, once per pose (kept in SceneCache while the
//           pose stands).
// Units     mm, px.
// Errors    cannot fail.
// Cost      flesh of all default soft parts about 3 ms while both legs move; nothing when the pose has not changed.
#ifndef ILIOPSOAS_SCENE_BUILD_H
#define ILIOPSOAS_SCENE_BUILD_H

#include "measure.h"
#include "scene.h"
#include "view_state.h"

// What is kept from frame to frame: bindings, shaped flesh of the last pose, zone paint of the last hover.
typedef struct SceneCache SceneCache;
SceneCache *scene_cache_make(const Body *body, Arena *keep);

typedef struct SceneTimes {
    double pose_ms, flesh_ms, paint_ms, scene_ms; // scene: all of scene_build
} SceneTimes;

// detail: level used for everything (DETAIL_HIGH is the window's default). camera of view may be automatic: resolved into scene->camera
// and, when resolved_camera is not NULL, into numbers.
Scene *scene_build(const Body *body, SceneCache *cache, const ViewState *view, Detail detail, Arena *frame, Camera *resolved_camera);
const Pose *scene_pose(const SceneCache *cache);         // of the last scene built
const Measures *scene_measures(const SceneCache *cache); // of the body: lengths and arms in any pose
vec3s scene_point_mm(const SceneCache *cache, PartId part, vec3s rest_mm); // where a rest point of a part lies in that pose
void scene_fit_parts(const SceneCache *cache, const ViewState *view, const bool parts[PART_MOST], Camera *camera); // scene_frame_parts
SceneTimes scene_times(const SceneCache *cache);

// Whether the iliofemoral ligament is shown and named as what ends the extension of this hip. It comes into view a little before.
bool scene_ligament_is_tight(const Pose *pose, const MusclePaths *paths, Side side);

SceneTheme scene_theme(Theme theme, Pain pain);

// World point to pixels (y down); false when behind the camera.
bool scene_project(const Scene *scene, vec3s world_mm, float *x_px, float *y_px, float *depth_mm);
void scene_ray(const Scene *scene, float x_px, float y_px, vec3s *origin_mm, vec3s *direction);

#endif
