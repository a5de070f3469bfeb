// panel_quiz.c: the cards of the quiz: what is wished for, the question, how it went, what to look at again.
#include "panels.h"

#include "quiz_words.h"
#include "sheet.h"

#include <math.h>
#include <string.h>

#define CARD_PT 348.0f
#define START_PT 440.0f
#define WIDE_PT 900.0f // from here on the card stands beside the picture, not below it
#define PAD_PT 16.0f
#define BELOW_PT 300.0f // a card below the picture gets that much where two thirds of the window allow it
#define BUTTON_PT 34.0f
#define GAP_PT 6.0f
#define ROWS_MOST 96

// ---- a card is a column of rows, measured before it is drawn

typedef enum RowKind { ROW_TEXT, ROW_GAP, ROW_PROGRESS, ROW_CHOICES, ROW_BUTTONS, ROW_LEVELS, ROW_SUBJECT, ROW_COUNT, ROW_SCORE, ROW_AGAIN } RowKind;

typedef struct Row {
    RowKind kind;
    const char *text, *detail;
    float size_pt, height;
    UiWeight weight;
    Rgba colour;
    int value;
} Row;

typedef struct Button {
    const char *label;
    void (*run)(App *app);
    bool primary;
} Button;

typedef struct Column {
    App *app;
    Row rows[ROWS_MOST];
    Button buttons[8];
    float width, height, grid; // grid: columns of choices
    int count, button_count;
} Column;

static Row *add(Column *column, RowKind kind, float height)
{
    Row *row = &column->rows[column->count < ROWS_MOST - 1 ? column->count++ : ROWS_MOST - 1];
    *row = (Row) { .kind = kind, .height = height };
    column->height += height;
    return row;
}

static void add_gap(Column *column, float points)
{
    add(column, ROW_GAP, panel_pt(column->app, points));
}

static void add_text(Column *column, const char *text, float size_pt, UiWeight weight, Rgba colour)
{
    const char **lines;
    if (!text || !*text) return;
    const int count = ui_wrap(&column->app->ui, text, size_pt, weight, column->width, &lines);
    for (int i = 0; i < count; i++) {
        Row *row = add(column, ROW_TEXT, panel_pt(column->app, size_pt * 1.36f));
        row->text = lines[i];
        row->size_pt = size_pt;
        row->weight = weight;
        row->colour = colour;
    }
}

static void add_button(Column *column, const char *label, void (*run)(App *), bool primary)
{
    if (column->button_count == (int)(sizeof column->buttons / sizeof *column->buttons)) return;
    column->buttons[column->button_count++] = (Button) { label, run, primary };
}

// Two beside each other, as long as both words fit.
static int buttons_across(const Column *column)
{
    const float half = (column->width - panel_pt(column->app, GAP_PT)) / 2 - panel_pt(column->app, 14);
    if (column->button_count < 2) return 1;
    for (int i = 0; i < column->button_count; i++)
        if (ui_text_width(&column->app->ui, column->buttons[i].label, 13, UI_BOLD) > half) return 1;
    return 2;
}

static void add_buttons(Column *column)
{
    const int across = buttons_across(column), lines = (column->button_count + across - 1) / across;
    add_gap(column, 8);
    add(column, ROW_BUTTONS, (float)lines * panel_pt(column->app, BUTTON_PT + GAP_PT))->value = across;
}

// ---- rows

static void draw_progress(App *app, UiRect rect)
{
    const QuizPlay *play = &app->quiz;
    const int count = play->quiz.count;
    const float gap = panel_pt(app, 3), width = (rect.w - gap * (float)(count - 1)) / (float)count, height = panel_pt(app, 5);
    for (int i = 0; i < count; i++) {
        const bool done = i < play->at || play->step == QUIZ_ANSWERED || play->step == QUIZ_SUMMARY, now = i == play->at;
        const QuizResult *result = &play->results[i];
        Rgba colour = app->ui.colours.control_hot;
        if (i <= play->at && done) colour = result->right ? app->ui.colours.accent : app->ui.colours.danger;
        if (i <= play->at && done && result->right && result->points < QUIZ_POINTS_MOST) colour.a = 0.55f;
        const UiRect place = { rect.x + (width + gap) * (float)i, rect.y, width, height };
        ui_draw_rect(&app->ui.draw, place, height / 2, colour);
        if (now && !done) ui_draw_border(&app->ui.draw, place, height / 2, panel_pt(app, 1), app->ui.colours.accent);
    }
}

static void draw_tick(App *app, float x, float y, Rgba colour)
{
    const float d = panel_pt(app, 5), width = panel_pt(app, 1.1f);
    ui_draw_line(&app->ui.draw, x - d, y, x - 0.2f * d, y + 0.8f * d, width, colour);
    ui_draw_line(&app->ui.draw, x - 0.2f * d, y + 0.8f * d, x + d, y - 0.8f * d, width, colour);
}

static const char *fitted(App *app, const char *text, float width)
{
    const char **lines;
    const int count = ui_wrap(&app->ui, text, 13, UI_REGULAR, width, &lines);
    return count > 1 ? text_format(app->frame, "%s\xE2\x80\xA6", lines[0]) : text;
}

// A number to press, the name, and afterwards whether it was right.
static void draw_choice(App *app, int i, UiRect rect)
{
    Ui *ui = &app->ui;
    const QuizQuestion *question = quiz_play_question(app);
    const QuizPlay *play = &app->quiz;
    const bool answered = play->step == QUIZ_ANSWERED, right = answered && i == question->right_choice;
    const bool wrong = answered && !right && i == quiz_play_result(app)->given_choice, faint = play->gone[i] || (answered && !right && !wrong);
    Rgba ink = right ? ui->colours.on_accent : wrong ? ui->colours.danger : faint ? ui->colours.text_dim : ui->colours.text;
    if (play->gone[i] && !answered) {
        ui_draw_border(&ui->draw, rect, panel_pt(app, 8), ui->scale, ui->colours.control);
        return;
    }
    if (answered) {
        ui_draw_rect(&ui->draw, rect, panel_pt(app, 8), right ? ui->colours.accent : ui->colours.control);
        if (wrong) ui_draw_border(&ui->draw, rect, panel_pt(app, 8), panel_pt(app, 1.5f), ui->colours.danger);
    } else if (ui_button(ui, ui_id("quiz_choice", i), rect, "", false)) {
        quiz_play_answer(app, i);
    }
    const float y = rect.y + rect.h / 2, x = rect.x + panel_pt(app, 34);
    const char *name = quiz_words_thing(app->body, &question->choices[i], app->view.language, app->frame);
    ui_label(ui, rect.x + panel_pt(app, 13), y + panel_pt(app, 4.7f), text_format(app->frame, "%d", i + 1), 13, UI_BOLD, right ? ink : ui->colours.text_dim);
    ui_label(ui, x, y + panel_pt(app, 4.7f), fitted(app, name, rect.x + rect.w - x - panel_pt(app, answered ? 24 : 8)), 13, right ? UI_BOLD : UI_REGULAR, ink);
    if (right) draw_tick(app, rect.x + rect.w - panel_pt(app, 15), y, ink);
    if (wrong) sheet_draw_mark(&ui->draw, SHEET_CROSS, rect.x + rect.w - panel_pt(app, 15), y, panel_pt(app, 11), ink);
}

static void draw_choices(App *app, UiRect rect, int across)
{
    const int count = quiz_play_question(app)->choice_count;
    const float gap = panel_pt(app, GAP_PT), width = (rect.w - gap * (float)(across - 1)) / (float)across, height = panel_pt(app, BUTTON_PT);
    for (int i = 0; i < count; i++)
        draw_choice(app, i, (UiRect) { rect.x + (width + gap) * (float)(i % across), rect.y + (height + gap) * (float)(i / across), width, height });
}

static void draw_buttons(Column *column, UiRect rect, int across)
{
    App *app = column->app;
    const float gap = panel_pt(app, GAP_PT), width = (rect.w - gap * (float)(across - 1)) / (float)across, height = panel_pt(app, BUTTON_PT);
    void (*run)(App *) = NULL;
    for (int i = 0; i < column->button_count; i++) {
        const bool alone = i % across == 0 && i == column->button_count - 1; // the last of an odd number takes the whole line
        const UiRect place = { rect.x + (width + gap) * (float)(i % across), rect.y + (height + gap) * (float)(i / across), alone ? rect.w : width, height };
        if (ui_button(&app->ui, ui_id("quiz_button", i), place, column->buttons[i].label, column->buttons[i].primary)) run = column->buttons[i].run;
    }
    if (run) run(app);
}

static void draw_levels(App *app, UiRect rect)
{
    const char *labels[QUIZ_LEVELS];
    int chosen = app->quiz.wish.level - 1;
    for (int i = 0; i < QUIZ_LEVELS; i++)
        labels[i] = text_format(app->frame, "%d  %s", i + 1, app_word(app, text_format(app->frame, "quiz_level_%d", i + 1)));
    rect.h = panel_pt(app, BUTTON_PT);
    if (panel_segment(app, "quiz_level", rect, labels, QUIZ_LEVELS, &chosen)) quiz_play_choose_level(app, chosen + 1);
}

static const char *subject_word(const App *app, QuizSubject subject)
{
    return app_word(app, text_format(app->frame, "quiz_%s", quiz_subject_ids[subject]));
}

// Two beside each other; what the level does not ask is shown as such and cannot be turned on.
static void draw_subjects(App *app, UiRect rect)
{
    const float width = rect.w / 2, height = panel_pt(app, 28);
    for (int s = 0; s < QUIZ_SUBJECT_COUNT; s++) {
        const UiRect place = { rect.x + width * (float)(s % 2), rect.y + height * (float)(s / 2), width, height };
        const int from = quiz_subject_from_level((QuizSubject)s);
        bool on = app->quiz.wish.subjects[s];
        if (from <= app->quiz.wish.level) {
            ui_toggle(&app->ui, ui_id("quiz_subject", s), place, subject_word(app, (QuizSubject)s), &on);
            app->quiz.wish.subjects[s] = on;
            continue;
        }
        const char *text = text_format(app->frame, "%s (%d%s)", subject_word(app, (QuizSubject)s), from, from < QUIZ_LEVELS ? "+" : "");
        ui_label(&app->ui, place.x + panel_pt(app, 40), place.y + panel_pt(app, 18.7f), text, 13, UI_REGULAR, app->ui.colours.text_dim);
    }
}

static void draw_count(App *app, UiRect rect)
{
    static const int counts[] = { 5, 10, 20 };
    const char *const labels[] = { "5", "10", "20" };
    int chosen = 0;
    for (int i = 0; i < 3; i++)
        if (counts[i] == app->quiz.wish.count) chosen = i;
    rect.h = panel_pt(app, BUTTON_PT);
    if (panel_segment(app, "quiz_count", rect, labels, 3, &chosen)) app->quiz.wish.count = counts[chosen];
}

static void draw_score(App *app, UiRect rect, int right, int all, const char *label)
{
    Ui *ui = &app->ui;
    const char *figures = text_format(app->frame, "%d / %d", right, all);
    const float y = rect.y + panel_pt(app, 14), bar = panel_pt(app, 84), share = all ? (float)right / (float)all : 0;
    const UiRect track = { rect.x + rect.w - bar, y - panel_pt(app, 8), bar, panel_pt(app, 6) };
    ui_label(ui, rect.x, y, label, 12.5f, UI_REGULAR, ui->colours.text);
    ui_label(ui, track.x - panel_pt(app, 10) - ui_text_width(ui, figures, 12.5f, UI_BOLD), y, figures, 12.5f, UI_BOLD, ui->colours.text);
    ui_draw_rect(&ui->draw, track, track.h / 2, ui->colours.control_hot);
    if (share > 0) ui_draw_rect(&ui->draw, (UiRect) { track.x, track.y, fmaxf(bar * share, track.h), track.h }, track.h / 2, ui->colours.accent);
}

static void draw_again(App *app, UiRect rect, int question)
{
    const QuizQuestion *of = &app->quiz.quiz.questions[question];
    const QuizResult *result = &app->quiz.results[question];
    const char *name = quiz_words_thing(app->body, quiz_right(of), app->view.language, app->frame);
    const char *points = text_format(app->frame, "%s  %d / %d", subject_word(app, quiz_forms[of->form].subject), result->points, QUIZ_POINTS_MOST);
    rect.h = panel_pt(app, 29);
    if (ui_row(&app->ui, ui_id("quiz_again", question), rect, name, points, app->quiz.shown == question)) quiz_play_show(app, question);
}

static void draw_row(Column *column, const Row *row, UiRect place)
{
    App *app = column->app;
    switch (row->kind) {
    case ROW_TEXT: ui_label(&app->ui, place.x, place.y + panel_pt(app, row->size_pt * 1.02f), row->text, row->size_pt, row->weight, row->colour); break;
    case ROW_PROGRESS: draw_progress(app, place); break;
    case ROW_CHOICES: draw_choices(app, place, row->value); break;
    case ROW_BUTTONS: draw_buttons(column, place, row->value); break;
    case ROW_LEVELS: draw_levels(app, place); break;
    case ROW_SUBJECT: draw_subjects(app, place); break;
    case ROW_COUNT: draw_count(app, place); break;
    case ROW_SCORE: draw_score(app, place, (int)row->size_pt, row->value, row->text); break;
    case ROW_AGAIN: draw_again(app, place, row->value); break;
    case ROW_GAP: break;
    }
}

// ---- the card itself

// The buttons at the end stay where they are, the rest scrolls above them.
static const Row *foot_of(const Column *column)
{
    const Row *last = &column->rows[column->count - 1];
    return column->count > 0 && last->kind == ROW_BUTTONS ? last : NULL;
}

static void draw_column(Column *column, UiRect rect)
{
    App *app = column->app;
    const float pad = panel_pt(app, PAD_PT);
    const Row *foot = foot_of(column);
    const float foot_px = foot ? foot->height : 0;
    const UiRect inner = { rect.x + pad, rect.y + pad, rect.w - 2 * pad, rect.h - 2 * pad - foot_px };
    const QuizStep step = app->quiz.step;
    UiPane pane = ui_pane_begin(&app->ui, inner, &app->quiz.scroll);
    for (const Row *row = column->rows; row < column->rows + column->count && row != foot && app->quiz.step == step; row++) // what is pressed may end this card
        draw_row(column, row, ui_pane_row(&pane, row->height));
    ui_pane_end(&app->ui, &pane);
    if (foot && app->quiz.step == step) draw_row(column, foot, (UiRect) { inner.x, inner.y + inner.h, inner.w, foot->height });
}

static bool is_wide(const App *app)
{
    return panel_width_pt(app) >= WIDE_PT;
}

static float card_width(const App *app, UiRect free)
{
    return is_wide(app) ? panel_pt(app, CARD_PT) : fminf(free.w, panel_pt(app, 680));
}

// Beside the picture or below it; tells the camera what it covers.
static UiRect place_card(App *app, const Column *column, UiRect free)
{
    const bool wide = is_wide(app);
    const float most = wide ? free.h : fmaxf(0.56f * free.h, fminf(panel_pt(app, BELOW_PT), 0.68f * free.h)), height = fminf(column->height + panel_pt(app, 2 * PAD_PT), most), width = card_width(app, free);
    const UiRect rect = { wide ? free.x + free.w - width : free.x + (free.w - width) / 2, wide ? free.y : free.y + free.h - height, width, height };
    app->taken_right_px = wide ? (float)app->view.width_px - rect.x : 0;
    app->quiz.bottom_px = wide ? 0 : (float)app->view.height_px - rect.y;
    return rect;
}

static UiRect beside(const App *app, UiRect free, UiRect card)
{
    const float gap = panel_pt(app, 10);
    if (is_wide(app)) free.w -= card.w + gap;
    else free.h -= card.h + gap;
    return free;
}

static Column column_of(App *app, float card_px)
{
    return (Column) { .app = app, .width = card_px - panel_pt(app, 2 * PAD_PT) };
}

// ---- the start

static void start(App *app)
{
    quiz_play_start(app);
}

static void close(App *app)
{
    quiz_play_close(app);
}

static void fill_start(Column *column)
{
    App *app = column->app;
    const UiColours *colours = &app->ui.colours;
    const bool roomy = app->view.height_px >= 560 * app->ui.scale;
    add_text(column, app_word(app, "quiz"), 22, UI_BOLD, colours->text);
    if (roomy) add_text(column, app_word(app, "quiz_intro"), 13, UI_REGULAR, colours->text_dim);
    add_gap(column, 12);
    add_text(column, app_word(app, "quiz_level"), 12, UI_BOLD, colours->text_dim);
    add_gap(column, 4);
    add(column, ROW_LEVELS, panel_pt(app, BUTTON_PT + 4));
    add_text(column, app_word(app, text_format(app->frame, "quiz_level_%d_hint", app->quiz.wish.level)), 12, UI_REGULAR, colours->text_dim);
    add_gap(column, 12);
    add_text(column, app_word(app, "quiz_subjects"), 12, UI_BOLD, colours->text_dim);
    add_gap(column, 2);
    add(column, ROW_SUBJECT, panel_pt(app, 28 * (QUIZ_SUBJECT_COUNT + 1) / 2));
    add_gap(column, 10);
    add_text(column, app_word(app, "quiz_count"), 12, UI_BOLD, colours->text_dim);
    add_gap(column, 4);
    add(column, ROW_COUNT, panel_pt(app, BUTTON_PT + 4));
    add_button(column, app_word(app, "quiz_start"), start, true);
    add_button(column, app_word(app, "close"), close, false);
    add_buttons(column);
    if (roomy) add_text(column, app_word(app, "quiz_keys"), 11.5f, UI_REGULAR, colours->text_dim);
}

static UiRect draw_start(App *app, UiRect free)
{
    const float width = fminf(free.w, panel_pt(app, START_PT));
    Column *column = ARENA_ARRAY(app->frame, Column, 1);
    *column = column_of(app, width);
    fill_start(column);
    const float height = fminf(column->height + panel_pt(app, 2 * PAD_PT), free.h);
    const UiRect rect = { free.x + (free.w - width) / 2, free.y + (free.h - height) / 2, width, height };
    app->quiz.bottom_px = 0;
    ui_panel_alone(&app->ui, rect, 16);
    draw_column(column, rect);
    return free;
}

// ---- the question

static void hint(App *app)
{
    quiz_play_hint(app);
}

static void give_up(App *app)
{
    quiz_play_give_up(app);
}

static void next(App *app)
{
    quiz_play_next(app);
}

static void add_head(Column *column)
{
    App *app = column->app;
    const char *place = text_format(app->frame, "%d / %d", app->quiz.at + 1, app->quiz.quiz.count);
    const char *points = app_format(app, "quiz_points", text_format(app->frame, "%d", quiz_play_points(app)));
    add(column, ROW_PROGRESS, panel_pt(app, 13));
    add_text(column, text_format(app->frame, "%s   \xC2\xB7   %s", place, points), 12, UI_REGULAR, app->ui.colours.text_dim);
    add_gap(column, 6);
}

// Beginners read the everyday name as well; there are such names in English only.
static const char *everyday(const App *app)
{
    const QuizThing *right = quiz_right(quiz_play_question(app));
    if (app->quiz.quiz.wish.level > 1 || right->kind != QUIZ_PART || app->view.language > LANGUAGE_LA) return "";
    const char *plain = body_plain_name(app->body, right->part);
    return strcmp(plain, body_name(app->body, right->id, app->view.language)) != 0 ? plain : "";
}

static void add_ask(Column *column)
{
    App *app = column->app;
    const QuizQuestion *question = quiz_play_question(app);
    add_text(column, quiz_words_ask(app->body, question, app->view.language, app->frame), 17, UI_BOLD, app->ui.colours.text);
    add_text(column, quiz_words_about(app->body, question, app->view.language, app->frame), 15, UI_BOLD, app->ui.colours.accent);
    if (quiz_play_is_find(app)) add_text(column, everyday(app), 13, UI_REGULAR, app->ui.colours.text_dim);
}

static void add_where_clicked(Column *column)
{
    App *app = column->app;
    const QuizPlay *play = &app->quiz;
    const float off_mm = quiz_play_result(app)->off_mm;
    if (!play->where.id) return;
    add_text(column, app_format(app, "quiz_that_was", quiz_words_thing(app->body, &play->where, app->view.language, app->frame)), 13, UI_REGULAR, app->ui.colours.text);
    if (off_mm > 0) add_text(column, app_format(app, "quiz_off", text_format(app->frame, "%.0f", (double)off_mm)), 13, UI_REGULAR, app->ui.colours.text);
}

static void add_hints(Column *column)
{
    App *app = column->app;
    const int hints = quiz_play_result(app)->hints;
    const QuizQuestion *question = quiz_play_question(app);
    if (hints > 0 && (quiz_play_is_find(app) || quiz_forms[question->form].kind == QUIZ_NAME))
        add_text(column, quiz_words_where(app->body, question, app->view.language, app->frame), 13, UI_REGULAR, app->ui.colours.accent);
    if (hints > 1 && quiz_play_is_find(app)) add_text(column, app_word(app, "quiz_hint_pins"), 13, UI_REGULAR, app->ui.colours.accent);
}

static int choices_across(const Column *column)
{
    return column->width > panel_pt(column->app, 480) ? 2 : 1;
}

static void add_choices(Column *column)
{
    const int count = quiz_play_question(column->app)->choice_count, across = choices_across(column), lines = (count + across - 1) / across;
    add_gap(column, 8);
    add(column, ROW_CHOICES, (float)lines * panel_pt(column->app, BUTTON_PT + GAP_PT))->value = across;
}

static void fill_asking(Column *column)
{
    App *app = column->app;
    const bool find = quiz_play_is_find(app);
    add_head(column);
    add_ask(column);
    if (find && app->quiz.where.id) {
        add_gap(column, 6);
        add_text(column, app_word(app, "quiz_once_more"), 14, UI_BOLD, app->ui.colours.danger);
        add_where_clicked(column);
    } else if (find) {
        add_gap(column, 4);
        add_text(column, app_word(app, "quiz_find_how"), 12.5f, UI_REGULAR, app->ui.colours.text_dim);
    }
    add_hints(column);
    if (!find) add_choices(column);
    if (quiz_play_result(app)->hints < 2) add_button(column, text_format(app->frame, "%s  (H, \xE2\x88\x92" "1)", app_word(app, "quiz_hint")), hint, false);
    add_button(column, app_word(app, "quiz_give_up"), give_up, false);
    add_buttons(column);
}

static void add_verdict(Column *column)
{
    App *app = column->app;
    const QuizResult *result = quiz_play_result(app);
    const char *gained = result->right ? text_format(app->frame, "%s  +%d", app_word(app, "quiz_right"), result->points) : app_word(app, "quiz_wrong");
    add_gap(column, 8);
    add_text(column, gained, 18, UI_BOLD, result->right ? app->ui.colours.accent : app->ui.colours.danger);
    if (!result->right) add_where_clicked(column);
    add_gap(column, 2);
    add_text(column, quiz_words_why(app->body, quiz_play_question(app), app->view.language, app->frame), 12.5f, UI_REGULAR, app->ui.colours.text);
}

static void fill_answered(Column *column)
{
    App *app = column->app;
    const bool last = app->quiz.at + 1 == app->quiz.quiz.count;
    add_head(column);
    add_ask(column);
    if (!quiz_play_is_find(app)) add_choices(column);
    add_verdict(column);
    add_button(column, text_format(app->frame, "%s  \xE2\x86\xB5", app_word(app, last ? "quiz_result" : "next")), next, true);
    add_buttons(column);
}

// ---- the result

static void again(App *app)
{
    quiz_play_again(app);
}

static void save(App *app)
{
    app->quiz.save_wish = true;
}

static void add_scores(Column *column)
{
    App *app = column->app;
    const Quiz *quiz = &app->quiz.quiz;
    for (int s = 0; s < QUIZ_SUBJECT_COUNT; s++) {
        int right = 0, all = 0;
        for (int i = 0; i < quiz->count; i++) {
            if ((int)quiz_forms[quiz->questions[i].form].subject != s) continue;
            all++;
            right += app->quiz.results[i].right;
        }
        if (all == 0) continue;
        Row *row = add(column, ROW_SCORE, panel_pt(app, 21));
        row->text = subject_word(app, (QuizSubject)s);
        row->size_pt = (float)right;
        row->value = all;
    }
}

static void add_missed(Column *column)
{
    App *app = column->app;
    const UiColours *colours = &app->ui.colours;
    add_gap(column, 8);
    if (quiz_play_missed(app) == 0) {
        add_text(column, app_word(app, "quiz_all_right"), 14, UI_BOLD, colours->accent);
        return;
    }
    add_text(column, app_word(app, "quiz_look_again"), 13, UI_BOLD, colours->text);
    for (int i = 0; i < app->quiz.quiz.count; i++) {
        if (app->quiz.results[i].points == QUIZ_POINTS_MOST) continue;
        add(column, ROW_AGAIN, panel_pt(app, 30))->value = i;
        if (app->quiz.shown != i) continue;
        add_text(column, quiz_words_ask(app->body, &app->quiz.quiz.questions[i], app->view.language, app->frame), 12.5f, UI_BOLD, colours->text);
        add_text(column, quiz_words_about(app->body, &app->quiz.quiz.questions[i], app->view.language, app->frame), 12.5f, UI_REGULAR, colours->text);
        add_text(column, quiz_words_why(app->body, &app->quiz.quiz.questions[i], app->view.language, app->frame), 12.5f, UI_REGULAR, colours->text_dim);
        add_gap(column, 6);
    }
}

static void fill_summary(Column *column)
{
    App *app = column->app;
    const char *points = text_format(app->frame, "%d / %d", quiz_play_points(app), QUIZ_POINTS_MOST * app->quiz.quiz.count);
    add(column, ROW_PROGRESS, panel_pt(app, 13));
    add_text(column, app_word(app, "quiz_result"), 20, UI_BOLD, app->ui.colours.text);
    add_text(column, app_format(app, "quiz_points", points), 14, UI_BOLD, app->ui.colours.accent);
    add_gap(column, 6);
    add_scores(column);
    add_missed(column);
    if (quiz_play_missed(app)) add_button(column, text_format(app->frame, "%s  (R)", app_word(app, "quiz_again")), again, true);
    add_button(column, text_format(app->frame, "%s  (N)", app_word(app, "quiz_new")), start, !quiz_play_missed(app));
    add_button(column, text_format(app->frame, "%s  (S)", app_word(app, "quiz_save")), save, false);
    add_button(column, app_word(app, "close"), close, false);
    add_buttons(column);
}

UiRect panel_quiz(App *app, UiRect free)
{
    if (app->quiz.step == QUIZ_START) return draw_start(app, free);
    Column *column = ARENA_ARRAY(app->frame, Column, 1);
    *column = column_of(app, card_width(app, free));
    if (app->quiz.step == QUIZ_ASKING) fill_asking(column);
    else if (app->quiz.step == QUIZ_ANSWERED) fill_answered(column);
    else fill_summary(column);
    const UiRect rect = place_card(app, column, free);
    ui_panel(&app->ui, rect, 14);
    draw_column(column, rect);
    return beside(app, free, rect);
}
