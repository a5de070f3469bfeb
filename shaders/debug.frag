// debug.frag: what the surface knows about itself, unlit. Views as in DebugView of src/view/scene.h. STRAIN: the strain of the fascicles.
#include "blocks.glsl"
in vec3 normal_view;
in vec2 shade;
#include "cut.glsl"
#ifdef STRAIN
in vec3 strain_colour;
#endif
out vec4 colour;

vec3 part_colour(float part) // neighbouring numbers far apart on the colour wheel
{
    float hue = fract(part * 0.61803399) * 6.0;
    return 0.35 + 0.6 * clamp(vec3(abs(hue - 3.0) - 1.0, 2.0 - abs(hue - 2.0), 2.0 - abs(hue - 4.0)), 0.0, 1.0);
}

vec3 curvature_colour(float curvature) // hollow blue, flat grey, ridge orange
{
    vec3 far = curvature < 0.0 ? vec3(0.1, 0.3, 0.9) : vec3(1.0, 0.55, 0.1);
    return mix(vec3(0.5), far, min(abs(curvature) * 2.0, 1.0));
}

void main()
{
    keep_uncut();
    vec3 normal = normalize(normal_view), view;
    if (frame_flags.y < 1.5) view = part_colour(item_flags.x) * (0.6 + 0.4 * max(normal.z, 0.0));
    else if (frame_flags.y < 2.5) view = normal * 0.5 + 0.5;
    else if (frame_flags.y < 3.5) view = vec3(shade.x);
    else if (frame_flags.y < 4.5) view = curvature_colour(shade.y);
    else view = vec3(0.28 + 0.12 * max(normal.z, 0.0)); // no fascicles: grey, with just enough shape to tell what it is
#ifdef STRAIN
    if (frame_flags.y > 4.5) view = strain_colour;
#endif
    colour = vec4(view, 1.0);
}
