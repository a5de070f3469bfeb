// film_plan.h: what each picture of a film shows.
//
// Why       A film is a row of views, each known from its number alone: no clock, no step depends on the one before, and every picture
//           is the one that `shot` makes of the same view.
// Shapes    frame 0 .. frame_count - 1. Of a loop, frame i of n shows i / n: the end is not shown twice. Of a clip that does not loop,
//           i / (n - 1): the last frame is its end. A turn of the camera is a loop.
// Units     seconds, frames per second; azimuth in radians.
// Errors    RESULT_USAGE with one sentence.
#ifndef ILIOPSOAS_FILM_PLAN_H
#define ILIOPSOAS_FILM_PLAN_H

#include "scene_build.h"
#include "view_state.h"

typedef struct FilmWish {
    const char *fps, *seconds; // words of the command line; NULL: 30, and the clip's own length
    bool turns;                // the camera goes once round
    bool at_given;             // --at: a clip is held at its moment
    int moment_count;          // so many pictures, whatever their rate; 0: as many as fps and seconds make
} FilmWish;

typedef struct FilmPlan {
    ViewState view; // of frame 0
    int fps, frame_count;
    double seconds;
    bool plays, loops, turns;
} FilmPlan;

Result film_plan_make(const ViewState *view, const Body *body, const FilmWish *wish, FilmPlan *out, Message *why);
// A camera that turns: its pivot and distance are settled once, so that nothing leaves the picture on the way round and nothing breathes.
void film_plan_settle_camera(FilmPlan *plan, const Body *body, SceneCache *cache, Arena *frame);
ViewState film_plan_view(const FilmPlan *plan, int frame);
void film_plan_caption(const FilmPlan *plan, int frame, char *out, size_t size); // "1.25 s", or "90°" where only the camera moves

#endif
