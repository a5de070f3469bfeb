#include "command_line.h"

#include "scene_build.h"
#include "scene_words.h"

static void print_words(Session *session)
{
    Pose pose;
    SceneCache *cache = scene_cache_make(&session->body, &session->keep);
    const bool measured = session->view.ruler_count > 0; // points on the body, which only a scene has
    const Scene *scene = measured ? scene_build(&session->body, cache, &session->view, DETAIL_LOW, &session->frame, NULL) : NULL;
    view_pose(&session->view, &session->body, &pose);
    const Picture of = { &session->body, &session->view, scene, &pose, scene_measures(cache), NULL };
    fputs(scene_words(&of, &session->frame), stdout);
}

Result command_describe(const CommandLine *line, Message *why)
{
    Session session;
    const Result result = session_open(&session, line, why);
    if (result == RESULT_OK) print_words(&session);
    session_close(&session);
    return result;
}
