#include "command_line.h"

#include "json.h"

#include <math.h>
#include <string.h>

typedef struct Kind {
    const char *id;
    void (*write)(const Session *session, Rows *rows);
} Kind;

static double limit_shown(const Joint *joint, float limit)
{
    return round(joint_to_shown(joint, limit) * 1e4) / 1e4; // as it stands in the table
}

static void list_structures(const Session *session, Rows *rows)
{
    static const char *const sex_ids[SEX_COUNT] = { "both", "male", "female" };
    const Body *body = &session->body;
    for (int p = 1; p < body->part_count; p++) {
        const Part *part = &body->parts[p];
        row_begin(rows);
        row_text(rows, "id", part->id);
        row_text(rows, "name", part->name < body->name_count ? body_name(body, body->names[part->name].id, LANGUAGE_EN) : part->structure);
        row_text(rows, "plain_name", body_plain_name(body, (PartId)p));
        row_text(rows, "group", group_ids[part->group]);
        row_text(rows, "tissue", tissue_ids[part->tissue]);
        row_text(rows, "side", side_ids[part->side]);
        row_text(rows, "sex", sex_ids[part->sex]);
        row_truth(rows, "shown", part->shown);
        row_number(rows, "triangles", part->mesh ? part->mesh->level[DETAIL_FULL].index_count / 3 : 0);
        row_text(rows, "source", part->source);
        row_text(rows, "grade", grade_ids[part->grade]);
        row_end(rows);
    }
}

static bool region_named_before(const Pack *pack, uint32_t index)
{
    for (uint32_t i = 0; i < index; i++) {
        if (strcmp(pack->regions[i].id, pack->regions[index].id) == 0) return true;
    }
    return false;
}

static void list_regions(const Session *session, Rows *rows)
{
    const Pack *pack = &session->body.pack;
    for (uint32_t i = 0; i < pack->header->region_count; i++) {
        if (!rows->json && region_named_before(pack, i)) continue; // every vertebra has a body
        row_begin(rows);
        row_text(rows, "id", pack->regions[i].id);
        row_text(rows, "structure", pack->structures[pack->regions[i].structure].id);
        row_text(rows, "name", body_name(&session->body, pack->regions[i].id, LANGUAGE_EN));
        row_end(rows);
    }
}

static bool landmark_named_before(const Body *body, int index)
{
    for (int i = 0; i < index; i++) {
        if (strcmp(body->landmarks[i].id, body->landmarks[index].id) == 0) return true;
    }
    return false;
}

static void list_landmarks(const Session *session, Rows *rows)
{
    const Body *body = &session->body;
    for (int i = 0; i < body->landmark_count; i++) {
        const Landmark *landmark = &body->landmarks[i];
        if (!rows->json && landmark_named_before(body, i)) continue;
        row_begin(rows);
        row_text(rows, "id", landmark->id);
        row_text(rows, "structure", body->pack.structures[landmark->structure_index].id);
        row_text(rows, "name", body_name(body, landmark->id, LANGUAGE_EN));
        row_point(rows, "rest_mm", landmark->position_mm.raw);
        row_end(rows);
    }
}

static void list_word(const Session *session, Rows *rows, const char *id, const char *string_prefix)
{
    char string_id[80];
    snprintf(string_id, sizeof string_id, "%s%s", string_prefix, id);
    row_begin(rows);
    row_text(rows, "id", id);
    row_text(rows, "name", body_string(&session->body, string_id, LANGUAGE_EN));
    row_end(rows);
}

static void list_groups(const Session *session, Rows *rows)
{
    for (int g = 0; g < GROUP_COUNT; g++) list_word(session, rows, group_ids[g], "group_");
    list_word(session, rows, "body", "group_");
}

static void list_views(const Session *session, Rows *rows)
{
    for (int v = 0; v < VIEW_COUNT; v++) list_word(session, rows, view_ids[v], "view_");
}

static void list_languages(const Session *session, Rows *rows)
{
    for (int l = 0; l < LANGUAGE_COUNT; l++) list_word(session, rows, language_ids[l], "language_");
}

static void list_clips(const Session *session, Rows *rows)
{
    static const char *const posture_ids[POSTURE_COUNT] = { "standing", "side_lying", "supine" };
    for (int c = 1; c < session->body.clip_count; c++) {
        const Clip *clip = &session->body.clips[c];
        char string_id[80];
        if (clip->pelvis != PELVIS_HELD) continue; // no clip of its own: --pelvis chooses it
        snprintf(string_id, sizeof string_id, "clip_%s", clip->id);
        row_begin(rows);
        row_text(rows, "id", clip->id);
        row_text(rows, "name", body_string(&session->body, string_id, LANGUAGE_EN));
        row_number(rows, "seconds", (double)clip->duration_s);
        row_truth(rows, "loop", clip->loop);
        row_text(rows, "posture", posture_ids[clip->posture]);
        row_number(rows, "azimuth_deg", (double)glm_deg(clip->azimuth_rad));
        row_number(rows, "elevation_deg", (double)glm_deg(clip->elevation_rad));
        row_truth(rows, "arching", clip->twin != 0);
        row_end(rows);
    }
}

static void list_joints(const Session *session, Rows *rows)
{
    for (int j = 1; j < session->body.joint_count; j++) {
        const Joint *joint = &session->body.joints[j];
        row_begin(rows);
        row_text(rows, "id", joint->id);
        row_number(rows, joint->unit == JOINT_MM ? "min_mm" : "min_deg", limit_shown(joint, joint->min));
        row_number(rows, joint->unit == JOINT_MM ? "max_mm" : "max_deg", limit_shown(joint, joint->max));
        row_end(rows);
    }
}

static void list_triggers(const Session *session, Rows *rows)
{
    for (int t = 1; t < session->body.trigger_count; t++) {
        const Trigger *trigger = &session->body.triggers[t];
        char string_id[80];
        snprintf(string_id, sizeof string_id, "trigger_%s", trigger->point);
        row_begin(rows);
        row_text(rows, "id", trigger->id);
        row_text(rows, "name", body_string(&session->body, string_id, LANGUAGE_EN));
        row_number(rows, "number", trigger->number);
        row_text(rows, "side", side_ids[trigger->side]);
        row_text(rows, "muscle", session->body.parts[trigger->muscle].id);
        row_point(rows, "deep_rest_mm", trigger->deep_mm.raw);
        row_point(rows, "skin_rest_mm", trigger->skin_mm.raw);
        row_end(rows);
    }
}

static void list_zones(const Session *session, Rows *rows)
{
    for (int z = 1; z < session->body.zone_count; z++) {
        const Zone *zone = &session->body.zones[z];
        char string_id[80];
        snprintf(string_id, sizeof string_id, "zone_%s", zone->base);
        row_begin(rows);
        row_text(rows, "id", zone->id);
        row_text(rows, "name", body_string(&session->body, string_id, LANGUAGE_EN));
        row_text(rows, "side", side_ids[zone->side]);
        row_end(rows);
    }
}

static void list_lessons(const Session *session, Rows *rows)
{
    (void)session, (void)rows; // there are none yet
}

static const Kind kinds[] = {
    { "structures", list_structures }, { "regions", list_regions }, { "landmarks", list_landmarks }, { "groups", list_groups },
    { "views", list_views },           { "clips", list_clips },     { "joints", list_joints },       { "triggers", list_triggers },
    { "zones", list_zones },           { "lessons", list_lessons }, { "languages", list_languages },
};
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

static const Kind *find_kind(const char *id, Message *why)
{
    const char *ids[KIND_COUNT];
    for (int i = 0; i < KIND_COUNT; i++) {
        ids[i] = kinds[i].id;
        if (strcmp(ids[i], id) == 0) return &kinds[i];
    }
    const char *near = text_nearest(id, ids, KIND_COUNT);
    if (near) message_set(why, RESULT_USAGE, "There is no list of \"%.60s\"; did you mean \"%s\"?", id, near);
    else message_set(why, RESULT_USAGE, "There is no list of \"%.60s\". iliopsoas list --help names all.", id);
    return NULL;
}

Result command_list(const CommandLine *line, Message *why)
{
    Session session;
    const Kind *kind = find_kind(line->places[0], why);
    if (!kind) return RESULT_USAGE;
    const Result result = session_open(&session, line, why);
    if (result == RESULT_OK) {
        Rows rows = rows_begin(stdout, line->own[0] != NULL);
        kind->write(&session, &rows);
        rows_end(&rows);
    }
    session_close(&session);
    return result;
}
