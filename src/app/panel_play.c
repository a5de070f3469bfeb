#include "panels.h"

#include "clip_words.h"
#include "tip.h"

#include <math.h>
#include <string.h>

#define SCRUB_LEAST_PT 110.0f // else the time is left out beside it

static const Clip *clip_shown(const App *app)
{
    return app->view.clip ? &app->body->clips[app->view.clip] : NULL;
}

static const char *clip_name(const App *app)
{
    const Clip *clip = clip_shown(app);
    return clip ? app_word(app, text_format(app->frame, "clip_%s", clip->id)) : app_word(app, "clip");
}

static void choose_neighbour(App *app, int step)
{
    const int clips = app->body->clip_count - 1; // slot 0 is none
    if (clips <= 0) return;
    ClipId clip = clip_with_pelvis(app->body, app->view.clip, PELVIS_HELD); // the other way is no clip of its own
    do clip = (ClipId)((clip - 1 + step + clips) % clips + 1);
    while (app->body->clips[clip].pelvis != PELVIS_HELD);
    playback_choose(app, clip);
}

static void draw_chevron(App *app, UiRect rect, float sign)
{
    const float x = rect.x + rect.w / 2, y = rect.y + rect.h / 2, d = panel_pt(app, 4.5f);
    ui_draw_line(&app->ui.draw, x - sign * d * 0.5f, y - d, x + sign * d * 0.5f, y, panel_pt(app, 1), app->ui.colours.text);
    ui_draw_line(&app->ui.draw, x + sign * d * 0.5f, y, x - sign * d * 0.5f, y + d, panel_pt(app, 1), app->ui.colours.text);
}

static void draw_chooser(App *app, UiRect rect)
{
    Ui *ui = &app->ui;
    const float arrow = panel_pt(app, 26);
    const UiRect back = { rect.x, rect.y, arrow, rect.h }, on = { rect.x + rect.w - arrow, rect.y, arrow, rect.h };
    if (ui_button(ui, ui_id("clip", 0), back, "", false)) choose_neighbour(app, -1);
    if (ui_button(ui, ui_id("clip", 1), on, "", false)) choose_neighbour(app, 1);
    tip_offer(app, ui_id("clip", 0), back, "tip_clip_before");
    tip_offer(app, ui_id("clip", 1), on, "tip_clip_next");
    draw_chevron(app, back, -1);
    draw_chevron(app, on, 1);
    const char *name = clip_name(app);
    const float width = ui_text_width(ui, name, 13, UI_BOLD);
    ui_label(ui, rect.x + (rect.w - width) / 2, rect.y + rect.h / 2 + panel_pt(app, 4.7f), name, 13, UI_BOLD, ui->colours.text);
}

static void draw_play_icon(App *app, UiRect rect, bool playing)
{
    const float x = rect.x + rect.w / 2, y = rect.y + rect.h / 2, d = panel_pt(app, 6.5f);
    const Rgba ink = app->ui.colours.on_accent;
    if (!playing) {
        ui_draw_triangle(&app->ui.draw, x - d * 0.7f, y - d, x + d, y, x - d * 0.7f, y + d, ink);
        return;
    }
    ui_draw_rect(&app->ui.draw, (UiRect){ x - d * 0.85f, y - d, d * 0.6f, 2 * d }, 1, ink);
    ui_draw_rect(&app->ui.draw, (UiRect){ x + d * 0.25f, y - d, d * 0.6f, 2 * d }, 1, ink);
}

static void draw_play_button(App *app, UiRect rect)
{
    if (ui_button(&app->ui, ui_id("play", 0), rect, "", true)) playback_toggle(app);
    draw_play_icon(app, rect, app->playback.on);
}

// Where the captions change.
static void draw_phases(App *app, UiRect rect)
{
    const Clip *clip = clip_shown(app);
    for (int i = 1; clip && i < clip->phase_count; i++) {
        const float x = rect.x + rect.w * clip->phases[i].start_s / clip->duration_s, y = rect.y + rect.h / 2;
        ui_draw_line(&app->ui.draw, x, y - panel_pt(app, 5), x, y + panel_pt(app, 5), panel_pt(app, 0.6f), app->ui.colours.text_dim);
    }
}

static void draw_scrub(App *app, UiRect rect)
{
    draw_phases(app, rect);
    if (ui_slider(&app->ui, ui_id("scrub", 0), rect, 0, 1, &app->view.clip_at_frac)) app->playback.on = false;
}

static const char *time_text(const App *app)
{
    const Clip *clip = clip_shown(app);
    const double all = clip ? (double)clip->duration_s : 0;
    return text_format(app->frame, "%.1f / %.1f s", (double)app->view.clip_at_frac * all, all);
}

static void draw_speed(App *app, UiRect rect)
{
    const char *label = text_format(app->frame, "%g\xC3\x97", (double)app->playback.speed);
    const bool pressed = ui_button(&app->ui, ui_id("speed", 0), rect, label, false);
    tip_offer(app, ui_id("speed", 0), rect, "speed");
    if (!pressed) return;
    if (app->playback.speed >= 2)
        app->playback.speed = 0.1f;
    else
        playback_change_speed(app, 1);
}

// Only where the clip can be seen both ways.
static float draw_pelvis(App *app, UiRect row, float right)
{
    const Clip *clip = clip_shown(app);
    if (!clip || !clip->twin) return right;
    const char *labels[PELVIS_WAY_COUNT];
    float label_px = 0;
    for (int i = 0; i < PELVIS_WAY_COUNT; i++) {
        labels[i] = app_word(app, text_format(app->frame, "pelvis_%s", pelvis_way_ids[i]));
        label_px = fmaxf(label_px, ui_text_width(&app->ui, labels[i], 13, UI_BOLD));
    }
    const float width = PELVIS_WAY_COUNT * (label_px + panel_pt(app, 16)) + panel_pt(app, 4);
    int way = (int)clip->pelvis;
    if (panel_segment(app, "pelvis", (UiRect){ right - width, row.y, width, row.h }, labels, PELVIS_WAY_COUNT, &way)) app->view.clip = clip->twin;
    return right - width - panel_pt(app, 10);
}

static void draw_controls(App *app, UiRect row, bool roomy)
{
    const float gap = panel_pt(app, 10), chooser = panel_pt(app, 212), play = panel_pt(app, 44), speed = panel_pt(app, 52);
    const float time_width = ui_text_width(&app->ui, "88.8 / 88.8 s", 12, UI_REGULAR);
    float x = row.x, right = row.x + row.w;
    if (roomy) draw_chooser(app, (UiRect){ x, row.y, chooser, row.h });
    if (roomy) x += chooser + gap;
    draw_play_button(app, (UiRect){ x, row.y, play, row.h });
    x += play + gap * 1.4f;
    if (roomy) draw_speed(app, (UiRect){ right - speed, row.y, speed, row.h });
    if (roomy) right = draw_pelvis(app, row, right - speed - gap);
    if (right - time_width - gap - x >= panel_pt(app, SCRUB_LEAST_PT)) {
        right -= time_width;
        ui_label(&app->ui, right, row.y + row.h / 2 + panel_pt(app, 4.3f), time_text(app), 12, UI_REGULAR, app->ui.colours.text_dim);
        right -= gap * 1.4f;
    }
    draw_scrub(app, (UiRect){ x, row.y, right - x, row.h });
}

UiRect panel_play(App *app, UiRect free)
{
    const float pad = panel_pt(app, 13), width = fminf(free.w, panel_pt(app, 880));
    const ClipWords words = clip_words_make(&app->ui, app->body, &app->view, scene_pose(app->cache), width - 2 * pad);
    const float controls = panel_pt(app, 32), height = 2 * pad + words.height_px + panel_pt(app, 8) + controls;
    const UiRect rect = { free.x + (free.w - width) / 2, free.y + free.h - height, width, height };
    ui_panel(&app->ui, rect, 14);
    clip_words_draw(&words, rect.x + pad, rect.y + pad);
    draw_controls(app, (UiRect){ rect.x + pad, rect.y + rect.h - pad - controls, rect.w - 2 * pad, controls }, width > panel_pt(app, 560));
    return rect;
}
