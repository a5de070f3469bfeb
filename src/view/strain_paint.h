// strain_paint.h: colours of the lengthening of the fascicles, against the neutral pose.
//
// Why       One fixed scale, so that pictures can be compared: grey is as long as standing, shorter goes darker and blue, longer goes
//           brighter and yellow. Lightness alone tells the sign, and blue against yellow is kept by every common colour blindness; the
//           lines drawn at every 5 % (shaders/strain.glsl) tell the size. The range comes from the figures: over 20 degrees of extension to
//           110 of flexion whole muscles change by +6 to -39 %; few strips of the iliacus go further and keep the end colour.
// Shapes    one StrainVertex per vertex of the level asked for; good until the next call with another pose.
// Units     share of the length when standing, negative where shorter.
// Source    colours are own choice, straight lines in OKLab; told apart under simulated colour blindness (tests/test_strain.c).
// Errors    NULL for a part without fascicles.
// Cost      linear: 5 ns per vertex and pose, up to 30 ms once per muscle to bind it (fibre_bind.h).
#ifndef ILIOPSOAS_STRAIN_PAINT_H
#define ILIOPSOAS_STRAIN_PAINT_H

#include "measure.h"
#include "scene.h"

#define STRAIN_SHORTEST_FRAC (-0.40f)
#define STRAIN_LONGEST_FRAC 0.10f
#define STRAIN_STEP_FRAC 0.05f // between the lines

typedef struct StrainPaint StrainPaint;
StrainPaint *strain_paint_make(const Body *body, Arena *keep);

// pose_number: counts poses, as the cache of the scene does; while it stands the answer stands.
const StrainVertex *strain_paint_of(StrainPaint *paint, const Measures *measures, const Pose *pose, uint32_t pose_number, PartId part,
                                    uint32_t vertex_count);

void strain_colour(float strain_frac, uint8_t srgb[3]);

#endif
