#include "command_line.h"

#include "json.h"
#include "ruler.h"
#include "scene_build.h"

#include <string.h>

static Result read_points(const CommandLine *line, const Body *body, Ruler *out, Message *why)
{
    Result result = RESULT_OK;
    *out = (Ruler) { .count = 0 };
    for (int i = 0; i < line->place_count && result == RESULT_OK; i++) result = ruler_read_point(body, line->places[i], &out->point[out->count++], why);
    return result;
}

static void print_vector(const char *key, const float *xyz)
{
    printf("\"%s\": [%.2f, %.2f, %.2f]", key, (double)xyz[0] + 0.0, (double)xyz[1] + 0.0, (double)xyz[2] + 0.0);
}

static void print_point(const Session *session, const RulerPoint *point, vec3s world_mm)
{
    Arena arena = arena_make((size_t)1 << 16);
    printf("    {\"point\": ");
    json_string(stdout, ruler_point_word(&session->body, point, &arena));
    printf(", \"structure\": ");
    json_string(stdout, session->body.parts[point->part].id);
    printf(", \"landmark\": ");
    if (point->landmark) json_string(stdout, session->body.landmarks[point->landmark - 1].id);
    else printf("null");
    printf(", \"name\": ");
    json_string(stdout, ruler_point_title(&session->body, point, session->view.language, &arena));
    printf(", ");
    print_vector("rest_mm", point->rest_mm.raw);
    printf(", ");
    print_vector("point_mm", world_mm.raw);
    printf("}");
    arena_free(&arena);
}

static void print_ruler(const Session *session, const Ruler *ruler, const vec3s *at_mm, mat4s world_from_pelvis)
{
    const RulerFigures figures = ruler_figures(at_mm, ruler->count, world_from_pelvis);
    printf("{\n  \"points\": [\n");
    for (int i = 0; i < ruler->count; i++) {
        print_point(session, &ruler->point[i], at_mm[i]);
        printf(i + 1 < ruler->count ? ",\n" : "\n  ],\n");
    }
    printf("  \"distance_mm\": %.3f,\n", (double)figures.length_mm[0]);
    if (ruler->count == 3) printf("  \"second_distance_mm\": %.3f,\n", (double)figures.length_mm[1]);
    printf("  \"forward_mm\": %.3f, \"up_mm\": %.3f, \"right_mm\": %.3f", (double)figures.forward_mm, (double)figures.up_mm, (double)figures.right_mm);
    if (ruler->count == 3 && figures.has_angle) printf(",\n  \"angle_deg\": %.3f", (double)figures.angle_deg);
    if (ruler->count == 3 && !figures.has_angle) printf(",\n  \"angle_deg\": null");
    printf("\n}\n");
}

// The scene places the points, so that the number is the one in the window and in a picture.
Result command_measure(const CommandLine *line, Message *why)
{
    Session session;
    Ruler ruler;
    Result result = session_open(&session, line, why);
    if (result == RESULT_OK) result = read_points(line, &session.body, &ruler, why);
    if (result == RESULT_OK) {
        session.view.rulers[0] = ruler;
        session.view.ruler_count = 1;
        SceneCache *cache = scene_cache_make(&session.body, &session.keep);
        const Scene *scene = scene_build(&session.body, cache, &session.view, DETAIL_LOW, &session.frame, NULL);
        print_ruler(&session, &ruler, scene->ruler_mm[0], scene_pose(cache)->world_from_segment[body_segment(&session.body, "pelvis")]);
    }
    session_close(&session);
    return result;
}
