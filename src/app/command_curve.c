#include "command_line.h"

#include "fault.h"
#include "measure.h"
#include "muscle_shape.h"
#include "posed_mesh.h"

#include <math.h>
#include <string.h>

enum { MUSCLES_MOST = 64, ROWS_MOST = 100000 };

// One muscle of one side.
typedef struct Muscle {
    PartId right, part; // part: this side's
    Side side;
    Mesh surface; // written anew for each row
} Muscle;

typedef struct Curve {
    Session *session;
    const Body *body; // as --sex and --body have it
    Flesh flesh;
    Measures measures;
    Pose rest;
    Muscle muscles[MUSCLES_MOST];
    int muscle_count;
    JointId joints[JOINT_MOST]; // the columns
    int joint_count;
} Curve;

static PartId mirror_of(const Body *body, PartId right)
{
    for (int p = 1; p < body->part_count; p++) {
        if (body->parts[p].mirrored && body->parts[p].structure_index == body->parts[right].structure_index) return (PartId)p;
    }
    return 0;
}

static bool has_muscle(const Curve *curve, PartId right)
{
    for (int m = 0; m < curve->muscle_count; m++) {
        if (curve->muscles[m].right == right) return true;
    }
    return false;
}

static void add_muscle(Curve *curve, PartId right, PartId part, Side side)
{
    const Body *body = curve->body;
    if (part == 0 || curve->muscle_count == MUSCLES_MOST) return;
    Muscle *muscle = &curve->muscles[curve->muscle_count++];
    *muscle = (Muscle) { .right = right, .part = part, .side = side };
    muscle->surface = posed_mesh(body, &curve->flesh, &curve->rest, 0, part, DETAIL_HIGH, &curve->session->keep);
}

static Curve curve_make(Session *session)
{
    Curve curve = { .session = session, .flesh = flesh_bind(&session->body, &session->keep) };
    curve.body = view_body(&session->view, &session->body, &curve.flesh, &session->keep);
    curve.rest = pose_rest(curve.body);
    curve.measures = measures_bind(muscle_shapes_paths(curve.flesh.muscles), &session->keep);
    for (int f = 0; f < session->body.fascicle_count; f++) {
        const PartId right = session->body.fascicles[f].muscle;
        if (has_muscle(&curve, right) || !view_has_part(&session->view, &session->body, right)) continue;
        add_muscle(&curve, right, right, SIDE_RIGHT);
        add_muscle(&curve, right, mirror_of(&session->body, right), SIDE_LEFT);
    }
    return curve;
}

// Where a row stands.
typedef struct Moment {
    char time[32]; // seconds, or empty in a sweep
    const Pose *pose;
} Moment;

// The table has right fascicles only, and says so at the end of their ids.
static void print_fascicle(const Fascicle *fascicle, Side side)
{
    const size_t size = strlen(fascicle->id);
    const bool turned = side == SIDE_LEFT && size > 2 && strcmp(fascicle->id + size - 2, "_r") == 0;
    if (turned)
        printf("%.*s_l", (int)(size - 2), fascicle->id);
    else
        printf("%s", fascicle->id);
}

// fascicle negative: the whole muscle.
static void print_row(const Curve *curve, const Moment *moment, const Muscle *muscle, int fascicle)
{
    const Measured now = fascicle < 0 ? measure_muscle(&curve->measures, moment->pose, muscle->part)
                                      : measure_fascicle(&curve->measures, moment->pose, fascicle, muscle->side);
    printf("%s", moment->time);
    for (int j = 0; j < curve->joint_count; j++)
        printf(",%.4f", joint_to_shown(&curve->session->body.joints[curve->joints[j]], moment->pose->joint_rad[curve->joints[j]]) + 0.0);
    printf(",%s,", curve->session->body.parts[muscle->part].id);
    if (fascicle >= 0) print_fascicle(&curve->session->body.fascicles[fascicle], muscle->side);
    printf(",%.3f,%.5f,%.3f,", (double)now.length_mm, (double)now.strain_frac, (double)now.arm_mm);
    if (fascicle < 0) printf("%.0f", mesh_volume_mm3(&muscle->surface));
    printf("\n");
}

static void print_moment(Curve *curve, const Moment *moment)
{
    const Body *body = curve->body;
    for (int m = 0; m < curve->muscle_count; m++) {
        Muscle *muscle = &curve->muscles[m];
        if (part_is_soft(&body->parts[muscle->part]))
            posed_mesh_again(body, &curve->flesh, moment->pose, muscle->part, &muscle->surface, &curve->session->frame);
        print_row(curve, moment, muscle, -1);
        for (int f = 0; f < body->fascicle_count; f++) {
            if (body->fascicles[f].muscle == muscle->right) print_row(curve, moment, muscle, f);
        }
    }
}

static void print_head(const Curve *curve)
{
    printf("time_s");
    for (int j = 0; j < curve->joint_count; j++) {
        const Joint *joint = &curve->session->body.joints[curve->joints[j]];
        printf(",%s_%s", joint->id, joint_unit_ids[joint->unit]);
    }
    printf(",muscle,fascicle,length_mm,strain_frac,moment_arm_mm,volume_mm3\n");
}

static Result curve_of_clip(Session *session, const char *id, const char *pelvis, int fps, Message *why)
{
    ViewState *view = &session->view;
    Result result = view_option_set(view, &session->body, "--clip", id, why);
    if (result == RESULT_OK && pelvis) result = view_option_set(view, &session->body, "--pelvis", pelvis, why);
    if (result != RESULT_OK) return result;
    const Clip *clip = &session->body.clips[view->clip];
    Curve curve = curve_make(session);
    curve.joint_count = clip->joint_count < JOINT_MOST ? clip->joint_count : JOINT_MOST;
    memcpy(curve.joints, clip->joints, sizeof *clip->joints * (size_t)curve.joint_count);
    print_head(&curve);
    const int row_count = (int)lround((double)clip->duration_s * fps);
    for (int i = 0; i <= row_count && row_count > 0; i++) {
        Pose pose;
        Moment moment = { .pose = &pose };
        view->clip_at_frac = (float)i / (float)row_count;
        view_pose(view, curve.body, &pose);
        snprintf(moment.time, sizeof moment.time, "%.4f", (double)clip->duration_s * i / row_count);
        print_moment(&curve, &moment);
    }
    return RESULT_OK;
}

typedef struct Sweep {
    JointId joint;
    double from, to, step; // degrees or mm, as the joint's unit says
} Sweep;

static Result bad_sweep(const char *text, Message *why)
{
    return message_set(why, RESULT_USAGE,
                       "--sweep \"%s\" is not understood. Write joint=from:to:step in degrees (mm where the joint slides), such as "
                       "hip_flexion_right=-20:120:1.",
                       text);
}

static Result read_sweep(const Body *body, const char *text, Sweep *out, Message *why)
{
    char word[160], *number[3];
    double value[3];
    snprintf(word, sizeof word, "%s", text);
    char *equals = strchr(word, '=');
    if (!equals) return bad_sweep(text, why);
    *equals = '\0';
    out->joint = body_joint(body, word);
    const char *near = id_nearest(ID_LIST(body->joints, body->joint_count), word);
    if (out->joint == 0)
        return message_set(why, RESULT_USAGE, "There is no joint \"%s\"; did you mean \"%s\"? iliopsoas list joints shows all.", word,
                           near ? near : "hip_flexion_right");
    number[0] = equals + 1;
    for (int i = 0; i < 3; i++) {
        char *colon = strchr(number[i], ':');
        if ((i < 2) != (colon != NULL)) return bad_sweep(text, why);
        if (colon) *colon = '\0';
        if (!text_to_double(number[i], &value[i]))
            return message_set(why, RESULT_USAGE,
                               "\"%s\" in the sweep of %s is no number. Write joint=from:to:step, such as hip_flexion_right=-20:120:1.",
                               number[i], word);
        if (i < 2) number[i + 1] = colon + 1;
    }
    *out = (Sweep) { out->joint, value[0], value[1], value[2] };
    return RESULT_OK;
}

static double clamp_to_range(const Body *body, JointId joint_id, double wish)
{
    const Joint *joint = &body->joints[joint_id];
    float value = joint_from_shown(joint, fmax(-3600.0, fmin(3600.0, wish)));
    if (!pose_clamp(body, joint_id, &value)) return wish;
    Message said;
    const double limit = round(joint_to_shown(joint, value) * 1e4) / 1e4;
    message_set(&said, RESULT_OK, "%s %g %s is beyond its limit; %g is used.", joint->id, wish, joint->unit == JOINT_MM ? "mm" : "degrees",
                limit);
    command_say(said.text);
    return limit;
}

static Result count_rows(const Sweep *sweep, int *out, Message *why)
{
    const double span = sweep->to - sweep->from;
    if (sweep->step == 0.0 || span / sweep->step < 0.0)
        return message_set(why, RESULT_USAGE, "A step of %g does not lead from %g to %g.", sweep->step, sweep->from, sweep->to);
    const double count = floor(span / sweep->step + 1e-6);
    if (count > ROWS_MOST)
        return message_set(why, RESULT_USAGE, "A step of %g makes more than %d rows. Choose a larger one.", sweep->step, ROWS_MOST);
    *out = (int)count;
    return RESULT_OK;
}

static Result curve_of_sweep(Session *session, const char *text, Message *why)
{
    Sweep sweep = { 0 };
    int row_count = 0;
    Result result = read_sweep(&session->body, text, &sweep, why);
    if (result == RESULT_OK) {
        sweep.from = clamp_to_range(&session->body, sweep.joint, sweep.from);
        sweep.to = clamp_to_range(&session->body, sweep.joint, sweep.to);
        result = count_rows(&sweep, &row_count, why);
    }
    if (result != RESULT_OK) return result;
    Curve curve = curve_make(session);
    curve.joints[curve.joint_count++] = sweep.joint;
    print_head(&curve);
    for (int i = 0; i <= row_count; i++) {
        Pose pose;
        float angle_rad[JOINT_MOST] = { 0 };
        angle_rad[sweep.joint] = joint_from_shown(&session->body.joints[sweep.joint], sweep.from + i * sweep.step);
        pose_solve(curve.body, angle_rad, POSTURE_STANDING, &pose);
        print_moment(&curve, &(Moment) { .time = "", .pose = &pose });
    }
    return RESULT_OK;
}

Result command_curve(const CommandLine *line, Message *why)
{
    Session session;
    int fps = 10;
    const char *sweep = line->own[0];
    if (sweep && line->own[2]) return message_set(why, RESULT_USAGE, "--pelvis belongs to a clip, not to a sweep.");
    if ((sweep != NULL) == (line->place_count == 1))
        return message_set(
            why, RESULT_USAGE,
            "Name one clip, or one sweep: iliopsoas curve hip_flexion, or iliopsoas curve --sweep hip_flexion_right=-20:120:1.");
    if (line->own[1] && (!text_to_int(line->own[1], &fps) || fps < 1 || fps > 240))
        return message_set(why, RESULT_USAGE, "--fps \"%s\" is no whole number from 1 to 240.", line->own[1]);
    Result result = session_open(&session, line, why);
    if (result == RESULT_OK)
        result = sweep ? curve_of_sweep(&session, sweep, why) : curve_of_clip(&session, line->places[0], line->own[2], fps, why);
    session_close(&session);
    return result;
}
