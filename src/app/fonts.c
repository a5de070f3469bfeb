#include "fonts.h"

#include "command_line.h"

void fonts_take(const Pack *pack, PlatformDesc *desc)
{
    const bool regular = pack_blob(pack, "fonts/regular.otf", &desc->font[UI_REGULAR]);
    const bool bold = pack_blob(pack, "fonts/bold.otf", &desc->font[UI_BOLD]);
    if (!regular || !bold)
        command_say("The pack holds no fonts, so text shows as boxes. Bake it with --font fonts/regular.otf=PATH --font fonts/bold.otf=PATH.");
}
