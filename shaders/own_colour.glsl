// own_colour.glsl: with REGIONS, STRAIN, FIBRES or BONE, each pixel has a colour of its own in place of the item's, in all of the lighting.
// Stands after blocks.glsl and colour.glsl, before lighting.glsl.
#if defined(REGIONS) || defined(STRAIN) || defined(FIBRES) || defined(BONE)
#define OWN_COLOUR
vec4 own_albedo, own_bounce_a, own_bounce_b, own_bounce_c;

void set_own_colour_linear(vec3 colour)
{
    own_albedo = vec4(colour, albedo.a);
    own_bounce_a = vec4(2.0404 * colour - 0.3324, 0.0); // as set_bounce in src/render/blocks.c
    own_bounce_b = vec4(-4.7951 * colour + 0.6417, 0.0);
    own_bounce_c = vec4(2.7552 * colour + 0.6903, 0.0);
}

void set_own_colour(vec3 srgb_colour) { set_own_colour_linear(linear_of(srgb_colour)); }
#endif
