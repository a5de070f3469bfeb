#include "camera.h"

#include <float.h>
#include <math.h>

CameraAxes camera_axes(const Camera *camera)
{
    const float ca = cosf(camera->azimuth_rad), sa = sinf(camera->azimuth_rad);
    const float ce = cosf(camera->elevation_rad), se = sinf(camera->elevation_rad);
    CameraAxes axes = { .right = { { sa, 0.0f, -ca } }, .back = { { ce * ca, se, ce * sa } } };
    axes.up = glms_vec3_cross(axes.back, axes.right); // from the azimuth, not from "up": looking straight down is no special case
    return axes;
}

vec3s camera_eye_mm(const Camera *camera)
{
    return glms_vec3_add(camera->pivot_mm, glms_vec3_scale(camera_axes(camera).back, camera->distance_mm));
}

static float half_height_slope(void)
{
    return tanf(0.5f * CAMERA_HEIGHT_RAD);
}

float camera_mm_per_pixel(const Camera *camera, int height_px)
{
    return 2.0f * camera->distance_mm * half_height_slope() / (float)height_px;
}

float camera_depth_mm(const Camera *camera, vec3s point_mm)
{
    return glms_vec3_dot(glms_vec3_sub(camera_eye_mm(camera), point_mm), camera_axes(camera).back);
}

float camera_height_mm(const Camera *camera, float depth_mm)
{
    return 2.0f * half_height_slope() * (camera->orthographic ? camera->distance_mm : depth_mm);
}

static mat4s view_from_world(const CameraAxes *axes, vec3s eye_mm)
{
    const vec3s rows[3] = { axes->right, axes->up, axes->back };
    mat4s m = glms_mat4_identity();
    for (int i = 0; i < 3; i++) {
        m.raw[0][i] = rows[i].x;
        m.raw[1][i] = rows[i].y;
        m.raw[2][i] = rows[i].z;
        m.raw[3][i] = -glms_vec3_dot(rows[i], eye_mm);
    }
    return m;
}

SceneCamera camera_scene(const Camera *camera, int width_px, int height_px, float near_mm, float far_mm)
{
    const CameraAxes axes = camera_axes(camera);
    const float aspect = (float)width_px / (float)height_px;
    const float half_mm = camera->distance_mm * half_height_slope();
    SceneCamera out = {
        .eye_mm = camera_eye_mm(camera),
        .pivot_mm = camera->pivot_mm,
        .pixels_per_mm_at_pivot = 1.0f / camera_mm_per_pixel(camera, height_px),
        .orthographic = camera->orthographic,
    };
    out.view_from_world = view_from_world(&axes, out.eye_mm);
    if (camera->orthographic) out.clip_from_view = glms_ortho(-half_mm * aspect, half_mm * aspect, -half_mm, half_mm, near_mm, far_mm);
    else out.clip_from_view = glms_perspective(CAMERA_HEIGHT_RAD, aspect, near_mm, far_mm);
    return out;
}

void camera_shift(SceneCamera *camera, float right_frac, float up_frac)
{
    // What is added to clip.xy is scaled by clip.w: 1 without perspective, -z with it.
    const int column = camera->orthographic ? 3 : 2;
    const float w = camera->orthographic ? 1.0f : -1.0f;
    camera->clip_from_view.raw[column][0] += w * right_frac;
    camera->clip_from_view.raw[column][1] += w * up_frac;
}

static float clampf(float x, float low, float high)
{
    return x < low ? low : x > high ? high : x;
}

void camera_orbit(Camera *camera, float rightward_rad, float downward_rad)
{
    camera->azimuth_rad = remainderf(camera->azimuth_rad + rightward_rad, 2.0f * GLM_PIf);
    camera->elevation_rad = clampf(camera->elevation_rad + downward_rad, -GLM_PI_2f, GLM_PI_2f);
}

// Without perspective the distance is the scale of the picture, and only the pivot may change.
void camera_slide(Camera *camera, float depth_mm)
{
    const float wanted_mm = camera->orthographic ? depth_mm : clampf(depth_mm, CAMERA_NEAREST_MM, CAMERA_FARTHEST_MM);
    const vec3s nearer_mm = glms_vec3_scale(camera_axes(camera).back, camera->distance_mm - wanted_mm);
    camera->pivot_mm = glms_vec3_add(camera->pivot_mm, nearer_mm);
    if (!camera->orthographic) camera->distance_mm = wanted_mm;
    camera->pivot_auto = false;
}

static vec3s in_plane(const CameraAxes *axes, float right_mm, float up_mm)
{
    return glms_vec3_add(glms_vec3_scale(axes->right, right_mm), glms_vec3_scale(axes->up, up_mm));
}

void camera_pan(Camera *camera, float right_px, float down_px, int height_px)
{
    const CameraAxes axes = camera_axes(camera);
    const float mm = camera_mm_per_pixel(camera, height_px);
    camera->pivot_mm = glms_vec3_add(camera->pivot_mm, in_plane(&axes, -right_px * mm, down_px * mm));
    camera->pivot_auto = false;
}

void camera_zoom_at(Camera *camera, float factor, vec3s point_mm)
{
    const float distance_mm = clampf(camera->distance_mm / factor, CAMERA_NEAREST_MM, CAMERA_FARTHEST_MM);
    const float kept = distance_mm / camera->distance_mm;
    camera->pivot_mm = glms_vec3_add(point_mm, glms_vec3_scale(glms_vec3_sub(camera->pivot_mm, point_mm), kept));
    camera->distance_mm = distance_mm;
    camera->pivot_auto = false;
}

void camera_keep_within(Camera *camera, vec3s before_mm, vec3s low_mm, vec3s high_mm)
{
    for (int i = 0; i < 3; i++) {
        const float low = fminf(low_mm.raw[i], before_mm.raw[i]), high = fmaxf(high_mm.raw[i], before_mm.raw[i]);
        camera->pivot_mm.raw[i] = clampf(camera->pivot_mm.raw[i], low, high);
    }
}

vec3s camera_plane_point_mm(const Camera *camera, float x_px, float y_px, int width_px, int height_px)
{
    const CameraAxes axes = camera_axes(camera);
    const float mm = camera_mm_per_pixel(camera, height_px);
    const float right_mm = (x_px - 0.5f * (float)width_px) * mm, up_mm = (0.5f * (float)height_px - y_px) * mm;
    return glms_vec3_add(camera->pivot_mm, in_plane(&axes, right_mm, up_mm));
}

Camera camera_ease(Camera from, Camera to, float t_frac)
{
    const float t = clampf(t_frac, 0.0f, 1.0f);
    if (t >= 1.0f) return to;
    const float soft = t * t * (3.0f - 2.0f * t);
    Camera out = to;
    out.azimuth_rad = from.azimuth_rad + soft * remainderf(to.azimuth_rad - from.azimuth_rad, 2.0f * GLM_PIf);
    out.elevation_rad = from.elevation_rad + soft * (to.elevation_rad - from.elevation_rad);
    out.distance_mm = from.distance_mm * powf(to.distance_mm / from.distance_mm, soft); // equal steps look equal
    out.pivot_mm = glms_vec3_lerp(from.pivot_mm, to.pivot_mm, soft);
    return out;
}

CameraFit camera_fit_begin(const Camera *camera, int width_px, int height_px, float fill_frac)
{
    const float slope = half_height_slope() * fill_frac;
    return (CameraFit){
        .axes = camera_axes(camera),
        .orthographic = camera->orthographic,
        .slope_x = slope * (float)width_px / (float)height_px,
        .slope_y = slope,
        .left = -FLT_MAX, .right = -FLT_MAX, .low = -FLT_MAX, .high = -FLT_MAX,
        .front_mm = -FLT_MAX, .rear_mm = FLT_MAX,
    };
}

void camera_fit_point(CameraFit *fit, vec3s point_mm)
{
    const float x = glms_vec3_dot(fit->axes.right, point_mm), y = glms_vec3_dot(fit->axes.up, point_mm);
    const float depth = glms_vec3_dot(fit->axes.back, point_mm);
    const float nearer = fit->orthographic ? 0.0f : depth; // without perspective, depth widens nothing
    fit->right = fmaxf(fit->right, x + fit->slope_x * nearer);
    fit->left = fmaxf(fit->left, -x + fit->slope_x * nearer);
    fit->high = fmaxf(fit->high, y + fit->slope_y * nearer);
    fit->low = fmaxf(fit->low, -y + fit->slope_y * nearer);
    fit->front_mm = fmaxf(fit->front_mm, depth);
    fit->rear_mm = fminf(fit->rear_mm, depth);
    fit->point_count++;
}

// How far along axes.back the eye must stand when it looks along the line through (x, y) of the picture plane.
static float eye_depth_mm(const CameraFit *fit, float x, float y)
{
    const float wide = fmaxf(fit->right - x, fit->left + x) / fit->slope_x;
    const float tall = fmaxf(fit->high - y, fit->low + y) / fit->slope_y;
    return fmaxf(wide, tall);
}

static vec3s from_axes(const CameraAxes *axes, float x, float y, float depth)
{
    return glms_vec3_add(in_plane(axes, x, y), glms_vec3_scale(axes->back, depth));
}

void camera_fit_end(const CameraFit *fit, Camera *camera)
{
    const float middle_mm = fit->point_count ? 0.5f * (fit->front_mm + fit->rear_mm) : 0.0f;
    if (camera->pivot_auto) {
        const float x = fit->point_count ? 0.5f * (fit->right - fit->left) : 0.0f;
        const float y = fit->point_count ? 0.5f * (fit->high - fit->low) : 0.0f;
        camera->pivot_mm = from_axes(&fit->axes, x, y, middle_mm);
        camera->pivot_auto = false;
    }
    if (camera->distance_mm > 0.0f) return;
    camera->distance_mm = 1000.0f; // nothing to see
    if (fit->point_count == 0) return;
    const float x = glms_vec3_dot(fit->axes.right, camera->pivot_mm), y = glms_vec3_dot(fit->axes.up, camera->pivot_mm);
    const float pivot_depth_mm = fit->orthographic ? 0.0f : glms_vec3_dot(fit->axes.back, camera->pivot_mm);
    camera->distance_mm = clampf(eye_depth_mm(fit, x, y) - pivot_depth_mm, CAMERA_NEAREST_MM, CAMERA_FARTHEST_MM);
}

bool camera_same(const Camera *a, const Camera *b)
{
    const bool angles = a->azimuth_rad == b->azimuth_rad && a->elevation_rad == b->elevation_rad && a->distance_mm == b->distance_mm;
    const bool pivot = a->pivot_mm.x == b->pivot_mm.x && a->pivot_mm.y == b->pivot_mm.y && a->pivot_mm.z == b->pivot_mm.z;
    return angles && pivot && a->pivot_auto == b->pivot_auto && a->orthographic == b->orthographic;
}
