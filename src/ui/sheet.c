#include "sheet.h"

#include "text.h"

#include <math.h>

#define INDENT_PT 22.0f
#define LINE_STEP 1.36f

Sheet sheet_make(Ui *ui, float width_px, float text_scale)
{
    return (
        Sheet) { .ui = ui, .width_px = width_px, .text_scale = text_scale, .lines = ARENA_ARRAY(ui->frame, SheetLine, SHEET_LINES_MOST) };
}

static SheetLine *add_line(Sheet *sheet, const char *text, SheetStyle style, float x)
{
    if (sheet->line_count == SHEET_LINES_MOST) return NULL;
    const float size_px = style.size_pt * sheet->ui->scale;
    SheetLine *line = &sheet->lines[sheet->line_count++];
    *line = (SheetLine){ .text = text, .style = style, .x = x, .baseline = sheet->height_px + size_px };
    sheet->height_px += size_px * LINE_STEP;
    return line;
}

static SheetLine *add_paragraph(Sheet *sheet, const char *text, SheetStyle style, float x)
{
    const char **lines;
    style.size_pt *= sheet->text_scale;
    const int count = ui_wrap(sheet->ui, text, style.size_pt, style.weight, sheet->width_px - x, &lines);
    SheetLine *first = NULL;
    for (int i = 0; i < count; i++) {
        SheetLine *line = add_line(sheet, lines[i], style, x);
        if (line) line->goes_on = i > 0;
        if (i == 0) first = line;
    }
    return first;
}

void sheet_text(Sheet *sheet, const char *text, SheetStyle style)
{
    add_paragraph(sheet, text, style, 0);
}

void sheet_item(Sheet *sheet, SheetMark mark, Rgba mark_colour, const char *text, SheetStyle style)
{
    SheetLine *line = add_paragraph(sheet, text, style, INDENT_PT * sheet->ui->scale * sheet->text_scale);
    if (!line) return;
    line->mark = mark;
    line->mark_colour = mark_colour;
}

void sheet_gap(Sheet *sheet, float points)
{
    sheet->height_px += points * sheet->ui->scale * sheet->text_scale;
}

static void draw_warning(UiDraw *draw, float x, float y, float r, Rgba colour)
{
    ui_draw_triangle(draw, x, y - r, x + r * 1.1f, y + r * 0.85f, x - r * 1.1f, y + r * 0.85f, colour);
    const Rgba hole = { 0, 0, 0, 0.75f };
    ui_draw_rect(draw, (UiRect){ x - r * 0.12f, y - r * 0.35f, r * 0.24f, r * 0.6f }, 0, hole);
    ui_draw_rect(draw, (UiRect){ x - r * 0.13f, y + r * 0.42f, r * 0.26f, r * 0.26f }, r * 0.13f, hole);
}

static void draw_cross(UiDraw *draw, float x, float y, float r, Rgba colour)
{
    const float d = r * 0.72f, width = r * 0.38f;
    ui_draw_line(draw, x - d, y - d, x + d, y + d, width, colour);
    ui_draw_line(draw, x - d, y + d, x + d, y - d, width, colour);
}

static UiRect swatch(float x, float y, float r)
{
    return (UiRect){ x - r * 1.4f, y - r * 0.9f, r * 2.8f, r * 1.8f };
}

// The custom of the trigger-point charts: dots where only some people feel it.
static void draw_stipple(UiDraw *draw, float x, float y, float r, Rgba colour)
{
    ui_draw_border(draw, swatch(x, y, r), r * 0.3f, 1, colour);
    const float dot = r * 0.17f;
    for (int i = 0; i < 7; i++) { // two rows of dots, set off against each other
        const float cx = x + ((float)i - 3) * r * 0.36f, cy = y + (i % 2 ? 0.34f : -0.34f) * r;
        ui_draw_rect(draw, (UiRect){ cx - dot, cy - dot, 2 * dot, 2 * dot }, dot, colour);
    }
}

void sheet_draw_mark(UiDraw *draw, SheetMark mark, float x, float y, float size_px, Rgba colour)
{
    const float r = size_px / 2;
    switch (mark) {
    case SHEET_WARNING:
        draw_warning(draw, x, y, r, colour);
        break;
    case SHEET_DISC:
        ui_draw_rect(draw, (UiRect){ x - r * 0.6f, y - r * 0.6f, r * 1.2f, r * 1.2f }, r * 0.6f, colour);
        break;
    case SHEET_RING:
        ui_draw_border(draw, (UiRect){ x - r * 0.6f, y - r * 0.6f, r * 1.2f, r * 1.2f }, r * 0.6f, r * 0.24f, colour);
        break;
    case SHEET_CROSS:
        draw_cross(draw, x, y, r, colour);
        break;
    case SHEET_SOLID:
        ui_draw_rect(draw, swatch(x, y, r), r * 0.3f, colour);
        break;
    case SHEET_STIPPLED:
        draw_stipple(draw, x, y, r, colour);
        break;
    case SHEET_NO_MARK:
    case SHEET_MARK_COUNT:
        break;
    }
}

void sheet_draw(const Sheet *sheet, float x, float y)
{
    for (int i = 0; i < sheet->line_count; i++) {
        const SheetLine *line = &sheet->lines[i];
        const float size_px = line->style.size_pt * sheet->ui->scale;
        ui_label(sheet->ui, x + line->x, y + line->baseline, line->text, line->style.size_pt, line->style.weight, line->style.colour);
        sheet_draw_mark(&sheet->ui->draw, line->mark, x + size_px * 0.65f, y + line->baseline - size_px * 0.36f, size_px * 0.95f,
                        line->mark_colour);
    }
}

char *sheet_plain(const Sheet *sheet)
{
    char *out = text_format(sheet->ui->frame, "%s", "");
    for (int i = 0; i < sheet->line_count; i++) {
        const SheetLine *line = &sheet->lines[i];
        out = text_format(sheet->ui->frame, "%s%s%s", out, i == 0 ? "" : line->goes_on ? " " : "\n", line->text);
    }
    return text_format(sheet->ui->frame, "%s\n", out);
}
