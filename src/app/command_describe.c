#include "command_line.h"

#include "scene_build.h"
#include "scene_words.h"

static void print_words(Session *session)
{
    SceneCache *cache = scene_cache_make(&session->body, &session->keep);
    const Scene *scene = scene_build(&session->body, cache, &session->view, DETAIL_LOW, &session->frame, NULL); // poses the body that the view has, too
    const Picture of = { &session->body, &session->view, scene, scene_pose(cache), scene_measures(cache), NULL };
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
