// names.c: names.csv and strings.csv: what things are called, in every language.
#include "body_tables.h"

#include <stdlib.h>
#include <string.h>

static const char *const name_columns[] = { "id", "kind", "en",    "la",          "fr",     "es",     "pt",
                                            "it", "de",   "plain", "description", "ta2_id", "fma_id", "source" };
static const char *const synonym_columns[] = { "id", "words" };
static const char *const string_columns[] = { "id", "en", "fr", "es", "pt", "it", "de" };

static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void read_languages(const Table *table, int row, const char **text)
{
    for (int k = 0; k < LANGUAGE_COUNT; k++) text[k] = table_text(table, row, language_ids[k]);
}

// Sorted neighbours tell of doubles; the table itself tells where they stand.
static void note_double(const BodySource *source, const Table *table, const char *id)
{
    int found = 0;
    for (int row = 0; row < table->row_count; row++) {
        if (strcmp(table_text(table, row, "id"), id) != 0 || found++ == 0) continue;
        fault_at(source->faults, table, row, "id", "the id \"%s\" stands twice; keep one row.", id);
        return;
    }
}

static void sort_ids(const BodySource *source, const Table *table, void *items, int count, size_t item_size)
{
    if (count == 0) return;
    qsort(items, (size_t)count, item_size, compare_ids);
    for (int i = 1; i < count; i++) {
        const void *before = (const char *)items + (size_t)(i - 1) * item_size, *here = (const char *)items + (size_t)i * item_size;
        if (compare_ids(before, here) == 0) note_double(source, table, *(const char *const *)here);
    }
}

void names_read(const BodySource *source, Body *body)
{
    Table table;
    if (!source_table(source, "names.csv", COLUMNS(name_columns), false, &table)) return;
    body->names = ARENA_ARRAY(source->arena, Name, table.row_count);
    for (int row = 0; row < table.row_count; row++) {
        if (!cell_id(source->faults, &table, row, "id")) continue;
        Name *name = &body->names[body->name_count++];
        name->id = table_text(&table, row, "id");
        name->kind = table_text(&table, row, "kind");
        name->plain = table_text(&table, row, "plain");
        name->description = table_text(&table, row, "description");
        name->synonyms = "";
        read_languages(&table, row, name->text);
        if (name->text[LANGUAGE_EN][0] == '\0' && name->text[LANGUAGE_LA][0] == '\0')
            fault_at(source->faults, &table, row, "en", "\"%s\" has neither an English nor a Latin name; give one.", name->id);
    }
    sort_ids(source, &table, body->names, body->name_count, sizeof *body->names);
}

static Name *name_of(Body *body, const char *id)
{
    return body->name_count ? bsearch(&id, body->names, (size_t)body->name_count, sizeof *body->names, compare_ids) : NULL;
}

void synonyms_read(const BodySource *source, Body *body)
{
    Table table;
    if (!source_has(source, "synonyms.csv") || !source_table(source, "synonyms.csv", COLUMNS(synonym_columns), false, &table)) return;
    for (int row = 0; row < table.row_count; row++) {
        const char *id = table_text(&table, row, "id");
        Name *name = name_of(body, id);
        if (name) name->synonyms = table_text(&table, row, "words");
        else fault_at(source->faults, &table, row, "id", "names.csv has no \"%s\"; give the id of a name that is there.", id);
    }
}

// What a text says must be filled in the same way in each language: a lost "%s" would show nothing, a spare one would read wild memory.
static int count_blanks(const char *text)
{
    int count = 0;
    for (const char *at = strchr(text, '%'); at; at = strchr(at + 1, '%')) {
        if (at[1] == '%')
            at++;
        else
            count++;
    }
    return count;
}

static void check_blanks(const BodySource *source, const Table *table, int row, const String *string)
{
    const int wanted = count_blanks(string->text[LANGUAGE_EN]);
    for (int k = 1; k < LANGUAGE_COUNT; k++) {
        const char *text = string->text[k];
        if (text[0] != '\0' && count_blanks(text) != wanted)
            fault_at(source->faults, table, row, language_ids[k], "this text has %d blanks (%%s and the like), the English one %d.",
                     count_blanks(text), wanted);
    }
}

void strings_read(const BodySource *source, Body *body)
{
    Table table;
    if (!source_table(source, "strings.csv", COLUMNS(string_columns), false, &table)) return;
    body->strings = ARENA_ARRAY(source->arena, String, table.row_count);
    for (int row = 0; row < table.row_count; row++) {
        if (!cell_id(source->faults, &table, row, "id")) continue;
        String *string = &body->strings[body->string_count++];
        string->id = table_text(&table, row, "id");
        read_languages(&table, row, string->text);
        if (string->text[LANGUAGE_EN][0] == '\0')
            fault_at(source->faults, &table, row, "en", "\"%s\" has no English text; the other languages fall back on it.", string->id);
        check_blanks(source, &table, row, string);
    }
    sort_ids(source, &table, body->strings, body->string_count, sizeof *body->strings);
}
