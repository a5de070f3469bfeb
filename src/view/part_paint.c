#include "part_paint.h"

#include <string.h>

PartPaint *part_paint_make(const Body *body, Arena *keep)
{
    PartPaint *paint = ARENA_ARRAY(keep, PartPaint, 1);
    paint->body = body;
    paint->keep = keep;
    return paint;
}

static bool same(const PaintKey *a, const PaintKey *b)
{
    return a->reason == b->reason && a->painted == b->painted && memcmp(a->rest_srgb, b->rest_srgb, sizeof a->rest_srgb) == 0;
}

const RegionVertex *part_paint_find(const PartPaint *paint, const PaintKey *key)
{
    for (int i = 0; i < paint->count; i++)
        if (same(&paint->made[i].key, key)) return paint->made[i].vertices;
    return NULL;
}

const RegionVertex *part_paint_keep(PartPaint *paint, const PaintKey *key, const RegionVertex *vertices)
{
    if (paint->count == PART_PAINTS_MOST) return vertices;
    paint->made[paint->count].key = *key;
    paint->made[paint->count++].vertices = vertices;
    return vertices;
}
