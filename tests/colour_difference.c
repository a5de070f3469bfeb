// colour_difference.c: see colour_difference.h.
#include "colour_difference.h"

#include <math.h>

const char *const eye_names[EYE_COUNT] = { "normal", "protanope", "deuteranope", "tritanope" };

static const double eye_of_rgb[EYE_COUNT][3][3] = { // in linear light
    { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
    { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
    { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
    { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
};

static double linear_of(double srgb)
{
    return srgb <= 0.04045 ? srgb / 12.92 : pow((srgb + 0.055) / 1.055, 2.4);
}

static double lab_curve(double t)
{
    return t > 216.0 / 24389.0 ? cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
}

static Lab lab_of_linear(const double *rgb)
{
    const double x = lab_curve((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047);
    const double y = lab_curve(0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]);
    const double z = lab_curve((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883);
    return (Lab) { 116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z) };
}

Lab colour_seen(Eye eye, vec3s srgb)
{
    double answer[3];
    for (int i = 0; i < 3; i++) {
        double sum = 0.0;
        for (int k = 0; k < 3; k++) sum += eye_of_rgb[eye][i][k] * linear_of((double)srgb.raw[k]);
        answer[i] = fmin(fmax(sum, 0.0), 1.0);
    }
    return lab_of_linear(answer);
}

static double rad(double degrees)
{
    return degrees * GLM_PI / 180.0;
}

static double hue_deg(double a, double b)
{
    const double degrees = atan2(b, a) * 180.0 / GLM_PI;
    return degrees < 0.0 ? degrees + 360.0 : degrees;
}

double colour_difference(Lab one, Lab two)
{
    const double mean_c = 0.5 * (hypot(one.a, one.b) + hypot(two.a, two.b)), c7 = pow(mean_c, 7.0);
    const double g = 1.0 + 0.5 * (1.0 - sqrt(c7 / (c7 + pow(25.0, 7.0))));
    const double c1 = hypot(g * one.a, one.b), c2 = hypot(g * two.a, two.b);
    const double h1 = hue_deg(g * one.a, one.b), h2 = hue_deg(g * two.a, two.b);
    double dh = h2 - h1;
    dh = c1 * c2 == 0.0 ? 0.0 : dh > 180.0 ? dh - 360.0 : dh < -180.0 ? dh + 360.0 : dh;
    const double far = fabs(h1 - h2) > 180.0 ? (h1 + h2 < 360.0 ? 180.0 : -180.0) : 0.0;
    const double l = 0.5 * (one.l + two.l), c = 0.5 * (c1 + c2), h = c1 * c2 == 0.0 ? h1 + h2 : 0.5 * (h1 + h2) + far;
    const double t =
        1.0 - 0.17 * cos(rad(h - 30.0)) + 0.24 * cos(rad(2.0 * h)) + 0.32 * cos(rad(3.0 * h + 6.0)) - 0.20 * cos(rad(4.0 * h - 63.0));
    const double sl = 1.0 + 0.015 * (l - 50.0) * (l - 50.0) / sqrt(20.0 + (l - 50.0) * (l - 50.0)), sc = 1.0 + 0.045 * c,
                 sh = 1.0 + 0.015 * c * t;
    const double turn = -2.0 * sqrt(pow(c, 7.0) / (pow(c, 7.0) + pow(25.0, 7.0))) * sin(rad(60.0 * exp(-pow((h - 275.0) / 25.0, 2.0))));
    const double dl = (two.l - one.l) / sl, dc = (c2 - c1) / sc, dhue = 2.0 * sqrt(c1 * c2) * sin(rad(0.5 * dh)) / sh;
    return sqrt(dl * dl + dc * dc + dhue * dhue + turn * dc * dhue);
}

double colours_apart(Eye eye, vec3s one_srgb, vec3s two_srgb)
{
    return colour_difference(colour_seen(eye, one_srgb), colour_seen(eye, two_srgb));
}

double colour_luminance(vec3s srgb)
{
    return 0.2126 * linear_of((double)srgb.x) + 0.7152 * linear_of((double)srgb.y) + 0.0722 * linear_of((double)srgb.z);
}

double colour_contrast(vec3s one_srgb, vec3s two_srgb)
{
    const double a = colour_luminance(one_srgb), b = colour_luminance(two_srgb);
    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

vec3s colour_of_bytes(const uint8_t srgb[3])
{
    return (vec3s) { { (float)srgb[0] / 255.0f, (float)srgb[1] / 255.0f, (float)srgb[2] / 255.0f } };
}

vec3s colour_over(vec3s below_srgb, vec3s srgb, float alpha)
{
    return glms_vec3_lerp(below_srgb, srgb, alpha);
}
