#define _DEFAULT_SOURCE // setenv
#include "file.h"
#include "plates.h"
#include "samples.h"
#include "samples_program.h"
#include "still.h"
#include "supersample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

// Pictures as they leave the program: the mean of several frames, no background, sheets, and what travels inside.

static Arena keep;
static const char *folder;

static int set_up(void **state)
{
    (void)state;
    keep = arena_make((size_t)1 << 30);
    folder = sample_program_folder(&keep);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    sample_remove(folder);
    arena_free(&keep);
    return 0;
}

static Run run(const char *words)
{
    return sample_run(folder, &keep, words);
}

static Text bytes_of(const char *name)
{
    Text text = { "", 0 };
    if (file_read(sample_path(&keep, folder, name), &keep, &text, NULL) != RESULT_OK) fail_msg("there is no %s", name);
    return text;
}

// ---- the mean

static void every_row_and_column_of_a_pixel_is_looked_at_once(void **state)
{
    (void)state;
    static const int counts[] = { 1, 4, 8, 16 };
    for (int k = 0; k < 4; k++) {
        const int count = counts[k];
        vec2s sum = { { 0, 0 } };
        for (int i = 0; i < count; i++) {
            const vec2s a = supersample_place_px(i, count);
            sum = glms_vec2_add(sum, a);
            assert_true(fabsf(a.x) < 0.75f && fabsf(a.y) < 0.75f);
            for (int j = 0; j < i; j++) {
                const vec2s b = supersample_place_px(j, count);
                assert_true(fabsf(a.x - b.x) > 0.02f && fabsf(a.y - b.y) > 0.02f);
                assert_true(glms_vec2_distance(a, b) > 1.0f / (float)count);
            }
        }
        assert_true(glms_vec2_norm(sum) < 1e-5f); // nothing moves
    }
}

static void four_frames_are_the_rotated_grid(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        const vec2s a = supersample_place_px(i, 4);
        assert_true(fabsf(fminf(fabsf(a.x), fabsf(a.y)) - 0.125f) < 1e-6f && fabsf(fmaxf(fabsf(a.x), fabsf(a.y)) - 0.375f) < 1e-6f);
    }
}

static void the_mean_of_equal_frames_is_the_frame(void **state)
{
    (void)state;
    uint8_t frame[256 * 4], mean[256 * 4];
    PixelSum sum;
    Message why;
    for (int i = 0; i < 256; i++) memcpy(frame + 4 * i, (uint8_t[4]) { (uint8_t)i, (uint8_t)(255 - i), 0, 255 }, 4);
    assert_int_equal(pixel_sum_open(256, 1, &sum, &why), RESULT_OK);
    for (int i = 0; i < SUPERSAMPLE_MOST; i++) pixel_sum_add(&sum, frame);
    pixel_sum_mean(&sum, mean);
    pixel_sum_close(&sum);
    assert_memory_equal(frame, mean, sizeof frame);
}

static void a_half_covered_pixel_keeps_its_colour(void **state)
{
    (void)state;
    PixelSum sum;
    Message why;
    uint8_t mean[8];
    assert_int_equal(pixel_sum_open(2, 1, &sum, &why), RESULT_OK);
    pixel_sum_add(&sum, (uint8_t[8]) { 200, 100, 50, 255, 0, 0, 0, 0 });
    pixel_sum_add(&sum, (uint8_t[8]) { 0, 0, 0, 0, 0, 0, 0, 0 });
    pixel_sum_mean(&sum, mean);
    pixel_sum_close(&sum);
    assert_memory_equal(mean, ((uint8_t[8]) { 200, 100, 50, 128, 0, 0, 0, 0 }), 8);
}

// ---- pictures of the sample

typedef struct Studio {
    Session session;
    Still still;
} Studio;

static Studio *studio_or_skip(void)
{
    static Studio studio;
    Message why;
    studio = (Studio) { .session = { .keep = arena_make((size_t)1 << 28), .frame = arena_make((size_t)1 << 28) } };
    studio.session.body = sample_body(&studio.session.keep);
    studio.session.loaded = true;
    view_state_init(&studio.session.view, &studio.session.body);
    studio.session.view.width_px = 160;
    studio.session.view.height_px = 120;
    if (still_open(&studio.still, &studio.session, &why) == RESULT_OK) return &studio;
    still_close(&studio.still);
    session_close(&studio.session);
    skip();
    return NULL;
}

static void studio_close(Studio *studio)
{
    still_close(&studio->still);
    session_close(&studio->session);
}

static uint8_t *take(Studio *studio, const ViewState *view, const char *caption, StillStyle style)
{
    Message why = { "" };
    uint8_t *rgba = arena_push(&keep, (size_t)view->width_px * (size_t)view->height_px * 4);
    if (still_take(&studio->still, &studio->session, view, caption, &style, rgba, &why) != RESULT_OK) fail_msg("%s", why.text);
    return rgba;
}

static ViewState without_skin(const Studio *studio)
{
    ViewState view = studio->session.view;
    char *const words[] = { "--hide", "skin" };
    Message why;
    assert_int_equal(view_options_read(&view, &studio->session.body, 2, words, &why), RESULT_OK);
    return view;
}

static int half_covered_count(const uint8_t *rgba, const ViewState *view)
{
    int count = 0;
    for (int i = 0; i < view->width_px * view->height_px; i++) count += rgba[4 * i + 3] > 0 && rgba[4 * i + 3] < 255;
    return count;
}

// Mean place of what is there.
static vec2s middle_of(const uint8_t *rgba, const ViewState *view)
{
    double x = 0, y = 0, all = 0;
    for (int i = 0; i < view->width_px * view->height_px; i++) {
        x += rgba[4 * i + 3] * (double)(i % view->width_px);
        y += rgba[4 * i + 3] * (double)(i / view->width_px);
        all += rgba[4 * i + 3];
    }
    return (vec2s) { { (float)(x / all), (float)(y / all) } };
}

static void more_frames_give_softer_edges_in_the_same_place(void **state)
{
    (void)state;
    Studio *studio = studio_or_skip();
    ViewState view = without_skin(studio);
    for (int parallel = 0; parallel < 2; parallel++) {
        view.camera.orthographic = parallel == 1;
        const uint8_t *one = take(studio, &view, NULL, (StillStyle) { .frames = 1, .transparent = true });
        const uint8_t *usual = take(studio, &view, NULL, (StillStyle) { .transparent = true });
        const uint8_t *best = take(studio, &view, NULL, (StillStyle) { .frames = 16, .transparent = true });
        assert_true(half_covered_count(one, &view) < half_covered_count(usual, &view) / 2);
        assert_true(half_covered_count(usual, &view) < half_covered_count(best, &view));
        assert_true(glms_vec2_distance(middle_of(usual, &view), middle_of(best, &view)) < 0.06f);
        assert_true(glms_vec2_distance(middle_of(one, &view), middle_of(best, &view)) < 0.2f);
    }
    studio_close(studio);
}

static void letters_are_as_crisp_in_the_mean(void **state)
{
    (void)state;
    Studio *studio = studio_or_skip();
    const ViewState view = without_skin(studio);
    const uint8_t *one = take(studio, &view, "Ilium", (StillStyle) { .frames = 1 }), *best = take(studio, &view, "Ilium", (StillStyle) { .frames = 16 });
    int brightest = 0;
    for (int y = 6; y < 20; y++) {
        for (int i = 4 * (y * view.width_px + 6); i < 4 * (y * view.width_px + 30); i++) {
            assert_true(abs(one[i] - best[i]) <= 1);
            if (i % 4 == 0 && one[i] > brightest) brightest = one[i];
        }
    }
    assert_true(brightest > 150); // there was something to compare
    studio_close(studio);
}

static void a_clear_picture_laid_over_the_background_is_the_usual_one(void **state)
{
    (void)state;
    Studio *studio = studio_or_skip();
    ViewState view = studio->session.view; // with its ghost skin
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        view.theme = (Theme)theme;
        ViewState empty = view;
        memset(empty.opacity_frac, 0, sizeof empty.opacity_frac);
        const uint8_t *usual = take(studio, &view, NULL, (StillStyle) { 0 }), *clear = take(studio, &view, NULL, (StillStyle) { .transparent = true });
        const uint8_t *behind = take(studio, &empty, NULL, (StillStyle) { 0 });
        int film_count = 0, beside_letters = 0;
        for (int i = 0; i < view.width_px * view.height_px * 4; i++) {
            const int alpha = clear[i / 4 * 4 + 3], over = (clear[i] * alpha + behind[i] * (255 - alpha) + 127) / 255;
            if (i % 4 == 3) continue;
            film_count += alpha > 5 && alpha < 120;
            beside_letters += abs(over - usual[i]) > 3;
        }
        assert_true(film_count > 500);
        assert_true(beside_letters < 3 * 900); // R and L stand elsewhere where nothing is framed
        assert_int_equal(usual[3], 255);
        assert_int_equal(clear[3], 0);
    }
    studio_close(studio);
}

// ---- what travels inside

static uint32_t big_endian(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

// The text of a PNG's chunk, or "".
static const char *fact_of(const char *picture, const char *keyword)
{
    const Text png = bytes_of(picture);
    for (size_t at = 8; at + 12 <= png.size; at += 12 + big_endian(png.data + at)) {
        const size_t size = big_endian(png.data + at), head = strlen(keyword) + 1;
        if (memcmp(png.data + at + 4, "tEXt", 4) == 0 && memcmp(png.data + at + 8, keyword, head) == 0)
            return text_format(&keep, "%.*s", (int)(size - head), png.data + at + 8 + head);
    }
    return "";
}

static void a_picture_tells_whose_it_is_and_how_to_make_it_again(void **state)
{
    (void)state;
    assert_int_equal(run("shot told.png --size 48x32 --samples 8 --background transparent --theme light --pose hip_flexion_right=30").status, 0);
    assert_string_equal(fact_of("told.png", "Copyright"), "Anatomy: nobody, CC0");
    assert_int_equal(strncmp(fact_of("told.png", "Software"), "iliopsoas ", 10), 0);
    const char *command = fact_of("told.png", "Description");
    assert_int_equal(strncmp(command, "iliopsoas shot OUT.png --samples 8 --background transparent ", 60), 0);
    const Run again = run(text_format(&keep, "shot again.png %s", command + strlen("iliopsoas shot OUT.png ")));
    assert_int_equal(again.status, 0);
    const Text told = bytes_of("told.png"), made = bytes_of("again.png");
    assert_true(told.size == made.size && memcmp(told.data, made.data, made.size) == 0);
}

static void numbers_of_samples_differ_and_repeat(void **state)
{
    (void)state;
    static const char *const words[] = { "--samples 1", "--samples 4", "--samples 8", "--samples 16" };
    Text pictures[4];
    for (int i = 0; i < 4; i++) {
        assert_int_equal(run(text_format(&keep, "shot n.png --size 96x72 %s", words[i])).status, 0);
        pictures[i] = bytes_of("n.png");
        assert_int_equal(run(text_format(&keep, "shot n.png --size 96x72 %s", words[i])).status, 0);
        const Text again = bytes_of("n.png");
        assert_true(again.size == pictures[i].size && memcmp(again.data, pictures[i].data, again.size) == 0);
        for (int j = 0; j < i; j++) assert_true(pictures[j].size != again.size || memcmp(pictures[j].data, again.data, again.size) != 0);
    }
}

static void a_clear_background_is_written_with_alpha(void **state)
{
    (void)state;
    assert_int_equal(run("shot solid.png --size 20x20 --background theme").status, 0);
    assert_int_equal(run("shot clear.png --size 20x20 --background transparent").status, 0);
    assert_int_equal(bytes_of("solid.png").data[25], 2); // kind of colour: RGB
    assert_int_equal(bytes_of("clear.png").data[25], 6); // with alpha
}

// ---- sheets

static void the_plates_show_every_clip_of_the_body_on_one_sheet(void **state)
{
    (void)state;
    int count = 0;
    const Plate *plate = plates(&count);
    Arena real = arena_make((size_t)1 << 28);
    Body body;
    Message why = { "" };
    assert_int_equal(body_load(TEST_PACK, &real, &body, &why), RESULT_OK);
    for (int c = 1; c < body.clip_count; c++) {
        bool shown = false;
        for (int i = 0; i < count && !shown; i++) shown = contains(plate[i].words, text_format(&real, "--clip %s ", body.clips[c].id));
        if (!shown) fail_msg("no plate shows %s", body.clips[c].id);
    }
    for (int i = 0; i < count; i++) {
        ViewState view;
        char *const words[] = { "--theme", "light" };
        if (plate_view(&plate[i], &body, 2, words, &view, &why) != RESULT_OK) fail_msg("%s: %s", plate[i].title, why.text);
        assert_true(view.theme == THEME_LIGHT || contains(plate[i].words, "--theme"));
        assert_string_not_equal(body_string(&body, plate[i].title, LANGUAGE_DE), plate[i].title);
    }
    body_unload(&body);
    arena_free(&real);
}

static void a_sheet_too_large_is_refused(void **state)
{
    (void)state;
    const Run r = run("shot a.png --sheet --size 8192x8192");
    assert_true(r.status == 1 && contains(r.err, "16384 a side are the most") && !file_exists(sample_path(&keep, folder, "a.png")));
}

static void plates_are_drawn_on_a_sheet_of_small_pictures(void **state)
{
    (void)state;
    const char *sample = text_to_string(&keep, text_of(getenv("ILIOPSOAS_PACK")));
    setenv("ILIOPSOAS_PACK", TEST_PACK, 1);
    const Run r = run("shot plates.png --plates --size 24x20 --samples 1");
    setenv("ILIOPSOAS_PACK", sample, 1);
    int count = 0;
    plates(&count);
    assert_int_equal(r.status, 0);
    assert_int_equal(big_endian(bytes_of("plates.png").data + 16), 24 * PLATE_COLUMNS);
    assert_int_equal(big_endian(bytes_of("plates.png").data + 20), 20 * ((count + PLATE_COLUMNS - 1) / PLATE_COLUMNS));
    assert_int_equal(strncmp(fact_of("plates.png", "Description"), "iliopsoas shot OUT.png --samples 1 --plates", 43), 0);
}

static void a_film_on_a_sheet_has_the_moments_asked_for(void **state)
{
    (void)state;
    assert_int_equal(run("film usual.png --clip lift --size 30x20 --samples 1").status, 0);
    assert_int_equal(run("film wide.png --turntable --sheet 5x1 --size 30x20 --samples 1").status, 0);
    assert_int_equal(big_endian(bytes_of("usual.png").data + 16), 120);
    assert_int_equal(big_endian(bytes_of("usual.png").data + 20), 60);
    assert_int_equal(big_endian(bytes_of("wide.png").data + 16), 150);
    assert_int_equal(big_endian(bytes_of("wide.png").data + 20), 20);
    assert_string_equal(fact_of("wide.png", "Description"), "iliopsoas film OUT.png --turntable --sheet 5x1 --samples 1 --size 30x20");
}

static void wrong_words_are_refused_in_one_line(void **state)
{
    (void)state;
    static const Case cases[] = {
        { "shot a.png --samples 2", 2, "none of 1, 4, 8 and 16" },
        { "shot a.png --samples many", 2, "none of 1, 4, 8 and 16" },
        { "shot a.png --background none", 2, "It takes theme, transparent" },
        { "shot a.png --sheet --plates", 2, "Give one of them" },
        { "shot --plates", 2, "Usage" },
        { "film a.png --clip lift --sheet 4", 2, "no grid" },
        { "film a.png --clip lift --sheet 4x0", 2, "no grid" },
        { "film a.png --clip lift --sheet 40x1", 2, "no grid" },
        { "film a.png --clip lift --sheet 4x3x2", 2, "no grid" },
        { "film a.png --clip lift --fps 3", 2, "A sheet has no --fps" },
        { "film a.gif --clip lift --sheet 4x3", 2, "name an OUT.png" },
        { "film a.mp4 --clip lift --background transparent", 2, "An mp4 has no transparency" },
        { "film no/such/folder/a.png --clip lift", 1, "folder does not exist" },
    };
    check_cases(folder, &keep, cases, sizeof cases / sizeof *cases);
    assert_false(file_exists(sample_path(&keep, folder, "a.png")) || file_exists(sample_path(&keep, folder, "a.gif")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_and_column_of_a_pixel_is_looked_at_once),
        cmocka_unit_test(four_frames_are_the_rotated_grid),
        cmocka_unit_test(the_mean_of_equal_frames_is_the_frame),
        cmocka_unit_test(a_half_covered_pixel_keeps_its_colour),
        cmocka_unit_test(more_frames_give_softer_edges_in_the_same_place),
        cmocka_unit_test(letters_are_as_crisp_in_the_mean),
        cmocka_unit_test(a_clear_picture_laid_over_the_background_is_the_usual_one),
        cmocka_unit_test(a_picture_tells_whose_it_is_and_how_to_make_it_again),
        cmocka_unit_test(numbers_of_samples_differ_and_repeat),
        cmocka_unit_test(a_clear_background_is_written_with_alpha),
        cmocka_unit_test(the_plates_show_every_clip_of_the_body_on_one_sheet),
        cmocka_unit_test(a_sheet_too_large_is_refused),
        cmocka_unit_test(plates_are_drawn_on_a_sheet_of_small_pictures),
        cmocka_unit_test(a_film_on_a_sheet_has_the_moments_asked_for),
        cmocka_unit_test(wrong_words_are_refused_in_one_line),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
