// gpu.h: the little of a graphics card that this program needs: buffers, textures, programs, one target, draws.
//
// Why       One function table, filled by gpu_gl (OpenGL 3.3 core or ES 3.0, the common subset) or gpu_null (draws nothing, counts all).
//           The renderer above cannot tell which it has, so every test without a graphics card still runs the whole frame.
// Shapes    ids are typed; zero = none. There is one target at a time: colour RGBA8 with premultiplied alpha, 24-bit depth, 8-bit stencil.
//           Programs see vertex attributes at fixed places and two uniform blocks, `Frame` and `Item` (std140).
// Units     pixels, bytes.
// Errors    creating a program or a target fills the Message; all other calls cannot fail (out of memory shows in target_end).
// Cost      state and bindings that do not change are not sent again.
#ifndef ILIOPSOAS_GPU_H
#define ILIOPSOAS_GPU_H

#include "result.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct GpuBuffer {
    uint32_t id;
} GpuBuffer;
typedef struct GpuTexture {
    uint32_t id;
} GpuTexture;
typedef struct GpuProgram {
    uint32_t id;
} GpuProgram;
typedef struct GpuLayout {
    uint32_t id;
} GpuLayout; // which buffer feeds which vertex attribute

typedef enum GpuBufferKind { GPU_BUFFER_VERTEX, GPU_BUFFER_INDEX, GPU_BUFFER_BLOCK, GPU_BUFFER_KIND_COUNT } GpuBufferKind;
typedef enum GpuUse { GPU_USE_ONCE, GPU_USE_STREAM } GpuUse; // uploaded for good, or again each frame
typedef enum GpuFormat {
    GPU_U8_FRAC,
    GPU_I8_FRAC,
    GPU_U16,
    GPU_I16_FRAC,
    GPU_F32,
    GPU_FORMAT_COUNT
} GpuFormat; // _FRAC: read as 0..1 or -1..1
typedef enum GpuBlock { GPU_BLOCK_FRAME, GPU_BLOCK_ITEM, GPU_BLOCK_COUNT } GpuBlock;
typedef enum GpuBlend {
    GPU_BLEND_NONE,
    GPU_BLEND_OVER,   // premultiplied alpha
    GPU_BLEND_UNDER,  // below what is there: front to back
    GPU_BLEND_DARKEN, // the darker of the two: drawn twice is drawn once
    GPU_BLEND_MASK,   // alpha alone, the smaller of the two
    GPU_BLEND_MASKED, // where alpha is small; alpha becomes 1 again
    GPU_BLEND_COUNT
} GpuBlend;
typedef enum GpuDepth { GPU_DEPTH_NEARER, GPU_DEPTH_ALWAYS, GPU_DEPTH_SAME, GPU_DEPTH_FARTHER, GPU_DEPTH_COUNT } GpuDepth; // nearer: or equal
typedef enum GpuCull { GPU_CULL_BACK, GPU_CULL_FRONT, GPU_CULL_NONE, GPU_CULL_COUNT } GpuCull;
// Areas with curved or forked outlines are filled by counting: fans of triangles over the outline, plus one for those that turn one way,
// minus one for the others. What is counted and not yet taken becomes the area's own; release keeps it taken and lets the next area start.
typedef enum GpuStencil {
    GPU_STENCIL_OFF,
    GPU_STENCIL_MARK,
    GPU_STENCIL_MARK_SEEN, // where nothing hides it
    GPU_STENCIL_ONCE,
    GPU_STENCIL_OUTSIDE,
    GPU_STENCIL_INSIDE,
    GPU_STENCIL_TURNS, // counts
    GPU_STENCIL_COVER, // draws where the count is not zero
    GPU_STENCIL_OWN,   // draws where cover has drawn
    GPU_STENCIL_RELEASE,
    GPU_STENCIL_ADD,      // one more for each pixel drawn
    GPU_STENCIL_AT_LEAST, // draws where that is the mark or more
    GPU_STENCIL_COUNT
} GpuStencil;

typedef enum GpuSide { GPU_SIDE_DEPTH, GPU_SIDE_LAMP, GPU_SIDE_A, GPU_SIDE_B, GPU_SIDE_COUNT } GpuSide; // depth alone; RGBA8 without depth
#define GPU_LAMP_PX 768 // both sides of GPU_SIDE_LAMP, whatever the target's size

typedef struct GpuAttribute {
    int location, component_count, offset, stride;
    GpuFormat format;
    GpuBuffer buffer;
} GpuAttribute;

#define GPU_ATTRIBUTES_MOST 10
typedef struct GpuLayoutDesc {
    GpuAttribute attributes[GPU_ATTRIBUTES_MOST];
    int attribute_count;
    GpuBuffer indices; // 16-bit; none: vertices in order
} GpuLayoutDesc;

typedef struct GpuProgramDesc {
    const char *name, *vertex_source, *fragment_source;
} GpuProgramDesc;

typedef struct GpuState { // zero: opaque, depth-tested and written, back faces culled
    GpuBlend blend;
    GpuDepth depth;
    GpuCull cull;
    GpuStencil stencil;
    uint8_t stencil_mark;                           // MARK writes it, ONCE draws where it is not and leaves it there, OUTSIDE where it is not, INSIDE where it is, AT_LEAST where it or more is
    bool no_depth_write, no_colour_write, mirrored; // mirrored: front faces are clockwise
} GpuState;

typedef struct GpuDraw {
    GpuProgram program;
    GpuLayout layout;
    GpuState state;
    GpuTexture texture; // `picture` in shaders; none when zero
    GpuTexture tile;    // `tile` in shaders; none when zero
    int first, count;   // indices or vertices
    bool indexed;
} GpuDraw;

typedef struct GpuTargetDesc {
    int width_px, height_px, samples;
    float clear_rgba[4];
} GpuTargetDesc;

typedef struct GpuRect { // pixels of a side picture or a layer, origin bottom left
    int x, y, width, height;
} GpuRect;

typedef struct GpuCounts { // the renderer sets them to zero at the start of a frame
    int draw_count, triangle_count;
    size_t upload_bytes;
} GpuCounts;

typedef struct Gpu Gpu;
struct Gpu {
    char driver_name[160];
    bool software, es;
    int size_limit_px, samples_limit, block_align;
    GpuCounts counts;

    void (*destroy)(Gpu *);
    GpuBuffer (*buffer_create)(Gpu *, GpuBufferKind);
    void (*buffer_upload)(Gpu *, GpuBuffer, GpuBufferKind, GpuUse, const void *data, size_t bytes);
    void (*buffer_destroy)(Gpu *, GpuBuffer);
    GpuTexture (*texture_create)(Gpu *, int width_px, int height_px); // one 8-bit channel, zeroed, linear filter
    GpuTexture (*tile_create)(Gpu *, int side_px, const uint8_t *rgba); // side: a power of 2; repeats, with smaller copies of itself for far away; stays as it is
    void (*texture_upload)(Gpu *, GpuTexture, int x, int y, int width_px, int height_px, const uint8_t *texels);
    void (*texture_destroy)(Gpu *, GpuTexture);
    GpuLayout (*layout_create)(Gpu *, const GpuLayoutDesc *);
    void (*layout_destroy)(Gpu *, GpuLayout);
    Result (*program_create)(Gpu *, const GpuProgramDesc *, GpuProgram *out, Message *why);
    void (*program_destroy)(Gpu *, GpuProgram);

    Result (*target_begin)(Gpu *, const GpuTargetDesc *, Message *why);
    void (*stencil_clear)(Gpu *);
    // Draws now go to a side picture, half as wide and high (but see GPU_LAMP_PX); the texture can be read by draws to elsewhere until the next target_begin.
    // Only the rectangle is touched: what lies outside is left from earlier, and not to be read.
    GpuTexture (*side_begin)(Gpu *, GpuSide, GpuRect only); // GPU_SIDE_DEPTH and _LAMP start empty
    void (*side_end)(Gpu *);                  // back to the target
    // Draws now go to a picture of the target's size, one sample a pixel, clear before layer 0; its depth starts as the target's own. here:
    // this layer's depths, before: those of the layer before (none for layer 0). Only the rectangle is touched.
    void (*layer_begin)(Gpu *, int layer, GpuRect only, GpuTexture *here, GpuTexture *before);
    GpuTexture (*layers_end)(Gpu *); // back to the target; the picture, to be read until the next target_begin
    void (*block_bind)(Gpu *, GpuBlock, GpuBuffer, size_t offset, size_t bytes);
    void (*draw)(Gpu *, const GpuDraw *);
    Result (*target_end)(Gpu *, bool to_window, Message *why); // resolves samples, blits to the window
    void (*finish)(Gpu *);
    bool (*lost)(Gpu *); // the context is gone, with all that was made in it: destroy, and start anew in another one
    Result (*read_rgba)(Gpu *, uint8_t *out, Message *why); // of the last target; bottom row first, premultiplied
};

Result gpu_gl_create(Gpu **out, Message *why); // needs a current context
Result gpu_null_create(Gpu **out, Message *why);

#endif
