#include "oklab.h"

#include <math.h>

static uint8_t srgb_byte(float linear)
{
    const float x = fminf(fmaxf(linear, 0.0f), 1.0f);
    return (uint8_t)lrintf(255.0f * (x <= 0.0031308f ? 12.92f * x : 1.055f * powf(x, 1.0f / 2.4f) - 0.055f));
}

void oklab_srgb(vec3s lab, uint8_t srgb[3])
{
    const float l = powf(lab.x + 0.3963377774f * lab.y + 0.2158037573f * lab.z, 3.0f);
    const float m = powf(lab.x - 0.1055613458f * lab.y - 0.0638541728f * lab.z, 3.0f);
    const float s = powf(lab.x - 0.0894841775f * lab.y - 1.2914855480f * lab.z, 3.0f);
    srgb[0] = srgb_byte(4.0767416621f * l - 3.3077115913f * m + 0.2309699292f * s);
    srgb[1] = srgb_byte(-1.2684380046f * l + 2.6097574011f * m - 0.3413193965f * s);
    srgb[2] = srgb_byte(-0.0041960863f * l - 0.7034186147f * m + 1.7076147010f * s);
}
