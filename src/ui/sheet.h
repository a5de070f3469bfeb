// sheet.h: a column of wrapped lines with small marks in front, measured before it is drawn.
//
// Why       Cards, lists of causes and help grow with language and text size. Collecting the lines first tells the height, so that
//           the panel behind them fits and one code path measures and draws.
// Shapes    at most SHEET_LINES_MOST lines; more are left out. Lines borrow their strings until the frame arena is reset.
// Units     pixels; text sizes in points, times ui->scale and the sheet's own text_scale.
// Errors    cannot fail.
#ifndef ILIOPSOAS_SHEET_H
#define ILIOPSOAS_SHEET_H

#include "ui.h"

#define SHEET_LINES_MOST 160

// Told apart by shape, not only by colour.
typedef enum SheetMark {
    SHEET_NO_MARK,
    SHEET_WARNING,
    SHEET_DISC,
    SHEET_RING,
    SHEET_CROSS,
    SHEET_SOLID,
    SHEET_STIPPLED,
    SHEET_MARK_COUNT
} SheetMark;

typedef struct SheetStyle {
    float size_pt;
    UiWeight weight;
    Rgba colour;
} SheetStyle;

typedef struct SheetLine {
    const char *text;
    SheetStyle style;
    float x, baseline; // from the sheet's corner
    bool goes_on;      // with the line before: one paragraph
    SheetMark mark;
    Rgba mark_colour;
} SheetLine;

typedef struct Sheet {
    Ui *ui;
    float width_px, height_px, text_scale;
    SheetLine *lines;
    int line_count;
} Sheet;

Sheet sheet_make(Ui *ui, float width_px, float text_scale);
void sheet_text(Sheet *sheet, const char *text, SheetStyle style);
// A paragraph behind a mark; the paragraphs that follow with SHEET_NO_MARK are indented alike.
void sheet_item(Sheet *sheet, SheetMark mark, Rgba mark_colour, const char *text, SheetStyle style);
void sheet_gap(Sheet *sheet, float points);
void sheet_draw(const Sheet *sheet, float x, float y);

// Each paragraph on a line of its own, in the frame arena: what is to be copied.
char *sheet_plain(const Sheet *sheet);

void sheet_draw_mark(UiDraw *draw, SheetMark mark, float x, float y, float size_px, Rgba colour); // x, y: centre

#endif
