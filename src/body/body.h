// body.h: the constant model: parts, segments, joints, clips, trigger points, pain zones, names.
//
// Why       Nothing here changes after loading, so it is shared freely as `const Body *`. What moves is in Pose, what is asked for in
//           ViewState. Tables come from the pack or, for `check`, from an assets folder: the same readers.
// Shapes    parts[1..part_count): slot 0 is "none", as for all typed ids (PartId, SegmentId, JointId, TriggerId, ZoneId, ClipId).
//           In the rest pose every segment's frame coincides with the body frame, so rest coordinates are body coordinates.
// Units     mm; joint ranges in radians here, degrees in files; colours sRGB 0..1.
//           Axes: x forward, y up, z to the subject's right; origin midway between the hip joint centres.
// Source    each table names its own; docs/sources.md.
// Errors    body_load: RESULT_NOT_FOUND, RESULT_BAD_DATA with file:line:column and what is allowed.
// Cost      about 3 ms for the whole body.
#ifndef ILIOPSOAS_BODY_H
#define ILIOPSOAS_BODY_H

#include "arena.h"
#include "pack.h"
#include "packed_mesh.h"
#include "result.h"

#include <stdbool.h>

typedef uint16_t PartId, SegmentId, JointId, TriggerId, ZoneId, ClipId, NameId;

typedef enum Side { SIDE_MID, SIDE_RIGHT, SIDE_LEFT, SIDE_COUNT } Side;
typedef enum Sex { SEX_BOTH, SEX_MALE, SEX_FEMALE, SEX_COUNT } Sex;
typedef enum Grade { GRADE_MEASURED, GRADE_MENDED, GRADE_CONSTRUCTED, GRADE_COUNT } Grade;
typedef enum Language { LANGUAGE_EN, LANGUAGE_LA, LANGUAGE_FR, LANGUAGE_ES, LANGUAGE_PT, LANGUAGE_IT, LANGUAGE_DE, LANGUAGE_COUNT } Language;
typedef enum Group {
    GROUP_BONES, GROUP_DISCS, GROUP_LIGAMENTS, GROUP_ILIOPSOAS, GROUP_HIP_MUSCLES, GROUP_ABDOMINAL_WALL,
    GROUP_ORGANS, GROUP_VESSELS, GROUP_NERVES, GROUP_SKIN, GROUP_SILHOUETTE, GROUP_PROPS, GROUP_COUNT
} Group;
typedef enum Tissue {
    TISSUE_BONE, TISSUE_DISC, TISSUE_LIGAMENT, TISSUE_MUSCLE, TISSUE_KIDNEY, TISSUE_BOWEL, TISSUE_BLADDER, TISSUE_UTERUS, TISSUE_OVARY,
    TISSUE_TUBE, TISSUE_ARTERY, TISSUE_VEIN, TISSUE_NERVE, TISSUE_URETER, TISSUE_SKIN, TISSUE_SILHOUETTE, TISSUE_PROP, TISSUE_COUNT
} Tissue;
typedef enum Posture { POSTURE_STANDING, POSTURE_SIDE_LYING, POSTURE_SUPINE, POSTURE_COUNT } Posture;

extern const char *const group_ids[GROUP_COUNT];
extern const char *const tissue_ids[TISSUE_COUNT];
extern const char *const language_ids[LANGUAGE_COUNT];
extern const char *const side_ids[SIDE_COUNT];   // "mid", "right", "left"
extern const char *const grade_ids[GRADE_COUNT];
extern const char *const joint_unit_ids[2];      // "deg", "mm"
extern const char *const pelvis_way_ids[2];      // "held", "arching"

// How a part is carried. Rigid: by one segment. Trunk: by pelvis and lumbar chain, blended by height. Trunk-femur: also blended to the femur.
// Disc: made of trunk when loading; below its own plane by the segment's parent, above it by the segment. Between: blended from one segment
// to another (ligament of the knee cap: patella to tibia). Leg: with the skin where that ends, then with the femur, then with the tibia.
typedef enum CarrierKind {
    CARRIER_WORLD, CARRIER_RIGID, CARRIER_TRUNK, CARRIER_TRUNK_FEMUR, CARRIER_DISC, CARRIER_BETWEEN, CARRIER_LEG
} CarrierKind;
typedef enum BlendAxis { BLEND_X, BLEND_Y, BLEND_Z, BLEND_FOLD } BlendAxis; // fold: along the groin crease, both thighs (skin)
typedef struct Carrier {
    CarrierKind kind;
    SegmentId segment; // rigid: the segment; trunk-femur: the femur (right one for the mid-line skin); disc: the vertebra above; between, leg: the second
    SegmentId from_segment; // between, leg: the first
    BlendAxis axis;
    float from_mm, to_mm; // the segment's share is 0 at from, 1 at to, smooth between; disc: measured along disc_up
    vec3s disc_up;        // square to the disc's plane
} Carrier;

typedef struct Part {
    const char *id;        // "psoas_major_right"
    const char *structure; // "psoas_major"
    NameId name;
    Side side;
    bool mirrored; // the left part of a pair: the packed mesh with z negated
    Group group;
    Tissue tissue;
    Sex sex;
    Grade grade;
    bool shown; // by default
    vec3s colour_srgb;
    vec3s key_srgb;         // key_colours.csv
    const char *key_legend; // string id that stands for several structures in the legend; NULL: the part's own name
    Carrier carrier; // of this side
    const char *source;
    int structure_index; // into pack.structures / pack.meshes
    const PackedMesh *mesh;
    vec3s centre_mm; // rest bounding sphere, mirrored where the part is
    float radius_mm;
} Part;

typedef struct Segment {
    const char *id;
    SegmentId parent; // 0 for the root (pelvis)
    vec3s centre_mm;  // where it turns against its parent
    vec3s slide_mm;   // how far it lies from its place in the tables, before it turns; in variants only
} Segment;

// One joint may turn several segments, each by its share, about its own axis through the segment's centre.
typedef struct JointShare {
    SegmentId segment;
    vec3s axis;
    float share_frac;
    bool follows; // turns along beside the joint's own segments, whose shares make 1
} JointShare;
typedef enum JointUnit { JOINT_DEG, JOINT_MM, JOINT_UNIT_COUNT } JointUnit;
typedef struct Joint {
    const char *id;
    JointUnit unit;  // JOINT_DEG turns and is kept in radians, JOINT_MM slides and is kept in mm, wherever a joint's value stands
    float min, max;
    JointShare *shares; // in the table's order, which is the order of rotations on a segment
    int share_count;
} Joint;

typedef struct ClipPhase {
    float start_s;
    const char *caption; // string id
} ClipPhase;
// Some clips are there twice: the pelvis held, and the same with the back arching instead (side_lying_stretch.arching.csv).
typedef enum PelvisWay { PELVIS_HELD, PELVIS_ARCHING, PELVIS_WAY_COUNT } PelvisWay;
typedef struct Clip {
    const char *id; // the arching one has the id of the held one
    PelvisWay pelvis;
    ClipId twin; // the same clip the other way; 0: there is none
    float duration_s;
    bool loop;
    Posture posture;
    float azimuth_rad, elevation_rad; // of the camera that it opens with
    JointId lead_joint; // the joint a read-out follows
    JointId *joints;    // columns
    float *time_s, *value; // value[row * joint_count + column]: rad or mm, as the joint's unit says
    int joint_count, row_count;
    ClipPhase *phases;
    int phase_count;
    PartId props[8];
    vec3s prop_at_mm[8];     // world position of world-carried props
    float prop_turn_rad[8];  // about the world's vertical
    int prop_count;
    PartId shown[8]; // what comes into view with the clip, though off by default
    int shown_count;
    float frame_from_mm; // lowest resting height that the picture makes room for; 0: as without a clip
    Side drop_side; // whose foot's height under its hip is told; SIDE_MID: it is not
} Clip;

typedef struct Trigger {
    const char *id;    // "psoas_right"
    const char *point; // "psoas"
    Side side;
    PartId muscle, anchor_part;
    const char *anchor_landmark;
    vec3s deep_mm, skin_mm; // rest, this side
    int number;
    ZoneId stressed[8]; // zones to stress for this point, a drawing choice (emphasis.csv)
    int stressed_count;
} Trigger;

typedef enum ZoneGrade { ZONE_TYPICAL, ZONE_SPILL, ZONE_GRADE_COUNT } ZoneGrade;
typedef enum ZoneFacing { ZONE_FRONT, ZONE_BACK, ZONE_FRONT_INSIDE } ZoneFacing;
typedef enum ZoneShapeKind { ZONE_POLYGON, ZONE_ELLIPSE, ZONE_BAND } ZoneShapeKind;
typedef struct ZoneShape {
    ZoneFacing facing;
    ZoneGrade grade;
    ZoneShapeKind kind;
    float size_mm;       // polygon: corner radius; band: half width
    vec2s *points_yz_mm; // (y, z) on the right side; polygon: corners already rounded; ellipse: centre, then half sizes
    int point_count;
    vec2s low_yz_mm, high_yz_mm; // box around it all
} ZoneShape;
typedef struct Zone {
    const char *id;   // "groin_right"
    const char *base; // "groin"
    Side side;
    ZoneShape *shapes;
    int shape_count;
} Zone;

typedef enum Urgency { URGENCY_URGENT, URGENCY_COMMON, URGENCY_MUSCLE, URGENCY_COUNT } Urgency;
typedef struct Rival {
    const char *zone; // base id
    Urgency urgency;
    Side side; // MID = both
    Sex sex;
    const char *text; // string id; the hint is "<id>_hint" when that string exists
} Rival;

typedef struct Name {
    const char *id, *kind;
    const char *text[LANGUAGE_COUNT]; // "" where missing
    const char *plain, *description;
    const char *synonyms; // "hip flexor;psoas", in any language
} Name;

typedef struct String {
    const char *id;
    const char *text[LANGUAGE_COUNT]; // la unused
} String;

// One fascicle of the right side as a polyline of stations.
typedef struct Fascicle {
    const char *id;
    PartId muscle; // right part
    vec3s *station_mm;
    float *area_mm2, *tendon_frac; // 0 muscle .. 1 tendon
    SegmentId *bone;               // on which each station lies, right side; 0: on none
    int station_count;
} Fascicle;

// Where a bone holds a muscle: what lies within reach of it and, when from and to differ, higher than from (to below from: lower).
typedef struct Attachment {
    int structure_index; // the muscle
    PartId bone;         // right or mid
    float reach_mm, from_mm, to_mm;
} Attachment;

// What a published model gives for a muscle at an angle of hip flexion. Rows of one model and muscle follow each other, angles rising.
typedef struct PublishedRow {
    const char *model, *muscle; // a structure
    float hip_flexion_rad, length_mm, arm_mm; // length 0: not given
} PublishedRow;

// What is known of a muscle beside its shape. Lists are parted by semicolons.
typedef struct MuscleFact {
    int structure_index;
    const char *origin, *insertion, *nerve; // of names
    const char *action;                     // strings, without "action_"
    const char *roots, *grade, *source;     // grade: "read" or "recalled"
} MuscleFact;

typedef struct Landmark {
    const char *id;
    int structure_index;
    vec3s position_mm; // right side
} Landmark;

// What can be set about one body (dials.h).
typedef enum DialId { DIAL_LORDOSIS, DIAL_PELVIC_TILT, DIAL_ANTEVERSION, DIAL_NECK_SHAFT, DIAL_COUNT } DialId;
typedef struct Dial {
    const char *id;
    float least_deg, most_deg, more_in_woman_deg;
    float measured_deg[2]; // on the tables: man, woman
    vec3s pivot_mm, axis;  // of the femur's neck
} Dial;

typedef struct Body {
    Pack pack;
    Part *parts;
    Segment *segments;
    Joint *joints;
    Clip *clips;
    Trigger *triggers;
    Zone *zones;
    Rival *rivals;
    Name *names;     // sorted by id
    String *strings; // sorted by id
    Fascicle *fascicles;
    Attachment *attachments;
    MuscleFact *muscle_facts;
    Landmark *landmarks;
    PublishedRow *published; // published.h
    int part_count, segment_count, joint_count, clip_count, trigger_count, zone_count; // slot 0 included
    int rival_count, name_count, string_count, fascicle_count, attachment_count, muscle_fact_count, landmark_count, published_count; // plain arrays
    Dial dials[DIAL_COUNT];
    int dial_count; // 0: there is no table of them
    const struct Variant *variant; // of which it is the body (variant.h); NULL: as in the tables
    PartId skin;
} Body;

Result body_load(const char *pack_path, Arena *keep, Body *out, Message *why);
void body_unload(Body *body);

// Lookups: 0 / NULL when there is none.
PartId body_part(const Body *body, const char *id);
JointId body_joint(const Body *body, const char *id);
SegmentId body_segment(const Body *body, const char *id);
ClipId body_clip(const Body *body, const char *id);
TriggerId body_trigger(const Body *body, const char *id);
ZoneId body_zone(const Body *body, const char *id);
bool body_group(const char *id, Group *out);
// Skin and silhouette: drawn as an edge-lit shell unless made solid.
bool group_is_shell(Group group);
bool body_language(const char *id, Language *out);

// Text in a language: names fall back to Latin, then English; strings to English; an unknown id comes back as itself.
const char *body_name(const Body *body, const char *name_id, Language language);
const Name *body_find_name(const Body *body, const char *name_id); // all of its names; NULL: none
const char *body_string(const Body *body, const char *string_id, Language language);
const char *body_plain_name(const Body *body, PartId part);
// "Psoas major, right": a part's name with its side, in the arena.
const char *body_part_title(const Body *body, PartId part, Language language, Arena *arena);
const char *body_with_side(const Body *body, const char *name, Side side, Language language, Arena *arena);

// The mirror image in z where the side is left: tables and meshes are of the right side. Inline: each station of a path asks for it.
static inline vec3s mirrored_if_left(vec3s v, Side side)
{
    if (side == SIDE_LEFT) v.z = -v.z;
    return v;
}
// Rest place of a vertex of a part's mesh, on the part's own side.
vec3s part_rest_mm(const Part *part, uint32_t vertex);
// Whether a body of this sex, with or without the variable psoas minor, has the part at all.
bool part_is_had(const Part *part, Sex sex, bool psoas_minor);
const MuscleFact *body_muscle_fact(const Body *body, PartId muscle); // NULL: none
// Whether a fascicle belongs to a muscle, of whichever side.
bool fascicle_is_of(const Body *body, int fascicle, PartId muscle);

// Region id of a vertex of a part ("" for none), and the nearest named landmark to a rest point given on that part's own side.
const char *body_region(const Body *body, PartId part, uint32_t vertex);
const Landmark *body_nearest_landmark(const Body *body, PartId part, vec3s rest_mm);

// Signed distance (mm, negative inside) from a rest point on the skin to the outline of a zone; normal tells front from back.
float zone_distance_mm(const Zone *zone, ZoneGrade grade, vec3s rest_mm, vec3s normal);

// A joint's value between the unit of its table (degrees, mm) and the one kept inside (radians, mm).
float joint_from_shown(const Joint *joint, double shown);
double joint_to_shown(const Joint *joint, float value);

// Values of a clip at a time share 0..1, for each joint id (size joint_count, joints not in the clip 0). Monotone cubics: no overshoot.
void clip_angles(const Body *body, ClipId clip, float at_frac, float *joint_rad);
const char *clip_caption(const Body *body, ClipId clip, float at_frac); // string id or ""
// What is to be said with a clip all the time, "clip_<id>_note": string id, or "" when strings.csv has none.
const char *clip_note(const Body *body, ClipId clip);
// The clip with the pelvis this way: itself, its twin, or 0.
ClipId clip_with_pelvis(const Body *body, ClipId clip, PelvisWay way);

#endif
