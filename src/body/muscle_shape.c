#include "muscle_shape.h"

#include "muscle_shaping.h"

#include <assert.h>
#include <string.h>

struct MuscleShapes {
    const Body *body, *base; // as it is; as it was bound
    const Variant *variant;  // NULL: never another
    Arena paths_of_variant, *keep;
    MusclePaths paths;
    BoneFields bones;
    MuscleRest *rest; // by structure
    SegmentId mirrored[SEGMENT_MOST];
    Work work;
};

#define PAIRS_OF_VERTEX 3

static Work work_room(const Body *body, uint32_t vertex_most, Arena *keep)
{
    const size_t pair_most = PAIRS_OF_VERTEX * (size_t)vertex_most;
    return (Work) {
        .node = ARENA_ARRAY(keep, Node, (size_t)body->fascicle_count * PATH_STATIONS_MOST),
        .at_mm = ARENA_ARRAY(keep, vec3s, vertex_most),
        .normal = ARENA_ARRAY(keep, vec3s, vertex_most),
        .shift_mm = ARENA_ARRAY(keep, vec3s, vertex_most),
        .want_mm = ARENA_ARRAY(keep, vec3s, vertex_most),
        .faces = ARENA_ARRAY(keep, vec3s, vertex_most),
        .each = ARENA_ARRAY(keep, vec3s, 2 * (size_t)vertex_most), // a closed surface of genus 0 has fewer triangles than that
        .now_mm = ARENA_ARRAY(keep, vec3s, vertex_most),
        .swell_frac = ARENA_ARRAY(keep, float, vertex_most),
        .fold_frac = ARENA_ARRAY(keep, float, vertex_most),
        .wide_frac = ARENA_ARRAY(keep, float, vertex_most),
        .near_bone = ARENA_ARRAY(keep, uint16_t, vertex_most),
        .pairs = ARENA_ARRAY(keep, BonePair, pair_most),
        .pair_most = (int)pair_most,
    };
}

// The table keeps a muscle's fascicles together.
static int fascicles_in_a_row(const Body *body, int first)
{
    int count = 1;
    while (first + count < body->fascicle_count && body->fascicles[first + count].muscle == body->fascicles[first].muscle) count++;
    return count;
}

MuscleShapes *muscle_shapes_bind(const Body *body, Detail control, Arena *keep)
{
    MuscleShapes *shapes = ARENA_ARRAY(keep, MuscleShapes, 1);
    *shapes = (MuscleShapes) { .body = body, .base = body, .keep = keep, .paths = muscle_paths_bind(body, keep), .bones = bone_fields_bind(body, keep) };
    const uint32_t structures = body->pack.header ? body->pack.header->structure_count : 0;
    shapes->rest = ARENA_ARRAY(keep, MuscleRest, structures + 1);
    uint32_t most = 0;
    for (int f = 0, count; f < body->fascicle_count; f += count) {
        const Part *part = &body->parts[body->fascicles[f].muscle];
        count = fascicles_in_a_row(body, f);
        if (!part->mesh) continue;
        MuscleRest *rest = &shapes->rest[part->structure_index];
        *rest = muscle_rest_room(part->mesh, control, &shapes->bones, keep);
        rest->fascicle_first = f;
        rest->fascicle_count = count;
        if (part->mesh->vertex_count > most) most = part->mesh->vertex_count;
    }
    for (int s = 0; s < body->segment_count; s++) shapes->mirrored[s] = segment_mirrored(body, (SegmentId)s);
    shapes->work = work_room(body, most, keep);
    return shapes;
}

#define PATHS_BYTES ((size_t)32 << 20) // address space

void muscle_shapes_follow(MuscleShapes *shapes, const Variant *variant)
{
    if (!shapes->paths_of_variant.base) shapes->paths_of_variant = arena_make(PATHS_BYTES);
    arena_reset(&shapes->paths_of_variant);
    shapes->variant = variant;
    shapes->body = variant_body(variant);
    shapes->paths = muscle_paths_bind(shapes->body, &shapes->paths_of_variant);
}

const MusclePaths *muscle_shapes_paths(const MuscleShapes *shapes)
{
    return &shapes->paths;
}

bool muscle_shape_has(const MuscleShapes *shapes, PartId part)
{
    const Part *p = &shapes->body->parts[part];
    return p->mesh && shapes->rest[p->structure_index].fascicle_count > 0;
}

static Detail detail_of(const PackedMesh *mesh, uint32_t vertex_count)
{
    for (int k = DETAIL_COUNT - 1; k >= 0; k--) {
        if (vertex_count <= mesh->level[k].vertex_count) return (Detail)k;
    }
    return DETAIL_FULL;
}

static void mirror_back(FleshVertex *out, uint32_t count)
{
    for (uint32_t v = 0; v < count; v++) {
        out[v].position_mm[2] = -out[v].position_mm[2];
        out[v].normal[2] = -out[v].normal[2];
    }
}

static void show_base(MuscleShapes *shapes, int structure, MuscleRest *rest)
{
    const PackedMesh *table = &shapes->base->pack.meshes[structure];
    for (int b = 0; b < shapes->bones.count; b++) shapes->bones.list[b].field.shift = NULL;
    if (rest->is_bound && rest->variant_number != 0) muscle_rest_follow(table, rest);
    rest->mesh = table;
    rest->variant_number = 0;
}

// Binding is done on the body of the tables, whatever variant is asked for first; places are brought up to date afterwards.
static void bind_at_base(MuscleShapes *shapes, PartId right, int structure, MuscleRest *rest)
{
    show_base(shapes, structure, rest);
    muscle_rest_bind(shapes->base, &shapes->bones, right, rest);
}

static void extend_at_base(MuscleShapes *shapes, int structure, Detail detail, MuscleRest *rest)
{
    show_base(shapes, structure, rest);
    muscle_rest_extend(detail, rest);
}

static MuscleRest *rest_of(MuscleShapes *shapes, PartId part_id, Detail detail)
{
    const Part *part = &shapes->body->parts[part_id];
    MuscleRest *rest = &shapes->rest[part->structure_index];
    const PartId right = shapes->body->fascicles[rest->fascicle_first].muscle;
    if (!rest->is_bound) bind_at_base(shapes, right, part->structure_index, rest);
    if (!rest->has_faces[detail]) extend_at_base(shapes, part->structure_index, detail, rest);
    if (shapes->variant && rest->variant_number != variant_part_number(shapes->variant, part_id)) {
        muscle_rest_follow(part->mesh, rest);
        rest->variant_number = variant_part_number(shapes->variant, part_id);
    }
    return rest;
}

static Shaping shaping_make(MuscleShapes *shapes, const Pose *pose, const Part *part)
{
    return (Shaping) {
        .paths = &shapes->paths,
        .mirrored = shapes->mirrored,
        .pose = pose,
        .side = part->mirrored ? SIDE_LEFT : SIDE_RIGHT,
        .work = &shapes->work,
    };
}

static bool moves_with(const Rigid *a, const Rigid *b)
{
    for (int k = 0; k < 12; k++) {
        const float apart = a->m[k] - b->m[k], slack = k < 9 ? 1e-6f : 1e-3f; // turns, then mm
        if (apart > slack || apart < -slack) return false;
    }
    return true;
}

static bool has_moved(const Shaping *s, const Rigid *pelvis, SegmentId segment)
{
    const Rigid here = segment_rigid(s, segment);
    return !moves_with(pelvis, &here);
}

// Whether nothing that the muscle hangs on has moved against the pelvis: the other leg's muscles while one leg moves. Not the near bones
// alone: those without a field are not among them.
static bool is_at_rest(const Shaping *s, const Rigid *pelvis)
{
    const MuscleRest *rest = s->rest;
    if (has_moved(s, pelvis, s->paths->femur[SIDE_RIGHT])) return false;
    for (int b = 0; b < rest->bone_count; b++) {
        if (has_moved(s, pelvis, rest->bones[b]->segment[SIDE_RIGHT])) return false;
    }
    for (int f = 0; f < rest->fascicle_count; f++) {
        if (has_moved(s, pelvis, s->paths->list[rest->fascicle_first + f].carrier[0].segment[0])) return false;
    }
    return true;
}

static void carry_rigid(const Shaping *s, const Rigid *frame, uint32_t count, FleshVertex *out)
{
    const vec3s zero = glms_vec3_zero(), origin_mm = rigid_place(frame, zero);
    for (uint32_t v = 0; v < count; v++) {
        const vec3s at_mm = rigid_place(frame, s->rest->position_mm[v]);
        const vec3s normal = glms_vec3_sub(rigid_place(frame, s->rest->normal[v]), origin_mm);
        memcpy(out[v].position_mm, at_mm.raw, sizeof at_mm.raw);
        memcpy(out[v].normal, normal.raw, sizeof normal.raw);
    }
}

static void shape_in_pose(MuscleShapes *shapes, Shaping *s, Detail detail, FleshVertex *out)
{
    const MuscleRest *rest = s->rest;
    if (shapes->variant) bone_fields_follow(&shapes->bones, shapes->variant, shapes->keep);
    for (int f = 0; f < rest->fascicle_count; f++) set_fascicle_nodes(s, rest->fascicle_first + f, s->work->node + f * PATH_STATIONS_MOST);
    for (int b = 0; b < rest->bone_count; b++) s->places[b] = bone_place(s->pose, rest->bones[b], s->side);
    run_rounds(s);
    draw_level(s, detail, out);
}

void muscle_shape(MuscleShapes *shapes, const Pose *pose, PartId part_id, uint32_t vertex_count, FleshVertex *out)
{
    const Part *part = &shapes->body->parts[part_id];
    const Detail detail = detail_of(part->mesh, vertex_count);
    assert(part->mesh->level[detail].vertex_count == vertex_count); // a level's, or out is too short
    Shaping s = shaping_make(shapes, pose, part);
    s.rest = rest_of(shapes, part_id, detail);
    const Rigid pelvis = segment_rigid(&s, shapes->paths.pelvis);
    if (is_at_rest(&s, &pelvis))
        carry_rigid(&s, &pelvis, vertex_count, out);
    else
        shape_in_pose(shapes, &s, detail, out);
    if (s.side == SIDE_LEFT) mirror_back(out, vertex_count);
}

vec3s muscle_shape_point(MuscleShapes *shapes, const Pose *pose, PartId part_id, vec3s rest_mm)
{
    const Part *part = &shapes->body->parts[part_id];
    const Shaping s = shaping_make(shapes, pose, part);
    const int first = shapes->rest[part->structure_index].fascicle_first;
    const vec3s right_mm = mirrored_if_left(rest_mm, s.side);
    const FibreNodes nodes = muscle_rest_nodes(shapes->base, shapes->base->fascicles[first].muscle, first, right_mm);
    const vec3s here_mm = shapes->variant ? variant_bone_place(shapes->variant, false, right_mm) : right_mm;
    for (int i = 0; i < NODES_OF_VERTEX; i += 2) { // only the fascicles that carry it
        const int f = nodes.node[i] / PATH_STATIONS_MOST;
        set_fascicle_nodes(&s, first + f, s.work->node + f * PATH_STATIONS_MOST);
    }
    Rigid blended;
    float sum[NODE_FLOATS];
    blend_nodes(s.work->node, &nodes, sum);
    memcpy(blended.m, sum, sizeof blended.m);
    return mirrored_if_left(rigid_place(&blended, here_mm), s.side);
}
