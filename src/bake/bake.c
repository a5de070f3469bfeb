#include "bake.h"

#include "distance_grid.h"
#include "landmark_table.h"
#include "mesher.h"
#include "packed_border.h"
#include "shade.h"
#include "shapes.h"
#include "simplify.h"

#include <math.h>
#include <string.h>

#define SCRATCH_BYTES ((size_t)4 << 30) // address space, not memory
#define FULL_ERROR_MM 0.05
#define FULL_ERROR_SKIN_MM 0.15
#define HIGH_ERROR_MM 0.18 // at 0.25 the shading of a vertebra shows its triangles when it fills the window
#define HIGH_ERROR_MUSCLE_MM 0.3 // smooth and rounded, and shaped anew in every frame: no facet shows, four in ten fewer vertices to shape
#define HIGH_ERROR_SILHOUETTE_MM 0.7 // a ghost without detail has no finer level
#define LOW_ERROR_MM 1.0
#define LOW_ERROR_SILHOUETTE_MM 1.6
#define HIGH_ERROR_OF_RADIUS 0.12 // a thin tube keeps its roundness
#define LOW_ERROR_OF_RADIUS 0.35
#define PROJECT_FARTHEST_CELLS 0.5
#define BONE_REACH_MM 40.0f
#define SOFT_REACH_MM 25.0f
#define CURVATURE_FULL_PER_MM 0.25f // packed as 127
#define FIELD_VOXEL_MM 2.0f
#define FIELD_PAD_MM 10.0f // flesh farther from the bone than this cannot touch it

Result bake_read(const Recipe *recipe, Arena *keep, BakeInput *out, Message *why)
{
    *out = (BakeInput) { .recipe = recipe };
    Faults faults = { 0 };
    const Result result = table_read(recipe->table_path, keep, &out->table, why);
    if (result != RESULT_OK) return result;
    switch (recipe->shape) {
    case SHAPE_SURFACE:
        return landmarks_parse(&out->table, keep, &out->landmarks, why);
    case SHAPE_TUBE:
        tube_table_check(&out->table, &faults);
        break;
    case SHAPE_BOX:
        box_table_check(&out->table, &faults);
        break;
    case SHAPE_PAD:
        pad_table_check(&out->table, &faults);
        break;
    case SHAPE_COUNT:
        break;
    }
    return faults.count == 0 ? RESULT_OK : message_set(why, RESULT_BAD_DATA, "%s", faults.first.text);
}

static double full_error_mm(const Recipe *recipe)
{
    if (recipe->is_silhouette) return HIGH_ERROR_SILHOUETTE_MM;
    return recipe->is_skin ? FULL_ERROR_SKIN_MM : FULL_ERROR_MM;
}

static Result make_surface(const BakeInput *input, Arena *scratch, Mesh *out, Message *why)
{
    Hrbf field;
    const Recipe *recipe = input->recipe;
    Result result = hrbf_solve(&input->landmarks, recipe->table_path, scratch, &field, why);
    if (result == RESULT_OK) result = mesher_run(&field, &input->landmarks, recipe->cell_mm, scratch, out, why);
    if (result != RESULT_OK) return result;
    // Once for all vertices, so that simplifying sees the surface and not the grid; once more for the few that stay.
    surface_project(&field, PROJECT_FARTHEST_CELLS * recipe->cell_mm, scratch, out);
    result = mesh_simplify(out, full_error_mm(recipe), recipe->genus, scratch, why);
    if (result == RESULT_OK) surface_project(&field, PROJECT_FARTHEST_CELLS * recipe->cell_mm, scratch, out);
    return result;
}

static Result make_pad(const BakeInput *input, Arena *scratch, Mesh *out, Message *why)
{
    if (!input->skin) return message_set(why, RESULT_BAD_DATA, "a pad lies on the skin, but structures.csv has no row of tissue \"skin\".");
    const Mesh skin = mesh_from_packed(&input->skin->mesh, DETAIL_FULL, scratch);
    return pad_make(&input->table, &skin, scratch, out, why);
}

// least_radius_mm: how thin a tube is; left alone for other shapes.
static Result make_mesh(const BakeInput *input, Arena *scratch, Mesh *out, double *least_radius_mm, Message *why)
{
    switch (input->recipe->shape) {
    case SHAPE_SURFACE:
        return make_surface(input, scratch, out, why);
    case SHAPE_TUBE:
        return tube_make(&input->table, scratch, out, least_radius_mm, why);
    case SHAPE_BOX:
        return box_make(&input->table, scratch, out, why);
    case SHAPE_PAD:
        return make_pad(input, scratch, out, why);
    case SHAPE_COUNT:
        break;
    }
    return message_set(why, RESULT_BAD_DATA, "unknown shape.");
}

// ---- packing

static uint8_t packed_openness(float openness)
{
    return (uint8_t)lrintf(255.0f * fminf(fmaxf(openness, 0.0f), 1.0f));
}

static int8_t packed_curvature(float per_mm)
{
    return (int8_t)lrintf(127.0f * fminf(fmaxf(per_mm / CURVATURE_FULL_PER_MM, -1.0f), 1.0f));
}

static uint8_t region_index(int feature)
{
    return feature == FEATURE_NONE ? PACKED_NO_REGION : (uint8_t)feature;
}

static FeatureVote vote_at(const Landmarks *landmarks, double spacing_mm, vec3s p, vec3s n)
{
    const double place[3] = { (double)p.x, (double)p.y, (double)p.z }, normal[3] = { (double)n.x, (double)n.y, (double)n.z };
    return landmarks_vote(landmarks, spacing_mm, place, normal);
}

static uint8_t region_of(const Landmarks *landmarks, double spacing_mm, vec3s p, vec3s n)
{
    return landmarks->feature_count == 0 ? PACKED_NO_REGION : region_index(vote_at(landmarks, spacing_mm, p, n).feature);
}

Text bake_borders(const Landmarks *landmarks, const PackedMesh *mesh, Arena *keep)
{
    uint8_t *lead = ARENA_ARRAY(keep, uint8_t, mesh->vertex_count);
    const double spacing_mm = landmarks_spacing_mm(landmarks);
    for (uint32_t v = 0; v < mesh->vertex_count; v++) {
        const FeatureVote vote = vote_at(landmarks, spacing_mm, packed_position_mm(mesh, v), packed_normal(&mesh->vertices[v]));
        const bool same = region_index(vote.feature) == mesh->regions[v]; // rounding of the place may have carried it over the border
        lead[v] = same ? (uint8_t)lrint(255.0 * fmin(vote.lead_mm / (double)PACKED_LEAD_MOST_MM, 1.0)) : 0;
    }
    return (Text) { (const char *)lead, mesh->vertex_count };
}

static void pack_vertices(const BakeInput *input, const Mesh *mesh, Arena *scratch, PackedVertex *vertices, uint8_t *regions,
                          const PackedMesh *grid)
{
    const Recipe *recipe = input->recipe;
    const float reach_mm = recipe->is_bone ? BONE_REACH_MM : SOFT_REACH_MM;
    const float *openness = recipe->is_skin || recipe->is_silhouette ? NULL : shade_openness(mesh, reach_mm, scratch), *curvature = shade_curvature(mesh, scratch);
    const double spacing_mm = landmarks_spacing_mm(&input->landmarks);
    for (int v = 0; v < mesh->vertex_count; v++) {
        quantise(mesh->position_mm[v], grid->min_mm, grid->step_mm, vertices[v].position);
        packed_set_normal(&vertices[v], mesh->normal[v]);
        vertices[v].occlusion = openness ? packed_openness(openness[v]) : 255;
        vertices[v].curvature = packed_curvature(curvature[v]);
        regions[v] = region_of(&input->landmarks, spacing_mm, mesh->position_mm[v], mesh->normal[v]);
    }
}

static void pack_levels(const Levels *levels, Arena *keep, Baked *out)
{
    for (int k = 0; k < DETAIL_COUNT; k++) {
        const PackedLevel level = { out->index_count, (uint32_t)levels->index_count[k], (uint32_t)levels->vertex_count[k] };
        out->mesh.level[k] = level;
        out->index_count += level.index_count;
    }
    uint16_t *indices = ARENA_ARRAY(keep, uint16_t, out->index_count);
    for (int k = 0; k < DETAIL_COUNT; k++) {
        for (int i = 0; i < levels->index_count[k]; i++)
            indices[out->mesh.level[k].index_first + (uint32_t)i] = (uint16_t)levels->index[k][i];
    }
    out->mesh.indices = indices;
}

static Mesh full_mesh(const Levels *levels)
{
    return (Mesh) { levels->position_mm, levels->normal, levels->index[DETAIL_FULL], levels->vertex_count[DETAIL_FULL],
                    levels->index_count[DETAIL_FULL] };
}

// Distances around a bone, in steps of one byte.
static Text pack_field(const Mesh *mesh, Arena *scratch, Arena *keep)
{
    const DistanceGrid grid = distance_grid_make(mesh, FIELD_VOXEL_MM, FIELD_PAD_MM, scratch);
    const size_t voxels = (size_t)grid.count[0] * (size_t)grid.count[1] * (size_t)grid.count[2];
    PackedFieldHead head = { .voxel_mm = grid.voxel_mm, .count = { grid.count[0], grid.count[1], grid.count[2] } };
    memcpy(head.low_mm, grid.low_mm.raw, sizeof head.low_mm);
    char *bytes = ARENA_ARRAY(keep, char, sizeof head + voxels);
    memcpy(bytes, &head, sizeof head);
    int8_t *steps = (int8_t *)bytes + sizeof head;
    for (size_t i = 0; i < voxels; i++) steps[i] = (int8_t)lrintf(glm_clamp(grid.distance_mm[i] / PACKED_FIELD_STEP_MM, -127.0f, 127.0f));
    return (Text) { bytes, sizeof head + voxels };
}

static Baked pack_structure(const BakeInput *input, const Levels *levels, Arena *scratch, Arena *keep)
{
    const Mesh mesh = full_mesh(levels);
    Baked out = { .genus = input->recipe->genus, .mesh.vertex_count = (uint32_t)mesh.vertex_count };
    PackedVertex *vertices = ARENA_ARRAY(keep, PackedVertex, mesh.vertex_count);
    uint8_t *regions = ARENA_ARRAY(keep, uint8_t, mesh.vertex_count);
    quantise_grid(mesh.position_mm, mesh.vertex_count, &out.mesh.min_mm, &out.mesh.step_mm);
    pack_vertices(input, &mesh, scratch, vertices, regions, &out.mesh);
    out.mesh.vertices = vertices;
    out.mesh.regions = regions;
    pack_levels(levels, keep, &out);
    const Mesh packed = mesh_from_packed(&out.mesh, DETAIL_FULL, scratch);
    out.volume_mm3 = (float)mesh_volume_mm3(&packed);
    if (input->recipe->is_bone) out.field = pack_field(&packed, scratch, keep);
    return out;
}

static Result bake_in(const BakeInput *input, Arena *scratch, Arena *keep, Baked *out, Message *why)
{
    Mesh mesh = { 0 };
    Levels levels = { 0 };
    double least_radius_mm = INFINITY;
    Result result = make_mesh(input, scratch, &mesh, &least_radius_mm, why);
    if (result != RESULT_OK) return result;
    if (mesh_volume_mm3(&mesh) <= 0.0)
        return message_set(why, RESULT_BAD_DATA, "its surface is inside out; the normals must point outward.");
    const bool rough = input->recipe->is_silhouette;
    const double coarseness = input->recipe->shape == SHAPE_TUBE ? input->recipe->cell_mm : 1.0; // a tube has no cells: it scales the errors instead
    const double high_mm = rough ? HIGH_ERROR_SILHOUETTE_MM : input->recipe->is_muscle ? HIGH_ERROR_MUSCLE_MM : HIGH_ERROR_MM;
    const double low_mm = rough ? LOW_ERROR_SILHOUETTE_MM : LOW_ERROR_MM;
    const LevelErrors errors = { { [DETAIL_HIGH] = fmin(coarseness * high_mm, HIGH_ERROR_OF_RADIUS * least_radius_mm),
                                   [DETAIL_LOW] = fmin(coarseness * low_mm, LOW_ERROR_OF_RADIUS * least_radius_mm) } };
    result = levels_make(&mesh, errors, input->recipe->genus, scratch, &levels, why);
    if (result == RESULT_OK) *out = pack_structure(input, &levels, scratch, keep);
    return result;
}

Result bake_structure(const BakeInput *input, Arena *keep, Baked *out, Message *why)
{
    Arena scratch = arena_make(SCRATCH_BYTES);
    const Result result = bake_in(input, &scratch, keep, out, why);
    arena_free(&scratch);
    return result;
}
