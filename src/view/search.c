// search.c: see search.h.
#include "search.h"

#include "place.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { ENTRIES_MOST = 2048, NAMES_PER_ENTRY = LANGUAGE_COUNT + 12, QUERY_WORDS_MOST = 8, SLIP_LETTERS_LEAST = 4, WORD_MOST = 48 };

typedef struct EntryName {
    const char *folded;
    Language language; // LANGUAGE_COUNT: an everyday word
} EntryName;

typedef struct Entry {
    Found found;
    EntryName names[NAMES_PER_ENTRY];
    int name_count;
} Entry;

struct SearchIndex {
    const Body *body;
    Arena *keep;
    Entry *entries;
    int count;
};

char *search_fold(const char *text, Arena *arena)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_map((const utf8proc_uint8_t *)text, 0, &folded,
                 UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
    char *copy = text_to_string(arena, text_of(folded ? (const char *)folded : "")); // what is no UTF-8 is found by nothing
    free(folded);
    return copy;
}

// ---- the index

static Entry *entry_add(SearchIndex *index, Found found)
{
    static Entry spare;
    if (index->count == ENTRIES_MOST) return spare = (Entry){ 0 }, &spare;
    Entry *entry = &index->entries[index->count++];
    *entry = (Entry){ .found = found };
    return entry;
}

static void name_add(SearchIndex *index, Entry *entry, const char *text, Language language)
{
    if (!text || !*text || entry->name_count == NAMES_PER_ENTRY) return;
    entry->names[entry->name_count++] = (EntryName){ search_fold(text, index->keep), language };
}

static void names_add(SearchIndex *index, Entry *entry, const char *id, Side side)
{
    const Body *body = index->body;
    const Name *name = body_find_name(body, id);
    for (int k = 0; name && k < LANGUAGE_COUNT; k++) {
        const char *side_word = side == SIDE_MID ? "" : body_string(body, side_ids[side], (Language)k);
        if (name->text[k][0]) name_add(index, entry, text_format(index->keep, "%s %s", name->text[k], side_word), (Language)k);
    }
    if (!name) return;
    name_add(index, entry, name->plain, LANGUAGE_COUNT);
    Text rest = text_of(name->synonyms), piece;
    while (text_next(&rest, ';', &piece)) name_add(index, entry, text_to_string(index->keep, piece), LANGUAGE_COUNT);
}

static void add_parts(SearchIndex *index)
{
    for (int p = 1; p < index->body->part_count; p++) {
        const Part *part = &index->body->parts[p];
        if (part->group == GROUP_PROPS || part->group == GROUP_SILHOUETTE) continue;
        const char *id = index->body->names[part->name].id;
        names_add(index, entry_add(index, (Found){ .kind = FOUND_PART, .part = (PartId)p, .id = id }), id, part->side);
    }
}

static void add_place(SearchIndex *index, const char *id)
{
    const Body *body = index->body;
    for (int p = 1; p < body->part_count; p++) {
        Found found = { .kind = FOUND_PLACE, .part = (PartId)p, .id = id };
        LabelId place;
        if (label_find_place(body, (PartId)p, id, &place) && place_rest_mm(body, place, &found.rest_mm))
            names_add(index, entry_add(index, found), id, body->parts[p].side);
    }
}

static void add_places(SearchIndex *index)
{
    for (int n = 0; n < index->body->name_count; n++) {
        const Name *name = &index->body->names[n];
        if (strcmp(name->kind, "landmark") == 0 || strcmp(name->kind, "region") == 0) add_place(index, name->id);
    }
}

static void strings_add(SearchIndex *index, Entry *entry, const char *string_id, Side side)
{
    for (int k = 0; k < LANGUAGE_COUNT; k++) {
        const char *side_word = side == SIDE_MID ? "" : body_string(index->body, side_ids[side], (Language)k);
        if (k != LANGUAGE_LA) name_add(index, entry, text_format(index->keep, "%s %s", body_string(index->body, string_id, (Language)k), side_word), (Language)k);
    }
}

static void add_referral(SearchIndex *index)
{
    const Body *body = index->body;
    for (int t = 1; t < body->trigger_count; t++) {
        const Trigger *trigger = &body->triggers[t];
        Entry *entry = entry_add(index, (Found){ .kind = FOUND_TRIGGER, .id = trigger->id, .index = (uint16_t)t, .part = trigger->muscle });
        strings_add(index, entry, text_format(index->keep, "trigger_%s", trigger->point), trigger->side);
    }
    for (int z = 1; z < body->zone_count; z++) {
        const Zone *zone = &body->zones[z];
        Entry *entry = entry_add(index, (Found){ .kind = FOUND_ZONE, .id = zone->id, .index = (uint16_t)z });
        strings_add(index, entry, text_format(index->keep, "zone_%s", zone->base), zone->side);
    }
}

static void add_clips(SearchIndex *index)
{
    const Body *body = index->body;
    for (int c = 1; c < body->clip_count; c++) {
        if (body->clips[c].pelvis != PELVIS_HELD) continue; // the arching one is reached from its twin
        Entry *entry = entry_add(index, (Found){ .kind = FOUND_CLIP, .id = body->clips[c].id, .index = (uint16_t)c });
        strings_add(index, entry, text_format(index->keep, "clip_%s", body->clips[c].id), SIDE_MID);
    }
}

SearchIndex *search_make(const Body *body, Arena *keep)
{
    SearchIndex *index = ARENA_ARRAY(keep, SearchIndex, 1);
    *index = (SearchIndex){ .body = body, .keep = keep };
    index->entries = ARENA_ARRAY(keep, Entry, ENTRIES_MOST);
    add_parts(index);
    add_places(index);
    add_referral(index);
    add_clips(index);
    return index;
}

// ---- how well a word is met: the smaller the better

enum { MET_WHOLE = 0, MET_BEGINNING = 1, MET_INSIDE = 4, MET_SLIP = 6, MET_NOT = 1000 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

// Fewest slips between the query word and any beginning of the word (optimal string alignment, the last row's least).
static int slips_to_beginning(const char *query, size_t query_size, const char *word, size_t word_size)
{
    int row[3][WORD_MOST + 1] = { { 0 } };
    if (query_size > WORD_MOST || query_size + 1 < query_size) return MET_NOT;
    int best = MET_NOT;
    for (size_t j = 0; j <= query_size; j++) row[0][j] = (int)j;
    for (size_t i = 1; i <= word_size && i <= query_size + 1; i++) {
        int *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        now[0] = (int)i;
        for (size_t j = 1; j <= query_size; j++) {
            const bool same = word[i - 1] == query[j - 1];
            now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + !same);
            if (i > 1 && j > 1 && word[i - 1] == query[j - 2] && word[i - 2] == query[j - 1]) now[j] = least(now[j], before[j - 2] + 1);
        }
        best = least(best, now[query_size]);
    }
    return best;
}

static int word_met(const char *query, size_t query_size, const char *word, size_t word_size)
{
    if (word_size >= query_size && memcmp(word, query, query_size) == 0) return word_size == query_size ? MET_WHOLE : MET_BEGINNING;
    for (size_t at = 1; at + query_size <= word_size && query_size > 1; at++)
        if (memcmp(word + at, query, query_size) == 0) return MET_INSIDE;
    if (query_size < SLIP_LETTERS_LEAST || word_size + 1 < query_size) return MET_NOT;
    return slips_to_beginning(query, query_size, word, word_size) <= 1 ? MET_SLIP : MET_NOT;
}

static bool parts_words(char c)
{
    return c == ' ' || c == '-' || c == ',' || c == '\'' || c == '(' || c == ')' || c == '/' || c == '.';
}

static bool next_word(Text *rest, Text *word)
{
    while (rest->size && parts_words(rest->data[0])) rest->data++, rest->size--;
    word->data = rest->data;
    word->size = 0;
    while (rest->size && !parts_words(rest->data[0])) rest->data++, rest->size--, word->size++;
    return word->size > 0;
}

static int word_in_name(Text query, const char *name)
{
    Text rest = text_of(name), word;
    int best = MET_NOT;
    for (int place = 0; next_word(&rest, &word); place++) {
        const int met = word_met(query.data, query.size, word.data, word.size);
        if (met != MET_NOT) best = least(best, 2 * met + (place > 0)); // the first word of a name is what it is
    }
    return best;
}

static int name_met(const char *query, const EntryName *name, Language language)
{
    Text rest = text_of(query), word;
    int sum = name->language == language ? 0 : name->language <= LANGUAGE_LA || name->language == LANGUAGE_COUNT ? 1 : 2;
    while (next_word(&rest, &word)) {
        const int met = word_in_name(word, name->folded);
        if (met >= MET_NOT) return MET_NOT;
        sum += met;
    }
    return sum;
}

// A trigger point is named after its muscle: whoever types the muscle's name means the muscle.
enum { TRIGGER_AFTER = 3 };

static int entry_met(const char *query, const Entry *entry, Language language)
{
    int best = MET_NOT;
    for (int i = 0; i < entry->name_count; i++) best = least(best, name_met(query, &entry->names[i], language));
    return best + (entry->found.kind == FOUND_TRIGGER ? TRIGGER_AFTER : 0);
}

// ---- the best of them

typedef struct Ranked {
    int met, place;
} Ranked;

static int compare_ranked(const void *left, const void *right)
{
    const Ranked *a = left, *b = right;
    return a->met != b->met ? a->met - b->met : a->place - b->place;
}

static bool is_there(const Body *body, const Found *found, Sex sex)
{
    const Part *part = &body->parts[found->part];
    return found->part == 0 || part->sex == SEX_BOTH || part->sex == sex;
}

// The same place on the other side: "left" in the query asks for it.
static bool is_twin(const Body *body, const Found *found, const Found *out, int count)
{
    for (int i = 0; i < count && found->kind == FOUND_PLACE; i++) {
        if (out[i].kind == FOUND_PLACE && strcmp(out[i].id, found->id) == 0 && body->parts[out[i].part].structure_index == body->parts[found->part].structure_index)
            return true;
    }
    return false;
}

int search_find(const SearchIndex *index, const char *query, Language language, Sex sex, Found *out, int most)
{
    Ranked ranked[ENTRIES_MOST];
    int ranked_count = 0, count = 0;
    const size_t mark = arena_mark(index->keep);
    const char *folded = search_fold(query, index->keep);
    Text rest = text_of(folded), word;
    const bool empty = !next_word(&rest, &word);
    for (int i = 0; i < index->count && !empty; i++) {
        const int met = entry_met(folded, &index->entries[i], language);
        if (met < MET_NOT && is_there(index->body, &index->entries[i].found, sex)) ranked[ranked_count++] = (Ranked){ met, i };
    }
    arena_pop_to(index->keep, mark);
    qsort(ranked, (size_t)ranked_count, sizeof *ranked, compare_ranked);
    for (int i = 0; i < ranked_count && count < most; i++) {
        const Found *found = &index->entries[ranked[i].place].found;
        if (!is_twin(index->body, found, out, count)) out[count++] = *found;
    }
    return count;
}
