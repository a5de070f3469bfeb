#include "recipe.h"

#include "file.h"
#include "pack.h"

#include <string.h>

#define CELL_LEAST_MM 0.3
#define CELL_MOST_MM 10.0
#define GENUS_MOST 32.0

static Result read_shape(const Table *table, int row, Shape *out, Message *why)
{
    static const char *const names[SHAPE_COUNT] = { "surface", "tube", "box", "pad" };
    const char *text = table_text(table, row, "shape");
    for (int i = 0; i < SHAPE_COUNT; i++) {
        if (strcmp(text, names[i]) != 0) continue;
        *out = (Shape)i;
        return RESULT_OK;
    }
    return table_fault(table, row, "shape", why, "\"%s\" is no shape; write surface, tube, box or pad.", text);
}

static Result check_id(const Table *table, int row, Message *why)
{
    const char *id = table_text(table, row, "id");
    if (id[0] == '\0') return table_fault(table, row, "id", why, "every structure needs an id.");
    if (strlen(id) >= sizeof((PackStructure) { 0 }.id))
        return table_fault(table, row, "id", why, "the id \"%s\" is longer than 47 bytes.", id);
    for (int i = 0; i < row; i++) {
        if (strcmp(table_text(table, i, "id"), id) == 0)
            return table_fault(table, row, "id", why, "the id \"%s\" is already taken on line %d.", id, table_cell(table, i, 0)->line);
    }
    return RESULT_OK;
}

static Result read_table_path(const Table *table, int row, const char *assets, Arena *keep, const char **out, Message *why)
{
    const char *name = table_text(table, row, "table");
    *out = file_join(keep, assets, text_format(keep, "landmarks/%s", name));
    if (name[0] != '\0' && file_exists(*out)) return RESULT_OK;
    return table_fault(table, row, "table", why, "there is no table \"%s\"; restore it or correct the name.", *out);
}

static Result read_row(const Table *table, int row, const char *assets, Arena *keep, Recipe *out, Message *why)
{
    double genus = 0.0;
    Result result = check_id(table, row, why);
    if (result == RESULT_OK) result = read_shape(table, row, &out->shape, why);
    if (result == RESULT_OK) result = read_table_path(table, row, assets, keep, &out->table_path, why);
    if (result == RESULT_OK) result = table_number(table, row, "genus", 0.0, GENUS_MOST, &genus, why);
    if (result == RESULT_OK) result = table_number(table, row, "cell_mm", CELL_LEAST_MM, CELL_MOST_MM, &out->cell_mm, why);
    out->id = table_text(table, row, "id");
    out->genus = (int)genus;
    out->is_bone = strcmp(table_text(table, row, "tissue"), "bone") == 0;
    out->is_muscle = strcmp(table_text(table, row, "tissue"), "muscle") == 0;
    out->is_skin = strcmp(table_text(table, row, "tissue"), "skin") == 0;
    out->is_silhouette = strcmp(table_text(table, row, "tissue"), "silhouette") == 0;
    return result;
}

Result recipes_read(const char *assets, Arena *keep, Recipes *out, Message *why)
{
    static const char *const columns[] = { "id", "tissue", "shape", "table", "genus", "cell_mm" };
    Table table;
    Result result = table_read(file_join(keep, assets, "structures.csv"), keep, &table, why);
    if (result == RESULT_OK) result = table_expect(&table, columns, (int)(sizeof columns / sizeof *columns), true, why);
    if (result != RESULT_OK) return result;
    if (table.row_count == 0)
        return message_set(why, RESULT_BAD_DATA, "%s:1:1: no structures; restore the rows of this table.", table.path);
    *out = (Recipes) { ARENA_ARRAY(keep, Recipe, table.row_count), table.row_count };
    for (int i = 0; i < table.row_count && result == RESULT_OK; i++) result = read_row(&table, i, assets, keep, &out->row[i], why);
    return result;
}
