// part_paint.h: region vertices of parts painted for a reason (a muscle's attachments, a place), made once and kept: what attach_paint.h and
// place_paint.h share.
//
// Why       Whoever draws a scene asks for the same paint frame after frame, and the same address tells the renderer that nothing has changed.
// Shapes    kept until the arena is freed.
// Errors    part_paint_find: NULL where it is not there yet. Beyond PART_PAINTS_MOST nothing is kept.
// Cost      a walk through what is kept.
#ifndef ILIOPSOAS_PART_PAINT_H
#define ILIOPSOAS_PART_PAINT_H

#include "body.h"
#include "scene.h"

enum { PART_PAINTS_MOST = 512 };

typedef struct PaintKey {
    int reason, painted;  // ids of whoever paints: muscle and bone, place and structure
    uint8_t rest_srgb[3]; // what the rest of the part looks like, where that varies
} PaintKey;

typedef struct PartPaint {
    const Body *body;
    Arena *keep;
    struct {
        PaintKey key;
        const RegionVertex *vertices;
    } made[PART_PAINTS_MOST];
    int count;
} PartPaint;

PartPaint *part_paint_make(const Body *body, Arena *keep);
const RegionVertex *part_paint_find(const PartPaint *paint, const PaintKey *key);
const RegionVertex *part_paint_keep(PartPaint *paint, const PaintKey *key, const RegionVertex *vertices); // gives the vertices back

#endif
