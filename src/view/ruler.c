// ruler.c: see ruler.h.
#include "ruler.h"

#include "fault.h"
#include "region_border.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define PLACE_MOST_MM 5000.0
#define APART_LEAST_MM 1e-3f // nearer points have no direction

enum { WORD_MOST = 160 };

// ---- reading

// A part by its id; where there are two sides and none is named, the right one.
static PartId part_of_word(const Body *body, const char *word)
{
    char right[WORD_MOST];
    const PartId part = body_part(body, word);
    snprintf(right, sizeof right, "%.80s_right", word);
    return part ? part : body_part(body, right);
}

static Result unknown_part(const Body *body, const char *word, Message *why)
{
    const char *near = id_nearest(ID_LIST(body->parts, body->part_count), word);
    if (near) return message_set(why, RESULT_USAGE, "There is no structure \"%.60s\"; did you mean \"%s\"?", word, near);
    return message_set(why, RESULT_USAGE, "There is no structure \"%.60s\". iliopsoas list structures shows all.", word);
}

static bool read_place(const char *text, vec3s *out)
{
    Text rest = text_of(text), piece;
    int count = 0;
    while (text_next(&rest, ':', &piece)) {
        char word[40];
        double value = 0.0;
        if (count == 3 || piece.size >= sizeof word) return false;
        snprintf(word, sizeof word, "%.*s", (int)piece.size, piece.data);
        if (!text_to_double(word, &value) || fabs(value) > PLACE_MOST_MM) return false;
        out->raw[count++] = (float)value;
    }
    return count == 3;
}

static Result read_surface_point(const Body *body, char *word, RulerPoint *out, Message *why)
{
    char *at = strchr(word, '@');
    vec3s rest_mm = { { 0, 0, 0 } };
    *at = '\0';
    const PartId part = part_of_word(body, word);
    if (part == 0) return unknown_part(body, word, why);
    if (!read_place(at + 1, &rest_mm))
        return message_set(why, RESULT_USAGE, "\"%.60s\" is no place. Write PART@x:y:z in mm, such as femur_right@10:-100:95.", at + 1);
    *out = (RulerPoint) { .part = part, .rest_mm = rest_mm };
    return RESULT_OK;
}

static bool has_landmark(const Body *body, PartId part, int landmark)
{
    return body->parts[part].structure_index == body->landmarks[landmark].structure_index;
}

RulerPoint ruler_at_landmark(const Body *body, PartId part, int landmark)
{
    const Part *p = &body->parts[part];
    vec3s rest_mm = body->landmarks[landmark].position_mm;
    if (p->mirrored) rest_mm.z = -rest_mm.z;
    return (RulerPoint) { .part = part, .landmark = (uint16_t)(landmark + 1), .rest_mm = rest_mm };
}

static Result say_nearest(const char *kind, const char *word, const char *near, Message *why)
{
    if (near) return message_set(why, RESULT_USAGE, "There is no %s \"%.60s\"; did you mean \"%s\"?", kind, word, near);
    return message_set(why, RESULT_USAGE, "There is no %s \"%.60s\". iliopsoas list landmarks shows all.", kind, word);
}

static Result unknown_landmark_of(const Body *body, PartId part, const char *word, Message *why)
{
    Arena scratch = arena_make((size_t)1 << 20);
    const char **ids = ARENA_ARRAY(&scratch, const char *, body->landmark_count + 1);
    int count = 0;
    for (int i = 0; i < body->landmark_count; i++)
        if (has_landmark(body, part, i)) ids[count++] = body->landmarks[i].id;
    const Result result = say_nearest(text_format(&scratch, "landmark of %s called", body->parts[part].id), word, text_nearest(word, ids, count), why);
    arena_free(&scratch);
    return result;
}

static Result read_landmark_of(const Body *body, char *word, RulerPoint *out, Message *why)
{
    char *colon = strchr(word, ':');
    *colon = '\0';
    const PartId part = part_of_word(body, word);
    if (part == 0) return unknown_part(body, word, why);
    for (int i = 0; i < body->landmark_count; i++) {
        if (!has_landmark(body, part, i) || strcmp(body->landmarks[i].id, colon + 1) != 0) continue;
        *out = ruler_at_landmark(body, part, i);
        return RESULT_OK;
    }
    return unknown_landmark_of(body, part, colon + 1, why);
}

// What a landmark is called when named alone: as it is on the right and in the middle, "_left" behind it on the left.
static const char *lone_word(const Body *body, PartId part, int landmark, Arena *arena)
{
    const char *id = body->landmarks[landmark].id;
    return body->parts[part].mirrored ? text_format(arena, "%s_left", id) : id;
}

static bool is_meant(const Body *body, PartId part, int landmark, const char *word)
{
    const char *id = body->landmarks[landmark].id, *rest = word + strlen(id);
    if (strncmp(word, id, strlen(id)) != 0) return false;
    if (body->parts[part].mirrored) return strcmp(rest, "_left") == 0;
    return *rest == '\0' || (body->parts[part].side == SIDE_RIGHT && strcmp(rest, "_right") == 0);
}

static Result unknown_landmark(const Body *body, const char *word, Message *why)
{
    Arena scratch = arena_make((size_t)4 << 20);
    const char **words = ARENA_ARRAY(&scratch, const char *, 2 * body->landmark_count + 1);
    int count = 0;
    for (int i = 0; i < body->landmark_count; i++) {
        for (int p = 1; p < body->part_count && count < 2 * body->landmark_count; p++)
            if (has_landmark(body, (PartId)p, i)) words[count++] = lone_word(body, (PartId)p, i, &scratch);
    }
    const Result result = say_nearest("landmark", word, text_nearest(word, words, count), why);
    arena_free(&scratch);
    return result;
}

static Result read_lone_landmark(const Body *body, const char *word, RulerPoint *out, Message *why)
{
    PartId first = 0;
    for (int i = 0; i < body->landmark_count; i++) {
        for (int p = 1; p < body->part_count; p++) {
            if (!has_landmark(body, (PartId)p, i) || !is_meant(body, (PartId)p, i, word)) continue;
            if (first)
                return message_set(why, RESULT_USAGE, "\"%.60s\" is on more than one structure. Say on which: %s:%s or %s:%s.", word, body->parts[first].id,
                                   body->landmarks[i].id, body->parts[p].id, body->landmarks[i].id);
            first = (PartId)p;
            *out = ruler_at_landmark(body, first, i);
        }
    }
    return first ? RESULT_OK : unknown_landmark(body, word, why);
}

Result ruler_read_point(const Body *body, const char *given, RulerPoint *out, Message *why)
{
    char word[WORD_MOST];
    if (snprintf(word, sizeof word, "%s", given) >= (int)sizeof word || !*given)
        return message_set(why, RESULT_USAGE, "\"%.60s\" is no point. Write asis, hip_bone_right:asis or femur_right@10:-100:95.", given);
    if (strchr(word, '@')) return read_surface_point(body, word, out, why);
    if (strchr(word, ':')) return read_landmark_of(body, word, out, why);
    return read_lone_landmark(body, word, out, why);
}

static Result read_ruler(const Body *body, Text list, Ruler *out, Message *why)
{
    Text piece;
    *out = (Ruler) { .count = 0 };
    while (text_next(&list, ',', &piece)) {
        char word[WORD_MOST];
        if (out->count == RULER_POINTS_MOST)
            return message_set(why, RESULT_USAGE, "A measure has two or three points; part one measure from the next with a +.");
        snprintf(word, sizeof word, "%.*s", (int)(piece.size < sizeof word ? piece.size : sizeof word - 1), piece.data);
        const Result result = ruler_read_point(body, word, &out->point[out->count++], why);
        if (result != RESULT_OK) return result;
    }
    return out->count ? RESULT_OK : message_set(why, RESULT_USAGE, "There is an empty place in --measure. Write it as asis,asis_left+femoral_head_centre,asis.");
}

// The end of the first ruler of a list.
static size_t ruler_size(Text list)
{
    size_t size = 0;
    while (size < list.size && list.data[size] != '+' && list.data[size] != ';') size++;
    return size;
}

Result rulers_read(ViewState *view, const Body *body, const char *list, Message *why)
{
    Text rest = text_of(list);
    Ruler rulers[RULERS_MOST] = { 0 };
    int count = 0;
    for (bool more = strcmp(list, "off") != 0; more;) {
        const size_t size = ruler_size(rest);
        if (count == RULERS_MOST) return message_set(why, RESULT_USAGE, "--measure takes at most %d measures at a time.", RULERS_MOST);
        const Result result = read_ruler(body, (Text) { rest.data, size }, &rulers[count++], why);
        if (result != RESULT_OK) return result;
        more = size < rest.size;
        rest = (Text) { rest.data + size + more, rest.size - size - more };
    }
    memcpy(view->rulers, rulers, sizeof rulers);
    view->ruler_count = count;
    return RESULT_OK;
}

// ---- writing

char *ruler_point_word(const Body *body, const RulerPoint *point, Arena *arena)
{
    const char *part = body->parts[point->part].id;
    if (point->landmark) return text_format(arena, "%s:%s", part, body->landmarks[point->landmark - 1].id);
    const vec3s at = point->rest_mm;
    return text_format(arena, "%s@%s:%s:%s", part, text_shortest(arena, at.x), text_shortest(arena, at.y), text_shortest(arena, at.z));
}

char *rulers_write(const ViewState *view, const Body *body, Arena *arena)
{
    char *list = text_format(arena, "%s", view->ruler_count ? "" : "off");
    for (int r = 0; r < view->ruler_count; r++) {
        for (int i = 0; i < view->rulers[r].count; i++) {
            const char *before = i ? "," : r ? "+" : "";
            list = text_format(arena, "%s%s%s", list, before, ruler_point_word(body, &view->rulers[r].point[i], arena));
        }
    }
    return list;
}

// ---- names

static const char *readable(Arena *arena, const char *id)
{
    char *text = text_to_string(arena, text_of(id));
    for (char *c = text; *c; c++)
        if (*c == '_') *c = ' ';
    return text;
}

static const char *name_or_id(const Body *body, const char *id, Language language, Arena *arena)
{
    const char *name = body_name(body, id, language);
    return strcmp(name, id) == 0 ? readable(arena, id) : name;
}

const char *ruler_point_place(const Body *body, const RulerPoint *point, Language language, Arena *arena)
{
    const Part *part = &body->parts[point->part];
    if (point->landmark) return name_or_id(body, body->landmarks[point->landmark - 1].id, language, arena);
    const vec3s table_mm = mirrored_if_left(point->rest_mm, part->mirrored ? SIDE_LEFT : SIDE_RIGHT);
    const char *region = part->mesh ? body_region(body, point->part, region_vertex_at(body, point->part, table_mm)) : "";
    return *region ? name_or_id(body, region, language, arena) : body_part_title(body, point->part, language, arena);
}

const char *ruler_point_title(const Body *body, const RulerPoint *point, Language language, Arena *arena)
{
    const char *place = ruler_point_place(body, point, language, arena), *part = body_part_title(body, point->part, language, arena);
    return strcmp(place, part) == 0 ? place : text_format(arena, "%s (%s)", place, part);
}

// ---- the view's rulers

void ruler_remove(ViewState *view, int index)
{
    const int after = view->ruler_count - index - 1;
    if (index < 0 || after < 0) return;
    memmove(&view->rulers[index], &view->rulers[index + 1], sizeof *view->rulers * (size_t)after);
    view->rulers[--view->ruler_count] = (Ruler) { .count = 0 };
}

bool ruler_add_point(ViewState *view, RulerPoint point, bool anew)
{
    Ruler *last = view->ruler_count ? &view->rulers[view->ruler_count - 1] : NULL;
    if (last && !anew && last->count < RULER_POINTS_MOST) {
        last->point[last->count++] = point;
        return true;
    }
    const bool full = view->ruler_count == RULERS_MOST;
    if (full) ruler_remove(view, 0);
    view->rulers[view->ruler_count++] = (Ruler) { .point = { point }, .count = 1 };
    return !full;
}

// ---- figures

static float angle_between_deg(vec3s a, vec3s b)
{
    // atan2 keeps its digits where the cosine is flat: near 0 and 180 degrees
    return glm_deg(atan2f(glms_vec3_norm(glms_vec3_cross(a, b)), glms_vec3_dot(a, b)));
}

RulerFigures ruler_figures(const vec3s *at_mm, int count, mat4s world_from_pelvis)
{
    RulerFigures figures = { .has_angle = false };
    for (int i = 0; i + 1 < count; i++) figures.length_mm[i] = glms_vec3_distance(at_mm[i], at_mm[i + 1]);
    if (count < 2) return figures;
    const vec3s way = glms_vec3_sub(at_mm[1], at_mm[0]);
    figures.forward_mm = glms_vec3_dot(way, glms_vec3(world_from_pelvis.col[0]));
    figures.up_mm = glms_vec3_dot(way, glms_vec3(world_from_pelvis.col[1]));
    figures.right_mm = glms_vec3_dot(way, glms_vec3(world_from_pelvis.col[2]));
    if (count < 3 || figures.length_mm[0] < APART_LEAST_MM || figures.length_mm[1] < APART_LEAST_MM) return figures;
    figures.has_angle = true;
    figures.angle_deg = angle_between_deg(glms_vec3_negate(way), glms_vec3_sub(at_mm[2], at_mm[1]));
    return figures;
}
