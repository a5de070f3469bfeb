// screen_box.c: see screen_box.h.
#include "screen_box.h"

#include <math.h>

typedef struct Box {
    vec3s min_mm, max_mm;
} Box;

ScreenBox screen_box_none(void)
{
    return (ScreenBox) { 1, 1, 0, 0 };
}

// Of a rigid item in its rest coordinates, of a soft one in the world.
static Box box_of(const SceneItem *item)
{
    const PackedMesh *mesh = item->mesh;
    const vec3s end = glms_vec3_add(mesh->min_mm, glms_vec3_scale(mesh->step_mm, 65535.0f));
    if (!item->flesh) {
        if (!item->mirrored) return (Box) { mesh->min_mm, end };
        return (Box) { { { mesh->min_mm.x, mesh->min_mm.y, -end.z } }, { { end.x, end.y, -mesh->min_mm.z } } };
    }
    Box box = { glms_vec3_fill(INFINITY), glms_vec3_fill(-INFINITY) };
    for (uint32_t v = 0; v < mesh->level[item->detail].vertex_count; v++) {
        const float *p = item->flesh[v].position_mm;
        const vec3s at = { { p[0], p[1], p[2] } };
        box.min_mm = glms_vec3_minv(box.min_mm, at);
        box.max_mm = glms_vec3_maxv(box.max_mm, at);
    }
    return box;
}

static float share(float ndc)
{
    return fminf(fmaxf(0.5f + 0.5f * ndc, 0.0f), 1.0f);
}

static void add_corner(ScreenBox *box, vec4s clip)
{
    if (clip.w <= 1e-3f) {
        *box = (ScreenBox) { 0, 0, 1, 1 };
        return;
    }
    const float x = share(clip.x / clip.w), y = share(clip.y / clip.w);
    *box = (ScreenBox) { fminf(box->left, x), fminf(box->bottom, y), fmaxf(box->right, x), fmaxf(box->top, y) };
}

void screen_box_add(ScreenBox *box, const Scene *scene, const SceneItem *item)
{
    const Box space = box_of(item);
    mat4s clip_from_box = glms_mat4_mul(scene->camera.clip_from_view, scene->camera.view_from_world);
    if (!item->flesh) clip_from_box = glms_mat4_mul(clip_from_box, item->world_from_rest);
    for (int i = 0; i < 8; i++) {
        const vec4s corner = { { i & 1 ? space.max_mm.x : space.min_mm.x, i & 2 ? space.max_mm.y : space.min_mm.y,
                                 i & 4 ? space.max_mm.z : space.min_mm.z, 1.0f } };
        add_corner(box, glms_mat4_mulv(clip_from_box, corner));
    }
}
