// blocks.glsl: what the CPU tells the shaders, once per frame and once per item. Same order as src/render/blocks.h.
layout(std140) uniform Frame {
    mat4 clip_from_view;
    vec4 viewport_px;       // width, height, 1 / width, 1 / height
    vec4 ray;               // toward_eye.xy = ray.xy - gl_FragCoord.xy * ray.zw, before normalising; 0 when orthographic
    vec4 background_top;    // sRGB
    vec4 background_bottom; // sRGB
    vec4 ghost;             // sRGB, strength
    vec4 pain;              // sRGB, opacity of a solid area
    vec4 pain_ink;          // sRGB of outlines, pitch of the stipple in mm
    vec4 pain_paper;        // sRGB of the ground beneath, opacity
    vec4 frame_flags;       // light theme, debug view, contour of parts in pixels (0: none), scale of lines
    vec4 cut_plane;         // view, mm: what lies on its positive side is taken away
    mat4 lamp_from_view;    // to the key lamp's picture: place and distance, 0..1
    vec4 lamp;              // how far round a place to look; least distance that shadows; 1 / over which it grows full; -
};

layout(std140) uniform Item {
    mat4 view_from_local;    // local: packed units of a rigid part, world mm of a soft one
    mat4 view_from_normal;
    vec4 rest_min_mm;        // w: 1 = mirrored
    vec4 rest_step_mm;
    vec4 albedo;             // linear, opacity
    vec4 bounce_a;           // light caught between walls of this colour, see blocks.c
    vec4 bounce_b;
    vec4 bounce_c;
    vec4 gloss;              // roughness^4, highlight strength, wrap, curvature gain
    vec4 line;               // ring of an outline: sRGB, how far out in pixels
    vec4 line_gap;           // sRGB between dashes, length of dash and gap in pixels; 0: solid
    vec4 line_at;            // pixels that dashes are counted from, opacity, 1 = fades where the skin ends
    vec4 item_flags;         // part, edge opacity of a see-through part, 1 = silhouette, how solid a ghost is
    vec4 item_fibre;         // section: half line, radius in mm; how strong tone and relief are against those of muscle. Bone: relief, stretch
    vec4 item_sinew;         // linear, strength
};

const vec3 key_direction = vec3(-0.4657, 0.6329, 0.6185); // of the key lamp, in the view: upper left, in front
