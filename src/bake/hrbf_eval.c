// The inner loops of the bake. Points are taken LANES at a time and the loop over them is the innermost, so that the compiler turns it
// into vector code without being allowed to reorder a sum: results do not depend on the machine.
#include "hrbf.h"

#include <math.h>

#define LANES 16
#define TINY 1e-200 // keeps 1 / r finite at a landmark, where d / r is wanted to be 0

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITISED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define SANITISED
#endif

// One copy of a function per vector width, chosen when the program starts; address sanitizers are not ready by then.
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(SANITISED) && (!defined(__clang__) || __clang_major__ >= 14)
#define FOR_EACH_CPU __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FOR_EACH_CPU
#endif

typedef struct Lanes {
    double x[LANES], y[LANES], z[LANES];
} Lanes;

static int lanes_load(const Points *at, int first, Lanes *out)
{
    const int count = at->count - first < LANES ? at->count - first : LANES;
    for (int i = 0; i < LANES; i++) {
        const int from = first + (i < count ? i : count - 1);
        out->x[i] = at->x[from];
        out->y[i] = at->y[from];
        out->z[i] = at->z[from];
    }
    return count;
}

static void lanes_store(const double *lanes, int count, double *out)
{
    for (int i = 0; i < count; i++) out[i] = lanes[i];
}

FOR_EACH_CPU
static void values_of_lanes(const Hrbf *field, const Lanes *p, double *restrict value)
{
    for (int i = 0; i < LANES; i++)
        value[i] = field->constant + field->linear[0] * p->x[i] + field->linear[1] * p->y[i] + field->linear[2] * p->z[i];
    for (int j = 0; j < field->landmark_count; j++) {
        const double cx = field->x[j], cy = field->y[j], cz = field->z[j], alpha = field->alpha[j];
        const double bx = field->beta3_x[j], by = field->beta3_y[j], bz = field->beta3_z[j];
        for (int i = 0; i < LANES; i++) {
            const double x = p->x[i] - cx, y = p->y[i] - cy, z = p->z[i] - cz;
            const double r2 = x * x + y * y + z * z;
            value[i] += sqrt(r2) * (alpha * r2 - (bx * x + by * y + bz * z));
        }
    }
    for (int j = field->landmark_count; j < field->centre_count; j++) {
        const double cx = field->x[j], cy = field->y[j], cz = field->z[j], gamma = field->alpha[j];
        for (int i = 0; i < LANES; i++) {
            const double x = p->x[i] - cx, y = p->y[i] - cy, z = p->z[i] - cz;
            const double r2 = x * x + y * y + z * z;
            value[i] += gamma * r2 * sqrt(r2);
        }
    }
}

void hrbf_values(const Hrbf *field, const Points *at, double *out)
{
    for (int first = 0; first < at->count; first += LANES) {
        Lanes p;
        double value[LANES];
        const int count = lanes_load(at, first, &p);
        values_of_lanes(field, &p, value);
        lanes_store(value, count, out + first);
    }
}

// With b = 3 beta and s = b . d:  f += r (alpha r^2 - s),  grad f += d (3 alpha r - s / r) - r b.
FOR_EACH_CPU
static void gradients_of_lanes(const Hrbf *field, const Lanes *p, double *restrict value, Lanes *restrict g)
{
    for (int i = 0; i < LANES; i++) {
        value[i] = field->constant + field->linear[0] * p->x[i] + field->linear[1] * p->y[i] + field->linear[2] * p->z[i];
        g->x[i] = field->linear[0];
        g->y[i] = field->linear[1];
        g->z[i] = field->linear[2];
    }
    for (int j = 0; j < field->landmark_count; j++) {
        const double cx = field->x[j], cy = field->y[j], cz = field->z[j], alpha = field->alpha[j];
        const double bx = field->beta3_x[j], by = field->beta3_y[j], bz = field->beta3_z[j];
        for (int i = 0; i < LANES; i++) {
            const double x = p->x[i] - cx, y = p->y[i] - cy, z = p->z[i] - cz;
            const double r2 = x * x + y * y + z * z + TINY, r = sqrt(r2), s = bx * x + by * y + bz * z;
            const double along = 3.0 * alpha * r - s / r;
            value[i] += r * (alpha * r2 - s);
            g->x[i] += along * x - r * bx;
            g->y[i] += along * y - r * by;
            g->z[i] += along * z - r * bz;
        }
    }
    for (int j = field->landmark_count; j < field->centre_count; j++) {
        const double cx = field->x[j], cy = field->y[j], cz = field->z[j], gamma = field->alpha[j];
        for (int i = 0; i < LANES; i++) {
            const double x = p->x[i] - cx, y = p->y[i] - cy, z = p->z[i] - cz;
            const double r2 = x * x + y * y + z * z, r = sqrt(r2), along = 3.0 * gamma * r;
            value[i] += gamma * r2 * r;
            g->x[i] += along * x;
            g->y[i] += along * y;
            g->z[i] += along * z;
        }
    }
}

void hrbf_gradients(const Hrbf *field, const Points *at, double *out_value, const Gradients *out)
{
    for (int first = 0; first < at->count; first += LANES) {
        Lanes p, g;
        double value[LANES];
        const int count = lanes_load(at, first, &p);
        gradients_of_lanes(field, &p, value, &g);
        lanes_store(value, count, out_value + first);
        lanes_store(g.x, count, out->x + first);
        lanes_store(g.y, count, out->y + first);
        lanes_store(g.z, count, out->z + first);
    }
}
