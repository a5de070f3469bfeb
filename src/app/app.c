#include "app.h"

#include "actions.h"
#include "card_text.h"
#include "muscle_words.h"
#include "panels.h"
#include "referral.h"
#include "selection.h"
#include "tip.h"
#include "view_words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BANNER_S 6.0

void app_init(App *app, const Body *body, const ViewState *view, SceneCache *cache, PickIndex *picker, TextSource text, Arena *keep)
{
    const char *reduced = getenv("ILIOPSOAS_REDUCED_MOTION");
    *app = (App){ .body = body,
                   .view = *view,
                   .cache = cache,
                   .picker = picker,
                   .keep = keep,
                   .playback.speed = 1,
                   .text_scale = 1,
                   .wake_s = -1,
                   .zone_side = SIDE_RIGHT,
                   .shelf.chosen = -1 };
    app->reduced_motion = reduced && *reduced && strcmp(reduced, "0") != 0;
    app->places = place_index_make(body, keep);
    ui_init(&app->ui, text);
}

const char *app_word(const App *app, const char *string_id)
{
    return body_string(app->body, string_id, app->view.language);
}

const char *app_format(const App *app, const char *string_id, const char *value)
{
    return words_fill(app->body, app->view.language, string_id, value, app->frame);
}

void app_say(App *app, const char *sentence)
{
    message_set(&app->banner, RESULT_OK, "%s", sentence);
    app->banner_until_s = app->now_s + BANNER_S;
    app->passes = 2;
}

// What the card in front says, and how to see what it is about; NULL without a card.
static char *card_words(const App *app)
{
    ReferralTopic topic;
    Ui ui = app->ui; // measures, draws nothing
    const Card card = card_fill(app);
    const bool referral = referral_topic(&app->view, &topic);
    if (!referral && card.count == 0) return NULL;
    const char *text = referral ? referral_plain(&ui, app->body, &app->view) : card_plain(&card, app->frame);
    return text_format(app->frame, "%s\n%s: %s\n", text, app_word(app, "card_command"), view_words_write(&app->view, app->body, app->frame));
}

char *app_words_to_copy(const App *app)
{
    if (app->clipboard_wish == CLIPBOARD_COPY_CARD) return card_words(app);
    if (app->clipboard_wish == CLIPBOARD_COPY_MEASURES) return tools_measures_in_words(app);
    if (app->clipboard_wish == CLIPBOARD_COPY_WORDS) return panel_words_text(app);
    if (app->clipboard_wish == CLIPBOARD_COPY) return view_words_write(&app->view, app->body, app->frame);
    return text_format(app->frame, "%s\n", view_words_options(&app->view, app->body, app->frame));
}

void app_paste(App *app, const char *text)
{
    Message why = { "" };
    const ViewState before = app->view;
    if (view_words_read(&app->view, app->body, text, &why) != RESULT_OK) {
        app_say(app, app_word(app, "paste_refused"));
        return;
    }
    app->view.ui = before.ui; // panels stay as they are: the picture is what was copied
    app->view.door = app->view.door == DOOR_START ? DOOR_LOOK : app->view.door;
    app->playback.on = false;
    app->flight.on = false;
    app->camera_touched = true;
    app->pointing.pinned_zone = 0;
    app->passes = 2;
    app_say(app, why.text[0] ? app_format(app, "told_pasted", why.text) : app_word(app, "pasted"));
}

static void leave_referral(App *app)
{
    app->view.hovered_zone = app->view.hovered_trigger = app->view.trigger = 0;
    app->pointing.pinned_zone = app->pointing.row_zone = 0;
    app->pointing.hold_until_s = 0;
}

void app_open_door(App *app, Door door)
{
    const bool from_start = app->view.door == DOOR_START;
    app->view.door = door;
    leave_referral(app);
    room_hurry(app);
    if (door == DOOR_START) tools_close(app);
    view_select_only(&app->view, 0);
    app->passes = 2;
    if (door == DOOR_MOVE) {
        playback_choose_first(app);
        return;
    }
    app->playback.on = false;
    playback_choose(app, 0); // back to standing: zones and parts are looked for where one knows them
    if (from_start && door == DOOR_HURT && !app->camera_touched) steer_to_view(app, VIEW_ANTERIOR);
}

void app_toggle_labels(App *app)
{
    bool chosen = app->view.label_place_count > 0;
    for (int p = 1; p < app->body->part_count; p++) chosen = chosen || app->view.label_part[p];
    app->view.label = app->view.label != LABEL_OFF ? LABEL_OFF : chosen ? LABEL_CHOSEN : LABEL_AUTO;
}

// ---- the frame

static void take_time(App *app)
{
    const double now_s = app->input->now_s, dt_s = now_s - app->now_s;
    const bool was_moving = app->wake_s >= 0 && app->wake_s <= 0;
    app->dt_s = was_moving ? fmin(fmax(dt_s, 0), 0.5) : 0; // after a rest nothing jumps
    app->now_s = now_s;
    if (app->banner.text[0] && now_s > app->banner_until_s) app->banner.text[0] = '\0';
}

static bool take_size(App *app)
{
    const bool resized = app->view.width_px != app->input->width_px || app->view.height_px != app->input->height_px;
    app->view.width_px = app->input->width_px;
    app->view.height_px = app->input->height_px;
    app->room.refit = app->room.refit || resized;
    return resized;
}

static bool something_happened(const Input *input)
{
    if (input->key_count || input->typed[0] || input->resized || input->exposed || input->focus_gained) return true;
    for (int b = 0; b < MOUSE_COUNT; b++)
        if (input->pressed[b] || input->released[b]) return true;
    const float moved_px = fabsf(input->move_x_px) + fabsf(input->move_y_px) + fabsf(input->fingers_x_px) + fabsf(input->fingers_y_px);
    return moved_px + fabsf(input->wheel_x) + fabsf(input->wheel_y) + fabsf(input->pinch_frac) > 0;
}

#define SMALLEST_FRAC 0.75f

// A window of 4K height whose screen tells no scale is most likely looked at as a whole: the letters grow with it. In a tiny one they shrink, down
// to where they are just read.
static float interface_scale(const App *app)
{
    const float points_high = (float)app->input->height_px / app->input->scale, points_wide = (float)app->input->width_px / app->input->scale;
    const float large = fmaxf(1, points_high / 1400), small = fminf(fmaxf(points_wide / 460, SMALLEST_FRAC), 1);
    return app->input->scale * large * small * app->text_scale * overlay_text_scale(app->view.theme);
}

// Where nobody chose the framing, it follows the room there is.
static void frame_anew(App *app)
{
    if (!app->room.refit || app->flight.on) return;
    app->room.refit = false;
    if (app->camera_touched) return;
    app->view.camera.pivot_auto = true;
    app->view.camera.distance_mm = 0;
    app->framed_anew = true;
}

// Hips are what moves: the bars along the lower edge must not cover them.
static void leave_room(App *app, bool resized)
{
    const bool bars = app->view.ui && app->view.door == DOOR_MOVE;
    const float bars_px = quiz_play_on(app) ? app->quiz.bottom_px : bars ? PANEL_BARS_PT * app->ui.scale : 0;
    const float covered_frac = fminf(bars_px / (float)app->view.height_px, quiz_play_on(app) ? 0.6f : 0.4f);
    app->room.refit = app->room.refit || covered_frac != app->view.covered_bottom_frac;
    app->view.covered_bottom_frac = covered_frac;
    room_update(app, resized);
    frame_anew(app);
}

Detail app_detail(const App *app)
{
    return app->coarse ? DETAIL_LOW : DETAIL_HIGH;
}

static void build(App *app)
{
    app->scene = scene_build(app->body, app->cache, &app->view, app_detail(app), app->frame, &app->view.camera);
}

static double sooner(double a, double b)
{
    if (a < 0) return b;
    return b < 0 || a < b ? a : b;
}

static void remember(App *app)
{
    if (quiz_play_on(app)) return; // its flights are nobody's doing
    const bool busy = app->press.on || steer_is_moving(app) || app->ui.active != 0;
    if (app->framed_anew) history_amend(&app->history, &app->view);
    history_note(&app->history, &app->view, busy, app->now_s);
}

static double wake_after(const App *app)
{
    double wake_s = -1;
    if (app->passes > 0 || steer_is_moving(app) || (app->playback.on && app->view.clip) || app->label_motion.moving || quiz_play_moves(app)) return 0;
    if (app->pointing.hold_until_s > app->now_s) wake_s = app->pointing.hold_until_s - app->now_s + 0.01;
    wake_s = sooner(wake_s, room_wait_s(app));
    wake_s = sooner(wake_s, tip_wait_s(app));
    if (app->banner.text[0]) wake_s = sooner(wake_s, app->banner_until_s - app->now_s + 0.01);
    return wake_s;
}

void app_frame(App *app, const Input *input, Arena *frame)
{
    app->input = input;
    app->frame = frame;
    app->framed_anew = false;
    app->passes = something_happened(input) ? 2 : app->passes - (app->passes > 0);
    take_time(app);
    const bool resized = take_size(app);
    focus_take_keys(app);
    ui_begin(&app->ui, input, overlay_colours(app->view.theme), interface_scale(app), frame);
    leave_room(app, resized);
    if (app->view.camera.pivot_auto || app->view.camera.distance_mm <= 0) build(app); // numbers first: everything below steers them
    actions_take_keys(app);
    steer_by_mouse(app);
    steer_advance(app);
    playback_advance(app);
    places_keep_sound(app);
    quiz_play_advance(app);
    build(app);
    pointing_update(app);
    pointing_click(app);
    panels_draw(app);
    ui_end(&app->ui);
    if (app->ui.again) app->passes = 2;
    view_selection_settle(&app->view);
    remember(app);
    app->wake_s = wake_after(app);
}

// ---- has anything changed

static uint64_t mix(uint64_t hash, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    for (size_t i = 0; i < size; i++) hash = (hash ^ bytes[i]) * 1099511628211u;
    return hash;
}

static uint64_t mix_command(uint64_t hash, const UiCommand *command)
{
    UiCommand plain = *command;
    plain.text = NULL; // strings move from frame to frame: their letters count, not their place
    hash = mix(hash, &plain, sizeof plain);
    return command->text ? mix(hash, command->text, strlen(command->text)) : hash;
}

uint64_t app_stamp(const App *app)
{
    uint64_t hash = mix(14695981039346656037u, &app->view, sizeof app->view);
    for (int i = 0; i < app->ui.draw.command_count; i++)
        if (i < app->stats_first || i >= app->stats_end) hash = mix_command(hash, &app->ui.draw.commands[i]);
    return hash;
}
