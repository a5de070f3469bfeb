// camera.h: where the eye stands, from the plain numbers of Camera; turning, moving, coming nearer, framing.
//
// Why       A camera is a pivot, two angles and a distance: it can be eased, written as an option and never rolls. Zooming shrinks the
//           whole arrangement towards a point, so that whatever lies there (under the cursor, at any depth) stays where it is on screen.
// Source    own choice: 24 degrees from top to bottom, about an 85 mm portrait lens, so that near parts are not blown up.
// Shapes    every function but camera_fit_* wants numbers: distance_mm > 0 and pivot_mm set, as scene_build resolves them.
// Units     mm, world frame; radians; pixels of the drawable, y downward.
// Errors    cannot fail; elevation stays within 90 degrees when turned by hand (never upside down: "up" comes from the azimuth, so looking
//           straight down is no special case), distance within CAMERA_NEAREST_MM..CAMERA_FARTHEST_MM.
#ifndef ILIOPSOAS_CAMERA_H
#define ILIOPSOAS_CAMERA_H

#include "view_state.h"

#define CAMERA_HEIGHT_RAD 0.418879f // vertical field of view
#define CAMERA_NEAREST_MM 30.0f
#define CAMERA_FARTHEST_MM 8000.0f

typedef struct CameraAxes {
    vec3s right, up, back; // of the picture, in the world; back: from the pivot to the eye
} CameraAxes;

CameraAxes camera_axes(const Camera *camera);
vec3s camera_eye_mm(const Camera *camera);
float camera_mm_per_pixel(const Camera *camera, int height_px); // at the pivot
float camera_depth_mm(const Camera *camera, vec3s point_mm);    // of a point before the eye, along the line of sight; the pivot's is the distance
float camera_height_mm(const Camera *camera, float depth_mm);   // how much of the world the picture is high, that far before the eye
SceneCamera camera_scene(const Camera *camera, int width_px, int height_px, float near_mm, float far_mm);

// Shifts the picture, like the rising front of a view camera: in shares of half its width and height. Perspective stays as it is.
void camera_shift(SceneCamera *camera, float right_frac, float up_frac);

// Turns about the pivot. To let the body follow a drag of dx, dy pixels: camera_orbit(c, dx * r, dy * r) with r about pi / height.
void camera_orbit(Camera *camera, float rightward_rad, float downward_rad);
// Takes the pivot along the line of sight to this depth: what one turns about changes, the picture does not.
void camera_slide(Camera *camera, float depth_mm);
// The body follows the cursor by so many pixels, at the depth of the pivot.
void camera_pan(Camera *camera, float right_px, float down_px, int height_px);
// factor > 1 comes nearer; point_mm stays where it is in the picture.
void camera_zoom_at(Camera *camera, float factor, vec3s point_mm);
// Takes the pivot into the box, or no further out of it than it was before.
void camera_keep_within(Camera *camera, vec3s before_mm, vec3s low_mm, vec3s high_mm);
// What lies under the cursor when nothing is hit there: a point of the plane through the pivot that faces the eye.
vec3s camera_plane_point_mm(const Camera *camera, float x_px, float y_px, int width_px, int height_px);
// Part of the way from one camera to another, t_frac 0..1: softly started and ended, azimuth the short way round.
Camera camera_ease(Camera from, Camera to, float t_frac);

// The least distance, and the pivot, from which all points are seen. Perspective is taken into account exactly.
typedef struct CameraFit {
    CameraAxes axes;
    bool orthographic;
    float slope_x, slope_y;                 // half width and height of the picture at distance 1, margin taken off
    float left, right, low, high;           // the four sides of the view cone, pushed out by the points
    float front_mm, rear_mm;                // depths along axes.back
    int point_count;
} CameraFit;
CameraFit camera_fit_begin(const Camera *camera, int width_px, int height_px, float fill_frac);
void camera_fit_point(CameraFit *fit, vec3s point_mm);
// Fills what is automatic: the pivot when pivot_auto, the distance when it is 0.
void camera_fit_end(const CameraFit *fit, Camera *camera);

// Field by field: the bytes between the fields are nobody's, and memcmp would tell two equal cameras apart.
bool camera_same(const Camera *a, const Camera *b);

#endif
