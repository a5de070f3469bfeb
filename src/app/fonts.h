// fonts.h: hands the fonts that travel in the pack to the platform.
//
// Why       Window and stills open the same platform; a pack baked without fonts must be said once, in words, or all text turns into boxes
//           and nobody knows why.
// Errors    a missing font is a sentence on stderr; text is then drawn as boxes.
#ifndef ILIOPSOAS_FONTS_H
#define ILIOPSOAS_FONTS_H

#include "pack.h"
#include "platform.h"

void fonts_take(const Pack *pack, PlatformDesc *desc); // borrowed from the pack

#endif
