// leg.h: where the ankle is, for figures about the whole leg.
//
// Why       In the side-lying stretch people ask how far the leg has sunk. The answer is a height in the room, not an angle.
// Source    a leg of 0.85 m from hip centre to ankle, constructed: 0.43 m to the knee and 0.42 m from there (0.8 to 0.9 m for grown
//           people).
// Shapes    one side at a time.
// Units     mm, world.
// Errors    cannot fail; without a femur the answer is 0.
// Cost      two look-ups by name and a turn.
#ifndef ILIOPSOAS_LEG_H
#define ILIOPSOAS_LEG_H

#include "body.h"
#include "pose.h"

#define LEG_MM 850.0f
#define LEG_THIGH_MM 430.0f

// How far the ankle lies below the hip of its side; negative above it.
float leg_drop_mm(const Body *body, const Pose *pose, Side side);

#endif
