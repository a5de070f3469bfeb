// skeleton.c: bodies.csv and joints.csv: which segments there are and what turns them.
#include "body_tables.h"

#include "pose.h"

#include <math.h>
#include <string.h>

static const char *const body_columns[] = { "id", "parent", "x", "y", "z", "source" };
static const char *const joint_columns[] = { "id", "body", "axis_x", "axis_y", "axis_z", "share", "role", "min_deg", "max_deg", "source" };
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

static const float radian = 0.017453292519943295f;

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
    const float widest_rad = 180.0f * radian; // until its own range has been read, so that a faulty one does not fault all clips too
    *joint =
        (Joint) { .id = id, .min_rad = -widest_rad, .max_rad = widest_rad, .shares = ARENA_ARRAY(source->arena, JointShare, SEGMENT_MOST) };
    return joint;
}

static bool read_range(const BodySource *source, const Table *table, int row, Joint *joint, bool is_new)
{
    float min_deg = 0, max_deg = 0;
    Faults *faults = source->faults;
    if (!cell_number(faults, table, row, "min_deg", -180.0, 180.0, &min_deg)) return false;
    if (!cell_number(faults, table, row, "max_deg", -180.0, 180.0, &max_deg)) return false;
    if (min_deg > 0.0f || max_deg < 0.0f) {
        fault_at(faults, table, row, "min_deg", "the range %g to %g leaves out 0, the rest pose.", (double)min_deg, (double)max_deg);
        return false;
    }
    if (!is_new && (joint->min_rad != min_deg * radian || joint->max_rad != max_deg * radian))
        fault_at(faults, table, row, "min_deg", "the range of \"%s\" differs from its first row; give the same one.", joint->id);
    joint->min_rad = min_deg * radian;
    joint->max_rad = max_deg * radian;
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

static int first_row_of(const Table *table, const char *id)
{
    int row = 0;
    while (strcmp(table_text(table, row, "id"), id) != 0) row++;
    return row;
}

static void check_shares(const BodySource *source, const Table *table, const Joint *joint)
{
    float sum = 0.0f;
    for (int i = 0; i < joint->share_count; i++) sum += joint->shares[i].follows ? 0.0f : joint->shares[i].share_frac;
    if (fabsf(sum - 1.0f) > 0.0005f)
        fault_at(source->faults, table, first_row_of(table, joint->id), "share", "the shares of \"%s\" add up to %.3f; they must make 1.",
                 joint->id, (double)sum);
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
