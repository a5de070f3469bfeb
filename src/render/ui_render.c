// ui_render.c: see ui_render.h.
#include "ui_render.h"

#include <math.h>
#include <stddef.h>

enum { KIND_BOX, KIND_TEXT, KIND_TRIANGLE }; // as in shaders/ui.frag
enum { VERTICES_PER_COMMAND = 12 };          // text with a halo is two quads

UiRenderer ui_render_make(Gpu *gpu, TextSource source)
{
    UiRenderer ui = { .gpu = gpu, .atlas = text_atlas_make(gpu, source), .buffer = gpu->buffer_create(gpu, GPU_BUFFER_VERTEX) };
    GpuLayoutDesc desc = {
        .attributes = { { .location = 0, .component_count = 2, .format = GPU_F32, .offset = offsetof(UiVertex, position_px) },
                        { .location = 1, .component_count = 4, .format = GPU_F32, .offset = offsetof(UiVertex, local) },
                        { .location = 2, .component_count = 4, .format = GPU_F32, .offset = offsetof(UiVertex, shape) },
                        { .location = 3, .component_count = 4, .format = GPU_F32, .offset = offsetof(UiVertex, clip) },
                        { .location = 4, .component_count = 4, .format = GPU_U8_FRAC, .offset = offsetof(UiVertex, colour) } },
        .attribute_count = 5
    };
    for (int i = 0; i < desc.attribute_count; i++) {
        desc.attributes[i].buffer = ui.buffer;
        desc.attributes[i].stride = sizeof(UiVertex);
    }
    ui.layout = gpu->layout_create(gpu, &desc);
    return ui;
}

void ui_render_free(UiRenderer *ui)
{
    text_atlas_free(&ui->atlas);
    ui->gpu->layout_destroy(ui->gpu, ui->layout);
    ui->gpu->buffer_destroy(ui->gpu, ui->buffer);
    *ui = (UiRenderer) { 0 };
}

static void flush(void *user)
{
    UiRenderer *ui = user;
    Gpu *gpu = ui->gpu;
    if (ui->vertex_count == 0) return;
    gpu->buffer_upload(gpu, ui->buffer, GPU_BUFFER_VERTEX, GPU_USE_STREAM, ui->vertices, (size_t)ui->vertex_count * sizeof(UiVertex));
    const GpuState state = { .blend = GPU_BLEND_OVER, .depth = GPU_DEPTH_ALWAYS, .cull = GPU_CULL_NONE, .no_depth_write = true };
    gpu->draw(gpu,
              &(GpuDraw) {
                  .program = ui->program, .layout = ui->layout, .state = state, .texture = ui->atlas.texture, .count = ui->vertex_count });
    ui->vertex_count = 0;
}

// Vertices ------------------------------------------------------------------------------------------------------------------

static uint8_t byte_of(float frac)
{
    return frac <= 0 ? 0 : frac >= 1 ? 255 : (uint8_t)(frac * 255.0f + 0.5f);
}

// What all vertices of a command share.
static UiVertex brush_for(const UiCommand *command, int kind, Rgba colour)
{
    UiVertex vertex = { .shape = { (float)kind },
                        .clip = { -1e6f, -1e6f, 1e6f, 1e6f },
                        .colour = { byte_of(colour.r), byte_of(colour.g), byte_of(colour.b), byte_of(colour.a) } };
    if (command->clip.w <= 0) return vertex;
    vertex.clip[0] = command->clip.x;
    vertex.clip[1] = command->clip.y;
    vertex.clip[2] = command->clip.x + command->clip.w;
    vertex.clip[3] = command->clip.y + command->clip.h;
    return vertex;
}

static void put(UiRenderer *ui, const UiVertex *brush, float x, float y, float u, float v)
{
    UiVertex vertex = *brush;
    vertex.position_px[0] = x;
    vertex.position_px[1] = y;
    vertex.local[0] = u;
    vertex.local[1] = v;
    ui->vertices[ui->vertex_count++] = vertex;
}

typedef struct Corners {
    float x[4], y[4], u[4], v[4]; // round the quad
} Corners;

static void put_quad(UiRenderer *ui, const UiVertex *brush, const Corners *at)
{
    static const int order[6] = { 0, 1, 2, 0, 2, 3 };
    for (int i = 0; i < 6; i++) put(ui, brush, at->x[order[i]], at->y[order[i]], at->u[order[i]], at->v[order[i]]);
}

// A box along (ax, ay), which has length 1, around its centre; grown by what its soft edge needs.
static void put_box(UiRenderer *ui, const UiVertex *brush, float cx, float cy, float ax, float ay, float grow_px)
{
    static const float sign_u[4] = { -1, 1, 1, -1 }, sign_v[4] = { -1, -1, 1, 1 };
    Corners at;
    for (int i = 0; i < 4; i++) {
        const float u = sign_u[i] * (brush->local[2] + grow_px), v = sign_v[i] * (brush->local[3] + grow_px);
        at.u[i] = u;
        at.v[i] = v;
        at.x[i] = cx + u * ax - v * ay;
        at.y[i] = cy + u * ay + v * ax;
    }
    put_quad(ui, brush, &at);
}

// Shapes --------------------------------------------------------------------------------------------------------------------

static void add_rect(UiRenderer *ui, const UiCommand *command)
{
    const float half_w = command->rect.w * 0.5f, half_h = command->rect.h * 0.5f;
    if (half_w <= 0 || half_h <= 0) return;
    UiVertex brush = brush_for(command, KIND_BOX, command->colour);
    brush.local[2] = half_w;
    brush.local[3] = half_h;
    brush.shape[1] = fminf(command->radius_px, fminf(half_w, half_h));
    brush.shape[2] = command->border_px;
    brush.shape[3] = command->shadow_px;
    put_box(ui, &brush, command->rect.x + half_w, command->rect.y + half_h, 1, 0, 1.0f + command->shadow_px);
}

static void add_line(UiRenderer *ui, const UiCommand *command)
{
    const float x0 = command->rect.x, y0 = command->rect.y, dx = command->rect.w - x0, dy = command->rect.h - y0;
    const float length = hypotf(dx, dy), half_width = fmaxf(command->radius_px, 0.25f);
    UiVertex brush = brush_for(command, KIND_BOX, command->colour);
    brush.local[2] = length * 0.5f + half_width;
    brush.local[3] = brush.shape[1] = half_width;
    put_box(ui, &brush, x0 + dx * 0.5f, y0 + dy * 0.5f, length > 0 ? dx / length : 1, length > 0 ? dy / length : 0, 1.0f);
}

typedef struct Point {
    float x, y;
} Point;

static float side_distance(Point p, Point a, Point b) // positive on the inner side of a counter-clockwise triangle
{
    const float dx = b.x - a.x, dy = b.y - a.y, length = hypotf(dx, dy);
    return length > 0 ? (dx * (p.y - a.y) - dy * (p.x - a.x)) / length : 0;
}

static Point away_from(Point p, Point centre, float by_px)
{
    const float dx = p.x - centre.x, dy = p.y - centre.y, length = hypotf(dx, dy);
    return length > 0 ? (Point) { p.x + dx / length * by_px, p.y + dy / length * by_px } : p;
}

static void put_corner(UiRenderer *ui, UiVertex *brush, Point at, const Point corner[3])
{
    brush->local[2] = side_distance(at, corner[2], corner[0]);
    put(ui, brush, at.x, at.y, side_distance(at, corner[0], corner[1]), side_distance(at, corner[1], corner[2]));
}

static void add_triangle(UiRenderer *ui, const UiCommand *command)
{
    Point corner[3] = { { command->rect.x, command->rect.y }, { command->rect.w, command->rect.h }, { command->x2, command->y2 } };
    if (side_distance(corner[2], corner[0], corner[1]) < 0) { // turn it round
        const Point keep = corner[1];
        corner[1] = corner[2];
        corner[2] = keep;
    }
    const Point centre = { (corner[0].x + corner[1].x + corner[2].x) / 3, (corner[0].y + corner[1].y + corner[2].y) / 3 };
    UiVertex brush = brush_for(command, KIND_TRIANGLE, command->colour);
    for (int i = 0; i < 3; i++) put_corner(ui, &brush, away_from(corner[i], centre, 2.0f), corner);
}

static void put_line_of_text(UiRenderer *ui, const UiCommand *command, const AtlasLine *line, Rgba colour)
{
    const float x = roundf(command->rect.x) - line->left_px, y = roundf(command->rect.y) - line->baseline_px;
    const float w = (float)line->width, h = (float)line->height, texel = 1.0f / ATLAS_SIDE_PX;
    const float u0 = (float)line->x * texel, v0 = (float)line->y * texel, u1 = u0 + w * texel, v1 = v0 + h * texel;
    const UiVertex brush = brush_for(command, KIND_TEXT, colour);
    put_quad(ui, &brush, &(Corners) { { x, x + w, x + w, x }, { y, y, y + h, y + h }, { u0, u1, u1, u0 }, { v0, v0, v1, v1 } });
}

static void add_layer_of_text(UiRenderer *ui, const UiCommand *command, float halo_px, Rgba colour, Arena *scratch)
{
    const AtlasWanted wanted = { command->text, command->size_px, halo_px, command->weight };
    const AtlasLine *line = text_atlas_find(&ui->atlas, wanted, scratch, flush, ui);
    if (line) put_line_of_text(ui, command, line, colour);
}

static void add_text(UiRenderer *ui, const UiCommand *command, Arena *scratch)
{
    if (!command->text || !*command->text) return;
    if (command->halo_px > 0) add_layer_of_text(ui, command, command->halo_px, command->halo_colour, scratch);
    add_layer_of_text(ui, command, 0, command->colour, scratch);
    ui->text_count++;
}

static void add(UiRenderer *ui, const UiCommand *command, Arena *scratch)
{
    switch (command->shape) {
    case UI_SHAPE_RECT:
        add_rect(ui, command);
        break;
    case UI_SHAPE_LINE:
        add_line(ui, command);
        break;
    case UI_SHAPE_TRIANGLE:
        add_triangle(ui, command);
        break;
    case UI_SHAPE_TEXT:
        add_text(ui, command, scratch);
        break;
    case UI_SHAPE_COUNT:
        break;
    }
}

void ui_render_draw(UiRenderer *ui, GpuProgram program, const UiDraw *draw, Arena *scratch)
{
    const size_t mark = arena_mark(scratch);
    ui->program = program;
    ui->text_count = 0;
    ui->vertices = ARENA_ARRAY(scratch, UiVertex, draw->command_count * VERTICES_PER_COMMAND);
    for (int i = 0; i < draw->command_count; i++) add(ui, &draw->commands[i], scratch);
    flush(ui);
    ui->vertices = NULL;
    arena_pop_to(scratch, mark);
}
