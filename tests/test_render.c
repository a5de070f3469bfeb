// test_render.c: whole frames, with the null target (always) and with real GL through the offscreen platform (skipped where there is none).
#include "fibre_tile.h"
#include "file.h"
#include "samples_studio.h"
#include "shader_library.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static Renderer *null_renderer(void)
{
    Renderer *renderer = NULL;
    assert_int_equal(render_create(true, text_source_null(), &renderer, NULL), RESULT_OK);
    return renderer;
}

// Null target ---------------------------------------------------------------------------------------------------------------

static void null_target_counts_draws_and_triangles(void **state)
{
    (void)state;
    Renderer *renderer = null_renderer();
    SceneItem items[] = { ball_item((vec3s) { { -60, 0, 0 } }), ball_item((vec3s) { { 60, 0, 0 } }) };
    const Scene scene = scene_of(items, 2, 320, 200);
    const RenderTarget target = { .width_px = 320, .height_px = 200 };
    assert_int_equal(render_draw(renderer, &scene, NULL, &target, NULL), RESULT_OK);
    assert_int_equal(render_stats(renderer).draw_count, 9); // two balls three times, the lamp's view among them, two contact passes, background
    assert_int_equal(render_stats(renderer).triangle_count, 6 * BALL_TRIANGLES + 3);
    render_destroy(renderer);
}

static void overdraw_draws_each_part_once_and_then_its_colours(void **state)
{
    (void)state;
    Renderer *renderer = null_renderer();
    SceneItem items[] = { ball_item((vec3s) { { -60, 0, 0 } }), ball_item((vec3s) { { 60, 0, 0 } }) };
    Scene scene = scene_of(items, 2, 320, 200);
    const RenderTarget target = { .width_px = 320, .height_px = 200 };
    items[0].style = SCENE_HOVERED; // no outline here
    scene.debug_view = DEBUG_VIEW_OVERDRAW;
    assert_int_equal(render_draw(renderer, &scene, NULL, &target, NULL), RESULT_OK);
    assert_int_equal(render_stats(renderer).draw_count, 2 + 1 + OVERDRAW_STEPS); // balls, background, colours
    assert_int_equal(render_stats(renderer).triangle_count, 2 * BALL_TRIANGLES + 1 + OVERDRAW_STEPS);
    render_destroy(renderer);
}

static void a_mesh_is_uploaded_once_and_flesh_each_frame(void **state)
{
    (void)state;
    Renderer *renderer = null_renderer();
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    const Scene scene = scene_of(items, 1, 320, 200);
    const RenderTarget target = { .width_px = 320, .height_px = 200 };
    assert_int_equal(render_draw(renderer, &scene, NULL, &target, NULL), RESULT_OK);
    const int first = render_stats(renderer).upload_bytes;
    assert_int_equal(render_draw(renderer, &scene, NULL, &target, NULL), RESULT_OK);
    const int again = render_stats(renderer).upload_bytes;
    assert_int_equal(first - again, (int)(sizeof ball.vertices + sizeof ball.indices));
    items[0].flesh = ball.flesh;
    assert_int_equal(render_draw(renderer, &scene, NULL, &target, NULL), RESULT_OK);
    assert_int_equal(render_stats(renderer).upload_bytes - again, (int)sizeof ball.flesh);
    render_destroy(renderer);
}

static void paint_is_uploaded_only_when_its_version_changes(void **state)
{
    (void)state;
    Renderer *renderer = null_renderer();
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    items[0].style = SCENE_GHOST;
    items[0].opacity_frac = SCENE_GHOST_FRAC;
    items[0].paint = ball.paint;
    const Scene scene = scene_of(items, 1, 320, 200);
    const RenderTarget target = { .width_px = 320, .height_px = 200 };
    int bytes[3];
    for (int i = 0; i < 3; i++) {
        items[0].paint_version = i < 2 ? 7 : 8;
        assert_int_equal(render_draw(renderer, &scene, NULL, &target, NULL), RESULT_OK);
        bytes[i] = render_stats(renderer).upload_bytes;
    }
    assert_int_equal(bytes[2] - bytes[1], (int)sizeof ball.paint);
    render_destroy(renderer);
}

// An unnumbered flesh may have changed; a numbered one has only when its number, its place or the detail has.
static void flesh_is_uploaded_only_when_it_has_moved(void **state)
{
    (void)state;
    Renderer *renderer = null_renderer();
    SceneItem items[] = { ball_item((vec3s) { { -60, 0, 0 } }), ball_item((vec3s) { { 60, 0, 0 } }) };
    items[1].mirrored = true; // the left part shares the mesh, not the flesh
    items[0].flesh = items[1].flesh = ball.flesh;
    const Scene scene = scene_of(items, 2, 320, 200);
    const RenderTarget target = { .width_px = 320, .height_px = 200 };
    static const uint32_t version[5][2] = { { 0, 0 }, { 3, 3 }, { 3, 3 }, { 3, 4 }, { 4, 4 } };
    int bytes[5];
    for (int i = 0; i < 5; i++) {
        items[0].flesh_version = version[i][0];
        items[1].flesh_version = version[i][1];
        assert_int_equal(render_draw(renderer, &scene, NULL, &target, NULL), RESULT_OK);
        bytes[i] = render_stats(renderer).upload_bytes;
    }
    assert_int_equal(bytes[1] - bytes[2], 2 * (int)sizeof ball.flesh);
    assert_int_equal(bytes[3] - bytes[2], (int)sizeof ball.flesh);
    assert_int_equal(bytes[4] - bytes[2], (int)sizeof ball.flesh);
    render_destroy(renderer);
}

static void regions_are_uploaded_once_and_only_when_asked_for(void **state)
{
    (void)state;
    Renderer *renderer = null_renderer();
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    const Scene scene = scene_of(items, 1, 320, 200);
    const RenderTarget target = { .width_px = 320, .height_px = 200 };
    int bytes[5];
    for (int i = 0; i < 5; i++) {
        items[0].regions = i == 0 || i == 3 ? NULL : ball.region_vertices;
        assert_int_equal(render_draw(renderer, &scene, NULL, &target, NULL), RESULT_OK);
        bytes[i] = render_stats(renderer).upload_bytes;
    }
    assert_int_equal(bytes[1] - bytes[2], (int)sizeof ball.region_vertices);
    assert_int_equal(bytes[2], bytes[3]);
    assert_int_equal(bytes[4], bytes[3]); // still there
    assert_true(bytes[0] > bytes[3]);     // the mesh itself
    render_destroy(renderer);
}

static void fibres_are_uploaded_once_with_one_tile_for_all(void **state)
{
    (void)state;
    Renderer *renderer = null_renderer();
    static FibreVertex fibres[BALL_VERTICES];
    SceneItem items[] = { ball_item((vec3s) { { -60, 0, 0 } }), ball_item((vec3s) { { 60, 0, 0 } }) };
    const Scene scene = scene_of(items, 2, 320, 200);
    const RenderTarget target = { .width_px = 320, .height_px = 200 };
    static const bool with[5][2] = { { false, false }, { true, false }, { true, true }, { true, true }, { false, true } };
    int bytes[5];
    for (int i = 0; i < 5; i++) {
        for (int k = 0; k < 2; k++) items[k].fibres = with[i][k] ? fibres : NULL;
        assert_int_equal(render_draw(renderer, &scene, NULL, &target, NULL), RESULT_OK);
        bytes[i] = render_stats(renderer).upload_bytes;
    }
    assert_int_equal(bytes[1] - bytes[3], 12 * BALL_VERTICES + FIBRE_TILE_PX * FIBRE_TILE_PX * 4);
    assert_int_equal(bytes[2] - bytes[3], 12 * BALL_VERTICES);
    assert_int_equal(bytes[4], bytes[3]);
    render_destroy(renderer);
}

static void a_line_of_text_is_rasterised_once(void **state)
{
    (void)state;
    Renderer *renderer = null_renderer();
    Arena arena = arena_make(1 << 20);
    UiDraw draw = ui_draw_make(&arena, 16);
    ui_draw_text_halo(&draw, 10, 30, "Psoas major", 16, UI_BOLD, (Rgba) { 1, 1, 1, 1 }, (Rgba) { 0, 0, 0, 1 });
    const Scene scene = scene_of(NULL, 0, 320, 200);
    const RenderTarget target = { .width_px = 320, .height_px = 200 };
    assert_int_equal(render_draw(renderer, &scene, &draw, &target, NULL), RESULT_OK);
    const FrameStats first = render_stats(renderer);
    assert_int_equal(render_draw(renderer, &scene, &draw, &target, NULL), RESULT_OK);
    assert_int_equal(first.text_count, 1);
    assert_true(first.upload_bytes > render_stats(renderer).upload_bytes);
    arena_free(&arena);
    render_destroy(renderer);
}

static void a_full_text_atlas_starts_afresh(void **state)
{
    (void)state;
    Renderer *renderer = null_renderer();
    Arena arena = arena_make((size_t)16 << 20);
    UiDraw draw = ui_draw_make(&arena, 600);
    for (int i = 0; i < 600; i++)
        ui_draw_text(&draw, 0, 100, text_format(&arena, "line number %d, long and large", i), 64, UI_REGULAR, (Rgba) { 1, 1, 1, 1 });
    const Scene scene = scene_of(NULL, 0, 320, 200);
    const RenderTarget target = { .width_px = 320, .height_px = 200 };
    assert_int_equal(render_draw(renderer, &scene, &draw, &target, NULL), RESULT_OK);
    assert_int_equal(render_stats(renderer).text_count, 600);
    assert_true(render_stats(renderer).draw_count > 2);
    assert_int_equal(render_stats(renderer).triangle_count, 1 + 600 * 2); // the background is one
    arena_free(&arena);
    render_destroy(renderer);
}

static void a_size_beyond_the_limit_says_so(void **state)
{
    (void)state;
    Renderer *renderer = null_renderer();
    const Scene scene = scene_of(NULL, 0, 100000, 10);
    Message why = { "" };
    const RenderTarget target = { .width_px = 100000, .height_px = 10 };
    assert_int_equal(render_draw(renderer, &scene, NULL, &target, &why), RESULT_UNSUPPORTED);
    assert_non_null(strstr(why.text, "100000 x 10"));
    assert_non_null(strstr(why.text, "16384"));
    render_destroy(renderer);
}

// Real pictures -------------------------------------------------------------------------------------------------------------

static void a_lit_ball_is_brighter_in_its_middle_than_at_its_lower_edge(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    const Scene scene = scene_of(items, 1, 201, 201);
    uint8_t *pixels = picture(studio.renderer, &scene, NULL, 4);
    assert_true(brightness(pixels, &scene, 100, 100) > brightness(pixels, &scene, 100, 150) + 60);
    assert_true(brightness(pixels, &scene, 75, 70) > brightness(pixels, &scene, 125, 130) + 60); // the lamp is upper left
    assert_true(brightness(pixels, &scene, 75, 70) < 3 * 254);                                   // and does not burn out
    free(pixels);
    studio_close(studio);
}

static void the_background_is_the_themes(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    const Scene scene = scene_of(NULL, 0, 64, 48);
    uint8_t *pixels = picture(studio.renderer, &scene, NULL, 1);
    for (int k = 0; k < 3; k++) {
        assert_in_range((int)pixel_at(pixels, &scene, 0, 0)[k] + 2, (int)lrintf(scene.theme.background_top_srgb.raw[k] * 255.0f),
                        (int)lrintf(scene.theme.background_top_srgb.raw[k] * 255.0f) + 4);
        assert_in_range((int)pixel_at(pixels, &scene, 63, 47)[k] + 2, (int)lrintf(scene.theme.background_bottom_srgb.raw[k] * 255.0f),
                        (int)lrintf(scene.theme.background_bottom_srgb.raw[k] * 255.0f) + 4);
    }
    free(pixels);
    studio_close(studio);
}

static void the_same_scene_gives_the_same_bytes_twice(void **state)
{
    (void)state;
    uint8_t *pixels[2];
    Scene scene;
    for (int i = 0; i < 2; i++) {
        const Studio studio = studio_or_skip();
        SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }), ball_item((vec3s) { { 40, 20, 10 } }) };
        items[1].opacity_frac = 0.5f;
        scene = scene_of(items, 2, 160, 120);
        pixels[i] = picture(studio.renderer, &scene, NULL, 0);
        studio_close(studio);
    }
    assert_int_equal(different_pixels(pixels[0], pixels[1], &scene), 0);
    free(pixels[0]);
    free(pixels[1]);
}

// A ball is its own mirror image, so its picture must not change: same lamp, no inside-out triangles.
static void a_mirrored_ball_looks_the_same(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    const Scene scene = scene_of(items, 1, 120, 120);
    uint8_t *plain = picture(studio.renderer, &scene, NULL, 1);
    items[0].mirrored = true;
    uint8_t *mirrored = picture(studio.renderer, &scene, NULL, 1);
    int worst = 0;
    for (int i = 0; i < 120 * 120 * 4; i++) worst = abs(plain[i] - mirrored[i]) > worst ? abs(plain[i] - mirrored[i]) : worst;
    assert_true(worst <= 12); // the triangles' diagonals differ
    free(plain);
    free(mirrored);
    studio_close(studio);
}

static void flesh_at_rest_looks_like_the_packed_mesh(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    const Scene scene = scene_of(items, 1, 120, 120);
    uint8_t *rigid = picture(studio.renderer, &scene, NULL, 1);
    items[0].flesh = ball.flesh;
    uint8_t *soft = picture(studio.renderer, &scene, NULL, 1);
    for (int i = 0; i < 120 * 120 * 4; i++) assert_true(abs(rigid[i] - soft[i]) <= 3);
    free(rigid);
    free(soft);
    studio_close(studio);
}

static void a_hovered_part_gets_a_rim_and_nothing_else(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    const Scene scene = scene_of(items, 1, 200, 200);
    uint8_t *plain = picture(studio.renderer, &scene, NULL, 1);
    items[0].style = SCENE_HOVERED;
    uint8_t *hovered = picture(studio.renderer, &scene, NULL, 1);
    const int changed = different_pixels(plain, hovered, &scene), around = (int)(2.0f * GLM_PIf * 56.0f); // the ball's edge in pixels
    assert_true(changed > around && changed < around * 4);
    assert_int_equal(brightness(plain, &scene, 100, 100), brightness(hovered, &scene, 100, 100));
    items[0].style = SCENE_SELECTED;
    uint8_t *selected = picture(studio.renderer, &scene, NULL, 1);
    assert_true(different_pixels(hovered, selected, &scene) > around);
    free(plain);
    free(hovered);
    free(selected);
    studio_close(studio);
}

static void a_see_through_part_shows_what_is_behind_but_not_its_own_back(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, -120 } }), ball_item((vec3s) { { 0, 0, 0 } }) };
    items[0].colour_srgb = (vec3s) { { 0.1f, 0.8f, 0.1f } };
    items[1].opacity_frac = 0.4f;
    const Scene scene = scene_of(items, 2, 101, 101);
    uint8_t *pixels = picture(studio.renderer, &scene, NULL, 1);
    const uint8_t *middle = pixel_at(pixels, &scene, 50, 50);
    assert_true(middle[1] > middle[0] + 20); // green shines through
    free(pixels);
    studio_close(studio);
}

static void see_through_parts_leave_nothing_for_the_next_picture(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem near_item = ball_item((vec3s) { { 0, 0, 100 } }), far_item = ball_item((vec3s) { { 40, 0, -600 } });
    near_item.opacity_frac = far_item.opacity_frac = 0.4f;
    const Scene large = scene_of(&near_item, 1, 101, 101), small = scene_of(&far_item, 1, 101, 101);
    uint8_t *fresh = picture(studio.renderer, &small, NULL, 1), *between = picture(studio.renderer, &large, NULL, 1);
    uint8_t *after = picture(studio.renderer, &small, NULL, 1);
    assert_memory_equal(fresh, after, (size_t)101 * 101 * 4);
    assert_memory_not_equal(fresh, between, (size_t)101 * 101 * 4);
    free(fresh);
    free(between);
    free(after);
    studio_close(studio);
}

static void a_painted_ghost_is_red_where_painted_and_clear_elsewhere(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    items[0].style = SCENE_GHOST;
    items[0].opacity_frac = SCENE_GHOST_FRAC;
    items[0].paint = ball.paint;
    const Scene scene = scene_of(items, 1, 101, 101);
    uint8_t *pixels = picture(studio.renderer, &scene, NULL, 4);
    const uint8_t *below = pixel_at(pixels, &scene, 50, 62), *above = pixel_at(pixels, &scene, 50, 40);
    assert_true(below[0] > 100 && below[0] > 2 * below[1]);
    assert_true(above[0] < 90);
    free(pixels);
    studio_close(studio);
}

// Red left, blue right, and at the border no hue that is neither.
static void regions_have_their_own_colours_and_a_crisp_border(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    items[0].regions = ball.region_vertices;
    const Scene scene = scene_of(items, 1, 201, 201);
    for (int see_through = 0; see_through < 2; see_through++) {
        items[0].style = see_through ? SCENE_XRAY : 0;
        uint8_t *pixels = picture(studio.renderer, &scene, NULL, 1);
        int between = 0;
        for (int x = 60; x < 141; x++) {
            const uint8_t *pixel = pixel_at(pixels, &scene, x, 100);
            const int lead = abs(pixel[0] - pixel[2]), most = pixel[0] > pixel[2] ? pixel[0] : pixel[2];
            between += lead * 3 < most;
            if (x < 95) assert_true(pixel[0] > pixel[2] + 40);
            if (x > 115) assert_true(pixel[2] > pixel[0] + 40);
        }
        assert_true(between <= 2);
        free(pixels);
    }
    studio_close(studio);
}

// How much brightness changes from pixel to pixel over the middle of the picture.
static int roughness(const uint8_t *pixels, const Scene *scene, int dx, int dy)
{
    int sum = 0;
    for (int y = 70; y < 131; y++)
        for (int x = 70; x < 131; x++) sum += abs(brightness(pixels, scene, x + dx, y + dy) - brightness(pixels, scene, x, y));
    return sum;
}

static void lay_fibres(FibreVertex *fibres, int across, uint8_t tendon) // across: 0 = they run up the picture, 1 = from side to side
{
    for (int i = 0; i < BALL_VERTICES; i++) {
        const float *mm = ball.flesh[i].position_mm;
        fibres[i] = (FibreVertex) { .tendon = tendon, .octave = 128 };
        fibres[i].across[0] = (int16_t)lrintf(mm[across] / FIBRE_ACROSS_MM * 32767.0f);
        fibres[i].along = (int16_t)lrintf(mm[1 - across] / FIBRE_ALONG_MM * 32767.0f);
        fibres[i].direction[1 - across] = 127;
    }
}

static void muscle_is_striped_along_its_fibres(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    static FibreVertex fibres[BALL_VERTICES];
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    items[0].fibres = fibres;
    items[0].material = MATERIAL_MUSCLE;
    items[0].colour_srgb = (vec3s) { { 0.7f, 0.35f, 0.3f } };
    const Scene scene = scene_of(items, 1, 201, 201);
    for (int see_through = 0; see_through < 2; see_through++) {
        items[0].style = see_through ? SCENE_XRAY : 0;
        for (int across = 0; across < 2; across++) {
            items[0].part++, items[0].mesh_key++; // another address would do: what was sent once is not sent again
            lay_fibres(fibres, across, 0);
            uint8_t *pixels = picture(studio.renderer, &scene, NULL, 1);
            const int beside = roughness(pixels, &scene, 1, 0), above = roughness(pixels, &scene, 0, 1);
            assert_true(across ? above > 2 * beside : beside > 2 * above);
            free(pixels);
        }
    }
    studio_close(studio);
}

static void tendon_is_pale_and_muscle_keeps_its_colour(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    static FibreVertex fibres[BALL_VERTICES];
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    items[0].colour_srgb = (vec3s) { { 0.7f, 0.35f, 0.3f } };
    items[0].material = MATERIAL_MUSCLE;
    const Scene scene = scene_of(items, 1, 201, 201);
    double green[3] = { 0 }; // plain, muscle, tendon
    for (int k = 0; k < 3; k++) {
        if (k > 0) lay_fibres(fibres, 0, k == 1 ? 0 : 255);
        items[0].fibres = k > 0 ? fibres : NULL;
        items[0].mesh_key++;
        uint8_t *pixels = picture(studio.renderer, &scene, NULL, 1);
        for (int i = 0; i < 61 * 61; i++) green[k] += pixel_at(pixels, &scene, 70 + i % 61, 70 + i / 61)[1] / (61.0 * 61.0);
        free(pixels);
    }
    assert_float_equal(green[1], green[0], 14.0);
    assert_true(green[2] > green[0] + 50.0);
    studio_close(studio);
}

// Ten per cent across the ball: two pale lines where it is shorter, two dark ones where it is longer, and none where it is as long as ever.
static void strain_has_its_colour_and_a_line_at_every_step(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    static StrainVertex strain[BALL_VERTICES];
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    for (int i = 0; i < BALL_VERTICES; i++) strain[i] = (StrainVertex) { 0.12f * ball.flesh[i].position_mm[0] / BALL_RADIUS_MM, { 128, 128, 128, 255 } };
    items[0].strain = strain;
    const Scene scene = scene_of(items, 1, 201, 201);
    uint8_t *pixels = picture(studio.renderer, &scene, NULL, 1);
    int pale = 0, dark = 0;
    for (int x = 60; x < 141; x++) {
        const int before = pixel_at(pixels, &scene, x - 4, 100)[1], here = pixel_at(pixels, &scene, x, 100)[1], after = pixel_at(pixels, &scene, x + 4, 100)[1];
        assert_true(abs(pixel_at(pixels, &scene, x, 100)[0] - here) < 25); // grey
        if (here > before + 20 && here > after + 20 && x < 100) pale++;
        if (here < before - 20 && here < after - 20 && x > 100) dark++;
        if (abs(x - 100) < 4) assert_true(abs(here - after) < 12);
    }
    assert_true(pale >= 1 && dark >= 1);
    free(pixels);
    studio_close(studio);
}

static void a_transparent_background_has_no_alpha_and_edges_keep_their_colour(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    Scene scene = scene_of(items, 1, 101, 101);
    scene.transparent_background = true;
    uint8_t *pixels = picture(studio.renderer, &scene, NULL, 4);
    assert_int_equal(pixel_at(pixels, &scene, 0, 0)[3], 0);
    assert_int_equal(pixel_at(pixels, &scene, 50, 50)[3], 255);
    for (int i = 0; i < 101 * 101; i++) // half-covered pixels are as bright as the ball's edge, not mixed with black
        if (pixels[i * 4 + 3] > 0) assert_true(pixels[i * 4] > 25);
    free(pixels);
    studio_close(studio);
}

static void text_boxes_and_lines_leave_ink(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    Arena arena = arena_make(1 << 20);
    UiDraw draw = ui_draw_make(&arena, 16);
    ui_draw_text(&draw, 10, 30, "Psoas", 20, UI_REGULAR, (Rgba) { 1, 1, 1, 1 });
    ui_draw_rect(&draw, (UiRect) { 10, 50, 40, 20 }, 4, (Rgba) { 1, 0, 0, 1 });
    ui_draw_line(&draw, 70, 50.5f, 110, 50.5f, 3, (Rgba) { 0, 1, 0, 1 });
    ui_draw_triangle(&draw, 70, 60, 110, 60, 90, 90, (Rgba) { 0, 0, 1, 1 });
    const Scene scene = scene_of(NULL, 0, 128, 96);
    uint8_t *pixels = picture(studio.renderer, &scene, &draw, 1);
    int ink = 0;
    for (int x = 10; x < 70; x++) ink += brightness(pixels, &scene, x, 25) > 3 * 200;
    assert_true(ink > 10);
    assert_int_equal(pixel_at(pixels, &scene, 30, 60)[0], 255);
    assert_true(pixel_at(pixels, &scene, 10, 50)[0] < 128); // the corner is round
    assert_int_equal(pixel_at(pixels, &scene, 90, 50)[1], 255);
    assert_int_equal(pixel_at(pixels, &scene, 90, 70)[2], 255);
    assert_true(pixel_at(pixels, &scene, 72, 85)[2] < 128);
    arena_free(&arena);
    free(pixels);
    studio_close(studio);
}

static void a_clip_cuts_what_lies_outside(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    Arena arena = arena_make(1 << 20);
    UiDraw draw = ui_draw_make(&arena, 16);
    draw.clip = (UiRect) { 0, 0, 20, 40 };
    ui_draw_rect(&draw, (UiRect) { 0, 0, 40, 40 }, 0, (Rgba) { 1, 1, 1, 1 });
    const Scene scene = scene_of(NULL, 0, 40, 40);
    uint8_t *pixels = picture(studio.renderer, &scene, &draw, 1);
    assert_int_equal(pixel_at(pixels, &scene, 18, 20)[0], 255);
    assert_true(pixel_at(pixels, &scene, 21, 20)[0] < 128);
    arena_free(&arena);
    free(pixels);
    studio_close(studio);
}

// Cast shadow ---------------------------------------------------------------------------------------------------------------

// A small ball between the key lamp and the middle of a large one; they do not touch, so contact shade has nothing to say.
static SceneItem blocking_ball(void)
{
    const vec3s toward_lamp = { { -0.4657f, 0.6329f, 0.6185f } };
    SceneItem ball_between = ball_item(glms_vec3_add((vec3s) { { 0, 0, 50 } }, glms_vec3_scale(toward_lamp, 70.0f)));
    ball_between.world_from_rest = glms_mat4_mul(ball_between.world_from_rest, glms_scale_make((vec3s) { { 0.3f, 0.3f, 0.3f } }));
    return ball_between;
}

static Scene orthographic_scene(SceneItem *items, int count, int side_px)
{
    Scene scene = scene_of(items, count, side_px, side_px);
    scene.camera.orthographic = true;
    scene.camera.clip_from_view = glms_ortho(-90, 90, -90, 90, 10.0f, 1000.0f);
    return scene;
}

static void what_stands_before_the_lamp_throws_a_soft_shadow(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    for (int orthographic = 0; orthographic < 2; orthographic++) {
        SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }), blocking_ball() };
        const Scene alone = orthographic ? orthographic_scene(items, 1, 201) : scene_of(items, 1, 201, 201);
        const Scene both = orthographic ? orthographic_scene(items, 2, 201) : scene_of(items, 2, 201, 201);
        uint8_t *lit = picture(studio.renderer, &alone, NULL, 1), *shadowed = picture(studio.renderer, &both, NULL, 1);
        const int before = brightness(lit, &alone, 100, 100), after = brightness(shadowed, &both, 100, 100);
        assert_true(after < before * 85 / 100);
        assert_true(after > before * 3 / 10);                                                            // sky and fill are left
        assert_true(abs(brightness(shadowed, &both, 70, 100) - brightness(lit, &alone, 70, 100)) < 6); // beside it: as before
        int step = 0;
        for (int x = 100; x < 140; x++) step = (int)fmax(step, brightness(shadowed, &both, x + 1, 100) - brightness(shadowed, &both, x, 100));
        assert_true(step < (before - after) / 3); // no edge
        free(lit);
        free(shadowed);
    }
    studio_close(studio);
}

static void a_shadow_changes_no_debug_view(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }), blocking_ball() };
    Scene alone = scene_of(items, 1, 101, 101), both = scene_of(items, 2, 101, 101);
    alone.debug_view = both.debug_view = DEBUG_VIEW_NORMAL;
    uint8_t *a = picture(studio.renderer, &alone, NULL, 1), *b = picture(studio.renderer, &both, NULL, 1);
    assert_memory_equal(pixel_at(a, &alone, 50, 50), pixel_at(b, &both, 50, 50), 4);
    free(a);
    free(b);
    studio_close(studio);
}

// Bone ----------------------------------------------------------------------------------------------------------------------

static void lay_cartilage(BoneVertex *bone) // on the right half
{
    for (int i = 0; i < BALL_VERTICES; i++)
        bone[i] = (BoneVertex) { .cartilage = (int8_t)lrintf(fminf(fmaxf(8.0f * ball.flesh[i].position_mm[0], -127.0f), 127.0f)) };
}

static void cartilage_is_bluish_and_ends_in_a_line(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    static BoneVertex bone[BALL_VERTICES];
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    lay_cartilage(bone);
    items[0].bone = bone;
    Scene scene = scene_of(items, 1, 201, 201);
    for (int near = 0; near < 2; near++) {
        scene.camera.pixels_per_mm_at_pivot = near ? 6.0f : 1.0f; // with pores and without
        uint8_t *pixels = picture(studio.renderer, &scene, NULL, 1);
        for (int y = 80; y < 121; y++) {
            const uint8_t *left = pixel_at(pixels, &scene, 94, y), *right = pixel_at(pixels, &scene, 108, y);
            assert_true(left[0] > left[2] + 8);   // ivory
            assert_true(right[2] + 12 > right[0]); // bluish
            if (right[2] - right[0] <= left[2] - left[0] + 14) fail_msg("%d %d %d beside %d %d %d", left[0], left[1], left[2], right[0], right[1], right[2]);
        }
        free(pixels);
    }
    studio_close(studio);
}

static void pores_show_near_by_only(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    static BoneVertex bone[BALL_VERTICES];
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    for (int i = 0; i < BALL_VERTICES; i++) bone[i].cartilage = -127;
    items[0].bone = bone;
    Scene scene = scene_of(items, 1, 201, 201);
    int rough[2];
    for (int near = 0; near < 2; near++) {
        scene.camera.pixels_per_mm_at_pivot = near ? 6.0f : 1.0f;
        uint8_t *pixels = picture(studio.renderer, &scene, NULL, 1);
        rough[near] = roughness(pixels, &scene, 1, 0);
        free(pixels);
    }
    assert_true(rough[1] > rough[0] * 3 / 2);
    studio_close(studio);
}

// Skin never hides what is selected: the paint thins out over it.
static void paint_is_thin_over_what_is_selected(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { ball_item((vec3s) { { 0, -10, 0 } }), ball_item((vec3s) { { 0, 0, 0 } }) };
    items[0].world_from_rest = glms_mat4_mul(items[0].world_from_rest, glms_scale_make((vec3s) { { 0.4f, 0.4f, 0.4f } }));
    items[0].mesh_key = 1;
    items[0].part = 2;
    items[0].colour_srgb = (vec3s) { { 0.3f, 0.8f, 0.3f } };
    items[1].style = SCENE_GHOST;
    items[1].paint = ball.paint;
    const Scene scene = scene_of(items, 2, 201, 201);
    int green[2];
    for (int selected = 0; selected < 2; selected++) {
        items[0].style = selected ? SCENE_SELECTED : 0;
        uint8_t *pixels = picture(studio.renderer, &scene, NULL, 1);
        const uint8_t *pixel = pixel_at(pixels, &scene, 100, 115);
        green[selected] = pixel[1] - pixel[0];
        free(pixels);
    }
    assert_true(green[0] < 0);  // red paint over it
    assert_true(green[1] > 20); // its own colour
    studio_close(studio);
}

static void small_and_odd_sizes_are_drawn(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    static const int sizes[][2] = { { 8, 8 }, { 1, 1 }, { 7, 13 }, { 333, 77 } };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
        const Scene scene = scene_of(items, 1, sizes[i][0], sizes[i][1]);
        uint8_t *pixels = picture(studio.renderer, &scene, NULL, 0);
        assert_true(brightness(pixels, &scene, sizes[i][0] / 2, sizes[i][1] / 2) > 90);
        free(pixels);
    }
    studio_close(studio);
}

static void every_debug_view_is_drawn_and_differs(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    Scene scene = scene_of(items, 1, 60, 60);
    uint8_t *view[DEBUG_VIEW_COUNT];
    for (int i = 0; i < DEBUG_VIEW_COUNT; i++) {
        scene.debug_view = (DebugView)i;
        view[i] = picture(studio.renderer, &scene, NULL, 1);
    }
    for (int i = 1; i < DEBUG_VIEW_COUNT; i++) assert_true(different_pixels(view[0], view[i], &scene) > 100);
    for (int i = 0; i < DEBUG_VIEW_COUNT; i++) free(view[i]);
    studio_close(studio);
}

// See-through layers --------------------------------------------------------------------------------------------------------

enum { CROWD = 5, CROWD_PX = 121 };

// Half-clear balls that all reach into each other, of five colours.
static void crowd_make(SceneItem *items)
{
    static const vec3s at_mm[CROWD] = { { { -20, 0, 0 } }, { { 20, 5, 10 } }, { { 0, -15, -12 } }, { { 5, 18, -5 } }, { { -8, 8, 20 } } };
    static const vec3s srgb[CROWD] = { { { 0.9f, 0.2f, 0.2f } }, { { 0.2f, 0.8f, 0.3f } }, { { 0.2f, 0.3f, 0.9f } }, { { 0.9f, 0.8f, 0.2f } }, { { 0.8f, 0.3f, 0.8f } } };
    for (int i = 0; i < CROWD; i++) {
        items[i] = ball_item(at_mm[i]);
        items[i].colour_srgb = srgb[i];
        items[i].opacity_frac = 0.45f;
    }
}

// How far the eye is from the front of a ball in a pixel's middle; 1e9 beside it. As scene_of sees.
static float front_mm(const SceneItem *item, int x, int y)
{
    const float slope = tanf(0.3f), half = 0.5f * (float)CROWD_PX;
    const vec3s ray = glms_vec3_normalize((vec3s) { { ((float)x + 0.5f - half) / half * slope, (half - (float)y - 0.5f) / half * slope, -1.0f } });
    const vec3s to_middle = { { item->world_from_rest.raw[3][0], item->world_from_rest.raw[3][1], item->world_from_rest.raw[3][2] - 300.0f } };
    const float along = glms_vec3_dot(ray, to_middle), aside2 = glms_vec3_norm2(to_middle) - along * along;
    return aside2 > BALL_RADIUS_MM * BALL_RADIUS_MM * 0.98f ? 1e9f : along - sqrtf(BALL_RADIUS_MM * BALL_RADIUS_MM - aside2);
}

typedef struct Pass {
    float front_mm;
    const uint8_t *alone; // the ball by itself on nothing: its own colour and opacity there
} Pass;

static int nearer_pass(const void *left, const void *right)
{
    const Pass *a = left, *b = right;
    return a->front_mm < b->front_mm ? -1 : a->front_mm > b->front_mm;
}

// Where two fronts lie too near to tell which is first, nothing can be worked out.
static bool all_apart(const Pass *pass, int count)
{
    for (int i = 1; i < count; i++)
        if (pass[i].front_mm - pass[i - 1].front_mm < 2.0f) return false;
    return true;
}

static void composed(const Pass *pass, int count, const uint8_t *background, float out[3])
{
    float left = 1.0f;
    for (int k = 0; k < 3; k++) out[k] = 0;
    for (int i = 0; i < count; i++) {
        const float alpha = (float)pass[i].alone[3] / 255.0f;
        for (int k = 0; k < 3; k++) out[k] += left * alpha * (float)pass[i].alone[k];
        left *= 1.0f - alpha;
    }
    for (int k = 0; k < 3; k++) out[k] += left * (float)background[k];
}

// How many pixels could be worked out with at least `deep` layers; each of them is as worked out.
static int compare_with_hand_work(Renderer *renderer, int count, int deep, float near_mm)
{
    SceneItem items[CROWD];
    uint8_t *alone[CROWD];
    int compared = 0;
    crowd_make(items);
    Scene scene = scene_of(items, count, CROWD_PX, CROWD_PX);
    const Scene bare = scene_of(NULL, 0, CROWD_PX, CROWD_PX);
    scene.camera.clip_from_view = glms_perspective(0.6f, 1.0f, near_mm, 1000.0f);
    for (int i = 0; i < count; i++) {
        Scene one = scene_of(&items[i], 1, CROWD_PX, CROWD_PX);
        one.transparent_background = true;
        alone[i] = picture(renderer, &one, NULL, 1);
    }
    uint8_t *all = picture(renderer, &scene, NULL, 1), *empty = picture(renderer, &bare, NULL, 1);
    for (int p = 0; p < CROWD_PX * CROWD_PX; p++) {
        Pass pass[CROWD];
        float wanted[3];
        int met = 0;
        for (int i = 0; i < count; i++) {
            const float mm = front_mm(&items[i], p % CROWD_PX, p / CROWD_PX);
            if (mm < 1e8f) pass[met++] = (Pass) { mm, alone[i] + 4 * p };
        }
        qsort(pass, (size_t)met, sizeof *pass, nearer_pass);
        if (met < deep || !all_apart(pass, met)) continue;
        composed(pass, met, empty + 4 * p, wanted);
        for (int k = 0; k < 3; k++)
            if (fabsf(wanted[k] - (float)all[4 * p + k]) > 4.0f)
                fail_msg("%d layers at %d %d: %d instead of %.1f", met, p % CROWD_PX, p / CROWD_PX, all[4 * p + k], (double)wanted[k]);
        compared++;
    }
    for (int i = 0; i < count; i++) free(alone[i]);
    free(all);
    free(empty);
    return compared;
}

static void layers_give_the_colour_worked_out_by_hand_from_front_to_back(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    for (int near_mm = 10; near_mm <= 210; near_mm += 100) { // depths from 0.99 down to 0.1, where a float is finer than what is stored
        assert_true(compare_with_hand_work(studio.renderer, 2, 2, (float)near_mm) > 1000);
        assert_true(compare_with_hand_work(studio.renderer, 4, 4, (float)near_mm) > 100);
        assert_true(compare_with_hand_work(studio.renderer, 5, 5, (float)near_mm) > 100); // one deeper than the four that are peeled
    }
    studio_close(studio);
}

static void the_order_of_the_list_does_not_show_in_up_to_four_layers(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[CROWD], turned[CROWD];
    crowd_make(items);
    for (int i = 0; i < 4; i++) turned[i] = items[3 - i];
    const Scene scene = scene_of(items, 4, CROWD_PX, CROWD_PX), back = scene_of(turned, 4, CROWD_PX, CROWD_PX);
    uint8_t *a = picture(studio.renderer, &scene, NULL, 4), *b = picture(studio.renderer, &back, NULL, 4);
    assert_true(different_pixels(a, b, &scene) <= 3); // only where two fronts meet to the last bit of depth
    free(a);
    free(b);
    studio_close(studio);
}

static double change(const uint8_t *a, const uint8_t *b)
{
    double sum = 0;
    for (int i = 0; i < CROWD_PX * CROWD_PX * 4; i++) sum += abs(a[i] - b[i]);
    return sum / (CROWD_PX * CROWD_PX);
}

// Two balls in each other turn by a degree at a time and change places. One sorted behind the other as a whole would jump at one step.
static void turning_in_small_steps_makes_no_jump(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    uint8_t *before = NULL;
    double most = 0, sum = 0;
    enum { STEPS = 60 };
    for (int step = 0; step <= STEPS; step++) {
        const float angle = glm_rad(60.0f + (float)step);
        SceneItem items[CROWD];
        crowd_make(items);
        items[0].world_from_rest = glms_translate_make((vec3s) { { 25 * cosf(angle), 0, 25 * sinf(angle) } });
        items[1].world_from_rest = glms_translate_make((vec3s) { { -25 * cosf(angle), 0, -25 * sinf(angle) } });
        const Scene scene = scene_of(items, 2, CROWD_PX, CROWD_PX);
        uint8_t *now = picture(studio.renderer, &scene, NULL, 1);
        const double by = before ? change(before, now) : 0;
        most = by > most ? by : most;
        sum += by;
        free(before);
        before = now;
    }
    if (most > 2.0 * sum / STEPS) fail_msg("a step changes the picture by %g, the mean step by %g", most, sum / STEPS);
    free(before);
    studio_close(studio);
}

// One layer peeled and one part deeper is as exact as four.
static void two_parts_need_no_more_than_one_layer(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[CROWD];
    Message why;
    crowd_make(items);
    const Scene scene = scene_of(items, 2, CROWD_PX, CROWD_PX);
    uint8_t *four = picture(studio.renderer, &scene, NULL, 1), *one = calloc(CROWD_PX * CROWD_PX, 4);
    assert_int_equal(render_draw(studio.renderer, &scene, NULL, &(RenderTarget) { .width_px = CROWD_PX, .height_px = CROWD_PX, .samples = 1, .layers = 1 }, &why), RESULT_OK);
    assert_int_equal(render_read_rgba(studio.renderer, one, &why), RESULT_OK);
    for (int i = 0; i < CROWD_PX * CROWD_PX * 4; i++) assert_true(abs(four[i] - one[i]) <= 2);
    free(four);
    free(one);
    studio_close(studio);
}

static void see_through_parts_stay_behind_solid_ones(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 60 } }), ball_item((vec3s) { { 0, 0, -60 } }) };
    const Scene alone = scene_of(items, 1, 101, 101), both = scene_of(items, 2, 101, 101);
    items[1].opacity_frac = 0.5f;
    uint8_t *a = picture(studio.renderer, &alone, NULL, 4), *b = picture(studio.renderer, &both, NULL, 4);
    assert_int_equal(different_pixels(a, b, &both), 0); // covered all over
    free(a);
    free(b);
    studio_close(studio);
}

// Front layers lie in a picture of their own until the end: on nothing they keep their colour and opacity.
static void layers_on_a_transparent_background_have_their_own_alpha(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[CROWD];
    crowd_make(items);
    Scene scene = scene_of(items, 2, CROWD_PX, CROWD_PX);
    scene.transparent_background = true;
    uint8_t *pixels = picture(studio.renderer, &scene, NULL, 1);
    const int alpha = pixel_at(pixels, &scene, 60, 60)[3]; // two faces turned to the eye: 1 - 0.55 * 0.55, a little more at their edges
    assert_in_range(alpha, 176, 205);
    assert_int_equal(pixel_at(pixels, &scene, 0, 0)[3], 0);
    free(pixels);
    studio_close(studio);
}

// OpenGL ES -----------------------------------------------------------------------------------------------------------------

// Solid, see-through in each other, selected, a painted ghost: one scene, both kinds of context.
static void opengl_es_draws_the_same_picture(void **state)
{
    (void)state;
    uint8_t *pixels[2];
    Scene scene;
    for (int es = 0; es < 2; es++) {
        const Studio studio = es ? studio_es_or_skip() : studio_or_skip();
        assert_int_equal(strstr(render_driver_name(studio.renderer), "OpenGL ES") != NULL, es);
        SceneItem items[CROWD + 2];
        crowd_make(items);
        items[2].opacity_frac = 1.0f;
        items[1].style = SCENE_SELECTED;
        items[CROWD] = ball_item((vec3s) { { 70, -60, 0 } });
        items[CROWD].style = SCENE_GHOST;
        items[CROWD].opacity_frac = SCENE_GHOST_FRAC;
        items[CROWD].paint = ball.paint;
        items[CROWD + 1] = ball_item((vec3s) { { -70, 60, -30 } });
        items[CROWD + 1].regions = ball.region_vertices;
        scene = scene_of(items, CROWD + 2, 160, 160);
        pixels[es] = picture(studio.renderer, &scene, NULL, 4);
        studio_close(studio);
    }
    int off = 0;
    for (int i = 0; i < 160 * 160 * 4; i++) off += abs(pixels[0][i] - pixels[1][i]) > 3;
    if (off > 160 * 160 * 4 / 500) fail_msg("%d of %d bytes differ", off, 160 * 160 * 4);
    free(pixels[0]);
    free(pixels[1]);
}

static int shaded_times(const uint8_t *pixels, const Scene *scene, int x, int y)
{
    const uint8_t *pixel = pixel_at(pixels, scene, x, y);
    return pixel[0] == 0 && pixel[2] == 255 ? pixel[1] : 0;
}

// The far ball stands to the left, the near one to the right; they overlap in the middle.
static void overdraw_counts_how_often_a_pixel_is_shaded(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { ball_item((vec3s) { { -30, 0, -60 } }), ball_item((vec3s) { { 25, 0, 60 } }) };
    static const unsigned styles[] = { 0, SCENE_XRAY, SCENE_GHOST };
    static const int in_the_overlap[] = { 1, 2, 2 }; // what a solid part hides is not shaded: near parts come first
    Scene scene = scene_of(items, 2, 201, 201);
    scene.debug_view = DEBUG_VIEW_OVERDRAW;
    for (int i = 0; i < 3; i++) {
        items[1].style = styles[i] | SCENE_SELECTED; // an outline must not disturb the counting
        uint8_t *pixels = picture(studio.renderer, &scene, NULL, i % 2 ? 4 : 1);
        assert_int_equal(shaded_times(pixels, &scene, 100, 100), in_the_overlap[i]);
        assert_int_equal(shaded_times(pixels, &scene, 60, 100), 1);
        assert_int_equal(shaded_times(pixels, &scene, 150, 100), 1);
        assert_int_equal(shaded_times(pixels, &scene, 5, 5), 0);
        free(pixels);
    }
    studio_close(studio);
}

static void overdraw_beyond_the_last_colour_keeps_it(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[OVERDRAW_STEPS + 3];
    const int most = OVERDRAW_STEPS + 3;
    for (int i = 0; i < most; i++) {
        items[i] = ball_item((vec3s) { { 0, 0, 2.0f * (float)i } });
        items[i].style = SCENE_GHOST;
    }
    for (int count = OVERDRAW_STEPS - 1; count <= most; count++) {
        Scene scene = scene_of(items, count, 61, 61);
        scene.debug_view = DEBUG_VIEW_OVERDRAW;
        uint8_t *pixels = picture(studio.renderer, &scene, NULL, 1);
        assert_int_equal(shaded_times(pixels, &scene, 30, 30), count < OVERDRAW_STEPS ? count : OVERDRAW_STEPS);
        free(pixels);
    }
    studio_close(studio);
}

static void the_view_of_the_strain_shows_its_colours_as_they_are(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    static StrainVertex strain[BALL_VERTICES];
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    for (int i = 0; i < BALL_VERTICES; i++) strain[i] = (StrainVertex) { 0.12f * ball.flesh[i].position_mm[0] / BALL_RADIUS_MM, { 40, 90, 200, 255 } };
    Scene scene = scene_of(items, 1, 61, 61);
    scene.debug_view = DEBUG_VIEW_STRAIN;
    uint8_t *pixels = picture(studio.renderer, &scene, NULL, 1);
    const uint8_t *grey = pixel_at(pixels, &scene, 30, 30);
    assert_true(grey[0] == grey[1] && grey[1] == grey[2] && grey[0] > 60 && grey[0] < 130); // no fascicles
    free(pixels);
    items[0].strain = strain;
    pixels = picture(studio.renderer, &scene, NULL, 1);
    for (int x = 20; x <= 40; x++) {
        const uint8_t wanted[3] = { 40, 90, 200 };
        assert_memory_equal(pixel_at(pixels, &scene, x, 30), wanted, 3);
    }
    free(pixels);
    studio_close(studio);
}

// Golden pictures -----------------------------------------------------------------------------------------------------------

// Small PPM files, compared with room for other drivers. REFRESH_GOLDEN=1 writes them anew.
static Text as_ppm(const uint8_t *pixels, const Scene *scene, Arena *arena)
{
    const int count = scene->width_px * scene->height_px;
    char *head = text_format(arena, "P6\n%d %d\n255\n", scene->width_px, scene->height_px);
    const size_t head_size = strlen(head);
    char *bytes = arena_push(arena, head_size + (size_t)count * 3);
    memcpy(bytes, head, head_size);
    for (int i = 0; i < count; i++) memcpy(bytes + head_size + i * 3, pixels + i * 4, 3);
    return (Text) { bytes, head_size + (size_t)count * 3 };
}

static void compare_or_refresh(const char *name, const uint8_t *pixels, const Scene *scene)
{
    Arena arena = arena_make(4 << 20);
    const Text now = as_ppm(pixels, scene, &arena);
    char *path = text_format(&arena, "%s/render_%s.ppm", TEST_GOLDEN, name);
    if (getenv("REFRESH_GOLDEN")) assert_int_equal(file_write(path, now.data, now.size, NULL), RESULT_OK);
    Text golden;
    Message why;
    if (file_read(path, &arena, &golden, &why) != RESULT_OK) fail_msg("%s Run the test with REFRESH_GOLDEN=1 once.", why.text);
    assert_int_equal(golden.size, now.size);
    int off = 0;
    for (size_t i = 0; i < now.size; i++) off += abs((uint8_t)now.data[i] - (uint8_t)golden.data[i]) > 12;
    if (off > (int)now.size / 200) fail_msg("%s differs in %d of %d bytes", path, off, (int)now.size);
    arena_free(&arena);
}

// Shader sources ------------------------------------------------------------------------------------------------------------

static void a_shader_source_starts_with_its_version_and_has_its_includes(void **state)
{
    (void)state;
    Arena arena = arena_make(1 << 20);
    ShaderSource source;
    assert_int_equal(shader_source("surface.frag", "#define SEE_THROUGH\n", true, &arena, &source, NULL), RESULT_OK);
    assert_int_equal(strncmp(source.text, "#version 300 es\n", 16), 0);
    assert_non_null(strstr(source.text, "#define SEE_THROUGH"));
    assert_non_null(strstr(source.text, "uniform Frame"));
    assert_null(strstr(source.text, "#include"));
    assert_int_equal(shader_source("surface.frag", "", false, &arena, &source, NULL), RESULT_OK);
    assert_int_equal(strncmp(source.text, "#version 330 core\n", 18), 0);
    arena_free(&arena);
}

static void a_missing_shader_is_named(void **state)
{
    (void)state;
    Arena arena = arena_make(1 << 20);
    ShaderSource source;
    Message why = { "" };
    assert_int_not_equal(shader_source("nowhere.frag", "", false, &arena, &source, &why), RESULT_OK);
    assert_non_null(strstr(why.text, "nowhere.frag"));
    arena_free(&arena);
}

static void a_drivers_complaint_gets_file_and_line(void **state)
{
    (void)state;
    static const char *const complaints[] = { "refused: 1:12(5): error: no such thing", "refused: 1(12) : error C1503: no such thing",
                                              "refused: ERROR: 1:12: no such thing" };
    const ShaderSource source = { .files = { "surface.frag", "lighting.glsl" }, .file_count = 2 };
    for (size_t i = 0; i < sizeof complaints / sizeof *complaints; i++) {
        Message why;
        message_set(&why, RESULT_UNSUPPORTED, "%s", complaints[i]);
        shader_explain(&source, &why);
        assert_int_equal(strncmp(why.text, "lighting.glsl:12: ", 18), 0);
        assert_non_null(strstr(why.text, "no such thing"));
    }
}

static void golden_ball_solid_see_through_and_outlined(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { ball_item((vec3s) { { -45, 10, 0 } }), ball_item((vec3s) { { 45, 10, 0 } }),
                          ball_item((vec3s) { { 0, -30, 40 } }) };
    items[0].style = SCENE_SELECTED;
    items[1].material = MATERIAL_MUSCLE;
    items[1].colour_srgb = (vec3s) { { 0.72f, 0.36f, 0.32f } };
    items[2].opacity_frac = 0.4f;
    const Scene scene = scene_of(items, 3, 96, 72);
    uint8_t *pixels = picture(studio.renderer, &scene, NULL, 4);
    compare_or_refresh("balls", pixels, &scene);
    free(pixels);
    studio_close(studio);
}

static void golden_painted_ghost(void **state)
{
    (void)state;
    const Studio studio = studio_or_skip();
    SceneItem items[] = { ball_item((vec3s) { { 0, 0, 0 } }) };
    for (int i = 0; i < BALL_VERTICES; i++) ball.paint[i].spill_mm = ball.paint[i].typical_mm - 25.0f;
    items[0].style = SCENE_GHOST;
    items[0].opacity_frac = SCENE_GHOST_FRAC;
    items[0].paint = ball.paint;
    const Scene scene = scene_of(items, 1, 96, 72);
    uint8_t *pixels = picture(studio.renderer, &scene, NULL, 4);
    compare_or_refresh("painted_ghost", pixels, &scene);
    free(pixels);
    studio_close(studio);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(null_target_counts_draws_and_triangles),
        cmocka_unit_test(overdraw_draws_each_part_once_and_then_its_colours),
        cmocka_unit_test(a_mesh_is_uploaded_once_and_flesh_each_frame),
        cmocka_unit_test(paint_is_uploaded_only_when_its_version_changes),
        cmocka_unit_test(flesh_is_uploaded_only_when_it_has_moved),
        cmocka_unit_test(regions_are_uploaded_once_and_only_when_asked_for),
        cmocka_unit_test(fibres_are_uploaded_once_with_one_tile_for_all),
        cmocka_unit_test(a_line_of_text_is_rasterised_once),
        cmocka_unit_test(a_full_text_atlas_starts_afresh),
        cmocka_unit_test(a_size_beyond_the_limit_says_so),
        cmocka_unit_test(a_lit_ball_is_brighter_in_its_middle_than_at_its_lower_edge),
        cmocka_unit_test(the_background_is_the_themes),
        cmocka_unit_test(the_same_scene_gives_the_same_bytes_twice),
        cmocka_unit_test(a_mirrored_ball_looks_the_same),
        cmocka_unit_test(flesh_at_rest_looks_like_the_packed_mesh),
        cmocka_unit_test(a_hovered_part_gets_a_rim_and_nothing_else),
        cmocka_unit_test(a_see_through_part_shows_what_is_behind_but_not_its_own_back),
        cmocka_unit_test(see_through_parts_leave_nothing_for_the_next_picture),
        cmocka_unit_test(a_painted_ghost_is_red_where_painted_and_clear_elsewhere),
        cmocka_unit_test(regions_have_their_own_colours_and_a_crisp_border),
        cmocka_unit_test(muscle_is_striped_along_its_fibres),
        cmocka_unit_test(tendon_is_pale_and_muscle_keeps_its_colour),
        cmocka_unit_test(strain_has_its_colour_and_a_line_at_every_step),
        cmocka_unit_test(a_transparent_background_has_no_alpha_and_edges_keep_their_colour),
        cmocka_unit_test(text_boxes_and_lines_leave_ink),
        cmocka_unit_test(a_clip_cuts_what_lies_outside),
        cmocka_unit_test(what_stands_before_the_lamp_throws_a_soft_shadow),
        cmocka_unit_test(a_shadow_changes_no_debug_view),
        cmocka_unit_test(cartilage_is_bluish_and_ends_in_a_line),
        cmocka_unit_test(pores_show_near_by_only),
        cmocka_unit_test(paint_is_thin_over_what_is_selected),
        cmocka_unit_test(small_and_odd_sizes_are_drawn),
        cmocka_unit_test(every_debug_view_is_drawn_and_differs),
        cmocka_unit_test(overdraw_counts_how_often_a_pixel_is_shaded),
        cmocka_unit_test(overdraw_beyond_the_last_colour_keeps_it),
        cmocka_unit_test(the_view_of_the_strain_shows_its_colours_as_they_are),
        cmocka_unit_test(layers_give_the_colour_worked_out_by_hand_from_front_to_back),
        cmocka_unit_test(the_order_of_the_list_does_not_show_in_up_to_four_layers),
        cmocka_unit_test(turning_in_small_steps_makes_no_jump),
        cmocka_unit_test(two_parts_need_no_more_than_one_layer),
        cmocka_unit_test(see_through_parts_stay_behind_solid_ones),
        cmocka_unit_test(layers_on_a_transparent_background_have_their_own_alpha),
        cmocka_unit_test(opengl_es_draws_the_same_picture),
        cmocka_unit_test(a_shader_source_starts_with_its_version_and_has_its_includes),
        cmocka_unit_test(a_missing_shader_is_named),
        cmocka_unit_test(a_drivers_complaint_gets_file_and_line),
        cmocka_unit_test(golden_ball_solid_see_through_and_outlined),
        cmocka_unit_test(golden_painted_ghost),
    };
    return cmocka_run_group_tests(tests, ball_make, NULL);
}
