// clips.c: clips/<id>.csv: motions as angles at times, and what is asked of them between those times.
#include "body_tables.h"

#include "text.h"

#include <math.h>
#include <string.h>

static const char *const posture_words[POSTURE_COUNT] = { "standing", "side_lying", "supine" };
static const float radian = 0.017453292519943295f;

#define CLIP_LONGEST_S 3600.0

typedef struct ClipReader {
    const BodySource *source;
    const Body *body;
    Table table;
    Clip *clip;
    bool good;
} ClipReader;

static const char *key_text(ClipReader *r, const char *key)
{
    const char *value = table_key(&r->table, key);
    if (value) return value;
    fault_add(r->source->faults, "%s:1:1: the header line \"# %s: ...\" is missing.", r->table.path, key);
    r->good = false;
    return NULL;
}

static int key_word(ClipReader *r, const char *key, const char *const *words, int count)
{
    const char *value = key_text(r, key);
    const int found = value ? word_index(value, words, count) : 0;
    if (found >= 0) return found;
    const char *near = text_nearest(value, words, count);
    fault_at_key(r->source->faults, &r->table, key, "\"%s\" is no %s; did you mean \"%s\"?", value, key, near ? near : words[0]);
    r->good = false;
    return 0;
}

static void read_duration(ClipReader *r)
{
    double seconds = 0.0;
    const char *text = key_text(r, "seconds");
    if (!text) return;
    if (text_to_double(text, &seconds) && seconds > 0.0 && seconds <= CLIP_LONGEST_S) {
        r->clip->duration_s = (float)seconds;
        return;
    }
    fault_at_key(r->source->faults, &r->table, "seconds", "\"%s\" is no duration; give seconds, above 0 and at most %g.", text,
                 CLIP_LONGEST_S);
    r->good = false;
}

static void unknown_in_key(ClipReader *r, const char *key, const char *kind, const char *id, IdList ids)
{
    r->good = false;
    if (!id_list_is_empty(ids)) fault_at_key(r->source->faults, &r->table, key, "there is no %s \"%s\"%s", kind, id, id_hint(ids, id).text);
}

// "azimuth elevation" in degrees, as --view takes them.
static void read_view(ClipReader *r)
{
    const char *text = key_text(r, "view_deg");
    if (!text) return;
    double angle[2] = { 0 };
    Text rest = text_of(text), word;
    for (int i = 0; i < 2; i++) {
        const bool number = text_next(&rest, ' ', &word) && text_to_double(text_to_string(r->source->arena, word), &angle[i]);
        if (number && fabs(angle[i]) <= (i == 0 ? 360.0 : 90.0)) continue;
        fault_at_key(r->source->faults, &r->table, "view_deg", "\"%s\" is no direction; write azimuth -360..360 and elevation -90..90.", text);
        r->good = false;
        return;
    }
    r->clip->azimuth_rad = glm_rad((float)angle[0]);
    r->clip->elevation_rad = glm_rad((float)angle[1]);
}

static void read_lead_joint(ClipReader *r)
{
    const char *id = key_text(r, "joint");
    if (!id) return;
    r->clip->lead_joint = body_joint(r->body, id);
    if (r->clip->lead_joint) return;
    unknown_in_key(r, "joint", "joint", id, ID_LIST(r->body->joints, r->body->joint_count));
}

#define PROPS_MOST ((int)(sizeof((Clip) { 0 }.props) / sizeof(PartId)))

static void add_prop(ClipReader *r, Text piece)
{
    Clip *clip = r->clip;
    const char *id = text_to_string(r->source->arena, piece);
    const PartId part = body_part(r->body, id);
    if (part && clip->prop_count < PROPS_MOST) {
        clip->props[clip->prop_count++] = part;
        return;
    }
    if (part)
        fault_at_key(r->source->faults, &r->table, "props", "more than %d props.", PROPS_MOST);
    else
        unknown_in_key(r, "props", "part", id, ID_LIST(r->body->parts, r->body->part_count));
    r->good = false;
}

// "id x y z": false when it is none of that.
static bool place_prop(ClipReader *r, Text piece)
{
    Text word;
    if (!text_next(&piece, ' ', &word)) return false;
    const PartId part = body_part(r->body, text_to_string(r->source->arena, word));
    vec3s at_mm = { { 0 } };
    for (int i = 0; i < 3; i++) {
        double value;
        if (!text_next(&piece, ' ', &word) || !text_to_double(text_to_string(r->source->arena, word), &value)) return false;
        if (fabs(value) > BODY_LIMIT_MM) return false;
        at_mm.raw[i] = (float)value;
    }
    for (int i = 0; i < r->clip->prop_count; i++) {
        if (r->clip->props[i] != part) continue;
        r->clip->prop_at_mm[i] = at_mm;
        return true;
    }
    return false;
}

static void read_props(ClipReader *r)
{
    const char *props = table_key(&r->table, "props"), *places = table_key(&r->table, "prop_at");
    Text rest = text_of(props ? props : ""), piece;
    while (text_next(&rest, ';', &piece)) {
        if (piece.size) add_prop(r, piece);
    }
    rest = text_of(places && r->good ? places : ""); // a place of an unknown prop would be told twice
    while (text_next(&rest, ';', &piece)) {
        if (piece.size == 0 || place_prop(r, piece)) continue;
        fault_at_key(r->source->faults, &r->table, "prop_at", "\"%.*s\" is no place; write \"prop x y z\" in mm for a prop of this clip.",
                     (int)piece.size, piece.data);
        r->good = false;
    }
}

static void read_header(ClipReader *r)
{
    static const char *const yes_no[] = { "no", "yes" };
    read_duration(r);
    r->clip->loop = key_word(r, "loop", yes_no, 2) == 1;
    r->clip->posture = (Posture)key_word(r, "posture", posture_words, POSTURE_COUNT);
    read_view(r);
    read_lead_joint(r);
    read_props(r);
    const char *id = table_key(&r->table, "id");
    if (id && strcmp(id, r->clip->id) != 0)
        fault_at_key(r->source->faults, &r->table, "id", "the id \"%s\" is not the name of its file, \"%s\".", id, r->clip->id);
    key_text(r, "source");
}

static void fault_at_column(ClipReader *r, int column, const char *id)
{
    const TableCell *cell = &r->table.columns[column];
    const IdList joints = ID_LIST(r->body->joints, r->body->joint_count);
    r->good = false;
    if (id_list_is_empty(joints)) return;
    fault_add(r->source->faults, "%s:%d:%d: the column \"%s\" is no joint followed by _deg%s", r->table.path, cell->line, cell->column,
              cell->text, id_hint(joints, id).text);
}

static void read_columns(ClipReader *r)
{
    Clip *clip = r->clip;
    clip->joints = ARENA_ARRAY(r->source->arena, JointId, r->table.column_count);
    for (int c = 0; c < r->table.column_count; c++) {
        const char *text = r->table.columns[c].text;
        if (strcmp(text, "time_s") == 0 || strcmp(text, "caption") == 0) continue;
        const size_t size = strlen(text);
        const bool degrees = size > 4 && strcmp(text + size - 4, "_deg") == 0;
        const char *id = text_to_string(r->source->arena, (Text) { text, degrees ? size - 4 : size });
        const JointId joint = body_joint(r->body, id);
        if (degrees && joint)
            clip->joints[clip->joint_count++] = joint;
        else
            fault_at_column(r, c, id);
    }
}

static bool read_time(ClipReader *r, int row)
{
    Clip *clip = r->clip;
    Faults *faults = r->source->faults;
    if (!cell_number(faults, &r->table, row, "time_s", 0.0, CLIP_LONGEST_S, &clip->time_s[row])) return false;
    if (row == 0 && clip->time_s[0] != 0.0f) {
        fault_at(faults, &r->table, row, "time_s", "the first row must be at 0 s.");
        return false;
    }
    if (row > 0 && clip->time_s[row] <= clip->time_s[row - 1]) {
        fault_at(faults, &r->table, row, "time_s", "%g s does not come after %g s of the row above; times must rise.",
                 (double)clip->time_s[row], (double)clip->time_s[row - 1]);
        return false;
    }
    return true;
}

static bool read_angle(ClipReader *r, int row, int column)
{
    const Joint *joint = &r->body->joints[r->clip->joints[column]];
    const char *name = text_format(r->source->arena, "%s_deg", joint->id);
    const double degree = 1.0 / (double)radian;
    float angle_deg = 0.0f;
    // The range in degrees is rounded so that a limit written in the table is itself allowed.
    const double low = round((double)joint->min_rad * degree * 1e3) / 1e3, high = round((double)joint->max_rad * degree * 1e3) / 1e3;
    if (!cell_number(r->source->faults, &r->table, row, name, low, high, &angle_deg)) return false;
    r->clip->angle_rad[row * r->clip->joint_count + column] = angle_deg * radian;
    return true;
}

static void read_caption(ClipReader *r, int row)
{
    Clip *clip = r->clip;
    const char *caption = table_text(&r->table, row, "caption");
    if (caption[0] == '\0') return;
    if (r->body->string_count > 0 && !body_find_string(r->body, caption))
        fault_unknown(r->source->faults, &r->table, row, "caption", "text", caption, ID_LIST(r->body->strings, r->body->string_count));
    clip->phases[clip->phase_count++] = (ClipPhase) { clip->time_s[row], caption };
}

static void read_rows(ClipReader *r)
{
    Clip *clip = r->clip;
    const int rows = r->table.row_count;
    clip->time_s = ARENA_ARRAY(r->source->arena, float, rows);
    clip->angle_rad = ARENA_ARRAY(r->source->arena, float, (size_t)rows *(size_t)clip->joint_count);
    clip->phases = ARENA_ARRAY(r->source->arena, ClipPhase, rows);
    clip->row_count = rows;
    for (int row = 0; row < rows; row++) {
        r->good = read_time(r, row) && r->good;
        for (int c = 0; c < clip->joint_count; c++) r->good = read_angle(r, row, c) && r->good;
        read_caption(r, row);
    }
}

static void check_end(ClipReader *r)
{
    const Clip *clip = r->clip;
    const int last = clip->row_count - 1;
    Faults *faults = r->source->faults;
    if (last < 1) {
        fault_add(faults, "%s:1:1: a clip needs at least two rows, a start and an end.", r->table.path);
        r->good = false;
        return;
    }
    if (fabsf(clip->time_s[last] - clip->duration_s) > 1e-4f)
        fault_at(faults, &r->table, last, "time_s", "the last row is at %g s, the header says %g seconds; make them the same.",
                 (double)clip->time_s[last], (double)clip->duration_s);
    for (int c = 0; c < clip->joint_count && clip->loop; c++) {
        const char *name = text_format(r->source->arena, "%s_deg", r->body->joints[clip->joints[c]].id);
        if (fabsf(clip->angle_rad[last * clip->joint_count + c] - clip->angle_rad[c]) > 1e-5f)
            fault_at(faults, &r->table, last, name, "a looping clip must end as it begins, at %s.", table_text(&r->table, 0, name));
    }
}

static bool read_clip(const BodySource *source, const Body *body, const char *id, Clip *out)
{
    static const char *const needed[] = { "time_s", "caption" };
    *out = (Clip) { .id = id };
    ClipReader r = { .source = source, .body = body, .clip = out, .good = true };
    if (!source_table(source, text_format(source->arena, "clips/%s.csv", id), COLUMNS(needed), true, &r.table)) return false;
    read_header(&r);
    read_columns(&r);
    if (r.good) read_rows(&r);
    if (r.good) check_end(&r);
    return r.good;
}

void clips_read(const BodySource *source, Body *body)
{
    const char *const *ids;
    const int count = source_clips(source, &ids);
    body->clips = ARENA_ARRAY(source->arena, Clip, count + 1);
    body->clip_count = 1;
    for (int i = 0; i < count; i++) {
        Clip clip;
        if (read_clip(source, body, ids[i], &clip)) body->clips[body->clip_count++] = clip;
    }
}

static float key_angle(const Clip *clip, int row, int column)
{
    return clip->angle_rad[row * clip->joint_count + column];
}

// Average slope between two rows.
static float secant(const Clip *clip, int row, int column)
{
    return (key_angle(clip, row + 1, column) - key_angle(clip, row, column)) / (clip->time_s[row + 1] - clip->time_s[row]);
}

// Slope at a row: a weighted harmonic mean of the slopes on both sides, 0 where they turn. It can never carry the curve past a key.
// Source: Fritsch and Carlson 1980, doi:10.1137/0717021, with the means of Fritsch and Butland 1984, doi:10.1137/0905021.
static float slope_at(const Clip *clip, int row, int column)
{
    const int last = clip->row_count - 1;
    const bool end = row == 0 || row == last;
    if (end && !clip->loop) return 0.0f; // own choice: a motion starts and ends at rest
    const int before = end ? last - 1 : row - 1, after = end ? 0 : row;
    const float d0 = secant(clip, before, column), d1 = secant(clip, after, column);
    if (d0 * d1 <= 0.0f) return 0.0f;
    const float h0 = clip->time_s[before + 1] - clip->time_s[before], h1 = clip->time_s[after + 1] - clip->time_s[after];
    const float w0 = 2.0f * h1 + h0, w1 = h1 + 2.0f * h0;
    return (w0 + w1) / (w0 / d0 + w1 / d1);
}

static float curve_at(const Clip *clip, int row, int column, float t_frac)
{
    if (t_frac <= 0.0f) return key_angle(clip, row, column);
    if (t_frac >= 1.0f) return key_angle(clip, row + 1, column);
    const float h_s = clip->time_s[row + 1] - clip->time_s[row];
    const float t = t_frac, u = 1.0f - t;
    const float start = key_angle(clip, row, column) * (1.0f + 2.0f * t) * u * u + slope_at(clip, row, column) * h_s * t * u * u;
    const float end = key_angle(clip, row + 1, column) * (3.0f - 2.0f * t) * t * t - slope_at(clip, row + 1, column) * h_s * t * t * u;
    return start + end;
}

static float clip_time_s(const Clip *clip, float at_frac)
{
    return glm_clamp(at_frac, 0.0f, 1.0f) * clip->duration_s;
}

static int row_before(const Clip *clip, float time_s)
{
    int row = 0;
    while (row < clip->row_count - 2 && clip->time_s[row + 1] <= time_s) row++;
    return row;
}

void clip_angles(const Body *body, ClipId clip_id, float at_frac, float *joint_rad)
{
    memset(joint_rad, 0, sizeof *joint_rad * (size_t)body->joint_count);
    if (clip_id == 0) return;
    const Clip *clip = &body->clips[clip_id];
    const float time_s = clip_time_s(clip, at_frac);
    const int row = row_before(clip, time_s);
    const float t_frac = (time_s - clip->time_s[row]) / (clip->time_s[row + 1] - clip->time_s[row]);
    for (int c = 0; c < clip->joint_count; c++) joint_rad[clip->joints[c]] = curve_at(clip, row, c, t_frac);
}

const char *clip_caption(const Body *body, ClipId clip_id, float at_frac)
{
    if (clip_id == 0) return "";
    const Clip *clip = &body->clips[clip_id];
    const float time_s = clip_time_s(clip, at_frac);
    const char *caption = "";
    for (int i = 0; i < clip->phase_count && clip->phases[i].start_s <= time_s; i++) caption = clip->phases[i].caption;
    return caption;
}
