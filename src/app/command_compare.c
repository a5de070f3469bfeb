#include "command_line.h"

#include "compare.h"
#include "scene_build.h"

#include <string.h>

static Result read_muscles(const CommandLine *line, const Body *body, PartId out[COMPARED_MOST], int *count, Message *why)
{
    *count = 0;
    for (int i = 0; i < line->place_count; i++) {
        const Result result = compare_read(body, line->places[i], &out[*count], why);
        if (result != RESULT_OK) return result;
        for (int before = 0; before < *count; before++)
            if (out[before] == out[*count]) return message_set(why, RESULT_USAGE, "%s is named twice. Name two to four different muscles.", body->parts[out[before]].id);
        ++*count;
    }
    if (*count == 0) *count = compare_usual(body, out);
    if (*count < COMPARED_LEAST) return message_set(why, RESULT_USAGE, "One muscle has nothing beside it. Name two to four, such as psoas_major_right iliacus_right.");
    return RESULT_OK;
}

// A field of CSV: quoted where a comma would part it.
static void print_field(const char *text)
{
    printf(strchr(text, ',') ? "\"%s\"" : "%s", text);
}

static void print_number(const char *muscle, const CompareRow *row, const Compared *compared, int number)
{
    printf("%s,%s,", muscle, row->id);
    if (compared->known[number]) printf("%.3f", (double)compared->value[number] + 0.0);
    printf(",%s,", row->unit);
    print_field(row->source);
    printf("\n");
}

static void print_text(const char *muscle, const CompareRow *row, const char *value, const MuscleFact *fact)
{
    const bool of_table = fact && strcmp(row->source, "muscles.csv") == 0;
    printf("%s,%s,", muscle, row->id);
    print_field(value);
    printf(",%s,", row->unit);
    print_field(row->source);
    if (of_table) printf(": %s (%s)", fact->source, fact->grade);
    printf("\n");
}

static void print_muscle(Session *session, SceneCache *cache, MuscleDepths *depths, PartId muscle)
{
    const Body *body = &session->body;
    MuscleCurve curve = { 0 };
    const Compared compared = compare_muscle(scene_measures(cache), depths, &session->view, scene_pose(cache), muscle, &curve);
    const char *id = body->parts[muscle].id;
    for (int i = 0; i < COMPARE_NUMBER_COUNT; i++) print_number(id, &compare_numbers[i], &compared, i);
    for (int i = 0; i < COMPARE_TEXT_COUNT; i++)
        print_text(id, &compare_texts[i], compare_text(body, muscle, (CompareText)i, &session->frame), body_muscle_fact(body, muscle));
}

Result command_compare(const CommandLine *line, Message *why)
{
    Session session;
    PartId muscles[COMPARED_MOST];
    int count = 0;
    Result result = session_open(&session, line, why);
    if (result == RESULT_OK) result = read_muscles(line, &session.body, muscles, &count, why);
    if (result == RESULT_OK) {
        SceneCache *cache = scene_cache_make(&session.body, &session.keep);
        MuscleDepths *depths = muscle_depths_make(&session.body, &session.keep);
        scene_build(&session.body, cache, &session.view, DETAIL_LOW, &session.frame, NULL);
        printf("muscle,quantity,value,unit,source\n");
        for (int i = 0; i < count; i++) print_muscle(&session, cache, depths, muscles[i]);
    }
    session_close(&session);
    return result;
}
