// ui_field.c: a line of text that is being written.
#include "ui.h"

#include <math.h>
#include <string.h>

#define TEXT_PT 15.0f

static bool continues(char c) // the middle of a UTF-8 character
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static int step_left(const char *text, int caret)
{
    if (caret > 0) caret--;
    while (caret > 0 && continues(text[caret])) caret--;
    return caret;
}

static int step_right(const char *text, int caret)
{
    if (text[caret]) caret++;
    while (text[caret] && continues(text[caret])) caret++;
    return caret;
}

static bool cut_out(char *text, int from, int to)
{
    if (from >= to) return false;
    memmove(text + from, text + to, strlen(text + to) + 1);
    return true;
}

static bool put_in(char *text, int size, int *caret, const char *more)
{
    const int length = (int)strlen(text), added = (int)strlen(more);
    if (added == 0 || length + added >= size) return false;
    memmove(text + *caret + added, text + *caret, (size_t)(length - *caret) + 1);
    memcpy(text + *caret, more, (size_t)added);
    *caret += added;
    return true;
}

static bool take_key(const KeyPress *press, char *text, int *caret)
{
    const int was = *caret;
    switch (press->key) {
    case KEY_LEFT: *caret = step_left(text, was); return false;
    case KEY_RIGHT: *caret = step_right(text, was); return false;
    case KEY_HOME: *caret = 0; return false;
    case KEY_END: *caret = (int)strlen(text); return false;
    case KEY_BACKSPACE: *caret = press->mods & MOD_CTRL ? 0 : step_left(text, was); return cut_out(text, *caret, was);
    case KEY_DELETE: return cut_out(text, was, step_right(text, was));
    default: return false;
    }
}

bool ui_text_field(Ui *ui, UiRect rect, char *text, int size, int *caret, const char *hint)
{
    const float pad = 12 * ui->scale, base = rect.y + rect.h / 2 + TEXT_PT * ui->scale * 0.36f;
    bool changed = false;
    *caret = *caret > (int)strlen(text) ? (int)strlen(text) : *caret;
    for (int i = 0; i < ui->input->key_count; i++) changed |= take_key(&ui->input->keys[i], text, caret);
    changed |= put_in(text, size, caret, ui->input->typed);
    ui->wants_keyboard = true;
    char before[256];
    const size_t shown = (size_t)*caret < sizeof before - 1 ? (size_t)*caret : sizeof before - 1;
    memcpy(before, text, shown);
    before[shown] = '\0';
    ui_draw_rect(&ui->draw, rect, 9 * ui->scale, ui->colours.control);
    ui_draw_border(&ui->draw, rect, 9 * ui->scale, 1.5f * ui->scale, ui->colours.accent);
    const UiRect clip = ui->draw.clip;
    ui->draw.clip = rect;
    const float to_caret = *text ? ui_text_width(ui, before, TEXT_PT, UI_REGULAR) : 0, room = rect.w - 2 * pad;
    const float left = rect.x + pad - (to_caret > room ? to_caret - room : 0); // where one writes stays in the field
    ui_label(ui, left, base, *text ? text : hint, TEXT_PT, UI_REGULAR, *text ? ui->colours.text : ui->colours.text_dim);
    const float x = left + to_caret;
    ui_draw_rect(&ui->draw, (UiRect){ x, rect.y + 0.24f * rect.h, 1.5f * ui->scale, 0.52f * rect.h }, 0, ui->colours.text);
    ui->draw.clip = clip;
    return changed;
}
