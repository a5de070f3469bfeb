// samples_studio.h: a ball to draw, a camera in front of it, and a place to draw it in.
//
// Why       What a renderer does can be told from a ball: its surface, section and silhouette are known at every pixel.
// Shapes    ball: one surface for all tests, filled by ball_make (a cmocka set-up). Pictures: width * height * 4 bytes of the heap, top row first.
//           The camera stands at z 300, looks at the origin and sees 0.6 rad from top to bottom.
// Units     mm, px, sRGB.
// Errors    where no GL can be had the test is skipped; what goes wrong later fails it with a sentence.
#ifndef ILIOPSOAS_SAMPLES_STUDIO_H
#define ILIOPSOAS_SAMPLES_STUDIO_H

#include "platform.h"
#include "render.h"

#define BALL_RADIUS_MM 50.0f
enum { BALL_RINGS = 24, BALL_SECTORS = 32, BALL_VERTICES = (BALL_RINGS + 1) * (BALL_SECTORS + 1), BALL_TRIANGLES = BALL_RINGS * BALL_SECTORS * 2 };

typedef struct Ball {
    PackedVertex vertices[BALL_VERTICES];
    uint8_t regions[BALL_VERTICES];
    uint16_t indices[BALL_TRIANGLES * 3];
    FleshVertex flesh[BALL_VERTICES];
    PaintVertex paint[BALL_VERTICES];
    RegionVertex region_vertices[BALL_VERTICES];
    PackedMesh mesh;
} Ball;
extern Ball ball;

int ball_make(void **state);
SceneItem ball_item(vec3s at_mm);
Scene scene_of(SceneItem *items, int count, int width_px, int height_px);

typedef struct Studio {
    Platform *platform;
    Renderer *renderer;
} Studio;

Studio studio_or_skip(void);
Studio studio_es_or_skip(void); // with OpenGL ES
void studio_close(Studio studio);

uint8_t *picture(Renderer *renderer, const Scene *scene, const UiDraw *draw, int samples);
const uint8_t *pixel_at(const uint8_t *pixels, const Scene *scene, int x, int y);
int brightness(const uint8_t *pixels, const Scene *scene, int x, int y); // sum of three channels
int different_pixels(const uint8_t *a, const uint8_t *b, const Scene *scene);

#endif
