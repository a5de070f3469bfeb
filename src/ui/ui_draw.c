// ui_draw.c: see ui_draw.h.
#include "ui_draw.h"

UiDraw ui_draw_make(Arena *frame, int most)
{
    return (UiDraw) { .commands = ARENA_ARRAY(frame, UiCommand, most), .command_most = most };
}

static void add(UiDraw *draw, UiCommand command)
{
    if (draw->command_count >= draw->command_most) {
        draw->dropped_count++;
        return;
    }
    command.clip = draw->clip;
    draw->commands[draw->command_count++] = command;
}

void ui_draw_rect(UiDraw *draw, UiRect rect, float radius_px, Rgba colour)
{
    add(draw, (UiCommand) { .shape = UI_SHAPE_RECT, .rect = rect, .radius_px = radius_px, .colour = colour });
}

void ui_draw_border(UiDraw *draw, UiRect rect, float radius_px, float border_px, Rgba colour)
{
    add(draw, (UiCommand) { .shape = UI_SHAPE_RECT, .rect = rect, .radius_px = radius_px, .border_px = border_px, .colour = colour });
}

void ui_draw_shadow(UiDraw *draw, UiRect rect, float radius_px, float shadow_px, Rgba colour)
{
    add(draw, (UiCommand) { .shape = UI_SHAPE_RECT, .rect = rect, .radius_px = radius_px, .shadow_px = shadow_px, .colour = colour });
}

void ui_draw_line(UiDraw *draw, float x0, float y0, float x1, float y1, float width_px, Rgba colour)
{
    add(draw, (UiCommand) { .shape = UI_SHAPE_LINE, .rect = { x0, y0, x1, y1 }, .radius_px = width_px * 0.5f, .colour = colour });
}

void ui_draw_triangle(UiDraw *draw, float x0, float y0, float x1, float y1, float x2, float y2, Rgba colour)
{
    add(draw, (UiCommand) { .shape = UI_SHAPE_TRIANGLE, .rect = { x0, y0, x1, y1 }, .x2 = x2, .y2 = y2, .colour = colour });
}

void ui_draw_text(UiDraw *draw, float x, float baseline, const char *text, float size_px, UiWeight weight, Rgba colour)
{
    ui_draw_text_halo(draw, x, baseline, text, size_px, weight, colour, (Rgba) { 0, 0, 0, 0 });
}

// A tenth of the letter's size, at least a pixel and a half: enough to lift it off bone and muscle alike.
static float halo_width(float size_px, Rgba halo)
{
    if (halo.a <= 0) return 0;
    return size_px * 0.1f > 1.5f ? size_px * 0.1f : 1.5f;
}

void ui_draw_text_halo(UiDraw *draw, float x, float baseline, const char *text, float size_px, UiWeight weight, Rgba colour, Rgba halo)
{
    if (!text || !*text) return;
    add(draw, (UiCommand) { .shape = UI_SHAPE_TEXT,
                            .rect = { x, baseline, 0, 0 },
                            .text = text,
                            .size_px = size_px,
                            .weight = weight,
                            .colour = colour,
                            .halo_px = halo_width(size_px, halo),
                            .halo_colour = halo });
}
