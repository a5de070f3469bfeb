// hrbf.h: the smooth field whose zero set passes through every landmark with the measured normal.
//
// Why       Interpolating points and normals together gives a closed surface from few landmarks, and its gradient gives exact
//           normals. With phi(r) = r^3 the surface bends as little as it can between them. Solved in double precision and in mm:
//           in single precision a hip bone misses its own landmarks by up to 0.7 mm, and the softness of the anchors depends on the unit.
// Source    docs/sources.md#hrbf (Macedo, Gois, Velho 2011; Wendland 2005); the system as in docs/sources.md#landmarks.
// Shapes    f(x) = sum_j [alpha_j phi(|x - x_j|) - beta_j . grad phi(x - x_j)] + sum_k gamma_k phi(|x - a_k|) + c0 + c . x; inside f < 0.
//           Kept as one array per number, the landmarks first, then the anchors.
// Units     mm; near the surface f is close to a distance in mm, farther away it is not.
// Errors    RESULT_BAD_DATA when there are too many unknowns or the system has no single solution.
// Cost      solve: (4 n + anchors)^3, 0.3 to 1 s. Values: about 4 cycles per landmark and point, gradients 8.
#ifndef ILIOPSOAS_HRBF_H
#define ILIOPSOAS_HRBF_H

#include "landmarks.h"

typedef struct Hrbf {
    double *x, *y, *z, *alpha;           // [centre_count]
    double *beta3_x, *beta3_y, *beta3_z; // 3 beta: [landmark_count]
    int landmark_count, centre_count;
    double constant, linear[3];
} Hrbf;

Result hrbf_solve(const Landmarks *landmarks, const char *table_path, Arena *keep, Hrbf *out, Message *why);

typedef struct Points {
    double *x, *y, *z; // [count]
    int count;
} Points;

typedef struct Gradients {
    double *x, *y, *z; // [count]
} Gradients;

// Both give the same bits on every machine: the order of additions is that of the landmarks, whatever the vector width.
void hrbf_values(const Hrbf *field, const Points *at, double *out);
void hrbf_gradients(const Hrbf *field, const Points *at, double *out_value, const Gradients *out);

#endif
