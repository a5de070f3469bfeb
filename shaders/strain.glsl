// strain.glsl: with STRAIN, the colour of the nearest fascicles' strain, and a line at every 5 %: pale where they are shorter than
// standing, dark where they are longer, so that the sign is read without colour too. Where the strain hardly changes, or changes by steps
// that no screen shows, there is no line. Stands after own_colour.glsl.
#ifdef STRAIN
in vec3 strain_colour;
in float strain_frac;

void find_strain()
{
    float steps = strain_frac / 0.05, per_pixel = max(fwidth(steps), 1e-6), nearest = floor(steps + 0.5);
    float line = 1.0 - smoothstep(0.4, 1.3, abs(steps - nearest) / per_pixel);
    line *= smoothstep(0.0008, 0.003, per_pixel) * (1.0 - smoothstep(0.15, 0.4, per_pixel));
    if (abs(nearest) < 0.5) line = 0.0; // the rest pose is plain
    vec3 line_colour = nearest < 0.0 ? mix(strain_colour, vec3(1.0), 0.62) : strain_colour * 0.35;
    set_own_colour(mix(strain_colour, line_colour, line * 0.8));
}
#endif
