// cut_look.c: see cut_look.h.
#include "cut_look.h"

#include <string.h>

#define SRGB(hex) { { (float)((hex) >> 16 & 255) / 255.0f, (float)((hex) >> 8 & 255) / 255.0f, (float)((hex)&255) / 255.0f } }

typedef struct Look {
    int rank;
    CutPattern pattern;
    float wall_mm, lamella_mm;
    vec3s core_srgb, wall_srgb;
    bool own_core, own_wall; // the part's own colour instead, a little deeper
} Look;

static const Look looks[TISSUE_COUNT] = {
    [TISSUE_BONE] = { 0, CUT_SPONGE, 1.4f, 0, SRGB(0xB4725C), SRGB(0xEFE7D6), false, false },
    [TISSUE_DISC] = { 1, CUT_PLAIN, 7.5f, 1.3f, SRGB(0x9DB3BF), SRGB(0xD5DEE2), false, false },
    [TISSUE_LIGAMENT] = { 2, CUT_FIBRES, 0, 0, SRGB(0), SRGB(0), true, true },
    [TISSUE_MUSCLE] = { 3, CUT_FIBRES, 0, 0, SRGB(0), SRGB(0), true, true },
    [TISSUE_NERVE] = { 4, CUT_FIBRES, 0, 0, SRGB(0), SRGB(0), true, true },
    [TISSUE_ARTERY] = { 4, CUT_PLAIN, 1.5f, 0, SRGB(0x6E1A16), SRGB(0), false, true },
    [TISSUE_VEIN] = { 4, CUT_PLAIN, 1.0f, 0, SRGB(0x1E2C57), SRGB(0), false, true },
    [TISSUE_URETER] = { 4, CUT_PLAIN, 1.2f, 0, SRGB(0x5C4464), SRGB(0), false, true },
    [TISSUE_KIDNEY] = { 5, CUT_PLAIN, 8.0f, 0, SRGB(0x6A2F31), SRGB(0x9A5247), false, false },
    [TISSUE_BOWEL] = { 5, CUT_PLAIN, 2.6f, 0, SRGB(0x74483B), SRGB(0), false, true },
    [TISSUE_BLADDER] = { 5, CUT_PLAIN, 4.0f, 0, SRGB(0x9A8A4E), SRGB(0), false, true },
    [TISSUE_UTERUS] = { 5, CUT_PLAIN, 0, 0, SRGB(0), SRGB(0), true, true },
    [TISSUE_OVARY] = { 5, CUT_PLAIN, 0, 0, SRGB(0), SRGB(0), true, true },
    [TISSUE_TUBE] = { 5, CUT_PLAIN, 1.5f, 0, SRGB(0x7A4258), SRGB(0), false, true },
    [TISSUE_SKIN] = { 7, CUT_LOBULES, 2.2f, 0, SRGB(0xE4CA98), SRGB(0), false, true },
};
enum { RANK_WALL = 6 };

static vec3s deeper(vec3s srgb)
{
    return glms_vec3_mul(srgb, (vec3s){ { 0.90f, 0.80f, 0.78f } });
}

// Shafts are thick-walled tubes; their ends, and all other bones, are spongy nearly to the surface.
static float shell_mm(const Part *part, float usual_mm)
{
    static const char *const shafts[] = { "femur", "tibia" };
    for (int i = 0; i < 2; i++) {
        if (strcmp(part->structure, shafts[i]) == 0) return 4.5f;
    }
    return usual_mm;
}

static void dress(const Look *look, const Part *part, CutFace *face)
{
    face->pattern = look->pattern;
    face->wall_mm = part->tissue == TISSUE_BONE ? shell_mm(part, look->wall_mm) : look->wall_mm;
    face->lamella_mm = look->lamella_mm;
    face->core_srgb = look->own_core ? deeper(part->colour_srgb) : look->core_srgb;
    face->wall_srgb = look->own_wall ? part->colour_srgb : look->wall_srgb;
}

CutFace cut_look(const Part *part, const SceneItem *item, ColourMode colour)
{
    const Look *look = &looks[part->tissue];
    CutFace face = { .part = item->part,
                     .rank = part->group == GROUP_ABDOMINAL_WALL ? RANK_WALL : look->rank,
                     .line_only = (item->style & SCENE_GHOST) != 0,
                     .opacity_frac = item->opacity_frac,
                     .core_srgb = deeper(item->colour_srgb),
                     .wall_srgb = item->colour_srgb };
    if (colour == COLOUR_TISSUE || face.line_only) dress(look, part, &face); // other colours mean something: the face keeps the part's
    return face;
}
