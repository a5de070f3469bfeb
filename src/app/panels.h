// panels.h: the tools around the picture: first screen, doors, layers, list of zones, play bar, card of the selection, help, banner.
//
// Why       Three doors lead in with one click each; what a door does not need is not on screen. One key hides everything here.
// Shapes    panels_draw draws all of it, and the overlay where the panels leave room; the panel_ functions are its pieces.
// Units     pixels; constants in points, times ui.scale.
// Errors    cannot fail: what finds no room is left out.
#ifndef ILIOPSOAS_PANELS_H
#define ILIOPSOAS_PANELS_H

#include "app.h"
#include "measure_overlay.h"

#define PANEL_LEFT_PT 260.0f // width of what stands at the left
#define PANEL_LEFT_BESIDE_TOOL_PT 1000.0f
#define PANEL_LEFT_BESIDE_CARD_PT 760.0f
#define PANEL_LEFT_ABOVE_PLAY_PT 500.0f // height of a window where the bars of the movement door leave it room
#define PANEL_LEFT_LEAST_PT 640.0f // in a narrower window it is left out
#define PANEL_BARS_PT 172.0f // height of what stands along the lower edge of the movement door

void panels_draw(App *app);
bool panels_left_is_open(const App *app); // layers or the list of places; a narrow window has it only when asked for
void panels_toggle_left(App *app);

void panel_start(App *app); // the first screen
UiRect panel_start_beside(const App *app); // what its doors take at the left; w 0: they stand below
void panel_help(App *app);  // keys, settings, about, the picture in words
float panel_settings(App *app, UiRect inner); // these return the height they take
float panel_about(App *app, UiRect inner);
float panel_words(App *app, UiRect inner);
char *panel_words_text(const App *app); // what it shows
void panel_find(App *app);  // the search, over everything else
void panel_banner(App *app, UiRect free);
UiRect panel_top(App *app, UiRect free); // doors at the left, language, theme and help at the right; each returns the place it used
UiRect panel_quiz(App *app, UiRect free); // instead of all other tools; returns what it leaves free
void quiz_pins_draw(App *app, UiRect free);
UiRect panel_layers(App *app, UiRect free);
UiRect panel_body(App *app, UiRect free); // in the layers' place
void panel_sex_and_body(App *app, UiRect rect);
UiRect panel_inside(App *app, UiRect free); // peeling and cutting
float panel_inside_height_px(const App *app);
void inside_choose_cut(App *app, CutAxis axis);
void inside_move_cut(App *app, float by_mm);
void inside_drag_handle(App *app, UiRect free); // draws the plane's frame, too
UiRect panel_zones(App *app, UiRect free);
UiRect panel_play(App *app, UiRect free);
UiRect panel_measure(App *app, UiRect free);
UiRect panel_plot(App *app, UiRect free);
UiRect panel_selection(App *app, UiRect free);
UiRect panel_many(App *app, UiRect free); // the card of several parts
void panel_fade(App *app, UiRect rect);   // a slider: the opacity of what is selected
UiRect panel_views(App *app, UiRect free);
bool panel_orient_fits(const App *app, UiRect free); // whether the picture is large enough for it
float panel_orient_size_px(const App *app);
void panel_orient(App *app, float x, float bottom);
UiRect panel_ruler(App *app, UiRect free);   // measuring
UiRect panel_compare(App *app, UiRect free); // muscles side by side
float panel_tool_head(App *app, UiRect row); // of both

// Small helpers of all panels.
#define PANEL_CLOSE_PT 25.0f
bool panel_close(App *app, UiId id, UiRect rect); // a cross, drawn: the same on every panel, whatever the font has
void panel_name(App *app, UiRect row, const char *name, bool dim); // in one line, or where it is too long in two smaller ones
float panel_title(App *app, float x, float y, const char *id); // the height it takes
void panel_sex(App *app, UiRect rect);
float panel_pt(const App *app, float points);
float panel_width_pt(const App *app);
float panel_height_pt(const App *app);
Picture panel_picture(const App *app);                                                                          // the one under the panels
bool panel_segment(App *app, const char *name, UiRect rect, const char *const *labels, int count, int *chosen); // one of several

#endif
