// outline.c: see outline.h.
#include "outline.h"

#include <math.h>

#define INNER_PX 0.8f // dark, keeps the light line off pale bone
#define CORE_PX 2.9f  // light
#define THIN_CORE_PX 2.0f
#define THIN_OUTER_PX 2.9f
#define OUTER_PX 4.1f // dark
#define DASHED_PX 2.1f
#define DASH_PX 13.0f
#define HIDDEN_LIGHT_FRAC 0.5f
#define HIDDEN_DARK_FRAC 0.3f

bool outline_wanted(const SceneItem *item)
{
    return !(item->style & SCENE_SILHOUETTE) && (item->style & (SCENE_HOVERED | SCENE_SELECTED));
}

float outline_scale(const Scene *scene)
{
    const float size = fminf((float)scene->width_px / 1100.0f, (float)scene->height_px / 720.0f);
    return scene->theme.line_scale * fminf(fmaxf(powf(size, 0.72f), 0.75f), 4.0f);
}

typedef struct Rings {
    OutlineRing *out;
    int count;
} Rings;

// Where it is seen, then where it is not: what lies in front of an inner ring must not be taken by the next one.
static void add_ring(Rings *rings, OutlineRing ring, float hidden_frac)
{
    ring.opacity_frac = 1.0f;
    rings->out[rings->count++] = ring;
    ring.opacity_frac = hidden_frac;
    ring.hidden = true;
    rings->out[rings->count++] = ring;
}

// Of the one chosen last the lines are thicker. Those of others stand alone where something lies in front: in numbers they cost passes, and crowd.
static float add_selected(Rings *rings, const SceneItem *item, ScenePair select, float scale)
{
    const bool beside = item->style & SCENE_BESIDE;
    const float core_px = (beside ? THIN_CORE_PX : CORE_PX) * scale, outer_px = (beside ? THIN_OUTER_PX : OUTER_PX) * scale;
    add_ring(rings, (OutlineRing) { .outer_px = INNER_PX * scale, .srgb = select.dark }, HIDDEN_DARK_FRAC);
    rings->count -= beside;
    add_ring(rings, (OutlineRing) { .outer_px = core_px, .srgb = select.light }, HIDDEN_LIGHT_FRAC);
    add_ring(rings, (OutlineRing) { .outer_px = outer_px, .srgb = select.dark }, HIDDEN_DARK_FRAC);
    rings->count -= beside;
    return outer_px;
}

int outline_rings(const Scene *scene, const SceneItem *item, OutlineRing out[OUTLINE_RINGS_MOST])
{
    const ScenePair select = scene->theme.selection_srgb, hover = scene->theme.hover_srgb;
    const float scale = outline_scale(scene);
    Rings rings = { out, 0 };
    float outer_px = 0.0f;
    if (item->style & SCENE_SELECTED) outer_px = add_selected(&rings, item, select, scale);
    if (item->style & SCENE_HOVERED)
        add_ring(&rings, (OutlineRing) { .outer_px = outer_px + DASHED_PX * scale, .dash_px = DASH_PX * scale, .srgb = hover.light, .gap_srgb = hover.dark },
                 HIDDEN_LIGHT_FRAC);
    return rings.count;
}
