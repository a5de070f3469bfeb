#include "command_line.h"

#include "contact_sheet.h"
#include "file.h"
#include "picture.h"
#include "plates.h"

#include <stdlib.h>
#include <string.h>

enum { OWN_SHEET, OWN_PLATES, OWN_SAMPLES, OWN_BACKGROUND };
enum { SHEET_COLUMNS = 4, SHEET_ROWS = (VIEW_COUNT + SHEET_COLUMNS - 1) / SHEET_COLUMNS };

typedef struct Shot {
    const CommandLine *line;
    Session session;
    StillStyle style;
    FileDraft draft;
} Shot;

static Result check_name(const char *path, Message *why)
{
    const size_t size = strlen(path);
    if (strcmp(path, "-") == 0 || strncmp(path, "/dev/", 5) == 0 || (size > 4 && strcmp(path + size - 4, ".png") == 0)) return RESULT_OK;
    return message_set(why, RESULT_USAGE, "\"%s\" does not end in .png, the only kind of picture shot writes.", path);
}

static Result write_png(Shot *shot, uint8_t *rgba, const PictureShape *shape, Message *why)
{
    Arena *keep = &shot->session.keep;
    const char *sheet = shot->line->own[OWN_PLATES] ? " --plates" : shot->line->own[OWN_SHEET] ? " --sheet" : "";
    const char *command = text_format(keep, "%s%s", still_command(&shot->style, keep), sheet);
    const PictureFacts facts = still_facts(&shot->session.body, command, &shot->session.view, keep);
    return picture_write_png(shot->draft.stream, rgba, shape, &facts, why);
}

static Result draw_one(Shot *shot, Still *still, Message *why)
{
    const ViewState *view = &shot->session.view;
    const PictureShape shape = { view->width_px, view->height_px, shot->style.transparent };
    uint8_t *rgba = malloc((size_t)shape.width_px * (size_t)shape.height_px * 4);
    if (!rgba) return message_set(why, RESULT_UNSUPPORTED, "There is not enough memory for %d x %d pixels. Choose a smaller --size.", shape.width_px, shape.height_px);
    Result result = still_take(still, &shot->session, view, NULL, &shot->style, rgba, why);
    still_close(still); // a driver's own copies of a large picture go before the compressor's come
    if (result == RESULT_OK) result = write_png(shot, rgba, &shape, why);
    free(rgba);
    return result;
}

// ---- sheets

static Result add_views(Shot *shot, Still *still, ContactSheet *sheet, Message *why)
{
    ViewState view = shot->session.view;
    Result result = RESULT_OK;
    for (int i = 0; i < VIEW_COUNT && result == RESULT_OK; i++) {
        char string_id[40];
        snprintf(string_id, sizeof string_id, "view_%s", view_ids[i]);
        view_set_standard(&view, (ViewId)i);
        result = contact_sheet_add(sheet, still, &shot->session, &view, body_string(&shot->session.body, string_id, view.language), &shot->style, why);
    }
    return result;
}

static Result add_plates(Shot *shot, Still *still, ContactSheet *sheet, Message *why)
{
    const Body *body = &shot->session.body;
    int count = 0;
    const Plate *plate = plates(&count);
    Result result = RESULT_OK;
    for (int i = 0; i < count && result == RESULT_OK; i++) {
        ViewState view;
        result = plate_view(&plate[i], body, shot->line->view_word_count, shot->line->view_words, &view, why);
        view.width_px = shot->session.view.width_px;
        view.height_px = shot->session.view.height_px;
        if (result == RESULT_OK) result = contact_sheet_add(sheet, still, &shot->session, &view, body_string(body, plate[i].title, view.language), &shot->style, why);
    }
    return result;
}

static Result draw_sheet(Shot *shot, Still *still, Message *why)
{
    const bool plates_wanted = shot->line->own[OWN_PLATES] != NULL;
    int plate_count = 0;
    plates(&plate_count);
    ContactSheet sheet;
    contact_sheet_shrink_cells(shot->line, &shot->session.view);
    Result result = plates_wanted ? contact_sheet_open(PLATE_COLUMNS, (plate_count + PLATE_COLUMNS - 1) / PLATE_COLUMNS, &shot->session.view, &sheet, why)
                                  : contact_sheet_open(SHEET_COLUMNS, SHEET_ROWS, &shot->session.view, &sheet, why);
    if (result != RESULT_OK) return result;
    result = plates_wanted ? add_plates(shot, still, &sheet, why) : add_views(shot, still, &sheet, why);
    const PictureShape shape = contact_sheet_shape(&sheet, &shot->style);
    if (result == RESULT_OK) result = write_png(shot, sheet.rgba, &shape, why);
    contact_sheet_close(&sheet);
    return result;
}

static Result draw(Shot *shot, Message *why)
{
    Still still;
    const bool sheet = shot->line->own[OWN_SHEET] || shot->line->own[OWN_PLATES];
    Result result = still_open(&still, &shot->session, why);
    if (result == RESULT_OK) result = sheet ? draw_sheet(shot, &still, why) : draw_one(shot, &still, why);
    still_close(&still);
    return result;
}

static Result write_picture(Shot *shot, const char *path, Message *why)
{
    Result result = session_open(&shot->session, shot->line, why);
    if (result == RESULT_OK) result = file_draft_open(path, &shot->draft, why);
    if (result == RESULT_OK) {
        result = draw(shot, why);
        if (result == RESULT_OK)
            result = file_draft_commit(&shot->draft, why);
        else
            file_draft_abandon(&shot->draft);
    }
    session_close(&shot->session);
    return result;
}

Result command_shot(const CommandLine *line, Message *why)
{
    Shot shot = { .line = line };
    Result result = check_name(line->places[0], why);
    if (result == RESULT_OK && line->own[OWN_SHEET] && line->own[OWN_PLATES]) result = message_set(why, RESULT_USAGE, "--sheet and --plates are two different sheets. Give one of them.");
    if (result == RESULT_OK) result = still_style_read(line->own[OWN_SAMPLES], line->own[OWN_BACKGROUND], &shot.style, why);
    return result == RESULT_OK ? write_picture(&shot, line->places[0], why) : result;
}
