// The referral card in the true fonts: nothing of it may be cut off in a still picture, which cannot be scrolled.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "overlay.h"
#include "referral.h"
#include "samples_desk.h"

#include <string.h>

static Desk desk;

static int open_desk(void **state)
{
    (void)state;
    desk_open(&desk);
    return 0;
}

static int close_desk(void **state)
{
    (void)state;
    desk_close(&desk);
    return 0;
}

// By how much the card of the view is too long for a still of its size.
static float overflow(const ViewState *view)
{
    const float scale = view->width_px == 800 ? 800.0f / 1100.0f : 1.0f, margin = 16.0f * scale; // as still.c scales its writing
    UiRect free = { margin, margin, (float)view->width_px - 2 * margin, (float)view->height_px - 2 * margin };
    float over_px = 0.0f;
    arena_reset(&desk.frame);
    desk.input = (Input) { .width_px = view->width_px, .height_px = view->height_px, .scale = 1.0f };
    ui_begin(&desk.ui, &desk.input, overlay_colours(view->theme), scale, &desk.frame);
    const UiRect stop = referral_draw_stop(&desk.ui, &desk.body, view, free);
    free.h -= stop.h + 10 * scale;
    const UiRect card = referral_draw_card(&desk.ui, &desk.body, view, free, 0, &over_px);
    ui_end(&desk.ui);
    assert_true(card.w > 0 && stop.w > 0 && card.x >= free.x && card.y + card.h <= stop.y);
    return over_px;
}

static void check_topics(ViewState *view)
{
    for (int z = 1; z < desk.body.zone_count; z++) {
        view->hovered_trigger = 0;
        view->hovered_zone = (ZoneId)z;
        if (overflow(view) > 0.5f)
            fail_msg("the card of %s is cut off in %s at %d x %d", desk.body.zones[z].id, language_ids[view->language], view->width_px,
                     view->height_px);
    }
    for (int t = 1; t < desk.body.trigger_count; t++) {
        view->hovered_trigger = (TriggerId)t;
        if (overflow(view) > 0.5f)
            fail_msg("the card of %s is cut off in %s at %d x %d", desk.body.triggers[t].id, language_ids[view->language], view->width_px,
                     view->height_px);
    }
}

static void every_card_fits_a_still_in_every_language(void **state)
{
    (void)state;
    static const int sizes_px[][2] = { { 1280, 720 }, { 800, 600 } };
    ViewState view;
    if (!desk.platform) skip();
    view_state_init(&view, &desk.body);
    for (int size = 0; size < 2; size++) {
        view.width_px = sizes_px[size][0];
        view.height_px = sizes_px[size][1];
        for (int i = 0; i < 2 * LANGUAGE_COUNT; i++) {
            view.language = (Language)(i / 2);
            view.sex = i % 2 ? SEX_FEMALE : SEX_MALE;
            check_topics(&view);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_card_fits_a_still_in_every_language) };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
