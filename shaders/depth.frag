// depth.frag: leaves its distance and nothing else. DEEPER: see deeper.glsl.
#include "cut.glsl"
#include "deeper.glsl"

void main()
{
    keep_uncut();
#ifdef DEEPER
    keep_deeper();
#endif
}
