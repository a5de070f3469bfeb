// app.h: the state of the window and one frame of it, without a window: Input in, Scene and UiDraw out.
//
// Why       With SDL and GL kept out, a test can drive the program with a script. One frame reads as a list of steps (app.c);
//           the parts are steer (camera), pointing (hover, selection), places (of what is selected), playback, actions (keys) and panels (what is offered).
// Shapes    scene and ui.draw live in the frame arena given to app_frame; Body, cache and picker are borrowed for the App's life.
// Units     mm, rad, s, pixels.
// Errors    cannot fail; what goes wrong around it (saving a picture) is told to the person with app_say.
// Cost      about a millisecond without drawing; the window draws only when app_stamp changes.
#ifndef ILIOPSOAS_APP_H
#define ILIOPSOAS_APP_H

#include "camera.h"
#include "frame_figures.h"
#include "history.h"
#include "label_overlay.h"
#include "muscle_curve.h"
#include "overlay.h"
#include "own_views.h"
#include "pick.h"
#include "place.h"
#include "quiz_play.h"
#include "search.h"
#include "tools.h"
#include "scene_build.h"
#include "ui_scroll.h"

typedef enum Drag { DRAG_NONE, DRAG_ORBIT, DRAG_PAN, DRAG_ZOOM, DRAG_COUNT } Drag;
typedef enum MarkChoice { MARK_BY_DOOR, MARK_ALWAYS, MARK_NEVER, MARK_CHOICE_COUNT } MarkChoice; // trigger marks
typedef enum ClipboardWish { CLIPBOARD_NONE, CLIPBOARD_COPY, CLIPBOARD_COPY_STEP, CLIPBOARD_COPY_CARD, CLIPBOARD_COPY_MEASURES, CLIPBOARD_COPY_WORDS, CLIPBOARD_PASTE, CLIPBOARD_WISH_COUNT } ClipboardWish;
typedef enum PictureWish { PICTURE_NONE, PICTURE_AS_SEEN, PICTURE_CLEAN, PICTURE_COUNT } PictureWish;

typedef enum HelpPage { HELP_KEYS, HELP_SETTINGS, HELP_ABOUT, HELP_WORDS, HELP_PAGE_COUNT } HelpPage;

#define TEXT_SCALE_LEAST 0.7f
#define TEXT_SCALE_MOST 2.2f

// An eased change of the camera.
typedef struct Flight {
    Camera from, to;
    double start_s;
    bool on;
} Flight;

// How the body turns on after it was let go in motion.
typedef struct Glide {
    float right_rad, down_rad; // the whole way
    float done_frac;
    double start_s;
    bool on;
} Glide;

// What the hand turns about, and how fast.
typedef struct Steering {
    Camera looked;     // as the last turn left it: while it stands, what is looked at need not be found again
    bool pivot_chosen; // by the person: it stays until the picture is moved or zoomed
    float right_rad_s, down_rad_s;
    double moved_s;
    float figure_travel_px; // of a press on the figure that shows how the body lies
    Glide glide;
} Steering;

// What the cursor is on, what stays lit after it has left, and what Esc has put away.
typedef struct Pointing {
    Pick pick;      // of this frame; all zero when the cursor is not over the picture
    Pick dismissed; // shows nothing until the cursor is on something else
    bool over_scene;
    double hold_until_s; // zones stay lit so long, to give time to move to the card
    ZoneId row_zone;     // of the list, under the cursor or focused, as of the last frame
    ZoneId pinned_zone;
    LabelId row_place;    // likewise of a card's rows and of the names in the picture: place 0 is the part itself
    LabelId before_click; // the place chosen before the last click, which may turn out to be half of a double-click
} Pointing;

typedef struct Tip { // the word beside a sign that the cursor rests on (tip.h)
    UiId control; // 0: none
    UiRect beside, rect; // the control; the word, once drawn
    const char *word;
    double since_s;
    bool at_side, met, dismissed; // met: the control was there in this frame
} Tip;

typedef struct Layers { // the panel of layers, from frame to frame
    bool open[GROUP_COUNT];
    UiScroll scroll;
    UiId fading;            // the slider that is held or has the keyboard, and what it fades: parts that it has made vanish come back
    bool faded[PART_MOST];
} Layers;

typedef struct Press { // of a mouse button over the picture
    Drag drag;
    float travel_px; // a click is a press that hardly moves
    int clicks;      // 2: the second press of a double-click
    float x_px, y_px;
    vec3s point_mm; // what a drag has taken hold of, in the world
    bool on_surface;
    bool on;
} Press;

typedef struct Playback {
    bool on;
    float speed;
} Playback;

typedef struct Room { // what panels and labels cover of the picture, eased
    float from_left_frac, from_right_frac, to_left_frac, to_right_frac;
    double start_s, hurry_until_s; // hurry: what changes by then moves without a wait
    int frames; // seen so far, as far as it matters
    bool on;
    bool refit; // what is framed by the program wants to be framed anew
} Room;

typedef struct SelectionCard { // the card of what is selected, from frame to frame
    LabelId of;          // what it was about: another thing starts at its top
    unsigned open_lists; // lists shown in full: bits of CardList
    bool focus_wish, focus_now; // the keyboard was on the card that led to this one: it goes on here, at the first widget
} SelectionCard;

#define FOUND_MOST 60

typedef struct Finder { // the search while it is open
    SearchIndex *index; // made when first needed
    char text[96];
    int caret, chosen, count;
    Found found[FOUND_MOST];
    UiScroll scroll;
    bool open, fresh;
    bool stepped; // by a key: the chosen row comes into sight
    bool for_point; // what is found is a point to measure from
} Finder;

typedef enum Naming { NAMING_NONE, NAMING_NEW, NAMING_AGAIN, NAMING_COUNT } Naming;

typedef struct Shelf { // the panel of views while it is open
    int chosen;    // of the person's own: the row that can be changed, -1 none
    int revealed;  // the one of them that was brought into sight last
    UiScroll scroll;
    Naming naming; // what the text is for
    char text[OWN_NAME_MOST];
    int caret;
    bool entered;      // Enter was pressed; letters that came with it are taken first
    const char *gone_name, *gone_words; // taken away last, can be put back; NULL: nothing
    int gone_from;
    bool open;
} Shelf;

struct App {
    const Body *body;
    SceneCache *cache;
    PickIndex *picker;
    LabelIndex *labels; // NULL: none
    PlaceIndex *places;
    LabelMotion label_motion;
    ViewState view; // view.camera is always in numbers after the first frame
    Ui ui;
    Scene *scene;
    const Input *input;
    Arena *frame;
    Flight flight;
    Steering steering;
    Pointing pointing;
    Press press;
    Playback playback;
    MuscleCurve curve; // of the plot
    History history;
    Layers layers;
    Room room;
    Finder finder;
    OwnViews *own; // NULL: the person has none and can save none
    Shelf shelf;
    QuizPlay quiz;
    Arena *keep;
    bool framed_anew;      // this frame, by the program
    MarkChoice marks;
    Side zone_side; // of the list of zones
    Message banner;
    double banner_until_s, now_s, dt_s;
    double wake_s; // wants a frame after so many seconds; negative: only when something happens
    UiRect card;   // of the last frame: pointing at it keeps what it is about
    UiScroll card_scroll, many_scroll; // many: of the card of several parts
    float taken_left_px, taken_right_px; // by panels of the last frame, from the window's edge
    float text_scale; // chosen with Ctrl + and -, or by its slider
    float held_text_scale; // while its slider is held, which must not grow away under the hand; else 0
    HelpPage help_page;
    Tip tip;
    UiScroll help_scroll;
    float help_page_px[HELP_PAGE_COUNT]; // how high each was when last drawn, 0: not yet
    bool all_keys; // the help lists those of other doors too
    SelectionCard selection_card;
    int passes;       // frames still wanted for the interface to settle
    bool part_focus; // the keyboard goes through the parts of the picture
    int card_panel;  // of the last frame, as the interface counts panels
    UiScroll zones_scroll, body_scroll;
    bool left_asked; // the panel at the left, although the window is narrow
    bool left_drawn; // it found room in the last frame
    bool help_open, layers_hidden, body_open, camera_touched, hint_done, reduced_motion;
    bool coarse; // surfaces of the next coarser level: the window's wish while things move, see quality.h
    bool quit, fullscreen_wish;
    PictureWish picture_wish;
    ClipboardWish clipboard_wish;
    FrameFigures figures;       // of the last frame drawn, given by the window
    int stats_first, stats_end; // the commands that write them
    Tools tools;
};

// view as the options left it; view.ui and the door are the caller's choice.
void app_init(App *app, const Body *body, const ViewState *view, SceneCache *cache, PickIndex *picker, TextSource text, Arena *keep);
void app_frame(App *app, const Input *input, Arena *frame);
// Equal stamps: equal pictures, but for the figures of the frame before.
uint64_t app_stamp(const App *app);
char *app_words_to_copy(const App *app);         // for the wish: the view as a command line, or as the line of a lesson's step, or the card, or the picture in words; NULL: no card is open
void app_paste(App *app, const char *text);      // a view in words; says what was left out
Detail app_detail(const App *app);
void app_say(App *app, const char *sentence); // in the banner, for some seconds
// A sentence of strings.csv with "%s" in it.
const char *app_format(const App *app, const char *string_id, const char *value);

const char *app_word(const App *app, const char *string_id); // in the view's language
void app_open_door(App *app, Door door);
void app_toggle_labels(App *app); // those of a list that was given, else what is worth naming

// room.c
void room_update(App *app, bool at_once);
void room_hurry(App *app); // what changes next was no click on the picture: no need to wait
double room_wait_s(const App *app); // until it wants a frame; negative: it does not

// steer.c
void steer_fly_to(App *app, Camera to); // automatic cameras are resolved first
void steer_advance(App *app);
bool steer_is_moving(const App *app); // by itself
void steer_by_mouse(App *app);
void steer_turn(App *app, float right_rad, float down_rad);
void steer_pan(App *app, float right_px, float down_px);
void steer_zoom(App *app, float factor); // about the middle of the picture
void steer_home(App *app);
void steer_to_view(App *app, ViewId id); // framed anew
void steer_to_side(App *app, ViewId id); // from there, but what is looked at stays, once a person has chosen it
void steer_to_angles(App *app, float azimuth_rad, float elevation_rad); // framed anew, as a standard view is
void steer_to_part(App *app, PartId part);

// pointing.c
void pointing_update(App *app);                // needs the scene; rebuilds it when what is lit has changed
void pointing_click(App *app);                 // a click on the picture
bool pointing_dismiss(App *app);               // Esc: one thing at a time; false when nothing was left
void pointing_pin_zone(App *app, ZoneId zone); // a second time lets go
bool pointing_pins(const App *app); // a zone or a trigger point is kept, until it is let go
void pointing_pin_trigger(App *app, TriggerId trigger);
void pointing_step_part(App *app, int step); // selects the next or previous part shown
const Pick *pointing_shown(const App *app);  // what the label is about, or NULL

// focus.c
void focus_take_keys(App *app); // Tab, F6: before the interface begins
const char *focus_words(const App *app);

// chosen.c: what is selected, or else what is pointed at
int chosen_parts(const App *app, bool out[PART_MOST]);
void chosen_hide(App *app);
void chosen_show_only(App *app);
void chosen_toggle_xray(App *app);
void chosen_xray_others(App *app);
void chosen_centre(App *app);
void chosen_centre_on(App *app, const bool parts[PART_MOST]);
void chosen_select(App *app, PartId part, bool beside); // beside what is selected, or instead of it
bool chosen_beside(const App *app); // Shift is held with what was pressed in this frame
// places.c
void places_keep_sound(App *app);         // a place lies on what is selected, or is none
void places_choose(App *app, LabelId id); // comes into view and is selected; place 0: the part as a whole
void places_fly_to(App *app, LabelId id);
LabelId places_under_cursor(const App *app); // whose name in the picture the cursor is on; part 0: none
bool places_take_click(App *app);            // a name in the picture, or a second click on what is selected
void places_forget_click(App *app);          // it was half of a double-click

// finder.c
void finder_open(App *app);
void finder_open_for_point(App *app); // places only; what is chosen is measured from, and the search stays open
bool finder_close(App *app); // false: it was not open
void finder_take_keys(App *app);
void finder_look(App *app); // what the text finds now
void finder_go(App *app, const Found *found);
const char *finder_title(const App *app, const Found *found);
const char *finder_detail(const App *app, const Found *found);

// shelf.c
void shelf_toggle(App *app);
bool shelf_close(App *app);     // Esc: one thing at a time; false when nothing was left
bool shelf_take_keys(App *app); // while a name is written; false: the keys are for others
void shelf_go(App *app, int index);
void shelf_start_naming(App *app, Naming naming);
void shelf_end_naming(App *app, bool keep);
void shelf_move(App *app, int step);
void shelf_take_away(App *app); // the chosen one
void shelf_put_back(App *app);  // the one taken away last

// playback.c
void playback_advance(App *app);
void playback_toggle(App *app);
void playback_choose(App *app, ClipId clip);
void playback_choose_first(App *app); // where none was chosen yet
void playback_step(App *app, int frames);
void playback_change_speed(App *app, int step);

#endif
