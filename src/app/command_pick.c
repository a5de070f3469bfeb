#include "command_line.h"

#include "json.h"
#include "pick.h"
#include "still.h"

static Result read_pixel(const CommandLine *line, const ViewState *view, float *x_px, float *y_px, Message *why)
{
    double x = 0.0, y = 0.0;
    if (!text_to_double(line->places[0], &x) || !text_to_double(line->places[1], &y))
        return message_set(why, RESULT_USAGE, "\"%s %s\" is no pixel. Write two numbers, from the left and from the top.", line->places[0], line->places[1]);
    if (x < 0.0 || y < 0.0 || x >= view->width_px || y >= view->height_px)
        return message_set(why, RESULT_USAGE, "Pixel %g %g lies outside the picture of %d x %d. --size makes it larger.", x, y, view->width_px, view->height_px);
    *x_px = (float)x + 0.5f; // its middle
    *y_px = (float)y + 0.5f;
    return RESULT_OK;
}

static void print_or_null(const char *key, const char *id)
{
    printf("\"%s\": ", key);
    if (id && id[0]) json_string(stdout, id);
    else printf("null");
    printf(", ");
}

static void print_pick(const Body *body, const Pick *pick)
{
    printf("{");
    print_or_null("structure", pick->part ? body->parts[pick->part].id : NULL);
    print_or_null("region", pick->region);
    print_or_null("landmark", pick->landmark ? pick->landmark->id : NULL);
    if (pick->part) printf("\"point_mm\": [%.2f, %.2f, %.2f]}\n", (double)pick->world_mm.x, (double)pick->world_mm.y, (double)pick->world_mm.z);
    else printf("\"point_mm\": null}\n");
}

Result command_pick(const CommandLine *line, Message *why)
{
    Session session;
    float x_px = 0.0f, y_px = 0.0f;
    Result result = session_open(&session, line, why);
    if (result == RESULT_OK) result = read_pixel(line, &session.view, &x_px, &y_px, why);
    if (result == RESULT_OK) {
        still_leave_room(&session.body, &session.view);
        SceneCache *cache = scene_cache_make(&session.body, &session.keep);
        const Scene *scene = scene_build(&session.body, cache, &session.view, DETAIL_HIGH, &session.frame, NULL);
        PickIndex *index = pick_index_make(&session.body, &session.keep);
        const Pick pick = pick_at(index, &session.body, scene, &session.view, x_px, y_px);
        print_pick(&session.body, &pick);
    }
    session_close(&session);
    return result;
}
