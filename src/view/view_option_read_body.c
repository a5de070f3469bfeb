// view_option_read_body.c: reads the options that say whose body it is and how it stands: sex, one body's own measures, clip, joint angles.
#include "view_option_table.h"

#include "fault.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

Result option_read_sex(const OptionGiven *given)
{
    static const char *const words[] = { "male", "female" };
    int index = 0;
    const Result result = option_word(given, words, 2, &index);
    if (result == RESULT_OK) given->view->sex = index ? SEX_FEMALE : SEX_MALE;
    return result;
}

static Result read_one_dial(const OptionGiven *given, const char *name, const char *value)
{
    const int dial = word_index(name, dial_ids, DIAL_COUNT);
    double wanted = 0.0;
    if (strcmp(name, "psoas_minor") == 0) {
        const OptionGiven part = { given->view, given->body, "--body psoas_minor", value, given->why };
        return option_on_off(&part, &given->view->psoas_minor);
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

Result option_read_body(const OptionGiven *given)
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
        result = read_one_dial(given, pair, equals + 1);
    }
    return result;
}

// A clip opens with the view its table names.
static void turn_to_clip(ViewState *view, const Clip *clip)
{
    view_set_standard(view, VIEW_OBLIQUE);
    view->camera.azimuth_rad = clip->azimuth_rad;
    view->camera.elevation_rad = clip->elevation_rad;
}

Result option_read_clip(const OptionGiven *given)
{
    const Body *body = given->body;
    const ClipId clip = body_clip(body, given->value);
    if (clip == 0) return option_unknown_id(given, "clip", "clips", given->value, id_nearest(ID_LIST(body->clips, body->clip_count), given->value));
    given->view->clip = clip;
    turn_to_clip(given->view, &body->clips[clip]);
    view_show_for_clip(given->view, body, clip);
    return RESULT_OK;
}

Result option_read_pelvis(const OptionGiven *given)
{
    int way = 0;
    const Result result = option_word(given, pelvis_way_ids, PELVIS_WAY_COUNT, &way);
    if (result != RESULT_OK) return result;
    const ClipId clip = clip_with_pelvis(given->body, given->view->clip, (PelvisWay)way);
    if (clip == 0 && way != PELVIS_HELD)
        return message_set(given->why, RESULT_USAGE, "--pelvis %s needs a clip that shows it. Add --clip side_lying_stretch.", given->value);
    given->view->clip = clip;
    return RESULT_OK;
}

Result option_read_at(const OptionGiven *given)
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

static const char *const unit_words[JOINT_UNIT_COUNT] = { "degrees", "mm" };

static void pose_joint(const OptionGiven *given, JointId joint_id, double wish)
{
    const Joint *joint = &given->body->joints[joint_id];
    float value = joint_from_shown(joint, fmax(-3600.0, fmin(3600.0, wish)));
    if (pose_clamp(given->body, joint_id, &value)) {
        char sentence[160];
        snprintf(sentence, sizeof sentence, "%s %g %s is beyond its limit; %.6g is used.", joint->id, wish, unit_words[joint->unit], joint_to_shown(joint, value));
        option_tell(given->why, sentence);
    }
    given->view->joint_rad[joint_id] = value;
    given->view->joint_set[joint_id] = true;
}

static Result read_one_angle(const OptionGiven *given, char *pair)
{
    char *equals = strchr(pair, '=');
    double wish = 0.0;
    if (!equals) return message_set(given->why, RESULT_USAGE, "--pose \"%s\" lacks an angle. Write joint=degrees, such as hip_flexion_right=90.", pair);
    *equals = '\0';
    const JointId joint = body_joint(given->body, pair);
    if (joint == 0) return option_unknown_id(given, "joint", "joints", pair, id_nearest(ID_LIST(given->body->joints, given->body->joint_count), pair));
    const JointUnit unit = given->body->joints[joint].unit;
    if (!text_to_double(equals + 1, &wish))
        return message_set(given->why, RESULT_USAGE, "The %s \"%s\" of %s is no number. Write %s, such as %s=%s.", unit == JOINT_MM ? "way" : "angle",
                           equals + 1, pair, unit_words[unit], pair, unit == JOINT_MM ? "15" : "30");
    pose_joint(given, joint, wish);
    return RESULT_OK;
}

Result option_read_pose(const OptionGiven *given)
{
    Text rest = text_of(given->value), piece;
    Result result = RESULT_OK;
    while (result == RESULT_OK && text_next(&rest, ',', &piece)) {
        char pair[96];
        snprintf(pair, sizeof pair, "%.*s", (int)(piece.size < sizeof pair ? piece.size : sizeof pair - 1), piece.data);
        result = read_one_angle(given, pair);
    }
    return result;
}
