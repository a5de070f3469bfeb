// deeper.glsl: with DEEPER, only what lies behind a layer that has been drawn (its distances are the picture) is kept.
// Depths are kept in steps of 2^-24, rounded; a float below a half is finer than that. Without the room of one step a surface would lie behind itself.
#ifdef DEEPER
uniform sampler2D picture;

const float step_of_depth = 1.0 / 16777216.0;

void keep_deeper()
{
    if (gl_FragCoord.z <= texelFetch(picture, ivec2(gl_FragCoord.xy), 0).r + step_of_depth) discard;
}
#endif
