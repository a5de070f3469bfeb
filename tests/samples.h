// samples.h: a tiny body for tests: seven structures made of ellipsoids, a full skeleton, one clip, one trigger point, two zones.
//
// Why       Unit tests must not wait for a bake nor change when anatomy does. The tables follow the same schemas as assets/.
// Shapes    Everything lies in a folder of its own under $TMPDIR, removed with sample_remove.
// Units     mm; axes as in body.h.
// Errors    a sample that cannot be written ends the test program with a sentence.
#ifndef ILIOPSOAS_SAMPLES_H
#define ILIOPSOAS_SAMPLES_H

#include "body.h"
#include "mesh.h"

#include <stdbool.h>

// A fresh, empty folder; valid until the program ends.
const char *sample_folder(void);
void sample_remove(const char *folder);

// A file in a folder; folders on the way are made. NULL text takes the file away.
void sample_write(const char *folder, const char *name, const char *text);
char *sample_path(Arena *arena, const char *folder, const char *name);

// The tables of the tiny body. sample_assets_with changes one piece of text in one file.
void sample_assets(const char *folder);
void sample_assets_with(const char *folder, const char *file, const char *old_text, const char *new_text);

// Packs the tables of a folder with the ellipsoids.
void sample_pack(const char *assets_folder, const char *pack_path);

// All of it: folder, tables, pack, loaded. The folder is removed at once; the mapping stays good.
Body sample_body(Arena *keep);

// A closed ball-like surface.
Mesh sample_ball_mesh(vec3s centre_mm, vec3s radii_mm, int rings, Arena *arena);

#endif
