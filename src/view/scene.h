// scene.h: what is to be drawn, as data. Made by scene_build (scene_build.h), read by src/render and by picking.
//
// Why       The renderer is handed a picture, never the model: the window, exports, tests and the null target all draw from this.
// Shapes    items in drawing order: opaque ones first, then see-through ones back to front by group. Pointers are borrowed: packed
//           meshes and regions until the body is unloaded, flesh and paint until the frame arena is reset.
// Units     mm, world frame; colours sRGB 0..1; angles in radians.
#ifndef ILIOPSOAS_SCENE_H
#define ILIOPSOAS_SCENE_H

#include "packed_mesh.h"

#include <cglm/struct.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum Material { // how a surface takes light, and how strongly its grain shows; a tissue's colour is the item's own
    MATERIAL_BONE, MATERIAL_DISC, MATERIAL_LIGAMENT, MATERIAL_MUSCLE, MATERIAL_KIDNEY, MATERIAL_BOWEL, MATERIAL_BLADDER, MATERIAL_UTERUS,
    MATERIAL_OVARY, MATERIAL_TUBE, MATERIAL_ARTERY, MATERIAL_VEIN, MATERIAL_NERVE, MATERIAL_URETER, MATERIAL_SKIN, MATERIAL_PROP,
    MATERIAL_COUNT
} Material;

#define SCENE_GHOST_FRAC 0.35f // opacity at which a ghost is all film; above it fills with colour, below it thins out

typedef enum SceneStyle {
    SCENE_HOVERED = 1, // outlined
    SCENE_SELECTED = 2,
    SCENE_GHOST = 4, // edge-lit shell, clear in the middle; paint on it is opaque
    SCENE_XRAY = 8,  // see-through but shaded
    SCENE_SILHOUETTE = 16, // a ghost that carries on where the skin's table ends, quieter; no cursor meets it
    SCENE_BESIDE = 32 // selected, but not the one chosen last: a thinner outline
} SceneStyle;

// Signed distances of a skin vertex to the outlines of what is lit: negative inside. Linear in between, so outlines are crisp.
typedef struct PaintVertex {
    float typical_mm, spill_mm, border_mm; // border: outlines of all zones of the side that can be hovered; 1e4 = none
} PaintVertex;

// The colour of a vertex's named region, and how it speaks for it where regions meet (region_paint.h, shaders/region.glsl).
typedef struct RegionVertex {
    uint8_t srgb[3];
    uint8_t voice; // class * 64 + firmness 0..63
} RegionVertex;

// How much longer than at rest the fascicles near a vertex are, and the colour that says so (strain_paint.h, shaders/strain.glsl).
typedef struct StrainVertex {
    float strain_frac;
    uint8_t srgb[4];
} StrainVertex;

// Where a vertex lies among the fibres of its muscle, or the strands of another tissue, at rest on the right side (fibre_paint.h,
// shaders/fibre.glsl).
typedef struct FibreVertex {
    int16_t along, across[2]; // of FIBRE_ALONG_MM, FIBRE_ACROSS_MM
    uint8_t tendon;           // 0 muscle .. 255 tendon; of a disc: its nucleus
    uint8_t octave;           // 0..255 is -FIBRE_OCTAVES..FIBRE_OCTAVES: how many times as fine the pattern is taken as it lies
    int8_t direction[3], spare;
} FibreVertex;
typedef struct FibreSection { // of a muscle: its skeleton is a line on the section's first axis, its outline lies the radius away from that
    float half_line_mm, radius_mm;
    bool banded; // three bands along it, one in the direction of the first axis: the colon
} FibreSection;

// What a vertex of a bone wears, at rest on the right side (bone_paint.h, shaders/bone.glsl).
typedef struct BoneVertex {
    int8_t cartilage; // signed distance to the border of a joint face, positive on it: 127 is 15.9 mm
    uint8_t hold;     // how strongly flesh holds on here
    int8_t mottle;    // slow noise
    uint8_t spare;
} BoneVertex;

#define FIBRE_ALONG_MM 640.0f
#define FIBRE_ACROSS_MM 160.0f
#define FIBRE_OCTAVES 4.0f

typedef enum DebugView { // one ingredient of the picture, or what it costs
    DEBUG_VIEW_LIT, DEBUG_VIEW_PART, DEBUG_VIEW_NORMAL, DEBUG_VIEW_OCCLUSION, DEBUG_VIEW_CURVATURE, DEBUG_VIEW_STRAIN, DEBUG_VIEW_OVERDRAW,
    DEBUG_VIEW_COUNT
} DebugView;
#define OVERDRAW_STEPS 8 // colours of 1, 2, .. times; the last one for more

// Where the cut plane goes through a part: the outline there, and what the cut face shows.
typedef enum CutPattern { CUT_PLAIN, CUT_FIBRES, CUT_SPONGE, CUT_LOBULES, CUT_PATTERN_COUNT } CutPattern; // fibres end-on, spongy bone, fat
typedef struct CutSegment { // in the plane's own coordinates, mm; the inside lies on the left of the way from a to b
    float a[2], b[2];
} CutSegment;
typedef struct CutFace {
    uint16_t part;
    int rank; // the smaller wins where parts overlap
    CutPattern pattern;
    vec3s core_srgb, wall_srgb;
    float wall_mm;    // of compact bone, of a bowel's wall; 0: core all over
    float lamella_mm; // rings of an annulus; 0: none
    bool line_only;   // a ghost: its outline alone
    float opacity_frac;
    vec3s fibre;      // mean direction of the fibres where they are cut, in the plane's coordinates
    int segment_first, segment_count;
    float low[2], high[2];
} CutFace;
typedef struct SceneCut {
    bool on;
    mat4s world_from_plane; // third axis: towards what is taken away
    const CutFace *faces;   // in the order in which they win where parts overlap
    const CutSegment *segments;
    int face_count, segment_count;
} SceneCut;

typedef struct SceneItem {
    uint16_t part;          // PartId, for picking
    uint16_t mesh_key;      // index of the packed mesh, the renderer's key for its GPU copy
    const PackedMesh *mesh;
    const PackedMesh *rest_mesh; // the same vertices where they lie in the tables, if the body shown is another; NULL: mesh
    Detail detail;
    bool mirrored;          // rest x,y,-z (triangles turn round)
    mat4s world_from_rest;  // rigid: world from the (already mirrored) rest coordinates
    const FleshVertex *flesh; // soft: world vertices [mesh->level[detail].vertex_count]; NULL for rigid
    uint32_t flesh_version;   // changes when flesh's content changes: while it stands, an earlier upload of this part and detail still holds
    const PaintVertex *paint; // skin, or NULL
    uint32_t paint_version;   // changes when paint's content changes
    const RegionVertex *regions; // [mesh->level[detail].vertex_count], same place = same content; NULL: one colour all over
    const StrainVertex *strain;  // [mesh->level[detail].vertex_count], or NULL
    uint32_t strain_version;     // changes when strain's content changes
    const FibreVertex *fibres;   // [mesh->level[detail].vertex_count], same place = same content; never with regions or strain; or NULL
    FibreSection section;
    const BoneVertex *bone;      // as fibres, and never with them
    Material material;
    vec3s colour_srgb;
    float opacity_frac;
    unsigned style; // SCENE_*
    bool is_cut;    // the cut plane goes through it
} SceneItem;

static inline const PackedMesh *scene_rest_mesh(const SceneItem *item)
{
    return item->rest_mesh ? item->rest_mesh : item->mesh;
}

typedef struct SceneCamera {
    mat4s view_from_world, clip_from_view;
    vec3s eye_mm, pivot_mm;
    float pixels_per_mm_at_pivot;
    bool orthographic;
} SceneCamera;

// Two colours so far apart that one of them stands out on any ground: WCAG technique C40 asks for 9:1 (docs/sources.md#wcag22).
typedef struct ScenePair {
    vec3s light, dark;
} ScenePair;

// How zones are painted on the skin: solid, or dots of it, on a ground that lies over whatever is beneath, with lines of ink around.
typedef struct ScenePain {
    vec3s solid_srgb, ink_srgb, paper_srgb;
    float solid_frac, paper_frac;
} ScenePain;

typedef struct SceneTheme {
    vec3s background_top_srgb, background_bottom_srgb, ghost_srgb;
    ScenePain pain;
    ScenePair hover_srgb, selection_srgb; // outlines: dashes of both; a double line of the dark with the light between
    float line_scale; // of all lines, 1: as designed
    float contour_px; // of the line along the silhouettes of parts, dark on a light page, a rim of light on a dark one; 0: none
    vec3s overdraw_srgb[OVERDRAW_STEPS];
    float ghost_strength_frac;
    bool light; // light background: ghost darkens instead of brightening
} SceneTheme;

enum { RULERS_MOST = 4, RULER_POINTS_MOST = 3 }; // distances and angles measured at a time

typedef struct Scene {
    SceneItem *items;
    const vec3s *trigger_mm; // world place of each trigger point, by TriggerId; borrowed until the next scene is built
    vec3s ruler_mm[RULERS_MOST][RULER_POINTS_MOST]; // world places of the points that the view measures between
    int item_count;
    SceneCamera camera;
    SceneTheme theme;
    SceneCut cut;
    DebugView debug_view;
    int width_px, height_px;
    bool transparent_background;
} Scene;

#endif
