// check.h: validates an assets folder and tells every fault at its place.
//
// Why       Anatomy is corrected in a text editor; whoever does so needs to hear everything that is wrong at once, before a long bake.
// Shapes    reads the same tables with the same readers as loading and baking do, then asks what no reader can see alone: do all names
// exist,
//           does each trigger point lie inside its muscle and outside every organ, on both sides.
// Errors    RESULT_BAD_DATA when a fault was printed, RESULT_NOT_FOUND when there is no such folder (said on out, too).
//           Without a pack the surfaces are not known; a line on `out` says that the points were not tested against them.
// Cost      about 1 s with a pack: one search tree per muscle and organ.
#ifndef ILIOPSOAS_CHECK_H
#define ILIOPSOAS_CHECK_H

#include "pack.h"

#include <stdio.h>

// pack may be NULL. One line per fault on out: "file:line:column: what is wrong, what is allowed".
Result check_assets(const char *folder, const Pack *pack, FILE *out, int *fault_count);

#endif
