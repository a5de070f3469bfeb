// colour_difference.h: how far apart two colours look, to normal eyes and to three that lack one kind of cone.
//
// Why       Palettes, paint and themes promise that things can be told apart; the tests measure it instead of trusting a monitor.
// Source    docs/sources.md#sharma2005 (CIEDE2000), #machado2009 (simulation at full strength), #wcag22 (contrast).
// Units     colours sRGB 0..1; contrast 1..21; difference 1 is just seen side by side.
// Errors    cannot fail.
#ifndef ILIOPSOAS_COLOUR_DIFFERENCE_H
#define ILIOPSOAS_COLOUR_DIFFERENCE_H

#include <cglm/struct.h>
#include <stdint.h>

typedef enum Eye { EYE_NORMAL, EYE_PROTANOPE, EYE_DEUTERANOPE, EYE_TRITANOPE, EYE_COUNT } Eye;
extern const char *const eye_names[EYE_COUNT];

typedef struct Lab {
    double l, a, b;
} Lab;

Lab colour_seen(Eye eye, vec3s srgb);
double colour_difference(Lab one, Lab two); // CIEDE2000
// Of the two as this eye sees them.
double colours_apart(Eye eye, vec3s one_srgb, vec3s two_srgb);
double colour_luminance(vec3s srgb);
double colour_contrast(vec3s one_srgb, vec3s two_srgb); // WCAG

vec3s colour_of_bytes(const uint8_t srgb[3]);
vec3s colour_over(vec3s below_srgb, vec3s srgb, float alpha); // blended as the screen does, in sRGB

#endif
