// platform.c: window or offscreen GL context, input and time through SDL2. See platform.h.
#include "platform.h"

#include "platform_text.h"

#include <SDL.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct Platform {
    SDL_Window *window;
    SDL_GLContext context;
    TextEngine *text; // NULL: text_source_null
    Input input;      // what stays from call to call: position, buttons held, modifiers
    float fingers_x_px, fingers_y_px; // the middle of the fingers on the glass, as of the last gesture
    int finger_count;                 // of that gesture; 0 when it has ended
    bool offscreen;
};

// Opening -------------------------------------------------------------------------------------------------------------------

static bool environment_has(const char *name)
{
    const char *value = SDL_getenv(name);
    return value && *value;
}

static bool driver_shows_windows(const char *driver)
{
    return driver && strcmp(driver, "offscreen") != 0 && strcmp(driver, "dummy") != 0 && strcmp(driver, "evdev") != 0;
}

static bool video_start(const char *driver)
{
    if (driver) SDL_SetHint(SDL_HINT_VIDEODRIVER, driver);
    return SDL_Init(SDL_INIT_VIDEO | SDL_INIT_EVENTS) == 0;
}

// Under plain X11 SDL would try Wayland too, whose library then complains on stderr. NULL: SDL's own order, or what the user has set.
static const char *window_driver(void)
{
    const bool only_x11 = environment_has("DISPLAY") && !environment_has("WAYLAND_DISPLAY") && !environment_has("SDL_VIDEODRIVER");
    return only_x11 ? "x11" : NULL;
}

bool platform_has_display(void)
{
    if (SDL_WasInit(SDL_INIT_VIDEO)) return driver_shows_windows(SDL_GetCurrentVideoDriver());
#if defined(__unix__) && !defined(__APPLE__) && !defined(__EMSCRIPTEN__)
    if (!environment_has("DISPLAY") && !environment_has("WAYLAND_DISPLAY")) return false;
#endif
    if (!video_start(window_driver())) return false;
    // A display that answers stays connected: an X server whose last client leaves starts over, and may turn away the next one meanwhile.
    if (driver_shows_windows(SDL_GetCurrentVideoDriver())) return true;
    SDL_QuitSubSystem(SDL_INIT_VIDEO | SDL_INIT_EVENTS);
    return false;
}

static Result driver_was_chosen(const char *cause, Message *why)
{
    return message_set(why, RESULT_UNSUPPORTED, "SDL_VIDEODRIVER is set to \"%s\", which draws nothing here: %s. Unset it.",
                       SDL_getenv("SDL_VIDEODRIVER"), cause);
}

static Result video_open(bool window, Message *why)
{
    SDL_SetMainReady();
    SDL_setenv("EGL_LOG_LEVEL", "fatal", 0); // Mesa's words about drivers it tried would bury ours
    if (!window) {
        SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1"); // an export must stop at Ctrl-C
        if (video_start("offscreen") || video_start(window_driver())) return RESULT_OK;
        if (environment_has("SDL_VIDEODRIVER")) return driver_was_chosen(SDL_GetError(), why);
        return message_set(why, RESULT_UNSUPPORTED, "No picture can be drawn here: %s. Install EGL (libegl1) or set DISPLAY.",
                           SDL_GetError());
    }
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    if (platform_has_display()) return RESULT_OK;
    return message_set(why, RESULT_UNSUPPORTED,
                       "There is no display to open a window on. For a picture without one: iliopsoas shot OUT.png");
}

typedef struct GlKind {
    int profile, major, minor;
} GlKind;

static void gl_ask_for(GlKind kind)
{
    SDL_GL_ResetAttributes();
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, kind.profile);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, kind.major);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, kind.minor);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0); // depth and samples live in the renderer's own framebuffer
    SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_MULTISAMPLESAMPLES, 0);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
}

// A driver that starts over (a laptop that changes its card, a hung one) then tells us, instead of ending us or showing black.
static SDL_GLContext context_make(SDL_Window *window)
{
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_RESET_NOTIFICATION, SDL_GL_CONTEXT_RESET_LOSE_CONTEXT);
    SDL_GLContext context = SDL_GL_CreateContext(window);
    if (context) return context;
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_RESET_NOTIFICATION, SDL_GL_CONTEXT_RESET_NO_NOTIFICATION);
    return SDL_GL_CreateContext(window);
}

static SDL_Rect window_size(const PlatformDesc *desc)
{
    SDL_Rect usable = { 0, 0, 1280, 720 };
    if (desc->window) SDL_GetDisplayUsableBounds(0, &usable);
    const int w = desc->width_px > 0 ? desc->width_px : usable.w * 4 / 5;
    const int h = desc->height_px > 0 ? desc->height_px : usable.h * 4 / 5;
    return (SDL_Rect) { 0, 0, w, h };
}

static bool context_try(Platform *platform, const PlatformDesc *desc, GlKind kind)
{
    gl_ask_for(kind);
    const SDL_Rect size = window_size(desc);
    const Uint32 shown = desc->window ? SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI : SDL_WINDOW_HIDDEN;
    platform->window = SDL_CreateWindow(desc->title ? desc->title : "iliopsoas", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, size.w,
                                        size.h, SDL_WINDOW_OPENGL | shown);
    if (platform->window) platform->context = context_make(platform->window);
    if (platform->context) return true;
    if (platform->window) SDL_DestroyWindow(platform->window);
    platform->window = NULL;
    return false;
}

static Result context_open(Platform *platform, const PlatformDesc *desc, Message *why)
{
    static const GlKind kinds[] = { { SDL_GL_CONTEXT_PROFILE_CORE, 3, 3 }, { SDL_GL_CONTEXT_PROFILE_ES, 3, 0 } };
    for (size_t i = desc->only_es ? 1 : 0; i < sizeof kinds / sizeof *kinds; i++)
        if (context_try(platform, desc, kinds[i])) return RESULT_OK;
    const char *driver = SDL_GetCurrentVideoDriver();
    if (environment_has("SDL_VIDEODRIVER") && driver && strcmp(driver, "dummy") == 0) return driver_was_chosen(SDL_GetError(), why);
    return message_set(why, RESULT_UNSUPPORTED,
                       "The graphics driver offers neither OpenGL 3.3 nor OpenGL ES 3.0 (%s). Update the driver or install Mesa's software "
                       "renderer (libgl1-mesa-dri).",
                       SDL_GetError());
}

static Result text_open(Platform *platform, const PlatformDesc *desc, Message *why)
{
    for (int weight = 0; weight < UI_WEIGHT_COUNT; weight++)
        if (desc->font[weight].size == 0) return RESULT_OK;
    return text_engine_create(desc->font, &platform->text, why);
}

static void swap_settle(void)
{
    if (SDL_GL_SetSwapInterval(-1) != 0) SDL_GL_SetSwapInterval(1); // late frames may tear rather than wait for another refresh
}

static void window_settle(Platform *platform)
{
    if (platform->offscreen) return;
    SDL_SetWindowMinimumSize(platform->window, 480, 320);
    swap_settle();
    SDL_StartTextInput();
}

Result platform_open(const PlatformDesc *desc, Platform **out, Message *why)
{
    *out = NULL;
    Result result = video_open(desc->window, why);
    if (result != RESULT_OK) return result;
    Platform *platform = calloc(1, sizeof *platform);
    if (!platform) return message_set(why, RESULT_UNSUPPORTED, "There is no memory left to open a window. Close other programs.");
    platform->offscreen = !desc->window;
    result = context_open(platform, desc, why);
    if (result == RESULT_OK) result = text_open(platform, desc, why);
    if (result == RESULT_OK)
        window_settle(platform);
    else
        platform_close(platform);
    *out = result == RESULT_OK ? platform : NULL;
    return result;
}

void platform_close(Platform *platform)
{
    if (!platform) return;
    if (platform->text) text_engine_destroy(platform->text);
    if (platform->context) SDL_GL_DeleteContext(platform->context);
    if (platform->window) SDL_DestroyWindow(platform->window);
    free(platform);
    SDL_Quit();
}

// Keys ----------------------------------------------------------------------------------------------------------------------

static const struct {
    SDL_Keycode sdl;
    int key;
} named_keys[] = {
    { SDLK_ESCAPE, KEY_ESCAPE },
    { SDLK_RETURN, KEY_ENTER },
    { SDLK_KP_ENTER, KEY_ENTER },
    { SDLK_TAB, KEY_TAB },
    { SDLK_BACKSPACE, KEY_BACKSPACE },
    { SDLK_DELETE, KEY_DELETE },
    { SDLK_SPACE, KEY_SPACE },
    { SDLK_LEFT, KEY_LEFT },
    { SDLK_RIGHT, KEY_RIGHT },
    { SDLK_UP, KEY_UP },
    { SDLK_DOWN, KEY_DOWN },
    { SDLK_HOME, KEY_HOME },
    { SDLK_END, KEY_END },
    { SDLK_PAGEUP, KEY_PAGE_UP },
    { SDLK_PAGEDOWN, KEY_PAGE_DOWN },
    { SDLK_KP_PLUS, '+' },
    { SDLK_KP_MINUS, '-' },
    { SDLK_KP_DIVIDE, '/' },
    { SDLK_KP_MULTIPLY, '*' },
    { SDLK_KP_PERIOD, '.' },
    { SDLK_KP_0, '0' },
};

static int key_of(SDL_Keycode code)
{
    for (size_t i = 0; i < sizeof named_keys / sizeof *named_keys; i++)
        if (named_keys[i].sdl == code) return named_keys[i].key;
    if (code >= SDLK_F1 && code <= SDLK_F12) return KEY_F1 + (int)(code - SDLK_F1);
    if (code >= SDLK_KP_1 && code <= SDLK_KP_9) return '1' + (int)(code - SDLK_KP_1);
    return code > 32 && code < 127 ? (int)code : KEY_NONE;
}

// Command is the Mac's Ctrl.
static unsigned mods_of(unsigned sdl)
{
    return ((sdl & KMOD_SHIFT) ? MOD_SHIFT : 0u) | ((sdl & (KMOD_CTRL | KMOD_GUI)) ? MOD_CTRL : 0u) | ((sdl & KMOD_ALT) ? MOD_ALT : 0u);
}

static void take_key(Input *input, const SDL_KeyboardEvent *event)
{
    const int key = key_of(event->keysym.sym);
    if (key == KEY_NONE || input->key_count >= INPUT_KEYS_MOST) return;
    input->keys[input->key_count++] = (KeyPress) { key, mods_of(event->keysym.mod), event->repeat != 0 };
}

static void take_typed(Input *input, const char *utf8)
{
    const size_t have = strlen(input->typed), more = strlen(utf8);
    if (have + more < sizeof input->typed) memcpy(input->typed + have, utf8, more + 1);
}

// Mouse and fingers ---------------------------------------------------------------------------------------------------------

static float pixels_per_point(const Platform *platform)
{
    int points = 0, pixels = 0;
    SDL_GetWindowSize(platform->window, &points, NULL);
    SDL_GL_GetDrawableSize(platform->window, &pixels, NULL);
    return points > 0 && pixels > 0 ? (float)pixels / (float)points : 1.0f;
}

static void take_motion(Platform *platform, const SDL_MouseMotionEvent *event)
{
    Input *input = &platform->input;
    const float scale = pixels_per_point(platform);
    input->move_x_px += (float)event->xrel * scale;
    input->move_y_px += (float)event->yrel * scale;
    input->mouse_x_px = (float)event->x * scale;
    input->mouse_y_px = (float)event->y * scale;
    input->mouse_inside = true;
}

static MouseButton button_of(Uint8 sdl)
{
    return sdl == SDL_BUTTON_LEFT     ? MOUSE_LEFT
           : sdl == SDL_BUTTON_MIDDLE ? MOUSE_MIDDLE
           : sdl == SDL_BUTTON_RIGHT  ? MOUSE_RIGHT
                                      : MOUSE_COUNT;
}

static void take_button(Platform *platform, const SDL_MouseButtonEvent *event)
{
    Input *input = &platform->input;
    const MouseButton button = button_of(event->button);
    if (button == MOUSE_COUNT) return;
    const bool down = event->state == SDL_PRESSED;
    const float scale = pixels_per_point(platform);
    input->mouse_x_px = (float)event->x * scale;
    input->mouse_y_px = (float)event->y * scale;
    input->down[button] = down;
    input->pressed[button] |= down;
    input->released[button] |= !down;
    if (down && button == MOUSE_LEFT) input->click_count = event->clicks;
}

static void take_wheel(Input *input, const SDL_MouseWheelEvent *event)
{
    const float sign = event->direction == SDL_MOUSEWHEEL_FLIPPED ? -1.0f : 1.0f;
    input->wheel_x += sign * event->preciseX;
    input->wheel_y += sign * event->preciseY;
}

static float fingers_apart(SDL_TouchID touch)
{
    const SDL_Finger *a = SDL_GetTouchFinger(touch, 0), *b = SDL_GetTouchFinger(touch, 1);
    return a && b ? hypotf(a->x - b->x, a->y - b->y) : 0.0f;
}

// SDL gives the change of distance only; the share is what zooms.
static void take_pinch(Input *input, const SDL_MultiGestureEvent *event)
{
    const float now = fingers_apart(event->touchId), before = now - event->dDist;
    if (event->numFingers == 2 && before > 0.01f) input->pinch_frac += event->dDist / before;
}

// A trackpad's fingers scroll, through the wheel; those on a screen take the picture along. The middle jumps when a finger comes or goes.
static void take_fingers(Platform *platform, const SDL_MultiGestureEvent *event)
{
    Input *input = &platform->input;
    int width = 0, height = 0;
    if (SDL_GetTouchDeviceType(event->touchId) != SDL_TOUCH_DEVICE_DIRECT || event->numFingers != 2) return;
    SDL_GL_GetDrawableSize(platform->window, &width, &height);
    const float x = event->x * (float)width, y = event->y * (float)height;
    if (platform->finger_count == 2) {
        input->fingers_x_px += x - platform->fingers_x_px;
        input->fingers_y_px += y - platform->fingers_y_px;
    }
    platform->fingers_x_px = input->mouse_x_px = x; // what is between the fingers is what is pointed at
    platform->fingers_y_px = input->mouse_y_px = y;
    platform->finger_count = 2;
}

static bool second_finger(Uint32 mouse) // a pinch must not turn the body as well
{
    return mouse == SDL_TOUCH_MOUSEID && SDL_GetNumTouchDevices() > 0 && SDL_GetNumTouchFingers(SDL_GetTouchDevice(0)) > 1;
}

// Gathering -----------------------------------------------------------------------------------------------------------------

static void take_window(Input *input, const SDL_WindowEvent *event)
{
    switch (event->event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        input->resized = true;
        break;
    case SDL_WINDOWEVENT_DISPLAY_CHANGED: // another screen, perhaps another scale, perhaps another card
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED:
        input->exposed = true;
        break;
    case SDL_WINDOWEVENT_ENTER:
        input->mouse_inside = true;
        break;
    case SDL_WINDOWEVENT_LEAVE:
        input->mouse_inside = false;
        break;
    case SDL_WINDOWEVENT_FOCUS_GAINED:
        input->focus_gained = true;
        break;
    case SDL_WINDOWEVENT_CLOSE:
        input->close_wanted = true;
        break;
    default:
        break;
    }
}

static void take(Platform *platform, const SDL_Event *event)
{
    Input *input = &platform->input;
    switch (event->type) {
    case SDL_QUIT:
        input->close_wanted = true;
        break;
    case SDL_WINDOWEVENT:
        take_window(input, &event->window);
        break;
    case SDL_KEYDOWN:
        take_key(input, &event->key);
        break;
    case SDL_TEXTINPUT:
        take_typed(input, event->text.text);
        break;
    case SDL_MOUSEMOTION:
        if (!second_finger(event->motion.which)) take_motion(platform, &event->motion);
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        take_button(platform, &event->button);
        break;
    case SDL_MOUSEWHEEL:
        take_wheel(input, &event->wheel);
        break;
    case SDL_MULTIGESTURE:
        take_pinch(input, &event->mgesture);
        take_fingers(platform, &event->mgesture);
        break;
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
        platform->finger_count = 0;
        break;
    default:
        break;
    }
}

static void begin_gathering(Input *input)
{
    Input next = { .mouse_x_px = input->mouse_x_px, .mouse_y_px = input->mouse_y_px, .mouse_inside = input->mouse_inside };
    memcpy(next.down, input->down, sizeof next.down);
    *input = next;
}

static bool wait_first(double timeout_s, SDL_Event *event)
{
    if (timeout_s < 0) return SDL_WaitEvent(event) == 1;
    if (timeout_s == 0) return SDL_PollEvent(event) == 1;
    return SDL_WaitEventTimeout(event, (int)ceil(timeout_s * 1000.0)) == 1;
}

void platform_wait(Platform *platform, double timeout_s, Input *out)
{
    Input *input = &platform->input;
    begin_gathering(input);
    SDL_Event event;
    bool more = wait_first(platform->offscreen ? 0.0 : timeout_s, &event);
    for (; more; more = SDL_PollEvent(&event) == 1) {
        take(platform, &event);
        // A button ends the batch, however slow the frames: what moved before a press is no drag, what follows a release is another
        // gesture.
        if (event.type == SDL_MOUSEBUTTONDOWN || event.type == SDL_MOUSEBUTTONUP) break;
    }
    input->mods = mods_of((unsigned)SDL_GetModState());
    input->minimised = (SDL_GetWindowFlags(platform->window) & SDL_WINDOW_MINIMIZED) != 0;
    input->now_s = platform_now_s();
    platform_size(platform, &input->width_px, &input->height_px, &input->scale);
    *out = *input;
}

// The rest ------------------------------------------------------------------------------------------------------------------

TextSource platform_text(Platform *platform)
{
    return platform->text ? text_engine_source(platform->text) : text_source_null();
}

// Windows and X11 have no points apart from pixels: there the screen's dots per inch tell how large letters must be.
static float screen_scale(const Platform *platform)
{
    float dpi = 96;
    const int screen = SDL_GetWindowDisplayIndex(platform->window);
    if (screen < 0 || SDL_GetDisplayDPI(screen, NULL, &dpi, NULL) != 0 || dpi < 120.0f || dpi > 600.0f) return 1.0f;
    return roundf(dpi / 96.0f * 4.0f) / 4.0f;
}

void platform_size(const Platform *platform, int *width_px, int *height_px, float *scale)
{
    SDL_GL_GetDrawableSize(platform->window, width_px, height_px);
    const float points = pixels_per_point(platform);
    *scale = points > 1.01f || platform->offscreen ? points : screen_scale(platform);
}

void platform_present(Platform *platform)
{
    if (!platform->offscreen) SDL_GL_SwapWindow(platform->window);
}

// The attributes are still those the first one was made with.
Result platform_renew_context(Platform *platform, Message *why)
{
    SDL_GL_DeleteContext(platform->context);
    platform->context = context_make(platform->window);
    if (platform->context && !platform->offscreen) swap_settle();
    if (platform->context) return RESULT_OK;
    return message_set(why, RESULT_UNSUPPORTED, "The graphics driver has started over and offers nothing to draw with now (%s). Start the program again.", SDL_GetError());
}

void platform_toggle_fullscreen(Platform *platform)
{
    const bool full = (SDL_GetWindowFlags(platform->window) & SDL_WINDOW_FULLSCREEN_DESKTOP) != 0;
    SDL_SetWindowFullscreen(platform->window, full ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP);
}

bool platform_copy(Platform *platform, const char *text)
{
    (void)platform;
    return SDL_SetClipboardText(text) == 0;
}

char *platform_paste(Platform *platform, Arena *arena)
{
    (void)platform;
    char *there = SDL_GetClipboardText();
    char *text = text_to_string(arena, text_of(there ? there : ""));
    SDL_free(there);
    return text;
}

double platform_now_s(void)
{
    return (double)SDL_GetPerformanceCounter() / (double)SDL_GetPerformanceFrequency();
}

double platform_refresh_hz(const Platform *platform)
{
    SDL_DisplayMode mode;
    const int screen = SDL_GetWindowDisplayIndex(platform->window);
    const bool known = screen >= 0 && SDL_GetCurrentDisplayMode(screen, &mode) == 0 && mode.refresh_rate > 0;
    return known ? mode.refresh_rate : 60.0;
}
