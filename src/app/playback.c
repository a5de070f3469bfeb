#include "app.h"

#include <math.h>

#define FRAME_S (1.0f / 30.0f) // one step of , and .

static const float speeds[] = { 0.1f, 0.25f, 0.5f, 1.0f, 2.0f };
#define SPEED_COUNT ((int)(sizeof speeds / sizeof speeds[0]))

static float wrapped(float at, bool loop)
{
    if (loop) return at - floorf(at);
    return at < 0 ? 0 : at > 1 ? 1 : at;
}

static void move_by(App *app, float seconds)
{
    const Clip *clip = &app->body->clips[app->view.clip];
    app->view.clip_at_frac = wrapped(app->view.clip_at_frac + seconds / clip->duration_s, clip->loop);
    if (!clip->loop && app->view.clip_at_frac >= 1) app->playback.on = false;
}

void playback_advance(App *app)
{
    if (app->playback.on && app->view.clip) move_by(app, (float)app->dt_s * app->playback.speed);
}

static Posture posture_of(const App *app, ClipId clip)
{
    return clip ? app->body->clips[clip].posture : POSTURE_STANDING;
}

// What lies on the trunk (the heat pack) must not hide the muscle that the clip is about.
static void see_through_props(App *app, const Clip *clip)
{
    for (int i = 0; i < clip->prop_count; i++)
        if (app->body->parts[clip->props[i]].carrier.kind == CARRIER_TRUNK) app->view.xray[clip->props[i]] = true;
}

// A clip in another posture turns the body over: only then does the eye move on its own.
void playback_choose(App *app, ClipId clip)
{
    const bool turned = posture_of(app, clip) != posture_of(app, app->view.clip);
    if (app->view.clip != clip) app->view.clip_at_frac = 0;
    app->view.clip = clip;
    if (clip) see_through_props(app, &app->body->clips[clip]);
    view_show_for_clip(&app->view, app->body, clip);
    if (!turned) return;
    if (clip) steer_to_angles(app, app->body->clips[clip].azimuth_rad, app->body->clips[clip].elevation_rad);
    else steer_to_view(app, VIEW_OBLIQUE);
}

// The movement that the muscle is named for, not the first of the alphabet.
void playback_choose_first(App *app)
{
    const ClipId flexion = body_clip(app->body, "hip_flexion");
    if (!app->view.clip && app->body->clip_count > 1) playback_choose(app, flexion ? flexion : 1);
}

void playback_toggle(App *app)
{
    if (app->view.door == DOOR_START) app_open_door(app, DOOR_MOVE);
    playback_choose_first(app);
    app->playback.on = !app->playback.on && app->view.clip != 0;
    app->hint_done = true;
}

void playback_step(App *app, int frames)
{
    app->playback.on = false;
    playback_choose_first(app);
    if (app->view.clip) move_by(app, (float)frames * FRAME_S);
}

static int speed_place(float speed)
{
    int best = 0;
    for (int i = 1; i < SPEED_COUNT; i++)
        if (fabsf(speeds[i] - speed) < fabsf(speeds[best] - speed)) best = i;
    return best;
}

void playback_change_speed(App *app, int step)
{
    const int place = speed_place(app->playback.speed) + step;
    app->playback.speed = speeds[place < 0 ? 0 : place >= SPEED_COUNT ? SPEED_COUNT - 1 : place];
}
