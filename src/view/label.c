#include "label_anchor.h"
#include "label_worth.h"

#include <float.h>
#include <math.h>
#include <string.h>

// All in letters' sizes (em), but where said otherwise. Drawing choices.
#define PORT_EM 0.45f         // from a text to where its leader begins
#define LINE_GAP_EM 0.45f     // between two texts, at least
#define LINE_EASY_EM 0.9f     // where there is room
#define LINE_SPREAD_EM 3.2f   // and at most
#define FIGURE_GAP_EM 1.5f    // between the figure and a column's line
#define ANCHOR_MARGIN_EM 0.7f // between an anchor and a column's line
#define HALF_PLATE_FRAC 0.5f  // of the height: how far off the middle the lines stand when the figure is no wider
#define LINE_STEP_FRAC 0.05f  // of the height: they move in steps, so that they stand still while the figure turns
#define MIDDLE_FRAC 0.05f     // of the width: what lies that near to the middle may be named on either side
#define HOLD_COLUMN_EM 3.0f   // so far a column may stand from where it should before it moves
#define SEEN_LEAST_FRAC 0.3f  // of what faces the eye: a sliver is not worth naming unless asked for
#define PLACE_SEEN_LEAST_FRAC 0.5f
#define PLACE_SIDES_LEAST 2    // of four: a small place half hidden is none to point at
#define HOLD_EM 1.2f          // leaders must get shorter by so much before two labels change places

typedef struct Plan {
    LabelSight sight;
    const LabelRoom *room;
    const LabelPlate *before;
    LabelPlate *out;
    float line[LABEL_COLUMN_COUNT], middle_x;
    bool over_figure;
    float middles[LABEL_MOST]; // of what each label names, for its column
    int order[LABEL_COLUMN_COUNT][LABEL_MOST], in_column[LABEL_COLUMN_COUNT]; // indices of labels from the top
} Plan;

// ---- the columns

// Both at the same distance from the middle of the room: a plate looks as if it hung straight.
static void set_columns(Plan *plan)
{
    const LabelRoom *room = plan->room;
    const float em = room->em_px, step = LINE_STEP_FRAC * room->h;
    float left, right, half = HALF_PLATE_FRAC * room->h, wide = 0.0f;
    plan->middle_x = room->x + 0.5f * room->w;
    plan->sight.left = -FLT_MAX, plan->sight.right = FLT_MAX;
    plan->sight.top = room->y, plan->sight.bottom = room->y + room->h;
    if (label_figure_extent(&plan->sight, &left, &right)) wide = fmaxf(right - plan->middle_x, plan->middle_x - left) + FIGURE_GAP_EM * em;
    const float most = 0.5f * room->w - room->column_px - PORT_EM * em;
    half = fminf(fmaxf(half, step * ceilf(wide / step)), most);
    plan->over_figure = wide - (FIGURE_GAP_EM - 0.5f) * em > half;
    plan->line[LABEL_LEFT] = plan->middle_x - half;
    plan->line[LABEL_RIGHT] = plan->middle_x + half;
    plan->sight.left = plan->line[LABEL_LEFT] + ANCHOR_MARGIN_EM * em;
    plan->sight.right = plan->line[LABEL_RIGHT] - ANCHOR_MARGIN_EM * em;
}

// ---- what is named

static const Label *label_before(const Plan *plan, LabelId id)
{
    for (int i = 0; plan->before && i < plan->before->count; i++)
        if (label_same(plan->before->labels[i].id, id)) return &plan->before->labels[i];
    return NULL;
}

static float middle_reach(const Plan *plan)
{
    return MIDDLE_FRAC * plan->room->w;
}

static LabelColumn column_for(const Plan *plan, const Label *before, float middle_x)
{
    const float off = middle_x - plan->middle_x;
    if (before && fabsf(off) < middle_reach(plan)) return before->column;
    return off < 0.0f ? LABEL_LEFT : LABEL_RIGHT;
}

static void take_anchor(Label *label, const LabelAnchor *anchor)
{
    label->vertex = anchor->vertex;
    label->anchor_x = anchor->x;
    label->anchor_y = anchor->y;
}

// A second look, now that the column is known: long structures are met on its side.
static bool make_label(const Plan *plan, LabelId id, float seen_least_frac, Label *out, float *middle_x, int *around)
{
    LabelAnchor anchor;
    const Label *before = label_before(plan, id);
    if (!before && seen_least_frac > 0.0f && !label_anchor_enough(&plan->sight, id, seen_least_frac)) return false;
    if (!label_anchor_find(&plan->sight, id, before ? &before->column : NULL, before, &anchor)) return false;
    *out = (Label) { .id = id, .column = column_for(plan, before, anchor.middle_x), .opacity_frac = 1.0f, .quiet = id.place != 0 };
    if (!before) label_anchor_find(&plan->sight, id, &out->column, NULL, &anchor);
    take_anchor(out, &anchor);
    *middle_x = anchor.middle_x;
    *around = anchor.around;
    return true;
}

static bool is_named(const Plan *plan, LabelId id)
{
    for (int i = 0; i < plan->out->count; i++)
        if (label_same(plan->out->labels[i].id, id)) return true;
    return false;
}

static void add_label(Plan *plan, const Label *label, float middle_x)
{
    if (plan->out->count == LABEL_MOST) {
        plan->out->left_out++;
        return;
    }
    plan->middles[plan->out->count] = middle_x;
    plan->out->labels[plan->out->count++] = *label;
    plan->in_column[label->column]++;
}

static void add_id(Plan *plan, LabelId id)
{
    Label label;
    float middle_x;
    int around;
    if (!is_named(plan, id) && make_label(plan, id, 0.0f, &label, &middle_x, &around)) add_label(plan, &label, middle_x);
}

static void add_chosen(Plan *plan, const ViewState *view)
{
    for (int p = 1; p < plan->sight.index->body->part_count; p++)
        if (view->label_part[p]) add_id(plan, (LabelId) { (PartId)p, 0 });
    for (int i = 0; i < view->label_place_count; i++) add_id(plan, view->label_place[i]);
}

// Of a pair one is named: the one better seen, else the one whose column has fewer names.
static bool better_of_pair(const Plan *plan, const Label *a, int a_around, const Label *b, int b_around)
{
    if (a_around != b_around) return a_around > b_around;
    return plan->in_column[a->column] <= plan->in_column[b->column];
}

static bool id_of_row(const Body *body, const LabelWorth *row, PartId part, LabelId *out)
{
    *out = (LabelId) { .part = part };
    if (strcmp(body->names[body->parts[part].name].id, row->name) != 0) return false;
    return !row->place || label_find_place(body, part, row->place, out);
}

// What is drawn of a row: one part, or a pair.
static int ids_of_row(const Plan *plan, const LabelWorth *row, LabelId *ids)
{
    const Body *body = plan->sight.index->body;
    int count = 0;
    for (int p = 1; p < body->part_count && count < 2; p++)
        if (plan->sight.item[p] && id_of_row(body, row, (PartId)p, &ids[count])) count++;
    return count;
}

// Already named because it is selected, or named before and still in sight.
static bool row_stands(Plan *plan, const LabelId *ids, int count)
{
    const int named_count = plan->out->count;
    for (int i = 0; i < count; i++)
        if (is_named(plan, ids[i])) return true;
    for (int i = 0; i < count && plan->out->count == named_count; i++)
        if (label_before(plan, ids[i])) add_id(plan, ids[i]);
    return plan->out->count > named_count;
}

static void add_row(Plan *plan, const LabelWorth *row)
{
    LabelId ids[2];
    Label best = { 0 }, label;
    float best_middle = 0.0f, middle_x;
    int best_around = 0, around;
    bool any = false;
    const int count = ids_of_row(plan, row, ids);
    if (row_stands(plan, ids, count)) return;
    for (int i = 0; i < count; i++) {
        if (!make_label(plan, ids[i], row->place ? PLACE_SEEN_LEAST_FRAC : SEEN_LEAST_FRAC, &label, &middle_x, &around)) continue;
        if (row->place && around < PLACE_SIDES_LEAST) continue;
        if (any && better_of_pair(plan, &best, best_around, &label, around)) continue;
        best = label, best_middle = middle_x, best_around = around;
        any = true;
    }
    if (any) add_label(plan, &best, best_middle);
}

static void add_by_worth(Plan *plan)
{
    for (int i = 0; i < label_worth_count && plan->out->count < plan->room->auto_most; i++) add_row(plan, &label_worth[i]);
}

static void gather(Plan *plan, const ViewState *view)
{
    if (view->selected) add_id(plan, (LabelId) { view->selected, 0 });
    if (view->place.part && view->place.part == view->selected) add_id(plan, view->place);
    if (view->label == LABEL_AUTO)
        add_by_worth(plan);
    else
        add_chosen(plan, view);
}

// ---- balance

static LabelColumn other(LabelColumn column)
{
    return column == LABEL_LEFT ? LABEL_RIGHT : LABEL_LEFT;
}

// The label of a column that lies nearest to the middle; -1: none within reach.
static int nearest_to_middle(const Plan *plan, LabelColumn column, float reach_px)
{
    int best = -1;
    for (int i = 0; i < plan->out->count; i++) {
        const float away = fabsf(plan->middles[i] - plan->middle_x);
        if (plan->out->labels[i].column != column || away >= reach_px) continue;
        reach_px = away;
        best = i;
    }
    return best;
}

static void move_over(Plan *plan, int index)
{
    Label *label = &plan->out->labels[index];
    LabelAnchor anchor;
    plan->in_column[label->column]--;
    label->column = other(label->column);
    plan->in_column[label->column]++;
    if (label_anchor_find(&plan->sight, label->id, &label->column, NULL, &anchor)) take_anchor(label, &anchor);
}

// What lies in the middle goes to the emptier column. What was placed before stays unless the columns are far apart.
static void balance(Plan *plan)
{
    const int apart_most = plan->before && plan->before->count ? 3 : 1;
    for (int moves = 0; moves < plan->out->count; moves++) {
        const LabelColumn fuller = plan->in_column[LABEL_LEFT] > plan->in_column[LABEL_RIGHT] ? LABEL_LEFT : LABEL_RIGHT;
        if (plan->in_column[fuller] - plan->in_column[other(fuller)] <= apart_most) return;
        const int index = nearest_to_middle(plan, fuller, middle_reach(plan));
        if (index < 0) return;
        move_over(plan, index);
    }
}

// ---- one column under the other

static void measure(Plan *plan)
{
    for (int i = 0; i < plan->out->count; i++) {
        Label *label = &plan->out->labels[i];
        const LabelSize size = plan->room->size(plan->room->user, label->id);
        label->w = size.w_px;
        label->h = size.h_px;
        label->over_figure = plan->over_figure;
    }
}

static float column_height(const Plan *plan, LabelColumn column, float gap_px)
{
    float height = 0.0f;
    for (int i = 0; i < plan->out->count; i++)
        if (plan->out->labels[i].column == column) height += plan->out->labels[i].h + gap_px;
    return height > 0.0f ? height - gap_px : 0.0f;
}

static void drop(Plan *plan, int index)
{
    LabelPlate *out = plan->out;
    plan->in_column[out->labels[index].column]--;
    memmove(&out->labels[index], &out->labels[index + 1], sizeof *out->labels * (size_t)(out->count - index - 1));
    memmove(&plan->middles[index], &plan->middles[index + 1], sizeof *plan->middles * (size_t)(out->count - index - 1));
    out->count--;
    out->left_out++;
}

static int last_in(const Plan *plan, LabelColumn column)
{
    int last = -1;
    for (int i = 0; i < plan->out->count; i++)
        if (plan->out->labels[i].column == column) last = i;
    return last;
}

// Too many for one column: those nearest to the middle move over while there is room, then the least worth naming are left out.
static void make_fit(Plan *plan, LabelColumn column)
{
    const float gap = LINE_GAP_EM * plan->room->em_px;
    while (column_height(plan, column, gap) > plan->room->h) {
        const int index = nearest_to_middle(plan, column, FLT_MAX);
        const bool room = column_height(plan, other(column), gap) + gap + plan->out->labels[index].h <= plan->room->h;
        if (room)
            move_over(plan, index);
        else
            drop(plan, last_in(plan, column));
    }
}

static void set_box(const Plan *plan, Label *label, float y)
{
    const float port = PORT_EM * plan->room->em_px;
    label->y = y;
    label->port_x = plan->line[label->column];
    label->port_y = y + 0.5f * label->h;
    label->x = label->column == LABEL_LEFT ? label->port_x - port - label->w : label->port_x + port;
}

// Even gaps between the texts of a column, as near to their anchors as a straight line of regression brings them: the anchor's height, less
// the texts above it, over the place in the column. Both move evenly while the anchors do.
typedef struct Fit {
    float texts_px, gap_px, top_px;
} Fit;

static Fit fit_column(const Plan *plan, LabelColumn column)
{
    const int count = plan->in_column[column];
    const float mean_place = 0.5f * (float)(count - 1);
    float mean = 0.0f, slope = 0.0f, spread = 0.0f;
    Fit fit = { 0 };
    for (int i = 0; i < count; i++) {
        const Label *label = &plan->out->labels[plan->order[column][i]];
        const float free_y = label->anchor_y - fit.texts_px - 0.5f * label->h, place = (float)i - mean_place;
        mean += free_y / (float)count;
        slope += place * free_y;
        spread += place * place;
        fit.texts_px += label->h;
    }
    const LabelRoom *room = plan->room;
    const float most = count > 1 ? (room->h - fit.texts_px) / (float)(count - 1) : 0.0f;
    fit.gap_px = spread > 0.0f ? slope / spread : 0.0f;
    fit.gap_px = fminf(fmaxf(fit.gap_px, LINE_EASY_EM * room->em_px), fminf(LINE_SPREAD_EM * room->em_px, most));
    fit.top_px = mean - fit.gap_px * mean_place;
    return fit;
}

static float clamp(float value, float low, float high)
{
    return value < low ? low : value > high ? high : value;
}

// A column stands where it stood while that is not far from where it should: words that drift with every degree cannot be read.
static void hold_column(const Plan *plan, LabelColumn column, Fit *fit)
{
    const LabelPlate *before = plan->before;
    const float hold_px = HOLD_COLUMN_EM * plan->room->em_px, hold_gap_px = hold_px / (float)plan->in_column[column];
    if (!before || before->gap_px[column] <= 0.0f) return;
    fit->top_px = clamp(before->top_px[column], fit->top_px - hold_px, fit->top_px + hold_px);
    fit->gap_px = clamp(before->gap_px[column], fit->gap_px - hold_gap_px, fit->gap_px + hold_gap_px);
}

static void lay_column(Plan *plan, LabelColumn column)
{
    const LabelRoom *room = plan->room;
    const int count = plan->in_column[column];
    plan->out->gap_px[column] = 0.0f;
    if (count == 0) return;
    Fit fit = fit_column(plan, column);
    hold_column(plan, column, &fit);
    const float most = count > 1 ? (room->h - fit.texts_px) / (float)(count - 1) : fit.gap_px, gap = fminf(fit.gap_px, most);
    const float height = fit.texts_px + gap * (float)(count - 1);
    float y = fminf(fmaxf(fit.top_px, room->y), room->y + room->h - height);
    plan->out->top_px[column] = y;
    plan->out->gap_px[column] = gap;
    for (int i = 0; i < count; i++) {
        Label *label = &plan->out->labels[plan->order[column][i]];
        set_box(plan, label, y);
        y += label->h + gap;
    }
}

static void lay_both(Plan *plan)
{
    lay_column(plan, LABEL_LEFT);
    lay_column(plan, LABEL_RIGHT);
}

// What was there before keeps its order; what is new goes in by the height of its anchor.
static float height_in_order(const Plan *plan, const Label *label)
{
    const Label *before = label_before(plan, label->id);
    return before && before->column == label->column ? before->port_y : label->anchor_y;
}

static void put_in_order(Plan *plan)
{
    int count[LABEL_COLUMN_COUNT] = { 0, 0 };
    for (int i = 0; i < plan->out->count; i++) {
        const Label *label = &plan->out->labels[i];
        int *order = plan->order[label->column], at = count[label->column]++;
        for (; at > 0 && height_in_order(plan, &plan->out->labels[order[at - 1]]) > height_in_order(plan, label); at--) order[at] = order[at - 1];
        order[at] = i;
    }
}

static float leader_px(const Label *label)
{
    return hypotf(label->anchor_x - label->port_x, label->anchor_y - label->port_y);
}

static float leaders_px(const Plan *plan, LabelColumn column)
{
    float sum = 0.0f;
    for (int i = 0; i < plan->in_column[column]; i++) sum += leader_px(&plan->out->labels[plan->order[column][i]]);
    return sum;
}

static void swap(int *a, int *b)
{
    const int kept = *a;
    *a = *b;
    *b = kept;
}

// Neighbours change places where that makes the leaders shorter by enough.
static bool shorten_once(Plan *plan, LabelColumn column, float hold_px)
{
    int *order = plan->order[column];
    for (int i = 0; i + 1 < plan->in_column[column]; i++) {
        const float as_it_is = leaders_px(plan, column);
        swap(&order[i], &order[i + 1]);
        lay_column(plan, column);
        if (leaders_px(plan, column) < as_it_is - hold_px) return true;
        swap(&order[i], &order[i + 1]);
        lay_column(plan, column);
    }
    return false;
}

static void shorten(Plan *plan)
{
    const float hold_px = (plan->before ? HOLD_EM : 0.05f) * plan->room->em_px;
    for (int column = 0; column < LABEL_COLUMN_COUNT; column++)
        for (int rounds = 0; rounds < LABEL_MOST && shorten_once(plan, (LabelColumn)column, hold_px); rounds++) {}
}

// ---- no two cross

static float turn(float ax, float ay, float bx, float by, float cx, float cy)
{
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

bool label_crosses(const Label *a, const Label *b)
{
    const float a_of_b0 = turn(a->port_x, a->port_y, a->anchor_x, a->anchor_y, b->port_x, b->port_y);
    const float a_of_b1 = turn(a->port_x, a->port_y, a->anchor_x, a->anchor_y, b->anchor_x, b->anchor_y);
    const float b_of_a0 = turn(b->port_x, b->port_y, b->anchor_x, b->anchor_y, a->port_x, a->port_y);
    const float b_of_a1 = turn(b->port_x, b->port_y, b->anchor_x, b->anchor_y, a->anchor_x, a->anchor_y);
    return a_of_b0 * a_of_b1 < 0.0f && b_of_a0 * b_of_a1 < 0.0f;
}

static bool find_crossing(const LabelPlate *plate, int *a, int *b)
{
    for (*a = 0; *a < plate->count; (*a)++)
        for (*b = *a + 1; *b < plate->count; (*b)++)
            if (label_crosses(&plate->labels[*a], &plate->labels[*b])) return true;
    return false;
}

static int *place_in_order(Plan *plan, int index)
{
    int *order = plan->order[plan->out->labels[index].column];
    while (*order != index) order++;
    return order;
}

// Two leaders that cross are the diagonals of a four-sided figure: with their ports exchanged they are two of its sides, which are shorter.
static void exchange(Plan *plan, int a, int b)
{
    Label *first = &plan->out->labels[a], *second = &plan->out->labels[b];
    const LabelColumn column = first->column;
    swap(place_in_order(plan, a), place_in_order(plan, b));
    first->column = second->column;
    second->column = column;
    lay_both(plan);
}

// Texts of different height move when they change places, so that the sum could rise again: at last one of the two is left out.
static void uncross(Plan *plan)
{
    int a, b;
    for (int rounds = 0; find_crossing(plan->out, &a, &b); rounds++) {
        if (rounds < 4 * LABEL_MOST) {
            exchange(plan, a, b);
            continue;
        }
        drop(plan, b);
        put_in_order(plan);
        lay_both(plan);
    }
}

// ---- all of it

static Plan plan_make(LabelIndex *index, const Scene *scene, const LabelRoom *room, const LabelPlate *before, LabelPlate *out)
{
    Plan plan = { .sight = { .index = index, .scene = scene, .em_px = room->em_px }, .room = room, .before = before, .out = out };
    for (int i = 0; i < scene->item_count; i++)
        if (!(scene->items[i].style & SCENE_SILHOUETTE)) plan.sight.item[scene->items[i].part] = &scene->items[i];
    *out = (LabelPlate) { .count = 0 };
    return plan;
}

void label_plate_make(LabelIndex *index, const Scene *scene, const ViewState *view, const LabelRoom *room, const LabelPlate *before, LabelPlate *out)
{
    Plan plan = plan_make(index, scene, room, before, out);
    if (view->label == LABEL_OFF || room->w < 12.0f * room->em_px || room->h < 4.0f * room->em_px) return;
    set_columns(&plan);
    gather(&plan, view);
    balance(&plan);
    measure(&plan);
    make_fit(&plan, LABEL_LEFT);
    make_fit(&plan, LABEL_RIGHT);
    put_in_order(&plan);
    lay_both(&plan);
    shorten(&plan);
    uncross(&plan);
}

// ---- from one frame to the next

#define SLIDE_S 0.10f
#define FADE_S 0.16f

static const Label *find_label(const LabelPlate *plate, LabelId id)
{
    for (int i = 0; i < plate->count; i++)
        if (label_same(plate->labels[i].id, id)) return &plate->labels[i];
    return NULL;
}

static float nearer(float from, float to, float share)
{
    const float now = from + (to - from) * share;
    return fabsf(to - now) < 0.25f ? to : now;
}

// A text that changes columns does not fly across the figure: it comes up anew.
static Label eased(const Label *from, const Label *to, float slide_frac, float fade_frac)
{
    Label now = *to;
    if (!from || from->column != to->column) {
        now.opacity_frac = fminf(fade_frac, 1.0f);
        return now;
    }
    const bool hops = from->vertex != to->vertex;
    now.y = nearer(from->y, to->y, slide_frac);
    now.port_y = now.y + 0.5f * now.h;
    now.port_x = nearer(from->port_x, to->port_x, slide_frac);
    now.x = to->x + now.port_x - to->port_x;
    now.lag_x = nearer(hops ? from->anchor_x - to->anchor_x : from->lag_x, 0.0f, slide_frac);
    now.lag_y = nearer(hops ? from->anchor_y - to->anchor_y : from->lag_y, 0.0f, slide_frac);
    now.anchor_x = to->anchor_x + now.lag_x;
    now.anchor_y = to->anchor_y + now.lag_y;
    now.opacity_frac = fminf(from->opacity_frac + fade_frac, 1.0f);
    return now;
}

static bool on_its_way(const Label *now, const Label *wanted)
{
    return now->opacity_frac < 1.0f || now->y != wanted->y || now->port_x != wanted->port_x || now->lag_x != 0.0f || now->lag_y != 0.0f;
}

bool label_ease(LabelPlate *shown, const LabelPlate *wanted, float dt_s)
{
    const LabelPlate earlier = *shown;
    const float slide_frac = 1.0f - expf(-dt_s / SLIDE_S), fade_frac = dt_s / FADE_S;
    bool moving = false;
    *shown = *wanted;
    for (int i = 0; i < wanted->count; i++) {
        shown->labels[i] = eased(find_label(&earlier, wanted->labels[i].id), &wanted->labels[i], slide_frac, fade_frac);
        moving = moving || on_its_way(&shown->labels[i], &wanted->labels[i]);
    }
    for (int i = 0; i < earlier.count && shown->count < LABEL_MOST; i++) { // what is gone fades where it was
        Label gone = earlier.labels[i];
        gone.opacity_frac -= fade_frac;
        if (gone.opacity_frac <= 0.0f || find_label(wanted, gone.id)) continue;
        shown->labels[shown->count++] = gone;
        moving = true;
    }
    return moving;
}
