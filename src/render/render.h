// render.h: draws a Scene and a UiDraw into a target. The only module above src/gpu that thinks about pixels.
//
// Why       One path for the window, exports and tests: always into an own framebuffer, then blitted to the window or read back.
//           The null renderer (no GL) draws nothing, counts everything and takes part in every test run.
// Shapes    pixels: RGBA8, top row first, width * height * 4 bytes, straight alpha.
// Units     pixels, milliseconds.
// Errors    create: RESULT_UNSUPPORTED with what the driver lacks; draw: a size beyond the driver's limit, out of memory.
// Cost      see `iliopsoas bench`.
#ifndef ILIOPSOAS_RENDER_H
#define ILIOPSOAS_RENDER_H

#include "result.h"
#include "scene.h"
#include "ui_draw.h"

typedef struct Renderer Renderer;

typedef struct FrameStats {
    int draw_count, triangle_count, text_count, upload_bytes;
    double render_ms; // CPU time of the call
} FrameStats;

typedef struct RenderTarget {
    int width_px, height_px;
    int samples;  // 1 or a multisample count the driver is asked for (0 = the default: 4)
    int layers;   // see-through layers in their exact order (0 = the default: 4)
    bool window;  // blit to the window's back buffer afterwards
} RenderTarget;

// A GL context must be current, unless null_target.
Result render_create(bool null_target, TextSource text, Renderer **out, Message *why);
void render_destroy(Renderer *renderer);

// draw NULL: no interface. Returns after the commands are issued; render_finish waits.
Result render_draw(Renderer *renderer, const Scene *scene, const UiDraw *draw, const RenderTarget *target, Message *why);
void render_finish(Renderer *renderer);
bool render_lost(Renderer *renderer); // the context is gone: destroy, and create in a new one
Result render_read_rgba(Renderer *renderer, uint8_t *out, Message *why); // of the last target drawn
Result render_read_premultiplied(Renderer *renderer, uint8_t *out, Message *why); // the same, alpha premultiplied: what can be averaged
FrameStats render_stats(const Renderer *renderer);
const char *render_driver_name(const Renderer *renderer);
bool render_is_software(const Renderer *renderer); // llvmpipe, softpipe, swrast
int render_size_limit(const Renderer *renderer);
int render_samples(const Renderer *renderer, const RenderTarget *target); // that it would be drawn with

// Debug builds read shaders from disk: true when one changed and was recompiled.
bool render_reload_shaders(Renderer *renderer, Message *why);

#endif
