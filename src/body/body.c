#include "body.h"

#include "body_tables.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const group_ids[GROUP_COUNT] = { "bones",  "discs",   "ligaments", "iliopsoas", "hip_muscles", "abdominal_wall",
                                             "organs", "vessels", "nerves",    "skin",      "silhouette",
                                             "props" };
const char *const tissue_ids[TISSUE_COUNT] = { "bone",  "disc", "ligament", "muscle", "kidney", "bowel",  "bladder", "uterus",
                                               "ovary", "tube", "artery",   "vein",   "nerve",  "ureter", "skin",    "silhouette",
                                               "prop" };
const char *const language_ids[LANGUAGE_COUNT] = { "en", "la", "fr", "es", "pt", "it", "de" };
const char *const side_ids[SIDE_COUNT] = { "mid", "right", "left" };
const char *const grade_ids[GRADE_COUNT] = { "measured", "mended", "constructed" };

// Slot 0 is "none" and has no id.
static int find_id(IdList list, const char *id)
{
    for (int i = 1; i < list.count; i++) {
        const char *other;
        memcpy(&other, (const char *)list.first + (size_t)i * list.item_size, sizeof other);
        if (strcmp(other, id) == 0) return i;
    }
    return 0;
}

PartId body_part(const Body *body, const char *id)
{
    return (PartId)find_id(ID_LIST(body->parts, body->part_count), id);
}

JointId body_joint(const Body *body, const char *id)
{
    return (JointId)find_id(ID_LIST(body->joints, body->joint_count), id);
}

SegmentId body_segment(const Body *body, const char *id)
{
    return (SegmentId)find_id(ID_LIST(body->segments, body->segment_count), id);
}

ClipId body_clip(const Body *body, const char *id)
{
    return (ClipId)find_id(ID_LIST(body->clips, body->clip_count), id);
}

TriggerId body_trigger(const Body *body, const char *id)
{
    return (TriggerId)find_id(ID_LIST(body->triggers, body->trigger_count), id);
}

ZoneId body_zone(const Body *body, const char *id)
{
    return (ZoneId)find_id(ID_LIST(body->zones, body->zone_count), id);
}

bool body_group(const char *id, Group *out)
{
    const int found = word_index(id, group_ids, GROUP_COUNT);
    if (found >= 0) *out = (Group)found;
    return found >= 0;
}

bool group_is_shell(Group group)
{
    return group == GROUP_SKIN || group == GROUP_SILHOUETTE;
}

bool body_language(const char *id, Language *out)
{
    const int found = word_index(id, language_ids, LANGUAGE_COUNT);
    if (found >= 0) *out = (Language)found;
    return found >= 0;
}

PartId body_structure_part(const Body *body, const char *structure, Side side)
{
    for (int i = 1; i < body->part_count; i++) {
        const Part *part = &body->parts[i];
        const bool single = strcmp(part->id, part->structure) == 0;
        if (strcmp(part->structure, structure) == 0 && (single || part->side == side)) return (PartId)i;
    }
    return 0;
}

static int compare_id(const void *wanted, const void *item)
{
    return strcmp(wanted, *(const char *const *)item);
}

const Name *body_find_name(const Body *body, const char *id)
{
    if (body->name_count == 0) return NULL;
    return bsearch(id, body->names, (size_t)body->name_count, sizeof *body->names, compare_id);
}

const String *body_find_string(const Body *body, const char *id)
{
    if (body->string_count == 0) return NULL;
    return bsearch(id, body->strings, (size_t)body->string_count, sizeof *body->strings, compare_id);
}

const char *body_name(const Body *body, const char *name_id, Language language)
{
    const Name *name = body_find_name(body, name_id);
    if (!name) return name_id;
    const Language order[] = { language, LANGUAGE_LA, LANGUAGE_EN };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (name->text[order[i]][0] != '\0') return name->text[order[i]];
    }
    return name_id;
}

const char *body_string(const Body *body, const char *string_id, Language language)
{
    const String *string = body_find_string(body, string_id);
    if (!string) return string_id;
    if (string->text[language] && string->text[language][0] != '\0') return string->text[language];
    return string->text[LANGUAGE_EN];
}

const char *body_plain_name(const Body *body, PartId part)
{
    if (part == 0 || body->name_count == 0) return "";
    const Name *name = &body->names[body->parts[part].name];
    return name->plain[0] != '\0' ? name->plain : name->text[LANGUAGE_EN];
}

static const char *side_word(const Body *body, Side side, Language language)
{
    if (language == LANGUAGE_LA) return side == SIDE_RIGHT ? "dx." : "sin."; // as anatomists abbreviate, whatever the noun's gender
    return body_string(body, side_ids[side], language);
}

const char *body_with_side(const Body *body, const char *name, Side side, Language language, Arena *arena)
{
    return side == SIDE_MID ? name : text_format(arena, "%s, %s", name, side_word(body, side, language));
}

const char *body_part_title(const Body *body, PartId part, Language language, Arena *arena)
{
    if (part == 0) return "";
    const Part *p = &body->parts[part];
    const char *name = body->name_count ? body_name(body, body->names[p->name].id, language) : p->id;
    return body_with_side(body, name, p->side, language, arena);
}

vec3s part_rest_mm(const Part *part, uint32_t vertex)
{
    return mirrored_if_left(packed_position_mm(part->mesh, vertex), part->mirrored ? SIDE_LEFT : SIDE_RIGHT);
}

bool part_is_had(const Part *part, Sex sex, bool psoas_minor)
{
    if (part->sex != SEX_BOTH && part->sex != sex) return false;
    return psoas_minor || strcmp(part->structure, "psoas_minor") != 0;
}

bool fascicle_is_of(const Body *body, int fascicle, PartId muscle)
{
    const PartId owner = body->fascicles[fascicle].muscle;
    return owner && body->parts[owner].structure_index == body->parts[muscle].structure_index;
}

const char *body_region(const Body *body, PartId part, uint32_t vertex)
{
    const Part *p = &body->parts[part];
    if (!p->mesh || vertex >= p->mesh->vertex_count) return "";
    const uint8_t region = p->mesh->regions[vertex];
    if (region == PACKED_NO_REGION) return "";
    return body->pack.regions[body->pack.structures[p->structure_index].region_first + region].id;
}

// Tables of mid-line structures hold the right half; tables of left ones (kidney_left) are as they lie.
static vec3s on_table_side(const Part *part, vec3s rest_mm)
{
    if (part->mirrored) rest_mm.z = -rest_mm.z;
    if (part->side == SIDE_MID) rest_mm.z = fabsf(rest_mm.z);
    return rest_mm;
}

const Landmark *body_nearest_landmark(const Body *body, PartId part, vec3s rest_mm)
{
    if (part == 0) return NULL;
    const Part *p = &body->parts[part];
    const vec3s wanted_mm = on_table_side(p, rest_mm);
    const Landmark *best = NULL;
    float best_mm2 = INFINITY;
    for (int i = 0; i < body->landmark_count; i++) {
        const Landmark *landmark = &body->landmarks[i];
        if (landmark->structure_index != p->structure_index) continue;
        const float mm2 = glms_vec3_distance2(landmark->position_mm, wanted_mm);
        if (mm2 >= best_mm2) continue;
        best_mm2 = mm2;
        best = landmark;
    }
    return best;
}

const Landmark *body_landmark(const Body *body, int structure_index, const char *id)
{
    for (int i = 0; i < body->landmark_count; i++) {
        const Landmark *landmark = &body->landmarks[i];
        if (landmark->structure_index == structure_index && strcmp(landmark->id, id) == 0) return landmark;
    }
    return NULL;
}
