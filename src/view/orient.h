// orient.h: the figure that shows how the body lies: a cube whose faces are its front, back, left, right, top and bottom.
//
// Why       The axes are the body's own: who lies on the back has the front on top. They are rounded to those of the world, so that the figure does
//           not sway with every step, and every face is one of the standard views.
// Source    own choice, after the view cubes of drawing programs.
// Shapes    six faces in the order of ViewId, anterior .. inferior; corners in turn.
// Units     of half an edge of the cube, x to the right of the picture and y down, from the cube's middle. No perspective: letters keep their place.
// Errors    cannot fail.
#ifndef ILIOPSOAS_ORIENT_H
#define ILIOPSOAS_ORIENT_H

#include "camera.h"

enum { ORIENT_FACES = 6 };

typedef struct OrientFrame {
    vec3s front, up, right; // of the body, each along an axis of the world
} OrientFrame;

typedef struct OrientFace {
    float x[4], y[4], middle_x, middle_y;
    float facing_frac; // 1: seen straight on; 0 and below: not seen
    vec3s outward;     // in the picture: to the right, up, towards the eye
} OrientFace;

OrientFrame orient_frame(mat4s world_from_pelvis);
void orient_faces(const OrientFrame *frame, const Camera *camera, OrientFace out[ORIENT_FACES]);
// The face that is seen at a place; VIEW_COUNT: none.
ViewId orient_face_at(const OrientFace faces[ORIENT_FACES], float x, float y);
ViewId orient_nearest(const OrientFace faces[ORIENT_FACES]); // the one seen most nearly straight on
// From where in the world a face of the body is seen.
ViewId orient_view(const OrientFrame *frame, ViewId face);

#endif
