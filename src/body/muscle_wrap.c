#include "muscle_wrap.h"

#include <math.h>

Along wrap_point(const MusclePath *path, vec3s pelvis_mm)
{
    const vec3s from_centre = glms_vec3_sub(pelvis_mm, path->centre_mm);
    return (Along) { (double)glms_vec3_dot(from_centre, path->forward), (double)glms_vec3_dot(from_centre, path->up),
                     (double)glms_vec3_dot(from_centre, path->axis) };
}

vec3s wrap_direction(const MusclePath *path, Along d)
{
    const vec3s forward = glms_vec3_scale(path->forward, (float)d.forward), up = glms_vec3_scale(path->up, (float)d.up);
    return glms_vec3_add(glms_vec3_add(forward, up), glms_vec3_scale(path->axis, (float)d.axial));
}

vec3s wrap_place(const MusclePath *path, Along at)
{
    return glms_vec3_add(path->centre_mm, wrap_direction(path, at));
}

static Along mix(Along a, double a_share, Along b, double b_share)
{
    return (Along) { a.forward * a_share + b.forward * b_share, a.up * a_share + b.up * b_share, a.axial * a_share + b.axial * b_share };
}

static double dot(Along a, Along b)
{
    return a.forward * b.forward + a.up * b.up + a.axial * b.axial;
}

static Along cross(Along a, Along b)
{
    return (Along) { a.up * b.axial - a.axial * b.up, a.axial * b.forward - a.forward * b.axial, a.forward * b.up - a.up * b.forward };
}

// Guard, own choice: in the farthest corners of the range the femur's end would come inside; there the whole cone shrinks, smoothly.
#define GUARD_FRAC 0.97
#define GUARD_MM 2.0

// Own choice: no line lies on its cone for more than 7/12 of a turn (gluteus maximus comes to half a turn).
#define PI 3.14159265358979323846
#define TURN_MOST_RAD (PI * 7.0 / 6.0)

static double turn_within(double gate_rad, double end_rad)
{
    const double on_cone_rad = gate_rad - end_rad;
    if (on_cone_rad > TURN_MOST_RAD) return end_rad + 2.0 * PI;
    return on_cone_rad <= TURN_MOST_RAD - 2.0 * PI ? end_rad - 2.0 * PI : end_rad;
}

static double guarded_radius_mm(const MusclePath *path, Along end)
{
    const double room_mm = GUARD_FRAC * hypot(end.forward, end.up) + path->taper * end.axial;
    const double gap = fmax(GUARD_MM - fabs(path->radius_mm - room_mm), 0.0) / GUARD_MM;
    return fmin(path->radius_mm, room_mm) - gap * gap * gap * GUARD_MM / 6.0;
}

// way: -1 for the tangent that leads on downwards, +1 for the one that comes from above.
static Touch touch(const MusclePath *path, double radius_mm, Along point, double way)
{
    const double away_mm = hypot(point.forward, point.up), here_mm = fmin(fmax(radius_mm - path->taper * point.axial, 1e-3), away_mm);
    const double generator_mm = here_mm / path->taper_sin, free_mm = sqrt(away_mm * away_mm - here_mm * here_mm);
    return (Touch) { atan2(point.up, point.forward) + way * acos(here_mm / away_mm), hypot(generator_mm, free_mm),
                     atan2(free_mm, generator_mm) };
}

Wrap wrap_solve(const MusclePath *path, Along end)
{
    Wrap out = { .gate = path->gate_at, .end = end };
    if (path->radius_mm > 0.0) {
        out.radius_mm = guarded_radius_mm(path, end);
        out.at_gate = touch(path, out.radius_mm, out.gate, -1.0);
        out.at_end = touch(path, out.radius_mm, end, 1.0);
        out.at_end.turn_rad = turn_within(out.at_gate.turn_rad, out.at_end.turn_rad);
        out.touches = out.at_gate.turn_rad > out.at_end.turn_rad;
    }
    if (out.touches) {
        const double a_mm = out.at_gate.from_apex_mm, b_mm = out.at_end.from_apex_mm;
        out.open_rad = out.at_gate.past_rad + path->taper_sin * (out.at_gate.turn_rad - out.at_end.turn_rad) + out.at_end.past_rad;
        const double half = sin(0.5 * out.open_rad);
        out.length_mm = sqrt((a_mm - b_mm) * (a_mm - b_mm) + 4.0 * a_mm * b_mm * half * half);
    } else {
        const Along way = mix(end, 1.0, out.gate, -1.0);
        out.length_mm = fmax(sqrt(dot(way, way)), 1e-6);
    }
    out.counted_mm = hypot(out.length_mm, path->soft_mm);
    out.pull_frac = out.length_mm / out.counted_mm;
    return out;
}

// On the unrolled cone: x towards the gate from the apex, y the way the line goes.
static Along unrolled_at(const MusclePath *path, const Wrap *wrap, double share_frac, Along *ahead_out)
{
    const double end_x = wrap->at_end.from_apex_mm * cos(wrap->open_rad), end_y = wrap->at_end.from_apex_mm * sin(wrap->open_rad);
    const double way_x = end_x - wrap->at_gate.from_apex_mm, x = wrap->at_gate.from_apex_mm + share_frac * way_x, y = share_frac * end_y;
    const double turned_rad = atan2(y, x) - wrap->at_gate.past_rad;
    const double sector_rad = fmin(fmax(turned_rad, 0.0), path->taper_sin * (wrap->at_gate.turn_rad - wrap->at_end.turn_rad));
    const double turn_rad = wrap->at_gate.turn_rad - sector_rad / path->taper_sin, generator_rad = wrap->at_gate.past_rad + sector_rad;
    const double s = path->taper_sin, c = sqrt(1.0 - s * s);
    const Along generator = { cos(turn_rad) * s, sin(turn_rad) * s, -c }, round = { sin(turn_rad), -cos(turn_rad), 0.0 };
    const double gx = cos(generator_rad), gy = sin(generator_rad);
    *ahead_out = mix(generator, (way_x * gx + end_y * gy) / wrap->length_mm, round, (end_y * gx - way_x * gy) / wrap->length_mm);
    Along at = mix(generator, x * gx + y * gy, round, y * gx - x * gy);
    at.axial += wrap->radius_mm / path->taper;
    return at;
}

Along wrap_at(const MusclePath *path, const Wrap *wrap, double share_frac, Along *ahead_out)
{
    if (wrap->touches) return unrolled_at(path, wrap, share_frac, ahead_out);
    *ahead_out = mix(wrap->end, 1.0 / wrap->length_mm, wrap->gate, -1.0 / wrap->length_mm);
    return mix(wrap->end, share_frac, wrap->gate, 1.0 - share_frac);
}

// Outward depends on the line's direction alone, so it stays smooth while the line lifts off.
static void frame_of(Along ahead, Along *outward, Along *sideways)
{
    const Along front = { -ahead.up, ahead.forward, 0.0 };
    const double size = fmax(sqrt(dot(front, front)), 1e-6);
    *outward = mix(front, 1.0 / size, front, 0.0);
    *sideways = cross(ahead, *outward);
}

Along wrap_frame(Along ahead, Along in_frame)
{
    Along outward, sideways;
    frame_of(ahead, &outward, &sideways);
    return mix(mix(ahead, in_frame.forward, outward, in_frame.up), 1.0, sideways, in_frame.axial);
}

Along wrap_in_frame(Along ahead, Along across)
{
    Along outward, sideways;
    frame_of(ahead, &outward, &sideways);
    return (Along) { dot(across, ahead), dot(across, outward), dot(across, sideways) };
}
