#include "strain_paint.h"

#include "fibre_bind.h"
#include "oklab.h"
#include "view_state.h"

#include <math.h>

#define SHADE_COUNT 256

// In OKLab. The ends lie in the hues 265 (blue) and 92 (yellow) degrees, as far out as a screen shows them.
static const vec3s shortest = { { 0.38f, -0.0139f, -0.1594f } }, neutral = { { 0.72f, 0.0f, 0.0f } },
                   longest = { { 0.89f, -0.0054f, 0.1549f } };

typedef struct Painted {
    StrainVertex *vertex;
    uint32_t count, pose_number;
} Painted;

struct StrainPaint {
    const Body *body;
    Arena *keep;
    uint8_t shade[SHADE_COUNT][3];
    const FibreBinding **binding; // [structure]
    Painted painted[PART_MOST];
};

void strain_colour(float strain_frac, uint8_t srgb[3])
{
    const bool shorter = strain_frac < 0.0f;
    const float end_frac = shorter ? STRAIN_SHORTEST_FRAC : STRAIN_LONGEST_FRAC;
    oklab_srgb(glms_vec3_lerp(neutral, shorter ? shortest : longest, glm_clamp(strain_frac / end_frac, 0.0f, 1.0f)), srgb);
}

static float shade_strain_frac(int shade)
{
    return STRAIN_SHORTEST_FRAC + (STRAIN_LONGEST_FRAC - STRAIN_SHORTEST_FRAC) * (float)shade / (float)(SHADE_COUNT - 1);
}

StrainPaint *strain_paint_make(const Body *body, Arena *keep)
{
    StrainPaint *paint = ARENA_ARRAY(keep, StrainPaint, 1);
    paint->body = body;
    paint->keep = keep;
    paint->binding = ARENA_ARRAY(keep, const FibreBinding *, body->pack.header->structure_count);
    for (int i = 0; i < SHADE_COUNT; i++) strain_colour(shade_strain_frac(i), paint->shade[i]);
    return paint;
}

static const FibreBinding *binding_of(StrainPaint *paint, PartId part)
{
    const FibreBinding **binding = &paint->binding[paint->body->parts[part].structure_index];
    if (!*binding) *binding = fibre_bind(paint->body, part, paint->keep);
    return *binding;
}

static const float *strains(const StrainPaint *paint, const Measures *measures, const Pose *pose, PartId part)
{
    const Body *body = paint->body;
    const Side side = body->parts[part].mirrored ? SIDE_LEFT : SIDE_RIGHT;
    float *strain_frac = ARENA_ARRAY(paint->keep, float, body->fascicle_count);
    for (int f = 0; f < body->fascicle_count; f++) {
        if (fascicle_is_of(body, f, part)) strain_frac[f] = measure_strain_frac(measures, pose, f, side);
    }
    return strain_frac;
}

static void set_vertex(const StrainPaint *paint, float strain_frac, StrainVertex *out)
{
    const float share = (strain_frac - STRAIN_SHORTEST_FRAC) / (STRAIN_LONGEST_FRAC - STRAIN_SHORTEST_FRAC);
    const uint8_t *shade = paint->shade[lrintf(glm_clamp(share, 0.0f, 1.0f) * (float)(SHADE_COUNT - 1))];
    *out = (StrainVertex) { .strain_frac = strain_frac, .srgb = { shade[0], shade[1], shade[2], 255 } };
}

static void paint_vertices(StrainPaint *paint, const FibreBinding *binding, const float *strain_frac, uint32_t count, StrainVertex *out)
{
    for (uint32_t v = 0; v < count; v++) {
        float mean_frac = 0.0f;
        for (int i = 0; i < FIBRE_MOST; i++) mean_frac += binding[v].share_frac[i] * strain_frac[binding[v].fascicle[i]];
        set_vertex(paint, mean_frac, &out[v]);
    }
}

const StrainVertex *strain_paint_of(StrainPaint *paint, const Measures *measures, const Pose *pose, uint32_t pose_number, PartId part,
                                    uint32_t vertex_count)
{
    const Part *p = &paint->body->parts[part];
    const FibreBinding *binding = p->mesh ? binding_of(paint, part) : NULL;
    Painted *painted = &paint->painted[part];
    if (!binding) return NULL;
    if (painted->vertex && painted->pose_number == pose_number && painted->count >= vertex_count) return painted->vertex;
    if (!painted->vertex) painted->vertex = ARENA_ARRAY(paint->keep, StrainVertex, p->mesh->vertex_count);
    const size_t mark = arena_mark(paint->keep);
    paint_vertices(paint, binding, strains(paint, measures, pose, part), vertex_count, painted->vertex);
    arena_pop_to(paint->keep, mark);
    painted->pose_number = pose_number;
    painted->count = vertex_count;
    return painted->vertex;
}
