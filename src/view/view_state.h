// view_state.h: everything a person can ask to see, in one plain struct, and the one table of options that reads and writes it.
//
// Why       The command line, the window, lessons, saved views, undo and copy-as-command all speak of the same picture. One table of
//           option names keeps them from drifting apart.
// Shapes    opacity_frac[part] and xray[part] by PartId; joint_rad[joint] by JointId.
// Units     mm, radians inside; options and files speak degrees.
// Errors    view_option_set: RESULT_USAGE with a sentence; unknown ids suggest the nearest. Angles beyond a joint's limit are clamped and
//           the message (with RESULT_OK) says to what.
#ifndef ILIOPSOAS_VIEW_STATE_H
#define ILIOPSOAS_VIEW_STATE_H

#include "body.h"
#include "dials.h"
#include "pose.h"
#include "scene.h"

#define PART_MOST 192
#define LABEL_PLACES_MOST 64
#define VIEW_GHOST_FRAC SCENE_GHOST_FRAC // the skin's opacity unless asked otherwise; below 1 it is drawn as a ghost
#define VIEW_IN_CLIPS_FRAC 0.5f // the silhouette's opacity unless asked otherwise; below 1 it is drawn in clips only
#define VIEW_PAD_FRAC 0.4f    // of what lies on the body (the heat pack): the muscle beneath is what matters

typedef enum ColourMode { COLOUR_TISSUE, COLOUR_STRAIN, COLOUR_KEY, COLOUR_REGION, COLOUR_COUNT } ColourMode;
typedef enum ArmChoice { ARM_AUTO, ARM_ON, ARM_OFF, ARM_COUNT } ArmChoice;
typedef enum PlotChoice { PLOT_AUTO, PLOT_OFF, PLOT_LENGTH, PLOT_STRAIN, PLOT_ARM, PLOT_COUNT } PlotChoice;
typedef enum LabelMode { LABEL_OFF, LABEL_AUTO, LABEL_CHOSEN, LABEL_MODE_COUNT } LabelMode;
typedef enum Pain { PAIN_RED, PAIN_SAFE, PAIN_COUNT } Pain; // how zones are painted; safe: indigo, for every eye
typedef enum Theme { THEME_DARK, THEME_LIGHT, THEME_PROJECTOR, THEME_COUNT } Theme;
typedef enum CutAxis { CUT_NONE, CUT_SAGITTAL, CUT_CORONAL, CUT_TRANSVERSE, CUT_AXIS_COUNT } CutAxis; // square to z, x, y
typedef enum Door { DOOR_START, DOOR_LOOK, DOOR_HURT, DOOR_MOVE, DOOR_COUNT } Door; // what the window is set up for
typedef enum ViewId {
    VIEW_ANTERIOR, VIEW_POSTERIOR, VIEW_LEFT, VIEW_RIGHT, VIEW_SUPERIOR, VIEW_INFERIOR, VIEW_OBLIQUE, VIEW_FOSSA, VIEW_COUNT
} ViewId;

extern const char *const colour_mode_ids[COLOUR_COUNT];
extern const char *const arm_choice_ids[ARM_COUNT];
extern const char *const cut_axis_ids[CUT_AXIS_COUNT]; // "off", "sagittal", ...
extern const char *const plot_choice_ids[PLOT_COUNT];
extern const char *const theme_ids[THEME_COUNT];
extern const char *const pain_ids[PAIN_COUNT];
extern const char *const view_ids[VIEW_COUNT];

// What a label names: a part, or a named place on it (label_id.h reads and writes them).
typedef struct LabelId {
    PartId part;
    uint16_t place; // 0: the part itself; LABEL_REGION + index among its regions; LABEL_LANDMARK + index into body->landmarks
} LabelId;
enum { LABEL_REGION = 1, LABEL_LANDMARK = 1000 };

// A point that a person measures from: kept at its rest place on its part, so that it moves with it (ruler.h reads and writes them).
typedef struct RulerPoint {
    PartId part;
    uint16_t landmark; // 1 + index into body->landmarks; 0: a place on the surface
    vec3s rest_mm;     // on the part's own side
} RulerPoint;
typedef struct Ruler {
    RulerPoint point[RULER_POINTS_MOST];
    int count; // 2: a distance; 3: the angle at the middle point
} Ruler;

// Looking from azimuth 0 = from the front (camera on +x), 90 = from the subject's right (+z), elevation 90 = from above.
typedef struct Camera {
    float azimuth_rad, elevation_rad;
    float distance_mm; // 0: fit what is shown
    vec3s pivot_mm;    // world
    bool pivot_auto;   // pivot on what is shown (or on focus) when the scene is built
    bool orthographic;
} Camera;

typedef struct ViewState {
    int width_px, height_px;
    Camera camera;
    PartId focus; // framed when the camera is automatic
    ViewId view;  // last standard view asked for
    float opacity_frac[PART_MOST];
    bool xray[PART_MOST];
    ClipId clip;
    float clip_at_frac;
    float joint_rad[JOINT_MOST];
    bool joint_set[JOINT_MOST]; // given by --pose: wins over the clip
    PartId selected, hovered;
    bool also_selected[PART_MOST]; // beside `selected`, see selection.h
    PartId beside;                 // the part that the set stands beside: it counts as long as that is the one selected
    LabelId place;         // a region or landmark of what is selected, marked in the picture; part 0: none
    LabelId hovered_place; // likewise, as long as the cursor is on its name
    PartId attached; // the muscle whose attachments are painted on its bones
    ZoneId hovered_zone;
    TriggerId hovered_trigger, trigger; // trigger: pinned, its zones stay lit
    CutAxis cut;       // a plane fixed to the pelvis; what lies beyond it on the right, in front or above is taken away
    float cut_mm;      // where it crosses its axis
    bool cut_flipped;  // the other side is taken away
    float depth_frac;  // how far the layers have been peeled, 0 skin .. 1 bone; below 0: not at all (view_peel)
    ColourMode colour;
    ArmChoice arm;
    PlotChoice plot;
    LabelMode label;
    bool label_part[PART_MOST]; // with LABEL_CHOSEN
    LabelId label_place[LABEL_PLACES_MOST]; // likewise; sorted, none twice
    int label_place_count;
    Ruler rulers[RULERS_MOST];
    int ruler_count;
    Theme theme;
    Pain pain;
    Language language;
    Sex sex; // male or female
    float dial_deg[DIAL_COUNT]; // lordosis and the like, where somebody has set them (dials.h)
    bool dial_set[DIAL_COUNT], psoas_minor;
    Door door;
    bool ui;
    float covered_left_frac, covered_right_frac, covered_bottom_frac; // of the picture, by cards and labels: the figure is framed in what is left
    DebugView debug_view; // scene.h
    bool stats;           // figures of the picture in a corner
} ViewState;

// Default: dark, English, male, 1280 x 720, default parts shown, oblique-anterior camera that fits them.
void view_state_init(ViewState *view, const Body *body);

typedef struct ViewOption {
    const char *name, *argument, *help; // "--view", "NAME|AZ,EL,DIST", one line
} ViewOption;
const ViewOption *view_options(int *count);
bool view_option_known(const char *name);
// One option. --clip also turns to the clip's own view, --show and --hide add up: the order matters, view_options_read settles it.
Result view_option_set(ViewState *view, const Body *body, const char *name, const char *value, Message *why);
// A whole set, "--name", "value", "--name", "value": applied in the table's order (clip before view, show before hide), whatever theirs.
// What had to be clamped is told in why, with RESULT_OK; why is empty otherwise.
Result view_options_read(ViewState *view, const Body *body, int count, char *const *words, Message *why);
// The options that lead from the default to this state, as one command line's tail ("--view fossa --hide skin").
char *view_options_write(const ViewState *view, const Body *body, Arena *arena);

// Opacity of a part when it is fully shown (the skin stays a ghost), and before anything is asked for.
float view_full_opacity(const Part *part);
float view_default_opacity(const Part *part);
// Whether this body has the part: its sex, and the variable psoas minor.
bool view_has_part(const ViewState *view, const Body *body, PartId part);
// Whether a part is drawn at all: opacity, sex, and props only in a clip that names them, the silhouette in every clip.
bool view_shows_part(const ViewState *view, const Body *body, PartId part);
// Whether a trigger point's mark is drawn (and can be pointed at): its muscle is shown, and we are not in the movement door.
bool view_shows_trigger(const ViewState *view, const Body *body, TriggerId trigger);
// The trigger whose zones are lit: the hovered one, else the pinned one, else 0.
TriggerId view_lit_trigger(const ViewState *view);
// Whether a zone is lit: it belongs to the side of the lit trigger, or is itself hovered while no trigger is lit.
bool view_lights_zone(const ViewState *view, const Body *body, ZoneId zone);
// What a dial stands at: as set, else as this sex has it.
float view_dial_deg(const ViewState *view, const Body *body, DialId dial);
VariantWish view_variant(const ViewState *view, const Body *body);
// For one picture or one table: the body this view asks for. flesh (may be NULL), bound for the base, follows it.
const Body *view_body(const ViewState *view, const Body *base, Flesh *flesh, Arena *keep);
// Joint angles and posture this view asks for. body: the variant's, where there is one.
void view_pose(const ViewState *view, const Body *body, Pose *out);
void view_set_standard(ViewState *view, ViewId id);
// All layers as they were before anything was asked for; and peeled down to a depth, 0 skin .. 1 bone, each layer fading before the next.
void view_show_default(ViewState *view, const Body *body);
void view_peel(ViewState *view, const Body *body, float depth_frac);
// Brings into view what a clip is about although it is off by default.
void view_show_for_clip(ViewState *view, const Body *body, ClipId clip);

// Parts named by a list "GROUP|ID,..." ("bones,psoas_major_right,psoas_major"): a base id without side names both sides. What stands behind
// a minus is taken out again ("body,-iliopsoas").
Result view_parts_from_list(const Body *body, const char *list, bool *wanted, Message *why); // wanted[PART_MOST]

#endif
