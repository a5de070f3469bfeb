#include "view_state.h"

#include "attach_paint.h"
#include "camera.h"
#include "cut.h"
#include "fault.h"
#include "label_id.h"
#include "ruler.h"
#include "selection.h"
#include "view_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SIZE_MOST_PX 8192

// One option being read.
typedef struct Given {
    ViewState *view;
    const Body *body;
    const char *name, *value;
    Message *why;
} Given;

static Result set_word(const Given *given, const char *const *words, int count, int *out)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(given->value, words[i]) != 0) continue;
        *out = i;
        return RESULT_OK;
    }
    const char *near = text_nearest(given->value, words, count);
    if (near) return message_set(given->why, RESULT_USAGE, "%s does not know \"%s\"; did you mean \"%s\"?", given->name, given->value, near);
    char all[256];
    size_t used = 0;
    for (int i = 0; i < count && used < sizeof all; i++)
        used += (size_t)snprintf(all + used, sizeof all - used, "%s%s", i ? ", " : "", words[i]);
    return message_set(given->why, RESULT_USAGE, "%s does not know \"%s\". It takes %s.", given->name, given->value, all);
}

static Result unknown_id(const Given *given, const char *kind, const char *plural, const char *word, const char *near)
{
    if (near) return message_set(given->why, RESULT_USAGE, "There is no %s \"%s\"; did you mean \"%s\"?", kind, word, near);
    return message_set(given->why, RESULT_USAGE, "There is no %s \"%s\". iliopsoas list %s shows all.", kind, word, plural);
}

static Result set_part(const Given *given, PartId *out)
{
    const PartId part = body_part(given->body, given->value);
    if (part == 0) return unknown_id(given, "structure", "structures", given->value, id_nearest(ID_LIST(given->body->parts, given->body->part_count), given->value));
    *out = part;
    return RESULT_OK;
}

static Result set_on_off(const Given *given, bool *out)
{
    static const char *const words[] = { "off", "on" };
    int index = 0;
    const Result result = set_word(given, words, 2, &index);
    if (result == RESULT_OK) *out = index == 1;
    return result;
}

// Splits "a,b,c" into numbers; -1 when one of them is none.
static int read_numbers(const char *list, double *out, int most)
{
    Text rest = text_of(list), piece;
    int count = 0;
    while (text_next(&rest, ',', &piece)) {
        char word[40];
        if (count == most || piece.size >= sizeof word) return -1;
        memcpy(word, piece.data, piece.size);
        word[piece.size] = '\0';
        if (!text_to_double(word, &out[count++])) return -1;
    }
    return count;
}

static Result set_size(const Given *given)
{
    const char *cross = strchr(given->value, 'x');
    char width[16];
    int w = 0, h = 0;
    if (!cross || snprintf(width, sizeof width, "%.*s", (int)(cross - given->value), given->value) >= (int)sizeof width
        || !text_to_int(width, &w) || !text_to_int(cross + 1, &h))
        return message_set(given->why, RESULT_USAGE, "--size \"%s\" is no size. Write width x height in pixels, such as 1280x720.", given->value);
    if (w < 1 || h < 1 || w > SIZE_MOST_PX || h > SIZE_MOST_PX)
        return message_set(given->why, RESULT_USAGE, "A picture of %d x %d pixels cannot be made. Width and height must lie between 1 and %d.", w, h, SIZE_MOST_PX);
    given->view->width_px = w;
    given->view->height_px = h;
    return RESULT_OK;
}

static Result set_sex(const Given *given)
{
    static const char *const words[] = { "male", "female" };
    int index = 0;
    const Result result = set_word(given, words, 2, &index);
    if (result == RESULT_OK) given->view->sex = index ? SEX_FEMALE : SEX_MALE;
    return result;
}

// ---- one body

static Result set_one_dial(const Given *given, const char *name, const char *value)
{
    const int dial = word_index(name, dial_ids, DIAL_COUNT);
    double wanted = 0.0;
    if (strcmp(name, "psoas_minor") == 0) {
        const Given part = { given->view, given->body, "--body psoas_minor", value, given->why };
        return set_on_off(&part, &given->view->psoas_minor);
    }
    if (dial < 0) {
        const char *near = text_nearest(name, dial_ids, DIAL_COUNT);
        return message_set(given->why, RESULT_USAGE, "--body does not know \"%s\"%s%s. It takes lordosis, pelvic_tilt, anteversion, neck_shaft and psoas_minor.", name,
                           near ? "; did you mean " : "", near ? near : "");
    }
    if (given->body->dial_count == 0) return message_set(given->why, RESULT_USAGE, "This body.pack has no dials.csv: %s cannot be set.", name);
    if (!text_to_double(value, &wanted))
        return message_set(given->why, RESULT_USAGE, "--body %s=\"%s\" is no angle. Write degrees.", name, value);
    const Dial *limits = &given->body->dials[dial];
    const float here = glm_clamp((float)wanted, limits->least_deg, limits->most_deg);
    if (fabsf(here - (float)wanted) > 1e-4f)
        message_set(given->why, RESULT_OK, "%s goes from %g to %g degrees: %g is taken.", name, (double)limits->least_deg, (double)limits->most_deg, (double)here);
    given->view->dial_deg[dial] = here;
    given->view->dial_set[dial] = true;
    return RESULT_OK;
}

static Result set_body(const Given *given)
{
    Text rest = text_of(given->value), piece;
    Result result = RESULT_OK;
    for (int d = 0; d < DIAL_COUNT; d++) given->view->dial_set[d] = false;
    given->view->psoas_minor = false;
    if (strcmp(given->value, "usual") == 0) return RESULT_OK;
    while (result == RESULT_OK && text_next(&rest, ',', &piece)) {
        char pair[64];
        snprintf(pair, sizeof pair, "%.*s", (int)(piece.size < sizeof pair ? piece.size : sizeof pair - 1), piece.data);
        char *equals = strchr(pair, '=');
        if (!equals) return message_set(given->why, RESULT_USAGE, "--body \"%s\" is not understood. Write anteversion=20,psoas_minor=on, or usual.", pair);
        *equals = '\0';
        result = set_one_dial(given, pair, equals + 1);
    }
    return result;
}

static Result set_language(const Given *given)
{
    int index = 0;
    const Result result = set_word(given, language_ids, LANGUAGE_COUNT, &index);
    if (result == RESULT_OK) given->view->language = (Language)index;
    return result;
}

static Result set_theme(const Given *given)
{
    int index = 0;
    const Result result = set_word(given, theme_ids, THEME_COUNT, &index);
    if (result == RESULT_OK) given->view->theme = (Theme)index;
    return result;
}

static Result set_pain(const Given *given)
{
    int index = 0;
    const Result result = set_word(given, pain_ids, PAIN_COUNT, &index);
    if (result == RESULT_OK) given->view->pain = (Pain)index;
    return result;
}

// A clip opens with the view its table names.
static void turn_to_clip(ViewState *view, const Clip *clip)
{
    view_set_standard(view, VIEW_OBLIQUE);
    view->camera.azimuth_rad = clip->azimuth_rad;
    view->camera.elevation_rad = clip->elevation_rad;
}

static Result set_clip(const Given *given)
{
    const Body *body = given->body;
    const ClipId clip = body_clip(body, given->value);
    if (clip == 0) return unknown_id(given, "clip", "clips", given->value, id_nearest(ID_LIST(body->clips, body->clip_count), given->value));
    given->view->clip = clip;
    turn_to_clip(given->view, &body->clips[clip]);
    view_show_for_clip(given->view, body, clip);
    return RESULT_OK;
}

static Result set_pelvis(const Given *given)
{
    int way = 0;
    const Result result = set_word(given, pelvis_way_ids, PELVIS_WAY_COUNT, &way);
    if (result != RESULT_OK) return result;
    const ClipId clip = clip_with_pelvis(given->body, given->view->clip, (PelvisWay)way);
    if (clip == 0 && way != PELVIS_HELD)
        return message_set(given->why, RESULT_USAGE, "--pelvis %s needs a clip that shows it. Add --clip side_lying_stretch.", given->value);
    given->view->clip = clip;
    return RESULT_OK;
}

static Result set_at(const Given *given)
{
    double at = 0.0;
    if (!text_to_double(given->value, &at))
        return message_set(given->why, RESULT_USAGE, "--at \"%s\" is no number. It is the share of the clip that has passed, 0 to 1.", given->value);
    if (at < 0.0 || at > 1.0)
        return message_set(given->why, RESULT_USAGE, "--at %s lies outside 0..1. It is the share of the clip that has passed, such as 0.5.", given->value);
    if (given->view->clip == 0)
        return message_set(given->why, RESULT_USAGE, "--at needs a clip to be at. Add --clip hip_flexion, or see iliopsoas list clips.");
    given->view->clip_at_frac = (float)at;
    return RESULT_OK;
}

static void add_sentence(Message *why, const char *sentence)
{
    if (!why) return;
    const Message before = *why;
    message_set(why, RESULT_OK, "%s%s%s", before.text, before.text[0] ? " " : "", sentence);
}

static float degrees(float rad)
{
    return rad * 180.0f / GLM_PIf;
}

static const char *const unit_words[JOINT_UNIT_COUNT] = { "degrees", "mm" };

static void pose_joint(const Given *given, JointId joint_id, double wish)
{
    const Joint *joint = &given->body->joints[joint_id];
    float value = joint_from_shown(joint, fmax(-3600.0, fmin(3600.0, wish)));
    if (pose_clamp(given->body, joint_id, &value)) {
        char sentence[160];
        snprintf(sentence, sizeof sentence, "%s %g %s is beyond its limit; %.6g is used.", joint->id, wish, unit_words[joint->unit], joint_to_shown(joint, value));
        add_sentence(given->why, sentence);
    }
    given->view->joint_rad[joint_id] = value;
    given->view->joint_set[joint_id] = true;
}

static Result set_one_angle(const Given *given, char *pair)
{
    char *equals = strchr(pair, '=');
    double wish = 0.0;
    if (!equals) return message_set(given->why, RESULT_USAGE, "--pose \"%s\" lacks an angle. Write joint=degrees, such as hip_flexion_right=90.", pair);
    *equals = '\0';
    const JointId joint = body_joint(given->body, pair);
    if (joint == 0) return unknown_id(given, "joint", "joints", pair, id_nearest(ID_LIST(given->body->joints, given->body->joint_count), pair));
    const JointUnit unit = given->body->joints[joint].unit;
    if (!text_to_double(equals + 1, &wish))
        return message_set(given->why, RESULT_USAGE, "The %s \"%s\" of %s is no number. Write %s, such as %s=%s.", unit == JOINT_MM ? "way" : "angle",
                           equals + 1, pair, unit_words[unit], pair, unit == JOINT_MM ? "15" : "30");
    pose_joint(given, joint, wish);
    return RESULT_OK;
}

static Result set_pose(const Given *given)
{
    Text rest = text_of(given->value), piece;
    Result result = RESULT_OK;
    while (result == RESULT_OK && text_next(&rest, ',', &piece)) {
        char pair[96];
        snprintf(pair, sizeof pair, "%.*s", (int)(piece.size < sizeof pair ? piece.size : sizeof pair - 1), piece.data);
        result = set_one_angle(given, pair);
    }
    return result;
}

// What --show makes of a part: the skin stays a ghost as long as there is something inside it to see.
static float shown_opacity(const Body *body, int part, bool only_skin)
{
    const Part *p = &body->parts[part];
    return p->group == GROUP_SKIN && only_skin ? 1.0f : view_full_opacity(p);
}

static void show_only(ViewState *view, const Body *body, const bool *wanted)
{
    bool only_skin = true;
    for (int p = 1; p < body->part_count; p++) only_skin = only_skin && (!wanted[p] || group_is_shell(body->parts[p].group));
    for (int p = 1; p < body->part_count; p++) view->opacity_frac[p] = wanted[p] ? shown_opacity(body, p, only_skin) : 0.0f;
}

static Result set_depth(const Given *given)
{
    double frac = 0.0;
    if (strcmp(given->value, "off") == 0) {
        view_show_default(given->view, given->body);
        return RESULT_OK;
    }
    if (!text_to_double(given->value, &frac) || frac < 0.0 || frac > 1.0)
        return message_set(given->why, RESULT_USAGE, "--depth \"%s\" is not understood. Write 0 (skin) to 1 (bone), or off.", given->value);
    view_peel(given->view, given->body, (float)frac);
    return RESULT_OK;
}

static Result set_show(const Given *given)
{
    bool wanted[PART_MOST] = { false };
    const Result result = view_parts_from_list(given->body, given->value, wanted, given->why);
    if (result == RESULT_OK) show_only(given->view, given->body, wanted);
    return result;
}

static Result set_hide(const Given *given)
{
    bool wanted[PART_MOST] = { false };
    const Result result = view_parts_from_list(given->body, given->value, wanted, given->why);
    for (int p = 1; p < given->body->part_count && result == RESULT_OK; p++) {
        if (wanted[p]) given->view->opacity_frac[p] = 0.0f;
    }
    return result;
}

static Result set_one_fade(const Given *given, char *pair)
{
    char *equals = strchr(pair, '=');
    double frac = 0.0;
    if (!equals || !text_to_double(equals + 1, &frac) || frac < 0.0 || frac > 1.0)
        return message_set(given->why, RESULT_USAGE, "--fade \"%s\" is not understood. Write structure or group = opacity 0..1, such as bones=0.4.", pair);
    *equals = '\0';
    bool wanted[PART_MOST] = { false };
    const Result result = view_parts_from_list(given->body, pair, wanted, given->why);
    for (int p = 1; p < given->body->part_count && result == RESULT_OK; p++) {
        if (wanted[p]) given->view->opacity_frac[p] = (float)frac;
    }
    return result;
}

static Result set_fade(const Given *given)
{
    Text rest = text_of(given->value), piece;
    Result result = RESULT_OK;
    while (result == RESULT_OK && text_next(&rest, ',', &piece)) {
        char pair[96];
        snprintf(pair, sizeof pair, "%.*s", (int)(piece.size < sizeof pair ? piece.size : sizeof pair - 1), piece.data);
        result = set_one_fade(given, pair);
    }
    return result;
}

static Result set_xray(const Given *given)
{
    bool wanted[PART_MOST] = { false };
    const Result result = view_parts_from_list(given->body, given->value, wanted, given->why);
    for (int p = 1; p < given->body->part_count && result == RESULT_OK; p++) given->view->xray[p] = given->view->xray[p] || wanted[p];
    return result;
}

static Result cut_not_understood(const Given *given)
{
    return message_set(given->why, RESULT_USAGE, "--cut \"%s\" is not understood. Write sagittal, coronal or transverse = mm, such as transverse=120 or sagittal=0,flip.",
                       given->value);
}

// "sagittal=12.5", "coronal=0,flip", "off"
static Result set_cut(const Given *given)
{
    char word[48];
    double mm = 0.0;
    int axis = 0;
    if (snprintf(word, sizeof word, "%s", given->value) >= (int)sizeof word) return cut_not_understood(given);
    char *comma = strchr(word, ','), *equals = strchr(word, '=');
    if (comma && strcmp(comma, ",flip") != 0) return cut_not_understood(given);
    if (comma) *comma = '\0';
    if (equals) *equals = '\0';
    Given axis_given = *given;
    axis_given.value = word;
    const Result result = set_word(&axis_given, cut_axis_ids, CUT_AXIS_COUNT, &axis);
    if (result != RESULT_OK) return result;
    if (axis == CUT_NONE && (equals || comma)) return cut_not_understood(given);
    if (axis != CUT_NONE && (!equals || !text_to_double(equals + 1, &mm) || fabs(mm) > 1000.0)) return cut_not_understood(given);
    given->view->cut = (CutAxis)axis;
    given->view->cut_mm = (float)mm;
    given->view->cut_flipped = comma != NULL;
    return RESULT_OK;
}

static Result set_colour(const Given *given)
{
    int index = 0;
    const Result result = set_word(given, colour_mode_ids, COLOUR_COUNT, &index);
    if (result == RESULT_OK) given->view->colour = (ColourMode)index;
    return result;
}

static Result set_arm(const Given *given)
{
    int index = 0;
    const Result result = set_word(given, arm_choice_ids, ARM_COUNT, &index);
    if (result == RESULT_OK) given->view->arm = (ArmChoice)index;
    return result;
}

static Result set_plot(const Given *given)
{
    int index = 0;
    const Result result = set_word(given, plot_choice_ids, PLOT_COUNT, &index);
    if (result == RESULT_OK) given->view->plot = (PlotChoice)index;
    return result;
}

static Result set_label(const Given *given)
{
    static const char *const modes[] = { "off", "auto" };
    for (int i = 0; i < 2; i++) {
        if (strcmp(given->value, modes[i]) != 0) continue;
        given->view->label = (LabelMode)i;
        return RESULT_OK;
    }
    return label_list_read(given->view, given->body, given->value, given->why);
}

static Result set_measure(const Given *given)
{
    return rulers_read(given->view, given->body, given->value, given->why);
}

static bool angles_are_sound(const double *n, int count)
{
    if (count != 3 && count != 6) return false;
    if (fabs(n[0]) > 720.0 || fabs(n[1]) > 90.0) return false;
    for (int i = 3; i < count; i++) {
        if (fabs(n[i]) > 5000.0) return false;
    }
    return n[2] == 0.0 || (n[2] >= (double)CAMERA_NEAREST_MM && n[2] <= (double)CAMERA_FARTHEST_MM);
}

static Result set_view_numbers(const Given *given)
{
    double n[6] = { 0 };
    const int count = read_numbers(given->value, n, 6);
    if (!angles_are_sound(n, count))
        return message_set(given->why, RESULT_USAGE,
                           "--view \"%s\" is not understood. Write azimuth,elevation,distance: degrees -720..720 and -90..90, and %g..%g mm or 0 to fit.",
                           given->value, (double)CAMERA_NEAREST_MM, (double)CAMERA_FARTHEST_MM);
    Camera *camera = &given->view->camera;
    camera->azimuth_rad = remainderf(glm_rad((float)n[0]), 2.0f * GLM_PIf);
    camera->elevation_rad = glm_rad((float)n[1]);
    camera->distance_mm = (float)n[2];
    camera->pivot_auto = count == 3;
    camera->pivot_mm = (vec3s){ { (float)n[3], (float)n[4], (float)n[5] } };
    return RESULT_OK;
}

static Result set_view(const Given *given)
{
    if (strchr(given->value, ',')) return set_view_numbers(given);
    int index = 0;
    const Result result = set_word(given, view_ids, VIEW_COUNT, &index);
    if (result == RESULT_OK) view_set_standard(given->view, (ViewId)index);
    return result;
}

static Result set_ortho(const Given *given)
{
    return set_on_off(given, &given->view->camera.orthographic);
}

static Result set_focus(const Given *given)
{
    return set_part(given, &given->view->focus);
}

static Result set_attached(const Given *given)
{
    PartId muscle = 0;
    const Result result = strcmp(given->value, "off") == 0 ? RESULT_OK : set_part(given, &muscle);
    if (result != RESULT_OK) return result;
    if (muscle && !attach_known(given->body, muscle))
        return message_set(given->why, RESULT_USAGE, "Where %s is attached is not in this program. Name a muscle of the hip, such as iliacus_right.", given->value);
    given->view->attached = muscle;
    return RESULT_OK;
}

// Of what the last word of a list names; 0: it takes something out.
static PartId last_of_list(const Body *body, const char *list, const bool *wanted)
{
    bool last[PART_MOST] = { false };
    const char *comma = strrchr(list, ',');
    view_parts_from_list(body, comma ? comma + 1 : list, last, NULL);
    for (int p = 1; p < body->part_count; p++)
        if (last[p] && wanted[p]) return (PartId)p;
    return 0;
}

// The last one named is the one chosen last: taken out and put in again.
// A group stands for what of it this body has; what is named alone is meant.
static void drop_absent(const Given *given, bool *wanted)
{
    int present = 0;
    for (int p = 1; p < given->body->part_count; p++) present += wanted[p] && view_has_part(given->view, given->body, (PartId)p);
    for (int p = 1; present && p < given->body->part_count; p++) wanted[p] = wanted[p] && view_has_part(given->view, given->body, (PartId)p);
}

static Result set_select(const Given *given)
{
    bool wanted[PART_MOST] = { false };
    const Result result = view_parts_from_list(given->body, given->value, wanted, given->why);
    if (result != RESULT_OK) return result;
    drop_absent(given, wanted);
    const PartId last = last_of_list(given->body, given->value, wanted);
    view_select_all(given->view, given->body, wanted);
    if (view_selected_count(given->view) < 2 || !last) return RESULT_OK;
    for (int i = 0; i < 2; i++) view_select_toggle(given->view, given->body, last);
    return RESULT_OK;
}

static Result set_place(const Given *given)
{
    LabelId place;
    if (strcmp(given->value, "off") == 0) {
        given->view->place = (LabelId){ 0, 0 };
        return RESULT_OK;
    }
    const Result result = label_place_read(given->body, given->value, &place, given->why);
    if (result != RESULT_OK) return result;
    given->view->place = place;
    given->view->selected = place.part; // a place is chosen on what is selected
    return RESULT_OK;
}

static Result set_trigger_id(const Given *given, const char *id, TriggerId *out)
{
    const Body *body = given->body;
    const TriggerId trigger = body_trigger(body, id);
    if (trigger == 0) return unknown_id(given, "trigger point", "triggers", id, id_nearest(ID_LIST(body->triggers, body->trigger_count), id));
    *out = trigger;
    return RESULT_OK;
}

static const char *nearest_of_all(const Body *body, const char *word)
{
    const char *near[3];
    int count = 0;
    const IdList lists[3] = { ID_LIST(body->parts, body->part_count), ID_LIST(body->triggers, body->trigger_count), ID_LIST(body->zones, body->zone_count) };
    for (int i = 0; i < 3; i++) {
        const char *best = id_nearest(lists[i], word);
        if (best) near[count++] = best;
    }
    return count ? text_nearest(word, near, count) : NULL;
}

static Result set_hover(const Given *given)
{
    static const char prefix[] = "trigger:"; // iliacus_right is a muscle and a trigger point
    ViewState *view = given->view;
    view->hovered = 0;
    view->hovered_trigger = 0;
    view->hovered_zone = 0;
    if (strncmp(given->value, prefix, sizeof prefix - 1) == 0) return set_trigger_id(given, given->value + sizeof prefix - 1, &view->hovered_trigger);
    view->hovered = body_part(given->body, given->value);
    if (!view->hovered) view->hovered_trigger = body_trigger(given->body, given->value);
    if (!view->hovered && !view->hovered_trigger) view->hovered_zone = body_zone(given->body, given->value);
    if (view->hovered || view->hovered_trigger || view->hovered_zone) return RESULT_OK;
    return unknown_id(given, "structure, trigger point or zone", "structures (or triggers, zones)", given->value, nearest_of_all(given->body, given->value));
}

static Result set_trigger(const Given *given)
{
    return set_trigger_id(given, given->value, &given->view->trigger);
}

static const char *const door_ids[DOOR_COUNT] = { "start", "look", "hurt", "move" };

static Result set_door(const Given *given)
{
    int index = 0;
    const Result result = set_word(given, door_ids, DOOR_COUNT, &index);
    if (result == RESULT_OK) given->view->door = (Door)index;
    return result;
}

static Result set_ui(const Given *given)
{
    return set_on_off(given, &given->view->ui);
}

static const char *const debug_ids[DEBUG_VIEW_COUNT] = { "lit", "part", "normal", "occlusion", "curvature", "strain", "overdraw" };

static Result set_debug(const Given *given)
{
    int index = 0;
    const Result result = set_word(given, debug_ids, DEBUG_VIEW_COUNT, &index);
    if (result == RESULT_OK) given->view->debug_view = (DebugView)index;
    return result;
}

static Result set_stats(const Given *given)
{
    return set_on_off(given, &given->view->stats);
}

static Result set_lesson(const Given *given)
{
    return message_set(given->why, RESULT_USAGE, "%s: lessons come with a later version. Leave it out; iliopsoas list clips and list triggers show what there is.", given->name);
}

static Result set_state(const Given *given)
{
    return view_words_read(given->view, given->body, given->value, given->why);
}

// Writing: the value an option needs to lead from `from` to `to`, or NULL when nothing has to be said.

typedef struct Change {
    const ViewState *to;
    const ViewState *from; // the default with every earlier option applied
    const Body *body;
    Arena *arena;
} Change;

static char *copy(const Change *change, const char *word)
{
    return text_format(change->arena, "%s", word);
}

static char *write_size(const Change *c)
{
    if (c->to->width_px == c->from->width_px && c->to->height_px == c->from->height_px) return NULL;
    return text_format(c->arena, "%dx%d", c->to->width_px, c->to->height_px);
}

static char *write_sex(const Change *c)
{
    return c->to->sex == c->from->sex ? NULL : copy(c, c->to->sex == SEX_FEMALE ? "female" : "male");
}

static bool same_body(const ViewState *a, const ViewState *b)
{
    for (int d = 0; d < DIAL_COUNT; d++) {
        if (a->dial_set[d] != b->dial_set[d] || (a->dial_set[d] && a->dial_deg[d] != b->dial_deg[d])) return false;
    }
    return a->psoas_minor == b->psoas_minor;
}

static char *write_body(const Change *c)
{
    char *list = copy(c, "");
    if (same_body(c->to, c->from)) return NULL;
    for (int d = 0; d < DIAL_COUNT; d++) {
        if (c->to->dial_set[d]) list = text_format(c->arena, "%s%s%s=%.9g", list, *list ? "," : "", dial_ids[d], (double)c->to->dial_deg[d]);
    }
    if (c->to->psoas_minor) list = text_format(c->arena, "%s%spsoas_minor=on", list, *list ? "," : "");
    return *list ? list : copy(c, "usual");
}

static char *write_language(const Change *c)
{
    return c->to->language == c->from->language ? NULL : copy(c, language_ids[c->to->language]);
}

static char *write_theme(const Change *c)
{
    return c->to->theme == c->from->theme ? NULL : copy(c, theme_ids[c->to->theme]);
}

static char *write_pain(const Change *c)
{
    return c->to->pain == c->from->pain ? NULL : copy(c, pain_ids[c->to->pain]);
}

static char *write_clip(const Change *c)
{
    const ClipId to = c->to->clip;
    return to == c->from->clip ? NULL : copy(c, c->body->clips[to].id); // which way, --pelvis tells
}

static char *write_pelvis(const Change *c)
{
    const PelvisWay to = c->body->clips[c->to->clip].pelvis;
    return to == c->body->clips[c->from->clip].pelvis ? NULL : copy(c, pelvis_way_ids[to]);
}

static char *write_at(const Change *c)
{
    if (!c->to->clip || c->to->clip_at_frac == c->from->clip_at_frac) return NULL;
    return text_format(c->arena, "%.9g", (double)c->to->clip_at_frac);
}

static char *write_pose(const Change *c)
{
    char *list = NULL;
    for (int j = 1; j < c->body->joint_count; j++) {
        if (!c->to->joint_set[j]) continue;
        list = text_format(c->arena, "%s%s%s=%.7g", list ? list : "", list ? "," : "", c->body->joints[j].id, joint_to_shown(&c->body->joints[j], c->to->joint_rad[j]));
    }
    return list;
}

static bool whole_group(const Body *body, const bool *wanted, Group group)
{
    for (int p = 1; p < body->part_count; p++) {
        if (body->parts[p].group == group && !wanted[p]) return false;
    }
    return true;
}

static char *add_to_list(Arena *arena, char *list, const char *word)
{
    return list ? text_format(arena, "%s,%s", list, word) : text_format(arena, "%s", word);
}

static char *write_parts(const Change *c, const bool *wanted)
{
    char *list = NULL;
    bool group_said[GROUP_COUNT] = { false };
    for (int p = 1; p < c->body->part_count; p++) {
        const Part *part = &c->body->parts[p];
        if (!wanted[p] || group_said[part->group]) continue;
        group_said[part->group] = whole_group(c->body, wanted, part->group);
        list = add_to_list(c->arena, list, group_said[part->group] ? group_ids[part->group] : part->id);
    }
    return list;
}

static char *write_show(const Change *c)
{
    bool shown[PART_MOST] = { false }, more = false;
    for (int p = 1; p < c->body->part_count; p++) {
        shown[p] = c->to->opacity_frac[p] > 0.0f;
        more = more || (shown[p] && c->from->opacity_frac[p] <= 0.0f);
    }
    return more ? write_parts(c, shown) : NULL;
}

static char *write_fade(const Change *c)
{
    char *list = NULL;
    for (int p = 1; p < c->body->part_count; p++) {
        const float to = c->to->opacity_frac[p];
        if (to <= 0.0f || fabsf(to - c->from->opacity_frac[p]) < 1e-6f) continue;
        list = add_to_list(c->arena, list, text_format(c->arena, "%s=%.6g", c->body->parts[p].id, (double)to));
    }
    return list;
}

static char *write_hide(const Change *c)
{
    bool gone[PART_MOST] = { false };
    for (int p = 1; p < c->body->part_count; p++) gone[p] = c->to->opacity_frac[p] <= 0.0f && c->from->opacity_frac[p] > 0.0f;
    return write_parts(c, gone);
}

static char *write_xray(const Change *c)
{
    bool seen_through[PART_MOST] = { false };
    for (int p = 1; p < c->body->part_count; p++) seen_through[p] = c->to->xray[p] && !c->from->xray[p];
    return write_parts(c, seen_through);
}

static bool same_place(vec3s a, vec3s b)
{
    return a.x == b.x && a.y == b.y && a.z == b.z;
}

static bool same_angles(const Camera *a, const Camera *b)
{
    return a->azimuth_rad == b->azimuth_rad && a->elevation_rad == b->elevation_rad && a->distance_mm == b->distance_mm
        && a->pivot_auto == b->pivot_auto && (a->pivot_auto || same_place(a->pivot_mm, b->pivot_mm));
}

static char *write_view(const Change *c)
{
    const Camera *camera = &c->to->camera;
    if (same_angles(camera, &c->from->camera) && c->to->view == c->from->view) return NULL;
    ViewState standard = *c->from;
    view_set_standard(&standard, c->to->view);
    if (same_angles(camera, &standard.camera)) return copy(c, view_ids[c->to->view]);
    char *angles = text_format(c->arena, "%.7g,%.7g,%.7g", (double)degrees(camera->azimuth_rad), (double)degrees(camera->elevation_rad), (double)camera->distance_mm);
    if (camera->pivot_auto) return angles;
    return text_format(c->arena, "%s,%.7g,%.7g,%.7g", angles, (double)camera->pivot_mm.x, (double)camera->pivot_mm.y, (double)camera->pivot_mm.z);
}

static char *write_colour(const Change *c)
{
    return c->to->colour == c->from->colour ? NULL : copy(c, colour_mode_ids[c->to->colour]);
}

// As few digits as lead back to the very same number.
static char *shortest(Arena *arena, float value)
{
    char *text = NULL;
    double back = 0.0;
    for (int digits = 3; digits <= 9; digits++) {
        text = text_format(arena, "%.*g", digits, (double)value);
        if (text_to_double(text, &back) && (float)back == value) break;
    }
    return text;
}

static char *write_depth(const Change *c)
{
    const float to = c->to->depth_frac;
    if (to == c->from->depth_frac) return NULL;
    return to < 0.0f ? copy(c, "off") : shortest(c->arena, to);
}

static char *write_cut(const Change *c)
{
    const ViewState *to = c->to, *from = c->from;
    if (to->cut == from->cut && to->cut_mm == from->cut_mm && to->cut_flipped == from->cut_flipped) return NULL;
    if (to->cut == CUT_NONE) return copy(c, "off");
    return text_format(c->arena, "%s=%s%s", cut_axis_ids[to->cut], shortest(c->arena, to->cut_mm), to->cut_flipped ? ",flip" : "");
}

static char *write_arm(const Change *c)
{
    return c->to->arm == c->from->arm ? NULL : copy(c, arm_choice_ids[c->to->arm]);
}

static char *write_plot(const Change *c)
{
    return c->to->plot == c->from->plot ? NULL : copy(c, plot_choice_ids[c->to->plot]);
}

static char *write_label(const Change *c)
{
    if (c->to->label == LABEL_OFF) return NULL; // a list that is put away for now is nothing to be seen
    if (c->to->label == LABEL_AUTO) return copy(c, "auto");
    char *list = write_parts(c, c->to->label_part);
    for (int i = 0; i < c->to->label_place_count; i++) list = add_to_list(c->arena, list, label_word(c->body, c->to->label_place[i], c->arena));
    return list;
}

static char *write_measure(const Change *c)
{
    char *to = rulers_write(c->to, c->body, c->arena);
    return strcmp(to, rulers_write(c->from, c->body, c->arena)) == 0 ? NULL : to;
}

static char *write_ortho(const Change *c)
{
    return c->to->camera.orthographic == c->from->camera.orthographic ? NULL : copy(c, c->to->camera.orthographic ? "on" : "off");
}

static char *write_focus(const Change *c)
{
    return c->to->focus == c->from->focus ? NULL : copy(c, c->body->parts[c->to->focus].id);
}

static char *write_attached(const Change *c)
{
    if (c->to->attached == c->from->attached) return NULL;
    return copy(c, c->to->attached ? c->body->parts[c->to->attached].id : "off");
}

static char *write_select(const Change *c)
{
    bool parts[PART_MOST];
    const char *last = c->body->parts[c->to->selected].id;
    const int count = view_selection(c->to, parts);
    if (count < 2) return c->to->selected == c->from->selected ? NULL : copy(c, last);
    parts[c->to->selected] = whole_group(c->body, parts, c->body->parts[c->to->selected].group); // not twice, unless its group is said
    return add_to_list(c->arena, write_parts(c, parts), last);
}

static char *write_place(const Change *c)
{
    if (label_same(c->to->place, c->from->place)) return NULL;
    return c->to->place.part ? label_word(c->body, c->to->place, c->arena) : copy(c, "off");
}

static char *write_hover(const Change *c)
{
    if (c->to->hovered_trigger) return text_format(c->arena, "trigger:%s", c->body->triggers[c->to->hovered_trigger].id);
    if (c->to->hovered) return copy(c, c->body->parts[c->to->hovered].id);
    return c->to->hovered_zone ? copy(c, c->body->zones[c->to->hovered_zone].id) : NULL;
}

static char *write_trigger(const Change *c)
{
    return c->to->trigger == c->from->trigger ? NULL : copy(c, c->body->triggers[c->to->trigger].id);
}

static char *write_door(const Change *c)
{
    return c->to->door == c->from->door ? NULL : copy(c, door_ids[c->to->door]);
}

static char *write_ui(const Change *c)
{
    return c->to->ui == c->from->ui ? NULL : copy(c, c->to->ui ? "on" : "off");
}

static char *write_debug(const Change *c)
{
    return c->to->debug_view == c->from->debug_view ? NULL : copy(c, debug_ids[c->to->debug_view]);
}

static char *write_stats(const Change *c)
{
    return c->to->stats == c->from->stats ? NULL : copy(c, c->to->stats ? "on" : "off");
}

// The order is the order of application: what an option builds on stands above it.
typedef struct Row {
    ViewOption option;
    Result (*set)(const Given *given);
    char *(*write)(const Change *change); // NULL: says nothing of its own; the last ones are not there yet, and not offered in the help
} Row;

static const Row rows[] = {
    { { "--state", "WORDS", "a view in words, as Ctrl+C in the window copies it; what cannot be read is told and left out" }, set_state, NULL },
    { { "--size", "WxH", "picture size in pixels, 1x1 to 8192x8192 (1280x720)" }, set_size, write_size },
    { { "--sex", "male|female", "whose body: pelvis, femur, muscle and organs (male)" }, set_sex, write_sex },
    { { "--body", "LIST|usual", "one body's own: lordosis, pelvic_tilt, anteversion, neck_shaft in degrees, psoas_minor=on: anteversion=20,... (usual)" }, set_body, write_body },
    { { "--lang", "en|la|fr|es|pt|it|de", "language; la: Latin names, English interface (en)" }, set_language, write_language },
    { { "--theme", "dark|light|projector", "colours of the page (dark)" }, set_theme, write_theme },
    { { "--pain", "red|safe", "pain zones in red, or in indigo, which every eye tells from flesh (red)" }, set_pain, write_pain },
    { { "--clip", "NAME", "a movement, opens with its own view; see iliopsoas list clips" }, set_clip, write_clip },
    { { "--pelvis", "held|arching", "in a clip that shows both: the pelvis held, or the back arching instead (held)" }, set_pelvis, write_pelvis },
    { { "--at", "0..1", "share of the clip that has passed (0)" }, set_at, write_at },
    { { "--pose", "JOINT=DEG|MM,...", "joint angles, over those of the clip; see iliopsoas list joints" }, set_pose, write_pose },
    { { "--depth", "0..1|off", "peels the layers, from the skin (0) over belly wall, organs, vessels and muscles to the bones (1)" }, set_depth, write_depth },
    { { "--show", "LIST", "show only these groups or structures: bones,psoas_major,..." }, set_show, write_show },
    { { "--fade", "LIST", "opacity 0..1 of groups or structures: bones=0.4,..." }, set_fade, write_fade },
    { { "--hide", "LIST", "take these groups or structures away" }, set_hide, write_hide },
    { { "--xray", "LIST", "see through these" }, set_xray, write_xray },
    { { "--cut", "AXIS=MM[,flip]|off", "cuts the body open: sagittal, coronal or transverse, at mm from the middle of the hips (off)" }, set_cut, write_cut },
    { { "--colour", "tissue|key|region|strain", "what the colours mean (tissue); key: one for each structure; strain: how much longer than standing" }, set_colour, write_colour },
    { { "--arm", "auto|on|off", "moment arms at the hip (auto: with --colour strain, and of a muscle selected to be moved)" }, set_arm, write_arm },
    { { "--plot", "auto|off|length|strain|arm", "a muscle's curve over the clip (auto: strain, with --colour strain)" }, set_plot, write_plot },
    { { "--label", "LIST|auto|off", "names beside the figure (off): structures, groups, places as PART:PLACE or PLACE; auto: what is worth naming" }, set_label, write_label },
    { { "--measure", "A,B[,C][+...]|off", "distance A to B, or the angle at B: landmarks (asis, asis_left), PART:LANDMARK or PART@x:y:z in mm at rest (off)" }, set_measure, write_measure },
    { { "--view", "NAME|AZ,EL,DIST", "standard view (iliopsoas list views), or degrees and mm, 0 mm to fit (oblique)" }, set_view, write_view },
    { { "--ortho", "on|off", "parallel instead of perspective projection (off)" }, set_ortho, write_ortho },
    { { "--focus", "ID", "frame this structure" }, set_focus, write_focus },
    { { "--select", "LIST", "select these groups or structures; the card is about the last one" }, set_select, write_select },
    { { "--place", "PART:PLACE|off", "select a region or landmark of a structure, such as hip_bone_right:asis, and mark it (off)" }, set_place, write_place },
    { { "--attachments", "ID|off", "paint where this muscle is attached: origin red, insertion blue (off)" }, set_attached, write_attached },
    { { "--hover", "ID", "as if the cursor were on this structure, trigger:POINT or zone" }, set_hover, write_hover },
    { { "--trigger", "ID", "light the pain zones of this trigger point" }, set_trigger, write_trigger },
    { { "--door", "start|look|hurt|move", "what the window is set up for (start)" }, set_door, write_door },
    { { "--ui", "on|off", "labels, legend and credit in the picture (off)" }, set_ui, write_ui },
    { { "--debug", "lit|part|normal|occlusion|curvature|strain|overdraw", "look at one ingredient of the picture, or its cost (lit)" }, set_debug, write_debug },
    { { "--stats", "on|off", "what the picture is made of, in a corner; in the window also what it costs (off)" }, set_stats, write_stats },
    { { "--lesson", "NAME", "" }, set_lesson, NULL },
    { { "--step", "N", "" }, set_lesson, NULL },
};
enum { ROW_COUNT = sizeof rows / sizeof *rows, ROWS_TO_COME = 2 };

const ViewOption *view_options(int *count)
{
    static ViewOption options[ROW_COUNT - ROWS_TO_COME];
    for (int i = 0; i < ROW_COUNT - ROWS_TO_COME; i++) options[i] = rows[i].option;
    *count = ROW_COUNT - ROWS_TO_COME;
    return options;
}

static const Row *find_row(const char *name)
{
    for (int i = 0; i < ROW_COUNT; i++) {
        if (strcmp(rows[i].option.name, name) == 0) return &rows[i];
    }
    return NULL;
}

bool view_option_known(const char *name)
{
    return find_row(name) != NULL;
}

static Result unknown_option(const char *name, Message *why)
{
    const char *names[ROW_COUNT];
    for (int i = 0; i < ROW_COUNT; i++) names[i] = rows[i].option.name;
    const char *near = text_nearest(name, names, ROW_COUNT - ROWS_TO_COME);
    if (near) return message_set(why, RESULT_USAGE, "There is no option %s; did you mean %s?", name, near);
    return message_set(why, RESULT_USAGE, "There is no option %s. --help lists all.", name);
}

Result view_option_set(ViewState *view, const Body *body, const char *name, const char *value, Message *why)
{
    const Row *row = find_row(name);
    if (why) why->text[0] = '\0';
    if (!row) return unknown_option(name, why);
    return row->set(&(Given){ .view = view, .body = body, .name = name, .value = value, .why = why });
}

Result view_options_read(ViewState *view, const Body *body, int count, char *const *words, Message *why)
{
    Message told = { "" };
    for (int i = 0; i + 1 < count; i += 2) {
        if (!find_row(words[i])) return unknown_option(words[i], why);
    }
    for (int r = 0; r < ROW_COUNT; r++) {
        for (int i = 0; i + 1 < count; i += 2) {
            if (strcmp(words[i], rows[r].option.name) != 0) continue;
            const Result result = view_option_set(view, body, words[i], words[i + 1], why);
            if (result != RESULT_OK) return result;
            if (why && why->text[0]) add_sentence(&told, why->text);
        }
    }
    if (why) *why = told;
    return RESULT_OK;
}

char *view_options_write(const ViewState *view, const Body *body, Arena *arena)
{
    ViewState reached;
    view_state_init(&reached, body);
    char *line = text_format(arena, "%s", "");
    for (int i = 0; i < ROW_COUNT; i++) {
        if (!rows[i].write) continue;
        const Change change = { .to = view, .from = &reached, .body = body, .arena = arena };
        char *value = rows[i].write(&change);
        if (!value) continue;
        line = text_format(arena, "%s%s%s %s", line, *line ? " " : "", rows[i].option.name, value);
        view_option_set(&reached, body, rows[i].option.name, value, NULL);
    }
    return line;
}
