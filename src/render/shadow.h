// shadow.h: what the key lamp sees: the view from it, for the one cast shadow of the picture.
//
// Why       The lamps are fixed to the view, so the lamp's matrix is applied to places in the view and every program for distances serves. It
//           looks with parallel rays at a ball round what is solid and near what the camera looks at; the ball keeps its size while the body
//           turns, so that the shadow's edges do not swim.
// Shapes    two matrices from the view: to clip space, for drawing distances from the lamp, and to 0..1, for looking them up.
// Units     mm, view frame.
// Errors    cannot fail; with nothing solid the ball is empty and nothing is to be drawn.
// Source    L. Williams, Casting curved shadows on curved surfaces, 1978 (docs/sources.md#williams1978); distances of the far sides are kept, so
//           that a lit surface never shadows itself: Y. Wang, S. Molnar, Second-depth shadow mapping, 1994 (docs/sources.md#wang1994).
//           Softness, strength: drawing choice.
#ifndef ILIOPSOAS_SHADOW_H
#define ILIOPSOAS_SHADOW_H

#include "scene.h"

typedef struct ShadowLamp {
    mat4s clip_from_view, picture_from_view;
    vec4s taps; // radius of what is looked at, in the picture; least distance that shadows; 1 / the distance over which it grows full; -
} ShadowLamp;

typedef struct ShadowBall { // world
    vec3s low_mm, high_mm;
} ShadowBall;

ShadowBall shadow_ball_none(void);
void shadow_ball_add(ShadowBall *ball, vec3s middle_mm, float radius_mm);
bool shadow_ball_is_empty(const ShadowBall *ball);
ShadowLamp shadow_lamp(const Scene *scene, const ShadowBall *ball);

#endif
