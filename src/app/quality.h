// quality.h: how finely the window draws: finely when still, as finely as the machine keeps up with while things move.
//
// Why       A picture that answers the hand late is worse than one with steps at its edges. Frames are measured, never the machine guessed at
//           by name. Within one movement the level only sinks; it rises, by one step, only where the full picture stands in between: so no
//           two levels are ever seen in turn. How much a level saves is learned from the step down, so that it rises only when the better
//           level will do.
// Source    33 ms: 30 frames a second, below which dragging feels sticky; the rest own choice, tried on a software renderer.
// Shapes    no clock inside: whoever draws says how long it took.
// Units     ms.
// Errors    cannot fail.
#ifndef ILIOPSOAS_QUALITY_H
#define ILIOPSOAS_QUALITY_H

#include <stdbool.h>

typedef enum QualityLevel {
    QUALITY_FULL,   // four samples
    QUALITY_QUICK,  // one sample
    QUALITY_COARSE, // one sample, surfaces of the next coarser level, fewer see-through layers in their exact order
    QUALITY_LEVEL_COUNT
} QualityLevel;

enum { QUALITY_FRAMES = 5 }; // whose median counts

typedef struct Quality {
    QualityLevel moving; // the level while things move
    double recent_ms[QUALITY_FRAMES];
    int recent_count;                         // of frames at this level, in this movement
    double left_ms[QUALITY_LEVEL_COUNT];      // median at which a level was left; 0: never
    double saves_times[QUALITY_LEVEL_COUNT];  // how much quicker the next level is
} Quality;

void quality_init(Quality *quality, bool software);
QualityLevel quality_level(const Quality *quality, bool moving);
void quality_moved(Quality *quality, double frame_ms); // after each frame drawn while things move, at the level told
void quality_rested(Quality *quality);                 // when the full picture has been drawn after a movement

#endif
