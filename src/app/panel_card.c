// panel_card.c: the card of what is selected, drawn: lines that scroll, rows that lead on, and below them buttons that always stay.
#include "panels.h"

#include "actions.h"
#include "attach_paint.h"
#include "card_text.h"
#include "sheet.h"

#include <math.h>

#define WIDTH_PT 290.0f
#define WIDTH_LEAST_PT 170.0f
#define PAD_PT 16.0f
#define PAD_LOW_PT 11.0f
#define BETWEEN_PT 9.0f // what scrolls and the buttons
#define BUTTON_PT 30.0f
#define BUTTON_LEAST_PT 24.0f // where the window is low
#define LOW_PT 330.0f
#define GAP_PT 6.0f
#define ROW_PAD_PT 4.0f
#define ROW_SIDE_PT 8.0f // rows reach so far beyond the text on either side
#define LINE_STEP 1.36f
#define DETAIL_PT 11.5f
#define PANE_FEWEST_PT 32.0f // two lines; before there are fewer, buttons are left out: keys do the same
#define HEIGHT_LEAST_PT 84.0f // of a card, as above a curve in a low window
#define PANE_LEAST_PT 110.0f // before it is lower than that, the words of buttons are shortened

// ---- lines, measured

typedef struct Look {
    float size_pt;
    UiWeight weight;
    bool dim;
} Look;

static const Look looks[CARD_KIND_COUNT] = {
    [CARD_TITLE] = { 16, UI_BOLD, false },     [CARD_NAME] = { 13, UI_REGULAR, false }, [CARD_LATIN] = { 12, UI_REGULAR, true },
    [CARD_TEXT] = { 12.5f, UI_REGULAR, false }, [CARD_FACT] = { 12, UI_REGULAR, false }, [CARD_NOTE] = { 11.5f, UI_REGULAR, true },
    [CARD_HEADING] = { 12, UI_BOLD, false },   [CARD_ROW] = { 12.5f, UI_REGULAR, false }, [CARD_MORE] = { 12, UI_REGULAR, true },
};

typedef struct Placed { // a line of the card in the panel
    float y, h; // from the top of what scrolls
    float size_pt;
    const char **lines;
    int line_count;
    bool detail_below; // it finds no room beside the text
} Placed;

typedef struct Layout {
    Card card;
    Placed *placed;
    float width_px, height_px;
} Layout;

static bool leads_on(const CardLine *line)
{
    return line->kind == CARD_MORE || line->to.part || line->trigger;
}

static bool is_row(const CardLine *line)
{
    return line->kind == CARD_ROW || line->kind == CARD_MORE;
}

static float detail_width(const App *app, const CardLine *line)
{
    return line->detail ? ui_text_width(&app->ui, line->detail, DETAIL_PT, UI_REGULAR) : 0;
}

static bool fits_beside(const App *app, const CardLine *line, const Look *look, float width_px)
{
    return ui_text_width(&app->ui, line->text, look->size_pt, look->weight) + panel_pt(app, 8) + detail_width(app, line) <= width_px;
}

static float widest(const App *app, const Placed *placed, UiWeight weight)
{
    float width = 0;
    for (int i = 0; i < placed->line_count; i++) width = fmaxf(width, ui_text_width(&app->ui, placed->lines[i], placed->size_pt, weight));
    return width;
}

// A single word that is too long for a narrow card is written smaller.
static void wrap_line(App *app, const char *text, const Look *look, float width_px, Placed *placed)
{
    placed->size_pt = look->size_pt;
    placed->line_count = ui_wrap(&app->ui, text, placed->size_pt, look->weight, width_px, &placed->lines);
    const float width = widest(app, placed, look->weight);
    if (width <= width_px) return;
    placed->size_pt *= 0.98f * width_px / width;
    placed->line_count = ui_wrap(&app->ui, text, placed->size_pt, look->weight, width_px, &placed->lines);
}

static void place_line(App *app, Layout *layout, int i)
{
    const CardLine *line = &layout->card.lines[i];
    const Look *look = &looks[line->kind];
    Placed *placed = &layout->placed[i];
    if (line->folded) return;
    layout->height_px += panel_pt(app, line->gap_pt);
    placed->y = layout->height_px;
    placed->detail_below = line->detail && !fits_beside(app, line, look, layout->width_px);
    wrap_line(app, line->text, look, layout->width_px, placed);
    placed->h = (float)(placed->line_count + placed->detail_below) * panel_pt(app, placed->size_pt * LINE_STEP) + (is_row(line) ? 2 * panel_pt(app, ROW_PAD_PT) : 0);
    layout->height_px += placed->h;
}

static Layout lay_out(App *app, float width_px)
{
    Layout layout = { .card = card_fill(app), .width_px = width_px };
    layout.placed = ARENA_ARRAY(app->frame, Placed, layout.card.count);
    for (int i = 0; i < layout.card.count; i++) place_line(app, &layout, i);
    return layout;
}

// ---- rows

static void go_to(App *app, const CardLine *line)
{
    SelectionCard *panel = &app->selection_card;
    if (line->kind == CARD_MORE) {
        panel->open_lists ^= 1u << line->list;
        return;
    }
    panel->focus_wish = app->ui.focus_visible;
    if (line->to.part) {
        places_choose(app, line->to);
        return;
    }
    app_open_door(app, DOOR_HURT);
    pointing_pin_trigger(app, line->trigger);
}

// Every widget of the card passes here: what the card of the frame before wished for is met by the first one.
static void meet_focus(App *app, UiId id)
{
    if (!app->selection_card.focus_now) return;
    app->selection_card.focus_now = false;
    app->ui.focused = id;
    app->ui.focus_visible = true;
}

static void take_wish(SelectionCard *panel)
{
    panel->focus_now = panel->focus_wish;
    panel->focus_wish = false;
}

static void draw_row(App *app, const CardLine *line, UiRect rect, int index)
{
    const UiId id = ui_id("card_row", index);
    meet_focus(app, id);
    if (ui_row(&app->ui, id, rect, "", NULL, false)) go_to(app, line);
    if (app->ui.hot_next == id || (ui_focus_shown(&app->ui) && app->ui.focused == id)) app->pointing.row_place = line->to;
}

static void draw_words(App *app, const CardLine *line, const Placed *placed, UiRect rect)
{
    const Look *look = &looks[line->kind];
    const float size = panel_pt(app, placed->size_pt), side = panel_pt(app, ROW_SIDE_PT), left = rect.x + side;
    const Rgba ink = look->dim ? app->ui.colours.text_dim : app->ui.colours.text;
    float y = rect.y + (is_row(line) ? panel_pt(app, ROW_PAD_PT) : 0);
    for (int i = 0; i < placed->line_count; i++, y += size * LINE_STEP)
        ui_label(&app->ui, left, y + size, placed->lines[i], placed->size_pt, look->weight, leads_on(line) ? app->ui.colours.accent : ink);
    if (!line->detail) return;
    const float x = placed->detail_below ? left : rect.x + rect.w - side - detail_width(app, line);
    const float baseline = placed->detail_below ? y + size : y - size * LINE_STEP + size;
    ui_label(&app->ui, x, baseline, line->detail, DETAIL_PT, UI_REGULAR, app->ui.colours.text_dim);
}

static void draw_lines(App *app, UiRect place, const Layout *layout)
{
    UiPane pane = ui_pane_begin(&app->ui, place, &app->card_scroll);
    const UiRect all = ui_pane_row(&pane, layout->height_px);
    for (int i = 0; i < layout->card.count; i++) {
        const CardLine *line = &layout->card.lines[i];
        if (line->folded) continue;
        const Placed *placed = &layout->placed[i];
        const UiRect row = { all.x, all.y + placed->y, all.w, placed->h };
        if (leads_on(line)) draw_row(app, line, row, i);
        if (ui_pane_shows(&pane, row)) draw_words(app, line, placed, row);
    }
    ui_pane_end(&app->ui, &pane);
}

// ---- buttons

// Seen through, the muscle does not hide what is painted.
static void show_attachments(App *app, PartId muscle)
{
    const bool on = app->view.attached != muscle;
    app->view.attached = on ? muscle : 0;
    app->view.xray[muscle] = on;
}

typedef enum CardButton { BUTTON_CENTRE, BUTTON_XRAY, BUTTON_HIDE, BUTTON_ISOLATE, BUTTON_ATTACHMENTS, BUTTON_REST, BUTTON_COPY, BUTTON_COMPARE, BUTTON_COUNT } CardButton;

static const char *const button_words[BUTTON_COUNT] = { "centre_here", "xray", "hide", "isolate", "attachments", "xray_rest", "card_copy", "tool_compare" };

// Which there are, in order, two in a row.
static int list_buttons(const App *app, CardButton *out)
{
    static const CardButton of_part[] = { BUTTON_CENTRE, BUTTON_XRAY, BUTTON_HIDE, BUTTON_ISOLATE, BUTTON_COPY, BUTTON_ATTACHMENTS };
    static const CardButton of_place[] = { BUTTON_CENTRE, BUTTON_COPY, BUTTON_REST };
    const bool place = card_subject(app).place != 0;
    const int count = place ? 3 : attach_known(app->body, app->view.selected) ? 6 : 5;
    for (int i = 0; i < count; i++) out[i] = place ? of_place[i] : of_part[i];
    if (place || !compare_has(app->body, app->view.selected)) return count;
    out[count] = BUTTON_COMPARE;
    return count + 1;
}

static bool others_are_seen_through(const App *app)
{
    bool any = false;
    for (int p = 1; p < app->body->part_count; p++) any |= app->view.xray[p] && p != app->view.selected;
    return any;
}

static bool button_is_on(const App *app, CardButton button)
{
    if (button == BUTTON_XRAY) return app->view.xray[app->view.selected];
    if (button == BUTTON_REST) return others_are_seen_through(app);
    return button == BUTTON_ATTACHMENTS && app->view.attached == app->view.selected;
}

static void centre(App *app, LabelId id)
{
    if (id.place) places_fly_to(app, id);
    else steer_to_part(app, id.part);
}

static void press(App *app, CardButton button)
{
    const PartId id = app->view.selected;
    switch (button) {
    case BUTTON_CENTRE: centre(app, card_subject(app)); break;
    case BUTTON_XRAY: chosen_toggle_xray(app); break;
    case BUTTON_HIDE: chosen_hide(app); break;
    case BUTTON_ISOLATE: chosen_show_only(app); break;
    case BUTTON_ATTACHMENTS: show_attachments(app, id); break;
    case BUTTON_REST: chosen_xray_others(app); break;
    case BUTTON_COMPARE: tools_toggle(app, TOOL_COMPARE); break;
    default: app->clipboard_wish = CLIPBOARD_COPY_CARD; break;
    }
}

static void draw_button(App *app, CardButton button, UiRect rect)
{
    const UiId id = ui_id("card", (int)button);
    meet_focus(app, id);
    if (ui_button(&app->ui, id, rect, app_word(app, button_words[button]), button_is_on(app, button))) press(app, button);
}

// Where each button stands, from the foot's corner; their height altogether.
typedef struct Foot {
    CardButton button[BUTTON_COUNT];
    UiRect rect[BUTTON_COUNT];
    int count;
    float height_px, fade_px; // fade: of the slider above them, 0 where there is none
} Foot;

static bool fits_half(const App *app, CardButton button, float half_px)
{
    return ui_text_width(&app->ui, app_word(app, button_words[button]), 13, UI_BOLD) + panel_pt(app, 12) <= half_px;
}

// Two in a row; where that would shorten words and there is room, one.
static Foot place_buttons(const App *app, float width_px, float high_px, bool whole_words)
{
    Foot foot = { .height_px = 0 };
    const float gap = panel_pt(app, GAP_PT), half = (width_px - gap) / 2;
    foot.count = list_buttons(app, foot.button);
    for (int i = 0; i < foot.count; foot.height_px += high_px + gap) {
        const bool two = i + 1 < foot.count && (!whole_words || (fits_half(app, foot.button[i], half) && fits_half(app, foot.button[i + 1], half)));
        foot.rect[i] = (UiRect){ 0, foot.height_px, two ? half : width_px, high_px };
        if (two) foot.rect[i + 1] = (UiRect){ half + gap, foot.height_px, half, high_px };
        i += two ? 2 : 1;
    }
    foot.height_px -= gap;
    return foot;
}

// A part has a slider above its buttons, where the window is not low.
static Foot lay_foot(const App *app, float width_px, float room_px)
{
    const bool low = room_px < panel_pt(app, LOW_PT);
    const float high = panel_pt(app, low ? BUTTON_LEAST_PT : BUTTON_PT), fade_px = low || card_subject(app).place ? 0 : high;
    Foot foot = place_buttons(app, width_px, high, true);
    if (room_px - fade_px - foot.height_px < panel_pt(app, PANE_LEAST_PT)) foot = place_buttons(app, width_px, high, false);
    if (room_px - fade_px - foot.height_px < panel_pt(app, PANE_FEWEST_PT)) return (Foot){ .count = 0 };
    for (int i = 0; i < foot.count; i++) foot.rect[i].y += fade_px;
    foot.height_px += fade_px;
    foot.fade_px = fade_px;
    return foot;
}

static void draw_fade(App *app, UiRect rect)
{
    meet_focus(app, ui_id("fade", 0)); // of panel_fade
    panel_fade(app, rect);
}

static void draw_foot(App *app, const Foot *foot, float x, float y, float width_px)
{
    if (foot->fade_px > 0) draw_fade(app, (UiRect){ x, y, width_px, foot->fade_px });
    for (int i = 0; i < foot->count; i++) {
        const UiRect *rect = &foot->rect[i];
        draw_button(app, foot->button[i], (UiRect){ x + rect->x, y + rect->y, rect->w, rect->h });
    }
}

// ---- the panel

static void start_at_top(App *app)
{
    const LabelId id = card_subject(app);
    if (label_same(id, app->selection_card.of)) return;
    app->selection_card.of = id;
    app->selection_card.open_lists = 0;
    app->card_scroll.at_px = 0;
}

static void draw_edge(App *app, UiRect pane)
{
    if (app->card_scroll.overflow_px <= 0) return;
    const float y = pane.y + pane.h + panel_pt(app, 3);
    ui_draw_rect(&app->ui.draw, (UiRect){ pane.x, y, pane.w, fmaxf(1, panel_pt(app, 1)) }, 0, app->ui.colours.panel_border);
}

static UiRect draw_panel(App *app, UiRect free, float width_px)
{
    const float pad = panel_pt(app, free.h < panel_pt(app, LOW_PT) ? PAD_LOW_PT : PAD_PT), inner = width_px - 2 * panel_pt(app, PAD_PT);
    const Layout layout = lay_out(app, inner);
    const Foot foot = lay_foot(app, inner, free.h - 3 * pad);
    const float edges = 2 * pad + foot.height_px + (foot.count ? panel_pt(app, BETWEEN_PT) : 0);
    const UiRect rect = { free.x + free.w - width_px, free.y, width_px, fminf(layout.height_px + edges, free.h) };
    const float x = rect.x + panel_pt(app, PAD_PT), side = panel_pt(app, ROW_SIDE_PT);
    const UiRect place = { x - side, rect.y + pad, inner + 2 * side, fmaxf(0, rect.h - edges) };
    ui_panel(&app->ui, rect, 14);
    draw_lines(app, place, &layout);
    draw_edge(app, (UiRect){ x, place.y, inner, place.h });
    draw_foot(app, &foot, x, rect.y + rect.h - pad - foot.height_px, inner);
    return rect;
}

UiRect panel_selection(App *app, UiRect free)
{
    const float width = fminf(panel_pt(app, WIDTH_PT), free.w * 0.6f);
    if (!app->view.selected || width < panel_pt(app, WIDTH_LEAST_PT) || free.h < panel_pt(app, HEIGHT_LEAST_PT)) {
        app->selection_card = (SelectionCard){ .of = { 0, 0 } };
        return (UiRect){ 0, 0, 0, 0 };
    }
    start_at_top(app);
    take_wish(&app->selection_card);
    return draw_panel(app, free, width);
}
