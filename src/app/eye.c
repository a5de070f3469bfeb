#include "eye.h"

#define HALF_WIDTH_PT 7.5f
#define HALF_HEIGHT_PT 4.6f
#define PUPIL_PT 2.6f
#define LINE_PT 1.4f

enum { LID_STEPS = 6 };

// A lid as a parabola from corner to corner; bulge: up is negative.
static void draw_lid(Ui *ui, float x, float y, float bulge_px, Rgba colour)
{
    const float half = HALF_WIDTH_PT * ui->scale;
    float from_x = x - half, from_y = y;
    for (int i = 1; i <= LID_STEPS; i++) {
        const float t = 2.0f * (float)i / LID_STEPS - 1.0f, to_x = x + half * t, to_y = y + bulge_px * (1 - t * t);
        ui_draw_line(&ui->draw, from_x, from_y, to_x, to_y, LINE_PT * ui->scale, colour);
        from_x = to_x;
        from_y = to_y;
    }
}

static void draw_lashes(Ui *ui, float x, float y, Rgba colour)
{
    for (int i = -1; i <= 1; i++) {
        const float at = (float)i * 0.55f, root_x = x + at * HALF_WIDTH_PT * ui->scale, root_y = y + (1 - at * at) * HALF_HEIGHT_PT * ui->scale;
        ui_draw_line(&ui->draw, root_x, root_y, root_x + (float)i * 1.4f * ui->scale, root_y + 2.6f * ui->scale, LINE_PT * ui->scale, colour);
    }
}

static void draw_pupil(Ui *ui, float x, float y, bool hollow, Rgba colour)
{
    const float r = PUPIL_PT * ui->scale;
    const UiRect disc = { x - r, y - r, 2 * r, 2 * r };
    if (hollow) ui_draw_border(&ui->draw, disc, r, 1.1f * ui->scale, colour);
    else ui_draw_rect(&ui->draw, disc, r, colour);
}

bool eye_button(Ui *ui, UiId id, UiRect rect, EyeState state)
{
    const bool pressed = ui_row(ui, id, rect, "", NULL, false);
    const float x = rect.x + rect.w / 2, y = rect.y + rect.h / 2, bulge = HALF_HEIGHT_PT * ui->scale;
    const Rgba colour = state == EYE_CLOSED ? ui->colours.text_dim : ui->colours.text;
    if (state == EYE_CLOSED) {
        draw_lid(ui, x, y - bulge / 2, bulge, colour);
        draw_lashes(ui, x, y - bulge / 2, colour);
        return pressed;
    }
    draw_lid(ui, x, y, -bulge, colour);
    draw_lid(ui, x, y, bulge, colour);
    draw_pupil(ui, x, y, state == EYE_IN_PART, colour);
    return pressed;
}
