// view_option_read_parts.c: reads the options that name structures, places and trigger points: which are shown, framed, selected, pointed at.
#include "view_option_table.h"

#include "attach_paint.h"
#include "fault.h"
#include "label_id.h"
#include "selection.h"

#include <stdio.h>
#include <string.h>

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

Result option_read_depth(const OptionGiven *given)
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

Result option_read_show(const OptionGiven *given)
{
    bool wanted[PART_MOST] = { false };
    const Result result = view_parts_from_list(given->body, given->value, wanted, given->why);
    if (result == RESULT_OK) show_only(given->view, given->body, wanted);
    return result;
}

Result option_read_hide(const OptionGiven *given)
{
    bool wanted[PART_MOST] = { false };
    const Result result = view_parts_from_list(given->body, given->value, wanted, given->why);
    for (int p = 1; p < given->body->part_count && result == RESULT_OK; p++) {
        if (wanted[p]) given->view->opacity_frac[p] = 0.0f;
    }
    return result;
}

static Result read_one_fade(const OptionGiven *given, char *pair)
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

Result option_read_fade(const OptionGiven *given)
{
    Text rest = text_of(given->value), piece;
    Result result = RESULT_OK;
    while (result == RESULT_OK && text_next(&rest, ',', &piece)) {
        char pair[96];
        snprintf(pair, sizeof pair, "%.*s", (int)(piece.size < sizeof pair ? piece.size : sizeof pair - 1), piece.data);
        result = read_one_fade(given, pair);
    }
    return result;
}

Result option_read_xray(const OptionGiven *given)
{
    bool wanted[PART_MOST] = { false };
    const Result result = view_parts_from_list(given->body, given->value, wanted, given->why);
    for (int p = 1; p < given->body->part_count && result == RESULT_OK; p++) given->view->xray[p] = given->view->xray[p] || wanted[p];
    return result;
}

static Result read_part(const OptionGiven *given, PartId *out)
{
    const PartId part = body_part(given->body, given->value);
    if (part == 0) return option_unknown_id(given, "structure", "structures", given->value, id_nearest(ID_LIST(given->body->parts, given->body->part_count), given->value));
    *out = part;
    return RESULT_OK;
}

Result option_read_focus(const OptionGiven *given)
{
    return read_part(given, &given->view->focus);
}

Result option_read_attached(const OptionGiven *given)
{
    PartId muscle = 0;
    const Result result = strcmp(given->value, "off") == 0 ? RESULT_OK : read_part(given, &muscle);
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

// A group stands for what of it this body has; what is named alone is meant.
static void drop_absent(const OptionGiven *given, bool *wanted)
{
    int present = 0;
    for (int p = 1; p < given->body->part_count; p++) present += wanted[p] && view_has_part(given->view, given->body, (PartId)p);
    for (int p = 1; present && p < given->body->part_count; p++) wanted[p] = wanted[p] && view_has_part(given->view, given->body, (PartId)p);
}

// The last one named is the one chosen last: taken out and put in again.
Result option_read_select(const OptionGiven *given)
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

Result option_read_place(const OptionGiven *given)
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

static Result read_trigger_id(const OptionGiven *given, const char *id, TriggerId *out)
{
    const Body *body = given->body;
    const TriggerId trigger = body_trigger(body, id);
    if (trigger == 0) return option_unknown_id(given, "trigger point", "triggers", id, id_nearest(ID_LIST(body->triggers, body->trigger_count), id));
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

Result option_read_hover(const OptionGiven *given)
{
    static const char prefix[] = "trigger:"; // iliacus_right is a muscle and a trigger point
    ViewState *view = given->view;
    view->hovered = 0;
    view->hovered_trigger = 0;
    view->hovered_zone = 0;
    if (strncmp(given->value, prefix, sizeof prefix - 1) == 0) return read_trigger_id(given, given->value + sizeof prefix - 1, &view->hovered_trigger);
    view->hovered = body_part(given->body, given->value);
    if (!view->hovered) view->hovered_trigger = body_trigger(given->body, given->value);
    if (!view->hovered && !view->hovered_trigger) view->hovered_zone = body_zone(given->body, given->value);
    if (view->hovered || view->hovered_trigger || view->hovered_zone) return RESULT_OK;
    return option_unknown_id(given, "structure, trigger point or zone", "structures (or triggers, zones)", given->value, nearest_of_all(given->body, given->value));
}

Result option_read_trigger(const OptionGiven *given)
{
    return read_trigger_id(given, given->value, &given->view->trigger);
}
