// view_option_write.c: the value that each option needs to lead from one view to another.
#include "view_option_table.h"

#include "label_id.h"
#include "ruler.h"
#include "selection.h"

#include <math.h>
#include <string.h>

static char *copy(const OptionChange *change, const char *word)
{
    return text_format(change->arena, "%s", word);
}

char *option_write_size(const OptionChange *c)
{
    if (c->to->width_px == c->from->width_px && c->to->height_px == c->from->height_px) return NULL;
    return text_format(c->arena, "%dx%d", c->to->width_px, c->to->height_px);
}

char *option_write_sex(const OptionChange *c)
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

char *option_write_body(const OptionChange *c)
{
    char *list = copy(c, "");
    if (same_body(c->to, c->from)) return NULL;
    for (int d = 0; d < DIAL_COUNT; d++) {
        if (c->to->dial_set[d]) list = text_format(c->arena, "%s%s%s=%.9g", list, *list ? "," : "", dial_ids[d], (double)c->to->dial_deg[d]);
    }
    if (c->to->psoas_minor) list = text_format(c->arena, "%s%spsoas_minor=on", list, *list ? "," : "");
    return *list ? list : copy(c, "usual");
}

char *option_write_language(const OptionChange *c)
{
    return c->to->language == c->from->language ? NULL : copy(c, language_ids[c->to->language]);
}

char *option_write_theme(const OptionChange *c)
{
    return c->to->theme == c->from->theme ? NULL : copy(c, theme_ids[c->to->theme]);
}

char *option_write_pain(const OptionChange *c)
{
    return c->to->pain == c->from->pain ? NULL : copy(c, pain_ids[c->to->pain]);
}

char *option_write_clip(const OptionChange *c)
{
    const ClipId to = c->to->clip;
    return to == c->from->clip ? NULL : copy(c, c->body->clips[to].id); // which way, --pelvis tells
}

char *option_write_pelvis(const OptionChange *c)
{
    const PelvisWay to = c->body->clips[c->to->clip].pelvis;
    return to == c->body->clips[c->from->clip].pelvis ? NULL : copy(c, pelvis_way_ids[to]);
}

char *option_write_at(const OptionChange *c)
{
    if (!c->to->clip || c->to->clip_at_frac == c->from->clip_at_frac) return NULL;
    return text_format(c->arena, "%.9g", (double)c->to->clip_at_frac);
}

char *option_write_pose(const OptionChange *c)
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

static char *write_parts(const OptionChange *c, const bool *wanted)
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

char *option_write_show(const OptionChange *c)
{
    bool shown[PART_MOST] = { false }, more = false;
    for (int p = 1; p < c->body->part_count; p++) {
        shown[p] = c->to->opacity_frac[p] > 0.0f;
        more = more || (shown[p] && c->from->opacity_frac[p] <= 0.0f);
    }
    return more ? write_parts(c, shown) : NULL;
}

char *option_write_fade(const OptionChange *c)
{
    char *list = NULL;
    for (int p = 1; p < c->body->part_count; p++) {
        const float to = c->to->opacity_frac[p];
        if (to <= 0.0f || fabsf(to - c->from->opacity_frac[p]) < 1e-6f) continue;
        list = add_to_list(c->arena, list, text_format(c->arena, "%s=%.6g", c->body->parts[p].id, (double)to));
    }
    return list;
}

char *option_write_hide(const OptionChange *c)
{
    bool gone[PART_MOST] = { false };
    for (int p = 1; p < c->body->part_count; p++) gone[p] = c->to->opacity_frac[p] <= 0.0f && c->from->opacity_frac[p] > 0.0f;
    return write_parts(c, gone);
}

char *option_write_xray(const OptionChange *c)
{
    bool seen_through[PART_MOST] = { false };
    for (int p = 1; p < c->body->part_count; p++) seen_through[p] = c->to->xray[p] && !c->from->xray[p];
    return write_parts(c, seen_through);
}

static bool same_place(vec3s a, vec3s b)
{
    return a.x == b.x && a.y == b.y && a.z == b.z;
}

static float degrees(float rad)
{
    return rad * 180.0f / GLM_PIf;
}

static bool same_angles(const Camera *a, const Camera *b)
{
    return a->azimuth_rad == b->azimuth_rad && a->elevation_rad == b->elevation_rad && a->distance_mm == b->distance_mm
        && a->pivot_auto == b->pivot_auto && (a->pivot_auto || same_place(a->pivot_mm, b->pivot_mm));
}

char *option_write_view(const OptionChange *c)
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

char *option_write_colour(const OptionChange *c)
{
    return c->to->colour == c->from->colour ? NULL : copy(c, colour_mode_ids[c->to->colour]);
}

char *option_write_depth(const OptionChange *c)
{
    const float to = c->to->depth_frac;
    if (to == c->from->depth_frac) return NULL;
    return to < 0.0f ? copy(c, "off") : text_shortest(c->arena, to);
}

char *option_write_cut(const OptionChange *c)
{
    const ViewState *to = c->to, *from = c->from;
    if (to->cut == from->cut && to->cut_mm == from->cut_mm && to->cut_flipped == from->cut_flipped) return NULL;
    if (to->cut == CUT_NONE) return copy(c, "off");
    return text_format(c->arena, "%s=%s%s", cut_axis_ids[to->cut], text_shortest(c->arena, to->cut_mm), to->cut_flipped ? ",flip" : "");
}

char *option_write_arm(const OptionChange *c)
{
    return c->to->arm == c->from->arm ? NULL : copy(c, arm_choice_ids[c->to->arm]);
}

char *option_write_plot(const OptionChange *c)
{
    return c->to->plot == c->from->plot ? NULL : copy(c, plot_choice_ids[c->to->plot]);
}

char *option_write_label(const OptionChange *c)
{
    if (c->to->label == LABEL_OFF) return NULL; // a list that is put away for now is nothing to be seen
    if (c->to->label == LABEL_AUTO) return copy(c, "auto");
    char *list = write_parts(c, c->to->label_part);
    for (int i = 0; i < c->to->label_place_count; i++) list = add_to_list(c->arena, list, label_word(c->body, c->to->label_place[i], c->arena));
    return list;
}

char *option_write_measure(const OptionChange *c)
{
    char *to = rulers_write(c->to, c->body, c->arena);
    return strcmp(to, rulers_write(c->from, c->body, c->arena)) == 0 ? NULL : to;
}

char *option_write_ortho(const OptionChange *c)
{
    return c->to->camera.orthographic == c->from->camera.orthographic ? NULL : copy(c, c->to->camera.orthographic ? "on" : "off");
}

char *option_write_focus(const OptionChange *c)
{
    return c->to->focus == c->from->focus ? NULL : copy(c, c->body->parts[c->to->focus].id);
}

char *option_write_attached(const OptionChange *c)
{
    if (c->to->attached == c->from->attached) return NULL;
    return copy(c, c->to->attached ? c->body->parts[c->to->attached].id : "off");
}

char *option_write_select(const OptionChange *c)
{
    bool parts[PART_MOST];
    const char *last = c->body->parts[c->to->selected].id;
    const int count = view_selection(c->to, parts);
    if (count < 2) return c->to->selected == c->from->selected ? NULL : copy(c, last);
    parts[c->to->selected] = whole_group(c->body, parts, c->body->parts[c->to->selected].group); // not twice, unless its group is said
    return add_to_list(c->arena, write_parts(c, parts), last);
}

char *option_write_place(const OptionChange *c)
{
    if (label_same(c->to->place, c->from->place)) return NULL;
    return c->to->place.part ? label_word(c->body, c->to->place, c->arena) : copy(c, "off");
}

char *option_write_hover(const OptionChange *c)
{
    if (c->to->hovered_trigger) return text_format(c->arena, "trigger:%s", c->body->triggers[c->to->hovered_trigger].id);
    if (c->to->hovered) return copy(c, c->body->parts[c->to->hovered].id);
    return c->to->hovered_zone ? copy(c, c->body->zones[c->to->hovered_zone].id) : NULL;
}

char *option_write_trigger(const OptionChange *c)
{
    return c->to->trigger == c->from->trigger ? NULL : copy(c, c->body->triggers[c->to->trigger].id);
}

char *option_write_door(const OptionChange *c)
{
    return c->to->door == c->from->door ? NULL : copy(c, door_ids[c->to->door]);
}

char *option_write_ui(const OptionChange *c)
{
    return c->to->ui == c->from->ui ? NULL : copy(c, c->to->ui ? "on" : "off");
}

char *option_write_debug(const OptionChange *c)
{
    return c->to->debug_view == c->from->debug_view ? NULL : copy(c, debug_ids[c->to->debug_view]);
}

char *option_write_stats(const OptionChange *c)
{
    return c->to->stats == c->from->stats ? NULL : copy(c, c->to->stats ? "on" : "off");
}
