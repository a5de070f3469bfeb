#include "mesh.h"

#include "triangle.h"

#include <float.h>
#include <math.h>

#define LEAF_MOST 4
#define STACK_MOST 64 // twice the depth of a median-split tree of 2^30 triangles

typedef struct Box {
    vec3s low, high;
} Box;

typedef struct Node {
    Box box;
    int first, count; // leaf: triangles first..; inner (count 0): children first and first + 1
} Node;

struct MeshTree {
    Node *nodes;
    Triangle *triangles; // in leaf order
    int node_count;
};

typedef struct Item {
    vec3s centre;
    int triangle;
} Item;

typedef struct Builder {
    const Mesh *mesh;
    MeshTree *tree;
    Item *items;
} Builder;

static Triangle triangle_of(const Mesh *mesh, int triangle)
{
    const uint32_t *corner = &mesh->index[3 * (size_t)triangle];
    return (Triangle) { mesh->position_mm[corner[0]], mesh->position_mm[corner[1]], mesh->position_mm[corner[2]] };
}

static Box box_empty(void)
{
    return (Box) { { { FLT_MAX, FLT_MAX, FLT_MAX } }, { { -FLT_MAX, -FLT_MAX, -FLT_MAX } } };
}

static void box_take(Box *box, vec3s p)
{
    box->low = glms_vec3_minv(box->low, p);
    box->high = glms_vec3_maxv(box->high, p);
}

static float box_distance2(const Box *box, vec3s p)
{
    float sum = 0.0f;
    for (int k = 0; k < 3; k++) {
        const float below = box->low.raw[k] - p.raw[k], above = p.raw[k] - box->high.raw[k];
        const float out = fmaxf(0.0f, fmaxf(below, above));
        sum += out * out;
    }
    return sum;
}

static int widest_axis(const Item *items, int count)
{
    Box box = box_empty();
    for (int i = 0; i < count; i++) box_take(&box, items[i].centre);
    const vec3s size = glms_vec3_sub(box.high, box.low);
    if (size.x >= size.y && size.x >= size.z) return 0;
    return size.y >= size.z ? 1 : 2;
}

static void items_swap(Item *a, Item *b)
{
    const Item kept = *a;
    *a = *b;
    *b = kept;
}

// Moves the smaller half along the axis to the front (Hoare's selection).
static void split_at_median(Item *items, int count, int axis)
{
    int low = 0, high = count - 1;
    const int middle = count / 2;
    while (low < high) {
        const float pivot = items[low + (high - low) / 2].centre.raw[axis];
        int i = low, j = high;
        while (i <= j) {
            while (items[i].centre.raw[axis] < pivot) i++;
            while (items[j].centre.raw[axis] > pivot) j--;
            if (i <= j) items_swap(&items[i++], &items[j--]);
        }
        if (middle <= j)
            high = j;
        else if (middle >= i)
            low = i;
        else
            break;
    }
}

static void build_leaf(Builder *b, Node *node, int first, int count)
{
    *node = (Node) { box_empty(), first, count };
    for (int i = first; i < first + count; i++) {
        const Triangle t = b->tree->triangles[i] = triangle_of(b->mesh, b->items[i].triangle);
        box_take(&node->box, t.a);
        box_take(&node->box, t.b);
        box_take(&node->box, t.c);
    }
}

static void build_node(Builder *b, int at, int first, int count)
{
    Node *node = &b->tree->nodes[at];
    if (count <= LEAF_MOST) {
        build_leaf(b, node, first, count);
        return;
    }
    split_at_median(b->items + first, count, widest_axis(b->items + first, count));
    const int children = b->tree->node_count, half = count / 2;
    b->tree->node_count += 2;
    build_node(b, children, first, half);
    build_node(b, children + 1, first + half, count - half);
    *node = (Node) { b->tree->nodes[children].box, children, 0 };
    box_take(&node->box, b->tree->nodes[children + 1].box.low);
    box_take(&node->box, b->tree->nodes[children + 1].box.high);
}

MeshTree *mesh_tree_build(const Mesh *mesh, Arena *arena)
{
    const int count = mesh->index_count / 3;
    MeshTree *tree = ARENA_ARRAY(arena, MeshTree, 1);
    tree->nodes = ARENA_ARRAY(arena, Node, 2 * count + 1);
    tree->triangles = ARENA_ARRAY(arena, Triangle, count);
    Builder builder = { mesh, tree, ARENA_ARRAY(arena, Item, count) };
    for (int i = 0; i < count; i++) {
        const Triangle t = triangle_of(mesh, i);
        builder.items[i] = (Item) { glms_vec3_scale(glms_vec3_add(glms_vec3_add(t.a, t.b), t.c), 1.0f / 3.0f), i };
    }
    tree->node_count = 1;
    build_node(&builder, 0, 0, count);
    return tree;
}

typedef struct Nearest {
    vec3s point, closest;
    float distance2;
} Nearest;

static void try_leaf(const MeshTree *tree, const Node *node, Nearest *best)
{
    for (int i = node->first; i < node->first + node->count; i++) {
        const vec3s q = triangle_closest_mm(&tree->triangles[i], best->point);
        const float distance2 = glms_vec3_distance2(q, best->point);
        if (distance2 < best->distance2) {
            best->distance2 = distance2;
            best->closest = q;
        }
    }
}

// Nearer child on top of the stack, so that it is searched first.
static int push_children(const MeshTree *tree, const Node *node, vec3s p, int *stack, int depth)
{
    const float left = box_distance2(&tree->nodes[node->first].box, p), right = box_distance2(&tree->nodes[node->first + 1].box, p);
    const int nearer = left <= right ? 0 : 1;
    stack[depth++] = node->first + 1 - nearer;
    stack[depth++] = node->first + nearer;
    return depth;
}

float mesh_tree_distance_mm(const MeshTree *tree, vec3s point_mm, vec3s *closest_mm)
{
    Nearest best = { .point = point_mm, .closest = point_mm, .distance2 = FLT_MAX };
    int stack[STACK_MOST] = { 0 }, depth = 1;
    while (depth > 0) {
        const Node *node = &tree->nodes[stack[--depth]];
        if (box_distance2(&node->box, point_mm) >= best.distance2) continue;
        if (node->count)
            try_leaf(tree, node, &best);
        else
            depth = push_children(tree, node, point_mm, stack, depth);
    }
    if (closest_mm) *closest_mm = best.closest;
    return sqrtf(best.distance2);
}

static int leaf_hits_ahead(const MeshTree *tree, const Node *node, vec3s p)
{
    int hits = 0;
    for (int i = node->first; i < node->first + node->count; i++) {
        double x;
        hits += triangle_on_x_line(&tree->triangles[i], (double)p.y, (double)p.z, &x) && x > (double)p.x;
    }
    return hits;
}

static bool box_ahead(const Box *box, vec3s p)
{
    return p.y >= box->low.y && p.y <= box->high.y && p.z >= box->low.z && p.z <= box->high.z && p.x <= box->high.x;
}

// An odd number of surfaces ahead along x means the point is inside.
bool mesh_tree_inside(const MeshTree *tree, vec3s point_mm)
{
    int stack[STACK_MOST] = { 0 }, depth = 1, hits = 0;
    while (depth > 0) {
        const Node *node = &tree->nodes[stack[--depth]];
        if (!box_ahead(&node->box, point_mm)) continue;
        if (node->count) {
            hits += leaf_hits_ahead(tree, node, point_mm);
            continue;
        }
        stack[depth++] = node->first;
        stack[depth++] = node->first + 1;
    }
    return hits % 2 == 1;
}
