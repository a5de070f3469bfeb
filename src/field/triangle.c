#include "triangle.h"

// One of the two regions beyond a corner, one of the three beyond an edge, or the inside, in Ericson's order.
vec3s triangle_closest_mm(const Triangle *t, vec3s p)
{
    const vec3s ab = glms_vec3_sub(t->b, t->a), ac = glms_vec3_sub(t->c, t->a), ap = glms_vec3_sub(p, t->a);
    const float d1 = glms_vec3_dot(ab, ap), d2 = glms_vec3_dot(ac, ap);
    if (d1 <= 0.0f && d2 <= 0.0f) return t->a;
    const vec3s bp = glms_vec3_sub(p, t->b);
    const float d3 = glms_vec3_dot(ab, bp), d4 = glms_vec3_dot(ac, bp);
    if (d3 >= 0.0f && d4 <= d3) return t->b;
    const float vc = d1 * d4 - d3 * d2;
    if (vc <= 0.0f && d1 >= 0.0f && d3 <= 0.0f) return glms_vec3_muladds(ab, d1 / (d1 - d3), t->a);
    const vec3s cp = glms_vec3_sub(p, t->c);
    const float d5 = glms_vec3_dot(ab, cp), d6 = glms_vec3_dot(ac, cp);
    if (d6 >= 0.0f && d5 <= d6) return t->c;
    const float vb = d5 * d2 - d1 * d6;
    if (vb <= 0.0f && d2 >= 0.0f && d6 <= 0.0f) return glms_vec3_muladds(ac, d2 / (d2 - d6), t->a);
    const float va = d3 * d6 - d5 * d4;
    const float along = d4 - d3, back = d5 - d6;
    if (va <= 0.0f && along >= 0.0f && back >= 0.0f) return glms_vec3_muladds(glms_vec3_sub(t->c, t->b), along / (along + back), t->b);
    const float scale = 1.0f / (va + vb + vc);
    return glms_vec3_muladds(ac, vc * scale, glms_vec3_muladds(ab, vb * scale, t->a));
}

// Does the edge from p to q pass the half line (y.., z) in the y-z plane? Coordinates are floats and their differences and products
// exact in double but for the last rounding, and both triangles of an edge see it lower end first: they always agree.
static bool edge_crosses(vec3s p, vec3s q, double y, double z)
{
    const bool p_above = (double)p.z > z, q_above = (double)q.z > z;
    if (p_above == q_above) return false;
    const vec3s low = p_above ? q : p, high = p_above ? p : q;
    const double side = ((double)high.y - (double)low.y) * (z - (double)low.z) - (y - (double)low.y) * ((double)high.z - (double)low.z);
    return side > 0.0;
}

bool triangle_on_x_line(const Triangle *t, double y, double z, double *at_x_mm)
{
    const bool inside = edge_crosses(t->a, t->b, y, z) ^ edge_crosses(t->b, t->c, y, z) ^ edge_crosses(t->c, t->a, y, z);
    if (!inside) return false;
    const double by = (double)t->b.y - (double)t->a.y, bz = (double)t->b.z - (double)t->a.z;
    const double cy = (double)t->c.y - (double)t->a.y, cz = (double)t->c.z - (double)t->a.z;
    const double py = y - (double)t->a.y, pz = z - (double)t->a.z;
    const double area = by * cz - bz * cy;
    const double u = area != 0.0 ? (py * cz - pz * cy) / area : 0.0, v = area != 0.0 ? (by * pz - bz * py) / area : 0.0;
    *at_x_mm = (double)t->a.x + u * ((double)t->b.x - (double)t->a.x) + v * ((double)t->c.x - (double)t->a.x);
    return true;
}
