// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "samples_stage.h"

#include <string.h>

Stage stage;

int stage_open_body(void **state)
{
    (void)state;
    Message why = { "" };
    stage.keep = arena_make((size_t)1 << 30);
    stage.frame = arena_make((size_t)256 << 20);
    return body_load(TEST_PACK, &stage.keep, &stage.body, &why) == RESULT_OK ? 0 : -1;
}

int stage_close_body(void **state)
{
    (void)state;
    body_unload(&stage.body);
    arena_free(&stage.frame);
    arena_free(&stage.keep);
    return 0;
}

int stage_open_app(void **state)
{
    (void)state;
    ViewState view;
    view_state_init(&view, &stage.body);
    view.ui = true;
    app_init(&stage.app, &stage.body, &view, scene_cache_make(&stage.body, &stage.keep), pick_index_make(&stage.body, &stage.keep),
             text_source_null(), &stage.keep);
    stage.app.labels = label_index_make(&stage.body, stage.app.picker, &stage.keep);
    stage.app.reduced_motion = true;
    stage.input = (Input){ .width_px = 1280, .height_px = 800, .scale = 1, .now_s = 1 };
    stage_settle();
    return 0;
}

void stage_frame(double after_s)
{
    const Input was = stage.input;
    stage.input.now_s += after_s;
    arena_reset(&stage.frame);
    app_frame(&stage.app, &stage.input, &stage.frame);
    stage.input = (Input){ .width_px = was.width_px,
                           .height_px = was.height_px,
                           .scale = was.scale,
                           .mouse_inside = was.mouse_inside,
                           .mouse_x_px = was.mouse_x_px,
                           .mouse_y_px = was.mouse_y_px,
                           .now_s = was.now_s + after_s };
    memcpy(stage.input.down, was.down, sizeof was.down);
}

void stage_settle(void)
{
    for (int i = 0; i < 4; i++) stage_frame(0.02);
}

void stage_key(int key, unsigned mods)
{
    stage.input.keys[stage.input.key_count++] = (KeyPress){ key, mods, false };
    stage_settle();
}

void stage_move_to(float x, float y)
{
    stage.input.mouse_inside = true;
    stage.input.mouse_x_px = x;
    stage.input.mouse_y_px = y;
    stage_settle();
}

void stage_click(void)
{
    stage.input.pressed[MOUSE_LEFT] = stage.input.down[MOUSE_LEFT] = true;
    stage.input.click_count = 1;
    stage_settle();
    stage.input.released[MOUSE_LEFT] = true;
    stage.input.down[MOUSE_LEFT] = false;
    stage_settle();
}

const UiCommand *stage_text(const char *text)
{
    const UiDraw *draw = &stage.app.ui.draw;
    for (int i = 0; i < draw->command_count; i++)
        if (draw->commands[i].text && strstr(draw->commands[i].text, text)) return &draw->commands[i];
    return NULL;
}

void stage_click_text(const char *text)
{
    const UiCommand *command = stage_text(text);
    assert_non_null(command);
    stage_move_to(command->rect.x + 4, command->rect.y - 4);
    stage_click();
}
