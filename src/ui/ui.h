// ui.h: widgets rebuilt each frame: labels, buttons, sliders, lists, panels. Knows nothing of drawing APIs or of the body.
//
// Why       An immediate-mode UI keeps no copy of the program's state, so the two cannot disagree. What it remembers between frames is
//           which widget is hot (under the cursor), active (held) and focused (keyboard).
// Shapes    one Ui for the program; ui_begin / widgets / ui_end each frame; output is a UiDraw in the frame arena.
// Units     pixels; sizes passed in points are multiplied by ui->scale.
// Errors    cannot fail.
#ifndef ILIOPSOAS_UI_H
#define ILIOPSOAS_UI_H

#include "input.h"
#include "ui_draw.h"

typedef uint32_t UiId; // hash of a name, 0 = none

typedef struct UiColours {
    Rgba text, text_dim, panel, panel_border, accent, control, control_hot, control_border, danger, on_accent;
} UiColours;

typedef struct Ui {
    const Input *input;
    TextSource text;
    UiDraw draw;
    UiColours colours;
    Arena *frame;
    float scale; // pixels per point, user scale included
    UiId hot, active, focused, hot_next;
    UiId focus_order[512];
    int focus_panel[512]; // in which panel of the frame each stands
    int focus_count, panel_count;
    bool wants_mouse;    // the cursor is over a panel: the scene must not react
    bool wants_keyboard; // a text field has focus
    bool focus_visible;  // focus came by keys
    UiRect focused_rect; // in this frame
    UiId own_ends;       // the widget that Home and End were for, while it had the keyboard
    UiRect panel;        // that is being drawn
    int panel_hovered, panel_with_keys; // as of the last frame, 0: none
    int panel_hovered_next, panel_alone;
    bool keys_scroll, keys_scroll_next; // page keys, Home and End have something to scroll
    bool again;                         // something has scrolled: wants to be drawn once more
    UiRect blockers[32]; // panels of this frame, for wants_mouse in the next
    int blocker_count;
    float caret_time_s;
} Ui;

void ui_init(Ui *ui, TextSource text);
void ui_begin(Ui *ui, const Input *input, UiColours colours, float scale, Arena *frame);
void ui_end(Ui *ui);

// Between ui_end and ui_begin. The next or previous widget; the first one of the next or previous panel, false: there is no further one,
// and the focus is let go; the first one of a panel, counted as they were drawn.
void ui_focus_step(Ui *ui, int step);
bool ui_focus_step_panel(Ui *ui, int step);
bool ui_focus_panel(Ui *ui, int panel);
bool ui_focus_shown(const Ui *ui); // the keyboard is with a widget

UiId ui_id(const char *name, int index);
float ui_text_width(const Ui *ui, const char *text, float size_pt, UiWeight weight);
// Greedy line breaking; returns lines in the frame arena.
int ui_wrap(Ui *ui, const char *text, float size_pt, UiWeight weight, float width_px, const char ***lines);

void ui_panel(Ui *ui, UiRect rect, float radius_pt); // background + blocks the mouse
void ui_panel_alone(Ui *ui, UiRect rect, float radius_pt); // drawn last: while it is there, keys reach nothing drawn before it
void ui_block_mouse(Ui *ui, UiRect rect);            // something without a background of its own takes the mouse there
void ui_label(Ui *ui, float x, float baseline, const char *text, float size_pt, UiWeight weight, Rgba colour);
// Paragraph; returns the height used.
float ui_paragraph(Ui *ui, float x, float y, float width_px, const char *text, float size_pt, UiWeight weight, Rgba colour);
bool ui_button(Ui *ui, UiId id, UiRect rect, const char *label, bool primary); // true when clicked or activated by Enter / Space
bool ui_toggle(Ui *ui, UiId id, UiRect rect, const char *label, bool *value);
bool ui_slider(Ui *ui, UiId id, UiRect rect, float low, float high, float *value); // arrows when focused
// One line of text, zero-terminated, at most size bytes; it has the keyboard while it is drawn. caret: byte it stands before. True when the text changed.
bool ui_text_field(Ui *ui, UiRect rect, char *text, int size, int *caret, const char *hint);
bool ui_row(Ui *ui, UiId id, UiRect rect, const char *label, const char *detail, bool selected);
bool ui_hovered(const Ui *ui, UiRect rect);
// Something that draws itself can be reached with Tab: true while it shows the ring, and then its keys are its own.
bool ui_focusable(Ui *ui, UiId id, UiRect rect, float radius_px);
bool ui_held(Ui *ui, UiId id, UiRect rect); // pressed there and not let go yet; draws nothing

#endif
