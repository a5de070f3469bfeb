#include "still.h"

#include "clip_words.h"
#include "debug_overlay.h"
#include "fonts.h"
#include "key_legend.h"
#include "label_overlay.h"
#include "muscle_plot.h"
#include "overlay.h"
#include "referral.h"

#include <math.h>

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

static void draw_caption(Ui *ui, const ViewState *view, const char *caption)
{
    const float margin_px = 16.0f * ui->scale;
    const bool foot_taken = view->ui && view->clip; // by the words of the clip
    const float baseline_px = foot_taken ? 2.0f * margin_px : (float)view->height_px - margin_px;
    Rgba halo = ui->colours.panel; // it may stand on the figure
    halo.a = 0.9f;
    ui_draw_text_halo(&ui->draw, margin_px, baseline_px, caption, 15.0f * ui->scale, UI_BOLD, ui->colours.text, halo);
}

// Counted without the panel itself, so that it does not count its own words.
static Result draw_stats(Still *still, const Picture *of, const RenderTarget *target, Message *why)
{
    Ui *ui = &still->ui;
    const float margin_px = 16.0f * ui->scale;
    FrameFigures figures = { .width_px = target->width_px, .height_px = target->height_px, .driver = render_driver_name(still->renderer) };
    figures.samples = render_samples(still->renderer, target);
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

static const Scene *build_scene(Still *still, Session *session, const ViewState *view)
{
    const Scene *scene = scene_build(&session->body, still->cache, view, DETAIL_HIGH, &session->frame, NULL);
    if (scene->camera.pixels_per_mm_at_pivot < FULL_DETAIL_PX_PER_MM) return scene;
    return scene_build(&session->body, still->cache, view, DETAIL_FULL, &session->frame, NULL);
}

Result still_draw(Still *still, Session *session, const ViewState *asked, const char *caption, int samples, Message *why)
{
    const Result sized = check_size(still, asked, why);
    if (sized != RESULT_OK) return sized;
    ViewState roomy = *asked;
    still_leave_room(&session->body, &roomy);
    const ViewState *view = &roomy;
    arena_reset(&session->frame);
    const Scene *scene = build_scene(still, session, view);
    still->input = (Input) { .width_px = view->width_px, .height_px = view->height_px, .scale = 1.0f };
    ui_begin(&still->ui, &still->input, overlay_colours(view->theme), text_scale(view), &session->frame);
    const Picture of = { &session->body, view, scene, scene_pose(still->cache), scene_measures(still->cache), still->labels };
    const RenderTarget target = { .width_px = view->width_px, .height_px = view->height_px, .samples = samples };
    overlay_draw(&still->ui, &of, NULL);
    if (caption) draw_caption(&still->ui, view, caption);
    const Result counted = view->stats ? draw_stats(still, &of, &target, why) : RESULT_OK;
    ui_end(&still->ui);
    if (counted != RESULT_OK) return counted;
    return render_draw(still->renderer, scene, &still->ui.draw, &target, why);
}

Result still_read(Still *still, uint8_t *rgba, Message *why)
{
    return render_read_rgba(still->renderer, rgba, why);
}
