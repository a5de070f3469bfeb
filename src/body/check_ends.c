// check_ends.c: fascicles that start or end off their bone, or in it, measured on the baked surfaces.
#include "body_tables.h"
#include "mesh.h"

#include <math.h>
#include <string.h>

#define OFF_BONE_MOST_MM 6.05f // six, and half a unit of the last place of the table
#define IN_BONE_MOST_MM 1.0f

// One end of a fascicle: its row in fascicles.csv, and how it lies to the surfaces of its bone.
typedef struct FibreEnd {
    int row;
    const Fascicle *fascicle;
    SegmentId bone;
    vec3s at_mm;
    float away_mm, deep_mm;
} FibreEnd;

// A slip from a disc is named after a vertebra beside it: disc_l1_l2 bears what vertebra_l1 and vertebra_l2 carry.
static bool bears(const Body *body, const Part *part, SegmentId bone)
{
    const char *id = body->segments[bone].id;
    if (part->group == GROUP_DISCS) return strncmp(id, "vertebra_", 9) == 0 && strstr(part->structure, id + 8) != NULL;
    return part->carrier.kind == CARRIER_RIGID && part->group == GROUP_BONES && part->carrier.segment == bone;
}

static void measure_all(const Body *body, FibreEnd *list, int count, const Part *part, const PackedMesh *packed, Arena *scratch)
{
    const size_t mark = arena_mark(scratch);
    const Mesh mesh = mesh_from_packed(packed, DETAIL_FULL, scratch);
    const MeshTree *tree = mesh_tree_build(&mesh, scratch);
    for (int i = 0; i < count; i++) {
        vec3s closest_mm;
        if (!bears(body, part, list[i].bone)) continue;
        const float away_mm = mesh_tree_distance_mm(tree, list[i].at_mm, &closest_mm);
        if (away_mm > list[i].deep_mm && mesh_tree_inside(tree, list[i].at_mm)) list[i].deep_mm = away_mm;
        list[i].away_mm = fminf(list[i].away_mm, away_mm);
    }
    arena_pop_to(scratch, mark);
}

static void tell(const BodySource *source, const Table *table, const FibreEnd *a)
{
    const char *bone = table_text(table, a->row, "body"), *id = a->fascicle->id;
    if (isinf(a->away_mm)) return; // a body without a surface
    if (a->deep_mm > IN_BONE_MOST_MM)
        fault_at(source->faults, table, a->row, "x", "%s lies %.1f mm deep in its bone, %s; at most %g mm are allowed.", id,
                 (double)a->deep_mm, bone, (double)IN_BONE_MOST_MM);
    else if (a->away_mm > OFF_BONE_MOST_MM)
        fault_at(source->faults, table, a->row, "x", "%s lies %.1f mm off its bone, %s; at most 6 mm are allowed.", id, (double)a->away_mm,
                 bone);
}

static int list_ends(const Body *body, const Table *table, FibreEnd *out)
{
    int count = 0;
    for (int f = 0; f < body->fascicle_count; f++) {
        const Fascicle *fascicle = &body->fascicles[f];
        const int row = table_row_of(table, "fascicle", fascicle->id), last = fascicle->station_count - 1;
        for (int end = 0; end < 2 && row >= 0; end++) {
            const int station = end ? last : 0;
            const SegmentId bone = fascicle->bone[station];
            const FibreEnd here = { row + station, fascicle, bone, fascicle->station_mm[station], INFINITY, 0.0f };
            if (bone) out[count++] = here;
        }
    }
    return count;
}

void fascicle_ends_check(const BodySource *source, const Body *body, const Pack *pack, Arena *scratch)
{
    static const char *const columns[] = { "fascicle", "body", "x" };
    Table table;
    if (source->faults->count > 0 || !source_table(source, "fascicles.csv", COLUMNS(columns), true, &table)) return; // first things first
    FibreEnd *list = ARENA_ARRAY(source->arena, FibreEnd, 2 * body->fascicle_count + 1);
    const int count = list_ends(body, &table, list);
    for (int p = 1; p < body->part_count; p++) {
        const Part *part = &body->parts[p];
        const bool may_bear = part->side != SIDE_LEFT && (part->group == GROUP_BONES || part->group == GROUP_DISCS);
        const PackedMesh *packed = may_bear ? pack_mesh(pack, part->structure) : NULL;
        if (packed) measure_all(body, list, count, part, packed, scratch);
    }
    for (int i = 0; i < count; i++) tell(source, &table, &list[i]);
}
