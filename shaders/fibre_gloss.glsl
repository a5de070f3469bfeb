// fibre_gloss.glsl: with FIBRES, a highlight that knows the fibre. A wet belly shines in streaks along its bundles; tendon has the sheen of
// silk, a band across the fibres. Filled by fibre.glsl, which stands behind it; read by lighting.glsl.
//
// Source: the anisotropic form of GGX, B. Burley, Physically-Based Shading at Disney, 2012 (docs/sources.md#burley2012).
#ifdef FIBRES
vec3 fibre_along; // in the view, along the surface
vec2 fibre_gloss; // roughness squared along, across
float fibre_shine;

float fibre_highlight(vec3 normal, vec3 light, vec3 eye)
{
    vec3 half_way = normalize(light + eye);
    float nh = max(dot(normal, half_way), 0.0), lh = max(dot(light, half_way), 0.25), th = dot(fibre_along, half_way);
    float across = max(1.0 - nh * nh - th * th, 0.0);
    float d = th * th / (fibre_gloss.x * fibre_gloss.x) + across / (fibre_gloss.y * fibre_gloss.y) + nh * nh;
    float shine = gloss.y * fibre_shine / (fibre_gloss.x * fibre_gloss.y * d * d * lh * lh);
    return shine / (1.0 + 2.6 * shine);
}
#endif
