#include "command_line.h"

#include "fibre_bind.h"
#include "muscle_words.h"
#include "leg.h"
#include "place.h"
#include "referral.h"
#include "ruler_overlay.h"
#include "scene_build.h"
#include "selection.h"

#include <math.h>
#include <string.h>

// English only, and compact: what a person who cannot see the picture would ask first.

static void print_part_list(const Session *session, Group group)
{
    const Body *body = &session->body;
    const char *comma = "";
    for (int p = 1; p < body->part_count; p++) {
        const Part *part = &body->parts[p];
        if (part->group != group || !view_shows_part(&session->view, body, (PartId)p)) continue;
        const bool pair = part->side == SIDE_RIGHT && p + 1 < body->part_count && body->parts[p + 1].mirrored &&
                          view_shows_part(&session->view, body, (PartId)(p + 1));
        printf("%s%s%s", comma, body_name(body, body->names[part->name].id, session->view.language),
               pair                       ? " (both sides)"
               : part->side == SIDE_RIGHT ? " (right)"
               : part->side == SIDE_LEFT  ? " (left)"
                                          : "");
        comma = ", ";
        if (pair) p++;
    }
}

static bool shows_group(const Session *session, Group group)
{
    for (int p = 1; p < session->body.part_count; p++) {
        if (session->body.parts[p].group == group && view_shows_part(&session->view, &session->body, (PartId)p)) return true;
    }
    return false;
}

static const char *text_of_id(const Session *session, const char *prefix, const char *id)
{
    char string_id[80];
    snprintf(string_id, sizeof string_id, "%s%s", prefix, id);
    const char *text = body_string(&session->body, string_id, session->view.language);
    return text == string_id ? id : text; // without a text it hands back what it was given, which does not outlive this function
}

static void describe_parts(const Session *session)
{
    bool any = false;
    for (int g = 0; g < GROUP_COUNT; g++) {
        if (!shows_group(session, (Group)g)) continue;
        printf("%s: ", text_of_id(session, "group_", group_ids[g]));
        print_part_list(session, (Group)g);
        printf(".\n");
        any = true;
    }
    if (!any) printf("Nothing is shown.\n");
}

static float degrees(float rad)
{
    return rad * 180.0f / GLM_PIf;
}

static void describe_camera(const ViewState *view)
{
    static const char *const from[VIEW_COUNT] = {
        "the front",
        "the back",
        "the subject's left",
        "the subject's right",
        "above",
        "below",
        "the front, a little from the right and above",
        "the front, a little from the left and above, into the right iliac fossa",
    };
    ViewState standard = *view;
    view_set_standard(&standard, view->view);
    const Camera *c = &view->camera;
    if (c->azimuth_rad == standard.camera.azimuth_rad && c->elevation_rad == standard.camera.elevation_rad) {
        printf("Seen from %s", from[view->view]);
    } else {
        printf("Seen from %.0f degrees round from the front towards the subject's right, %.0f degrees up", (double)degrees(c->azimuth_rad),
               (double)degrees(c->elevation_rad));
    }
    if (c->distance_mm > 0.0f) printf(", %.0f mm away", (double)c->distance_mm);
    printf(". The subject's right is marked R.\n");
}

static void describe_inside(const ViewState *view)
{
    static const char *const gone[CUT_AXIS_COUNT][2] = {
        [CUT_SAGITTAL] = { "to the right of it", "to the left of it" }, [CUT_CORONAL] = { "in front of it", "behind it" }, [CUT_TRANSVERSE] = { "above it", "below it" },
    };
    if (view->depth_frac >= 0.0f) printf("Layers are peeled %.0f per cent of the way from the skin to the bones.\n", (double)view->depth_frac * 100.0);
    if (view->cut == CUT_NONE) return;
    printf("Cut open along a %s plane %.0f mm from the middle between the hip joints; what lies %s is taken away.\n", cut_axis_ids[view->cut],
           (double)view->cut_mm, gone[view->cut][view->cut_flipped]);
}

static void describe_clip(const Session *session, const Pose *pose)
{
    const Body *body = &session->body;
    const ViewState *view = &session->view;
    const Clip *clip = &body->clips[view->clip];
    const char *caption = clip_caption(body, view->clip, view->clip_at_frac), *note = clip_note(body, view->clip);
    if (clip->twin) printf("%s.\n", text_of_id(session, "pelvis_", pelvis_way_ids[clip->pelvis]));
    if (caption[0]) printf("%s.\n", body_string(body, caption, view->language));
    if (clip->drop_side != SIDE_MID)
        printf("The ankle lies %.0f cm below the %s hip (leg %.2f m).\n",
               fmax(0.0, round((double)leg_drop_mm(body, pose, clip->drop_side) / 10.0)), side_ids[clip->drop_side],
               (double)LEG_MM / 1000.0);
    if (note[0]) printf("%s\n", body_string(body, note, view->language));
}

static void describe_body(const Session *session)
{
    const ViewState *view = &session->view;
    printf("Body: %s", view->sex == SEX_FEMALE ? "a woman's" : "a man's");
    for (int d = 0; d < session->body.dial_count; d++)
        printf("; %s %.1f degrees", text_of_id(session, "dial_", dial_ids[d]), (double)view_dial_deg(view, &session->body, (DialId)d));
    printf("%s.\n", view->psoas_minor ? "; with a psoas minor" : "");
}

static void describe_pose(const Session *session)
{
    static const char *const lying[POSTURE_COUNT] = { "standing", "lying on the left side", "lying on the back" };
    const ViewState *view = &session->view;
    Pose pose;
    view_pose(view, &session->body, &pose);
    printf("Pose: %s", lying[pose.posture]);
    if (view->clip) {
        const Clip *clip = &session->body.clips[view->clip];
        printf(", in the clip \"%s\" at %.1f of %.1f s", text_of_id(session, "clip_", clip->id),
               (double)(view->clip_at_frac * clip->duration_s), (double)clip->duration_s);
    }
    for (int j = 1; j < session->body.joint_count; j++) {
        const Joint *joint = &session->body.joints[j];
        const double value = joint_to_shown(joint, pose.joint_rad[j]);
        if (fabs(value) > 0.05) printf("; %s %.1f %s", joint->id, value, joint->unit == JOINT_MM ? "mm" : "degrees");
    }
    printf(".\n");
    if (view->clip) describe_clip(session, &pose);
}

static void describe_when_to_stop(const Session *session)
{
    const Body *body = &session->body;
    const Language language = session->view.language;
    printf(".\n%s. %s: ", body_string(body, "safety_line", language), body_string(body, "stop_title", language));
    for (int i = 1; i <= REFERRAL_STOP_COUNT; i++) {
        char id[16];
        snprintf(id, sizeof id, "stop_%d", i);
        printf("%s%s", i > 1 ? "; " : "", body_string(body, id, language));
    }
    printf(".\n");
}

static void describe_lit(const Session *session)
{
    const Body *body = &session->body;
    const ViewState *view = &session->view;
    const TriggerId trigger = view_lit_trigger(view);
    if (trigger)
        printf("Lit: the trigger point %s (%s). ", text_of_id(session, "trigger_", body->triggers[trigger].point),
               side_ids[body->triggers[trigger].side]);
    const char *separator = "Pain zones lit: ";
    for (int z = 1; z < body->zone_count; z++) {
        if (!view_lights_zone(view, body, (ZoneId)z)) continue;
        printf("%s%s (%s)", separator, text_of_id(session, "zone_", body->zones[z].base), side_ids[body->zones[z].side]);
        separator = ", ";
    }
    if (separator[0] == ',') describe_when_to_stop(session);
}

static void describe_chosen(const Session *session, const char *how, PartId part)
{
    if (part == 0) return;
    const Body *body = &session->body;
    const Part *p = &body->parts[part];
    Arena scratch = arena_make((size_t)1 << 20);
    printf("%s: %s", how, body_part_title(body, part, session->view.language, &scratch));
    const char *plain = body_plain_name(body, part);
    if (plain && plain[0]) printf(", the %s", plain);
    if (body->names[p->name].description && body->names[p->name].description[0]) printf(". %s", body->names[p->name].description);
    printf("\n");
    arena_free(&scratch);
}

static void describe_selected(const Session *session)
{
    const Body *body = &session->body;
    const ViewState *view = &session->view;
    PartId order[PART_MOST];
    const int count = view_part_order(body, order);
    describe_chosen(session, "Selected", view->selected);
    for (int i = 0; i < count; i++)
        if (order[i] != view->selected && view_selects(view, order[i])) describe_chosen(session, "Also selected", order[i]);
}

static void describe_place(const Session *session)
{
    const Body *body = &session->body;
    const LabelId place = session->view.place;
    if (place.place == 0) return;
    Arena scratch = arena_make((size_t)1 << 20);
    const Name *name = body_find_name(body, label_place_id(body, place));
    printf("Marked there: %s, a %s", place_title(body, place, session->view.language, &scratch), place_is_region(place) ? "region" : "landmark");
    if (name && *name->description) printf(". %s", name->description);
    printf("\n");
    arena_free(&scratch);
}

static void describe_ligament(const Session *session, const MusclePaths *paths, const Pose *pose)
{
    const Language language = session->view.language;
    for (int side = SIDE_RIGHT; side <= SIDE_LEFT; side++) {
        if (!scene_ligament_is_tight(pose, paths, (Side)side)) continue;
        printf("%s (%s).\n", body_string(&session->body, "ligament_ends_extension", language),
               body_string(&session->body, side_ids[side], language));
    }
}

static bool is_muscle_of_the_hip(const Part *part)
{
    return part->group == GROUP_ILIOPSOAS || part->group == GROUP_HIP_MUSCLES;
}

// Length, strain and arm of the muscles shown (in the Thomas test rectus femoris, whose share it is about); what ends extension.
static void describe_measures(const Session *session)
{
    const Body *body = &session->body;
    const Language language = session->view.language;
    Arena scratch = arena_make((size_t)64 << 20);
    const Body *shown = view_body(&session->view, body, NULL, &scratch);
    const MusclePaths paths = muscle_paths_bind(shown, &scratch);
    const Measures measures = measures_bind(&paths, &scratch);
    Pose pose;
    view_pose(&session->view, shown, &pose);
    for (int p = 1; p < body->part_count; p++) {
        const PartId id = (PartId)p;
        if (!is_muscle_of_the_hip(&body->parts[p]) || !fibre_has(body, id)) continue;
        if (!view_shows_part(&session->view, body, id)) continue;
        const Measured now = measure_muscle(&measures, &pose, id);
        printf("%s. %s: %.0f mm, %s; %s: %.0f mm.\n", body_part_title(body, id, language, &scratch), body_string(body, "figure_length", language),
               (double)now.length_mm, words_strain(body, language, now.strain_frac, &scratch), body_string(body, "figure_arm_flexion", language),
               (double)now.arm_mm);
    }
    describe_ligament(session, &paths, &pose);
    arena_free(&scratch);
}

static void describe_rulers(Session *session)
{
    if (session->view.ruler_count == 0) return;
    SceneCache *cache = scene_cache_make(&session->body, &session->keep);
    const Scene *scene = scene_build(&session->body, cache, &session->view, DETAIL_LOW, &session->frame, NULL);
    const Picture of = { &session->body, &session->view, scene, scene_pose(cache), scene_measures(cache), NULL };
    for (int r = 0; r < session->view.ruler_count; r++) printf("Measured: %s.\n", ruler_in_words(&of, r, &session->frame));
}

Result command_describe(const CommandLine *line, Message *why)
{
    Session session;
    const Result result = session_open(&session, line, why);
    if (result == RESULT_OK) {
        describe_camera(&session.view);
        describe_body(&session);
        describe_pose(&session);
        describe_parts(&session);
        describe_inside(&session.view);
        describe_measures(&session);
        describe_selected(&session);
        describe_rulers(&session);
        describe_place(&session);
        describe_chosen(&session, "Pointed at", session.view.hovered);
        describe_lit(&session);
    }
    session_close(&session);
    return result;
}
