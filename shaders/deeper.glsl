// deeper.glsl: with DEEPER, only what lies behind a layer that has been drawn (its distances are the picture) is kept.
#ifdef DEEPER
uniform sampler2D picture;

void keep_deeper()
{
    if (gl_FragCoord.z <= texelFetch(picture, ivec2(gl_FragCoord.xy), 0).r) discard;
}
#endif
