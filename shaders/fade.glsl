// fade.glsl: how much of the skin is left at a height: its table ends at the ribs and above the knees, where it fades out.
float uncut(float height_mm)
{
    return (1.0 - smoothstep(262.0, 322.0, height_mm)) * smoothstep(-336.0, -270.0, height_mm);
}
