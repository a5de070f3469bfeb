// depth.frag: leaves its distance and nothing else. DEEPER: see deeper.glsl.
#include "deeper.glsl"

void main()
{
#ifdef DEEPER
    keep_deeper();
#endif
}
