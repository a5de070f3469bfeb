#include "contact_sheet.h"

#include <stdlib.h>
#include <string.h>

Result contact_sheet_open(int columns, int rows, const ViewState *cell, ContactSheet *out, Message *why)
{
    const int width_px = columns * cell->width_px, height_px = rows * cell->height_px;
    *out = (ContactSheet) { .columns = columns, .rows = rows, .cell_width_px = cell->width_px, .cell_height_px = cell->height_px };
    if (width_px > SHEET_SIDE_MOST_PX || height_px > SHEET_SIDE_MOST_PX)
        return message_set(why, RESULT_UNSUPPORTED, "A sheet of %d x %d pixels is too large; %d a side are the most. Choose a smaller --size for its pictures.", width_px, height_px,
                           SHEET_SIDE_MOST_PX);
    out->rgba = calloc((size_t)width_px * (size_t)height_px, 4);
    out->cell = malloc((size_t)cell->width_px * (size_t)cell->height_px * 4);
    if (out->rgba && out->cell) return RESULT_OK;
    contact_sheet_close(out);
    return message_set(why, RESULT_UNSUPPORTED, "There is not enough memory for a sheet of %d x %d pixels. Choose a smaller --size.", width_px, height_px);
}

static void paste(ContactSheet *sheet)
{
    const size_t cell_row = (size_t)sheet->cell_width_px * 4, sheet_row = cell_row * (size_t)sheet->columns;
    const size_t left = (size_t)(sheet->cell_count % sheet->columns) * cell_row;
    const size_t top = (size_t)(sheet->cell_count / sheet->columns) * (size_t)sheet->cell_height_px;
    for (size_t y = 0; y < (size_t)sheet->cell_height_px; y++) memcpy(sheet->rgba + (top + y) * sheet_row + left, sheet->cell + y * cell_row, cell_row);
    sheet->cell_count++;
}

Result contact_sheet_add(ContactSheet *sheet, Still *still, Session *session, const ViewState *view, const char *caption, const StillStyle *style, Message *why)
{
    const Result result = still_take(still, session, view, caption, style, sheet->cell, why);
    if (result == RESULT_OK) paste(sheet);
    return result;
}

PictureShape contact_sheet_shape(const ContactSheet *sheet, const StillStyle *style)
{
    return (PictureShape) { sheet->columns * sheet->cell_width_px, sheet->rows * sheet->cell_height_px, style->transparent };
}

void contact_sheet_close(ContactSheet *sheet)
{
    free(sheet->rgba);
    free(sheet->cell);
    *sheet = (ContactSheet) { 0 };
}

void contact_sheet_shrink_cells(const CommandLine *line, ViewState *view)
{
    if (command_line_gives(line, "--size")) return;
    view->width_px = SHEET_CELL_PX;
    view->height_px = SHEET_CELL_PX;
}
