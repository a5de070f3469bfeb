#include "command.h"

#include "app.h"
#include "command_line.h"
#include "file.h"
#include "fonts.h"
#include "frame_figures.h"
#include "muscle_words.h"
#include "picture.h"
#include "platform.h"
#include "quality.h"
#include "render.h"
#include "settings.h"
#include "still.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define KEEP_BYTES ((size_t)1 << 30) // reserved, not used: pages come as they are touched
#define FRAME_BYTES ((size_t)256 << 20)
#define REST_S 0.15 // what the full picture costs too much for waits until the hand rests
#define PICTURES_MOST 1000
#define FEWER_LAYERS 2 // see-through ones, while things move and frames run long

typedef struct Window {
    Body body;
    App app;
    Platform *platform;
    Renderer *renderer;
    Arena keep, frame;
    FILE *trace;
    Settings settings, settings_started; // as in the file; as the window opened
    const char *settings_path;
    OwnViews own;
    uint64_t stamp;
    double changed_s, drawn_s, begun_s; // begun: the work on this frame
    FrameTimes times;
    Quality quality;
    QualityLevel level; // of the frame on screen
    int frame_count, context_count, lose_at;
    bool moved;         // since the last rest
} Window;

// ---- opening

// A size that is no size is told when all options are read.
static void wish_size(const Window *window, int option_count, char **options, PlatformDesc *desc)
{
    ViewState view;
    view_state_init(&view, &window->body);
    for (int i = 0; i + 1 < option_count; i += 2) {
        if (strcmp(options[i], "--size") != 0 || view_option_set(&view, &window->body, options[i], options[i + 1], NULL) != RESULT_OK)
            continue;
        desc->width_px = view.width_px;
        desc->height_px = view.height_px;
    }
}

static Result open_platform(Window *window, int option_count, char **options, Message *why)
{
    PlatformDesc desc = { .title = "Iliopsoas", .window = true };
    wish_size(window, option_count, options, &desc);
    fonts_take(&window->body.pack, &desc);
    const Result result = platform_open(&desc, &window->platform, why);
    return result == RESULT_OK ? render_create(false, platform_text(window->platform), &window->renderer, why) : result;
}

// Someone who asked for a view by options wants to see it, not the first screen.
static Door first_door(const ViewState *view, int option_count)
{
    if (view->door != DOOR_START || option_count == 0) return view->door;
    if (view->trigger || view->hovered_trigger || view->hovered_zone) return DOOR_HURT;
    return view->clip ? DOOR_MOVE : DOOR_LOOK;
}

// What the options say wins over what was chosen for good.
static void take_settings(Window *window, ViewState *view, Message *told)
{
    window->settings_path = settings_path(&window->keep);
    settings_read(window->settings_path, &window->keep, &window->settings, told);
    view->language = window->settings.language;
    view->theme = window->settings.theme;
    view->pain = window->settings.pain;
    view->sex = window->settings.sex;
}

static Settings settings_now(const Window *window)
{
    const App *app = &window->app;
    return (Settings){ app->view.language, app->view.theme, app->view.pain, app->view.sex, app->text_scale, app->reduced_motion };
}

// At the end only, and only what was changed in the window: options of one run are not kept for good.
static void keep_settings(Window *window)
{
    Message why = { "" };
    const Settings now = settings_now(window);
    if (settings_same(&now, &window->settings_started)) return;
    const Settings kept = settings_changed(&window->settings, &window->settings_started, &now);
    if (settings_write(window->settings_path, &kept, &window->frame, &why) != RESULT_OK) command_say(why.text);
}

// In the language of the window, with the sentence of the command line.
static const char *told_as(Window *window, const char *string_id, const Message *told)
{
    return told->text[0] ? words_fill(&window->body, window->app.view.language, string_id, told->text, &window->keep) : "";
}

static void tell_at_start(Window *window, const Message *settings, const Message *views, const Message *view)
{
    const char *of_settings = told_as(window, "told_settings", settings), *of_views = told_as(window, "told_views", views);
    if (*of_settings || *of_views) app_say(&window->app, text_format(&window->keep, "%s%s%s", of_settings, *of_settings ? " " : "", of_views));
    if (view->text[0]) app_say(&window->app, told_as(window, "told_view", view)); // an angle was clamped
}

static Result open_app(Window *window, int option_count, char **options, Message *why)
{
    ViewState view;
    Message told = { "" }, views_told = { "" };
    view_state_init(&view, &window->body);
    take_settings(window, &view, &told);
    view.ui = true;
    const Result result = view_options_read(&view, &window->body, option_count, options, why);
    if (result != RESULT_OK) return result;
    view.door = first_door(&view, option_count);
    SceneCache *cache = scene_cache_make(&window->body, &window->keep);
    PickIndex *picker = pick_index_make(&window->body, &window->keep);
    app_init(&window->app, &window->body, &view, cache, picker, platform_text(window->platform), &window->keep);
    if (view.door == DOOR_MOVE && !memchr(view.joint_set, true, sizeof view.joint_set)) playback_choose_first(&window->app); // as the door does that is clicked
    window->app.labels = label_index_make(&window->body, picker, &window->keep);
    window->app.pointing.pinned_zone = view.hovered_zone;
    window->app.quiz.wish.seed = (uint64_t)time(NULL) % 1000000; // another round each time; no picture depends on it
    window->app.text_scale = window->settings.text_scale;
    window->app.reduced_motion = window->app.reduced_motion || window->settings.reduced_motion;
    window->settings_started = settings_now(window);
    own_views_read(&window->own, &window->body, settings_file(&window->keep, "views.txt"), &window->keep, &views_told);
    window->app.own = &window->own;
    tell_at_start(window, &told, &views_told, why);
    return RESULT_OK;
}

static Result open_window(Window *window, const char *pack_path, int option_count, char **options, Message *why)
{
    const char *trace_path = getenv("ILIOPSOAS_TRACE"), *lose_at = getenv("ILIOPSOAS_LOSE_CONTEXT");
    window->keep = arena_make(KEEP_BYTES);
    window->frame = arena_make(FRAME_BYTES);
    why->text[0] = '\0';
    Result result = body_load(pack_path, &window->keep, &window->body, why);
    if (result == RESULT_OK) result = open_platform(window, option_count, options, why);
    if (result == RESULT_OK) result = open_app(window, option_count, options, why);
    if (result != RESULT_OK) return result;
    quality_init(&window->quality, render_is_software(window->renderer));
    window->context_count = 1;
    window->lose_at = lose_at ? atoi(lose_at) : 0;
    window->trace = trace_path && *trace_path ? fopen(trace_path, "w") : NULL;
    return RESULT_OK;
}

static void close_window(Window *window)
{
    if (window->trace) fclose(window->trace);
    if (window->renderer) render_destroy(window->renderer);
    if (window->platform) platform_close(window->platform);
    body_unload(&window->body);
    arena_free(&window->frame);
    arena_free(&window->keep);
}

// ---- a picture of the window

static const char *free_name(Arena *arena, const char *stem, const char *ending)
{
    for (int i = 1; i < PICTURES_MOST; i++) {
        const char *name = text_format(arena, "%s-%03d.%s", stem, i, ending);
        if (!file_exists(name)) return name;
    }
    return text_format(arena, "%s.%s", stem, ending);
}

static Result write_pixels(const char *path, uint8_t *rgba, const Body *body, const ViewState *view, Arena *arena, Message *why)
{
    FileDraft draft;
    Result result = file_draft_open(path, &draft, why);
    if (result != RESULT_OK) return result;
    const PictureShape shape = { view->width_px, view->height_px, false };
    const PictureFacts facts = still_facts(body, "shot OUT.png", view, arena);
    result = picture_write_png(draft.stream, rgba, &shape, &facts, why);
    if (result == RESULT_OK) return file_draft_commit(&draft, why);
    file_draft_abandon(&draft);
    return result;
}

// Without panels the overlay of a still picture is drawn instead: side letters stay.
static const UiDraw *picture_interface(Window *window, PictureWish wish)
{
    App *app = &window->app;
    if (wish == PICTURE_AS_SEEN) return &app->ui.draw;
    ViewState clean = app->view;
    clean.ui = false;
    Ui *ui = ARENA_ARRAY(&window->frame, Ui, 1);
    *ui = app->ui;
    ui->draw = ui_draw_make(&window->frame, 512);
    const Picture of = { app->body, &clean, app->scene, scene_pose(app->cache), scene_measures(app->cache), app->labels };
    overlay_draw(ui, &of, NULL);
    return &ui->draw;
}

// In full, whatever the window shows while things move.
static Result take_picture(Window *window, const char *path, PictureWish wish, Message *why)
{
    App *app = &window->app;
    const ViewState *view = &app->view;
    uint8_t *rgba = ARENA_ARRAY(&window->frame, uint8_t, (size_t)view->width_px * (size_t)view->height_px * 4);
    if (app->coarse) app->scene = scene_build(app->body, app->cache, view, DETAIL_HIGH, &window->frame, NULL);
    const Result result = still_take_scene(window->renderer, app->scene, picture_interface(window, wish), 0, rgba, why);
    return result == RESULT_OK ? write_pixels(path, rgba, window->app.body, view, &window->frame, why) : result;
}

static void grant_picture(Window *window)
{
    App *app = &window->app;
    Message why = { "" };
    const PictureWish wish = app->picture_wish;
    app->picture_wish = PICTURE_NONE;
    if (wish == PICTURE_NONE) return;
    const char *path = free_name(&window->frame, "iliopsoas", "png");
    const Result result = take_picture(window, path, wish, &why);
    app_say(app, app_format(app, result == RESULT_OK ? "picture_saved" : "error_save", result == RESULT_OK ? path : why.text));
    app->wake_s = 0;
}

static void copy_words(App *app, Platform *platform)
{
    static const char *const copied[CLIPBOARD_WISH_COUNT] = { [CLIPBOARD_COPY] = "copied", [CLIPBOARD_COPY_STEP] = "copied", [CLIPBOARD_COPY_CARD] = "card_copied",
                                                              [CLIPBOARD_COPY_MEASURES] = "ruler_copied", [CLIPBOARD_COPY_WORDS] = "words_copied" };
    const char *words = app_words_to_copy(app);
    const bool done = words && platform_copy(platform, words);
    app_say(app, app_word(app, !words ? "card_copy_nothing" : !done ? "copy_refused" : copied[app->clipboard_wish]));
}

// Beside the pictures.
static void grant_quiz_results(Window *window)
{
    App *app = &window->app;
    Message why = { "" };
    if (!app->quiz.save_wish) return;
    app->quiz.save_wish = false;
    const char *path = free_name(&window->frame, "iliopsoas-quiz", "csv"), *text = quiz_play_csv(app, &window->frame);
    const Result result = file_write(path, text, strlen(text), &why);
    app_say(app, app_format(app, result == RESULT_OK ? "quiz_saved" : "error_save", result == RESULT_OK ? path : why.text));
    app->wake_s = 0;
}

static void grant_clipboard(Window *window)
{
    App *app = &window->app;
    const ClipboardWish wish = app->clipboard_wish;
    if (wish == CLIPBOARD_NONE) return;
    if (wish == CLIPBOARD_PASTE) app_paste(app, platform_paste(window->platform, &window->frame));
    else copy_words(app, window->platform);
    app->clipboard_wish = CLIPBOARD_NONE;
    app->wake_s = 0;
}

static void grant_fullscreen(Window *window)
{
    if (window->app.fullscreen_wish) platform_toggle_fullscreen(window->platform);
    window->app.fullscreen_wish = false;
}

// ---- the trace: one line per drawn frame, for tests and for finding out what the window thinks

static const char *trace_id(const void *first, size_t size, int slot)
{
    return slot ? *(const char *const *)(const void *)((const char *)first + size * (size_t)slot) : "";
}

static void write_json_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') fputc('\\', out);
        fputc((unsigned char)*text < 32 ? ' ' : *text, out);
    }
    fputc('"', out);
}

// Place and text of everything written in the window, one a line, so that a test can click on what it reads.
static void write_words(Window *window)
{
    const UiDraw *draw = &window->app.ui.draw;
    FileDraft draft;
    Message why;
    if (file_draft_open(text_format(&window->frame, "%s.words", getenv("ILIOPSOAS_TRACE")), &draft, &why) != RESULT_OK) return;
    for (int i = 0; i < draw->command_count; i++) {
        const UiCommand *command = &draw->commands[i];
        if (command->text) fprintf(draft.stream, "%.0f %.0f\t%s\n", (double)command->rect.x, (double)command->rect.y, command->text);
    }
    file_draft_commit(&draft, &why);
}

static void write_trace(Window *window)
{
    const ViewState *view = &window->app.view;
    const Body *body = &window->body;
    if (!window->trace) return;
    fprintf(window->trace, "{\"frame\": %d, \"hovered\": \"%s\", \"zone\": \"%s\", \"trigger\": \"%s\", \"selected\": \"%s\", ",
            window->frame_count, trace_id(body->parts, sizeof(Part), view->hovered),
            trace_id(body->zones, sizeof(Zone), view->hovered_zone), trace_id(body->triggers, sizeof(Trigger), view_lit_trigger(view)),
            trace_id(body->parts, sizeof(Part), view->selected));
    fprintf(window->trace, "\"clip\": \"%s\", \"at\": %.4f, \"door\": %d, \"azimuth_deg\": %.2f, \"level\": %d, \"contexts\": %d, \"message\": ",
            trace_id(body->clips, sizeof(Clip), view->clip), (double)view->clip_at_frac, (int)view->door,
            (double)glm_deg(view->camera.azimuth_rad), (int)window->level, window->context_count);
    write_json_text(window->trace, window->app.banner.text);
    fputs(", \"view\": ", window->trace);
    write_json_text(window->trace, view_options_write(view, body, &window->frame));
    write_words(window);
    fputs("}\n", window->trace);
    fflush(window->trace);
}

// ---- drawing

static bool resting(const Window *window)
{
    return window->app.now_s - window->changed_s >= REST_S;
}

static RenderTarget target_of(const Window *window, QualityLevel level)
{
    const ViewState *view = &window->app.view;
    return (RenderTarget) { .width_px = view->width_px,
                            .height_px = view->height_px,
                            .samples = level == QUALITY_FULL ? 4 : 1,
                            .layers = level == QUALITY_COARSE ? FEWER_LAYERS : 0,
                            .window = true };
}

// Told in the next frame: a frame cannot know what it costs.
static void take_figures(Window *window)
{
    const RenderTarget target = target_of(window, window->level);
    frame_times_add(&window->times, 1e3 * (window->drawn_s - window->begun_s));
    window->app.figures = (FrameFigures) {
        .counts = render_stats(window->renderer),
        .width_px = target.width_px,
        .height_px = target.height_px,
        .samples = render_samples(window->renderer, &target),
        .driver = render_driver_name(window->renderer),
        .timed = true,
        .frame_ms = frame_times_at_share(&window->times, 0.5),
        .frame_p95_ms = frame_times_at_share(&window->times, 0.95),
        .peak_mib = process_peak_mib(),
        .scene = scene_times(window->app.cache),
    };
}

// Everything that is shown is in the App: a new renderer fills itself from it.
static Result start_over(Window *window, Message *why)
{
    render_destroy(window->renderer);
    window->renderer = NULL;
    const Result result = platform_renew_context(window->platform, why);
    window->context_count++;
    return result == RESULT_OK ? render_create(false, platform_text(window->platform), &window->renderer, why) : result;
}

static Result draw_once(Window *window, QualityLevel level, Message *why)
{
    App *app = &window->app;
    const RenderTarget target = target_of(window, level);
    const Result result = render_draw(window->renderer, app->scene, &app->ui.draw, &target, why);
    render_finish(window->renderer); // so that the time taken is that of this frame
    return result;
}

static bool has_lost(Window *window)
{
    return render_lost(window->renderer) || (window->lose_at && window->frame_count == window->lose_at && window->context_count == 1);
}

static void draw(Window *window, QualityLevel level)
{
    Message why = { "" };
    Result result = draw_once(window, level, &why);
    if (has_lost(window)) {
        result = start_over(window, &why);
        window->app.quit = result != RESULT_OK;
        if (result == RESULT_OK) result = draw_once(window, level, &why);
    }
    if (result != RESULT_OK) command_say(why.text);
    window->level = level;
}

// Waiting for the screen is no part of what a frame takes.
static void present(Window *window)
{
    platform_present(window->platform);
    window->drawn_s = platform_now_s();
    take_figures(window);
    window->frame_count++;
    write_trace(window);
}

static void draw_if_changed(Window *window, bool must)
{
    const uint64_t stamp = app_stamp(&window->app);
    const bool was_resting = resting(window);
    if (was_resting && window->moved) quality_rested(&window->quality);
    window->moved = window->moved && !was_resting;
    const bool changed = stamp != window->stamp;
    if (changed) window->changed_s = window->app.now_s;
    const bool moving = !resting(window);
    const QualityLevel level = quality_level(&window->quality, moving);
    if (!changed && level >= window->level && !must) return;
    window->stamp = stamp;
    draw(window, level);
    // The first frame of a movement was built before anyone knew, see run_frame.
    if (moving && (level == QUALITY_COARSE) == window->app.coarse) quality_moved(&window->quality, 1e3 * (platform_now_s() - window->begun_s));
    window->moved = window->moved || moving;
    if (!window->app.quit) present(window);
    if (changed) window->changed_s = window->drawn_s; // rest begins when the change is seen: a slow frame is no rest
}

// ---- the loop

// Seconds until the next frame is wanted; negative: only when something happens.
static double patience_s(const Window *window)
{
    const double now_s = platform_now_s();
    double wait_s = window->app.wake_s;
    if (wait_s >= 0 && wait_s < 0.5) wait_s = fmax(wait_s, window->drawn_s + 1.0 / platform_refresh_hz(window->platform) - now_s);
    if (wait_s != 0 && window->level != QUALITY_FULL) {
        const double smooth_s = fmax(window->changed_s + REST_S - now_s + 0.002, 0.002);
        wait_s = wait_s < 0 ? smooth_s : fmin(wait_s, smooth_s);
    }
    return wait_s < 0 && window->app.wake_s >= 0 ? 0 : wait_s;
}

// A movement is known by its first change: that frame still has the finer surfaces, and so has the one after it has ended.
static void run_frame(Window *window, const Input *input)
{
    window->begun_s = platform_now_s();
    const bool moving = input->now_s - window->changed_s < REST_S;
    window->app.coarse = quality_level(&window->quality, moving) == QUALITY_COARSE;
    arena_reset(&window->frame);
    app_frame(&window->app, input, &window->frame);
    draw_if_changed(window, input->exposed || input->resized);
    grant_picture(window);
    grant_clipboard(window);
    grant_quiz_results(window);
    grant_fullscreen(window);
    if (input->close_wanted) window->app.quit = true;
}

static void run(Window *window)
{
    Input input;
    platform_wait(window->platform, 0, &input);
    input.exposed = true;
    while (!window->app.quit) {
        if (!input.minimised && input.width_px > 0 && input.height_px > 0)
            run_frame(window, &input);
        else if (input.close_wanted)
            break;
        if (window->app.quit) break;
        platform_wait(window->platform, input.minimised ? -1 : patience_s(window), &input);
    }
}

int window_run(const char *pack_path, float text_scale, int option_count, char **options)
{
    Message why = { "" };
    Window *window = calloc(1, sizeof *window);
    if (!window) return result_exit_status(RESULT_UNSUPPORTED);
    const Result result = open_window(window, pack_path, option_count, options, &why);
    if (result == RESULT_OK) {
        if (text_scale > 0) window->app.text_scale = window->settings_started.text_scale = text_scale; // for this run only
        run(window);
        keep_settings(window);
    } else {
        command_say(why.text);
    }
    close_window(window);
    free(window);
    return result_exit_status(result);
}
