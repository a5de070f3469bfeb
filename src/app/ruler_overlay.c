// ruler_overlay.c: see ruler_overlay.h.
#include "ruler_overlay.h"

#include "haloed.h"

#include <math.h>

#define FAINT_FRAC 0.4f
#define TAKEN_MOST 48
#define ARC_STEPS 14
#define ARC_MOST_MM 34.0f // how far from the corner the arc of an angle runs, at most
#define ARC_SHARE 0.3f    // of the shorter leg
#define VALUE_PT 13.0f
#define NAME_PT 11.5f

// ---- words

RulerFigures ruler_figures_now(const Picture *of, int index)
{
    const mat4s pelvis = of->pose->world_from_segment[body_segment(of->body, "pelvis")];
    return ruler_figures(of->scene->ruler_mm[index], of->view->rulers[index].count, pelvis);
}

const char *ruler_value(const Ruler *ruler, const RulerFigures *figures, Arena *arena)
{
    if (ruler->count < 3) return text_format(arena, "%.1f mm", (double)figures->length_mm[0]);
    return figures->has_angle ? text_format(arena, "%.1f\xC2\xB0", (double)figures->angle_deg) : "\xE2\x80\x94";
}

static const char *one_part(const Picture *of, float mm, const char *plus, const char *minus, Arena *arena)
{
    return text_format(arena, "%s %.1f", body_string(of->body, mm < 0 ? minus : plus, of->view->language), fabs((double)mm));
}

const char *ruler_parts(const Picture *of, const RulerFigures *figures, Arena *arena)
{
    return text_format(arena, "%s \xC2\xB7 %s \xC2\xB7 %s mm", one_part(of, figures->forward_mm, "ruler_forward", "ruler_back", arena),
                       one_part(of, figures->up_mm, "ruler_up", "ruler_down", arena), one_part(of, figures->right_mm, "ruler_right", "ruler_left", arena));
}

const char *ruler_in_words(const Picture *of, int index, Arena *arena)
{
    const Ruler *ruler = &of->view->rulers[index];
    const RulerFigures figures = ruler_figures_now(of, index);
    const char *words = "";
    for (int i = 0; i < ruler->count; i++)
        words = text_format(arena, "%s%s%s", words, i ? " \xE2\x80\x93 " : "", ruler_point_title(of->body, &ruler->point[i], of->view->language, arena));
    if (ruler->count < 2) return words;
    words = text_format(arena, "%s: %s", words, ruler_value(ruler, &figures, arena));
    if (ruler->count == 2) return text_format(arena, "%s (%s)", words, ruler_parts(of, &figures, arena));
    return text_format(arena, "%s (%.1f mm, %.1f mm)", words, (double)figures.length_mm[0], (double)figures.length_mm[1]);
}

// ---- places that are taken

typedef struct Taken {
    UiRect rects[TAKEN_MOST];
    int count;
} Taken;

static void take(Taken *taken, UiRect rect)
{
    if (taken->count < TAKEN_MOST) taken->rects[taken->count++] = rect;
}

static bool is_free(const Taken *taken, UiRect rect, UiRect room)
{
    if (rect.x < room.x || rect.y < room.y || rect.x + rect.w > room.x + room.w || rect.y + rect.h > room.y + room.h) return false;
    for (int i = 0; i < taken->count; i++) {
        const UiRect other = taken->rects[i];
        if (rect.x < other.x + other.w && other.x < rect.x + rect.w && rect.y < other.y + other.h && other.y < rect.y + rect.h) return false;
    }
    return true;
}

// Around a spot, nearer places first. Where none is free, the first one.
static bool find_place(const Taken *taken, Spot at, float w, float h, float gap, UiRect room, UiRect *out)
{
    static const float directions[8][2] = { { 1, 0 }, { -1, 0 }, { 0.7f, -0.7f }, { -0.7f, -0.7f }, { 0.7f, 0.7f }, { -0.7f, 0.7f }, { 0, -1 }, { 0, 1 } };
    for (int i = 0; i < 24; i++) {
        const float *way = directions[i % 8], far = gap + (float)(i / 8) * h;
        const Spot middle = { at.x + way[0] * (w / 2 + far), at.y + way[1] * (h / 2 + far) };
        const UiRect rect = { middle.x - w / 2, middle.y - h / 2, w, h };
        if (i == 0) *out = rect;
        if (!is_free(taken, rect, room)) continue;
        *out = rect;
        return true;
    }
    return false;
}

// ---- one ruler on the screen

typedef struct Drawn {
    Spot spot[RULER_POINTS_MOST];
    bool seen[RULER_POINTS_MOST], shown[RULER_POINTS_MOST]; // before the eye; its part is drawn
    int count;
} Drawn;

static Drawn project(const Picture *of, int index)
{
    const Ruler *ruler = &of->view->rulers[index];
    Drawn drawn = { .count = ruler->count };
    for (int i = 0; i < ruler->count; i++) {
        drawn.seen[i] = scene_project(of->scene, of->scene->ruler_mm[index][i], &drawn.spot[i].x, &drawn.spot[i].y, NULL);
        drawn.shown[i] = view_shows_part(of->view, of->body, ruler->point[i].part);
    }
    return drawn;
}

static Rgba ink_of(const Ui *ui, bool strong)
{
    Rgba ink = ui->colours.text;
    if (!strong) ink.a *= FAINT_FRAC;
    return ink;
}

// Written words stay legible where lines are faint.
static Rgba words_ink(const Ui *ui, bool strong)
{
    return strong ? ui->colours.text : ui->colours.text_dim;
}

// Across the end of a line, as on a drawing with measures.
static void draw_tick(Ui *ui, Spot end, Spot other, Rgba ink)
{
    const float dx = other.x - end.x, dy = other.y - end.y, length = hypotf(dx, dy), half = 6 * ui->scale;
    if (length < half) return;
    const float nx = -dy / length * half, ny = dx / length * half;
    const Spot tick[2] = { { end.x - nx, end.y - ny }, { end.x + nx, end.y + ny } };
    haloed_line(ui, tick, 2, 1.4f, ink);
}

static void draw_lines(Ui *ui, const Drawn *drawn)
{
    for (int i = 0; i + 1 < drawn->count; i++) {
        if (!drawn->seen[i] || !drawn->seen[i + 1]) continue;
        const Rgba ink = ink_of(ui, drawn->shown[i] && drawn->shown[i + 1]);
        haloed_line(ui, &drawn->spot[i], 2, 1.5f, ink);
        if (drawn->count == 2) draw_tick(ui, drawn->spot[0], drawn->spot[1], ink);
        if (drawn->count == 2) draw_tick(ui, drawn->spot[1], drawn->spot[0], ink);
    }
    for (int i = 0; i < drawn->count; i++)
        if (drawn->seen[i]) haloed_dot(ui, drawn->spot[i], 3.4f, ink_of(ui, drawn->shown[i]));
}

// From leg to leg about the corner, in the plane of both; where its middle lies.
static bool draw_arc(Ui *ui, const Picture *of, const vec3s *at_mm, const RulerFigures *figures, Rgba ink, Spot *middle)
{
    const vec3s a = glms_vec3_normalize(glms_vec3_sub(at_mm[0], at_mm[1])), b = glms_vec3_normalize(glms_vec3_sub(at_mm[2], at_mm[1]));
    const float angle_rad = glm_rad(figures->angle_deg), radius_mm = fminf(ARC_MOST_MM, ARC_SHARE * fminf(figures->length_mm[0], figures->length_mm[1]));
    const vec3s across = glms_vec3_normalize(glms_vec3_sub(b, glms_vec3_scale(a, glms_vec3_dot(a, b))));
    Spot arc[ARC_STEPS + 1];
    for (int i = 0; i <= ARC_STEPS; i++) {
        const float turn = angle_rad * (float)i / ARC_STEPS;
        const vec3s way = glms_vec3_add(glms_vec3_scale(a, cosf(turn)), glms_vec3_scale(across, sinf(turn)));
        if (!scene_project(of->scene, glms_vec3_add(at_mm[1], glms_vec3_scale(way, radius_mm)), &arc[i].x, &arc[i].y, NULL)) return false;
    }
    haloed_line(ui, arc, ARC_STEPS + 1, 1.4f, ink);
    *middle = arc[ARC_STEPS / 2];
    return true;
}

// ---- what is written

static void write_at(Ui *ui, Taken *taken, UiRect rect, const char *text, float size_pt, UiWeight weight, Rgba ink)
{
    const float s = ui->scale;
    ui_draw_rect(&ui->draw, rect, 5 * s, haloed_rim(ui));
    ui_label(ui, rect.x + 5 * s, rect.y + rect.h / 2 + size_pt * 0.36f * s, text, size_pt, weight, ink);
    take(taken, rect);
}

static void write_value(Ui *ui, Taken *taken, Spot at, const char *text, Rgba ink, UiRect room)
{
    const float s = ui->scale, w = ui_text_width(ui, text, VALUE_PT, UI_BOLD) + 10 * s, h = (VALUE_PT + 5) * s;
    UiRect rect;
    if (!find_place(taken, at, w, h, 7 * s, room, &rect)) {
        rect.x = fminf(fmaxf(rect.x, room.x), room.x + room.w - w);
        rect.y = fminf(fmaxf(rect.y, room.y), room.y + room.h - h);
    }
    write_at(ui, taken, rect, text, VALUE_PT, UI_BOLD, ink);
}

static void write_name(Ui *ui, Taken *taken, Spot at, const char *text, Rgba ink, UiRect room)
{
    const float s = ui->scale, w = ui_text_width(ui, text, NAME_PT, UI_REGULAR) + 10 * s, h = (NAME_PT + 4) * s;
    UiRect rect;
    if (find_place(taken, at, w, h, 8 * s, room, &rect)) write_at(ui, taken, rect, text, NAME_PT, UI_REGULAR, ink);
}

static Spot between(Spot a, Spot b)
{
    return (Spot) { (a.x + b.x) / 2, (a.y + b.y) / 2 };
}

// With several measures each number says which it is, as the list beside the picture does.
static const char *numbered(const Picture *of, int index, const char *value, Arena *frame)
{
    return of->view->ruler_count > 1 ? text_format(frame, "%d: %s", index + 1, value) : value;
}

static void write_lengths(Ui *ui, const Picture *of, int index, const Drawn *drawn, Taken *taken, UiRect room)
{
    const Ruler *ruler = &of->view->rulers[index];
    const RulerFigures figures = ruler_figures_now(of, index);
    for (int i = 0; i + 1 < ruler->count; i++) {
        if (!drawn->seen[i] || !drawn->seen[i + 1]) continue;
        const char *text = text_format(ui->frame, "%.1f mm", (double)figures.length_mm[i]);
        if (ruler->count == 2) text = numbered(of, index, text, ui->frame);
        write_value(ui, taken, between(drawn->spot[i], drawn->spot[i + 1]), text, words_ink(ui, drawn->shown[i] && drawn->shown[i + 1]), room);
    }
}

static void write_angle(Ui *ui, const Picture *of, int index, const Drawn *drawn, Taken *taken, UiRect room)
{
    const Ruler *ruler = &of->view->rulers[index];
    const RulerFigures figures = ruler_figures_now(of, index);
    const bool strong = drawn->shown[0] && drawn->shown[1] && drawn->shown[2];
    Spot middle = drawn->spot[1];
    if (ruler->count < 3 || !drawn->seen[1]) return;
    if (figures.has_angle) draw_arc(ui, of, of->scene->ruler_mm[index], &figures, ink_of(ui, strong), &middle);
    write_value(ui, taken, middle, numbered(of, index, ruler_value(ruler, &figures, ui->frame), ui->frame), words_ink(ui, strong), room);
}

// Whether an earlier point of the view is the same one, which has its name already.
static bool is_named_before(const ViewState *view, int index, int point)
{
    const RulerPoint *own = &view->rulers[index].point[point];
    for (int r = 0; r <= index; r++) {
        for (int p = 0; p < (r < index ? view->rulers[r].count : point); p++) {
            const RulerPoint *other = &view->rulers[r].point[p];
            if (own->landmark && other->part == own->part && other->landmark == own->landmark) return true;
        }
    }
    return false;
}

static void write_names(Ui *ui, const Picture *of, int index, const Drawn *drawn, Taken *taken, UiRect room)
{
    for (int i = 0; i < drawn->count; i++) {
        const char *name = ruler_point_place(of->body, &of->view->rulers[index].point[i], of->view->language, ui->frame);
        if (drawn->seen[i] && !is_named_before(of->view, index, i)) write_name(ui, taken, drawn->spot[i], name, words_ink(ui, drawn->shown[i]), room);
    }
}

void ruler_overlay_draw(Ui *ui, const Picture *of, const MeasureTaken *others, UiRect room)
{
    const int count = of->view->ruler_count;
    const float r = 5 * ui->scale;
    Drawn drawn[RULERS_MOST];
    Taken taken = { .count = 0 };
    for (int i = 0; i < MEASURE_TAKEN_MOST; i++)
        if (others->rects[i].w > 0) take(&taken, others->rects[i]);
    for (int i = 0; i < count; i++) {
        drawn[i] = project(of, i);
        draw_lines(ui, &drawn[i]);
        for (int p = 0; p < drawn[i].count; p++) take(&taken, (UiRect) { drawn[i].spot[p].x - r, drawn[i].spot[p].y - r, 2 * r, 2 * r });
    }
    for (int i = 0; i < count; i++) write_angle(ui, of, i, &drawn[i], &taken, room);
    for (int i = 0; i < count; i++) write_lengths(ui, of, i, &drawn[i], &taken, room);
    for (int i = 0; i < count; i++) write_names(ui, of, i, &drawn[i], &taken, room);
}

// ---- aiming

void ruler_overlay_draw_aim(Ui *ui, const Picture *of, const RulerPoint *aim, vec3s at_mm, UiRect room)
{
    const float s = ui->scale, r = 8 * s;
    Taken taken = { .count = 0 };
    Spot at;
    if (!aim->part || !scene_project(of->scene, at_mm, &at.x, &at.y, NULL)) return;
    if (aim->landmark) ui_draw_border(&ui->draw, (UiRect) { at.x - r - s, at.y - r - s, 2 * (r + s), 2 * (r + s) }, r + s, 4 * s, haloed_rim(ui));
    if (aim->landmark) ui_draw_border(&ui->draw, (UiRect) { at.x - r, at.y - r, 2 * r, 2 * r }, r, 2 * s, ui->colours.accent);
    haloed_dot(ui, at, 2.6f, ui->colours.text);
    take(&taken, (UiRect) { at.x - r, at.y - r, 2 * r, 2 * r });
    const char *title = ruler_point_title(of->body, aim, of->view->language, ui->frame);
    const float w = ui_text_width(ui, title, 13, UI_BOLD) + 14 * s, h = 24 * s;
    UiRect rect = { at.x + 18 * s, at.y + 16 * s, w, h };
    if (rect.x + w > room.x + room.w) rect.x = fmaxf(at.x - 18 * s - w, room.x);
    if (rect.y + h > room.y + room.h) rect.y = at.y - 16 * s - h;
    ui_draw_rect(&ui->draw, rect, 7 * s, ui->colours.panel);
    ui_draw_border(&ui->draw, rect, 7 * s, s, ui->colours.panel_border);
    ui_label(ui, rect.x + 7 * s, rect.y + h / 2 + 13 * 0.36f * s, title, 13, UI_BOLD, ui->colours.text);
}
