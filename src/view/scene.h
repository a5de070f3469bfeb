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

typedef enum Material { // how a surface takes light; a tissue's colour is the item's own
    MATERIAL_BONE, MATERIAL_DISC, MATERIAL_LIGAMENT, MATERIAL_MUSCLE, MATERIAL_ORGAN, MATERIAL_VESSEL, MATERIAL_NERVE, MATERIAL_SKIN,
    MATERIAL_PROP, MATERIAL_COUNT
} Material;

typedef enum SceneStyle {
    SCENE_HOVERED = 1, // outlined
    SCENE_SELECTED = 2,
    SCENE_GHOST = 4, // edge-lit shell, clear in the middle; paint on it is opaque
    SCENE_XRAY = 8,  // see-through but shaded
    SCENE_SILHOUETTE = 16 // a ghost that carries on where the skin's table ends, quieter; no cursor meets it
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

typedef enum DebugView { DEBUG_VIEW_LIT, DEBUG_VIEW_PART, DEBUG_VIEW_NORMAL, DEBUG_VIEW_OCCLUSION, DEBUG_VIEW_CURVATURE, DEBUG_VIEW_COUNT } DebugView;

typedef struct SceneItem {
    uint16_t part;          // PartId, for picking
    uint16_t mesh_key;      // index of the packed mesh, the renderer's key for its GPU copy
    const PackedMesh *mesh;
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
    Material material;
    vec3s colour_srgb;
    float opacity_frac;
    unsigned style; // SCENE_*
} SceneItem;

typedef struct SceneCamera {
    mat4s view_from_world, clip_from_view;
    vec3s eye_mm, pivot_mm;
    float pixels_per_mm_at_pivot;
    bool orthographic;
} SceneCamera;

typedef struct SceneTheme {
    vec3s background_top_srgb, background_bottom_srgb, outline_srgb, selection_srgb, ghost_srgb, pain_srgb;
    float ghost_strength_frac;
    bool light; // light background: ghost darkens instead of brightening
} SceneTheme;

typedef struct Scene {
    SceneItem *items;
    const vec3s *trigger_mm; // world place of each trigger point, by TriggerId; borrowed until the next scene is built
    int item_count;
    SceneCamera camera;
    SceneTheme theme;
    DebugView debug_view;
    int width_px, height_px;
    bool transparent_background;
} Scene;

#endif
