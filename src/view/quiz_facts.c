#include "quiz_facts.h"

#include "text.h"

#include <string.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

static bool is_in(const char *const *ids, int count, const char *id)
{
    for (int i = 0; i < count; i++)
        if (strcmp(ids[i], id) == 0) return true;
    return false;
}

bool quiz_is_well_known(const char *structure)
{
    static const char *const ids[] = {
        "hip_bone", "femur", "patella", "tibia", "fibula", "sacrum", "rib_12", "vertebra_l5", "disc_l5_s1", "inguinal_ligament",
        "psoas_major", "iliacus", "rectus_femoris", "sartorius", "gluteus_maximus", "rectus_abdominis",
        "kidney", "urinary_bladder", "small_intestine", "vermiform_appendix", "abdominal_aorta", "femoral_artery", "femoral_nerve",
    };
    return is_in(ids, COUNT(ids), structure);
}

bool quiz_is_main_place(const char *place)
{
    static const char *const ids[] = {
        "asis", "aiis", "psis", "iliac_crest", "iliac_fossa", "iliopubic_eminence", "pubic_tubercle", "pecten_pubis", "superior_pubic_ramus",
        "ischial_tuberosity", "ischial_spine", "greater_sciatic_notch", "acetabular_fossa", "symphysial_surface", "gluteal_surface",
        "femoral_head", "femoral_neck", "greater_trochanter", "lesser_trochanter", "linea_aspera", "medial_femoral_condyle",
        "lateral_femoral_condyle", "sacral_promontory", "sacral_ala", "coccyx", "vertebral_body", "spinous_process", "transverse_process",
        "tibial_tuberosity", "head_of_fibula", "medial_malleolus", "lateral_malleolus",
    };
    return is_in(ids, COUNT(ids), place);
}

bool quiz_is_hole(const char *place)
{
    static const char *const ids[] = { "obturator_foramen", "vertebral_foramen", "sacral_canal", "sacral_hiatus", "anterior_sacral_foramina",
                                       "posterior_sacral_foramina" };
    return is_in(ids, COUNT(ids), place);
}

typedef struct Doubt {
    const char *muscle, *claims;
} Doubt;

// Hip flexors bend the trunk on standing legs and tip the pelvis; parts of the glutei disagree with each other; which way the iliopsoas turns the
// thigh is disputed.
static const Doubt doubts[] = {
    { "psoas_major", "hip_rotation_in;hip_rotation_out;hip_abduction;hip_adduction;pelvis_tilt;femoral_nerve;femoral_shaft;iliac_fossa" },
    { "psoas_minor", "hip_flexion;trunk_bend;femoral_nerve;arcuate_line_ilium" },
    { "iliacus", "hip_rotation_in;hip_rotation_out;hip_abduction;hip_adduction;trunk_flexion;trunk_bend;lumbar_plexus;asis;aiis;sacrum" },
    { "rectus_femoris", "pelvis_tilt;hip_abduction;hip_rotation_in;hip_rotation_out;trunk_flexion" },
    { "sartorius", "pelvis_tilt;trunk_flexion;knee_extension" },
    { "pectineus", "hip_rotation_in;hip_rotation_out;pelvis_tilt;trunk_flexion;body_of_pubis;linea_aspera" },
    { "tensor_fasciae_latae", "knee_extension;knee_flexion;pelvis_tilt;trunk_flexion;gluteal_surface" },
    { "gluteus_maximus", "hip_abduction;hip_adduction;hip_rotation_in;knee_extension;linea_aspera" },
    { "gluteus_medius", "hip_flexion;hip_extension;hip_rotation_out;pelvis_tilt;trunk_bend;iliac_crest;iliac_crest_inner_lip;iliotibial_tract" },
    { "piriformis", "hip_extension;hip_rotation_in;gluteal_surface;sacrotuberous_ligament;sacrum;sacral_ala" },
    { "rectus_abdominis", "trunk_bend;pecten_pubis" },
};

bool quiz_is_doubtful(const char *muscle, const char *claim)
{
    for (int i = 0; i < COUNT(doubts); i++) {
        Text rest = text_of(doubts[i].claims), piece;
        if (strcmp(doubts[i].muscle, muscle) != 0) continue;
        while (text_next(&rest, ';', &piece))
            if (text_equals(piece, claim)) return true;
    }
    return false;
}

// ---- places that are not told apart

typedef struct Clash {
    const char *place, *others; // lies on or in them, or runs into them without a border that every book draws
} Clash;

static const Clash clashes[] = {
    { "asis", "iliac_crest" },
    { "iliac_tubercle", "iliac_crest;iliac_crest_inner_lip" },
    { "psis", "iliac_crest;piis" },
    { "iliac_crest_inner_lip", "iliac_crest;iliac_fossa;asis" },
    { "gluteal_surface", "iliac_crest" },
    { "lunate_surface", "acetabular_margin;acetabular_fossa" },
    { "acetabular_margin", "aiis" },
    { "arcuate_line_ilium", "iliac_fossa;pecten_pubis" },
    { "iliopubic_eminence", "superior_pubic_ramus;pecten_pubis" },
    { "pecten_pubis", "superior_pubic_ramus;body_of_pubis;pubic_tubercle" },
    { "pubic_tubercle", "body_of_pubis;superior_pubic_ramus" },
    { "symphysial_surface", "body_of_pubis" },
    { "body_of_pubis", "superior_pubic_ramus;inferior_pubic_ramus" },
    { "ischial_tuberosity", "body_of_ischium;ramus_of_ischium" },
    { "ischial_spine", "body_of_ischium" },
    { "lesser_sciatic_notch", "body_of_ischium" },
    { "greater_sciatic_notch", "body_of_ischium;piis" },
    { "ramus_of_ischium", "inferior_pubic_ramus;body_of_ischium" },
    { "iliac_tuberosity", "auricular_surface_ilium" },
    { "fovea_of_head", "femoral_head" },
    { "gluteal_tuberosity", "linea_aspera;femoral_shaft" },
    { "linea_aspera", "femoral_shaft;pectineal_line_femur;popliteal_surface" },
    { "pectineal_line_femur", "lesser_trochanter;femoral_shaft" },
    { "popliteal_surface", "femoral_shaft" },
    { "trochanteric_fossa", "greater_trochanter" },
    { "intertrochanteric_crest", "femoral_neck;greater_trochanter;lesser_trochanter" },
    { "intertrochanteric_line", "femoral_neck;greater_trochanter;lesser_trochanter" },
    { "medial_epicondyle", "medial_femoral_condyle" },
    { "adductor_tubercle", "medial_epicondyle;medial_femoral_condyle" },
    { "lateral_epicondyle", "lateral_femoral_condyle" },
    { "patellar_surface", "medial_femoral_condyle;lateral_femoral_condyle" },
    { "intercondylar_fossa", "medial_femoral_condyle;lateral_femoral_condyle" },
    { "intercondylar_eminence", "medial_condyle_of_tibia;lateral_condyle_of_tibia" },
    { "tibial_tuberosity", "shaft_of_tibia;patella" },
    { "medial_malleolus", "shaft_of_tibia" },
    { "lateral_malleolus", "shaft_of_fibula" },
    { "apex_of_patella", "anterior_surface_of_patella" },
    { "base_of_patella", "anterior_surface_of_patella" },
    { "sacral_ala", "base_of_sacrum;lateral_part_of_sacrum;pelvic_surface_of_sacrum;sacrum" },
    { "sacral_promontory", "base_of_sacrum;pelvic_surface_of_sacrum" },
    { "auricular_surface_sacrum", "lateral_part_of_sacrum" },
    { "sacral_tuberosity", "lateral_part_of_sacrum;dorsal_surface_of_sacrum" },
    { "lateral_sacral_crest", "lateral_part_of_sacrum;dorsal_surface_of_sacrum" },
    { "median_sacral_crest", "dorsal_surface_of_sacrum" },
    { "anterior_sacral_foramina", "pelvic_surface_of_sacrum;lateral_part_of_sacrum" },
    { "posterior_sacral_foramina", "dorsal_surface_of_sacrum" },
    { "apex_of_sacrum", "pelvic_surface_of_sacrum;dorsal_surface_of_sacrum;coccyx" },
    { "sacral_horn", "dorsal_surface_of_sacrum;sacral_hiatus" },
    { "sacral_hiatus", "dorsal_surface_of_sacrum;sacral_canal" },
    { "superior_articular_process_of_sacrum", "base_of_sacrum;dorsal_surface_of_sacrum" },
    { "pelvic_surface_of_sacrum", "sacrum;lateral_part_of_sacrum" },
    { "dorsal_surface_of_sacrum", "lateral_part_of_sacrum" },
    { "sacrotuberous_ligament", "sacrum" },
    { "superior_endplate", "vertebral_body;anular_epiphysis" },
    { "inferior_endplate", "vertebral_body;anular_epiphysis" },
    { "anular_epiphysis", "vertebral_body" },
    { "superior_articular_facet", "superior_articular_process" },
    { "inferior_articular_facet", "inferior_articular_process" },
    { "mammillary_process", "superior_articular_process;accessory_process" },
    { "accessory_process", "transverse_process" },
    { "pars_interarticularis", "lamina_of_vertebral_arch;inferior_articular_process;superior_articular_process" },
    { "lamina_of_vertebral_arch", "spinous_process;inferior_articular_process;vertebral_foramen" },
    { "vertebral_pedicle", "vertebral_foramen;superior_articular_process;transverse_process" },
    { "vertebral_body", "vertebral_foramen;disc_t12_l1;disc_l1_l2;disc_l2_l3;disc_l3_l4;disc_l4_l5" },
    { "lumbar_plexus", "femoral_nerve" },
};

static bool clashes_one_way(const char *place, const char *other)
{
    for (int i = 0; i < COUNT(clashes); i++) {
        Text rest = text_of(clashes[i].others), piece;
        if (strcmp(clashes[i].place, place) != 0) continue;
        while (text_next(&rest, ';', &piece))
            if (text_equals(piece, other)) return true;
    }
    return false;
}

bool quiz_places_clash(const char *a, const char *b)
{
    return strcmp(a, b) == 0 || clashes_one_way(a, b) || clashes_one_way(b, a);
}
