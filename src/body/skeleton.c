// skeleton.c: bodies.csv and joints.csv: which segments there are and what turns them.
#include "body_tables.h"

#include "pose.h"

#include <math.h>
#include <string.h>

static const char *const body_columns[] = { "id", "parent", "x", "y", "z", "source" };
static const char *const joint_columns[] = { "id", "body", "axis_x", "axis_y", "axis_z", "share", "role", "unit", "min", "max", "source" };
static const char *const place[3] = { "x", "y", "z" };
static const char *const axis[3] = { "axis_x", "axis_y", "axis_z" };
static const char *const role_words[] = { "share", "follow" };

static bool read_segment(const BodySource *source, Body *body, const Table *table, int row, Segment *out)
{
    Faults *faults = source->faults;
    if (!cell_id(faults, table, row, "id")) return false;
    out->id = table_text(table, row, "id");
    if (body_segment(body, out->id)) {
        fault_at(faults, table, row, "id", "the body \"%s\" stands twice; keep one row.", out->id);
        return false;
    }
    const char *parent = table_text(table, row, "parent");
    out->parent = body_segment(body, parent);
    if (parent[0] != '\0' && !out->parent)
        fault_at(faults, table, row, "parent", "\"%s\" is no body in a row above; parents come first.", parent);
    if (parent[0] == '\0' && body->segment_count > 1) fault_at(faults, table, row, "parent", "only the first body may have no parent.");
    cell_point(faults, table, row, place, BODY_LIMIT_MM, out->centre_mm.raw);
    return true; // kept even so: what names this body shall not be called unknown
}

static void read_segments(const BodySource *source, Body *body)
{
    Table table;
    body->segments = ARENA_ARRAY(source->arena, Segment, SEGMENT_MOST);
    body->segment_count = 1;
    if (!source_table(source, "bodies.csv", COLUMNS(body_columns), false, &table)) return;
    for (int row = 0; row < table.row_count; row++) {
        if (body->segment_count == SEGMENT_MOST) {
            fault_at(source->faults, &table, row, "id", "more than %d bodies; the program has no room for this one.", SEGMENT_MOST - 1);
            return;
        }
        Segment segment = { 0 };
        if (read_segment(source, body, &table, row, &segment)) body->segments[body->segment_count++] = segment;
    }
}

const char *const joint_unit_ids[2] = { "deg", "mm" };
static const double widest[JOINT_UNIT_COUNT] = { 180.0, 1000.0 };
static const double radian = 0.017453292519943295;

float joint_from_shown(const Joint *joint, double shown)
{
    return joint->unit == JOINT_MM ? (float)shown : (float)shown * (float)radian;
}

double joint_to_shown(const Joint *joint, float value)
{
    return joint->unit == JOINT_MM ? (double)value : (double)value / radian;
}

// The joint of a row: the one that an earlier row began, or a new one.
static Joint *joint_of_row(const BodySource *source, Body *body, const Table *table, int row)
{
    const char *id = table_text(table, row, "id");
    const JointId known = body_joint(body, id);
    if (known) return &body->joints[known];
    if (!cell_id(source->faults, table, row, "id")) return NULL;
    if (body->joint_count == JOINT_MOST) {
        fault_at(source->faults, table, row, "id", "more than %d joints; the program has no room for this one.", JOINT_MOST - 1);
        return NULL;
    }
    Joint *joint = &body->joints[body->joint_count++];
    *joint = (Joint) { .id = id, .shares = ARENA_ARRAY(source->arena, JointShare, SEGMENT_MOST) };
    int unit = JOINT_DEG;
    const bool good = cell_word(source->faults, table, row, "unit", joint_unit_ids, JOINT_UNIT_COUNT, &unit);
    joint->unit = (JointUnit)unit;
    joint->max =
        joint_from_shown(joint, widest[unit]); // until its own range has been read, so that a faulty one does not fault all clips too
    joint->min = -joint->max;
    return good ? joint : NULL;
}

static bool read_range(const BodySource *source, const Table *table, int row, Joint *joint, bool is_new)
{
    float low = 0, high = 0;
    Faults *faults = source->faults;
    const double most = widest[joint->unit];
    if (!cell_number(faults, table, row, "min", -most, most, &low)) return false;
    if (!cell_number(faults, table, row, "max", -most, most, &high)) return false;
    if (low > 0.0f || high < 0.0f) {
        fault_at(faults, table, row, "min", "the range %g to %g leaves out 0, the rest pose.", (double)low, (double)high);
        return false;
    }
    const float min = joint_from_shown(joint, (double)low), max = joint_from_shown(joint, (double)high);
    const bool same_unit = strcmp(table_text(table, row, "unit"), joint_unit_ids[joint->unit]) == 0;
    if (!is_new && (!same_unit || joint->min != min || joint->max != max))
        fault_at(faults, table, row, "min", "the range of \"%s\" differs from its first row; give the same one.", joint->id);
    joint->min = min;
    joint->max = max;
    return true;
}

static void read_share(const BodySource *source, Body *body, const Table *table, int row, Joint *joint)
{
    Faults *faults = source->faults;
    JointShare share = { 0 };
    const char *segment = table_text(table, row, "body");
    bool good = cell_point(faults, table, row, axis, 1.0, share.axis.raw);
    good = cell_number(faults, table, row, "share", -1.0, 1.0, &share.share_frac) && good;
    if (good && fabsf(glms_vec3_norm(share.axis) - 1.0f) > 0.001f) {
        fault_at(faults, table, row, "axis_x", "the axis has length %g; give one of length 1.", (double)glms_vec3_norm(share.axis));
        good = false;
    }
    int role = 0;
    good = cell_word(faults, table, row, "role", role_words, 2, &role) && good;
    share.follows = role == 1;
    share.segment = body_segment(body, segment);
    if (segment[0] != '\0' && !share.segment)
        fault_unknown(faults, table, row, "body", "body", segment, ID_LIST(body->segments, body->segment_count));
    share.axis = glms_vec3_normalize(share.axis);
    if (good && joint->share_count < SEGMENT_MOST) joint->shares[joint->share_count++] = share;
}

static void check_shares(const BodySource *source, const Table *table, const Joint *joint)
{
    float sum = 0.0f;
    for (int i = 0; i < joint->share_count; i++) sum += joint->shares[i].follows ? 0.0f : joint->shares[i].share_frac;
    if (fabsf(sum - 1.0f) > 0.0005f)
        fault_at(source->faults, table, table_row_of(table, "id", joint->id), "share",
                 "the shares of \"%s\" add up to %.3f; they must make 1.", joint->id, (double)sum);
}

static void read_joints(const BodySource *source, Body *body)
{
    Table table;
    body->joints = ARENA_ARRAY(source->arena, Joint, JOINT_MOST);
    body->joint_count = 1;
    if (!source_table(source, "joints.csv", COLUMNS(joint_columns), false, &table)) return;
    const int before = source->faults->count;
    for (int row = 0; row < table.row_count; row++) {
        const int known = body->joint_count;
        Joint *joint = joint_of_row(source, body, &table, row);
        if (joint && read_range(source, &table, row, joint, body->joint_count > known)) read_share(source, body, &table, row, joint);
    }
    // A row left out would make its joint's shares fall short too: one fault is enough.
    for (int i = 1; i < body->joint_count && source->faults->count == before; i++) check_shares(source, &table, &body->joints[i]);
}

void skeleton_read(const BodySource *source, Body *body)
{
    read_segments(source, body);
    read_joints(source, body);
}
