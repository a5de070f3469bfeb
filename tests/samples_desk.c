#include "samples_desk.h"

#include "fonts.h"

#include <stdio.h>
#include <stdlib.h>

void desk_open(Desk *desk)
{
    Message why = { "" };
    PlatformDesc desc = { .title = "test", .width_px = 64, .height_px = 64 };
    *desk = (Desk) { .keep = arena_make((size_t)1 << 28), .frame = arena_make((size_t)1 << 24) };
    if (body_load(TEST_PACK, &desk->keep, &desk->body, &why) != RESULT_OK) {
        fprintf(stderr, "%s\n", why.text);
        exit(1);
    }
    fonts_take(&desk->body.pack, &desc);
    if (platform_open(&desc, &desk->platform, &why) == RESULT_OK) ui_init(&desk->ui, platform_text(desk->platform));
}

void desk_close(Desk *desk)
{
    if (desk->platform) platform_close(desk->platform);
    body_unload(&desk->body);
    arena_free(&desk->frame);
    arena_free(&desk->keep);
}
