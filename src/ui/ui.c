#include "ui.h"

#include "text.h"

#include <string.h>

#define COMMANDS_MOST 6000
#define TEXT_PT 13.0f

UiId ui_id(const char *name, int index)
{
    UiId hash = 2166136261u;
    for (const char *c = name; *c; c++) hash = (hash ^ (unsigned char)*c) * 16777619u;
    hash = (hash ^ (unsigned)(index + 1)) * 16777619u;
    return hash ? hash : 1;
}

void ui_init(Ui *ui, TextSource text)
{
    *ui = (Ui){ .text = text, .scale = 1 };
}

static bool inside(UiRect rect, float x, float y)
{
    return x >= rect.x && y >= rect.y && x < rect.x + rect.w && y < rect.y + rect.h;
}

bool ui_hovered(const Ui *ui, UiRect rect)
{
    return ui->input->mouse_inside && inside(rect, ui->input->mouse_x_px, ui->input->mouse_y_px);
}

static int focus_place(const Ui *ui)
{
    for (int i = 0; i < ui->focus_count; i++)
        if (ui->focus_order[i] == ui->focused) return i;
    return -1;
}

static void focus_at(Ui *ui, int place)
{
    ui->focused = ui->focus_order[place];
    ui->focus_visible = true;
}

void ui_focus_step(Ui *ui, int step)
{
    if (ui->focus_count == 0) return;
    const int at = ui->focus_visible ? focus_place(ui) : -1, first = step < 0 ? ui->focus_count - 1 : 0;
    focus_at(ui, at < 0 ? first : (at + step + ui->focus_count) % ui->focus_count);
}

bool ui_focus_panel(Ui *ui, int panel)
{
    for (int i = 0; i < ui->focus_count; i++) {
        if (ui->focus_panel[i] != panel) continue;
        focus_at(ui, i);
        return true;
    }
    return false;
}

bool ui_focus_step_panel(Ui *ui, int step)
{
    const int at = ui_focus_shown(ui) ? focus_place(ui) : -1, outside = step < 0 ? ui->panel_count + 1 : -1;
    for (int panel = (at < 0 ? outside : ui->focus_panel[at]) + step; panel >= 0 && panel <= ui->panel_count; panel += step)
        if (ui_focus_panel(ui, panel)) return true;
    ui->focused = 0;
    ui->focus_visible = false;
    return false;
}

bool ui_focus_shown(const Ui *ui)
{
    return ui->focus_visible && ui->focused != 0;
}

static bool over_a_panel(const Ui *ui)
{
    for (int i = 0; i < ui->blocker_count; i++)
        if (ui_hovered(ui, ui->blockers[i])) return true;
    return false;
}

void ui_begin(Ui *ui, const Input *input, UiColours colours, float scale, Arena *frame)
{
    ui->input = input;
    ui->colours = colours;
    ui->scale = scale > 0 ? scale : 1;
    ui->frame = frame;
    ui->draw = ui_draw_make(frame, COMMANDS_MOST);
    ui->wants_mouse = ui->active != 0 || over_a_panel(ui);
    ui->hot_next = 0;
    ui->focus_count = ui->panel_count = ui->panel_alone = ui->panel_hovered_next = 0;
    ui->wants_keyboard = ui->keys_scroll_next = ui->again = false;
    ui->blocker_count = 0;
}

static int panel_with_keys(const Ui *ui)
{
    if (ui->wants_keyboard) return 0;
    if (ui_focus_shown(ui)) return ui->focus_panel[focus_place(ui)];
    return ui->panel_alone ? ui->panel_alone : ui->panel_hovered;
}

void ui_end(Ui *ui)
{
    ui->hot = ui->hot_next;
    if (!ui->input->down[MOUSE_LEFT]) ui->active = 0;
    if (focus_place(ui) < 0) ui->focused = 0; // its widget is gone
    if (ui->focused == 0) ui->focus_visible = false;
    ui->panel_hovered = ui->panel_hovered_next;
    ui->panel_with_keys = panel_with_keys(ui);
    ui->keys_scroll = ui->keys_scroll_next;
}

// ---- text

float ui_text_width(const Ui *ui, const char *text, float size_pt, UiWeight weight)
{
    return ui->text.width_px(ui->text.user, text, size_pt * ui->scale, weight);
}

typedef struct Wrapper {
    Ui *ui;
    float size_pt, width_px;
    UiWeight weight;
    const char **lines;
    int count, most;
} Wrapper;

static void add_line(Wrapper *wrapper, const char *start, const char *end)
{
    if (wrapper->count == wrapper->most) return;
    while (end > start && end[-1] == ' ') end--;
    wrapper->lines[wrapper->count++] = text_to_string(wrapper->ui->frame, (Text){ start, (size_t)(end - start) });
}

static bool fits(Wrapper *wrapper, const char *start, const char *end)
{
    const size_t mark = arena_mark(wrapper->ui->frame);
    const char *piece = text_to_string(wrapper->ui->frame, (Text){ start, (size_t)(end - start) });
    const bool fit = ui_text_width(wrapper->ui, piece, wrapper->size_pt, wrapper->weight) <= wrapper->width_px;
    arena_pop_to(wrapper->ui->frame, mark);
    return fit;
}

static const char *word_end(const char *at)
{
    while (*at == ' ') at++;
    while (*at && *at != ' ' && *at != '\n') at++;
    return at;
}

static int lines_at_most(const char *text)
{
    int count = 1;
    for (; *text; text++) count += *text == ' ' || *text == '\n';
    return count;
}

// A single word wider than the line stays whole: cutting words is worse than a line that is a little long.
int ui_wrap(Ui *ui, const char *text, float size_pt, UiWeight weight, float width_px, const char ***lines)
{
    Wrapper wrapper = { ui, size_pt, width_px, weight, NULL, 0, lines_at_most(text) };
    wrapper.lines = ARENA_ARRAY(ui->frame, const char *, wrapper.most);
    const char *start = text, *end = text;
    while (*end) {
        const char *next = word_end(end);
        const bool first = end == start;
        if (!first && !fits(&wrapper, start, next)) {
            add_line(&wrapper, start, end);
            while (*end == ' ') end++;
            start = end;
            continue;
        }
        end = next;
        if (*end == '\n') {
            add_line(&wrapper, start, end);
            start = ++end;
        }
    }
    if (end > start) add_line(&wrapper, start, end);
    *lines = wrapper.lines;
    return wrapper.count;
}

void ui_label(Ui *ui, float x, float baseline, const char *text, float size_pt, UiWeight weight, Rgba colour)
{
    ui_draw_text(&ui->draw, x, baseline, text, size_pt * ui->scale, weight, colour);
}

float ui_paragraph(Ui *ui, float x, float y, float width_px, const char *text, float size_pt, UiWeight weight, Rgba colour)
{
    const char **lines;
    const int count = ui_wrap(ui, text, size_pt, weight, width_px, &lines);
    const float size_px = size_pt * ui->scale, step = size_px * 1.38f;
    for (int i = 0; i < count; i++) ui_label(ui, x, y + size_px + step * (float)i, lines[i], size_pt, weight, colour);
    return step * (float)count;
}

static float centred_baseline(const Ui *ui, UiRect rect, float size_pt)
{
    return rect.y + rect.h / 2 + size_pt * ui->scale * 0.36f; // half the height of Inter's capitals
}

static size_t last_letter(const char *text, size_t size)
{
    while (size > 0 && ((unsigned char)text[--size] & 0xC0u) == 0x80u) {}
    return size;
}

// The text, or as much of it as fits followed by an ellipsis.
static const char *shortened(Ui *ui, const char *text, float size_pt, UiWeight weight, float width_px)
{
    size_t size = strlen(text);
    const char *result = text;
    while (size > 0 && ui_text_width(ui, result, size_pt, weight) > width_px) {
        size = last_letter(text, size);
        result = text_format(ui->frame, "%.*s\xE2\x80\xA6", (int)size, text);
    }
    return result;
}

#define SHRINK_MOST_FRAC 0.75f // letters become so much smaller before they are left out

typedef struct Fitted {
    const char *text;
    float size_pt, width_px;
} Fitted;

// By small steps, since fonts come in whole pixels and widths do not follow the size evenly.
static Fitted fitted(Ui *ui, const char *text, UiWeight weight, float room_px)
{
    float size_pt = TEXT_PT;
    while (size_pt > TEXT_PT * SHRINK_MOST_FRAC && ui_text_width(ui, text, size_pt, weight) > room_px) size_pt -= 0.5f;
    const char *piece = shortened(ui, text, size_pt, weight, room_px);
    return (Fitted){ piece, size_pt, ui_text_width(ui, piece, size_pt, weight) };
}

static void draw_fitted(Ui *ui, float x, UiRect rect, const Fitted *fit, UiWeight weight, Rgba colour)
{
    ui_label(ui, x, centred_baseline(ui, rect, fit->size_pt), fit->text, fit->size_pt, weight, colour);
}

// ---- widgets

typedef struct Touch {
    bool hovered, held, activated;
} Touch;

static bool activation_key(const Ui *ui)
{
    for (int i = 0; i < ui->input->key_count; i++) {
        const int key = ui->input->keys[i].key;
        if ((key == KEY_ENTER || key == KEY_SPACE) && !ui->input->keys[i].repeat) return true;
    }
    return false;
}

static bool focus_shows(const Ui *ui, UiId id)
{
    return ui->focus_visible && ui->focused == id;
}

static void offer_focus(Ui *ui, UiId id, UiRect rect)
{
    if (ui->focused == id) ui->focused_rect = rect;
    const int most = (int)(sizeof ui->focus_order / sizeof ui->focus_order[0]);
    if (ui->focus_count == most) return;
    ui->focus_panel[ui->focus_count] = ui->panel_count;
    ui->focus_order[ui->focus_count++] = id;
}

// What is scrolled out of its panel cannot be met there, though Tab still leads to it.
static bool in_clip(const Ui *ui)
{
    return ui->draw.clip.w <= 0 || ui_hovered(ui, ui->draw.clip);
}

// Where widgets overlap, the one drawn last wins: it overwrites hot_next and active.
static Touch touch(Ui *ui, UiId id, UiRect rect)
{
    offer_focus(ui, id, rect);
    Touch result = { .hovered = ui_hovered(ui, rect) && in_clip(ui) };
    if (result.hovered) ui->hot_next = id;
    if (result.hovered && ui->input->pressed[MOUSE_LEFT]) {
        ui->active = ui->focused = id;
        ui->focus_visible = false;
    }
    result.held = ui->active == id;
    result.activated = result.held && result.hovered && ui->input->released[MOUSE_LEFT];
    // Space belongs to the program (play) unless the person moves by keyboard: then the ring shows what it would press.
    if (focus_shows(ui, id) && activation_key(ui)) result.activated = true;
    return result;
}

bool ui_held(Ui *ui, UiId id, UiRect rect)
{
    const bool hovered = ui_hovered(ui, rect);
    if (hovered) ui->hot_next = id;
    if (hovered && ui->input->pressed[MOUSE_LEFT]) ui->active = id;
    return ui->active == id;
}

static void draw_focus_ring(Ui *ui, UiId id, UiRect rect, float radius_px)
{
    if (!focus_shows(ui, id)) return;
    const float gap = 2 * ui->scale;
    const UiRect ring = { rect.x - gap, rect.y - gap, rect.w + 2 * gap, rect.h + 2 * gap };
    ui_draw_border(&ui->draw, ring, radius_px + gap, 2 * ui->scale, ui->colours.accent);
}

bool ui_focusable(Ui *ui, UiId id, UiRect rect, float radius_px)
{
    offer_focus(ui, id, rect);
    draw_focus_ring(ui, id, rect, radius_px);
    if (focus_shows(ui, id)) ui->own_ends = id;
    return focus_shows(ui, id);
}

void ui_block_mouse(Ui *ui, UiRect rect)
{
    const int most = (int)(sizeof ui->blockers / sizeof ui->blockers[0]);
    if (ui->blocker_count < most) ui->blockers[ui->blocker_count++] = rect;
}

void ui_panel(Ui *ui, UiRect rect, float radius_pt)
{
    const float radius = radius_pt * ui->scale;
    const UiRect below = { rect.x, rect.y + 3 * ui->scale, rect.w, rect.h };
    ui_draw_shadow(&ui->draw, below, radius, 14 * ui->scale, (Rgba){ 0, 0, 0, 0.22f });
    ui_draw_rect(&ui->draw, rect, radius, ui->colours.panel);
    ui_draw_border(&ui->draw, rect, radius, ui->scale, ui->colours.panel_border);
    ui_block_mouse(ui, rect);
    ui->panel = rect;
    ui->panel_count++;
    if (!ui_hovered(ui, rect)) return;
    ui->panel_hovered_next = ui->panel_count;
    ui->hot_next = 0; // whatever lies below is covered
    if (ui->input->pressed[MOUSE_LEFT]) ui->active = 0;
}

void ui_panel_alone(Ui *ui, UiRect rect, float radius_pt)
{
    ui_panel(ui, rect, radius_pt);
    ui_draw_rect(&ui->draw, rect, radius_pt * ui->scale, ui->colours.panel); // twice: what lies behind must not compete
    ui->focus_count = 0;
    ui->panel_alone = ui->panel_count;
}

static Rgba control_colour(const Ui *ui, Touch state, bool primary)
{
    if (!primary) return state.hovered || state.held ? ui->colours.control_hot : ui->colours.control;
    Rgba colour = ui->colours.accent;
    if (state.hovered) colour.a *= 0.88f;
    return colour;
}

bool ui_button(Ui *ui, UiId id, UiRect rect, const char *label, bool primary)
{
    const Touch state = touch(ui, id, rect);
    const float radius = 8 * ui->scale;
    const UiWeight weight = primary ? UI_BOLD : UI_REGULAR;
    ui_draw_rect(&ui->draw, rect, radius, control_colour(ui, state, primary));
    if (!primary) ui_draw_border(&ui->draw, rect, radius, ui->scale, ui->colours.control_border);
    draw_focus_ring(ui, id, rect, radius);
    const Fitted fit = fitted(ui, label, weight, rect.w - 12 * ui->scale);
    draw_fitted(ui, rect.x + (rect.w - fit.width_px) / 2, rect, &fit, weight, primary ? ui->colours.on_accent : ui->colours.text);
    return state.activated;
}

static void draw_switch(Ui *ui, UiRect rect, bool on)
{
    const float w = 26 * ui->scale, h = 15 * ui->scale, pad = 2 * ui->scale;
    const UiRect track = { rect.x + 6 * ui->scale, rect.y + (rect.h - h) / 2, w, h };
    const float knob = h - 2 * pad;
    const UiRect dot = { on ? track.x + w - pad - knob : track.x + pad, track.y + pad, knob, knob };
    ui_draw_rect(&ui->draw, track, h / 2, on ? ui->colours.accent : ui->colours.control_hot);
    if (!on) ui_draw_border(&ui->draw, track, h / 2, ui->scale, ui->colours.control_border);
    ui_draw_rect(&ui->draw, dot, knob / 2, on ? ui->colours.on_accent : ui->colours.text_dim);
}

bool ui_toggle(Ui *ui, UiId id, UiRect rect, const char *label, bool *value)
{
    const Touch state = touch(ui, id, rect);
    const float radius = 7 * ui->scale;
    if (state.activated) *value = !*value;
    if (state.hovered) ui_draw_rect(&ui->draw, rect, radius, ui->colours.control);
    draw_focus_ring(ui, id, rect, radius);
    draw_switch(ui, rect, *value);
    const float left = 40 * ui->scale;
    const Fitted fit = fitted(ui, label, UI_REGULAR, rect.w - left - 6 * ui->scale);
    draw_fitted(ui, rect.x + left, rect, &fit, UI_REGULAR, *value ? ui->colours.text : ui->colours.text_dim);
    return state.activated;
}

static float clamp(float value, float low, float high)
{
    return value < low ? low : value > high ? high : value;
}

static float slider_key_step(const KeyPress *press, float range)
{
    const float step = range * (press->mods & MOD_SHIFT ? 0.1f : 0.02f);
    switch (press->key) {
    case KEY_LEFT:
    case KEY_DOWN:
        return -step;
    case KEY_RIGHT:
    case KEY_UP:
        return step;
    case KEY_HOME:
        return -range;
    case KEY_END:
        return range;
    default:
        return 0;
    }
}

static float slider_by_keys(const Ui *ui, float low, float high, float value)
{
    for (int i = 0; i < ui->input->key_count; i++) value = clamp(value + slider_key_step(&ui->input->keys[i], high - low), low, high);
    return value;
}

static void draw_slider(Ui *ui, UiRect rect, float share, bool hot)
{
    const float thick = 4 * ui->scale, knob = (hot ? 15 : 13) * ui->scale, middle = rect.y + rect.h / 2;
    const float at = rect.x + rect.w * share;
    ui_draw_rect(&ui->draw, (UiRect){ rect.x, middle - thick / 2, rect.w, thick }, thick / 2, ui->colours.control_border);
    ui_draw_rect(&ui->draw, (UiRect){ rect.x, middle - thick / 2, at - rect.x, thick }, thick / 2, ui->colours.accent);
    ui_draw_rect(&ui->draw, (UiRect){ at - knob / 2, middle - knob / 2, knob, knob }, knob / 2, ui->colours.accent);
}

bool ui_slider(Ui *ui, UiId id, UiRect rect, float low, float high, float *value)
{
    const Touch state = touch(ui, id, rect);
    const float before = *value;
    if (state.held) *value = low + (high - low) * clamp((ui->input->mouse_x_px - rect.x) / rect.w, 0, 1);
    if (focus_shows(ui, id)) {
        ui->own_ends = id;
        *value = slider_by_keys(ui, low, high, *value);
    }
    draw_slider(ui, rect, clamp((*value - low) / (high - low), 0, 1), state.hovered || state.held);
    draw_focus_ring(ui, id, rect, 6 * ui->scale);
    return *value < before || *value > before;
}

bool ui_row(Ui *ui, UiId id, UiRect rect, const char *label, const char *detail, bool selected)
{
    const Touch state = touch(ui, id, rect);
    const float radius = 7 * ui->scale, pad = 10 * ui->scale;
    if (selected || state.hovered) ui_draw_rect(&ui->draw, rect, radius, selected ? ui->colours.control_hot : ui->colours.control);
    if (selected) {
        const UiRect bar = { rect.x + 3 * ui->scale, rect.y + rect.h * 0.24f, 3 * ui->scale, rect.h * 0.52f };
        ui_draw_rect(&ui->draw, bar, 1.5f * ui->scale, ui->colours.accent);
    }
    draw_focus_ring(ui, id, rect, radius);
    const float detail_width = detail && *detail ? ui_text_width(ui, detail, 11.5f, UI_REGULAR) + pad : 0;
    const Fitted fit = fitted(ui, label, UI_REGULAR, rect.w - 2 * pad - detail_width);
    draw_fitted(ui, rect.x + pad, rect, &fit, UI_REGULAR, ui->colours.text);
    if (detail_width > 0)
        ui_label(ui, rect.x + rect.w - detail_width, centred_baseline(ui, rect, 11.5f), detail, 11.5f, UI_REGULAR, ui->colours.text_dim);
    return state.activated;
}
