// clips.c: clips/<id>.csv and clips/<id>.arching.csv: motions as joint values at times, and what is asked of them between those times.
#include "body_tables.h"

#include "text.h"

#include <math.h>
#include <string.h>

static const char *const posture_words[POSTURE_COUNT] = { "standing", "side_lying", "supine" };
const char *const pelvis_way_ids[2] = { "held", "arching" };

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
        fault_at_key(r->source->faults, &r->table, "view_deg", "\"%s\" is no direction; write azimuth -360..360 and elevation -90..90.",
                     text);
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

// Of a header line that lists parts.
static void add_part(ClipReader *r, const char *key, Text piece, PartId *list, int *count)
{
    const char *id = text_to_string(r->source->arena, piece);
    const PartId part = body_part(r->body, id);
    if (part && *count < PROPS_MOST) {
        list[(*count)++] = part;
        return;
    }
    if (part)
        fault_at_key(r->source->faults, &r->table, key, "more than %d parts.", PROPS_MOST);
    else
        unknown_in_key(r, key, "part", id, ID_LIST(r->body->parts, r->body->part_count));
    r->good = false;
}

static void read_shown(ClipReader *r)
{
    const char *shown = table_key(&r->table, "show");
    Text rest = text_of(shown ? shown : ""), piece;
    while (text_next(&rest, ';', &piece)) {
        if (piece.size) add_part(r, "show", piece, r->clip->shown, &r->clip->shown_count);
    }
}

// "id x y z", or "id x y z turn" in degrees about the vertical: false when it is none of that.
static bool place_prop(ClipReader *r, Text piece)
{
    Text word;
    double value[4] = { 0 };
    int count = 0;
    if (!text_next(&piece, ' ', &word)) return false;
    const PartId part = body_part(r->body, text_to_string(r->source->arena, word));
    while (text_next(&piece, ' ', &word)) {
        if (count == 4 || !text_to_double(text_to_string(r->source->arena, word), &value[count])) return false;
        if (fabs(value[count++]) > BODY_LIMIT_MM) return false;
    }
    for (int i = 0; i < r->clip->prop_count && count >= 3; i++) {
        if (r->clip->props[i] != part) continue;
        r->clip->prop_at_mm[i] = (vec3s) { { (float)value[0], (float)value[1], (float)value[2] } };
        r->clip->prop_turn_rad[i] = glm_rad((float)value[3]);
        return true;
    }
    return false;
}

static void read_props(ClipReader *r)
{
    const char *props = table_key(&r->table, "props"), *places = table_key(&r->table, "prop_at");
    Text rest = text_of(props ? props : ""), piece;
    while (text_next(&rest, ';', &piece)) {
        if (piece.size) add_part(r, "props", piece, r->clip->props, &r->clip->prop_count);
    }
    rest = text_of(places && r->good ? places : ""); // a place of an unknown prop would be told twice
    while (text_next(&rest, ';', &piece)) {
        if (piece.size == 0 || place_prop(r, piece)) continue;
        fault_at_key(r->source->faults, &r->table, "prop_at",
                     "\"%.*s\" is no place; write \"prop x y z\" in mm, or with a turn in degrees, for a prop of this clip.",
                     (int)piece.size, piece.data);
        r->good = false;
    }
}

static void read_frame(ClipReader *r)
{
    double from_mm;
    const char *text = table_key(&r->table, "frame_from_mm");
    if (!text) return;
    if (text_to_double(text, &from_mm) && from_mm >= -BODY_LIMIT_MM && from_mm < 0.0) {
        r->clip->frame_from_mm = (float)from_mm;
        return;
    }
    fault_at_key(r->source->faults, &r->table, "frame_from_mm", "\"%s\" is no height below the hips; give mm below 0, such as -560.", text);
    r->good = false;
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
    read_frame(r);
    read_shown(r);
    if (table_key(&r->table, "drop")) r->clip->drop_side = (Side)key_word(r, "drop", side_ids, SIDE_COUNT);
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
    fault_add(r->source->faults, "%s:%d:%d: the column \"%s\" is no joint followed by its unit, _deg or _mm%s", r->table.path, cell->line,
              cell->column, cell->text, id_hint(joints, id).text);
}

// "hip_flexion_right_deg", "pelvis_drop_mm": the joint, or 0; id is what stands before the unit.
static JointId joint_of_column(const ClipReader *r, const char *text, const char **id)
{
    const char *tail = strrchr(text, '_');
    const int unit = tail ? word_index(tail + 1, joint_unit_ids, JOINT_UNIT_COUNT) : -1;
    *id = unit < 0 ? text : text_to_string(r->source->arena, (Text) { text, (size_t)(tail - text) });
    const JointId joint = unit < 0 ? 0 : body_joint(r->body, *id);
    return joint && (int)r->body->joints[joint].unit == unit ? joint : 0;
}

static void read_columns(ClipReader *r)
{
    Clip *clip = r->clip;
    clip->joints = ARENA_ARRAY(r->source->arena, JointId, r->table.column_count);
    for (int c = 0; c < r->table.column_count; c++) {
        const char *text = r->table.columns[c].text, *id;
        if (strcmp(text, "time_s") == 0 || strcmp(text, "caption") == 0) continue;
        const JointId joint = joint_of_column(r, text, &id);
        if (joint)
            clip->joints[clip->joint_count++] = joint;
        else
            fault_at_column(r, c, id);
    }
}

static const char *column_of_joint(const ClipReader *r, int column)
{
    const Joint *joint = &r->body->joints[r->clip->joints[column]];
    return text_format(r->source->arena, "%s_%s", joint->id, joint_unit_ids[joint->unit]);
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

static bool read_value(ClipReader *r, int row, int column)
{
    const Joint *joint = &r->body->joints[r->clip->joints[column]];
    float shown = 0.0f;
    // The range in degrees is rounded so that a limit written in the table is itself allowed.
    const double low = round(joint_to_shown(joint, joint->min) * 1e3) / 1e3, high = round(joint_to_shown(joint, joint->max) * 1e3) / 1e3;
    if (!cell_number(r->source->faults, &r->table, row, column_of_joint(r, column), low, high, &shown)) return false;
    r->clip->value[row * r->clip->joint_count + column] = joint_from_shown(joint, (double)shown);
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
    clip->value = ARENA_ARRAY(r->source->arena, float, (size_t)rows *(size_t)clip->joint_count);
    clip->phases = ARENA_ARRAY(r->source->arena, ClipPhase, rows);
    clip->row_count = rows;
    for (int row = 0; row < rows; row++) {
        r->good = read_time(r, row) && r->good;
        for (int c = 0; c < clip->joint_count; c++) r->good = read_value(r, row, c) && r->good;
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
        const char *name = column_of_joint(r, c);
        if (fabsf(clip->value[last * clip->joint_count + c] - clip->value[c]) > 1e-5f)
            fault_at(faults, &r->table, last, name, "a looping clip must end as it begins, at %s.", table_text(&r->table, 0, name));
    }
}

// "side_lying_stretch.arching" is side_lying_stretch with the back arching.
static bool read_id(ClipReader *r, const char *file)
{
    const char *dot = strchr(file, '.');
    r->clip->id = dot ? text_to_string(r->source->arena, (Text) { file, (size_t)(dot - file) }) : file;
    if (!dot || strcmp(dot + 1, pelvis_way_ids[PELVIS_ARCHING]) == 0) {
        r->clip->pelvis = dot ? PELVIS_ARCHING : PELVIS_HELD;
        return true;
    }
    fault_add(r->source->faults, "%s:1:1: no clip ends in \"%s\"; name the file %s.csv, or %s.arching.csv for its other way.",
              r->table.path, dot, r->clip->id, r->clip->id);
    return false;
}

static bool read_clip(const BodySource *source, const Body *body, const char *file, Clip *out)
{
    static const char *const needed[] = { "time_s", "caption" };
    *out = (Clip) { 0 };
    ClipReader r = { .source = source, .body = body, .clip = out, .good = true };
    if (!source_table(source, text_format(source->arena, "clips/%s.csv", file), COLUMNS(needed), true, &r.table)) return false;
    if (!read_id(&r, file)) return false;
    read_header(&r);
    read_columns(&r);
    if (r.good) read_rows(&r);
    if (r.good) check_end(&r);
    return r.good;
}

static float end_s(const Clip *clip)
{
    return clip->time_s[clip->row_count - 1];
}

// The arching way follows its held one in the list, because the files are sorted.
static void join_twins(const BodySource *source, Body *body, const char *const *files, int file_count)
{
    const ClipId arching = (ClipId)(body->clip_count - 1);
    Clip *clip = &body->clips[arching];
    const ClipId held = body_clip(body, clip->id);
    if (held == arching) {
        clip->pelvis = PELVIS_HELD;
        if (word_index(clip->id, files, file_count) >= 0) return; // what is wrong with it has been told
        fault_add(source->faults, "clips/%s.arching.csv:1:1: there is no clips/%s.csv beside it, the same with the pelvis held.", clip->id,
                  clip->id);
        return;
    }
    const double held_s = (double)end_s(&body->clips[held]), arching_s = (double)end_s(clip);
    if (held_s != arching_s)
        fault_add(source->faults, "clips/%s.arching.csv:1:1: it ends at %g s, with the pelvis held it ends at %g; make them the same.",
                  clip->id, arching_s, held_s);
    clip->twin = held;
    body->clips[held].twin = arching;
}

void clips_read(const BodySource *source, Body *body)
{
    const char *const *files;
    const int count = source_clips(source, &files);
    body->clips = ARENA_ARRAY(source->arena, Clip, count + 1);
    body->clip_count = 1;
    for (int i = 0; i < count; i++) {
        Clip clip;
        if (!read_clip(source, body, files[i], &clip)) continue;
        body->clips[body->clip_count++] = clip;
        if (clip.pelvis == PELVIS_ARCHING) join_twins(source, body, files, count);
    }
}

ClipId clip_with_pelvis(const Body *body, ClipId clip, PelvisWay way)
{
    return body->clips[clip].pelvis == way ? clip : body->clips[clip].twin;
}

static float key_value(const Clip *clip, int row, int column)
{
    return clip->value[row * clip->joint_count + column];
}

// Average slope between two rows.
static float secant(const Clip *clip, int row, int column)
{
    return (key_value(clip, row + 1, column) - key_value(clip, row, column)) / (clip->time_s[row + 1] - clip->time_s[row]);
}

// Slope at a row: that of the parabola through it and its neighbours, but 0 where the curve turns, and never so steep that it is carried
// past a key. Harmonic means do that too, but shake: they doubled the angular acceleration of the walking knee.
// Source: monotone when at most three times either secant, docs/sources.md#fritsch1980; the limiter: docs/sources.md#hyman1983.
static float slope_at(const Clip *clip, int row, int column)
{
    const int last = clip->row_count - 1;
    const bool end = row == 0 || row == last;
    if (end && !clip->loop) return 0.0f; // own choice: a motion starts and ends at rest
    const int before = end ? last - 1 : row - 1, after = end ? 0 : row;
    const float d0 = secant(clip, before, column), d1 = secant(clip, after, column);
    if (d0 * d1 <= 0.0f) return 0.0f;
    const float h0 = clip->time_s[before + 1] - clip->time_s[before], h1 = clip->time_s[after + 1] - clip->time_s[after];
    const float parabola = (h1 * d0 + h0 * d1) / (h0 + h1), most = 3.0f * fminf(fabsf(d0), fabsf(d1));
    return glm_clamp(parabola, -most, most);
}

static float curve_at(const Clip *clip, int row, int column, float t_frac)
{
    if (t_frac <= 0.0f) return key_value(clip, row, column);
    if (t_frac >= 1.0f) return key_value(clip, row + 1, column);
    const float h_s = clip->time_s[row + 1] - clip->time_s[row];
    const float t = t_frac, u = 1.0f - t;
    const float start = key_value(clip, row, column) * (1.0f + 2.0f * t) * u * u + slope_at(clip, row, column) * h_s * t * u * u;
    const float end = key_value(clip, row + 1, column) * (3.0f - 2.0f * t) * t * t - slope_at(clip, row + 1, column) * h_s * t * t * u;
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

const char *clip_note(const Body *body, ClipId clip_id)
{
    char id[80];
    if (clip_id == 0) return "";
    snprintf(id, sizeof id, "clip_%s_note", body->clips[clip_id].id);
    const String *note = body_find_string(body, id);
    return note ? note->id : "";
}
