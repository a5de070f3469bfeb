// cut.glsl: with CUT, what lies beyond the cut plane is left out. A varying and a test: clip distances are no part of ES 3.0.
#ifdef CUT
centroid in float beyond_cut_mm;

void keep_uncut()
{
    if (beyond_cut_mm > 0.0) discard;
}
#else
void keep_uncut() {}
#endif
