#include "command_line.h"

#include "file.h"
#include "picture.h"
#include "still.h"

#include <stdlib.h>
#include <string.h>

enum { SHEET_COLUMNS = 4, SHEET_ROWS = 2 };

static Result check_name(const char *path, Message *why)
{
    const size_t size = strlen(path);
    if (strcmp(path, "-") == 0 || strncmp(path, "/dev/", 5) == 0 || (size > 4 && strcmp(path + size - 4, ".png") == 0)) return RESULT_OK;
    return message_set(why, RESULT_USAGE, "\"%s\" does not end in .png, the only kind of picture shot writes.", path);
}

// RGBA of the whole picture, or of a sheet of cells.
static uint8_t *pixels_make(int width_px, int height_px, Message *why)
{
    uint8_t *rgba = malloc((size_t)width_px * (size_t)height_px * 4);
    if (!rgba) message_set(why, RESULT_UNSUPPORTED, "There is not enough memory for %d x %d pixels. Choose a smaller --size.", width_px, height_px);
    return rgba;
}

static Result draw_one(Still *still, Session *session, uint8_t *rgba, Message *why)
{
    const Result result = still_draw(still, session, &session->view, NULL, 0, why);
    return result == RESULT_OK ? still_read(still, rgba, why) : result;
}

static void copy_cell(uint8_t *sheet, const uint8_t *cell, int index, const ViewState *view)
{
    const size_t cell_row = (size_t)view->width_px * 4, sheet_row = cell_row * SHEET_COLUMNS;
    const size_t left = (size_t)(index % SHEET_COLUMNS) * cell_row, top = (size_t)(index / SHEET_COLUMNS) * (size_t)view->height_px;
    for (size_t y = 0; y < (size_t)view->height_px; y++) memcpy(sheet + (top + y) * sheet_row + left, cell + y * cell_row, cell_row);
}

static Result draw_sheet(Still *still, Session *session, uint8_t *rgba, Message *why)
{
    ViewState view = session->view;
    uint8_t *cell = pixels_make(view.width_px, view.height_px, why);
    Result result = cell ? RESULT_OK : RESULT_UNSUPPORTED;
    for (int i = 0; i < VIEW_COUNT && result == RESULT_OK; i++) {
        char string_id[40];
        snprintf(string_id, sizeof string_id, "view_%s", view_ids[i]);
        view_set_standard(&view, (ViewId)i);
        result = still_draw(still, session, &view, body_string(&session->body, string_id, view.language), 0, why);
        if (result == RESULT_OK) result = still_read(still, cell, why);
        if (result == RESULT_OK) copy_cell(rgba, cell, i, &view);
    }
    free(cell);
    return result;
}

static Result draw_picture(Session *session, bool sheet, FileDraft *draft, Message *why)
{
    Still still;
    const int width_px = session->view.width_px * (sheet ? SHEET_COLUMNS : 1), height_px = session->view.height_px * (sheet ? SHEET_ROWS : 1);
    uint8_t *rgba = pixels_make(width_px, height_px, why);
    if (!rgba) return RESULT_UNSUPPORTED;
    Result result = still_open(&still, session, why);
    if (result == RESULT_OK) result = sheet ? draw_sheet(&still, session, rgba, why) : draw_one(&still, session, rgba, why);
    still_close(&still);
    if (result == RESULT_OK) result = picture_write_png(draft->stream, rgba, width_px, height_px, false, body_string(&session->body, "credit", LANGUAGE_EN), why);
    free(rgba);
    return result;
}

// The sheet is made to be looked at as one picture: its cells are small unless a size is given.
static void shrink_cells(const CommandLine *line, ViewState *view)
{
    for (int i = 0; i < line->view_word_count; i += 2) {
        if (strcmp(line->view_words[i], "--size") == 0) return;
    }
    view->width_px = 480;
    view->height_px = 480;
}

static Result write_picture(const CommandLine *line, const char *path, bool sheet, Message *why)
{
    Session session;
    FileDraft draft;
    Result result = session_open(&session, line, why);
    if (result == RESULT_OK) result = file_draft_open(path, &draft, why);
    if (result == RESULT_OK) {
        if (sheet) shrink_cells(line, &session.view);
        result = draw_picture(&session, sheet, &draft, why);
        if (result == RESULT_OK) result = file_draft_commit(&draft, why);
        else file_draft_abandon(&draft);
    }
    session_close(&session);
    return result;
}

Result command_shot(const CommandLine *line, Message *why)
{
    const bool sheet = line->own[0] != NULL;
    if (sheet == (line->place_count == 1)) return message_set(why, RESULT_USAGE, "Name one picture to write: iliopsoas shot OUT.png, or iliopsoas shot --sheet OUT.png.");
    const char *path = sheet ? line->own[0] : line->places[0];
    const Result result = check_name(path, why);
    return result == RESULT_OK ? write_picture(line, path, sheet, why) : result;
}
