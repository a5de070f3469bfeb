// ring.frag: a ring of an outline, solid or dashed. Dashes are counted along the picture's axis that the outline follows more closely, so they
// keep their length to within a third, and stand still unless the part itself moves.
#include "blocks.glsl"
#include "cut.glsl"
#include "fade.glsl"
in vec2 outward;
in float rest_y_mm;
out vec4 colour;

void main()
{
    keep_uncut();
    vec2 from = gl_FragCoord.xy - line_at.xy;
    float along = abs(outward.x) > abs(outward.y) ? from.y : from.x;
    float step = max(line_gap.w, 1.0), dash = clamp((0.29 - abs(fract(along / step) - 0.5)) * step + 0.5, 0.0, 1.0);
    vec3 ink = line_gap.w > 0.0 ? mix(line_gap.rgb, line.rgb, dash) : line.rgb;
    float alpha = line_at.w > 0.5 ? line_at.z * uncut(rest_y_mm) : line_at.z;
    colour = vec4(ink * alpha, alpha);
}
