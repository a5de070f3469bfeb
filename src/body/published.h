// published.h: what published models say of a muscle, to stand beside what is measured here.
//
// Why       The drawn specimen is one man; two models with their own bones and paths say how far such figures differ.
// Source    assets/published.csv, docs/sources.md.
// Shapes    a range spans the models that reach the angle; between their rows it is linear.
// Units     mm; strain as a share of that model's length at 0 degrees; rad.
// Errors    false where no model reaches the angle or gives the figure.
// Cost      linear in the rows of the table, some 60.
#ifndef ILIOPSOAS_PUBLISHED_H
#define ILIOPSOAS_PUBLISHED_H

#include "body.h"

typedef enum Figure { FIGURE_LENGTH, FIGURE_STRAIN, FIGURE_ARM, FIGURE_COUNT } Figure; // length: its change against standing

typedef struct PublishedRange {
    float low, high;
    int model_count;
} PublishedRange;

bool published_range(const Body *body, const char *muscle, Figure figure, float hip_flexion_rad, PublishedRange *out);

#endif
