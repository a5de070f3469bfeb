#include "view_state.h"

#include "fault.h"

#include <stdio.h>
#include <string.h>

const char *const colour_mode_ids[COLOUR_COUNT] = { "tissue", "strain", "key", "region" };
const char *const arm_choice_ids[ARM_COUNT] = { "auto", "on", "off" };
const char *const plot_choice_ids[PLOT_COUNT] = { "auto", "off", "length", "strain", "arm" };
const char *const cut_axis_ids[CUT_AXIS_COUNT] = { "off", "sagittal", "coronal", "transverse" };
const char *const theme_ids[THEME_COUNT] = { "dark", "light", "projector" };
const char *const pain_ids[PAIN_COUNT] = { "red", "safe" };
const char *const view_ids[VIEW_COUNT] = { "anterior", "posterior", "left", "right", "superior", "inferior", "oblique", "fossa" };

// Azimuth and elevation. Oblique and fossa after the plates of the anatomy's reference pictures: both show the front of the spine and look
// into one iliac cup; the other angles are the anatomical directions.
static const float view_deg[VIEW_COUNT][2] = {
    [VIEW_ANTERIOR] = { 0, 0 },   [VIEW_POSTERIOR] = { 180, 0 }, [VIEW_LEFT] = { -90, 0 },   [VIEW_RIGHT] = { 90, 0 },
    [VIEW_SUPERIOR] = { 0, 90 },  [VIEW_INFERIOR] = { 0, -90 },  [VIEW_OBLIQUE] = { 22, 12 }, [VIEW_FOSSA] = { -20, 26 },
};

void view_set_standard(ViewState *view, ViewId id)
{
    view->view = id;
    view->camera.azimuth_rad = glm_rad(view_deg[id][0]);
    view->camera.elevation_rad = glm_rad(view_deg[id][1]);
    view->camera.distance_mm = 0.0f;
    view->camera.pivot_mm = (vec3s){ { 0, 0, 0 } };
    view->camera.pivot_auto = true;
}

float view_full_opacity(const Part *part)
{
    return part->group == GROUP_SKIN ? VIEW_GHOST_FRAC : 1.0f;
}

float view_default_opacity(const Part *part)
{
    if (part->group == GROUP_PROPS) return part_is_soft(part) ? VIEW_PAD_FRAC : 1.0f; // whether at all, a clip decides
    if (!part->shown) return 0.0f;
    if (part->group == GROUP_SILHOUETTE) return VIEW_IN_CLIPS_FRAC;
    return view_full_opacity(part);
}

void view_show_default(ViewState *view, const Body *body)
{
    for (int p = 1; p < body->part_count && p < PART_MOST; p++) view->opacity_frac[p] = view_default_opacity(&body->parts[p]);
    view->depth_frac = -1.0f;
}

// How many layers lie above a group.
static int layers_above(Group group)
{
    static const int above[GROUP_COUNT] = { [GROUP_SKIN] = 0,    [GROUP_ABDOMINAL_WALL] = 1, [GROUP_ORGANS] = 2,    [GROUP_VESSELS] = 3,
                                            [GROUP_NERVES] = 3,  [GROUP_HIP_MUSCLES] = 4,    [GROUP_ILIOPSOAS] = 5, [GROUP_BONES] = 6,
                                            [GROUP_DISCS] = 6,   [GROUP_LIGAMENTS] = 6 };
    return above[group];
}
enum { PEEL_STEPS = 6 }; // bones, discs and ligaments stay

void view_peel(ViewState *view, const Body *body, float depth_frac)
{
    view->depth_frac = depth_frac;
    for (int p = 1; p < body->part_count && p < PART_MOST; p++) {
        const Part *part = &body->parts[p];
        if (part->group == GROUP_PROPS || part->group == GROUP_SILHOUETTE) continue;
        const float left = 1.0f - glm_clamp(depth_frac * PEEL_STEPS - (float)layers_above(part->group), 0.0f, 1.0f);
        const float least = part->group == GROUP_SKIN ? VIEW_GHOST_FRAC : 0.0f; // of the skin an outline stays
        view->opacity_frac[p] = least + (1.0f - least) * left;
    }
}

void view_state_init(ViewState *view, const Body *body)
{
    *view = (ViewState){ .width_px = 1280, .height_px = 720, .sex = SEX_MALE, .ui = false };
    view_show_default(view, body);
    view_set_standard(view, VIEW_OBLIQUE);
}

static bool clip_uses(const Clip *clip, PartId part)
{
    for (int i = 0; i < clip->prop_count; i++) {
        if (clip->props[i] == part) return true;
    }
    return false;
}

bool view_has_part(const ViewState *view, const Body *body, PartId part)
{
    return part_is_had(&body->parts[part], view->sex, view->psoas_minor);
}

bool view_shows_part(const ViewState *view, const Body *body, PartId part)
{
    if (part == 0 || part >= body->part_count || part >= PART_MOST) return false;
    const Part *p = &body->parts[part];
    if (view->opacity_frac[part] < 0.005f || !p->mesh) return false;
    if (!view_has_part(view, body, part)) return false;
    if (p->group == GROUP_SILHOUETTE) return view->clip != 0 || view->opacity_frac[part] > 0.999f;
    return p->group != GROUP_PROPS || (view->clip != 0 && clip_uses(&body->clips[view->clip], part));
}

void view_show_for_clip(ViewState *view, const Body *body, ClipId clip)
{
    for (int i = 0; clip && i < body->clips[clip].shown_count; i++) {
        float *opacity_frac = &view->opacity_frac[body->clips[clip].shown[i]];
        if (*opacity_frac < 0.005f) *opacity_frac = 1.0f;
    }
}

bool view_shows_trigger(const ViewState *view, const Body *body, TriggerId trigger)
{
    return view->door != DOOR_MOVE && trigger != 0 && trigger < body->trigger_count
        && view_shows_part(view, body, body->triggers[trigger].muscle);
}

TriggerId view_lit_trigger(const ViewState *view)
{
    return view->hovered_trigger ? view->hovered_trigger : view->trigger;
}

bool view_lights_zone(const ViewState *view, const Body *body, ZoneId zone)
{
    const TriggerId trigger = view_lit_trigger(view);
    if (zone == 0 || zone >= body->zone_count) return false;
    if (trigger) return body->zones[zone].side == body->triggers[trigger].side;
    return zone == view->hovered_zone;
}

float view_dial_deg(const ViewState *view, const Body *body, DialId dial)
{
    return view->dial_set[dial] ? view->dial_deg[dial] : dial_rest_deg(body, dial, view->sex);
}

static void all_dials(const ViewState *view, const Body *body, float *out_deg)
{
    for (int d = 0; d < DIAL_COUNT; d++) out_deg[d] = view_dial_deg(view, body, (DialId)d);
}

VariantWish view_variant(const ViewState *view, const Body *body)
{
    float dial_deg[DIAL_COUNT];
    all_dials(view, body, dial_deg);
    return dials_variant(body, view->sex, dial_deg);
}

const Body *view_body(const ViewState *view, const Body *base, Flesh *flesh, Arena *keep)
{
    const VariantWish wish = view_variant(view, base);
    Variant *variant = variant_make(base, keep);
    if (variant_set(variant, &wish) && flesh) flesh_follow(flesh, variant);
    return variant_body(variant);
}

void view_pose(const ViewState *view, const Body *body, Pose *out)
{
    float angle_rad[JOINT_MOST] = { 0 }, dial_deg[DIAL_COUNT];
    if (view->clip) clip_angles(body, view->clip, view->clip_at_frac, angle_rad);
    for (int j = 1; j < body->joint_count; j++) {
        if (view->joint_set[j]) angle_rad[j] = view->joint_rad[j];
    }
    all_dials(view, body, dial_deg);
    dials_posture(body, view->sex, dial_deg, angle_rad);
    for (int j = 1; j < body->joint_count; j++) pose_clamp(body, (JointId)j, &angle_rad[j]);
    pose_solve(body, angle_rad, view->clip ? body->clips[view->clip].posture : POSTURE_STANDING, out);
}

// "psoas_major" names psoas_major_right and psoas_major_left.
static bool names_part(const char *word, const char *part_id)
{
    const size_t size = strlen(word);
    if (strncmp(part_id, word, size) != 0) return false;
    const char *rest = part_id + size;
    return *rest == '\0' || strcmp(rest, "_right") == 0 || strcmp(rest, "_left") == 0;
}

static bool mark_parts(const Body *body, const char *word, bool *wanted)
{
    const bool wish = *word != '-';
    if (!wish) word++;
    Group group = GROUP_COUNT;
    const bool is_group = body_group(word, &group), everything = strcmp(word, "body") == 0;
    bool found = is_group || everything;
    for (int p = 1; p < body->part_count && p < PART_MOST; p++) {
        const Part *part = &body->parts[p];
        const bool meant = everything ? part->group != GROUP_PROPS : is_group ? part->group == group : names_part(word, part->id);
        if (meant) wanted[p] = wish;
        found |= meant;
    }
    return found;
}

static const char *nearest_part_or_group(const Body *body, const char *word)
{
    const char *near[2] = { id_nearest(ID_LIST(body->parts, body->part_count), word), NULL };
    near[1] = text_nearest(word, group_ids, GROUP_COUNT);
    if (!near[0] || !near[1]) return near[0] ? near[0] : near[1];
    return text_nearest(word, near, 2);
}

Result view_parts_from_list(const Body *body, const char *list, bool *wanted, Message *why)
{
    Text rest = text_of(list), piece;
    while (text_next(&rest, ',', &piece)) {
        char word[64];
        if (piece.size == 0) return message_set(why, RESULT_USAGE, "There is an empty place in the list \"%s\". Write it as bones,psoas_major_right.", list);
        snprintf(word, sizeof word, "%.*s", (int)(piece.size < sizeof word ? piece.size : sizeof word - 1), piece.data);
        if (mark_parts(body, word, wanted)) continue;
        const char *near = nearest_part_or_group(body, word + (*word == '-'));
        if (near) return message_set(why, RESULT_USAGE, "There is no structure or group \"%s\"; did you mean \"%s\"?", word, near);
        return message_set(why, RESULT_USAGE, "There is no structure or group \"%s\". See iliopsoas list structures and iliopsoas list groups.", word);
    }
    return RESULT_OK;
}
