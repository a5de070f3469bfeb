// referral.c: triggers.csv, zones.csv, emphasis.csv, rivals.csv: the points, where their pain is felt, what else can hurt there.
#include "body_tables.h"

#include "text.h"

#include <math.h>
#include <string.h>

static const char *const trigger_columns[] = { "id", "point",   "muscle",  "structure_anchor", "landmark", "dx",    "dy",
                                               "dz", "skin_dx", "skin_dy", "skin_dz",          "number",   "source" };
static const char *const zone_columns[] = { "id", "facing", "grade", "shape", "size_mm", "points", "source" };
static const char *const emphasis_columns[] = { "trigger", "zone" };
static const char *const rival_columns[] = { "zone", "order", "urgency", "side", "sex", "text", "source" };
static const char *const deep_step[3] = { "dx", "dy", "dz" };
static const char *const skin_step[3] = { "skin_dx", "skin_dy", "skin_dz" };
static const char *const facing_words[] = { "front", "back", "front_inside" };
static const char *const grade_words[ZONE_GRADE_COUNT] = { "typical", "spill" };
static const char *const shape_words[] = { "polygon", "ellipse", "band" };
static const char *const urgency_words[URGENCY_COUNT] = { "U", "C", "M" };
static const char *const side_words[SIDE_COUNT] = { "both", "right", "left" };
static const char *const sex_words[SEX_COUNT] = { "both", "male", "female" };

static const Landmark *find_anchor(const BodySource *source, const Body *body, const Table *table, int row, PartId anchor)
{
    const char *id = table_text(table, row, "landmark");
    const int structure = body->parts[anchor].structure_index;
    const Landmark *found = body_landmark(body, structure, id);
    if (found) return found;
    // Suggest among the landmarks of this structure only; they lie together.
    int first = 0, count = 0;
    while (first < body->landmark_count && body->landmarks[first].structure_index != structure) first++;
    while (first + count < body->landmark_count && body->landmarks[first + count].structure_index == structure) count++;
    const IdList own = { body->landmarks + first, sizeof *body->landmarks, count };
    fault_unknown(source->faults, table, row, "landmark", "landmark", id, own);
    return NULL;
}

static PartId find_structure(const BodySource *source, const Body *body, const Table *table, int row, const char *column)
{
    const char *id = table_text(table, row, column);
    const PartId part = body_structure_part(body, id, SIDE_RIGHT);
    if (!part) fault_unknown(source->faults, table, row, column, "structure", id, ID_LIST(body->parts, body->part_count));
    return part;
}

// The program shows this text; without it the id itself would stand there.
static void check_text(const BodySource *source, const Body *body, const Table *table, int row, const char *column, const char *id)
{
    if (body->string_count == 0 || body_find_string(body, id)) return;
    fault_at(source->faults, table, row, column, "strings.csv has no text \"%s\"%s", id,
             id_hint(ID_LIST(body->strings, body->string_count), id).text);
}

static Trigger trigger_on_side(const BodySource *source, const Body *body, Trigger trigger, const char *id, Side side)
{
    trigger.id = text_format(source->arena, "%s_%s", id, side_ids[side]);
    trigger.side = side;
    trigger.muscle = body_structure_part(body, body->parts[trigger.muscle].structure, side);
    trigger.anchor_part = body_structure_part(body, body->parts[trigger.anchor_part].structure, side);
    if (side == SIDE_LEFT) {
        trigger.deep_mm.z = -trigger.deep_mm.z;
        trigger.skin_mm.z = -trigger.skin_mm.z;
    }
    return trigger;
}

static void read_trigger(const BodySource *source, Body *body, const Table *table, int row)
{
    Faults *faults = source->faults;
    Trigger trigger = { 0 };
    float number = 0;
    bool good = cell_id(faults, table, row, "id");
    good = cell_id(faults, table, row, "point") && good;
    trigger.muscle = find_structure(source, body, table, row, "muscle");
    trigger.anchor_part = find_structure(source, body, table, row, "structure_anchor");
    const Landmark *anchor = trigger.anchor_part ? find_anchor(source, body, table, row, trigger.anchor_part) : NULL;
    good = cell_point(faults, table, row, deep_step, 500.0, trigger.deep_mm.raw) && good;
    good = cell_point(faults, table, row, skin_step, 500.0, trigger.skin_mm.raw) && good;
    good = cell_number(faults, table, row, "number", 1.0, 99.0, &number) && good;
    if (!good || !trigger.muscle || !anchor) return;
    trigger.point = table_text(table, row, "point");
    check_text(source, body, table, row, "point", text_format(source->arena, "trigger_%s", trigger.point));
    check_text(source, body, table, row, "point", text_format(source->arena, "trigger_%s_finger", trigger.point));
    trigger.anchor_landmark = anchor->id;
    trigger.number = (int)number;
    trigger.deep_mm = glms_vec3_add(anchor->position_mm, trigger.deep_mm);
    trigger.skin_mm = glms_vec3_add(anchor->position_mm, trigger.skin_mm);
    const char *id = table_text(table, row, "id");
    if (body_trigger(body, text_format(source->arena, "%s_right", id))) {
        fault_at(faults, table, row, "id", "the trigger point \"%s\" stands twice; keep one row.", id);
        return;
    }
    body->triggers[body->trigger_count++] = trigger_on_side(source, body, trigger, id, SIDE_RIGHT);
    body->triggers[body->trigger_count++] = trigger_on_side(source, body, trigger, id, SIDE_LEFT);
}

static void read_triggers(const BodySource *source, Body *body)
{
    Table table;
    body->triggers = ARENA_ARRAY(source->arena, Trigger, 1);
    body->trigger_count = 1;
    if (!source_table(source, "triggers.csv", COLUMNS(trigger_columns), false, &table)) return;
    body->triggers = ARENA_ARRAY(source->arena, Trigger, 2 * (size_t)table.row_count + 1);
    for (int row = 0; row < table.row_count; row++) read_trigger(source, body, &table, row);
}

static int count_pieces(const char *text, char separator)
{
    int count = 1;
    for (; *text; text++) count += *text == separator;
    return count;
}

// "y z": both numbers, nothing else.
static bool read_pair(const BodySource *source, Text piece, vec2s *out)
{
    Text word;
    double value[2];
    int count = 0;
    while (text_next(&piece, ' ', &word)) {
        if (word.size == 0) continue;
        if (count == 2 || !text_to_double(text_to_string(source->arena, word), &value[count])) return false;
        if (fabs(value[count++]) > BODY_LIMIT_MM) return false;
    }
    if (count != 2) return false;
    *out = (vec2s) { { (float)value[0], (float)value[1] } };
    return true;
}

static bool read_points(const BodySource *source, const Table *table, int row, ZoneShape *shape)
{
    static const int fewest[] = { 3, 2, 2 };
    const char *text = table_text(table, row, "points");
    shape->points_yz_mm = ARENA_ARRAY(source->arena, vec2s, count_pieces(text, ';'));
    Text rest = text_of(text), piece;
    while (text_next(&rest, ';', &piece)) {
        if (piece.size == 0) continue;
        if (!read_pair(source, piece, &shape->points_yz_mm[shape->point_count])) {
            fault_at(source->faults, table, row, "points", "\"%.*s\" is no point; write \"y z\" in mm, points apart by semicolons.",
                     (int)piece.size, piece.data);
            return false;
        }
        shape->point_count++;
    }
    const int want = fewest[shape->kind];
    if (shape->point_count >= want && (shape->kind != ZONE_ELLIPSE || shape->point_count == 2)) return true;
    fault_at(source->faults, table, row, "points",
             "%d points; a polygon takes 3 or more, a band 2 or more, an ellipse its centre and half sizes.", shape->point_count);
    return false;
}

#define ARC_POINTS 5

static vec2s toward(vec2s from, vec2s to, float length)
{
    return glms_vec2_add(from, glms_vec2_scale(glms_vec2_normalize(glms_vec2_sub(to, from)), length));
}

// How far from a corner its rounding begins: as for an arc of that radius, but never past the middle of an edge.
static float round_length(vec2s before, vec2s corner, vec2s after, float radius)
{
    const vec2s a = glms_vec2_normalize(glms_vec2_sub(before, corner)), b = glms_vec2_normalize(glms_vec2_sub(after, corner));
    const float cosine = glm_clamp(glms_vec2_dot(a, b), -1.0f, 0.9999f);
    const float wanted = radius * sqrtf((1.0f + cosine) / (1.0f - cosine));
    const float room = 0.5f * fminf(glms_vec2_distance(before, corner), glms_vec2_distance(after, corner));
    return fminf(wanted, room);
}

// Rounding the outline itself, once, leaves an exact distance to a plain polygon for all later questions.
// Corners on the mid-line stay sharp: the shape is cut there, it does not end.
static void round_corners(const BodySource *source, ZoneShape *shape)
{
    const int count = shape->point_count;
    const vec2s *old = shape->points_yz_mm;
    vec2s *out = ARENA_ARRAY(source->arena, vec2s, count * ARC_POINTS);
    int filled = 0;
    for (int i = 0; i < count; i++) {
        const vec2s corner = old[i], before = old[(i + count - 1) % count], after = old[(i + 1) % count];
        const float length = round_length(before, corner, after, shape->size_mm);
        const vec2s start = toward(corner, before, length), end = toward(corner, after, length);
        const int steps = corner.y == 0.0f || length < 0.01f ? 1 : ARC_POINTS;
        if (steps == 1) out[filled++] = corner;
        for (int k = 0; k < steps && steps > 1; k++) {
            const float t = (float)k / (float)(ARC_POINTS - 1);
            out[filled++] = glms_vec2_lerp(glms_vec2_lerp(start, corner, t), glms_vec2_lerp(corner, end, t), t);
        }
    }
    shape->points_yz_mm = out;
    shape->point_count = filled;
}

static void find_box(ZoneShape *shape)
{
    const vec2s *p = shape->points_yz_mm;
    const bool ellipse = shape->kind == ZONE_ELLIPSE;
    const float spread_mm = shape->kind == ZONE_BAND ? shape->size_mm : 0.0f;
    shape->low_yz_mm = ellipse ? glms_vec2_sub(p[0], p[1]) : p[0];
    shape->high_yz_mm = ellipse ? glms_vec2_add(p[0], p[1]) : p[0];
    for (int i = 1; i < shape->point_count && !ellipse; i++) {
        shape->low_yz_mm = glms_vec2_minv(shape->low_yz_mm, p[i]);
        shape->high_yz_mm = glms_vec2_maxv(shape->high_yz_mm, p[i]);
    }
    shape->low_yz_mm = glms_vec2_subs(shape->low_yz_mm, spread_mm);
    shape->high_yz_mm = glms_vec2_adds(shape->high_yz_mm, spread_mm);
}

static bool read_shape(const BodySource *source, const Table *table, int row, ZoneShape *out)
{
    Faults *faults = source->faults;
    int facing = 0, grade = 0, kind = 0;
    bool good = cell_word(faults, table, row, "facing", facing_words, 3, &facing);
    good = cell_word(faults, table, row, "grade", grade_words, ZONE_GRADE_COUNT, &grade) && good;
    good = cell_word(faults, table, row, "shape", shape_words, 3, &kind) && good;
    good = cell_number(faults, table, row, "size_mm", 0.0, 200.0, &out->size_mm) && good;
    if (!good) return false;
    out->facing = (ZoneFacing)facing;
    out->grade = (ZoneGrade)grade;
    out->kind = (ZoneShapeKind)kind;
    if (!read_points(source, table, row, out)) return false;
    const vec2s half = out->points_yz_mm[1];
    if ((out->kind == ZONE_ELLIPSE && (half.x <= 0.0f || half.y <= 0.0f)) || (out->kind == ZONE_BAND && out->size_mm <= 0.0f)) {
        fault_at(faults, table, row, "size_mm", "this shape has no width; give half sizes above 0.");
        return false;
    }
    if (out->kind == ZONE_POLYGON) round_corners(source, out);
    find_box(out);
    return true;
}

static ZoneId zone_of_base(const Body *body, const char *base, Side side)
{
    for (int i = 1; i < body->zone_count; i++) {
        if (body->zones[i].side == side && strcmp(body->zones[i].base, base) == 0) return (ZoneId)i;
    }
    return 0;
}

static void add_zone(const BodySource *source, Body *body, const char *base, int most_shapes)
{
    for (Side side = SIDE_RIGHT; side <= SIDE_LEFT; side++) {
        Zone *zone = &body->zones[body->zone_count++];
        *zone = (Zone) { .id = text_format(source->arena, "%s_%s", base, side_ids[side]), .base = base, .side = side };
        zone->shapes = side == SIDE_RIGHT ? ARENA_ARRAY(source->arena, ZoneShape, most_shapes) : zone[-1].shapes;
    }
}

static void read_zones(const BodySource *source, Body *body)
{
    Table table;
    body->zones = ARENA_ARRAY(source->arena, Zone, 1);
    body->zone_count = 1;
    if (!source_table(source, "zones.csv", COLUMNS(zone_columns), false, &table)) return;
    body->zones = ARENA_ARRAY(source->arena, Zone, 2 * (size_t)table.row_count + 1);
    for (int row = 0; row < table.row_count; row++) {
        ZoneShape shape = { 0 };
        if (!cell_id(source->faults, &table, row, "id")) continue;
        const char *base = table_text(&table, row, "id");
        if (!zone_of_base(body, base, SIDE_RIGHT)) {
            check_text(source, body, &table, row, "id", text_format(source->arena, "zone_%s", base));
            add_zone(source, body, base, table.row_count - row);
        }
        if (!read_shape(source, &table, row, &shape)) continue;
        Zone *right = &body->zones[zone_of_base(body, base, SIDE_RIGHT)], *left = right + 1;
        right->shapes[right->shape_count++] = shape;
        left->shape_count = right->shape_count;
    }
}

static const char *check_zone(const BodySource *source, const Body *body, const Table *table, int row)
{
    const char *base = table_text(table, row, "zone");
    if (zone_of_base(body, base, SIDE_RIGHT)) return base;
    fault_unknown(source->faults, table, row, "zone", "zone", base, ID_LIST(body->zones, body->zone_count));
    return NULL;
}

static void stress(Body *body, const char *point, const char *base)
{
    for (int i = 1; i < body->trigger_count; i++) {
        Trigger *trigger = &body->triggers[i];
        const int most = (int)(sizeof trigger->stressed / sizeof *trigger->stressed);
        if (strcmp(trigger->point, point) == 0 && trigger->stressed_count < most)
            trigger->stressed[trigger->stressed_count++] = zone_of_base(body, base, trigger->side);
    }
}

static void read_emphasis(const BodySource *source, Body *body, bool points_known)
{
    Table table;
    if (!source_table(source, "emphasis.csv", COLUMNS(emphasis_columns), false, &table)) return;
    for (int row = 0; row < table.row_count; row++) {
        const char *point = table_text(&table, row, "trigger");
        const char *zone = check_zone(source, body, &table, row);
        const bool known = !points_known || body_trigger(body, text_format(source->arena, "%s_right", point));
        if (!known)
            fault_unknown(source->faults, &table, row, "trigger", "trigger point", point, ID_LIST(body->triggers, body->trigger_count));
        else if (zone)
            stress(body, point, zone);
    }
}

static bool rival_stands_above(const Body *body, const Rival *rival)
{
    for (int i = 0; i < body->rival_count; i++) {
        const Rival *above = &body->rivals[i];
        const bool same_people = above->side == rival->side && above->sex == rival->sex;
        if (same_people && strcmp(above->zone, rival->zone) == 0 && strcmp(above->text, rival->text) == 0) return true;
    }
    return false;
}

static void read_rival(const BodySource *source, Body *body, const Table *table, int row)
{
    Faults *faults = source->faults;
    int urgency = 0, side = 0, sex = 0;
    float order = 0;
    const char *zone = check_zone(source, body, table, row);
    bool good = cell_word(faults, table, row, "urgency", urgency_words, URGENCY_COUNT, &urgency);
    good = cell_word(faults, table, row, "side", side_words, SIDE_COUNT, &side) && good;
    good = cell_word(faults, table, row, "sex", sex_words, SEX_COUNT, &sex) && good;
    good = cell_number(faults, table, row, "order", 1.0, 999.0, &order) && good;
    const char *text = table_text(table, row, "text");
    if (body->string_count > 0 && !body_find_string(body, text))
        fault_unknown(faults, table, row, "text", "text", text, ID_LIST(body->strings, body->string_count));
    if (!good || !zone) return;
    const Rival rival = { .zone = zone, .urgency = (Urgency)urgency, .side = (Side)side, .sex = (Sex)sex, .text = text };
    if (rival_stands_above(body, &rival)) {
        fault_at(faults, table, row, "text", "\"%s\" already stands above for %s; keep one row.", text, zone);
        return;
    }
    const Rival *last = body->rival_count ? &body->rivals[body->rival_count - 1] : NULL;
    // What is urgent must be read first: an order that hides it lower down is a fault, not a taste.
    if (last && strcmp(last->zone, zone) == 0 && (int)last->urgency > urgency)
        fault_at(faults, table, row, "urgency", "\"%s\" comes after less urgent rows of the same zone; the order is U, C, M.",
                 urgency_words[urgency]);
    body->rivals[body->rival_count++] = rival;
}

static void read_rivals(const BodySource *source, Body *body)
{
    Table table;
    if (!source_table(source, "rivals.csv", COLUMNS(rival_columns), false, &table)) return;
    body->rivals = ARENA_ARRAY(source->arena, Rival, table.row_count);
    for (int row = 0; row < table.row_count; row++) read_rival(source, body, &table, row);
}

void referral_read(const BodySource *source, Body *body)
{
    const int before = source->faults->count;
    read_triggers(source, body);
    const bool points_known = source->faults->count == before; // else the missing ones have been told already
    read_zones(source, body);
    read_emphasis(source, body, points_known);
    read_rivals(source, body);
}
