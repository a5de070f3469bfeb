// compare.c: see compare.h.
#include "compare.h"

#include "fault.h"
#include "fibre_bind.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char from_paths[] = "mean of the fascicle paths of this specimen (fascicles.csv, wraps.csv)";
static const char from_surfaces[] = "surfaces of this specimen at rest: one lean adult";
static const char from_facts[] = "muscles.csv";

const CompareRow compare_numbers[COMPARE_NUMBER_COUNT] = {
    [COMPARE_LENGTH] = { "length_now", "mm", from_paths },
    [COMPARE_LENGTH_REST] = { "length_standing", "mm", from_paths },
    [COMPARE_CHANGE] = { "change", "%", from_paths },
    [COMPARE_ARM] = { "hip_flexion_arm_now", "mm", from_paths },
    [COMPARE_ARM_LEAST] = { "hip_flexion_arm_least_of_clip", "mm", from_paths },
    [COMPARE_ARM_MOST] = { "hip_flexion_arm_most_of_clip", "mm", from_paths },
    [COMPARE_SHALLOW] = { "depth_from_front_least", "mm", from_surfaces },
    [COMPARE_DEEP] = { "depth_from_front_most", "mm", from_surfaces },
    [COMPARE_NEAREST] = { "depth_from_nearest_skin", "mm", from_surfaces },
};

const CompareRow compare_texts[COMPARE_TEXT_COUNT] = {
    [COMPARE_CROSSES] = { "crosses", "", from_facts },
    [COMPARE_ORIGIN] = { "origin", "", from_facts },
    [COMPARE_INSERTION] = { "insertion", "", from_facts },
    [COMPARE_NERVE] = { "nerve", "", from_facts },
    [COMPARE_ROOTS] = { "roots", "", from_facts },
    [COMPARE_ACTION] = { "action", "", from_facts },
    [COMPARE_ZONES] = { "pain_zones", "", "triggers.csv, emphasis.csv" },
};

// ---- numbers

static void know(Compared *out, CompareNumber number, float value)
{
    out->value[number] = value;
    out->known[number] = true;
}

static void know_range(Compared *out, const MuscleCurve *curve)
{
    float low_mm = INFINITY, high_mm = -INFINITY;
    for (int i = 0; i < CURVE_POINTS; i++) {
        low_mm = fminf(low_mm, curve->value[FIGURE_ARM][i]);
        high_mm = fmaxf(high_mm, curve->value[FIGURE_ARM][i]);
    }
    know(out, COMPARE_ARM_LEAST, low_mm);
    know(out, COMPARE_ARM_MOST, high_mm);
}

Compared compare_muscle(const Measures *measures, MuscleDepths *depths, const ViewState *view, const Pose *pose, PartId muscle, MuscleCurve *curve)
{
    Compared out = { .muscle = muscle };
    const Measured now = measure_muscle(measures, pose, muscle);
    const MuscleDepth depth = muscle_depth(depths, muscle);
    know(&out, COMPARE_LENGTH, now.length_mm);
    know(&out, COMPARE_LENGTH_REST, now.length_mm - now.change_mm);
    know(&out, COMPARE_CHANGE, 100.0f * now.strain_frac);
    know(&out, COMPARE_ARM, now.arm_mm);
    muscle_curve_update(curve, measures, view, muscle);
    if (view->clip) know_range(&out, curve);
    if (!depth.known) return out;
    know(&out, COMPARE_SHALLOW, depth.shallow_mm);
    know(&out, COMPARE_DEEP, depth.deep_mm);
    know(&out, COMPARE_NEAREST, depth.nearest_mm);
    return out;
}

// ---- texts

// A muscle acts on the joints that it crosses.
typedef struct Crossing {
    const char *action_start, *joint;
} Crossing;
static const Crossing crossings[] = { { "trunk_", "lumbar_spine" }, { "hip_", "hip" }, { "pelvis_", "hip" }, { "knee_", "knee" } };

static bool acts_so(const char *actions, const char *start)
{
    Text rest = text_of(actions), piece;
    while (text_next(&rest, ';', &piece))
        if (piece.size >= strlen(start) && strncmp(piece.data, start, strlen(start)) == 0) return true;
    return false;
}

static const char *add_once(Arena *arena, const char *list, const char *word)
{
    Text rest = text_of(list), piece;
    while (text_next(&rest, ';', &piece))
        if (text_equals(piece, word)) return list;
    return text_format(arena, "%s%s%s", list, *list ? ";" : "", word);
}

static const char *crossed(const char *actions, Arena *arena)
{
    const char *list = "";
    for (size_t i = 0; i < sizeof crossings / sizeof *crossings; i++)
        if (acts_so(actions, crossings[i].action_start)) list = add_once(arena, list, crossings[i].joint);
    return list;
}

// The zones that are stressed for the muscle's trigger points.
static const char *zones(const Body *body, PartId muscle, Arena *arena)
{
    const char *list = "";
    for (int t = 1; t < body->trigger_count; t++) {
        const Trigger *trigger = &body->triggers[t];
        if (trigger->muscle != muscle) continue;
        for (int i = 0; i < trigger->stressed_count; i++) list = add_once(arena, list, body->zones[trigger->stressed[i]].base);
    }
    return list;
}

const char *compare_text(const Body *body, PartId muscle, CompareText text, Arena *arena)
{
    const MuscleFact *fact = body_muscle_fact(body, muscle);
    if (text == COMPARE_ZONES) return zones(body, muscle, arena);
    if (!fact) return "";
    if (text == COMPARE_CROSSES) return crossed(fact->action, arena);
    const char *const of_fact[COMPARE_TEXT_COUNT] = { [COMPARE_ORIGIN] = fact->origin,
                                                      [COMPARE_INSERTION] = fact->insertion,
                                                      [COMPARE_NERVE] = fact->nerve,
                                                      [COMPARE_ROOTS] = fact->roots,
                                                      [COMPARE_ACTION] = fact->action };
    return of_fact[text];
}

// ---- which muscles

bool compare_has(const Body *body, PartId part)
{
    return part != 0 && part < PART_MOST && body->parts[part].tissue == TISSUE_MUSCLE && body->parts[part].mesh && fibre_has(body, part);
}

static bool is_among(PartId muscle, const PartId *among, int count)
{
    for (int i = 0; i < count; i++)
        if (among[i] == muscle) return true;
    return false;
}

PartId compare_step(const Body *body, const PartId *among, int count, int column, int step)
{
    const PartId muscle = among[column];
    int at = muscle;
    for (int tries = 0; tries < body->part_count; tries++) {
        at = (at + step + body->part_count) % body->part_count;
        const bool free = at == muscle || !is_among((PartId)at, among, count);
        if (free && compare_has(body, (PartId)at) && body->parts[at].side == body->parts[muscle].side) return (PartId)at;
    }
    return muscle;
}

PartId compare_next_free(const Body *body, const PartId *among, int count)
{
    for (int p = 1; p < body->part_count; p++)
        if (compare_has(body, (PartId)p) && body->parts[p].side == body->parts[among[0]].side && !is_among((PartId)p, among, count)) return (PartId)p;
    return 0;
}

int compare_usual(const Body *body, PartId out[COMPARED_MOST])
{
    static const char *const usual[] = { "psoas_major_right", "iliacus_right", "rectus_femoris_right" };
    int count = 0;
    for (int i = 0; i < 3; i++) {
        const PartId part = body_part(body, usual[i]);
        if (compare_has(body, part)) out[count++] = part;
    }
    return count;
}

static Result unknown_muscle(const Body *body, const char *word, Message *why)
{
    const char *ids[PART_MOST];
    int count = 0;
    for (int p = 1; p < body->part_count && count < PART_MOST; p++)
        if (compare_has(body, (PartId)p)) ids[count++] = body->parts[p].id;
    const char *near = text_nearest(word, ids, count);
    if (body_part(body, word))
        return message_set(why, RESULT_USAGE, "Of \"%.60s\" there are no figures to compare. Name muscles with fascicles, such as psoas_major_right or sartorius_left.", word);
    if (near) return message_set(why, RESULT_USAGE, "There is no muscle \"%.60s\"; did you mean \"%s\"?", word, near);
    return message_set(why, RESULT_USAGE, "There is no muscle \"%.60s\". Name muscles with fascicles, such as psoas_major_right or sartorius_left.", word);
}

Result compare_read(const Body *body, const char *word, PartId *out, Message *why)
{
    char right[80];
    snprintf(right, sizeof right, "%.64s_right", word);
    const PartId as_said = body_part(body, word), part = as_said ? as_said : body_part(body, right);
    if (!compare_has(body, part)) return unknown_muscle(body, word, why);
    *out = part;
    return RESULT_OK;
}
