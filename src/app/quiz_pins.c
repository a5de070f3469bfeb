// quiz_pins.c: what the quiz writes on the picture: lettered pins for the keyboard, a question mark at what is asked, names once they are known.
#include "panels.h"

#include "label_anchor.h"
#include "label_id.h"
#include "quiz_words.h"
#include "sheet.h"

#include <math.h>
#include <string.h>

#define STEM_PT 26.0f

typedef struct Pin {
    float x, y;
    bool seen; // nothing stands before it
} Pin;

static LabelSight sight_of(const App *app, UiRect free)
{
    LabelSight sight = { .index = app->labels, .scene = app->scene, .left = free.x, .right = free.x + free.w, .top = free.y, .bottom = free.y + free.h,
                         .em_px = 13 * app->ui.scale };
    for (int i = 0; i < app->scene->item_count; i++) sight.item[app->scene->items[i].part] = &app->scene->items[i];
    return sight;
}

// On its surface where that can be seen, else where it would be.
static bool pin_of(const App *app, const LabelSight *sight, const QuizThing *thing, Pin *out)
{
    vec3s at_mm;
    LabelAnchor anchor;
    LabelId id = { .part = thing->part };
    const bool place = thing->kind == QUIZ_PLACE && label_find_place(app->body, thing->part, thing->id, &id);
    if (!quiz_stage_spot(app, thing, &at_mm)) return false;
    if ((place || thing->kind == QUIZ_PART) && sight->index && sight->item[thing->part] && label_anchor_find(sight, id, NULL, NULL, &anchor)) {
        *out = (Pin) { anchor.x, anchor.y, true };
        return true;
    }
    out->seen = thing->kind == QUIZ_POINT;
    return scene_project(app->scene, at_mm, &out->x, &out->y, NULL);
}

static void draw_pin(App *app, Pin pin, const char *letter, bool focused)
{
    Ui *ui = &app->ui;
    const float s = ui->scale, r = (focused ? 14 : 12) * s, y = pin.y - STEM_PT * s;
    const Rgba ink = focused ? ui->colours.on_accent : ui->colours.text, paper = focused ? ui->colours.accent : ui->colours.panel;
    ui_draw_line(&ui->draw, pin.x, pin.y, pin.x, y, 1.6f * s, (Rgba) { 0, 0, 0, 0.55f });
    ui_draw_line(&ui->draw, pin.x, pin.y, pin.x, y, 0.9f * s, focused ? ui->colours.accent : (Rgba) { 1, 1, 1, 1 });
    if (pin.seen) ui_draw_rect(&ui->draw, (UiRect) { pin.x - 3.5f * s, pin.y - 3.5f * s, 7 * s, 7 * s }, 3.5f * s, paper);
    ui_draw_border(&ui->draw, (UiRect) { pin.x - 3.5f * s, pin.y - 3.5f * s, 7 * s, 7 * s }, 3.5f * s, 1.2f * s, focused ? ui->colours.accent : ui->colours.text);
    ui_draw_shadow(&ui->draw, (UiRect) { pin.x - r, y - r, 2 * r, 2 * r }, r, 6 * s, (Rgba) { 0, 0, 0, 0.3f });
    ui_draw_rect(&ui->draw, (UiRect) { pin.x - r, y - r, 2 * r, 2 * r }, r, paper);
    ui_draw_border(&ui->draw, (UiRect) { pin.x - r, y - r, 2 * r, 2 * r }, r, 1.5f * s, focused ? ui->colours.on_accent : ui->colours.text_dim);
    ui_label(ui, pin.x - ui_text_width(ui, letter, 14, UI_BOLD) / 2, y + 5 * s, letter, 14, UI_BOLD, ink);
}

// The name on a tag above its place, kept inside the picture.
static void draw_tag(App *app, Pin pin, const char *name, UiRect free)
{
    Ui *ui = &app->ui;
    const float s = ui->scale, pad = 10 * s, height = 28 * s, width = ui_text_width(ui, name, 14, UI_BOLD) + 2 * pad;
    UiRect tag = { pin.x - width / 2, pin.y - STEM_PT * s - height, width, height };
    tag.x = fmaxf(free.x, fminf(tag.x, free.x + free.w - width));
    tag.y = fmaxf(free.y, fminf(tag.y, free.y + free.h - height));
    ui_draw_line(&ui->draw, pin.x, pin.y, pin.x, tag.y + height, 1.6f * s, (Rgba) { 0, 0, 0, 0.55f });
    ui_draw_line(&ui->draw, pin.x, pin.y, pin.x, tag.y + height, 0.9f * s, ui->colours.accent);
    ui_draw_rect(&ui->draw, (UiRect) { pin.x - 4 * s, pin.y - 4 * s, 8 * s, 8 * s }, 4 * s, ui->colours.accent);
    ui_draw_shadow(&ui->draw, tag, 9 * s, 8 * s, (Rgba) { 0, 0, 0, 0.25f });
    ui_draw_rect(&ui->draw, tag, 9 * s, ui->colours.panel);
    ui_draw_border(&ui->draw, tag, 9 * s, 1.5f * s, ui->colours.accent);
    ui_label(ui, tag.x + pad, tag.y + 18.5f * s, name, 14, UI_BOLD, ui->colours.text);
}

static void draw_cross(App *app, UiRect free)
{
    float x, y;
    const float s = app->ui.scale;
    if (!app->quiz.clicked || !scene_project(app->scene, app->quiz.clicked_mm, &x, &y, NULL)) return;
    if (x < free.x || x > free.x + free.w || y < free.y || y > free.y + free.h) return;
    ui_draw_rect(&app->ui.draw, (UiRect) { x - 11 * s, y - 11 * s, 22 * s, 22 * s }, 11 * s, app->ui.colours.panel);
    ui_draw_border(&app->ui.draw, (UiRect) { x - 11 * s, y - 11 * s, 22 * s, 22 * s }, 11 * s, 1.5f * s, app->ui.colours.danger);
    sheet_draw_mark(&app->ui.draw, SHEET_CROSS, x, y, 13 * s, app->ui.colours.danger);
}

// Those the keyboard goes through; after the second hint they stand there for the mouse, too.
static void draw_candidates(App *app, const LabelSight *sight)
{
    static const char *const letters[QUIZ_CHOICES_MOST] = { "A", "B", "C", "D", "E", "F" };
    const QuizPlay *play = &app->quiz;
    const QuizQuestion *question = quiz_play_question(app);
    if (play->pin < 0 && quiz_play_result(app)->hints < 2) return;
    for (int turn = 0; turn < 2; turn++) // the one with the keyboard last, over the others
        for (int i = 0; i < question->choice_count; i++) {
            Pin pin;
            if (play->gone[i] || (i == play->pin) != (turn == 1)) continue;
            if (pin_of(app, sight, &question->choices[i], &pin)) draw_pin(app, pin, letters[i], i == play->pin);
        }
}

static void draw_asked(App *app, const LabelSight *sight)
{
    const QuizQuestion *question = quiz_play_question(app);
    const bool point = question->form == QUIZ_POINT_ZONE;
    Pin pin;
    if (quiz_forms[question->form].kind != QUIZ_NAME && !point) return;
    if (pin_of(app, sight, point ? &question->about : quiz_right(question), &pin)) draw_pin(app, pin, point ? "\xC3\x97" : "?", true);
}

// An attachment is a place where the book has one of that name.
static QuizThing placed(const App *app, const QuizThing *thing)
{
    const QuizBook *book = app->quiz.book;
    for (int i = 0; thing->kind == QUIZ_TERM && i < book->place_count; i++)
        if (strcmp(book->places[i].thing.id, thing->id) == 0) return book->places[i].thing;
    return *thing;
}

static void draw_answer(App *app, const LabelSight *sight, UiRect free)
{
    const QuizQuestion *question = quiz_play_question(app);
    const QuizThing right = placed(app, quiz_right(question));
    Pin pin;
    if (app->quiz.step == QUIZ_ANSWERED && !quiz_play_result(app)->right) draw_cross(app, free);
    if (!pin_of(app, sight, &right, &pin)) return;
    draw_tag(app, pin, quiz_words_thing(app->body, &right, app->view.language, app->frame), free);
}

void quiz_pins_draw(App *app, UiRect free)
{
    if (!quiz_play_question(app) || app->quiz.step == QUIZ_START) return;
    const LabelSight sight = sight_of(app, free);
    if (app->quiz.step != QUIZ_ASKING) {
        draw_answer(app, &sight, free);
        return;
    }
    draw_asked(app, &sight);
    if (quiz_play_is_find(app)) {
        draw_candidates(app, &sight);
        draw_cross(app, free);
    }
}
