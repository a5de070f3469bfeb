#include "selection.h"

#include <stdlib.h>
#include <string.h>

bool view_selects(const ViewState *view, PartId part)
{
    if (part == 0 || part >= PART_MOST || view->selected == 0) return false;
    return part == view->selected || (view->beside == view->selected && view->also_selected[part]);
}

int view_selection(const ViewState *view, bool out[PART_MOST])
{
    int count = 0;
    for (int p = 0; p < PART_MOST; p++) count += out[p] = view_selects(view, (PartId)p);
    return count;
}

int view_selected_count(const ViewState *view)
{
    bool parts[PART_MOST];
    return view_selection(view, parts);
}

void view_select_only(ViewState *view, PartId part)
{
    view->selected = part;
    view->beside = 0;
    memset(view->also_selected, 0, sizeof view->also_selected);
}

// With `last` as the last one chosen, which is not written twice.
static void keep(ViewState *view, const bool parts[PART_MOST], PartId last)
{
    bool any = false;
    for (int p = 1; p < PART_MOST; p++) any |= view->also_selected[p] = parts[p] && p != last;
    view->selected = last;
    view->beside = any ? last : 0;
}

static PartId first_of(const Body *body, const bool parts[PART_MOST])
{
    PartId order[PART_MOST];
    const int count = view_part_order(body, order);
    for (int i = 0; i < count; i++)
        if (parts[order[i]]) return order[i];
    return 0;
}

void view_select_toggle(ViewState *view, const Body *body, PartId part)
{
    bool parts[PART_MOST];
    if (part == 0 || part >= PART_MOST) return;
    view_selection(view, parts);
    parts[part] = !parts[part];
    const PartId last = parts[part] ? part : part == view->selected ? first_of(body, parts) : view->selected;
    keep(view, parts, last);
}

void view_select_all(ViewState *view, const Body *body, const bool parts[PART_MOST])
{
    keep(view, parts, first_of(body, parts));
}

void view_selection_settle(ViewState *view)
{
    if (view->beside == view->selected) return;
    memset(view->also_selected, 0, sizeof view->also_selected);
    view->beside = 0;
}

// ---- order

typedef struct Place {
    PartId part;
    Group group;
    float height_mm; // of the higher one of those that share a name: both kidneys stand together
    NameId name;
    int side;
} Place;

static int compare(const void *left, const void *right)
{
    const Place *a = left, *b = right;
    if (a->group != b->group) return a->group < b->group ? -1 : 1;
    if (a->height_mm != b->height_mm) return a->height_mm > b->height_mm ? -1 : 1;
    if (a->name != b->name) return a->name < b->name ? -1 : 1;
    if (a->side != b->side) return a->side - b->side;
    return a->part - b->part;
}

static bool share_a_name(const Part *a, const Part *b)
{
    return a->group == b->group && a->name == b->name;
}

static float height_mm(const Body *body, const Part *part)
{
    float highest_mm = part->centre_mm.y;
    for (int p = 1; p < body->part_count; p++) {
        const Part *other = &body->parts[p];
        if (share_a_name(part, other) && other->centre_mm.y > highest_mm) highest_mm = other->centre_mm.y;
    }
    return highest_mm;
}

int view_part_order(const Body *body, PartId out[PART_MOST])
{
    Place places[PART_MOST];
    int count = 0;
    for (int p = 1; p < body->part_count && p < PART_MOST; p++) {
        const Part *part = &body->parts[p];
        places[count++] = (Place){ (PartId)p, part->group, height_mm(body, part), part->name, (int)part->side };
    }
    qsort(places, (size_t)count, sizeof *places, compare);
    for (int i = 0; i < count; i++) out[i] = places[i].part;
    return count;
}
