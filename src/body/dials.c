// dials.c: see dials.h; reads dials.csv.
#include "dials.h"

#include "body_tables.h"

#include <math.h>
#include <string.h>

const char *const dial_ids[DIAL_COUNT] = { "lordosis", "pelvic_tilt", "anteversion", "neck_shaft" };

static const char *const columns[] = { "dial", "least", "most", "more_in_woman", "x", "y", "z", "axis_x", "axis_y", "axis_z", "source" };
static const char *const place[3] = { "x", "y", "z" }, *const axis[3] = { "axis_x", "axis_y", "axis_z" };

// ---- measuring

static vec3s landmark_of(const Body *body, const char *structure, const char *id)
{
    const PartId part = body_structure_part(body, structure, SIDE_RIGHT);
    const Landmark *landmark = part ? body_landmark(body, body->parts[part].structure_index, id) : NULL;
    return landmark ? landmark->position_mm : glms_vec3_zero();
}

static float degrees_between(vec3s a, vec3s b)
{
    return glm_deg(atan2f(glms_vec3_norm(glms_vec3_cross(a, b)), glms_vec3_dot(a, b)));
}

// How far the front of an upper face stands above its rear.
static float slope_deg(vec3s rear_mm, vec3s front_mm)
{
    return glm_deg(atan2f(front_mm.y - rear_mm.y, front_mm.x - rear_mm.x));
}

static float lordosis_deg(const Body *body)
{
    const float l1 = slope_deg(landmark_of(body, "vertebra_l1", "superior_rim_posterior"), landmark_of(body, "vertebra_l1", "superior_rim_anterior"));
    const float s1 = slope_deg(landmark_of(body, "sacrum", "s1_endplate_posterior"), landmark_of(body, "sacrum", "promontory"));
    return l1 - s1;
}

static float pelvic_tilt_deg(const Body *body)
{
    const vec3s front = landmark_of(body, "sacrum", "promontory"), rear = landmark_of(body, "sacrum", "s1_endplate_posterior");
    const SegmentId femur = body_segment(body, "femur_right");
    const vec3s hip = body->segments[femur].centre_mm, s1 = glms_vec3_scale(glms_vec3_add(front, rear), 0.5f);
    return glm_deg(atan2f(hip.x - s1.x, s1.y - hip.y));
}

// From the waist of the neck to the centre of the head; both turn with the neck, wherever the segment has its joint.
static vec3s neck_of(const Body *body)
{
    static const char *const waist[4] = { "neck_anterior", "neck_posterior", "neck_superior", "neck_inferior" };
    static const char *const ball[2] = { "femoral_head_anterior", "femoral_head_posterior" };
    vec3s neck = glms_vec3_zero(), head = neck;
    for (int i = 0; i < 4; i++) neck = glms_vec3_add(neck, glms_vec3_scale(landmark_of(body, "femur", waist[i]), 0.25f));
    for (int i = 0; i < 2; i++) head = glms_vec3_add(head, glms_vec3_scale(landmark_of(body, "femur", ball[i]), 0.5f));
    return glms_vec3_sub(head, neck);
}


static vec3s shaft_down(const Body *body)
{
    return glms_vec3_normalize(body->dials[DIAL_ANTEVERSION].axis);
}

static float neck_shaft_deg(const Body *body)
{
    return degrees_between(neck_of(body), shaft_down(body));
}

static vec3s square_to(vec3s v, vec3s unit)
{
    return glms_vec3_sub(v, glms_vec3_scale(unit, glms_vec3_dot(v, unit)));
}

static float anteversion_deg(const Body *body)
{
    const vec3s down = shaft_down(body), neck = square_to(neck_of(body), down);
    const vec3s condyles = glms_vec3_sub(landmark_of(body, "femur", "medial_condyle_posterior"), landmark_of(body, "femur", "lateral_condyle_posterior"));
    const vec3s inward = glms_vec3_normalize(square_to(condyles, down)), forward = glms_vec3_cross(down, inward);
    return glm_deg(atan2f(glms_vec3_dot(neck, forward), glms_vec3_dot(neck, inward)));
}

float dial_measure_deg(const Body *body, DialId dial)
{
    static float (*const measure[DIAL_COUNT])(const Body *) = { lordosis_deg, pelvic_tilt_deg, anteversion_deg, neck_shaft_deg };
    return body->landmark_count ? measure[dial](body) : 0.0f;
}

// ---- the table

static void read_row(const BodySource *source, const Table *table, int row, Dial *dial)
{
    const char *id = dial->id;
    bool good = cell_number(source->faults, table, row, "least", -90.0, 180.0, &dial->least_deg);
    good = cell_number(source->faults, table, row, "most", -90.0, 180.0, &dial->most_deg) && good;
    cell_number(source->faults, table, row, "more_in_woman", -45.0, 45.0, &dial->more_in_woman_deg);
    if (good && dial->least_deg >= dial->most_deg) fault_at(source->faults, table, row, "most", "most must lie above least.");
    if (strcmp(id, "anteversion") != 0 && strcmp(id, "neck_shaft") != 0) return;
    cell_point(source->faults, table, row, place, BODY_LIMIT_MM, dial->pivot_mm.raw);
    if (!cell_point(source->faults, table, row, axis, 1.01, dial->axis.raw)) return;
    if (fabsf(glms_vec3_norm(dial->axis) - 1.0f) > 0.01f) fault_at(source->faults, table, row, "axis_x", "the axis must be a unit vector.");
    dial->axis = glms_vec3_normalize(dial->axis);
}

// The table may be absent: then a body is as it is.
void dials_read(const BodySource *source, Body *body)
{
    Table table;
    int which = 0;
    if (!source_has(source, "dials.csv") || !source_table(source, "dials.csv", COLUMNS(columns), false, &table)) return;
    for (int i = 0; i < DIAL_COUNT; i++) body->dials[i].id = dial_ids[i];
    for (int row = 0; row < table.row_count; row++) {
        if (cell_word(source->faults, &table, row, "dial", dial_ids, DIAL_COUNT, &which)) read_row(source, &table, row, &body->dials[which]);
    }
    body->dial_count = DIAL_COUNT;
}

// Needs the moves of the pack, so it comes when all else is there.
void dials_measure(Body *body, Arena *scratch)
{
    const size_t mark = arena_mark(scratch);
    Variant *variant = variant_make(body, scratch);
    for (int i = 0; i < body->dial_count; i++) body->dials[i].measured_deg[0] = dial_measure_deg(body, (DialId)i);
    variant_set_places(variant, &(VariantWish) { .woman_frac = 1.0f });
    for (int i = 0; i < body->dial_count; i++) body->dials[i].measured_deg[1] = dial_measure_deg(variant_body(variant), (DialId)i);
    arena_pop_to(scratch, mark);
}

// ---- what is asked for

float dial_rest_deg(const Body *body, DialId id, Sex sex)
{
    const Dial *dial = &body->dials[id];
    return dial->measured_deg[sex == SEX_FEMALE] + (sex == SEX_FEMALE ? dial->more_in_woman_deg : 0.0f);
}

static float beyond_rad(const Body *body, DialId id, Sex sex, const float *value_deg)
{
    return glm_rad(value_deg[id] - body->dials[id].measured_deg[sex == SEX_FEMALE]);
}

VariantWish dials_variant(const Body *body, Sex sex, const float *value_deg)
{
    VariantWish wish = { .woman_frac = sex == SEX_FEMALE ? 1.0f : 0.0f };
    if (body->dial_count == 0) return wish;
    wish.anteversion_rad = beyond_rad(body, DIAL_ANTEVERSION, sex, value_deg);
    wish.neck_shaft_rad = beyond_rad(body, DIAL_NECK_SHAFT, sex, value_deg);
    return wish;
}

// How far L1 turns against the sacrum when the lumbar joint turns by one.
static float share_below_l1(const Body *body, JointId joint)
{
    float sum = 0.0f;
    for (SegmentId s = body_segment(body, "vertebra_l1"); s; s = body->segments[s].parent) {
        for (int i = 0; i < body->joints[joint].share_count; i++)
            sum += body->joints[joint].shares[i].segment == s ? body->joints[joint].shares[i].share_frac : 0.0f;
    }
    return sum;
}

// Less lordosis is flexion. A pelvis that tilts back takes its hips along, so that the legs stay as they stand.
void dials_posture(const Body *body, Sex sex, const float *value_deg, float *joint_rad)
{
    const JointId lumbar = body_joint(body, "lumbar_flexion"), tilt = body_joint(body, "pelvis_tilt");
    const JointId hips[2] = { body_joint(body, "hip_flexion_right"), body_joint(body, "hip_flexion_left") };
    if (body->dial_count == 0 || !lumbar || !tilt) return;
    const float back_rad = beyond_rad(body, DIAL_PELVIC_TILT, sex, value_deg);
    joint_rad[lumbar] -= beyond_rad(body, DIAL_LORDOSIS, sex, value_deg) / fmaxf(share_below_l1(body, lumbar), 0.1f);
    joint_rad[tilt] -= back_rad;
    for (int i = 0; i < 2; i++) joint_rad[hips[i]] -= back_rad;
}
