#include "command_line.h"

#include "fault.h"
#include "posed_mesh.h"

#include <string.h>

static bool ends_with(const char *text, const char *end)
{
    const size_t size = strlen(text), end_size = strlen(end);
    return size > end_size && strcmp(text + size - end_size, end) == 0;
}

static Result read_detail(const char *word, Detail *out, Message *why)
{
    static const char *const words[DETAIL_COUNT] = { "full", "high", "low" };
    *out = DETAIL_FULL;
    for (int i = 0; i < DETAIL_COUNT && word; i++) {
        if (strcmp(word, words[i]) == 0) *out = (Detail)i;
    }
    if (!word || strcmp(word, words[*out]) == 0) return RESULT_OK;
    return message_set(why, RESULT_USAGE, "--detail does not know \"%s\". It takes full, high or low.", word);
}

static Result find_part(const Body *body, const char *id, PartId *out, Message *why)
{
    *out = body_part(body, id);
    if (*out && body->parts[*out].mesh) return RESULT_OK;
    const char *near = id_nearest(ID_LIST(body->parts, body->part_count), id);
    if (near) return message_set(why, RESULT_USAGE, "There is no structure \"%s\"; did you mean \"%s\"?", id, near);
    return message_set(why, RESULT_USAGE, "There is no structure \"%s\". iliopsoas list structures shows all.", id);
}

static Result write_part(Session *session, PartId part, Detail detail, const char *path, Message *why)
{
    Pose pose;
    Flesh flesh = flesh_bind(&session->body, &session->keep);
    const Body *body = view_body(&session->view, &session->body, &flesh, &session->keep);
    view_pose(&session->view, body, &pose);
    const Mesh mesh = posed_mesh(body, &flesh, &pose, session->view.clip, part, detail, &session->frame);
    return ends_with(path, ".obj") ? mesh_write_obj(&mesh, path, why) : mesh_write_ply(&mesh, path, why);
}

Result command_mesh(const CommandLine *line, Message *why)
{
    Session session;
    Detail detail = DETAIL_FULL;
    PartId part = 0;
    const char *path = line->places[1];
    if (!ends_with(path, ".ply") && !ends_with(path, ".obj"))
        return message_set(why, RESULT_USAGE, "\"%s\" ends neither in .ply nor in .obj, the two formats mesh writes.", path);
    Result result = read_detail(line->own[0], &detail, why);
    if (result != RESULT_OK) return result;
    result = session_open(&session, line, why);
    if (result == RESULT_OK) result = find_part(&session.body, line->places[0], &part, why);
    if (result == RESULT_OK) result = write_part(&session, part, detail, path, why);
    session_close(&session);
    return result;
}
