// oklab.h: colours given as the eye orders them.
//
// Why       Scales and palettes are chosen by lightness, chroma and hue; screens take sRGB.
// Source    docs/sources.md#ottosson2020.
// Shapes    one colour a call.
// Units     lab: lightness 0..1, then a (green to red) and b (blue to yellow).
// Errors    cannot fail: what no screen shows is clipped.
// Cost      three cubes and three powers: for palettes, not for pixels.
#ifndef ILIOPSOAS_OKLAB_H
#define ILIOPSOAS_OKLAB_H

#include <cglm/struct.h>
#include <stdint.h>

void oklab_srgb(vec3s lab, uint8_t srgb[3]);

#endif
