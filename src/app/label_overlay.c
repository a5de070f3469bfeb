#include "label_overlay.h"

#include "haloed.h"

#include <math.h>

#define SIZE_PT 15.0f
#define SIZE_LEAST_PX 11.0f
#define COLUMN_EM 11.5f // about 22 letters; longer names go on a second line
#define LINE_EM 1.2f
#define QUIET_FRAC 0.9f
#define FIGURE_GAP_EM 2.2f
#define LETTER_ROOM_PT 38.0f // R and L stand above the columns

// Share of the height of the picture, or of three quarters of its width where that is less. The x-height of Inter is 0.546 of its size.
static float size_frac(Theme theme)
{
    return theme == THEME_PROJECTOR ? 0.0366f : 0.021f;
}

static float em_px(const ViewState *view, float scale)
{
    const float high = fminf((float)view->height_px, 0.75f * (float)view->width_px);
    return fmaxf(fmaxf(SIZE_PT * scale / (view->theme == THEME_PROJECTOR ? 1.35f : 1.0f), size_frac(view->theme) * high), SIZE_LEAST_PX);
}

static float column_px(const ViewState *view, float em)
{
    return fminf(COLUMN_EM * em, 0.25f * (float)view->width_px);
}

float label_overlay_column_px(const ViewState *view, float scale)
{
    const float em = em_px(view, scale);
    return view->label == LABEL_OFF ? 0.0f : column_px(view, em) + FIGURE_GAP_EM * em;
}

// ---- words

typedef struct Writer {
    Ui *ui;
    const Picture *of;
    float em_px, column_px;
} Writer;

typedef struct Words {
    const char **lines;
    int count;
    float size_px, width_px;
} Words;

static float widest(const Writer *writer, const Words *words)
{
    float width = 0.0f;
    for (int i = 0; i < words->count; i++)
        width = fmaxf(width, ui_text_width(writer->ui, words->lines[i], words->size_px / writer->ui->scale, UI_REGULAR));
    return width;
}

static Words wrapped(const Writer *writer, const char *name, float size_px, float width_px)
{
    Words words = { .size_px = size_px };
    words.count = ui_wrap(writer->ui, name, size_px / writer->ui->scale, UI_REGULAR, width_px, &words.lines);
    words.width_px = widest(writer, &words);
    return words;
}

// As many lines as before, but of about the same length: no single word below a full line.
static Words evened(const Writer *writer, const char *name, Words words)
{
    float low = words.width_px / (float)words.count, high = words.width_px;
    for (int i = 0; i < 4; i++) {
        const float middle = 0.5f * (low + high);
        const Words narrower = wrapped(writer, name, words.size_px, middle);
        const bool good = narrower.count == words.count && narrower.width_px < words.width_px;
        if (good) words = narrower;
        if (good) high = middle;
        else low = middle;
    }
    return words;
}

// Two lines at most, smaller letters where it must be; a single long word shrinks until it fits.
static Words words_of(const Writer *writer, LabelId id)
{
    static const float shares[] = { 1.0f, 0.9f, 0.8f };
    const char *name = label_name(writer->of->body, id, writer->of->view->language);
    const float size_px = writer->em_px * (id.place ? QUIET_FRAC : 1.0f);
    Words words = { 0 };
    for (int i = 0; i < 3; i++) {
        words = wrapped(writer, name, shares[i] * size_px, writer->column_px);
        if (words.count <= 2 && words.width_px <= writer->column_px) break;
    }
    if (words.width_px > writer->column_px) words = wrapped(writer, name, words.size_px * writer->column_px / words.width_px * 0.98f, writer->column_px);
    return words.count > 1 ? evened(writer, name, words) : words;
}

static LabelSize size_of(void *user, LabelId id)
{
    const Words words = words_of(user, id);
    return (LabelSize) { words.width_px, (float)words.count * LINE_EM * words.size_px };
}

// ---- drawing

static Rgba ink_of(const Ui *ui, const Label *label)
{
    const Rgba loud = ui->colours.text, dim = ui->colours.text_dim;
    const float share = label->quiet ? 0.6f : 0.0f;
    return (Rgba) { loud.r + share * (dim.r - loud.r), loud.g + share * (dim.g - loud.g), loud.b + share * (dim.b - loud.b), loud.a * label->opacity_frac };
}

static void draw_leader(const Writer *writer, const Label *label)
{
    const float scale = writer->ui->scale, px = writer->em_px / 15.0f;
    const Spot line[2] = { { label->port_x, label->port_y }, { label->anchor_x, label->anchor_y } };
    haloed_line(writer->ui, line, 2, fmaxf(px, 1.0f) / scale, ink_of(writer->ui, label));
}

static void draw_anchor(const Writer *writer, const Label *label)
{
    const float radius_px = (label->quiet ? 0.16f : 0.2f) * writer->em_px;
    haloed_dot(writer->ui, (Spot) { label->anchor_x, label->anchor_y }, fmaxf(radius_px, 1.6f) / writer->ui->scale, ink_of(writer->ui, label));
}

static void draw_paper(const Writer *writer, const Label *label)
{
    const float pad = 0.3f * writer->em_px;
    Rgba paper = writer->ui->colours.panel;
    paper.a *= 0.8f * label->opacity_frac;
    ui_draw_rect(&writer->ui->draw, (UiRect) { label->x - pad, label->y - 0.5f * pad, label->w + 2 * pad, label->h + pad }, pad, paper);
}

static void draw_words(const Writer *writer, const Label *label)
{
    const Words words = words_of(writer, label->id);
    Ui *ui = writer->ui;
    Rgba halo = haloed_rim(ui);
    halo.a *= label->opacity_frac;
    for (int i = 0; i < words.count; i++) {
        const float width = ui_text_width(ui, words.lines[i], words.size_px / ui->scale, UI_REGULAR);
        const float x = label->column == LABEL_LEFT ? label->x + label->w - width : label->x;
        const float middle = label->y + ((float)i + 0.5f) * LINE_EM * words.size_px;
        ui_draw_text_halo(&ui->draw, x, middle + 0.36f * words.size_px, words.lines[i], words.size_px, UI_REGULAR, ink_of(ui, label), halo);
    }
}

static void draw_plate(const Writer *writer, const LabelPlate *plate)
{
    for (int i = 0; i < plate->count; i++) draw_leader(writer, &plate->labels[i]);
    for (int i = 0; i < plate->count; i++) draw_anchor(writer, &plate->labels[i]);
    for (int i = 0; i < plate->count; i++) {
        if (plate->labels[i].over_figure) draw_paper(writer, &plate->labels[i]);
        draw_words(writer, &plate->labels[i]);
    }
}

// Fewer where letters are large: a plate is read, not deciphered.
static int auto_most(const LabelRoom *room)
{
    const int rows = (int)(room->h / (2.4f * LINE_EM * room->em_px));
    return rows < 3 ? 6 : rows > 7 ? 14 : 2 * rows;
}

// What fades is not reckoned with.
static UiRect between_columns(const LabelPlate *plate, UiRect free)
{
    float left = free.x, right = free.x + free.w;
    for (int i = 0; i < plate->count; i++) {
        const Label *label = &plate->labels[i];
        if (label->column == LABEL_LEFT)
            left = fmaxf(left, label->port_x);
        else
            right = fminf(right, label->port_x);
    }
    return (UiRect) { left, free.y, right - left, free.h };
}

UiRect label_overlay_draw(Ui *ui, const Picture *of, LabelMotion *motion, float dt_s, UiRect free)
{
    const float em = em_px(of->view, ui->scale), head = LETTER_ROOM_PT * ui->scale;
    Writer writer = { ui, of, em, fminf(column_px(of->view, em), 0.3f * free.w) };
    LabelRoom room = { free.x, free.y + head, free.w, free.h - head, em, writer.column_px, 0, size_of, &writer };
    LabelPlate *plate = ARENA_ARRAY(ui->frame, LabelPlate, 1);
    room.auto_most = auto_most(&room);
    if (!of->labels) return free;
    label_plate_make(of->labels, of->scene, of->view, &room, motion ? &motion->wanted : NULL, plate);
    if (motion) {
        motion->wanted = *plate;
        motion->moving = label_ease(&motion->shown, &motion->wanted, dt_s);
    }
    draw_plate(&writer, motion ? &motion->shown : plate);
    return between_columns(plate, free);
}
