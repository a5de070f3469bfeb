// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "check.h"
#include "file.h"
#include "samples.h"

#include <stdlib.h>
#include <string.h>

static Arena arena;

typedef struct Report {
    Result result;
    int fault_count;
    char *text;
} Report;

static Report run(const char *folder, const Pack *pack)
{
    Report report = { 0 };
    const char *path = sample_path(&arena, folder, "report.txt");
    FILE *out = fopen(path, "wb");
    report.result = check_assets(folder, pack, out, &report.fault_count);
    fclose(out);
    Text text = { "", 0 };
    assert_int_equal(file_read(path, &arena, &text, NULL), RESULT_OK);
    report.text = text_to_string(&arena, text);
    remove(path);
    return report;
}

static void report_has(const Report *report, const char *line)
{
    if (!strstr(report->text, line)) assert_string_equal(report->text, line);
}

// One change in one file must give one fault, at that place, in those words.
static void change_says(const char *file, const char *old_text, const char *new_text, const char *line)
{
    const char *folder = sample_folder();
    sample_assets_with(folder, file, old_text, new_text);
    const Report report = run(folder, NULL);
    sample_remove(folder);
    report_has(&report, text_format(&arena, "%s/%s", folder, line));
    assert_int_equal(report.result, RESULT_BAD_DATA);
    if (report.fault_count != 1) assert_string_equal(report.text, "one fault only");
}

// The sample does without some tables: one is put beside the others. line NULL: nothing is wrong with it.
static void extra_table_says(const char *name, const char *text, const char *line)
{
    const char *folder = sample_folder();
    sample_assets(folder);
    sample_write(folder, name, text);
    const Report report = run(folder, NULL);
    sample_remove(folder);
    if (!line)
        assert_string_equal(report.text, "");
    else
        report_has(&report, text_format(&arena, "%s/%s", folder, line));
}

static void published_says(const char *rows, const char *line)
{
    extra_table_says("published.csv", text_format(&arena, "# source: sample\nmodel,muscle,hip_flexion_deg,length_mm,arm_mm\n%s", rows), line);
}

static void published_rows_name_a_muscle_and_rise(void **state)
{
    (void)state;
    published_says("m,psoas_major,0,200,30\nm,psoas_major,10,,31\n", NULL);
    published_says("m,psoas_mayor,0,200,30\n", "published.csv:3:3: ");
    published_says("m,psoas_major,0,200,30\nm,psoas_major,0,198,31\n", "published.csv:4:15: 0 does not rise above the row before");
    published_says("m,psoas_major,0,-1,30\n", "published.csv:3:17: ");
    published_says("m,psoas_major,zero,200,30\n", "published.csv:3:15: ");
}

static void key_colours_say(const char *rows, const char *line)
{
    extra_table_says("key_colours.csv", text_format(&arena, "# source: sample\nstructure,colour,legend\n%s", rows), line);
}

static void key_colours_are_for_structures_and_for_all_of_them(void **state)
{
    (void)state;
    key_colours_say("femur,#F3C6A1,\n", "key_colours.csv:1:1: no row gives \"psoas_major\" a key colour");
    key_colours_say("femor,#F3C6A1,\n", "key_colours.csv:3:1: ");
    key_colours_say("femur,pink,\n", "key_colours.csv:3:7: \"pink\" is no colour");
    key_colours_say("femur,#F3C6A1,\nfemur,#F3C6A2,\n", "key_colours.csv:4:1: \"femur\" stands twice");
    key_colours_say("femur,#F3C6A1,no_such_words\n", "key_colours.csv:3:15: strings.csv has no \"no_such_words\"");
}

static void morphs_say(const char *header, const char *rows, const char *line)
{
    extra_table_says("morph_points.csv", text_format(&arena, "# source: sample\n%smorph,point,x,y,z,dx,dy,dz,source\n%s", header, rows), line);
}

static void morphs_are_of_the_woman_her_structures_or_the_neck(void **state)
{
    (void)state;
    const char *reach = "# own_reach_mm: 70\n";
    morphs_say(reach, "woman,a,0,0,0,1,1,0,\"s\"\nwoman/kidney_right,a,0,0,0,1,1,1,\"s\"\nneck,a,0,0,90,1,0,0,\"s\"\n", NULL);
    morphs_say("", "women,a,0,0,0,1,1,0,\"s\"\n", "morph_points.csv:3:1: \"women\" is no morph");
    morphs_say(reach, "woman/kidny_right,a,0,0,0,1,1,1,\"s\"\n", "morph_points.csv:4:1: there is no structure \"kidny_right\"; did you mean \"kidney_right\"?");
    morphs_say(reach, "woman/femur,a,0,0,0,1,1,1,\"s\"\n", "morph_points.csv:4:1: \"femur\" is a pair");
    morphs_say(reach, "woman/femor,a,0,0,0,1,1,1,\"s\"\n", "morph_points.csv:4:1: there is no structure \"femor\"; did you mean \"femur\"?");
    morphs_say("", "woman/kidney_right,a,0,0,0,1,1,1,\"s\"\n", "morph_points.csv:1:1: maps of one structure need");
    morphs_say("# own_reach_mm: far\n", "woman/kidney_right,a,0,0,0,1,1,1,\"s\"\n", "morph_points.csv:2:1: maps of one structure need");
    morphs_say("# project: femur femor\n", "neck,a,0,0,90,1,0,0,\"s\"\n", "morph_points.csv:2:1: there is no structure \"femor\"");
    morphs_say("", "woman,a,0,0,-3,1,1,1,\"s\"\n", "morph_points.csv:3:");
    morphs_say("", "neck,a,0,up,90,1,0,0,\"s\"\n", "morph_points.csv:3:10: ");
}

static void good_assets_have_no_fault(void **state)
{
    (void)state;
    const char *folder = sample_folder();
    sample_assets(folder);
    const Report report = run(folder, NULL);
    assert_string_equal(report.text, "");
    assert_int_equal(report.result, RESULT_OK);
    sample_remove(folder);
}

static void the_shipped_assets_have_no_fault(void **state)
{
    (void)state;
#ifdef TEST_ASSETS
    int fault_count = 0;
    assert_int_equal(check_assets(TEST_ASSETS, NULL, stderr, &fault_count), RESULT_OK);
    assert_int_equal(fault_count, 0);
#else
    skip();
#endif
}

static void the_shipped_trigger_points_lie_where_they_should(void **state)
{
    (void)state;
#if defined(TEST_ASSETS) && defined(TEST_PACK)
    int fault_count = 0;
    Pack pack;
    Message why;
    if (pack_map(TEST_PACK, &arena, &pack, &why) != RESULT_OK) skip();
    assert_int_equal(check_assets(TEST_ASSETS, &pack, stderr, &fault_count), RESULT_OK);
    pack_unmap(&pack);
#else
    skip();
#endif
}

static void a_missing_folder_is_said(void **state)
{
    (void)state;
    int fault_count = 0;
    assert_int_equal(check_assets("/no/such/folder", NULL, stderr, &fault_count), RESULT_NOT_FOUND);
    assert_int_equal(fault_count, 1);
}

static void landmark_rows_are_checked_one_by_one(void **state)
{
    (void)state;
    const char *const file = "landmarks/femur.csv";
    change_says(file, "0.0,20.0,91.3", "abc,20.0,91.3",
                "landmarks/femur.csv:10:24: \"abc\" is no number; x takes a number from -10000 to 10000.");
    change_says(file, "0.0,20.0,91.3", "0.0,1e30,91.3", "landmarks/femur.csv:10:28: 1e30 is outside what y allows, -10000 to 10000.");
    change_says(file, "0.0,20.0,91.3", "0.0,NaN,91.3", "landmarks/femur.csv:10:28: \"NaN\" is no number");
    change_says(file, "91.3,0,1,0", "91.3,0,0,0",
                "landmarks/femur.csv:10:38: the normal is zero; give the outward direction of the surface.");
    change_says(file, ",,-15.0,-90.0,91.3", ",,15.0,-90.0,91.3", "landmarks/femur.csv:9:3: this point already stands on line 8");
    change_says(file, ",,-15.0,-90.0,91.3", "lesser_trochanter_tip,,-15.0,-90.0,91.3",
                "landmarks/femur.csv:10:1: the landmark \"lesser_trochanter_tip\" already stands on line 9; names must differ.");
    change_says(file, ",,-15.0,-90.0,91.3", "lesser_trochanter_tap,,-15.0,-90.0,91.3",
                "landmarks/femur.csv:9:1: there is no name \"lesser_trochanter_tap\"; did you mean \"lesser_trochanter_tip\"?");
    change_says(file, ",,-15.0,-90.0", ",,\xff,-90.0", "landmarks/femur.csv:9:3: bytes that are not UTF-8; save the file as UTF-8.");
    change_says(file, ",,-15.0,-90.0,", ",,-15.0,", "landmarks/femur.csv:9:19: this row has 7 fields, the column line names 8.");
    change_says(file, "feature,x", "featur,x", "landmarks/femur.csv:7:1: the column \"feature\" is missing; add it to the column line.");
    change_says(file, "# anchor_clear_mm: 10", "# anchor_clear_mm: wide", "landmarks/femur.csv:4:1: \"wide\" is no number from 1 to 500");
    change_says(file, "# mirror: none", "# mirror: x", "landmarks/femur.csv:2:1: mirror is \"x\"; write none or z.");
    change_says(file, "15.0,-90.0,91.3", "9000,9000,9000",
                "landmarks/femur.csv:8:3: this point is 12992 mm from the middle of the table, too far for anchors 40 mm apart");
    change_says("landmarks/treatment_table.box.csv", "1900,25", "1900,30",
                "landmarks/treatment_table.box.csv:3:19: the corners are wider than half the box");
    change_says("landmarks/treatment_table.box.csv", "1900", "-1900",
                "landmarks/treatment_table.box.csv:3:14: -1900 is outside what size_z allows");
}

static void all_faults_are_told_not_only_the_first(void **state)
{
    (void)state;
    const char *folder = sample_folder();
    sample_assets(folder);
    sample_write(folder, "landmarks/femur.csv",
                 "# anchor_spacing_mm: 40\n# anchor_clear_mm: 10\n# anchor_pad_mm: 40\n# anchor_softness: 2000\n"
                 "landmark,feature,x,y,z,nx,ny,nz\n"
                 "lesser_trochanter_tip,,1,2,3,0,0,0\n,,x,2,3,0,y,1\n,,1,2,3,1,0,0\n,,5,5,5,1,0,0\n");
    const Report report = run(folder, NULL);
    report_has(&report, "femur.csv:6:30: the normal is zero");
    report_has(&report, "femur.csv:7:3: \"x\" is no number");
    report_has(&report, "femur.csv:7:11: \"y\" is no number");
    report_has(&report, "femur.csv:8:3: this point already stands on line 6");
    assert_int_equal(report.fault_count, 4);
    sample_remove(folder);
}

static void a_missing_table_is_told_where_it_is_asked_for(void **state)
{
    (void)state;
    const char *folder = sample_folder();
    sample_assets(folder);
    sample_write(folder, "landmarks/kidney_right.csv", NULL);
    sample_write(folder, "zones.csv", NULL);
    const Report report = run(folder, NULL);
    report_has(&report, "structures.csv:7:51: there is no table \"landmarks/kidney_right.csv\"; restore it or correct the name.");
    report_has(&report, "zones.csv:1:1: this table is missing; put it back.");
    sample_remove(folder);
}

static void structures_are_checked(void **state)
{
    (void)state;
    const char *const file = "structures.csv";
    change_says(file, "kidney_right,kidney,organs", "kidney_right,kidny,organs",
                "structures.csv:7:14: there is no name \"kidny\"; did you mean \"kidney\"?");
    change_says(file, "organs,kidney", "organ,kidney", "structures.csv:7:21: \"organ\" is no group; allowed: bones, discs");
    change_says(file, "#7A3F3A", "7A3F3A", "structures.csv:7:35: \"7A3F3A\" is no colour; write it like #E8DFCB.");
    change_says(file, "right,trunk,,", "right,trunc,,", "structures.csv:7:74: \"trunc\" carries nothing; allowed: world, trunk");
    change_says(file, "y,5,-55", "y,5,5", "structures.csv:6:95: blend_from_mm and blend_to_mm are the same");
    change_says(file, "both,no,0,1.0,sample,measured", "both,maybe,0,1.0,sample,measured",
                "structures.csv:7:88: \"maybe\" is no shown; allowed: no, yes.");
    change_says(file, "genus,cell_mm", "genus,cell_nm",
                "structures.csv:2:1: the column \"cell_mm\" is missing; add it to the column line.");
}

static void a_table_without_rows_is_a_fault(void **state)
{
    (void)state;
    change_says("rivals.csv", "back_strip,1,C,both,both,rival_stone,sample\nback_strip,2,M,both,both,rival_back,sample\n", "",
                "rivals.csv:2:1: there is no row below the column line; restore the table.");
}

static void the_skeleton_is_checked(void **state)
{
    (void)state;
    change_says("bodies.csv", "vertebra_l2,4.9", "vertebra_l2,4.9.9",
                "bodies.csv:8:25: \"4.9.9\" is no number; x takes a number from -5000 to 5000.");
    change_says("bodies.csv", "vertebra_l1,vertebra_l2", "vertebra_l1,vertebra_l22",
                "bodies.csv:8:13: \"vertebra_l22\" is no body in a row above");
    change_says("joints.csv", "vertebra_t12,0,0,-1,0.150", "vertebra_t12,0,0,-1,0.250",
                "joints.csv:6:35: the shares of \"lumbar_flexion\" add up to 1.100; they must make 1.");
    change_says("joints.csv", "knee_flexion_right,,0,0,-1", "knee_flexion_right,,0,0,-2",
                "joints.csv:20:25: -2 is outside what axis_z allows, -1 to 1.");
    change_says("joints.csv", "knee_flexion_right,,0,0,-1", "knee_flexion_right,,0,1,-1", "joints.csv:20:21: the axis has length 1.41421");
    change_says("joints.csv", "0.183,share,deg,-25,60", "0.183,share,deg,-25,70", "joints.csv:7:");
    change_says("joints.csv", "0.183,share,deg,-25", "0.183,shares,deg,-25", "joints.csv:6:41: \"shares\"");
    change_says("joints.csv", "0.183,share,deg,-25", "0.183,follow,deg,-25",
                "joints.csv:6:35: the shares of \"lumbar_flexion\" add up to 0.817; they must make 1.");
}

static void clips_are_checked(void **state)
{
    (void)state;
    const char *const file = "clips/lift.csv";
    change_says(file, "2,,90,100", "0.5,,90,100", "clips/lift.csv:13:1: 0.5 s does not come after 1 s of the row above; times must rise.");
    change_says(file, "2,,90,100", "2,,190,100", "clips/lift.csv:13:4: 190 is outside what hip_flexion_right_deg allows, -30 to 120.");
    change_says(file, "4,caption_start,0,0", "4,caption_start,5,0", "clips/lift.csv:15:17: a looping clip must end as it begins, at 0.");
    change_says(file, "caption_lift", "caption_lft",
                "clips/lift.csv:12:3: there is no text \"caption_lft\"; did you mean \"caption_lift\"?");
    change_says(file, "hip_flexion_right_deg,", "hip_flexion_rigth_deg,",
                "clips/lift.csv:10:16: the column \"hip_flexion_rigth_deg\" is no joint followed by its unit, _deg or _mm; did you mean "
                "\"hip_flexion_right\"?");
    change_says(file, "posture: side_lying", "posture: side", "clips/lift.csv:4:1: \"side\" is no posture; did you mean \"side_lying\"?");
    change_says(file, "seconds: 4", "seconds: 5", "clips/lift.csv:15:1: the last row is at 4 s, the header says 5 seconds");
    change_says(file, "props: treatment_table", "props: treatment_tabl",
                "clips/lift.csv:5:1: there is no part \"treatment_tabl\"; did you mean \"treatment_table\"?");
    change_says(file, "2,,90,100", "2,,nan,100", "clips/lift.csv:13:4: \"nan\" is no number");
    change_says(file, "2,,90,100", "2,,-inf,100", "clips/lift.csv:13:4: \"-inf\" is no number");
    change_says(file, "knee_flexion_right_deg", "knee_flexion_right_mm",
                "clips/lift.csv:10:38: the column \"knee_flexion_right_mm\" is no joint followed by its unit, _deg or _mm");
    change_says(file, "-200 5\n", "-200 5 90 1\n",
                "clips/lift.csv:6:1: \"treatment_table 10 -200 5 90 1\" is no place; write \"prop x y z\" in mm, or with a turn");
    change_says("clips/lift.arching.csv", "seconds: 4", "seconds: 5", "clips/lift.arching.csv:14:1: the last row is at 4 s");
    change_says("clips/lift.arching.csv", "# drop: right", "# drop: rigth",
                "clips/lift.arching.csv:8:1: \"rigth\" is no drop; did you mean \"right\"?");
    change_says("joints.csv", "pelvis_drop,pelvis,0,-1,0,1,share,mm", "pelvis_drop,pelvis,0,-1,0,1,share,cm",
                "joints.csv:21:35: \"cm\" is no unit; allowed: deg, mm.");
    change_says("joints.csv", "-10,30,sample", "-inf,30,sample", "joints.csv:22:30: \"-inf\" is no number");
    change_says(file, "# loop: yes\n", "", "clips/lift.csv:1:1: the header line \"# loop: ...\" is missing.");
    change_says(file, "# id: lift", "# id: raise", "clips/lift.csv:1:1: the id \"raise\" is not the name of its file, \"lift\".");
}

static void referral_is_checked(void **state)
{
    (void)state;
    change_says("triggers.csv", "superior_rim", "superior_rin",
                "triggers.csv:3:37: there is no landmark \"superior_rin\"; did you mean \"superior_rim\"?");
    change_says("triggers.csv", "psoas,psoas,psoas_major,", "psoas,psoas,psoas_mayor,",
                "triggers.csv:3:13: there is no structure \"psoas_mayor\"");
    change_says("zones.csv", "40 84; -7 20,sample\ngroin", "40 84; -7,sample\ngroin",
                "zones.csv:3:31: \"-7\" is no point; write \"y z\" in mm");
    change_says("zones.csv", "abdomen,front", "abdomen,forward",
                "zones.csv:7:9: \"forward\" is no facing; allowed: front, back, front_inside.");
    change_says("emphasis.csv", "psoas,back_strip", "psoas,back_stripe", "emphasis.csv:3:7: there is no zone \"back_stripe\"");
    change_says("rivals.csv", "rival_stone", "rival_stome",
                "rivals.csv:3:26: there is no text \"rival_stome\"; did you mean \"rival_stone\"?");
    change_says("rivals.csv", "2,M,", "2,U,",
                "rivals.csv:4:14: \"U\" comes after less urgent rows of the same zone; the order is U, C, M.");
    change_says("fascicles.csv", "psoas_major,1,", "psoas_major,7,",
                "fascicles.csv:4:21: 7 follows 0; stations count up from 0 without a gap.");
    change_says("fascicles.csv", "psoas_major,2,-15,-60,95,50,1,1,", "psoas_major,2,-15,-60,95,50,0.6,1,",
                "fascicles.csv:5:37: 0.6 is less than the 0.7 of the station before.");
}

static void what_would_be_read_past_is_a_fault(void **state)
{
    (void)state;
    change_says("fascicles.csv", "psoas_1,psoas_major,1", "psoas_1,iliacus,1",
                "fascicles.csv:4:9: \"iliacus\" differs from \"psoas_major\", with which this fascicle begins.");
    change_says("fascicles.csv", "50,1,1,femur",
                "50,1,1,femur\nleg_1,femur,0,0,0,91,10,0,0,femur\nleg_1,femur,1,0,-50,91,10,1,0,free\n"
                "psoas_2,psoas_major,0,5,220,50,100,0,0,vertebra_l2\npsoas_2,psoas_major,1,5,120,50,100,1,0,free",
                "fascicles.csv:8:9: other fascicles of \"psoas_major\" stand farther up; keep those of one muscle together.");
    change_says("structures.csv", "pair,pelvis,,", "pair,pelvis,y,",
                "structures.csv:3:71: only the carriers trunk_femur, leg and patella_tibia blend; leave this empty.");
    change_says("rivals.csv", "2,M,both,both,rival_back", "2,C,both,both,rival_stone",
                "rivals.csv:4:26: \"rival_stone\" already stands above for back_strip; keep one row.");
    change_says("strings.csv", "zone_abdomen,", "zone_abdomin,",
                "zones.csv:7:1: strings.csv has no text \"zone_abdomen\"; did you mean \"zone_abdomin\"?");
    change_says("strings.csv", "trigger_psoas_finger,", "finger,", "triggers.csv:3:7: strings.csv has no text \"trigger_psoas_finger\"");
}

static void the_table_of_references_is_checked_where_there_is_one(void **state)
{
    (void)state;
    const char *folder = sample_folder();
    sample_assets(folder);
    sample_write(folder, "references.csv",
                 "table,reference,axis,from_mm,to_mm,shift_x,shift_y,shift_z,mean_mm,p95_mm,way\n"
                 "femur.csv,femur.ply,,,,0,0,0,0.3,0.7,both\nfemur.csv,femur.ply,y,5,,nan,0,0,0.3,0.7,to\n");
    const Report report = run(folder, NULL);
    sample_remove(folder);
    report_has(&report, "references.csv:3:26: \"nan\" is no number");
    report_has(&report, "references.csv:3:25: \"\" is no number");
    report_has(&report, "references.csv:3:42: \"to\" is no way");
    assert_int_equal(report.fault_count, 3);
}

static void a_folder_in_place_of_a_table_is_told_with_its_place(void **state)
{
    (void)state;
    const char *folder = sample_folder();
    sample_assets(folder);
    sample_write(folder, "rivals.csv", NULL);
    sample_write(folder, "rivals.csv/inside.txt", "");
    const Report report = run(folder, NULL);
    sample_remove(folder);
    report_has(&report, "rivals.csv:1:1: this table cannot be read");
}

static void texts_are_checked(void **state)
{
    (void)state;
    change_says("strings.csv", "Lift the leg,,", "Lift %s,Lever la jambe,", "strings.csv:12:22: this text has 0 blanks");
    change_says("strings.csv", "left,left", "right,left", "strings.csv:4:1: the id \"right\" stands twice; keep one row.");
    change_says("names.csv", "Upper pole", "", "names.csv:15:21: \"upper_pole\" has neither an English nor a Latin name; give one.");
}

static void trigger_points_outside_their_muscle_are_found_with_a_pack(void **state)
{
    (void)state;
    const char *folder = sample_folder();
    sample_assets(folder);
    const char *path = sample_path(&arena, folder, "body.pack");
    sample_pack(folder, path);
    Pack pack;
    assert_int_equal(pack_map(path, &arena, &pack, NULL), RESULT_OK);
    Report report = run(folder, &pack);
    assert_string_equal(report.text, "");
    sample_assets_with(folder, "triggers.csv", "5,-33,55", "5,-33,90");
    report = run(folder, &pack);
    report_has(&report, "triggers.csv:3:50: the point psoas_right does not lie inside psoas_major_right.");
    report_has(&report, "triggers.csv:3:50: the point psoas_left does not lie inside psoas_major_left.");
    assert_int_equal(report.fault_count, 2);
    sample_assets_with(folder, "triggers.csv", "5,-33,55", "-30,37,60"); // the middle of the right kidney; there is none on the left
    report = run(folder, &pack);
    report_has(&report, "the point psoas_right lies inside kidney_right; it must be clear of organs, vessels and nerves.");
    assert_null(strstr(report.text, "psoas_left lies inside"));
    pack_unmap(&pack);
    sample_remove(folder);
}

// A table that the samples do not have, with one fault in it.
static void table_says(const char *file, const char *text, const char *line)
{
    const char *folder = sample_folder();
    sample_assets(folder);
    sample_write(folder, file, text);
    const Report report = run(folder, NULL);
    sample_remove(folder);
    report_has(&report, text_format(&arena, "%s/%s", folder, line));
    if (report.fault_count != 1) assert_string_equal(report.text, "one fault only");
}

static void wrap_says(const char *row, const char *line)
{
    static const char *const head = "# units: mm\nfascicle,gate,end,axis_x,axis_y,axis_z,x,y,z,radius_mm,taper,offset_mm,soft_mm,face\n";
    table_says("wraps.csv", text_format(&arena, "%s%s\n", head, row), line);
}

static void wraps_are_checked(void **state)
{
    (void)state;
    wrap_says("psoas_2,1,2,0,0,1,0,0,91.3,30,0.2,5,0,front", "wraps.csv:3:1: there is no fascicle \"psoas_2\"; did you mean \"psoas_1\"?");
    wrap_says("psoas_1,2,1,0,0,1,0,0,91.3,30,0.2,5,0,front", "wraps.csv:3:11: the end 1 does not come after the gate 2.");
    wrap_says("psoas_1,1,3,0,0,1,0,0,91.3,30,0.2,5,0,front", "wraps.csv:3:11: 3 is outside what end allows, 0 to 2.");
    wrap_says("psoas_1,0.5,2,0,0,1,0,0,91.3,30,0.2,5,0,front", "wraps.csv:3:9: stations are whole numbers; 0.5 and 2 are not both.");
    wrap_says("psoas_1,1,2,0,0,0.5,0,0,91.3,30,0.2,5,0,front", "wraps.csv:3:13: the axis is 0.5 long; give a unit vector.");
    wrap_says("psoas_1,1,2,0,0.8,0.6,0,0,91.3,30,0.2,5,0,front", "wraps.csv:3:15: the axis stands upright;");
    wrap_says("psoas_1,1,2,0,0,1,0,0,91.3,-30,0.2,5,0,front", "wraps.csv:3:28: -30 is outside what radius_mm allows, 0 to 100.");
    wrap_says("psoas_1,1,2,0,0,1,0,0,91.3,30,2,5,0,front", "wraps.csv:3:31: 2 is outside what taper allows");
    wrap_says("psoas_1,1,2,0,0,1,0,0,91.3,30,0.2,5,0,left", "wraps.csv:3:39: \"left\" is no face; allowed: front, back.");
    wrap_says("psoas_1,1,2,0,0,1,0,0,91.3,30,0.2,5,0,front\npsoas_1,1,2,0,0,1,0,0,91.3,30,0.2,5,0,front",
              "wraps.csv:4:1: the fascicle \"psoas_1\" already has its row above.");
}

static void fascicles_without_a_wrap_are_named(void **state)
{
    (void)state;
    const char *folder = sample_folder();
    sample_assets_with(folder, "fascicles.csv", "50,1,1,femur\n",
                       "50,1,1,femur\npsoas_2,psoas_major,0,5,220,50,100,0,0,vertebra_l2\npsoas_2,psoas_major,1,-15,-60,95,50,1,1,femur\n");
    sample_write(folder, "wraps.csv",
                 "# units: mm\nfascicle,gate,end,axis_x,axis_y,axis_z,x,y,z,radius_mm,taper,offset_mm,soft_mm,face\n"
                 "psoas_1,1,2,0,0,1,0,0,91.3,30,0.2,5,0,front\n");
    const Report report = run(folder, NULL);
    report_has(&report, "wraps.csv:3:1: no row tells over what \"psoas_2\" of fascicles.csv runs; add one.");
    assert_int_equal(report.fault_count, 1);
    sample_remove(folder);
}

static void clearances_are_checked(void **state)
{
    (void)state;
    static const char *const head = "# units: mm\nbody,x,y,z,radius_mm\n";
    table_says("clearances.csv", text_format(&arena, "%stibia,0,0,91.3,20\n", head),
               "clearances.csv:3:1: \"tibia\" is no body; allowed: pelvis, femur.");
    table_says("clearances.csv", text_format(&arena, "%sfemur,0,0,91.3,0\n", head),
               "clearances.csv:3:16: 0 is outside what radius_mm allows");
}

static void fascicles_name_bones_that_there_are(void **state)
{
    (void)state;
    change_says("fascicles.csv", "1,1,femur", "1,1,femor", "fascicles.csv:5:41: there is no body \"femor\"");
    change_says("fascicles.csv", "1,1,femur", "1,1,femur_left",
                "fascicles.csv:5:41: \"femur_left\" lies on the left; fascicles are given for the right side.");
    change_says("fascicles.csv", "0,0,vertebra_l2", "0,0,free",
                "fascicles.csv:3:40: a fascicle begins on a bone; only a later station may be free.");
}

static void fascicles_weigh_something(void **state)
{
    (void)state;
    change_says("fascicles.csv",
                "220,50,100,0,0,vertebra_l2\npsoas_1,psoas_major,1,35,20,75,100,0.7,0,free\npsoas_1,psoas_major,2,-15,-60,95,50,",
                "220,50,0,0,0,vertebra_l2\npsoas_1,psoas_major,1,35,20,75,0,0.7,0,free\npsoas_1,psoas_major,2,-15,-60,95,0,",
                "fascicles.csv:5:34: all areas of \"psoas_1\" are 0; the area is its weight in the muscle.");
}

static void fascicles_off_their_bone_or_in_it_are_found_with_a_pack(void **state)
{
    (void)state;
    const char *folder = sample_folder();
    sample_assets(folder);
    const char *path = sample_path(&arena, folder, "body.pack");
    sample_pack(folder, path);
    Pack pack;
    assert_int_equal(pack_map(path, &arena, &pack, NULL), RESULT_OK);
    sample_assets_with(folder, "fascicles.csv", "5,220,50,100,0,0,vertebra_l2", "0,203,0,100,0,0,vertebra_l3"); // 10 mm above the ball
    Report report = run(folder, &pack);
    report_has(&report, "fascicles.csv:3:23: psoas_1 lies 10.0 mm off its bone, vertebra_l3; at most 6 mm are allowed.");
    assert_int_equal(report.fault_count, 1);
    sample_assets_with(folder, "fascicles.csv", "5,220,50,100,0,0,vertebra_l2", "0,190,0,100,0,0,vertebra_l3"); // 3 mm under its top
    report = run(folder, &pack);
    report_has(&report, "mm deep in its bone, vertebra_l3; at most 1 mm are allowed.");
    assert_int_equal(report.fault_count, 1);
    pack_unmap(&pack);
    sample_remove(folder);
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_make((size_t)256 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static void a_clip_with_the_back_arching_needs_its_twin(void **state)
{
    (void)state;
    const char *folder = sample_folder();
    sample_assets(folder);
    sample_write(folder, "clips/lift.csv", NULL);
    const Report alone = run(folder, NULL);
    sample_write(folder, "clips/lift.csv",
                 "# id: lift\n# seconds: 3\n# loop: no\n# posture: supine\n# props:\n# joint: hip_flexion_right\n# view_deg: 0 0\n"
                 "# source: sample\ntime_s,caption,hip_flexion_right_deg\n0,caption_start,0\n3,caption_lift,9\n");
    const Report shorter = run(folder, NULL);
    sample_write(folder, "clips/lift.bending.csv", "time_s,caption\n0,\n");
    const Report other = run(folder, NULL);
    sample_remove(folder);
    report_has(&alone, "clips/lift.arching.csv:1:1: there is no clips/lift.csv beside it");
    report_has(&shorter, "clips/lift.arching.csv:1:1: it ends at 4 s, with the pelvis held it ends at 3; make them the same.");
    report_has(&other, "clips/lift.bending.csv:1:1: no clip ends in \".bending\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(key_colours_are_for_structures_and_for_all_of_them),
        cmocka_unit_test(morphs_are_of_the_woman_her_structures_or_the_neck),
        cmocka_unit_test(good_assets_have_no_fault),
        cmocka_unit_test(published_rows_name_a_muscle_and_rise),
        cmocka_unit_test(the_shipped_assets_have_no_fault),
        cmocka_unit_test(the_shipped_trigger_points_lie_where_they_should),
        cmocka_unit_test(a_missing_folder_is_said),
        cmocka_unit_test(landmark_rows_are_checked_one_by_one),
        cmocka_unit_test(all_faults_are_told_not_only_the_first),
        cmocka_unit_test(a_missing_table_is_told_where_it_is_asked_for),
        cmocka_unit_test(structures_are_checked),
        cmocka_unit_test(a_table_without_rows_is_a_fault),
        cmocka_unit_test(the_skeleton_is_checked),
        cmocka_unit_test(clips_are_checked),
        cmocka_unit_test(a_clip_with_the_back_arching_needs_its_twin),
        cmocka_unit_test(referral_is_checked),
        cmocka_unit_test(what_would_be_read_past_is_a_fault),
        cmocka_unit_test(the_table_of_references_is_checked_where_there_is_one),
        cmocka_unit_test(a_folder_in_place_of_a_table_is_told_with_its_place),
        cmocka_unit_test(texts_are_checked),
        cmocka_unit_test(trigger_points_outside_their_muscle_are_found_with_a_pack),
        cmocka_unit_test(wraps_are_checked),
        cmocka_unit_test(clearances_are_checked),
        cmocka_unit_test(fascicles_name_bones_that_there_are),
        cmocka_unit_test(fascicles_weigh_something),
        cmocka_unit_test(fascicles_without_a_wrap_are_named),
        cmocka_unit_test(fascicles_off_their_bone_or_in_it_are_found_with_a_pack),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
