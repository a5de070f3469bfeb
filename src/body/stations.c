#include "stations.h"

void stations_smooth(vec3s *list, int from, int to, int passes)
{
    for (int pass = 0; pass < passes; pass++) {
        vec3s before = list[from - 1];
        for (int i = from; i <= to; i++) {
            const vec3s here = list[i], sum = glms_vec3_add(glms_vec3_add(before, list[i + 1]), glms_vec3_scale(here, 2.0f));
            list[i] = glms_vec3_scale(sum, 0.25f);
            before = here;
        }
    }
}

double stations_length_mm(const vec3s *at_mm, int from, int to)
{
    double sum_mm = 0.0;
    for (int i = from; i < to; i++) sum_mm += (double)glms_vec3_distance(at_mm[i], at_mm[i + 1]);
    return sum_mm;
}
