#include "bench_window.h"

#include "app.h"
#include "frame_figures.h"
#include "panels.h"

#include <string.h>

enum { ROUNDS = 7, SETTLING_FRAMES = 3 };

typedef struct Bench {
    App app;
    Still *still;
    Session *session;
    Input input;
    Result result;
    Message *why;
} Bench;

static double now_ms(void)
{
    return platform_now_s() * 1e3;
}

// What a window's frame takes, waiting for the screen left out.
static double frame_ms(Bench *bench)
{
    App *app = &bench->app;
    const RenderTarget target = { .width_px = bench->input.width_px, .height_px = bench->input.height_px, .samples = 1 };
    bench->input.now_s += 1.0 / 60;
    const double start_ms = now_ms();
    arena_reset(&bench->session->frame);
    app_frame(app, &bench->input, &bench->session->frame);
    const Result result = render_draw(bench->still->renderer, app->scene, &app->ui.draw, &target, bench->why);
    render_finish(bench->still->renderer);
    if (result != RESULT_OK) bench->result = result;
    bench->input.key_count = 0;
    return now_ms() - start_ms;
}

static void settle(Bench *bench)
{
    for (int i = 0; i < SETTLING_FRAMES; i++) frame_ms(bench);
}

// ---- what is done

static void press(Bench *bench, int key, unsigned mods)
{
    bench->input.keys[bench->input.key_count++] = (KeyPress){ key, mods, false };
}

static void select_muscle(Bench *bench)
{
    bench->app.view.selected = body_part(bench->app.body, "iliacus_right");
}

static void isolate(Bench *bench)
{
    press(bench, 'i', 0);
}

static void undo(Bench *bench)
{
    press(bench, 'z', MOD_CTRL);
}

static void hide(Bench *bench)
{
    press(bench, 'h', 0);
}

static void show_all(Bench *bench)
{
    press(bench, 'h', MOD_ALT);
}

static void see_through(Bench *bench)
{
    press(bench, 'x', 0);
}

static void peel_a_little(Bench *bench)
{
    ViewState *view = &bench->app.view;
    view_peel(view, bench->app.body, view->depth_frac < 0 || view->depth_frac > 0.5f ? 0.1f : view->depth_frac + 0.1f);
}

static void cut(Bench *bench)
{
    press(bench, 'c', 0);
}

static void move_the_cut(Bench *bench)
{
    press(bench, KEY_UP, MOD_ALT);
}

static void open_where_it_hurts(Bench *bench)
{
    app_open_door(&bench->app, DOOR_HURT);
}

static void open_look(Bench *bench)
{
    app_open_door(&bench->app, DOOR_LOOK);
}

static void open_settings(Bench *bench)
{
    press(bench, ',', MOD_CTRL);
}

static void close_something(Bench *bench)
{
    press(bench, KEY_ESCAPE, 0);
}

static void colour_by_region(Bench *bench)
{
    bench->app.view.colour = bench->app.view.colour == COLOUR_REGION ? COLOUR_TISSUE : COLOUR_REGION;
}

static void change_sex(Bench *bench)
{
    bench->app.view.sex = bench->app.view.sex == SEX_FEMALE ? SEX_MALE : SEX_FEMALE;
}

// To another value each time: nothing can be taken from before.
static void move_dial(Bench *bench, DialId dial)
{
    ViewState *view = &bench->app.view;
    const Dial *of = &bench->app.body->dials[dial];
    const float now_deg = view_dial_deg(view, bench->app.body, dial), next_deg = now_deg + 1;
    view->dial_deg[dial] = next_deg > of->most_deg ? of->least_deg : next_deg;
    view->dial_set[dial] = true;
}

static void move_anteversion(Bench *bench)
{
    move_dial(bench, DIAL_ANTEVERSION);
}

static void move_lordosis(Bench *bench)
{
    move_dial(bench, DIAL_LORDOSIS);
}

// In this order, so that each finds something to do.
static const struct {
    const char *name;
    void (*run)(Bench *bench);
} acts[] = {
    { "select", select_muscle }, { "isolate", isolate }, { "undo", undo },
    { "x-ray", see_through }, { "hide", hide }, { "show all", show_all },
    { "layers slider", peel_a_little }, { "layers slider again", peel_a_little }, { "show all again", show_all },
    { "cut", cut }, { "move the cut", move_the_cut }, { "cut along the next axis", cut },
    { "cut along the last axis", cut }, { "whole again", cut }, { "where it hurts", open_where_it_hurts },
    { "look", open_look }, { "settings", open_settings }, { "close", close_something },
    { "colours by region", colour_by_region }, { "colours of tissue", colour_by_region },
    { "anteversion slider", move_anteversion }, { "lordosis slider", move_lordosis }, { "a woman's body", change_sex }, { "a man's body", change_sex },
};
enum { ACT_COUNT = sizeof acts / sizeof *acts };
_Static_assert(ACT_COUNT <= WINDOW_ACTS_MOST, "raise WINDOW_ACTS_MOST");

// The first round makes what is made once (programs, paint); a person meets that once, and first_frame_ms tells its like.
static void measure_acts(Bench *bench, WindowFigures *out)
{
    double ms[ACT_COUNT][ROUNDS], still_ms[ACT_COUNT * ROUNDS], act_ms[ACT_COUNT];
    for (int round = -1; round < ROUNDS; round++) {
        for (int i = 0; i < ACT_COUNT; i++) {
            settle(bench);
            const double before_ms = frame_ms(bench);
            acts[i].run(bench);
            const double after_ms = frame_ms(bench);
            if (round < 0) continue;
            still_ms[round * ACT_COUNT + i] = before_ms;
            ms[i][round] = after_ms;
        }
    }
    for (int i = 0; i < ACT_COUNT; i++) {
        act_ms[i] = value_at_share(ms[i], ROUNDS, 0.5);
        if (i == 0 || act_ms[i] > out->act_ms_worst) {
            out->act_ms_worst = act_ms[i];
            out->worst_act = acts[i].name;
        }
        out->acts[i] = (WindowAct){ acts[i].name, act_ms[i] };
    }
    out->act_count = ACT_COUNT;
    out->act_ms_median = value_at_share(act_ms, ACT_COUNT, 0.5);
    out->still_ms_median = value_at_share(still_ms, ACT_COUNT * ROUNDS, 0.5);
}

static void measure_search(Bench *bench, WindowFigures *out)
{
    static const char *const typed[] = { "iliacus", "trocanter menor", "hüftbeuger", "ilopsoas", "spina iliaca anterior superior", "x" };
    const SearchIndex *index = search_make(bench->app.body, &bench->session->keep);
    double ms[128];
    int count = 0;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        for (size_t letters = 1; letters <= strlen(typed[i]) && count < 128; letters++) {
            Found found[FOUND_MOST];
            char text[64] = "";
            memcpy(text, typed[i], letters);
            const double start_ms = now_ms();
            search_find(index, text, LANGUAGE_EN, SEX_MALE, found, FOUND_MOST);
            ms[count++] = now_ms() - start_ms;
        }
    }
    out->search_ms_median = value_at_share(ms, count, 0.5); // sorts
    out->search_ms_worst = ms[count - 1];
}

Result bench_window(Still *still, Session *session, WindowFigures *out, Message *why)
{
    Bench *bench = ARENA_ARRAY(&session->keep, Bench, 1);
    ViewState view = session->view;
    *out = (WindowFigures){ .worst_act = "" };
    view.ui = true;
    view.door = DOOR_LOOK;
    *bench = (Bench){ .still = still, .session = session, .result = RESULT_OK, .why = why,
                      .input = { .width_px = view.width_px, .height_px = view.height_px, .scale = 1, .now_s = 1 } };
    PickIndex *picker = pick_index_make(&session->body, &session->keep);
    app_init(&bench->app, &session->body, &view, still->cache, picker, platform_text(still->platform), &session->keep);
    bench->app.reduced_motion = true; // no flights between one act and the next
    settle(bench);
    measure_acts(bench, out);
    measure_search(bench, out);
    return bench->result;
}
