// muscle_words.h: a muscle's figures in words: for the label at the cursor, the card, the plot and `describe`.
//
// Why       One wording, one rounding, wherever a figure is said.
// Source    strings.csv; figures from measure.h and published.h.
// Shapes    strings live in the arena given.
// Units     mm and per cent as written; a real minus sign.
// Errors    cannot fail: without published figures only the live one is said.
// Cost      a measure and some short strings a call.
#ifndef ILIOPSOAS_MUSCLE_WORDS_H
#define ILIOPSOAS_MUSCLE_WORDS_H

#include "muscle_curve.h"

// A pattern of strings.csv with "%s" in it, filled in.
const char *words_fill(const Body *body, Language language, const char *string_id, const char *value, Arena *arena);
const char *words_muscle(const Body *body, Language language, PartId muscle);                   // without its side
const char *words_fascicle(const Body *body, Language language, int fascicle, Arena *arena);    // "slip from the L3-L4 disc", "" if unnamed
const char *words_strain(const Body *body, Language language, float strain_frac, Arena *arena); // "4.2 % shorter"
const char *words_value(Figure figure, float value, Arena *arena);                              // "−4.2 %", "33 mm"
const char *words_published(const Body *body, Language language, PartId muscle, Figure figure, float hip_rad, Arena *arena); // or ""
const char *words_models(const Body *body, Language language, PartId muscle, Arena *arena); // "published models: Gait2392", or ""
// "Length: 263 mm (−12 mm); published −18 … −9 mm": the muscle as it is now, and what is published at this angle of the hip.
const char *words_figure(const Measures *measures, Language language, PartId muscle, Figure figure, const Pose *pose, Arena *arena);

#endif
