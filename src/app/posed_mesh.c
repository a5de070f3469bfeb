#include "posed_mesh.h"

#include "scene_frame.h"

void posed_mesh_again(const Body *body, const Flesh *flesh, const Pose *pose, PartId part, Mesh *mesh, Arena *scratch)
{
    const size_t mark = arena_mark(scratch);
    FleshVertex *shaped = ARENA_ARRAY(scratch, FleshVertex, mesh->vertex_count);
    flesh_shape(body, flesh, pose, part, (uint32_t)mesh->vertex_count, shaped);
    for (int v = 0; v < mesh->vertex_count; v++) {
        for (int i = 0; i < 3; i++) {
            mesh->position_mm[v].raw[i] = shaped[v].position_mm[i];
            mesh->normal[v].raw[i] = shaped[v].normal[i];
        }
    }
    arena_pop_to(scratch, mark);
}

static void move_rigid(Mesh *mesh, mat4s world_from_rest)
{
    for (int v = 0; v < mesh->vertex_count; v++) {
        mesh->position_mm[v] = glms_mat4_mulv3(world_from_rest, mesh->position_mm[v], 1.0f);
        mesh->normal[v] = glms_mat4_mulv3(world_from_rest, mesh->normal[v], 0.0f);
    }
}

Mesh posed_mesh(const Body *body, const Flesh *flesh, const Pose *pose, ClipId clip, PartId part, Detail detail, Arena *arena)
{
    const Part *p = &body->parts[part];
    Mesh mesh = mesh_from_packed(p->mesh, detail, arena);
    if (p->mirrored) mesh_mirror_z(&mesh); // for soft parts this turns the triangles; their points are written anew
    if (part_is_soft(p)) posed_mesh_again(body, flesh, pose, part, &mesh, arena);
    else move_rigid(&mesh, scene_world_from_rest(body, pose, clip, part));
    return mesh;
}
