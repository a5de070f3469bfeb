// test_render.c: whole frames, with the null target (always) and with real GL through the offscreen platform (skipped where there is none).
#include "fibre_tile.h"
#include "file.h"
#include "platform.h"
#include "render.h"
#include "shader_library.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// The scene: one ball -------------------------------------------------------------------------------------------------------

enum { RINGS = 24, SECTORS = 32, BALL_VERTICES = (RINGS + 1) * (SECTORS + 1), BALL_TRIANGLES = RINGS * SECTORS * 2 };

typedef struct Ball {
    PackedVertex vertices[BALL_VERTICES];
    uint8_t regions[BALL_VERTICES];
    uint16_t indices[BALL_TRIANGLES * 3];
    FleshVertex flesh[BALL_VERTICES];
    PaintVertex paint[BALL_VERTICES];
    RegionVertex region_vertices[BALL_VERTICES];
    PackedMesh mesh;
} Ball;

static Ball ball;
static const float ball_radius_mm = 50.0f;

static vec3s ball_normal(int ring, int sector)
{
    const float polar = GLM_PIf * (float)ring / RINGS, around = 2.0f * GLM_PIf * (float)sector / SECTORS;
    return (vec3s) { { sinf(polar) * cosf(around), cosf(polar), -sinf(polar) * sinf(around) } };
}

static void ball_vertex(int ring, int sector)
{
    const int at = ring * (SECTORS + 1) + sector;
    const vec3s normal = ball_normal(ring, sector);
    PackedVertex *vertex = &ball.vertices[at];
    for (int k = 0; k < 3; k++) vertex->position[k] = (uint16_t)lrintf((normal.raw[k] * 0.5f + 0.5f) * 65535.0f);
    vertex->occlusion = 255;
    packed_set_normal(vertex, normal);
    for (int k = 0; k < 3; k++) {
        ball.flesh[at].position_mm[k] = normal.raw[k] * ball_radius_mm;
        ball.flesh[at].normal[k] = normal.raw[k];
    }
    ball.paint[at] = (PaintVertex) { normal.y * ball_radius_mm, 1e4f, 1e4f }; // the lower half
    ball.region_vertices[at] = normal.x < 0.05f ? (RegionVertex) { { 240, 60, 60 }, 63 } : (RegionVertex) { { 60, 60, 240 }, 2 * 64 + 63 };
}

static void ball_triangles(int ring, int sector, uint16_t *out)
{
    const int a = ring * (SECTORS + 1) + sector, b = a + SECTORS + 1;
    const int corner[6] = { a, b, a + 1, a + 1, b, b + 1 };
    for (int i = 0; i < 6; i++) out[i] = (uint16_t)corner[i];
}

static int ball_make(void **state)
{
    (void)state;
    for (int ring = 0; ring <= RINGS; ring++)
        for (int sector = 0; sector <= SECTORS; sector++) ball_vertex(ring, sector);
    for (int ring = 0; ring < RINGS; ring++)
        for (int sector = 0; sector < SECTORS; sector++) ball_triangles(ring, sector, &ball.indices[(ring * SECTORS + sector) * 6]);
    const float step = 2.0f * ball_radius_mm / 65535.0f;
    ball.mesh = (PackedMesh) { .vertices = ball.vertices,
                               .regions = ball.regions,
                               .indices = ball.indices,
                               .vertex_count = BALL_VERTICES,
                               .min_mm = { { -ball_radius_mm, -ball_radius_mm, -ball_radius_mm } },
                               .step_mm = { { step, step, step } } };
    for (int k = 0; k < DETAIL_COUNT; k++) ball.mesh.level[k] = (PackedLevel) { 0, BALL_TRIANGLES * 3, BALL_VERTICES };
    return 0;
}

static SceneItem ball_item(vec3s at_mm)
{
    return (SceneItem) { .part = 1,
                         .mesh = &ball.mesh,
                         .world_from_rest = glms_translate_make(at_mm),
                         .material = MATERIAL_BONE,
                         .colour_srgb = { { 0.9f, 0.87f, 0.8f } },
                         .opacity_frac = 1.0f };
}

static SceneTheme dark_theme(void)
{
    SceneTheme theme = { .background_top_srgb = { { 0.16f, 0.19f, 0.23f } },
                          .background_bottom_srgb = { { 0.05f, 0.06f, 0.08f } },
                          .hover_srgb = { { { 1.0f, 0.9f, 0.6f } }, { { 0.1f, 0.05f, 0 } } },
                          .selection_srgb = { { { 0.8f, 0.95f, 1.0f } }, { { 0, 0.1f, 0.15f } } },
                          .line_scale = 1.0f,
                          .ghost_srgb = { { 0.7f, 0.8f, 0.9f } },
                          .pain = { { { 0.85f, 0.15f, 0.12f } }, { { 0.3f, 0, 0 } }, { { 1, 0.9f, 0.8f } }, 0.9f, 0.6f },
                          .ghost_strength_frac = 0.6f };
    for (int i = 0; i < OVERDRAW_STEPS; i++) theme.overdraw_srgb[i] = (vec3s) { { 0, (float)(i + 1) / 255.0f, 1 } }; // green tells the count
    return theme;
}

static Scene scene_of(SceneItem *items, int count, int width_px, int height_px)
{
    const vec3s eye = { { 0, 0, 300 } };
    const float aspect = (float)width_px / (float)height_px;
    return (Scene) { .items = items,
                     .item_count = count,
                     .theme = dark_theme(),
                     .width_px = width_px,
                     .height_px = height_px,
                     .camera = { .view_from_world = glms_lookat(eye, (vec3s) { { 0, 0, 0 } }, (vec3s) { { 0, 1, 0 } }),
                                 .eye_mm = eye,
                                 .clip_from_view = glms_perspective(0.6f, aspect, 10.0f, 1000.0f) } };
}

// Drawing -------------------------------------------------------------------------------------------------------------------

typedef struct Studio {
    Platform *platform;
    Renderer *renderer;
} Studio;

static Studio studio_or_skip(void)
{
    Studio studio = { 0 };
    Message why;
    if (platform_open(&(PlatformDesc) { .title = "test", .width_px = 64, .height_px = 64 }, &studio.platform, &why) != RESULT_OK) skip();
    if (render_create(false, platform_text(studio.platform), &studio.renderer, &why) != RESULT_OK) fail_msg("%s", why.text);
    return studio;
}

static void studio_close(Studio studio)
{
    render_destroy(studio.renderer);
    platform_close(studio.platform);
}

static Renderer *null_renderer(void)
{
    Renderer *renderer = NULL;
    assert_int_equal(render_create(true, text_source_null(), &renderer, NULL), RESULT_OK);
    return renderer;
}

static uint8_t *picture(Renderer *renderer, const Scene *scene, const UiDraw *draw, int samples)
{
    Message why = { "" };
    const RenderTarget target = { .width_px = scene->width_px, .height_px = scene->height_px, .samples = samples };
    uint8_t *pixels = calloc((size_t)scene->width_px * (size_t)scene->height_px, 4);
    if (render_draw(renderer, scene, draw, &target, &why) != RESULT_OK) fail_msg("%s", why.text);
    if (render_read_rgba(renderer, pixels, &why) != RESULT_OK) fail_msg("%s", why.text);
    return pixels;
}

static const uint8_t *pixel_at(const uint8_t *pixels, const Scene *scene, int x, int y)
{
    return pixels + (y * scene->width_px + x) * 4;
}

static int brightness(const uint8_t *pixels, const Scene *scene, int x, int y)
{
    const uint8_t *pixel = pixel_at(pixels, scene, x, y);
    return pixel[0] + pixel[1] + pixel[2];
}

static int different_pixels(const uint8_t *a, const uint8_t *b, const Scene *scene)
{
    int count = 0;
    for (int i = 0; i < scene->width_px * scene->height_px; i++) count += memcmp(a + i * 4, b + i * 4, 4) != 0;
    return count;
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
    assert_int_equal(render_stats(renderer).draw_count, 7); // two balls twice, two contact passes, background
    assert_int_equal(render_stats(renderer).triangle_count, 4 * BALL_TRIANGLES + 3);
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
    for (int i = 0; i < BALL_VERTICES; i++) strain[i] = (StrainVertex) { 0.12f * ball.flesh[i].position_mm[0] / ball_radius_mm, { 128, 128, 128, 255 } };
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
    for (int i = 0; i < BALL_VERTICES; i++) strain[i] = (StrainVertex) { 0.12f * ball.flesh[i].position_mm[0] / ball_radius_mm, { 40, 90, 200, 255 } };
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
        cmocka_unit_test(a_painted_ghost_is_red_where_painted_and_clear_elsewhere),
        cmocka_unit_test(regions_have_their_own_colours_and_a_crisp_border),
        cmocka_unit_test(muscle_is_striped_along_its_fibres),
        cmocka_unit_test(tendon_is_pale_and_muscle_keeps_its_colour),
        cmocka_unit_test(strain_has_its_colour_and_a_line_at_every_step),
        cmocka_unit_test(a_transparent_background_has_no_alpha_and_edges_keep_their_colour),
        cmocka_unit_test(text_boxes_and_lines_leave_ink),
        cmocka_unit_test(a_clip_cuts_what_lies_outside),
        cmocka_unit_test(small_and_odd_sizes_are_drawn),
        cmocka_unit_test(every_debug_view_is_drawn_and_differs),
        cmocka_unit_test(overdraw_counts_how_often_a_pixel_is_shaded),
        cmocka_unit_test(overdraw_beyond_the_last_colour_keeps_it),
        cmocka_unit_test(the_view_of_the_strain_shows_its_colours_as_they_are),
        cmocka_unit_test(a_shader_source_starts_with_its_version_and_has_its_includes),
        cmocka_unit_test(a_missing_shader_is_named),
        cmocka_unit_test(a_drivers_complaint_gets_file_and_line),
        cmocka_unit_test(golden_ball_solid_see_through_and_outlined),
        cmocka_unit_test(golden_painted_ghost),
    };
    return cmocka_run_group_tests(tests, ball_make, NULL);
}
