// platform.h: the machine: a window or an offscreen GL context, input, text, time. The only folder that includes SDL.
//
// Why       Everything above is the same with a window, without a display and in tests. Without a display SDL's "offscreen" driver gives a
// GL
//           context through EGL; its "dummy" driver has none.
// Units     drawable pixels; seconds.
// Errors    RESULT_UNSUPPORTED: no display asked for a window, no GL 3.3 / ES 3.0: one sentence, what to do.
#ifndef ILIOPSOAS_PLATFORM_H
#define ILIOPSOAS_PLATFORM_H

#include "arena.h"
#include "input.h"
#include "result.h"
#include "text.h"
#include "ui_text.h"

typedef struct Platform Platform;

typedef struct PlatformDesc {
    const char *title;
    int width_px, height_px;    // of the window; 0 = a sensible share of the screen
    bool window;                // false: offscreen
    bool only_es;               // OpenGL ES even where OpenGL can be had: tests compare the two
    Text font[UI_WEIGHT_COUNT]; // font files in memory, borrowed for the platform's life; size 0: text_source_null
} PlatformDesc;

bool platform_has_display(void); // a window could be opened (DISPLAY or WAYLAND_DISPLAY set and answering)
Result platform_open(const PlatformDesc *desc, Platform **out, Message *why);
void platform_close(Platform *platform);

TextSource platform_text(Platform *platform);
// Waits up to timeout_s (negative: until something happens) and gathers all events since the last call.
void platform_wait(Platform *platform, double timeout_s, Input *out);
void platform_size(const Platform *platform, int *width_px, int *height_px, float *scale);
void platform_present(Platform *platform); // swaps the window's buffers; nothing offscreen
// A new GL context for the same window, in place of one that is lost. What was made in the old one is gone.
Result platform_renew_context(Platform *platform, Message *why);
void platform_toggle_fullscreen(Platform *platform);
// What is copied and pasted between programs, UTF-8. copy: false where the system refuses; paste: "" where there is nothing.
bool platform_copy(Platform *platform, const char *text);
char *platform_paste(Platform *platform, Arena *arena);
double platform_now_s(void);
double platform_refresh_hz(const Platform *platform);

#endif
