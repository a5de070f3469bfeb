#include "still.h"

#include "camera.h"
#include "clip_words.h"
#include "debug_overlay.h"
#include "fonts.h"
#include "key_legend.h"
#include "label_overlay.h"
#include "muscle_plot.h"
#include "overlay.h"
#include "referral.h"
#include "supersample.h"

#include <math.h>
#include <string.h>

Result still_open(Still *still, Session *session, Message *why)
{
    *still = (Still) { 0 };
    PlatformDesc desc = { .title = "iliopsoas", .width_px = 64, .height_px = 64 }; // the picture has a target of its own
    fonts_take(&session->body.pack, &desc);
    Result result = platform_open(&desc, &still->platform, why);
    if (result == RESULT_OK) result = render_create(false, platform_text(still->platform), &still->renderer, why);
    if (result != RESULT_OK) return result;
    still->cache = scene_cache_make(&session->body, &session->keep);
    still->labels = label_index_make(&session->body, pick_index_make(&session->body, &session->keep), &session->keep);
    ui_init(&still->ui, platform_text(still->platform));
    return RESULT_OK;
}

void still_close(Still *still)
{
    if (still->renderer) render_destroy(still->renderer);
    if (still->platform) platform_close(still->platform);
    *still = (Still) { 0 };
}

// Writing grows with the picture: a large one is looked at from as far away as a small one.
static float text_scale(const ViewState *view)
{
    const float size = fminf((float)view->width_px / 1100.0f, (float)view->height_px / 720.0f);
    return overlay_text_scale(view->theme) * fminf(fmaxf(size, 0.6f), 8.0f);
}

// Below for the scale of the strain colours, at the right for the plot: not all of its width, it stands in a corner.
static void leave_room_to_measure(ViewState *view)
{
    Figure figure;
    const float plot_px = (PLOT_WIDTH_PT + 26.0f) * text_scale(view), legend_px = 116.0f * text_scale(view);
    if (view_plots(view, &figure)) view->covered_right_frac = fminf(0.7f * plot_px / (float)view->width_px, 0.5f);
    if (key_legend_wanted(view) && (float)view->width_px <= 1.25f * (float)view->height_px) view->covered_bottom_frac = 0.22f;
    if (legend_wanted(view)) view->covered_bottom_frac = fminf(legend_px / (float)view->height_px, 0.3f);
}

static void leave_room_for_words(const Body *body, ViewState *view)
{
    const float scale = text_scale(view), width_pt = (float)view->width_px / scale - 32.0f;
    const float words_px = scale * (clip_words_panel_pt(body, view, width_pt) + (view->clip ? 16.0f : 0.0f));
    view->covered_bottom_frac = fminf(view->covered_bottom_frac + words_px / (float)view->height_px, 0.4f);
}

static void leave_room_for_cards(ViewState *view)
{
    if (!referral_is_shown(view)) {
        leave_room_to_measure(view);
        return;
    }
    const float card_px = 384.0f * text_scale(view), stop_px = 96.0f * text_scale(view);
    const float widened = view->theme == THEME_PROJECTOR ? 1.25f : 1.0f; // large letters make the card wider, see referral.c
    view->covered_right_frac = fminf(widened * card_px / (float)view->width_px, 0.5f);
    view->covered_bottom_frac = fminf(stop_px / (float)view->height_px, 0.3f);
}

// A column on either side; what is left in the middle is never less than two fifths.
static void leave_room_for_labels(ViewState *view)
{
    const float column_frac = label_overlay_column_px(view, text_scale(view)) / (float)view->width_px;
    const float most = fmaxf(0.5f * (0.6f - view->covered_right_frac), 0.0f);
    view->covered_left_frac = fminf(column_frac, most);
    view->covered_right_frac += view->covered_left_frac;
}

void still_leave_room(const Body *body, ViewState *view)
{
    if (view->ui) leave_room_for_cards(view);
    if (view->ui) leave_room_for_words(body, view);
    leave_room_for_labels(view);
}

// At the upper left, on a card: nothing else is written there, and the figure may be white.
static void draw_caption(Ui *ui, const char *caption)
{
    const float pt = ui->scale, wide = ui_text_width(ui, caption, 15.0f, UI_BOLD);
    const UiRect card = { 8.0f * pt, 8.0f * pt, wide + 16.0f * pt, 26.0f * pt };
    ui_draw_rect(&ui->draw, card, 6.0f * pt, ui->colours.panel);
    ui_label(ui, card.x + 8.0f * pt, card.y + 18.5f * pt, caption, 15.0f, UI_BOLD, ui->colours.text);
}

// Counted without the panel itself, so that it does not count its own words.
static Result draw_stats(Still *still, const Picture *of, int samples, Message *why)
{
    Ui *ui = &still->ui;
    const RenderTarget frame = { .width_px = of->scene->width_px, .height_px = of->scene->height_px, .samples = 1 }, *target = &frame;
    const float margin_px = 16.0f * ui->scale;
    FrameFigures figures = { .width_px = target->width_px, .height_px = target->height_px, .samples = samples, .driver = render_driver_name(still->renderer) };
    const Result result = frame_figures_count(of->scene, &ui->draw, target, platform_text(still->platform), &figures.counts, why);
    const UiRect free = { margin_px, margin_px, (float)target->width_px - 2 * margin_px, (float)target->height_px - 2 * margin_px };
    if (result == RESULT_OK) stats_draw(ui, of->body, of->view, &figures, free);
    return result;
}

static Result check_size(const Still *still, const ViewState *view, Message *why)
{
    const int most = render_size_limit(still->renderer);
    if (view->width_px <= most && view->height_px <= most) return RESULT_OK;
    return message_set(why, RESULT_UNSUPPORTED, "This graphics driver draws at most %d x %d pixels. Choose a smaller --size.", most, most);
}

// From this close the facets of the window's level would show.
#define FULL_DETAIL_PX_PER_MM 2.8f

static Scene *build_scene(Still *still, Session *session, const ViewState *view)
{
    Scene *scene = scene_build(&session->body, still->cache, view, DETAIL_HIGH, &session->frame, NULL);
    if (scene->camera.pixels_per_mm_at_pivot < FULL_DETAIL_PX_PER_MM) return scene;
    return scene_build(&session->body, still->cache, view, DETAIL_FULL, &session->frame, NULL);
}

// Scene and interface of a view (samples: what is told of it where figures are asked for); the interface is left in still->ui.draw. Both live in the frame arena.
static Result compose(Still *still, Session *session, const ViewState *asked, const char *caption, int samples, Scene **out, Message *why)
{
    const Result sized = check_size(still, asked, why);
    if (sized != RESULT_OK) return sized;
    const ViewState wish = *asked; // it may live in the arena
    arena_reset(&session->frame);
    ViewState *view = ARENA_ARRAY(&session->frame, ViewState, 1);
    *view = wish;
    still_leave_room(&session->body, view);
    Scene *scene = build_scene(still, session, view);
    still->input = (Input) { .width_px = view->width_px, .height_px = view->height_px, .scale = 1.0f };
    ui_begin(&still->ui, &still->input, overlay_colours(view->theme), text_scale(view), &session->frame);
    const Picture of = { &session->body, view, scene, scene_pose(still->cache), scene_measures(still->cache), still->labels };
    overlay_draw(&still->ui, &of, NULL);
    if (caption) draw_caption(&still->ui, caption);
    const Result counted = view->stats ? draw_stats(still, &of, samples, why) : RESULT_OK;
    ui_end(&still->ui);
    *out = scene;
    return counted;
}

static Result draw_frame(Renderer *renderer, const Scene *scene, const UiDraw *draw, int samples, Message *why)
{
    const RenderTarget target = { .width_px = scene->width_px, .height_px = scene->height_px, .samples = samples };
    return render_draw(renderer, scene, draw, &target, why);
}

Result still_draw(Still *still, Session *session, const ViewState *view, const char *caption, int samples, Message *why)
{
    Scene *scene = NULL;
    const Result result = compose(still, session, view, caption, samples, &scene, why);
    return result == RESULT_OK ? draw_frame(still->renderer, scene, &still->ui.draw, samples, why) : result;
}

// ---- the mean of several frames

// What the camera saw through the middle of a pixel, it now sees through this place in it. Letters and lines of the interface stay.
static Scene seen_from(const Scene *scene, vec2s place_px)
{
    Scene aside = *scene;
    camera_shift(&aside.camera, -2.0f * place_px.x / (float)scene->width_px, -2.0f * place_px.y / (float)scene->height_px);
    return aside;
}

static Result sum_frames(Renderer *renderer, const Scene *scene, const UiDraw *draw, int frame_count, PixelSum *sum, uint8_t *rgba, Message *why)
{
    Result result = RESULT_OK;
    for (int i = 0; i < frame_count && result == RESULT_OK; i++) {
        const Scene aside = seen_from(scene, supersample_place_px(i, frame_count));
        result = draw_frame(renderer, &aside, draw, 1, why);
        if (result == RESULT_OK) result = render_read_premultiplied(renderer, rgba, why);
        if (result == RESULT_OK) pixel_sum_add(sum, rgba);
    }
    return result;
}

static Result take_mean(Renderer *renderer, const Scene *scene, const UiDraw *draw, int frame_count, uint8_t *rgba, Message *why)
{
    PixelSum sum;
    Result result = pixel_sum_open(scene->width_px, scene->height_px, &sum, why);
    if (result == RESULT_OK) result = sum_frames(renderer, scene, draw, frame_count, &sum, rgba, why);
    if (result == RESULT_OK) pixel_sum_mean(&sum, rgba);
    pixel_sum_close(&sum);
    return result;
}

enum { FRAMES_USUAL = 4 };

Result still_take_scene(Renderer *renderer, const Scene *scene, const UiDraw *draw, int frames, uint8_t *rgba, Message *why)
{
    if (frames != 1) return take_mean(renderer, scene, draw, frames ? frames : FRAMES_USUAL, rgba, why);
    const Result result = draw_frame(renderer, scene, draw, 1, why);
    return result == RESULT_OK ? render_read_rgba(renderer, rgba, why) : result;
}

Result still_take(Still *still, Session *session, const ViewState *view, const char *caption, const StillStyle *style, uint8_t *rgba, Message *why)
{
    Scene *scene = NULL;
    const Result result = compose(still, session, view, caption, style->frames ? style->frames : FRAMES_USUAL, &scene, why);
    if (result != RESULT_OK) return result;
    scene->transparent_background = style->transparent;
    return still_take_scene(still->renderer, scene, &still->ui.draw, style->frames, rgba, why);
}

// ---- words

static Result read_samples(const char *word, int *out, Message *why)
{
    int frames = 0;
    *out = 0;
    if (!word) return RESULT_OK;
    if (text_to_int(word, &frames) && (frames == 1 || frames == 4 || frames == 8 || frames == 16)) {
        *out = frames;
        return RESULT_OK;
    }
    return message_set(why, RESULT_USAGE, "--samples \"%s\" is none of 1, 4, 8 and 16. 16 looks best, 1 is not smoothed.", word);
}

static Result read_background(const char *word, bool *transparent, Message *why)
{
    *transparent = word && strcmp(word, "transparent") == 0;
    if (!word || *transparent || strcmp(word, "theme") == 0) return RESULT_OK;
    return message_set(why, RESULT_USAGE, "--background does not know \"%s\". It takes theme, transparent.", word);
}

Result still_style_read(const char *samples, const char *background, StillStyle *out, Message *why)
{
    const Result result = read_samples(samples, &out->frames, why);
    return result == RESULT_OK ? read_background(background, &out->transparent, why) : result;
}

char *still_command(const StillStyle *style, Arena *arena)
{
    char *command = text_format(arena, "%s", "shot OUT.png");
    if (style->frames) command = text_format(arena, "%s --samples %d", command, style->frames);
    return style->transparent ? text_format(arena, "%s --background transparent", command) : command;
}

PictureFacts still_facts(const Body *body, const char *command, const ViewState *view, Arena *arena)
{
    const char *options = view_options_write(view, body, arena);
    return (PictureFacts) { .credit = body_string(body, "credit", LANGUAGE_EN),
                            .software = picture_software(),
                            .command = text_format(arena, "iliopsoas %s%s%s", command, options[0] ? " " : "", options) };
}
