// renderer.h: what the passes of one frame share. For the files of this folder only; others know render.h.
//
// Why       A frame is some passes over the same items. Each pass with a shape of its own stands in a file of its own (layers.c, cut_draw.c).
// Shapes    valid from the start of a frame to its end; a pass that fails sets result, and those after it do nothing.
// Units     pixels, mm.
// Errors    result and why, as render_draw returns them.
#ifndef ILIOPSOAS_RENDERER_H
#define ILIOPSOAS_RENDERER_H

#include "gpu.h"
#include "cut_draw.h"
#include "outline_draw.h"
#include "mesh_cache.h"
#include "programs.h"
#include "render.h"
#include "screen_box.h"
#include "ui_render.h"

typedef struct DrawItem { // a scene item with what the passes need to know
    const SceneItem *item;
    GpuLayout layout;
    vec3s middle_mm;    // world
    float distance_mm2; // of it from the eye
    int block;          // its place among the item blocks
} DrawItem;

struct Renderer {
    Gpu *gpu;
    Programs programs;
    MeshCache meshes;
    UiRenderer ui;
    CutBuffers cut;
    GpuBuffer frame_buffer, lamp_buffer, item_buffer, corners;
    GpuLayout corner_layout;
    Arena scratch; // of one frame
    FrameStats stats;
    int width_px, height_px; // of the last picture
    int layer_count;
    const Scene *scene;      // under way
    DrawItem *items, *solid; // all in the scene's order; the solid ones from near to far
    int item_count, solid_count;
    DrawRings rings;
    GpuTexture contact, fibre_tile, bone_tile;
    size_t block_stride;
    Message *why;
    Result result; // first failure of the frame; passes after it do nothing
};

static inline bool is_ghost(const SceneItem *item)
{
    return (item->style & SCENE_GHOST) != 0;
}
static inline bool is_see_through(const SceneItem *item)
{
    return !is_ghost(item) && (item->opacity_frac < 0.999f || (item->style & SCENE_XRAY));
}

// One item, or one triangle over the whole picture. picture: `picture` in the shader, none when zero.
void render_item(Renderer *r, const DrawItem *at, ProgramKind kind, GpuState state, GpuTexture picture);
void render_face(Renderer *r, const GpuDraw *draw, ProgramKind kind, int face); // of the cut: fills in the program and the face's block
void render_screen(Renderer *r, ProgramKind kind, GpuState state, GpuTexture picture, GpuTexture tile);
ProgramKind render_surface_kind(const Renderer *r, const SceneItem *item);
// The box in pixels of a picture of this size, with a margin.
GpuRect render_rect(ScreenBox box, int width_px, int height_px, int margin_px);

#endif
