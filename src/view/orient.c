#include "orient.h"

#include <math.h>

static vec3s axis_towards(vec3s v, int axis)
{
    vec3s out = { { 0, 0, 0 } };
    out.raw[axis] = v.raw[axis] < 0 ? -1.0f : 1.0f;
    return out;
}

static int longest(vec3s v, int but)
{
    int axis = but == 0 ? 1 : 0;
    for (int i = 0; i < 3; i++)
        if (i != but && fabsf(v.raw[i]) > fabsf(v.raw[axis])) axis = i;
    return axis;
}

OrientFrame orient_frame(mat4s world_from_pelvis)
{
    const vec3s front = glms_vec3(world_from_pelvis.col[0]), up = glms_vec3(world_from_pelvis.col[1]);
    const int along = longest(front, -1);
    OrientFrame frame = { .front = axis_towards(front, along), .up = axis_towards(up, longest(up, along)) };
    frame.right = glms_vec3_cross(frame.front, frame.up);
    return frame;
}

static vec3s outward_of(const OrientFrame *frame, ViewId face)
{
    switch (face) {
    case VIEW_ANTERIOR: return frame->front;
    case VIEW_POSTERIOR: return glms_vec3_negate(frame->front);
    case VIEW_LEFT: return glms_vec3_negate(frame->right);
    case VIEW_RIGHT: return frame->right;
    case VIEW_SUPERIOR: return frame->up;
    default: return glms_vec3_negate(frame->up);
    }
}

// Two sides of a face, so that its corners come in turn.
static void sides_of(const OrientFrame *frame, ViewId face, vec3s *one, vec3s *other)
{
    const bool across = face == VIEW_SUPERIOR || face == VIEW_INFERIOR, ahead = face == VIEW_ANTERIOR || face == VIEW_POSTERIOR;
    *one = ahead ? frame->right : frame->front;
    *other = across ? frame->right : frame->up;
}

static vec3s in_picture(const CameraAxes *axes, vec3s v)
{
    return (vec3s){ { glms_vec3_dot(axes->right, v), glms_vec3_dot(axes->up, v), glms_vec3_dot(axes->back, v) } };
}

void orient_faces(const OrientFrame *frame, const Camera *camera, OrientFace out[ORIENT_FACES])
{
    static const float turn[4][2] = { { -1, -1 }, { 1, -1 }, { 1, 1 }, { -1, 1 } };
    const CameraAxes axes = camera_axes(camera);
    for (int f = 0; f < ORIENT_FACES; f++) {
        OrientFace *face = &out[f];
        vec3s one, other;
        sides_of(frame, (ViewId)f, &one, &other);
        one = in_picture(&axes, one);
        other = in_picture(&axes, other);
        face->outward = in_picture(&axes, outward_of(frame, (ViewId)f));
        face->facing_frac = face->outward.z;
        face->middle_x = face->outward.x;
        face->middle_y = -face->outward.y;
        for (int k = 0; k < 4; k++) {
            face->x[k] = face->middle_x + turn[k][0] * one.x + turn[k][1] * other.x;
            face->y[k] = face->middle_y - turn[k][0] * one.y - turn[k][1] * other.y;
        }
    }
}

static bool inside(const OrientFace *face, float x, float y)
{
    int left = 0;
    for (int k = 0; k < 4; k++) {
        const int next = (k + 1) % 4;
        const float across = (face->x[next] - face->x[k]) * (y - face->y[k]) - (face->y[next] - face->y[k]) * (x - face->x[k]);
        left += across > 0;
    }
    return left == 0 || left == 4;
}

// Edge on there is nothing to hit.
#define SEEN_FRAC 0.04f

ViewId orient_face_at(const OrientFace faces[ORIENT_FACES], float x, float y)
{
    for (int f = 0; f < ORIENT_FACES; f++)
        if (faces[f].facing_frac > SEEN_FRAC && inside(&faces[f], x, y)) return (ViewId)f;
    return VIEW_COUNT;
}

ViewId orient_nearest(const OrientFace faces[ORIENT_FACES])
{
    int nearest = 0;
    for (int f = 1; f < ORIENT_FACES; f++)
        if (faces[f].facing_frac > faces[nearest].facing_frac) nearest = f;
    return (ViewId)nearest;
}

ViewId orient_view(const OrientFrame *frame, ViewId face)
{
    const OrientFrame world = { { { 1, 0, 0 } }, { { 0, 1, 0 } }, { { 0, 0, 1 } } };
    const vec3s outward = outward_of(frame, face);
    for (int view = 0; view < ORIENT_FACES; view++)
        if (glms_vec3_dot(outward_of(&world, (ViewId)view), outward) > 0.5f) return (ViewId)view;
    return face;
}
