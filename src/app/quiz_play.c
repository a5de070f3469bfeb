#include "app.h"

#include "quiz_words.h"
#include "text.h"

#include <math.h>
#include <string.h>

#define FIND_TRIES 2
#define CHOICES_LEFT 2  // after the second hint
#define PINS_LEFT 3
#define SWING_S 3.2     // there and back
#define RAD_PER_DEG 0.0174533f

bool quiz_play_on(const App *app)
{
    return app->quiz.step != QUIZ_OFF;
}

const QuizQuestion *quiz_play_question(const App *app)
{
    const QuizPlay *play = &app->quiz;
    const int at = play->step == QUIZ_SUMMARY ? play->shown : play->at;
    return at >= 0 && at < play->quiz.count ? &play->quiz.questions[at] : NULL;
}

const QuizResult *quiz_play_result(const App *app)
{
    return &app->quiz.results[app->quiz.at];
}

bool quiz_play_is_find(const App *app)
{
    const QuizQuestion *question = quiz_play_question(app);
    return question && quiz_forms[question->form].kind == QUIZ_FIND;
}

bool quiz_play_hides_names(const App *app)
{
    return app->quiz.step == QUIZ_START || app->quiz.step == QUIZ_ASKING;
}

int quiz_play_points(const App *app)
{
    int points = 0;
    for (int i = 0; i < app->quiz.quiz.count; i++) points += app->quiz.results[i].points;
    return points;
}

static bool was_missed(const QuizResult *result)
{
    return result->points < QUIZ_POINTS_MOST;
}

int quiz_play_missed(const App *app)
{
    int count = 0;
    for (int i = 0; i < app->quiz.quiz.count; i++) count += was_missed(&app->quiz.results[i]);
    return count;
}

// ---- in and out

static void keep_view(App *app)
{
    QuizKept *kept = &app->quiz.kept;
    *kept = (QuizKept) { app->view, app->camera_touched, app->playback.on, app->layers_hidden, app->hint_done, (int)app->marks,
                         app->pointing.pinned_zone, app->view.covered_left_frac, app->view.covered_right_frac,
                         app->taken_left_px, app->taken_right_px, app->steering.pivot_chosen };
    if (app->flight.on) kept->view.camera = app->flight.to;
    app->flight.on = app->steering.glide.on = false;
    app->marks = MARK_NEVER;
    app->pointing.before_click = (LabelId) { 0 };
    app->hint_done = true;
}

void quiz_play_open(App *app)
{
    QuizPlay *play = &app->quiz;
    if (quiz_play_on(app)) return;
    if (!play->book) play->book = quiz_book_make(app->body, app->keep);
    if (!play->wish.level) play->wish = (QuizWish) { .level = 1, .subjects = { true, true, true, true, true }, .count = 10, .seed = play->wish.seed };
    finder_close(app);
    tools_close(app); // what it faded comes back before the view is kept
    shelf_close(app);
    app->help_open = false;
    app->banner.text[0] = '\0';
    keep_view(app);
    app->view.ui = true;
    app->view.door = DOOR_LOOK;
    app->view.label = LABEL_OFF;
    app->view.selected = 0;
    app->view.trigger = app->view.hovered_trigger = app->view.hovered_zone = 0;
    app->pointing.pinned_zone = 0;
    app->playback.on = app->part_focus = app->ui.focus_visible = false;
    play->quiz.count = 0;
    play->scroll.at_px = 0;
    play->step = QUIZ_START;
    app->passes = 2;
}

// The window may have another size by now; everything else is as it was.
void quiz_play_close(App *app)
{
    const QuizKept *kept = &app->quiz.kept;
    const int width_px = app->view.width_px, height_px = app->view.height_px;
    if (!quiz_play_on(app)) return;
    app->quiz.step = QUIZ_OFF;
    app->quiz.bottom_px = 0;
    app->view = kept->view;
    app->view.width_px = width_px;
    app->view.height_px = height_px;
    app->camera_touched = kept->camera_touched;
    app->playback.on = kept->playing;
    app->layers_hidden = kept->layers_hidden;
    app->hint_done = kept->hint_done;
    app->marks = (MarkChoice)kept->marks;
    app->pointing.pinned_zone = kept->pinned_zone;
    app->flight.on = app->steering.glide.on = false;
    app->steering.pivot_chosen = kept->pivot_chosen;
    app->room.on = false;
    app->room.to_left_frac = kept->room_from_left_frac;
    app->room.to_right_frac = kept->room_from_right_frac;
    app->room.refit = width_px != kept->view.width_px || height_px != kept->view.height_px;
    app->taken_left_px = kept->taken_left_px;
    app->taken_right_px = kept->taken_right_px;
    app->ui.focus_visible = false;
    app->passes = 2;
}

// ---- a question

static void ask(App *app)
{
    QuizPlay *play = &app->quiz;
    play->step = QUIZ_ASKING;
    play->results[play->at] = (QuizResult) { .given_choice = -1, .off_mm = -1 };
    play->pin = -1;
    play->shown = -1;
    play->clicked = false;
    play->where = (QuizThing) { 0 };
    play->scroll.at_px = 0;
    memset(play->gone, 0, sizeof play->gone);
    play->asked_s = app->now_s;
    app->ui.focus_visible = false;
    app->passes = 2;
    quiz_stage_set(app, &play->quiz.questions[play->at]);
}

static void begin(App *app)
{
    if (app->quiz.quiz.count == 0) {
        app_say(app, app_word(app, "quiz_none"));
        return;
    }
    app->quiz.at = 0;
    ask(app);
}

void quiz_play_choose_level(App *app, int level)
{
    app->quiz.wish.level = level < 1 ? 1 : level > QUIZ_LEVELS ? QUIZ_LEVELS : level;
}

static bool any_subject(const QuizWish *wish)
{
    for (int s = 0; s < QUIZ_SUBJECT_COUNT; s++)
        if (wish->subjects[s] && quiz_subject_from_level((QuizSubject)s) <= wish->level) return true;
    return false;
}

// Each round has another seed, all from the first one, which whoever opens the window gives.
void quiz_play_start(App *app)
{
    QuizPlay *play = &app->quiz;
    play->wish.sex = app->view.sex;
    play->wish.psoas_minor = app->view.psoas_minor;
    if (any_subject(&play->wish)) quiz_make(play->book, &play->wish, &play->quiz);
    else play->quiz.count = 0;
    play->wish.seed = (play->wish.seed * 48271 + 11) % 1000000;
    begin(app);
}

void quiz_play_again(App *app)
{
    Quiz *quiz = &app->quiz.quiz;
    int count = 0;
    for (int i = 0; i < quiz->count; i++)
        if (was_missed(&app->quiz.results[i])) quiz->questions[count++] = quiz->questions[i];
    quiz->count = count;
    begin(app);
}

static void finish_question(App *app, bool right)
{
    QuizPlay *play = &app->quiz;
    QuizResult *result = &play->results[play->at];
    result->right = right;
    result->points = quiz_points(right, result->hints, result->tries);
    result->seconds = app->now_s - play->asked_s;
    play->step = QUIZ_ANSWERED;
    play->pin = -1;
    app->passes = 2;
    app->pointing.dismissed = app->pointing.pick; // the name of what lies under a resting cursor would cover the answer
    quiz_stage_reveal(app, &play->quiz.questions[play->at]);
}

void quiz_play_answer(App *app, int choice)
{
    QuizPlay *play = &app->quiz;
    const QuizQuestion *question = quiz_play_question(app);
    if (play->step != QUIZ_ASKING || choice < 0 || choice >= question->choice_count || play->gone[choice]) return;
    QuizResult *result = &play->results[play->at];
    result->given = question->choices[choice].id;
    result->given_choice = choice;
    if (quiz_play_is_find(app)) play->where = question->choices[choice];
    result->tries++;
    finish_question(app, choice == question->right_choice);
}

void quiz_play_give_up(App *app)
{
    if (app->quiz.step != QUIZ_ASKING) return;
    app->quiz.results[app->quiz.at].tries++;
    finish_question(app, false);
}

static void note_where(App *app, const Pick *pick)
{
    const Body *body = app->body;
    const bool place = quiz_right(quiz_play_question(app))->kind == QUIZ_PLACE && pick->region && *pick->region;
    const bool named = place && body_find_name(body, pick->region);
    app->quiz.where = (QuizThing) { named ? QUIZ_PLACE : QUIZ_PART, named ? pick->region : body->names[body->parts[pick->part].name].id, pick->part };
    app->quiz.clicked_mm = pick->world_mm;
    app->quiz.clicked = true;
}

bool quiz_play_click(App *app, const Pick *pick)
{
    QuizPlay *play = &app->quiz;
    if (!quiz_play_on(app)) return false;
    if (play->step != QUIZ_ASKING || !quiz_play_is_find(app) || !pick->part) return true;
    QuizResult *result = &play->results[play->at];
    const QuizClick click = { pick->part, pick->region, pick->rest_mm };
    const QuizVerdict verdict = quiz_judge_click(play->book, quiz_play_question(app), &click);
    note_where(app, pick);
    result->given = play->where.id;
    result->given_choice = -1;
    result->off_mm = verdict.off_mm;
    result->tries++;
    app->passes = 2;
    if (verdict.right || result->tries >= FIND_TRIES) finish_question(app, verdict.right);
    return true;
}

void quiz_play_next(App *app)
{
    QuizPlay *play = &app->quiz;
    if (play->step != QUIZ_ANSWERED) return;
    play->scroll.at_px = 0;
    app->passes = 2;
    if (++play->at < play->quiz.count) {
        ask(app);
        return;
    }
    play->at = play->quiz.count - 1;
    play->step = QUIZ_SUMMARY;
    play->shown = -1;
    app->ui.focus_visible = false;
}

void quiz_play_show(App *app, int question)
{
    const bool known = question >= 0 && question < app->quiz.quiz.count;
    if (app->quiz.step != QUIZ_SUMMARY || !known) return;
    app->quiz.shown = question;
    app->quiz.clicked = false;
    app->passes = 2;
    quiz_stage_set(app, &app->quiz.quiz.questions[question]);
    quiz_stage_reveal(app, &app->quiz.quiz.questions[question]);
}

// ---- pins

void quiz_play_step_pin(App *app, int step)
{
    QuizPlay *play = &app->quiz;
    if (play->step != QUIZ_ASKING || !quiz_play_is_find(app)) return;
    const QuizQuestion *question = quiz_play_question(app);
    int at = play->pin < 0 ? (step > 0 ? -1 : question->choice_count) : play->pin;
    do at = (at + step + question->choice_count) % question->choice_count;
    while (play->gone[at]);
    play->pin = at;
    app->passes = 2;
    if (!quiz_stage_sees(app, &question->choices[at])) quiz_stage_look_at(app, &question->choices[at]);
}

// ---- hints

static void take_away(App *app, int left)
{
    QuizPlay *play = &app->quiz;
    const QuizQuestion *question = quiz_play_question(app);
    int here = question->choice_count;
    for (int i = 0; i < question->choice_count; i++) here -= play->gone[i];
    for (int i = 0; i < question->choice_count && here > left; i++) {
        const int at = (i + (int)play->quiz.wish.seed) % question->choice_count;
        if (at == question->right_choice || play->gone[at]) continue;
        play->gone[at] = true;
        here--;
    }
}

// The bone of a place, the layer of a structure: from where it is seen, but not what in the picture it is.
static void narrow(App *app)
{
    const QuizQuestion *question = quiz_play_question(app);
    const QuizThing *right = quiz_right(question);
    if (quiz_forms[question->form].kind == QUIZ_FIND) quiz_stage_look_at(app, right);
    else take_away(app, question->choice_count - 1);
}

static void narrow_more(App *app)
{
    if (!quiz_play_is_find(app)) {
        take_away(app, CHOICES_LEFT);
        return;
    }
    take_away(app, PINS_LEFT);
    app->quiz.pin = app->quiz.pin >= 0 && !app->quiz.gone[app->quiz.pin] ? app->quiz.pin : -1;
}

void quiz_play_hint(App *app)
{
    QuizPlay *play = &app->quiz;
    if (play->step != QUIZ_ASKING || play->results[play->at].hints >= 2) return;
    if (++play->results[play->at].hints == 1) narrow(app);
    else narrow_more(app);
    app->passes = 2;
}

// ---- what is moved

static const QuizMotion *motion_shown(const App *app)
{
    const QuizQuestion *question = quiz_play_question(app);
    if (!question || app->quiz.step == QUIZ_OFF || quiz_forms[question->form].kind != QUIZ_ACTION) return NULL;
    return quiz_motion(question->about.id);
}

bool quiz_play_moves(const App *app)
{
    return motion_shown(app) && !app->reduced_motion;
}

// Slow at both ends; where motion is not wanted, the end of it.
static float share_now(const App *app)
{
    if (app->reduced_motion) return 1;
    const double turns = (app->now_s - app->quiz.asked_s) / SWING_S;
    return 0.5f - 0.5f * cosf(2 * GLM_PIf * (float)(turns - floor(turns)));
}

void quiz_play_advance(App *app)
{
    const QuizMotion *motion = motion_shown(app);
    const JointId joint = motion ? body_joint(app->body, motion->joint) : 0;
    if (!joint) return;
    float angle_rad = (motion->from_deg + share_now(app) * (motion->to_deg - motion->from_deg)) * RAD_PER_DEG;
    pose_clamp(app->body, joint, &angle_rad);
    app->view.joint_rad[joint] = angle_rad;
    app->view.joint_set[joint] = true;
}

// ---- keys

static void take_start_key(App *app, int key)
{
    if (key >= '1' && key <= '3') quiz_play_choose_level(app, key - '0');
    if (key == KEY_ENTER || key == KEY_SPACE) quiz_play_start(app);
}

static void take_asking_key(App *app, int key, unsigned mods)
{
    const bool find = quiz_play_is_find(app);
    if (key == 'h') quiz_play_hint(app);
    if (find && key == 'n') quiz_play_step_pin(app, mods & MOD_SHIFT ? -1 : 1);
    if (find && key == KEY_ENTER && app->quiz.pin >= 0) quiz_play_answer(app, app->quiz.pin);
    if (!find && key >= '1' && key <= '4') quiz_play_answer(app, key - '1');
}

// Not Enter, which led here: pressed once too often it would throw the result away.
static void take_summary_key(App *app, int key)
{
    if (key == 'n') quiz_play_start(app);
    if (key == 'r' && quiz_play_missed(app)) quiz_play_again(app);
    if (key == 's') app->quiz.save_wish = true;
}

static void leave(App *app)
{
    if (app->help_open) app->help_open = false;
    else if (app->quiz.pin >= 0) app->quiz.pin = -1;
    else if (app->ui.focus_visible) app->ui.focus_visible = false;
    else quiz_play_close(app);
    app->passes = 2;
}

// What the window would do with the key is not done: a name, a card, the end of the quiz by accident.
bool quiz_play_take_key(App *app, int key, unsigned mods, bool repeat)
{
    const QuizStep step = app->quiz.step;
    if (step == QUIZ_OFF || (mods & (MOD_CTRL | MOD_ALT))) return false;
    const bool camera = step == QUIZ_ANSWERED || (step == QUIZ_ASKING && quiz_play_is_find(app));
    if (key == KEY_ESCAPE) leave(app);
    else if (app->help_open || repeat) return false;
    else if (step == QUIZ_START) take_start_key(app, key);
    else if (step == QUIZ_ASKING) take_asking_key(app, key, mods);
    else if (step == QUIZ_ANSWERED && (key == KEY_ENTER || key == KEY_SPACE)) quiz_play_next(app);
    else if (step == QUIZ_SUMMARY) take_summary_key(app, key);
    const bool digit = key >= '1' && key <= '9';
    return key == KEY_ESCAPE || key == KEY_ENTER || key == KEY_SPACE || key == 'h' || key == 'n' || (digit && !camera);
}

bool quiz_play_allows(const App *app, const char *action)
{
    static const char *const allowed[] = { "turn_", "quarter_", "pan_", "zoom_", "front", "back", "right", "left", "above", "below", "perspective", "reset",
                                           "xray", "text_", "full_screen", "picture", "help", "quit", "pain_colour", "stats" };
    if (!quiz_play_on(app)) return true;
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (strncmp(action, allowed[i], strlen(allowed[i])) == 0) return true;
    return false;
}

// ---- results

static void append(char **text, Arena *arena, const char *line)
{
    *text = text_format(arena, "%s%s", *text, line);
}

char *quiz_play_csv(const App *app, Arena *arena)
{
    const QuizPlay *play = &app->quiz;
    char *text = text_format(arena, "# what: results of the quiz of iliopsoas\n# points: %d for each question, 1 less for each hint and each earlier try\n"
                                    "seed,level,number,kind,subject,form,asked,expected,given,right,hints,tries,off_mm,seconds,points\n", QUIZ_POINTS_MOST);
    for (int i = 0; i < play->quiz.count; i++) {
        const QuizQuestion *question = &play->quiz.questions[i];
        const QuizFormFact *form = &quiz_forms[question->form];
        const QuizResult *result = &play->results[i];
        const char *off = result->off_mm >= 0 ? text_format(arena, "%.1f", (double)result->off_mm) : "";
        append(&text, arena, text_format(arena, "%llu,%d,%d,%s,%s,%s,%s,%s,%s,%s,%d,%d,%s,%.1f,%d\n", (unsigned long long)play->quiz.wish.seed, play->quiz.wish.level,
                                         i + 1, quiz_kind_ids[form->kind], quiz_subject_ids[form->subject], form->id, question->about.id, quiz_right(question)->id,
                                         result->given ? result->given : "", result->right ? "yes" : "no", result->hints, result->tries, off, result->seconds, result->points));
    }
    return text;
}
