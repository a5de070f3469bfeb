// ui.frag: coverage of rounded boxes, borders, soft shadows, triangles and text, each from a distance; all in one draw.
#include "blocks.glsl"
uniform sampler2D picture; // the text atlas
in vec4 local, clip, tint;
flat in vec4 shape;
in vec2 pixel;
out vec4 colour;

float box_distance(vec2 from_centre, vec2 half_size, float radius)
{
    vec2 q = abs(from_centre) - half_size + radius;
    return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - radius;
}

float box_coverage()
{
    float distance_px = box_distance(local.xy, local.zw, shape.y);
    if (shape.w > 0.0) {
        float fade = clamp(0.5 - distance_px / (2.0 * shape.w), 0.0, 1.0);
        return fade * fade * (3.0 - 2.0 * fade);
    }
    float filled = clamp(0.5 - distance_px, 0.0, 1.0);
    return shape.z > 0.0 ? filled * clamp(distance_px + shape.z + 0.5, 0.0, 1.0) : filled;
}

void main()
{
    float coverage;
    if (shape.x < 0.5) coverage = box_coverage();
    else if (shape.x < 1.5) coverage = texture(picture, local.xy).r;
    else coverage = clamp(min(min(local.x, local.y), local.z) + 0.5, 0.0, 1.0);
    vec4 inside = clamp(vec4(pixel - clip.xy, clip.zw - pixel) + 0.5, 0.0, 1.0);
    float alpha = tint.a * coverage * min(inside.x, inside.z) * min(inside.y, inside.w);
    colour = vec4(tint.rgb * alpha, alpha);
}
