// programs.h: the renderer's shader programs, built when first needed.
//
// Why       A driver takes milliseconds per program; most frames need four of the variants.
// Errors    the driver's own words with file and line; a program that failed on reload keeps its old version.
#ifndef ILIOPSOAS_PROGRAMS_H
#define ILIOPSOAS_PROGRAMS_H

#include "arena.h"
#include "gpu.h"

typedef enum ProgramKind {
    PROGRAM_SURFACE,
    PROGRAM_SEE_THROUGH,
    PROGRAM_SURFACE_REGIONS, // as above, coloured by named regions
    PROGRAM_SEE_THROUGH_REGIONS,
    PROGRAM_SURFACE_STRAIN, // coloured by the lengthening of the fascicles
    PROGRAM_SEE_THROUGH_STRAIN,
    PROGRAM_SURFACE_FIBRES, // striated along its fibres
    PROGRAM_SEE_THROUGH_FIBRES,
    PROGRAM_SURFACE_BANDS, // and with bands along them
    PROGRAM_SEE_THROUGH_BANDS,
    PROGRAM_SURFACE_BONE, // with cartilage on joint faces
    PROGRAM_SEE_THROUGH_BONE,
    PROGRAM_SURFACE_PORES, // bone seen so near that its pores show
    PROGRAM_SEE_THROUGH_PORES,
    PROGRAM_DEEPER, // the same see-through ones, deeper than a layer that is read from a picture
    PROGRAM_DEEPER_REGIONS,
    PROGRAM_DEEPER_STRAIN,
    PROGRAM_DEEPER_FIBRES,
    PROGRAM_DEEPER_BANDS,
    PROGRAM_DEEPER_BONE,
    PROGRAM_DEEPER_PORES,
    PROGRAM_DEPTH,
    PROGRAM_DEPTH_DEEPER,
    PROGRAM_LAYERS,
    PROGRAM_OUTLINE,
    PROGRAM_GHOST,
    PROGRAM_GHOST_PAINTED,
    PROGRAM_GHOST_THIN, // paint over what is selected
    PROGRAM_DEBUG,
    PROGRAM_DEBUG_STRAIN,
    PROGRAM_OVERDRAW,
    PROGRAM_BACKGROUND,
    PROGRAM_CONTACT,
    PROGRAM_CONTACT_SMOOTH,
    PROGRAM_FACE_TURNS, // cut faces, see cut_draw.h
    PROGRAM_FACE,
    PROGRAM_FACE_WALL,
    PROGRAM_FACE_MASK,
    PROGRAM_FACE_RINGS,
    PROGRAM_FACE_RIM,
    PROGRAM_FACE_LINE,
    PROGRAM_UI,
    PROGRAM_KIND_COUNT
} ProgramKind;

enum { PROGRAM_FLESH = 1, PROGRAM_CUT = 2, PROGRAM_VARIANT_COUNT = 4 }; // vertices come from the flesh; the cut plane goes through

typedef struct Programs {
    GpuProgram made[PROGRAM_KIND_COUNT][PROGRAM_VARIANT_COUNT];
    uint64_t stamp;                         // of the sources on disk, in debug builds
} Programs;

Result programs_get(Programs *programs, Gpu *gpu, ProgramKind kind, unsigned variant, Arena *scratch, GpuProgram *out, Message *why);
// The twin of a see-through program that draws what lies deeper than a layer; others are their own twin.
ProgramKind programs_deeper(ProgramKind kind);
void programs_free(Programs *programs, Gpu *gpu);
bool programs_reload(Programs *programs, Gpu *gpu, Arena *scratch, Message *why);

#endif
