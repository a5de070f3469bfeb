// gpu_gl.c: gpu.h on OpenGL 3.3 core or OpenGL ES 3.0, using only what both have. The only file that includes GL.
#include "gpu.h"

#include <assert.h>
#include <epoxy/gl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct GlGpu {
    Gpu base;
    GpuTargetDesc target;
    GLuint frame, colour, depth;      // what is drawn into, multisampled or not
    GLuint resolved, resolved_colour; // what is read; only with samples > 1
    GLuint side[GPU_SIDE_COUNT], side_texture[GPU_SIDE_COUNT];
    GLuint layer[2], layer_depth[2], layer_colour; // two that take turns, over one colour
    GpuState state;
    GLuint program, layout, texture, tile;
    GLenum (*reset_status)(void); // NULL: this driver never tells
} GlGpu;

static GlGpu *gl_of(Gpu *gpu)
{
    return (GlGpu *)gpu;
}

// Buffers and textures ------------------------------------------------------------------------------------------------------

static const GLenum gl_kind[GPU_BUFFER_KIND_COUNT] = { GL_ARRAY_BUFFER, GL_ELEMENT_ARRAY_BUFFER, GL_UNIFORM_BUFFER };

static GpuBuffer buffer_create(Gpu *gpu, GpuBufferKind kind)
{
    (void)gpu, (void)kind;
    GLuint id = 0;
    glGenBuffers(1, &id);
    return (GpuBuffer) { id };
}

// The index binding belongs to the bound layout: unbind that first, or its indices would be replaced.
static void forget_layout(GlGpu *gl)
{
    if (gl->layout != 0) glBindVertexArray(0);
    gl->layout = 0;
}

static void buffer_upload(Gpu *gpu, GpuBuffer buffer, GpuBufferKind kind, GpuUse use, const void *data, size_t bytes)
{
    forget_layout(gl_of(gpu));
    glBindBuffer(gl_kind[kind], buffer.id);
    glBufferData(gl_kind[kind], (GLsizeiptr)bytes, data, use == GPU_USE_STREAM ? GL_STREAM_DRAW : GL_STATIC_DRAW);
    gpu->counts.upload_bytes += bytes;
}

static void buffer_destroy(Gpu *gpu, GpuBuffer buffer)
{
    (void)gpu;
    if (buffer.id != 0) glDeleteBuffers(1, &buffer.id);
}

static void bind_texture(GlGpu *gl, GLuint id)
{
    if (gl->texture == id) return;
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, id);
    gl->texture = id;
}

// A texture without mipmaps, bound for filling.
static GLuint texture_start(GlGpu *gl, GLint filter)
{
    GLuint id = 0;
    glGenTextures(1, &id);
    bind_texture(gl, id);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    return id;
}

static GpuTexture texture_create(Gpu *gpu, int width_px, int height_px)
{
    const GLuint id = texture_start(gl_of(gpu), GL_LINEAR);
    void *zeros = calloc((size_t)width_px, (size_t)height_px);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width_px, height_px, 0, GL_RED, GL_UNSIGNED_BYTE, zeros);
    free(zeros);
    return (GpuTexture) { id };
}

static void texture_upload(Gpu *gpu, GpuTexture texture, int x, int y, int width_px, int height_px, const uint8_t *texels)
{
    bind_texture(gl_of(gpu), texture.id);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexSubImage2D(GL_TEXTURE_2D, 0, x, y, width_px, height_px, GL_RED, GL_UNSIGNED_BYTE, texels);
    gpu->counts.upload_bytes += (size_t)width_px * (size_t)height_px;
}

static void bind_tile(GlGpu *gl, GLuint id)
{
    if (gl->tile == id) return;
    glActiveTexture(GL_TEXTURE1);
    glBindTexture(GL_TEXTURE_2D, id);
    glActiveTexture(GL_TEXTURE0);
    gl->tile = id;
}

// In place: reads stay ahead of writes.
static void halve(uint8_t *rgba, int half_px)
{
    const int row = 8 * half_px;
    for (int y = 0; y < half_px; y++)
        for (int i = 0; i < 4 * half_px; i++) {
            const uint8_t *at = &rgba[2 * y * row + i / 4 * 8 + i % 4];
            rgba[y * 4 * half_px + i] = (uint8_t)((at[0] + at[4] + at[row] + at[row + 4] + 2) / 4);
        }
}

// Halved here and not by the driver: the same bytes everywhere, and no programs for a driver to make for it.
static GpuTexture tile_create(Gpu *gpu, int side_px, const uint8_t *rgba)
{
    const GLuint id = texture_start(gl_of(gpu), GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_REPEAT);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_REPEAT);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    const size_t bytes = (size_t)side_px * (size_t)side_px * 4;
    uint8_t *copy = malloc(bytes);
    if (!copy) abort(); // a quarter of a megabyte
    memcpy(copy, rgba, bytes);
    for (int level = 0, px = side_px; px > 0; level++, px /= 2) {
        if (level > 0) halve(copy, px);
        glTexImage2D(GL_TEXTURE_2D, level, GL_RGBA8, px, px, 0, GL_RGBA, GL_UNSIGNED_BYTE, copy);
    }
    free(copy);
    gpu->counts.upload_bytes += (size_t)side_px * (size_t)side_px * 4;
    return (GpuTexture) { id };
}

static void texture_destroy(Gpu *gpu, GpuTexture texture)
{
    GlGpu *gl = gl_of(gpu);
    if (gl->texture == texture.id) gl->texture = 0;
    if (gl->tile == texture.id) gl->tile = 0;
    if (texture.id != 0) glDeleteTextures(1, &texture.id);
}

// Layouts -------------------------------------------------------------------------------------------------------------------

static void attribute_set(const GpuAttribute *attribute)
{
    static const struct {
        GLenum type;
        GLboolean frac;
    } format[GPU_FORMAT_COUNT] = {
        [GPU_U8_FRAC] = { GL_UNSIGNED_BYTE, GL_TRUE }, [GPU_I8_FRAC] = { GL_BYTE, GL_TRUE }, [GPU_U16] = { GL_UNSIGNED_SHORT, GL_FALSE },
        [GPU_I16_FRAC] = { GL_SHORT, GL_TRUE },        [GPU_F32] = { GL_FLOAT, GL_FALSE },
    };
    const GLuint location = (GLuint)attribute->location;
    glBindBuffer(GL_ARRAY_BUFFER, attribute->buffer.id);
    glEnableVertexAttribArray(location);
    glVertexAttribPointer(location, attribute->component_count, format[attribute->format].type, format[attribute->format].frac,
                          attribute->stride, (const void *)(uintptr_t)attribute->offset);
}

static GpuLayout layout_create(Gpu *gpu, const GpuLayoutDesc *desc)
{
    GLuint id = 0;
    glGenVertexArrays(1, &id);
    glBindVertexArray(id);
    for (int i = 0; i < desc->attribute_count; i++) attribute_set(&desc->attributes[i]);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, desc->indices.id);
    gl_of(gpu)->layout = id;
    forget_layout(gl_of(gpu));
    return (GpuLayout) { id };
}

static void layout_destroy(Gpu *gpu, GpuLayout layout)
{
    forget_layout(gl_of(gpu));
    if (layout.id != 0) glDeleteVertexArrays(1, &layout.id);
}

// Programs ------------------------------------------------------------------------------------------------------------------

static Result shader_compile(GLenum stage, const char *name, const char *source, GLuint *out, Message *why)
{
    const GLuint shader = glCreateShader(stage);
    glShaderSource(shader, 1, &source, NULL);
    glCompileShader(shader);
    GLint compiled = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &compiled);
    *out = shader;
    if (compiled) return RESULT_OK;
    char log[512] = "";
    glGetShaderInfoLog(shader, sizeof log, NULL, log);
    return message_set(why, RESULT_UNSUPPORTED, "The graphics driver refuses the shader %s (%s): %s", name,
                       stage == GL_VERTEX_SHADER ? "vertex" : "fragment", log);
}

static void program_wire(GlGpu *gl, GLuint program)
{
    static const char *const block_name[GPU_BLOCK_COUNT] = { "Frame", "Item" };
    for (GLuint i = 0; i < GPU_BLOCK_COUNT; i++) {
        const GLuint index = glGetUniformBlockIndex(program, block_name[i]);
        if (index != GL_INVALID_INDEX) glUniformBlockBinding(program, index, i);
    }
    glUseProgram(program);
    gl->program = program;
    glUniform1i(glGetUniformLocation(program, "picture"), 0);
    glUniform1i(glGetUniformLocation(program, "tile"), 1);
}

static Result program_link(GLuint program, const char *name, Message *why)
{
    glLinkProgram(program);
    GLint linked = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    if (linked) return RESULT_OK;
    char log[512] = "";
    glGetProgramInfoLog(program, sizeof log, NULL, log);
    return message_set(why, RESULT_UNSUPPORTED, "The graphics driver cannot link the shader %s: %s", name, log);
}

static Result program_build(const GpuProgramDesc *desc, GLuint program, GLuint shader[2], Message *why)
{
    Result result = shader_compile(GL_VERTEX_SHADER, desc->name, desc->vertex_source, &shader[0], why);
    if (result == RESULT_OK) result = shader_compile(GL_FRAGMENT_SHADER, desc->name, desc->fragment_source, &shader[1], why);
    if (result != RESULT_OK) return result;
    glAttachShader(program, shader[0]);
    glAttachShader(program, shader[1]);
    return program_link(program, desc->name, why);
}

static Result program_create(Gpu *gpu, const GpuProgramDesc *desc, GpuProgram *out, Message *why)
{
    const GLuint program = glCreateProgram();
    GLuint shader[2] = { 0, 0 };
    const Result result = program_build(desc, program, shader, why);
    glDeleteShader(shader[0]); // the program keeps what it needs
    glDeleteShader(shader[1]);
    if (result == RESULT_OK)
        program_wire(gl_of(gpu), program);
    else
        glDeleteProgram(program);
    *out = (GpuProgram) { result == RESULT_OK ? program : 0 };
    return result;
}

static void program_destroy(Gpu *gpu, GpuProgram program)
{
    GlGpu *gl = gl_of(gpu);
    if (gl->program == program.id) {
        glUseProgram(0);
        gl->program = 0;
    }
    if (program.id != 0) glDeleteProgram(program.id);
}

// Target --------------------------------------------------------------------------------------------------------------------

static void layers_free(GlGpu *gl)
{
    for (int i = 0; i < 2; i++) {
        glDeleteFramebuffers(1, &gl->layer[i]);
        texture_destroy(&gl->base, (GpuTexture) { gl->layer_depth[i] });
        gl->layer[i] = gl->layer_depth[i] = 0;
    }
    texture_destroy(&gl->base, (GpuTexture) { gl->layer_colour });
    gl->layer_colour = 0;
}

static void target_free(GlGpu *gl)
{
    glDeleteFramebuffers(1, &gl->frame);
    glDeleteFramebuffers(1, &gl->resolved);
    glDeleteRenderbuffers(1, &gl->colour);
    glDeleteRenderbuffers(1, &gl->depth);
    glDeleteRenderbuffers(1, &gl->resolved_colour);
    for (int i = 0; i < GPU_SIDE_COUNT; i++) {
        glDeleteFramebuffers(1, &gl->side[i]);
        texture_destroy(&gl->base, (GpuTexture) { gl->side_texture[i] });
        gl->side[i] = gl->side_texture[i] = 0;
    }
    layers_free(gl);
    gl->frame = gl->resolved = gl->colour = gl->depth = gl->resolved_colour = 0;
    gl->target = (GpuTargetDesc) { 0 };
}

static GLuint storage_make(GLenum format, const GpuTargetDesc *desc, int samples)
{
    GLuint id = 0;
    glGenRenderbuffers(1, &id);
    glBindRenderbuffer(GL_RENDERBUFFER, id);
    if (samples > 1)
        glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples, format, desc->width_px, desc->height_px);
    else
        glRenderbufferStorage(GL_RENDERBUFFER, format, desc->width_px, desc->height_px);
    return id;
}

static GLuint frame_start(GLuint colour)
{
    GLuint id = 0;
    glGenFramebuffers(1, &id);
    glBindFramebuffer(GL_FRAMEBUFFER, id);
    if (colour != 0) glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, colour);
    return id;
}

static void errors_drain(void)
{
    for (int i = 0; i < 16 && glGetError() != GL_NO_ERROR; i++) {} // a lost context reports for ever
}

static Result target_check(GlGpu *gl, const GpuTargetDesc *desc, Message *why)
{
    const bool complete = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    if (complete && glGetError() == GL_NO_ERROR) return RESULT_OK;
    target_free(gl);
    return message_set(why, RESULT_UNSUPPORTED, "The graphics driver has no room for a picture of %d x %d pixels. Ask for a smaller size.",
                       desc->width_px, desc->height_px);
}

static Result target_make(GlGpu *gl, const GpuTargetDesc *desc, Message *why)
{
    target_free(gl);
    errors_drain();
    gl->colour = storage_make(GL_RGBA8, desc, desc->samples);
    gl->depth = storage_make(GL_DEPTH24_STENCIL8, desc, desc->samples);
    if (desc->samples > 1) {
        gl->resolved_colour = storage_make(GL_RGBA8, desc, 1);
        gl->resolved = frame_start(gl->resolved_colour);
    }
    gl->frame = frame_start(gl->colour);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_STENCIL_ATTACHMENT, GL_RENDERBUFFER, gl->depth);
    gl->target = *desc;
    return target_check(gl, desc, why);
}

static void state_reset(GlGpu *gl);
static void state_set(GlGpu *gl, const GpuState *state);

static bool target_fits(const GlGpu *gl, const GpuTargetDesc *desc)
{
    return gl->frame != 0 && gl->target.width_px == desc->width_px && gl->target.height_px == desc->height_px &&
           gl->target.samples == desc->samples;
}

static Result target_begin(Gpu *gpu, const GpuTargetDesc *desc, Message *why)
{
    GlGpu *gl = gl_of(gpu);
    assert(desc->samples >= 1 && desc->samples <= gpu->samples_limit);
    const Result result = target_fits(gl, desc) ? RESULT_OK : target_make(gl, desc, why);
    if (result != RESULT_OK) return result;
    glBindFramebuffer(GL_FRAMEBUFFER, gl->frame);
    glViewport(0, 0, desc->width_px, desc->height_px);
    state_reset(gl);
    glClearColor(desc->clear_rgba[0], desc->clear_rgba[1], desc->clear_rgba[2], desc->clear_rgba[3]);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT | GL_STENCIL_BUFFER_BIT);
    return RESULT_OK;
}

static void stencil_clear(Gpu *gpu)
{
    (void)gpu;
    glStencilMask(0xff);
    glClear(GL_STENCIL_BUFFER_BIT);
}

static bool side_is_depth(GpuSide side)
{
    return side == GPU_SIDE_DEPTH || side == GPU_SIDE_LAMP;
}

static void side_attach(GlGpu *gl, GpuSide side, int width_px, int height_px)
{
    const bool depth = side_is_depth(side);
    gl->side_texture[side] = texture_start(gl, depth ? GL_NEAREST : GL_LINEAR);
    if (depth)
        glTexImage2D(GL_TEXTURE_2D, 0, GL_DEPTH_COMPONENT24, width_px, height_px, 0, GL_DEPTH_COMPONENT, GL_UNSIGNED_INT, NULL);
    else
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width_px, height_px, 0, GL_RGBA, GL_UNSIGNED_BYTE, NULL);
    gl->side[side] = frame_start(0);
    glFramebufferTexture2D(GL_FRAMEBUFFER, depth ? GL_DEPTH_ATTACHMENT : GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, gl->side_texture[side], 0);
    if (depth) glDrawBuffers(1, &(GLenum) { GL_NONE });
    if (depth) glReadBuffer(GL_NONE);
}

static GpuTexture side_begin(Gpu *gpu, GpuSide side, GpuRect only)
{
    GlGpu *gl = gl_of(gpu);
    const bool lamp = side == GPU_SIDE_LAMP;
    const int w = lamp ? GPU_LAMP_PX : (gl->target.width_px + 1) / 2, h = lamp ? GPU_LAMP_PX : (gl->target.height_px + 1) / 2;
    if (gl->side[side] == 0) side_attach(gl, side, w, h);
    if (gl->texture == gl->side_texture[side]) bind_texture(gl, 0); // never read while it is drawn into
    if (gl->tile == gl->side_texture[side]) bind_tile(gl, 0);
    glBindFramebuffer(GL_FRAMEBUFFER, gl->side[side]);
    glViewport(0, 0, w, h);
    state_set(gl, &(GpuState) { 0 });
    glEnable(GL_SCISSOR_TEST);
    glScissor(only.x, only.y, only.width, only.height);
    if (side_is_depth(side)) glClear(GL_DEPTH_BUFFER_BIT);
    return (GpuTexture) { gl->side_texture[side] };
}

static void side_end(Gpu *gpu)
{
    GlGpu *gl = gl_of(gpu);
    glDisable(GL_SCISSOR_TEST);
    glBindFramebuffer(GL_FRAMEBUFFER, gl->frame);
    glViewport(0, 0, gl->target.width_px, gl->target.height_px);
}

static void blit(const GlGpu *gl, GLuint from, GLuint to, GLbitfield what)
{
    const GLint w = gl->target.width_px, h = gl->target.height_px;
    glBindFramebuffer(GL_READ_FRAMEBUFFER, from);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to);
    glBlitFramebuffer(0, 0, w, h, 0, 0, w, h, what, GL_NEAREST);
}

// The depth has the target's own format: a driver resolves samples only between equals.
static void layers_attach(GlGpu *gl)
{
    const GLint w = gl->target.width_px, h = gl->target.height_px;
    gl->layer_colour = texture_start(gl, GL_NEAREST);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, w, h, 0, GL_RGBA, GL_UNSIGNED_BYTE, NULL);
    for (int i = 0; i < 2; i++) {
        gl->layer_depth[i] = texture_start(gl, GL_NEAREST);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_DEPTH24_STENCIL8, w, h, 0, GL_DEPTH_STENCIL, GL_UNSIGNED_INT_24_8, NULL);
        gl->layer[i] = frame_start(0);
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, gl->layer_colour, 0);
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_STENCIL_ATTACHMENT, GL_TEXTURE_2D, gl->layer_depth[i], 0);
    }
}

static void layer_begin(Gpu *gpu, int layer, GpuRect only, GpuTexture *here, GpuTexture *before)
{
    GlGpu *gl = gl_of(gpu);
    const int at = layer & 1;
    if (gl->layer[0] == 0) layers_attach(gl);
    if (gl->texture == gl->layer_depth[at] || gl->texture == gl->layer_colour) bind_texture(gl, 0); // never read while it is drawn into
    state_set(gl, &(GpuState) { 0 });
    glBindFramebuffer(GL_FRAMEBUFFER, gl->layer[at]);
    glClearColor(0, 0, 0, 0);
    if (layer == 0) glClear(GL_COLOR_BUFFER_BIT); // all of it: what an earlier picture left beside the rectangle would be laid over this one
    glEnable(GL_SCISSOR_TEST);
    glScissor(only.x, only.y, only.width, only.height);
    blit(gl, gl->frame, gl->layer[at], GL_DEPTH_BUFFER_BIT);
    glBindFramebuffer(GL_FRAMEBUFFER, gl->layer[at]);
    *here = (GpuTexture) { gl->layer_depth[at] };
    *before = (GpuTexture) { layer == 0 ? 0 : gl->layer_depth[1 - at] };
}

static GpuTexture layers_end(Gpu *gpu)
{
    side_end(gpu);
    return (GpuTexture) { gl_of(gpu)->layer_colour };
}

static GLuint readable_frame(const GlGpu *gl)
{
    return gl->resolved != 0 ? gl->resolved : gl->frame;
}

static Result target_end(Gpu *gpu, bool to_window, Message *why)
{
    GlGpu *gl = gl_of(gpu);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    if (gl->resolved != 0) blit(gl, gl->frame, gl->resolved, GL_COLOR_BUFFER_BIT);
    if (to_window) blit(gl, readable_frame(gl), 0, GL_COLOR_BUFFER_BIT);
    glBindFramebuffer(GL_FRAMEBUFFER, readable_frame(gl));
    state_reset(gl);
    const GLenum error = glGetError();
    if (error == GL_NO_ERROR) return RESULT_OK;
    if (error == GL_OUT_OF_MEMORY)
        return message_set(why, RESULT_UNSUPPORTED, "The graphics card is out of memory. Close other programs or hide some structures.");
    return message_set(why, RESULT_UNSUPPORTED, "The graphics driver reports error 0x%04x while drawing. Update the driver.", error);
}

static void finish(Gpu *gpu)
{
    (void)gpu;
    glFinish();
}

// Asked once a frame; a driver that does not know the question never says yes.
static bool lost(Gpu *gpu)
{
    const GlGpu *gl = gl_of(gpu);
    return gl->reset_status && gl->reset_status() != GL_NO_ERROR;
}

static Result read_rgba(Gpu *gpu, uint8_t *out, Message *why)
{
    GlGpu *gl = gl_of(gpu);
    if (gl->frame == 0) return message_set(why, RESULT_UNSUPPORTED, "There is no picture to read: nothing was drawn yet.");
    glBindFramebuffer(GL_FRAMEBUFFER, readable_frame(gl));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, gl->target.width_px, gl->target.height_px, GL_RGBA, GL_UNSIGNED_BYTE, out);
    if (glGetError() == GL_NO_ERROR) return RESULT_OK;
    return message_set(why, RESULT_UNSUPPORTED, "The graphics driver cannot hand back the picture. Ask for a smaller size.");
}

// Drawing -------------------------------------------------------------------------------------------------------------------

static void enable(GLenum what, bool on)
{
    if (on)
        glEnable(what);
    else
        glDisable(what);
}

static void state_blend(GpuBlend blend)
{
    static const struct {
        GLenum sum, alpha_sum, from, to, alpha_to;
    } ways[GPU_BLEND_COUNT] = {
        [GPU_BLEND_NONE] = { GL_FUNC_ADD, GL_FUNC_ADD, GL_ONE, GL_ZERO, GL_ZERO },
        [GPU_BLEND_OVER] = { GL_FUNC_ADD, GL_FUNC_ADD, GL_ONE, GL_ONE_MINUS_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA },
        [GPU_BLEND_UNDER] = { GL_FUNC_ADD, GL_FUNC_ADD, GL_ONE_MINUS_DST_ALPHA, GL_ONE, GL_ONE },
        [GPU_BLEND_DARKEN] = { GL_MIN, GL_MIN, GL_ONE, GL_ONE, GL_ONE },
        [GPU_BLEND_MASK] = { GL_FUNC_ADD, GL_MIN, GL_ZERO, GL_ONE, GL_ONE },
        [GPU_BLEND_MASKED] = { GL_FUNC_ADD, GL_FUNC_ADD, GL_ONE_MINUS_DST_ALPHA, GL_DST_ALPHA, GL_ONE },
    };
    const GLenum alpha_from = blend == GPU_BLEND_UNDER ? GL_ONE_MINUS_DST_ALPHA : GL_ONE;
    enable(GL_BLEND, blend != GPU_BLEND_NONE);
    glBlendEquationSeparate(ways[blend].sum, ways[blend].alpha_sum);
    glBlendFuncSeparate(ways[blend].from, ways[blend].to, alpha_from, ways[blend].alpha_to);
}

static void state_cull(GpuCull cull)
{
    enable(GL_CULL_FACE, cull != GPU_CULL_NONE);
    glCullFace(cull == GPU_CULL_FRONT ? GL_FRONT : GL_BACK);
}

// Counting: the two upper bits say taken and own, the others hold the count. Hidden pixels (depth fails) are given up.
enum { STENCIL_TAKEN = 0x80, STENCIL_OWN = 0x40, STENCIL_TURNS = 0x3f };

static void state_stencil(GpuStencil stencil, uint8_t mark)
{
    static const struct {
        GLenum compare;
        GLint value;
        GLuint read, write;
        GLenum hidden, pass;
    } ways[GPU_STENCIL_COUNT] = {
        [GPU_STENCIL_OFF] = { GL_ALWAYS, 0, 0xff, 0, GL_KEEP, GL_KEEP },
        [GPU_STENCIL_MARK_SEEN] = { GL_ALWAYS, 0, 0xff, 0xff, GL_KEEP, GL_REPLACE },
        [GPU_STENCIL_MARK] = { GL_ALWAYS, 0, 0xff, 0xff, GL_REPLACE, GL_REPLACE },
        [GPU_STENCIL_ONCE] = { GL_NOTEQUAL, 0, 0xff, 0xff, GL_KEEP, GL_REPLACE },
        [GPU_STENCIL_OUTSIDE] = { GL_NOTEQUAL, 0, 0xff, 0, GL_KEEP, GL_KEEP },
        [GPU_STENCIL_INSIDE] = { GL_EQUAL, 0, 0xff, 0, GL_KEEP, GL_KEEP },
        [GPU_STENCIL_TURNS] = { GL_EQUAL, 0, STENCIL_TAKEN, STENCIL_TURNS, GL_KEEP, GL_INCR_WRAP },
        [GPU_STENCIL_COVER] = { GL_NOTEQUAL, STENCIL_TAKEN | STENCIL_OWN, STENCIL_TURNS, 0xff, GL_ZERO, GL_REPLACE },
        [GPU_STENCIL_OWN] = { GL_EQUAL, STENCIL_OWN, STENCIL_OWN, 0, GL_KEEP, GL_KEEP },
        [GPU_STENCIL_RELEASE] = { GL_EQUAL, STENCIL_OWN, STENCIL_OWN, STENCIL_OWN, GL_INVERT, GL_INVERT },
        [GPU_STENCIL_ADD] = { GL_ALWAYS, 0, 0xff, 0xff, GL_KEEP, GL_INCR },
        [GPU_STENCIL_AT_LEAST] = { GL_LEQUAL, 0, 0xff, 0, GL_KEEP, GL_KEEP },
    };
    const bool marked = stencil == GPU_STENCIL_MARK || stencil == GPU_STENCIL_MARK_SEEN || stencil == GPU_STENCIL_ONCE || stencil == GPU_STENCIL_OUTSIDE || stencil == GPU_STENCIL_INSIDE ||
        stencil == GPU_STENCIL_AT_LEAST;
    enable(GL_STENCIL_TEST, stencil != GPU_STENCIL_OFF);
    glStencilFunc(ways[stencil].compare, marked ? mark : ways[stencil].value, ways[stencil].read);
    glStencilOp(GL_KEEP, ways[stencil].hidden, ways[stencil].pass);
    if (stencil == GPU_STENCIL_TURNS) glStencilOpSeparate(GL_BACK, GL_KEEP, GL_KEEP, GL_DECR_WRAP);
    glStencilMask(ways[stencil].write);
}

static void state_masks(const GpuState *state)
{
    static const GLenum compare[GPU_DEPTH_COUNT] = { GL_LEQUAL, GL_ALWAYS, GL_EQUAL, GL_GREATER };
    const GLboolean colour = state->no_colour_write ? GL_FALSE : GL_TRUE;
    glColorMask(colour, colour, colour, colour);
    glDepthMask(state->no_depth_write ? GL_FALSE : GL_TRUE);
    glDepthFunc(compare[state->depth]);
    glFrontFace(state->mirrored ? GL_CW : GL_CCW);
}

static void state_set(GlGpu *gl, const GpuState *state)
{
    const GpuState *old = &gl->state;
    if (old->blend != state->blend) state_blend(state->blend);
    if (old->cull != state->cull) state_cull(state->cull);
    if (old->stencil != state->stencil || old->stencil_mark != state->stencil_mark) state_stencil(state->stencil, state->stencil_mark);
    if (old->no_colour_write != state->no_colour_write || old->no_depth_write != state->no_depth_write || old->depth != state->depth ||
        old->mirrored != state->mirrored)
        state_masks(state);
    gl->state = *state;
}

static void state_reset(GlGpu *gl)
{
    gl->state = (GpuState) { 0 };
    glEnable(GL_DEPTH_TEST);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DITHER);
    state_blend(GPU_BLEND_NONE);
    state_cull(GPU_CULL_BACK);
    state_stencil(GPU_STENCIL_OFF, 0);
    state_masks(&gl->state);
    glStencilMask(0xff); // a clear obeys the mask; the next stencil state sets its own
}

static void block_bind(Gpu *gpu, GpuBlock block, GpuBuffer buffer, size_t offset, size_t bytes)
{
    (void)gpu;
    glBindBufferRange(GL_UNIFORM_BUFFER, (GLuint)block, buffer.id, (GLintptr)offset, (GLsizeiptr)bytes);
}

static void bind_for(GlGpu *gl, const GpuDraw *draw)
{
    if (gl->program != draw->program.id) glUseProgram(draw->program.id);
    if (gl->layout != draw->layout.id) glBindVertexArray(draw->layout.id);
    if (draw->texture.id != 0) bind_texture(gl, draw->texture.id);
    if (draw->tile.id != 0) bind_tile(gl, draw->tile.id);
    gl->program = draw->program.id;
    gl->layout = draw->layout.id;
}

static void draw_now(Gpu *gpu, const GpuDraw *draw)
{
    GlGpu *gl = gl_of(gpu);
    state_set(gl, &draw->state);
    bind_for(gl, draw);
    const void *first = (const void *)((uintptr_t)draw->first * sizeof(uint16_t));
    if (draw->indexed)
        glDrawElements(GL_TRIANGLES, draw->count, GL_UNSIGNED_SHORT, first);
    else
        glDrawArrays(GL_TRIANGLES, draw->first, draw->count);
    gpu->counts.draw_count++;
    gpu->counts.triangle_count += draw->count / 3;
}

// Start and end -------------------------------------------------------------------------------------------------------------

static void destroy(Gpu *gpu)
{
    target_free(gl_of(gpu));
    free(gpu);
}

static int gl_integer(GLenum what)
{
    GLint value = 0;
    glGetIntegerv(what, &value);
    return value;
}

static int gl_smaller(GLenum a, GLenum b)
{
    const int x = gl_integer(a), y = gl_integer(b);
    return x < y ? x : y;
}

static bool driver_is_software(const char *name)
{
    static const char *const software[] = { "llvmpipe", "softpipe", "swrast", "SwiftShader", "Software Rasterizer", "Apple Software" };
    for (size_t i = 0; i < sizeof software / sizeof *software; i++)
        if (strstr(name, software[i])) return true;
    return false;
}

static void facts_gather(Gpu *gpu)
{
    const char *renderer = (const char *)glGetString(GL_RENDERER), *version = (const char *)glGetString(GL_VERSION);
    snprintf(gpu->driver_name, sizeof gpu->driver_name, "%s, %s", renderer ? renderer : "unknown", version ? version : "unknown version");
    gpu->software = driver_is_software(gpu->driver_name);
    gpu->es = !epoxy_is_desktop_gl();
    gpu->size_limit_px = gl_smaller(GL_MAX_RENDERBUFFER_SIZE, GL_MAX_TEXTURE_SIZE);
    gpu->samples_limit = gl_integer(GL_MAX_SAMPLES);
    if (gpu->samples_limit < 1) gpu->samples_limit = 1;
    gpu->block_align = gl_integer(GL_UNIFORM_BUFFER_OFFSET_ALIGNMENT);
}

static GLenum status_core(void)
{
    return glGetGraphicsResetStatus();
}
static GLenum status_khr(void)
{
    return glGetGraphicsResetStatusKHR();
}
static GLenum status_arb(void)
{
    return glGetGraphicsResetStatusARB();
}
static GLenum status_ext(void)
{
    return glGetGraphicsResetStatusEXT();
}

static GLenum (*status_query(void))(void)
{
    if (epoxy_is_desktop_gl() && epoxy_gl_version() >= 45) return status_core;
    if (epoxy_has_gl_extension("GL_KHR_robustness")) return epoxy_is_desktop_gl() ? status_core : status_khr;
    if (epoxy_has_gl_extension("GL_ARB_robustness")) return status_arb;
    return epoxy_has_gl_extension("GL_EXT_robustness") ? status_ext : NULL;
}

static const Gpu gl_table = {
    .destroy = destroy,
    .buffer_create = buffer_create,
    .buffer_upload = buffer_upload,
    .buffer_destroy = buffer_destroy,
    .texture_create = texture_create,
    .tile_create = tile_create,
    .texture_upload = texture_upload,
    .texture_destroy = texture_destroy,
    .layout_create = layout_create,
    .layout_destroy = layout_destroy,
    .program_create = program_create,
    .program_destroy = program_destroy,
    .target_begin = target_begin,
    .stencil_clear = stencil_clear,
    .side_begin = side_begin,
    .side_end = side_end,
    .layer_begin = layer_begin,
    .layers_end = layers_end,
    .block_bind = block_bind,
    .draw = draw_now,
    .target_end = target_end,
    .finish = finish,
    .lost = lost,
    .read_rgba = read_rgba,
};

Result gpu_gl_create(Gpu **out, Message *why)
{
    const int needed = epoxy_is_desktop_gl() ? 33 : 30, version = epoxy_gl_version();
    if (version < needed)
        return message_set(
            why, RESULT_UNSUPPORTED,
            "The graphics driver offers OpenGL %s%d.%d; 3.3 or ES 3.0 is needed. Update the driver or install Mesa's software renderer.",
            needed == 30 ? "ES " : "", version / 10, version % 10);
    GlGpu *gl = calloc(1, sizeof *gl);
    if (!gl) return message_set(why, RESULT_UNSUPPORTED, "There is no memory left to start the renderer. Close other programs.");
    gl->base = gl_table;
    gl->reset_status = status_query();
    facts_gather(&gl->base);
    *out = &gl->base;
    return RESULT_OK;
}
