// layers.frag: the see-through layers, joined, laid over the picture.
uniform sampler2D picture;
out vec4 colour;

void main()
{
    colour = texelFetch(picture, ivec2(gl_FragCoord.xy), 0);
}
