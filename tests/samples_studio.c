#include "samples_studio.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// The scene: one ball -------------------------------------------------------------------------------------------------------

Ball ball;

static vec3s ball_normal(int ring, int sector)
{
    const float polar = GLM_PIf * (float)ring / BALL_RINGS, around = 2.0f * GLM_PIf * (float)sector / BALL_SECTORS;
    return (vec3s) { { sinf(polar) * cosf(around), cosf(polar), -sinf(polar) * sinf(around) } };
}

static void ball_vertex(int ring, int sector)
{
    const int at = ring * (BALL_SECTORS + 1) + sector;
    const vec3s normal = ball_normal(ring, sector);
    PackedVertex *vertex = &ball.vertices[at];
    for (int k = 0; k < 3; k++) vertex->position[k] = (uint16_t)lrintf((normal.raw[k] * 0.5f + 0.5f) * 65535.0f);
    vertex->occlusion = 255;
    packed_set_normal(vertex, normal);
    for (int k = 0; k < 3; k++) {
        ball.flesh[at].position_mm[k] = normal.raw[k] * BALL_RADIUS_MM;
        ball.flesh[at].normal[k] = normal.raw[k];
    }
    ball.paint[at] = (PaintVertex) { normal.y * BALL_RADIUS_MM, 1e4f, 1e4f }; // the lower half
    ball.region_vertices[at] = normal.x < 0.05f ? (RegionVertex) { { 240, 60, 60 }, 63 } : (RegionVertex) { { 60, 60, 240 }, 2 * 64 + 63 };
}

static void ball_triangles(int ring, int sector, uint16_t *out)
{
    const int a = ring * (BALL_SECTORS + 1) + sector, b = a + BALL_SECTORS + 1;
    const int corner[6] = { a, b, a + 1, a + 1, b, b + 1 };
    for (int i = 0; i < 6; i++) out[i] = (uint16_t)corner[i];
}

int ball_make(void **state)
{
    (void)state;
    for (int ring = 0; ring <= BALL_RINGS; ring++)
        for (int sector = 0; sector <= BALL_SECTORS; sector++) ball_vertex(ring, sector);
    for (int ring = 0; ring < BALL_RINGS; ring++)
        for (int sector = 0; sector < BALL_SECTORS; sector++) ball_triangles(ring, sector, &ball.indices[(ring * BALL_SECTORS + sector) * 6]);
    const float step = 2.0f * BALL_RADIUS_MM / 65535.0f;
    ball.mesh = (PackedMesh) { .vertices = ball.vertices,
                               .regions = ball.regions,
                               .indices = ball.indices,
                               .vertex_count = BALL_VERTICES,
                               .min_mm = { { -BALL_RADIUS_MM, -BALL_RADIUS_MM, -BALL_RADIUS_MM } },
                               .step_mm = { { step, step, step } } };
    for (int k = 0; k < DETAIL_COUNT; k++) ball.mesh.level[k] = (PackedLevel) { 0, BALL_TRIANGLES * 3, BALL_VERTICES };
    return 0;
}

SceneItem ball_item(vec3s at_mm)
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

Scene scene_of(SceneItem *items, int count, int width_px, int height_px)
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
                                 .pixels_per_mm_at_pivot = (float)height_px / (2.0f * eye.z * tanf(0.5f * 0.6f)),
                                 .clip_from_view = glms_perspective(0.6f, aspect, 10.0f, 1000.0f) } };
}

// Drawing -------------------------------------------------------------------------------------------------------------------

static Studio open_or_skip(bool only_es)
{
    Studio studio = { 0 };
    Message why;
    if (platform_open(&(PlatformDesc) { .title = "test", .width_px = 64, .height_px = 64, .only_es = only_es }, &studio.platform, &why) != RESULT_OK) skip();
    if (render_create(false, platform_text(studio.platform), &studio.renderer, &why) != RESULT_OK) fail_msg("%s", why.text);
    return studio;
}

Studio studio_or_skip(void)
{
    return open_or_skip(false);
}

Studio studio_es_or_skip(void)
{
    return open_or_skip(true);
}

void studio_close(Studio studio)
{
    render_destroy(studio.renderer);
    platform_close(studio.platform);
}

uint8_t *picture(Renderer *renderer, const Scene *scene, const UiDraw *draw, int samples)
{
    Message why = { "" };
    const RenderTarget target = { .width_px = scene->width_px, .height_px = scene->height_px, .samples = samples };
    uint8_t *pixels = calloc((size_t)scene->width_px * (size_t)scene->height_px, 4);
    if (render_draw(renderer, scene, draw, &target, &why) != RESULT_OK) fail_msg("%s", why.text);
    if (render_read_rgba(renderer, pixels, &why) != RESULT_OK) fail_msg("%s", why.text);
    return pixels;
}

const uint8_t *pixel_at(const uint8_t *pixels, const Scene *scene, int x, int y)
{
    return pixels + (y * scene->width_px + x) * 4;
}

int brightness(const uint8_t *pixels, const Scene *scene, int x, int y)
{
    const uint8_t *pixel = pixel_at(pixels, scene, x, y);
    return pixel[0] + pixel[1] + pixel[2];
}

int different_pixels(const uint8_t *a, const uint8_t *b, const Scene *scene)
{
    int count = 0;
    for (int i = 0; i < scene->width_px * scene->height_px; i++) count += memcmp(a + i * 4, b + i * 4, 4) != 0;
    return count;
}
