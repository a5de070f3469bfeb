// cut_draw.c: see cut_draw.h.
#include "cut_draw.h"

#include "renderer.h"

enum { COVER_PLACES = 6, PIECE_CORNERS = 6 };

typedef struct Place {
    float u_mm, v_mm;
} Place;

typedef struct Corner {
    float piece_mm[4], corner[2];
} Corner;

// A fan over its outline, then two triangles that cover it.
static void put_cover(const CutFace *face, Place *out)
{
    const float low_u = face->low[0] - 1, low_v = face->low[1] - 1, high_u = face->high[0] + 1, high_v = face->high[1] + 1;
    const Place corner[4] = { { low_u, low_v }, { high_u, low_v }, { high_u, high_v }, { low_u, high_v } };
    static const int order[COVER_PLACES] = { 0, 1, 2, 0, 2, 3 };
    for (int i = 0; i < COVER_PLACES; i++) out[i] = corner[order[i]];
}

static void put_fan(const CutFace *face, const CutSegment *segments, Place *out)
{
    const Place pivot = { 0.5f * (face->low[0] + face->high[0]), 0.5f * (face->low[1] + face->high[1]) };
    for (int i = 0; i < face->segment_count; i++, out += 3) {
        out[0] = pivot;
        out[1] = (Place) { segments[i].a[0], segments[i].a[1] };
        out[2] = (Place) { segments[i].b[0], segments[i].b[1] };
    }
    put_cover(face, out);
}

static void put_piece(const CutSegment *s, Corner *out)
{
    static const float corner[PIECE_CORNERS][2] = { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 0 }, { 1, 1 }, { 0, 1 } };
    for (int i = 0; i < PIECE_CORNERS; i++)
        out[i] = (Corner) { { s->a[0], s->a[1], s->b[0], s->b[1] }, { corner[i][0], corner[i][1] } };
}

static void layouts_make(CutBuffers *cut, Gpu *gpu)
{
    cut->places = gpu->buffer_create(gpu, GPU_BUFFER_VERTEX);
    cut->pieces = gpu->buffer_create(gpu, GPU_BUFFER_VERTEX);
    const GpuAttribute place = { .location = 0, .component_count = 2, .format = GPU_F32, .stride = sizeof(Place), .buffer = cut->places };
    const GpuAttribute piece = { .location = 0, .component_count = 4, .format = GPU_F32, .stride = sizeof(Corner), .buffer = cut->pieces };
    const GpuAttribute corner = { .location = 1, .component_count = 2, .format = GPU_F32, .stride = sizeof(Corner), .offset = offsetof(Corner, corner),
                                  .buffer = cut->pieces };
    cut->fan = gpu->layout_create(gpu, &(GpuLayoutDesc) { .attributes = { place }, .attribute_count = 1 });
    cut->band = gpu->layout_create(gpu, &(GpuLayoutDesc) { .attributes = { piece, corner }, .attribute_count = 2 });
}

static void upload(Renderer *r)
{
    const SceneCut *cut = &r->scene->cut;
    const int place_count = 3 * cut->segment_count + COVER_PLACES * cut->face_count, corner_count = PIECE_CORNERS * cut->segment_count;
    Place *places = ARENA_ARRAY(&r->scratch, Place, place_count);
    Corner *corners = ARENA_ARRAY(&r->scratch, Corner, corner_count);
    for (int i = 0; i < cut->segment_count; i++) put_piece(&cut->segments[i], &corners[PIECE_CORNERS * i]);
    int at = 0;
    for (int f = 0; f < cut->face_count; f++) {
        put_fan(&cut->faces[f], cut->segments + cut->faces[f].segment_first, places + at);
        at += 3 * cut->faces[f].segment_count + COVER_PLACES;
    }
    r->gpu->buffer_upload(r->gpu, r->cut.places, GPU_BUFFER_VERTEX, GPU_USE_STREAM, places, sizeof *places * (size_t)place_count);
    r->gpu->buffer_upload(r->gpu, r->cut.pieces, GPU_BUFFER_VERTEX, GPU_USE_STREAM, corners, sizeof *corners * (size_t)corner_count);
}

// One face on its way.
typedef struct Plan {
    Renderer *r;
    const CutFace *face;
    int index, first_place;
} Plan;

static void draw_fan(const Plan *plan)
{
    const GpuState count = { .depth = GPU_DEPTH_ALWAYS, .cull = GPU_CULL_NONE, .stencil = GPU_STENCIL_TURNS, .no_depth_write = true, .no_colour_write = true };
    render_face(plan->r, &(GpuDraw) { .layout = plan->r->cut.fan, .state = count, .first = plan->first_place, .count = 3 * plan->face->segment_count },
                PROGRAM_FACE_TURNS, plan->index);
}

static void draw_cover(const Plan *plan, ProgramKind kind, GpuState state)
{
    state.cull = GPU_CULL_NONE;
    render_face(plan->r, &(GpuDraw) { .layout = plan->r->cut.fan, .state = state, .first = plan->first_place + 3 * plan->face->segment_count, .count = COVER_PLACES },
                kind, plan->index);
}

static void draw_band(const Plan *plan, ProgramKind kind, GpuState state)
{
    state.cull = GPU_CULL_NONE;
    state.no_depth_write = true;
    render_face(plan->r, &(GpuDraw) { .layout = plan->r->cut.band, .state = state, .first = PIECE_CORNERS * plan->face->segment_first,
                                      .count = PIECE_CORNERS * plan->face->segment_count }, kind, plan->index);
}

static void draw_inside(const Plan *plan)
{
    // On the face's own pixels only, which are known not to be hidden.
    GpuState own = { .depth = GPU_DEPTH_ALWAYS, .stencil = GPU_STENCIL_OWN, .no_depth_write = true };
    const bool clear = plan->face->opacity_frac < 0.999f;
    draw_cover(plan, PROGRAM_FACE, (GpuState) { .blend = clear ? GPU_BLEND_OVER : GPU_BLEND_NONE, .stencil = GPU_STENCIL_COVER, .no_depth_write = clear });
    if (plan->face->wall_mm > 0 && !clear) {
        own.blend = GPU_BLEND_MASK;
        draw_band(plan, PROGRAM_FACE_MASK, own);
        own.blend = GPU_BLEND_MASKED;
        draw_cover(plan, PROGRAM_FACE_WALL, own);
    }
    own.blend = GPU_BLEND_DARKEN;
    if (plan->face->lamella_mm > 0 && !clear) draw_band(plan, PROGRAM_FACE_RINGS, own);
    draw_band(plan, PROGRAM_FACE_RIM, own);
}

static void draw_face(Renderer *r, int index, int first_place)
{
    const Plan plan = { r, &r->scene->cut.faces[index], index, first_place };
    if (plan.face->line_only) {
        draw_band(&plan, PROGRAM_FACE_LINE, (GpuState) { .blend = GPU_BLEND_OVER });
        return;
    }
    draw_fan(&plan);
    draw_inside(&plan);
    draw_cover(&plan, PROGRAM_FACE_TURNS, (GpuState) { .depth = GPU_DEPTH_ALWAYS, .stencil = GPU_STENCIL_RELEASE, .no_depth_write = true, .no_colour_write = true });
}

void cut_draw(Renderer *r)
{
    const SceneCut *cut = &r->scene->cut;
    int first_place = 0;
    if (cut->segment_count == 0 || r->result != RESULT_OK) return;
    if (r->cut.places.id == 0) layouts_make(&r->cut, r->gpu);
    upload(r);
    for (int f = 0; f < cut->face_count; f++) {
        draw_face(r, f, first_place);
        first_place += 3 * cut->faces[f].segment_count + COVER_PLACES;
    }
    r->gpu->stencil_clear(r->gpu);
}

void cut_free(CutBuffers *cut, Gpu *gpu)
{
    gpu->layout_destroy(gpu, cut->fan);
    gpu->layout_destroy(gpu, cut->band);
    gpu->buffer_destroy(gpu, cut->places);
    gpu->buffer_destroy(gpu, cut->pieces);
    *cut = (CutBuffers) { 0 };
}
