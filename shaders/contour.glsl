// contour.glsl: the line that a pen would draw along the silhouette: a pale bone on a white page needs it; on a dark page it is a rim of light,
// which a muscle in shade needs. Near the silhouette the surface
// turns away like the root of the distance from it, so what it faces, divided by twice its slope, is that distance in pixels: the line is
// as wide on a rib as on a buttock.
float contour(vec3 normal, vec3 eye)
{
    float facing = max(dot(normal, eye), 0.0), px = 0.5 * facing / max(fwidth(facing), 1e-5);
    float line = 1.0 - smoothstep(frame_flags.z * 0.6, frame_flags.z * 1.4, px);
    return frame_flags.z > 0.0 ? line * (1.0 - smoothstep(0.62, 0.85, facing)) : 0.0;
}
