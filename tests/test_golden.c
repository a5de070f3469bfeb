// test_golden.c: small pictures of the real body, compared block by block with those in tests/golden. No text, so no fonts.
//
// REFRESH_GOLDEN=1 writes them anew. What differs is written beside the test program, as scene_NAME.actual.png.
#include "file.h"
#include "picture.h"
#include "platform.h"
#include "render.h"
#include "scene_build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#include <stb/stb_image.h>

enum { WIDTH_PX = 192, HEIGHT_PX = 144, BLOCK_PX = 8, ACROSS = WIDTH_PX / BLOCK_PX, DOWN = HEIGHT_PX / BLOCK_PX, BLOCK_COUNT = ACROSS * DOWN };
enum { PICTURE_BYTES = WIDTH_PX * HEIGHT_PX * 4, MOST_FILE_BYTES = 60 * 1024 };

static struct Studio {
    Arena keep, frame;
    Body body;
    Platform *platform;
    Renderer *renderer;
    SceneCache *cache;
    bool open;
} studio;

static int set_up(void **state)
{
    (void)state;
    Message why;
    studio.keep = arena_make((size_t)512 << 20);
    studio.frame = arena_make((size_t)64 << 20);
    if (body_load(TEST_PACK, &studio.keep, &studio.body, &why) != RESULT_OK) return -1;
    studio.cache = scene_cache_make(&studio.body, &studio.keep);
    if (platform_open(&(PlatformDesc) { .title = "test", .width_px = 64, .height_px = 64 }, &studio.platform, &why) != RESULT_OK) return 0;
    studio.open = render_create(false, platform_text(studio.platform), &studio.renderer, &why) == RESULT_OK;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    render_destroy(studio.renderer);
    if (studio.platform) platform_close(studio.platform);
    body_unload(&studio.body);
    arena_free(&studio.frame);
    arena_free(&studio.keep);
    return 0;
}

// Pictures ------------------------------------------------------------------------------------------------------------------

typedef struct Shot {
    const char *name, *options;
} Shot;

static const Shot shots[] = {
    { "anterior", "--view anterior" },
    { "fossa", "--view fossa" },
    { "posterior", "--view posterior" },
    { "right", "--view right" },
    { "trigger", "--trigger psoas_right --view posterior" },
    { "hip_flexion", "--pose hip_flexion_right=90 --view right" },
    { "stretch", "--clip side_lying_stretch --at 0.7" },
    { "organs", "--show bones,organs,vessels --view anterior" },
    { "muscles", "--show bones,iliopsoas,hip_muscles --view right" },
    { "light", "--theme light" },
    { "cut", "--cut transverse=60 --show body --view 20,50,0" },
    { "xray", "--xray bones,discs --view anterior" },
    { "peeled", "--depth 0.1 --view anterior" },
    { "regions", "--colour region --hide skin --view fossa" },
};

static void read_options(ViewState *view, const char *options)
{
    char line[256], *words[24];
    Message why = { "" };
    int count = 0;
    snprintf(line, sizeof line, "%s --size %dx%d", options, WIDTH_PX, HEIGHT_PX);
    for (char *word = strtok(line, " "); word && count < 24; word = strtok(NULL, " ")) words[count++] = word;
    view_state_init(view, &studio.body);
    if (view_options_read(view, &studio.body, count, words, &why) != RESULT_OK) fail_msg("%s: %s", options, why.text);
}

static uint8_t *take(const char *options)
{
    ViewState view;
    Message why = { "" };
    const RenderTarget target = { .width_px = WIDTH_PX, .height_px = HEIGHT_PX, .samples = 4 };
    read_options(&view, options);
    arena_reset(&studio.frame);
    const Scene *scene = scene_build(&studio.body, studio.cache, &view, DETAIL_HIGH, &studio.frame, NULL);
    uint8_t *rgba = arena_push(&studio.frame, PICTURE_BYTES);
    if (render_draw(studio.renderer, scene, NULL, &target, &why) != RESULT_OK) fail_msg("%s", why.text);
    if (render_read_rgba(studio.renderer, rgba, &why) != RESULT_OK) fail_msg("%s", why.text);
    return rgba;
}

static void write_picture(const char *path, const uint8_t *rgba)
{
    uint8_t *copy = arena_push(&studio.frame, PICTURE_BYTES);
    Message why;
    memcpy(copy, rgba, PICTURE_BYTES);
    FILE *stream = fopen(path, "wb");
    if (!stream || picture_write_png(stream, copy, &(PictureShape) { WIDTH_PX, HEIGHT_PX, false }, &(PictureFacts) { 0 }, &why) != RESULT_OK) fail_msg("%s cannot be written", path);
    fclose(stream);
}

static const char *golden_path(const char *name)
{
    return text_format(&studio.frame, "%s/scene_%s.png", TEST_GOLDEN, name);
}

static const char *actual_path(const char *name) // in the build folder
{
    const int folder = (int)(strrchr(TEST_PACK, '/') - TEST_PACK);
    return text_format(&studio.frame, "%.*s/tests/scene_%s.actual.png", folder, TEST_PACK, name);
}

static uint8_t *read_golden(const char *name)
{
    Text file;
    Message why;
    int width = 0, height = 0, channels = 0;
    if (file_read(golden_path(name), &studio.frame, &file, &why) != RESULT_OK) fail_msg("%s Run the test with REFRESH_GOLDEN=1 once.", why.text);
    assert_true(file.size < MOST_FILE_BYTES);
    stbi_uc *pixels = stbi_load_from_memory((const stbi_uc *)file.data, (int)file.size, &width, &height, &channels, 4);
    if (!pixels || width != WIDTH_PX || height != HEIGHT_PX) fail_msg("%s is no picture of %d x %d", golden_path(name), WIDTH_PX, HEIGHT_PX);
    uint8_t *rgba = arena_push(&studio.frame, PICTURE_BYTES);
    memcpy(rgba, pixels, PICTURE_BYTES);
    stbi_image_free(pixels);
    return rgba;
}

// Comparison ----------------------------------------------------------------------------------------------------------------

// Another driver rounds and covers edges differently: a little everywhere, up to 7 in one block between OpenGL 3.3 and ES 3.0. A missing or
// moved part is a lot in a few blocks: without the disc between L3 and L4, two blocks of 15.
#define BLOCK_LIMIT 6.0 // mean difference per channel, of 255; one block in a hundred may be beyond
#define WORST_LIMIT 12.0
enum { BLOCKS_BEYOND = BLOCK_COUNT / 100 };

typedef struct Difference {
    int beyond, worst_x, worst_y; // blocks beyond the limit; the worst one's corner in pixels
    double worst;
} Difference;

static double block_difference(const uint8_t *a, const uint8_t *b, int x0, int y0)
{
    int sum = 0;
    for (int y = y0; y < y0 + BLOCK_PX; y++) {
        for (int x = x0; x < x0 + BLOCK_PX; x++) {
            const int at = (y * WIDTH_PX + x) * 4;
            for (int c = 0; c < 3; c++) sum += abs(a[at + c] - b[at + c]);
        }
    }
    return (double)sum / (3 * BLOCK_PX * BLOCK_PX);
}

static Difference compare(const uint8_t *a, const uint8_t *b)
{
    Difference found = { 0 };
    for (int i = 0; i < BLOCK_COUNT; i++) {
        const int x = i % ACROSS * BLOCK_PX, y = i / ACROSS * BLOCK_PX;
        const double difference = block_difference(a, b, x, y);
        found.beyond += difference > BLOCK_LIMIT;
        if (difference <= found.worst) continue;
        found.worst = difference;
        found.worst_x = x;
        found.worst_y = y;
    }
    return found;
}

static bool alike(const Difference *found)
{
    return found->beyond <= BLOCKS_BEYOND && found->worst <= WORST_LIMIT;
}

static void compare_or_refresh(const Shot *shot)
{
    uint8_t *actual = take(shot->options);
    if (getenv("REFRESH_GOLDEN")) write_picture(golden_path(shot->name), actual);
    const Difference found = compare(actual, read_golden(shot->name));
    print_message("%-12s worst block at %d,%d: %.1f of 255; %d of %d beyond %.0f\n", shot->name, found.worst_x, found.worst_y, found.worst,
                  found.beyond, BLOCK_COUNT, BLOCK_LIMIT);
    if (alike(&found)) return;
    write_picture(actual_path(shot->name), actual);
    fail_msg("%s does not look like %s", actual_path(shot->name), golden_path(shot->name));
}

// Tests ---------------------------------------------------------------------------------------------------------------------

static void the_body_looks_as_before(void **state)
{
    if (!studio.open) skip();
    compare_or_refresh(*state);
}

// Proof that the measure is strict: without one small part the picture is another.
static void a_missing_part_is_noticed(void **state)
{
    (void)state;
    static const char *const parts[][2] = { { "anterior", "inguinal_ligament_right" }, { "anterior", "disc_l3_l4" }, { "fossa", "psoas_major_left" },
                                            { "posterior", "femur_right" },            { "right", "rib_12_right" } };
    if (!studio.open) skip();
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *options = text_format(&studio.keep, "--view %s --hide %s", parts[i][0], parts[i][1]);
        const uint8_t *without = take(options);
        const Difference found = compare(without, read_golden(parts[i][0]));
        print_message("without %s: worst %.1f, %d beyond\n", parts[i][1], found.worst, found.beyond);
        if (alike(&found)) fail_msg("%s can be missing from %s unnoticed", parts[i][1], parts[i][0]);
    }
}

static void the_same_picture_is_alike_and_a_shifted_one_is_not(void **state)
{
    (void)state;
    if (!studio.open) skip();
    const uint8_t *picture = read_golden("anterior");
    uint8_t *shifted = arena_push(&studio.frame, PICTURE_BYTES);
    memcpy(shifted + 8, picture, PICTURE_BYTES - 8); // two pixels to the right
    const Difference none = compare(picture, picture), some = compare(picture, shifted);
    assert_true(alike(&none));
    assert_false(alike(&some));
}

enum { SHOT_COUNT = sizeof shots / sizeof *shots };

int main(void)
{
    struct CMUnitTest tests[SHOT_COUNT + 2];
    for (int i = 0; i < SHOT_COUNT; i++) // cmocka hands initial_state to the test and does not write to it
        tests[i] = (struct CMUnitTest) { shots[i].name, the_body_looks_as_before, NULL, NULL, (void *)(uintptr_t)&shots[i] };
    tests[SHOT_COUNT] = (struct CMUnitTest)cmocka_unit_test(a_missing_part_is_noticed);
    tests[SHOT_COUNT + 1] = (struct CMUnitTest)cmocka_unit_test(the_same_picture_is_alike_and_a_shifted_one_is_not);
    return cmocka_run_group_tests_name("golden pictures", tests, set_up, tear_down);
}
