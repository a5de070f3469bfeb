// programs.c: see programs.h.
#include "programs.h"

#include "shader_library.h"
#include "text.h"

#include <string.h>

typedef struct Recipe {
    const char *name, *vertex, *fragment, *define;
} Recipe;

static const Recipe recipes[PROGRAM_KIND_COUNT] = {
    [PROGRAM_SURFACE] = { "surface", "surface.vert", "surface.frag", "" },
    [PROGRAM_SEE_THROUGH] = { "see-through surface", "surface.vert", "surface.frag", "#define SEE_THROUGH\n" },
    [PROGRAM_SURFACE_REGIONS] = { "surface by regions", "surface.vert", "surface.frag", "#define REGIONS\n" },
    [PROGRAM_SEE_THROUGH_REGIONS] = { "see-through surface by regions", "surface.vert", "surface.frag", "#define SEE_THROUGH\n#define REGIONS\n" },
    [PROGRAM_SURFACE_STRAIN] = { "surface by strain", "surface.vert", "surface.frag", "#define STRAIN\n" },
    [PROGRAM_SEE_THROUGH_STRAIN] = { "see-through surface by strain", "surface.vert", "surface.frag", "#define SEE_THROUGH\n#define STRAIN\n" },
    [PROGRAM_SURFACE_FIBRES] = { "surface with fibres", "surface.vert", "surface.frag", "#define FIBRES\n" },
    [PROGRAM_SEE_THROUGH_FIBRES] = { "see-through surface with fibres", "surface.vert", "surface.frag", "#define SEE_THROUGH\n#define FIBRES\n" },
    [PROGRAM_SURFACE_BANDS] = { "surface with bands", "surface.vert", "surface.frag", "#define FIBRES\n#define BANDS\n" },
    [PROGRAM_SEE_THROUGH_BANDS] = { "see-through surface with bands", "surface.vert", "surface.frag", "#define SEE_THROUGH\n#define FIBRES\n#define BANDS\n" },
    [PROGRAM_SURFACE_BONE] = { "surface of bone", "surface.vert", "surface.frag", "#define BONE\n" },
    [PROGRAM_SEE_THROUGH_BONE] = { "see-through surface of bone", "surface.vert", "surface.frag", "#define SEE_THROUGH\n#define BONE\n" },
    [PROGRAM_SURFACE_PORES] = { "surface of bone near by", "surface.vert", "surface.frag", "#define BONE\n#define PORES\n" },
    [PROGRAM_SEE_THROUGH_PORES] = { "see-through surface of bone near by", "surface.vert", "surface.frag", "#define SEE_THROUGH\n#define BONE\n#define PORES\n" },
    [PROGRAM_DEEPER] = { "deeper surface", "surface.vert", "surface.frag", "#define SEE_THROUGH\n#define DEEPER\n" },
    [PROGRAM_DEEPER_REGIONS] = { "deeper surface by regions", "surface.vert", "surface.frag", "#define SEE_THROUGH\n#define DEEPER\n#define REGIONS\n" },
    [PROGRAM_DEEPER_STRAIN] = { "deeper surface by strain", "surface.vert", "surface.frag", "#define SEE_THROUGH\n#define DEEPER\n#define STRAIN\n" },
    [PROGRAM_DEEPER_FIBRES] = { "deeper surface with fibres", "surface.vert", "surface.frag", "#define SEE_THROUGH\n#define DEEPER\n#define FIBRES\n" },
    [PROGRAM_DEEPER_BANDS] = { "deeper surface with bands", "surface.vert", "surface.frag", "#define SEE_THROUGH\n#define DEEPER\n#define FIBRES\n#define BANDS\n" },
    [PROGRAM_DEEPER_BONE] = { "deeper surface of bone", "surface.vert", "surface.frag", "#define SEE_THROUGH\n#define DEEPER\n#define BONE\n" },
    [PROGRAM_DEEPER_PORES] = { "deeper surface of bone near by", "surface.vert", "surface.frag", "#define SEE_THROUGH\n#define DEEPER\n#define BONE\n#define PORES\n" },
    [PROGRAM_DEPTH] = { "depth", "surface.vert", "depth.frag", "" },
    [PROGRAM_DEPTH_DEEPER] = { "depth of the next layer", "surface.vert", "depth.frag", "#define DEEPER\n" },
    [PROGRAM_LAYERS] = { "see-through layers", "background.vert", "layers.frag", "" },
    [PROGRAM_OUTLINE] = { "outline", "outline.vert", "ring.frag", "" },
    [PROGRAM_GHOST] = { "ghost", "surface.vert", "ghost.frag", "#define GHOST\n" },
    [PROGRAM_GHOST_PAINTED] = { "painted ghost", "surface.vert", "ghost.frag", "#define GHOST\n#define PAINT\n" },
    [PROGRAM_GHOST_THIN] = { "thinly painted ghost", "surface.vert", "ghost.frag", "#define GHOST\n#define PAINT\n#define THIN\n" },
    [PROGRAM_DEBUG] = { "debug view", "surface.vert", "debug.frag", "" },
    [PROGRAM_DEBUG_STRAIN] = { "view of the strain", "surface.vert", "debug.frag", "#define STRAIN\n" },
    [PROGRAM_OVERDRAW] = { "overdraw", "background.vert", "flat.frag", "" },
    [PROGRAM_BACKGROUND] = { "background", "background.vert", "background.frag", "" },
    [PROGRAM_CONTACT] = { "contact shadow", "background.vert", "contact.frag", "" },
    [PROGRAM_CONTACT_SMOOTH] = { "smoothed contact shadow", "background.vert", "contact_smooth.frag", "" },
    [PROGRAM_FACE_TURNS] = { "turns of a cut face", "face.vert", "depth.frag", "" },
    [PROGRAM_FACE] = { "cut face", "face.vert", "face.frag", "" },
    [PROGRAM_FACE_WALL] = { "wall of a cut face", "face.vert", "face.frag", "#define WALL\n" },
    [PROGRAM_FACE_MASK] = { "mask of a cut face", "face_band.vert", "face_band.frag", "#define WALL\n" },
    [PROGRAM_FACE_RINGS] = { "rings of a cut face", "face_band.vert", "face_band.frag", "#define RINGS\n" },
    [PROGRAM_FACE_RIM] = { "rim of a cut face", "face_band.vert", "face_band.frag", "" },
    [PROGRAM_FACE_LINE] = { "line of a cut face", "face_band.vert", "face_band.frag", "#define LINE\n" },
    [PROGRAM_UI] = { "interface", "ui.vert", "ui.frag", "" },
};

// The driver's message counts lines within one of the two sources; its stage word says which.
static void explain(const ShaderSource *vertex, const ShaderSource *fragment, Message *why)
{
    if (why) shader_explain(strstr(why->text, "(vertex)") ? vertex : fragment, why);
}

static Result build(Gpu *gpu, const Recipe *recipe, unsigned variant, Arena *scratch, GpuProgram *out, Message *why)
{
    ShaderSource vertex = { 0 }, fragment = { 0 };
    const char *defines = text_format(scratch, "%s%s%s", recipe->define, variant & PROGRAM_FLESH ? "#define FLESH\n" : "",
                                      variant & PROGRAM_CUT ? "#define CUT\n" : "");
    Result result = shader_source(recipe->vertex, defines, gpu->es, scratch, &vertex, why);
    if (result == RESULT_OK) result = shader_source(recipe->fragment, defines, gpu->es, scratch, &fragment, why);
    if (result != RESULT_OK) return result;
    const GpuProgramDesc desc = { .name = recipe->name, .vertex_source = vertex.text, .fragment_source = fragment.text };
    result = gpu->program_create(gpu, &desc, out, why);
    if (result != RESULT_OK) explain(&vertex, &fragment, why);
    return result;
}

Result programs_get(Programs *programs, Gpu *gpu, ProgramKind kind, unsigned variant, Arena *scratch, GpuProgram *out, Message *why)
{
    GpuProgram *made = &programs->made[kind][variant];
    Result result = RESULT_OK;
    if (programs->stamp == 0) programs->stamp = shader_library_stamp();
    if (made->id == 0) {
        const size_t mark = arena_mark(scratch);
        result = build(gpu, &recipes[kind], variant, scratch, made, why);
        arena_pop_to(scratch, mark);
    }
    *out = *made;
    return result;
}

ProgramKind programs_deeper(ProgramKind kind)
{
    switch (kind) {
    case PROGRAM_SEE_THROUGH: return PROGRAM_DEEPER;
    case PROGRAM_SEE_THROUGH_REGIONS: return PROGRAM_DEEPER_REGIONS;
    case PROGRAM_SEE_THROUGH_STRAIN: return PROGRAM_DEEPER_STRAIN;
    case PROGRAM_SEE_THROUGH_FIBRES: return PROGRAM_DEEPER_FIBRES;
    case PROGRAM_SEE_THROUGH_BANDS: return PROGRAM_DEEPER_BANDS;
    case PROGRAM_SEE_THROUGH_BONE: return PROGRAM_DEEPER_BONE;
    case PROGRAM_SEE_THROUGH_PORES: return PROGRAM_DEEPER_PORES;
    default: return kind;
    }
}

void programs_free(Programs *programs, Gpu *gpu)
{
    for (int kind = 0; kind < PROGRAM_KIND_COUNT; kind++)
        for (unsigned variant = 0; variant < PROGRAM_VARIANT_COUNT; variant++) gpu->program_destroy(gpu, programs->made[kind][variant]);
    *programs = (Programs) { 0 };
}

static bool rebuild(Programs *programs, Gpu *gpu, int kind, unsigned variant, Arena *scratch, Message *why)
{
    GpuProgram next = { 0 }, *made = &programs->made[kind][variant];
    if (made->id == 0) return true;
    const size_t mark = arena_mark(scratch);
    const bool built = build(gpu, &recipes[kind], variant, scratch, &next, why) == RESULT_OK;
    arena_pop_to(scratch, mark);
    if (!built) return false;
    gpu->program_destroy(gpu, *made);
    *made = next;
    return true;
}

bool programs_reload(Programs *programs, Gpu *gpu, Arena *scratch, Message *why)
{
    const uint64_t stamp = shader_library_stamp();
    if (stamp == programs->stamp) return false;
    programs->stamp = stamp;
    bool all = true;
    for (int kind = 0; kind < PROGRAM_KIND_COUNT; kind++)
        for (unsigned variant = 0; variant < PROGRAM_VARIANT_COUNT; variant++) all &= rebuild(programs, gpu, kind, variant, scratch, why);
    return all;
}
