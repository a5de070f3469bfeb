// muscle_path.h: the course of every fascicle in a pose: its length, its arm at the hip, its stations.
//
// Why       A fascicle has three stretches. Above its gate it is carried station by station by the bones it lies on (psoas: the lumbar
//           chain and each origin's own vertebra). At the gate, under the inguinal ligament, it keeps its place in the bundle. From there
//           it runs as the shortest line over one round cone fixed to the pelvis, brim and head with capsule in one, to the femur, and
//           lifts off forwards. Behind the hip (glutei, piriformis) all is the mirror image: face "back". One smooth obstacle with a
//           closed form is why nothing jumps. The measured course stands off that line by up to 7.5 mm (9 for rectus femoris, 17 for
//           neighbours), mostly sideways; each station keeps its offset, so the rest pose is the table within 0.0002 mm. Nailing the
//           stations marked pelvis (y 8) was tried first: the psoas arm fell to 18 mm. The ligament itself is never reached: in flexion to
//           110 degrees no station comes nearer to it than 10 mm. Known to be wrong: the line of pull leaves out the offset, and what
//           keeps stations out of bone (muscle_clear.h); the gate neither slides sideways nor widens; a line without a cone is straight,
//           and one far shorter than at rest (a slack ligament, the tensor in deep flexion) says little.
// Source    Cones and gates: assets/wraps.csv, own fit to assets/fascicles.csv. Carrying shares above the gate: own choice. Wrapping over
//           a cone: a straight line on its unrolled surface, worked out in muscle_wrap.h.
// Shapes    fascicle: index into body->fascicles. out_mm: the caller's array, station_count of that fascicle. The left side is the mirror
//           image. At most PATH_STATIONS_MOST stations count.
// Units     mm, rad; world frame; arms in mm: positive shortens with flexion, abduction, internal rotation of the own hip, so arm =
//           -dL/dangle.
// Errors    muscle_paths_bind cannot fail: without a row in wraps.csv a fascicle is carried to its last but one station and runs straight
//           on.
// Cost      per fascicle and pose about 0.5 us for length or arm, 6 us for the stations; no allocation; linear in fascicles and stations.
#ifndef ILIOPSOAS_MUSCLE_PATH_H
#define ILIOPSOAS_MUSCLE_PATH_H

#include "pose.h"

#define PATH_STATIONS_MOST 64

// A place or direction in the cone's frame: forward, up (both square to the axis), along the axis.
typedef struct Along {
    double forward, up, axial;
} Along;

typedef struct MusclePath {
    int station_count, gate, end; // 0..gate carried above, gate..end the free stretch, end..last on the femur
    const vec3s *rest_mm;         // stations, right side
    FleshBinding *carrier;        // of each station outside the free stretch
    bool above_is_rigid;          // the pelvis alone carries it
    bool ends_on_pelvis;          // psoas minor: then the pelvis stands where else the femur does, and there is no arm at the hip
    float weight;                 // mean area, mm2: fixed
    vec3s forward, up, axis, centre_mm;
    double radius_mm, taper, taper_sin; // at the centre, and its loss for each mm outwards
    double soft_mm;                     // the line counts as hypot(length, soft), for a short thick belly or a slack ligament cannot vanish
    Along gate_at;
    double spare_mm;           // measured length less taut length, in the free stretch at rest
    double above_mm, below_mm; // rest lengths outside the free stretch
    double knee_mm;            // of the last station from the knee's axis, where the knee cap carries it; else 0
    float *share_frac;         // of each station along the free stretch at rest
    Along *offset;             // of each station from the taut line: ahead, outward, sideways
    float *give;               // per piece between stations: 1 muscle .. 0 tendon
    float *room_mm;            // of each ball, then each station: how near the station may come to the ball's centre
} MusclePath;

typedef struct ClearBall ClearBall;

typedef struct MusclePaths {
    const Body *body;
    ClearBall *balls; // stand for the bones
    int ball_count;
    vec3s ball_middle_mm[2]; // a sphere about all balls of pelvis and femur: beyond it nothing is to be done
    float ball_reach_mm[2];
    MusclePath *list; // one per fascicle
    int count;
    SegmentId pelvis, femur[SIDE_COUNT], patella; // patella: the right one, 0 where the body has none
    JointId knee[SIDE_COUNT];
    vec3s knee_axis; // right side, in the femur
    float patella_share_frac;
    JointId hip[SIDE_COUNT][3]; // flexion, abduction, internal rotation
} MusclePaths;

// The segment that carries the end of a path.
static inline SegmentId path_far_segment(const MusclePaths *paths, const MusclePath *path, Side side)
{
    return path->ends_on_pelvis ? paths->pelvis : paths->femur[side];
}

typedef struct MuscleArm {
    float flexion_mm, abduction_mm, rotation_mm;
    vec3s hip_mm, foot_mm, pull; // world: hip centre, the nearest point to it on the line of pull, unit pull on the femur
} MuscleArm;

MusclePaths muscle_paths_bind(const Body *body, Arena *keep);

float muscle_path_length_mm(const MusclePaths *paths, const Pose *pose, int fascicle, Side side);
MuscleArm muscle_path_arm_mm(const MusclePaths *paths, const Pose *pose, int fascicle, Side side);
// False where the free stretch has lifted off its cone.
bool muscle_path_touches(const MusclePaths *paths, const Pose *pose, int fascicle, Side side);

// Stations in the world. Muscle shortens and lengthens, tendon keeps its length, so stations slide along the path.
void muscle_path_trace(const MusclePaths *paths, const Pose *pose, int fascicle, Side side, vec3s *out_mm);

// Means over the fascicles of a muscle (its part, right or left), each weighing its mean area. Zeros for a part without fascicles.
float muscle_length_mm(const MusclePaths *paths, const Pose *pose, PartId muscle);
MuscleArm muscle_arm_mm(const MusclePaths *paths, const Pose *pose, PartId muscle);

#endif
