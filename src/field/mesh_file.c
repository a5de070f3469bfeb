#include "mesh.h"

#include "file.h"

#include <string.h>

// ---- writing

Result mesh_write_ply(const Mesh *mesh, const char *path, Message *why)
{
    FileDraft draft;
    const Result result = file_draft_open(path, &draft, why);
    if (result != RESULT_OK) return result;
    fprintf(draft.stream, "ply\nformat binary_little_endian 1.0\ncomment millimetres; x anterior, y superior, z right\nelement vertex %d\n",
            mesh->vertex_count);
    fprintf(draft.stream, "property float x\nproperty float y\nproperty float z\n");
    if (mesh->normal) fprintf(draft.stream, "property float nx\nproperty float ny\nproperty float nz\n");
    fprintf(draft.stream, "element face %d\nproperty list uchar int vertex_indices\nend_header\n", mesh->index_count / 3);
    for (int v = 0; v < mesh->vertex_count; v++) {
        fwrite(&mesh->position_mm[v], sizeof(float), 3, draft.stream);
        if (mesh->normal) fwrite(&mesh->normal[v], sizeof(float), 3, draft.stream);
    }
    for (int i = 0; i < mesh->index_count; i += 3) {
        fputc(3, draft.stream);
        fwrite(&mesh->index[i], sizeof(uint32_t), 3, draft.stream);
    }
    return file_draft_commit(&draft, why);
}

static void write_obj_faces(const Mesh *mesh, FILE *out)
{
    const char *format = mesh->normal ? "f %u//%u %u//%u %u//%u\n" : "f %u %u %u\n";
    for (int i = 0; i < mesh->index_count; i += 3) {
        const unsigned a = mesh->index[i] + 1, b = mesh->index[i + 1] + 1, c = mesh->index[i + 2] + 1;
        if (mesh->normal)
            fprintf(out, format, a, a, b, b, c, c);
        else
            fprintf(out, format, a, b, c);
    }
}

Result mesh_write_obj(const Mesh *mesh, const char *path, Message *why)
{
    FileDraft draft;
    const Result result = file_draft_open(path, &draft, why);
    if (result != RESULT_OK) return result;
    fprintf(draft.stream, "# millimetres; x anterior, y superior, z right\n");
    for (int v = 0; v < mesh->vertex_count; v++) {
        const vec3s p = mesh->position_mm[v];
        fprintf(draft.stream, "v %.4f %.4f %.4f\n", (double)p.x, (double)p.y, (double)p.z);
    }
    for (int v = 0; mesh->normal && v < mesh->vertex_count; v++) {
        const vec3s n = mesh->normal[v];
        fprintf(draft.stream, "vn %.4f %.4f %.4f\n", (double)n.x, (double)n.y, (double)n.z);
    }
    write_obj_faces(mesh, draft.stream);
    return file_draft_commit(&draft, why);
}

// ---- reading: binary little-endian, vertices of floats that begin with x y z, faces as one list of a byte and 32-bit integers

typedef struct PlyReader {
    const char *path;
    Text file;
    size_t at;
    int vertex_count, face_count, float_count;
    Message *why;
} PlyReader;

static Result ply_fault(const PlyReader *r, const char *sentence)
{
    return message_set(r->why, RESULT_BAD_DATA, "\"%s\" %s", r->path, sentence);
}

// Copies the next header line; false at the end of the file or when it is too long to be ours.
static bool ply_line(PlyReader *r, char *line, size_t most)
{
    size_t size = 0;
    while (r->at < r->file.size && r->file.data[r->at] != '\n') {
        if (size + 1 >= most) return false;
        line[size++] = r->file.data[r->at++];
    }
    if (r->at >= r->file.size) return false;
    r->at++;
    if (size && line[size - 1] == '\r') size--;
    line[size] = '\0';
    return true;
}

static Result ply_count(const PlyReader *r, const char *digits, int *out)
{
    if (text_to_int(digits, out) && *out >= 0 && *out <= 50000000) return RESULT_OK;
    return ply_fault(r, "has an element count that is no number from 0 to 50 million. Save it again as a binary PLY.");
}

// Takes one header line; anything that we would misread is refused by name.
static Result ply_header_line(PlyReader *r, const char *line)
{
    if (strncmp(line, "element vertex ", 15) == 0) return ply_count(r, line + 15, &r->vertex_count);
    if (strncmp(line, "element face ", 13) == 0) return ply_count(r, line + 13, &r->face_count);
    if (strncmp(line, "property float ", 15) == 0 && r->face_count < 0) {
        r->float_count++;
        return RESULT_OK;
    }
    const bool list = strcmp(line, "property list uchar int vertex_indices") == 0 ||
                      strcmp(line, "property list uchar int vertex_index") == 0 ||
                      strcmp(line, "property list uchar uint vertex_indices") == 0;
    if (list && r->face_count >= 0) return RESULT_OK;
    if (strncmp(line, "comment", 7) == 0 || strncmp(line, "obj_info", 8) == 0) return RESULT_OK;
    if (strcmp(line, "format binary_little_endian 1.0") == 0) return RESULT_OK;
    return message_set(
        r->why, RESULT_BAD_DATA,
        "\"%s\" has the header line \"%s\", which this reader does not take: binary little-endian, float vertices, one index list.",
        r->path, line);
}

static Result ply_header(PlyReader *r)
{
    char line[256];
    if (!ply_line(r, line, sizeof line) || strcmp(line, "ply") != 0) return ply_fault(r, "is no PLY file: it does not begin with \"ply\".");
    while (ply_line(r, line, sizeof line)) {
        if (strcmp(line, "end_header") == 0) {
            if (r->vertex_count < 0 || r->face_count < 0 || r->float_count < 3) return ply_fault(r, "lacks vertices x y z or faces.");
            return RESULT_OK;
        }
        const Result result = ply_header_line(r, line);
        if (result != RESULT_OK) return result;
    }
    return ply_fault(r, "ends inside its header.");
}

static Result ply_vertices(PlyReader *r, Arena *arena, Mesh *out)
{
    const size_t stride = sizeof(float) * (size_t)r->float_count;
    if (r->file.size - r->at < stride * (size_t)r->vertex_count) return ply_fault(r, "ends inside its vertices; it was cut short.");
    out->vertex_count = r->vertex_count;
    out->position_mm = ARENA_ARRAY(arena, vec3s, r->vertex_count);
    for (int v = 0; v < r->vertex_count; v++, r->at += stride) memcpy(out->position_mm[v].raw, r->file.data + r->at, 3 * sizeof(float));
    return RESULT_OK;
}

static Result ply_face(PlyReader *r, Mesh *out)
{
    if (r->at >= r->file.size) return ply_fault(r, "ends inside its faces; it was cut short.");
    if (r->file.data[r->at] != 3) return ply_fault(r, "has a face that is no triangle. Triangulate it first.");
    r->at++;
    if (r->file.size - r->at < 3 * sizeof(uint32_t)) return ply_fault(r, "ends inside its faces; it was cut short.");
    uint32_t *corner = &out->index[out->index_count];
    memcpy(corner, r->file.data + r->at, 3 * sizeof(uint32_t));
    r->at += 3 * sizeof(uint32_t);
    out->index_count += 3;
    const uint32_t most = (uint32_t)out->vertex_count;
    if (corner[0] >= most || corner[1] >= most || corner[2] >= most)
        return ply_fault(r, "has a face that names a vertex it does not have.");
    return RESULT_OK;
}

static Result ply_read(PlyReader *r, Arena *arena, Mesh *out)
{
    Result result = ply_header(r);
    if (result == RESULT_OK) result = ply_vertices(r, arena, out);
    if (result != RESULT_OK) return result;
    if ((size_t)r->face_count > r->file.size) return ply_fault(r, "ends inside its faces; it was cut short.");
    out->index = ARENA_ARRAY(arena, uint32_t, 3 * (size_t)r->face_count);
    for (int i = 0; i < r->face_count && result == RESULT_OK; i++) result = ply_face(r, out);
    return result;
}

Result mesh_read_ply(const char *path, Arena *arena, Mesh *out, Message *why)
{
    PlyReader reader = { .path = path, .vertex_count = -1, .face_count = -1, .why = why };
    Result result = file_map(path, &reader.file, why);
    if (result != RESULT_OK) return result;
    *out = (Mesh) { 0 };
    result = ply_read(&reader, arena, out);
    file_unmap(reader.file);
    return result;
}
