#include "cut_overlay.h"

#include "cut.h"
#include "muscle_words.h"
#include "scene_build.h"

#include <math.h>

#define HANDLE_PT 13.0f

typedef struct Spot {
    float x, y;
    bool seen;
} Spot;

static const int axis_of[CUT_AXIS_COUNT] = { [CUT_SAGITTAL] = 2, [CUT_CORONAL] = 0, [CUT_TRANSVERSE] = 1 };
static const CutAxis cut_of_axis[3] = { CUT_CORONAL, CUT_TRANSVERSE, CUT_SAGITTAL };

// A corner of the frame, 0..3 round it, so many mm beside the plane; in the world.
static vec3s corner_mm(const Picture *of, int corner, float beside_mm)
{
    const int axis = axis_of[of->view->cut], one = (axis + 1) % 3, two = (axis + 2) % 3;
    float low, high;
    vec3s at;
    at.raw[axis] = of->view->cut_mm + beside_mm;
    cut_range(cut_of_axis[one], &low, &high);
    at.raw[one] = corner == 0 || corner == 3 ? low : high;
    cut_range(cut_of_axis[two], &low, &high);
    at.raw[two] = corner < 2 ? low : high;
    return glms_mat4_mulv3(of->pose->world_from_segment[body_segment(of->body, "pelvis")], at, 1.0f);
}

static Spot spot_of(const Picture *of, vec3s world_mm)
{
    Spot spot;
    spot.seen = scene_project(of->scene, world_mm, &spot.x, &spot.y, NULL);
    return spot;
}

static float kept(float value, float low, float high)
{
    return fmaxf(fminf(value, high), low);
}

static int rightmost(const Spot *spots)
{
    int best = 0;
    for (int i = 1; i < 4; i++)
        if (spots[i].x > spots[best].x) best = i;
    return best;
}

static void draw_frame(Ui *ui, const Spot *spots)
{
    Rgba ink = ui->colours.accent;
    ink.a = 0.55f;
    for (int i = 0; i < 4; i++) {
        const Spot *a = &spots[i], *b = &spots[(i + 1) % 4];
        if (a->seen && b->seen) ui_draw_line(&ui->draw, a->x, a->y, b->x, b->y, 1.2f * ui->scale, ink);
    }
}

// A disc with two tips along the way it moves.
static void draw_handle(Ui *ui, const CutHandle *handle)
{
    const float r = HANDLE_PT * ui->scale, x = handle->rect.x + r, y = handle->rect.y + r;
    const float length = fmaxf(hypotf(handle->px_per_mm_x, handle->px_per_mm_y), 1e-4f), ux = handle->px_per_mm_x / length, uy = handle->px_per_mm_y / length;
    ui_draw_rect(&ui->draw, handle->rect, r, ui->colours.accent);
    for (int way = -1; way <= 1; way += 2) {
        const float tip = 0.72f * r * (float)way, foot = 0.18f * r * (float)way, half = 0.42f * r;
        ui_draw_triangle(&ui->draw, x + ux * tip, y + uy * tip, x + ux * foot - uy * half, y + uy * foot + ux * half, x + ux * foot + uy * half,
                         y + uy * foot - ux * half, ui->colours.on_accent);
    }
}

static void draw_title(Ui *ui, const Picture *of, float x, float y, UiRect free)
{
    const char *mm = text_format(ui->frame, "%d", (int)lroundf(of->view->cut_mm));
    const char *id = text_format(ui->frame, "cut_title_%s", cut_axis_ids[of->view->cut]);
    const char *title = words_fill(of->body, of->view->language, id, mm, ui->frame);
    const float width = ui_text_width(ui, title, 13, UI_BOLD), room = HANDLE_PT * ui->scale;
    Rgba halo = ui->colours.panel;
    halo.a = 0.9f;
    const float left = kept(x - width / 2, free.x, free.x + free.w - width), base = y + 2.4f * room < free.y + free.h ? y + 2.4f * room : y - 1.5f * room;
    ui_draw_text_halo(&ui->draw, left, base, title, 13 * ui->scale, UI_BOLD, ui->colours.text, halo);
}

CutHandle cut_overlay_draw(Ui *ui, const Picture *of, bool handle, UiRect free)
{
    Spot spots[4];
    CutHandle out = { { 0, 0, 0, 0 }, 0, 0 };
    if (of->view->cut == CUT_NONE) return out;
    for (int i = 0; i < 4; i++) spots[i] = spot_of(of, corner_mm(of, i, 0));
    const int at = rightmost(spots);
    const Spot beside = spot_of(of, corner_mm(of, at, 10.0f));
    draw_frame(ui, spots);
    if (!spots[at].seen || !beside.seen) return out;
    const float r = HANDLE_PT * ui->scale, x = kept(spots[at].x, free.x + r, free.x + free.w - r), y = kept(spots[at].y, free.y + r, free.y + free.h - 3 * r);
    out = (CutHandle){ { x - r, y - r, 2 * r, 2 * r }, 0.1f * (beside.x - spots[at].x), 0.1f * (beside.y - spots[at].y) };
    if (handle) draw_handle(ui, &out);
    draw_title(ui, of, x, y, free);
    return out;
}
