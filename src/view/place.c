// place.c: see place.h.
#include "place.h"

#include <math.h>
#include <string.h>

struct PlaceIndex {
    const Body *body;
    uint16_t *region; // [landmark_count]: LABEL_REGION + index, 0: in none
    bool *known;
};

PlaceIndex *place_index_make(const Body *body, Arena *keep)
{
    PlaceIndex *index = ARENA_ARRAY(keep, PlaceIndex, 1);
    *index = (PlaceIndex){ .body = body, .region = ARENA_ARRAY(keep, uint16_t, body->landmark_count), .known = ARENA_ARRAY(keep, bool, body->landmark_count) };
    return index;
}

static const PackStructure *structure_of(const Body *body, PartId part)
{
    return &body->pack.structures[body->parts[part].structure_index];
}

int place_region_count(const Body *body, PartId part)
{
    return part && body->parts[part].mesh ? (int)structure_of(body, part)->region_count : 0;
}

static bool has_region(const Body *body, PartId part, const char *id)
{
    const PackStructure *structure = structure_of(body, part);
    for (uint32_t r = 0; r < structure->region_count; r++)
        if (strcmp(body->pack.regions[structure->region_first + r].id, id) == 0) return true;
    return false;
}

int place_list(const Body *body, PartId part, LabelId *out, int most)
{
    int count = 0;
    if (!part || !body->parts[part].mesh) return 0;
    for (int r = 0; r < place_region_count(body, part) && count < most; r++) out[count++] = (LabelId){ part, (uint16_t)(LABEL_REGION + r) };
    for (int i = 0; i < body->landmark_count && count < most; i++) {
        const Landmark *landmark = &body->landmarks[i];
        if (landmark->structure_index != body->parts[part].structure_index || has_region(body, part, landmark->id)) continue;
        out[count++] = (LabelId){ part, (uint16_t)(LABEL_LANDMARK + i) };
    }
    return count;
}

const char *place_title(const Body *body, LabelId id, Language language, Arena *arena)
{
    if (id.place == 0) return body_part_title(body, id.part, language, arena);
    return body_with_side(body, label_name(body, id, language), body->parts[id.part].side, language, arena);
}

// ---- where they are

static bool is_in(const Part *part, LabelId region, uint32_t vertex)
{
    return part->mesh->regions[vertex] == region.place - LABEL_REGION;
}

static bool region_mean(const Part *part, LabelId region, uint32_t vertex_count, vec3s *out)
{
    vec3s sum = { { 0, 0, 0 } };
    int count = 0;
    for (uint32_t v = 0; v < vertex_count; v++) {
        if (!is_in(part, region, v)) continue;
        sum = glms_vec3_add(sum, part_rest_mm(part, v));
        count++;
    }
    if (count > 0) *out = glms_vec3_divs(sum, (float)count);
    return count > 0;
}

// On the surface, so of the region's vertices the one nearest to their mean. A region too small for the coarse level is looked for on the finest.
static bool region_middle(const Part *part, LabelId region, vec3s *out)
{
    vec3s mean;
    float nearest_mm2 = 1e12f;
    uint32_t count = part->mesh->level[DETAIL_LOW].vertex_count;
    if (!region_mean(part, region, count, &mean)) count = part->mesh->vertex_count;
    if (!region_mean(part, region, count, &mean)) return false;
    for (uint32_t v = 0; v < count; v++) {
        const vec3s at = part_rest_mm(part, v);
        if (!is_in(part, region, v) || glms_vec3_distance2(at, mean) >= nearest_mm2) continue;
        nearest_mm2 = glms_vec3_distance2(at, mean);
        *out = at;
    }
    return true;
}

static const Landmark *landmark_of(const Body *body, LabelId id)
{
    if (id.place >= LABEL_LANDMARK) return &body->landmarks[id.place - LABEL_LANDMARK];
    const char *region = label_place_id(body, id);
    for (int i = 0; i < body->landmark_count; i++)
        if (body->landmarks[i].structure_index == body->parts[id.part].structure_index && strcmp(body->landmarks[i].id, region) == 0) return &body->landmarks[i];
    return NULL;
}

bool place_rest_mm(const Body *body, LabelId id, vec3s *out)
{
    const Part *part = &body->parts[id.part];
    if (!part->mesh || id.place == 0) return false;
    const Landmark *landmark = landmark_of(body, id);
    if (!landmark) return region_middle(part, id, out);
    *out = landmark->position_mm;
    if (part->mirrored) out->z = -out->z;
    return true;
}

// ---- what lies in what

static uint16_t nearest_region(const Part *part, vec3s table_mm)
{
    float nearest_mm2 = 1e12f;
    uint8_t region = PACKED_NO_REGION;
    for (uint32_t v = 0; v < part->mesh->vertex_count; v++) {
        const float mm2 = glms_vec3_distance2(packed_position_mm(part->mesh, v), table_mm);
        if (mm2 >= nearest_mm2) continue;
        nearest_mm2 = mm2;
        region = part->mesh->regions[v];
    }
    return region == PACKED_NO_REGION ? 0 : (uint16_t)(LABEL_REGION + region);
}

LabelId place_region_of(PlaceIndex *index, LabelId landmark)
{
    const Part *part = &index->body->parts[landmark.part];
    if (landmark.place < LABEL_LANDMARK || !part->mesh || place_region_count(index->body, landmark.part) == 0) return (LabelId){ 0, 0 };
    const int i = landmark.place - LABEL_LANDMARK;
    if (!index->known[i]) index->region[i] = nearest_region(part, index->body->landmarks[i].position_mm);
    index->known[i] = true;
    return (LabelId){ index->region[i] ? landmark.part : 0, index->region[i] };
}

static bool on_side(const Part *part, Side side)
{
    return part->mesh && (part->side == SIDE_MID || side == SIDE_MID || part->side == side);
}

bool place_named(const Body *body, const char *name, Side side, LabelId *out)
{
    int count = 0;
    LabelId found;
    for (int p = 1; p < body->part_count && count < 2; p++) {
        const Part *part = &body->parts[p];
        if (!on_side(part, side)) continue;
        if (strcmp(body->names[part->name].id, name) == 0) found = (LabelId){ (PartId)p, 0 };
        else if (!label_find_place(body, (PartId)p, name, &found)) continue;
        *out = found;
        count++;
    }
    return count == 1;
}
