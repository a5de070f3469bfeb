#include "label_id.h"

#include "text.h"

#include <stdio.h>
#include <string.h>

bool label_same(LabelId a, LabelId b)
{
    return a.part == b.part && a.place == b.place;
}

static const PackStructure *structure_of(const Body *body, PartId part)
{
    return &body->pack.structures[body->parts[part].structure_index];
}

const char *label_place_id(const Body *body, LabelId id)
{
    if (id.place == 0) return NULL;
    if (id.place >= LABEL_LANDMARK) return body->landmarks[id.place - LABEL_LANDMARK].id;
    return body->pack.regions[structure_of(body, id.part)->region_first + id.place - LABEL_REGION].id;
}

char *label_word(const Body *body, LabelId id, Arena *arena)
{
    return text_format(arena, "%s:%s", body->parts[id.part].id, label_place_id(body, id));
}

const char *label_name(const Body *body, LabelId id, Language language)
{
    const char *place = label_place_id(body, id);
    return body_name(body, place ? place : body->names[body->parts[id.part].name].id, language);
}

bool label_find_place(const Body *body, PartId part, const char *place, LabelId *out)
{
    const PackStructure *structure = structure_of(body, part);
    const PackRegion *regions = &body->pack.regions[structure->region_first];
    *out = (LabelId) { .part = part };
    if (!body->parts[part].mesh) return false;
    for (uint32_t r = 0; r < structure->region_count && !out->place; r++) {
        if (strcmp(regions[r].id, place) == 0) out->place = (uint16_t)(LABEL_REGION + r);
    }
    for (int i = 0; i < body->landmark_count && !out->place; i++) {
        const Landmark *landmark = &body->landmarks[i];
        if (landmark->structure_index == body->parts[part].structure_index && strcmp(landmark->id, place) == 0)
            out->place = (uint16_t)(LABEL_LANDMARK + i);
    }
    return out->place != 0;
}

// ---- reading

static int order_of(LabelId id)
{
    return (int)id.part * 65536 + (int)id.place;
}

static bool add_place(ViewState *view, LabelId id)
{
    int at = view->label_place_count;
    while (at > 0 && order_of(view->label_place[at - 1]) > order_of(id)) at--;
    if (at > 0 && label_same(view->label_place[at - 1], id)) return true;
    if (view->label_place_count == LABEL_PLACES_MOST) return false;
    memmove(&view->label_place[at + 1], &view->label_place[at], sizeof *view->label_place * (size_t)(view->label_place_count - at));
    view->label_place[at] = id;
    view->label_place_count++;
    return true;
}

// How many parts, of those wanted, have the place; -1 when there is no room for them.
static int add_places(ViewState *view, const Body *body, const bool *wanted, const char *place)
{
    int count = 0;
    for (int p = 1; p < body->part_count && p < PART_MOST; p++) {
        LabelId id;
        if ((wanted && !wanted[p]) || !label_find_place(body, (PartId)p, place, &id)) continue;
        if (!add_place(view, id)) return -1;
        count++;
    }
    return count;
}

// The nearest id among parts (NULL: of any), groups and places.
static const char *nearest(const Body *body, const bool *wanted, const char *word, Arena *scratch)
{
    const size_t most = (size_t)(body->part_count + GROUP_COUNT + body->landmark_count) + body->pack.header->region_count;
    const char **ids = ARENA_ARRAY(scratch, const char *, most);
    int count = 0;
    for (int p = 1; p < body->part_count && !wanted; p++) ids[count++] = body->parts[p].id;
    for (int g = 0; g < GROUP_COUNT && !wanted; g++) ids[count++] = group_ids[g];
    for (int p = 1; p < body->part_count; p++) {
        const PackStructure *structure = structure_of(body, (PartId)p);
        if ((wanted && !wanted[p]) || body->parts[p].mirrored || !body->parts[p].mesh) continue;
        for (uint32_t r = 0; r < structure->region_count; r++) ids[count++] = body->pack.regions[structure->region_first + r].id;
        for (int i = 0; i < body->landmark_count; i++)
            if (body->landmarks[i].structure_index == body->parts[p].structure_index) ids[count++] = body->landmarks[i].id;
    }
    return text_nearest(word, ids, count);
}

static Result say_unknown(const Body *body, const bool *wanted, const char *word, Message *why)
{
    Arena scratch = arena_make((size_t)1 << 20);
    const char *near = nearest(body, wanted, word, &scratch);
    const char *kind = wanted ? "place on it called" : "structure, group or place";
    if (near)
        message_set(why, RESULT_USAGE, "There is no %s \"%.60s\"; did you mean \"%s\"?", kind, word, near);
    else
        message_set(why, RESULT_USAGE, "There is no %s \"%.60s\". See iliopsoas list structures, regions and landmarks.", kind, word);
    arena_free(&scratch);
    return RESULT_USAGE;
}

static Result say_full(Message *why)
{
    return message_set(why, RESULT_USAGE, "--label names more than %d places. Name them as PART:PLACE, or fewer.", LABEL_PLACES_MOST);
}

static Result read_place_of_part(ViewState *view, const Body *body, const char *part, const char *place, Message *why)
{
    bool wanted[PART_MOST] = { false };
    const Result result = view_parts_from_list(body, part, wanted, why);
    if (result != RESULT_OK) return result;
    const int count = add_places(view, body, wanted, place);
    if (count < 0) return say_full(why);
    return count > 0 ? RESULT_OK : say_unknown(body, wanted, place, why);
}

static Result read_word(ViewState *view, const Body *body, char *word, Message *why)
{
    Message unused;
    char *colon = strchr(word, ':');
    if (*word == '\0') return message_set(why, RESULT_USAGE, "There is an empty place in the list of --label. Write it as psoas_major,asis.");
    if (colon) {
        *colon = '\0';
        return read_place_of_part(view, body, word, colon + 1, why);
    }
    if (view_parts_from_list(body, word, view->label_part, &unused) == RESULT_OK) return RESULT_OK;
    const int count = add_places(view, body, NULL, word);
    if (count < 0) return say_full(why);
    return count > 0 ? RESULT_OK : say_unknown(body, NULL, word, why);
}

Result label_list_read(ViewState *view, const Body *body, const char *list, Message *why)
{
    Text rest = text_of(list), piece;
    ViewState wish = *view;
    memset(wish.label_part, 0, sizeof wish.label_part);
    memset(wish.label_place, 0, sizeof wish.label_place);
    wish.label_place_count = 0;
    wish.label = LABEL_CHOSEN;
    while (text_next(&rest, ',', &piece)) {
        char word[128];
        snprintf(word, sizeof word, "%.*s", (int)(piece.size < sizeof word ? piece.size : sizeof word - 1), piece.data);
        const Result result = read_word(&wish, body, word, why);
        if (result != RESULT_OK) return result;
    }
    *view = wish;
    return RESULT_OK;
}

// ---- one place

static bool has_place(const Body *body, const bool *wanted, const char *place, LabelId *out)
{
    for (int p = 1; p < body->part_count && p < PART_MOST; p++)
        if ((!wanted || wanted[p]) && label_find_place(body, (PartId)p, place, out)) return true;
    return false;
}

Result label_place_read(const Body *body, const char *word, LabelId *out, Message *why)
{
    char part[64];
    bool wanted[PART_MOST] = { false };
    const char *colon = strchr(word, ':'), *place = colon ? colon + 1 : word;
    snprintf(part, sizeof part, "%.*s", colon ? (int)(colon - word < 63 ? colon - word : 63) : 0, word);
    const Result result = colon ? view_parts_from_list(body, part, wanted, why) : RESULT_OK;
    if (result != RESULT_OK) return result;
    if (has_place(body, colon ? wanted : NULL, place, out)) return RESULT_OK;
    if (!colon && view_parts_from_list(body, word, wanted, NULL) == RESULT_OK)
        return message_set(why, RESULT_USAGE, "\"%.60s\" is no place but a structure or group. Use --select for it, or write PART:PLACE, such as hip_bone_right:asis.", word);
    return say_unknown(body, colon ? wanted : NULL, place, why);
}
