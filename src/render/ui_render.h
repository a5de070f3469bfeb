// ui_render.h: turns a UiDraw into one triangle list and draws it.
//
// Why       Every shape is a quad whose edges the shader finds from distances, so boxes, shadows, lines and letters share one program, one
//           buffer and nearly always one draw call, and stay crisp without multisampling.
// Units     pixels, origin top left.
// Errors    cannot fail; text that cannot be shaped is left out.
#ifndef ILIOPSOAS_UI_RENDER_H
#define ILIOPSOAS_UI_RENDER_H

#include "gpu.h"
#include "text_atlas.h"
#include "ui_draw.h"

typedef struct UiVertex {
    float position_px[2], local[4], shape[4], clip[4];
    uint8_t colour[4];
} UiVertex;

typedef struct UiRenderer {
    Gpu *gpu;
    TextAtlas atlas;
    GpuBuffer buffer;
    GpuLayout layout;
    GpuProgram program; // borrowed for the draw
    UiVertex *vertices; // of the draw under way
    int vertex_count, vertex_most, text_count;
} UiRenderer;

UiRenderer ui_render_make(Gpu *gpu, TextSource source);
void ui_render_free(UiRenderer *ui);
void ui_render_draw(UiRenderer *ui, GpuProgram program, const UiDraw *draw, Arena *scratch);

#endif
