// ui_draw.h: what the interface looks like this frame, as a list of flat shapes. Drawn by src/render, made by src/ui and src/app.
//
// Shapes    commands in painting order; strings are borrowed until the frame arena is reset.
// Units     pixels of the drawable, origin top left, y downward; colours sRGB with straight alpha 0..1.
// Errors    a full list drops further commands and counts them in dropped_count.
#ifndef ILIOPSOAS_UI_DRAW_H
#define ILIOPSOAS_UI_DRAW_H

#include "arena.h"
#include "ui_text.h"

typedef struct Rgba {
    float r, g, b, a;
} Rgba;
typedef struct UiRect {
    float x, y, w, h;
} UiRect;

typedef enum UiShape { UI_SHAPE_RECT, UI_SHAPE_LINE, UI_SHAPE_TEXT, UI_SHAPE_TRIANGLE, UI_SHAPE_COUNT } UiShape;
typedef struct UiCommand {
    UiShape shape;
    UiRect rect;              // rect: box. line: x,y to w,h (as second point). text: x = left, y = baseline
    float x2, y2;             // triangle: third point (first x,y second w,h)
    float radius_px;          // rect: corner radius. line: half width
    float border_px;          // rect: 0 filled, else only a border of this width
    float shadow_px;          // rect: soft edge instead of a crisp one (drop shadows)
    Rgba colour;
    const char *text;
    float size_px;
    UiWeight weight;
    float halo_px;            // text: width of a halo in halo_colour, 0 none
    Rgba halo_colour;
    UiRect clip;              // w <= 0: none
} UiCommand;

typedef struct UiDraw {
    UiCommand *commands;
    int command_count, command_most, dropped_count;
    UiRect clip; // applied to commands added from now on
} UiDraw;

UiDraw ui_draw_make(Arena *frame, int most);
void ui_draw_rect(UiDraw *draw, UiRect rect, float radius_px, Rgba colour);
void ui_draw_border(UiDraw *draw, UiRect rect, float radius_px, float border_px, Rgba colour);
void ui_draw_shadow(UiDraw *draw, UiRect rect, float radius_px, float shadow_px, Rgba colour);
void ui_draw_line(UiDraw *draw, float x0, float y0, float x1, float y1, float width_px, Rgba colour);
void ui_draw_triangle(UiDraw *draw, float x0, float y0, float x1, float y1, float x2, float y2, Rgba colour);
void ui_draw_text(UiDraw *draw, float x, float baseline, const char *text, float size_px, UiWeight weight, Rgba colour);
void ui_draw_text_halo(UiDraw *draw, float x, float baseline, const char *text, float size_px, UiWeight weight, Rgba colour, Rgba halo);

#endif
