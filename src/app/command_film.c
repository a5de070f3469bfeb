#define _DEFAULT_SOURCE // strcasecmp, isatty
#include "command_line.h"

#include "encoder.h"
#include "film_folder.h"
#include "film_plan.h"
#include "interrupt.h"
#include "still.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { OWN_FPS, OWN_SECONDS, OWN_TURNTABLE };
enum { LEADS_MOST = 16 }; // pictures from which the palette of a GIF is made

// Where the pictures go: a folder, or one file.
typedef struct Film {
    FilmPlan plan;
    const char *path;
    bool in_folder;
    FilmKind kind;
    FilmFolder folder;
    Encoder encoder;
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

static Result find_kind(Film *film, Message *why)
{
    const char *dot = strrchr(film->path, '.');
    film->in_folder = film_folder_is_meant(film->path);
    for (int k = 0; k < FILM_KIND_COUNT && !film->in_folder; k++) {
        film->kind = (FilmKind)k;
        if (dot && dot != film->path && strcasecmp(dot, film_endings[k]) == 0) return RESULT_OK;
    }
    if (film->in_folder) return RESULT_OK;
    return message_set(
        why, RESULT_USAGE,
        "\"%s\" does not end in .mp4, .webm or .gif, the kinds of film there are, nor in / for a folder of numbered pictures.", film->path);
}

static Result check_rate(const Film *film, Message *why)
{
    if (film->in_folder || film->kind != FILM_GIF || film->plan.fps <= GIF_FPS_MOST) return RESULT_OK;
    return message_set(why, RESULT_USAGE, "A GIF shows at most %d pictures a second. Lower --fps, or write an .mp4.", GIF_FPS_MOST);
}

static int lead_count(const Film *film)
{
    if (film->in_folder || film->kind != FILM_GIF) return 0;
    return film->plan.frame_count < LEADS_MOST ? film->plan.frame_count : LEADS_MOST;
}

static Result open_target(Film *film, const char *credit, Message *why)
{
    const ViewState *view = &film->plan.view;
    if (!film->in_folder)
        return encoder_open(&(FilmFile) { .path = film->path,
                                          .credit = credit,
                                          .kind = film->kind,
                                          .width_px = view->width_px,
                                          .height_px = view->height_px,
                                          .fps = film->plan.fps,
                                          .lead_count = lead_count(film) },
                            &film->encoder, why);
    const Result result = film_folder_open(film->path, film->plan.frame_count, &film->folder, why);
    film->folder.credit = credit;
    film->folder.width_px = view->width_px;
    film->folder.height_px = view->height_px;
    return result;
}

static void tell_what_differs(const Film *film)
{
    const ViewState *view = &film->plan.view;
    Message said = { "" };
    if (!film->in_folder && film->kind == FILM_MP4 && (view->width_px % 2 || view->height_px % 2))
        message_set(&said, RESULT_OK, "An mp4 has even sides: the film is %d x %d, its edge repeated.", view->width_px + view->width_px % 2,
                    view->height_px + view->height_px % 2);
    if (film->in_folder && film_folder_holds_more(&film->folder))
        message_set(&said, RESULT_OK, "\"%s\" also holds later pictures of a longer film written before.", film->folder.path);
    command_say(said.text);
}

// ---- the pictures

static Result add_frame(Film *film, Still *still, Session *session, int frame, uint8_t *rgba, Message *why)
{
    const ViewState view = film_plan_view(&film->plan, frame);
    Result result = still_draw(still, session, &view, NULL, 0, why);
    if (result == RESULT_OK) result = still_read(still, rgba, why);
    if (result != RESULT_OK) return result;
    return film->in_folder ? film_folder_add(&film->folder, rgba, why) : encoder_add(&film->encoder, rgba, why);
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

static Result draw_film(Film *film, Session *session, Message *why)
{
    Still still;
    const ViewState *view = &film->plan.view;
    uint8_t *rgba = malloc((size_t)view->width_px * (size_t)view->height_px * 4);
    if (!rgba)
        return message_set(why, RESULT_UNSUPPORTED, "There is not enough memory for %d x %d pixels. Choose a smaller --size.",
                           view->width_px, view->height_px);
    Result result = still_open(&still, session, why);
    if (result == RESULT_OK) {
        film_plan_settle_camera(&film->plan, &session->body, still.cache, &session->frame);
        result = add_frames(film, &still, session, rgba, why);
    }
    still_close(&still);
    free(rgba);
    return result;
}

static Result write_film(Film *film, Session *session, Message *why)
{
    Result result = open_target(film, body_string(&session->body, "credit", LANGUAGE_EN), why);
    if (result != RESULT_OK) return result;
    result = draw_film(film, session, why);
    if (result == RESULT_OK && !film->in_folder)
        result = encoder_commit(&film->encoder, why);
    else if (result != RESULT_OK && film->in_folder)
        film_folder_abandon(&film->folder);
    else if (result != RESULT_OK)
        encoder_abandon(&film->encoder);
    if (result == RESULT_OK) tell_what_differs(film);
    return result;
}

static bool is_given(const CommandLine *line, const char *view_word)
{
    for (int i = 0; i < line->view_word_count; i += 2) {
        if (strcmp(line->view_words[i], view_word) == 0) return true;
    }
    return false;
}

Result command_film(const CommandLine *line, Message *why)
{
    Session session;
    Film film = { .path = line->places[0] };
    const FilmWish wish = { line->own[OWN_FPS], line->own[OWN_SECONDS], line->own[OWN_TURNTABLE] != NULL, is_given(line, "--at") };
    Result result = find_kind(&film, why);
    if (result != RESULT_OK) return result;
    interrupt_watch();
    result = session_open(&session, line, why);
    if (result == RESULT_OK) result = film_plan_make(&session.view, &session.body, &wish, &film.plan, why);
    if (result == RESULT_OK) result = check_rate(&film, why);
    if (result == RESULT_OK) result = write_film(&film, &session, why);
    session_close(&session);
    interrupt_obey();
    return result;
}
