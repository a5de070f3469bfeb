#include "overlay.h"

#include "clip_words.h"
#include "cut.h"
#include "cut_overlay.h"
#include "debug_overlay.h"
#include "key_legend.h"
#include "label_overlay.h"
#include "muscle_plot.h"
#include "place_overlay.h"
#include "referral.h"
#include "ruler_overlay.h"
#include "scene_build.h"
#include "scene_frame.h"
#include "sheet.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#define MARGIN_PT 16.0f

// ---- colours

static const UiColours dark_colours = {
    .text = { 0.93f, 0.95f, 0.97f, 1 },
    .text_dim = { 0.70f, 0.745f, 0.80f, 1 },
    .panel = { 0.066f, 0.083f, 0.108f, 0.90f },
    .panel_border = { 1, 1, 1, 0.09f },
    .accent = { 0.43f, 0.79f, 0.86f, 1 },
    .control = { 1, 1, 1, 0.07f },
    .control_hot = { 1, 1, 1, 0.15f },
    .control_border = { 0.50f, 0.55f, 0.61f, 1 },
    .danger = { 0.97f, 0.55f, 0.46f, 1 },
    .on_accent = { 0.03f, 0.07f, 0.10f, 1 },
};
static const UiColours light_colours = {
    .text = { 0.09f, 0.12f, 0.15f, 1 },
    .text_dim = { 0.31f, 0.36f, 0.42f, 1 },
    .panel = { 1, 1, 1, 0.93f },
    .panel_border = { 0, 0, 0, 0.12f },
    .accent = { 0.05f, 0.42f, 0.53f, 1 },
    .control = { 0, 0, 0, 0.05f },
    .control_hot = { 0, 0, 0, 0.12f },
    .control_border = { 0.47f, 0.51f, 0.56f, 1 },
    .danger = { 0.70f, 0.13f, 0.10f, 1 },
    .on_accent = { 1, 1, 1, 1 },
};
static const UiColours projector_colours = {
    .text = { 0, 0, 0, 1 },
    .text_dim = { 0.18f, 0.20f, 0.23f, 1 },
    .panel = { 1, 1, 1, 0.98f },
    .panel_border = { 0, 0, 0, 0.35f },
    .accent = { 0, 0.33f, 0.47f, 1 },
    .control = { 0, 0, 0, 0.07f },
    .control_hot = { 0, 0, 0, 0.16f },
    .control_border = { 0.27f, 0.30f, 0.33f, 1 },
    .danger = { 0.65f, 0.06f, 0.05f, 1 },
    .on_accent = { 1, 1, 1, 1 },
};

UiColours overlay_colours(Theme theme)
{
    return theme == THEME_DARK ? dark_colours : theme == THEME_LIGHT ? light_colours : projector_colours;
}

float overlay_text_scale(Theme theme)
{
    return theme == THEME_PROJECTOR ? 1.35f : 1.0f;
}

static Rgba rgba(vec3s colour, float alpha)
{
    return (Rgba) { colour.x, colour.y, colour.z, alpha };
}

static float clamp(float value, float low, float high)
{
    return value > high ? high : value < low ? low : value; // low wins where there is no room
}

static UiRect inset(UiRect rect, float by)
{
    return (UiRect) { rect.x + by, rect.y + by, rect.w - 2 * by, rect.h - 2 * by };
}

// ---- R and L

// Beside the summit of the crests, outside the skin. Drawing choice.
static const vec3s beside_crest_mm = { { -10, 112, 208 } };

typedef struct SideLetter {
    const char *text;
    float x, y, depth_mm;
    bool shown;
} SideLetter;

static mat4s pelvis_frame(const Body *body, const Pose *pose)
{
    return pose->world_from_segment[body_segment(body, "pelvis")];
}

// The point lies behind the eye: the letter goes to the edge of the picture on which its side is.
static void place_behind(SideLetter *letter, const Scene *scene, vec3s world_mm, UiRect free)
{
    const vec3s seen = glms_mat4_mulv3(scene->camera.view_from_world, world_mm, 1);
    letter->x = seen.x > 0 ? free.x + free.w : free.x;
    letter->y = free.y + free.h / 2;
    letter->depth_mm = -seen.z;
}

// high: where it stands when a card pushes it.
static SideLetter place_letter(const Scene *scene, mat4s world_from_pelvis, float sign, const char *text, UiRect free, float high)
{
    SideLetter letter = { .text = text, .shown = true };
    const vec3s at = { { beside_crest_mm.x, beside_crest_mm.y, sign * beside_crest_mm.z } };
    const vec3s world_mm = glms_mat4_mulv3(world_from_pelvis, at, 1);
    float middle_x, middle_y, middle_mm;
    const vec3s middle = glms_mat4_mulv3(world_from_pelvis, (vec3s) { { at.x, at.y, 0 } }, 1);
    if (!scene_project(scene, world_mm, &letter.x, &letter.y, &letter.depth_mm)) place_behind(&letter, scene, world_mm, free);
    const float x = clamp(letter.x, free.x, free.x + free.w);
    // Pushed past the midline by a card it would name the wrong side: better no letter than that.
    if (scene_project(scene, middle, &middle_x, &middle_y, &middle_mm)) letter.shown = (x - middle_x) * (letter.x - middle_x) >= 0;
    const bool pushed = x != letter.x; // by a card, on to what it should stand beside: then rather in the upper corner
    letter.x = x;
    letter.y = pushed ? high : clamp(letter.y, free.y, free.y + free.h);
    return letter;
}

// Beside the crest a letter would stand among the leaders: with labels it heads the column of its side, in the corner.
static void head_column(SideLetter *letter, const Scene *scene, mat4s world_from_pelvis, UiRect room)
{
    const vec3s middle_mm = glms_mat4_mulv3(world_from_pelvis, (vec3s) { { beside_crest_mm.x, beside_crest_mm.y, 0 } }, 1);
    float x, y;
    if (!scene_project(scene, middle_mm, &x, &y, NULL) || fabsf(letter->x - x) < fabsf(letter->y - y)) return; // it lies on its side
    letter->x = letter->x < x ? room.x : room.x + room.w;
    letter->y = room.y;
}

// From the side the one letter tells which side is seen: between a column and the spine, at neither edge.
static void head_figure(SideLetter *letter, UiRect room)
{
    letter->x = room.x + room.w / 2 - 0.25f * room.h;
    letter->y = room.y;
}

// The line from side to side points at the eye, to within about 20 degrees.
static bool seen_from_the_side(const Scene *scene, mat4s world_from_pelvis)
{
    const vec3s across = glms_mat4_mulv3(scene->camera.view_from_world, glms_mat4_mulv3(world_from_pelvis, (vec3s) { { 0, 0, 1 } }, 0), 0);
    return fabsf(across.z) > 0.94f;
}

// Seen from the side both letters meet; the nearer one tells which side is seen.
static void hide_farther(SideLetter *a, SideLetter *b, bool side_on, float apart_px)
{
    if (!side_on && hypotf(a->x - b->x, a->y - b->y) >= apart_px) return;
    SideLetter *farther = a->depth_mm > b->depth_mm ? a : b;
    farther->shown = false;
}

static UiRect draw_letter(Ui *ui, const SideLetter *letter)
{
    if (!letter->shown) return (UiRect) { 0, 0, 0, 0 };
    const float r = 14 * ui->scale, size = 15;
    const UiRect disc = { letter->x - r, letter->y - r, 2 * r, 2 * r };
    ui_draw_rect(&ui->draw, disc, r, ui->colours.panel);
    ui_draw_border(&ui->draw, disc, r, 1.5f * ui->scale, ui->colours.text_dim);
    const float width = ui_text_width(ui, letter->text, size, UI_BOLD);
    ui_label(ui, letter->x - width / 2, letter->y + size * ui->scale * 0.36f, letter->text, size, UI_BOLD, ui->colours.text);
    return disc;
}

SideDiscs overlay_draw_sides(Ui *ui, const Picture *of, UiRect free)
{
    const UiRect room = inset(free, 22 * ui->scale);
    const float high = room.y + (of->view->cut == CUT_NONE ? 0 : 62 * ui->scale); // in the corner is the handle of a cut
    const mat4s pelvis = pelvis_frame(of->body, of->pose);
    SideLetter right = place_letter(of->scene, pelvis, 1, body_string(of->body, "side_right", of->view->language), room, high);
    SideLetter left = place_letter(of->scene, pelvis, -1, body_string(of->body, "side_left", of->view->language), room, high);
    const bool side_on = seen_from_the_side(of->scene, pelvis);
    hide_farther(&right, &left, side_on, 32 * ui->scale);
    SideLetter *both[2] = { &right, &left };
    for (int i = 0; i < 2 && of->view->label; i++) {
        if (side_on)
            head_figure(both[i], room);
        else
            head_column(both[i], of->scene, pelvis, room);
    }
    return (SideDiscs) { draw_letter(ui, &right), draw_letter(ui, &left) };
}

// ---- trigger points

typedef struct MarkInk {
    Rgba ink, paper;
    float radius_px;
} MarkInk;

static MarkInk mark_ink(const Ui *ui, const ViewState *view, bool lit, MarkStyle style)
{
    const bool quiet = style == MARKS_QUIET && !lit;
    MarkInk ink = { ui->colours.text, ui->colours.panel, (lit ? 11.0f : quiet ? 7.0f : 9.0f) * ui->scale };
    ink.paper.a = quiet ? 0.55f : 0.9f;
    ink.ink.a = quiet ? 0.8f : 1.0f;
    if (lit) ink.paper = rgba(scene_theme(view->theme, view->pain).pain.solid_srgb, 1);
    if (lit) ink.ink = (Rgba) { 1, 1, 1, 1 };
    return ink;
}

static void draw_mark(Ui *ui, MarkInk ink, float x, float y, const char *number)
{
    const float r = ink.radius_px, halo = r + 2 * ui->scale;
    ui_draw_rect(&ui->draw, (UiRect) { x - halo, y - halo, 2 * halo, 2 * halo }, halo, (Rgba) { 0, 0, 0, 0.25f });
    ui_draw_rect(&ui->draw, (UiRect) { x - r, y - r, 2 * r, 2 * r }, r, ink.paper);
    ui_draw_border(&ui->draw, (UiRect) { x - r, y - r, 2 * r, 2 * r }, r, 1.5f * ui->scale, ink.ink);
    sheet_draw_mark(&ui->draw, SHEET_CROSS, x, y, r * 1.15f, ink.ink);
    Rgba halo_colour = ui->colours.panel;
    halo_colour.a = 0.9f;
    ui_draw_text_halo(&ui->draw, x + r + 4 * ui->scale, y - r * 0.3f, number, 12 * ui->scale, UI_BOLD, ui->colours.text, halo_colour);
}

static bool mark_is_shown(const Body *body, const ViewState *view, TriggerId trigger, MarkStyle style)
{
    const bool lit = view->hovered_trigger == trigger || view->trigger == trigger;
    return lit || (style != MARKS_HIDDEN && view_shows_part(view, body, body->triggers[trigger].muscle));
}

void overlay_draw_triggers(Ui *ui, const Picture *of, MarkStyle style)
{
    const Body *body = of->body;
    const ViewState *view = of->view;
    for (int t = 1; t < body->trigger_count; t++) {
        const TriggerId id = (TriggerId)t;
        float x, y, depth;
        if (!mark_is_shown(body, view, id, style) || cut_takes_away(&of->scene->cut, of->scene->trigger_mm[t])) continue;
        if (!scene_project(of->scene, of->scene->trigger_mm[id], &x, &y, &depth)) continue;
        const bool lit = view->hovered_trigger == id || view->trigger == id;
        draw_mark(ui, mark_ink(ui, view, lit, style), x, y, text_format(ui->frame, "%d", body->triggers[t].number));
    }
}

// ---- the label of what is pointed at

static const char *readable(Arena *frame, const char *id)
{
    char *text = text_to_string(frame, text_of(id));
    for (char *c = text; *c; c++)
        if (*c == '_') *c = ' ';
    return text;
}

// A name of the table, or the id without underscores where the table has none.
static const char *name_or_id(const Body *body, const char *id, Language language, Arena *frame)
{
    const char *name = body_name(body, id, language);
    return strcmp(name, id) == 0 ? readable(frame, id) : name;
}

static const char *place_in_part(const Body *body, const ViewState *view, const Pick *hover, Arena *frame)
{
    if (!hover || hover->part == 0 || hover->part != view->hovered) return NULL;
    const bool region = hover->region && *hover->region;
    const char *where = region ? name_or_id(body, hover->region, view->language, frame) : NULL;
    const char *near = hover->landmark ? name_or_id(body, hover->landmark->id, view->language, frame) : NULL;
    if (where && near && strcmp(where, near) != 0) return text_format(frame, "%s  \xC2\xB7  %s", where, near);
    return where ? where : near;
}

// Plain names exist in English only.
static const char *plain_name(const Body *body, const ViewState *view, PartId part)
{
    const char *plain = view->language <= LANGUAGE_LA ? body_plain_name(body, part) : "";
    return plain ? plain : "";
}

static const char *sentence_case(Arena *frame, const char *text)
{
    char *copy = text_to_string(frame, text_of(text));
    if (*copy >= 'a' && *copy <= 'z') *copy = (char)(*copy - 'a' + 'A');
    return copy;
}

// The label tells what is under the cursor; what stays lit after the cursor left has its card.
typedef struct Meant {
    TriggerId trigger;
    ZoneId zone;
    PartId part;
} Meant;

static Meant label_meant(const ViewState *view, const Pick *hover)
{
    if (hover) return (Meant) { hover->trigger, hover->zone, view->hovered };
    return (Meant) { view->hovered_trigger, view->hovered_zone, view->hovered };
}

static bool same_words(const char *a, const char *b)
{
    for (; *a && *b; a++, b++)
        if (tolower((unsigned char)*a) != tolower((unsigned char)*b)) return false;
    return *a == *b;
}

static void add_part_lines(Sheet *sheet, const Picture *of, const Pick *hover)
{
    const Body *body = of->body;
    const ViewState *view = of->view;
    const UiColours *colours = &sheet->ui->colours;
    const SheetStyle head = { 14, UI_BOLD, colours->text }, line = { 12, UI_REGULAR, colours->text_dim };
    Arena *frame = sheet->ui->frame;
    const char *title = body_part_title(body, view->hovered, view->language, frame), *plain = plain_name(body, view, view->hovered);
    const bool plain_first = view->door == DOOR_HURT && *plain;
    sheet_text(sheet, plain_first ? sentence_case(frame, plain) : title, head);
    if (*plain && !same_words(plain, title)) sheet_text(sheet, plain_first ? title : plain, line);
    if (hover) measure_add_fascicle(sheet, of, hover);
    const char *place = place_in_part(body, view, hover, frame);
    if (place) sheet_text(sheet, place, line);
}

static void add_label_lines(Sheet *sheet, const Picture *of, const Pick *hover)
{
    const Body *body = of->body;
    const ViewState *view = of->view;
    const SheetStyle head = { 14, UI_BOLD, sheet->ui->colours.text };
    Arena *frame = sheet->ui->frame;
    const Meant meant = label_meant(view, hover);
    if (meant.trigger)
        sheet_text(sheet, referral_trigger_title(body, view, meant.trigger, frame), head);
    else if (meant.zone)
        sheet_text(sheet, referral_zone_title(body, view, meant.zone, frame), head);
    else
        add_part_lines(sheet, of, hover);
}

static bool label_place(const Picture *of, const Pick *hover, float *x, float *y)
{
    float depth;
    const Scene *scene = of->scene;
    const PartId part = of->view->hovered;
    const Meant meant = label_meant(of->view, hover);
    if (meant.trigger) return scene_project(scene, scene->trigger_mm[meant.trigger], x, y, &depth);
    if (hover && (hover->part || hover->zone)) return scene_project(scene, hover->world_mm, x, y, &depth);
    return part && scene_project(scene, scene_part_centre_mm(of->body, of->pose, of->view->clip, part), x, y, &depth);
}

static float widest_line(const Sheet *sheet)
{
    float widest = 0;
    for (int i = 0; i < sheet->line_count; i++)
        widest = fmaxf(widest, ui_text_width(sheet->ui, sheet->lines[i].text, sheet->lines[i].style.size_pt, sheet->lines[i].style.weight));
    return widest;
}

// Beside the cursor, on the side where there is room, never under it.
static UiRect label_rect(const Sheet *sheet, float x, float y, UiRect free)
{
    const float s = sheet->ui->scale, away = 18 * s;
    UiRect rect = { x + away, y + away, widest_line(sheet) + 22 * s, sheet->height_px + 14 * s };
    if (rect.x + rect.w > free.x + free.w) rect.x = x - away - rect.w;
    if (rect.y + rect.h > free.y + free.h) rect.y = y - away - rect.h;
    rect.x = clamp(rect.x, free.x, free.x + free.w - rect.w);
    rect.y = clamp(rect.y, free.y, free.y + free.h - rect.h);
    return rect;
}

void overlay_draw_label(Ui *ui, const Picture *of, const Pick *hover, UiRect free)
{
    float x, y;
    const Meant meant = label_meant(of->view, hover);
    if (!meant.part && !meant.trigger && !meant.zone) return;
    if (!label_place(of, hover, &x, &y)) return;
    Sheet sheet = sheet_make(ui, fminf(300 * ui->scale, free.w - 24 * ui->scale), 1);
    add_label_lines(&sheet, of, hover);
    const UiRect rect = label_rect(&sheet, x, y, free);
    ui_draw_shadow(&ui->draw, rect, 9 * ui->scale, 10 * ui->scale, (Rgba) { 0, 0, 0, 0.2f });
    ui_draw_rect(&ui->draw, rect, 9 * ui->scale, ui->colours.panel);
    ui_draw_border(&ui->draw, rect, 9 * ui->scale, ui->scale, ui->colours.panel_border);
    sheet_draw(&sheet, rect.x + 11 * ui->scale, rect.y + 6 * ui->scale);
}

// ---- a still picture

static UiRect still_free_rect(const Ui *ui, const Scene *scene)
{
    return inset((UiRect) { 0, 0, (float)scene->width_px, (float)scene->height_px }, MARGIN_PT * ui->scale);
}

static MarkStyle still_marks(const ViewState *view)
{
    ReferralTopic topic;
    if (referral_topic(view, &topic) && topic.trigger) return MARKS_QUIET;
    return view->door == DOOR_HURT ? MARKS_FULL : MARKS_HIDDEN;
}

void overlay_draw_measures(Ui *ui, const Picture *of, SideDiscs letters, UiRect free)
{
    const MeasureTaken taken = { { measure_draw_arms(ui, of, free), letters.right, letters.left } };
    if (of->view->ui && of->view->door != DOOR_HURT) measure_draw_ligament(ui, of, &taken, free);
    ruler_overlay_draw(ui, of, &taken, free);
}

// Legend and plot side by side along the lower edge.
static void draw_measuring_cards(Ui *ui, const Picture *of, UiRect free)
{
    UiRect plot = { 0, 0, 0, 0 };
    if (muscle_plot_wanted(of->body, of->view)) plot = muscle_plot_rect(ui, free);
    if (plot.w > 0) {
        MuscleCurve *curve = ARENA_ARRAY(ui->frame, MuscleCurve, 1);
        muscle_curve_update(curve, of->measures, of->view, muscle_meant(of->body, of->view));
        muscle_plot_draw(ui, of, curve, plot);
        free.w -= plot.w + 10 * ui->scale;
    }
    legend_draw(ui, of->body, of->view, free);
}

// Labels stand above the scale of the colours and beside the plot.
static UiRect beside_measuring_cards(Ui *ui, const Picture *of, UiRect free)
{
    const ViewState *view = of->view;
    if (!view->ui) return free;
    if (muscle_plot_wanted(of->body, view)) free.w -= muscle_plot_rect(ui, free).w;
    free.h = fminf(free.h, (1 - view->covered_bottom_frac) * (float)view->height_px - free.y);
    return free;
}

// Beside the figure in a wide picture, below it in a high one.
static bool is_wide(UiRect free)
{
    return free.w > 1.25f * free.h;
}

static UiRect draw_key_legend(Ui *ui, const Picture *of, UiRect free)
{
    return key_legend_draw(ui, of, free, is_wide(free) ? 1 : 0);
}

static void keep_legend_free(UiRect *free, UiRect legend, float gap)
{
    if (legend.w <= 0) return;
    if (!is_wide(*free)) {
        free->h -= legend.h + gap;
        return;
    }
    free->x += legend.w + gap;
    free->w -= legend.w + gap;
}

void overlay_draw(Ui *ui, const Picture *of, const Pick *hover)
{
    const ViewState *view = of->view;
    UiRect free = still_free_rect(ui, of->scene);
    UiScroll unscrolled = { 0 };
    overlay_draw_triggers(ui, of, still_marks(view)); // cards may cover marks, never the other way round
    if (view->ui && referral_is_shown(view)) {
        const UiRect stop = referral_draw_stop(ui, of->body, view, free);
        free.h -= stop.h + 10 * ui->scale;
        const UiRect card = referral_draw_card(ui, of->body, view, free, &unscrolled);
        if (card.w > 0) free.w -= card.w + 10 * ui->scale;
    }
    if (view->ui) free.h -= clip_words_draw_panel(ui, of->body, view, of->pose, free).h;
    if (view->ui) keep_legend_free(&free, draw_key_legend(ui, of, free), 10 * ui->scale);
    const UiRect inner = label_overlay_draw(ui, of, NULL, 0, beside_measuring_cards(ui, of, free));
    const SideDiscs letters = overlay_draw_sides(ui, of, free);
    overlay_draw_measures(ui, of, letters, view->label ? inner : free);
    place_overlay_draw(ui, of, free);
    if (view->ui) cut_overlay_draw(ui, of, false, free);
    if (view->ui) draw_measuring_cards(ui, of, free);
    if (view->ui) overlay_draw_label(ui, of, hover, free);
}
