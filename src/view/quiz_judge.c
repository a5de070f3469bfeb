// quiz_judge.c: was it right, how far off was it, what is it worth.
#include "quiz.h"

#include <math.h>
#include <string.h>

#define BORDER_MM 3.0f // a click so little beyond the border of a region is on it: no hand is steadier

float quiz_reach_mm(const Body *body, PartId part)
{
    return fminf(fmaxf(0.1f * body->parts[part].radius_mm, 8.0f), 20.0f);
}

static float nearer(float a, float b)
{
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

// Tables of mid-line structures hold the right half: both sides answer.
static float landmark_off_mm(const Body *body, PartId part, const char *id, vec3s rest_mm)
{
    const Part *p = &body->parts[part];
    float best_mm = -1;
    for (int i = 0; i < body->landmark_count; i++) {
        const Landmark *landmark = &body->landmarks[i];
        if (landmark->structure_index != p->structure_index || strcmp(landmark->id, id) != 0) continue;
        best_mm = nearer(best_mm, glms_vec3_distance(rest_mm, mirrored_if_left(landmark->position_mm, p->mirrored ? SIDE_LEFT : SIDE_RIGHT)));
        if (p->side == SIDE_MID) best_mm = nearer(best_mm, glms_vec3_distance(rest_mm, mirrored_if_left(landmark->position_mm, SIDE_LEFT)));
    }
    return best_mm;
}

static int region_index(const Body *body, PartId part, const char *id)
{
    const PackStructure *structure = &body->pack.structures[body->parts[part].structure_index];
    for (uint32_t r = 0; r < structure->region_count; r++)
        if (strcmp(body->pack.regions[structure->region_first + r].id, id) == 0) return (int)r;
    return -1;
}

static float region_off_mm(const Body *body, PartId part, const char *id, vec3s rest_mm)
{
    const Part *p = &body->parts[part];
    const int region = region_index(body, part, id);
    float best_mm2 = -1;
    for (uint32_t v = 0; region >= 0 && v < p->mesh->vertex_count; v++)
        if (p->mesh->regions[v] == region) best_mm2 = nearer(best_mm2, glms_vec3_distance2(rest_mm, part_rest_mm(p, v)));
    return best_mm2 < 0 ? -1 : sqrtf(best_mm2);
}

static bool same_name(const Body *body, PartId a, PartId b)
{
    return body->parts[a].name == body->parts[b].name;
}

// At rest all parts share one frame, so a distance from one bone to a place on another is a distance.
static QuizVerdict judge_place(const Body *body, const char *id, const QuizClick *click)
{
    QuizVerdict verdict = { click->region && strcmp(click->region, id) == 0, -1 };
    if (verdict.right) return (QuizVerdict) { true, 0 };
    for (int p = 1; p < body->part_count; p++) {
        const PartId part = (PartId)p;
        if (body->parts[p].tissue != TISSUE_BONE || !body->parts[p].mesh) continue;
        const float region_mm = region_off_mm(body, part, id, click->rest_mm), landmark_mm = landmark_off_mm(body, part, id, click->rest_mm);
        const bool own = part == click->part;
        verdict.right |= own && ((region_mm >= 0 && region_mm <= BORDER_MM) || (landmark_mm >= 0 && landmark_mm <= quiz_reach_mm(body, part)));
        verdict.off_mm = nearer(verdict.off_mm, nearer(region_mm, landmark_mm));
    }
    return verdict;
}

QuizVerdict quiz_judge_click(const QuizBook *book, const QuizQuestion *question, const QuizClick *click)
{
    const QuizThing *right = quiz_right(question);
    if (!click->part) return (QuizVerdict) { false, -1 };
    if (right->kind == QUIZ_PLACE) return judge_place(book->body, right->id, click);
    return (QuizVerdict) { same_name(book->body, click->part, right->part), -1 };
}

int quiz_points(bool right, int hints, int tries)
{
    const int points = QUIZ_POINTS_MOST - hints - (tries - 1);
    return !right ? 0 : points < 1 ? 1 : points;
}
