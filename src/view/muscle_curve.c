#include "muscle_curve.h"

#include "fibre_bind.h"

#include <stdio.h>
#include <string.h>

#define MOVES_RAD 0.17f // ten degrees: less would make a plot of noise

static Side side_of_joint(const Body *body, JointId joint)
{
    const char *side = joint ? strrchr(body->joints[joint].id, '_') : NULL;
    return side && strcmp(side, "_left") == 0 ? SIDE_LEFT : SIDE_RIGHT;
}

static bool only_left_is_posed(const Body *body, const ViewState *view)
{
    bool left = false;
    for (int j = 1; j < body->joint_count; j++) {
        if (!view->joint_set[j]) continue;
        if (side_of_joint(body, (JointId)j) != SIDE_LEFT) return false;
        left = true;
    }
    return left;
}

static PartId of_moving_side(const Body *body, const ViewState *view, const char *structure)
{
    const bool left = view->clip ? side_of_joint(body, body->clips[view->clip].lead_joint) == SIDE_LEFT : only_left_is_posed(body, view);
    char id[64];
    snprintf(id, sizeof id, "%s_%s", structure, left ? "left" : "right");
    return body_part(body, id);
}

static bool is_selected(const Body *body, const ViewState *view)
{
    return view->selected && fibre_has(body, view->selected);
}

PartId muscle_meant(const Body *body, const ViewState *view)
{
    if (is_selected(body, view)) return view->selected;
    const PartId psoas = of_moving_side(body, view, "psoas_major");
    return psoas && fibre_has(body, psoas) ? psoas : 0;
}

static bool arms_are_wanted(const Body *body, const ViewState *view)
{
    if (view->arm != ARM_AUTO) return view->arm == ARM_ON;
    return view->colour == COLOUR_STRAIN || (view->door == DOOR_MOVE && is_selected(body, view));
}

int muscles_with_arms(const Body *body, const ViewState *view, PartId out[MEANT_MOST])
{
    static const char *const both[MEANT_MOST] = { "psoas_major", "iliacus" };
    int count = 0;
    if (!arms_are_wanted(body, view)) return 0;
    if (is_selected(body, view)) out[count++] = view->selected;
    for (int i = 0; i < MEANT_MOST && !is_selected(body, view); i++) {
        const PartId muscle = of_moving_side(body, view, both[i]);
        if (muscle && fibre_has(body, muscle) && view_shows_part(view, body, muscle)) out[count++] = muscle;
    }
    return count;
}

bool view_plots(const ViewState *view, Figure *out)
{
    static const Figure figure[PLOT_COUNT] = { [PLOT_LENGTH] = FIGURE_LENGTH, [PLOT_STRAIN] = FIGURE_STRAIN, [PLOT_ARM] = FIGURE_ARM };
    *out = view->plot == PLOT_AUTO ? FIGURE_STRAIN : figure[view->plot];
    return view->clip != 0 && view->plot != PLOT_OFF && (view->plot != PLOT_AUTO || view->colour == COLOUR_STRAIN);
}

float figure_of(const Measured *measured, Figure figure)
{
    if (figure == FIGURE_LENGTH) return measured->change_mm;
    return figure == FIGURE_STRAIN ? measured->strain_frac : measured->arm_mm;
}

JointId muscle_hip_flexion(const Measures *measures, PartId muscle)
{
    return measures->paths->hip[measures->paths->body->parts[muscle].mirrored ? SIDE_LEFT : SIDE_RIGHT][0];
}

static bool stands(const MuscleCurve *curve, const ViewState *view, PartId muscle)
{
    return curve->muscle == muscle && curve->clip == view->clip &&
           memcmp(curve->joint_set, view->joint_set, sizeof curve->joint_set) == 0 &&
           curve->sex == view->sex && memcmp(curve->dial_deg, view->dial_deg, sizeof curve->dial_deg) == 0 &&
           memcmp(curve->joint_rad, view->joint_rad, sizeof curve->joint_rad) == 0;
}

static void sample(MuscleCurve *curve, const Measures *measures, const ViewState *view, JointId hip, int i)
{
    ViewState at = *view;
    Pose pose;
    at.clip_at_frac = (float)i / (float)(CURVE_POINTS - 1);
    view_pose(&at, measures->paths->body, &pose);
    const Measured measured = measure_muscle(measures, &pose, curve->muscle);
    curve->along[i] = curve->hip_rad[i] = pose.joint_rad[hip];
    for (int f = 0; f < FIGURE_COUNT; f++) curve->value[f][i] = figure_of(&measured, (Figure)f);
}

// Against the muscle's own hip where the clip is about hip flexion and moves that hip; else against time.
static void choose_along(MuscleCurve *curve, const Measures *measures, const Clip *clip, JointId hip)
{
    const MusclePaths *paths = measures->paths;
    float low_rad = curve->along[0], high_rad = curve->along[0];
    for (int i = 1; i < CURVE_POINTS; i++) {
        low_rad = curve->along[i] < low_rad ? curve->along[i] : low_rad;
        high_rad = curve->along[i] > high_rad ? curve->along[i] : high_rad;
    }
    const bool about_flexion = clip->lead_joint == paths->hip[SIDE_RIGHT][0] || clip->lead_joint == paths->hip[SIDE_LEFT][0];
    curve->against = about_flexion && high_rad - low_rad > MOVES_RAD ? hip : 0;
    for (int i = 0; i < CURVE_POINTS && !curve->against; i++) curve->along[i] = clip->duration_s * (float)i / (float)(CURVE_POINTS - 1);
}

void muscle_curve_update(MuscleCurve *curve, const Measures *measures, const ViewState *view, PartId muscle)
{
    if (stands(curve, view, muscle)) return;
    *curve = (MuscleCurve) { .muscle = muscle, .clip = view->clip };
    memcpy(curve->joint_set, view->joint_set, sizeof curve->joint_set);
    memcpy(curve->dial_deg, view->dial_deg, sizeof curve->dial_deg);
    curve->sex = view->sex;
    memcpy(curve->joint_rad, view->joint_rad, sizeof curve->joint_rad);
    if (!muscle || !view->clip) return;
    const JointId hip = muscle_hip_flexion(measures, muscle);
    for (int i = 0; i < CURVE_POINTS; i++) sample(curve, measures, view, hip, i);
    choose_along(curve, measures, &measures->paths->body->clips[view->clip], hip);
}
