// blocks.h: what the shaders are told, as they read it (std140; same order as shaders/blocks.glsl), filled from a Scene.
//
// Why       One upload per frame holds every item; a draw only says where its block starts.
// Source    light between the walls of a hollow: J. Jimenez et al., Practical Realtime Strategies for Accurate Indirect Occlusion, 2016
//           (docs/sources.md#jimenez2016). Roughness and strength per material: own choice, by eye.
// Units     mm, view frame: x right, y up, z towards the viewer; colours sRGB unless called linear.
#ifndef ILIOPSOAS_BLOCKS_H
#define ILIOPSOAS_BLOCKS_H

#include "outline.h"
#include "shadow.h"

typedef struct FrameBlock {
    mat4s clip_from_view;
    vec4s viewport_px, ray, background_top, background_bottom, ghost, pain, pain_ink, pain_paper, flags, cut;
    mat4s lamp_from_view; // 0..1
    vec4s lamp;
} FrameBlock;

typedef struct ItemBlock {
    mat4s view_from_local, view_from_normal;
    vec4s rest_min_mm, rest_step_mm, albedo_linear, bounce_a, bounce_b, bounce_c, gloss, line, line_gap, line_at, flags, fibre, sinew;
} ItemBlock;

FrameBlock frame_block(const Scene *scene, const ShadowLamp *lamp);
bool bone_shows_pores(const Scene *scene); // near enough: a program of its own draws them
ItemBlock item_block(const Scene *scene, const SceneItem *item);
// The same for one ring of the item's outline, whose dashes are counted from a place in the picture (origin bottom left).
ItemBlock ring_block(const Scene *scene, const SceneItem *item, const OutlineRing *ring, vec2s from_px);
// Of a cut face: local coordinates are the plane's, in mm.
ItemBlock face_block(const Scene *scene, const CutFace *face);

#endif
