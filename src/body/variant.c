#include "variant.h"

#include "body_tables.h"
#include "packed_morph.h"
#include "warp.h"

#include <math.h>
#include <string.h>

#define NECK_REACH_MM 70.0f // from the pivot to the farthest point of the head
#define SHIFT_SPACING_MM 15.0f
#define SHIFT_MARGIN_MM 15.0f // beyond the field: a bone may have come from in there
#define SHIFT_ROUNDS 3

struct Variant {
    const Body *base;
    Body body;
    VariantWish wish;
    uint32_t number, woman_number; // of changes; of those that moved more than the femur
    Warp woman, neck;
    const Warp *own; // of each structure, with the woman's: count 0 for most
    bool has_woman, has_neck;
    NeckAxes axes; // of the tables
    vec3s pivot_mm;
    mat3s turn_less_one; // of head and neck
    SegmentId femur[SIDE_COUNT];
    int femur_structure;
    Arena *keep;
};

static bool blob_of(const Body *body, const char *folder, const char *id, size_t size, const char **out)
{
    char name[64];
    Text bytes;
    snprintf(name, sizeof name, "%s/%s", folder, id);
    if (!pack_blob(&body->pack, name, &bytes) || (size && bytes.size != size)) return false;
    *out = bytes.data;
    return true;
}

static bool read_warp(const Body *base, const char *name, Warp *out)
{
    Text bytes;
    return base->pack.header && pack_blob(&base->pack, name, &bytes) && warp_read(bytes, out);
}

static const Warp *read_own_warps(const Body *base, Arena *keep)
{
    const int count = base->pack.header ? (int)base->pack.header->structure_count : 0;
    Warp *own = ARENA_ARRAY(keep, Warp, count + 1);
    char name[64];
    for (int s = 0; s < count; s++) {
        snprintf(name, sizeof name, "warps/woman/%s", base->pack.structures[s].id);
        if (!read_warp(base, name, &own[s])) own[s] = (Warp) { 0 };
    }
    return own;
}

// ---- making

static void copy_fascicles(const Body *base, Arena *keep, Body *out)
{
    out->fascicles = ARENA_ARRAY(keep, Fascicle, base->fascicle_count + 1);
    for (int f = 0; f < base->fascicle_count; f++) {
        out->fascicles[f] = base->fascicles[f];
        out->fascicles[f].station_mm = ARENA_ARRAY(keep, vec3s, base->fascicles[f].station_count);
        memcpy(out->fascicles[f].station_mm, base->fascicles[f].station_mm, sizeof(vec3s) * (size_t)base->fascicles[f].station_count);
    }
}

static void *copied(const void *from, size_t size, Arena *keep)
{
    void *out = arena_push(keep, size + 1);
    if (size) memcpy(out, from, size);
    return out;
}

static void copy_meshes(const Body *base, Arena *keep, Body *out)
{
    const size_t count = base->pack.header ? base->pack.header->structure_count : 0;
    if (count == 0) return;
    out->pack.meshes = copied(base->pack.meshes, sizeof *base->pack.meshes * count, keep);
    for (int p = 1; p < base->part_count; p++) {
        if (out->parts[p].mesh) out->parts[p].mesh = &out->pack.meshes[out->parts[p].structure_index];
    }
}

Variant *variant_make(const Body *base, Arena *keep)
{
    Variant *variant = ARENA_ARRAY(keep, Variant, 1);
    *variant = (Variant) { .base = base, .body = *base, .keep = keep, .femur_structure = -1 };
    Body *body = &variant->body;
    body->parts = copied(base->parts, sizeof *base->parts * (size_t)base->part_count, keep);
    body->segments = copied(base->segments, sizeof *base->segments * (size_t)base->segment_count, keep);
    body->landmarks = copied(base->landmarks, sizeof *base->landmarks * (size_t)base->landmark_count, keep);
    copy_fascicles(base, keep, body);
    copy_meshes(base, keep, body);
    body->variant = variant;
    variant->has_woman = read_warp(base, "warps/woman", &variant->woman);
    variant->has_neck = read_warp(base, "warps/neck", &variant->neck);
    variant->own = read_own_warps(base, keep);
    variant->femur[SIDE_RIGHT] = body_segment(base, "femur_right");
    variant->femur[SIDE_LEFT] = body_segment(base, "femur_left");
    const PartId femur = body_part(base, "femur_right");
    if (femur) variant->femur_structure = base->parts[femur].structure_index;
    variant->axes = neck_axes(base);
    return variant;
}

const Body *variant_body(const Variant *variant)
{
    return &variant->body;
}

uint32_t variant_number(const Variant *variant)
{
    return variant->number;
}

uint32_t variant_part_number(const Variant *variant, PartId part)
{
    return variant->base->parts[part].structure_index == variant->femur_structure ? variant->number : variant->woman_number;
}

NeckAxes neck_axes(const Body *base)
{
    NeckAxes axes = { .anteversion = { { 0, 1, 0 } }, .neck_shaft = { { 1, 0, 0 } } };
    for (int d = 0; d < base->dial_count; d++) {
        const Dial *dial = &base->dials[d];
        if (strcmp(dial->id, "anteversion") == 0) axes.anteversion = dial->axis, axes.pivot_mm = dial->pivot_mm;
        if (strcmp(dial->id, "neck_shaft") == 0) axes.neck_shaft = dial->axis;
    }
    return axes;
}

// ---- places

static vec3s woman_place(const Variant *variant, vec3s at_mm)
{
    if (!variant->has_woman || variant->wish.woman_frac == 0.0f) return at_mm;
    return glms_vec3_muladds(warp_at(&variant->woman, at_mm), variant->wish.woman_frac, at_mm);
}

static vec3s organ_place(const Variant *variant, int structure, vec3s at_mm)
{
    const vec3s common_mm = woman_place(variant, at_mm);
    if (!variant->has_woman || structure < 0 || variant->own[structure].count == 0) return common_mm;
    return glms_vec3_muladds(warp_at(&variant->own[structure], at_mm), variant->wish.woman_frac, common_mm);
}

static bool neck_is_turned(const Variant *variant)
{
    return variant->has_neck && (variant->wish.anteversion_rad != 0.0f || variant->wish.neck_shaft_rad != 0.0f);
}

// moved_mm: where the woman's map has brought it.
static vec3s neck_move(const Variant *variant, float share, vec3s moved_mm)
{
    return glms_vec3_scale(glms_mat3_mulv(variant->turn_less_one, glms_vec3_sub(moved_mm, variant->pivot_mm)), share);
}

static vec3s femur_place(const Variant *variant, vec3s rest_mm)
{
    const vec3s moved_mm = woman_place(variant, rest_mm);
    if (!neck_is_turned(variant)) return moved_mm;
    return glms_vec3_add(moved_mm, neck_move(variant, warp_at(&variant->neck, rest_mm).x, moved_mm));
}

vec3s variant_bone_place(const Variant *variant, bool on_femur, vec3s rest_mm)
{
    if (!variant) return rest_mm;
    return on_femur ? femur_place(variant, rest_mm) : woman_place(variant, rest_mm);
}

vec3s variant_place(const Variant *variant, PartId part_id, vec3s rest_mm)
{
    const Part *part = &variant->base->parts[part_id];
    if (part->tissue == TISSUE_PROP && part->carrier.kind == CARRIER_WORLD) return rest_mm;
    if (part->structure_index != variant->femur_structure) return organ_place(variant, part->structure_index, rest_mm);
    const vec3s right_mm = mirrored_if_left(rest_mm, part->side);
    return mirrored_if_left(femur_place(variant, right_mm), part->side);
}

// ---- vertices

static void widen(PackedMesh *mesh, vec3s low_mm, vec3s high_mm)
{
    mesh->min_mm = low_mm;
    for (int k = 0; k < 3; k++) mesh->step_mm.raw[k] = (high_mm.raw[k] - low_mm.raw[k]) / 65535.0f;
}

static vec3s high_of(const PackedMesh *mesh)
{
    return glms_vec3_add(mesh->min_mm, glms_vec3_scale(mesh->step_mm, 65535.0f));
}

static void put_position(const PackedMesh *mesh, vec3s at_mm, PackedVertex *out)
{
    for (int k = 0; k < 3; k++) {
        const float step = mesh->step_mm.raw[k];
        out->position[k] = (uint16_t)(step > 0.0f ? glm_clamp((at_mm.raw[k] - mesh->min_mm.raw[k]) / step, 0.0f, 65535.0f) + 0.5f : 0.0f);
    }
}

static vec3s tilted(vec3s normal, const PackedMove *move, float frac)
{
    vec3s u, v;
    const float unit = frac * PACKED_TILT_MOST / 127.0f;
    normal_frame(normal, &u, &v);
    return glms_vec3_add(normal, glms_vec3_add(glms_vec3_scale(u, unit * (float)move->tilt[0]), glms_vec3_scale(v, unit * (float)move->tilt[1])));
}

static void woman_vertices(const PackedMesh *from, const PackedMovesHead *head, const PackedMove *moves, float frac, PackedMesh *mesh,
                           PackedVertex *out)
{
    vec3s low, step;
    memcpy(low.raw, head->low_mm, sizeof head->low_mm);
    memcpy(step.raw, head->step_mm, sizeof head->step_mm);
    const vec3s least = glms_vec3_scale(low, frac), most = glms_vec3_scale(glms_vec3_muladds(step, 255.0f, low), frac);
    widen(mesh, glms_vec3_add(from->min_mm, glms_vec3_minv(least, most)), glms_vec3_add(high_of(from), glms_vec3_maxv(least, most)));
    for (uint32_t v = 0; v < from->vertex_count; v++) {
        const uint8_t *m = moves[v].move;
        const vec3s move_mm = { { low.x + step.x * (float)m[0], low.y + step.y * (float)m[1], low.z + step.z * (float)m[2] } };
        out[v] = from->vertices[v];
        put_position(mesh, glms_vec3_muladds(move_mm, frac, packed_position_mm(from, v)), &out[v]);
        packed_set_normal(&out[v], tilted(packed_normal(&from->vertices[v]), &moves[v], frac));
    }
}

// x + s (R - 1)(x - c): its derivatives are 1 + s (R - 1) + (R - 1)(x - c) times the slope of s.
static vec3s neck_normal(const Variant *variant, const PackedShare *share, vec3s moved_mm, vec3s normal)
{
    const float frac = (float)share->share / PACKED_SHARE_ONE;
    const vec3s way = neck_move(variant, 1.0f, moved_mm);
    mat3s derivative = variant->turn_less_one;
    for (int k = 0; k < 3; k++) {
        const float slope = PACKED_SLOPE_MOST / 127.0f * (float)share->slope[k];
        derivative.col[k] = glms_vec3_add(glms_vec3_scale(derivative.col[k], frac), glms_vec3_scale(way, slope));
        derivative.raw[k][k] += 1.0f;
    }
    return normal_moved(derivative, normal);
}

// from: the femur as the woman's map left it, which may lie in the same memory.
static void neck_vertices(const Variant *variant, PackedMesh from, const PackedShare *shares, PackedMesh *mesh, PackedVertex *out)
{
    const float reach_mm = NECK_REACH_MM * (fabsf(variant->wish.anteversion_rad) + fabsf(variant->wish.neck_shaft_rad));
    const vec3s room = { { reach_mm, reach_mm, reach_mm } };
    widen(mesh, glms_vec3_sub(from.min_mm, room), glms_vec3_add(high_of(&from), room));
    for (uint32_t v = 0; v < from.vertex_count; v++) {
        const vec3s moved_mm = packed_position_mm(&from, v), normal = packed_normal(&from.vertices[v]);
        out[v] = from.vertices[v];
        put_position(mesh, glms_vec3_add(moved_mm, neck_move(variant, (float)shares[v].share / PACKED_SHARE_ONE, moved_mm)), &out[v]);
        if (shares[v].share) packed_set_normal(&out[v], neck_normal(variant, &shares[v], moved_mm, normal));
    }
}

static PackedVertex *vertices_of(Variant *variant, const PackedMesh *from, PackedMesh *mesh)
{
    if (mesh->vertices == from->vertices) mesh->vertices = ARENA_ARRAY(variant->keep, PackedVertex, from->vertex_count);
    return (PackedVertex *)(uintptr_t)mesh->vertices; // ours: made above
}

static void move_mesh(Variant *variant, int structure)
{
    const PackedMesh *from = &variant->base->pack.meshes[structure];
    const char *id = variant->base->pack.structures[structure].id, *moves = NULL, *shares = NULL;
    PackedMesh *mesh = &variant->body.pack.meshes[structure];
    const bool woman = variant->has_woman && blob_of(variant->base, "woman", id, sizeof(PackedMovesHead) + sizeof(PackedMove) * from->vertex_count, &moves);
    const bool neck = structure == variant->femur_structure && blob_of(variant->base, "neck", id, sizeof(PackedShare) * from->vertex_count, &shares);
    if (!woman && !neck) return;
    PackedVertex *out = vertices_of(variant, from, mesh);
    mesh->version = variant->number;
    mesh->min_mm = from->min_mm;
    mesh->step_mm = from->step_mm;
    PackedMovesHead head;
    if (woman) memcpy(&head, moves, sizeof head);
    if (woman && variant->wish.woman_frac != 0.0f)
        woman_vertices(from, &head, (const PackedMove *)(const void *)(moves + sizeof head), variant->wish.woman_frac, mesh, out);
    else
        memcpy(out, from->vertices, sizeof *out * from->vertex_count);
    if (neck && neck_is_turned(variant)) neck_vertices(variant, *mesh, (const PackedShare *)(const void *)shares, mesh, out);
}

// ---- all the rest

static void move_segments(Variant *variant)
{
    for (int s = 1; s < variant->base->segment_count; s++) {
        variant->body.segments[s] = variant->base->segments[s];
        variant->body.segments[s].centre_mm = woman_place(variant, variant->base->segments[s].centre_mm);
    }
    for (int side = SIDE_RIGHT; side <= SIDE_LEFT && neck_is_turned(variant); side++) {
        Segment *femur = &variant->body.segments[variant->femur[side]];
        const vec3s right_mm = mirrored_if_left(femur->centre_mm, (Side)side);
        femur->slide_mm = mirrored_if_left(glms_vec3_negate(neck_move(variant, 1.0f, right_mm)), (Side)side);
    }
}

static void move_tables(Variant *variant)
{
    for (int f = 0; f < variant->base->fascicle_count; f++) {
        const Fascicle *from = &variant->base->fascicles[f];
        for (int i = 0; i < from->station_count; i++)
            variant->body.fascicles[f].station_mm[i] = woman_place(variant, from->station_mm[i]);
    }
}

static void move_landmarks(Variant *variant)
{
    for (int i = 0; i < variant->base->landmark_count; i++) {
        const Landmark *from = &variant->base->landmarks[i];
        const bool on_femur = from->structure_index == variant->femur_structure;
        variant->body.landmarks[i].position_mm = on_femur ? femur_place(variant, from->position_mm) : organ_place(variant, from->structure_index, from->position_mm);
    }
}

static void move_parts(Variant *variant)
{
    for (int p = 1; p < variant->base->part_count; p++)
        variant->body.parts[p].centre_mm = variant_place(variant, (PartId)p, variant->base->parts[p].centre_mm);
}

static void turn_neck(Variant *variant)
{
    const NeckAxes *axes = &variant->axes;
    const mat4s version = glms_rotate_make(variant->wish.anteversion_rad, axes->anteversion);
    const mat4s shaft = glms_rotate_make(variant->wish.neck_shaft_rad, axes->neck_shaft);
    variant->pivot_mm = woman_place(variant, axes->pivot_mm);
    variant->turn_less_one = glms_mat3_mul(glms_mat4_pick3(version), glms_mat4_pick3(shaft));
    for (int k = 0; k < 3; k++) variant->turn_less_one.raw[k][k] -= 1.0f;
}

void variant_set_places(Variant *variant, const VariantWish *wish)
{
    variant->wish = *wish;
    turn_neck(variant);
    move_segments(variant);
    move_landmarks(variant);
}

bool variant_set(Variant *variant, const VariantWish *wish)
{
    if (memcmp(wish, &variant->wish, sizeof *wish) == 0) return false;
    const bool woman = wish->woman_frac != variant->wish.woman_frac;
    variant_set_places(variant, wish);
    variant->number++;
    const int structures = variant->base->pack.header ? (int)variant->base->pack.header->structure_count : 0;
    for (int s = 0; s < structures; s++) {
        if (woman || s == variant->femur_structure) move_mesh(variant, s);
    }
    if (!woman) return true;
    variant->woman_number = variant->number;
    move_tables(variant);
    move_parts(variant);
    return true;
}

// ---- fields

// The place beside the table's bone that has come here: found by going back as far as one has come, a few times over.
static vec3s shift_at(const Variant *variant, bool on_femur, vec3s here_mm)
{
    vec3s from_mm = here_mm;
    for (int i = 0; i < SHIFT_ROUNDS; i++)
        from_mm = glms_vec3_sub(here_mm, glms_vec3_sub(variant_bone_place(variant, on_femur, from_mm), from_mm));
    return glms_vec3_sub(from_mm, here_mm);
}

static void shift_room(const PackedField *field, Arena *keep, FieldShift *out)
{
    if (out->shift_mm) return;
    size_t all = 1;
    out->spacing_mm = SHIFT_SPACING_MM;
    for (int k = 0; k < 3; k++) {
        out->low_mm.raw[k] = field->low_mm.raw[k] - SHIFT_MARGIN_MM;
        out->count[k] = (int)ceilf((field->high_mm.raw[k] - field->low_mm.raw[k] + 2.0f * SHIFT_MARGIN_MM) / SHIFT_SPACING_MM) + 1;
        all *= (size_t)out->count[k];
    }
    out->shift_mm = ARENA_ARRAY(keep, vec3s, all);
}

FieldShift *variant_field_shift(const Variant *variant, PartId bone, const PackedField *field, FieldShift *room, Arena *keep)
{
    const bool on_femur = variant->base->parts[bone].structure_index == variant->femur_structure;
    if (variant->wish.woman_frac == 0.0f && !(on_femur && neck_is_turned(variant))) return NULL;
    shift_room(field, keep, room);
    vec3s *out = room->shift_mm;
    for (int z = 0; z < room->count[2]; z++) {
        for (int y = 0; y < room->count[1]; y++) {
            for (int x = 0; x < room->count[0]; x++) {
                const vec3s step = { { (float)x, (float)y, (float)z } };
                *out++ = shift_at(variant, on_femur, glms_vec3_muladds(step, SHIFT_SPACING_MM, room->low_mm));
            }
        }
    }
    return room;
}
