// recipe.h: what the baker is asked to make: the rows of structures.csv, reduced to what decides the surface.
//
// Why       structures.csv is read by the program too; the baker checks only the columns it needs and leaves the rest alone.
// Shapes    Recipes.row[count], in the order of the table, which is the order in the pack.
// Units     mm.
// Errors    RESULT_BAD_DATA with file:line:column: unknown shape, id twice or too long, a table that is not there, odd numbers.
#ifndef ILIOPSOAS_RECIPE_H
#define ILIOPSOAS_RECIPE_H

#include "table.h"

typedef enum Shape { SHAPE_SURFACE, SHAPE_TUBE, SHAPE_BOX, SHAPE_PAD, SHAPE_COUNT } Shape;

typedef struct Recipe {
    const char *id, *table_path;
    Shape shape;
    bool is_bone, is_muscle, is_skin, is_silhouette;
    int genus;
    double cell_mm;
} Recipe;

typedef struct Recipes {
    Recipe *row;
    int count;
} Recipes;

Result recipes_read(const char *assets, Arena *keep, Recipes *out, Message *why);

#endif
