// outline.h: of which rings the outline of what is pointed at or selected is made, from the part outwards.
//
// Why       Told apart by form, not by colour: what is pointed at has a thin line of dashes, what is selected a solid double line, dark, light,
//           dark. Both hold a light and a dark colour, so that one of them stands out on any tissue and on any page; tissue keeps its own colour.
//           What is selected beside the part chosen last has thinner lines.
//           What is both has both, the dashes outside. Where something else lies in front, rings are drawn too, faintly.
// Source    two colours: WCAG 2.2, technique C40 (docs/sources.md#wcag22). Widths: drawing choice, at 720 pixels of height.
// Shapes    rings from the inside out, each drawn where none before it is.
// Units     pixels; opacity 0..1.
// Errors    cannot fail.
#ifndef ILIOPSOAS_OUTLINE_H
#define ILIOPSOAS_OUTLINE_H

#include "scene.h"

#define OUTLINE_RINGS_MOST 8

typedef struct OutlineRing {
    float outer_px;         // from the silhouette
    float dash_px;          // dash and gap together; 0: solid
    vec3s srgb, gap_srgb;
    float opacity_frac;
    bool hidden;            // drawn only where something lies in front
} OutlineRing;

bool outline_wanted(const SceneItem *item);
int outline_rings(const Scene *scene, const SceneItem *item, OutlineRing out[OUTLINE_RINGS_MOST]);
// Lines grow with the picture, but less than it does: 1 at 720 pixels, 0.75 at least, 2.2 at 2160.
float outline_scale(const Scene *scene);

#endif
