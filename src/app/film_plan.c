#include "film_plan.h"

#include "still.h"

#include <math.h>

enum { FPS_USUAL = 30, FPS_MOST = 120, DIRECTIONS = 24 };

#define SECONDS_MOST 600.0
#define TURN_S 8.0 // 45 degrees a second: drawing choice

static Result read_fps(const char *word, int *out, Message *why)
{
    *out = FPS_USUAL;
    if (!word || (text_to_int(word, out) && *out >= 1 && *out <= FPS_MOST)) return RESULT_OK;
    return message_set(why, RESULT_USAGE, "--fps \"%s\" is no whole number from 1 to %d.", word, FPS_MOST);
}

static Result read_seconds(const char *word, double usual, double *out, Message *why)
{
    *out = usual;
    if (!word || (text_to_double(word, out) && *out > 0.0 && *out <= SECONDS_MOST)) return RESULT_OK;
    return message_set(why, RESULT_USAGE, "--seconds \"%s\" is no length of a film. Give a number above 0, at most %g.", word,
                       SECONDS_MOST);
}

static Result check_wish(const ViewState *view, const FilmWish *wish, Message *why)
{
    if (!view->clip && !wish->turns)
        return message_set(why, RESULT_USAGE,
                           "Nothing moves in this film. Add --clip NAME (see iliopsoas list clips), --turntable, or both.");
    if (wish->at_given && !wish->turns)
        return message_set(why, RESULT_USAGE, "A film shows all of a clip: leave out --at, or hold that moment with --turntable.");
    return RESULT_OK;
}

Result film_plan_make(const ViewState *view, const Body *body, const FilmWish *wish, FilmPlan *out, Message *why)
{
    Result result = check_wish(view, wish, why);
    const bool plays = view->clip && !wish->at_given;
    const Clip *clip = &body->clips[view->clip];
    *out = (FilmPlan) { .view = *view, .plays = plays, .loops = plays && clip->loop, .turns = wish->turns };
    if (result == RESULT_OK) result = read_fps(wish->fps, &out->fps, why);
    if (result == RESULT_OK) result = read_seconds(wish->seconds, plays ? (double)clip->duration_s : TURN_S, &out->seconds, why);
    if (result != RESULT_OK) return result;
    out->frame_count = wish->moment_count ? wish->moment_count : (int)(out->seconds * out->fps + 0.5);
    if (out->frame_count > 0) return RESULT_OK;
    return message_set(why, RESULT_USAGE, "%g seconds at %d pictures a second make no picture. Give more --seconds or a higher --fps.",
                       out->seconds, out->fps);
}

static double share_of(int frame, int count)
{
    return count > 0 ? (double)frame / count : 0.0;
}

static float azimuth_at(const FilmPlan *plan, int step, int count)
{
    return remainderf(plan->view.camera.azimuth_rad + 2.0f * GLM_PIf * (float)share_of(step, count), 2.0f * GLM_PIf);
}

ViewState film_plan_view(const FilmPlan *plan, int frame)
{
    ViewState view = plan->view;
    if (plan->plays) view.clip_at_frac = (float)share_of(frame, plan->loops ? plan->frame_count : plan->frame_count - 1);
    if (plan->turns) view.camera.azimuth_rad = azimuth_at(plan, frame, plan->frame_count);
    return view;
}

void film_plan_caption(const FilmPlan *plan, int frame, char *out, size_t size)
{
    if (plan->plays)
        snprintf(out, size, "%.2f s", share_of(frame, plan->loops ? plan->frame_count : plan->frame_count - 1) * plan->seconds);
    else
        snprintf(out, size, "%.0f\u00b0", share_of(frame, plan->frame_count) * 360.0);
}

// How the camera would stand, looked at from one of the directions on the way round.
static Camera camera_from(const FilmPlan *plan, int direction, const Body *body, SceneCache *cache, Arena *frame)
{
    ViewState view = plan->view;
    Camera camera;
    view.camera.azimuth_rad = azimuth_at(plan, direction, DIRECTIONS);
    still_leave_room(body, &view);
    arena_reset(frame);
    scene_build(body, cache, &view, DETAIL_LOW, frame, &camera);
    return camera;
}

void film_plan_settle_camera(FilmPlan *plan, const Body *body, SceneCache *cache, Arena *frame)
{
    Camera *camera = &plan->view.camera;
    vec3s pivot_mm = { { 0, 0, 0 } };
    float distance_mm = 0.0f;
    if (!plan->turns) return;
    for (int i = 0; i < DIRECTIONS && camera->pivot_auto; i++)
        pivot_mm = glms_vec3_add(pivot_mm, glms_vec3_scale(camera_from(plan, i, body, cache, frame).pivot_mm, 1.0f / DIRECTIONS));
    if (camera->pivot_auto) camera->pivot_mm = pivot_mm;
    camera->pivot_auto = false;
    for (int i = 0; i < DIRECTIONS && camera->distance_mm == 0.0f; i++)
        distance_mm = fmaxf(distance_mm, camera_from(plan, i, body, cache, frame).distance_mm);
    if (camera->distance_mm == 0.0f) camera->distance_mm = distance_mm;
}
