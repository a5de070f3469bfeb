#include "parts_shown.h"

#include "selection.h"

#include <math.h>

static bool any(const Body *body, const bool parts[PART_MOST])
{
    for (int p = 1; p < body->part_count; p++)
        if (parts[p]) return true;
    return false;
}

static void let_go(ViewState *view, const Body *body, const bool parts[PART_MOST])
{
    for (int p = 1; p < body->part_count; p++)
        if (parts[p] && view_selects(view, (PartId)p)) view_select_toggle(view, body, (PartId)p);
}

void parts_hide(ViewState *view, const Body *body, const bool parts[PART_MOST])
{
    parts_fade(view, body, parts, 0);
    let_go(view, body, parts);
}

void parts_show(ViewState *view, const Body *body, const bool parts[PART_MOST])
{
    for (int p = 1; p < body->part_count; p++)
        if (parts[p]) view->opacity_frac[p] = view_full_opacity(&body->parts[p]);
}

void parts_show_only(ViewState *view, const Body *body, const bool parts[PART_MOST])
{
    if (!any(body, parts)) return;
    for (int p = 1; p < body->part_count; p++)
        if (body->parts[p].group != GROUP_PROPS) view->opacity_frac[p] = 0;
    parts_show(view, body, parts);
}

void parts_fade(ViewState *view, const Body *body, const bool parts[PART_MOST], float opacity_frac)
{
    for (int p = 1; p < body->part_count; p++)
        if (parts[p]) view->opacity_frac[p] = opacity_frac;
}

float parts_opacity(const ViewState *view, const Body *body, const bool parts[PART_MOST])
{
    float most_frac = 0;
    for (int p = 1; p < body->part_count; p++)
        if (parts[p] && view_shows_part(view, body, (PartId)p)) most_frac = fmaxf(most_frac, view->opacity_frac[p]);
    return most_frac;
}

bool parts_are_xrayed(const ViewState *view, const Body *body, const bool parts[PART_MOST])
{
    for (int p = 1; p < body->part_count; p++)
        if (parts[p] && !view->xray[p]) return false;
    return any(body, parts);
}

void parts_toggle_xray(ViewState *view, const Body *body, const bool parts[PART_MOST])
{
    const bool on = !parts_are_xrayed(view, body, parts);
    for (int p = 1; p < body->part_count; p++)
        if (parts[p]) view->xray[p] = on;
}

void parts_toggle_xray_of_others(ViewState *view, const Body *body, const bool parts[PART_MOST])
{
    const bool on = !any(body, view->xray);
    if (!any(body, parts)) return;
    for (int p = 1; p < body->part_count; p++) view->xray[p] = on && !parts[p];
}

void parts_show_default(ViewState *view, const Body *body)
{
    view_show_default(view, body);
    for (int p = 1; p < body->part_count; p++) view->xray[p] = false;
}

void parts_show_everything(ViewState *view, const Body *body)
{
    parts_show_default(view, body);
    for (int p = 1; p < body->part_count; p++)
        if (body->parts[p].group < GROUP_SILHOUETTE) view->opacity_frac[p] = view_full_opacity(&body->parts[p]);
}

int parts_of_group(const ViewState *view, const Body *body, Group group, bool out[PART_MOST])
{
    int count = 0;
    for (int p = 0; p < PART_MOST; p++) {
        const Part *part = p > 0 && p < body->part_count ? &body->parts[p] : NULL;
        out[p] = part && part->group == group && view_has_part(view, body, (PartId)p);
        count += out[p];
    }
    return count;
}

int parts_count_shown(const ViewState *view, const Body *body, const bool parts[PART_MOST])
{
    int count = 0;
    for (int p = 1; p < body->part_count; p++) count += parts[p] && view_shows_part(view, body, (PartId)p);
    return count;
}
