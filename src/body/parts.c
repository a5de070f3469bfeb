// parts.c: structures.csv: everything that can be shown; one row makes one part, or a right and a left one.
#include "body_tables.h"

#include "text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const columns[] = { "id",    "name",  "group",   "tissue",     "colour",        "shape",
                                       "table", "side",  "carrier", "blend_axis", "blend_from_mm", "blend_to_mm",
                                       "sex",   "shown", "genus",   "cell_mm",    "source",        "grade" };
static const char *const shape_words[] = { "surface", "tube", "box", "pad" };
static const char *const side_words[] = { "mid", "right", "left", "pair" };
static const char *const axis_words[] = { "x", "y", "z", "fold" };
static const char *const sex_words[] = { "both", "male", "female" };

#define PAIR 3

void colour_read(const BodySource *source, const Table *table, int row, vec3s *out)
{
    const char *text = table_text(table, row, "colour");
    unsigned r, g, b;
    char rest;
    if (strlen(text) == 7 && strspn(text + 1, "0123456789abcdefABCDEF") == 6 && sscanf(text, "#%2x%2x%2x%c", &r, &g, &b, &rest) == 3)
        *out = (vec3s) { { (float)r / 255.0f, (float)g / 255.0f, (float)b / 255.0f } };
    else
        fault_at(source->faults, table, row, "colour", "\"%s\" is no colour; write it like #E8DFCB.", text);
}

static void read_looks(const BodySource *source, const Body *body, const Table *table, int row, Part *part)
{
    Faults *faults = source->faults;
    int group = 0, tissue = 0, sex = 0, grade = 0, shape = 0;
    cell_word(faults, table, row, "group", group_ids, GROUP_COUNT, &group);
    cell_word(faults, table, row, "tissue", tissue_ids, TISSUE_COUNT, &tissue);
    cell_word(faults, table, row, "sex", sex_words, SEX_COUNT, &sex);
    cell_word(faults, table, row, "grade", grade_ids, GRADE_COUNT, &grade);
    cell_word(faults, table, row, "shape", shape_words, 4, &shape);
    cell_yes_no(faults, table, row, "shown", &part->shown);
    colour_read(source, table, row, &part->colour_srgb);
    part->key_srgb = part->colour_srgb; // until key_colours.csv says otherwise
    part->group = (Group)group;
    part->tissue = (Tissue)tissue;
    part->sex = (Sex)sex;
    part->grade = (Grade)grade;
    part->source = table_text(table, row, "source");
    if (part->source[0] == '\0') fault_at(faults, table, row, "source", "the source is missing; every figure names one.");
    const char *name = table_text(table, row, "name");
    const Name *found = body_find_name(body, name);
    if (found)
        part->name = (NameId)(found - body->names);
    else if (body->name_count > 0)
        fault_unknown(faults, table, row, "name", "name", name, ID_LIST(body->names, body->name_count));
}

static void check_making(const BodySource *source, const Table *table, int row)
{
    float genus, cell_mm;
    cell_number(source->faults, table, row, "genus", 0.0, 32.0, &genus);
    cell_number(source->faults, table, row, "cell_mm", 0.3, 10.0, &cell_mm);
}

static void read_blend(const BodySource *source, const Table *table, int row, Carrier *carrier)
{
    int axis = 0;
    Faults *faults = source->faults;
    if (!cell_word(faults, table, row, "blend_axis", axis_words, 4, &axis)) return;
    carrier->axis = (BlendAxis)axis;
    if (carrier->axis == BLEND_FOLD && carrier->kind != CARRIER_TRUNK_FEMUR)
        fault_at(faults, table, row, "blend_axis", "only the carrier trunk_femur knows fold; write x, y or z.");
    if (carrier->axis == BLEND_FOLD) return;
    const double limit = BODY_LIMIT_MM;
    if (!cell_number(faults, table, row, "blend_from_mm", -limit, limit, &carrier->from_mm)) return;
    if (!cell_number(faults, table, row, "blend_to_mm", -limit, limit, &carrier->to_mm)) return;
    if (carrier->from_mm == carrier->to_mm)
        fault_at(faults, table, row, "blend_to_mm", "blend_from_mm and blend_to_mm are the same; leave room to blend.");
}

static const char *side_suffix(Side side)
{
    return side == SIDE_LEFT ? "_left" : "_right";
}

// "femur" of a side; 0 when bodies.csv has none.
static SegmentId segment_of_side(const Body *body, const char *word, Side side)
{
    char id[64];
    snprintf(id, sizeof id, "%s%s", word, side_suffix(side));
    return body_segment(body, id);
}

static void read_bone(const BodySource *source, const Body *body, const Table *table, int row, const char *word, Carrier *carrier)
{
    carrier->kind = CARRIER_RIGID;
    carrier->segment = body_segment(body, word);
    if (carrier->segment) return;
    const IdList segments = ID_LIST(body->segments, body->segment_count);
    if (id_list_is_empty(segments)) return;
    fault_at(source->faults, table, row, "carrier",
             "\"%s\" carries nothing; allowed: world, trunk, trunk_femur, femur, tibia, patella, leg, patella_tibia or a body of "
             "bodies.csv%s",
             word, id_hint(segments, word).text);
}

// Carriers that lie on both sides: the bone, or the bones between which a part is blended (the first, then the second).
static const struct PairedCarrier {
    const char *word;
    CarrierKind kind;
    const char *from, *segment;
} paired_carriers[] = {
    { "femur", CARRIER_RIGID, NULL, "femur" },
    { "tibia", CARRIER_RIGID, NULL, "tibia" },
    { "patella", CARRIER_RIGID, NULL, "patella" },
    { "trunk_femur", CARRIER_TRUNK_FEMUR, NULL, "femur" },
    { "leg", CARRIER_LEG, "femur", "tibia" },
    { "patella_tibia", CARRIER_BETWEEN, "patella", "tibia" },
};

static const struct PairedCarrier *paired_carrier(const char *word)
{
    for (size_t i = 0; i < sizeof paired_carriers / sizeof *paired_carriers; i++) {
        if (strcmp(paired_carriers[i].word, word) == 0) return &paired_carriers[i];
    }
    return NULL;
}

static bool is_blended(CarrierKind kind)
{
    return kind == CARRIER_TRUNK_FEMUR || kind == CARRIER_BETWEEN || kind == CARRIER_LEG;
}

static void read_paired(const BodySource *source, const Table *table, int row, bool pair, const struct PairedCarrier *paired,
                        Carrier *carrier)
{
    carrier->kind = paired->kind;
    if (is_blended(paired->kind)) read_blend(source, table, row, carrier);
    if (!pair && paired->kind != CARRIER_TRUNK_FEMUR) // the skin in the mid-line goes with both thighs
        fault_at(source->faults, table, row, "carrier", "\"%s\" is for pairs; name %s_right or %s_left.", paired->word, paired->segment,
                 paired->segment);
}

// The carrier as written; the side of those that come in pairs is filled in per part.
static void read_carrier(const BodySource *source, const Body *body, const Table *table, int row, bool pair, Carrier *carrier)
{
    const char *word = table_text(table, row, "carrier");
    const struct PairedCarrier *paired = paired_carrier(word);
    static const char *const words[] = { "world", "trunk" };
    if (paired) {
        read_paired(source, table, row, pair, paired, carrier);
        return;
    }
    switch (word_index(word, words, 2)) {
    case 0:
        carrier->kind = CARRIER_WORLD;
        break;
    case 1:
        carrier->kind = CARRIER_TRUNK;
        break;
    default:
        read_bone(source, body, table, row, word, carrier);
        break;
    }
}

// A blend that nothing reads looks as if it did something.
static void check_no_blend(const BodySource *source, const Table *table, int row)
{
    static const char *const columns_of_blend[] = { "blend_axis", "blend_from_mm", "blend_to_mm" };
    for (int i = 0; i < 3; i++) {
        const char *column = columns_of_blend[i];
        if (table_text(table, row, column)[0] != '\0')
            fault_at(source->faults, table, row, column,
                     "only the carriers trunk_femur, leg and patella_tibia blend; leave this empty.");
    }
}

static int find_structure(const Pack *pack, const char *id)
{
    for (uint32_t i = 0; i < pack->header->structure_count; i++) {
        if (strcmp(pack->structures[i].id, id) == 0) return (int)i;
    }
    return -1;
}

static void attach_mesh(const BodySource *source, const Table *table, int row, Part *part)
{
    part->structure_index = row;
    if (!source->pack) return;
    part->structure_index = find_structure(source->pack, part->structure);
    if (part->structure_index >= 0)
        part->mesh = &source->pack->meshes[part->structure_index];
    else
        fault_at(source->faults, table, row, "id", "the body.pack holds no surface of \"%s\"; build the program again.", part->structure);
}

#define BULGE_MM 1.0f // what finer levels may stand out over the coarsest, at most

// Around the middle of the box of its vertices; near enough to the smallest sphere to frame a view. The coarsest level tells it in a tenth
// of the time.
static void find_bounds(Part *part)
{
    const PackedMesh *mesh = part->mesh;
    const uint32_t count = mesh ? mesh->level[DETAIL_LOW].vertex_count : 0;
    if (count == 0) return;
    vec3s low_mm = packed_position_mm(mesh, 0), high_mm = low_mm;
    for (uint32_t i = 1; i < count; i++) {
        const vec3s here_mm = packed_position_mm(mesh, i);
        low_mm = glms_vec3_minv(low_mm, here_mm);
        high_mm = glms_vec3_maxv(high_mm, here_mm);
    }
    part->centre_mm = glms_vec3_center(low_mm, high_mm);
    float most_mm2 = 0.0f;
    for (uint32_t i = 0; i < count; i++) most_mm2 = fmaxf(most_mm2, glms_vec3_distance2(part->centre_mm, packed_position_mm(mesh, i)));
    part->radius_mm = sqrtf(most_mm2) + BULGE_MM;
}

static vec3s middle_mm(const PackedMesh *mesh, uint32_t count)
{
    vec3s sum_mm = glms_vec3_zero();
    for (uint32_t i = 0; i < count; i++) sum_mm = glms_vec3_add(sum_mm, packed_position_mm(mesh, i));
    return glms_vec3_divs(sum_mm, (float)count);
}

#define DISC_HALF_MM 4.0f // half the height of the discs in the tables

// The plane of a disc, which is symmetric about the mid-plane: square to the minor axis of its vertices in x and y.
static void find_disc_plane(Part *part)
{
    float xx = 0.0f, xy = 0.0f, yy = 0.0f;
    const uint32_t count = part->mesh->level[DETAIL_LOW].vertex_count;
    const vec3s middle = middle_mm(part->mesh, count);
    for (uint32_t i = 0; i < count; i++) {
        const vec3s away_mm = glms_vec3_sub(packed_position_mm(part->mesh, i), middle);
        xx += away_mm.x * away_mm.x;
        xy += away_mm.x * away_mm.y;
        yy += away_mm.y * away_mm.y;
    }
    const float forward_rad = 0.5f * atan2f(2.0f * xy, xx - yy); // of the long axis
    Carrier *carrier = &part->carrier;
    carrier->disc_up = (vec3s) { { -sinf(forward_rad), cosf(forward_rad), 0.0f } };
    carrier->from_mm = glms_vec3_dot(middle, carrier->disc_up) - DISC_HALF_MM;
    carrier->to_mm = carrier->from_mm + 2.0f * DISC_HALF_MM;
}

// The vertebra above a disc is the segment that turns about a point nearest to the disc's middle.
static void carry_disc(const Body *body, Part *part)
{
    float best_mm = 25.0f; // farther off it is no disc of the moving spine
    if (part->tissue != TISSUE_DISC || part->carrier.kind == CARRIER_RIGID || !part->mesh || part->radius_mm <= 0.0f) return;
    for (int i = 2; i < body->segment_count; i++) {
        const float mm = glms_vec3_distance(body->segments[i].centre_mm, part->centre_mm);
        if (mm >= best_mm) continue;
        best_mm = mm;
        part->carrier.kind = CARRIER_DISC;
        part->carrier.segment = (SegmentId)i;
    }
    if (part->carrier.kind == CARRIER_DISC) find_disc_plane(part);
}

static void take_side(const BodySource *source, const Body *body, const Table *table, int row, Part *part)
{
    const struct PairedCarrier *paired = paired_carrier(table_text(table, row, "carrier"));
    if (!paired) return;
    part->carrier.segment = segment_of_side(body, paired->segment, part->side);
    if (paired->from) part->carrier.from_segment = segment_of_side(body, paired->from, part->side);
    const char *missing = !part->carrier.segment ? paired->segment : paired->from && !part->carrier.from_segment ? paired->from : NULL;
    if (missing) fault_at(source->faults, table, row, "carrier", "bodies.csv has no %s%s to carry this.", missing, side_suffix(part->side));
}

static void add_part(const BodySource *source, Body *body, const Table *table, int row, Part part)
{
    take_side(source, body, table, row, &part);
    if (body_part(body, part.id)) {
        fault_at(source->faults, table, row, "id", "the part \"%s\" stands twice; keep one row.", part.id);
        return;
    }
    body->parts[body->part_count++] = part;
    if (part.group == GROUP_SKIN && !body->skin) body->skin = (PartId)(body->part_count - 1);
}

static void add_pair(const BodySource *source, Body *body, const Table *table, int row, Part part)
{
    part.side = SIDE_RIGHT;
    part.id = text_format(source->arena, "%s_right", part.structure);
    add_part(source, body, table, row, part);
    part.side = SIDE_LEFT;
    part.id = text_format(source->arena, "%s_left", part.structure);
    part.mirrored = true;
    part.centre_mm.z = -part.centre_mm.z;
    add_part(source, body, table, row, part);
}

// A part with a fault is kept all the same, so that what names it is not called unknown; a body with faults is never handed out.
static void read_part(const BodySource *source, Body *body, const Table *table, int row)
{
    Part part = { 0 };
    int side = 0;
    if (!cell_id(source->faults, table, row, "id")) return;
    part.id = part.structure = table_text(table, row, "id");
    read_looks(source, body, table, row, &part);
    check_making(source, table, row);
    cell_word(source->faults, table, row, "side", side_words, 4, &side);
    read_carrier(source, body, table, row, side == PAIR, &part.carrier);
    if (!is_blended(part.carrier.kind)) check_no_blend(source, table, row);
    attach_mesh(source, table, row, &part);
    find_bounds(&part);
    carry_disc(body, &part);
    if (side == PAIR) {
        add_pair(source, body, table, row, part);
    } else {
        part.side = (Side)side;
        add_part(source, body, table, row, part);
    }
}

void parts_read(const BodySource *source, Body *body)
{
    Table table;
    body->parts = ARENA_ARRAY(source->arena, Part, 1);
    body->part_count = 1;
    if (!source_table(source, "structures.csv", COLUMNS(columns), false, &table)) return;
    body->parts = ARENA_ARRAY(source->arena, Part, 2 * (size_t)table.row_count + 1);
    for (int row = 0; row < table.row_count; row++) read_part(source, body, &table, row);
    if (!body->skin) fault_add(source->faults, "%s:1:1: no row has the group \"skin\"; pain zones need one.", table.path);
}
