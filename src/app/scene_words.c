// scene_words.c: see scene_words.h.
#include "scene_words.h"

#include "fibre_bind.h"
#include "leg.h"
#include "muscle_words.h"
#include "place.h"
#include "referral.h"
#include "ruler_overlay.h"
#include "scene_build.h"
#include "selection.h"

#include <math.h>
#include <string.h>

// ---- the text that grows

typedef struct Words {
    const Picture *of;
    const Body *body;
    const ViewState *view;
    Arena *arena;
    char *text;
    size_t size, most;
} Words;

static void say(Words *w, const char *piece)
{
    const size_t more = strlen(piece);
    if (w->size + more + 1 > w->most) {
        w->most = 2 * (w->size + more + 1);
        char *wider = arena_push(w->arena, w->most);
        memcpy(wider, w->text, w->size);
        w->text = wider;
    }
    memcpy(w->text + w->size, piece, more + 1);
    w->size += more;
}

static const char *word(const Words *w, const char *string_id)
{
    return body_string(w->body, string_id, w->view->language);
}

// Of what may have no text of its own: then its id.
static const char *word_of(const Words *w, const char *prefix, const char *id)
{
    const char *string_id = text_format(w->arena, "%s%s", prefix, id), *text = word(w, string_id);
    return text == string_id ? id : text;
}

static const char *filled(const Words *w, const char *string_id, const char *value)
{
    return words_fill(w->body, w->view->language, string_id, value, w->arena);
}

#define SAY(w, ...) say(w, text_format((w)->arena, __VA_ARGS__))

static bool in_english(const Words *w)
{
    return w->view->language <= LANGUAGE_LA; // Latin names stand in English sentences
}

// ---- from where it is seen

static double degrees(float rad)
{
    return (double)(rad * 180.0f / GLM_PIf);
}

static const char *size_in_degrees(const Words *w, double angle_deg)
{
    return text_format(w->arena, "%.0f\xC2\xB0", fabs(angle_deg));
}

static bool is_standard(const ViewState *view)
{
    ViewState standard = *view;
    view_set_standard(&standard, view->view);
    return view->camera.azimuth_rad == standard.camera.azimuth_rad && view->camera.elevation_rad == standard.camera.elevation_rad;
}

static void tell_camera(Words *w)
{
    const Camera *camera = &w->view->camera;
    const double round_deg = remainder(degrees(camera->azimuth_rad), 360.0), up_deg = degrees(camera->elevation_rad);
    if (is_standard(w->view)) say(w, word(w, text_format(w->arena, "words_from_%s", view_ids[w->view->view])));
    else SAY(w, "%s: %s; %s", word(w, "words_seen"), filled(w, round_deg < 0 ? "words_turn_left" : "words_turn_right", size_in_degrees(w, round_deg)),
             filled(w, up_deg < 0 ? "words_down" : "words_up", size_in_degrees(w, up_deg)));
    if (camera->distance_mm > 0.0f) SAY(w, ". %s: %.0f mm", word(w, "words_away"), (double)camera->distance_mm);
    SAY(w, ". %s.\n", filled(w, "words_mark", word(w, "side_right")));
}

// ---- how the body lies

// "Hip flexion, right"
static const char *joint_title(const Words *w, const Joint *joint)
{
    const char *side = strrchr(joint->id, '_');
    const bool sided = side && (strcmp(side, "_right") == 0 || strcmp(side, "_left") == 0);
    const size_t size = sided ? (size_t)(side - joint->id) : strlen(joint->id);
    const char *name = word_of(w, "joint_", text_to_string(w->arena, (Text){ joint->id, size }));
    return sided ? text_format(w->arena, "%s, %s", name, word(w, side + 1)) : name;
}

static void tell_joints(Words *w)
{
    for (int j = 1; j < w->body->joint_count; j++) {
        const Joint *joint = &w->body->joints[j];
        const double value = joint_to_shown(joint, w->of->pose->joint_rad[j]);
        if (fabs(value) > 0.05) SAY(w, "; %s: %.1f%s", joint_title(w, joint), value, joint->unit == JOINT_MM ? " mm" : "\xC2\xB0");
    }
}

static void tell_drop(Words *w, Side side)
{
    if (side == SIDE_MID) return;
    const double drop_cm = fmax(0.0, round((double)leg_drop_mm(w->body, w->of->pose, side) / 10.0));
    SAY(w, "%s (%s; %s: %.2f m).\n", filled(w, "clip_drop", text_format(w->arena, "%.0f", drop_cm)), word(w, side_ids[side]), word(w, "words_leg"),
        (double)LEG_MM / 1000.0);
}

static void tell_clip(Words *w)
{
    const Clip *clip = &w->body->clips[w->view->clip];
    const char *caption = clip_caption(w->body, w->view->clip, w->view->clip_at_frac), *note = clip_note(w->body, w->view->clip);
    if (clip->twin) SAY(w, "%s.\n", word_of(w, "pelvis_", pelvis_way_ids[clip->pelvis]));
    if (caption[0]) SAY(w, "%s.\n", word(w, caption));
    tell_drop(w, clip->drop_side);
    if (note[0]) SAY(w, "%s\n", word(w, note));
}

static void tell_pose(Words *w)
{
    static const char *const lying[POSTURE_COUNT] = { "words_standing", "words_side_lying", "words_supine" };
    const Clip *clip = &w->body->clips[w->view->clip];
    SAY(w, "%s: %s", word(w, "pose"), word(w, lying[w->of->pose->posture]));
    if (w->view->clip)
        SAY(w, "; %s: %s, %.1f / %.1f s", word(w, "clip"), word_of(w, "clip_", clip->id), (double)(w->view->clip_at_frac * clip->duration_s), (double)clip->duration_s);
    tell_joints(w);
    say(w, ".\n");
    if (w->view->clip) tell_clip(w);
}

static void tell_body(Words *w)
{
    SAY(w, "%s: %s", word(w, "sex"), word(w, w->view->sex == SEX_FEMALE ? "female" : "male"));
    for (int d = 0; d < w->body->dial_count; d++)
        SAY(w, "; %s: %.1f\xC2\xB0", word_of(w, "dial_", dial_ids[d]), (double)view_dial_deg(w->view, w->body, (DialId)d));
    if (w->view->psoas_minor) SAY(w, "; %s", body_name(w->body, "psoas_minor", w->view->language));
    say(w, ".\n");
}

// ---- what is shown

static bool shows(const Words *w, int part)
{
    return part < w->body->part_count && view_shows_part(w->view, w->body, (PartId)part);
}

// Whether the left one follows its right one, and both are shown.
static bool is_pair(const Words *w, int part)
{
    return w->body->parts[part].side == SIDE_RIGHT && shows(w, part + 1) && w->body->parts[part + 1].mirrored;
}

static const char *side_in_brackets(const Words *w, int part)
{
    const Side side = w->body->parts[part].side;
    if (is_pair(w, part)) return text_format(w->arena, " (%s)", word(w, "words_both_sides"));
    return side == SIDE_MID ? "" : text_format(w->arena, " (%s)", word(w, side_ids[side]));
}

static bool tell_group(Words *w, Group group)
{
    const char *before = text_format(w->arena, "%s: ", word_of(w, "group_", group_ids[group]));
    bool any = false;
    for (int p = 1; p < w->body->part_count; p++) {
        if (w->body->parts[p].group != group || !shows(w, p)) continue;
        SAY(w, "%s%s%s", any ? ", " : before, words_muscle(w->body, w->view->language, (PartId)p), side_in_brackets(w, p));
        any = true;
        p += is_pair(w, p);
    }
    if (any) say(w, ".\n");
    return any;
}

static void tell_parts(Words *w)
{
    bool any = false;
    for (int g = 0; g < GROUP_COUNT; g++) any |= tell_group(w, (Group)g);
    if (!any) SAY(w, "%s.\n", word(w, "words_nothing_shown"));
}

static void tell_inside(Words *w)
{
    static const char *const gone[CUT_AXIS_COUNT][2] = { [CUT_SAGITTAL] = { "words_gone_right", "words_gone_left" },
                                                         [CUT_CORONAL] = { "words_gone_front", "words_gone_behind" },
                                                         [CUT_TRANSVERSE] = { "words_gone_above", "words_gone_below" } };
    const ViewState *view = w->view;
    if (view->depth_frac >= 0.0f) SAY(w, "%s: %.0f %%.\n", word(w, "words_peeled"), (double)view->depth_frac * 100.0);
    if (view->cut == CUT_NONE) return;
    const char *title = filled(w, text_format(w->arena, "cut_title_%s", cut_axis_ids[view->cut]), text_format(w->arena, "%.0f", (double)view->cut_mm));
    SAY(w, "%s (%s). %s: %s.\n", title, word(w, "words_cut_from"), word(w, "words_taken_away"), word(w, gone[view->cut][view->cut_flipped]));
}

// ---- figures

static bool has_figures(const Words *w, int part)
{
    const Group group = w->body->parts[part].group;
    return (group == GROUP_ILIOPSOAS || group == GROUP_HIP_MUSCLES) && fibre_has(w->body, (PartId)part) && shows(w, part);
}

static void tell_ligaments(Words *w)
{
    for (int side = SIDE_RIGHT; side <= SIDE_LEFT; side++)
        if (scene_ligament_is_tight(w->of->pose, w->of->measures->paths, (Side)side))
            SAY(w, "%s (%s).\n", word(w, "ligament_ends_extension"), word(w, side_ids[side]));
}

// Length, strain and arm of the muscles shown (in the Thomas test rectus femoris, whose share it is about); what ends extension.
static void tell_measures(Words *w)
{
    for (int p = 1; p < w->body->part_count; p++) {
        if (!has_figures(w, p)) continue;
        const Measured now = measure_muscle(w->of->measures, w->of->pose, (PartId)p);
        SAY(w, "%s. %s: %.0f mm, %s; %s: %.0f mm.\n", body_part_title(w->body, (PartId)p, w->view->language, w->arena), word(w, "figure_length"),
            (double)now.length_mm, words_strain(w->body, w->view->language, now.strain_frac, w->arena), word(w, "figure_arm_flexion"), (double)now.arm_mm);
    }
    tell_ligaments(w);
}

static void tell_rulers(Words *w)
{
    for (int r = 0; w->of->scene && r < w->view->ruler_count; r++) SAY(w, "%s: %s.\n", word(w, "words_measured"), ruler_in_words(w->of, r, w->arena));
}

// ---- what is chosen

// Ends the line; where the rest is not English, a line of its own that can be skipped.
static void tell_description(Words *w, const Name *name)
{
    const char *text = name && name->description ? name->description : "";
    if (!*text) say(w, ".\n");
    else if (in_english(w)) SAY(w, ". %s\n", text);
    else SAY(w, ".\n%s %s\n", word(w, "in_english"), text);
}

static void tell_part(Words *w, const char *how_id, PartId part)
{
    if (part == 0) return;
    const char *plain = in_english(w) ? body_plain_name(w->body, part) : NULL;
    SAY(w, "%s: %s", word(w, how_id), body_part_title(w->body, part, w->view->language, w->arena));
    if (plain && *plain) SAY(w, ", the %s", plain);
    tell_description(w, &w->body->names[w->body->parts[part].name]);
}

static void tell_selected(Words *w)
{
    PartId order[PART_MOST];
    const int count = view_part_order(w->body, order);
    tell_part(w, "words_selected", w->view->selected);
    for (int i = 0; i < count; i++)
        if (order[i] != w->view->selected && view_selects(w->view, order[i])) tell_part(w, "words_also_selected", order[i]);
}

static void tell_place(Words *w)
{
    const LabelId place = w->view->place;
    if (place.place == 0) return;
    SAY(w, "%s: %s (%s)", word(w, "words_marked"), place_title(w->body, place, w->view->language, w->arena),
        word(w, place_is_region(place) ? "words_region" : "words_landmark"));
    tell_description(w, body_find_name(w->body, label_place_id(w->body, place)));
}

// ---- pain

static void tell_when_to_stop(Words *w)
{
    SAY(w, ".\n%s. %s: ", word(w, "safety_line"), word(w, "stop_title"));
    for (int i = 1; i <= REFERRAL_STOP_COUNT; i++) SAY(w, "%s%s", i > 1 ? "; " : "", word(w, text_format(w->arena, "stop_%d", i)));
    say(w, ".\n");
}

static void tell_trigger(Words *w, const Trigger *trigger)
{
    SAY(w, "%s: %s (%s).\n", word(w, "words_lit_trigger"), word_of(w, "trigger_", trigger->point), word(w, side_ids[trigger->side]));
}

static void tell_lit(Words *w)
{
    const TriggerId trigger = view_lit_trigger(w->view);
    const char *before = text_format(w->arena, "%s: ", word(w, "words_lit_zones"));
    bool any = false;
    if (trigger) tell_trigger(w, &w->body->triggers[trigger]);
    for (int z = 1; z < w->body->zone_count; z++) {
        const Zone *zone = &w->body->zones[z];
        if (!view_lights_zone(w->view, w->body, (ZoneId)z)) continue;
        SAY(w, "%s%s (%s)", any ? ", " : before, word_of(w, "zone_", zone->base), word(w, side_ids[zone->side]));
        any = true;
    }
    if (any) tell_when_to_stop(w);
}

char *scene_words(const Picture *of, Arena *arena)
{
    Words w = { .of = of, .body = of->body, .view = of->view, .arena = arena, .text = text_format(arena, "%s", ""), .most = 1 };
    tell_camera(&w);
    tell_body(&w);
    tell_pose(&w);
    tell_parts(&w);
    tell_inside(&w);
    tell_measures(&w);
    tell_selected(&w);
    tell_rulers(&w);
    tell_place(&w);
    tell_part(&w, "words_pointed", of->view->hovered);
    tell_lit(&w);
    return w.text;
}
