// panel_inside.c: how far the layers are peeled, and where the body is cut open.
#include "panels.h"

#include "cut.h"
#include "cut_overlay.h"

#include <math.h>

#define ROW_PT 27.0f
#define PAD_PT 8.0f

// Where a cut shows most of the iliopsoas: through the right psoas, through both bellies in front of the spine, below the crests.
static float usual_mm(CutAxis axis)
{
    return axis == CUT_SAGITTAL ? 52.0f : axis == CUT_CORONAL ? 12.0f : 105.0f;
}

void inside_choose_cut(App *app, CutAxis axis)
{
    app->view.cut = axis;
    app->view.cut_mm = axis == CUT_NONE ? 0.0f : usual_mm(axis);
    app->view.cut_flipped = false;
}

void inside_move_cut(App *app, float by_mm)
{
    float low, high;
    if (app->view.cut == CUT_NONE) return;
    cut_range(app->view.cut, &low, &high);
    app->view.cut_mm = fminf(fmaxf(app->view.cut_mm + by_mm, low), high);
}

static void draw_ends(App *app, UiRect rect, const char *left, const char *right)
{
    const float width = ui_text_width(&app->ui, right, 11.5f, UI_REGULAR), base = rect.y + rect.h / 2 + panel_pt(app, 4);
    ui_label(&app->ui, rect.x + panel_pt(app, 8), base, left, 11.5f, UI_REGULAR, app->ui.colours.text_dim);
    ui_label(&app->ui, rect.x + rect.w - width - panel_pt(app, 8), base, right, 11.5f, UI_REGULAR, app->ui.colours.text_dim);
}

static UiRect between_ends(App *app, UiRect rect, const char *left, const char *right)
{
    const float a = ui_text_width(&app->ui, left, 11.5f, UI_REGULAR) + panel_pt(app, 18), b = ui_text_width(&app->ui, right, 11.5f, UI_REGULAR) + panel_pt(app, 18);
    return (UiRect){ rect.x + a, rect.y, rect.w - a - b, rect.h };
}

static void draw_depth(App *app, UiRect rect)
{
    const char *skin = app_word(app, "inside_skin"), *bone = app_word(app, "inside_bone");
    float depth_frac = fmaxf(app->view.depth_frac, 0);
    draw_ends(app, rect, skin, bone);
    if (ui_slider(&app->ui, ui_id("depth", 0), between_ends(app, rect, skin, bone), 0, 1, &depth_frac)) view_peel(&app->view, app->body, depth_frac);
}

static void draw_axes(App *app, UiRect rect)
{
    const char *labels[CUT_AXIS_COUNT];
    int chosen = (int)app->view.cut;
    for (int i = 0; i < CUT_AXIS_COUNT; i++) labels[i] = app_word(app, text_format(app->frame, "cut_%s", cut_axis_ids[i]));
    if (panel_segment(app, "cut", rect, labels, CUT_AXIS_COUNT, &chosen)) inside_choose_cut(app, (CutAxis)chosen);
}

static void draw_place(App *app, UiRect rect)
{
    const float gap = panel_pt(app, 8);
    const char *flip = app_word(app, "cut_flip");
    const float width = ui_text_width(&app->ui, flip, 13, UI_REGULAR) + panel_pt(app, 26);
    float low, high;
    cut_range(app->view.cut, &low, &high);
    ui_slider(&app->ui, ui_id("cut_mm", 0), (UiRect){ rect.x + gap, rect.y, rect.w - width - 3 * gap, rect.h }, low, high, &app->view.cut_mm);
    if (ui_button(&app->ui, ui_id("cut_flip", 0), (UiRect){ rect.x + rect.w - width, rect.y, width, rect.h }, flip, app->view.cut_flipped))
        app->view.cut_flipped = !app->view.cut_flipped;
}

#define TITLE_PT 28.0f
#define GAP_PT 5.0f

float panel_inside_height_px(const App *app)
{
    const int rows = app->view.cut == CUT_NONE ? 2 : 3;
    return panel_pt(app, 2 * PAD_PT + TITLE_PT + (ROW_PT + GAP_PT) * (float)rows - GAP_PT);
}

UiRect panel_inside(App *app, UiRect free)
{
    const float pad = panel_pt(app, PAD_PT), row = panel_pt(app, ROW_PT), gap = panel_pt(app, GAP_PT), title = panel_pt(app, TITLE_PT);
    const UiRect rect = { free.x, free.y, panel_pt(app, PANEL_LEFT_PT), panel_inside_height_px(app) };
    if (rect.h > free.h + 0.5f) return (UiRect){ 0, 0, 0, 0 };
    ui_panel(&app->ui, rect, 14);
    UiRect place = { rect.x + pad, rect.y + pad, rect.w - 2 * pad, row };
    ui_label(&app->ui, place.x + panel_pt(app, 8), place.y + panel_pt(app, 17), app_word(app, "inside"), 13.5f, UI_BOLD, app->ui.colours.text);
    place.y += title;
    draw_depth(app, place);
    place.y += row + gap;
    draw_axes(app, place);
    place.y += row + gap;
    if (app->view.cut != CUT_NONE) draw_place(app, place);
    return rect;
}

// The handle follows the cursor along the way the plane moves; seen from straight ahead there is none, then up is forward.
void inside_drag_handle(App *app, UiRect free)
{
    const Picture of = panel_picture(app);
    const CutHandle handle = cut_overlay_draw(&app->ui, &of, true, free);
    if (handle.rect.w <= 0) return;
    ui_block_mouse(&app->ui, handle.rect);
    if (!ui_held(&app->ui, ui_id("cut_handle", 0), handle.rect)) return;
    const float x = handle.px_per_mm_x, y = handle.px_per_mm_y, length2 = x * x + y * y, px_per_mm = app->scene->camera.pixels_per_mm_at_pivot;
    const bool head_on = length2 < 0.04f * px_per_mm * px_per_mm;
    const float by_mm = head_on ? -app->input->move_y_px / px_per_mm : (app->input->move_x_px * x + app->input->move_y_px * y) / length2;
    inside_move_cut(app, by_mm);
}
