// stations.h: arithmetic over the stations of a fascicle; private to src/body.
//
// Why       The path and the flesh on it round the same bend at the gate, and must do it alike.
// Source    own choice.
// Shapes    places or shifts, one for each station.
// Units     mm.
// Errors    cannot fail; the caller sees to it that from - 1 and to + 1 are stations.
// Cost      linear in stations; no allocation.
#ifndef ILIOPSOAS_STATIONS_H
#define ILIOPSOAS_STATIONS_H

#include <cglm/struct.h>

// Means of 1 2 1 over from..to, in so many passes; what lies outside stays and is looked at.
void stations_smooth(vec3s *list, int from, int to, int passes);
double stations_length_mm(const vec3s *at_mm, int from, int to);

#endif
