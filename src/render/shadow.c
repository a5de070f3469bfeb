// shadow.c: see shadow.h.
#include "shadow.h"

#include <math.h>

#define SOFT_MM 5.0f       // how far round its way to the lamp a place looks
#define BIAS_MM 1.0f       // two levels of detail of one part differ by less
#define FULL_MM 1.5f       // deeper behind: in full shadow
#define DEEP 1.6f          // radii: what throws a shadow from without the ball
#define AROUND_MM 130.0f   // beyond the edge of the picture there are parts that throw a shadow into it

static const vec3s toward_lamp = { { -0.4657f, 0.6329f, 0.6185f } }; // key_direction of shaders/blocks.glsl

ShadowBall shadow_ball_none(void)
{
    return (ShadowBall) { glms_vec3_fill(INFINITY), glms_vec3_fill(-INFINITY) };
}

void shadow_ball_add(ShadowBall *ball, vec3s middle_mm, float radius_mm)
{
    ball->low_mm = glms_vec3_minv(ball->low_mm, glms_vec3_subs(middle_mm, radius_mm));
    ball->high_mm = glms_vec3_maxv(ball->high_mm, glms_vec3_adds(middle_mm, radius_mm));
}

bool shadow_ball_is_empty(const ShadowBall *ball)
{
    return ball->low_mm.x > ball->high_mm.x;
}

// Close up, only what the picture shows and what stands round it.
static float seen_radius_mm(const Scene *scene)
{
    const float per_mm = scene->camera.pixels_per_mm_at_pivot;
    return per_mm > 0.0f ? 0.5f * hypotf((float)scene->width_px, (float)scene->height_px) / per_mm + AROUND_MM : INFINITY;
}

// Rows of the matrix: x, y along the lamp's picture, z away from it; in radii of the ball.
static mat4s lamp_matrix(vec3s middle, float radius_mm)
{
    const vec3s back = glms_vec3_normalize(toward_lamp), right = glms_vec3_normalize(glms_vec3_cross((vec3s) { { 0, 1, 0 } }, back));
    const vec3s row[3] = { glms_vec3_divs(right, radius_mm), glms_vec3_divs(glms_vec3_cross(back, right), radius_mm),
                           glms_vec3_divs(back, -DEEP * radius_mm) };
    mat4s m = GLMS_MAT4_IDENTITY_INIT;
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < 3; k++) m.raw[k][i] = row[i].raw[k];
        m.raw[3][i] = -glms_vec3_dot(row[i], middle);
    }
    return m;
}

ShadowLamp shadow_lamp(const Scene *scene, const ShadowBall *ball)
{
    const float all_mm = 0.5f * glms_vec3_distance(ball->low_mm, ball->high_mm), seen_mm = seen_radius_mm(scene);
    const vec3s all_middle = glms_vec3_scale(glms_vec3_add(ball->low_mm, ball->high_mm), 0.5f);
    const bool close = seen_mm < all_mm;
    const float radius_mm = fmaxf(close ? seen_mm : all_mm, 1.0f), depth_mm = 2.0f * DEEP * radius_mm;
    const vec3s middle = glms_mat4_mulv3(scene->camera.view_from_world, close ? scene->camera.pivot_mm : all_middle, 1.0f);
    mat4s half = glms_scale_make((vec3s) { { 0.5f, 0.5f, 0.5f } });
    half.col[3] = (vec4s) { { 0.5f, 0.5f, 0.5f, 1.0f } };
    ShadowLamp lamp = { .clip_from_view = lamp_matrix(middle, radius_mm),
                        .taps = { { SOFT_MM / (2.0f * radius_mm), BIAS_MM / depth_mm, depth_mm / FULL_MM, 0 } } };
    lamp.picture_from_view = glms_mat4_mul(half, lamp.clip_from_view);
    return lamp;
}
