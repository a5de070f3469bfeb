#define _DEFAULT_SOURCE // strcasecmp, isatty
#include "command_line.h"

#include "contact_sheet.h"
#include "encoder.h"
#include "film_folder.h"
#include "film_plan.h"
#include "interrupt.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { OWN_FPS, OWN_SECONDS, OWN_TURNTABLE, OWN_SHEET, OWN_SAMPLES, OWN_BACKGROUND };
enum { LEADS_MOST = 16 }; // pictures from which the palette of a GIF is made
enum { SHEET_COLUMNS = 4, SHEET_ROWS = 3, SHEET_MOST = 12 };

typedef enum Target { TARGET_FOLDER, TARGET_FILE, TARGET_SHEET } Target;

typedef struct Film {
    const CommandLine *line;
    FilmPlan plan;
    StillStyle style;
    const char *path;
    Target target;
    FilmKind kind;       // of a file
    int columns, rows;   // of a sheet
    FilmFolder folder;
    Encoder encoder;
    ContactSheet sheet;
    FileDraft draft;     // of a sheet
} Film;

// ---- progress: the only place that looks at a clock

typedef struct Progress {
    double start_s;
    int done_count, total_count, told_tenths;
    bool terminal;
} Progress;

static Progress progress_begin(int total_count)
{
    return (Progress) { .start_s = platform_now_s(), .total_count = total_count, .terminal = isatty(STDERR_FILENO) != 0 };
}

static void progress_step(Progress *progress)
{
    const int done = ++progress->done_count, total = progress->total_count, tenths = 10 * done / total;
    const double left_s = (platform_now_s() - progress->start_s) / done * (total - done);
    if (progress->terminal)
        fprintf(stderr, "\rpicture %d of %d, %.0f s left \x1b[K", done, total, left_s);
    else if (tenths > progress->told_tenths)
        fprintf(stderr, "%d %% (%d of %d pictures), %.0f s left\n", 10 * tenths, done, total, left_s);
    progress->told_tenths = tenths;
    fflush(stderr);
}

static void progress_end(const Progress *progress)
{
    if (progress->terminal && progress->done_count) fprintf(stderr, "\r\x1b[K");
}

// ---- where to

static bool ends_in(const char *path, const char *ending)
{
    const char *dot = strrchr(path, '.');
    return dot && dot != path && strcasecmp(dot, ending) == 0;
}

static Result find_target(Film *film, Message *why)
{
    film->target = film_folder_is_meant(film->path) ? TARGET_FOLDER : ends_in(film->path, ".png") ? TARGET_SHEET : TARGET_FILE;
    if (film->target != TARGET_FILE) return RESULT_OK;
    for (int k = 0; k < FILM_KIND_COUNT; k++) {
        film->kind = (FilmKind)k;
        if (ends_in(film->path, film_endings[k])) return RESULT_OK;
    }
    return message_set(
        why, RESULT_USAGE,
        "\"%s\" does not end in .mp4, .webm or .gif, the kinds of film there are, in / for a folder of numbered pictures, nor in .png for a sheet.", film->path);
}

static Result read_grid(Film *film, const char *word, Message *why)
{
    int columns = SHEET_COLUMNS, rows = SHEET_ROWS, used = 0;
    if (word && (sscanf(word, "%2dx%2d%n", &columns, &rows, &used) != 2 || word[used] || columns < 1 || rows < 1 || columns > SHEET_MOST || rows > SHEET_MOST))
        return message_set(why, RESULT_USAGE, "--sheet \"%s\" is no grid. Write columns x rows, such as 4x3, at most %dx%d.", word, SHEET_MOST, SHEET_MOST);
    film->columns = columns;
    film->rows = rows;
    return RESULT_OK;
}

static Result check_sheet(Film *film, Message *why)
{
    const char *word = film->line->own[OWN_SHEET];
    if (film->target != TARGET_SHEET && word) return message_set(why, RESULT_USAGE, "--sheet makes one picture: name an OUT.png for it, not \"%s\".", film->path);
    if (film->target == TARGET_SHEET && film->line->own[OWN_FPS]) return message_set(why, RESULT_USAGE, "A sheet has no --fps: --sheet COLUMNSxROWS says how many moments it shows.");
    return read_grid(film, word, why);
}

static bool makes(const Film *film, FilmKind kind)
{
    return film->target == TARGET_FILE && film->kind == kind;
}

static Result check_kind(const Film *film, Message *why)
{
    if (makes(film, FILM_GIF) && film->plan.fps > GIF_FPS_MOST)
        return message_set(why, RESULT_USAGE, "A GIF shows at most %d pictures a second. Lower --fps, or write an .mp4.", GIF_FPS_MOST);
    if (makes(film, FILM_MP4) && film->style.transparent)
        return message_set(why, RESULT_USAGE, "An mp4 has no transparency. Write a .webm or numbered pictures, or leave out --background.");
    return RESULT_OK;
}

static int lead_count(const Film *film)
{
    if (!makes(film, FILM_GIF)) return 0;
    return film->plan.frame_count < LEADS_MOST ? film->plan.frame_count : LEADS_MOST;
}

static Result open_file(Film *film, const PictureFacts *facts, Message *why)
{
    const ViewState *view = &film->plan.view;
    return encoder_open(&(FilmFile) { .path = film->path,
                                      .facts = facts,
                                      .kind = film->kind,
                                      .width_px = view->width_px,
                                      .height_px = view->height_px,
                                      .fps = film->plan.fps,
                                      .lead_count = lead_count(film),
                                      .transparent = film->style.transparent },
                        &film->encoder, why);
}

static Result open_folder(Film *film, Message *why)
{
    const ViewState *view = &film->plan.view;
    const Result result = film_folder_open(film->path, film->plan.frame_count, &film->folder, why);
    film->folder.shape = (PictureShape) { view->width_px, view->height_px, film->style.transparent };
    return result;
}

static Result open_sheet(Film *film, Message *why)
{
    Result result = contact_sheet_open(film->columns, film->rows, &film->plan.view, &film->sheet, why);
    if (result == RESULT_OK) result = file_draft_open(film->path, &film->draft, why);
    if (result != RESULT_OK) contact_sheet_close(&film->sheet);
    return result;
}

static Result open_target(Film *film, const PictureFacts *facts, Message *why)
{
    if (film->target == TARGET_FOLDER) return open_folder(film, why);
    return film->target == TARGET_SHEET ? open_sheet(film, why) : open_file(film, facts, why);
}

static void abandon_target(Film *film)
{
    if (film->target == TARGET_FOLDER) film_folder_abandon(&film->folder);
    if (film->target == TARGET_FILE) encoder_abandon(&film->encoder);
    if (film->target == TARGET_SHEET) file_draft_abandon(&film->draft);
    contact_sheet_close(&film->sheet);
}

static Result commit_sheet(Film *film, const PictureFacts *facts, Message *why)
{
    const PictureShape shape = contact_sheet_shape(&film->sheet, &film->style);
    Result result = picture_write_png(film->draft.stream, film->sheet.rgba, &shape, facts, why);
    if (result == RESULT_OK)
        result = file_draft_commit(&film->draft, why);
    else
        file_draft_abandon(&film->draft);
    contact_sheet_close(&film->sheet);
    return result;
}

static Result commit_target(Film *film, const PictureFacts *facts, Message *why)
{
    if (film->target == TARGET_FOLDER) return RESULT_OK;
    return film->target == TARGET_SHEET ? commit_sheet(film, facts, why) : encoder_commit(&film->encoder, why);
}

static void tell_what_differs(const Film *film)
{
    const ViewState *view = &film->plan.view;
    Message said = { "" };
    if (film->target == TARGET_FILE && film->kind != FILM_GIF && (view->width_px % 2 || view->height_px % 2))
        message_set(&said, RESULT_OK, "An mp4 or a webm has even sides: the film is %d x %d, its edge repeated.", view->width_px + view->width_px % 2,
                    view->height_px + view->height_px % 2);
    if (film->target == TARGET_FOLDER && film_folder_holds_more(&film->folder))
        message_set(&said, RESULT_OK, "\"%s\" also holds later pictures of a longer film written before.", film->folder.path);
    command_say(said.text);
}

static const char *film_target_word(const Film *film)
{
    static const char *const words[FILM_KIND_COUNT] = { [FILM_MP4] = "OUT.mp4", [FILM_WEBM] = "OUT.webm", [FILM_GIF] = "OUT.gif" };
    return film->target == TARGET_SHEET ? "OUT.png" : film->target == TARGET_FOLDER ? "OUT/" : words[film->kind];
}

// ---- the pictures

static Result add_to_sheet(Film *film, Still *still, Session *session, int frame, Message *why)
{
    char caption[40];
    const ViewState view = film_plan_view(&film->plan, frame);
    film_plan_caption(&film->plan, frame, caption, sizeof caption);
    return contact_sheet_add(&film->sheet, still, session, &view, caption, &film->style, why);
}

// Of a folder, each picture says how `shot` makes it.
static Result add_to_folder(Film *film, Session *session, const ViewState *view, uint8_t *rgba, Message *why)
{
    const PictureFacts facts = still_facts(&session->body, still_command(&film->style, &session->frame), view, &session->frame);
    return film_folder_add(&film->folder, rgba, &facts, why);
}

static Result add_frame(Film *film, Still *still, Session *session, int frame, uint8_t *rgba, Message *why)
{
    if (film->target == TARGET_SHEET) return add_to_sheet(film, still, session, frame, why);
    const ViewState view = film_plan_view(&film->plan, frame);
    const Result result = still_take(still, session, &view, NULL, &film->style, rgba, why);
    if (result != RESULT_OK) return result;
    return film->target == TARGET_FOLDER ? add_to_folder(film, session, &view, rgba, why) : encoder_add(&film->encoder, rgba, why);
}

static Result add_frames(Film *film, Still *still, Session *session, uint8_t *rgba, Message *why)
{
    const int leads = lead_count(film), count = film->plan.frame_count;
    Progress progress = progress_begin(leads + count);
    Result result = RESULT_OK;
    for (int i = 0; i < leads + count && result == RESULT_OK && !interrupt_wished(); i++) {
        const int frame = i < leads ? (int)((long)i * count / leads) : i - leads;
        result = add_frame(film, still, session, frame, rgba, why);
        if (result == RESULT_OK) progress_step(&progress);
    }
    progress_end(&progress);
    return interrupt_wished() ? RESULT_IO : result;
}

static Result draw_frames(Film *film, Still *still, Session *session, Message *why)
{
    const ViewState *view = &film->plan.view;
    uint8_t *rgba = malloc((size_t)view->width_px * (size_t)view->height_px * 4);
    if (!rgba)
        return message_set(why, RESULT_UNSUPPORTED, "There is not enough memory for %d x %d pixels. Choose a smaller --size.",
                           view->width_px, view->height_px);
    const Result result = add_frames(film, still, session, rgba, why);
    free(rgba);
    return result;
}

static Result fill_target(Film *film, Still *still, Session *session, Message *why)
{
    const char *command = text_format(&session->keep, "film %s%s", film_target_word(film), command_line_own(film->line, &session->keep));
    const PictureFacts facts = still_facts(&session->body, command, &film->plan.view, &session->keep);
    film_plan_settle_camera(&film->plan, &session->body, still->cache, &session->frame);
    Result result = open_target(film, &facts, why);
    if (result != RESULT_OK) return result;
    result = draw_frames(film, still, session, why);
    if (result == RESULT_OK)
        result = commit_target(film, &facts, why);
    else
        abandon_target(film);
    if (result == RESULT_OK) tell_what_differs(film);
    return result;
}

// What draws is opened first: where that fails, neither a folder nor an ffmpeg has to be cleared away.
static Result write_film(Film *film, Session *session, Message *why)
{
    Still still;
    Result result = still_open(&still, session, why);
    if (result == RESULT_OK) result = fill_target(film, &still, session, why);
    still_close(&still);
    return result;
}

Result command_film(const CommandLine *line, Message *why)
{
    Session session;
    Film film = { .line = line, .path = line->places[0] };
    FilmWish wish = { line->own[OWN_FPS], line->own[OWN_SECONDS], line->own[OWN_TURNTABLE] != NULL, command_line_gives(line, "--at"), 0 };
    Result result = find_target(&film, why);
    if (result == RESULT_OK) result = check_sheet(&film, why);
    if (result == RESULT_OK) result = still_style_read(line->own[OWN_SAMPLES], line->own[OWN_BACKGROUND], &film.style, why);
    if (result != RESULT_OK) return result;
    interrupt_watch();
    result = session_open(&session, line, why);
    if (film.target == TARGET_SHEET) {
        wish.moment_count = film.columns * film.rows;
        contact_sheet_shrink_cells(line, &session.view);
    }
    if (result == RESULT_OK) result = film_plan_make(&session.view, &session.body, &wish, &film.plan, why);
    if (result == RESULT_OK) result = check_kind(&film, why);
    if (result == RESULT_OK) result = write_film(&film, &session, why);
    session_close(&session);
    interrupt_obey();
    return result;
}
