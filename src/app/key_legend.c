// key_legend.c: see key_legend.h.
#include "key_legend.h"

#include <math.h>
#include <string.h>

#define ENTRIES_MOST 64
#define COLOURS_MOST 4
#define PAD_PT 11.0f
#define ROW_PT 18.5f
#define TITLE_PT 24.0f
#define SWATCH_PT 12.0f
#define GAP_PT 8.0f
#define TEXT_PT 12.0f

typedef struct Entry {
    const char *name;
    Rgba colours[COLOURS_MOST];
    int colour_count;
} Entry;

typedef struct Legend {
    Entry entries[ENTRIES_MOST];
    int count;
} Legend;

static const char *entry_name(const Picture *of, const Part *part)
{
    if (part->key_legend) return body_string(of->body, part->key_legend, of->view->language);
    return body_name(of->body, of->body->names[part->name].id, of->view->language);
}

static Entry *entry_of(Legend *legend, const char *name)
{
    for (int i = 0; i < legend->count; i++)
        if (strcmp(legend->entries[i].name, name) == 0) return &legend->entries[i];
    if (legend->count == ENTRIES_MOST) return NULL;
    legend->entries[legend->count] = (Entry) { .name = name };
    return &legend->entries[legend->count++];
}

static void add_colour(Entry *entry, vec3s srgb)
{
    for (int i = 0; i < entry->colour_count; i++)
        if (entry->colours[i].r == srgb.x && entry->colours[i].g == srgb.y && entry->colours[i].b == srgb.z) return;
    if (entry->colour_count < COLOURS_MOST) entry->colours[entry->colour_count++] = (Rgba) { srgb.x, srgb.y, srgb.z, 1 };
}

// Some of its surface lies within the picture: a few dozen vertices are enough to tell.
static bool is_in_picture(const Picture *of, const SceneItem *item)
{
    const Scene *scene = of->scene;
    const uint32_t count = item->mesh->level[item->detail].vertex_count, step = count / 48 + 1;
    for (uint32_t v = 0; v < count; v += step) {
        float x, y;
        vec3s at_mm = packed_position_mm(item->mesh, v);
        if (item->mirrored) at_mm.z = -at_mm.z;
        at_mm = glms_mat4_mulv3(item->world_from_rest, at_mm, 1);
        if (item->flesh) at_mm = (vec3s) { { item->flesh[v].position_mm[0], item->flesh[v].position_mm[1], item->flesh[v].position_mm[2] } };
        if (!scene_project(scene, at_mm, &x, &y, NULL)) continue;
        if (x >= 0 && y >= 0 && x < (float)scene->width_px && y < (float)scene->height_px) return true;
    }
    return false;
}

static const SceneItem *item_of(const Scene *scene, PartId part)
{
    for (int i = 0; i < scene->item_count; i++)
        if (scene->items[i].part == part) return &scene->items[i];
    return NULL;
}

static void fill(Legend *legend, const Picture *of)
{
    for (int p = 1; p < of->body->part_count; p++) {
        const Part *part = &of->body->parts[p];
        const SceneItem *item = item_of(of->scene, (PartId)p);
        if (!item || part->group == GROUP_PROPS || group_is_shell(part->group) || !is_in_picture(of, item)) continue;
        Entry *entry = entry_of(legend, entry_name(of, part));
        if (entry) add_colour(entry, part->key_srgb);
    }
}

static float swatches_pt(const Entry *entry)
{
    return (float)entry->colour_count * SWATCH_PT;
}

static float widest_swatches_pt(const Legend *legend)
{
    float widest = 0;
    for (int i = 0; i < legend->count; i++) widest = fmaxf(widest, swatches_pt(&legend->entries[i]));
    return widest;
}

static float column_px(const Ui *ui, const Legend *legend)
{
    float widest = 0;
    for (int i = 0; i < legend->count; i++) widest = fmaxf(widest, ui_text_width(ui, legend->entries[i].name, TEXT_PT, UI_REGULAR));
    return widest + (widest_swatches_pt(legend) + GAP_PT) * ui->scale;
}

// Colours that share an entry stand side by side; a line around keeps a pale one off a pale panel.
static void draw_entry(Ui *ui, const Entry *entry, float x, float y, float name_x)
{
    const float s = ui->scale, side = SWATCH_PT * s;
    for (int i = 0; i < entry->colour_count; i++)
        ui_draw_rect(&ui->draw, (UiRect) { x + side * (float)i, y + 3 * s, side, side }, 0, entry->colours[i]);
    ui_draw_border(&ui->draw, (UiRect) { x, y + 3 * s, side * (float)entry->colour_count, side }, 1.5f * s, s, ui->colours.control_border);
    ui_label(ui, name_x, y + 13.4f * s, entry->name, TEXT_PT, UI_REGULAR, ui->colours.text);
}

static void draw_entries(Ui *ui, const Legend *legend, UiRect inner, int columns, int rows)
{
    const float row = ROW_PT * ui->scale, width = inner.w / (float)columns;
    const int room = columns * rows, drawn = legend->count <= room ? legend->count : room - 1;
    const float names = (widest_swatches_pt(legend) + GAP_PT) * ui->scale;
    for (int i = 0; i < drawn; i++) {
        const float x = inner.x + width * (float)(i / rows);
        draw_entry(ui, &legend->entries[i], x, inner.y + row * (float)(i % rows), x + names);
    }
    if (drawn == legend->count) return;
    const char *more = text_format(ui->frame, "+ %d", legend->count - drawn);
    ui_label(ui, inner.x + width * (float)(drawn / rows), inner.y + row * (float)(drawn % rows) + 13.4f * ui->scale, more, TEXT_PT, UI_REGULAR,
             ui->colours.text_dim);
}

bool key_legend_wanted(const ViewState *view)
{
    return view->colour == COLOUR_KEY && view->debug_view == DEBUG_VIEW_LIT; // a debug view has colours and a legend of its own
}

UiRect key_legend_draw(Ui *ui, const Picture *of, UiRect free, int columns)
{
    Legend *legend = ARENA_ARRAY(ui->frame, Legend, 1);
    if (!key_legend_wanted(of->view)) return (UiRect) { 0, 0, 0, 0 };
    fill(legend, of);
    const float s = ui->scale, pad = PAD_PT * s, column = column_px(ui, legend) + 2 * GAP_PT * s;
    const int most_columns = (int)((free.w - 2 * pad) / column), most_rows = (int)((free.h - 2 * pad - TITLE_PT * s) / (ROW_PT * s));
    if (columns == 0 || columns > most_columns) columns = most_columns;
    if (columns < 1 || most_rows < 2 || legend->count == 0) return (UiRect) { 0, 0, 0, 0 };
    int rows = (legend->count + columns - 1) / columns;
    rows = rows < most_rows ? rows : most_rows;
    columns = (legend->count + rows - 1) / rows < columns ? (legend->count + rows - 1) / rows : columns;
    const float width = fmaxf(column * (float)columns, ui_text_width(ui, body_string(of->body, "colour_key", of->view->language), 13, UI_BOLD)) + 2 * pad;
    const float height = 2 * pad + (TITLE_PT + ROW_PT * (float)rows) * s;
    const UiRect rect = { free.x, free.y + free.h - height, width, height };
    ui_panel(ui, rect, 12);
    ui_label(ui, rect.x + pad, rect.y + pad + 12 * s, body_string(of->body, "colour_key", of->view->language), 13, UI_BOLD, ui->colours.text);
    const UiRect inner = { rect.x + pad, rect.y + pad + TITLE_PT * s, width - 2 * pad, height };
    draw_entries(ui, legend, inner, columns, rows);
    return rect;
}
