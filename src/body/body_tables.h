// body_tables.h: the readers of the body's tables, one file each; private to src/body.
//
// Why       Loading and checking run the same readers in the same order; only where the text comes from and what happens to faults differs.
// Shapes    Each reader fills its part of Body from arrays pushed on source->arena. Later readers look things up in what earlier ones
// filled:
//           names, skeleton, parts, landmarks, clips, referral, fascicles, published.
// Errors    noted in source->faults; a reader leaves out rows it cannot use and goes on.
#ifndef ILIOPSOAS_BODY_TABLES_H
#define ILIOPSOAS_BODY_TABLES_H

#include "body.h"
#include "fault.h"

typedef struct BodySource {
    const Pack *pack;   // tables from here, or
    const char *folder; // from here when pack is NULL
    Arena *arena;
    Faults *faults;
} BodySource;

// Opens a table and checks its columns; false with the fault noted when it cannot be used.
bool source_table(const BodySource *source, const char *name, const char *const *columns, int count, bool others_allowed, Table *out);
// Whether there is such a table at all, for those that a body may do without.
bool source_has(const BodySource *source, const char *name);
// Names ("hip_flexion") of the clips there are, sorted.
int source_clips(const BodySource *source, const char *const **out);

void names_read(const BodySource *source, Body *body);
void synonyms_read(const BodySource *source, Body *body); // after the names
void strings_read(const BodySource *source, Body *body);
void skeleton_read(const BodySource *source, Body *body); // segments and joints
void colour_read(const BodySource *source, const Table *table, int row, vec3s *out); // column "colour"
void parts_read(const BodySource *source, Body *body);    // meshes only where there is a pack
void clips_read(const BodySource *source, Body *body);
void referral_read(const BodySource *source, Body *body); // triggers, zones, rivals
void fascicles_read(const BodySource *source, Body *body);
void attachments_read(const BodySource *source, Body *body);
void muscle_facts_read(const BodySource *source, Body *body); // after names, strings and parts
void published_read(const BodySource *source, Body *body);
void key_colours_read(const BodySource *source, Body *body);
void dials_read(const BodySource *source, Body *body);
void dials_measure(Body *body, Arena *scratch); // when landmarks and pack are there
void wraps_check(const BodySource *source, const Body *body); // wraps.csv, clearances.csv: folders only
void morphs_check(const BodySource *source, const Body *body); // morph_points.csv: folders only
// Fascicles that start or end off their bone, or in it: folders only, surfaces from the pack.
void fascicle_ends_check(const BodySource *source, const Body *body, const Pack *pack, Arena *scratch);

// Everything except landmarks, which come from the pack or from the landmark tables, through the second call.
void body_read_structure(const BodySource *source, Body *body);
void body_read_content(const BodySource *source, Body *body);

const String *body_find_string(const Body *body, const char *id);
// The part of a structure on a side: its own part where it is single.
PartId body_structure_part(const Body *body, const char *structure, Side side);
const Landmark *body_landmark(const Body *body, int structure_index, const char *id);

#define COLUMNS(names) (names), (int)(sizeof(names) / sizeof *(names))
#define BODY_LIMIT_MM 5000.0 // nothing in a table lies farther out than that

#endif
