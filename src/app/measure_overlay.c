#include "measure_overlay.h"

#include "fibre_bind.h"
#include "haloed.h"
#include "muscle_words.h"
#include "strain_paint.h"

#include <math.h>
#include <stdlib.h>

// ---- the scale of the colours

#define LEGEND_PT 312.0f
#define LEGEND_PAD_PT 12.0f
#define BAR_PT 13.0f

static const UiRect nowhere = { 0, 0, 0, 0 };

static float share_of(float strain_frac)
{
    return (strain_frac - STRAIN_SHORTEST_FRAC) / (STRAIN_LONGEST_FRAC - STRAIN_SHORTEST_FRAC);
}

static Rgba strain_rgba(float strain_frac)
{
    uint8_t srgb[3];
    strain_colour(strain_frac, srgb);
    return (Rgba) { (float)srgb[0] / 255.0f, (float)srgb[1] / 255.0f, (float)srgb[2] / 255.0f, 1.0f };
}

// Whole pixels, so that neighbours neither overlap nor leave a gap.
static void draw_colours(Ui *ui, UiRect bar)
{
    const int steps = 100;
    for (int i = 0; i < steps; i++) {
        const float x0 = floorf(bar.x + bar.w * (float)i / (float)steps), x1 = floorf(bar.x + bar.w * (float)(i + 1) / (float)steps);
        const float middle = STRAIN_SHORTEST_FRAC + (STRAIN_LONGEST_FRAC - STRAIN_SHORTEST_FRAC) * ((float)i + 0.5f) / (float)steps;
        if (x1 > x0) ui_draw_rect(&ui->draw, (UiRect) { x0, bar.y, x1 - x0, bar.h }, 0, strain_rgba(middle));
    }
}

// The same lines as on the muscle: pale where shorter, dark where longer.
static void draw_lines(Ui *ui, UiRect bar)
{
    for (int k = -7; k <= 1; k++) {
        const float x = bar.x + bar.w * share_of((float)k * STRAIN_STEP_FRAC);
        const Rgba ink = k < 0 ? (Rgba) { 1, 1, 1, 0.6f } : (Rgba) { 0, 0, 0, 0.65f };
        if (k != 0) ui_draw_line(&ui->draw, x, bar.y, x, bar.y + bar.h, 1.0f * ui->scale, ink);
    }
}

static void draw_numbers(Ui *ui, UiRect bar, float baseline)
{
    for (int tenth = -4; tenth <= 1; tenth++) {
        const float x = bar.x + bar.w * share_of(0.1f * (float)tenth);
        const char *text =
            tenth == 0 ? "0" : text_format(ui->frame, "%s%d%s", tenth < 0 ? "\xE2\x88\x92" : "+", abs(tenth) * 10, tenth == 1 ? " %" : "");
        const float width = ui_text_width(ui, text, 11, UI_REGULAR);
        const float left = fminf(fmaxf(x - width / 2, bar.x), bar.x + bar.w - width);
        ui_draw_line(&ui->draw, x, bar.y + bar.h, x, bar.y + bar.h + 3 * ui->scale, ui->scale, ui->colours.text_dim);
        ui_label(ui, left, baseline, text, 11, UI_REGULAR, ui->colours.text);
    }
}

static void draw_ends(Ui *ui, const Body *body, const ViewState *view, UiRect bar, float baseline)
{
    const char *longer = text_format(ui->frame, "%s \xE2\x86\x92", body_string(body, "strain_longer", view->language));
    const char *shorter = text_format(ui->frame, "\xE2\x86\x90 %s", body_string(body, "strain_shorter", view->language));
    ui_label(ui, bar.x, baseline, shorter, 11, UI_BOLD, ui->colours.text);
    ui_label(ui, bar.x + bar.w - ui_text_width(ui, longer, 11, UI_BOLD), baseline, longer, 11, UI_BOLD, ui->colours.text);
}

UiRect measure_draw_legend(Ui *ui, const Body *body, const ViewState *view, UiRect free)
{
    const float s = ui->scale, pad = LEGEND_PAD_PT * s, width = fminf(LEGEND_PT * s, free.w);
    const bool raw = view->debug_view == DEBUG_VIEW_STRAIN; // without the lines
    if ((view->colour != COLOUR_STRAIN && !raw) || width < 0.6f * LEGEND_PT * s) return nowhere;
    Sheet head = sheet_make(ui, width - 2 * pad, 1), foot = sheet_make(ui, width - 2 * pad, 1);
    sheet_text(&head, body_string(body, raw ? "debug_strain" : "strain_legend", view->language), (SheetStyle) { 12, UI_BOLD, ui->colours.text });
    sheet_text(&foot, body_string(body, raw ? "debug_strain_note" : "strain_path", view->language), (SheetStyle) { 10.5f, UI_REGULAR, ui->colours.text_dim });
    const float bar_rows = (BAR_PT + 34) * s, height = 1.5f * pad + head.height_px + 4 * s + bar_rows + foot.height_px;
    if (height > free.h) return nowhere;
    const UiRect rect = { free.x, free.y + free.h - height, width, height };
    ui_panel(ui, rect, 12);
    ui_draw_rect(&ui->draw, rect, 12 * s, ui->colours.panel); // twice: a pale bone behind it must not compete
    sheet_draw(&head, rect.x + pad, rect.y + 0.7f * pad);
    const UiRect bar = { rect.x + pad, rect.y + 0.7f * pad + head.height_px + 4 * s, width - 2 * pad, BAR_PT * s };
    draw_colours(ui, bar);
    if (!raw) draw_lines(ui, bar);
    draw_numbers(ui, bar, bar.y + bar.h + 14 * s);
    draw_ends(ui, body, view, bar, bar.y + bar.h + 28 * s);
    sheet_draw(&foot, rect.x + pad, bar.y + bar_rows);
    return rect;
}

// ---- moment arms

#define PULL_UP_MM 120.0f // how much of the line of pull is drawn beyond the foot of the arm, and short of it: drawing choice
#define PULL_DOWN_MM 85.0f
#define CORNER_MM 6.0f

static bool project(const Picture *of, vec3s world_mm, Spot *out)
{
    float depth_mm;
    return scene_project(of->scene, world_mm, &out->x, &out->y, &depth_mm);
}

static vec3s along(vec3s from_mm, vec3s direction, float by_mm)
{
    return glms_vec3_add(from_mm, glms_vec3_scale(direction, by_mm));
}

static void draw_arrow_head(Ui *ui, Spot from, Spot tip, Rgba ink)
{
    const float dx = tip.x - from.x, dy = tip.y - from.y, length = hypotf(dx, dy), size = 9 * ui->scale;
    if (length < size) return; // it points at the eye
    const float ux = dx / length, uy = dy / length;
    const Spot base = { tip.x - ux * size, tip.y - uy * size };
    const float half = 0.42f * size;
    ui_draw_triangle(&ui->draw, tip.x, tip.y, base.x - uy * half, base.y + ux * half, base.x + uy * half, base.y - ux * half, ink);
}

static void draw_pull(Ui *ui, const Picture *of, const MuscleArm *arm)
{
    Spot line[2];
    if (!project(of, along(arm->foot_mm, arm->pull, -PULL_DOWN_MM), &line[0]) ||
        !project(of, along(arm->foot_mm, arm->pull, PULL_UP_MM), &line[1]))
        return;
    haloed_line(ui, line, 2, 1.4f, ui->colours.text);
    draw_arrow_head(ui, line[0], line[1], ui->colours.text);
}

static void draw_corner(Ui *ui, const Picture *of, const MuscleArm *arm)
{
    const vec3s home = glms_vec3_normalize(glms_vec3_sub(arm->hip_mm, arm->foot_mm));
    const vec3s beside_mm = along(arm->foot_mm, arm->pull, CORNER_MM);
    Spot corner[3];
    if (!project(of, beside_mm, &corner[0]) || !project(of, along(beside_mm, home, CORNER_MM), &corner[1]) ||
        !project(of, along(arm->foot_mm, home, CORNER_MM), &corner[2]))
        return;
    haloed_line(ui, corner, 3, 1.2f, ui->colours.text);
}

static UiRect together(UiRect a, UiRect b)
{
    const float x = fminf(a.x, b.x), y = fminf(a.y, b.y);
    return (UiRect) { x, y, fmaxf(a.x + a.w, b.x + b.w) - x, fmaxf(a.y + a.h, b.y + b.h) - y };
}

// Beyond the foot of the arm; a second muscle's stands below where they would meet.
static void draw_arm_value(Ui *ui, const char *text, Spot hip, Spot foot, UiRect free, UiRect *taken)
{
    const float s = ui->scale, dx = foot.x - hip.x, dy = foot.y - hip.y, length = hypotf(dx, dy);
    const float ux = length > 6 * s ? dx / length : 1.0f, uy = length > 6 * s ? dy / length : 0.0f;
    const float width = ui_text_width(ui, text, 13, UI_BOLD);
    if (width > free.w) return; // no room
    float x = foot.x + ux * 12 * s - (ux < 0 ? width : 0), y = foot.y + uy * 12 * s + 4.5f * s;
    if (taken->w > 0 && fabsf(y - taken->y - taken->h) < 19 * s) y = taken->y + taken->h + 19 * s;
    x = fminf(fmaxf(x, free.x), free.x + free.w - width);
    y = fminf(fmaxf(y, free.y + 13 * s), free.y + free.h);
    *taken = taken->w > 0 ? together(*taken, (UiRect) { x, y - 13 * s, width, 13 * s }) : (UiRect) { x, y - 13 * s, width, 13 * s };
    ui_draw_rect(&ui->draw, (UiRect) { x - 5 * s, y - 13.5f * s, width + 10 * s, 18 * s }, 6 * s, haloed_rim(ui));
    ui_label(ui, x, y, text, 13, UI_BOLD, ui->colours.text);
}

typedef struct DrawnArm {
    Spot hip, foot;
    const char *text; // NULL: out of sight
} DrawnArm;

static DrawnArm draw_arm(Ui *ui, const Picture *of, PartId muscle)
{
    const MuscleArm arm = muscle_arm_mm(of->measures->paths, of->pose, muscle);
    Spot line[2];
    if (!project(of, arm.hip_mm, &line[0]) || !project(of, arm.foot_mm, &line[1])) return (DrawnArm) { .text = NULL };
    draw_pull(ui, of, &arm);
    draw_corner(ui, of, &arm);
    haloed_line(ui, line, 2, 3.0f, ui->colours.text);
    haloed_dot(ui, line[0], 4.5f, ui->colours.text);
    const char *text = text_format(ui->frame, "%s  %s", words_muscle(of->body, of->view->language, muscle),
                                   words_value(FIGURE_ARM, arm.flexion_mm, ui->frame));
    return (DrawnArm) { line[0], line[1], text };
}

UiRect measure_draw_arms(Ui *ui, const Picture *of, UiRect free)
{
    PartId muscles[MEANT_MOST];
    const int count = muscles_with_arms(of->body, of->view, muscles);
    DrawnArm drawn[MEANT_MOST];
    UiRect taken = nowhere;
    for (int i = 0; i < count; i++) drawn[i] = draw_arm(ui, of, muscles[i]);
    for (int i = 0; i < count; i++) { // over all lines
        if (drawn[i].text) draw_arm_value(ui, drawn[i].text, drawn[i].hip, drawn[i].foot, free, &taken);
    }
    return taken;
}

// ---- the iliofemoral ligament

#define NOTE_PT 190.0f

// The front of the femoral head and its capsule, from the right hip centre. Drawing choice.
static const vec3s capsule_front_mm = { { 26, -8, 12 } };

static Side most_extended(const Picture *of)
{
    const MusclePaths *paths = of->measures->paths;
    const float right_rad = of->pose->joint_rad[paths->hip[SIDE_RIGHT][0]], left_rad = of->pose->joint_rad[paths->hip[SIDE_LEFT][0]];
    const Side side = right_rad <= left_rad ? SIDE_RIGHT : SIDE_LEFT;
    return scene_ligament_is_tight(of->pose, paths, side) ? side : SIDE_MID;
}

static vec3s front_of_hip_mm(const Picture *of, Side side)
{
    const float sign = side == SIDE_LEFT ? -1.0f : 1.0f;
    const vec3s hip_mm = of->body->segments[of->measures->paths->femur[side]].centre_mm;
    const vec3s rest_mm = glms_vec3_add(hip_mm, (vec3s) { { capsule_front_mm.x, capsule_front_mm.y, sign * capsule_front_mm.z } });
    return glms_mat4_mulv3(of->pose->world_from_segment[of->measures->paths->pelvis], rest_mm, 1);
}

// Outwards from the middle of the body; seen from the side, to where there is more room. Above the hip: below it arms have their place.
static bool to_the_left(const Picture *of, Side side, Spot at, UiRect free)
{
    vec3s middle_mm = of->body->segments[of->measures->paths->femur[side]].centre_mm;
    Spot middle;
    middle_mm.z = 0;
    const bool seen = project(of, glms_mat4_mulv3(of->pose->world_from_segment[of->measures->paths->pelvis], middle_mm, 1), &middle);
    if (seen && fabsf(at.x - middle.x) > 0.06f * free.w) return at.x < middle.x;
    return at.x > free.x + free.w / 2;
}

static bool overlap(UiRect a, UiRect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static bool is_clear(UiRect rect, const MeasureTaken *taken, UiRect free)
{
    bool clear = rect.x >= free.x && rect.x + rect.w <= free.x + free.w && rect.y >= free.y && rect.y + rect.h <= free.y + free.h;
    for (int i = 0; i < MEASURE_TAKEN_MOST && clear; i++) clear = !overlap(rect, taken->rects[i]);
    return clear;
}

// Where it is wanted, or above, beside or below what stands there.
static UiRect clear_rect(UiRect wanted, bool left, float gap, const MeasureTaken *taken, UiRect free)
{
    if (is_clear(wanted, taken, free)) return wanted;
    for (int i = 0; i < 3 * MEASURE_TAKEN_MOST; i++) {
        const UiRect there = taken->rects[i % MEASURE_TAKEN_MOST];
        UiRect rect = wanted;
        if (there.w <= 0) continue;
        if (i < MEASURE_TAKEN_MOST)
            rect.y = there.y - wanted.h - gap;
        else if (i < 2 * MEASURE_TAKEN_MOST)
            rect.x = left ? there.x - wanted.w - gap : there.x + there.w + gap;
        else
            rect.y = there.y + there.h + gap;
        if (is_clear(rect, taken, free)) return rect;
    }
    return wanted;
}

static UiRect note_rect(const Sheet *sheet, bool left, Spot at, const MeasureTaken *taken, UiRect free)
{
    const float s = sheet->ui->scale, w = sheet->width_px + 20 * s, h = sheet->height_px + 12 * s;
    const float x = left ? at.x - 74 * s - w : at.x + 74 * s, y = at.y - 40 * s - h;
    const UiRect wanted = { fminf(fmaxf(x, free.x), free.x + free.w - w), fminf(fmaxf(y, free.y), free.y + free.h - h), w, h };
    return clear_rect(wanted, left, 8 * s, taken, free);
}

void measure_draw_ligament(Ui *ui, const Picture *of, const MeasureTaken *taken, UiRect free)
{
    const Side side = most_extended(of);
    const float s = ui->scale;
    Spot at;
    if (side == SIDE_MID || free.w < 1.5f * NOTE_PT * s || !project(of, front_of_hip_mm(of, side), &at)) return;
    Sheet sheet = sheet_make(ui, fminf(NOTE_PT * s, 0.75f * free.w), 1);
    const char *note = body_string(of->body, "ligament_ends_extension", of->view->language),
               *which = body_string(of->body, side_ids[side], of->view->language);
    sheet_text(&sheet, text_format(ui->frame, "%s (%s)", note, which), (SheetStyle) { 12, UI_BOLD, ui->colours.text });
    const UiRect rect = note_rect(&sheet, to_the_left(of, side, at, free), at, taken, free);
    const float edge_x = at.x < rect.x ? rect.x : at.x > rect.x + rect.w ? rect.x + rect.w : at.x;
    const Spot leader[2] = { at, { edge_x, rect.y + rect.h / 2 } };
    haloed_line(ui, leader, 2, 1.2f, ui->colours.text);
    haloed_dot(ui, at, 3.2f, ui->colours.text);
    ui_draw_rect(&ui->draw, rect, 8 * s, ui->colours.panel);
    ui_draw_border(&ui->draw, rect, 8 * s, s, ui->colours.panel_border);
    sheet_draw(&sheet, rect.x + 10 * s, rect.y + 5 * s);
}

// ---- the fascicle under the cursor

void measure_add_fascicle(Sheet *sheet, const Picture *of, const Pick *pick)
{
    const Body *body = of->body;
    const Part *part = &body->parts[pick->part];
    Arena *frame = sheet->ui->frame;
    const Language language = of->view->language;
    if (of->view->colour != COLOUR_STRAIN || !pick->part || !fibre_has(body, pick->part)) return;
    const vec3s right_mm = { { pick->rest_mm.x, pick->rest_mm.y, part->mirrored ? -pick->rest_mm.z : pick->rest_mm.z } };
    const int fascicle = fibre_bind_point(body, pick->part, right_mm).fascicle[0];
    const Measured now = measure_fascicle(of->measures, of->pose, fascicle, part->mirrored ? SIDE_LEFT : SIDE_RIGHT);
    const char *name = words_fascicle(body, language, fascicle, frame), *strain = words_strain(body, language, now.strain_frac, frame);
    sheet_text(sheet, text_format(frame, "%s%s%s", name, *name ? ": " : "", strain),
               (SheetStyle) { 12.5f, UI_BOLD, sheet->ui->colours.text });
    sheet_text(sheet, text_format(frame, "%s: %.0f mm", body_string(body, "figure_length", language), (double)now.length_mm),
               (SheetStyle) { 12, UI_REGULAR, sheet->ui->colours.text_dim });
}
