#include "clip_words.h"

#include "leg.h"
#include "muscle_words.h"

#include <math.h>
#include <string.h>

#define FIGURE_PT 12.5f
#define NOTE_PT 12.0f
#define FIRST_LINE_PT 20.0f
#define LINE_PT 17.0f
#define PANEL_PAD_PT 12.0f
#define PANEL_WIDTH_PT 880.0f

static const char *word(const Body *body, const ViewState *view, const char *id)
{
    return body_string(body, id, view->language);
}

// "Hip flexion, right 42°", "Belly wall 12 mm"
static const char *angle_text(const Ui *ui, const Body *body, const ViewState *view, double value)
{
    const Clip *clip = &body->clips[view->clip];
    if (!clip->lead_joint) return "";
    const Joint *joint = &body->joints[clip->lead_joint];
    const char *id = joint->id, *side = strrchr(id, '_'), *unit = joint->unit == JOINT_MM ? " mm" : "\xC2\xB0";
    const bool sided = side && (strcmp(side, "_right") == 0 || strcmp(side, "_left") == 0);
    const char *name = word(body, view, text_format(ui->frame, "joint_%.*s", sided ? (int)(side - id) : (int)strlen(id), id));
    const double shown = fabs(value) < 0.5 ? 0 : value; // no "-0"
    if (!sided) return text_format(ui->frame, "%s %.0f%s", name, shown, unit);
    return text_format(ui->frame, "%s, %s %.0f%s", name, word(body, view, side + 1), shown, unit);
}

static const char *drop_text(const Ui *ui, const Body *body, const ViewState *view, double drop_mm)
{
    if (body->clips[view->clip].drop_side == SIDE_MID) return "";
    const double cm = fmax(0.0, round(drop_mm / 10.0));
    return words_fill(body, view->language, "clip_drop", text_format(ui->frame, "%.0f", cm), ui->frame);
}

static double lead_value(const Body *body, const ViewState *view, const Pose *pose)
{
    const JointId lead = body->clips[view->clip].lead_joint;
    return lead ? joint_to_shown(&body->joints[lead], pose->joint_rad[lead]) : 0.0;
}

// Wide enough for any figure, so that the note does not break anew while the clip plays.
static float figures_width(const Ui *ui, const Body *body, const ViewState *view)
{
    const float angle = ui_text_width(ui, angle_text(ui, body, view, -88.0), FIGURE_PT, UI_REGULAR);
    return fmaxf(angle, ui_text_width(ui, drop_text(ui, body, view, 880.0), FIGURE_PT, UI_REGULAR));
}

ClipWords clip_words_make(Ui *ui, const Body *body, const ViewState *view, const Pose *pose, float width_px)
{
    ClipWords words = { .ui = ui, .caption = "", .angle = "", .drop = "", .width_px = width_px, .height_px = FIRST_LINE_PT * ui->scale };
    if (!view->clip) return words;
    const char *caption = clip_caption(body, view->clip, view->clip_at_frac), *note = clip_note(body, view->clip);
    const Side drop_side = body->clips[view->clip].drop_side;
    words.angle = angle_text(ui, body, view, lead_value(body, view, pose));
    words.drop = drop_text(ui, body, view, (double)leg_drop_mm(body, pose, drop_side));
    words.figures_px = figures_width(ui, body, view);
    const float left_px = width_px - words.figures_px - 16.0f * ui->scale;
    const char **lines;
    if (*caption && ui_wrap(ui, word(body, view, caption), CLIP_CAPTION_PT, UI_BOLD, left_px, &lines) > 0) words.caption = lines[0];
    if (*note) words.note_count = ui_wrap(ui, word(body, view, note), NOTE_PT, UI_REGULAR, left_px, &words.note);
    const int more = words.note_count > 0 ? words.note_count : *words.drop ? 1 : 0;
    words.height_px += (float)more * LINE_PT * ui->scale;
    return words;
}

static void draw_right(const ClipWords *words, float x, float baseline, const char *text)
{
    const float width = ui_text_width(words->ui, text, FIGURE_PT, UI_REGULAR);
    ui_label(words->ui, x + words->width_px - width, baseline, text, FIGURE_PT, UI_REGULAR, words->ui->colours.text_dim);
}

void clip_words_draw(const ClipWords *words, float x, float y)
{
    Ui *ui = words->ui;
    const float baseline = y + 14.0f * ui->scale, line = LINE_PT * ui->scale;
    ui_label(ui, x, baseline, words->caption, CLIP_CAPTION_PT, UI_BOLD, ui->colours.text);
    draw_right(words, x, baseline, words->angle);
    draw_right(words, x, baseline + line, words->drop);
    for (int i = 0; i < words->note_count; i++)
        ui_label(ui, x, baseline + 2.0f * ui->scale + (float)(i + 1) * line, words->note[i], NOTE_PT, UI_REGULAR, ui->colours.text_dim);
}

UiRect clip_words_draw_panel(Ui *ui, const Body *body, const ViewState *view, const Pose *pose, UiRect free)
{
    if (!view->clip) return (UiRect) { 0 };
    const float pad = PANEL_PAD_PT * ui->scale, width = fminf(free.w, PANEL_WIDTH_PT * ui->scale);
    const ClipWords words = clip_words_make(ui, body, view, pose, width - 2.0f * pad);
    const float height = words.height_px + 2.0f * pad;
    const UiRect rect = { free.x + (free.w - width) / 2.0f, free.y + free.h - height, width, height };
    ui_draw_rect(&ui->draw, rect, 14.0f * ui->scale, ui->colours.panel);
    ui_draw_border(&ui->draw, rect, 14.0f * ui->scale, ui->scale, ui->colours.panel_border);
    clip_words_draw(&words, rect.x + pad, rect.y + pad);
    return rect;
}

float clip_words_panel_pt(const Body *body, const ViewState *view, float width_pt)
{
    if (!view->clip) return 0.0f;
    const char *note = clip_note(body, view->clip);
    const float left_pt = fminf(width_pt, PANEL_WIDTH_PT) - 210.0f, text_pt = 0.5f * NOTE_PT * (float)strlen(word(body, view, note));
    const float lines = *note ? ceilf(text_pt / fmaxf(left_pt, 100.0f)) : 0.0f;
    return FIRST_LINE_PT + lines * LINE_PT + 2.0f * PANEL_PAD_PT;
}
