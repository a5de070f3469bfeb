// contact_sheet.h: several pictures of one size on one sheet, row after row.
//
// Why       Views, moments of a clip and the plates of the program are judged side by side; the three sheets share this.
// Shapes    rgba: the sheet, RGBA8, top row first; cells that were not added stay empty (clear, or black without alpha).
// Errors    RESULT_UNSUPPORTED when a side would pass SHEET_SIDE_MOST_PX or memory does not suffice.
#ifndef ILIOPSOAS_CONTACT_SHEET_H
#define ILIOPSOAS_CONTACT_SHEET_H

#include "still.h"

enum { SHEET_SIDE_MOST_PX = 16384, SHEET_CELL_PX = 480 };

typedef struct ContactSheet {
    int columns, rows, cell_width_px, cell_height_px;
    int cell_count;        // added so far
    uint8_t *rgba, *cell;
} ContactSheet;

Result contact_sheet_open(int columns, int rows, const ViewState *cell, ContactSheet *out, Message *why);
Result contact_sheet_add(ContactSheet *sheet, Still *still, Session *session, const ViewState *view, const char *caption, const StillStyle *style, Message *why);
PictureShape contact_sheet_shape(const ContactSheet *sheet, const StillStyle *style);
void contact_sheet_close(ContactSheet *sheet);

// A sheet is looked at as one picture: its cells are small unless the line gives a size.
void contact_sheet_shrink_cells(const CommandLine *line, ViewState *view);

#endif
