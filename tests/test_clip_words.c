// What is written with a clip: that it fits, in every language, in the window and in stills.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "clip_words.h"
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

static ClipWords words_of(const ViewState *view, float width_px)
{
    Pose pose;
    arena_reset(&desk.frame);
    desk.input = (Input) { .width_px = view->width_px, .height_px = view->height_px, .scale = 1 };
    ui_begin(&desk.ui, &desk.input, (UiColours) { 0 }, 1, &desk.frame);
    view_pose(view, &desk.body, &pose);
    return clip_words_make(&desk.ui, &desk.body, view, &pose, width_px);
}

// 1280 x 720: the play bar is 880 points wide with 13 on either side.
#define BAR_PX (880.0f - 26.0f)

static void a_caption_fits_on_its_line_in_each_language(void **state)
{
    (void)state;
    if (!desk.platform) skip();
    ViewState view;
    int cut = 0;
    view_state_init(&view, &desk.body);
    for (int l = 0; l < LANGUAGE_COUNT; l++)
        for (int c = 1; c < desk.body.clip_count; c++) {
            const Clip *clip = &desk.body.clips[c];
            view.language = (Language)l;
            view.clip = (ClipId)c;
            for (int i = 0; i < clip->phase_count; i++) {
                view.clip_at_frac = clip->phases[i].start_s / clip->duration_s + 1e-5f;
                const ClipWords words = words_of(&view, BAR_PX);
                const char *all = body_string(&desk.body, clip->phases[i].caption, view.language);
                if (strcmp(words.caption, all) != 0)
                    print_error("%s: of \"%s\" only \"%s\" fits\n", language_ids[l], all, words.caption), cut++;
                if (words.note_count > 3) fail_msg("%s: the note of %s takes %d lines", language_ids[l], clip->id, words.note_count);
            }
        }
    assert_int_equal(cut, 0);
}

static void the_note_keeps_its_lines_while_the_clip_plays(void **state)
{
    (void)state;
    if (!desk.platform) skip();
    ViewState view;
    view_state_init(&view, &desk.body);
    view.clip = body_clip(&desk.body, "side_lying_stretch");
    const int lines = words_of(&view, BAR_PX).note_count;
    assert_true(lines >= 2);
    for (int i = 0; i <= 40; i++) {
        view.clip_at_frac = (float)i / 40.0f;
        const ClipWords words = words_of(&view, BAR_PX);
        assert_int_equal(words.note_count, lines);
        assert_non_null(strstr(words.drop, "cm below the hip"));
    }
}

static void figures_speak_in_their_unit(void **state)
{
    (void)state;
    if (!desk.platform) skip();
    ViewState view;
    view_state_init(&view, &desk.body);
    view.clip = body_clip(&desk.body, "supine_breathing");
    view.clip_at_frac = 0.44f;
    assert_string_equal(words_of(&view, BAR_PX).angle, "Belly wall rises 18 mm");
    assert_string_equal(words_of(&view, BAR_PX).drop, "");
    view.clip = body_clip(&desk.body, "side_lying_stretch");
    view.clip_at_frac = 36.0f / 44.0f;
    assert_string_equal(words_of(&view, BAR_PX).angle, "Hip flexion, right -14\xC2\xB0");
    assert_string_equal(words_of(&view, BAR_PX).drop, "Foot 26 cm below the hip"); // 0.85 m x sin 18
}

static void without_a_clip_nothing_is_written(void **state)
{
    (void)state;
    if (!desk.platform) skip();
    ViewState view;
    view_state_init(&view, &desk.body);
    const ClipWords words = words_of(&view, BAR_PX);
    assert_string_equal(words.caption, "");
    assert_string_equal(words.angle, "");
    assert_int_equal(words.note_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_caption_fits_on_its_line_in_each_language),
        cmocka_unit_test(the_note_keeps_its_lines_while_the_clip_plays),
        cmocka_unit_test(figures_speak_in_their_unit),
        cmocka_unit_test(without_a_clip_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
