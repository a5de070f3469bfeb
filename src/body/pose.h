// pose.h: where every segment is, from joint angles; and soft parts bent along.
//
// Why       Bones move rigidly with their segment. Muscles with fascicles are shaped by those (muscle_shape.h). All other soft parts are
//           blended between neighbouring segments with dual quaternions: two segments differ by a turn about their joint centre, and
//           blending dual quaternions keeps that centre, so flesh at the hip turns about the hip instead of collapsing as it does when
//           matrices are averaged. The calls here choose between the two, and add the breath (breath.h).
// Source    docs/sources.md#kavan2008 (dual quaternion blending). Lumbar shares: joints.csv.
// Shapes    world_from_segment[segment_count]; flesh arrays are the caller's: FleshVertex[vertex_count asked for].
// Units     mm, rad. World: as the body frame when standing; side-lying is turned by -90 degrees about x (right side up), supine by +90
//           about z (front up).
// Errors    cannot fail. pose_clamp tells which angle was out of range.
// Cost      pose 2 us; blended flesh about 15 ns per vertex, a shaped muscle 0.5 us per vertex; no allocation once a muscle is bound.
#ifndef ILIOPSOAS_POSE_H
#define ILIOPSOAS_POSE_H

#include "body.h"

#define JOINT_MOST 32
#define SEGMENT_MOST 32

typedef struct DualQuat {
    versors real, dual;
} DualQuat;

typedef struct Pose {
    float joint_rad[JOINT_MOST]; // mm for those few that slide (JOINT_MM)
    Posture posture;
    mat4s world_from_segment[SEGMENT_MOST]; // world_from_segment[0]: the world itself (identity)
    DualQuat motion[SEGMENT_MOST];          // the same, as dual quaternions of one hemisphere along the chain
} Pose;

// Fills out from angles (already clamped).
void pose_solve(const Body *body, const float *joint_rad, Posture posture, Pose *out);

// Standing, every joint at 0.
Pose pose_rest(const Body *body);

// Clamps one angle to its joint's range; true when it had to.
bool pose_clamp(const Body *body, JointId joint, float *angle_rad);

// Up to four segments carry a point of a soft part; shares sum to 1.
typedef struct FleshBinding {
    SegmentId segment[4];
    float share_frac[4];
} FleshBinding;
FleshBinding flesh_bind_point(const Body *body, const Part *part, vec3s rest_mm); // rest_mm on the part's own side
vec3s flesh_move_point(const Pose *pose, const FleshBinding *binding, vec3s rest_mm);
vec3s flesh_move_direction(const Pose *pose, const FleshBinding *binding, vec3s direction);

// All vertices of soft parts are bound once, at load. Muscles with fascicles are shaped by muscle_shape.h; their bindings here serve
// the camera only, which frames poses that are not drawn.
typedef struct Flesh {
    FleshBinding **binding;       // per part id; NULL for rigid parts
    struct MuscleShapes *muscles; // works in memory of its own: one shape at a time
    struct Breath *breath;        // breath.h
    const struct Variant *variant; // whose places are moved (variant.h); NULL: those of the tables
} Flesh;
Flesh flesh_bind(const Body *body, Arena *keep);
// From now on a variant of the body it was bound for: shares stay, places move.
void flesh_follow(Flesh *flesh, const struct Variant *variant);

bool part_is_soft(const Part *part);

// World positions and normals of the first vertex_count vertices of a soft part. body: the variant's, where one is followed.
void flesh_shape(const Body *body, const Flesh *flesh, const Pose *pose, PartId part, uint32_t vertex_count, FleshVertex *out);

// World transform of a rigid part's rest coordinates (mirroring included for left parts).
mat4s pose_world_from_part(const Body *body, const Pose *pose, PartId part);

// World place of a rest point of a part (given on its own side, where it lies in the tables), wherever the part has gone.
vec3s flesh_point_mm(const Body *body, const Flesh *flesh, const Pose *pose, PartId part, vec3s rest_mm);
// World place of a trigger's deep point, carried by its muscle, or of its skin point, carried by the skin.
vec3s flesh_trigger_mm(const Body *body, const Flesh *flesh, const Pose *pose, TriggerId trigger);
vec3s flesh_trigger_skin_mm(const Body *body, const Flesh *flesh, const Pose *pose, TriggerId trigger);

#endif
