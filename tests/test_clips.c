// The shipped clips, walked at 120 steps a second: what they show, how they move and what they say.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "breath.h"
#include "leg.h"
#include "muscle_path.h"
#include "view_state.h"

#include <math.h>
#include <string.h>

static Arena keep;
static Body body;

static int open_body(void **state)
{
    (void)state;
    Message why = { "" };
    keep = arena_make((size_t)1 << 30);
    return body_load(TEST_PACK, &keep, &body, &why) == RESULT_OK ? 0 : -1;
}

static int close_body(void **state)
{
    (void)state;
    body_unload(&body);
    arena_free(&keep);
    return 0;
}

// How hard a joint may be sped up or slowed down at most. A stop out of 20 degrees a second from one step to the next makes 2400.
typedef struct Contract {
    const char *id;
    double most_deg_s2, most_mm_s2;
} Contract;
static const Contract contract[] = {
    { "hip_flexion", 250, 0 },        { "hip_flexion_lying", 250, 200 }, { "weighted_lift", 450, 0 },    { "leg_raise", 250, 200 },
    { "walking", 6000, 4000 },        { "running", 30000, 16000 },       { "half_split", 250, 0 },       { "standing", 40, 0 },
    { "side_lying_stretch", 250, 0 }, { "thomas_test", 450, 0 },         { "supine_breathing", 20, 60 },
};
enum { CONTRACT_COUNT = sizeof contract / sizeof *contract, RATE = 120 };

static ClipId clip_of(const char *id)
{
    const ClipId clip = body_clip(&body, id);
    if (clip == 0) fail_msg("there is no clip %s", id);
    return clip;
}

static const Contract *contract_of(const Clip *clip)
{
    for (int i = 0; i < CONTRACT_COUNT; i++) {
        if (strcmp(contract[i].id, clip->id) == 0) return &contract[i];
    }
    fail_msg("the contract knows no clip %s", clip->id);
    return NULL;
}

static void every_clip_of_the_contract_is_there(void **state)
{
    (void)state;
    int held = 0;
    for (int c = 1; c < body.clip_count; c++) held += body.clips[c].pelvis == PELVIS_HELD;
    for (int i = 0; i < CONTRACT_COUNT; i++) clip_of(contract[i].id);
    assert_int_equal(held, CONTRACT_COUNT);
    assert_int_equal(body.clips[clip_of("side_lying_stretch")].twin,
                     clip_with_pelvis(&body, clip_of("side_lying_stretch"), PELVIS_ARCHING));
    assert_int_equal(clip_with_pelvis(&body, clip_of("walking"), PELVIS_ARCHING), 0);
}

static void assert_in_six_languages(const char *id)
{
    for (int i = 0; i < body.string_count; i++) {
        const String *string = &body.strings[i];
        if (strcmp(string->id, id) != 0) continue;
        for (int l = 0; l < LANGUAGE_COUNT; l++)
            if (l != LANGUAGE_LA && (!string->text[l] || string->text[l][0] == '\0')) fail_msg("%s lacks %s", id, language_ids[l]);
        return;
    }
    fail_msg("there is no text %s", id);
}

static void every_clip_speaks_in_at_least_three_captions_and_six_languages(void **state)
{
    (void)state;
    for (int c = 1; c < body.clip_count; c++) {
        const Clip *clip = &body.clips[c];
        assert_true(clip->phase_count >= 3);
        assert_true(clip->phases[0].start_s == 0.0f);
        for (int i = 0; i < clip->phase_count; i++) assert_in_six_languages(clip->phases[i].caption);
        assert_in_six_languages(text_format(&keep, "clip_%s", clip->id));
        if (*clip_note(&body, (ClipId)c)) assert_in_six_languages(clip_note(&body, (ClipId)c));
    }
    assert_string_equal(clip_note(&body, clip_of("side_lying_stretch")), "clip_side_lying_stretch_note");
    for (int j = 1; j < body.joint_count; j++) {
        const char *id = body.joints[j].id, *side = strstr(id, "_right") ? "_right" : strstr(id, "_left");
        assert_in_six_languages(text_format(&keep, "joint_%.*s", (int)(strlen(id) - (side ? strlen(side) : 0)), id));
    }
}

// Value of a joint in degrees or mm at a step; steps beyond the end of a loop begin anew.
static double value_at(ClipId clip, JointId joint, int step)
{
    float value[JOINT_MOST];
    const int count = (int)lround((double)body.clips[clip].duration_s * RATE);
    clip_angles(&body, clip, (float)(step % count) / (float)count, value);
    return joint_to_shown(&body.joints[joint], value[joint]);
}

static void nothing_moves_like_a_hinge_nor_jumps_where_it_loops(void **state)
{
    (void)state;
    for (int c = 1; c < body.clip_count; c++) {
        const Clip *clip = &body.clips[c];
        const Contract *most = contract_of(clip);
        const int count = (int)lround((double)clip->duration_s * RATE);
        for (int j = 0; j < clip->joint_count; j++) {
            const Joint *joint = &body.joints[clip->joints[j]];
            double before = value_at((ClipId)c, clip->joints[j], 0), now = value_at((ClipId)c, clip->joints[j], 1);
            for (int i = 2; i <= count + 1; i++) {
                const double next = value_at((ClipId)c, clip->joints[j], i), second = fabs(next - 2.0 * now + before) * RATE * RATE;
                if (second > (joint->unit == JOINT_MM ? most->most_mm_s2 : most->most_deg_s2) + 1.0)
                    fail_msg("%s: %s changes its speed by %.0f per s2 at %.3f s", clip->id, joint->id, second, (double)(i - 1) / RATE);
                before = now;
                now = next;
            }
        }
    }
}

static void no_hip_is_extended_beyond_the_normal_range_of_18_degrees(void **state)
{
    (void)state;
    static const char *const hips[] = { "hip_flexion_right", "hip_flexion_left" };
    for (int c = 1; c < body.clip_count; c++) {
        const int count = (int)lround((double)body.clips[c].duration_s * RATE);
        for (int h = 0; h < 2; h++)
            for (int i = 0; i < count; i++)
                if (value_at((ClipId)c, body_joint(&body, hips[h]), i) < -18.001) fail_msg("%s at %d/120 s", body.clips[c].id, i);
    }
}

typedef struct Extent {
    double low, high;
} Extent;

static Extent extent_of(const char *clip_id, const char *joint)
{
    const ClipId clip = clip_of(clip_id);
    const int count = (int)lround((double)body.clips[clip].duration_s * RATE);
    Extent extent = { 1e9, -1e9 };
    for (int i = 0; i < count; i++) {
        const double value = value_at(clip, body_joint(&body, joint), i);
        extent = (Extent) { fmin(extent.low, value), fmax(extent.high, value) };
    }
    return extent;
}

static void assert_extent(const char *clip, const char *joint, double low, double high, double slack)
{
    const Extent extent = extent_of(clip, joint);
    if (fabs(extent.low - low) > slack || fabs(extent.high - high) > slack)
        fail_msg("%s: %s goes from %.2f to %.2f, not from %g to %g", clip, joint, extent.low, extent.high, low, high);
}

// The figures of facts and of docs/sources.md.
static void angles_are_those_of_the_sources(void **state)
{
    (void)state;
    assert_extent("walking", "hip_flexion_right", -10, 32, 0.5);
    assert_extent("walking", "knee_flexion_right", 5, 60, 1.1);
    assert_extent("walking", "pelvis_drop", 0, 35, 0.1);
    assert_extent("running", "hip_flexion_left", -10, 54, 1.5);
    assert_extent("hip_flexion_lying", "hip_flexion_right", 0, 91.5, 0.01);
    assert_extent("hip_flexion_lying", "lumbar_flexion", 0, 30.5, 0.01);
    assert_extent("weighted_lift", "hip_flexion_right", 0, 73.8, 0.01);
    assert_extent("leg_raise", "hip_flexion_right", -1.5, 52.5, 0.05);
    assert_extent("half_split", "hip_flexion_left", 0, 90, 0.01);
    assert_extent("thomas_test", "hip_flexion_left", 120, 120, 0.01);
    assert_extent("thomas_test", "hip_flexion_right", -14, 120, 0.01);
    assert_extent("supine_breathing", "belly_rise", 0, 18, 0.01);
    assert_extent("side_lying_stretch", "hip_flexion_right", -14, 45, 0.05);
    assert_extent("side_lying_stretch", "hip_abduction_right", -18, 0, 0.05);
    assert_float_equal((double)body.clips[clip_of("supine_breathing")].duration_s, 5.0, 0.0);
}

static void the_pelvis_joins_in_at_a_quarter_and_not_before_two_degrees(void **state)
{
    (void)state;
    const ClipId clip = clip_of("hip_flexion_lying");
    for (int i = 0; i < 4 * RATE; i++) {
        const double hip = value_at(clip, body_joint(&body, "hip_flexion_right"), i),
                     pelvis = -value_at(clip, body_joint(&body, "pelvis_tilt"), i);
        if (hip + pelvis < 2.0) assert_true(pelvis < 0.05);
        if (hip + pelvis > 8.0) assert_float_equal(pelvis, 30.5 * (hip + pelvis - 5.0) / 117.0, 0.3);
    }
}

// Held for 30 s: exponential with a time constant of 12 s.
static void the_leg_sinks_as_an_exponential(void **state)
{
    (void)state;
    const ClipId clip = clip_of("side_lying_stretch");
    const JointId drop = body_joint(&body, "hip_abduction_right");
    for (int s = 6; s <= 36; s++) {
        const double share = (1.0 - exp(-(s - 6) / 12.0)) / (1.0 - exp(-30.0 / 12.0));
        assert_float_equal(value_at(clip, drop, s * RATE), -10.0 - 8.0 * share, 0.03);
    }
}

static Pose pose_at(ClipId clip, double time_s)
{
    float value[JOINT_MOST] = { 0 };
    Pose pose;
    clip_angles(&body, clip, (float)(time_s / (double)body.clips[clip].duration_s), value);
    pose_solve(&body, value, body.clips[clip].posture, &pose);
    return pose;
}

static void with_the_back_arching_the_same_stretch_hardly_reaches_the_psoas(void **state)
{
    (void)state;
    const MusclePaths paths = muscle_paths_bind(&body, &keep);
    const PartId psoas = body_part(&body, "psoas_major_right"), iliacus = body_part(&body, "iliacus_right");
    const ClipId held = clip_of("side_lying_stretch"), arching = body.clips[held].twin;
    const float still[JOINT_MOST] = { 0 };
    Pose rest;
    pose_solve(&body, still, POSTURE_STANDING, &rest);
    for (int s = 4; s <= 36; s++) {
        const Pose a = pose_at(held, s), b = pose_at(arching, s);
        const float gain_a = muscle_length_mm(&paths, &a, psoas) - muscle_length_mm(&paths, &rest, psoas);
        const float gain_b = muscle_length_mm(&paths, &b, psoas) - muscle_length_mm(&paths, &rest, psoas);
        assert_true(gain_a > 2.0f && gain_b < 0.6f * gain_a);
        assert_true(muscle_length_mm(&paths, &b, iliacus) < muscle_length_mm(&paths, &a, iliacus));
    }
    // And yet the thigh looks farther back.
    const Pose a = pose_at(held, 36), b = pose_at(arching, 36);
    const SegmentId femur = body_segment(&body, "femur_right");
    const vec3s down = { { 0, -1, 0 } };
    assert_true(glms_mat4_mulv3(b.world_from_segment[femur], down, 0).x < glms_mat4_mulv3(a.world_from_segment[femur], down, 0).x - 0.08f);
}

static void the_drop_of_the_foot_is_leg_times_sine(void **state)
{
    (void)state;
    const double degree = 0.017453292519943295;
    const ClipId clip = clip_of("side_lying_stretch");
    const Pose hold = pose_at(clip, 36), start = pose_at(clip, 0);
    assert_int_equal(body.clips[clip].drop_side, SIDE_RIGHT);
    assert_float_equal((double)leg_drop_mm(&body, &hold, SIDE_RIGHT), 850.0 * sin(18.0 * degree), 0.5); // 26 cm
    assert_float_equal((double)leg_drop_mm(&body, &start, SIDE_RIGHT), 0.0, 0.5);
    float value[JOINT_MOST] = { 0 };
    Pose pose;
    value[body_joint(&body, "hip_flexion_left")] = (float)(60.0 * degree);
    value[body_joint(&body, "knee_flexion_left")] = (float)(90.0 * degree);
    pose_solve(&body, value, POSTURE_STANDING, &pose);
    assert_float_equal((double)leg_drop_mm(&body, &pose, SIDE_LEFT), 430.0 * cos(60.0 * degree) + 420.0 * cos(-30.0 * degree), 0.1);
    assert_float_equal((double)leg_drop_mm(&body, &pose, SIDE_RIGHT), 850.0, 0.1);
}

static void a_sliding_joint_moves_the_body_by_its_mm(void **state)
{
    (void)state;
    float value[JOINT_MOST] = { 0 };
    Pose pose;
    value[body_joint(&body, "pelvis_drop")] = 30.0f;
    value[body_joint(&body, "pelvis_forward")] = 20.0f;
    value[body_joint(&body, "pelvis_tilt")] = 0.4f;
    pose_solve(&body, value, POSTURE_SUPINE, &pose);
    const vec3s at = glms_mat4_mulv3(pose.world_from_segment[body_segment(&body, "pelvis")], glms_vec3_zero(), 1);
    assert_float_equal((double)at.x, 30.0, 1e-3); // on the back the feet point to +x, the front up
    assert_float_equal((double)at.y, 20.0, 1e-3);
}

static void the_chest_stays_on_the_table_while_the_pelvis_tips(void **state)
{
    (void)state;
    const ClipId clip = clip_of("hip_flexion_lying");
    const SegmentId chest = body_segment(&body, "vertebra_t12");
    const vec3s centre = body.segments[chest].centre_mm;
    const Pose lying = pose_at(clip, 0);
    const vec3s from = glms_mat4_mulv3(lying.world_from_segment[chest], centre, 1);
    for (int s = 0; s <= 9; s++) {
        const Pose pose = pose_at(clip, s);
        const vec3s at = glms_mat4_mulv3(pose.world_from_segment[chest], centre, 1);
        assert_float_equal((double)at.x, (double)from.x, 2.0);
        assert_true(at.y < from.y + 1.0f && at.y > from.y - 20.0f);
    }
}

// ---- breath

static void the_belly_keeps_the_order_of_its_layers(void **state)
{
    (void)state;
    const float most_mm = body.joints[body_joint(&body, "belly_rise")].max;
    for (int y = -20; y <= 330; y += 10)
        for (int z = -180; z <= 180; z += 10)
            for (int x = -130; x <= 140; x += 5) {
                const BreathShare share = breath_share((vec3s) { { (float)x, (float)y, (float)z } });
                assert_true(share.frac >= 0.0f && share.frac <= 1.0f);
                assert_true(most_mm * share.slope_per_mm.x < 0.8f && share.slope_per_mm.x >= 0.0f);
                const BreathShare beside = breath_share((vec3s) { { (float)x + 0.5f, (float)y + 0.5f, (float)z + 0.5f } });
                const float along = 0.5f * (share.slope_per_mm.x + share.slope_per_mm.y + share.slope_per_mm.z);
                assert_float_equal(beside.frac - share.frac, along, 2e-3);
            }
    assert_float_equal(breath_share((vec3s) { { 110, 150, 0 } }).frac, 1.0, 0.0);
    assert_float_equal(breath_share((vec3s) { { 10, 150, 40 } }).frac, 0.0, 0.0); // psoas
}

static FleshVertex *shaped(const Flesh *flesh, PartId part, float rise_mm)
{
    float value[JOINT_MOST] = { 0 };
    Pose pose;
    const uint32_t count = body.parts[part].mesh->vertex_count;
    FleshVertex *out = ARENA_ARRAY(&keep, FleshVertex, count);
    value[body_joint(&body, "belly_rise")] = rise_mm;
    pose_solve(&body, value, POSTURE_STANDING, &pose);
    flesh_shape(&body, flesh, &pose, part, count, out);
    return out;
}

static void breath_lifts_skin_and_wall_and_leaves_the_psoas_alone(void **state)
{
    (void)state;
    static const struct {
        const char *part;
        float low_mm, high_mm;
    } wanted[] = { { "skin_trunk_thigh", 17.5f, 18.0f },
                   { "rectus_abdominis_right", 15.0f, 18.0f },
                   { "small_bowel", 5.0f, 18.0f },
                   { "psoas_major_right", 0.0f, 0.0f } };
    const Flesh flesh = flesh_bind(&body, &keep);
    for (size_t w = 0; w < sizeof wanted / sizeof *wanted; w++) {
        const PartId part = body_part(&body, wanted[w].part);
        const FleshVertex *flat = shaped(&flesh, part, 0.0f), *risen = shaped(&flesh, part, 18.0f);
        float most_mm = 0.0f;
        for (uint32_t v = 0; v < body.parts[part].mesh->vertex_count; v++) {
            most_mm = fmaxf(most_mm, risen[v].position_mm[0] - flat[v].position_mm[0]);
            assert_float_equal(risen[v].position_mm[1], flat[v].position_mm[1], 1e-3);
        }
        if (most_mm < wanted[w].low_mm - 1e-3f || most_mm > wanted[w].high_mm + 1e-3f)
            fail_msg("%s rises by %.2f mm", wanted[w].part, (double)most_mm);
    }
}

// The clip is about two muscles, one of which is off by default.
static void the_thomas_test_shows_rectus_femoris_unless_told_not_to(void **state)
{
    (void)state;
    char *with[] = { "--clip", "thomas_test" }, *without[] = { "--clip", "thomas_test", "--hide", "rectus_femoris" };
    const PartId rectus = body_part(&body, "rectus_femoris_right");
    ViewState view, again;
    view_state_init(&view, &body);
    assert_false(view_shows_part(&view, &body, rectus));
    assert_int_equal(view_options_read(&view, &body, 2, with, NULL), RESULT_OK);
    assert_true(view_shows_part(&view, &body, rectus));
    view_state_init(&again, &body);
    assert_int_equal(view_options_read(&again, &body, 4, without, NULL), RESULT_OK);
    assert_false(view_shows_part(&again, &body, rectus));
    assert_non_null(strstr(view_options_write(&again, &body, &keep), "--hide rectus_femoris"));
    assert_null(strstr(view_options_write(&view, &body, &keep), "rectus_femoris"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_thomas_test_shows_rectus_femoris_unless_told_not_to),
        cmocka_unit_test(every_clip_of_the_contract_is_there),
        cmocka_unit_test(every_clip_speaks_in_at_least_three_captions_and_six_languages),
        cmocka_unit_test(nothing_moves_like_a_hinge_nor_jumps_where_it_loops),
        cmocka_unit_test(no_hip_is_extended_beyond_the_normal_range_of_18_degrees),
        cmocka_unit_test(angles_are_those_of_the_sources),
        cmocka_unit_test(the_pelvis_joins_in_at_a_quarter_and_not_before_two_degrees),
        cmocka_unit_test(the_leg_sinks_as_an_exponential),
        cmocka_unit_test(with_the_back_arching_the_same_stretch_hardly_reaches_the_psoas),
        cmocka_unit_test(the_drop_of_the_foot_is_leg_times_sine),
        cmocka_unit_test(a_sliding_joint_moves_the_body_by_its_mm),
        cmocka_unit_test(the_chest_stays_on_the_table_while_the_pelvis_tips),
        cmocka_unit_test(the_belly_keeps_the_order_of_its_layers),
        cmocka_unit_test(breath_lifts_skin_and_wall_and_leaves_the_psoas_alone),
    };
    return cmocka_run_group_tests(tests, open_body, close_body);
}
