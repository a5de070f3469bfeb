// render.c: one frame: contact shade, solid parts, background, outlines, see-through parts, ghost skin, interface. See render.h.
#include "render.h"

#include "blocks.h"
#include "bone_tile.h"
#include "cut_draw.h"
#include "fibre_tile.h"
#include "layers.h"
#include "overdraw.h"
#include "renderer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// Start and end -------------------------------------------------------------------------------------------------------------

// One triangle over the whole picture.
static void corners_make(Renderer *r)
{
    static const float corner[6] = { -1, -1, 3, -1, -1, 3 };
    Gpu *gpu = r->gpu;
    r->corners = gpu->buffer_create(gpu, GPU_BUFFER_VERTEX);
    gpu->buffer_upload(gpu, r->corners, GPU_BUFFER_VERTEX, GPU_USE_ONCE, corner, sizeof corner);
    const GpuAttribute attribute = { .location = 0, .component_count = 2, .format = GPU_F32, .stride = 8, .buffer = r->corners };
    r->corner_layout = gpu->layout_create(gpu, &(GpuLayoutDesc) { .attributes = { attribute }, .attribute_count = 1 });
}

static size_t rounded_up(size_t size, size_t to)
{
    return (size + to - 1) / to * to;
}

Result render_create(bool null_target, TextSource text, Renderer **out, Message *why)
{
    Gpu *gpu = NULL;
    *out = NULL;
    const Result result = null_target ? gpu_null_create(&gpu, why) : gpu_gl_create(&gpu, why);
    if (result != RESULT_OK) return result;
    Renderer *r = calloc(1, sizeof *r);
    if (!r) abort();
    r->gpu = gpu;
    r->scratch = arena_make((size_t)256 << 20);
    r->meshes = mesh_cache_make(gpu);
    r->ui = ui_render_make(gpu, text);
    r->frame_buffer = gpu->buffer_create(gpu, GPU_BUFFER_BLOCK);
    r->lamp_buffer = gpu->buffer_create(gpu, GPU_BUFFER_BLOCK);
    r->item_buffer = gpu->buffer_create(gpu, GPU_BUFFER_BLOCK);
    r->block_stride = rounded_up(sizeof(ItemBlock), (size_t)gpu->block_align);
    corners_make(r);
    *out = r;
    return RESULT_OK;
}

void render_destroy(Renderer *r)
{
    if (!r) return;
    Gpu *gpu = r->gpu;
    programs_free(&r->programs, gpu);
    mesh_cache_free(&r->meshes);
    ui_render_free(&r->ui);
    cut_free(&r->cut, gpu);
    gpu->texture_destroy(gpu, r->fibre_tile);
    gpu->texture_destroy(gpu, r->bone_tile);
    gpu->layout_destroy(gpu, r->corner_layout);
    gpu->buffer_destroy(gpu, r->corners);
    gpu->buffer_destroy(gpu, r->frame_buffer);
    gpu->buffer_destroy(gpu, r->lamp_buffer);
    gpu->buffer_destroy(gpu, r->item_buffer);
    gpu->destroy(gpu);
    arena_free(&r->scratch);
    free(r);
}

// Gathering -----------------------------------------------------------------------------------------------------------------

static bool is_solid(const SceneItem *item)
{
    return !is_ghost(item) && !is_see_through(item);
}

static bool is_drawable(const SceneItem *item)
{
    return item->mesh && item->mesh->level[item->detail].index_count > 0 && item->opacity_frac > 0.003f;
}

static vec3s rigid_middle(const SceneItem *item)
{
    const PackedMesh *mesh = item->mesh;
    vec3s middle = glms_vec3_add(mesh->min_mm, glms_vec3_scale(mesh->step_mm, 32767.5f));
    if (item->mirrored) middle.z = -middle.z;
    return glms_mat4_mulv3(item->world_from_rest, middle, 1.0f);
}

static vec3s flesh_middle(const SceneItem *item) // of a few vertices: it only sorts
{
    const uint32_t count = item->mesh->level[item->detail].vertex_count, step = count / 8 + 1;
    vec3s sum = { { 0, 0, 0 } };
    float taken = 0;
    for (uint32_t i = 0; i < count; i += step, taken += 1)
        sum =
            glms_vec3_add(sum, (vec3s) { { item->flesh[i].position_mm[0], item->flesh[i].position_mm[1], item->flesh[i].position_mm[2] } });
    return glms_vec3_scale(sum, 1.0f / taken);
}

static int nearer_first(const void *a, const void *b)
{
    const DrawItem *x = a, *y = b;
    if (x->distance_mm2 != y->distance_mm2) return x->distance_mm2 < y->distance_mm2 ? -1 : 1;
    return x->block - y->block;
}

static void fibre_tile_want(Renderer *r, bool wanted)
{
    if (wanted && r->fibre_tile.id == 0) r->fibre_tile = r->gpu->tile_create(r->gpu, FIBRE_TILE_PX, fibre_tile_make(&r->scratch));
}

static void tile_want(Renderer *r, const SceneItem *item)
{
    if (item->bone && r->bone_tile.id == 0) r->bone_tile = r->gpu->tile_create(r->gpu, BONE_TILE_PX, bone_tile_make(&r->scratch));
    fibre_tile_want(r, item->fibres != NULL);
}

static void gather(Renderer *r)
{
    const Scene *scene = r->scene;
    r->items = ARENA_ARRAY(&r->scratch, DrawItem, scene->item_count);
    r->item_count = 0;
    fibre_tile_want(r, scene->cut.face_count > 0);
    for (int i = 0; i < scene->item_count; i++) {
        const SceneItem *item = &scene->items[i];
        if (!is_drawable(item)) continue;
        tile_want(r, item);
        const vec3s middle = item->flesh ? flesh_middle(item) : rigid_middle(item);
        r->items[r->item_count] = (DrawItem) { .item = item,
                                               .block = r->item_count,
                                               .layout = mesh_cache_layout(&r->meshes, item),
                                               .middle_mm = middle,
                                               .distance_mm2 = glms_vec3_distance2(middle, scene->camera.eye_mm) };
        r->item_count++;
    }
}

static float radius_mm(const SceneItem *item)
{
    return 32767.5f * glms_vec3_norm(item->mesh->step_mm);
}

// Props are wide and would make the lamp's picture coarse: they count only where there is nothing else.
static ShadowBall solid_ball(const Renderer *r)
{
    ShadowBall body = shadow_ball_none(), all = shadow_ball_none();
    for (int i = 0; i < r->item_count; i++) {
        const DrawItem *at = &r->items[i];
        if (!is_solid(at->item)) continue;
        shadow_ball_add(&all, at->middle_mm, radius_mm(at->item));
        if (at->item->material != MATERIAL_PROP) shadow_ball_add(&body, at->middle_mm, radius_mm(at->item));
    }
    return shadow_ball_is_empty(&body) ? all : body;
}

// The frame as the key lamp sees it: only its distances are drawn.
static void lamp_upload(Renderer *r, FrameBlock frame, const ShadowLamp *lamp)
{
    frame.clip_from_view = lamp->clip_from_view;
    r->gpu->buffer_upload(r->gpu, r->lamp_buffer, GPU_BUFFER_BLOCK, GPU_USE_STREAM, &frame, sizeof frame);
}

// Of the items, the cut faces, the rings of outlines.
static void blocks_upload(Renderer *r)
{
    Gpu *gpu = r->gpu;
    const ShadowBall ball = solid_ball(r);
    const ShadowLamp lamp = shadow_ball_is_empty(&ball) ? (ShadowLamp) { .clip_from_view = glms_mat4_identity() } : shadow_lamp(r->scene, &ball);
    const FrameBlock frame = frame_block(r->scene, &lamp);
    lamp_upload(r, frame, &lamp);
    gpu->buffer_upload(gpu, r->frame_buffer, GPU_BUFFER_BLOCK, GPU_USE_STREAM, &frame, sizeof frame);
    gpu->block_bind(gpu, GPU_BLOCK_FRAME, r->frame_buffer, 0, sizeof frame);
    const SceneCut *cut = &r->scene->cut;
    const int faces_end = r->item_count + cut->face_count, count = faces_end + r->rings.count;
    if (count == 0) return;
    unsigned char *blocks = arena_push(&r->scratch, r->block_stride * (size_t)count);
    for (int i = 0; i < count; i++) {
        const ItemBlock block = i < r->item_count ? item_block(r->scene, r->items[i].item)
                                : i < faces_end   ? face_block(r->scene, &cut->faces[i - r->item_count])
                                                  : outlines_block(r, i - faces_end);
        memcpy(blocks + r->block_stride * (size_t)i, &block, sizeof block);
    }
    gpu->buffer_upload(gpu, r->item_buffer, GPU_BUFFER_BLOCK, GPU_USE_STREAM, blocks, r->block_stride * (size_t)count);
}

// Passes --------------------------------------------------------------------------------------------------------------------

static GpuProgram program_for(Renderer *r, ProgramKind kind, unsigned variant)
{
    GpuProgram program = { 0 };
    if (r->result == RESULT_OK) r->result = programs_get(&r->programs, r->gpu, kind, variant, &r->scratch, &program, r->why);
    return program;
}

static void bind_block(Renderer *r, int block)
{
    r->gpu->block_bind(r->gpu, GPU_BLOCK_ITEM, r->item_buffer, (size_t)block * r->block_stride, sizeof(ItemBlock));
}

static void draw_level(Renderer *r, const DrawItem *at, Detail detail, ProgramKind kind, GpuState state, GpuTexture picture)
{
    const PackedLevel *level = &at->item->mesh->level[detail];
    const GpuProgram program = program_for(r, kind, (at->item->flesh ? PROGRAM_FLESH : 0u) | (at->item->is_cut ? PROGRAM_CUT : 0u));
    if (r->result != RESULT_OK) return;
    state.mirrored = at->item->mirrored;
    bind_block(r, at->block);
    r->gpu->draw(r->gpu, &(GpuDraw) { .program = program,
                                      .layout = at->layout,
                                      .state = state,
                                      .texture = picture,
                                      .tile = at->item->bone ? r->bone_tile : r->fibre_tile,
                                      .first = (int)level->index_first,
                                      .count = (int)level->index_count,
                                      .indexed = true });
}

void render_item(Renderer *r, const DrawItem *at, ProgramKind kind, GpuState state, GpuTexture picture)
{
    draw_level(r, at, at->item->detail, kind, state, picture);
}

// Blocks of the faces stand behind those of the items.
void render_face(Renderer *r, const GpuDraw *draw, ProgramKind kind, int face)
{
    GpuDraw whole = *draw;
    whole.program = program_for(r, kind, 0);
    whole.tile = r->fibre_tile;
    if (r->result != RESULT_OK) return;
    bind_block(r, r->item_count + face);
    r->gpu->draw(r->gpu, &whole);
}

void render_screen(Renderer *r, ProgramKind kind, GpuState state, GpuTexture picture, GpuTexture tile)
{
    const GpuProgram program = program_for(r, kind, 0);
    if (r->result != RESULT_OK) return;
    state.no_depth_write = true;
    r->gpu->draw(r->gpu, &(GpuDraw) { .program = program, .layout = r->corner_layout, .state = state, .texture = picture, .tile = tile, .count = 3 });
}

// Near parts first: what lies behind them is then never shaded.
static void sort_solid(Renderer *r)
{
    r->solid = ARENA_ARRAY(&r->scratch, DrawItem, r->item_count);
    r->solid_count = 0;
    for (int i = 0; i < r->item_count; i++)
        if (is_solid(r->items[i].item)) r->solid[r->solid_count++] = r->items[i];
    if (r->solid_count > 1) qsort(r->solid, (size_t)r->solid_count, sizeof *r->solid, nearer_first);
}

// One level coarser is enough for distances at half size; its vertices are the first of the finer level's.
static Detail contact_detail(const SceneItem *item)
{
    const Detail coarser = item->detail < DETAIL_LOW ? item->detail + 1 : DETAIL_LOW;
    return item->mesh->level[coarser].index_count > 0 ? coarser : item->detail;
}

static Detail shadow_detail(const SceneItem *item)
{
    return item->mesh->level[DETAIL_LOW].index_count > 0 ? DETAIL_LOW : item->detail;
}

static ScreenBox solid_box(const Renderer *r)
{
    ScreenBox box = screen_box_none();
    for (int i = 0; i < r->solid_count; i++) screen_box_add(&box, r->scene, r->solid[i].item);
    return box;
}

GpuRect render_rect(ScreenBox box, int width_px, int height_px, int margin_px)
{
    const int x0 = (int)floorf(box.left * (float)width_px) - margin_px, x1 = (int)ceilf(box.right * (float)width_px) + margin_px;
    const int y0 = (int)floorf(box.bottom * (float)height_px) - margin_px, y1 = (int)ceilf(box.top * (float)height_px) + margin_px;
    const int x = x0 > 0 ? x0 : 0, y = y0 > 0 ? y0 : 0;
    const int right = x1 < width_px ? x1 : width_px, top = y1 < height_px ? y1 : height_px;
    return (GpuRect) { x, y, right > x ? right - x : 0, top > y ? top - y : 0 };
}

// A side picture is half as large; the margin is for those who read beside their own pixel.
static GpuRect side_rect(const Renderer *r, ScreenBox box, int margin_px)
{
    return render_rect(box, (r->scene->width_px + 1) / 2, (r->scene->height_px + 1) / 2, margin_px);
}

static void frame_bind(Renderer *r, GpuBuffer buffer)
{
    r->gpu->block_bind(r->gpu, GPU_BLOCK_FRAME, buffer, 0, sizeof(FrameBlock));
}

// Distances from the key lamp, of the far sides: what is lit then lies well before its own.
static GpuTexture find_lamp(Renderer *r)
{
    const GpuTexture lamp = r->gpu->side_begin(r->gpu, GPU_SIDE_LAMP, (GpuRect) { 0, 0, GPU_LAMP_PX, GPU_LAMP_PX });
    frame_bind(r, r->lamp_buffer);
    for (int i = 0; i < r->solid_count; i++) draw_level(r, &r->solid[i], shadow_detail(r->solid[i].item), PROGRAM_DEPTH, (GpuState) { .cull = GPU_CULL_FRONT }, (GpuTexture) { 0 });
    frame_bind(r, r->frame_buffer);
    return lamp;
}

// How near other parts lie and what shadow they throw, at half size: distances, then looks around each pixel, then the looks joined. Read by
// the shaded pass.
static void find_contact(Renderer *r)
{
    Gpu *gpu = r->gpu;
    const GpuState screen = { .depth = GPU_DEPTH_ALWAYS };
    r->contact = (GpuTexture) { 0 };
    if (r->scene->debug_view != DEBUG_VIEW_LIT || r->solid_count == 0) return;
    const ScreenBox all = { 0, 0, 1, 1 }, solid = solid_box(r);
    const GpuTexture lamp = find_lamp(r);
    const GpuTexture depth = gpu->side_begin(gpu, GPU_SIDE_DEPTH, side_rect(r, all, 0));
    for (int i = 0; i < r->solid_count; i++) draw_level(r, &r->solid[i], contact_detail(r->solid[i].item), PROGRAM_DEPTH, (GpuState) { 0 }, (GpuTexture) { 0 });
    const GpuTexture looks = gpu->side_begin(gpu, GPU_SIDE_A, side_rect(r, solid, 6)); // the next pass reads 2 pixels aside,
    render_screen(r, PROGRAM_CONTACT, screen, depth, lamp);
    r->contact = gpu->side_begin(gpu, GPU_SIDE_B, side_rect(r, solid, 3)); // the shaded one 1
    render_screen(r, PROGRAM_CONTACT_SMOOTH, screen, looks, (GpuTexture) { 0 });
    gpu->side_end(gpu);
}

ProgramKind render_surface_kind(const Renderer *r, const SceneItem *item)
{
    if (r->scene->debug_view == DEBUG_VIEW_STRAIN && item->strain) return PROGRAM_DEBUG_STRAIN;
    if (r->scene->debug_view != DEBUG_VIEW_LIT) return PROGRAM_DEBUG;
    if (item->strain) return is_see_through(item) ? PROGRAM_SEE_THROUGH_STRAIN : PROGRAM_SURFACE_STRAIN;
    if (item->fibres && item->section.banded) return is_see_through(item) ? PROGRAM_SEE_THROUGH_BANDS : PROGRAM_SURFACE_BANDS;
    if (item->fibres) return is_see_through(item) ? PROGRAM_SEE_THROUGH_FIBRES : PROGRAM_SURFACE_FIBRES;
    if (item->bone && bone_shows_pores(r->scene)) return is_see_through(item) ? PROGRAM_SEE_THROUGH_PORES : PROGRAM_SURFACE_PORES;
    if (item->bone) return is_see_through(item) ? PROGRAM_SEE_THROUGH_BONE : PROGRAM_SURFACE_BONE;
    if (is_see_through(item)) return item->regions ? PROGRAM_SEE_THROUGH_REGIONS : PROGRAM_SEE_THROUGH;
    return item->regions ? PROGRAM_SURFACE_REGIONS : PROGRAM_SURFACE;
}

static void draw_solid(Renderer *r)
{
    for (int i = 0; i < r->solid_count; i++) 
        render_item(r, &r->solid[i], render_surface_kind(r, r->solid[i].item), (GpuState) { 0 }, r->contact);
}

static void draw_background(Renderer *r)
{
    if (!r->scene->transparent_background) render_screen(r, PROGRAM_BACKGROUND, (GpuState) { 0 }, (GpuTexture) { 0 }, (GpuTexture) { 0 });
}

// Distances first, colours second: of a shell only the front is blended.
static void draw_shell(Renderer *r, const DrawItem *at)
{
    const ProgramKind kind = at->item->paint ? PROGRAM_GHOST_PAINTED : PROGRAM_GHOST;
    render_item(r, at, PROGRAM_DEPTH, (GpuState) { .no_colour_write = true }, (GpuTexture) { 0 });
    render_item(r, at, kind, (GpuState) { .blend = GPU_BLEND_OVER, .no_depth_write = true }, (GpuTexture) { 0 });
}

static void draw_painted(Renderer *r, const DrawItem *at)
{
    GpuState film = { .blend = GPU_BLEND_OVER, .no_depth_write = true };
    if (!outlines_mark_selected(r)) {
        draw_shell(r, at);
        return;
    }
    render_item(r, at, PROGRAM_DEPTH, (GpuState) { .no_colour_write = true }, (GpuTexture) { 0 });
    film.stencil_mark = 1;
    film.stencil = GPU_STENCIL_OUTSIDE;
    render_item(r, at, PROGRAM_GHOST_PAINTED, film, (GpuTexture) { 0 });
    film.stencil = GPU_STENCIL_INSIDE;
    render_item(r, at, PROGRAM_GHOST_THIN, film, (GpuTexture) { 0 });
    r->gpu->stencil_clear(r->gpu);
}

static void draw_ghosts(Renderer *r)
{
    for (int i = 0; i < r->item_count; i++) {
        const DrawItem *at = &r->items[i];
        if (!is_ghost(at->item)) continue;
        if (at->item->paint) draw_painted(r, at);
        else draw_shell(r, at);
    }
}

static void draw_interface(Renderer *r, const UiDraw *draw)
{
    const GpuProgram program = program_for(r, PROGRAM_UI, 0);
    if (draw && r->result == RESULT_OK) ui_render_draw(&r->ui, program, draw, &r->scratch);
}

// Frame ---------------------------------------------------------------------------------------------------------------------

static double now_ms(void)
{
    struct timespec now;
    timespec_get(&now, TIME_UTC);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

static Result size_check(const Renderer *r, const RenderTarget *target, Message *why)
{
    const int limit = r->gpu->size_limit_px;
    if (target->width_px >= 1 && target->height_px >= 1 && target->width_px <= limit && target->height_px <= limit) return RESULT_OK;
    return message_set(why, RESULT_UNSUPPORTED, "A picture of %d x %d pixels cannot be drawn here: each side must be between 1 and %d.",
                       target->width_px, target->height_px, limit);
}

static int samples_for(const Renderer *r, int wanted)
{
    const int samples = wanted == 0 ? 4 : wanted < 1 ? 1 : wanted;
    return samples < r->gpu->samples_limit ? samples : r->gpu->samples_limit;
}

static GpuTargetDesc target_for(const Renderer *r, const RenderTarget *target)
{
    const vec3s bottom = r->scene->theme.background_bottom_srgb;
    const float a = r->scene->transparent_background ? 0.0f : 1.0f;
    return (GpuTargetDesc) { .width_px = target->width_px,
                             .height_px = target->height_px,
                             .samples = samples_for(r, target->samples),
                             .clear_rgba = { bottom.x * a, bottom.y * a, bottom.z * a, a } };
}

static void picture_draw(Renderer *r)
{
    find_contact(r);
    draw_solid(r);
    draw_background(r);
    cut_draw(r);
    outlines_draw(r);
    layers_draw(r);
    draw_ghosts(r);
}

static void passes(Renderer *r, const UiDraw *draw)
{
    sort_solid(r);
    if (r->scene->debug_view == DEBUG_VIEW_OVERDRAW) {
        draw_background(r);
        overdraw_draw(r);
    } else {
        picture_draw(r);
    }
    draw_interface(r, draw);
}

static void frame_begin(Renderer *r, const Scene *scene, Message *why)
{
    arena_reset(&r->scratch);
    mesh_cache_begin_frame(&r->meshes);
    r->gpu->counts = (GpuCounts) { 0 };
    r->ui.text_count = 0;
    r->scene = scene;
    r->why = why;
    r->result = RESULT_OK;
}

static void frame_count(Renderer *r, double start_ms)
{
    const GpuCounts *counts = &r->gpu->counts;
    r->stats = (FrameStats) { .draw_count = counts->draw_count,
                              .triangle_count = counts->triangle_count,
                              .text_count = r->ui.text_count,
                              .upload_bytes = (int)counts->upload_bytes,
                              .render_ms = now_ms() - start_ms };
    r->scene = NULL;
    r->why = NULL;
}

Result render_draw(Renderer *r, const Scene *scene, const UiDraw *draw, const RenderTarget *target, Message *why)
{
    const double start_ms = now_ms();
    Result result = size_check(r, target, why);
    if (result != RESULT_OK) return result;
    frame_begin(r, scene, why);
    const GpuTargetDesc desc = target_for(r, target);
    result = r->gpu->target_begin(r->gpu, &desc, why);
    if (result != RESULT_OK) return result;
    r->width_px = target->width_px;
    r->height_px = target->height_px;
    r->layer_count = target->layers > 0 ? target->layers : LAYERS_USUAL;
    gather(r);
    outlines_gather(r, r->item_count + scene->cut.face_count);
    blocks_upload(r);
    passes(r, draw);
    if (r->result == RESULT_OK) r->result = r->gpu->target_end(r->gpu, target->window, why);
    frame_count(r, start_ms);
    return r->result;
}

void render_finish(Renderer *r)
{
    r->gpu->finish(r->gpu);
}

bool render_lost(Renderer *r)
{
    return r->gpu->lost(r->gpu);
}

// Reading back --------------------------------------------------------------------------------------------------------------

static void flip_rows(uint8_t *pixels, size_t row_bytes, int rows, Arena *scratch)
{
    const size_t mark = arena_mark(scratch);
    uint8_t *keep = arena_push(scratch, row_bytes);
    for (int y = 0; y < rows / 2; y++) {
        uint8_t *a = pixels + (size_t)y * row_bytes, *b = pixels + (size_t)(rows - 1 - y) * row_bytes;
        memcpy(keep, a, row_bytes);
        memcpy(a, b, row_bytes);
        memcpy(b, keep, row_bytes);
    }
    arena_pop_to(scratch, mark);
}

static void make_straight(uint8_t *pixel) // from premultiplied alpha
{
    const unsigned a = pixel[3];
    for (int i = 0; a > 0 && i < 3; i++) {
        const unsigned straight = (pixel[i] * 255u + a / 2) / a;
        pixel[i] = (uint8_t)(straight > 255u ? 255u : straight);
    }
}

Result render_read_premultiplied(Renderer *r, uint8_t *out, Message *why)
{
    const Result result = r->gpu->read_rgba(r->gpu, out, why);
    if (result == RESULT_OK) flip_rows(out, (size_t)r->width_px * 4, r->height_px, &r->scratch);
    return result;
}

Result render_read_rgba(Renderer *r, uint8_t *out, Message *why)
{
    const Result result = render_read_premultiplied(r, out, why);
    if (result != RESULT_OK) return result;
    const size_t pixel_count = (size_t)r->width_px * (size_t)r->height_px;
    for (size_t i = 0; i < pixel_count; i++)
        if (out[i * 4 + 3] != 255) make_straight(out + i * 4);
    return RESULT_OK;
}

// Facts ---------------------------------------------------------------------------------------------------------------------

FrameStats render_stats(const Renderer *r)
{
    return r->stats;
}
const char *render_driver_name(const Renderer *r)
{
    return r->gpu->driver_name;
}
bool render_is_software(const Renderer *r)
{
    return r->gpu->software;
}
int render_size_limit(const Renderer *r)
{
    return r->gpu->size_limit_px;
}

int render_samples(const Renderer *r, const RenderTarget *target)
{
    return samples_for(r, target->samples);
}

bool render_reload_shaders(Renderer *r, Message *why)
{
    return programs_reload(&r->programs, r->gpu, &r->scratch, why);
}
