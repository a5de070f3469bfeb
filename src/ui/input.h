// input.h: what the person did since the last frame, as plain data.
//
// Why       The window, a test script and a replay all fill the same struct, so everything above it is testable without a window.
// Units     pixels of the drawable (not points); y downward; wheel in notches, positive away from the person; seconds.
#ifndef ILIOPSOAS_INPUT_H
#define ILIOPSOAS_INPUT_H

#include <stdbool.h>
#include <stdint.h>

typedef enum Key { // printable keys are their ASCII code in lower case ('a', '/', '1')
    KEY_NONE = 0, KEY_ESCAPE = 256, KEY_ENTER, KEY_TAB, KEY_BACKSPACE, KEY_DELETE, KEY_SPACE, KEY_LEFT, KEY_RIGHT, KEY_UP, KEY_DOWN,
    KEY_HOME, KEY_END, KEY_PAGE_UP, KEY_PAGE_DOWN, KEY_F1, KEY_F2, KEY_F3, KEY_F4, KEY_F5, KEY_F6, KEY_F7, KEY_F8, KEY_F9, KEY_F10,
    KEY_F11, KEY_F12, KEY_COUNT
} Key;

enum { MOD_SHIFT = 1, MOD_CTRL = 2, MOD_ALT = 4 };
typedef enum MouseButton { MOUSE_LEFT, MOUSE_MIDDLE, MOUSE_RIGHT, MOUSE_COUNT } MouseButton;

typedef struct KeyPress {
    int key;        // Key or ASCII
    unsigned mods;  // MOD_*
    bool repeat;
} KeyPress;

#define INPUT_KEYS_MOST 32

typedef struct Input {
    KeyPress keys[INPUT_KEYS_MOST];
    int key_count;
    char typed[64]; // UTF-8 text typed
    float mouse_x_px, mouse_y_px, move_x_px, move_y_px;
    bool mouse_inside;
    bool down[MOUSE_COUNT], pressed[MOUSE_COUNT], released[MOUSE_COUNT];
    int click_count;            // of the left button just pressed: 2 = double-click
    float wheel_x, wheel_y, pinch_frac; // wheel_x: positive to the right; pinch: relative change of distance between fingers
    float fingers_x_px, fingers_y_px;   // how far two fingers on a touch screen went together
    unsigned mods;
    int width_px, height_px;
    float scale; // pixels per point (high-DPI)
    bool resized, exposed, focus_gained, close_wanted, minimised;
    double now_s;
} Input;

#endif
