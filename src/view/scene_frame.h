// scene_frame.h: what the camera must see: frames the shown parts, and bounds them for the near and far plane.
//
// Why       A picture of the hip that fits the whole skin makes the hip small. So the automatic camera fits what the anatomy is about: pelvis,
//           spine and the top of the thighs, and lets the skin and the shafts of the femora run out of the picture.
//           It looks at the whole clip, not at the moment shown, so that a film made of single pictures does not sway.
// Units     mm, world frame.
// Errors    cannot fail; with nothing shown the camera looks at the origin from 1 m.
// Cost      about 1 ms when the camera is automatic.
#ifndef ILIOPSOAS_SCENE_FRAME_H
#define ILIOPSOAS_SCENE_FRAME_H

#include "camera.h"
#include "pose.h"

void scene_frame_camera(const Body *body, const Flesh *flesh, const ViewState *view, Camera *camera);
// From where the camera looks, but so that all of these are in the picture, drawn or not.
void scene_frame_parts(const Body *body, const Flesh *flesh, const ViewState *view, const bool parts[PART_MOST], Camera *camera);

// World transform of a rigid part's rest coordinates, mirroring not included; props of a clip stand where the clip puts them.
mat4s scene_world_from_rest(const Body *body, const Pose *pose, ClipId clip, PartId part);
// The box around what is shown, background left out unless there is nothing else; false where nothing is shown.
bool scene_frame_reach(const Body *body, const Pose *pose, const ViewState *view, vec3s *low_mm, vec3s *high_mm);
// Centre of a part's bounding sphere in a pose.
vec3s scene_part_centre_mm(const Body *body, const Pose *pose, ClipId clip, PartId part);
float scene_part_radius_mm(const Body *body, PartId part); // with room for bending

#endif
