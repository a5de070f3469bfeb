// quiz_play.h: the quiz as it is played in the window: the question that stands, what was answered, what to look at again.
//
// Why       It borrows the window: it sets the layers and the camera of each question for itself, hides every name that would tell, and on
//           leaving puts the person's own view back as it was. It is no part of the view: nothing of it is undone, copied or kept.
// Shapes    a step (start, asking, answered, result); one result for each question, in its order. The book is made when first needed.
// Units     s of the input's clock, mm, pixels.
// Errors    cannot fail; a file that cannot be written is told by whoever writes it (window.c).
// Cost      nothing while it is off; a new question looks at its structure from 36 directions, about 10 ms, once.
#ifndef ILIOPSOAS_QUIZ_PLAY_H
#define ILIOPSOAS_QUIZ_PLAY_H

#include "pick.h"
#include "quiz.h"
#include "ui_scroll.h"
#include "view_state.h"

struct App;

typedef enum QuizStep { QUIZ_OFF, QUIZ_START, QUIZ_ASKING, QUIZ_ANSWERED, QUIZ_SUMMARY, QUIZ_STEP_COUNT } QuizStep;

typedef struct QuizResult {
    const char *given; // id; NULL: nothing yet
    int given_choice;  // -1: it was clicked, or is not among the choices
    float off_mm;      // of the last click; below 0: not told
    int hints, tries, points;
    double seconds;
    bool right;
} QuizResult;

typedef struct QuizKept { // what the person had before
    ViewState view;
    bool camera_touched, playing, layers_hidden, hint_done;
    int marks;
    ZoneId pinned_zone;
    float room_from_left_frac, room_from_right_frac, taken_left_px, taken_right_px;
    bool pivot_chosen;
} QuizKept;

typedef struct QuizPlay {
    QuizBook *book;
    Quiz quiz;
    QuizWish wish;      // of the next round
    QuizStep step;
    QuizResult results[QUIZ_QUESTIONS_MOST];
    QuizKept kept;
    int at;             // which question
    int shown;          // in the summary, -1: none
    int pin;            // the one the keyboard is with, -1: pins are not shown
    bool gone[QUIZ_CHOICES_MOST]; // taken away by a hint
    vec3s clicked_mm;   // world
    bool clicked, save_wish;
    double asked_s;
    UiScroll scroll;
    float bottom_px;
    QuizThing where;    // what the last click met, by name
} QuizPlay;

bool quiz_play_on(const struct App *app);
bool quiz_play_hides_names(const struct App *app); // a name at the cursor would tell
bool quiz_play_moves(const struct App *app);       // a joint is being moved: wants frames
void quiz_play_open(struct App *app);
void quiz_play_close(struct App *app);
void quiz_play_advance(struct App *app); // once a frame, before the scene is built
bool quiz_play_take_key(struct App *app, int key, unsigned mods, bool repeat); // true: it was meant for the quiz
bool quiz_play_allows(const struct App *app, const char *action);             // a key of the window that does no harm
bool quiz_play_click(struct App *app, const Pick *pick);                      // a click on the picture, true: taken

// What buttons and keys do.
void quiz_play_start(struct App *app);
void quiz_play_answer(struct App *app, int choice);
void quiz_play_step_pin(struct App *app, int step);
void quiz_play_hint(struct App *app);
void quiz_play_give_up(struct App *app); // shows what would have been right
void quiz_play_next(struct App *app);
void quiz_play_again(struct App *app); // only what was missed
void quiz_play_show(struct App *app, int question); // of the summary
void quiz_play_choose_level(struct App *app, int level);

const QuizQuestion *quiz_play_question(const struct App *app);
const QuizResult *quiz_play_result(const struct App *app);
bool quiz_play_is_find(const struct App *app);
int quiz_play_points(const struct App *app);
int quiz_play_missed(const struct App *app); // wrong, or right with help
// The results as a table, a row for each question.
char *quiz_play_csv(const struct App *app, Arena *arena);

// ---- the stage (quiz_stage.c)
void quiz_stage_set(struct App *app, const QuizQuestion *question); // layers, what is lit, where the camera goes
void quiz_stage_reveal(struct App *app, const QuizQuestion *question);
void quiz_stage_look_at(struct App *app, const QuizThing *thing);
// The share of it that can be seen from the best of the directions tried, and that direction.
float quiz_stage_best_view(struct App *app, const QuizThing *thing, Camera *out);
bool quiz_stage_sees(const struct App *app, const QuizThing *thing); // some of it is in the picture and nothing stands before it
bool quiz_stage_spot(const struct App *app, const QuizThing *thing, vec3s *world_mm);

#endif
