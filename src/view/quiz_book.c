// quiz_book.c: what can be asked about, where it lies, and from which level on.
#include "quiz_facts.h"

#include <string.h>

static const char *name_id(const Body *body, PartId part)
{
    return body->names[body->parts[part].name].id;
}

static void add(QuizEntry *entries, int *count, QuizEntry entry)
{
    if (*count < QUIZ_ENTRIES_MOST) entries[(*count)++] = entry;
}

// ---- structures

static bool is_anatomy(const Part *part)
{
    return part->mesh && !group_is_shell(part->group) && part->group != GROUP_PROPS;
}

// Of a pair, the first: two kidneys are one thing to be named.
static bool is_listed(const QuizBook *book, const char *id)
{
    for (int i = 0; i < book->part_count; i++)
        if (strcmp(book->parts[i].thing.id, id) == 0) return true;
    return false;
}

static void list_parts(QuizBook *book)
{
    for (int p = 1; p < book->body->part_count; p++) {
        const Part *part = &book->body->parts[p];
        const char *id = name_id(book->body, (PartId)p);
        if (!is_anatomy(part) || is_listed(book, id)) continue;
        add(book->parts, &book->part_count, (QuizEntry) { { QUIZ_PART, id, (PartId)p }, part->centre_mm, quiz_is_well_known(id) ? 1 : 2 });
    }
}

// ---- places

// Asked for in every language alike: a place that one of them has no name for is not asked for in any.
static bool is_named_everywhere(const Body *body, const char *id)
{
    const Name *name = body_find_name(body, id);
    for (int l = 0; name && l < LANGUAGE_COUNT; l++)
        if (!name->text[l] || !name->text[l][0]) return false;
    return name != NULL;
}

static const QuizEntry *place_listed(const QuizBook *book, const char *id)
{
    for (int i = 0; i < book->place_count; i++)
        if (strcmp(book->places[i].thing.id, id) == 0) return &book->places[i];
    return NULL;
}

static const Landmark *landmark_of(const Body *body, PartId part, const char *id)
{
    for (int i = 0; i < body->landmark_count; i++) {
        const Landmark *landmark = &body->landmarks[i];
        if (landmark->structure_index == body->parts[part].structure_index && strcmp(landmark->id, id) == 0) return landmark;
    }
    return NULL;
}

// Of the right half where a mid-line bone has the place twice: between both halves there would be nothing.
static bool counts(const Part *part, uint32_t region, uint32_t vertex)
{
    return part->mesh->regions[vertex] == region && (part->side != SIDE_MID || packed_position_mm(part->mesh, vertex).z >= 0);
}

static vec3s middle_of_region(const Part *part, uint32_t region)
{
    vec3s sum_mm = glms_vec3_zero();
    int count = 0;
    for (uint32_t v = 0; v < part->mesh->vertex_count; v++) {
        if (!counts(part, region, v)) continue;
        sum_mm = glms_vec3_add(sum_mm, packed_position_mm(part->mesh, v));
        count++;
    }
    return count ? glms_vec3_divs(sum_mm, (float)count) : sum_mm;
}

// The vertex of the region that is nearest to its middle: on the surface.
static vec3s spot_of_region(const Part *part, uint32_t region)
{
    const vec3s middle_mm = middle_of_region(part, region);
    vec3s best_mm = middle_mm;
    float best_mm2 = 1e9f;
    for (uint32_t v = 0; v < part->mesh->vertex_count; v++) {
        const vec3s here_mm = packed_position_mm(part->mesh, v);
        const float mm2 = glms_vec3_distance2(here_mm, middle_mm);
        if (mm2 >= best_mm2 || !counts(part, region, v)) continue;
        best_mm2 = mm2;
        best_mm = here_mm;
    }
    return best_mm;
}

static void list_place(QuizBook *book, PartId part, const char *id, uint32_t region)
{
    const Landmark *landmark = landmark_of(book->body, part, id);
    if (place_listed(book, id) || !is_named_everywhere(book->body, id)) return;
    const vec3s spot_mm = landmark ? landmark->position_mm : spot_of_region(&book->body->parts[part], region);
    add(book->places, &book->place_count, (QuizEntry) { { QUIZ_PLACE, id, part }, spot_mm, quiz_is_main_place(id) ? 2 : 3 });
}

// From the middle vertebra on, so that what every vertebra has is asked for on one in the middle of the picture.
static void list_places_of(QuizBook *book, PartId part)
{
    if (!book->body->parts[part].mesh) return;
    const PackStructure *structure = &book->body->pack.structures[book->body->parts[part].structure_index];
    for (uint32_t r = 0; r < structure->region_count; r++) list_place(book, part, book->body->pack.regions[structure->region_first + r].id, r);
}

static void list_places(QuizBook *book)
{
    const Body *body = book->body;
    list_places_of(book, body_part(body, "vertebra_l3"));
    for (int p = 1; p < body->part_count; p++)
        if (body->parts[p].tissue == TISSUE_BONE && body->parts[p].mesh && !body->parts[p].mirrored) list_places_of(book, (PartId)p);
}

QuizBook *quiz_book_make(const Body *body, Arena *keep)
{
    QuizBook *book = ARENA_ARRAY(keep, QuizBook, 1);
    book->body = body;
    if (body->name_count == 0) return book; // nothing has a name to ask for
    list_parts(book);
    list_places(book);
    return book;
}
